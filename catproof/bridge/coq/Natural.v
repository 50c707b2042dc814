(** Transformations between functors, each once; the values of models. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export EveryTask Models.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** The first of a list that passes a test, by computing. *)
Lemma picked_later {A : Type} (p : A -> bool) x l : p x = false -> (exists y, In y (x :: l) /\ p y = true) -> exists y, In y l /\ p y = true.
Proof. intros E (y & [<- | H] & P); [congruence | now exists y]. Qed.

Lemma picked_never {A : Type} (p : A -> bool) : (exists y, In y [] /\ p y = true) -> False.
Proof. now intros (y & [] & _). Qed.

Fixpoint picked {A : Type} (p : A -> bool) (l : list A) : (exists y, In y l /\ p y = true) -> {x : A | p x = true} :=
  match l with
  | [] => fun H => match picked_never p H with end
  | x :: l' => fun H => (if p x as b return p x = b -> {x : A | p x = true} then fun E => exist _ x E
                         else fun E => picked p l' (picked_later p x l' E H)) eq_refl
  end.

Section Natural.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F G : Functor C D).

  (** Arrows from the values of [F] to those of [G], of which every square commutes. *)
  Definition NaturalTransformations : Type := NaturalFamilies F G (fun _ _ => true).

  #[export] Instance finite_natural_transformations : Finite NaturalTransformations := natural_families F G (fun _ _ => true).

  Definition the_natural (c : NaturalTransformations) : Transformation F G.
  Proof.
    refine (mkTransformation _ _ F G (pick _ _ _ _ c) _).
    abstract (apply (commuting_spec F G (fun _ _ => true) (pick _ _ _ _ c)), pick_fits).
  Defined.

  (** Every transformation is one of them, and only one. *)
  Theorem every_natural_transformation (m : Transformation F G) :
    exists! c : NaturalTransformations, forall a, the_natural c a == m a.
  Proof.
    destruct (written finite_objects same_object same_object_spec (fun a => finite_arrows (F a) (G a))
                (commuting F G (fun _ _ => true)) m) as (c & H).
    - apply commuting_spec. split; [reflexivity | apply component_natural].
    - exists c. split.
      + intros a. simpl. now rewrite H.
      + intros d K. apply (pick_injective _ same_object same_object_spec). intros a. rewrite H.
        symmetry. apply equal_arrows, (K a).
  Qed.

  (** One of them by the place of each of its arrows among those with the same ends. *)
  Definition natural (l : text)
      (H : fitting finite_objects same_object (fun a => finite_arrows (F a) (G a)) (commuting F G (fun _ _ => true))
             (map N.to_nat (row l)) = true) : NaturalTransformations := exist _ _ H.
End Natural.

Coercion the_natural : NaturalTransformations >-> Transformation.

(** Ends that are equal by computing, as [id C a] and [a] are, are unified. *)
#[export] Hint Extern 9 (Decides (@eqv (@Hom _ _ _) _ _) _ _) => refine (decides_arrows _ _ _ _) : typeclass_instances.

(** ** Values of models *)

(** The task that a model has at an object. *)
Definition value {C D : Category@{Set Set}} (h : Model@{Set Set Set Set Set Set} C D) (a : C) : Presheaf@{Set Set Set} D := fobj h a.

#[export] Instance finite_the_value {C D : Category@{Set Set}} (h : Model@{Set Set Set Set Set Set} C D) {F : FiniteModel h} (a : C) :
  FiniteTask (value h a) := finite_value a.

#[export] Typeclasses Opaque NaturalTransformations value.
