(** Categories with scores in place of sets of arrows, over a quantale of numbers (Kelly, Basic Concepts of Enriched
    Category Theory, 1.2, 1.9, 2.4; Yuan, On the Power of Foundation Models, with scores). *)

From Coq Require Import Bool List Arith Lia.
From Catproof Require Export Quantale.
Import ListNotations.
#[local] Open Scope score_scope.
#[local] Open Scope nat_scope.

Definition below (V : Quantale) (a b : extended) : Prop := below_in (turned V) a b.
Arguments below {V} a b.
Definition belowb (V : Quantale) (a b : extended) : bool := if turned V then leqb b a else leqb a b.
Arguments belowb {V} a b.

(** ** What is spoken of *)

Record Scores (V : Quantale) : Type := mkScores {
  point :> Set;
  score :> point -> point -> extended;
  score_is_one : forall x y, @is_score V (score x y) }.
Arguments point {V} s. Arguments score {V} s x y.

Definition IsGradedCategory {V} (S : Scores V) : Prop :=
  (forall x : S, (S x x == greatest_score (q := V))%score) /\
  (forall x y z : S, below (V := V) (tensor (q := V) (S x y) (S y z)) (S x z)).

Record GradedCategory (V : Quantale) : Type := mkGraded { scores :> Scores V; is_graded_category : IsGradedCategory scores }.
Arguments scores {V} g.

Record GradedTask {V} (C : GradedCategory V) : Type := mkGradedTask {
  task_value :> C -> extended;
  task_value_is_one : forall x, @is_score V (task_value x);
  task_law : forall x y : C, below (V := V) (tensor (q := V) (C x y) (task_value y)) (task_value x) }.
Arguments task_value {V C} g x.

Record GradedFunctor {V} (C D : GradedCategory V) : Type := mkGradedFunctor {
  graded_value :> C -> D;
  graded_functor_law : forall x y : C, below (V := V) (C x y) (D (graded_value x) (graded_value y)) }.
Arguments graded_value {V C D} g x.

(** A model is a functor to a category of features: it answers the prompt [p] at [x] with the score from [x] to [p] there. *)
Record GradedModel {V} (C : GradedCategory V) : Type := mkGradedModel { features : GradedCategory V; embed : GradedFunctor C features }.
Arguments features {V C} g. Arguments embed {V C} g.
Definition answer {V} {C : GradedCategory V} (h : GradedModel C) (p x : C) : extended := features h (embed h x) (embed h p).

(** A task from the scores into an object. *)
Program Definition graded_yoneda {V} (C : GradedCategory V) (p : C) : GradedTask C := {| task_value := fun x => C x p |}.
Next Obligation. apply score_is_one. Qed.
Next Obligation. apply (is_graded_category _ C). Qed.

Lemma below_refl {V} a : below (V := V) a a.
Proof. unfold below, below_in. destruct (turned V); apply leq_refl. Qed.
Lemma below_trans {V} b a c : below (V := V) a b -> below (V := V) b c -> below (V := V) a c.
Proof. unfold below, below_in. destruct (turned V); intros; eapply leq_trans; eauto. Qed.
Lemma below_total {V} a b : below (V := V) a b \/ below (V := V) b a.
Proof. unfold below, below_in. destruct (turned V), (leq_total a b); auto. Qed.
Lemma same_below {V} a b : (a == b)%score <-> below (V := V) a b /\ below (V := V) b a.
Proof. unfold below, below_in, same_score. destruct (turned V); tauto. Qed.
Lemma same_is_below {V} a b : (a == b)%score -> below (V := V) a b.
Proof. rewrite (same_below (V := V)). tauto. Qed.
Lemma same_is_above {V} a b : (a == b)%score -> below (V := V) b a.
Proof. rewrite (same_below (V := V)). tauto. Qed.
Lemma belowb_spec {V} a b : belowb (V := V) a b = true <-> below (V := V) a b.
Proof. unfold below, belowb, below_in. destruct (turned V); apply leqb_spec. Qed.
Lemma belowb_false {V} a b : belowb (V := V) a b = false -> below (V := V) b a.
Proof. intros E. destruct (below_total (V := V) a b) as [H | H]; [apply belowb_spec in H; congruence | exact H]. Qed.

#[export] Hint Opaque below : typeclass_instances.
#[export] Instance decides_below {V} a b : Decides (below (V := V) a b) (belowb (V := V) a b) (negb (belowb (V := V) a b)).
Proof. apply decides_of, belowb_spec. Qed.

Program Definition identity_graded {V} (C : GradedCategory V) : GradedFunctor C C := {| graded_value := fun x => x |}.
Next Obligation. apply below_refl. Qed.
Definition graded_via {V} {C D : GradedCategory V} (F : GradedFunctor C D) : GradedModel C := {| features := D; embed := F |}.
Definition graded_yoneda_model {V} (C : GradedCategory V) : GradedModel C := graded_via (identity_graded C).

Definition join {V : Quantale} (l : list extended) : extended :=
  fold_right (fun a m => if belowb (V := V) a m then m else a) (least_score (q := V)) l.
Definition meet {V : Quantale} (l : list extended) : extended :=
  fold_right (fun a m => if belowb (V := V) a m then a else m) (greatest_score (q := V)) l.

(** ** Claims, exactly and up to [e] *)

Section Claims.
Context {V : Quantale} {C : GradedCategory V}.
Implicit Types (T : GradedTask C) (h : GradedModel C) (e : extended).

Definition GradedRepresents (p : C) T : Prop := forall x : C, (T x == C x p)%score.
Definition GradedRepresentsWithin e (p : C) T : Prop := forall x : C, Within e (T x) (C x p).
Definition GradedRepresentable T : Prop := exists p : C, GradedRepresents p T.
Definition GradedRepresentableWithin e T : Prop := exists p : C, GradedRepresentsWithin e p T.

Definition graded_solves_by h (p : C) T : Prop := forall x : C, (T x == answer h p x)%score.
Definition graded_solves_by_within e h (p : C) T : Prop := forall x : C, Within e (T x) (answer h p x).
Definition graded_solves h T : Prop := exists p : C, graded_solves_by h p T.
Definition graded_solves_within e h T : Prop := exists p : C, graded_solves_by_within e h p T.

Definition graded_tuning h T : Prop := exists Q : GradedTask (features h), forall x : C, (T x == Q (embed h x))%score.
Definition graded_tuning_within e h T : Prop :=
  exists Q : GradedTask (features h), forall x : C, Within e (T x) (Q (embed h x)).

Definition GradedIdeal h : Prop := forall x p : C, (C x p == answer h p x)%score.
Definition GradedIdealWithin e h : Prop := forall x p : C, Within e (C x p) (answer h p x).

(** After some monotone function of the scores. *)
Definition Monotone (g : extended -> extended) : Prop :=
  (forall a, @is_score V a -> @is_score V (g a)) /\
  (forall a b, @is_score V a -> @is_score V b -> below (V := V) a b -> below (V := V) (g a) (g b)).
Definition IdealRecalibrated h : Prop :=
  exists g, Monotone g /\ forall x p : C, (C x p == g (answer h p x))%score.
Definition IdealRecalibratedWithin e h : Prop :=
  exists g, Monotone g /\ forall x p : C, Within e (C x p) (g (answer h p x)).

(** Prompts, weighted by the task, whose join it is; and the least number of them. *)
Definition PromptedBy T (l : list C) : Prop :=
  forall x : C, (T x == join (V := V) (map (fun p => tensor (q := V) (C x p) (T p)) l))%score.
Definition PromptRank T (k : nat) : Prop :=
  (exists l, length l = k /\ PromptedBy T l) /\ (forall l, PromptedBy T l -> k <= length l).

(** The same with weights that are free, up to [e]. *)
Definition PromptedWithin e T (l : list (C * extended)) : Prop :=
  (forall p w, In (p, w) l -> @is_score V w) /\
  forall x : C, Within e (T x) (join (V := V) (map (fun pw => tensor (q := V) (C x (fst pw)) (snd pw)) l)).
Definition PromptRankWithin e T (k : nat) : Prop :=
  (exists l, length l = k /\ PromptedWithin e T l) /\ (forall l, PromptedWithin e T l -> k <= length l).
End Claims.

(** All scores are kept, and no other functor keeps all scores and does what was seen, up to isomorphism. *)
Definition Isometric {V} {C D : GradedCategory V} (F : C -> D) : Prop := forall x y : C, (C x y == D (F x) (F y))%score.
Definition AlikeGraded {V} (C : GradedCategory V) (x y : C) : Prop :=
  (C x y == greatest_score (q := V))%score /\ (C y x == greatest_score (q := V))%score.
Definition GradedGeneralizesFrom {V} {C D : GradedCategory V} (F : GradedFunctor C D) (seen : list C) : Prop :=
  Isometric F /\
  forall G : C -> D, Isometric G -> (forall s, In s seen -> G s = F s) -> forall x : C, AlikeGraded D (G x) (F x).

(** The same up to [e] in all scores: then the others need be no functors. *)
Definition IsometricWithin {V} {C D : GradedCategory V} (e : extended) (F : C -> D) : Prop :=
  forall x y : C, Within e (C x y) (D (F x) (F y)).
Definition AlikeWithin {V} (C : GradedCategory V) (e : extended) (x y : C) : Prop :=
  Within e (C x y) (greatest_score (q := V)) /\ Within e (C y x) (greatest_score (q := V)).
Definition GradedGeneralizesFromWithin {V} {C D : GradedCategory V} (e : extended) (F : GradedFunctor C D) (seen : list C) : Prop :=
  IsometricWithin e F /\
  forall G : C -> D, IsometricWithin e G -> (forall s, In s seen -> G s = F s) -> forall x : C, AlikeWithin D e (G x) (F x).

(** ** Theorems *)

Section Theorems.
Context {V : Quantale}.
Notation below := (below (V := V)).
Notation is_score := (@is_score V).
Notation tensor := (tensor (q := V)).
Notation residual := (residual (q := V)).
Notation join := (join (V := V)).
Notation meet := (meet (V := V)).
Notation unit := (greatest_score (q := V)).
Notation bottom := (least_score (q := V)).

Lemma tensor_mono a b c : is_score a -> is_score b -> is_score c -> below a b -> below (tensor a c) (tensor b c).
Proof.
  intros Ha Hb Hc H. apply adjoint; auto with scores. eapply below_trans; [exact H |].
  apply adjoint; auto with scores. apply below_refl.
Qed.
Lemma tensor_swap a b : is_score a -> is_score b -> below (tensor a b) (tensor b a).
Proof. intros. now apply same_is_below, tensor_comm. Qed.
Lemma tensor_mono_right a b c : is_score a -> is_score b -> is_score c -> below a b -> below (tensor c a) (tensor c b).
Proof.
  intros. eapply below_trans; [now apply tensor_swap |]. eapply below_trans; [| now apply tensor_swap]. now apply tensor_mono.
Qed.
Lemma tensor_unit_left a : is_score a -> below (tensor unit a) a /\ below a (tensor unit a).
Proof. intros. now apply same_below, tensor_unit. Qed.

Lemma join_upper l a : In a l -> below a (join l).
Proof.
  induction l as [| b l IH]; intros H; [destruct H |]. simpl. destruct (belowb b (join l)) eqn:E.
  - destruct H as [<- | H]; [now apply belowb_spec | auto].
  - destruct H as [<- | H]; [apply below_refl |]. eapply below_trans; [now apply IH | now apply belowb_false].
Qed.
Lemma join_attained l : join l = bottom \/ In (join l) l.
Proof. induction l as [| b l IH]; simpl; auto. destruct (belowb b (join l)); [destruct IH |]; auto. Qed.
Lemma join_least l b : is_score b -> (forall a, In a l -> below a b) -> below (join l) b.
Proof. intros Hb H. destruct (join_attained l) as [-> | K]; [now apply bottom_below | auto]. Qed.
Lemma score_join l : (forall a, In a l -> is_score a) -> is_score (join l).
Proof. intros H. destruct (join_attained l) as [-> | K]; auto with scores. Qed.
Lemma meet_lower l a : In a l -> below (meet l) a.
Proof.
  induction l as [| b l IH]; intros H; [destruct H |]. simpl. destruct (belowb b (meet l)) eqn:E.
  - destruct H as [<- | H]; [apply below_refl |]. apply below_trans with (b := meet l); [now apply belowb_spec | auto].
  - destruct H as [<- | H]; [now apply belowb_false | auto].
Qed.
Lemma meet_attained l : meet l = unit \/ In (meet l) l.
Proof. induction l as [| b l IH]; simpl; auto. destruct (belowb b (meet l)); [| destruct IH]; auto. Qed.
Lemma meet_greatest l b : is_score b -> (forall a, In a l -> below b a) -> below b (meet l).
Proof. intros Hb H. destruct (meet_attained l) as [-> | K]; [now apply unit_above | auto]. Qed.
Lemma score_meet l : (forall a, In a l -> is_score a) -> is_score (meet l).
Proof. intros H. destruct (meet_attained l) as [-> | K]; auto with scores. Qed.

Lemma tensor_bottom c : is_score c -> below (tensor c bottom) bottom.
Proof.
  intros. eapply below_trans; [apply tensor_swap; auto with scores |]. apply adjoint; auto with scores.
  apply bottom_below; auto with scores.
Qed.
Lemma tensor_join l c b : is_score c -> is_score b -> (forall a, In a l -> is_score a /\ below (tensor c a) b) ->
  below (tensor c (join l)) b.
Proof.
  intros Hc Hb H. destruct (join_attained l) as [-> | K].
  - eapply below_trans; [now apply tensor_bottom |]. now apply bottom_below.
  - now apply H.
Qed.

Section OneCategory.
Context {C : GradedCategory V}.

Lemma score_self (x : C) : below unit (C x x).
Proof. now apply same_is_above, (is_graded_category _ C). Qed.
Lemma graded_triangle (x y z : C) : below (tensor (C x y) (C y z)) (C x z).
Proof. apply (is_graded_category _ C). Qed.
Lemma is_one (x y : C) : is_score (C x y).
Proof. apply score_is_one. Qed.
Hint Resolve is_one task_value_is_one : scores.

(** Yoneda: so true are the maps from [y(p)] to [T] as [T] is at [p]. *)
Theorem graded_yoneda_lemma (T : GradedTask C) (p : C) (v : extended) : is_score v ->
  ((forall x, below v (residual (C x p) (T x))) <-> below v (T p)).
Proof.
  intros Hv. split.
  - intros H. specialize (H p). apply adjoint in H; auto with scores.
    eapply below_trans; [| exact H]. eapply below_trans; [apply tensor_unit_left; exact Hv |].
    eapply below_trans; [apply tensor_swap; auto with scores |]. apply tensor_mono_right; auto with scores. apply score_self.
  - intros H x. apply adjoint; auto with scores. eapply below_trans; [| apply (task_law _ T x p)].
    eapply below_trans; [apply tensor_swap; auto with scores |]. apply tensor_mono_right; auto with scores.
Qed.

(** Represented by [p] just where it is the unit there and nowhere truer than the score into [p]. *)
Theorem graded_universal (T : GradedTask C) (p : C) :
  GradedRepresents p T <-> below unit (T p) /\ forall x, below (T x) (C x p).
Proof.
  split.
  - intros H. split; [| intros x; apply same_is_below, H].
    eapply below_trans; [apply (score_self p) | apply same_is_above, H].
  - intros [U H] x. apply (same_below (V := V)). split; [apply H |].
    eapply below_trans; [| apply (task_law _ T x p)]. eapply below_trans; [apply tensor_unit_left, is_one |].
    eapply below_trans; [apply tensor_swap; auto with scores |]. apply tensor_mono_right; auto with scores.
Qed.

(** [p] accounts for [x]: a preorder on the objects. *)
Definition AccountsFor (T : GradedTask C) (p x : C) : Prop := below (T x) (tensor (C x p) (T p)).
Theorem accounts_refl (T : GradedTask C) x : AccountsFor T x x.
Proof.
  eapply below_trans; [apply tensor_unit_left; auto with scores |]. apply tensor_mono; auto with scores. apply score_self.
Qed.
Theorem accounts_trans (T : GradedTask C) p q x : AccountsFor T p x -> AccountsFor T q p -> AccountsFor T q x.
Proof.
  unfold AccountsFor. intros H K. eapply below_trans; [exact H |].
  eapply below_trans; [apply tensor_mono_right; [| | | exact K]; auto with scores |].
  eapply below_trans; [apply same_is_below, tensor_assoc; auto with scores |].
  apply tensor_mono; auto with scores. apply graded_triangle.
Qed.

(** Ideal just where it solves what objects represent, each by its object. *)
Theorem graded_ideal_prompts (h : GradedModel C) e :
  GradedIdealWithin e h <-> forall p : C, graded_solves_by_within e h p (graded_yoneda C p).
Proof. split; intros H; [intros p x; apply H | intros x p; apply (H p)]. Qed.
End OneCategory.
Hint Resolve is_one task_value_is_one : scores.

(** Some task on the features is within [e] of [T] just where no two objects have features too near for values too far:
    then the least one above [T], [e] off, is (the left Kan extension). *)
Section Tuning.
Context {C : GradedCategory V} (h : GradedModel C) (e : extended) (He : leq (rational 0) e).
Let D := features h.
Let F : C -> D := embed h.

Definition tuned_value (all : list C) (T : GradedTask C) (d : D) : extended :=
  join (map (fun b => tensor (D d (F b)) (lower (q := V) (T b) e)) all).

Lemma tuned_value_is_one all T d : is_score (tuned_value all T d).
Proof. apply score_join. intros a Ha. apply in_map_iff in Ha. destruct Ha as (b & <- & _). auto with scores. Qed.
Lemma tuned_law all T x y : below (tensor (D x y) (tuned_value all T y)) (tuned_value all T x).
Proof.
  apply tensor_join; [auto with scores | apply tuned_value_is_one |]. intros a Ha. apply in_map_iff in Ha.
  destruct Ha as (b & <- & Hb). split; [auto with scores |].
  eapply below_trans; [apply same_is_below, tensor_assoc; auto with scores |].
  eapply below_trans; [apply tensor_mono; [| | | apply graded_triangle]; auto with scores |].
  apply join_upper, in_map_iff. now exists b.
Qed.
Definition tuned (all : list C) (T : GradedTask C) : GradedTask D :=
  {| task_value := tuned_value all T; task_value_is_one := tuned_value_is_one all T; task_law := tuned_law all T |}.

Theorem graded_tuning_spec (all : list C) (T : GradedTask C) : (forall c, In c all) ->
  (graded_tuning_within e h T <->
   forall c b : C, below (tensor (D (F c) (F b)) (lower (q := V) (T b) e)) (upper (q := V) (T c) e)).
Proof.
  intros A. split.
  - intros (Q & HQ) c b. assert (K := fun x => proj1 (within_spec V e (T x) (Q (F x)) He (task_value_is_one _ T x) (task_value_is_one _ Q (F x))) (HQ x)).
    eapply below_trans; [| apply K]. eapply below_trans; [| apply (task_law _ Q (F c) (F b))].
    apply tensor_mono_right; auto with scores. apply K.
  - intros H. exists (tuned all T). intros c. apply (proj2 (within_spec V e _ _ He (task_value_is_one _ T c) (tuned_value_is_one all T (F c)))). split.
    + eapply below_trans; [| apply join_upper, in_map_iff; exists c; split; [reflexivity | apply A]].
      eapply below_trans; [apply tensor_unit_left; auto with scores |]. apply tensor_mono; auto with scores.
      apply score_self.
    + apply join_least; [auto with scores |]. intros a Ha. apply in_map_iff in Ha. destruct Ha as (b & <- & _). apply H.
Qed.
End Tuning.

(** Some monotone function of the scores is within [e] just where no greater score goes with a value that is less by too
    much; then the least above the values, [e] off, is one. *)
Section Recalibrated.
Context {C : GradedCategory V} (h : GradedModel C) (e : extended) (He : leq (rational 0) e).

Definition recalibration (all : list C) (s : extended) : extended :=
  join (map (fun xp => if belowb (V := V) (answer h (snd xp) (fst xp)) s then lower (q := V) (C (fst xp) (snd xp)) e else bottom)
    (list_prod all all)).

Theorem recalibrated_spec (all : list C) : (forall c, In c all) ->
  (IdealRecalibratedWithin e h <->
   forall x p y q : C, below (answer h p x) (answer h q y) -> below (lower (q := V) (C x p) e) (upper (q := V) (C y q) e)).
Proof.
  intros A. split.
  - intros (g & (Hg & M) & H) x p y q L.
    assert (K := fun x p => proj1 (within_spec V e (C x p) (g (answer h p x)) He (is_one x p) (Hg _ (is_one _ _))) (H x p)).
    eapply below_trans; [apply K |]. eapply below_trans; [| apply K]. apply M; auto; apply is_one.
  - intros H.
    assert (S : forall s, is_score (recalibration all s)).
    { intros s. apply score_join. intros a Ha. apply in_map_iff in Ha. destruct Ha as ([x p] & <- & _). simpl.
      destruct (belowb _ s); auto with scores. }
    exists (recalibration all). split; [split; [auto |] |].
    + intros a b _ _ L. apply join_least; [apply S |]. intros c Hc. apply in_map_iff in Hc. destruct Hc as ([x p] & <- & I). simpl.
      destruct (belowb (answer h p x) a) eqn:E; [| apply bottom_below, S]. apply join_upper, in_map_iff. exists (x, p). split; [| exact I]. simpl.
      apply belowb_spec in E. now rewrite (proj2 (belowb_spec _ _) (below_trans _ _ _ E L)).
    + intros x p. apply (proj2 (within_spec V e _ _ He (is_one x p) (S _))). split.
      * apply join_upper, in_map_iff. exists (x, p). split; [| now apply in_prod]. simpl.
        now rewrite (proj2 (belowb_spec _ _) (below_refl (V := V) (answer h p x))).
      * apply join_least; [auto with scores |]. intros c Hc. apply in_map_iff in Hc. destruct Hc as ([y q] & <- & I). simpl.
        destruct (belowb (answer h q y) (answer h p x)) eqn:E; [apply H; now apply belowb_spec | apply bottom_below; auto with scores].
Qed.
End Recalibrated.
End Theorems.
