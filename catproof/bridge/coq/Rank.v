(** Prompt rank and familial tasks, on tables. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive.
From Catproof Require Export Yoneda TaskIso FunctorProperties.
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
    assert (L : length (range (N.of_nat (length classes))) = N.to_nat (N.of_nat (length classes))).
    { unfold range. generalize (N.to_nat (N.of_nat (length classes))) as k. generalize 0.
      intros s k. revert s. induction k as [| k IH]; intros s; simpl; [reflexivity | now rewrite IH]. }
    rewrite <- L. apply count_le with (R := fun c y => lookup (class_labels classes) y = Some c).
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
End Rank.

(** ** Familial tasks *)

(** Every element is a restriction of exactly one of the generators, along exactly one arrow. *)
Definition check_familial (C : category_table) (S : system) (generators : text) : bool :=
  let gens := row generators in
  let k := N.of_nat (length gens) in
  let gen := get 0 (array_of gens) in
  let maps := array_of (map (fun u => image_table (hom C (place S u)) S u) gens) in
  let m i := get (PositiveMap.empty N) maps i in
  let inv := fold_left (fun inv i => fold_left (fun inv f => store inv (get 0 (m i) f) (i, f))
                                       (range (size (arrows (hom C (place S (gen i)))))) inv)
                       (range k) (PositiveMap.empty (N * N)) in
  all_below k (fun i =>
    let u := gen i in
    (u <? size S) && commutes (hom C (place S u)) S (m i) u &&
    all_below (size (arrows (hom C (place S u)))) (fun f =>
      match lookup inv (get 0 (m i) f) with Some (j, g) => (i =? j) && (f =? g) | None => false end)) &&
  all_below (size S) (fun x =>
    match lookup inv x with
    | Some (i, f) => (i <? k) && (f <? size (arrows (hom C (place S (gen i))))) && (get 0 (m i) f =? x)
    | None => false
    end).

(** The element [x] is in no summand: an element [v] that restricts to [x] has two arrows with one value, or the
    elements it reaches are not closed under what restricts to them. *)
Definition check_not_familial (C : category_table) (S : system) (x : N) : bool :=
  (x <? size S) &&
  all_below (size S) (fun v =>
    let H := hom C (place S v) in
    let m := image_table H S v in
    let seen := fold_left (fun seen f => store seen (get 0 m f) f) (range (size (arrows H))) (PositiveMap.empty N) in
    if commutes H S m v then
      match lookup seen x with
      | None => true
      | Some _ =>
        if any (fun f => match lookup seen (get 0 m f) with
                         | Some g => if f =? g then false else (g <? size (arrows H)) && (get 0 m g =? get 0 m f)
                         | None => false
                         end) (range (size (arrows H))) then true
        else any (fun y => match lookup seen y with
                           | Some _ => false
                           | None => existsb (fun z => match lookup seen z with Some _ => true | None => false end) (line S y)
                           end) (range (size S))
      end
    else false).

Lemma fold_lookup {B} (f : N -> N) (g : N -> B) l : forall m i, In i l ->
  lookup (fold_left (fun m i => store m (f i) (g i)) l m) (f i) <> None.
Proof.
  assert (K : forall l m k, lookup m k <> None -> lookup (fold_left (fun m i => store m (f i) (g i)) l m) k <> None).
  { induction l0 as [| j l0 IH]; intros m k H; simpl; [exact H |]. apply IH. rewrite lookup_store.
    destruct (f j =? k); [discriminate | exact H]. }
  induction l as [| j l IH]; intros m i Hi; [destruct Hi |]. simpl. destruct Hi as [-> | Hi]; [| now apply IH].
  apply K. rewrite lookup_store, N.eqb_refl. discriminate.
Qed.

Lemma lookup_fold_some {B} (f : N -> N) (g : N -> B) l : forall m k,
  lookup (fold_left (fun m i => store m (f i) (g i)) l m) k <> None -> lookup m k <> None \/ exists i, In i l /\ f i = k.
Proof.
  induction l as [| j l IH]; intros m k H; simpl in H; [now left |]. apply IH in H. destruct H as [H | (i & Hi & E)].
  - rewrite lookup_store in H. destruct (N.eqb_spec (f j) k) as [E | _]; [| now left]. right. exists j.
    split; [now left | exact E].
  - right. exists i. split; [now right | exact E].
Qed.

Section Familial.
  Context {C : category_table} {S : system} (C_ok : check_category C = true) (S_ok : check_task C S = true).
  Let V := check_category_spec C C_ok.
  Let W := check_task_spec C S V S_ok.
  Let T := task C S C_ok S_ok.

  Lemma commutes_value u m : u < size S -> commutes (hom C (place S u)) S m u = true ->
    forall f, f < size (arrows (hom C (place S u))) -> get 0 m f = image (hom C (place S u)) S u f.
  Proof.
    intros Hu H f Hf. apply (commutes_image (shape C) (place S u)); auto. apply (category_homs C V).
    now apply (valid_place _ _ (task_valid C S W)).
  Qed.

  Lemma image_place u f : u < size S -> f < size (arrows (hom C (place S u))) ->
    place S (image (hom C (place S u)) S u f) = place (arrows (hom C (place S u))) f.
  Proof.
    intros Hu Hf. apply (valid_follow _ _ (task_valid C S W)); [exact Hu |].
    apply (hom_walk _ _ _ (category_homs C V _ (valid_place _ _ (task_valid C S W) u Hu)) f Hf).
  Qed.

  Lemma element_place (Y : category C C_ok) (e : T Y) : place S (number e) = number Y.
  Proof. destruct e as [e He]. simpl. now apply member_spec in He. Qed.

  Theorem familial_true (generators : text) : check_familial C S generators = true -> Familial T.
  Proof.
    intros H. unfold check_familial in H. cbv zeta in H.
    set (k := N.of_nat (length (row generators))) in H. set (gen := get 0 (array_of (row generators))) in H.
    set (m := fun i => get (PositiveMap.empty N) (array_of (map (fun u => image_table (hom C (place S u)) S u) (row generators))) i) in H.
    match type of H with context [lookup ?i _] => set (inv := i) in H end.
    apply andb_prop in H. destruct H as [H K].
    assert (H' : forall i, i < k -> gen i < size S /\ forall f, f < size (arrows (hom C (place S (gen i)))) ->
      lookup inv (image (hom C (place S (gen i))) S (gen i) f) = Some (i, f)).
    { intros i Hi. pose proof (all_below_spec _ _ H i Hi) as L. cbv beta in L. rewrite !andb_true_iff in L.
      destruct L as ((A & B) & D). apply N.ltb_lt in A. split; [exact A |]. intros f Hf.
      pose proof (all_below_spec _ _ D f Hf) as L. cbv beta in L. fold (m i) in L, B.
      rewrite (commutes_value _ _ A B f Hf) in L.
      destruct (lookup inv (image (hom C (place S (gen i))) S (gen i) f)) as [[j g] |]; [| discriminate].
      apply andb_prop in L. destruct L as [L L']. apply N.eqb_eq in L, L'. congruence. }
    assert (K' : forall x, x < size S -> exists i f, lookup inv x = Some (i, f) /\ i < k /\
      f < size (arrows (hom C (place S (gen i)))) /\ image (hom C (place S (gen i))) S (gen i) f = x).
    { intros x Hx. pose proof (all_below_spec _ _ K x Hx) as L. cbv beta in L.
      destruct (lookup inv x) as [[i f] |]; [| discriminate]. exists i, f. split; [reflexivity |].
      rewrite !andb_true_iff in L. destruct L as ((A & B) & D). apply N.ltb_lt in A, B. apply N.eqb_eq in D.
      split; [exact A |]. split; [exact B |]. rewrite <- D. fold (m i).
      pose proof (all_below_spec _ _ H i A) as L. cbv beta in L. rewrite !andb_true_iff in L.
      symmetry. apply commutes_value; [now apply H' | apply L | exact B]. }
    clearbody inv. clear H K. clearbody m gen k.
    set (I := {i : N | (i <? k) = true}).
    assert (HI : forall i : I, number i < k) by (intros [i Hi]; now apply N.ltb_lt).
    assert (HP : forall i : I, (place S (gen (number i)) <? objects (shape C)) = true).
    { intros i. apply N.ltb_lt. apply (valid_place _ _ (task_valid C S W)). apply H', HI. }
    set (P := fun i : I => exist _ _ (HP i) : category C C_ok).
    assert (Hu : forall i : I, member S (number (P i)) (gen (number i)) = true).
    { intros i. apply member_spec. split; [apply H', HI | reflexivity]. }
    set (u := fun i : I => exist _ _ (Hu i) : T (P i)).
    set (fst_of := fun x => match lookup inv x with Some p => fst p | None => 0 end).
    set (snd_of := fun x => match lookup inv x with Some p => snd p | None => 0 end).
    assert (N1 : forall (X : category C C_ok) (x : T X), (fst_of (number x) <? k) = true).
    { intros X [x Hx]. simpl. apply member_spec in Hx. destruct (K' x (proj1 Hx)) as (i & f & E & A & _).
      unfold fst_of. rewrite E. now apply N.ltb_lt. }
    assert (N2 : forall (X : category C C_ok) (x : T X),
      member (arrows (hom C (number (P (exist _ _ (N1 X x)))))) (number X) (snd_of (number x)) = true).
    { intros X [x Hx]. simpl. apply member_spec in Hx. destruct Hx as [Hx Hp].
      destruct (K' x Hx) as (i & f & E & A & B & D). unfold fst_of, snd_of. rewrite E. simpl. apply member_spec.
      split; [exact B |]. rewrite <- Hp, <- D. symmetry. apply image_place; [now apply H' | exact B]. }
    assert (SE : forall (X : category C C_ok) (s t : {i : I & Hom X (P i)}),
      number (projT1 s) = number (projT1 t) -> number (projT2 s) = number (projT2 t) -> summand_eqv P X s t).
    { intros X [i f] [j g] E1 E2. simpl in *. apply subset_eq in E1. destruct E1. exists eq_refl. exact E2. }
    set (n := fun (X : category C C_ok) (x : T X) =>
      existT (fun i : I => carrier (Hom X (P i))) (exist _ _ (N1 X x)) (exist _ _ (N2 X x))).
    exists I, P. split.
    { intros [i Hi] [j Hj]. destruct (N.eq_dec i j) as [E | E]; [left; now apply subset_eq | right].
      intros E'. apply E. exact (f_equal (fun c : I => number c) E'). }
    apply (iso_of_inverse (S:=coproduct P) (T:=T) (named_sum (T:=T) P u) n).
    - intros X x y E. apply SE; simpl in *; now rewrite E.
    - intros X [i [f Hf]]. destruct (proj1 (member_spec _ _ _) Hf) as [Hf1 _].
      pose proof (proj2 (H' (number i) (HI i)) f Hf1) as L.
      apply SE; simpl; [unfold fst_of | unfold snd_of]; now rewrite L.
    - intros X [x Hx]. destruct (proj1 (member_spec _ _ _) Hx) as [Hx1 _].
      destruct (K' x Hx1) as (i & f & E & A & B & D). simpl. unfold fst_of, snd_of. rewrite E. exact D.
  Qed.

  Theorem familial_false (x : N) : check_not_familial C S x = true -> ~ Familial T.
  Proof.
    intros H (I & P & dec & m & n & nm & mn). apply andb_prop in H. destruct H as [Hx H]. apply N.ltb_lt in Hx.
    destruct (numbered C_ok S_ok x Hx) as ([X e] & He & HX). simpl in He, HX.
    pose proof (nm : forall a (s : coproduct P a), n a (m a s) == s) as nm'.
    destruct (n X e) as [i g] eqn:Eg.
    set (v := m (P i) (existT (fun j => carrier (Hom (P i) (P j))) i (id (P i)))).
    assert (M : forall (Y : category C C_ok) (f : Hom Y (P i)), m Y (existT _ i f) == restrict T f v).
    { intros Y f. exact (map_out_of_sum P m Y (existT _ i f)). }
    pose proof (proj2_sig v) as Hv. apply member_spec in Hv. destruct Hv as [Hv Hv'].
    pose proof (all_below_spec _ _ H (number v) Hv) as L. cbv beta zeta in L.
    assert (Hv'' : place S (number v) = number (P i)) by exact Hv'. rewrite Hv'' in L.
    set (A := hom C (number (P i))) in L. set (t := image_table A S (number v)) in L.
    set (seen := fold_left (fun seen f => store seen (get 0 t f) f) (range (size (arrows A))) (PositiveMap.empty N)) in L.
    destruct (commutes A S t (number v)) eqn:Ec; [| discriminate].
    assert (Ht : forall f, f < size (arrows A) -> get 0 t f = image A S (number v) f).
    { exact (commutes_image (shape C) (number (P i)) A S (object_valid C C_ok (P i)) t (number v) Ec). }
    assert (Hr : forall (Y : category C C_ok) (f : Hom Y (P i)), number f < size (arrows A) /\
      get 0 t (number f) = number (m Y (existT _ i f))).
    { intros Y f. pose proof (proj2_sig f) as Hf. apply member_spec in Hf. destruct Hf as [Hf _]. split; [exact Hf |].
      rewrite Ht by exact Hf. symmetry. exact (M Y f). }
    assert (Hs : forall (Y : category C C_ok) (f : Hom Y (P i)), lookup seen (number (m Y (existT _ i f))) <> None).
    { intros Y f. destruct (Hr Y f) as [Hf <-]. apply (fold_lookup (fun f => get 0 t f) (fun f => f)). now apply in_range. }
    assert (Hi : forall (Y : category C C_ok) (f f' : Hom Y (P i)), m Y (existT _ i f) == m Y (existT _ i f') -> f == f').
    { intros Y f f' E. assert (E' : @eqv (coproduct P Y) (existT _ i f) (existT _ i f')).
      { rewrite <- (nm' Y (existT _ i f)), <- (nm' Y (existT _ i f')). now apply (apply_proper _ _ n). }
      destruct E' as [q E']. simpl in q, E'.
      assert (Q : q = eq_refl) by (apply eq_proofs_unicity; intros a b; apply dec).
      rewrite Q in E'. exact E'. }
    assert (Hat : forall f, f < size (arrows A) -> exists (Y : category C C_ok) (f' : Hom Y (P i)), number f' = f).
    { intros f Hf. assert (HY : (place (arrows A) f <? objects (shape C)) = true).
      { apply N.ltb_lt. apply (arrow_place C V); [apply object_bound | exact Hf]. }
      assert (Hm : member (arrows A) (place (arrows A) f) f = true) by now apply member_spec.
      exists (object C_ok _ HY), (exist _ f Hm). reflexivity. }
    assert (Hseen : forall y, lookup seen y <> None -> exists (Y : category C C_ok) (f : Hom Y (P i)), number (m Y (existT _ i f)) = y).
    { intros y Hy. apply (lookup_fold_some (fun f => get 0 t f) (fun f => f)) in Hy.
      destruct Hy as [Hy | (f & Hf & Ef)]; [rewrite lookup_empty in Hy; congruence |].
      apply in_range in Hf. destruct (Hat f Hf) as (Y & f' & Hf'). exists Y, f'.
      destruct (Hr Y f') as [_ <-]. now rewrite Hf'. }
    destruct (lookup seen x) as [s |] eqn:Ex.
    - match type of L with (if ?b then _ else _) = true => destruct b eqn:Ea end.
      + (* two arrows with one value *)
        apply any_spec in Ea. destruct Ea as (f & Hf & Ea). apply in_range in Hf.
        destruct (lookup seen (get 0 t f)) as [f2 |]; [| discriminate].
        destruct (N.eqb_spec f f2) as [_ | Hn]; [discriminate |]. apply andb_prop in Ea. destruct Ea as [Hf2 Ea].
        apply N.ltb_lt in Hf2. apply N.eqb_eq in Ea.
        destruct (Hat f Hf) as (Y & f' & Hf'), (Hat f2 Hf2) as (Y2 & f2' & Hf2').
        destruct (Hr Y f') as [_ R1], (Hr Y2 f2') as [_ R2].
        assert (EY : Y = Y2).
        { apply subset_eq. rewrite <- (element_place Y (m Y (existT _ i f'))), <- (element_place Y2 (m Y2 (existT _ i f2'))).
          f_equal. congruence. }
        destruct EY. apply Hn. rewrite <- Hf', <- Hf2'. apply (Hi Y). 
        change (number (m Y (existT _ i f')) = number (m Y (existT _ i f2'))). congruence.
      + (* something outside restricts to something inside *)
        apply any_spec in L. destruct L as (y & Hy & L). apply in_range in Hy.
        destruct (lookup seen y) as [s' |] eqn:Ey; [discriminate |]. apply existsb_exists in L.
        destruct L as (z & Hz & L). destruct (lookup seen z) as [s'' |] eqn:Ez; [| discriminate]. clear L.
        destruct (Hseen z) as (Z & h & Eh); [congruence |].
        destruct (In_nth (line S y) z 0 Hz) as (c & Hc & Ec').
        destruct (numbered C_ok S_ok y Hy) as ([Y y'] & Hy' & HY). simpl in Hy', HY.
        assert (Hb : number Y < objects (shape C)) by apply object_bound.
        assert (Ha : exists a, nth_error (sources (shape C) (number Y)) c = Some a).
        { destruct (nth_error (sources (shape C) (number Y)) c) as [a |] eqn:E; [now exists a |]. exfalso.
          apply nth_error_None in E. rewrite HY, <- (valid_line _ _ (task_valid C S W) y Hy), map_length in E. lia. }
        destruct Ha as (a & Ha).
        assert (Hy0 : place S y = number Y) by now rewrite HY.
        assert (Hao : (a <? objects (shape C)) = true).
        { apply N.ltb_lt. apply (category_sources C V (number Y)); [exact Hb |]. now apply nth_error_In with c. }
        destruct (generator_step (ok := C_ok) S W (number Y) c a y Hb Ha Hy Hy0) as [Hg EG].
        assert (HG : exists (B : category C C_ok) (G : Hom B Y), number (restrict T G y') = z).
        { exists (object C_ok a Hao), (arrow C_ok (object C_ok a Hao) Y _ Hg). rewrite <- Ec'. simpl. rewrite Hy'. exact EG. }
        destruct HG as (B & G & Ezn).
        (* y is in summand j, z is its restriction and in summand i *)
        destruct (n Y y') as [j q] eqn:Ej.
        assert (Eyj : m Y (existT _ j q) == y') by (rewrite <- Ej; apply mn).
        assert (EZ : Z = B).
        { apply subset_eq. rewrite <- (element_place Z (m Z (existT _ i h))), <- (element_place _ (restrict T G y')).
          f_equal. exact (eq_trans Eh (eq_sym Ezn)). }
        destruct EZ.
        assert (EE : @eqv (coproduct P Z) (existT _ i h) (existT _ j (q ∘ G))).
        { rewrite <- (nm' Z (existT _ i h)), <- (nm' Z (existT _ j (q ∘ G))). apply (apply_proper _ _ n).
          transitivity (restrict T G y'); [exact (eq_trans Eh (eq_sym Ezn)) |].
          rewrite <- Eyj. exact (symmetry (apply_natural _ _ m Z Y G (existT _ j q))). }
        destruct EE as [e1 _]. simpl in e1. destruct e1.
        apply (Hs Y q). rewrite <- Ey. f_equal. exact (eq_trans Eyj Hy').
    - (* x is reached, so seen *)
      apply (Hs X g). rewrite <- Ex. f_equal. rewrite <- He. rewrite <- Eg. exact (mn X e).
  Qed.
End Familial.
