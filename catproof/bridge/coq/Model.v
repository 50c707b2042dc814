(** Models, prompting, tuning, generalization: the definitions the exported statements are written in. *)

From Coq Require Import Relations.
From Catproof Require Export Presheaf.

Set Universe Polymorphism.
Unset Universe Minimization ToSet.
#[local] Obligation Tactic := idtac.

(** Where categories of tasks live: one universe, which nothing that is said has to name. Were it a parameter of each word,
    no two places that say the same would say it of the same universe, and Coq would have to compare what the words unfold to. *)
Monomorphic Universe high.

(** A model on [C]: a functor from [C] to the tasks on some category [D]; its kernel is [k Q R = Nat(Q, R)]. *)
Definition Model@{o h o' h' u m} (C : Category@{o h}) (D : Category@{o' h'}) :=
  Functor@{o h high m} C (tasks@{o' h' u high m} D).

(** What the model answers to the prompt [P]: the task [k(f(-), f P)] on [C]. *)
Definition answer@{o h o' h' u m} {C : Category@{o h}} {D : Category@{o' h'}} (f : Model@{o h o' h' u m} C D)
    (P : C) : Presheaf@{o h m} C :=
  pullback@{o h high m m} f (yoneda@{high m} (f P)).

(** Theorem 1, left side: [f] solves [T] by the prompt [P]; by some prompt. *)
Definition solves_by@{o h o' h' u m t} {C : Category@{o h}} {D : Category@{o' h'}} (f : Model@{o h o' h' u m} C D)
    (P : C) (T : Presheaf@{o h t} C) : Prop :=
  Iso@{o h m t} (answer f P) T.

Definition solves@{o h o' h' u m t} {C : Category@{o h}} {D : Category@{o' h'}} (f : Model@{o h o' h' u m} C D)
    (T : Presheaf@{o h t} C) : Prop :=
  exists P : C, solves_by f P T.

Definition Ideal@{o h o' h' u m} {C : Category@{o h}} {D : Category@{o' h'}} (f : Model@{o h o' h' u m} C D)
    : Prop := FullyFaithful f.

(** The two kinds of models: the Yoneda embedding, and [via F], [X |-> y(F X)]. *)
Definition yoneda_model@{o h m} (C : Category@{o h}) : Model@{o h o h h m} C C := yoneda_functor C.

Definition via_model@{o h o' h' m} {C : Category@{o h}} {D : Category@{o' h'}} (F : Functor C D)
    : Model@{o h o' h' h' m} C D :=
  compose_functor (yoneda_functor D) F.

(** Theorem 2, left side: some task [Q] on [D] has [Nat(f(-), Q) ~= T]. *)
Definition tuned_answer@{o h o' h' u m} {C : Category@{o h}} {D : Category@{o' h'}}
    (f : Model@{o h o' h' u m} C D) (Q : Presheaf@{o' h' u} D) : Presheaf@{o h m} C :=
  pullback@{o h high m m} f (yoneda@{high m} (Q : tasks@{o' h' u high m} D)).

Definition solves_by_tuning@{o h o' h' u m t} {C : Category@{o h}} {D : Category@{o' h'}}
    (f : Model@{o h o' h' u m} C D) (T : Presheaf@{o h t} C) : Prop :=
  exists Q : Presheaf@{o' h' u} D, Iso@{o h m t} (tuned_answer f Q) T.

(** The left Kan extension of a task along [F : C -> D]: at [d] the classes of [(c, d -> F c, x in T c)], where
    [(c, F f . k, x)] and [(c', k, T f x)] are one, for [f : c' -> c]. *)
Section Kan.
  Universes o h o' h' u l.
  Context {C : Category@{o h}} {D : Category@{o' h'}} (F : Functor C D) (T : Presheaf@{o h u} C).

  Record lan_point (d : D) : Type@{l} := lan_pair { lan_object : C; lan_arrow : Hom d (F lan_object);
                                                    lan_value : T lan_object }.
  Arguments lan_pair {d c} k x : rename.

  Inductive lan_eqv (d : D) : lan_point d -> lan_point d -> Prop :=
  | lan_glue : forall (c c' : C) (f : Hom c' c) (k : Hom d (F c')) (k' : Hom d (F c)) (x : T c) (x' : T c'),
      k' == fmap F f ∘ k -> x' == restrict T f x -> lan_eqv d (lan_pair k' x) (lan_pair k x')
  | lan_refl : forall s, lan_eqv d s s
  | lan_sym : forall s t, lan_eqv d s t -> lan_eqv d t s
  | lan_trans : forall s t r, lan_eqv d s t -> lan_eqv d t r -> lan_eqv d s r.

  Lemma lan_eqv_equivalence (d : D) : Equivalence (lan_eqv d).
  Proof.
    split; [exact (lan_refl d) | exact (lan_sym d) | exact (lan_trans d)].
  Qed.

  Lemma lan_equal (d : D) (c : C) (k k' : Hom d (F c)) (x x' : T c) :
    k == k' -> x == x' -> lan_eqv d (lan_pair k x) (lan_pair k' x').
  Proof.
    intros Hk Hx. apply (lan_glue d c c (id c)).
    - rewrite fmap_id, comp_id_left. exact Hk.
    - rewrite restrict_id. now symmetry.
  Qed.

  Lemma lan_restrict (d d' : D) (j : Hom d' d) (s t : lan_point d) :
    lan_eqv d s t ->
    lan_eqv d' (lan_pair (lan_arrow d s ∘ j) (lan_value d s)) (lan_pair (lan_arrow d t ∘ j) (lan_value d t)).
  Proof.
    intros H. induction H as [c c' f k k' x x' Hk Hx | s | s t H IH | s t r H IH K IK]; simpl.
    - apply (lan_glue d' c c' f); [| exact Hx]. rewrite Hk. apply comp_assoc.
    - apply lan_refl.
    - now apply lan_sym.
    - now apply lan_trans with (1 := IH).
  Qed.

  Program Definition Lan : Presheaf@{o' h' l} D :=
    {| values := fun d => mkSetoid (lan_point d) (lan_eqv d) (lan_eqv_equivalence d);
       restrict := fun d' d j s => lan_pair (lan_arrow d s ∘ j) (lan_value d s) |}.
  Next Obligation.
    intros d' d j j' Hj s t H. simpl. apply lan_trans with (2 := lan_restrict d d' j' s t H).
    apply lan_equal; [now rewrite Hj | reflexivity].
  Qed.
  Next Obligation.
    intros d [c k x]. simpl. apply lan_equal; [apply comp_id_right | reflexivity].
  Qed.
  Next Obligation.
    intros a b c g f [e k x]. simpl. apply lan_equal; [symmetry; apply comp_assoc | reflexivity].
  Qed.

  (** The unit [T -> F^* (Lan T)]. *)
  Program Definition lan_unit : Map T (pullback F Lan) :=
    {| apply := fun c x => lan_pair (d:=F c) (id (F c)) x |}.
  Next Obligation. intros c x y H. simpl. apply lan_equal; [reflexivity | exact H]. Qed.
  Next Obligation.
    intros a b f x. simpl. apply lan_sym. apply (lan_glue (F a) b a f).
    - now rewrite comp_id_left, comp_id_right.
    - reflexivity.
  Qed.
End Kan.

Arguments lan_pair {C D F T d c} k x : rename.
Arguments lan_object {C D F T d} s : rename.
Arguments lan_arrow {C D F T d} s : rename.
Arguments lan_value {C D F T d} s : rename.
Arguments lan_eqv {C D F T d} s t : rename.

(** Theorem 3. Alignment: [F_! (y X) ~= y (F X)], naturally in [X]. Structure: the unit [y X -> F^* F_! y X] is
    invertible for every [X]. *)
Definition lan_on_arrow {C D : Category} (F : Functor C D) {X Y : C} (f : Hom X Y) (d : D)
    (s : Lan F (yoneda X) d) : Lan F (yoneda Y) d :=
  lan_pair (c:=lan_object s) (lan_arrow s) ((f ∘ (lan_value s : Hom (lan_object s) X)) : yoneda Y (lan_object s)).

Definition Aligned {C D : Category} (F : Functor C D) : Prop :=
  exists (m : forall X : C, Map (Lan F (yoneda X)) (yoneda (F X))) (n : forall X : C, Map (yoneda (F X)) (Lan F (yoneda X))),
    (forall X, MutuallyInverse (m X) (n X)) /\
    (forall (X Y : C) (f : Hom X Y) (d : D) (s : Lan F (yoneda X) d),
       m Y d (lan_on_arrow F f d s) == fmap F f ∘ (m X d s : Hom d (F X))).

Definition Structured {C D : Category} (F : Functor C D) : Prop :=
  exists n : forall X : C, Map (pullback F (Lan F (yoneda X))) (yoneda X),
    forall X, MutuallyInverse (lan_unit F (yoneda X)) (n X).

Definition Generalizes {C D : Category} (F : Functor C D) : Prop := Aligned F /\ Structured F.
