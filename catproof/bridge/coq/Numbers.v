(** Scores: exact rationals and infinity, their order, sums and differences (Lawvere, Metric spaces, 1973). *)

From Coq Require Export QArith.
From Coq Require Import Bool Lqa.
From Catproof Require Export Decide.
#[local] Open Scope Q_scope.
Arguments Qle : simpl never. Arguments Qred : simpl never. Arguments Qplus : simpl never. Arguments Qminus : simpl never.
Arguments Qmult : simpl never. Arguments Qle_bool : simpl never. Arguments inject_Z : simpl never.

Inductive extended : Set := rational (q : Q) | infinity.

Definition leq (x y : extended) : Prop :=
  match x, y with
  | _, infinity => True
  | infinity, rational _ => False
  | rational p, rational q => p <= q
  end.
Definition same_score (x y : extended) : Prop := leq x y /\ leq y x.
Definition less (x y : extended) : Prop := ~ leq y x.

Declare Scope score_scope.
Delimit Scope score_scope with score.
Bind Scope score_scope with extended.
Notation "x <= y" := (leq x y) (at level 70, no associativity) : score_scope.
Notation "x == y" := (same_score x y) (at level 70, no associativity) : score_scope.
Notation "x < y" := (less x y) (at level 70, no associativity) : score_scope.
Notation "x >= y" := (leq y x) (only parsing) : score_scope.
Notation "x > y" := (less y x) (only parsing) : score_scope.

Definition add (x y : extended) : extended :=
  match x, y with rational p, rational q => rational (Qred (p + q)) | _, _ => infinity end.
(** Zero where infinity is subtracted. *)
Definition subtract (x y : extended) : extended :=
  match x, y with
  | rational p, rational q => rational (Qred (p - q))
  | infinity, rational _ => infinity
  | _, infinity => rational 0
  end.
Definition multiply (x y : extended) : extended :=
  match x, y with rational p, rational q => rational (Qred (p * q)) | _, _ => infinity end.
Notation "x + y" := (add x y) : score_scope.
Notation "x - y" := (subtract x y) : score_scope.
Notation "x * y" := (multiply x y) : score_scope.
Definition whole_number (n : Z) : extended := rational (inject_Z n).

(** No further from each other than [e]; infinity is so from itself, and for an infinite [e] everything is. *)
Definition Within (e x y : extended) : Prop := leq x (add y e) /\ leq y (add x e).

Definition leqb (x y : extended) : bool :=
  match x, y with
  | _, infinity => true
  | infinity, rational _ => false
  | rational p, rational q => Qle_bool p q
  end.
Definition least (x y : extended) : extended := if leqb x y then x else y.
Definition greatest (x y : extended) : extended := if leqb x y then y else x.

Lemma leqb_spec x y : leqb x y = true <-> leq x y.
Proof. destruct x, y; simpl; try easy. apply Qle_bool_iff. Qed.

Lemma leqb_false x y : leqb x y = false <-> less y x.
Proof. unfold less. rewrite <- leqb_spec. now destruct (leqb x y). Qed.

Lemma leq_refl x : leq x x.
Proof. destruct x; simpl; [lra | exact I]. Qed.
Lemma leq_trans x y z : leq x y -> leq y z -> leq x z.
Proof. destruct x, y, z; simpl; try easy. intros; lra. Qed.
Lemma leq_total x y : leq x y \/ leq y x.
Proof. destruct x as [p |], y as [q |]; simpl; auto. destruct (Qlt_le_dec p q); [left | right]; lra. Qed.

(** No comparison is unfolded to find out what decides it: that could compute a whole closure, slowly. *)
#[export] Hint Opaque leq same_score less Within : typeclass_instances.

#[export] Instance decides_leq x y : Decides (leq x y) (leqb x y) (negb (leqb x y)).
Proof. apply decides_of, leqb_spec. Qed.
#[export] Instance decides_less x y : Decides (less x y) (negb (leqb y x)) (leqb y x).
Proof. split; intros H; [apply leqb_false; now destruct (leqb y x) | intros K; apply K; now apply leqb_spec]. Qed.
#[export] Hint Extern 1 (Decides (same_score _ _) _ _) => unfold same_score : typeclass_instances.
#[export] Hint Extern 1 (Decides (Within _ _ _) _ _) => unfold Within : typeclass_instances.

Lemma within_zero x y : Within (rational 0) x y <-> same_score x y.
Proof.
  unfold Within, same_score. destruct x as [p |], y as [q |]; simpl; try tauto.
  rewrite !Qred_correct. split; intros; lra.
Qed.

#[local] Close Scope Q_scope.

(** Facts about numbers by cases: which are infinite, which is less, and linear arithmetic. *)
Ltac cases_of_numbers :=
  repeat match goal with x : extended |- _ => destruct x end;
  unfold least, greatest in *; simpl in *;
  repeat match goal with
  | |- context [Qle_bool ?x ?y] => let E := fresh in destruct (Qle_bool x y) eqn:E; simpl in *
  | H : context [if Qle_bool ?x ?y then _ else _] |- _ => let E := fresh in destruct (Qle_bool x y) eqn:E; simpl in *
  end;
  repeat match goal with
  | E : Qle_bool _ _ = true |- _ => apply Qle_bool_iff in E
  | E : Qle_bool _ _ = false |- _ => apply not_true_iff_false in E; rewrite Qle_bool_iff in E; apply Qnot_le_lt in E
  end;
  repeat match goal with
  | |- context [Qred ?q] => let E := fresh in pose proof (Qred_correct q) as E; generalize dependent (Qred q); intros
  | _ : context [Qred ?q] |- _ => let E := fresh in pose proof (Qred_correct q) as E; generalize dependent (Qred q); intros
  end;
  repeat match goal with
  | H : _ /\ _ |- _ => destruct H
  | H : _ \/ _ |- _ => destruct H
  | H : False |- _ => destruct H
  | H : True |- _ => clear H
  | |- _ /\ _ => split
  | |- _ <-> _ => split; intros
  | |- ~ _ => intro
  | |- True => exact I
  end.
Ltac by_cases := cases_of_numbers; try first [lra | left; lra | right; lra | right; split; lra | left; split; lra].
