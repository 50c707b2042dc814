(** Quantales whose truth values are numbers, in their order or, as distances are, turned round: commutative, integral,
    and chains (Lawvere 1973; Kelly, Basic Concepts of Enriched Category Theory, 1.1). *)

From Coq Require Import Bool List Lqa.
From Catproof Require Export Numbers.
Import ListNotations.
#[local] Open Scope score_scope.

Definition below_in (turned : bool) (a b : extended) : Prop := if turned then b <= a else a <= b.

Record Quantale : Type := mkQuantale {
  turned : bool;  (** smaller numbers are truer *)
  is_score : extended -> Prop;
  greatest_score : extended;
  least_score : extended;
  tensor : extended -> extended -> extended;
  residual : extended -> extended -> extended;
  lower : extended -> extended -> extended;  (** [lower a e]: the least true value within [e] of [a] *)
  upper : extended -> extended -> extended;
  is_scoreb : extended -> bool;
  is_scoreb_spec : forall a, is_scoreb a = true <-> is_score a;
  score_unit : is_score greatest_score;
  score_bottom : is_score least_score;
  score_tensor : forall a b, is_score a -> is_score b -> is_score (tensor a b);
  score_residual : forall a b, is_score a -> is_score b -> is_score (residual a b);
  score_lower : forall a e, rational 0 <= e -> is_score a -> is_score (lower a e);
  score_upper : forall a e, rational 0 <= e -> is_score a -> is_score (upper a e);
  unit_above : forall a, is_score a -> below_in turned a greatest_score;
  bottom_below : forall a, is_score a -> below_in turned least_score a;
  tensor_comm : forall a b, is_score a -> is_score b -> tensor a b == tensor b a;
  tensor_assoc : forall a b c, is_score a -> is_score b -> is_score c -> tensor a (tensor b c) == tensor (tensor a b) c;
  tensor_unit : forall a, is_score a -> tensor greatest_score a == a;
  adjoint : forall a b c, is_score a -> is_score b -> is_score c ->
    (below_in turned (tensor c a) b <-> below_in turned c (residual a b));
  within_spec : forall e a b, rational 0 <= e -> is_score a -> is_score b ->
    (Within e a b <-> below_in turned (lower a e) b /\ below_in turned b (upper a e)) }.

Arguments is_score {q} a. Arguments tensor {q} a b. Arguments residual {q} a b. Arguments lower {q} a e.
Arguments upper {q} a e. Arguments is_scoreb {q} a. Arguments greatest_score {q}. Arguments least_score {q}.
#[export] Hint Resolve score_unit score_bottom score_tensor score_residual score_lower score_upper : scores.

(** ** The five *)

Definition from_0_to_1 (a : extended) : Prop := rational 0 <= a /\ a <= rational 1.
Definition from_0_to_1b (a : extended) : bool := leqb (rational 0) a && leqb a (rational 1).
Lemma from_0_to_1b_spec a : from_0_to_1b a = true <-> from_0_to_1 a.
Proof. unfold from_0_to_1b, from_0_to_1. now rewrite andb_true_iff, !leqb_spec. Qed.
Definition one_of_both (a : extended) : Prop := a == rational 0 \/ a == rational 1.
Definition one_of_bothb (a : extended) : bool :=
  (leqb (rational 0) a && leqb a (rational 0)) || (leqb (rational 1) a && leqb a (rational 1)).
Lemma one_of_bothb_spec a : one_of_bothb a = true <-> one_of_both a.
Proof. unfold one_of_bothb, one_of_both, same_score. rewrite orb_true_iff, !andb_true_iff, !leqb_spec. tauto. Qed.

Definition lower_number (a e : extended) : extended := greatest (rational 0) (subtract a e).
Definition upper_number (a e : extended) : extended := least (rational 1) (add a e).

Ltac law := intros; unfold Within, same_score, one_of_both, from_0_to_1, lower_number, upper_number, below_in, same_score, less in *; by_cases.

Lemma same_refl x : x == x.
Proof. split; apply leq_refl. Qed.
Lemma same_sym x y : x == y -> y == x.
Proof. intros []; now split. Qed.
Lemma same_trans x y z : x == y -> y == z -> x == z.
Proof. intros [] []; split; eapply leq_trans; eauto. Qed.
Lemma same_rational p q : (p == q)%Q -> rational p == rational q.
Proof. intros E. split; simpl; rewrite E; apply Qle_refl. Qed.

Definition metric : Quantale.
Proof.
  refine {| turned := true; is_score := fun a => rational 0 <= a; greatest_score := rational 0; least_score := infinity;
    tensor := add; residual := fun a b => if leqb b a then rational 0 else subtract b a;
    lower := add; upper := lower_number; is_scoreb := leqb (rational 0); is_scoreb_spec := leqb_spec (rational 0) |}; try (abstract law).
Defined.

#[local] Open Scope Q_scope.
(** Both bracketings are the sum, less two, and at least zero. *)
Lemma lukasiewicz_sum p q r : p <= 1 -> q <= 1 -> r <= 1 ->
  same_score (greatest (rational 0) (subtract (add (rational p) (greatest (rational 0) (subtract (add (rational q) (rational r)) (rational 1)))) (rational 1)))
    (greatest (rational 0) (rational (p + q + r - 2))).
Proof. intros. unfold same_score. by_cases. Qed.
#[local] Close Scope Q_scope.

Lemma add_comm x y : add x y = add y x.
Proof. destruct x, y; simpl; try reflexivity. f_equal. apply Qred_complete, Qplus_comm. Qed.

Definition lukasiewicz_tensor (a b : extended) : extended := greatest (rational 0) (a + b - rational 1).
Lemma lukasiewicz_assoc a b c : from_0_to_1 a -> from_0_to_1 b -> from_0_to_1 c ->
  lukasiewicz_tensor a (lukasiewicz_tensor b c) == lukasiewicz_tensor (lukasiewicz_tensor a b) c.
Proof.
  destruct a as [p |], b as [q |], c as [r |]; unfold from_0_to_1; simpl; try tauto. intros [_ Hp] [_ Hq] [_ Hr].
  eapply same_trans; [now apply lukasiewicz_sum |]. apply same_sym. unfold lukasiewicz_tensor.
  rewrite (add_comm _ (rational r)). eapply same_trans; [now apply lukasiewicz_sum |].
  apply same_sym. unfold same_score. by_cases.
Qed.

Definition lukasiewicz : Quantale.
Proof.
  refine {| turned := false; is_score := from_0_to_1; greatest_score := rational 1; least_score := rational 0;
    tensor := lukasiewicz_tensor; residual := fun a b => least (rational 1) (add (subtract (rational 1) a) b);
    lower := lower_number; upper := upper_number; is_scoreb := from_0_to_1b; is_scoreb_spec := from_0_to_1b_spec; tensor_assoc := lukasiewicz_assoc |};
    unfold lukasiewicz_tensor; try (abstract law).
Defined.

Definition fuzzy : Quantale.
Proof.
  refine {| turned := false; is_score := from_0_to_1; greatest_score := rational 1; least_score := rational 0;
    tensor := least; residual := fun a b => if leqb a b then rational 1 else b;
    lower := lower_number; upper := upper_number; is_scoreb := from_0_to_1b; is_scoreb_spec := from_0_to_1b_spec |}; try (abstract law).
Defined.

Definition truth_values : Quantale.
Proof.
  refine {| turned := false; is_score := one_of_both; greatest_score := rational 1; least_score := rational 0;
    tensor := least; residual := fun a b => if leqb a b then rational 1 else rational 0;
    lower := fun a e => if leqb (rational 1) e then rational 0 else a;
    upper := fun a e => if leqb (rational 1) e then rational 1 else a;
    is_scoreb := one_of_bothb; is_scoreb_spec := one_of_bothb_spec |}; try (abstract law).
Defined.

#[local] Open Scope Q_scope.
Definition quotient (b a : extended) : extended :=
  match b, a with rational q, rational p => rational (Qred (q / p)) | _, _ => rational 0 end.

Lemma product_spec p q : 0 <= p -> p <= 1 -> 0 <= q -> q <= 1 -> 0 <= p * q /\ p * q <= p.
Proof. intros. split; [now apply Qmult_le_0_compat |]. setoid_replace p with (p * 1) at 2; [| ring]. now rewrite (Qmult_comm p q), (Qmult_comm p 1); apply Qmult_le_compat_r. Qed.
Lemma quotient_spec p q : 0 <= q -> q < p -> 0 <= q / p /\ q / p <= 1.
Proof. intros. split; [apply Qle_shift_div_l | apply Qle_shift_div_r]; lra. Qed.
Lemma quotient_adjoint p q c : q < p -> 0 <= q -> c * p <= q <-> c <= q / p.
Proof.
  intros H Hp. split; intros K; [apply Qle_shift_div_l; lra |].
  setoid_replace q with ((q / p) * p); [| field; lra]. apply Qmult_le_compat_r; lra.
Qed.

Lemma prob_assoc a b c : from_0_to_1 a -> from_0_to_1 b -> from_0_to_1 c ->
  same_score (multiply a (multiply b c)) (multiply (multiply a b) c).
Proof.
  destruct a as [p |], b as [q |], c as [r |]; unfold from_0_to_1; simpl; try tauto. intros _ _ _.
  apply same_rational. rewrite !Qred_correct. ring.
Qed.

Lemma prob_unit a : from_0_to_1 a -> same_score (multiply (rational 1) a) a.
Proof. destruct a as [p |]; unfold from_0_to_1; simpl; [intros _ | tauto]. apply same_rational. rewrite Qred_correct. ring. Qed.

Lemma prob_tensor a b : from_0_to_1 a -> from_0_to_1 b -> from_0_to_1 (multiply a b).
Proof.
  destruct a as [p |], b as [q |]; unfold from_0_to_1; simpl; try tauto. intros [] []. rewrite !Qred_correct.
  destruct (product_spec p q); auto. split; lra.
Qed.

Definition prob_residual (a b : extended) : extended := if leqb a b then rational 1 else quotient b a.
Lemma prob_residual_spec a b : from_0_to_1 a -> from_0_to_1 b -> from_0_to_1 (prob_residual a b).
Proof.
  destruct a as [p |], b as [q |]; unfold from_0_to_1, prob_residual; simpl; try tauto. intros [] [].
  destruct (Qle_bool p q) eqn:E; simpl; [split; lra |]. apply not_true_iff_false in E. rewrite Qle_bool_iff in E.
  rewrite Qred_correct. apply quotient_spec; lra.
Qed.

Lemma prob_adjoint a b c : from_0_to_1 a -> from_0_to_1 b -> from_0_to_1 c ->
  below_in false (multiply c a) b <-> below_in false c (prob_residual a b).
Proof.
  destruct a as [p |], b as [q |], c as [r |]; unfold from_0_to_1, prob_residual; simpl; try tauto. intros [] [] [].
  destruct (Qle_bool p q) eqn:E; simpl; rewrite !Qred_correct.
  - apply Qle_bool_iff in E. destruct (product_spec r p); auto. split; intros _; [assumption |].
    rewrite Qmult_comm. destruct (product_spec p r); auto. lra.
  - apply not_true_iff_false in E. rewrite Qle_bool_iff in E. apply quotient_adjoint; lra.
Qed.

Lemma prob_comm a b : from_0_to_1 a -> from_0_to_1 b -> same_score (multiply a b) (multiply b a).
Proof.
  destruct a as [p |], b as [q |]; unfold from_0_to_1; simpl; try tauto. intros _ _. apply same_rational. rewrite !Qred_correct. ring.
Qed.

Definition prob : Quantale.
Proof.
  refine {| turned := false; is_score := from_0_to_1; greatest_score := rational 1; least_score := rational 0;
    tensor := multiply; residual := prob_residual; lower := lower_number; upper := upper_number;
    is_scoreb := from_0_to_1b; is_scoreb_spec := from_0_to_1b_spec; score_tensor := prob_tensor;
    score_residual := prob_residual_spec; tensor_comm := prob_comm; tensor_assoc := prob_assoc; tensor_unit := prob_unit;
    adjoint := prob_adjoint |}; abstract law.
Defined.
