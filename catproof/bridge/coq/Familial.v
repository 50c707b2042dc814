(** Familial tasks, on tables. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive.
From Catproof Require Export Rank FunctorProperties.
Import ListNotations.
Open Scope N_scope.

(** ** Familial tasks *)

(** Every element is a restriction of exactly one of the generators, along exactly one arrow. *)
Definition check_familial_by (C : category_table) (S : system) (gens : list N) : bool :=
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
Definition check_familial (C : category_table) (S : system) (generators : text) : bool := check_familial_by C S (row generators).

(** [v] reaches [x]. *)
Definition reaches (C : category_table) (S : system) (v x : N) : bool :=
  any (fun f => image (hom C (place S v)) S v f =? x) (range (size (arrows (hom C (place S v))))).

(** Three ways to see that a task is not familial. In a familial one every element has a generator of its summand: an
    element that reaches it, has exactly one arrow for what it reaches, and reaches whatever has a restriction that it
    reaches. *)

(** Two elements reach a third, and no element reaches both. *)
Definition check_meet (C : category_table) (S : system) (classes : list (list N)) (owner : array N * option (N * N * N)) : bool :=
  match snd owner with
  | None => false
  | Some (v, w, z) =>
    let label := lookup (class_labels classes) in
    (v <? size S) && (w <? size S) &&
    match label v, label w with Some c, Some d => negb (c =? d) | _, _ => false end &&
    reaches C S v z && reaches C S w z && check_classes S classes
  end.

(** An element [g], all that reach it are reached by it, and none of these has as many arrows into its object as [g]
    reaches elements. *)
Definition check_class (C : category_table) (S : system) (g : N) (class : list N) : bool :=
  let H := hom C (place S g) in
  let m := image_table H S g in
  let seen := fold_left (fun seen f => store seen (get 0 m f) f) (range (size (arrows H))) (PositiveMap.empty N) in
  let reached := filter (fun x => match lookup seen x with Some _ => true | None => false end) (range (size S)) in
  let n := N.of_nat (length reached) in
  (g <? size S) && commutes H S m g && check_classes S [class] &&
  match lookup (class_labels [class]) g with Some _ => true | None => false end &&
  forallb (fun v => match lookup seen v with
                    | Some _ => negb (size (arrows (hom C (place S v))) =? n)
                    | None => false
                    end) class.

(** An element [x]; each [v] that reaches it has two arrows with one value, or something that it does not reach has a
    restriction that it reaches. *)
Definition check_alone (C : category_table) (S : system) (x : N) : bool :=
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

(** The first of these that works. The elements looked at are those that generate. *)
Definition check_not_familial (C : category_table) (S : system) (x : N) : bool :=
  let gens := generating C S in
  let classes := classes_of S gens in
  let owners := fold_left (fun (state : array N * option (N * N * N)) g =>
      match snd state with
      | Some _ => state
      | None =>
        let H := hom C (place S g) in
        let m := image_table H S g in
        fold_left (fun (state : array N * option (N * N * N)) f =>
            let z := get 0 m f in
            match lookup (fst state) z with
            | None => (store (fst state) z g, snd state)
            | Some v => if v =? g then state else (fst state, Some (v, g, z))
            end) (range (size (arrows H))) state
      end) gens (PositiveMap.empty N, None) in
  if check_meet C S classes owners then true
  else if any (fun gc : N * list N => check_class C S (fst gc) (snd gc)) (combine gens classes) then true
  else check_alone C S x.

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

  Theorem familial_by (gens : list N) : check_familial_by C S gens = true -> Familial T.
  Proof.
    intros H. unfold check_familial_by in H. cbv zeta in H.
    set (k := N.of_nat (length gens)) in H. set (gen := get 0 (array_of gens)) in H.
    set (m := fun i => get (PositiveMap.empty N) (array_of (map (fun u => image_table (hom C (place S u)) S u) gens)) i) in H.
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

  Corollary familial_true (generators : text) : check_familial C S generators = true -> Familial T.
  Proof. exact (familial_by (row generators)). Qed.

  (** What reaches what, in numbers. *)
  Definition Reach (v x : N) : Prop :=
    exists f, f < size (arrows (hom C (place S v))) /\ image (hom C (place S v)) S v f = x.

  Lemma reach_element (P : category C C_ok) (v : T P) (x : N) :
    Reach (number v) x <-> exists (Y : category C C_ok) (f : Hom Y P), number (restrict T f v) = x.
  Proof.
    assert (Ep : place S (number v) = number P) by apply element_place.
    unfold Reach. rewrite Ep. split.
    - intros (f & Hf & E).
      assert (HY : (place (arrows (hom C (number P))) f <? objects (shape C)) = true).
      { apply N.ltb_lt. apply (arrow_place C V); [apply object_bound | exact Hf]. }
      assert (Hm : member (arrows (hom C (number P))) (place (arrows (hom C (number P))) f) f = true)
        by now apply member_spec.
      now exists (object C_ok _ HY), (arrow C_ok (object C_ok _ HY) P f Hm).
    - intros (Y & [f Hf] & E). exists f. split; [| exact E]. exact (proj1 (proj1 (member_spec _ _ _) Hf)).
  Qed.

  Lemma reach_trans u v x : u < size S -> Reach u v -> Reach v x -> Reach u x.
  Proof.
    intros Hu (f & Hf & Ef) (g & Hg & Eg).
    pose proof (valid_place _ _ (task_valid C S W) u Hu) as Hp. pose proof (category_homs C V _ Hp) as Vp.
    assert (Hv : place S v = place (arrows (hom C (place S u))) f) by (rewrite <- Ef; now apply image_place).
    pose proof (arrow_place C V _ f Hp Hf) as Hpv. rewrite <- Hv in Hpv. pose proof (category_homs C V _ Hpv) as Vv.
    assert (Hw : walk (shape C) (place (arrows (hom C (place S u))) f) (word_of (hom C (place S v)) g) =
                 Some (place (arrows (hom C (place S v))) g)) by (rewrite <- Hv; exact (hom_walk _ _ _ Vv g Hg)).
    exists (follow (arrows (hom C (place S u))) f (word_of (hom C (place S v)) g)). split.
    - now apply (valid_follow _ _ (hom_valid _ _ _ Vp) _ f (place (arrows (hom C (place S v))) g)).
    - rewrite (image_follow (shape C) (place S u) _ S Vp u _ f _ (task_respects C S W u Hu) Hf Hw), Ef. exact Eg.
  Qed.

  Lemma reach_label classes v x c : check_classes S classes = true -> v < size S -> Reach v x ->
    lookup (class_labels classes) x = Some c -> lookup (class_labels classes) v = Some c.
  Proof.
    intros H Hv (f & Hf & <-). unfold image.
    apply (classes_closed C_ok S_ok classes _ H v (place (arrows (hom C (place S v))) f) c Hv).
    exact (hom_walk _ _ _ (category_homs C V _ (valid_place _ _ (task_valid C S W) v Hv)) f Hf).
  Qed.

  (** The generator of the summand of an element. *)
  Definition Summand (v : N) : Prop :=
    v < size S /\
    (forall f g, f < size (arrows (hom C (place S v))) -> g < size (arrows (hom C (place S v))) ->
       image (hom C (place S v)) S v f = image (hom C (place S v)) S v g -> f = g) /\
    (forall y z, y < size S -> Reach y z -> Reach v z -> Reach v y).

  Lemma familial_summand : Familial T -> forall x, x < size S -> exists v, Summand v /\ Reach v x.
  Proof.
    intros (I & P & dec & m & n & nm & mn) x Hx.
    destruct (numbered C_ok S_ok x Hx) as ([X e] & He & HX). simpl in He, HX.
    pose proof (nm : forall a (s : coproduct P a), n a (m a s) == s) as nm'.
    assert (M : forall i (Y : category C C_ok) (f : Hom Y (P i)),
      m Y (existT _ i f) == restrict T f (m (P i) (existT (fun j => carrier (Hom (P i) (P j))) i (id (P i))))).
    { intros i Y f. exact (map_out_of_sum P m Y (existT _ i f)). }
    destruct (n X e) as [i g] eqn:Eg.
    set (v := m (P i) (existT (fun j => carrier (Hom (P i) (P j))) i (id (P i)))).
    assert (Ev : place S (number v) = number (P i)) by apply element_place.
    assert (Hv : number v < size S).
    { pose proof (proj2_sig v) as Hv. apply member_spec in Hv. apply Hv. }
    assert (Hi : forall (Y : category C C_ok) (f f' : Hom Y (P i)), m Y (existT _ i f) == m Y (existT _ i f') -> f == f').
    { intros Y f f' E. assert (E' : @eqv (coproduct P Y) (existT _ i f) (existT _ i f')).
      { rewrite <- (nm' Y (existT _ i f)), <- (nm' Y (existT _ i f')). now apply (apply_proper _ _ n). }
      destruct E' as [q E']. simpl in q, E'.
      assert (Q : q = eq_refl) by (apply eq_proofs_unicity; intros a b; apply dec).
      rewrite Q in E'. exact E'. }
    exists (number v). split; [split; [exact Hv | split] |].
    - rewrite Ev. intros f f' Hf Hf' E.
      assert (Hm : member (arrows (hom C (number (P i)))) (place (arrows (hom C (number (P i)))) f) f = true)
        by now apply member_spec.
      assert (Hm' : member (arrows (hom C (number (P i)))) (place (arrows (hom C (number (P i)))) f) f' = true).
      { apply member_spec. split; [exact Hf' |]. rewrite <- Ev. rewrite <- !image_place; rewrite ?Ev; auto. now rewrite E. }
      assert (HY : (place (arrows (hom C (number (P i)))) f <? objects (shape C)) = true).
      { apply N.ltb_lt. apply (arrow_place C V); [apply object_bound | exact Hf]. }
      apply (Hi (object C_ok _ HY) (arrow C_ok (object C_ok _ HY) (P i) f Hm) (arrow C_ok (object C_ok _ HY) (P i) f' Hm')).
      refine (transitivity (M i _ _) (transitivity _ (symmetry (M i _ _)))). exact E.
    - intros y z Hy Hyz Hvz. destruct (numbered C_ok S_ok y Hy) as ([Y y'] & Hy' & _). simpl in Hy'.
      rewrite <- Hy' in Hyz |- *. apply reach_element in Hyz, Hvz. apply reach_element.
      destruct Hyz as (Z & h & Eh), Hvz as (Z' & k & Ek).
      assert (EZ : Z = Z').
      { apply subset_eq. rewrite <- (element_place Z (restrict T h y')), <- (element_place Z' (restrict T k v)).
        f_equal. congruence. }
      destruct EZ. destruct (n Y y') as [j q] eqn:Ej.
      assert (Eyj : m Y (existT _ j q) == y') by (rewrite <- Ej; apply mn).
      assert (EE : @eqv (coproduct P Z) (existT _ i k) (existT _ j (q ∘ h))).
      { rewrite <- (nm' Z (existT _ i k)), <- (nm' Z (existT _ j (q ∘ h))). apply (apply_proper _ _ n).
        transitivity (restrict T h y').
        - rewrite M. exact (eq_trans Ek (eq_sym Eh)).
        - rewrite <- Eyj. exact (symmetry (apply_natural _ _ m Z Y h (existT _ j q))). }
      destruct EE as [e1 _]. simpl in e1. destruct e1.
      exists Y, q. exact (eq_trans (eq_sym (M i Y q)) Eyj).
    - apply reach_element. exists X, g. rewrite <- He. refine (eq_trans (eq_sym (M i X g)) _). rewrite <- Eg. exact (mn X e).
  Qed.

  Lemma reaches_spec v x : reaches C S v x = true -> Reach v x.
  Proof.
    intros H. apply any_spec in H. destruct H as (f & Hf & H). apply in_range in Hf. apply N.eqb_eq in H. now exists f.
  Qed.

  Lemma check_meet_spec classes owner : check_meet C S classes owner = true -> ~ Familial T.
  Proof.
    intros H K. unfold check_meet in H. destruct (snd owner) as [[[v w] z] |]; [| discriminate]. cbv zeta in H.
    rewrite !andb_true_iff in H. destruct H as (((((Hv & Hw) & L) & Rv) & Rw) & Hc).
    apply N.ltb_lt in Hv, Hw. apply reaches_spec in Rv, Rw.
    assert (Hz : z < size S).
    { destruct Rv as (f & Hf & <-). apply (valid_follow _ _ (task_valid C S W) _ v (place (arrows (hom C (place S v))) f)); [exact Hv |].
      exact (hom_walk _ _ _ (category_homs C V _ (valid_place _ _ (task_valid C S W) v Hv)) f Hf). }
    destruct (familial_summand K z Hz) as (u & (Hu & _ & U) & Ruz).
    destruct (lookup (class_labels classes) v) as [c |] eqn:Lv; [| discriminate].
    destruct (lookup (class_labels classes) w) as [d |] eqn:Lw; [| discriminate].
    pose proof (reach_label classes u v c Hc Hu (U v z Hv Rv Ruz) Lv) as E1.
    pose proof (reach_label classes u w d Hc Hu (U w z Hw Rw Ruz) Lw) as E2.
    apply negb_true_iff, N.eqb_neq in L. congruence.
  Qed.

  Lemma seen_reach g m x : g < size S -> commutes (hom C (place S g)) S m g = true ->
    lookup (fold_left (fun seen f => store seen (get 0 m f) f) (range (size (arrows (hom C (place S g))))) (PositiveMap.empty N)) x
      <> None <-> Reach g x.
  Proof.
    intros Hg Hm. split.
    - intros H. apply (lookup_fold_some (fun f => get 0 m f) (fun f => f)) in H.
      destruct H as [H | (f & Hf & E)]; [rewrite lookup_empty in H; congruence |]. apply in_range in Hf.
      exists f. split; [exact Hf |]. rewrite <- E. symmetry. now apply commutes_value.
    - intros (f & Hf & <-). rewrite <- (commutes_value g m Hg Hm f Hf).
      apply (fold_lookup (fun f => get 0 m f) (fun f => f)). now apply in_range.
  Qed.

  Lemma check_class_spec g class : check_class C S g class = true -> ~ Familial T.
  Proof.
    intros H K. unfold check_class in H. cbv zeta in H. rewrite !andb_true_iff in H.
    destruct H as ((((Hg & Hm) & Hc) & Lg) & Hall). apply N.ltb_lt in Hg.
    pose proof (fun x => seen_reach g _ x Hg Hm) as R.
    set (seen := fold_left (fun seen f => store seen (get 0 (image_table (hom C (place S g)) S g) f) f)
                   (range (size (arrows (hom C (place S g))))) (PositiveMap.empty N)) in *.
    destruct (familial_summand K g Hg) as (v & (Hv & Inj & _) & Rvg).
    destruct (lookup (class_labels [class]) g) as [c |] eqn:Eg; [| discriminate].
    pose proof (reach_label [class] v g c Hc Hv Rvg Eg) as Ev.
    assert (Hin : In v class).
    { assert (Q : lookup (class_labels [class]) v <> None) by congruence.
      unfold class_labels in Q. simpl in Q. apply lookup_fold_some with (f := fun x => x) (g := fun _ => 0) in Q.
      destruct Q as [Q | (y & Hy & <-)]; [rewrite lookup_empty in Q; congruence | exact Hy]. }
    rewrite forallb_forall in Hall. specialize (Hall v Hin).
    assert (Rgv : Reach g v) by (apply R; intros E; now rewrite E in Hall).
    destruct (lookup seen v) as [s |]; [| discriminate]. apply negb_true_iff, N.eqb_neq in Hall. apply Hall. clear Hall.
    assert (L : length (range (size (arrows (hom C (place S v))))) = N.to_nat (size (arrows (hom C (place S v)))))
      by apply length_range.
    rewrite <- (N2Nat.id (size (arrows (hom C (place S v))))), <- L. f_equal.
    apply Nat.le_antisymm.
    - apply count_le with (R := fun f x => image (hom C (place S v)) S v f = x).
      + apply nodup_count_from.
      + intros f Hf. apply in_range in Hf. eexists. split; [| reflexivity]. apply filter_In.
        assert (Rx : Reach v (image (hom C (place S v)) S v f)) by (exists f; now split).
        split.
        * apply in_range. apply (valid_follow _ _ (task_valid C S W) _ v (place (arrows (hom C (place S v))) f)); [exact Hv |].
          exact (hom_walk _ _ _ (category_homs C V _ (valid_place _ _ (task_valid C S W) v Hv)) f Hf).
        * pose proof (proj2 (R _) (reach_trans g v _ Hg Rgv Rx)) as Q. destruct (lookup seen _); [reflexivity | congruence].
      + intros f f' x Hf Hf' E E'. apply in_range in Hf, Hf'. apply Inj; auto. congruence.
    - apply count_le with (R := fun x f => image (hom C (place S v)) S v f = x).
      + apply NoDup_filter, nodup_count_from.
      + intros x Hx. apply filter_In in Hx. destruct Hx as [_ Hx].
        assert (Rx : Reach g x) by (apply R; intros E; now rewrite E in Hx).
        destruct (reach_trans v g x Hv Rvg Rx) as (f & Hf & E). exists f. split; [now apply in_range | exact E].
      + intros x x' f _ _ E E'. congruence.
  Qed.

  Lemma check_alone_spec x : check_alone C S x = true -> ~ Familial T.
  Proof.
    intros H K. apply andb_prop in H. destruct H as [Hx H]. apply N.ltb_lt in Hx.
    destruct (familial_summand K x Hx) as (v & (Hv & Inj & Up) & Rvx).
    pose proof (all_below_spec _ _ H v Hv) as L. cbv beta zeta in L.
    destruct (commutes (hom C (place S v)) S (image_table (hom C (place S v)) S v) v) eqn:Ec; [| discriminate].
    pose proof (fun y => seen_reach v _ y Hv Ec) as R.
    pose proof (commutes_value v _ Hv Ec) as Val.
    set (t := image_table (hom C (place S v)) S v) in *.
    set (seen := fold_left (fun seen f => store seen (get 0 t f) f) (range (size (arrows (hom C (place S v))))) (PositiveMap.empty N)) in *.
    pose proof (proj2 (R x) Rvx) as Sx. destruct (lookup seen x) as [s |]; [| congruence].
    match type of L with (if ?b then _ else _) = true => destruct b eqn:Ea end.
    - apply any_spec in Ea. destruct Ea as (f & Hf & Ea). apply in_range in Hf.
      destruct (lookup seen (get 0 t f)) as [g |]; [| discriminate].
      destruct (N.eqb_spec f g) as [_ | Hn]; [discriminate |]. apply andb_prop in Ea. destruct Ea as [Hg Ea].
      apply N.ltb_lt in Hg. apply N.eqb_eq in Ea. rewrite (Val g Hg), (Val f Hf) in Ea. apply Hn. now apply Inj.
    - apply any_spec in L. destruct L as (y & Hy & L). apply in_range in Hy.
      destruct (lookup seen y) as [s' |] eqn:Ey; [discriminate |]. apply existsb_exists in L.
      destruct L as (z & Hz & L). assert (Rvz : Reach v z) by (apply R; intros E; now rewrite E in L).
      destruct (In_nth (line S y) z 0 Hz) as (c & Hc & Ec').
      pose proof (valid_place _ _ (task_valid C S W) y Hy) as Hb.
      assert (Ha : exists a, nth_error (sources (shape C) (place S y)) c = Some a).
      { destruct (nth_error (sources (shape C) (place S y)) c) as [a |] eqn:E; [now exists a |]. exfalso.
        apply nth_error_None in E. rewrite <- (valid_line _ _ (task_valid C S W) y Hy), map_length in E. lia. }
      destruct Ha as (a & Ha).
      destruct (generator_step (ok := C_ok) S W (place S y) c a y Hb Ha Hy eq_refl) as [Hg EG].
      apply member_spec in Hg.
      assert (Ryz : Reach y z) by (exists (act (arrows (hom C (place S y))) 0 c); split; [apply Hg | rewrite EG; exact Ec']).
      apply (proj2 (R y) (Up y z Hy Ryz Rvz)). exact Ey.
  Qed.

  Theorem familial_false (x : N) : check_not_familial C S x = true -> ~ Familial T.
  Proof.
    intros H. unfold check_not_familial in H. cbv zeta in H.
    match type of H with (if ?b then _ else _) = true => destruct b eqn:E end; [now apply check_meet_spec in E |].
    match type of H with (if ?b then _ else _) = true => destruct b eqn:E' end.
    - apply any_spec in E'. destruct E' as (gc & _ & E'). now apply check_class_spec in E'.
    - now apply check_alone_spec in H.
  Qed.
End Familial.
