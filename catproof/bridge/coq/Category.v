(** Setoids, categories, functors, natural transformations (Mac Lane, I.2-4; Riehl, 1.1-1.4).

    Every set of arrows is a setoid: a type with its own equality. Quotients then need no axiom. A claim that something
    exists is a proposition ([exists]); where a choice for all objects at once is meant, the whole choice is under
    one [exists], so no axiom of choice is needed either. *)

From Coq Require Export RelationClasses Morphisms Setoid.

Set Universe Polymorphism.
Unset Universe Minimization ToSet.

#[local] Obligation Tactic := idtac.

Declare Scope cat_scope.
Delimit Scope cat_scope with cat.
Open Scope cat_scope.

Record Setoid@{u} : Type@{u+1} := mkSetoid {
  carrier :> Type@{u};
  eqv : carrier -> carrier -> Prop;
  eqv_equivalence : Equivalence eqv }.

Arguments eqv {s} x y.
Arguments mkSetoid carrier eqv eqv_equivalence : clear implicits.
Notation "x == y" := (eqv x y) (at level 70, no associativity) : cat_scope.
#[export] Existing Instance eqv_equivalence.

Record Category@{o h} : Type@{max(o+1,h+1)} := mkCategory {
  Obj :> Type@{o};
  Hom : Obj -> Obj -> Setoid@{h};
  id : forall a, Hom a a;
  comp : forall {a b c}, Hom b c -> Hom a b -> Hom a c;
  comp_proper : forall a b c, Proper (eqv ==> eqv ==> eqv) (@comp a b c);
  comp_id_left : forall a b (f : Hom a b), comp (id b) f == f;
  comp_id_right : forall a b (f : Hom a b), comp f (id a) == f;
  comp_assoc : forall a b c d (h : Hom c d) (g : Hom b c) (f : Hom a b), comp (comp h g) f == comp h (comp g f) }.

Arguments Hom {c} a b : rename.
Arguments id {c} a : rename.
Arguments comp {c a b c0} g f : rename.
Notation "g ∘ f" := (comp g f) (at level 40, left associativity) : cat_scope.
#[export] Existing Instance comp_proper.

(** [g ∘ f] is "first f". *)

Program Definition opposite@{o h} (C : Category@{o h}) : Category@{o h} :=
  {| Obj := Obj C; Hom := fun a b => @Hom C b a; id := fun a => id a; comp := fun a b c g f => f ∘ g |}.
Next Obligation. intros C a b c g g' Hg f f' Hf. simpl. now rewrite Hg, Hf. Qed.
Next Obligation. intros C a b f. apply comp_id_right. Qed.
Next Obligation. intros C a b f. apply comp_id_left. Qed.
Next Obligation. intros C a b c d h g f. simpl. symmetry. apply comp_assoc. Qed.

Record Functor@{o h o' h'} (C : Category@{o h}) (D : Category@{o' h'}) : Type@{max(o,h,o',h')} := mkFunctor {
  fobj :> Obj C -> Obj D;
  fmap : forall {a b : C}, Hom a b -> Hom (fobj a) (fobj b);
  fmap_proper : forall a b : C, Proper (eqv ==> eqv) (@fmap a b);
  fmap_id : forall a : C, fmap (id a) == id (fobj a);
  fmap_comp : forall (a b c : C) (g : Hom b c) (f : Hom a b), fmap (g ∘ f) == fmap g ∘ fmap f }.

Arguments fobj {C D} f a : rename.
Arguments fmap {C D} F {a b} f : rename.
#[export] Existing Instance fmap_proper.

Program Definition identity_functor@{o h} (C : Category@{o h}) : Functor@{o h o h} C C :=
  {| fobj := fun a => a; fmap := fun a b f => f |}.
Next Obligation. intros C a b f g H. exact H. Qed.
Next Obligation. intros; simpl; reflexivity. Qed.
Next Obligation. intros; simpl; reflexivity. Qed.

Program Definition compose_functor@{o1 h1 o2 h2 o3 h3} {C : Category@{o1 h1}} {D : Category@{o2 h2}}
    {E : Category@{o3 h3}} (G : Functor D E) (F : Functor C D) : Functor C E :=
  {| fobj := fun a => G (F a); fmap := fun a b f => fmap G (fmap F f) |}.
Next Obligation. intros C D E G F a b f g H. simpl. now rewrite H. Qed.
Next Obligation. intros; simpl. now rewrite fmap_id, fmap_id. Qed.
Next Obligation. intros; simpl. now rewrite fmap_comp, fmap_comp. Qed.

(** Natural transformations. *)

Record Transformation@{o h o' h'} {C : Category@{o h}} {D : Category@{o' h'}} (F G : Functor C D)
    : Type@{max(o,h,o',h')} := mkTransformation {
  component :> forall a : C, Hom (F a) (G a);
  component_natural : forall (a b : C) (f : Hom a b), component b ∘ fmap F f == fmap G f ∘ component a }.

Definition Inverse {C : Category} {a b : C} (f : Hom a b) (g : Hom b a) : Prop := g ∘ f == id a /\ f ∘ g == id b.
Definition IsIso {C : Category} {a b : C} (f : Hom a b) : Prop := exists g, Inverse f g.
Definition Isomorphic {C : Category} (a b : C) : Prop := exists f : Hom a b, IsIso f.

(** A natural isomorphism: both families are given together. *)
Definition NaturallyIsomorphic {C D : Category} (F G : Functor C D) : Prop :=
  exists (n : Transformation F G) (m : Transformation G F), forall a, Inverse (n a) (m a).

(** The inverses of a natural transformation are natural. *)
Lemma inverses_natural {C D : Category} {F G : Functor C D} (n : Transformation F G) (m : forall a : C, Hom (G a) (F a)) :
  (forall a, Inverse (n a) (m a)) -> NaturallyIsomorphic F G.
Proof.
  intros I.
  assert (N : forall (a b : C) (f : Hom a b), m b ∘ fmap G f == fmap F f ∘ m a).
  { intros a b f. rewrite <- (comp_id_right _ _ _ (fmap G f)), <- (proj2 (I a)), <- (comp_assoc _ _ _ _ _ (fmap G f)).
    rewrite <- (component_natural _ _ n), !comp_assoc, <- (comp_assoc _ _ _ _ _ (m b)), (proj1 (I b)).
    apply comp_id_left. }
  exists n, (mkTransformation _ _ G F m N). exact I.
Qed.

(** Properties of functors. *)

Section Properties.
  Universes o h o' h'.
  Context {C : Category@{o h}} {D : Category@{o' h'}} (F : Functor@{o h o' h'} C D).

  Definition Full : Prop := forall (a b : C) (k : Hom (F a) (F b)), exists f : Hom a b, fmap F f == k.

  Definition Faithful : Prop := forall (a b : C) (f g : Hom a b), fmap F f == fmap F g -> f == g.

  (** Each map [Hom a b -> Hom (F a) (F b)] has an inverse. It implies [Full] and [Faithful]; the converse needs the
      inverses to be chosen, which is possible in every finite category ([Reflect.v]). *)
  Definition FullyFaithful : Prop :=
    exists inv : forall a b : C, Hom (F a) (F b) -> Hom a b,
      (forall a b, Proper (eqv ==> eqv) (inv a b)) /\
      (forall a b (k : Hom (F a) (F b)), fmap F (inv a b k) == k) /\
      (forall a b (f : Hom a b), inv a b (fmap F f) == f).

  Definition InjectiveOnObjects : Prop := forall a b : C, F a = F b -> a = b.

  Definition Embedding : Prop := Faithful /\ InjectiveOnObjects.

  Definition EssentiallySurjective : Prop := forall d : D, exists a : C, Isomorphic (F a) d.

  Lemma fully_faithful_full : FullyFaithful -> Full.
  Proof. intros (inv & Hp & Hr & Hl) a b k. exists (inv a b k). apply Hr. Qed.

  Lemma fully_faithful_faithful : FullyFaithful -> Faithful.
  Proof.
    intros (inv & Hp & Hr & Hl) a b f g H. rewrite <- (Hl a b f), <- (Hl a b g). now apply Hp.
  Qed.
End Properties.
