(** Full subcategories on listed objects, and their inclusions (Mac Lane, I.3). *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export EveryTask Models.
Import ListNotations.
#[local] Obligation Tactic := idtac.

Section Full.
  Context {C : Category@{Set Set}} {FC : FiniteCategory C} (l : list C).

  Definition kept : Set := {a : C | some (same_object a) l = true}.

  Program Definition full_on : Category@{Set Set} :=
    {| Obj := kept; Hom := fun a b => Hom (proj1_sig a) (proj1_sig b); id := fun a => id (proj1_sig a);
       comp := fun a b c g f => g ∘ f |}.
  Next Obligation. intros a b f. apply comp_id_left. Qed.
  Next Obligation. intros a b f. apply comp_id_right. Qed.
  Next Obligation. intros a b c d h g f. apply comp_assoc. Qed.

  Program Definition inclusion_of : Functor full_on C := {| fobj := fun a => proj1_sig a : C; fmap := fun a b f => f |}.
  Next Obligation. intros a b f g H. exact H. Qed.
  Next Obligation. intros a. reflexivity. Qed.
  Next Obligation. intros a b c g f. reflexivity. Qed.

  #[export] Instance finite_full : FiniteCategory full_on.
  Proof.
    refine {| finite_objects := {| members_listed := accepted (fun a => some (same_object a) l) (members_listed C) : list full_on |};
              finite_arrows := fun a b => finite_arrows (proj1_sig a) (proj1_sig b) : Finite (@Hom full_on a b);
              same_object := fun a b => same_object (proj1_sig a) (proj1_sig b);
              same_arrow := fun a b => @same_arrow C FC (proj1_sig a) (proj1_sig b) |}.
    - intros a. apply accepted_complete, complete.
    - apply accepted_once, once.
    - intros a b. rewrite same_object_spec. split; [apply same_subset | now intros ->].
    - exact (fun a b => @same_arrow_spec C FC (proj1_sig a) (proj1_sig b)).
    - exact (fun a b => @equal_arrows C FC (proj1_sig a) (proj1_sig b)).
  Defined.

  (** It is full and faithful. *)
  Lemma inclusion_fully_faithful : FullyFaithful inclusion_of.
  Proof.
    exists (fun a b k => k). split; [| split].
    - intros a b f g H. exact H.
    - intros a b k. reflexivity.
    - intros a b f. reflexivity.
  Qed.
End Full.

#[export] Typeclasses Opaque full_on inclusion_of.
