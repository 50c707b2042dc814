(** All graded categories with so many points, and all tasks on one: whatever their values, by linear arithmetic. *)

From Coq Require Import Bool List NArith Lia Lqa.
From Catproof Require Export GradedRank.
Import ListNotations.

Record GradedCategories (V : Quantale) (least most : N) : Type := mkGradedCategories {
  graded_points : N;
  graded_points_bounded : (least <=? graded_points)%N && (graded_points <=? most)%N = true;
  graded_score : points_of graded_points -> points_of graded_points -> extended;
  graded_values : forall x y, @is_score V (graded_score x y);
  graded_lawful : IsGradedCategory {| point := points_of graded_points; score := graded_score; score_is_one := graded_values |} }.
Arguments graded_points {V least most} g.
Arguments graded_score {V least most} g x y.
Arguments graded_values {V least most} g x y.
Arguments graded_lawful {V least most} g.

Definition listed_scores {V} n (f : points_of n -> points_of n -> extended) (v : forall x y, @is_score V (f x y)) : Scores V :=
  {| point := points_of n; score := f; score_is_one := v |}.
Definition category_of {V least most} (M : GradedCategories V least most) : GradedCategory V :=
  {| scores := listed_scores (graded_points M) (graded_score M) (graded_values M); is_graded_category := graded_lawful M |}.
Coercion category_of : GradedCategories >-> GradedCategory.

Definition finite_listed {V} n f (v : forall x y, @is_score V (f x y)) : FiniteGraded (listed_scores n f v) :=
  {| finite_points := finite_points_of n : Finite (point (listed_scores n f v));
     same_point := fun x y : points_of n => (number (p := fun k => (k <? n)%N) x =? number (p := fun k => (k <? n)%N) y)%N;
     same_point_spec := same_number |}.
#[export] Instance finite_category_of {V least most} (M : GradedCategories V least most) : FiniteGraded (category_of M) :=
  finite_listed (graded_points M) (graded_score M) (graded_values M).

(** One that is given by its table. *)
Definition check_listed_scores (V : Quantale) (n : N) (t : list (list extended)) (H : check_scores V n t = true) : bool :=
  @check_graded V (scores_table V n t H) (finite_scores_table V n t H).
Definition graded_table (V : Quantale) (least most n : N) (t : list (list extended)) (bounded : (least <=? n)%N && (n <=? most)%N = true)
    (H : check_scores V n t = true) (G : check_listed_scores V n t H = true) : GradedCategories V least most :=
  {| graded_points := n; graded_points_bounded := bounded; graded_score := entry2 t;
     graded_values := check_scores_spec V n t H;
     graded_lawful := @check_graded_spec V (scores_table V n t H) (finite_scores_table V n t H) G |}.

Lemma numbers_between least most n : (least <=? n)%N && (n <=? most)%N = true ->
  In n (map N.of_nat (seq (N.to_nat least) (S (N.to_nat most) - N.to_nat least))).
Proof.
  rewrite andb_true_iff, !N.leb_le. intros H. apply in_map_iff. exists (N.to_nat n). split; [lia |]. apply in_seq. lia.
Qed.

(** By a witness against what is said of all. *)
Lemma refuted_by {P : Prop} {y n} {D : Decides P y n} : P -> n = true -> False.
Proof. intros H E. exact (@is_false _ _ _ D E H). Qed.

(** The laws, but for those that hold whatever the other values are. *)
Definition lawful_values {V} {C : GradedCategory V} {F : FiniteGraded C} (T : C -> extended) : bool :=
  every (fun x => @is_scoreb V (T x)) (members_listed C) &&
  every (fun x => every (fun y => if same_point x y then true
    else belowb (V := V) (tensor (q := V) (C x y) (T y)) (T x)) (members_listed C)) (members_listed C).
Lemma lawful_values_spec {V} {C : GradedCategory V} {F : FiniteGraded C} (T : C -> extended) :
  lawful_values T = true <-> (forall x, @is_score V (T x)) /\ forall x y : C, below (V := V) (tensor (q := V) (C x y) (T y)) (T x).
Proof.
  unfold lawful_values. rewrite andb_true_iff, !every_spec. split.
  - intros [S L]. assert (K : forall x, @is_score V (T x)) by (intros x; apply is_scoreb_spec, S, complete). split; [exact K |].
    intros x y. destruct (same_point x y) eqn:E.
    + apply same_point_spec in E as ->. apply below_trans with (b := tensor (q := V) (greatest_score (q := V)) (T y)).
      * apply tensor_mono; auto using score_unit, score_is_one. apply unit_above, score_is_one.
      * apply (tensor_unit_left (V := V)), K.
    + specialize (L x (complete x)). rewrite every_spec in L. specialize (L y (complete y)). rewrite E in L. now apply belowb_spec.
  - intros [S L]. split; intros x _; [apply is_scoreb_spec, S |]. apply every_spec. intros y _.
    destruct (same_point x y); [reflexivity | apply belowb_spec, L].
Qed.

(** ** Witnesses that depend on what varies: of several tables one is a task of which it holds, in each case. *)

Section Witnesses.
Context {V : Quantale} {C : GradedCategory V} {FC : FiniteGraded C}.

(** A table that is a task; in place of others the task that is the bottom everywhere. *)
Definition or_bottom (w : C -> extended) (x : C) : extended := if lawful_values w then w x else least_score (q := V).
Definition task_or_bottom (w : C -> extended) : GradedTask C.
Proof.
  refine {| task_value := or_bottom w |}; unfold or_bottom; destruct (lawful_values w) eqn:E.
  - abstract (now apply lawful_values_spec in E).
  - abstract (intros _; apply score_bottom).
  - abstract (now apply lawful_values_spec in E).
  - abstract (intros x y; eapply below_trans; [apply tensor_bottom, score_is_one | apply below_refl]).
Defined.

Context {P : GradedTask C -> Prop} {y n : GradedTask C -> bool} (ws : list (C -> extended)).
Lemma some_task : (forall T, Decides (P T) (y T) (n T)) ->
  Decides (exists T, P T) (some (fun w => y (task_or_bottom w)) ws) false.
Proof.
  intros D. split; [| discriminate]. intros E. apply some_spec in E. destruct E as (w & _ & E).
  exists (task_or_bottom w). now apply D.
Qed.
Lemma not_every_task : (forall T, Decides (P T) (y T) (n T)) ->
  Decides (forall T, P T) false (some (fun w => n (task_or_bottom w)) ws).
Proof.
  intros D. split; [discriminate |]. intros E H. apply some_spec in E. destruct E as (w & _ & E).
  exact (@is_false _ _ _ (D (task_or_bottom w)) E (H _)).
Qed.
End Witnesses.

(** A value by the numbers of its objects, as a witness speaks of it. *)
Definition task_value_at {V} {C : GradedCategory V} {F : FiniteGraded C} (T : GradedTask C) (k : nat) : extended :=
  nth k (map T (members_listed C)) infinity.
Definition score_at {V} (C : GradedCategory V) {F : FiniteGraded C} (j k : nat) : extended :=
  nth k (nth j (map (fun x => map (C x) (members_listed C)) (members_listed C)) []) infinity.

(** ** By linear arithmetic: what decides a sentence for all values is a boolean term in them. Which are infinite is gone
    through first; then each comparison in it is true or false, as long as no combination of what is assumed is absurd. *)

Definition lawful_scores {V} (S : Scores V) {F : FiniteGraded S} : bool :=
  every (fun x => every (fun y => if same_point x y
    then leqb (S x x) (greatest_score (q := V)) && leqb (greatest_score (q := V)) (S x x)
    else @is_scoreb V (S x y)) (members_listed S)) (members_listed S) &&
  every (fun x => every (fun y => every (fun z => if same_point x y || same_point y z || same_point x z then true
    else belowb (V := V) (tensor (q := V) (S x y) (S y z)) (S x z)) (members_listed S)) (members_listed S)) (members_listed S).
Lemma lawful_scores_spec {V} (S : Scores V) {F : FiniteGraded S} : IsGradedCategory S -> lawful_scores S = true.
Proof.
  intros [U H]. unfold lawful_scores. rewrite andb_true_iff, !every_spec. split.
  - intros x _. apply every_spec. intros y _. destruct (same_point x y); [| apply is_scoreb_spec, score_is_one].
    rewrite andb_true_iff, !leqb_spec. apply U.
  - intros x _. apply every_spec. intros y _. apply every_spec. intros z _. destruct (_ || _); [reflexivity |].
    apply belowb_spec, H.
Qed.

Lemma Qle_bool_false p q : Qle_bool p q = false -> (q < p)%Q.
Proof. intros E. apply Qnot_le_lt. intros H. apply Qle_bool_iff in H. congruence. Qed.

Lemma Qle_bool_less p q : (q < p)%Q -> Qle_bool p q = false.
Proof. intros L. destruct (Qle_bool p q) eqn:E; [| reflexivity]. apply Qle_bool_iff in E. lra. Qed.

(** What is known of values that are not. *)
Definition known_of (b : bool) : Prop := b = true.

Ltac opened := cbv -[Qle_bool Qred Qplus Qminus Qmult Qdiv Qle known_of].
Ltac opened_in H := cbv -[Qle_bool Qred Qplus Qminus Qmult Qdiv Qle known_of] in H.

Ltac categories_known :=
  repeat match goal with
  | M : GradedCategories ?V _ _ |- _ =>
    let n := fresh "n" in let B := fresh "B" in let f := fresh "f" in let v := fresh "v" in let L := fresh "L" in
    let I := fresh "I" in
    destruct M as [n B f v L]; pose proof (numbers_between _ _ _ B) as I; simpl in I;
    repeat (destruct I as [<- | I]); try (now destruct I);
    let K := fresh "K" in
    assert (K : known_of _) by exact (@lawful_scores_spec V _ (finite_listed _ f v) L);
    opened_in K
  end.

Ltac tasks_known :=
  repeat match goal with
  | T : @GradedTask _ ?C |- _ =>
    let K := fresh "K" in assert (K : known_of _) by exact (proj2 (lawful_values_spec T) (conj (task_value_is_one _ T) (task_law _ T)));
    let t := fresh "t" in let v := fresh "v" in let L := fresh "L" in
    destruct T as [t v L]; opened_in K
  end.

(** A value that is not known: infinite or not. *)
Ltac absurd_so_far := match goal with K : known_of false |- _ => discriminate K end.
Ltac told E :=
  repeat match goal with
  | K : known_of ?b |- _ => match type of E with ?a = _ => match b with context [a] => rewrite E in K; opened_in K end end
  end.
Ltac infinite_or_not a := let E := fresh "E" in destruct a eqn:E; told E; try absurd_so_far.
Ltac values_split :=
  repeat match goal with
  | K : known_of ?b |- _ => match b with context [?f ?x ?y] => is_var f; match type of (f x y) with extended => infinite_or_not (f x y) end end
  | K : known_of ?b |- _ => match b with context [?f ?x] => is_var f; match type of (f x) with extended => infinite_or_not (f x) end end
  end.

(** A comparison is computed, or it follows from what is assumed, or it is true or false. *)
Ltac assumed E := first [apply Qle_bool_iff in E | apply Qle_bool_false in E]; repeat progress rewrite ?Qred_correct in E.
Ltac split_on a b goes_on :=
  let r := eval vm_compute in (Qle_bool a b) in
  lazymatch r with
  | true => change (Qle_bool a b) with true; goes_on tt
  | false => change (Qle_bool a b) with false; goes_on tt
  | _ =>
    let E := fresh "A" in
    tryif (assert (E : Qle_bool a b = true) by (apply Qle_bool_iff; rewrite ?Qred_correct; lra)) then (rewrite E; clear E; goes_on tt)
    else tryif (assert (E : Qle_bool a b = false) by (apply Qle_bool_less; rewrite ?Qred_correct; lra)) then (rewrite E; clear E; goes_on tt)
    else (destruct (Qle_bool a b) eqn:E; assumed E; goes_on tt)
  end.
Ltac assumptions_split :=
  try absurd_so_far;
  lazymatch goal with
  | K : known_of true |- _ => clear K; assumptions_split
  | K : known_of (if Qle_bool ?a ?b then _ else false) |- _ =>
    let E := fresh "A" in
    revert K; destruct (Qle_bool a b) eqn:E; intros K; [assumed E; opened_in K; assumptions_split | discriminate K]
  | K : known_of ?c |- _ =>
    match c with context [Qle_bool ?a ?b] => revert K; split_on a b ltac:(fun _ => intros K; opened_in K; assumptions_split) end
  | _ => idtac
  end.

Ltac compared :=
  opened;
  repeat match goal with E : ?a = ?b |- context [?a] => match type of a with extended => progress (rewrite E; opened) end end;
  lazymatch goal with
  | |- true = true => reflexivity
  | |- false = true => exfalso; nra
  | |- context [Qle_bool ?a ?b] => split_on a b ltac:(fun _ => compared)
  end.

(** Points, where nothing but values at them is spoken of, by short names. *)
Ltac shortened :=
  opened;
  repeat match goal with f : ?A |- _ => match A with context [extended] => progress opened_in f end end;
  repeat match goal with
  | K : known_of _ |- _ => revert K
  | H : ?P |- _ => match type of P with Prop => clear H end
  end; intros;
  repeat match goal with |- context [@exist ?A ?P ?k ?e] => let p := fresh "p" in set (p := @exist A P k e) in *; clearbody p end;
  repeat match goal with |- context [@sig ?A ?P] => let p := fresh "points" in set (p := @sig A P) in *; clearbody p end.

(** The goal is out of sight as long as what is assumed is looked at: it is large. *)
Ltac arithmetic_cases := let G := fresh "G" in match goal with |- ?b = true => set (G := b) end; values_split; assumptions_split; subst G; compared.
Ltac arithmetic_on_tables := categories_known; tasks_known; arithmetic_cases.
Ltac arithmetic := categories_known; tasks_known; shortened; arithmetic_cases.
Ltac by_arithmetic_on_tables := refine (is_true _); arithmetic_on_tables.
Ltac by_arithmetic := refine (is_true _); arithmetic.
