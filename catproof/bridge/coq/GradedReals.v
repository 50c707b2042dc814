(** All metrics with so many points, and all tasks on a graded category: whatever their values, by linear arithmetic. *)

From Coq Require Import Bool List NArith Lia Lqa.
From Catproof Require Export GradedRank.
Import ListNotations.

Record Metrics (least most : N) : Type := mkMetrics {
  metric_points : N;
  metric_points_bounded : (least <=? metric_points)%N && (metric_points <=? most)%N = true;
  metric_score : points_of metric_points -> points_of metric_points -> extended;
  metric_values : forall x y, @is_score metric (metric_score x y);
  metric_lawful : IsGradedCategory {| point := points_of metric_points; score := metric_score; score_is_one := metric_values |} }.
Arguments metric_points {least most} m.
Arguments metric_score {least most} m x y.
Arguments metric_values {least most} m x y.
Arguments metric_lawful {least most} m.

Definition metric_of {least most} (M : Metrics least most) : GradedCategory metric :=
  {| scores := {| point := points_of (metric_points M); score := metric_score M; score_is_one := metric_values M |};
     is_graded_category := metric_lawful M |}.
Coercion metric_of : Metrics >-> GradedCategory.

Definition finite_points_metric n f v : FiniteGraded {| point := points_of n; score := f; score_is_one := v |} :=
  {| finite_points := finite_points_of n : Finite (@point metric {| point := points_of n; score := f; score_is_one := v |});
     same_point := fun x y : points_of n => (number (p := fun k => (k <? n)%N) x =? number (p := fun k => (k <? n)%N) y)%N;
     same_point_spec := same_number |}.
#[export] Instance finite_metric {least most} (M : Metrics least most) : FiniteGraded (metric_of M) :=
  finite_points_metric (metric_points M) (metric_score M) (metric_values M).

(** A metric that is given by its table. *)
Definition check_metric (n : N) (t : list (list extended)) (H : check_scores metric n t = true) : bool :=
  @check_graded metric (scores_table metric n t H) (finite_scores_table metric n t H).
Definition metric_table (least most n : N) (t : list (list extended)) (bounded : (least <=? n)%N && (n <=? most)%N = true)
    (H : check_scores metric n t = true)
    (G : check_metric n t H = true) : Metrics least most :=
  {| metric_points := n; metric_points_bounded := bounded; metric_score := entry2 t;
     metric_values := check_scores_spec metric n t H;
     metric_lawful := @check_graded_spec metric (scores_table metric n t H) (finite_scores_table metric n t H) G |}.

Lemma numbers_between least most n : (least <=? n)%N && (n <=? most)%N = true ->
  In n (map N.of_nat (seq (N.to_nat least) (S (N.to_nat most) - N.to_nat least))).
Proof.
  rewrite andb_true_iff, !N.leb_le. intros H. apply in_map_iff. exists (N.to_nat n). split; [lia |]. apply in_seq. lia.
Qed.

(** By a witness against what is said of all. *)
Lemma refuted_by {P : Prop} {y n} {D : Decides P y n} : P -> n = true -> False.
Proof. intros H E. exact (@is_false _ _ _ D E H). Qed.

(** ** By linear arithmetic: what decides a sentence for all values is a boolean term in them. Which are infinite is gone
    through first; then each comparison in it is true or false, as long as no combination of what is assumed is absurd. *)

Fixpoint of_all {A} (P : A -> Prop) (l : list A) : Prop := match l with [] => True | x :: l' => P x /\ of_all P l' end.
Lemma for_all {A} (P : A -> Prop) (l : list A) : (forall x, P x) -> of_all P l.
Proof. intros H. induction l; simpl; auto. Qed.
Lemma for_all_2 {A} (P : A -> A -> Prop) (l : list A) : (forall x y, P x y) -> of_all (fun x => of_all (P x) l) l.
Proof. intros H. apply for_all. intros x. now apply for_all. Qed.
Lemma for_all_3 {A} (P : A -> A -> A -> Prop) (l : list A) :
  (forall x y z, P x y z) -> of_all (fun x => of_all (fun y => of_all (P x y) l) l) l.
Proof. intros H. apply for_all. intros x. now apply for_all_2. Qed.

Lemma Qle_bool_false p q : Qle_bool p q = false -> (q < p)%Q.
Proof. intros E. apply Qnot_le_lt. intros H. apply Qle_bool_iff in H. congruence. Qed.

(** What is known of values that are not. *)
Definition known_of (P : Prop) : Prop := P.

Ltac opened := cbv -[Qle_bool Qred Qplus Qminus Qmult Qle known_of].
Ltac opened_in H := cbv -[Qle_bool Qred Qplus Qminus Qmult Qle known_of] in H.

Ltac metrics_known :=
  repeat match goal with
  | M : Metrics _ _ |- _ =>
    let n := fresh "n" in let B := fresh "B" in let f := fresh "f" in let v := fresh "v" in let L := fresh "L" in
    let I := fresh "I" in
    destruct M as [n B f v L]; pose proof (numbers_between _ _ _ B) as I; simpl in I;
    repeat (destruct I as [<- | I]); try (now destruct I);
    let K := fresh "K" in
    assert (K : known_of (_ /\ _ /\ _)) by
      exact (conj (for_all_2 _ (members_listed _) v) (conj (for_all _ (members_listed _) (proj1 L)) (for_all_3 _ (members_listed _) (proj2 L))));
    opened_in K
  end.

Ltac tasks_known :=
  repeat match goal with
  | T : @GradedTask metric ?C |- _ =>
    let t := fresh "t" in let v := fresh "v" in let L := fresh "L" in let K := fresh "K" in
    destruct T as [t v L];
    assert (K : known_of (_ /\ _)) by
      exact (conj (for_all _ (members_listed (point (scores C))) v) (for_all_2 _ (members_listed (point (scores C))) L));
    opened_in K
  end.

(** A value that is not known: infinite or not. *)
Ltac told E :=
  repeat match goal with
  | K : known_of ?P |- _ => match type of E with ?a = _ => match P with context [a] => rewrite E in K end end
  end.
Ltac absurd_so_far := match goal with K : known_of _ |- _ => solve [exfalso; clear - K; unfold known_of in K; tauto] end.
Ltac infinite_or_not a := let E := fresh "E" in destruct a eqn:E; told E;
  repeat match goal with K : known_of ?P |- _ => progress opened_in K end; try absurd_so_far.
Ltac values_split :=
  repeat match goal with
  | K : known_of ?P |- _ => match P with context [?f ?x ?y] => is_var f; match type of (f x y) with extended => infinite_or_not (f x y) end end
  | K : known_of ?P |- _ => match P with context [?f ?x] => is_var f; match type of (f x) with extended => infinite_or_not (f x) end end
  end.
Ltac assumptions_split :=
  repeat match goal with
  | K : known_of _ |- _ => unfold known_of in K
  | K : _ /\ _ |- _ => destruct K
  | K : True |- _ => clear K
  end;
  repeat match goal with K : Qle _ _ |- _ => progress rewrite ?Qred_correct in K end.

Ltac compared :=
  opened;
  repeat match goal with E : ?a = ?b |- context [?a] => match type of a with extended => progress (rewrite E; opened) end end;
  match goal with
  | |- true = true => reflexivity
  | |- context [Qle_bool ?a ?b] =>
    let E := fresh "C" in destruct (Qle_bool a b) eqn:E;
    [apply Qle_bool_iff in E | apply Qle_bool_false in E]; rewrite ?Qred_correct in E; try (exfalso; lra); compared
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

Ltac by_arithmetic_on_tables := refine (is_true _); metrics_known; tasks_known; values_split; assumptions_split; compared.
Ltac by_arithmetic := refine (is_true _); metrics_known; tasks_known; shortened; values_split; assumptions_split; compared.
