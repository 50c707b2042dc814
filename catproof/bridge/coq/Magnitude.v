(** Magnitude, and the Euler characteristic: the sum of a weighting, where there also is a coweighting (Leinster, The Euler
    characteristic of a category, 2008; The magnitude of metric spaces, 2013, 1.1 to 1.3). *)

From Coq Require Import Bool List Permutation ZArith Lqa Qpower.
From Catproof Require Export GradedRank.
Import ListNotations.
#[local] Open Scope Q_scope.

Fixpoint sum_over {A} (f : A -> Q) (l : list A) : Q := match l with [] => 0 | a :: l' => Qred (f a + sum_over f l') end.

Lemma sum_over_ext {A} (f g : A -> Q) l : (forall a, f a == g a) -> sum_over f l == sum_over g l.
Proof. intros H. induction l as [| a l IH]; simpl; [reflexivity |]. now rewrite !Qred_correct, H, IH. Qed.
Lemma sum_over_times {A} (f : A -> Q) c l : sum_over (fun a => c * f a) l == c * sum_over f l.
Proof. induction l as [| a l IH]; simpl; [ring |]. rewrite !Qred_correct, IH. ring. Qed.
Lemma sum_over_plus {A} (f g : A -> Q) l : sum_over (fun a => f a + g a) l == sum_over f l + sum_over g l.
Proof. induction l as [| a l IH]; simpl; [ring |]. rewrite !Qred_correct, IH. ring. Qed.
Lemma sum_over_zero {A} (l : list A) : sum_over (fun _ => 0) l == 0.
Proof. induction l as [| a l IH]; simpl; [reflexivity |]. rewrite Qred_correct, IH. ring. Qed.
Lemma sum_over_swap {A B} (f : A -> B -> Q) l m :
  sum_over (fun a => sum_over (f a) m) l == sum_over (fun b => sum_over (fun a => f a b) l) m.
Proof.
  induction l as [| a l IH]; simpl; [now rewrite sum_over_zero |]. rewrite Qred_correct, IH, <- sum_over_plus.
  apply sum_over_ext. intros b. now rewrite Qred_correct.
Qed.
(** The order of the list does not count. *)
Lemma sum_over_permutation {A} (f : A -> Q) l m : Permutation l m -> sum_over f l == sum_over f m.
Proof. induction 1; simpl; rewrite ?Qred_correct; [reflexivity | now rewrite IHPermutation | ring | now rewrite IHPermutation1]. Qed.

(** ** Weightings *)

Section Weights.
Context {A : Type} {F : Finite A} (Z : A -> A -> Q).
Let all := members_listed A.

Definition Weighting (w : A -> Q) : Prop := forall a, sum_over (fun b => Z a b * w b) all == 1.
Definition Coweighting (v : A -> Q) : Prop := forall b, sum_over (fun a => Z a b * v a) all == 1.
(** In lowest terms. *)
Definition WeightsAddUpTo (m : Q) : Prop := exists w v, Weighting w /\ Coweighting v /\ Qred (sum_over w all) = m.

Theorem weighting_is_coweighting w v : Weighting w -> Coweighting v -> sum_over w all == sum_over v all.
Proof.
  intros W K. transitivity (sum_over (fun b => sum_over (fun a => Z a b * v a) all * w b) all).
  - apply sum_over_ext. intros b. rewrite (K b). ring.
  - transitivity (sum_over (fun b => sum_over (fun a => v a * (Z a b * w b)) all) all).
    + apply sum_over_ext. intros b. rewrite Qmult_comm, <- sum_over_times. apply sum_over_ext. intros a. ring.
    + rewrite <- (sum_over_swap (fun a b => v a * (Z a b * w b))). apply sum_over_ext. intros a.
      rewrite sum_over_times, (W a). ring.
Qed.

Theorem weights_add_up_once m n : WeightsAddUpTo m -> WeightsAddUpTo n -> m = n.
Proof.
  intros (w & v & W & K & <-) (w' & v' & W' & K' & <-). apply Qred_complete.
  transitivity (sum_over v all); [now apply weighting_is_coweighting | symmetry; now apply weighting_is_coweighting].
Qed.

(** Weights that are found are tried: nobody has to trust who has found them. *)
Definition weighs (w : A -> Q) : bool := every (fun a => Qeq_bool (sum_over (fun b => Z a b * w b) all) 1) all.
Definition coweighs (v : A -> Q) : bool := every (fun b => Qeq_bool (sum_over (fun a => Z a b * v a) all) 1) all.
Definition added_up (w v : A -> Q) : option Q := if weighs w then if coweighs v then Some (Qred (sum_over w all)) else None else None.

Lemma added_up_spec w v m : added_up w v = Some m -> WeightsAddUpTo m.
Proof.
  unfold added_up. destruct (weighs w) eqn:W; [| discriminate]. destruct (coweighs v) eqn:K; [| discriminate].
  intros [= <-]. exists w, v. unfold weighs, coweighs in *. rewrite every_spec in W, K.
  repeat split; [intros a; apply Qeq_bool_eq, W, complete | intros b; apply Qeq_bool_eq, K, complete].
Qed.
End Weights.

Lemma weights_same {A} {F : Finite A} (Z Y : A -> A -> Q) m :
  (forall a b, Z a b == Y a b) -> WeightsAddUpTo Z m -> WeightsAddUpTo Y m.
Proof.
  intros E (w & v & W & K & H). exists w, v. repeat split; [| | exact H].
  - intros a. rewrite <- (W a). apply sum_over_ext. intros b. now rewrite E.
  - intros b. rewrite <- (K b). apply sum_over_ext. intros a. now rewrite E.
Qed.

(** ** Elimination: rows are a right side, and the coefficients of the unknowns from the first on. *)

Definition less_row (f : Q) (r p : Q * list Q) : Q * list Q :=
  (Qred (fst r - f * fst p), map (fun xy => Qred (fst xy - f * snd xy)) (combine (snd r) (snd p))).
Definition without_first (r : Q * list Q) : Q * list Q := (fst r, tl (snd r)).
Fixpoint first_leading (seen rows : list (Q * list Q)) : option (Q * (Q * list Q) * list (Q * list Q)) :=
  match rows with
  | [] => None
  | r :: rows' =>
    let c := hd 0 (snd r) in if Qeq_bool c 0 then first_leading (r :: seen) rows' else Some (c, without_first r, seen ++ rows')
  end.
Fixpoint eliminated (n : nat) (rows : list (Q * list Q)) : list Q :=
  match n with
  | O => []
  | S n' =>
    match first_leading [] rows with
    | None => 0 :: eliminated n' (map without_first rows)
    | Some (c, p, others) =>
      let p := (Qred (fst p / c), map (fun x => Qred (x / c)) (snd p)) in
      let w := eliminated n' (map (fun r => less_row (hd 0 (snd r)) (without_first r) p) others) in
      Qred (fst p - sum_over (fun xy => fst xy * snd xy) (combine (snd p) w)) :: w
    end
  end.

Section Found.
Context {A : Type} {F : Finite A} (place : A -> nat).
Definition weights_of (Z : A -> A -> Q) : A -> Q :=
  let all := members_listed A in
  let w := eliminated (length all) (map (fun a => (1, map (fun b => Z a b) all)) all) in fun a => nth (place a) w 0.
Definition weights_found (Z : A -> A -> Q) : option Q := added_up Z (weights_of Z) (weights_of (fun a b => Z b a)).
End Found.

(** ** Sizes of scores *)

(** A score that is its own size; [Scores] over [truth_values] and [prob] have such. *)
Definition OwnSize (d : extended) (s : Q) : Prop := same_score d (rational s).

(** The base to the power of a distance: of p/q the number whose q-th power is the p-th of the base; of infinity 0. *)
Definition PowerSize (base d : extended) (s : Q) : Prop :=
  match base, d with
  | rational b, rational p => 0 < s /\ s ^ Zpos (Qden p) == b ^ Qnum p
  | rational _, infinity => s == 0
  | infinity, _ => False
  end.

Definition SizedMagnitude {V} (size : extended -> Q -> Prop) (C : GradedCategory V) {F : FiniteGraded C} (m : Q) : Prop :=
  exists Z : C -> C -> Q, (forall x y, size (C x y) (Z x y)) /\ WeightsAddUpTo Z m.
Definition Magnitude {V} (C : GradedCategory V) {F : FiniteGraded C} : Q -> Prop := SizedMagnitude OwnSize C.
Definition MagnitudeBy (base : extended) (C : GradedCategory metric) {F : FiniteGraded C} (m : Q) : Prop :=
  (less (rational 0) base /\ less base (rational 1)) /\ SizedMagnitude (PowerSize base) C m.
(** Numbers of arrows in place of sizes. *)
Definition EulerCharacteristic (C : Category@{Set Set}) {F : FiniteCategory C} : Q -> Prop :=
  WeightsAddUpTo (fun a b : C => inject_Z (count (Hom a b))).

Lemma power_increases s t n : 0 < s -> s < t -> 0 < Qpower_positive s n /\ Qpower_positive s n < Qpower_positive t n.
Proof.
  intros Hs Ht. induction n as [| n [P L]] using Pos.peano_ind; [simpl; lra |].
  rewrite <- Pos.add_1_r, !Qpower_plus_positive. change (Qpower_positive s 1) with s. change (Qpower_positive t 1) with t.
  split; nra.
Qed.
Lemma power_once s t n : 0 < s -> 0 < t -> Qpower_positive s n == Qpower_positive t n -> s == t.
Proof.
  intros Hs Ht E. destruct (Q_dec s t) as [[L | L] | L]; [| | exact L].
  - destruct (power_increases s t n Hs L). lra.
  - destruct (power_increases t s n Ht L). lra.
Qed.

Lemma own_size_once d s t : OwnSize d s -> OwnSize d t -> s == t.
Proof. unfold OwnSize, same_score. destruct d; simpl; [lra | tauto]. Qed.
Lemma power_size_once base d s t : PowerSize base d s -> PowerSize base d t -> s == t.
Proof.
  destruct base as [b |], d as [p |]; simpl; try tauto.
  - intros [Hs Es] [Ht Et]. apply (power_once s t (Qden p)); auto. now rewrite Es, Et.
  - intros -> ->. reflexivity.
Qed.

Section Magnitudes.
Context {V : Quantale} (C : GradedCategory V) {F : FiniteGraded C}.

Lemma sized_once (size : extended -> Q -> Prop) m n : (forall d s t, size d s -> size d t -> s == t) ->
  SizedMagnitude size C m -> SizedMagnitude size C n -> m = n.
Proof.
  intros U (Z & HZ & H) (Y & HY & K). apply (weights_add_up_once Z); [exact H |].
  apply (weights_same Y); [| exact K]. intros a b. exact (U _ _ _ (HY a b) (HZ a b)).
Qed.

Definition sized (size : extended -> Q) (right : extended -> bool) : option Q :=
  if every (fun x => every (fun y => right (C x y)) (members_listed C)) (members_listed C)
  then weights_found (place_in C (members_listed C)) (fun x y => size (C x y)) else None.

Lemma sized_spec (P : extended -> Q -> Prop) size right m : (forall d, right d = true -> P d (size d)) ->
  sized size right = Some m -> SizedMagnitude P C m.
Proof.
  unfold sized. destruct (every _ _) eqn:E; [| discriminate]. intros H K. exists (fun x y => size (C x y)). split.
  - intros x y. apply H. rewrite every_spec in E. specialize (E x (complete x)). rewrite every_spec in E. apply E, complete.
  - eapply added_up_spec, K.
Qed.
End Magnitudes.

Definition own_size (d : extended) : Q := match d with rational p => p | infinity => 0 end.
Definition own_sizeb (d : extended) : bool := match d with rational _ => true | infinity => false end.
Lemma own_size_spec d : own_sizeb d = true -> OwnSize d (own_size d).
Proof. unfold OwnSize, same_score. destruct d; simpl; [intros _; split; apply Qle_refl | discriminate]. Qed.

(** The greatest whole number whose n-th power is no greater, by its binary digits; it is tried whether that is a root. *)
Fixpoint whole_root (digits : nat) (n m found : Z) : Z :=
  match digits with
  | O => found
  | S k => let next := (found + 2 ^ Z.of_nat k)%Z in whole_root k n m (if (next ^ n <=? m)%Z then next else found)
  end.
Definition exact_root (n : positive) (m : Z) : Z := whole_root (S (Z.to_nat (Z.log2 m / Zpos n))) (Zpos n) m 0.
Definition power_size (base d : extended) : Q :=
  match base, d with
  | rational b, rational p => Qpower (exact_root (Qden p) (Qnum b) # Z.to_pos (exact_root (Qden p) (Zpos (Qden b)))) (Qnum p)
  | _, _ => 0
  end.
Definition power_sizeb (base d : extended) : bool :=
  match base, d with
  | rational b, rational p =>
    let s := power_size base d in negb (Qle_bool s 0) && Qeq_bool (s ^ Zpos (Qden p)) (b ^ Qnum p)
  | rational _, infinity => true
  | infinity, _ => false
  end.
Lemma power_size_spec base d : power_sizeb base d = true -> PowerSize base d (power_size base d).
Proof.
  destruct base as [b |], d as [p |]; cbn [power_sizeb PowerSize]; try discriminate; [| reflexivity].
  rewrite andb_true_iff, negb_true_iff. intros [P E]. split; [| now apply Qeq_bool_eq].
  apply Qnot_le_lt. intros H. apply Qle_bool_iff in H. congruence.
Qed.

#[export] Instance magnitude_found {V} (C : GradedCategory V) {F : FiniteGraded C} :
  Found (Magnitude C) (sized C own_size own_sizeb).
Proof. intros m. apply sized_spec, own_size_spec. Qed.
#[export] Instance magnitude_by_found base (C : GradedCategory metric) {F : FiniteGraded C} :
  Found (MagnitudeBy base C)
    (if leqb base (rational 0) then None else if leqb (rational 1) base then None
     else sized C (power_size base) (power_sizeb base)).
Proof.
  intros m. destruct (leqb base (rational 0)) eqn:Z; [discriminate |]. destruct (leqb (rational 1) base) eqn:U; [discriminate |].
  intros H. split; [split; now apply leqb_false |]. exact (sized_spec C _ _ _ m (power_size_spec base) H).
Qed.

Fixpoint place_among {C : Category@{Set Set}} {F : FiniteCategory C} (l : list C) (x : C) : nat :=
  match l with [] => O | y :: l' => if same_object y x then O else S (place_among l' x) end.
#[export] Instance euler_found (C : Category@{Set Set}) {F : FiniteCategory C} :
  Found (EulerCharacteristic C) (weights_found (place_among (members_listed C)) (fun a b => inject_Z (count (Hom a b)))).
Proof. intros m. apply added_up_spec. Qed.

Theorem magnitude_unique {V} (C : GradedCategory V) {F : FiniteGraded C} m n : Magnitude C m -> Magnitude C n -> m = n.
Proof. apply sized_once, own_size_once. Qed.
Theorem magnitude_by_unique base (C : GradedCategory metric) {F : FiniteGraded C} m n :
  MagnitudeBy base C m -> MagnitudeBy base C n -> m = n.
Proof. intros [_ H] [_ K]. exact (sized_once C _ m n (power_size_once base) H K). Qed.
Theorem euler_unique (C : Category@{Set Set}) {F : FiniteCategory C} m n :
  EulerCharacteristic C m -> EulerCharacteristic C n -> m = n.
Proof. apply weights_add_up_once. Qed.

#[export] Instance decides_magnitude {V} {C : GradedCategory V} {F : FiniteGraded C} {found} {Q : Q -> Prop} {y n : QArith_base.Q -> bool}
    {R : Found (Magnitude C) found} : (forall m, Decides (Q m) (y m) (n m)) ->
  Decides (exists m, Magnitude C m /\ Q m) _ _ | 0 := decides_found (magnitude_unique C) R.
#[export] Instance decides_magnitude_by {base} {C : GradedCategory metric} {F : FiniteGraded C} {found} {Q : Q -> Prop} {y n : QArith_base.Q -> bool}
    {R : Found (MagnitudeBy base C) found} : (forall m, Decides (Q m) (y m) (n m)) ->
  Decides (exists m, MagnitudeBy base C m /\ Q m) _ _ | 0 := decides_found (magnitude_by_unique base C) R.
#[export] Instance decides_euler {C : Category@{Set Set}} {F : FiniteCategory C} {found} {Q : Q -> Prop} {y n : QArith_base.Q -> bool}
    {R : Found (EulerCharacteristic C) found} : (forall m, Decides (Q m) (y m) (n m)) ->
  Decides (exists m, EulerCharacteristic C m /\ Q m) _ _ | 0 := decides_found (euler_unique C) R.
