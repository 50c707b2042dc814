(** The prompt rank up to a share that is left out: the least number of elements from which all but so many are reached. It
    is found by a search: each element is reached from one of those that reach it, or left out. *)

From Coq Require Import Bool List ZArith Arith Lia.
From Catproof Require Export Constructions GradedRank.
Import ListNotations.
#[local] Open Scope nat_scope.

(** ** Covers of all but so many *)

Section AllBut.
Context {A B : Type} (prompts : list B) (accounts : B -> A -> bool).

Fixpoint coverable_but (xs : list A) (chosen : list B) (k m : nat) : bool :=
  match xs with
  | [] => true
  | x :: rest =>
    if some (fun p => accounts p x) chosen then coverable_but rest chosen k m
    else if match m with 0 => false | S m' => coverable_but rest chosen k m' end then true
    else match k with
         | 0 => false
         | S k' => some (fun p => if accounts p x then coverable_but rest (p :: chosen) k' m else false) prompts
         end
  end.

Definition covers_but (xs : list A) (ps : list B) (m : nat) : Prop :=
  exists out, length out <= m /\ forall x, In x xs -> (exists p, In p ps /\ accounts p x = true) \/ In x out.

Lemma coverable_but_sound xs : forall chosen k m, coverable_but xs chosen k m = true ->
  exists ps, incl ps prompts /\ length ps <= k /\ covers_but xs (ps ++ chosen) m.
Proof.
  induction xs as [| x xs IH]; intros chosen k m; simpl.
  - intros _. exists []. split; [intros p [] |]. split; [simpl; lia |]. exists []. split; [simpl; lia | intros x []].
  - destruct (some (fun p => accounts p x) chosen) eqn:S.
    + intros H. destruct (IH _ _ _ H) as (ps & I & L & out & Lo & K). exists ps. split; [exact I |]. split; [exact L |].
      exists out. split; [exact Lo |]. intros y [<- | Hy]; [| now apply K]. left. apply some_spec in S. destruct S as (p & Hp & E).
      exists p. split; [apply in_or_app; now right | exact E].
    + destruct (match m with 0 => false | S m' => coverable_but xs chosen k m' end) eqn:M.
      * intros _. destruct m as [| m]; [discriminate |]. destruct (IH _ _ _ M) as (ps & I & L & out & Lo & K).
        exists ps. split; [exact I |]. split; [exact L |]. exists (x :: out). split; [simpl; lia |].
        intros y [<- | Hy]; [right; now left |]. destruct (K y Hy) as [E | Ho]; [now left | right; now right].
      * destruct k as [| k]; [discriminate |]. intros H. apply some_spec in H. destruct H as (p & Hp & H).
        destruct (accounts p x) eqn:E; [| discriminate]. destruct (IH _ _ _ H) as (ps & I & L & out & Lo & K).
        exists (p :: ps). split; [intros q [<- | Hq]; [exact Hp | now apply I] |]. split; [simpl; lia |].
        exists out. split; [exact Lo |]. intros y [<- | Hy]; [left; exists p; split; [now left | exact E] |].
        destruct (K y Hy) as [(q & Hq & Eq) | Ho]; [left | now right]. exists q. split; [| exact Eq].
        apply in_app_or in Hq. destruct Hq as [Hq | [<- | Hq]]; [right; apply in_or_app; now left | now left |].
        right. apply in_or_app. now right.
Qed.

Lemma coverable_but_complete xs : NoDup xs -> forall chosen k m ps, incl ps prompts -> length ps <= k ->
  covers_but xs (ps ++ chosen) m -> coverable_but xs chosen k m = true.
Proof.
  induction 1 as [| x xs Hx D IH]; intros chosen k m ps I L (out & Lo & K); simpl; [reflexivity |].
  destruct (some (fun p => accounts p x) chosen) eqn:S.
  { apply (IH chosen k m ps I L). exists out. split; [exact Lo |]. intros y Hy. apply K. now right. }
  destruct (match m with 0 => false | S m' => coverable_but xs chosen k m' end) eqn:M; [reflexivity |].
  destruct (K x (or_introl eq_refl)) as [(p & Hp & E) | Ho].
  - apply in_app_or in Hp. destruct Hp as [Hp | Hp].
    + destruct k as [| k]; [destruct ps; [destruct Hp | simpl in L; lia] |]. apply some_spec. exists p. split; [now apply I |].
      rewrite E. destruct (in_split _ _ Hp) as (l & r & ->). apply (IH (p :: chosen) k m (l ++ r)).
      * intros q Hq. apply I. apply in_app_or in Hq. apply in_or_app. destruct Hq; [now left | right; now right].
      * rewrite app_length in *. simpl in L. lia.
      * exists out. split; [exact Lo |]. intros y Hy. destruct (K y (or_intror Hy)) as [(q & Hq & Eq) | Hq]; [left | now right].
        exists q. split; [| exact Eq]. rewrite !in_app_iff in *. simpl in *. tauto.
    + enough (some (fun p => accounts p x) chosen = true) by congruence. apply some_spec. now exists p.
  - destruct (in_split _ _ Ho) as (l & r & ->). rewrite app_length in Lo. simpl in Lo. destruct m as [| m]; [lia |].
    rewrite (IH chosen k m ps I L) in M; [discriminate |]. exists (l ++ r). split; [rewrite app_length; lia |].
    intros y Hy. destruct (K y (or_intror Hy)) as [E | Hq]; [now left | right]. rewrite in_app_iff in *. simpl in Hq.
    destruct Hq as [Hq | [-> | Hq]]; [now left | now destruct Hx | now right].
Qed.

Fixpoint least_but_from (xs : list A) (m k fuel : nat) : option nat :=
  match fuel with
  | 0 => None
  | S fuel' => if coverable_but xs [] k m then Some k else least_but_from xs m (S k) fuel'
  end.

Lemma least_but_from_spec xs m fuel : forall k n, least_but_from xs m k fuel = Some n ->
  coverable_but xs [] n m = true /\ k <= n /\ forall j, k <= j -> j < n -> coverable_but xs [] j m = false.
Proof.
  induction fuel as [| fuel IH]; intros k n; simpl; [discriminate |]. destruct (coverable_but xs [] k m) eqn:E.
  - intros [= <-]. split; [exact E |]. split; [lia |]. intros; lia.
  - intros H. apply IH in H. destruct H as (C & L & H). split; [exact C |]. split; [lia |]. intros j Hj Hn.
    destruct (Nat.eq_dec j k) as [-> | N]; [exact E | apply H; lia].
Qed.

Theorem least_but_spec xs m fuel n : NoDup xs -> least_but_from xs m 0 fuel = Some n ->
  (exists ps, incl ps prompts /\ length ps = n /\ covers_but xs ps m) /\
  (forall ps, incl ps prompts -> covers_but xs ps m -> n <= length ps).
Proof.
  intros D H. apply least_but_from_spec in H. destruct H as (E & _ & H).
  assert (M : forall ps, incl ps prompts -> covers_but xs ps m -> n <= length ps).
  { intros ps I K. destruct (le_lt_dec n (length ps)) as [L | L]; [exact L |].
    specialize (H (length ps) (Nat.le_0_l _) L). rewrite (coverable_but_complete xs D [] _ m ps) in H; [discriminate | exact I | lia |].
    now rewrite app_nil_r. }
  split; [| exact M]. destruct (coverable_but_sound _ _ _ _ E) as (ps & I & L & K). rewrite app_nil_r in K.
  exists ps. split; [exact I |]. split; [| exact K]. specialize (M ps I K). lia.
Qed.
End AllBut.

(** Of elements that reach elements: which do is computed once. *)
Section Rows.
Context {A : Type} (all : list A) (every_one : forall x, In x all) (no_two : NoDup all) (reaches : A -> A -> bool).

Definition reaching_rows : list (A * list bool) := map (fun x => (x, map (fun u => reaches u x) all)) all.
Definition in_row (i : nat) (r : A * list bool) : bool := nth i (snd r) false.
Definition fewest_but (m : nat) : option nat :=
  let rows := reaching_rows in least_but_from (seq 0 (length all)) in_row rows m 0 (S (length all)).

Lemma in_row_spec i u x : nth_error all i = Some u -> in_row i (x, map (fun u => reaches u x) all) = reaches u x.
Proof.
  intros H. unfold in_row. apply nth_error_nth. exact (map_nth_error (fun u => reaches u x) i all H).
Qed.

Lemma numbers_of (l : list A) : exists ps, length ps = length l /\ incl ps (seq 0 (length all)) /\
  forall u, In u l -> exists i, In i ps /\ nth_error all i = Some u.
Proof.
  induction l as [| u l (ps & L & I & H)]; [exists []; repeat split; [intros p [] | intros u []] |].
  destruct (In_nth_error _ _ (every_one u)) as (i & Ei). exists (i :: ps). split; [simpl; now rewrite L |]. split.
  - intros j [<- | Hj]; [| now apply I]. apply in_seq. split; [lia |]. apply nth_error_Some. congruence.
  - intros v [<- | Hv]; [exists i; split; [now left | exact Ei] |]. destruct (H v Hv) as (j & Hj & E). exists j. split; [now right | exact E].
Qed.

Lemma members_of (ps : list nat) : incl ps (seq 0 (length all)) -> exists l : list A, length l = length ps /\
  forall i, In i ps -> exists u, In u l /\ nth_error all i = Some u.
Proof.
  induction ps as [| i ps IH]; intros I; [exists []; split; [reflexivity | intros i []] |].
  destruct IH as (l & L & H); [intros j Hj; apply I; now right |].
  destruct (nth_error all i) as [u |] eqn:E.
  - exists (u :: l). split; [simpl; now rewrite L |]. intros j [<- | Hj]; [exists u; split; [now left | exact E] |].
    destruct (H j Hj) as (v & Hv & Ev). exists v. split; [now right | exact Ev].
  - apply nth_error_None in E. specialize (I i (or_introl eq_refl)). apply in_seq in I. lia.
Qed.

Definition reached_but (l : list A) (m : nat) : Prop :=
  exists out, length out <= m /\ forall x, (exists u, In u l /\ reaches u x = true) \/ In x out.

Lemma fewest_but_spec m n : fewest_but m = Some n ->
  (exists l, length l = n /\ reached_but l m) /\ (forall l, reached_but l m -> n <= length l).
Proof.
  intros H. assert (D : NoDup reaching_rows).
  { apply (NoDup_map_inv fst). unfold reaching_rows. rewrite map_map. simpl. now rewrite map_id. }
  apply (least_but_spec _ _ _ _ _ _ D) in H. destruct H as [(ps & I & L & out & Lo & K) M]. split.
  - destruct (members_of ps I) as (l & Ll & Hl). exists l. split; [congruence |]. exists (map fst out).
    split; [now rewrite map_length |]. intros x. destruct (K (x, map (fun u => reaches u x) all)) as [(i & Hi & E) | Ho].
    + apply in_map_iff. now exists x.
    + destruct (Hl i Hi) as (u & Hu & Eu). rewrite (in_row_spec i u x Eu) in E. left. now exists u.
    + right. apply in_map_iff. now exists (x, map (fun u => reaches u x) all).
  - intros l (out' & Lo' & K'). destruct (numbers_of l) as (qs & Lq & Iq & Hq). rewrite <- Lq. apply M; [exact Iq |].
    exists (map (fun x => (x, map (fun u => reaches u x) all)) out'). split; [now rewrite map_length |].
    intros r Hr. apply in_map_iff in Hr. destruct Hr as (x & <- & _). destruct (K' x) as [(u & Hu & E) | Ho].
    + left. destruct (Hq u Hu) as (i & Hi & Ei). exists i. split; [exact Hi |]. now rewrite (in_row_spec i u x Ei).
    + right. apply in_map_iff. now exists x.
Qed.
End Rows.

(** ** The rank *)

(** From some [n] elements all are reached but [m] at most. *)
Definition GeneratedBut {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) (m n : nat) : Prop :=
  exists l : list (Element T), length l = n /\
  exists out : list (Element T), length out <= m /\ forall x : Element T, (exists u, In u l /\ Reaches u x) \/ In x out.

Definition HasRankBut {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) (m n : nat) : Prop :=
  GeneratedBut T m n /\ forall k, GeneratedBut T m k -> n <= k.

(** [p / q] percent of [n], rounded down. *)
Definition percent (p q n : Z) : nat := Z.to_nat (p * n / (100 * q))%Z.

(** The least number of elements that leave out [p / q] percent of all elements at most. *)
Definition HasRankMissing {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) {F : Finite (Element T)} (p q : Z) (n : nat) : Prop :=
  HasRankBut T (percent p q (count (Element T))) n.

Lemma rank_missing_unique {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) {F : Finite (Element T)} p q j k :
  HasRankMissing T p q j -> HasRankMissing T p q k -> j = k.
Proof. intros [G M] [H N]. apply Nat.le_antisymm; auto. Qed.

#[export] Hint Extern 1 (Decides (Reaches _ _) _ _) => unfold Reaches : typeclass_instances.

#[export] Instance rank_missing_found {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) {F : Finite (Element T)} {y no : Element T -> Element T -> bool}
    {D : forall u x, Decides (Reaches u x) (y u x) (no u x)} p q :
  Found (HasRankMissing T p q)
    (if every (fun u => every (fun x => if y u x then true else no u x) (members_listed (Element T))) (members_listed (Element T))
     then fewest_but (members_listed (Element T)) y (percent p q (count (Element T))) else None).
Proof.
  intros n. destruct (every _ _) eqn:K; [| discriminate]. intros H.
  assert (R : forall u x, Reaches u x <-> y u x = true).
  { intros u x. split; [| apply D]. intros H'. rewrite every_spec in K. specialize (K u (complete u)). rewrite every_spec in K.
    specialize (K x (complete x)). destruct (y u x); [reflexivity |]. destruct (is_false (Decides := D u x) K H'). }
  apply fewest_but_spec in H; [| apply complete | apply once]. destruct H as [(l & L & out & Lo & G) M]. split.
  - exists l. split; [exact L |]. exists out. split; [exact Lo |]. intros x. destruct (G x) as [(u & Hu & E) | Ho]; [left | now right].
    exists u. split; [exact Hu | now apply R].
  - intros k (l' & <- & out' & Lo' & G'). apply M. exists out'. split; [exact Lo' |]. intros x.
    destruct (G' x) as [(u & Hu & E) | Ho]; [left | now right]. exists u. split; [exact Hu | now apply R].
Qed.

#[export] Instance decides_rank_missing {C : Category@{Set Set}} {T : Presheaf@{Set Set Set} C} {F : Finite (Element T)} {p q found} {Q : nat -> Prop}
    {y n : nat -> bool} {R : Found (HasRankMissing T p q) found} : (forall k, Decides (Q k) (y k) (n k)) ->
  Decides (exists k : nat, HasRankMissing T p q k /\ Q k) _ _ | 0 := decides_found (rank_missing_unique T p q) R.
