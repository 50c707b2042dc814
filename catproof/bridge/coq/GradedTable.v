(** Graded categories, tasks and functors given by tables of exact rationals, and what is decided of them by going through
    their objects. *)

From Coq Require Import Bool List NArith Arith Lia.
From Catproof Require Export Graded.
Import ListNotations.
#[local] Open Scope score_scope.
#[local] Open Scope nat_scope.

Class FiniteGraded {V} (S : Scores V) := {
  finite_points : Finite (point S);
  same_point : S -> S -> bool;
  same_point_spec : forall x y : S, same_point x y = true <-> x = y }.
#[export] Existing Instance finite_points.
#[export] Hint Mode FiniteGraded - ! : typeclass_instances.

(** ** Twins of definitions *)

#[export] Hint Extern 1 (Decides (IsGradedCategory _) _ _) => unfold IsGradedCategory : typeclass_instances.
#[export] Hint Extern 1 (Decides (GradedRepresents _ _) _ _) => unfold GradedRepresents : typeclass_instances.
#[export] Hint Extern 1 (Decides (GradedRepresentsWithin _ _ _) _ _) => unfold GradedRepresentsWithin : typeclass_instances.
#[export] Hint Extern 1 (Decides (GradedRepresentable _) _ _) => unfold GradedRepresentable : typeclass_instances.
#[export] Hint Extern 1 (Decides (GradedRepresentableWithin _ _) _ _) => unfold GradedRepresentableWithin : typeclass_instances.
#[export] Hint Extern 1 (Decides (graded_solves_by _ _ _) _ _) => unfold graded_solves_by : typeclass_instances.
#[export] Hint Extern 1 (Decides (graded_solves_by_within _ _ _ _) _ _) => unfold graded_solves_by_within : typeclass_instances.
#[export] Hint Extern 1 (Decides (graded_solves _ _) _ _) => unfold graded_solves : typeclass_instances.
#[export] Hint Extern 1 (Decides (graded_solves_within _ _ _) _ _) => unfold graded_solves_within : typeclass_instances.
#[export] Hint Extern 1 (Decides (GradedIdeal _) _ _) => unfold GradedIdeal : typeclass_instances.
#[export] Hint Extern 1 (Decides (GradedIdealWithin _ _) _ _) => unfold GradedIdealWithin : typeclass_instances.

#[export] Instance decides_points {V} {S : Scores V} {F : FiniteGraded S} (x y : S) :
  Decides (x = y) (same_point x y) (negb (same_point x y)) | 1.
Proof. apply decides_of, same_point_spec. Qed.

Lemma decides_equivalent {P Q : Prop} {y n} : (P <-> Q) -> Decides Q y n -> Decides P y n.
Proof. intros H [Y N]. split; intros E; rewrite H; auto. Qed.

(** Where it holds of an error that is none to be negative. *)
Lemma decides_error {P : Prop} {e y n} : (leq (rational 0) e -> Decides P y n) ->
  Decides P (if leqb (rational 0) e then y else false) (if leqb (rational 0) e then n else false).
Proof.
  intros H. destruct (leqb (rational 0) e) eqn:E; [apply H; now apply leqb_spec | split; discriminate].
Qed.

Section Decisions.
Context {V : Quantale} {C : GradedCategory V} {FC : FiniteGraded C}.
Let all := members_listed C.

#[export] Instance decides_graded_tuning_within (h : GradedModel C) (T : GradedTask C) e :
  Decides (graded_tuning_within e h T) _ _ :=
  decides_error (fun He => decides_equivalent (graded_tuning_spec h e He all T complete) _).

Lemma tuning_exact (h : GradedModel C) (T : GradedTask C) : graded_tuning h T <-> graded_tuning_within (rational 0) h T.
Proof. split; intros (Q & H); exists Q; intros x; apply within_zero, H. Qed.
#[export] Instance decides_graded_tuning (h : GradedModel C) (T : GradedTask C) : Decides (graded_tuning h T) _ _ :=
  decides_equivalent (tuning_exact h T) _.

#[export] Instance decides_recalibrated_within (h : GradedModel C) e : Decides (IdealRecalibratedWithin e h) _ _ :=
  decides_error (fun He => decides_equivalent (recalibrated_spec h e He all complete) _).
Lemma recalibrated_exact (h : GradedModel C) : IdealRecalibrated h <-> IdealRecalibratedWithin (rational 0) h.
Proof. split; intros (g & M & H); exists g; (split; [exact M |]); intros x p; apply within_zero, H. Qed.
#[export] Instance decides_recalibrated (h : GradedModel C) : Decides (IdealRecalibrated h) _ _ :=
  decides_equivalent (recalibrated_exact h) _.
End Decisions.

(** ** Tables *)

Definition points_of (n : N) : Set := {k : N | (k <? n)%N = true}.
Definition graded_object (n k : N) (H : (k <? n)%N = true) : points_of n := exist _ k H.
Definition entry (l : list extended) {n} (x : points_of n) : extended := nth (N.to_nat (number (p := fun k => (k <? n)%N) x)) l infinity.

Definition check_entries (V : Quantale) (n : N) (l : list extended) : bool := (n =? N.of_nat (length l))%N && every (@is_scoreb V) l.
Lemma check_entries_spec V n l : check_entries V n l = true -> forall x : points_of n, @is_score V (entry l x).
Proof.
  unfold check_entries. rewrite andb_true_iff, N.eqb_eq, every_spec. intros [E H] [k Hk].
  apply is_scoreb_spec, H, nth_In. simpl. apply N.ltb_lt in Hk. lia.
Qed.

Definition entry2 (t : list (list extended)) {n} (x y : points_of n) : extended :=
  entry (nth (N.to_nat (number (p := fun k => (k <? n)%N) x)) t []) y.
Definition check_scores (V : Quantale) (n : N) (t : list (list extended)) : bool :=
  (n =? N.of_nat (length t))%N && every (check_entries V n) t.
Lemma check_scores_spec V n t : check_scores V n t = true -> forall x y : points_of n, @is_score V (entry2 t x y).
Proof.
  unfold check_scores. rewrite andb_true_iff, N.eqb_eq, every_spec. intros [E H] [k Hk] y.
  apply check_entries_spec, H, nth_In. simpl. apply N.ltb_lt in Hk. lia.
Qed.

Definition scores_table (V : Quantale) (n : N) (t : list (list extended)) (H : check_scores V n t = true) : Scores V :=
  {| point := points_of n; score := entry2 t; score_is_one := check_scores_spec V n t H |}.

#[export] Instance finite_points_of n : Finite (points_of n).
Proof.
  refine {| members_listed := select (fun k => (k <? n)%N) (range n) |}; [| apply select_once].
  abstract (intros [k e]; apply select_complete; simpl; now apply N.ltb_lt).
Defined.

Definition finite_scores_table V n t H : FiniteGraded (scores_table V n t H).
Proof.
  refine {| finite_points := finite_points_of n : Finite (point (scores_table V n t H));
            same_point := fun x y : points_of n => (number (p := fun k => (k <? n)%N) x =? number (p := fun k => (k <? n)%N) y)%N |}.
  abstract (intros x y; apply same_number).
Defined.

Section Checked.
Context {V : Quantale}.

Definition check_graded (S : Scores V) {F : FiniteGraded S} : bool :=
  every (fun x => leqb (S x x) (greatest_score (q := V)) && leqb (greatest_score (q := V)) (S x x)) (members_listed S) &&
  every (fun x => every (fun y => every (fun z => belowb (V := V) (tensor (q := V) (S x y) (S y z)) (S x z))
    (members_listed S)) (members_listed S)) (members_listed S).
Lemma check_graded_spec S {F : FiniteGraded S} : check_graded S = true -> IsGradedCategory S.
Proof.
  unfold check_graded. rewrite andb_true_iff, !every_spec. intros [U H]. split.
  - intros x. specialize (U x (complete x)). rewrite andb_true_iff, !leqb_spec in U. exact U.
  - intros x y z. specialize (H x (complete x)). rewrite every_spec in H. specialize (H y (complete y)).
    rewrite every_spec in H. apply belowb_spec, H, complete.
Qed.
Definition graded_category (S : Scores V) {F : FiniteGraded S} (H : check_graded S = true) : GradedCategory V :=
  {| scores := S; is_graded_category := check_graded_spec S H |}.
#[export] Instance finite_graded_category (S : Scores V) {F : FiniteGraded S} (H : check_graded S = true) :
  FiniteGraded (graded_category S H) := F.

Context {C : GradedCategory V} {FC : FiniteGraded C}.

Definition check_graded_task (T : C -> extended) : bool :=
  every (fun x => @is_scoreb V (T x)) (members_listed C) &&
  every (fun x => every (fun y => belowb (V := V) (tensor (q := V) (C x y) (T y)) (T x)) (members_listed C)) (members_listed C).
Definition graded_task (T : C -> extended) (H : check_graded_task T = true) : GradedTask C.
Proof.
  refine {| task_value := T |}.
  - abstract (intros x; apply andb_true_iff in H; destruct H as [H _]; rewrite every_spec in H;
              apply is_scoreb_spec, H, complete).
  - abstract (intros x y; apply andb_true_iff in H; destruct H as [_ H]; rewrite every_spec in H;
              specialize (H x (complete x)); rewrite every_spec in H; apply belowb_spec, H, complete).
Defined.

Definition check_graded_functor {D : GradedCategory V} (F : C -> D) : bool :=
  every (fun x => every (fun y => belowb (V := V) (C x y) (D (F x) (F y))) (members_listed C)) (members_listed C).
Definition graded_functor {D : GradedCategory V} (F : C -> D) (H : check_graded_functor F = true) : GradedFunctor C D.
Proof.
  refine {| graded_value := F |}.
  abstract (intros x y; unfold check_graded_functor in H; rewrite every_spec in H;
            specialize (H x (complete x)); rewrite every_spec in H; apply belowb_spec, H, complete).
Defined.
End Checked.

Definition check_values (n m : N) (l : list N) : bool := (n =? N.of_nat (length l))%N && every (fun k => (k <? m)%N) l.
Lemma check_values_spec n m l : check_values n m l = true -> forall x : points_of n,
  (nth (N.to_nat (number (p := fun k => (k <? n)%N) x)) l 0 <? m)%N = true.
Proof.
  unfold check_values. rewrite andb_true_iff, N.eqb_eq, every_spec. intros [E H] [k Hk].
  apply H, nth_In. simpl. apply N.ltb_lt in Hk. lia.
Qed.
(** The proof that comes with a value is one that is computed, as those of listed points are. *)
Definition values_of (n m : N) (l : list N) (H : check_values n m l = true) (x : points_of n) : points_of m :=
  let k := nth (N.to_nat (number (p := fun k => (k <? n)%N) x)) l 0%N in
  graded_object m k match bool_dec (k <? m)%N true with left e => e | right e => False_ind _ (e (check_values_spec n m l H x)) end.

(** ** Constructions *)

Section Constructions.
Context {V : Quantale} (S : Scores V) {F : FiniteGraded S}.
Notation below := (below (V := V)).
Notation tensor := (tensor (q := V)).
Let all := members_listed S.

(** A function with its values in a table, which are computed once. *)
Fixpoint place_in (l : list S) (x : S) : nat :=
  match l with [] => 0 | y :: l' => if same_point y x then 0 else Datatypes.S (place_in l' x) end.
Definition tabulated (f : S -> S -> extended) : S -> S -> extended :=
  let t := map (fun x => map (f x) all) all in fun x y => nth (place_in all y) (nth (place_in all x) t []) infinity.

Lemma place_in_map {B} (g : S -> B) (d : B) l x : In x l -> nth (place_in l x) (map g l) d = g x.
Proof.
  induction l as [| y l IH]; intros H; [destruct H |]. simpl. destruct (same_point y x) eqn:E.
  - now apply same_point_spec in E as ->.
  - destruct H as [-> | H]; [| now apply IH]. assert (K : same_point x x = true) by now apply same_point_spec. congruence.
Qed.
Lemma tabulated_spec f x y : tabulated f x y = f x y.
Proof. unfold tabulated. rewrite (place_in_map (fun x => map (f x) all)); [| apply complete]. apply place_in_map, complete. Qed.

Definition with_units (x y : S) : extended := if same_point x y then greatest_score (q := V) else S x y.
Definition one_way (f : S -> S -> extended) : S -> S -> extended :=
  tabulated (fun x y => join (V := V) (map (fun z => tensor (f x z) (f z y)) all)).
Fixpoint ways (k : nat) : S -> S -> extended := match k with 0 => tabulated with_units | Datatypes.S k' => one_way (ways k') end.

Lemma ways_values k x y : @is_score V (ways k x y).
Proof.
  revert x y. induction k as [| k IH]; intros x y; simpl; [| unfold one_way]; rewrite tabulated_spec.
  - unfold with_units. destruct (same_point x y); [apply score_unit | apply score_is_one].
  - apply score_join. intros a Ha. apply in_map_iff in Ha. destruct Ha as (z & <- & _). now apply score_tensor.
Qed.

(** The best ways from object to object: the least graded category above a table, if it is one. *)
Definition closure_scores : Scores V :=
  {| point := S; score := ways (Nat.log2_up (length all)); score_is_one := ways_values _ |}.
#[export] Instance finite_closure : FiniteGraded closure_scores :=
  {| finite_points := @finite_points V S F : Finite (point closure_scores); same_point := @same_point V S F; same_point_spec := @same_point_spec V S F |}.

Lemma ways_least (D : S -> S -> extended) k : (forall x y, @is_score V (D x y)) ->
  (forall x, below (greatest_score (q := V)) (D x x)) -> (forall x y z, below (tensor (D x y) (D y z)) (D x z)) ->
  (forall x y, below (S x y) (D x y)) -> forall x y, below (ways k x y) (D x y).
Proof.
  intros HD U H A. induction k as [| k IH]; intros x y; simpl; [| unfold one_way]; rewrite tabulated_spec.
  - unfold with_units. destruct (same_point x y) eqn:E; [apply same_point_spec in E as -> |]; auto.
  - apply join_least; [apply HD |]. intros a Ha. apply in_map_iff in Ha. destruct Ha as (z & <- & _).
    eapply below_trans; [| apply (H x z y)].
    eapply below_trans; [apply tensor_mono; [| | | apply IH]; auto using ways_values |].
    apply tensor_mono_right; auto using ways_values.
Qed.

Lemma ways_above k : (forall x, below (greatest_score (q := V)) (ways k x x)) /\ (forall x y, below (S x y) (ways k x y)).
Proof.
  induction k as [| k [U A]]; split; simpl; unfold one_way.
  - intros x. rewrite tabulated_spec. unfold with_units. rewrite (proj2 (same_point_spec x x) eq_refl). apply below_refl.
  - intros x y. rewrite tabulated_spec. unfold with_units.
    destruct (same_point x y); [apply unit_above, score_is_one | apply below_refl].
  - intros x. rewrite tabulated_spec. eapply below_trans; [| apply join_upper, in_map_iff; exists x; split; [reflexivity | apply complete]].
    eapply below_trans; [apply (tensor_unit_left (V := V)); apply score_unit |].
    eapply below_trans; [apply tensor_mono; [| | | apply U]; auto using ways_values, score_unit |].
    apply tensor_mono_right; auto using ways_values, score_unit.
  - intros x y. rewrite tabulated_spec. eapply below_trans; [| apply join_upper, in_map_iff; exists x; split; [reflexivity | apply complete]].
    eapply below_trans; [apply (tensor_unit_left (V := V)); apply score_is_one |].
    eapply below_trans; [apply tensor_mono; [| | | apply U]; auto using ways_values, score_unit, score_is_one |].
    apply tensor_mono_right; auto using ways_values, score_is_one.
Qed.

Theorem closure_least (H : check_graded closure_scores = true) :
  let C := graded_category closure_scores H in
  (forall x y : S, below (S x y) (C x y)) /\
  forall D : S -> S -> extended, (forall x y, @is_score V (D x y)) ->
    (forall x, below (greatest_score (q := V)) (D x x)) -> (forall x y z, below (tensor (D x y) (D y z)) (D x z)) ->
    (forall x y, below (S x y) (D x y)) -> forall x y : S, below (C x y) (D x y).
Proof. split; [apply ways_above | intros; now apply ways_least]. Qed.

(** What the columns of a table say of each other. *)
Definition under_score (x y : S) : extended := meet (V := V) (map (fun z => residual (q := V) (S z x) (S z y)) all).
Lemma under_is_score x y : @is_score V (under_score x y).
Proof.
  apply score_meet. intros a Ha. apply in_map_iff in Ha. destruct Ha as (z & <- & _).
  apply score_residual; apply score_is_one.
Qed.
Definition under_scores : Scores V := {| point := S; score := under_score; score_is_one := under_is_score |}.
#[export] Instance finite_under : FiniteGraded under_scores :=
  {| finite_points := @finite_points V S F : Finite (point under_scores); same_point := @same_point V S F; same_point_spec := @same_point_spec V S F |}.

(** The Yoneda lemma as a test: a table is a graded category just where it says of its columns what they say. *)
Theorem under_test : IsGradedCategory S <-> forall x y : S, (S x y == under_score x y)%score.
Proof.
  split.
  - intros [U H] x y. apply (same_below (V := V)). split.
    + apply meet_greatest; [apply score_is_one |]. intros a Ha. apply in_map_iff in Ha. destruct Ha as (z & <- & _).
      apply adjoint; try apply score_is_one.
      eapply below_trans; [apply tensor_swap; apply score_is_one | apply H].
    + eapply below_trans; [apply meet_lower, in_map_iff; exists x; split; [reflexivity | apply complete] |].
      eapply below_trans; [apply (tensor_unit_left (V := V)); apply score_residual; apply score_is_one |].
      eapply below_trans; [apply tensor_swap; [apply score_unit | apply score_residual; apply score_is_one] |].
      eapply below_trans; [apply tensor_mono_right; [| | | eapply (same_is_above (V := V)), (U x)]; auto using score_unit, score_residual, score_is_one |].
      apply adjoint; auto using score_is_one, score_residual. apply below_refl.
  - intros E. assert (M : forall z x y, below (tensor (S z x) (S x y)) (S z y)).
    { intros z x y. eapply below_trans; [apply tensor_swap; apply score_is_one |]. apply adjoint; try apply score_is_one.
      eapply below_trans; [apply same_is_below, E |]. apply meet_lower, in_map_iff. exists z. split; [reflexivity | apply complete]. }
    split; [| auto]. intros x. apply (same_below (V := V)). split; [apply unit_above, score_is_one |].
    eapply below_trans; [| apply same_is_above, E]. apply meet_greatest; [apply score_unit |].
    intros a Ha. apply in_map_iff in Ha. destruct Ha as (z & <- & _). apply adjoint; auto using score_is_one, score_unit.
    apply (tensor_unit_left (V := V)), score_is_one.
Qed.
End Constructions.
