(** The whole library, for exported files. *)

From Coq Require Export List NArith.
From Catproof Require Export Category Presheaf Model Yoneda Theorem2 Theorem3 Text Table TaskTable FunctorTable TaskIso Count Prompting
  FunctorProperties Rank Familial Tuning Decide Constructions Tabled Families Functors Lrat Tasks Categories Refuted ListedFunctors Isomorphic Models EveryTask EveryCategory Constructed AllFinite
  Natural Full Kan Maps KeptMaps KeptFunctors CountedFunctors Limits KeptLimits Presented Parse Declared Said Numbers Quantale Graded GradedTable GradedRank RankMissing
  GradedLevel GradedReals GradedKan Magnitude.

Export ListNotations.
Open Scope text_scope.
