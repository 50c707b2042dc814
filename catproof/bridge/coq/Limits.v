(** Cones over functors, limits, and what keeps them (Mac Lane, III.4 and V.4-5; Riehl, 3.1-3.4). *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Maps.
Import ListNotations.
#[local] Obligation Tactic := idtac.

Program Definition constant_functor {J C : Category@{Set Set}} (X : C) : Functor J C :=
  {| fobj := fun _ => X; fmap := fun _ _ _ => id X |}.
Next Obligation. intros J C X a b f g H. reflexivity. Qed.
Next Obligation. intros J C X a. reflexivity. Qed.
Next Obligation. intros J C X a b c g f. simpl. symmetry. apply comp_id_left. Qed.

Program Definition opposite_functor {C D : Category@{Set Set}} (F : Functor C D) : Functor (opposite C) (opposite D) :=
  {| fobj := fun a : C => F a : opposite D; fmap := fun (a b : C) (f : @Hom C b a) => fmap F f |}.
Next Obligation. intros C D F a b f g H. exact (fmap_proper _ _ F b a f g H). Qed.
Next Obligation. intros C D F a. exact (fmap_id _ _ F a). Qed.
Next Obligation. intros C D F a b c g f. exact (fmap_comp _ _ F c b a f g). Qed.

(** A cone over [D] from [X]. *)
Definition Cone {J C : Category@{Set Set}} (D : Functor J C) (X : C) : Type := Transformation (constant_functor X) D.

Program Definition cone_along {J C : Category@{Set Set}} {D : Functor J C} {X Y : C} (c : Cone D Y) (f : Hom X Y) : Cone D X :=
  {| component := fun j => (c j : Hom Y (D j)) ∘ f |}.
Next Obligation.
  intros J C D X Y c f i j k. simpl. rewrite comp_id_right, <- comp_assoc. apply comp_proper; [| reflexivity].
  rewrite <- (component_natural _ _ c i j k). simpl. symmetry. apply comp_id_right.
Qed.

Program Definition cone_image {J B C : Category@{Set Set}} (F : Functor B C) {D : Functor J B} {X : B} (c : Cone D X) : Cone (compose_functor F D) (F X) :=
  {| component := fun j => fmap F (c j : Hom X (D j)) |}.
Next Obligation.
  intros J B C F D X c i j k. simpl. rewrite comp_id_right, <- fmap_comp. apply fmap_proper.
  rewrite <- (component_natural _ _ c i j k). simpl. symmetry. apply comp_id_right.
Qed.

(** ** The task of cones *)

Section Codes.
  Context {J C : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} {F G : Functor J C}.

  Definition same_natural (m n : Transformation F G) : bool := every (fun j => same_arrow _ _ (m j) (n j)) (members_listed J).

  Lemma same_natural_spec m n : same_natural m n = true <-> forall j, m j == n j.
  Proof.
    unfold same_natural. rewrite every_spec. split.
    - intros H j. specialize (H j (complete j)). apply same_arrow_spec in H. now rewrite H.
    - intros H j _. apply same_arrow_spec, equal_arrows, H.
  Qed.

  Lemma natural_code_exists (m : Transformation F G) :
    exists c, In c (members_listed (NaturalTransformations F G)) /\ same_natural (the_natural F G c) m = true.
  Proof.
    destruct (every_natural_transformation F G m) as (c & H & _). exists c. split; [apply complete | now apply same_natural_spec].
  Qed.
  Definition code_of_natural (m : Transformation F G) : NaturalTransformations F G := proj1_sig (picked _ _ (natural_code_exists m)).

  Lemma code_of_natural_spec m : forall j, the_natural F G (code_of_natural m) j == m j.
  Proof. apply same_natural_spec. exact (proj2_sig (picked _ _ (natural_code_exists m))). Qed.
  Lemma natural_only (c d : NaturalTransformations F G) : (forall j, the_natural F G c j == the_natural F G d j) -> c = d.
  Proof.
    intros H. destruct (every_natural_transformation F G (the_natural F G d)) as (e & _ & only).
    rewrite <- (only c H), <- (only d); [reflexivity | reflexivity].
  Qed.
End Codes.

Section Cones.
  Context {J C : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} (D : Functor J C).

  Definition cone_at (X : C) : Set :=
    Family finite_objects same_object (fun j : J => finite_arrows (constant_functor X j) (D j)) (commuting (constant_functor X) D (fun _ _ => true)).
  Definition the_cone (X : C) (c : cone_at X) : Cone D X := the_natural (constant_functor X) D c.

  Program Definition cones_task : Presheaf@{Set Set Set} C :=
    {| values := fun X => discrete_setoid (cone_at X);
       restrict := fun X Y f c => code_of_natural (cone_along (the_cone Y c) f) : cone_at X |}.
  Next Obligation.
    intros X Y f f' Hf c c' Hc. simpl in *. subst c'. apply natural_only. intros j. rewrite !code_of_natural_spec.
    simpl. now rewrite Hf.
  Qed.
  Next Obligation. intros X c. simpl. apply natural_only. intros j. rewrite code_of_natural_spec. simpl. apply comp_id_right. Qed.
  Next Obligation.
    intros X Y Z g f c. simpl. apply natural_only. intros j. rewrite !code_of_natural_spec. simpl.
    pose proof (code_of_natural_spec (cone_along (the_cone Z c) g) j) as E. simpl in E. rewrite <- comp_assoc. apply comp_proper; [| reflexivity].
    symmetry. exact E.
  Qed.

  #[export] Instance finite_cones : FiniteTask cones_task.
  Proof.
    refine {| finite_elements := fun X => (finite_natural_transformations (constant_functor X) D : Finite (cones_task X));
              same_element := fun X (c d : cone_at X) => same_natural (the_cone X c) (the_cone X d) |}.
    - intros X c d. rewrite same_natural_spec. split; [apply natural_only | intros -> j; reflexivity].
    - intros X c d H. exact H.
  Defined.

  (** Its elements are the cones. *)
  Theorem every_cone (X : C) (m : Cone D X) : exists! c : cone_at X, forall j, the_cone X c j == m j.
  Proof. exact (every_natural_transformation (constant_functor X) D m). Qed.
End Cones.

(** The first of the objects with a property. *)
Definition First {C : Category@{Set Set}} {FC : FiniteCategory C} (P : C -> Prop) (l : C) : Prop :=
  P l /\ forall k : C, P k -> (index (same_object l) (members_listed C) <= index (same_object k) (members_listed C))%nat.

(** The limit is the first object that represents the cones; a colimit is a limit in the opposite. *)
Definition Limit {J C : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} (D : Functor J C) (l : C) : Prop :=
  First (fun k : C => Represents k (cones_task D)) l.
Definition Colimit {J C : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} (D : Functor J C) (l : C) : Prop :=
  Limit (C := opposite C) (opposite_functor D) l.

#[export] Instance decides_le_nat (m n : nat) : Decides (m <= n)%nat (Nat.leb m n) (negb (Nat.leb m n)).
Proof. apply decides_of, Nat.leb_le. Qed.
#[export] Hint Extern 3 (Decides (First _ _) _ _) => unfold First : typeclass_instances.
#[export] Hint Extern 3 (Decides (Limit _ _) _ _) => unfold Limit : typeclass_instances.
#[export] Hint Extern 3 (Decides (Colimit _ _) _ _) => unfold Colimit : typeclass_instances.
(** An object of a category is one of its opposite. *)
#[export] Hint Extern 9 (Decides (Represents _ (cones_task _)) _ _) => refine (decides_represents _) : typeclass_instances.

(** ** What keeps limits *)

Definition LimitCone {J C : Category@{Set Set}} (D : Functor J C) (l : C) (c : Cone D l) : Prop :=
  forall (x : C) (d : Cone D x), exists h : Hom x l, (forall j, (c j : Hom l (D j)) ∘ h == d j) /\
    forall h' : Hom x l, (forall j, (c j : Hom l (D j)) ∘ h' == d j) -> h' == h.

(** Of every finite diagram. *)
Definition PreservesLimits {B C : Category@{Set Set}} (F : Functor B C) : Prop :=
  forall (J : Category@{Set Set}) (FJ : FiniteCategory J) (D : Functor J B) (l : B) (c : Cone D l),
    LimitCone D l c -> LimitCone (compose_functor F D) (F l) (cone_image F c).
Definition ReflectsLimits {B C : Category@{Set Set}} (F : Functor B C) : Prop :=
  forall (J : Category@{Set Set}) (FJ : FiniteCategory J) (D : Functor J B) (l : B) (c : Cone D l),
    LimitCone (compose_functor F D) (F l) (cone_image F c) -> LimitCone D l c.
Definition PreservesColimits {B C : Category@{Set Set}} (F : Functor B C) : Prop := PreservesLimits (opposite_functor F).
Definition ReflectsColimits {B C : Category@{Set Set}} (F : Functor B C) : Prop := ReflectsLimits (opposite_functor F).

(** A universal arrow leads from each object to the functor: it has a left adjoint (Mac Lane, IV.1). *)
Definition UniversalArrows {B C : Category@{Set Set}} (G : Functor B C) : Prop :=
  forall c : C, exists (b : B) (e : Hom c (G b)), forall (x : B) (h : Hom c (G x)), exists! k : Hom b x, fmap G k ∘ e == h.

(** Right adjoints preserve limits (Mac Lane, V.5). *)
Theorem right_adjoints_preserve {B C : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} (G : Functor B C) :
  UniversalArrows G -> PreservesLimits G.
Proof.
  intros U J FJ D l c L x d. destruct (U x) as (b & e & E).
  assert (K : forall j, {k : Hom b (D j) | same_arrow _ _ (fmap G k ∘ e) (d j) = true}).
  { intros j. apply (choose _ (members_listed (Hom b (D j)))). destruct (E (D j) (d j)) as (k & H & _). exists k.
    split; [apply complete | apply same_arrow_spec, equal_arrows, H]. }
  assert (KE : forall j, fmap G (proj1_sig (K j)) ∘ e == (d j : Hom x (G (D j)))).
  { intros j. destruct (K j) as [k H]. simpl. apply same_arrow_spec in H. now rewrite H. }
  assert (only : forall (y : B) (k k' : Hom b y), fmap G k ∘ e == fmap G k' ∘ e -> k == k').
  { intros y k k' H. destruct (E y (fmap G k' ∘ e)) as (u & _ & O). rewrite <- (O k H), <- (O k'); reflexivity. }
  assert (N : forall (i j : J) (f : Hom i j), proj1_sig (K j) ∘ fmap (constant_functor b) f == fmap D f ∘ proj1_sig (K i)).
  { intros i j f. simpl. rewrite comp_id_right. apply only. transitivity (d j : Hom x (G (D j))); [apply KE |].
    pose proof (component_natural _ _ d i j f) as H. simpl in H. rewrite comp_id_right in H.
    transitivity (fmap G (fmap D f) ∘ (d i : Hom x (G (D i)))); [exact H |].
    transitivity (fmap G (fmap D f) ∘ (fmap G (proj1_sig (K i)) ∘ e)); [apply comp_proper; [reflexivity | symmetry; apply KE] |].
    rewrite <- comp_assoc. apply comp_proper; [symmetry; apply fmap_comp | reflexivity]. }
  destruct (L b (mkTransformation _ _ (constant_functor b) D (fun j => proj1_sig (K j)) N)) as (k & Hk & Ok). simpl in Hk, Ok.
  exists (fmap G k ∘ e). split.
  - intros j. transitivity (fmap G ((c j : Hom l (D j)) ∘ k) ∘ e).
    + transitivity ((fmap G (c j : Hom l (D j)) ∘ fmap G k) ∘ e); [symmetry; apply comp_assoc |].
      apply comp_proper; [symmetry; apply fmap_comp | reflexivity].
    + transitivity (fmap G (proj1_sig (K j)) ∘ e); [apply comp_proper; [apply fmap_proper, Hk | reflexivity] | apply KE].
  - intros h H. destruct (E l h) as (k' & E' & _). transitivity (fmap G k' ∘ e); [symmetry; exact E' |].
    apply comp_proper; [| reflexivity]. apply fmap_proper, Ok. intros j. apply only.
    transitivity (d j : Hom x (G (D j))); [| symmetry; apply KE].
    transitivity ((fmap G (c j : Hom l (D j)) ∘ fmap G k') ∘ e); [apply comp_proper; [apply fmap_comp | reflexivity] |].
    transitivity (fmap G (c j : Hom l (D j)) ∘ (fmap G k' ∘ e)); [apply comp_assoc |].
    transitivity (fmap G (c j : Hom l (D j)) ∘ h); [apply comp_proper; [reflexivity | exact E'] | exact (H j)].
Qed.

(** Full and faithful functors reflect limits (Riehl, 3.3.5). *)
Theorem fully_faithful_reflect {B C : Category@{Set Set}} (F : Functor B C) : FullyFaithful F -> ReflectsLimits F.
Proof.
  intros H J FJ D l c L x d. pose proof (fully_faithful_full F H) as Fu. pose proof (fully_faithful_faithful F H) as Fa.
  destruct (L (F x) (cone_image F d)) as (k & Hk & Ok). destruct (Fu x l k) as (h & Hh). exists h. split.
  - intros j. apply Fa. transitivity (fmap F (c j : Hom l (D j)) ∘ fmap F h); [apply fmap_comp |].
    transitivity (fmap F (c j : Hom l (D j)) ∘ k); [apply comp_proper; [reflexivity | exact Hh] | exact (Hk j)].
  - intros h' K. apply Fa. transitivity k; [| symmetry; exact Hh]. apply Ok. intros j.
    transitivity (fmap F ((c j : Hom l (D j)) ∘ h')); [symmetry; exact (fmap_comp _ _ F x l (D j) (c j : Hom l (D j)) h') | exact (fmap_proper _ _ F x (D j) _ _ (K j))].
Qed.

(** ** Diagrams that break it *)

Section LimitCones.
  Context {J C : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} (D : Functor J C) (l : C) (c : Cone D l).

  Definition limit_cone : bool :=
    every (fun x => every (fun d => single (filter (fun h : Hom x l => same_natural (cone_along c h) (the_cone D x d))
                                                   (map (fun h => h) (members_listed (Hom x l)))))
                          (members_listed (NaturalTransformations (constant_functor x) D))) (members_listed C).

  Lemma limit_cone_spec : limit_cone = true <-> LimitCone D l c.
  Proof.
    unfold limit_cone. rewrite every_spec. split.
    - intros H x d. specialize (H x (complete x)). cbv beta in H. rewrite every_spec in H.
      destruct (every_cone D x d) as (e & E & _). specialize (H e (complete e)). apply filter_map_single in H; [| apply once].
      destruct H as (h & _ & K & only). exists h. split.
      + intros j. transitivity (the_cone D x e j); [| apply E]. exact (proj1 (same_natural_spec _ _) K j).
      + intros h' K'. rewrite (only h' (complete h')); [reflexivity |]. apply same_natural_spec. intros j.
        transitivity (d j); [exact (K' j) | symmetry; apply E].
    - intros L x _. apply every_spec. intros e _. apply filter_map_single; [apply once |].
      destruct (L x (the_cone D x e)) as (h & K & only). exists h. split; [apply complete |]. split.
      + apply same_natural_spec. exact K.
      + intros h' _ K'. symmetry. apply equal_arrows, only. exact (proj1 (same_natural_spec _ _) K').
  Qed.
End LimitCones.

(** Diagrams, each with a cone, by which a file says that functors from a category do not keep limits. *)
Record Diagram (C : Category@{Set Set}) := build_diagram {
  shape_of : Category@{Set Set}; finite_shape : FiniteCategory shape_of; diagram_of : Functor shape_of C;
  apex_of : C; legs_of : Cone diagram_of apex_of }.
Definition given_diagram {J C : Category@{Set Set}} {FJ : FiniteCategory J} (D : Functor J C) (l : C) (c : Cone D l) : Diagram C :=
  build_diagram C J FJ D l c.
Class Diagrams (C : Category@{Set Set}) := diagrams_given : list (Diagram C).
#[export] Hint Mode Diagrams ! : typeclass_instances.
#[export] Instance no_diagrams (C : Category@{Set Set}) : Diagrams C | 100 := [].

Section Given.
  Context {B C : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} (F : Functor B C).

  Definition unpreserved (d : Diagram B) : bool :=
    let FJ := finite_shape B d in let D := diagram_of B d in
    if limit_cone D _ (legs_of B d) then negb (limit_cone (compose_functor F D) _ (cone_image F (legs_of B d))) else false.
  Definition unreflected (d : Diagram B) : bool :=
    let FJ := finite_shape B d in let D := diagram_of B d in
    if limit_cone (compose_functor F D) _ (cone_image F (legs_of B d)) then negb (limit_cone D _ (legs_of B d)) else false.

  Theorem not_preserved l : some unpreserved l = true -> ~ PreservesLimits F.
  Proof.
    intros H P. apply some_spec in H. destruct H as ([J FJ D x c] & _ & H). unfold unpreserved in H. cbn in H.
    destruct (limit_cone D x c) eqn:E; [| discriminate]. apply limit_cone_spec in E. apply (P J FJ D x c) in E.
    apply limit_cone_spec in E. rewrite E in H. discriminate.
  Qed.

  Theorem not_reflected l : some unreflected l = true -> ~ ReflectsLimits F.
  Proof.
    intros H R. apply some_spec in H. destruct H as ([J FJ D x c] & _ & H). unfold unreflected in H. cbn in H.
    destruct (limit_cone (compose_functor F D) (F x) (cone_image F c)) eqn:E; [| discriminate]. apply limit_cone_spec in E.
    apply (R J FJ D x c) in E. apply limit_cone_spec in E. rewrite E in H. discriminate.
  Qed.
End Given.

#[export] Hint Extern 3 (Decides (UniversalArrows _) _ _) => unfold UniversalArrows : typeclass_instances.
#[export] Instance decides_preserves_limits {B C : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} (F : Functor B C)
    {L : Diagrams B} {y n} : Decides (UniversalArrows F) y n -> Decides (PreservesLimits F) y (some (unpreserved F) L) | 5.
Proof. intros [Y _]. split; [intros E; apply right_adjoints_preserve, Y, E | apply not_preserved]. Qed.
#[export] Instance decides_reflects_limits {B C : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} (F : Functor B C)
    {L : Diagrams B} {y n} : Decides (FullyFaithful F) y n -> Decides (ReflectsLimits F) y (some (unreflected F) L) | 5.
Proof. intros [Y _]. split; [intros E; apply fully_faithful_reflect, Y, E | apply not_reflected]. Qed.
#[export] Hint Extern 3 (Decides (PreservesColimits _) _ _) => unfold PreservesColimits : typeclass_instances.
#[export] Hint Extern 3 (Decides (ReflectsColimits _) _ _) => unfold ReflectsColimits : typeclass_instances.

#[export] Typeclasses Opaque cones_task constant_functor opposite_functor First Limit Colimit PreservesLimits ReflectsLimits
  PreservesColimits ReflectsColimits UniversalArrows LimitCone.
