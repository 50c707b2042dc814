(** Prompt rank on tables; isomorphic tasks. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export Yoneda TaskIso.
Import ListNotations.
Open Scope N_scope.

(** ** Rank *)

(** What the elements reach, by the maps they name. *)
Definition reach_step (C : category_table) (S : system) (state : array unit * bool) (u : N) : array unit * bool :=
  let H := hom C (place S u) in
  let m := image_table H S u in
  (fold_left (fun seen i => store seen (get 0 m i) tt) (range (size (arrows H))) (fst state),
   (u <? size S) && commutes H S m u && snd state).

Definition check_generated (C : category_table) (S : system) (l : list N) : bool :=
  let state := fold_left (reach_step C S) l (PositiveMap.empty unit, true) in
  snd state && all_below (size S) (fun x => match lookup (fst state) x with Some _ => true | None => false end).

(** The class of an element: classes are numbered in their order. *)
Definition class_labels (classes : list (list N)) : array N :=
  fst (fold_left (fun (state : array N * N) c =>
         (fold_left (fun m x => store m x (snd state)) c (fst state), N.succ (snd state)))
       classes (PositiveMap.empty N, 0)).

(** [k] classes, each with an element, none with an element that is a restriction of one outside of it. *)
Definition check_classes (S : system) (classes : list (list N)) : bool :=
  let m := class_labels classes in
  all_below (N.of_nat (length classes)) (fun c =>
    match nth (N.to_nat c) classes [] with
    | x :: _ => (x <? size S) && match lookup m x with Some d => c =? d | None => false end
    | [] => false
    end) &&
  all_below (size S) (fun x =>
    forallb (fun y => match lookup m y with
                      | Some c => match lookup m x with Some d => c =? d | None => false end
                      | None => true
                      end) (line S x)).

Definition check_rank (C : category_table) (S : system) (k : nat) (generators : text) (classes : list text) : bool :=
  let gens := row generators in
  let parts := map row classes in
  Nat.eqb (length gens) k && Nat.eqb (length parts) k && check_generated C S gens && check_classes S parts.

(** Both are computed here: elements that generate, one of each maximal class, and for each what restricts to it. *)
Definition generating (C : category_table) (T : system) : list N :=
  rev (snd (fold_left (fun (state : array unit * list N) x =>
    match lookup (fst state) x with
    | Some _ => state
    | None => let H := hom C (place T x) in
              let m := image_table H T x in
              (fold_left (fun seen i => store seen (get 0 m i) tt) (range (size (arrows H))) (fst state), x :: snd state)
    end) (search_order T) (PositiveMap.empty unit, []))).

Fixpoint climb (above : array (list N)) (fuel : nat) (pending : list N) (seen : array unit) (found : list N) : list N :=
  match fuel, pending with
  | O, _ | _, [] => found
  | Datatypes.S fuel', x :: pending' =>
    match lookup seen x with
    | Some _ => climb above fuel' pending' seen found
    | None => climb above fuel' (rev_append (get [] above x) pending') (store seen x tt) (x :: found)
    end
  end.

Definition classes_of (S : system) (generators : list N) : list (list N) :=
  let above := fold_left (fun m x => fold_left (fun m y => store m y (x :: get [] m y)) (line S x) m)
                         (range (size S)) (PositiveMap.empty (list N)) in
  let fuel := steps S in
  map (fun g => climb above fuel [g] (PositiveMap.empty unit) []) generators.

(** At least [k] elements are needed. *)
Definition check_rank_above (C : category_table) (S : system) (k : nat) : bool :=
  let classes := classes_of S (generating C S) in
  if Nat.ltb k (length classes) then check_classes S classes else false.

Section Rank.
  Context {C : category_table} {S : system} (C_ok : check_category C = true) (S_ok : check_task C S = true).
  Let V := check_category_spec C C_ok.
  Let W := check_task_spec C S V S_ok.
  Let T := task C S C_ok S_ok.

  (** The element of a number. *)
  Lemma numbered x : x < size S -> exists u : Element T, number (projT2 u) = x /\ number (projT1 u) = place S x.
  Proof.
    intros Hx. destruct (element_of (HS := W) x Hx) as (a & e & Ha & He). now exists (existT _ a e).
  Qed.

  Lemma reach_spec l : forall state, snd (fold_left (reach_step C S) l state) = true -> snd state = true /\
    forall x, lookup (fst (fold_left (reach_step C S) l state)) x <> None ->
      lookup (fst state) x <> None \/
      exists u i, In u l /\ u < size S /\ i < size (arrows (hom C (place S u))) /\ image (hom C (place S u)) S u i = x.
  Proof.
    induction l as [| u l IH]; intros state H; simpl in H |- *; [split; [exact H | now left] |].
    destruct (IH _ H) as [H1 H2]. simpl in H1. rewrite !andb_true_iff in H1. destruct H1 as ((H3 & H4) & H5).
    split; [exact H5 |]. intros x Hx. apply N.ltb_lt in H3. destruct (H2 x Hx) as [K | (v & i & Hv & K)].
    - simpl in K. apply lookup_fold in K. destruct K as [K | (i & Hi & K)]; [now left |]. right. exists u, i.
      apply in_range in Hi. split; [now left |]. split; [exact H3 |]. split; [exact Hi |].
      rewrite <- K. symmetry. apply (commutes_image (shape C) (place S u) _ _ (category_homs C V _
        (valid_place _ _ (task_valid C S W) u H3)) _ _ H4 i Hi).
    - right. exists v, i. split; [now right | exact K].
  Qed.

  Lemma check_generated_spec l : check_generated C S l = true -> GeneratedBy T (length l).
  Proof.
    intros H. unfold check_generated in H. cbv zeta in H. apply andb_prop in H. destruct H as [H K].
    destruct (reach_spec l _ H) as [_ R].
    assert (B : forall u, In u l -> u < size S).
    { clear K R. revert H. generalize (PositiveMap.empty unit, true). induction l as [| v l IH]; intros state H u Hu; [destruct Hu |].
      simpl in H. destruct Hu as [-> | Hu]; [| exact (IH _ H u Hu)]. apply reach_spec in H. destruct H as [H _]. simpl in H.
      rewrite !andb_true_iff in H. now apply N.ltb_lt. }
    assert (L : exists us : list (Element T), map (fun u => number (projT2 u)) us = l).
    { clear H K R. induction l as [| v l IH]; [now exists [] |]. destruct IH as (us & E); [auto with datatypes |].
      destruct (numbered v) as (u & Hu & _); [auto with datatypes |]. exists (u :: us). simpl. f_equal; [exact Hu | exact E]. }
    destruct L as (us & E). exists us. split; [rewrite <- E; now rewrite map_length |].
    intros [X [x Hx]]. pose proof Hx as Hx'. apply member_spec in Hx'. destruct Hx' as [Hxs Hp].
    assert (Hn : lookup (fst (fold_left (reach_step C S) l (PositiveMap.empty unit, true))) x <> None).
    { pose proof (all_below_spec _ _ K x Hxs) as K'. cbv beta in K'. intros E'. rewrite E' in K'. discriminate. }
    destruct (R _ Hn) as [Hn' | (u & i & Hu & Hs & Hi & Ei)].
    { simpl in Hn'. rewrite lookup_empty in Hn'. congruence. }
    rewrite <- E in Hu. apply in_map_iff in Hu. destruct Hu as ([P [v Hv]] & Ev & Hu). simpl in Ev. subst v.
    exists (existT _ P (exist _ u Hv)). split; [exact Hu |].
    assert (HP : place S u = number P) by exact (proj2 (proj1 (member_spec _ _ _) Hv)).
    rewrite HP in Hi, Ei.
    assert (Hf : member (arrows (hom C (number P))) (number X) i = true).
    { apply member_spec. split; [exact Hi |]. rewrite <- Hp, <- Ei.
      symmetry. apply (valid_follow _ _ (task_valid C S W)); [exact Hs |]. rewrite HP.
      exact (hom_walk _ _ _ (object_valid C C_ok P) i Hi). }
    exists (exist _ i Hf). exact Ei.
  Qed.

  Lemma classes_closed classes w : check_classes S classes = true -> forall x a c, x < size S ->
    walk (shape C) (place S x) w = Some a -> lookup (class_labels classes) (follow S x w) = Some c ->
    lookup (class_labels classes) x = Some c.
  Proof.
    intros H. unfold check_classes in H. cbv zeta in H. apply andb_prop in H. destruct H as [_ H].
    induction w as [| k w IH]; intros x a c Hx Hw Hc; simpl in *; [exact Hc |].
    destruct (walk (shape C) (place S x) w) as [b |] eqn:E; [| discriminate].
    destruct (valid_follow _ _ (task_valid C S W) w x b Hx E) as [Hy Hp]. rewrite <- Hp in Hw.
    destruct (valid_act _ _ (task_valid C S W) _ k a Hy Hw) as [Hk _].
    apply (IH x b c Hx E). pose proof (all_below_spec _ _ H _ Hy) as K. cbv beta in K. rewrite forallb_forall in K.
    specialize (K (act S (follow S x w) k)). rewrite Hc in K.
    destruct (lookup (class_labels classes) (follow S x w)) as [d |].
    - apply f_equal. symmetry. apply N.eqb_eq, K. now apply nth_In.
    - discriminate K. now apply nth_In.
  Qed.

  Lemma check_classes_spec classes n : check_classes S classes = true -> GeneratedBy T n -> (length classes <= n)%nat.
  Proof.
    intros H (l & <- & G). rewrite <- (map_length (fun u : Element T => number (projT2 u)) l).
    rewrite <- (Nat2N.id (length classes)). 
    rewrite <- length_range. apply count_le with (R := fun c y => lookup (class_labels classes) y = Some c).
    - apply nodup_count_from.
    - intros c Hc. apply in_range in Hc. pose proof H as K. unfold check_classes in K. cbv zeta in K.
      apply andb_prop in K. destruct K as [K _]. pose proof (all_below_spec _ _ K c Hc) as K'. cbv beta in K'.
      destruct (nth (N.to_nat c) classes []) as [| x r]; [discriminate |]. apply andb_prop in K'.
      destruct K' as [Hx Hl]. apply N.ltb_lt in Hx.
      destruct (lookup (class_labels classes) x) as [d |] eqn:E; [| discriminate]. apply N.eqb_eq in Hl. subst d.
      destruct (numbered x Hx) as (e & He & _). destruct (G e) as (u & Hu & f & Hf).
      exists (number (projT2 u)). split; [apply in_map_iff; now exists u |].
      destruct u as [P [u Hs]], e as [X [e Hex]]. simpl in He, f. destruct f as [f Hi]. simpl in Hf |- *.
      destruct (proj1 (member_spec _ _ _) Hs) as [Hs1 Hp], (proj1 (member_spec _ _ _) Hi) as [Hi1 Hi'].
      apply (classes_closed classes (word_of (hom C (number P)) f) H _ (number X) c Hs1).
      + rewrite Hp, <- Hi'. exact (hom_walk _ _ _ (object_valid C C_ok P) _ Hi1).
      + unfold image in Hf. rewrite <- E, <- He. f_equal. exact Hf.
    - intros c d y _ _ Hc Hd. congruence.
  Qed.

  Theorem rank_is (k : nat) (generators : text) (classes : list text) :
    check_rank C S k generators classes = true -> HasRank T k.
  Proof.
    intros H. unfold check_rank in H. cbv zeta in H. rewrite !andb_true_iff in H. destruct H as (((A & B) & D) & E).
    apply Nat.eqb_eq in A, B. split.
    - rewrite <- A. now apply check_generated_spec.
    - intros m Hm. rewrite <- B. now apply check_classes_spec.
  Qed.

  Lemma rank_above (k : nat) : check_rank_above C S k = true -> ~ GeneratedBy T k.
  Proof.
    intros H K. unfold check_rank_above in H. cbv zeta in H.
    destruct (Nat.ltb_spec k (length (classes_of S (generating C S)))) as [L | L]; [| discriminate].
    pose proof (check_classes_spec _ _ H K). lia.
  Qed.
End Rank.

(** ** [S ~= T] *)

(** The ranks differ: one has fewer generators than the other classes. *)
Definition check_ranks_differ (C : category_table) (S T : system) : bool :=
  let s := generating C S in
  let t := generating C T in
  if Nat.ltb (length s) (length t) then check_generated C S s && check_rank_above C T (length s)
  else if Nat.ltb (length t) (length s) then check_generated C T t && check_rank_above C S (length t) else false.

Definition check_not_isomorphic (C : category_table) (S T : system) : bool :=
  if counts_differ (objects (shape C)) (counts S) (counts T) then true
  else if check_ranks_differ C S T then true else check_no_iso (objects (shape C)) S T.

Theorem isomorphic_true {C S T} (C_ok : check_category C = true) (S_ok : check_task C S = true)
    (T_ok : check_task C T = true) (m : text) : check_iso S T (array_of (row m)) = true ->
  Iso (task C S C_ok S_ok) (task C T C_ok T_ok).
Proof.
  intros H. apply iso_numbers. destruct (check_iso_spec S T _ H) as (g & I). now exists (get 0 (array_of (row m))), g.
Qed.

Theorem isomorphic_false {C S T} (C_ok : check_category C = true) (S_ok : check_task C S = true)
    (T_ok : check_task C T = true) : check_not_isomorphic C S T = true ->
  ~ Iso (task C S C_ok S_ok) (task C T C_ok T_ok).
Proof.
  intros H K. unfold check_not_isomorphic in H. pose proof (proj1 (iso_numbers _ _ _ _ _ _) K) as (f & g & I).
  destruct (counts_differ (objects (shape C)) (counts S) (counts T)) eqn:E; [exact (counts_differ_spec _ _ _ f g E I) |].
  destruct (check_ranks_differ C S T) eqn:R.
  { clear H. unfold check_ranks_differ in R. cbv zeta in R. destruct (Nat.ltb (length (generating C S)) (length (generating C T))).
    - apply andb_prop in R. destruct R as [R R']. apply (rank_above C_ok T_ok _ R').
      apply (generated_map _ _ _ K). now apply check_generated_spec.
    - destruct (Nat.ltb (length (generating C T)) (length (generating C S))); [| discriminate].
      apply andb_prop in R. destruct R as [R R']. apply (rank_above C_ok S_ok _ R').
      apply (generated_map _ _ _ (iso_sym _ _ K)). now apply check_generated_spec. }
  apply (check_no_iso_spec _ S T f g) in H; [contradiction |].
  apply (valid_in (shape C)). exact (task_valid C S (check_task_spec C S (check_category_spec C C_ok) S_ok)).
Qed.
