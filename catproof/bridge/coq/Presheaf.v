(** Tasks: presheaves of setoids, their maps, the Yoneda embedding, representability (Mac Lane, III.1-2; Riehl, ch. 2). *)

From Coq Require Import List.
From Catproof Require Export Category.

Set Universe Polymorphism.
Unset Universe Minimization ToSet.
#[local] Obligation Tactic := idtac.

(** A task [T] on [C]: a setoid [T a] for each object, and for [f : a -> b] the restriction [T b -> T a]. *)
Record Presheaf@{o h u} (C : Category@{o h}) : Type@{max(o,h,u+1)} := mkPresheaf {
  values :> Obj C -> Setoid@{u};
  restrict : forall {a b : C}, Hom a b -> values b -> values a;
  restrict_proper : forall a b : C, Proper (eqv ==> eqv ==> eqv) (@restrict a b);
  restrict_id : forall (a : C) (x : values a), restrict (id a) x == x;
  restrict_comp : forall (a b c : C) (g : Hom b c) (f : Hom a b) (x : values c),
    restrict (g ∘ f) x == restrict f (restrict g x) }.

Arguments values {C} p a : rename.
Arguments restrict {C} T {a b} f x : rename.
#[export] Existing Instance restrict_proper.

(** Natural maps between tasks. Their values may live in different universes. *)
Record Map@{o h u v} {C : Category@{o h}} (S : Presheaf@{o h u} C) (T : Presheaf@{o h v} C)
    : Type@{max(o,h,u,v)} := mkMap {
  apply :> forall a : C, S a -> T a;
  apply_proper : forall a : C, Proper (eqv ==> eqv) (apply a);
  apply_natural : forall (a b : C) (f : Hom a b) (x : S b), apply a (restrict S f x) == restrict T f (apply b x) }.

Arguments apply {C S T} m a x : rename.
Arguments mkMap {C S T} apply apply_proper apply_natural.
#[export] Existing Instance apply_proper.

Definition map_eqv {C : Category} {S T : Presheaf C} (m n : Map S T) : Prop := forall a (x : S a), m a x == n a x.

#[export] Instance map_eqv_equivalence {C : Category} {S T : Presheaf C} : Equivalence (@map_eqv C S T).
Proof.
  split.
  - intros m a x. reflexivity.
  - intros m n H a x. symmetry. apply H.
  - intros m n p H K a x. transitivity (n a x); [apply H | apply K].
Qed.

Program Definition identity_map {C : Category} (T : Presheaf C) : Map T T := {| apply := fun a x => x |}.
Next Obligation. intros C T a x y H. exact H. Qed.
Next Obligation. intros; simpl; reflexivity. Qed.

Program Definition compose_map {C : Category} {S T U : Presheaf C} (n : Map T U) (m : Map S T) : Map S U :=
  {| apply := fun a x => n a (m a x) |}.
Next Obligation. intros C S T U n m a x y H. simpl. now rewrite H. Qed.
Next Obligation. intros; simpl. now rewrite apply_natural, apply_natural. Qed.

(** [S ~= T]: natural maps both ways, inverse to each other. *)
Definition MutuallyInverse {C : Category} {S T : Presheaf C} (m : Map S T) (n : Map T S) : Prop :=
  (forall a (x : S a), n a (m a x) == x) /\ (forall a (y : T a), m a (n a y) == y).

Definition Iso {C : Category} (S T : Presheaf C) : Prop := exists (m : Map S T) (n : Map T S), MutuallyInverse m n.

Lemma iso_refl {C : Category} (T : Presheaf C) : Iso T T.
Proof. exists (identity_map T), (identity_map T). split; intros; simpl; reflexivity. Qed.

Lemma iso_sym {C : Category} (S T : Presheaf C) : Iso S T -> Iso T S.
Proof. intros (m & n & H & K). exists n, m. now split. Qed.

Lemma iso_trans {C : Category} (S T U : Presheaf C) : Iso S T -> Iso T U -> Iso S U.
Proof.
  intros (m & n & H & K) (m' & n' & H' & K'). exists (compose_map m' m), (compose_map n n'). split; intros; simpl.
  - now rewrite H', H.
  - now rewrite K, K'.
Qed.

(** The representable task [y P = Hom(-, P)]. *)
Program Definition yoneda@{o h} {C : Category@{o h}} (P : C) : Presheaf@{o h h} C :=
  {| values := fun X => Hom X P; restrict := fun X Y f g => g ∘ f |}.
Next Obligation. intros C P a b f f' Hf x y H. simpl. now rewrite H, Hf. Qed.
Next Obligation. intros; simpl. apply comp_id_right. Qed.
Next Obligation. intros; simpl. symmetry. apply comp_assoc. Qed.

(** [P] represents [T]; [T] is representable. *)
Definition Represents {C : Category} (P : C) (T : Presheaf C) : Prop := Iso (yoneda P) T.
Definition Representable {C : Category} (T : Presheaf C) : Prop := exists P : C, Represents P T.

(** The map [y P -> T] that an element of [T P] names. *)
Program Definition named {C : Category} {T : Presheaf C} {P : C} (u : T P) : Map (yoneda P) T :=
  {| apply := fun X (f : Hom X P) => restrict T f u |}.
Next Obligation. intros C T P u a x y H. simpl. now rewrite H. Qed.
Next Obligation. intros; simpl. apply restrict_comp. Qed.

(** A universal element: the map it names has an inverse. *)
Definition Universal {C : Category} {T : Presheaf C} {P : C} (u : T P) : Prop :=
  exists n : Map T (yoneda P), MutuallyInverse (named u) n.

(** Restriction along a functor, [F^* T = T . F^op]. *)
Program Definition pullback@{o h o' h' u} {C : Category@{o h}} {D : Category@{o' h'}} (F : Functor C D)
    (T : Presheaf@{o' h' u} D) : Presheaf@{o h u} C :=
  {| values := fun a => T (F a); restrict := fun a b f x => restrict T (fmap F f) x |}.
Next Obligation. intros C D F T a b f f' Hf x y H. simpl. now rewrite H, Hf. Qed.
Next Obligation. intros; simpl. now rewrite fmap_id, restrict_id. Qed.
Next Obligation. intros; simpl. now rewrite fmap_comp, restrict_comp. Qed.

(** The category of tasks on [C] with values in the universe [u]. *)
Definition map_setoid@{o h u m} {C : Category@{o h}} (S T : Presheaf@{o h u} C) : Setoid@{m} :=
  mkSetoid@{m} (Map@{o h u u} S T) map_eqv map_eqv_equivalence.

Program Definition tasks@{o h u o' m} (C : Category@{o h}) : Category@{o' m} :=
  {| Obj := Presheaf@{o h u} C;
     Hom := fun S T => map_setoid@{o h u m} S T;
     id := fun T => identity_map T;
     comp := fun S T U n m => compose_map n m |}.
Next Obligation. intros C S T U n n' Hn m m' Hm a x. simpl. rewrite (Hm a x). apply Hn. Qed.
Next Obligation. intros C S T m a x. simpl. reflexivity. Qed.
Next Obligation. intros C S T m a x. simpl. reflexivity. Qed.
Next Obligation. intros C R S T U n m l a x. simpl. reflexivity. Qed.

(** The Yoneda embedding as a functor. *)
Program Definition yoneda_functor@{o h o' m} (C : Category@{o h}) : Functor@{o h o' m} C (tasks@{o h h o' m} C) :=
  {| fobj := fun P => yoneda P;
     fmap := fun P Q f => {| apply := fun X (g : Hom X P) => f ∘ g |} : Map (yoneda P) (yoneda Q) |}.
Next Obligation. intros C P Q f a x y H. simpl. now rewrite H. Qed.
Next Obligation. intros; simpl. symmetry. apply comp_assoc. Qed.
Next Obligation. intros C P Q f g H a x. simpl. now rewrite H. Qed.
Next Obligation. intros C P a x. simpl. apply comp_id_left. Qed.
Next Obligation. intros C P Q R g f a x. simpl. apply comp_assoc. Qed.

(** Prompt rank: [k] elements generate [T] if every element is a restriction of one of them; equivalently there is an
    epimorphism [y P1 + ... + y Pk -> T] ([Yoneda.v]). The rank is the least such [k]. *)
Definition Element {C : Category} (T : Presheaf C) := {P : C & T P}.

Definition Reaches {C : Category} {T : Presheaf C} (u x : Element T) : Prop :=
  exists f : Hom (projT1 x) (projT1 u), restrict T f (projT2 u) == projT2 x.

Definition GeneratedBy {C : Category} (T : Presheaf C) (n : nat) : Prop :=
  exists l : list (Element T), length l = n /\ forall x : Element T, exists u, List.In u l /\ Reaches u x.

Definition HasRank {C : Category} (T : Presheaf C) (n : nat) : Prop :=
  GeneratedBy T n /\ forall m, GeneratedBy T m -> n <= m.

(** Familial: a coproduct of representables, over an index type with decidable equality. An element of the coproduct at
    [X] is an index [i] with an arrow [X -> P i]. *)
Section Coproduct.
  Universes o h i.
  Context {C : Category@{o h}} {I : Type@{i}} (P : I -> C).

  Definition summand_eqv (X : C) (s t : {i : I & Hom X (P i)}) : Prop :=
    exists e : projT1 s = projT1 t, eq_rect _ (fun i => carrier (Hom X (P i))) (projT2 s) _ e == projT2 t.

  Lemma summand_eqv_equivalence (X : C) : Equivalence (summand_eqv X).
  Proof.
    split.
    - intros s. exists eq_refl. simpl. reflexivity.
    - intros [i f] [j g] [e H]. simpl in e. destruct e. exists eq_refl. simpl in *. now symmetry.
    - intros [i f] [j g] [k l] [e H] [e' K]. simpl in e, e'. destruct e, e'. exists eq_refl. simpl in *.
      now transitivity g.
  Qed.

  Program Definition coproduct : Presheaf C :=
    {| values := fun X => mkSetoid {i : I & Hom X (P i)} (summand_eqv X) (summand_eqv_equivalence X);
       restrict := fun X Y f s => existT _ (projT1 s) (projT2 s ∘ f) |}.
  Next Obligation.
    intros X Y f f' Hf [i x] [j y] [e H]. simpl in e. destruct e. exists eq_refl. simpl in *. now rewrite H, Hf.
  Qed.
  Next Obligation. intros X [i x]. exists eq_refl. simpl. apply comp_id_right. Qed.
  Next Obligation. intros X Y Z g f [i x]. exists eq_refl. simpl. symmetry. apply comp_assoc. Qed.
End Coproduct.

Definition Familial@{o h u} {C : Category@{o h}} (T : Presheaf@{o h u} C) : Prop :=
  exists (I : Type@{h}) (P : I -> C), (forall a b : I, a = b \/ a <> b) /\ Iso@{o h h u} (coproduct P) T.
