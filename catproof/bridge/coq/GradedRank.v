(** The least number of prompts, exactly and up to [e]: least covers, found by a search that goes through the prompts that
    account for an object; and what was seen of a functor: a search through all others. *)

From Coq Require Import Bool List NArith Arith Lia.
From Catproof Require Export GradedTable.
Import ListNotations.
#[local] Open Scope nat_scope.

(** ** Least covers *)

Section Cover.
Context {A : Type} (all : list A) (every_one : forall p, In p all) (accounts : A -> A -> bool).

Fixpoint coverable (k : nat) (xs : list A) : bool :=
  match xs with
  | [] => true
  | x :: rest =>
    match k with
    | 0 => false
    | S k' => some (fun p => if accounts p x then coverable k' (filter (fun y => negb (accounts p y)) rest) else false) all
    end
  end.

Lemma coverable_spec k : forall xs,
  coverable k xs = true <-> exists ps, length ps <= k /\ forall x, In x xs -> exists p, In p ps /\ accounts p x = true.
Proof.
  induction k as [| k IH]; intros [| x xs]; simpl.
  - split; [intros _; exists []; split; [auto | easy] | auto].
  - split; [discriminate |]. intros ([| p ps] & L & H); simpl in L; [| lia]. destruct (H x (or_introl eq_refl)) as (p & [] & _).
  - split; [intros _; exists []; split; [simpl; lia | easy] | auto].
  - rewrite some_spec. split.
    + intros (p & _ & E). destruct (accounts p x) eqn:Ex; [| discriminate]. apply IH in E. destruct E as (ps & L & H).
      exists (p :: ps). split; [simpl; lia |]. intros y [<- | Hy]; [exists p; split; [now left | exact Ex] |].
      destruct (accounts p y) eqn:Ey; [exists p; split; [now left | exact Ey] |].
      destruct (H y) as (q & Hq & Eq); [apply filter_In; now rewrite Ey |]. exists q. split; [now right | exact Eq].
    + intros (ps & L & H). destruct (H x (or_introl eq_refl)) as (p & Hp & Ex). exists p. split; [apply every_one |].
      rewrite Ex. apply IH. destruct (in_split _ _ Hp) as (l & r & ->). rewrite app_length in L. simpl in L.
      exists (l ++ r). rewrite app_length. split; [lia |]. intros y Hy. apply filter_In in Hy. destruct Hy as [Hy Ey].
      destruct (H y (or_intror Hy)) as (q & Hq & Eq). exists q. split; [| exact Eq].
      apply in_app_or in Hq. apply in_or_app. destruct Hq as [Hq | [-> | Hq]]; auto. now rewrite Eq in Ey.
Qed.

(** The least number from [k] on with which they are covered, among [fuel] many. *)
Fixpoint least_from (k fuel : nat) (xs : list A) : option nat :=
  match fuel with
  | 0 => None
  | S fuel' => if coverable k xs then Some k else least_from (S k) fuel' xs
  end.

Lemma least_from_spec fuel : forall k xs n, least_from k fuel xs = Some n ->
  coverable n xs = true /\ (k <= n /\ forall j, k <= j -> j < n -> coverable j xs = false).
Proof.
  induction fuel as [| fuel IH]; intros k xs n; simpl; [discriminate |]. destruct (coverable k xs) eqn:E.
  - intros [= <-]. split; [exact E |]. split; [lia |]. intros; lia.
  - intros H. apply IH in H. destruct H as (C & L & H). split; [exact C |]. split; [lia |]. intros j Hj Hn.
    destruct (Nat.eq_dec j k) as [-> | D]; [exact E | apply H; lia].
Qed.

Definition least_cover (xs : list A) : option nat := least_from 0 (S (length xs)) xs.

Theorem least_cover_spec xs n : least_cover xs = Some n ->
  (exists ps, length ps = n /\ forall x, In x xs -> exists p, In p ps /\ accounts p x = true) /\
  (forall ps, (forall x, In x xs -> exists p, In p ps /\ accounts p x = true) -> n <= length ps).
Proof.
  intros H. apply least_from_spec in H. destruct H as (E & _ & H).
  assert (M : forall ps, (forall x, In x xs -> exists p, In p ps /\ accounts p x = true) -> n <= length ps).
  { intros ps K. destruct (le_lt_dec n (length ps)) as [L | L]; [exact L |].
    specialize (H (length ps) (Nat.le_0_l _) L). rewrite (proj2 (coverable_spec _ _)) in H; [discriminate |]. now exists ps. }
  split; [| exact M]. apply coverable_spec in E. destruct E as (ps & L & K). exists ps. split; [| exact K].
  specialize (M ps K). lia.
Qed.
End Cover.

(** ** Ranks *)

(** What is found, where it is. *)
Class Found {A : Type} (P : A -> Prop) (found : option A) : Prop := is_found : forall a, found = Some a -> P a.
#[export] Hint Mode Found - ! - : typeclass_instances.

Lemma decides_found {A : Type} {P : A -> Prop} {found} {Q : A -> Prop} {y n : A -> bool} :
  (forall a b, P a -> P b -> a = b) -> Found P found -> (forall a, Decides (Q a) (y a) (n a)) ->
  Decides (exists a : A, P a /\ Q a) (match found with Some a => y a | None => false end)
    (match found with Some a => n a | None => false end).
Proof.
  intros U R D. destruct found as [a |]; [| split; discriminate]. specialize (R a eq_refl). split.
  - intros E. exists a. split; [exact R | now apply D].
  - intros E (b & Hb & Qb). rewrite (U _ _ Hb R) in Qb. now apply (@is_false _ _ _ (D a)).
Qed.

Section Ranks.
Context {V : Quantale} {C : GradedCategory V} {FC : FiniteGraded C} (T : GradedTask C).
Notation below := (below (V := V)).
Notation tensor := (tensor (q := V)).
Notation join := (join (V := V)).
Notation bottom := (least_score (q := V)).
Let all := members_listed C.
Hint Resolve is_one task_value_is_one : scores.

Lemma prompt_rank_unique j k : PromptRank T j -> PromptRank T k -> j = k.
Proof. intros [(l & <- & L) M] [(m & <- & K) N]. apply Nat.le_antisymm; auto. Qed.
Lemma prompt_rank_within_unique e j k : PromptRankWithin e T j -> PromptRankWithin e T k -> j = k.
Proof. intros [(l & <- & L) M] [(m & <- & K) N]. apply Nat.le_antisymm; auto. Qed.

Definition accounts_exactly (p x : C) : bool := belowb (V := V) (T x) (tensor (C x p) (T p)).
Definition not_bottom : list C := filter (fun x => negb (belowb (V := V) (T x) bottom)) all.

Lemma wanted_spec x : ~ below (T x) bottom -> In x not_bottom.
Proof.
  intros H. apply filter_In. split; [apply complete |]. destruct (belowb (V := V) (T x) bottom) eqn:E; [| reflexivity].
  destruct H. now apply belowb_spec.
Qed.

Lemma prompted_by_spec (ps : list C) :
  PromptedBy T ps <-> forall x, In x not_bottom -> exists p, In p ps /\ accounts_exactly p x = true.
Proof.
  split.
  - intros H x Hx. apply filter_In in Hx. destruct Hx as [_ Hx]. pose proof (same_is_below (V := V) _ _ (H x)) as K.
    destruct (join_attained (V := V) (map (fun p => tensor (C x p) (T p)) ps)) as [E | E].
    + rewrite E in K. apply belowb_spec in K. now rewrite K in Hx.
    + apply in_map_iff in E. destruct E as (p & E & Hp). rewrite <- E in K. exists p. split; [exact Hp |]. now apply belowb_spec.
  - intros H x. apply (same_below (V := V)). split.
    + destruct (belowb (V := V) (T x) bottom) eqn:E.
      * apply belowb_spec in E. eapply below_trans; [exact E |]. apply bottom_below, score_join.
        intros a Ha. apply in_map_iff in Ha. destruct Ha as (p & <- & _). auto with scores.
      * destruct (H x) as (p & Hp & A); [apply wanted_spec; intros K; apply belowb_spec in K; congruence |].
        apply belowb_spec in A. eapply below_trans; [exact A |]. apply join_upper, in_map_iff. now exists p.
    + apply join_least; [auto with scores |]. intros a Ha. apply in_map_iff in Ha. destruct Ha as (p & <- & _).
      apply (task_law _ T).
Qed.

#[export] Instance prompt_rank_found : Found (PromptRank T) (least_cover all accounts_exactly not_bottom).
Proof.
  intros n E. apply least_cover_spec in E; [| apply complete]. destruct E as [(ps & L & H) M]. split.
  - exists ps. split; [exact L | now apply prompted_by_spec].
  - intros l K. apply M. now apply prompted_by_spec.
Qed.

(** Up to [e]: the best weight of a prompt is the truest with which it is nowhere more than [e] above. *)
Section Within.
Context (e : extended) (He : leq (rational 0) e).
Notation low x := (lower (q := V) (T x) e).
Notation high x := (upper (q := V) (T x) e).
Definition best_weight (p : C) : extended := meet (V := V) (map (fun x => residual (q := V) (C x p) (high x)) all).
Definition accounts_within (weight : C -> extended) (p x : C) : bool := belowb (V := V) (low x) (tensor (C x p) (weight p)).
Definition not_bottom_within : list C := filter (fun x => negb (belowb (V := V) (low x) bottom)) all.

Lemma best_weight_is_one p : @is_score V (best_weight p).
Proof. apply score_meet. intros a Ha. apply in_map_iff in Ha. destruct Ha as (x & <- & _). auto with scores. Qed.
Hint Resolve best_weight_is_one : scores.

Lemma prompted_within_least (l : list (C * extended)) : PromptedWithin e T l ->
  forall x, In x not_bottom_within -> exists p, In p (map fst l) /\ accounts_within best_weight p x = true.
Proof.
  intros [W H] x Hx. apply filter_In in Hx. destruct Hx as [_ Hx].
  assert (J : forall y, @is_score V (join (map (fun pw => tensor (C y (fst pw)) (snd pw)) l))).
  { intros y. apply score_join. intros a Ha. apply in_map_iff in Ha. destruct Ha as ([p w] & <- & I). simpl. eauto with scores. }
  assert (K := fun y => proj1 (within_spec V e _ _ He (task_value_is_one _ T y) (J y)) (H y)).
  destruct (join_attained (V := V) (map (fun pw => tensor (C x (fst pw)) (snd pw)) l)) as [E | E].
  - destruct (K x) as [L _]. rewrite E in L. apply belowb_spec in L. now rewrite L in Hx.
  - apply in_map_iff in E. destruct E as ([p w] & E & I). simpl in E. exists p. split; [apply in_map_iff; now exists (p, w) |].
    apply belowb_spec. eapply below_trans; [apply (K x) |]. rewrite <- E. specialize (W p w I).
    apply tensor_mono_right; auto with scores. apply meet_greatest; [exact W |]. intros a Ha.
    apply in_map_iff in Ha. destruct Ha as (y & <- & _). apply adjoint; auto with scores.
    eapply below_trans; [apply tensor_swap; auto with scores |]. eapply below_trans; [| apply (K y)].
    apply join_upper, in_map_iff. now exists (p, w).
Qed.

Lemma prompted_within_by (ps : list C) :
  (forall x, In x not_bottom_within -> exists p, In p ps /\ accounts_within best_weight p x = true) ->
  PromptedWithin e T (map (fun p => (p, best_weight p)) ps).
Proof.
  intros H. split.
  - intros p w I. apply in_map_iff in I. destruct I as (q & [= <- <-] & _). auto with scores.
  - intros x. rewrite map_map. simpl.
    assert (J : @is_score V (join (map (fun p => tensor (C x p) (best_weight p)) ps))).
    { apply score_join. intros a Ha. apply in_map_iff in Ha. destruct Ha as (p & <- & _). auto with scores. }
    apply (proj2 (within_spec V e _ _ He (task_value_is_one _ T x) J)). split.
    + destruct (belowb (V := V) (low x) bottom) eqn:E.
      * apply belowb_spec in E. eapply below_trans; [exact E |]. now apply bottom_below.
      * destruct (H x) as (p & Hp & A); [apply filter_In; split; [apply complete | now rewrite E] |].
        apply belowb_spec in A. eapply below_trans; [exact A |]. apply join_upper, in_map_iff. now exists p.
    + apply join_least; [auto with scores |]. intros a Ha. apply in_map_iff in Ha. destruct Ha as (p & <- & _).
      eapply below_trans; [apply tensor_swap; auto with scores |]. apply adjoint; auto with scores.
      apply meet_lower, in_map_iff. exists x. split; [reflexivity | apply complete].
Qed.
End Within.

#[export] Instance prompt_rank_within_found e : Found (PromptRankWithin e T)
  (if leqb (rational 0) e then least_cover all (accounts_within e (best_weight e)) (not_bottom_within e) else None).
Proof.
  intros n E. destruct (leqb (rational 0) e) eqn:He; [| discriminate]. apply leqb_spec in He.
  apply least_cover_spec in E; [| apply complete]. destruct E as [(ps & L & H) M]. split.
  - exists (map (fun p => (p, best_weight e p)) ps). rewrite map_length. split; [exact L | now apply prompted_within_by].
  - intros l K. rewrite <- (map_length fst). apply M. now apply prompted_within_least.
Qed.
End Ranks.

#[export] Instance decides_prompt_rank {V} {C : GradedCategory V} {T : GradedTask C} {found} {Q : nat -> Prop} {y n : nat -> bool}
    {R : Found (PromptRank T) found} : (forall k, Decides (Q k) (y k) (n k)) ->
  Decides (exists k : nat, PromptRank T k /\ Q k) _ _ | 0 := decides_found (prompt_rank_unique T) R.
#[export] Instance decides_prompt_rank_within {V} {C : GradedCategory V} {T : GradedTask C} {e found} {Q : nat -> Prop} {y n : nat -> bool}
    {R : Found (PromptRankWithin e T) found} : (forall k, Decides (Q k) (y k) (n k)) ->
  Decides (exists k : nat, PromptRankWithin e T k /\ Q k) _ _ | 0 := decides_found (prompt_rank_within_unique T e) R.

(** ** What was seen of a functor *)

Definition sameb (a b : extended) : bool := leqb a b && leqb b a.
Lemma sameb_spec a b : sameb a b = true <-> same_score a b.
Proof. unfold sameb, same_score. now rewrite andb_true_iff, !leqb_spec. Qed.
Definition nearb (e a b : extended) : bool := leqb a (add b e) && leqb b (add a e).
Lemma nearb_spec e a b : nearb e a b = true <-> Within e a b.
Proof. unfold nearb, Within. now rewrite andb_true_iff, !leqb_spec. Qed.

Section Others.
Context {V : Quantale} {C D : GradedCategory V} {FC : FiniteGraded C} {FD : FiniteGraded D}.
Context (agree : extended -> extended -> Prop) (agreeb : extended -> extended -> bool)
  (agree_spec : forall a b, agreeb a b = true <-> agree a b) (F : C -> D) (seen : list C).
Notation unit := (greatest_score (q := V)).

Definition alikeb (x y : D) : bool := agreeb (D x y) unit && agreeb (D y x) unit.
Lemma alikeb_spec x y : alikeb x y = true <-> agree (D x y) unit /\ agree (D y x) unit.
Proof. unfold alikeb. now rewrite andb_true_iff, !agree_spec. Qed.

Definition in_seen (x : C) : bool := some (fun s => same_point s x) seen.
Lemma in_seen_spec x : in_seen x = true <-> In x seen.
Proof.
  unfold in_seen. rewrite some_spec. split.
  - intros (s & Hs & E). apply same_point_spec in E. now subst.
  - intros H. exists x. split; [exact H | now apply same_point_spec].
Qed.

(** May [x] go to [c], where others have gone as [done] says? *)
Definition may_go (done : list (C * D)) (x : C) (c : D) : bool :=
  (if in_seen x then same_point c (F x) else true) && (agreeb (C x x) (D c c) &&
  every (fun yd => agreeb (C x (fst yd)) (D c (snd yd)) && agreeb (C (fst yd) x) (D (snd yd) c)) done).

(** Do all ways to go on end in what is isomorphic to the values of [F]? *)
Fixpoint only (todo : list C) (done : list (C * D)) : bool :=
  match todo with
  | [] => every (fun xc => alikeb (snd xc) (F (fst xc))) done
  | x :: todo' => every (fun c => if may_go done x c then only todo' ((x, c) :: done) else true) (members_listed D)
  end.

Record sound_so_far (todo : list C) (done : list (C * D)) : Prop := {
  all_there : forall x, In x todo \/ exists c, In (x, c) done;
  left_once : NoDup todo;
  left_apart : forall x c, In x todo -> ~ In (x, c) done;
  done_once : forall x c d, In (x, c) done -> In (x, d) done -> c = d;
  done_isometric : forall x c y d, In (x, c) done -> In (y, d) done -> agree (C x y) (D c d);
  done_seen : forall x c, In (x, c) done -> In x seen -> c = F x }.

Lemma may_go_sound todo done x c : sound_so_far (x :: todo) done -> may_go done x c = true -> sound_so_far todo ((x, c) :: done).
Proof.
  unfold may_go. rewrite !andb_true_iff, every_spec. intros [A L N O I S] (H & X & E). rewrite agree_spec in X. split.
  - intros y. destruct (A y) as [[-> | Hy] | [d Hd]]; [right; exists c; now left | now left | right; exists d; now right].
  - now inversion L.
  - intros y d Hy [[= <- <-] | Hd]; [now inversion L | exact (N y d (or_intror Hy) Hd)].
  - intros y d b [E1 | Hd] [E2 | Hb]; [congruence | | | eauto].
    + injection E1 as <- <-. destruct (N x b (or_introl eq_refl) Hb).
    + injection E2 as <- <-. destruct (N x d (or_introl eq_refl) Hd).
  - intros y d z b [[= <- <-] | Hy] [[= <- <-] | Hz]; [exact X | | | eauto].
    + specialize (E _ Hz). rewrite andb_true_iff, !agree_spec in E. apply E.
    + specialize (E _ Hy). rewrite andb_true_iff, !agree_spec in E. apply E.
  - intros y d [[= <- <-] | Hy] Hs; [| eauto]. apply in_seen_spec in Hs. rewrite Hs in H. now apply same_point_spec.
Qed.

Fixpoint sent (done : list (C * D)) (x : C) : D :=
  match done with [] => F x | (y, c) :: done' => if same_point y x then c else sent done' x end.
Lemma sent_in done x c : In (x, c) done -> In (x, sent done x) done.
Proof.
  induction done as [| [y d] done IH]; simpl; [easy |]. destruct (same_point y x) eqn:E.
  - apply same_point_spec in E as ->. now left.
  - intros [[= -> ->] | H]; [| right; now apply IH]. rewrite (proj2 (same_point_spec x x) eq_refl) in E. discriminate.
Qed.

Lemma only_spec todo : forall done, sound_so_far todo done ->
  (only todo done = true <->
   forall G : C -> D, (forall x y, agree (C x y) (D (G x) (G y))) -> (forall s, In s seen -> G s = F s) -> (forall x c, In (x, c) done -> G x = c) ->
   forall x, agree (D (G x) (F x)) unit /\ agree (D (F x) (G x)) unit).
Proof.
  induction todo as [| t todo IH]; intros done S; simpl; rewrite every_spec.
  - assert (T : forall x, exists c, In (x, c) done) by (intros x; now destruct (all_there _ _ S x)).
    split.
    + intros H G _ _ K x. destruct (T x) as [c Hc]. rewrite (K x c Hc). apply alikeb_spec. exact (H (x, c) Hc).
    + assert (In1 : forall y, In (y, sent done y) done) by (intros y; destruct (T y) as [d Hd]; exact (sent_in _ _ d Hd)).
      intros H [x c] Hc. simpl. apply alikeb_spec. rewrite (done_once _ _ S x c (sent done x)); auto. apply H.
      * intros y z. now apply (done_isometric _ _ S).
      * intros s Hs. now apply (done_seen _ _ S).
      * intros y d Hd. apply (done_once _ _ S y); auto.
  - split.
    + intros H G I E K. assert (X : may_go done t (G t) = true).
      { unfold may_go. rewrite !andb_true_iff, every_spec. split; [| split; [now apply agree_spec |]].
        - destruct (in_seen t) eqn:Et; [| reflexivity]. apply in_seen_spec in Et. now apply same_point_spec, E.
        - intros [y d] Hd. rewrite andb_true_iff, !agree_spec. simpl. rewrite <- (K y d Hd). split; apply I. }
      specialize (H (G t) (complete _)). rewrite X in H.
      apply (proj1 (IH _ (may_go_sound _ _ _ _ S X)) H); auto. intros x c [[= <- <-] | Hx]; auto.
    + intros H c _. destruct (may_go done t c) eqn:X; [| reflexivity]. apply (proj2 (IH _ (may_go_sound _ _ _ _ S X))).
      intros G I E K. apply H; auto. intros x d Hd. apply K. now right.
Qed.
End Others.

Lemma nothing_done {V} {C D : GradedCategory V} {FC : FiniteGraded C} agree (F : C -> D) (seen : list C) :
  sound_so_far agree F seen (members_listed C) [].
Proof. split; try easy; [intros x; left; apply complete | apply once]. Qed.

#[export] Instance decides_graded_generalizes {V} {C D : GradedCategory V} {FC : FiniteGraded C} {FD : FiniteGraded D}
  (F : GradedFunctor C D) (seen : list C) {y n} : Decides (Isometric F) y n ->
  Decides (GradedGeneralizesFrom F seen) (if y then only sameb F seen (members_listed C) [] else false)
    (if n then true else negb (only sameb F seen (members_listed C) [])).
Proof.
  intros I. apply (@decides_and _ _ y n (only sameb F seen (members_listed C) []) (negb (only sameb F seen (members_listed C) []))); [exact I |].
  apply decides_of. rewrite (only_spec _ _ sameb_spec F seen _ _ (nothing_done _ F seen)).
  split; [intros H G HI HS; now apply H | intros H G HI HS _; now apply H].
Qed.
#[export] Instance decides_graded_generalizes_within {V} {C D : GradedCategory V} {FC : FiniteGraded C} {FD : FiniteGraded D}
  e (F : GradedFunctor C D) (seen : list C) {y n} : Decides (IsometricWithin e F) y n ->
  Decides (GradedGeneralizesFromWithin e F seen) (if y then only (nearb e) F seen (members_listed C) [] else false)
    (if n then true else negb (only (nearb e) F seen (members_listed C) [])).
Proof.
  intros I. apply (@decides_and _ _ y n (only (nearb e) F seen (members_listed C) []) (negb (only (nearb e) F seen (members_listed C) []))); [exact I |].
  apply decides_of. rewrite (only_spec _ _ (nearb_spec e) F seen _ _ (nothing_done _ F seen)).
  split; [intros H G HI HS; now apply H | intros H G HI HS _; now apply H].
Qed.
#[export] Hint Extern 1 (Decides (Isometric _) _ _) => unfold Isometric : typeclass_instances.
#[export] Hint Extern 1 (Decides (AlikeGraded _ _ _) _ _) => unfold AlikeGraded : typeclass_instances.
#[export] Hint Extern 1 (Decides (IsometricWithin _ _) _ _) => unfold IsometricWithin : typeclass_instances.
