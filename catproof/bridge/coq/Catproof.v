(** The whole library, for exported files. *)

From Coq Require Export List NArith.
From Catproof Require Export Category Presheaf Model Yoneda Text Table TaskTable FunctorTable TaskIso Prompting
  FunctorProperties.

Export ListNotations.
Open Scope text_scope.
