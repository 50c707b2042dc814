(** What is said of finite categories, and of tasks and functors of them, is said of what is isomorphic to them: shown by
    one lemma for each connective, quantifier and word, which the search for instances of [IsKept] puts together as the
    sentence is built. So what holds of all labelled tables holds of all finite categories and tasks. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export EveryCategory.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** ** Sentences *)

Class IsKept (P Q : Prop) : Prop := kept : P <-> Q.
#[export] Hint Mode IsKept ! ! : typeclass_instances.

(** [R] matches values of two types: each has a partner. *)
Class Matched (A B : Type) (R : A -> B -> Type) : Prop := {
  match_right : forall x, exists y, inhabited (R x y);
  match_left : forall y, exists x, inhabited (R x y) }.
#[export] Hint Mode Matched ! ! - : typeclass_instances.

(** And only one. *)
Class Paired (A B : Type) (R : A -> B -> Type) : Prop := {
  pair_right : forall x y y', R x y -> R x y' -> y = y';
  pair_left : forall x x' y, R x y -> R x' y -> x = x' }.

Class SameValue {A : Type} (x y : A) : Prop := same_value : x = y.
#[export] Hint Mode SameValue ! ! ! : typeclass_instances.

(** What is not about what is moved. *)
#[export] Instance kept_self {P : Prop} : IsKept P P | 20.
Proof. unfold IsKept. tauto. Qed.

#[export] Instance kept_not {P Q} : IsKept P Q -> IsKept (~ P) (~ Q).
Proof. unfold IsKept. tauto. Qed.
#[export] Instance kept_and {P Q P' Q'} : IsKept P Q -> IsKept P' Q' -> IsKept (P /\ P') (Q /\ Q').
Proof. unfold IsKept. tauto. Qed.
#[export] Instance kept_or {P Q P' Q'} : IsKept P Q -> IsKept P' Q' -> IsKept (P \/ P') (Q \/ Q').
Proof. unfold IsKept. tauto. Qed.
#[export] Instance kept_implies {P Q P' Q' : Prop} : IsKept P Q -> IsKept P' Q' -> IsKept (P -> P') (Q -> Q') | 1.
Proof. unfold IsKept. tauto. Qed.
#[export] Instance kept_iff {P Q P' Q'} : IsKept P Q -> IsKept P' Q' -> IsKept (P <-> P') (Q <-> Q').
Proof. unfold IsKept. tauto. Qed.

Section Quantifiers.
  Context {A B : Type} {R : A -> B -> Type} {M : Matched A B R}.

  #[export] Instance kept_forall {P : A -> Prop} {Q : B -> Prop} : (forall x y, R x y -> IsKept (P x) (Q y)) ->
    IsKept (forall x, P x) (forall y, Q y) | 2.
  Proof.
    intros K. split; intros H z.
    - destruct (match_left (R := R) z) as (x & [r]). apply (K x z r), H.
    - destruct (match_right (R := R) z) as (y & [r]). apply (K z y r), H.
  Qed.

  #[export] Instance kept_exists {P : A -> Prop} {Q : B -> Prop} : (forall x y, R x y -> IsKept (P x) (Q y)) ->
    IsKept (exists x, P x) (exists y, Q y) | 2.
  Proof.
    intros K. split; intros (z & H).
    - destruct (match_right (R := R) z) as (y & [r]). exists y. now apply (K z y r).
    - destruct (match_left (R := R) z) as (x & [r]). exists x. now apply (K x z r).
  Qed.

  (** A list of partners. *)
  Lemma partners l : exists m, length m = length l /\ (forall y, In y m -> exists x, In x l /\ inhabited (R x y)) /\
    forall x, In x l -> exists y, In y m /\ inhabited (R x y).
  Proof.
    induction l as [| x l (m & L & H & K)]; [exists []; repeat split; intros ? [] |].
    destruct (match_right (R := R) x) as (y & r). exists (y :: m). split; [simpl; congruence |]. split.
    - intros z [<- | Hz]; [exists x; split; [now left | exact r] |]. destruct (H z Hz) as (w & Hw & s). exists w. split; [now right | exact s].
    - intros z [<- | Hz]; [exists y; split; [now left | exact r] |]. destruct (K z Hz) as (w & Hw & s). exists w. split; [now right | exact s].
  Qed.

  (** Classes: their relation need not tell all values apart. *)
  Lemma partners_once (S : A -> A -> Prop) (S' : B -> B -> Prop) l : Equivalence S' ->
    (forall x x' y y', R x y -> R x' y' -> IsKept (S x x') (S' y y')) ->
    NoDup l -> (forall x y, In x l -> In y l -> S x y -> x = y) ->
    exists m, length m = length l /\ (forall y, In y m -> exists x, In x l /\ inhabited (R x y)) /\
      (forall x, In x l -> exists y, In y m /\ inhabited (R x y)) /\ NoDup m /\ (forall x y, In x m -> In y m -> S' x y -> x = y).
  Proof.
    intros E K D. induction D as [| x l N D IH]; intros U.
    { exists []. split; [reflexivity |]. split; [intros ? [] |]. split; [intros ? [] |]. split; [constructor | intros ? ? []]. }
    destruct IH as (m & L & H & H' & D' & U'); [intros; apply U; simpl; auto |].
    destruct (match_right (R := R) x) as (y & [r]).
    assert (F : forall z, In z m -> ~ S' y z).
    { intros z Hz s. destruct (H z Hz) as (w & Hw & [q]). apply N. rewrite (U x w); [exact Hw | now left | now right |]. now apply (K x w y z r q). }
    exists (y :: m). split; [simpl; congruence |]. split; [| split; [| split]].
    - intros z [<- | Hz]; [exists x; split; [now left | now constructor] |]. destruct (H z Hz) as (w & Hw & s). exists w. split; [now right | exact s].
    - intros z [<- | Hz]; [exists y; split; [now left | now constructor] |]. destruct (H' z Hz) as (w & Hw & s). exists w. split; [now right | exact s].
    - constructor; [| exact D']. intros Hy. apply (F y Hy). reflexivity.
    - intros a b [<- | Ha] [<- | Hb] s; auto; [destruct (F b Hb s) | destruct (F a Ha); now symmetry].
  Qed.
End Quantifiers.

Lemma matched_back {A B : Type} {R : A -> B -> Type} : Matched A B R -> Matched B A (fun y x => R x y).
Proof. intros [H K]. now split. Qed.
Lemma paired_back {A B : Type} {R : A -> B -> Type} : Paired A B R -> Paired B A (fun y x => R x y).
Proof. intros [H K]. split; eauto. Qed.

Section Counted.
  Context {A B : Type} {R : A -> B -> Type} {M : Matched A B R}.

  Lemma kept_classes_right (S : A -> A -> Prop) (S' : B -> B -> Prop) k : Equivalence S' ->
    (forall x x' y y', R x y -> R x' y' -> IsKept (S x x') (S' y y')) -> Classes S k -> Classes S' k.
  Proof.
    intros E K (l & D & U & C & Hk). destruct (partners_once S S' l E K D U) as (m & L & H & H' & D' & U').
    exists m. repeat split; auto; [| congruence]. intros y. destruct (match_left (R := R) y) as (x & [r]). destruct (C x) as (z & Hz & s).
    destruct (H' z Hz) as (w & Hw & [q]). exists w. split; [exact Hw |]. now apply (K z x w y q r).
  Qed.

  Context {U : Paired A B R}.

  #[export] Instance kept_unique {P : A -> Prop} {Q : B -> Prop} : (forall x y, R x y -> IsKept (P x) (Q y)) ->
    IsKept (exists! x, P x) (exists! y, Q y) | 0.
  Proof.
    intros K. split; intros (z & H & only).
    - destruct (match_right (R := R) z) as (y & [r]). exists y. split; [now apply (K z y r) |]. intros y' H'.
      destruct (match_left (R := R) y') as (x & [r']). apply (pair_right (R := R) z); [exact r |]. rewrite (only x); [exact r' |]. now apply (K x y' r').
    - destruct (match_left (R := R) z) as (x & [r]). exists x. split; [now apply (K x z r) |]. intros x' H'.
      destruct (match_right (R := R) x') as (y & [r']). apply (pair_left (R := R) _ _ z); [exact r |]. rewrite (only y); [exact r' |]. now apply (K x' y r').
  Qed.

  Lemma kept_number_right {P : A -> Prop} {Q : B -> Prop} k : (forall x y, R x y -> IsKept (P x) (Q y)) -> Number P k -> Number Q k.
  Proof.
    intros K (l & D & H & <-). destruct (partners_once (R := R) eq eq l eq_equivalence) as (m & L & F & G & D' & _); auto.
    { intros x x' y y' r r'. split; [intros <-; exact (pair_right x _ _ r r') | intros <-; exact (pair_left _ _ y r r')]. }
    exists m. split; [exact D' |]. split; [| congruence]. intros y. split.
    - intros Hy. destruct (F y Hy) as (x & Hx & [r]). apply (K x y r), H, Hx.
    - intros Qy. destruct (match_left (R := R) y) as (x & [r]). destruct (G x) as (y' & Hy & [r']); [apply H; now apply (K x y r) |].
      now rewrite (pair_right x _ _ r r').
  Qed.

  #[export] Instance same_count {F : Finite A} {G : Finite B} : SameValue (@count A F) (@count B G).
  Proof.
    unfold SameValue. apply (number_only (fun _ : B => True)).
    - apply (kept_number_right (P := fun _ => True)); [easy |]. exists (members_listed A). split; [apply once |]. split; [| reflexivity].
      intros x. split; [easy | intros _; apply complete].
    - exists (members_listed B). split; [apply once |]. split; [| reflexivity]. intros x. split; [easy | intros _; apply complete].
  Qed.
End Counted.

#[export] Instance kept_number {A B : Type} {R : A -> B -> Type} {M : Matched A B R} {U : Paired A B R} {P : A -> Prop} {Q : B -> Prop} {k k' : Z} :
  SameValue k k' -> (forall x y, R x y -> IsKept (P x) (Q y)) -> IsKept (Number P k) (Number Q k').
Proof.
  intros <- K. split; [now apply kept_number_right |]. apply (kept_number_right (M := matched_back M) (U := paired_back U)).
  intros y x r. exact (iff_sym (K x y r)).
Qed.

#[export] Instance kept_classes {A B : Type} {R : A -> B -> Type} {M : Matched A B R} {S : A -> A -> Prop} {S' : B -> B -> Prop} {k k' : Z}
    {E : Equivalence S} {E' : Equivalence S'} : SameValue k k' -> (forall x x' y y', R x y -> R x' y' -> IsKept (S x x') (S' y y')) ->
  IsKept (Classes S k) (Classes S' k').
Proof.
  intros <- K. split; [now apply kept_classes_right |]. apply (kept_classes_right (M := matched_back M)); [exact E |].
  intros y y' x x' r r'. exact (iff_sym (K x x' y y' r r')).
Qed.

(** *** Numbers *)

#[export] Instance same_value_self {A : Type} (x : A) : SameValue x x | 1.
Proof. reflexivity. Qed.
#[export] Instance matched_integers : Matched Z Z SameValue.
Proof. split; intros x; exists x; now constructor. Qed.
#[export] Instance matched_naturals : Matched nat nat SameValue.
Proof. split; intros x; exists x; now constructor. Qed.
#[export] Instance same_of_nat {m n : nat} : SameValue m n -> SameValue (Z.of_nat m) (Z.of_nat n) | 2.
Proof. now intros <-. Qed.
#[export] Instance same_plus {i j i' j' : Z} : SameValue i i' -> SameValue j j' -> SameValue (i + j)%Z (i' + j')%Z | 2.
Proof. now intros <- <-. Qed.
#[export] Instance same_minus {i j i' j' : Z} : SameValue i i' -> SameValue j j' -> SameValue (i - j)%Z (i' - j')%Z | 2.
Proof. now intros <- <-. Qed.
#[export] Instance same_times {i j i' j' : Z} : SameValue i i' -> SameValue j j' -> SameValue (i * j)%Z (i' * j')%Z | 2.
Proof. now intros <- <-. Qed.
#[export] Instance kept_compared {S : Z -> Z -> Prop} {i j i' j' : Z} : SameValue i i' -> SameValue j j' -> IsKept (S i j) (S i' j') | 5.
Proof. now intros <- <-. Qed.

(** ** Categories *)

Class Isomorphism (K C : Category@{Set Set}) := {
  left_finite : FiniteCategory K; right_finite : FiniteCategory C; forth : Functor K C; back : Functor C K;
  back_forth : SameFunctor (compose_functor back forth) (identity_functor K);
  forth_back : SameFunctor (compose_functor forth back) (identity_functor C) }.
#[export] Hint Mode Isomorphism ! ! : typeclass_instances.

#[export] Instance same_category {C : Category@{Set Set}} {F : FiniteCategory C} : Isomorphism C C | 10.
Proof.
  refine {| left_finite := F; right_finite := F; forth := identity_functor C; back := identity_functor C |}; intros a b f; now apply same_arrow_eq.
Defined.

Lemma isomorphism_of {K C : Category@{Set Set}} {F : FiniteCategory K} {G : FiniteCategory C} : IsomorphicCategories K C -> inhabited (Isomorphism K C).
Proof. intros (E & B & H & H'). exact (inhabits {| left_finite := F; right_finite := G; back_forth := H; forth_back := H' |}). Qed.

Definition turned {K C : Category@{Set Set}} (e : Isomorphism K C) : Isomorphism C K :=
  {| left_finite := right_finite (K := K); right_finite := left_finite (C := C); forth := back; back := forth; back_forth := forth_back; forth_back := back_forth |}.

Section Moved.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C}.
  #[local] Instance : FiniteCategory K := left_finite (C := C).
  #[local] Instance : FiniteCategory C := right_finite (K := K).

  #[local] Notation there := (@forth K C e).
  #[local] Notation here := (@back K C e).

  Class ObjectMoved (a : K) (x : C) : Prop := object_moved : there a = x.
  Class ArrowMoved {a b : K} {x y : C} (f : Hom a b) (g : Hom x y) : Prop := arrow_moved : SameArrow (fmap there f) g.

  Lemma back_object a : here (there a) = a.
  Proof. exact (proj1 (same_arrow_ends _ _ (back_forth a a (id a)))). Qed.
  Lemma forth_object x : there (here x) = x.
  Proof. exact (proj1 (same_arrow_ends _ _ (forth_back x x (id x)))). Qed.

  Lemma moved_from {a b : K} {x y : C} {A : ObjectMoved a x} {B : ObjectMoved b y} (g : Hom x y) : exists f : Hom a b, ArrowMoved f g.
  Proof.
    destruct A, B. assert (H : exists f : Hom a b, SameArrow f (fmap here g)).
    { generalize (fmap here g). rewrite (back_object a), (back_object b). intros f. exists f. now apply same_arrow_eq. }
    destruct H as (f & H). exists f. apply same_arrow_trans with (1 := same_arrow_map there _ _ H). exact (forth_back _ _ g).
  Qed.

  Lemma forth_faithful : Faithful there.
  Proof. exact (inverse_faithful _ _ back_forth). Qed.
  Lemma forth_full : Full there.
  Proof.
    intros a b k. destruct (moved_from (A := eq_refl) (B := eq_refl) k) as (f & H). exists f. now apply same_arrow_eq in H.
  Qed.
  Lemma forth_fully_faithful : FullyFaithful there.
  Proof. apply fully_faithful_definition. split; [exact forth_full | exact forth_faithful]. Qed.

  #[export] Instance matched_objects : Matched K C ObjectMoved.
  Proof. split; intros x; [exists (there x) | exists (here x)]; constructor; [reflexivity | exact (forth_object x)]. Qed.
  #[export] Instance paired_objects : Paired K C ObjectMoved.
  Proof.
    split; [intros a x y <- <-; reflexivity |]. intros a b x <- E. rewrite <- (back_object a), <- (back_object b). f_equal. now symmetry.
  Qed.

  #[export] Instance matched_arrows {a b : K} {x y : C} {A : ObjectMoved a x} {B : ObjectMoved b y} : Matched (Hom a b) (Hom x y) ArrowMoved.
  Proof.
    split; [intros f | intros g; destruct (moved_from g) as (f & H); now exists f].
    destruct A, B. exists (fmap there f). constructor. now apply same_arrow_eq.
  Qed.
  #[export] Instance kept_same_arrow {a b c d : K} {x y z w : C} {f : Hom a b} {g : Hom c d} {f' : Hom x y} {g' : Hom z w} {F : ArrowMoved f f'} {G : ArrowMoved g g'} :
    IsKept (SameArrow f g) (SameArrow f' g').
  Proof.
    split; intros H.
    - exact (same_arrow_trans _ _ _ (same_arrow_sym _ _ F) (same_arrow_trans _ _ _ (same_arrow_map there f g H) G)).
    - pose proof (same_arrow_trans _ _ _ F (same_arrow_trans _ _ _ H (same_arrow_sym _ _ G))) as E.
      destruct (same_arrow_ends _ _ E) as [Ea Eb]. pose proof (pair_left (R := ObjectMoved) a c _ Ea eq_refl) as <-.
      pose proof (pair_left (R := ObjectMoved) b d _ Eb eq_refl) as <-. apply same_arrow_eq in E. apply same_arrow_eq. exact (forth_faithful _ _ _ _ E).
  Qed.
  #[export] Instance kept_equal_arrows {a b : K} {x y : C} {f g : Hom a b} {f' g' : Hom x y} {F : ArrowMoved f f'} {G : ArrowMoved g g'} :
    IsKept (f == g) (f' == g').
  Proof. unfold IsKept. rewrite <- !same_arrow_eq. apply kept_same_arrow. Qed.
  #[export] Instance paired_arrows {a b : K} {x y : C} {A : ObjectMoved a x} {B : ObjectMoved b y} : Paired (Hom a b) (Hom x y) ArrowMoved.
  Proof.
    split; intros f g h H H'; apply equal_arrows; [| apply (kept_equal_arrows (F := H) (G := H')); reflexivity].
    apply same_arrow_eq. exact (same_arrow_trans _ _ _ (same_arrow_sym _ _ H) H').
  Qed.
  #[export] Instance kept_equal_objects {a b : K} {x y : C} {A : ObjectMoved a x} {B : ObjectMoved b y} : IsKept (a = b) (x = y) | 1.
  Proof. split; [intros <-; exact (pair_right a _ _ A B) | intros <-; exact (pair_left _ _ x A B)]. Qed.

  #[export] Instance identity_moved {a : K} {x : C} : ObjectMoved a x -> ArrowMoved (id a) (id x).
  Proof. intros <-. apply same_arrow_eq, fmap_id. Qed.
  #[export] Instance composite_moved {a b c : K} {x y z : C} {g : Hom b c} {f : Hom a b} {g' : Hom y z} {f' : Hom x y} :
    ArrowMoved g g' -> ArrowMoved f f' -> ArrowMoved (g ∘ f) (g' ∘ f').
  Proof.
    intros G F. destruct (same_arrow_ends _ _ G) as [<- <-]. destruct (same_arrow_ends _ _ F) as [<- _]. apply same_arrow_eq in F, G.
    apply same_arrow_eq. now rewrite fmap_comp, F, G.
  Qed.

  (** Arrows with their ends. *)
  Class EndsMoved (u : Arrow K) (v : Arrow C) : Prop := ends_moved : ArrowMoved (projT2 u) (projT2 v).
  #[export] Instance matched_all_arrows : Matched (Arrow K) (Arrow C) EndsMoved.
  Proof.
    split; intros [[a b] f].
    - exists (existT _ (there a, there b) (fmap there f)). constructor. now apply same_arrow_eq.
    - destruct (moved_from (a := here a) (b := here b) (A := forth_object a) (B := forth_object b) f) as (g & H).
      exists (existT _ (here a, here b) g). constructor. exact H.
  Qed.
  #[export] Instance paired_all_arrows : Paired (Arrow K) (Arrow C) EndsMoved.
  Proof.
    assert (D : forall (B : Category@{Set Set}) (F : FiniteCategory B) (u v : Arrow B), SameArrow (projT2 u) (projT2 v) -> u = v).
    { intros B F [[a b] f] [[c d] g] H. cbn in H. destruct (same_arrow_ends _ _ H) as [<- <-]. apply same_arrow_eq, equal_arrows in H. now subst. }
    split; intros u v w H H'; apply (D _ _).
    - exact (same_arrow_trans _ _ _ (same_arrow_sym _ _ H) H').
    - apply (kept_same_arrow (F := H) (G := H')). now apply same_arrow_eq.
  Qed.
  #[export] Instance source_moved {u : Arrow K} {v : Arrow C} : EndsMoved u v -> ObjectMoved (fst (projT1 u)) (fst (projT1 v)).
  Proof. intros H. exact (proj1 (same_arrow_ends _ _ H)). Qed.
  #[export] Instance target_moved {u : Arrow K} {v : Arrow C} : EndsMoved u v -> ObjectMoved (snd (projT1 u)) (snd (projT1 v)).
  Proof. intros H. exact (proj2 (same_arrow_ends _ _ H)). Qed.
  #[export] Instance arrow_with_ends_moved {u : Arrow K} {v : Arrow C} : EndsMoved u v -> ArrowMoved (projT2 u) (projT2 v).
  Proof. exact (fun H => H). Qed.
End Moved.

(** ** Functors *)

Class FunctorMoved {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} (F : Functor B C) (F' : Functor B' C') : Prop :=
  functor_moved : SameFunctor (compose_functor forth F) (compose_functor F' forth).

#[export] Instance given_functor {B C : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} {F : Functor B C} :
  FunctorMoved (d := same_category) (e := same_category) F F | 5.
Proof. intros a b f. now apply same_arrow_eq. Qed.
#[export] Instance given_object {C : Category@{Set Set}} {FC : FiniteCategory C} {a : C} : ObjectMoved (e := same_category) a a | 5.
Proof. reflexivity. Qed.
#[export] Instance given_arrow {C : Category@{Set Set}} {FC : FiniteCategory C} {a b : C} {f : Hom a b} : ArrowMoved (e := same_category) f f | 5.
Proof. now apply same_arrow_eq. Qed.

Section Functors.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'}.
  #[local] Instance : FiniteCategory B := left_finite (C := B').
  #[local] Instance : FiniteCategory B' := right_finite (K := B).
  #[local] Instance : FiniteCategory C := left_finite (C := C').
  #[local] Instance : FiniteCategory C' := right_finite (K := C).

  #[export] Instance value_moved {F : Functor B C} {F' : Functor B' C'} {a : B} {x : B'} : FunctorMoved F F' -> ObjectMoved a x -> ObjectMoved (F a) (F' x).
  Proof. intros H <-. exact (proj1 (same_arrow_ends _ _ (H a a (id a)))). Qed.
  #[export] Instance value_on_moved {F : Functor B C} {F' : Functor B' C'} {a b : B} {x y : B'} {f : Hom a b} {g : Hom x y} :
    FunctorMoved F F' -> ArrowMoved f g -> ArrowMoved (fmap F f) (fmap F' g).
  Proof. intros H G. exact (same_arrow_trans _ _ _ (H a b f) (same_arrow_map F' _ _ G)). Qed.
  #[export] Instance identity_functor_moved : FunctorMoved (identity_functor B) (identity_functor B').
  Proof. intros a b f. now apply same_arrow_eq. Qed.

  (** A functor is moved to the composite with the isomorphisms. *)
  #[export] Instance matched_functors : Matched (Functor B C) (Functor B' C') FunctorMoved.
  Proof.
    split; intros F.
    - exists (compose_functor (compose_functor forth F) back). constructor. intros a b f.
      exact (same_arrow_map forth _ _ (same_arrow_map F _ _ (same_arrow_sym _ _ (back_forth a b f)))).
    - exists (compose_functor (compose_functor back F) forth). constructor. intros a b f. exact (forth_back _ _ (fmap F (fmap forth f))).
  Qed.

  Lemma functor_turned {F : Functor B C} {F' : Functor B' C'} : FunctorMoved F F' -> FunctorMoved (d := turned d) (e := turned e) F' F.
  Proof.
    intros H a b f. apply same_arrow_trans with (2 := @back_forth C C' e _ _ (fmap F (fmap (@back B B' d) f))). apply (same_arrow_map (@back C C' e)).
    apply same_arrow_trans with (1 := same_arrow_map F' _ _ (same_arrow_sym _ _ (@forth_back B B' d a b f))). exact (same_arrow_sym _ _ (H _ _ (fmap (@back B B' d) f))).
  Qed.
End Functors.

#[export] Instance composite_functor_moved {B C D B' C' D' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {i : Isomorphism D D'}
    {F : Functor B C} {G : Functor C D} {F' : Functor B' C'} {G' : Functor C' D'} :
  FunctorMoved G G' -> FunctorMoved F F' -> FunctorMoved (compose_functor G F) (compose_functor G' F').
Proof. intros HG HF a b f. exact (value_on_moved HG (HF a b f)). Qed.

(** *** Isomorphic functors *)

Section Natural.
  Context {B C D : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} {FD : FiniteCategory D}.

  Lemma same_functors_isomorphic {F G : Functor B C} : SameFunctor F G -> NaturallyIsomorphic F G.
  Proof.
    intros H. destruct (same_functor_transformation F G H) as (n & I & _). destruct (isomorphic_components n I) as (m & J). now exists n, m.
  Qed.
  Lemma natural_sym {F G : Functor B C} : NaturallyIsomorphic F G -> NaturallyIsomorphic G F.
  Proof. intros (n & m & I). exists m, n. intros a. destruct (I a). now split. Qed.
  Lemma natural_trans {F G H : Functor B C} : NaturallyIsomorphic F G -> NaturallyIsomorphic G H -> NaturallyIsomorphic F H.
  Proof.
    intros (n & m & I) (n' & m' & J). assert (N : forall (a b : B) (f : Hom a b), (n' b ∘ n b) ∘ fmap F f == fmap H f ∘ (n' a ∘ n a)).
    { intros a b f. now rewrite comp_assoc, (component_natural _ _ n), <- comp_assoc, (component_natural _ _ n'), comp_assoc. }
    apply (inverses_natural (mkTransformation _ _ F H _ N) (fun a => m a ∘ m' a)). intros a. destruct (I a) as [L R], (J a) as [L' R']. split; cbn.
    - now rewrite comp_assoc, <- (comp_assoc _ _ _ _ _ (m' a)), L', comp_id_left.
    - now rewrite comp_assoc, <- (comp_assoc _ _ _ _ _ (n a)), R, comp_id_left.
  Qed.
  Lemma natural_before {F G : Functor C D} (H : Functor B C) : NaturallyIsomorphic F G -> NaturallyIsomorphic (compose_functor F H) (compose_functor G H).
  Proof.
    intros (n & m & I).
    exact (inverses_natural (mkTransformation _ _ (compose_functor F H) (compose_functor G H) (fun a => n (H a)) (fun a b f => component_natural _ _ n _ _ (fmap H f)))
      (fun a => m (H a)) (fun a => I (H a))).
  Qed.
  Lemma natural_after {F G : Functor B C} (H : Functor C D) : NaturallyIsomorphic F G -> NaturallyIsomorphic (compose_functor H F) (compose_functor H G).
  Proof.
    intros (n & m & I). assert (N : forall (a b : B) (f : Hom a b), fmap H (n b) ∘ fmap H (fmap F f) == fmap H (fmap G f) ∘ fmap H (n a)).
    { intros a b f. now rewrite <- !fmap_comp, (component_natural _ _ n). }
    apply (inverses_natural (mkTransformation _ _ (compose_functor H F) (compose_functor H G) _ N) (fun a => fmap H (m a))).
    intros a. destruct (I a) as [L R]. split; cbn; rewrite <- fmap_comp; [rewrite L | rewrite R]; apply fmap_id.
  Qed.
End Natural.

Section FunctorWords.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'}.
  #[local] Instance : FiniteCategory B := left_finite (C := B').
  #[local] Instance : FiniteCategory B' := right_finite (K := B).
  #[local] Instance : FiniteCategory C := left_finite (C := C').
  #[local] Instance : FiniteCategory C' := right_finite (K := C).

  Lemma natural_right {F G : Functor B C} {F' G' : Functor B' C'} :
    FunctorMoved F F' -> FunctorMoved G G' -> NaturallyIsomorphic F' G' -> NaturallyIsomorphic F G.
  Proof.
    intros HF HG N. assert (Q : forall H : Functor B C, SameFunctor (compose_functor (@back C C' e) (compose_functor forth H)) H)
      by (intros H a b f; exact (back_forth _ _ (fmap H f))).
    apply natural_trans with (1 := natural_sym (same_functors_isomorphic (Q F))). apply natural_trans with (2 := same_functors_isomorphic (Q G)).
    apply natural_after. apply natural_trans with (1 := same_functors_isomorphic HF). apply natural_trans with (2 := natural_sym (same_functors_isomorphic HG)).
    now apply natural_before.
  Qed.
End FunctorWords.

#[export] Instance kept_isomorphic_functors {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F G : Functor B C} {F' G' : Functor B' C'} :
  FunctorMoved F F' -> FunctorMoved G G' -> IsKept (NaturallyIsomorphic F G) (NaturallyIsomorphic F' G').
Proof. intros HF HG. split; [exact (natural_right (functor_turned HF) (functor_turned HG)) | exact (natural_right HF HG)]. Qed.

Section FunctorProperties.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'}.
  #[local] Instance : FiniteCategory B := left_finite (C := B').
  #[local] Instance : FiniteCategory B' := right_finite (K := B).
  #[local] Instance : FiniteCategory C := left_finite (C := C').
  #[local] Instance : FiniteCategory C' := right_finite (K := C).

  #[export] Instance kept_fully_faithful {F : Functor B C} {F' : Functor B' C'} : IsKept (Full F /\ Faithful F) (Full F' /\ Faithful F') -> IsKept (FullyFaithful F) (FullyFaithful F').
  Proof. unfold IsKept. now rewrite !fully_faithful_definition. Qed.
  #[export] Instance kept_generalizes {F : Functor B C} {F' : Functor B' C'} : IsKept (FullyFaithful F) (FullyFaithful F') -> IsKept (Generalizes F) (Generalizes F').
  Proof. unfold IsKept. now rewrite !theorem_3. Qed.
  #[export] Instance kept_via_ideal {F : Functor B C} {F' : Functor B' C'} : IsKept (FullyFaithful F) (FullyFaithful F') -> IsKept (Ideal (via_model F)) (Ideal (via_model F')).
  Proof. unfold IsKept. now rewrite !via_ideal. Qed.
End FunctorProperties.

(** ** Tasks *)

#[universes(polymorphic)] Lemma pullback_composite@{u +} {B C D : Category@{Set Set}} (F : Functor B C) (G : Functor C D) (S : Presheaf@{Set Set u} D) :
  Iso (pullback F (pullback G S)) (pullback (compose_functor G F) S).
Proof.
  unshelve eexists (mkMap (S := pullback F (pullback G S)) (T := pullback (compose_functor G F) S) (fun a x => x) _ _),
    (mkMap (S := pullback (compose_functor G F) S) (T := pullback F (pullback G S)) (fun a x => x) _ _); [now intros a x y E | easy | now intros a x y E | easy | now split].
Qed.

#[universes(polymorphic)] Lemma pullback_identity@{u +} {C : Category@{Set Set}} (S : Presheaf@{Set Set u} C) : Iso (pullback (identity_functor C) S) S.
Proof.
  unshelve eexists (mkMap (S := pullback (identity_functor C) S) (T := S) (fun a x => x) _ _), (mkMap (S := S) (T := pullback (identity_functor C) S) (fun a x => x) _ _);
    [now intros a x y E | easy | now intros a x y E | easy | now split].
Qed.

#[universes(polymorphic)] Lemma pullback_same@{u +} {B C : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} {F G : Functor B C} (S : Presheaf@{Set Set u} C) :
  SameFunctor F G -> Iso (pullback F S) (pullback G S).
Proof.
  intros H. destruct (same_functors_isomorphic H) as (n & m & I).
  unshelve eexists (mkMap (S := pullback F S) (T := pullback G S) (fun a x => restrict S (m a) x) _ _),
    (mkMap (S := pullback G S) (T := pullback F S) (fun a x => restrict S (n a) x) _ _).
  - intros a x y E. cbn in *. now rewrite E.
  - intros a b f x. change (carrier (S (F b))) in x. cbn. now rewrite <- !restrict_comp, (component_natural _ _ m).
  - intros a x y E. cbn in *. now rewrite E.
  - intros a b f x. change (carrier (S (G b))) in x. cbn. now rewrite <- !restrict_comp, (component_natural _ _ n).
  - split; intros a x; destruct (I a) as [L R]; cbn.
    + change (carrier (S (F a))) in x. rewrite <- restrict_comp, L. apply restrict_id.
    + change (carrier (S (G a))) in x. rewrite <- restrict_comp, R. apply restrict_id.
Qed.

Section TaskMoves.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C}.
  #[local] Instance : FiniteCategory K := left_finite (C := C).
  #[local] Instance : FiniteCategory C := right_finite (K := K).
  #[local] Notation there := (@forth K C e).
  #[local] Notation here := (@back K C e).

  (** One task is the other one, moved; with a relation that says which elements are moved to which, as some isomorphism does. *)
  Class TaskLike (T : Presheaf@{Set Set Set} K) (S : Presheaf@{Set Set Set} C) : Prop := task_like : Iso T (pullback there S).
  Class TaskMoved (T : Presheaf@{Set Set Set} K) (S : Presheaf@{Set Set Set} C) := {
    element_moved : forall (a : K) (x : C), T a -> S x -> Prop;
    moved_by : exists (m : Map T (pullback there S)) (n : Map (pullback there S) T), MutuallyInverse m n /\
      forall a x (u : T a) (v : S x), element_moved a x u v <-> SameElement (T := S) (m a u) v }.

  #[export] Instance moved_like {T S} : TaskMoved T S -> TaskLike T S | 5.
  Proof. intros t. destruct (moved_by (TaskMoved := t)) as (m & n & I & _). now exists m, n. Qed.
  Lemma like_moved {T S} : TaskLike T S -> inhabited (TaskMoved T S).
  Proof.
    intros (m & n & I). constructor. refine {| element_moved := fun a x u v => SameElement (T := S) (m a u) v |}. exists m, n. now split.
  Qed.

  #[universes(polymorphic)] Lemma pullback_here@{u +} (S : Presheaf@{Set Set u} C) : Iso S (pullback here (pullback there S)).
  Proof.
    apply iso_sym. apply iso_trans with (1 := pullback_composite here there S). apply iso_trans with (1 := pullback_same S forth_back).
    apply pullback_identity.
  Qed.
End TaskMoves.

Section TaskMatches.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C}.
  #[local] Instance : FiniteCategory K := left_finite (C := C).
  #[local] Instance : FiniteCategory C := right_finite (K := K).
  #[local] Notation there := (@forth K C e).
  #[local] Notation here := (@back K C e).

  Lemma like_turned {T S} : TaskLike T S -> TaskLike (e := turned e) S T.
  Proof. intros H. exact (iso_trans _ _ _ (pullback_here S) (pullback_iso here _ _ (iso_sym _ _ H))). Qed.

  Lemma matched_presheaves : Matched (Presheaf@{Set Set Set} K) (Presheaf@{Set Set Set} C) TaskMoved.
  Proof.
    split; intros T.
    - exists (pullback here T). apply like_moved. exact (pullback_here (e := turned e) T).
    - exists (pullback there T). apply like_moved, iso_refl.
  Qed.

  (** *** Elements *)

  Class ElementMoved {T S} {t : TaskMoved T S} {a : K} {x : C} (u : T a) (v : S x) : Prop := element_is_moved : element_moved a x u v.

  Lemma same_element_eq {S : Presheaf@{Set Set Set} C} {x : C} (u v : S x) : SameElement u v <-> u == v.
  Proof.
    unfold SameElement, Same. cbn. split.
    - intros [p H]. now rewrite (UIP_dec object_dec p eq_refl) in H.
    - intros H. now exists eq_refl.
  Qed.

  Context {T : Presheaf@{Set Set Set} K} {S : Presheaf@{Set Set Set} C} {t : TaskMoved T S}.

  Lemma element_lies {a : K} {x : C} {u : T a} {v : S x} : ElementMoved u v -> ObjectMoved a x.
  Proof. intros U. destruct (moved_by (TaskMoved := t)) as (m & n & _ & E). apply E in U. now destruct U as [p _]. Qed.

  #[export] Instance matched_elements {a : K} {x : C} {A : ObjectMoved a x} : Matched (T a) (S x) ElementMoved.
  Proof.
    destruct A. destruct (moved_by (TaskMoved := t)) as (m & n & (H & H') & E). split; intros u.
    - exists (m a u). constructor. apply E. now apply same_element_eq.
    - exists (n a u). constructor. apply E, same_element_eq, H'.
  Qed.
  #[export] Instance kept_equal_elements {a : K} {x : C} {u v : T a} {u' v' : S x} {U : ElementMoved u u'} {V : ElementMoved v v'} : IsKept (u == v) (u' == v').
  Proof.
    destruct (moved_by (TaskMoved := t)) as (m & n & (H & _) & M). destruct (element_lies U). apply M, same_element_eq in U, V. split; intros E.
    - transitivity (m a u : S (there a)); [now symmetry |]. transitivity (m a v : S (there a)); [exact (apply_proper _ _ m a _ _ E) | exact V].
    - rewrite <- (H a u), <- (H a v). apply (apply_proper _ _ n a). transitivity u'; [exact U |]. transitivity v'; [exact E | now symmetry].
  Qed.
  #[export] Instance restriction_moved {a b : K} {x y : C} {f : Hom a b} {g : Hom x y} {u : T b} {v : S y} :
    ArrowMoved f g -> ElementMoved u v -> ElementMoved (restrict T f u) (restrict S g v).
  Proof.
    intros F U. destruct (moved_by (TaskMoved := t)) as (m & n & _ & M). destruct (same_arrow_ends _ _ F) as [<- <-]. apply same_arrow_eq in F. apply M, same_element_eq in U. apply M, same_element_eq.
    transitivity (restrict (pullback there S) f (m b u)); [apply (apply_natural _ _ m) |]. exact (restrict_proper _ S _ _ _ _ F _ _ U).
  Qed.

  (** Elements with their places. *)
  Class PlacedMoved (u : Element T) (v : Element S) : Prop := placed_moved : ElementMoved (projT2 u) (projT2 v).
  #[export] Instance matched_all_elements : Matched (Element T) (Element S) PlacedMoved.
  Proof.
    split; intros [a u].
    - destruct (match_right (R := ElementMoved) (Matched := matched_elements (A := eq_refl (there a))) u) as (v & [H]). exists (existT (fun x => carrier (S x)) _ v). now constructor.
    - destruct (match_left (R := ElementMoved) (Matched := matched_elements (A := forth_object a)) u) as (v & [H]). exists (existT (fun x => carrier (T x)) _ v). now constructor.
  Qed.
  #[export] Instance placed_object {u : Element T} {v : Element S} : PlacedMoved u v -> ObjectMoved (projT1 u) (projT1 v).
  Proof. apply element_lies. Qed.
  #[export] Instance placed_element {u : Element T} {v : Element S} : PlacedMoved u v -> ElementMoved (projT2 u) (projT2 v).
  Proof. exact (fun H => H). Qed.

  #[export] Instance paired_elements {FT : FiniteTask T} {FS : FiniteTask S} {a : K} {x : C} {A : ObjectMoved a x} : Paired (T a) (S x) ElementMoved.
  Proof.
    split; intros u v w U V; apply equal_elements.
    - apply (kept_equal_elements (U := U) (V := V)). reflexivity.
    - apply (kept_equal_elements (U := U) (V := V)). reflexivity.
  Qed.
  #[export] Instance paired_all_elements {FT : FiniteTask T} {FS : FiniteTask S} : Paired (Element T) (Element S) PlacedMoved.
  Proof.
    split.
    - intros [a u] [x v] [y w] U V. pose proof (pair_right (R := ObjectMoved) _ _ _ (element_lies U) (element_lies V)) as E. cbn in E. destruct E.
      f_equal. exact (pair_right (Paired := paired_elements (A := element_lies U)) _ _ _ U V).
    - intros [a u] [b v] [y w] U V. pose proof (pair_left (R := ObjectMoved) _ _ _ (element_lies U) (element_lies V)) as E. cbn in E. destruct E.
      f_equal. exact (pair_left (Paired := paired_elements (A := element_lies U)) _ _ _ U V).
  Qed.

  Lemma generated_right n : GeneratedBy S n -> GeneratedBy T n.
  Proof.
    intros (l & <- & H). destruct (partners (R := fun v u => PlacedMoved u v) (M := matched_back matched_all_elements) l) as (m & L & _ & P). exists m. split; [exact L |].
    intros x. destruct (match_right (R := PlacedMoved) x) as (y & [X]). destruct (H y) as (v & Hv & f & E). destruct (P v Hv) as (u & Hu & [U]).
    exists u. split; [exact Hu |]. destruct (moved_from (A := element_lies X) (B := element_lies U) f) as (g & G). exists g.
    now apply (kept_equal_elements (U := restriction_moved G U) (V := X)).
  Qed.
End TaskMatches.

(** ** What is said of tasks *)

#[export] Instance given_task {C : Category@{Set Set}} {F : FiniteCategory C} {T : Presheaf@{Set Set Set} C} : TaskMoved (e := same_category) T T | 5.
Proof.
  refine {| element_moved := fun a x (u : T a) (v : T x) => SameElement (T := T) u v |}.
  unshelve eexists (mkMap (S := T) (T := pullback (identity_functor C) T) (fun a x => x) _ _); [now intros a x y E | easy |].
  unshelve eexists (mkMap (S := pullback (identity_functor C) T) (T := T) (fun a x => x) _ _); [now intros a x y E | easy | now split].
Defined.
#[export] Instance given_element {C : Category@{Set Set}} {F : FiniteCategory C} {T : Presheaf@{Set Set Set} C} {a : C} {x : T a} :
  ElementMoved (e := same_category) (t := given_task) x x | 5.
Proof. now exists eq_refl. Qed.

Section TaskWords.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C}.
  #[local] Instance : FiniteCategory K := left_finite (C := C).
  #[local] Instance : FiniteCategory C := right_finite (K := K).
  #[local] Notation there := (@forth K C e).

  #[export] Instance represented_moved {a : K} {x : C} : ObjectMoved a x -> TaskLike (yoneda a) (yoneda x).
  Proof.
    intros <-. destruct (forth_fully_faithful (e := e)) as (inv & P & L & R). unshelve eapply (iso_of_inverse
      (mkMap (S := yoneda a) (T := pullback there (yoneda (there a))) (fun b (f : Hom b a) => fmap there f) _ _) (fun b g => inv b a g)).
    - intros b f g H. exact (fmap_proper _ _ there _ _ _ _ H).
    - intros b c f g. exact (fmap_comp _ _ there _ _ _ g f).
    - intros b g h H. exact (P _ _ _ _ H).
    - intros b f. apply R.
    - intros b g. apply L.
  Qed.

  Lemma like_right {S T : Presheaf@{Set Set Set} K} {S' T' : Presheaf@{Set Set Set} C} : TaskLike S S' -> TaskLike T T' -> Iso S' T' -> Iso S T.
  Proof. intros H K' I. exact (iso_trans _ _ _ H (iso_trans _ _ _ (pullback_iso there _ _ I) (iso_sym _ _ K'))). Qed.

  Lemma coproduct_like {I : Set} (P : I -> K) : Iso (coproduct P) (pullback there (coproduct (fun i => there (P i)))).
  Proof.
    destruct (forth_fully_faithful (e := e)) as (inv & Pr & L & R). unshelve eapply (iso_of_inverse
      (mkMap (S := coproduct P) (T := pullback there (coproduct (fun i => there (P i)))) (fun X s => existT _ (projT1 s) (fmap there (projT2 s))) _ _)
      (fun X s => existT _ (projT1 s) (inv _ _ (projT2 s)))).
    - intros X [i f] [j g] [p H]. cbn in p. destruct p. exists eq_refl. cbn in *. now rewrite H.
    - intros X Y f [i g]. exists (eq_refl i). exact (fmap_comp _ _ there _ _ _ g f).
    - intros X [i f] [j g] [p H]. cbn in p. destruct p. exists eq_refl. cbn in *. now apply Pr.
    - intros X [i f]. exists (eq_refl i). exact (R X (P i) f).
    - intros X [i f]. exists (eq_refl i). exact (L X (P i) f).
  Qed.

  Lemma familial_left {T : Presheaf@{Set Set Set} K} {S : Presheaf@{Set Set Set} C} : TaskLike T S -> Familial T -> Familial S.
  Proof.
    intros H (I & P & D & E). exists I, (fun i => there (P i)). split; [exact D |].
    apply iso_trans with (1 := pullback_here (e := e) (coproduct (fun i => there (P i)))). apply iso_sym. apply iso_trans with (1 := pullback_here (e := e) S). apply pullback_iso.
    exact (iso_trans _ _ _ (iso_sym _ _ H) (iso_trans _ _ _ (iso_sym _ _ E) (coproduct_like P))).
  Qed.
End TaskWords.

#[export] Instance pullback_moved {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}
    {T : Presheaf@{Set Set Set} C} {S : Presheaf@{Set Set Set} C'} : FunctorMoved F F' -> TaskLike T S -> TaskLike (pullback F T) (pullback F' S).
Proof.
  intros HF H. pose proof (left_finite (K := B) (C := B')) as FB. pose proof (right_finite (K := C) (C := C')) as FC.
  apply iso_trans with (1 := pullback_iso F _ _ H). apply iso_trans with (1 := pullback_composite F forth S).
  apply iso_trans with (1 := pullback_same S HF). exact (iso_sym _ _ (pullback_composite forth F' S)).
Qed.

Section TaskAtoms.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C} {T T' : Presheaf@{Set Set Set} K} {S S' : Presheaf@{Set Set Set} C}.

  #[export] Instance kept_iso : TaskLike T S -> TaskLike T' S' -> IsKept (Iso T T') (Iso S S').
  Proof. intros H H'. split; [exact (like_right (like_turned H) (like_turned H')) | exact (like_right H H')]. Qed.

  #[export] Instance kept_rank {k k' : nat} : TaskLike T S -> SameValue k k' -> IsKept (HasRank T k) (HasRank S k').
  Proof.
    intros H <-. destruct (like_moved H) as [t], (like_moved (like_turned H)) as [t'].
    pose proof (fun n => generated_right (t := t) n) as R. pose proof (fun n => generated_right (e := turned e) (t := t') n) as L.
    split; intros [G M]; split; auto.
  Qed.
  #[export] Instance kept_familial : TaskLike T S -> IsKept (Familial T) (Familial S).
  Proof. intros H. split; [exact (familial_left H) | exact (familial_left (like_turned H))]. Qed.
  #[export] Instance kept_yoneda_tuning : IsKept (solves_by_tuning (yoneda_model K) T) (solves_by_tuning (yoneda_model C) S).
  Proof. split; intros _; apply yoneda_tuning. Qed.
  #[export] Instance kept_yoneda_ideal : IsKept (Ideal (yoneda_model K)) (Ideal (yoneda_model C)).
  Proof. split; intros _; apply yoneda_ideal. Qed.
  #[export] Instance kept_yoneda_solves : IsKept (Representable T) (Representable S) -> IsKept (solves (yoneda_model K) T) (solves (yoneda_model C) S).
  Proof. unfold IsKept. now rewrite !yoneda_solves. Qed.
  #[export] Instance kept_yoneda_solves_by {P : K} {Q : C} : IsKept (Represents P T) (Represents Q S) -> IsKept (solves_by (yoneda_model K) P T) (solves_by (yoneda_model C) Q S).
  Proof. unfold IsKept. now rewrite !yoneda_solves_by. Qed.
End TaskAtoms.

Section ModelAtoms.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}
    {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'}.

  #[export] Instance kept_via_solves_by {P : B} {P' : B'} : IsKept (Iso (pullback F (yoneda (F P))) T) (Iso (pullback F' (yoneda (F' P'))) S) ->
    IsKept (solves_by (via_model F) P T) (solves_by (via_model F') P' S).
  Proof. unfold IsKept. now rewrite !solves_by_via. Qed.
  #[export] Instance kept_via_solves : IsKept (exists P, solves_by (via_model F) P T) (exists P, solves_by (via_model F') P S) ->
    IsKept (solves (via_model F) T) (solves (via_model F') S).
  Proof. exact (fun H => H). Qed.
  #[export] Instance kept_via_tuning : FunctorMoved F F' -> TaskLike T S -> IsKept (solves_by_tuning (via_model F) T) (solves_by_tuning (via_model F') S).
  Proof.
    intros HF H. unfold IsKept. rewrite !solves_by_tuning_via. apply (kept_exists (M := matched_presheaves)). intros Q R q.
    exact (kept_iso (pullback_moved HF (moved_like q)) H).
  Qed.
End ModelAtoms.

#[export] Hint Extern 3 (IsKept (Represents _ _) _) => unfold Represents : typeclass_instances.
#[export] Hint Extern 3 (IsKept (Representable _) _) => unfold Representable : typeclass_instances.
#[export] Hint Extern 3 (IsKept (Full _) _) => unfold Full : typeclass_instances.
#[export] Hint Extern 3 (IsKept (Faithful _) _) => unfold Faithful : typeclass_instances.
#[export] Hint Extern 3 (IsKept (InjectiveOnObjects _) _) => unfold InjectiveOnObjects : typeclass_instances.
#[export] Hint Extern 3 (IsKept (Embedding _) _) => unfold Embedding : typeclass_instances.
#[export] Hint Extern 3 (IsKept (EssentiallySurjective _) _) => unfold EssentiallySurjective : typeclass_instances.
#[export] Hint Extern 3 (IsKept (Isomorphic _ _) _) => unfold Isomorphic : typeclass_instances.
#[export] Hint Extern 3 (IsKept (IsIso _) _) => unfold IsIso : typeclass_instances.
#[export] Hint Extern 3 (IsKept (Inverse _ _) _) => unfold Inverse : typeclass_instances.
