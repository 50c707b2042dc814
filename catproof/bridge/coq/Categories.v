(** All categories with so many arrows and objects, labelled; isomorphic categories. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive.
From Catproof Require Export Tasks.
Import ListNotations.
Open Scope N_scope.

(** For each object the sources of the arrows into it, but for the identity; and for each of these what it becomes when
    it is composed with each arrow, but for the identity, into its source. So every arrow is a generator. *)
Definition category_code := (list (list N) * list (list (list N)))%type.

Definition hom_from (p : N) (sources : list N) (rows : list (list N)) : hom_table :=
  {| arrows := {| size := N.of_nat (S (length sources)); cells := array_of ((p, count_from 1 (length sources)) :: combine sources rows) |};
     words := array_of ([] :: map (fun i => [i]) (seq 0 (length sources))) |}.

Definition table_from (c : category_code) : category_table :=
  {| shape := graph_of (fst c);
     homs := array_of (map (fun p => hom_from p (nth (N.to_nat p) (fst c) []) (nth (N.to_nat p) (snd c) []))
                           (range (N.of_nat (length (fst c))))) |}.

Fixpoint fits_shape {A B : Type} (l : list (list A)) (m : list (list B)) : bool :=
  match l, m with
  | [], [] => true
  | x :: l', y :: m' => if Nat.eqb (length x) (length y) then fits_shape l' m' else false
  | _, _ => false
  end.

Definition total (l : list (list N)) : nat := fold_right (fun x n => (length x + n)%nat) O l.
Definition between (least most n : nat) : bool := if Nat.leb least n then Nat.leb n most else false.

Definition tabled_category (least most fewest many : nat) (c : category_code) (C : category_table) : bool :=
  if between least most (length (fst c) + total (fst c)) then if between fewest many (length (fst c)) then
    if every rising (fst c) then if fits_shape (fst c) (snd c) then check_category C else false else false
  else false else false.

Definition Categories (least most fewest many : nat) : Type := Made table_from (tabled_category least most fewest many).

Lemma tabled_category_spec least most fewest many c C : tabled_category least most fewest many c C = true ->
  (least <= length (fst c) + total (fst c) <= most)%nat /\ (fewest <= length (fst c) <= many)%nat /\
  every rising (fst c) = true /\ fits_shape (fst c) (snd c) = true /\ check_category C = true.
Proof.
  unfold tabled_category, between. intros H.
  destruct (Nat.leb_spec least (length (fst c) + total (fst c))); [| discriminate].
  destruct (Nat.leb_spec (length (fst c) + total (fst c)) most); [| discriminate].
  destruct (Nat.leb_spec fewest (length (fst c))); [| discriminate].
  destruct (Nat.leb_spec (length (fst c)) many); [| discriminate].
  destruct (every rising (fst c)); [| discriminate]. destruct (fits_shape (fst c) (snd c)); [| discriminate]. repeat split; auto.
Qed.

Definition table_ok {least most fewest many} (c : Categories least most fewest many) : check_category (made c) = true :=
  proj2 (proj2 (proj2 (proj2 (tabled_category_spec least most fewest many _ _ (passes c))))).
Definition the_category {least most fewest many} (c : Categories least most fewest many) : Category := category (made c) (table_ok c).
Coercion the_category : Categories >-> Category.

(** *** The list *)

Definition rising_lists (n k : nat) : list (list N) := filter rising (products (repeat (range (N.of_nat n)) k)).
Fixpoint shapes (n objects arrows : nat) : list (list (list N)) :=
  match objects with
  | O => match arrows with O => [[]] | _ => [] end
  | S objects' => flat_map (fun k => flat_map (fun l => map (cons l) (shapes n objects' (arrows - k))) (rising_lists n k)) (seq 0 (S arrows))
  end.

(** Associativity of arrows from an object to itself, as far as it is known. *)
Definition associative (p : N) (sources : list N) (rows : list (list N)) : bool :=
  let all := count_from 1 (length sources) :: rows in
  every (fun ir : N * (N * list N) =>
    if fst (snd ir) =? p then
      let known := (0, fst ir) :: combine (count_from 1 (length sources)) (snd (snd ir)) in
      every (fun jy : N * N => match nth_error all (N.to_nat (fst jy)), nth_error all (N.to_nat (snd jy)) with
                               | Some zs, Some ws => values_agree known zs ws
                               | _, _ => true
                               end) known
    else true) (combine (count_from 1 (length rows)) (combine sources rows)).

Definition composites (g : list (list N)) : list (list (list (list N))) :=
  products (map (fun p => pruned (fun rows => associative p (nth (N.to_nat p) g []) (rev rows)) (map (fun s => products (map (fun t =>
    filter (fun y => nth (N.to_nat y) (p :: nth (N.to_nat p) g []) 0 =? t) (range (N.of_nat (S (length (nth (N.to_nat p) g []))))))
    (nth (N.to_nat s) g []))) (nth (N.to_nat p) g [])) []) (range (N.of_nat (length g)))).

Definition category_codes (least most fewest many : nat) : list category_code :=
  flat_map (fun a => flat_map (fun n => flat_map (fun g => map (pair g) (composites g)) (shapes n n (a - n)))
                              (seq fewest (S (Nat.min many a) - fewest))) (seq least (S most - least)).

Lemma rising_lists_length n k l : In l (rising_lists n k) -> length l = k.
Proof. intros H. apply filter_In in H. destruct H as [H _]. apply products_length in H. now rewrite repeat_length in H. Qed.

Lemma shapes_size n objects : forall arrows g, In g (shapes n objects arrows) -> length g = objects /\ total g = arrows.
Proof.
  induction objects as [| o IH]; intros arrows g H; cbn [shapes] in H.
  - destruct arrows; [destruct H as [<- | []]; auto | destruct H].
  - apply in_flat_map in H. destruct H as (k & Hk & H). apply in_flat_map in H. destruct H as (l & Hl & H). apply in_map_iff in H.
    destruct H as (r & <- & H). apply in_seq in Hk. apply rising_lists_length in Hl. destruct (IH _ _ H) as [E T]. simpl. lia.
Qed.

Lemma shapes_once n objects : forall arrows, NoDup (shapes n objects arrows).
Proof.
  induction objects as [| o IH]; intros arrows; cbn [shapes]; [destruct arrows; repeat constructor; intros [] |].
  apply (nodup_flat_map (fun g => length (hd [] g))); [| | apply seq_NoDup].
  - intros k g H. apply in_flat_map in H. destruct H as (l & Hl & H). apply in_map_iff in H. destruct H as (r & <- & _).
    simpl. now apply rising_lists_length in Hl.
  - intros k. apply (nodup_flat_map (hd [])).
    + intros l g H. apply in_map_iff in H. now destruct H as (r & <- & _).
    + intros l. apply nodup_map; [congruence | apply IH].
    + apply NoDup_filter, products_once, Forall_forall. intros l H. apply repeat_spec in H. subst. apply nodup_count_from.
Qed.

Lemma composites_once g : NoDup (composites g).
Proof.
  apply products_once, Forall_forall. intros l H. apply in_map_iff in H. destruct H as (p & <- & _).
  apply pruned_once, Forall_forall. intros m K. apply in_map_iff in K. destruct K as (s & <- & _).
  apply products_once, Forall_forall. intros r K. apply in_map_iff in K. destruct K as (t & <- & _). apply NoDup_filter, nodup_count_from.
Qed.

Lemma category_codes_once least most fewest many : NoDup (category_codes least most fewest many).
Proof.
  apply (nodup_flat_map (fun c : category_code => length (fst c) + total (fst c))%nat); [| | apply seq_NoDup].
  - intros a c H. apply in_flat_map in H. destruct H as (n & Hn & H). apply in_flat_map in H. destruct H as (g & Hg & H).
    apply in_map_iff in H. destruct H as (r & <- & _). apply shapes_size in Hg. apply in_seq in Hn. simpl. lia.
  - intros a. apply (nodup_flat_map (fun c : category_code => length (fst c))); [| | apply seq_NoDup].
    + intros n c H. apply in_flat_map in H. destruct H as (g & Hg & H). apply in_map_iff in H. destruct H as (r & <- & _).
      simpl. now apply shapes_size in Hg.
    + intros n. apply (nodup_flat_map fst); [| | apply shapes_once].
      * intros g c H. apply in_map_iff in H. now destruct H as (r & <- & _).
      * intros g. apply nodup_map; [congruence | apply composites_once].
Qed.

Lemma in_rising_lists n l : rising l = true -> Forall (fun a => a < N.of_nat n) l -> In l (rising_lists n (length l)).
Proof.
  intros R H. apply filter_In. split; [| exact R]. apply in_products. clear R.
  induction H as [| a l Ha H IH]; simpl; constructor; [now apply in_range | exact IH].
Qed.

Lemma in_shapes n g : Forall (fun l => rising l = true /\ Forall (fun a => a < N.of_nat n) l) g -> In g (shapes n (length g) (total g)).
Proof.
  intros H. induction H as [| l g [R Hl] H IH]; [now left |]. cbn [length shapes total fold_right]. apply in_flat_map. exists (length l).
  split; [apply in_seq; lia |]. apply in_flat_map. exists l. split; [now apply in_rising_lists |].
  rewrite Nat.add_comm, Nat.add_sub. now apply in_map.
Qed.

Lemma fits_shape_spec {A B : Type} (l : list (list A)) : forall (m : list (list B)), fits_shape l m = true ->
  length m = length l /\ forall n, length (nth n m []) = length (nth n l []).
Proof.
  induction l as [| x l IH]; intros [| y m] H; simpl in H; try discriminate; [split; [reflexivity | intros [|]; reflexivity] |].
  destruct (Nat.eqb_spec (length x) (length y)) as [E | _]; [| discriminate]. destruct (IH m H) as [L K]. simpl. split; [now rewrite L |].
  intros [| n]; [now symmetry | apply K].
Qed.

Lemma nth_error_combine {A B : Type} (l : list A) : forall (m : list B) i a b, nth_error l i = Some a -> nth_error m i = Some b ->
  nth_error (combine l m) i = Some (a, b).
Proof.
  induction l as [| x l IH]; intros [| y m] [| i] a b E K; simpl in *; try discriminate; [congruence | now apply IH].
Qed.

Lemma nth_combine {B : Type} (d : B) (l : list N) : forall (m : list B) k, length m = length l -> fst (nth k (combine l m) (0, d)) = nth k l 0.
Proof. induction l as [| x l IH]; intros [| y m] [| k] E; simpl in *; try discriminate; auto. Qed.

(** The rows of a category are associative. *)
Lemma associative_prefix p sources rows C : p < objects (shape C) -> check_category C = true -> hom C p = hom_from p sources rows ->
  length rows = length sources -> forall n, associative p sources (firstn n rows) = true.
Proof.
  intros Hp C_ok E L n. pose proof (check_category_spec C C_ok) as V. pose proof (category_homs C V p Hp) as Vp.
  set (H := arrows (hom C p)).
  assert (Row : forall k l, nth_error (count_from 1 (length sources) :: rows) k = Some l -> N.of_nat k < size H /\ line H (N.of_nat k) = l /\
            (forall s, k <> O -> nth_error sources (pred k) = Some s -> place H (N.of_nat k) = s)).
  { intros k l Ek. assert (Lk : (k < S (length rows))%nat) by (apply (nth_error_Some (count_from 1 (length sources) :: rows) k); congruence).
    unfold H. rewrite E. simpl. split; [lia |]. unfold line, place. simpl. rewrite get_array, Nnat.Nat2N.id.
    destruct k as [| k]; simpl in *; [split; [congruence | intros; congruence] |].
    destruct (nth_error sources k) as [s |] eqn:Es; [| apply nth_error_None in Es; lia].
    rewrite (nth_error_nth _ _ _ (nth_error_combine sources rows k s l Es Ek)). split; [reflexivity | intros s' _ Es'; simpl; congruence]. }
  assert (Zero : line H 0 = count_from 1 (length sources)) by (apply (Row O); reflexivity).
  apply every_spec. intros [i [s r]] Hi. cbn [fst snd]. destruct (N.eqb_spec s p) as [-> | _]; [| reflexivity].
  destruct (In_nth_error _ _ Hi) as (k & Ek).
  assert (Ki : i = N.of_nat (S k) /\ nth_error sources k = Some p /\ nth_error rows k = Some r).
  { clear - Ek. assert (G : forall m ss rs b, nth_error (combine (count_from b m) (combine ss rs)) k = Some (i, (p, r)) ->
      i = b + N.of_nat k /\ nth_error ss k = Some p /\ nth_error rs k = Some r).
    { clear Ek. revert k. intros k m. revert k. induction m as [| m IH]; intros k ss rs b Ek; [destruct k; discriminate |].
      destruct ss as [| x ss], rs as [| y rs]; simpl in Ek; try (destruct k; discriminate).
      destruct k as [| k]; simpl in *; [injection Ek as <- <- <-; repeat split; lia |]. apply IH in Ek. destruct Ek as (-> & A & B). repeat split; auto. lia. }
    apply G in Ek. destruct Ek as (-> & A & B). apply nth_error_firstn in B. repeat split; auto. lia. }
  destruct Ki as (-> & Es & Er). destruct (Row (S k) r Er) as (Si & Li & Pi). specialize (Pi p (Nat.neq_succ_0 k) Es).
  pose proof (arrow_respects C V p (N.of_nat (S k)) Hp Si) as R. fold H in R. rewrite Pi in R.
  pose proof (R 0 (hom_inhabited _ _ _ Vp)) as R0. rewrite (image_unit _ _ _ _ Vp) in R0. fold H in R0. rewrite Li, Zero in R0.
  cbv zeta. rewrite <- R0.
  assert (Known : forall g w, In (g, w) ((0, N.of_nat (S k)) :: combine (count_from 1 (length sources)) (map (image (hom C p) H (N.of_nat (S k))) (count_from 1 (length sources)))) ->
            w = image (hom C p) H (N.of_nat (S k)) g /\ g < size H).
  { intros g w [K | K].
    - injection K as <- <-. split; [symmetry; apply (image_unit _ _ _ _ Vp) | exact (hom_inhabited _ _ _ Vp)].
    - apply combine_image in K. destruct K as [K I]. split; [exact K |].
      apply (valid_in _ _ (hom_valid _ _ _ Vp) 0 g (hom_inhabited _ _ _ Vp)). fold H. now rewrite Zero. }
  apply every_spec. intros [j y] Hj. destruct (Known j y Hj) as [-> Sj]. cbn [fst snd].
  assert (Pre : forall m l, nth_error (count_from 1 (length sources) :: firstn n rows) m = Some l -> nth_error (count_from 1 (length sources) :: rows) m = Some l).
  { intros [| m] l K; [exact K |]. simpl in *. now apply nth_error_firstn in K. }
  match goal with |- context [nth_error ?l (N.to_nat j)] => set (all := l) in * end.
  destruct (nth_error all (N.to_nat j)) as [zs |] eqn:Ej; [| reflexivity].
  destruct (nth_error all (N.to_nat (image (hom C p) H (N.of_nat (S k)) j))) as [ws |] eqn:Ew; [| reflexivity].
  apply Pre in Ej, Ew. destruct (Row _ zs Ej) as (_ & Lj & _). destruct (Row _ ws Ew) as (_ & Lw & _).
  rewrite N2Nat.id in Lj, Lw. rewrite <- Lw, <- (R j Sj). fold H. rewrite Lj. apply values_agree_image. intros g w K. now apply Known.
Qed.

Lemma table_rows g rows : fits_shape g rows = true -> check_category (table_from (g, rows)) = true ->
  Forall (fun l => Forall (fun a => a < N.of_nat (length g)) l) g /\ In rows (composites g).
Proof.
  intros F K. pose proof K as C_ok. destruct (fits_shape_spec g rows F) as [L M]. apply check_category_spec in K.
  destruct K as [HH HS _].
  assert (Sr : forall b, sources (shape (table_from (g, rows))) b = nth (N.to_nat b) g []) by (intros b; apply get_array).
  assert (Ob : objects (shape (table_from (g, rows))) = N.of_nat (length g)) by reflexivity.
  assert (Hom : forall p, p < N.of_nat (length g) -> hom (table_from (g, rows)) p = hom_from p (nth (N.to_nat p) g []) (nth (N.to_nat p) rows []))
    by (intros p Hp; unfold hom, table_from; cbn [homs fst snd]; now rewrite get_map_range).
  split.
  - apply Forall_forall. intros l Hl. apply Forall_forall. intros a Hal. destruct (In_nth _ _ [] Hl) as (b & Hb & E).
    rewrite <- Ob. apply (HS (N.of_nat b)); [rewrite Ob; lia |]. rewrite Sr, Nnat.Nat2N.id. now rewrite E.
  - unfold composites. apply in_products, forall2_nth; [now rewrite map_length, length_range, Nnat.Nat2N.id |].
    intros n xs E. rewrite nth_error_map in E. destruct (nth_error (range (N.of_nat (length g))) n) as [p |] eqn:Ep; [| discriminate].
    injection E as <-. apply nth_error_range in Ep. destruct Ep as [-> Hp]. rewrite Nnat.Nat2N.id.
    exists (nth n rows []). split; [apply nth_error_nth'; lia |]. rewrite <- Ob in Hp. pose proof (HH _ Hp) as V. rewrite Ob in Hp.
    rewrite (Hom _ Hp), Nnat.Nat2N.id in V. pose proof (hom_valid _ _ _ V) as W. clear V.
    set (s := nth n g []) in *. set (r := nth n rows []) in *. assert (Lr : length r = length s) by apply M.
    apply in_pruned.
    2: { intros k. rewrite app_nil_r, rev_involutive. apply (associative_prefix (N.of_nat n) s r (table_from (g, rows))); auto.
      rewrite (Hom _ Hp), Nnat.Nat2N.id. reflexivity. }
    apply forall2_nth; [now rewrite map_length |]. intros i ys E. rewrite nth_error_map in E.
    destruct (nth_error s i) as [a |] eqn:Ea; [| discriminate]. injection E as <-.
    assert (Hi : (i < length s)%nat) by (apply nth_error_Some; congruence).
    destruct (nth_error r i) as [l |] eqn:El; [| apply nth_error_None in El; lia]. exists l. split; [reflexivity |].
    assert (Cell : get (0, []) (cells (arrows (hom_from (N.of_nat n) s r))) (N.of_nat (S i)) = (a, l)).
    { simpl arrows. cbn [cells]. rewrite get_array, Nnat.Nat2N.id. simpl nth. apply nth_error_nth.
      now apply nth_error_combine. }
    assert (Sz : N.of_nat (S i) < size (arrows (hom_from (N.of_nat n) s r))) by (simpl; lia).
    pose proof (all_below_spec _ _ W _ Sz) as Vc. unfold valid_cell in Vc. rewrite !andb_true_iff in Vc. destruct Vc as ((_ & V2) & V3).
    assert (Gp : place (arrows (hom_from (N.of_nat n) s r)) (N.of_nat (S i)) = a) by (unfold place; now rewrite Cell).
    assert (Gl : line (arrows (hom_from (N.of_nat n) s r)) (N.of_nat (S i)) = l) by (unfold line; now rewrite Cell).
    rewrite Gp, Gl in *. apply same_spec in V3. rewrite Sr in V3. rewrite <- V3. rewrite forallb_forall in V2.
    apply in_products. clear - V2 Lr. induction l as [| y l IH]; simpl; constructor; [| apply IH; intros; apply V2; now right].
    apply filter_In. split; [apply in_range; apply N.ltb_lt, (V2 y), or_introl; reflexivity |]. apply N.eqb_eq.
    unfold place. simpl arrows. cbn [cells]. rewrite get_array. clear - Lr.
    destruct (N.to_nat y) as [| k]; [reflexivity |]. simpl nth. symmetry. now apply nth_combine.
Qed.

Lemma category_codes_complete least most fewest many c :
  tabled_category least most fewest many c (table_from c) = true -> In c (category_codes least most fewest many).
Proof.
  destruct c as [g rows]. intros H. apply tabled_category_spec in H. simpl fst in *. simpl snd in *.
  destruct H as (Ha & Hn & R & F & K). destruct (table_rows g rows F K) as [B I].
  apply in_flat_map. exists (length g + total g)%nat. split; [apply in_seq; lia |].
  apply in_flat_map. exists (length g). split; [apply in_seq; lia |].
  apply in_flat_map. exists g. split; [| now apply in_map].
  rewrite Nat.add_comm, Nat.add_sub. apply in_shapes, Forall_forall. intros l Hl. rewrite every_spec in R. split; [now apply R |].
  rewrite Forall_forall in B. now apply B.
Qed.

#[export] Instance finite_categories least most fewest many : Finite (Categories least most fewest many) :=
  finite_made _ _ (category_codes least most fewest many) (category_codes_complete least most fewest many) (category_codes_once least most fewest many).

(** *** Posets *)

(** At most one arrow from one object to another, and none back. *)
Fixpoint ascending (l : list N) : bool :=
  match l with x :: (y :: _) as l' => if x <? y then ascending l' else false | _ => true end.
Definition ordered (g : list (list N)) : bool :=
  every (fun p => let s := nth (N.to_nat p) g [] in
    if ascending s then every (fun a => if a =? p then false else negb (some (N.eqb p) (nth (N.to_nat a) g []))) s else false)
    (range (N.of_nat (length g))).

Definition tabled_poset (least most : nat) (c : category_code) (C : category_table) : bool :=
  if between least most (length (fst c)) then if ordered (fst c) then if fits_shape (fst c) (snd c) then check_category C
  else false else false else false.
Definition Posets (least most : nat) : Type := Made table_from (tabled_poset least most).

Lemma tabled_poset_spec least most c C : tabled_poset least most c C = true ->
  (least <= length (fst c) <= most)%nat /\ ordered (fst c) = true /\ fits_shape (fst c) (snd c) = true /\ check_category C = true.
Proof.
  unfold tabled_poset, between. intros H. destruct (Nat.leb_spec least (length (fst c))); [| discriminate].
  destruct (Nat.leb_spec (length (fst c)) most); [| discriminate]. destruct (ordered (fst c)); [| discriminate].
  destruct (fits_shape (fst c) (snd c)); [| discriminate]. repeat split; auto.
Qed.

Definition order_ok {least most} (c : Posets least most) : check_category (made c) = true :=
  proj2 (proj2 (proj2 (tabled_poset_spec least most _ _ (passes c)))).
Definition the_poset {least most} (c : Posets least most) : Category := category (made c) (order_ok c).
Coercion the_poset : Posets >-> Category.

(** What is below each point is a choice of others. *)
Fixpoint sublists (l : list N) : list (list N) := match l with [] => [[]] | x :: l' => map (cons x) (sublists l') ++ sublists l' end.
Definition poset_codes (least most : nat) : list category_code :=
  flat_map (fun n => flat_map (fun g => map (pair g) (composites g))
    (filter ordered (products (map (fun p => sublists (range (N.of_nat n))) (range (N.of_nat n)))))) (seq least (S most - least)).

Lemma sublists_within l : forall m, In m (sublists l) -> incl m l.
Proof.
  induction l as [| x l IH]; intros m H; simpl in H; [destruct H as [<- | []]; intros y [] |]. apply in_app_or in H. destruct H as [H | H].
  - apply in_map_iff in H. destruct H as (r & <- & H). intros y [<- | Hy]; [now left | right; now apply (IH r)].
  - intros y Hy. right. now apply (IH m).
Qed.

Lemma sublists_once l : NoDup l -> NoDup (sublists l).
Proof.
  intros D. induction D as [| x l Nx D IH]; simpl; [repeat constructor; intros [] |]. apply nodup_app; [now apply nodup_map; [congruence |] | exact IH |].
  intros m H K. apply in_map_iff in H. destruct H as (r & <- & _). apply sublists_within in K. exact (Nx (K x (or_introl eq_refl))).
Qed.

Lemma ascending_tail x l : ascending (x :: l) = true -> ascending l = true /\ Forall (fun y => x < y) l.
Proof.
  revert x. induction l as [| y l IH]; intros x H; [split; [reflexivity | constructor] |]. cbn [ascending] in H.
  destruct (N.ltb_spec x y) as [L | _]; [| discriminate]. split; [exact H |]. destruct (IH y H) as [_ F]. constructor; [exact L |].
  eapply Forall_impl; [| exact F]. intros; simpl in *; lia.
Qed.

Lemma ascending_sublist k : forall n l, ascending l = true -> Forall (fun a => n <= a < n + N.of_nat k) l -> In l (sublists (count_from n k)).
Proof.
  induction k as [| k IH]; intros n l A F.
  - destruct l as [| x l]; [now left |]. inversion F as [| x' l' Hx _]; subst. lia.
  - cbn [count_from sublists]. apply in_or_app. destruct l as [| x l].
    + right. apply IH; [reflexivity | constructor].
    + destruct (ascending_tail x l A) as [A' G]. inversion F as [| x' l' Hx F']; subst. destruct (N.eq_dec x n) as [-> | Nx].
      * left. apply in_map, IH; [exact A' |]. rewrite Forall_forall in *. intros y Hy. specialize (G y Hy). specialize (F' y Hy). lia.
      * right. apply IH; [exact A |]. constructor; [lia |]. rewrite Forall_forall in *. intros y Hy. specialize (G y Hy). specialize (F' y Hy). lia.
Qed.

Lemma poset_codes_once least most : NoDup (poset_codes least most).
Proof.
  apply (nodup_flat_map (fun c : category_code => length (fst c))); [| | apply seq_NoDup].
  - intros n c H. apply in_flat_map in H. destruct H as (g & Hg & H). apply in_map_iff in H. destruct H as (r & <- & _).
    apply filter_In in Hg. destruct Hg as [Hg _]. apply products_length in Hg. rewrite map_length, length_range in Hg. simpl. lia.
  - intros n. apply (nodup_flat_map fst).
    + intros g c H. apply in_map_iff in H. now destruct H as (r & <- & _).
    + intros g. apply nodup_map; [congruence | apply composites_once].
    + apply NoDup_filter, products_once, Forall_forall. intros l H. apply in_map_iff in H. destruct H as (p & <- & _).
      apply sublists_once, nodup_count_from.
Qed.

Lemma poset_codes_complete least most c : tabled_poset least most c (table_from c) = true -> In c (poset_codes least most).
Proof.
  destruct c as [g rows]. intros H. apply tabled_poset_spec in H. simpl fst in *. simpl snd in *. destruct H as (Hn & R & F & K).
  destruct (table_rows g rows F K) as [B I]. apply in_flat_map. exists (length g). split; [apply in_seq; lia |].
  apply in_flat_map. exists g. split; [| now apply in_map]. apply filter_In. split; [| exact R].
  apply in_products, forall2_nth; [rewrite map_length, length_range; lia |]. intros n xs E. rewrite nth_error_map in E.
  destruct (nth_error (range (N.of_nat (length g))) n) as [p |] eqn:Ep; [| discriminate]. injection E as <-.
  apply nth_error_range in Ep. destruct Ep as [-> Hp]. exists (nth n g []). split; [apply nth_error_nth'; lia |].
  apply ascending_sublist.
  - unfold ordered in R. rewrite every_spec in R. specialize (R (N.of_nat n) (proj2 (in_range _ _) Hp)). cbv zeta in R. rewrite Nnat.Nat2N.id in R.
    destruct (ascending (nth n g [])); [reflexivity | discriminate].
  - rewrite Nnat.N2Nat.id. rewrite Forall_forall in B. assert (Hl : In (nth n g []) g) by (apply nth_In; lia).
    eapply Forall_impl; [| exact (B _ Hl)]. intros; simpl in *; lia.
Qed.

#[export] Instance finite_posets least most : Finite (Posets least most) :=
  finite_made _ _ (poset_codes least most) (poset_codes_complete least most) (poset_codes_once least most).

(** ** Isomorphic categories *)

#[universes(polymorphic)] Definition IsomorphicCategories (C D : Category) : Prop :=
  exists (F : Functor C D) (G : Functor D C), SameFunctor (compose_functor G F) (identity_functor C) /\
                                              SameFunctor (compose_functor F G) (identity_functor D).

Lemma same_arrow_map {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F : Functor C D) {a b c d : C} (f : Hom a b) (g : Hom c d) :
  SameArrow f g -> SameArrow (fmap F f) (fmap F g).
Proof. intros H. destruct (same_arrow_ends f g H) as [<- <-]. apply same_arrow_eq in H. apply same_arrow_eq. now rewrite H. Qed.

Section Same.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D}.

  Definition same_functor (F G : Functor C D) : bool :=
    every (fun a => every (fun b => every (fun f : Hom a b => same_across (fmap F f) (fmap G f)) (members_listed (Hom a b)))
                          (members_listed C)) (members_listed C).

  Lemma same_functor_spec F G : same_functor F G = true <-> SameFunctor F G.
  Proof.
    unfold same_functor. split.
    - intros H a b f. rewrite every_spec in H. specialize (H a (complete a)). rewrite every_spec in H. specialize (H b (complete b)).
      rewrite every_spec in H. apply same_across_spec, H, complete.
    - intros H. apply every_spec. intros a _. apply every_spec. intros b _. apply every_spec. intros f _. apply same_across_spec, H.
  Qed.
End Same.

Lemma inverse_faithful {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F : Functor C D) (G : Functor D C) :
  SameFunctor (compose_functor G F) (identity_functor C) -> Faithful F.
Proof.
  intros H a b f g E. apply same_arrow_eq. apply same_arrow_trans with (2 := H a b g). apply same_arrow_trans with (1 := same_arrow_sym _ _ (H a b f)).
  apply same_arrow_eq. simpl. now rewrite E.
Qed.

Lemma functorial_length C D c F : functorial C D c F = true -> length (fst c) = N.to_nat (objects (shape C)).
Proof. unfold functorial. destruct (Nat.eqb_spec (length (fst c)) (N.to_nat (objects (shape C)))); [auto | discriminate]. Qed.

Section IsomorphicTables.
  Context {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true).

  (** Injective on objects. *)
  Fixpoint distinct (l : list N) : bool := match l with [] => true | x :: l' => if some (N.eqb x) l' then false else distinct l' end.

  Lemma distinct_nth l : (forall i j x, nth_error l i = Some x -> nth_error l j = Some x -> i = j) -> distinct l = true.
  Proof.
    induction l as [| x l IH]; intros H; [reflexivity |]. simpl. destruct (some (N.eqb x) l) eqn:E.
    - apply some_spec in E. destruct E as (y & Hy & E). apply N.eqb_eq in E. subst y. destruct (In_nth_error _ _ Hy) as (k & K).
      specialize (H O (S k) x eq_refl K). discriminate.
    - apply IH. intros i j y Hi Hj. specialize (H (S i) (S j) y Hi Hj). congruence.
  Qed.

  Lemma injective_key (F : Functors C_ok D_ok) : (forall a b, the_functor F a = the_functor F b -> a = b) -> distinct (fst (key F)) = true.
  Proof.
    intros H. apply distinct_nth. intros i j x Hi Hj.
    pose proof (functorial_length C D _ _ (passes F)) as L.
    assert (B : forall k y, nth_error (fst (key F)) k = Some y -> (N.of_nat k <? objects (shape C)) = true /\ value_at (made F) (N.of_nat k) = y).
    { intros k y K. split; [apply N.ltb_lt; assert (k < length (fst (key F)))%nat by (apply nth_error_Some; congruence); lia |].
      rewrite (made_is _ _ F). unfold value_at, functor_from. cbn [object_values]. rewrite get_array, Nnat.Nat2N.id. now apply nth_error_nth. }
    destruct (B i x Hi) as [Bi Vi]. destruct (B j x Hj) as [Bj Vj].
    assert (E : object C_ok (N.of_nat i) Bi = object C_ok (N.of_nat j) Bj) by (apply H, subset_eq; simpl; congruence).
    apply (f_equal (number (p := fun a => a <? objects (shape C)))) in E. simpl in E. lia.
  Qed.

  Definition isomorphic_tables : bool :=
    some (fun F : Functors C_ok D_ok =>
            if in_class (P := Faithful) (F : Functor _ _) then
              some (fun G : Functors D_ok C_ok =>
                      if same_functor (compose_functor G F) (identity_functor (category C C_ok))
                      then same_functor (compose_functor F G) (identity_functor (category D D_ok)) else false)
                   (members_listed (Functors D_ok C_ok))
            else false) (made_of _ _ (codes_such C D distinct)).

  #[export] Instance decides_isomorphic_categories :
    Decides (IsomorphicCategories (category C C_ok) (category D D_ok)) isomorphic_tables (negb isomorphic_tables).
  Proof.
    apply decides_of. unfold isomorphic_tables. rewrite some_spec. split.
    - intros (F & _ & H). destruct (in_class (the_functor F)); [| discriminate]. apply some_spec in H. destruct H as (G & _ & H).
      destruct (same_functor (compose_functor G F) _) eqn:E; [| discriminate]. exists F, G. split; now apply same_functor_spec.
    - intros (F & G & H & K). destruct (every_functor C_ok D_ok F) as (c & Sc). destruct (every_functor D_ok C_ok G) as (d & Sd).
      assert (H' : SameFunctor (compose_functor (the_functor d) (the_functor c)) (identity_functor (category C C_ok))).
      { intros a b f. apply same_arrow_trans with (2 := H a b f). simpl.
        apply same_arrow_trans with (1 := Sd _ _ (fmap (the_functor c) f)). apply (same_arrow_map G), Sc. }
      assert (K' : SameFunctor (compose_functor (the_functor c) (the_functor d)) (identity_functor (category D D_ok))).
      { intros a b f. apply same_arrow_trans with (2 := K a b f). simpl.
        apply same_arrow_trans with (1 := Sc _ _ (fmap (the_functor d) f)). apply (same_arrow_map F), Sd. }
      exists c. split.
      { apply made_of_complete, codes_such_complete; [rewrite <- (made_is _ _ c); apply passes |]. apply injective_key. intros a b E.
        destruct (same_arrow_ends _ _ (H' a a (id a))) as [Ea _]. destruct (same_arrow_ends _ _ (H' b b (id b))) as [Eb _]. simpl in Ea, Eb.
        rewrite <- Ea, <- Eb. exact (f_equal (fun x => the_functor d x) E). }
      rewrite (proj2 (in_class_spec (the_functor c)) (inverse_faithful _ _ H')).
      apply some_spec. exists d. split; [apply complete |]. rewrite (proj2 (same_functor_spec _ _) H'). now apply same_functor_spec.
  Qed.
End IsomorphicTables.

Lemma isomorphic_kinds {A : Type} (as_category : A -> Category@{Set Set}) (finite : forall a, FiniteCategory (as_category a)) :
  Equivalence (fun C D : A => IsomorphicCategories (as_category C) (as_category D)).
Proof.
  split.
  - intros C. exists (identity_functor (as_category C)), (identity_functor (as_category C)). split; intros a b f; simpl; now apply (same_arrow_eq (FC := finite C)).
  - intros C D (F & G & H & K). now exists G, F.
  - intros B C D (F & G & H & K) (F' & G' & H' & K'). exists (compose_functor F' F), (compose_functor G G'). split.
    + intros a b f. apply (same_arrow_trans (FC := finite B)) with (2 := H a b f). simpl.
      exact (same_arrow_map (FC := finite C) (FD := finite B) G _ _ (H' _ _ (fmap F f))).
    + intros a b f. apply (same_arrow_trans (FC := finite D)) with (2 := K' a b f). simpl.
      exact (same_arrow_map (FC := finite C) (FD := finite D) F' _ _ (K _ _ (fmap G' f))).
Qed.

#[export] Instance isomorphic_equivalence {least most fewest many} :
  Equivalence (fun C D : Categories least most fewest many => IsomorphicCategories C D) :=
  isomorphic_kinds the_category (fun C => table_category (table_ok C)).
#[export] Instance isomorphic_posets {least most} : Equivalence (fun C D : Posets least most => IsomorphicCategories C D) :=
  isomorphic_kinds the_poset (fun C => table_category (order_ok C)).

#[export] Typeclasses Opaque Categories Posets IsomorphicCategories.
