(** Transformations of functors, full subcategories and what generalizes, moved along isomorphisms of categories ([Kept.v]). *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export KeptMaps.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** ** Transformations of functors *)

Section Transformations.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F G : Functor B C} {F' G' : Functor B' C'}.
  #[local] Instance : FiniteCategory B := left_finite (C := B').
  #[local] Instance : FiniteCategory B' := right_finite (K := B).
  #[local] Instance : FiniteCategory C := left_finite (C := C').
  #[local] Instance : FiniteCategory C' := right_finite (K := C).

  Class TransformationMoved (n : Transformation F G) (n' : Transformation F' G') : Prop :=
    transformation_moved : forall a x, ObjectMoved a x -> ArrowMoved (n a) (n' x).

  #[export] Instance component_moved {n : Transformation F G} {n' : Transformation F' G'} {a : B} {x : B'} :
    TransformationMoved n n' -> ObjectMoved a x -> ArrowMoved (n a) (n' x).
  Proof. exact (fun N A => N a x A). Qed.

  Lemma transformation_right (HF : FunctorMoved F F') (HG : FunctorMoved G G') (n : Transformation F G) : exists n' : Transformation F' G', TransformationMoved n n'.
  Proof.
    destruct (finite_choice (F := finite_objects (C := B')) same_object same_object_spec (B := fun x : B' => Hom (F' x) (G' x))
      (fun x z => forall a, ObjectMoved a x -> ArrowMoved (n a) z)) as (f & Hf).
    { intros x. destruct (match_left (R := ObjectMoved (e := d)) x) as (a & [A]).
      destruct (match_right (R := ArrowMoved) (Matched := matched_arrows (A := value_moved HF A) (B := value_moved HG A)) (n a)) as (z & [Z]).
      exists z. intros b D. now rewrite (pair_left (R := ObjectMoved) _ _ _ D A). }
    assert (N : forall (x y : B') (g : Hom x y), f y ∘ fmap F' g == fmap G' g ∘ f x).
    { intros x y g. destruct (match_left (R := ObjectMoved (e := d)) x) as (a & [A]), (match_left (R := ObjectMoved (e := d)) y) as (b & [D]).
      destruct (moved_from (A := A) (B := D) g) as (h & M).
      apply (kept_equal_arrows (F := composite_moved (Hf y b D) (value_on_moved HF M)) (G := composite_moved (value_on_moved HG M) (Hf x a A))). apply (component_natural _ _ n). }
    exists (mkTransformation _ _ F' G' f N). intros a x A. exact (Hf x a A).
  Qed.
End Transformations.

Section TransformationMatches.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F G : Functor B C} {F' G' : Functor B' C'}
    {HF : FunctorMoved F F'} {HG : FunctorMoved G G'}.

  #[export] Instance matched_natural : Matched (Transformation F G) (Transformation F' G') TransformationMoved.
  Proof.
    split; [intros n; destruct (transformation_right HF HG n) as (n' & N); now exists n' |]. intros n'.
    destruct (transformation_right (d := turned d) (e := turned e) (functor_turned HF) (functor_turned HG) n') as (n & N). exists n. constructor.
    intros a x A. apply arrow_turned. exact (N x a (proj1 object_turned A)).
  Qed.

  Context {FB : FiniteCategory B} {FC : FiniteCategory C} {FB' : FiniteCategory B'} {FC' : FiniteCategory C'}.

  (** Those that are listed. *)
  Class ListedMoved (c : NaturalTransformations F G) (c' : NaturalTransformations F' G') : Prop := listed_moved :> TransformationMoved (the_natural F G c) (the_natural F' G' c').

  Lemma transformation_same {n m : Transformation F G} {n' m' : Transformation F' G'} : TransformationMoved n n' ->
    (forall a, n a == m a) -> (forall x, n' x == m' x) -> TransformationMoved m m'.
  Proof. intros N E E' a x A. pose proof (N a x A) as W. now rewrite <- (equal_arrows _ _ _ _ (E a)), <- (equal_arrows _ _ _ _ (E' x)). Qed.

  #[export] Instance matched_listed : Matched (NaturalTransformations F G) (NaturalTransformations F' G') ListedMoved.
  Proof.
    split.
    - intros c. destruct (match_right (R := TransformationMoved) (the_natural F G c)) as (n' & [N]). destruct (every_natural_transformation F' G' n') as (c' & E & _).
      exists c'. constructor. apply (transformation_same N); [reflexivity | intros x; symmetry; apply E].
    - intros c'. destruct (match_left (R := TransformationMoved) (the_natural F' G' c')) as (n & [N]). destruct (every_natural_transformation F G n) as (c & E & _).
      exists c. constructor. apply (transformation_same N); [intros a; symmetry; apply E | reflexivity].
  Qed.
  #[export] Instance paired_listed : Paired (NaturalTransformations F G) (NaturalTransformations F' G') ListedMoved.
  Proof.
    assert (O : forall (A D : Category@{Set Set}) (FA : FiniteCategory A) (FD : FiniteCategory D) (H K : Functor A D) (c c' : NaturalTransformations H K),
      (forall a, the_natural H K c a == the_natural H K c' a) -> c = c').
    { intros A D FA FD H K c c' E. destruct (every_natural_transformation H K (the_natural H K c')) as (c'' & _ & only). rewrite <- (only c E). apply only. reflexivity. }
    split; intros u v w N M.
    - apply O. intros x. destruct (match_left (R := ObjectMoved (e := d)) x) as (a & [A]). apply (kept_equal_arrows (F := N a x A) (G := M a x A)). reflexivity.
    - apply O. intros a. destruct (match_right (R := ObjectMoved (e := d)) a) as (x & [A]). apply (kept_equal_arrows (F := N a x A) (G := M a x A)). reflexivity.
  Qed.
End TransformationMatches.

(** Ends that are equal by computing, as [compose_functor F F a] and [F (F a)] are, are unified. *)
#[export] Hint Extern 6 (ArrowMoved (@component _ _ ?F ?G ?n ?a) (@component _ _ ?F' ?G' ?n' ?x)) =>
  refine (component_moved (F := F) (G := G) (F' := F') (G' := G') (n := n) (n' := n') (a := a) (x := x) _ _) : typeclass_instances.
#[export] Hint Extern 6 (ArrowMoved (@fmap _ _ ?F ?a ?b ?f) (@fmap _ _ ?F' ?x ?y ?g)) =>
  refine (value_on_moved (F := F) (F' := F') (a := a) (b := b) (x := x) (y := y) (f := f) (g := g) _ _) : typeclass_instances.
#[export] Hint Extern 6 (IsKept (@eqv (@Hom _ _ _) _ _) (@eqv (@Hom _ _ _) _ _)) => refine (kept_equal_arrows (F := _) (G := _)) : typeclass_instances.
#[export] Hint Extern 6 (ArrowMoved (@comp _ ?a ?b ?c ?g ?f) (@comp _ ?x ?y ?z ?g' ?f')) =>
  refine (composite_moved (a := a) (b := b) (c := c) (x := x) (y := y) (z := z) (g := g) (f := f) (g' := g') (f' := f') _ _) : typeclass_instances.
#[export] Hint Extern 6 (ArrowMoved (@id _ ?a) (@id _ ?x)) => refine (identity_moved (a := a) (x := x) _) : typeclass_instances.

(** ** Listed objects, and the full subcategories on them *)

Class ObjectsMoved {K C : Category@{Set Set}} {e : Isomorphism K C} (l : list K) (m : list C) : Prop := objects_moved : Forall2 ObjectMoved l m.
#[export] Instance no_objects_moved {K C : Category@{Set Set}} {e : Isomorphism K C} : ObjectsMoved (e := e) [] [].
Proof. constructor. Qed.
#[export] Instance more_objects_moved {K C : Category@{Set Set}} {e : Isomorphism K C} {a : K} {x : C} {l m} : ObjectMoved a x -> ObjectsMoved l m -> ObjectsMoved (a :: l) (x :: m).
Proof. now constructor. Qed.

#[export] Instance kept_listed {K C : Category@{Set Set}} {e : Isomorphism K C} {a : K} {x : C} {l m} : ObjectMoved a x -> ObjectsMoved l m -> IsKept (In a l) (In x m).
Proof.
  intros A L. induction L as [| b y l m D L IH]; [apply kept_self |]. exact (kept_or (kept_equal_objects (A := D) (B := A)) IH).
Qed.

Section FullMoved.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C} {FK : FiniteCategory K} {FC : FiniteCategory C}.

  Lemma kept_full {a : K} {x : C} {l m} : ObjectMoved a x -> ObjectsMoved l m -> some (same_object a) l = true -> some (same_object x) m = true.
  Proof.
    intros A L H. apply some_spec in H. destruct H as (b & Hb & S). apply same_object_spec in S. subst b. apply some_spec. exists x.
    split; [exact (proj1 (kept_listed A L) Hb) | now apply same_object_spec].
  Qed.

  Program Definition full_forth {l : list K} {m : list C} (L : ObjectsMoved l m) : Functor (full_on l) (full_on m) :=
    {| fobj := fun a => exist _ (@forth K C e (proj1_sig a)) (kept_full eq_refl L (proj2_sig a)) : full_on m; fmap := fun a b f => fmap (@forth K C e) (f : Hom (proj1_sig a) (proj1_sig b)) |}.
  Next Obligation. intros l m L a b f g E. exact (fmap_proper _ _ (@forth K C e) _ _ _ _ E). Qed.
  Next Obligation. intros l m L a. exact (fmap_id _ _ (@forth K C e) (proj1_sig a)). Qed.
  Next Obligation. intros l m L a b c g f. exact (fmap_comp _ _ (@forth K C e) _ _ _ g f). Qed.

  Lemma same_in_full {l : list C} {a b c f : full_on l} (u : @Hom (full_on l) a b) (v : @Hom (full_on l) c f) :
    SameArrow (u : Hom (proj1_sig a) (proj1_sig b)) (v : Hom (proj1_sig c) (proj1_sig f)) -> SameArrow u v.
  Proof.
    intros H. destruct (same_arrow_ends _ _ H) as [E E']. apply same_subset in E, E'. subst c f. apply same_arrow_eq in H. exact (proj2 (same_arrow_eq (C := full_on l) _ _) H).
  Qed.
End FullMoved.

Lemma objects_turned {K C : Category@{Set Set}} {e : Isomorphism K C} {l m} : ObjectsMoved l m -> ObjectsMoved (e := turned e) m l.
Proof. intros L. induction L as [| a x l m A L IH]; constructor; [now apply object_turned | exact IH]. Qed.

#[export] Instance full_moved {K C : Category@{Set Set}} {e : Isomorphism K C} {FK : FiniteCategory K} {FC : FiniteCategory C} {l : list K} {m : list C} :
  ObjectsMoved l m -> Isomorphism (full_on l) (full_on m).
Proof.
  intros L. refine {| left_finite := finite_full l; right_finite := finite_full m; forth := full_forth L; back := full_forth (e := turned e) (objects_turned L) |}.
  - intros a b f. apply same_in_full. exact (back_forth _ _ (f : Hom (proj1_sig a) (proj1_sig b))).
  - intros a b f. apply same_in_full. exact (forth_back _ _ (f : Hom (proj1_sig a) (proj1_sig b))).
Defined.

#[export] Instance inclusion_moved {K C : Category@{Set Set}} {e : Isomorphism K C} {FK : FiniteCategory K} {FC : FiniteCategory C} {l : list K} {m : list C} {L : ObjectsMoved l m} :
  FunctorMoved (inclusion_of l) (inclusion_of m).
Proof. intros a b f. now apply same_arrow_eq. Qed.

(** ** Generalizing from what was seen *)

#[export] Instance kept_any_functor {B C B' C' : Category@{Set Set}} {F : Functor B C} {F' : Functor B' C'} : IsKept (AnyFunctor F) (AnyFunctor F').
Proof. split; intros _; exact I. Qed.

#[export] Instance kept_generalizes_from {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}
    {P : Functor B C -> Prop} {P' : Functor B' C' -> Prop} {l : list B} {m : list B'} :
  FunctorMoved F F' -> ObjectsMoved l m -> (forall G G', FunctorMoved G G' -> IsKept (P G) (P' G')) -> IsKept (GeneralizesFrom P F l) (GeneralizesFrom P' F' m).
Proof. intros H L K. unfold GeneralizesFrom. typeclasses eauto. Qed.

#[export] Instance kept_left_adjoint {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}
    {G : Functor C B} {G' : Functor C' B'} : FunctorMoved F F' -> FunctorMoved G G' -> IsKept (LeftAdjoint F G) (LeftAdjoint F' G').
Proof. intros HF HG. unfold LeftAdjoint. typeclasses eauto. Qed.
