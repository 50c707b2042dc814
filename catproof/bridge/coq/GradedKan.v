(** Tasks with scores along functors: the restriction of a task, and its Kan extensions on both sides (Kelly, Basic Concepts
    of Enriched Category Theory, 4.1). *)

From Coq Require Import Bool List.
From Catproof Require Export GradedTable.
Import ListNotations.

Section Along.
Context {V : Quantale} {C D : GradedCategory V} (F : GradedFunctor C D).
Notation below := (below (V := V)).
Notation tensor := (tensor (q := V)).
Notation residual := (residual (q := V)).
Hint Resolve is_one task_value_is_one : scores.
Implicit Types (T : GradedTask C) (Q : GradedTask D).

Program Definition graded_restrict (Q : GradedTask D) : GradedTask C := {| task_value := fun x => Q (F x) |}.
Next Obligation. auto with scores. Qed.
Next Obligation.
  eapply below_trans; [apply tensor_mono; [| | | apply graded_functor_law]; auto with scores | apply task_law].
Qed.

Context {FC : FiniteGraded C}.
Let all := members_listed C.

Definition lan_value (T : GradedTask C) (d : D) : extended := join (V := V) (map (fun x => tensor (D d (F x)) (T x)) all).
Definition ran_value (T : GradedTask C) (d : D) : extended := meet (V := V) (map (fun x => residual (D (F x) d) (T x)) all).

Lemma lan_is_score T d : @is_score V (lan_value T d).
Proof. apply score_join. intros a Ha. apply in_map_iff in Ha. destruct Ha as (x & <- & _). auto with scores. Qed.
Lemma ran_is_score T d : @is_score V (ran_value T d).
Proof. apply score_meet. intros a Ha. apply in_map_iff in Ha. destruct Ha as (x & <- & _). auto with scores. Qed.
Hint Resolve lan_is_score ran_is_score : scores.

(** What is above the restriction, is above the extension; and the other way round. *)
Lemma lan_above T x : below (T x) (lan_value T (F x)).
Proof.
  eapply below_trans; [apply tensor_unit_left; auto with scores |].
  eapply below_trans; [apply tensor_mono; [| | | apply (score_self (F x))]; auto with scores |].
  apply join_upper, in_map_iff. exists x. split; [reflexivity | apply complete].
Qed.
Lemma ran_below T x : below (ran_value T (F x)) (T x).
Proof.
  eapply below_trans; [apply meet_lower, in_map_iff; exists x; split; [reflexivity | apply complete] |].
  eapply below_trans; [apply tensor_unit_left; auto with scores |].
  eapply below_trans; [apply tensor_swap; auto with scores |].
  eapply below_trans; [apply tensor_mono_right; [| | | apply (score_self (F x))]; auto with scores |].
  apply adjoint; auto with scores. apply below_refl.
Qed.

Program Definition graded_lan (T : GradedTask C) : GradedTask D := {| task_value := lan_value T |}.
Next Obligation. auto with scores. Qed.
Next Obligation.
  apply tensor_join; auto with scores. intros a Ha. apply in_map_iff in Ha. destruct Ha as (z & <- & Hz). split; [auto with scores |].
  eapply below_trans; [apply same_is_below, tensor_assoc; auto with scores |].
  eapply below_trans; [apply tensor_mono; [| | | apply graded_triangle]; auto with scores |].
  apply join_upper, in_map_iff. now exists z.
Qed.

Program Definition graded_ran (T : GradedTask C) : GradedTask D := {| task_value := ran_value T |}.
Next Obligation. auto with scores. Qed.
Next Obligation.
  apply meet_greatest; auto with scores. intros a Ha. apply in_map_iff in Ha. destruct Ha as (z & <- & Hz).
  apply (adjoint V (D (F z) x) (T z)); auto with scores. eapply below_trans; [apply tensor_swap; auto with scores |].
  eapply below_trans; [apply same_is_below, tensor_assoc; auto with scores |].
  eapply below_trans; [apply tensor_mono; [| | | apply graded_triangle]; auto with scores |].
  eapply below_trans; [apply tensor_swap; auto with scores |]. apply adjoint; auto with scores.
  apply meet_lower, in_map_iff. now exists z.
Qed.

(** The least task above, and the greatest one below. *)
Theorem graded_lan_universal (T : GradedTask C) (Q : GradedTask D) :
  (forall d, below (graded_lan T d) (Q d)) <-> (forall x, below (T x) (graded_restrict Q x)).
Proof.
  split; intros H.
  - intros x. eapply below_trans; [apply lan_above | apply H].
  - intros d. apply join_least; [auto with scores |]. intros a Ha. apply in_map_iff in Ha. destruct Ha as (x & <- & _).
    eapply below_trans; [apply tensor_mono_right; [| | | exact (H x)]; auto with scores; apply task_value_is_one |].
    apply (task_law _ Q d (F x)).
Qed.
Theorem graded_ran_universal (T : GradedTask C) (Q : GradedTask D) :
  (forall d, below (Q d) (graded_ran T d)) <-> (forall x, below (graded_restrict Q x) (T x)).
Proof.
  split; intros H.
  - intros x. eapply below_trans; [apply H | apply ran_below].
  - intros d. apply meet_greatest; [auto with scores |]. intros a Ha. apply in_map_iff in Ha. destruct Ha as (x & <- & _).
    apply adjoint; auto with scores. eapply below_trans; [apply tensor_swap; auto with scores |].
    eapply below_trans; [apply (task_law _ Q (F x) d) | apply H].
Qed.
End Along.
