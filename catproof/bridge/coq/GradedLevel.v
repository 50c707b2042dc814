(** The preorder of the pairs of a graded category with at least some score; of distances, with at most. *)

From Coq Require Import Bool List NArith Eqdep_dec.
From Catproof Require Export GradedTable.
Import ListNotations.

Section Level.
Context {V : Quantale} (S : Scores V) {F : FiniteGraded S} (a : extended).

Definition related (x y : S) : bool := same_point x y || belowb (V := V) a (S x y).

Definition check_level : bool :=
  every (fun x => every (fun y => if related x y then
    every (fun z => if related y z then related x z else true) (members_listed S) else true) (members_listed S)) (members_listed S).

Lemma check_level_spec : check_level = true -> forall x y z, related x y = true -> related y z = true -> related x z = true.
Proof.
  unfold check_level. rewrite every_spec. intros H x y z E K. specialize (H x (complete x)). rewrite every_spec in H.
  specialize (H y (complete y)). rewrite E, every_spec in H. specialize (H z (complete z)). now rewrite K in H.
Qed.

Lemma related_self x : related x x = true.
Proof. unfold related. now rewrite (proj2 (same_point_spec x x) eq_refl). Qed.

(** One arrow where they are related. *)
Definition between (x y : S) : Setoid@{Set} := {| carrier := {_ : unit | related x y = true}; eqv := fun _ _ => True;
  eqv_equivalence := ltac:(now split) |}.

Program Definition level (H : check_level = true) : Category@{Set Set} :=
  {| Obj := point S; Hom := between; id := fun x => exist _ tt (related_self x);
     comp := fun x y z g f => exist _ tt (check_level_spec H x y z (proj2_sig f) (proj2_sig g)) |}.
Solve All Obligations with easy.

Lemma one_arrow {b : bool} (f g : {_ : unit | b = true}) : f = g.
Proof. destruct f as [[] e], g as [[] e']. f_equal. apply UIP_dec, bool_dec. Qed.

Definition finite_between (b : bool) : Finite {_ : unit | b = true}.
Proof.
  refine {| members_listed := match b as c return list {_ : unit | c = true} with true => [exist _ tt eq_refl] | false => [] end |}.
  - abstract (intros f; destruct b; [left; apply one_arrow | now destruct f]).
  - abstract (destruct b; repeat constructor; easy).
Defined.

#[export] Instance finite_level (H : check_level = true) : FiniteCategory (level H).
Proof.
  refine {| finite_objects := finite_points : Finite (level H);
            finite_arrows := fun x y : S => finite_between (related x y) : Finite (between x y);
            same_object := same_point (S := S); same_object_spec := same_point_spec (S := S);
            same_arrow := fun _ _ _ _ => true |}.
  - intros x y f g. split; [intros _; apply one_arrow | reflexivity].
  - intros x y f g _. apply one_arrow.
Defined.

Definition level_arrow (H : check_level = true) (x y : level H) (E : related x y = true) : @Hom (level H) x y :=
  exist _ tt E.

Theorem level_spec (H : check_level = true) (x y : level H) : (exists _ : Hom x y, True) <-> x = y \/ below (V := V) a (S x y).
Proof.
  transitivity (related x y = true).
  - split; [intros [[_ E] _]; exact E | intros E; now exists (exist _ tt E)].
  - unfold related. now rewrite orb_true_iff, same_point_spec, belowb_spec.
Qed.
End Level.
