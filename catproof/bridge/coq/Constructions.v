(** Constructions of tasks, finite where they are made of what is finite; and what is decided of any finite task. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Decide Theorem3.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** ** Sums and products, pointwise (Riehl, 3.3) *)

Set Universe Polymorphism.
Unset Universe Minimization ToSet.

Definition product_setoid@{u} (A B : Setoid@{u}) : Setoid@{u}.
Proof.
  refine (mkSetoid (A * B) (fun x y => fst x == fst y /\ snd x == snd y) _). split.
  - intros x. now split.
  - intros x y [H K]. now split.
  - intros x y z [H K] [H' K']. split; etransitivity; eauto.
Defined.

Program Definition task_product@{o h u +} {C : Category@{o h}} (S T : Presheaf@{o h u} C) : Presheaf@{o h u} C :=
  {| values := fun a => product_setoid (S a) (T a);
     restrict := fun a b f x => (restrict S f (fst x), restrict T f (snd x)) |}.
Next Obligation. intros C S T a b f f' Hf x y [H K]. split; simpl; now rewrite Hf, ?H, ?K. Qed.
Next Obligation. intros; split; simpl; apply restrict_id. Qed.
Next Obligation. intros; split; simpl; apply restrict_comp. Qed.

Definition sum_eqv {A B : Setoid} (x y : A + B) : Prop :=
  match x, y with inl x, inl y => x == y | inr x, inr y => x == y | _, _ => False end.

Lemma sum_eqv_equivalence (A B : Setoid) : Equivalence (@sum_eqv A B).
Proof.
  split.
  - intros [x | x]; simpl; reflexivity.
  - intros [x | x] [y | y]; simpl; try easy; now symmetry.
  - intros [x | x] [y | y] [z | z]; simpl; try easy; intros; etransitivity; eauto.
Qed.

Program Definition task_sum@{o h u +} {C : Category@{o h}} (S T : Presheaf@{o h u} C) : Presheaf@{o h u} C :=
  {| values := fun a => mkSetoid (S a + T a) sum_eqv (sum_eqv_equivalence _ _);
     restrict := fun a b f x => match x with inl x => inl (restrict S f x) | inr x => inr (restrict T f x) end |}.
Next Obligation. intros C S T a b f f' Hf [x | x] [y | y]; simpl; try easy; intros H; now rewrite Hf, H. Qed.
Next Obligation. intros C S T a [x | x]; simpl; apply restrict_id. Qed.
Next Obligation. intros C S T a b c g f [x | x]; simpl; apply restrict_comp. Qed.

Unset Universe Polymorphism.
Set Universe Minimization ToSet.

Definition discrete_setoid (A : Set) : Setoid@{Set} := mkSetoid A eq eq_equivalence.

Program Definition task_terminal (C : Category@{Set Set}) : Presheaf@{Set Set Set} C :=
  {| values := fun a => discrete_setoid unit; restrict := fun a b f x => x |}.
Next Obligation. intros C a b f f' Hf x y H. exact H. Qed.
Next Obligation. intros; reflexivity. Qed.
Next Obligation. intros; reflexivity. Qed.

Program Definition task_empty (C : Category@{Set Set}) : Presheaf@{Set Set Set} C :=
  {| values := fun a => discrete_setoid Empty_set; restrict := fun a b f x => x |}.
Next Obligation. intros C a b f f' Hf x y H. exact H. Qed.
Next Obligation. intros; reflexivity. Qed.
Next Obligation. intros; reflexivity. Qed.

(** ** They are finite *)

Lemma nodup_app {A : Type} (l m : list A) : NoDup l -> NoDup m -> (forall x, In x l -> ~ In x m) -> NoDup (l ++ m).
Proof.
  intros Hl Hm. induction Hl as [| x l Nx Hl IH]; simpl; intros D; [exact Hm |]. constructor; [| apply IH; auto].
  intros H. apply in_app_or in H. destruct H as [H | H]; [exact (Nx H) | exact (D x (or_introl eq_refl) H)].
Qed.

Lemma nodup_map {A B : Type} (f : A -> B) l : (forall x y, f x = f y -> x = y) -> NoDup l -> NoDup (map f l).
Proof.
  intros I Hl. induction Hl as [| x l Nx Hl IH]; simpl; constructor; [| exact IH].
  intros H. apply in_map_iff in H. destruct H as (y & E & H). now rewrite (I _ _ E) in H.
Qed.

(** A family of lists without repetition, told apart by [tag]. *)
Lemma nodup_flat_map {I A : Type} (tag : A -> I) (f : I -> list A) l :
  (forall i x, In x (f i) -> tag x = i) -> (forall i, NoDup (f i)) -> NoDup l -> NoDup (flat_map f l).
Proof.
  intros T D Hl. induction Hl as [| i l Ni Hl IH]; simpl; [constructor |]. apply nodup_app; auto.
  intros x Hx H. apply in_flat_map in H. destruct H as (j & Hj & H). apply T in H. apply T in Hx. now subst.
Qed.

#[export] Instance finite_pairs {A B : Type} {F : Finite A} {G : Finite B} : Finite (A * B).
Proof.
  refine {| members_listed := flat_map (fun a => map (pair a) (members_listed B)) (members_listed A) |}.
  - intros [a b]. apply in_flat_map. exists a. split; [apply complete | apply in_map, complete].
  - apply (nodup_flat_map fst); [| | apply once].
    + intros a p H. apply in_map_iff in H. now destruct H as (b & <- & _).
    + intros a. apply nodup_map; [congruence | apply once].
Defined.

#[export] Instance finite_family {I : Type} {A : I -> Type} {F : Finite I} {G : forall i, Finite (A i)}
    {D : forall (i : I) (p : i = i), p = eq_refl} : Finite {i : I & A i}.
Proof.
  refine {| members_listed := flat_map (fun i => map (existT A i) (members_listed (A i))) (members_listed I) |}.
  - intros [i x]. apply in_flat_map. exists i. split; [apply complete | apply in_map, complete].
  - apply (nodup_flat_map (@projT1 I A)); [| | apply once].
    + intros i p H. apply in_map_iff in H. now destruct H as (b & <- & _).
    + intros i. apply nodup_map; [| apply once]. intros x y E.
      inversion_sigma E. now rewrite (D i E1) in E2.
Defined.

#[export] Instance finite_sum {A B : Type} {F : Finite A} {G : Finite B} : Finite (A + B).
Proof.
  refine {| members_listed := map inl (members_listed A) ++ map inr (members_listed B) |}.
  - intros [a | b]; apply in_or_app; [left | right]; apply in_map, complete.
  - apply nodup_app; try (apply nodup_map; [congruence | apply once]).
    intros x H K. apply in_map_iff in H, K. destruct H as (a & <- & _). now destruct K as (b & E & _).
Defined.

#[export] Instance finite_unit : Finite unit.
Proof. refine {| members_listed := [tt] |}; [intros []; now left | repeat constructor; now intros []]. Defined.

#[export] Instance finite_none : Finite Empty_set.
Proof. refine {| members_listed := [] |}; [intros [] | constructor]. Defined.

#[export] Instance finite_opposite {C : Category@{Set Set}} {F : FiniteCategory C} : FiniteCategory (opposite C) :=
  {| finite_objects := (finite_objects (C := C) : Finite (opposite C));
     finite_arrows := fun a b => (finite_arrows (C := C) b a : Finite (@Hom (opposite C) a b));
     same_object := @same_object C F;
     same_object_spec := @same_object_spec C F;
     same_arrow := fun a b => @same_arrow C F b a;
     same_arrow_spec := fun a b => @same_arrow_spec C F b a;
     equal_arrows := fun a b => @equal_arrows C F b a |}.

#[export] Instance finite_yoneda {C : Category@{Set Set}} {F : FiniteCategory C} (P : C) : FiniteTask (yoneda P) :=
  {| finite_elements := fun a => (finite_arrows (C := C) a P : Finite (yoneda P a));
     same_element := fun a => @same_arrow C F a P;
     same_element_spec := fun a => @same_arrow_spec C F a P;
     equal_elements := fun a => @equal_arrows C F a P |}.

#[export] Instance finite_pullback {C D : Category@{Set Set}} (F : Functor C D) (T : Presheaf@{Set Set Set} D)
    {G : FiniteTask T} : FiniteTask (pullback F T) :=
  {| finite_elements := fun a => (finite_elements (T := T) (F a) : Finite (pullback F T a));
     same_element := fun a => same_element (T := T) (F a);
     same_element_spec := fun a => same_element_spec (T := T) (F a);
     equal_elements := fun a => equal_elements (T := T) (F a) |}.

#[export] Instance finite_product {C : Category@{Set Set}} {S T : Presheaf@{Set Set Set} C} {F : FiniteTask S}
    {G : FiniteTask T} : FiniteTask (task_product S T).
Proof.
  refine {| finite_elements := fun a => (finite_pairs : Finite (task_product S T a));
            same_element := fun a x y => if same_element (T := S) a (fst x) (fst y) then same_element (T := T) a (snd x) (snd y)
                                         else false |}.
  - intros a [x y] [x' y']. simpl. destruct (same_element a x x') eqn:E.
    + rewrite same_element_spec. apply same_element_spec in E. subst. split; [now intros -> | congruence].
    + split; [discriminate |]. intros H. injection H as -> ->. rewrite (proj2 (same_element_spec a x' x') eq_refl) in E. discriminate.
  - intros a [x y] [x' y'] [H K]. simpl in *. now rewrite (equal_elements _ _ _ H), (equal_elements _ _ _ K).
Defined.

#[export] Instance finite_task_sum {C : Category@{Set Set}} {S T : Presheaf@{Set Set Set} C} {F : FiniteTask S}
    {G : FiniteTask T} : FiniteTask (task_sum S T).
Proof.
  refine {| finite_elements := fun a => (finite_sum : Finite (task_sum S T a));
            same_element := fun a x y => match x, y with
                                         | inl x, inl y => same_element (T := S) a x y
                                         | inr x, inr y => same_element (T := T) a x y
                                         | _, _ => false
                                         end |}.
  - intros a [x | x] [y | y]; try (split; [discriminate | congruence]); rewrite same_element_spec; split; congruence.
  - intros a [x | x] [y | y] H; try destruct H; f_equal; now apply equal_elements.
Defined.

#[export] Instance finite_terminal {C : Category@{Set Set}} : FiniteTask (task_terminal C).
Proof.
  refine {| finite_elements := fun a => (finite_unit : Finite (task_terminal C a)); same_element := fun a x y => true |}.
  - intros a [] []. now split.
  - intros a x y H. exact H.
Defined.

#[export] Instance finite_empty {C : Category@{Set Set}} : FiniteTask (task_empty C).
Proof.
  refine {| finite_elements := fun a => (finite_none : Finite (task_empty C a)); same_element := fun a x y => true |};
    intros a [].
Defined.

(** ** Decided of any finite task *)

Lemma decides_as {P Q : Prop} {y n} : (P <-> Q) -> Decides P y n -> Decides Q y n.
Proof. intros H [Y N]. split; intros E; [apply H, Y, E | intros K; apply (N E), H, K]. Qed.

Lemma choose {A : Type} (p : A -> bool) (l : list A) : (exists x, In x l /\ p x = true) -> {x : A | p x = true}.
Proof.
  induction l as [| x l IH]; intros H; [exfalso; now destruct H as (x & [] & _) |].
  destruct (p x) eqn:E; [now exists x |]. apply IH. destruct H as (z & [<- | Hz] & Pz); [congruence | now exists z].
Qed.

(** Universal: every element is the restriction of it along exactly one arrow (Riehl, 2.3). *)
Theorem universal_definition {C : Category@{Set Set}} {F : FiniteCategory C} {T : Presheaf@{Set Set Set} C}
    {G : FiniteTask T} {P : C} (u : T P) :
  (forall (X : C) (x : T X), exists! f : Hom X P, restrict T f u == x) <-> Universal u.
Proof.
  split.
  - intros H.
    assert (inv : forall X (x : T X), {f : Hom X P | same_element X (restrict T f u) x = true}).
    { intros X x. apply (choose _ (members_listed (Hom X P))). destruct (H X x) as (f & E & _). exists f.
      split; [apply complete |]. apply same_element_spec, equal_elements, E. }
    assert (N : forall X (x : T X), restrict T (proj1_sig (inv X x)) u == x).
    { intros X x. destruct (inv X x) as [f E]. simpl. apply same_element_spec in E. now rewrite E. }
    assert (only : forall X (f g : Hom X P), restrict T f u == restrict T g u -> f == g).
    { intros X f g E. destruct (H X (restrict T g u)) as (h & _ & only). rewrite <- (only f E), <- (only g); reflexivity. }
    unshelve eexists (mkMap (S := T) (T := yoneda P) (fun X x => proj1_sig (inv X x)) _ _).
    + intros X x y E. now rewrite (equal_elements _ _ _ E).
    + intros X Y f x. simpl. apply only. rewrite restrict_comp, !N. reflexivity.
    + split; simpl.
      * intros X f. apply only. apply N.
      * intros X x. apply N.
  - intros (n & H & K) X x. exists (n X x). split; [apply K |]. intros f E. apply equal_arrows.
    simpl in H. rewrite <- (H X f), (equal_elements _ _ _ E). reflexivity.
Qed.

Theorem represents_definition {C : Category@{Set Set}} {F : FiniteCategory C} {T : Presheaf@{Set Set Set} C}
    {G : FiniteTask T} {P : C} :
  (exists u : T P, forall (X : C) (x : T X), exists! f : Hom X P, restrict T f u == x) <-> Represents P T.
Proof.
  rewrite universal_element. split; intros (u & H); exists u; now apply universal_definition.
Qed.

(** Isomorphic: a transformation that is injective and surjective at each object has an inverse. *)
Theorem iso_definition {C : Category@{Set Set}} {S T : Presheaf@{Set Set Set} C} {F : FiniteTask S} {G : FiniteTask T} :
  (exists n : Map S T, (forall a (x y : S a), n a x == n a y -> x == y) /\ (forall a (y : T a), exists x : S a, n a x == y)) <->
  Iso S T.
Proof.
  split.
  - intros (n & I & J).
    assert (inv : forall a (y : T a), {x : S a | same_element a (n a x) y = true}).
    { intros a y. apply (choose _ (members_listed (S a))). destruct (J a y) as (x & E). exists x.
      split; [apply complete |]. apply same_element_spec, equal_elements, E. }
    assert (N : forall a (y : T a), n a (proj1_sig (inv a y)) == y).
    { intros a y. destruct (inv a y) as [x E]. simpl. apply same_element_spec in E. now rewrite E. }
    apply (iso_of_inverse n (fun a y => proj1_sig (inv a y))).
    + intros a y z E. now rewrite (equal_elements _ _ _ E).
    + intros a x. apply I, N.
    + exact N.
  - intros (n & m & H & K). exists n. split.
    + intros a x y E. rewrite <- (H a x), <- (H a y). now rewrite (equal_elements _ _ _ E).
    + intros a y. exists (m a y). apply K.
Qed.

Section Represented.
  Context {C : Category@{Set Set}} {F : FiniteCategory C} {T : Presheaf@{Set Set Set} C} {G : FiniteTask T}.

  (** Is it universal? A walk through the arrows into [P]. *)
  Definition universal (P : C) (u : T P) : bool :=
    every (fun X => let images := map (fun f : Hom X P => restrict T f u) (members_listed (Hom X P)) in
                    every (fun x => single (filter (same_element X x) images)) (members_listed (T X)))
          (members_listed C).

  Lemma filter_map_single {A B : Type} (g : A -> B) (p : B -> bool) l : NoDup l ->
    single (filter p (map g l)) = true <-> exists x, In x l /\ p (g x) = true /\ forall y, In y l -> p (g y) = true -> x = y.
  Proof.
    intros D. induction D as [| x l Nx D IH]; simpl.
    - split; [discriminate | now intros (x & [] & _)].
    - destruct (p (g x)) eqn:E.
      + assert (S : single (g x :: filter p (map g l)) = true <-> filter p (map g l) = [])
          by (destruct (filter p (map g l)); simpl; split; congruence).
        rewrite S. split.
        * intros H. exists x. split; [now left |]. split; [exact E |]. intros y [<- | Hy] Py; [reflexivity |].
          exfalso. assert (K : In (g y) (filter p (map g l))) by (apply filter_In; split; [now apply in_map | exact Py]).
          now rewrite H in K.
        * intros (z & Hz & Pz & only). assert (z = x) as -> by (apply only; auto).
          destruct (filter p (map g l)) as [| b m] eqn:K; [reflexivity |].
          assert (Hb : In b (filter p (map g l))) by (rewrite K; now left). apply filter_In in Hb. destruct Hb as [Hb Pb].
          apply in_map_iff in Hb. destruct Hb as (y & <- & Hy). rewrite (only y (or_intror Hy) Pb) in Nx. contradiction.
      + rewrite IH. split.
        * intros (z & Hz & Pz & only). exists z. split; [now right |]. split; [exact Pz |].
          intros y [<- | Hy] Py; [congruence | auto].
        * intros (z & [<- | Hz] & Pz & only); [congruence |]. exists z. auto.
  Qed.

  Lemma universal_spec (P : C) (u : T P) : universal P u = true <-> Universal u.
  Proof.
    rewrite <- universal_definition. unfold universal. rewrite every_spec. split.
    - intros H X x. specialize (H X (complete X)). cbv zeta in H. rewrite every_spec in H. specialize (H x (complete x)).
      apply filter_map_single in H; [| apply once]. destruct H as (f & _ & E & only). apply same_element_spec in E.
      exists f. split; [now rewrite <- E |]. intros g K. apply only; [apply complete |]. apply same_element_spec.
      now rewrite (equal_elements _ _ _ K).
    - intros H X _. apply every_spec. intros x _. apply filter_map_single; [apply once |].
      destruct (H X x) as (f & E & only). exists f. split; [apply complete |]. split.
      + apply same_element_spec. symmetry. now apply equal_elements.
      + intros g _ K. apply only. apply same_element_spec in K. now rewrite K.
  Qed.

  #[export] Instance decides_represents (P : C) : Decides (Represents P T) (some (universal P) (members_listed (T P)))
    (negb (some (universal P) (members_listed (T P)))) | 2.
  Proof.
    apply decides_of. rewrite some_spec, universal_element. split; intros (u & H); exists u.
    - apply universal_spec, H.
    - split; [apply complete | apply universal_spec, H].
  Qed.

  #[export] Instance decides_representable :
    Decides (Representable T) (some (fun P => some (universal P) (members_listed (T P))) (members_listed C))
      (negb (some (fun P => some (universal P) (members_listed (T P))) (members_listed C))) | 2.
  Proof.
    apply decides_of. rewrite some_spec. split.
    - intros (P & _ & H). exists P. exact (is_true (Decides := decides_represents P) H).
    - intros (P & H). exists P. split; [apply complete |]. destruct (some (universal P) (members_listed (T P))) eqn:E; [reflexivity |].
      exfalso. refine (is_false (Decides := decides_represents P) _ H). now rewrite E.
  Qed.

  #[export] Instance decides_iso_left {P : C} {y n} : Decides (Represents P T) y n -> Decides (Iso (yoneda P) T) y n | 1.
  Proof. exact (fun D => D). Qed.
  #[export] Instance decides_iso_right {P : C} {y n} : Decides (Represents P T) y n -> Decides (Iso T (yoneda P)) y n | 1.
  Proof. apply decides_as. split; apply iso_sym. Qed.
  #[export] Instance decides_solves_by {P : C} {y n} : Decides (Represents P T) y n -> Decides (solves_by (yoneda_model C) P T) y n.
  Proof. apply decides_as. symmetry. apply yoneda_solves_by. Qed.
  #[export] Instance decides_solves {y n} : Decides (Representable T) y n -> Decides (solves (yoneda_model C) T) y n.
  Proof. apply decides_as. symmetry. apply yoneda_solves. Qed.
End Represented.

#[export] Instance decides_via_solves_by {C D : Category@{Set Set}} {F : Functor C D} {P : C} {T : Presheaf@{Set Set Set} C} {y n} :
  Decides (Iso (pullback F (yoneda (F P))) T) y n -> Decides (solves_by (via_model F) P T) y n | 2.
Proof. apply decides_as. symmetry. apply solves_by_via. Qed.
#[export] Instance decides_via_solves {C D : Category@{Set Set}} {F : Functor C D} {T : Presheaf@{Set Set Set} C} {y n} :
  Decides (exists P : C, solves_by (via_model F) P T) y n -> Decides (solves (via_model F) T) y n | 2.
Proof. apply decides_as. reflexivity. Qed.

(** ** Functors *)

Section Functors.
  Context {C D : Category@{Set Set}} {F : FiniteCategory C} {G : FiniteCategory D} (K : Functor C D).

  (** In a finite category the inverses can be chosen. *)
  Lemma fully_faithful_definition : Full K /\ Faithful K <-> FullyFaithful K.
  Proof.
    split; [| intros H; split; [now apply fully_faithful_full | now apply fully_faithful_faithful]]. intros [Fu Fa].
    assert (inv : forall a b (k : Hom (K a) (K b)), {f : Hom a b | same_arrow _ _ (fmap K f) k = true}).
    { intros a b k. apply (choose _ (members_listed (Hom a b))). destruct (Fu a b k) as (f & E). exists f.
      split; [apply complete |]. apply same_arrow_spec, equal_arrows, E. }
    assert (N : forall a b (k : Hom (K a) (K b)), fmap K (proj1_sig (inv a b k)) == k).
    { intros a b k. destruct (inv a b k) as [f E]. simpl. apply same_arrow_spec in E. now rewrite E. }
    exists (fun a b k => proj1_sig (inv a b k)). split; [| split].
    - intros a b k k' E. now rewrite (equal_arrows _ _ _ _ E).
    - exact N.
    - intros a b f. apply Fa, N.
  Qed.

  #[export] Instance decides_fully_faithful {y n} : Decides (Full K /\ Faithful K) y n -> Decides (FullyFaithful K) y n | 2.
  Proof. apply decides_as, fully_faithful_definition. Qed.
  #[export] Instance decides_via_ideal {y n} : Decides (FullyFaithful K) y n -> Decides (Ideal (via_model K)) y n.
  Proof. apply decides_as. symmetry. apply via_ideal. Qed.
  #[export] Instance decides_generalizes {y n} : Decides (FullyFaithful K) y n -> Decides (Generalizes K) y n.
  Proof. apply decides_as. symmetry. apply theorem_3. Qed.
End Functors.

#[export] Instance decides_yoneda_ideal (C : Category@{Set Set}) : Decides (Ideal (yoneda_model C)) true false.
Proof. split; [intros _; apply yoneda_ideal | discriminate]. Qed.

#[export] Hint Extern 3 (Decides (Full _) _ _) => unfold Full : typeclass_instances.
#[export] Hint Extern 3 (Decides (Faithful _) _ _) => unfold Faithful : typeclass_instances.
#[export] Hint Extern 3 (Decides (InjectiveOnObjects _) _ _) => unfold InjectiveOnObjects : typeclass_instances.
#[export] Hint Extern 3 (Decides (Embedding _) _ _) => unfold Embedding : typeclass_instances.
#[export] Hint Extern 3 (Decides (EssentiallySurjective _) _ _) => unfold EssentiallySurjective : typeclass_instances.
#[export] Hint Extern 3 (Decides (Isomorphic _ _) _ _) => unfold Isomorphic : typeclass_instances.
#[export] Hint Extern 3 (Decides (IsIso _) _ _) => unfold IsIso : typeclass_instances.
#[export] Hint Extern 3 (Decides (Inverse _ _) _ _) => unfold Inverse : typeclass_instances.

(** ** All arrows, all elements *)

#[universes(polymorphic)] Definition Arrow (C : Category) := {ends : C * C & Hom (fst ends) (snd ends)}.

#[universes(polymorphic)] Definition SameArrow {C : Category} {a b c d : C} (f : Hom a b) (g : Hom c d) : Prop :=
  Same (fun ends : C * C => Hom (fst ends) (snd ends)) (existT _ (a, b) f) (existT _ (c, d) g).
#[universes(polymorphic)] Definition SameElement {C : Category} {T : Presheaf C} {a b : C} (x : T a) (y : T b) : Prop :=
  Same (values T) (existT _ a x) (existT _ b y).

Section AllOver.
  Context {C : Category@{Set Set}} {F : FiniteCategory C}.

  Lemma object_dec (a b : C) : {a = b} + {a <> b}.
  Proof.
    destruct (same_object a b) eqn:E; [left; now apply same_object_spec |].
    right. intros H. apply same_object_spec in H. congruence.
  Qed.

  Lemma ends_dec (p q : C * C) : {p = q} + {p <> q}.
  Proof.
    destruct p as [a b], q as [c d]. destruct (object_dec a c) as [<- | N]; [| right; congruence].
    destruct (object_dec b d) as [<- | N]; [now left | right; congruence].
  Qed.

  #[export] Instance finite_all_arrows : Finite (Arrow C).
  Proof.
    refine (@finite_family (C * C) (fun ends => Hom (fst ends) (snd ends)) finite_pairs (fun ends => finite_arrows _ _) _).
    intros i p. apply UIP_dec, ends_dec.
  Defined.

  #[export] Instance finite_all_elements {T : Presheaf@{Set Set Set} C} {G : FiniteTask T} : Finite (Element T).
  Proof.
    refine (@finite_family C (fun a => T a) finite_objects (fun a => finite_elements a) _).
    intros i p. apply UIP_dec, object_dec.
  Defined.

  Fixpoint index {A : Type} (p : A -> bool) (l : list A) : nat :=
    match l with [] => 0 | x :: l' => if p x then 0 else S (index p l') end.

  Lemma index_only {A : Type} (same : A -> A -> bool) (spec : forall x y, same x y = true <-> x = y) l : forall x y,
    In x l -> index (same x) l = index (same y) l -> x = y.
  Proof.
    induction l as [| z l IH]; intros x y Hx E; simpl in *; [easy |].
    destruct (same x z) eqn:Ex, (same y z) eqn:Ey; try discriminate.
    - apply spec in Ex, Ey. congruence.
    - injection E as E. apply IH; [| exact E]. destruct Hx as [<- | Hx]; [| exact Hx].
      rewrite (proj2 (spec z z) eq_refl) in Ex. discriminate.
  Qed.

  #[export] Instance decides_same_elements {T : Presheaf@{Set Set Set} C} {G : FiniteTask T} {a b : C} (x : T a) (y : T b) :
    Decides (SameElement x y)
      (if same_object a b then Nat.eqb (index (same_element a x) (members_listed (T a)))
                                       (index (same_element b y) (members_listed (T b))) else false)
      (negb (if same_object a b then Nat.eqb (index (same_element a x) (members_listed (T a)))
                                             (index (same_element b y) (members_listed (T b))) else false)).
  Proof.
    apply decides_of. unfold SameElement, Same. simpl. destruct (same_object a b) eqn:E.
    - apply same_object_spec in E. subst. rewrite Nat.eqb_eq. split.
      + intros K. exists eq_refl. simpl. rewrite (index_only _ (same_element_spec b) _ x y (complete x) K). reflexivity.
      + intros [p K]. rewrite (UIP_dec object_dec p eq_refl) in K. simpl in K. now rewrite (equal_elements _ _ _ K).
    - split; [discriminate |]. intros [p _]. apply same_object_spec in p. congruence.
  Qed.

  #[export] Instance decides_same_arrows {a b c d : C} (f : Hom a b) (g : Hom c d) :
    Decides (SameArrow f g)
      (if same_object a c then if same_object b d then
         Nat.eqb (index (same_arrow a b f) (members_listed (Hom a b))) (index (same_arrow c d g) (members_listed (Hom c d)))
       else false else false)
      (negb (if same_object a c then if same_object b d then
         Nat.eqb (index (same_arrow a b f) (members_listed (Hom a b))) (index (same_arrow c d g) (members_listed (Hom c d)))
       else false else false)).
  Proof.
    apply decides_of. unfold SameArrow, Same. simpl. destruct (same_object a c) eqn:E.
    - destruct (same_object b d) eqn:E'.
      + apply same_object_spec in E, E'. subst. rewrite Nat.eqb_eq. split.
        * intros K. exists eq_refl. simpl. rewrite (index_only _ (same_arrow_spec c d) _ f g (complete f) K). reflexivity.
        * intros [p K]. rewrite (UIP_dec ends_dec p eq_refl) in K. simpl in K. now rewrite (equal_arrows _ _ _ _ K).
      + split; [discriminate |]. intros [p _]. injection p as _ p. apply same_object_spec in p. congruence.
    - split; [discriminate |]. intros [p _]. injection p as p _. apply same_object_spec in p. congruence.
  Qed.
End AllOver.

(** The search does not look into the words of the sentences, unless an instance says so. *)
#[export] Typeclasses Opaque yoneda_model via_model solves_by solves solves_by_tuning Represents Representable Iso Ideal
  FullyFaithful Full Faithful Embedding EssentiallySurjective InjectiveOnObjects Generalizes Familial HasRank IsIso Isomorphic
  Inverse yoneda pullback opposite task category compose_functor identity_functor
  task_product task_sum task_terminal task_empty SameArrow SameElement Arrow Element.
