(** The whole library, for exported files. *)

From Coq Require Export List NArith.
From Catproof Require Export Category Presheaf Model Text Table TaskTable FunctorTable.

Export ListNotations.
Open Scope text_scope.
