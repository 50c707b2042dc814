(** Theorem 2 on tables: what [via_model F] solves by tuning.

    True: a task [Q] with [F^* Q ~= T]. False: suppose there were one. Its elements at [F a] are those of [T a]; call the
    restriction of the one that is [x] along [h : d -> F a] the _term_ [(x, h)]. Terms that are equal in every such [Q]
    are collected: [(x, F f)] with what names [T f x], and whatever follows by restriction. A term at [F b] must equal one
    of the elements of [T b]: all are tried. If each time two elements of [T b] become equal there is no [Q]. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export Theorem2 Prompting FunctorProperties.
Import ListNotations.
Open Scope N_scope.

(** ** Tuned *)

Definition check_tuning (C D : category_table) (F : functor_table) (Q T : system) (m : text) : bool :=
  check_pullback_iso C D F Q T (array_of (row m)).

Theorem via_tuning_true {C D : category_table} {F : functor_table} {T Q : system} (C_ok : check_category C = true)
    (D_ok : check_category D = true) (F_ok : check_functor C D F = true) (T_ok : check_task C T = true)
    (Q_ok : check_task D Q = true) (m : text) : check_tuning C D F Q T m = true ->
  solves_by_tuning (via_model (functor C D F C_ok D_ok F_ok)) (task C T C_ok T_ok).
Proof.
  intros H. apply (proj2 (solves_by_tuning_via (functor C D F C_ok D_ok F_ok) (task C T C_ok T_ok))).
  exists (task D Q D_ok Q_ok). exact (check_pullback_iso_spec C_ok D_ok F_ok _ _ _ H).
Qed.

(** ** Not tuned *)

(** Terms are numbered: [meaning] gives the element of [T] and the arrow. [naming] gives for each element of [T] a term
    that names it, with the arrow of [C] by which it does. *)
Record term_table := { terms : system; meaning : array (N * N); naming : array (N * N); glued : list (N * N * N) }.

Definition means (A : term_table) (z : N) : N * N := get (0, 0) (meaning A) z.

Definition terms_of (C D : category_table) (F : functor_table) (T : system) : term_table :=
  let gens := generating C T in
  let add (state : N * list (N * N) * list (N * list N) * list (N * N * N)) s :=
    let '(offset, meanings, cells, glue) := state in
    let p := place T s in
    let H := arrows (hom D (value_at F p)) in
    let all := range (size H) in
    let m := image_table (hom C p) T s in
    (offset + size H,
     rev_append (map (fun h => (s, h)) all) meanings,
     rev_append (map (fun h => (place H h, map (N.add offset) (line H h))) all) cells,
     rev_append (map (fun f => (offset + value_on F p f, get 0 m f, f)) (range (size (arrows (hom C p))))) glue) in
  let '(n, meanings, cells, glue) := fold_left add gens (0, [], [], []) in
  {| terms := {| size := n; cells := array_of (rev cells) |};
     meaning := array_of (rev meanings);
     naming := fold_left (fun m zyf => let '(z, y, f) := zyf : N * N * N in store m y (z, f)) glue (PositiveMap.empty (N * N));
     glued := glue |}.

(** The term [z] is the element [s] of [T] restricted along [F f], and [y] is [s] restricted along [f]. *)
Definition names (C : category_table) (F : functor_table) (T : system) (A : term_table) (z y f : N) : bool :=
  let (s, h) := means A z in
  let p := place T s in
  (z <? size (terms A)) && (f <? size (arrows (hom C p))) && (h =? value_on F p f) && (image (hom C p) T s f =? y).

Definition check_terms (C D : category_table) (F : functor_table) (T : system) (A : term_table) : bool :=
  valid (shape D) (terms A) &&
  all_below (size (terms A)) (fun z =>
    let (s, h) := means A z in
    let H := arrows (hom D (value_at F (place T s))) in
    (s <? size T) && (h <? size H) && (place H h =? place (terms A) z) &&
    forallb (fun w => fst (means A w) =? s) (line (terms A) z) &&
    same (map (fun w => snd (means A w)) (line (terms A) z)) (line H h)) &&
  all_below (size T) (fun y => let (z, f) := get (0, 0) (naming A) y in names C F T A z y f).

(** Classes of terms, by a forest of parents. *)
Fixpoint find_root (fuel : nat) (root : array N) (z : N) : N :=
  match fuel with
  | O => z
  | Datatypes.S fuel' => let p := get z root z in if p =? z then z else find_root fuel' root p
  end.

Fixpoint merge (L : system) (deep fuel : nat) (pending : list (N * N)) (root : array N) : array N :=
  match fuel, pending with
  | O, _ | _, [] => root
  | Datatypes.S fuel', (x, y) :: pending' =>
    let rx := find_root deep root x in
    let ry := find_root deep root y in
    let root' := store (store root x rx) y ry in
    if rx =? ry then merge L deep fuel' pending' root'
    else merge L deep fuel' (combine (line L x) (line L y) ++ pending') (if rx <? ry then store root' ry rx else store root' rx ry)
  end.

Definition name_of (A : term_table) (y : N) : N := fst (get (0, 0) (naming A) y).

Definition by_root (T : system) (A : term_table) (deep : nat) (root : array N) : array (array N) :=
  fold_left (fun m y => let a := place T y in
                        store m a (store (get (PositiveMap.empty N) m a) (find_root deep root (name_of A y)) y))
            (range (size T)) (PositiveMap.empty (array N)).

(** Two elements of [T] at one object have become equal. *)
Definition collapsed (T : system) (A : term_table) (deep : nat) (root : array N) (m : array (array N)) : bool :=
  any (fun y =>
    match lookup (get (PositiveMap.empty N) m (place T y)) (find_root deep root (name_of A y)) with
    | Some x => if x =? y then false
                else (x <? size T) && (place T x =? place T y) &&
                     (find_root deep root (name_of A x) =? find_root deep root (name_of A y))
    | None => false
    end) (range (size T)).

(** A term at some [F b] that is no element of [T b] as yet. *)
Fixpoint missing_at (deep : nat) (root : array N) (m : array N) (l : list N) : option N :=
  match l with
  | [] => None
  | z :: l' => match lookup m (find_root deep root z) with Some _ => missing_at deep root m l' | None => Some z end
  end.

Fixpoint missing (F : functor_table) (deep : nat) (root : array N) (bucket : array (list N)) (m : array (array N))
    (l : list N) : option (N * N) :=
  match l with
  | [] => None
  | b :: l' =>
    match missing_at deep root (get (PositiveMap.empty N) m b) (get [] bucket (value_at F b)) with
    | Some z => Some (b, z)
    | None => missing F deep root bucket m l'
    end
  end.

Fixpoint impossible (C : category_table) (F : functor_table) (T : system) (A : term_table) (deep fuel steps : nat)
    (bucket values : array (list N)) (root : array N) : bool :=
  let m := by_root T A deep root in
  if collapsed T A deep root m then true
  else
    match fuel with
    | O => false
    | Datatypes.S fuel' =>
      match missing F deep root bucket m (range (objects (shape C))) with
      | None => false
      | Some (b, z) =>
        (b <? objects (shape C)) && (z <? size (terms A)) && (place (terms A) z =? value_at F b) &&
        forallb (fun y => impossible C F T A deep fuel' steps bucket values
                            (merge (terms A) deep steps [(z, name_of A y)] root)) (get [] values b)
      end
    end.

Definition check_no_tuning (C D : category_table) (F : functor_table) (T : system) : bool :=
  let A := terms_of C D F T in
  let L := terms A in
  let glue := map (fun zyf => let '(z, y, _) := zyf : N * N * N in (z, name_of A y))
                  (filter (fun zyf => let '(z, y, f) := zyf : N * N * N in names C F T A z y f) (glued A)) in
  let deep := N.to_nat (N.succ (size L)) in
  let steps := (steps L + length glue)%nat in
  if check_terms C D F T A then
    impossible C F T A deep deep steps (buckets L) (buckets T) (merge L deep steps glue (PositiveMap.empty N))
  else false.

Lemma member_below S a (x : members S a) : number x < size S.
Proof. destruct x as [x Hx]. exact (proj1 (proj1 (member_spec _ _ _) Hx)). Qed.

Lemma member_place S a (x : members S a) : place S (number x) = a.
Proof. destruct x as [x Hx]. exact (proj2 (proj1 (member_spec _ _ _) Hx)). Qed.

Section NoTuning.
  Context {C D : category_table} {F : functor_table} {T : system} {A : term_table}.
  Context (C_ok : check_category C = true) (D_ok : check_category D = true) (F_ok : check_functor C D F = true).
  Context (T_ok : check_task C T = true).
  Let V := check_category_spec C C_ok.
  Let W := check_category_spec D D_ok.
  Let X := check_functor_spec C D F F_ok.
  Let HT := check_task_spec C T V T_ok.
  Let Fun := functor C D F C_ok D_ok F_ok.
  Let Task := task C T C_ok T_ok.
  Hypothesis terms_ok : check_terms C D F T A = true.

  Variable Q : Presheaf@{Set Set Set} (category D D_ok).
  Variables (m : Map (pullback Fun Q) Task) (n : Map Task (pullback Fun Q)).
  Hypothesis mn : MutuallyInverse m n.

  Lemma terms_valid : valid (shape D) (terms A) = true.
  Proof. pose proof terms_ok as K. unfold check_terms in K. rewrite !andb_true_iff in K. apply K. Qed.

  Lemma term_spec z s h : z < size (terms A) -> means A z = (s, h) ->
    s < size T /\ h < size (arrows (hom D (value_at F (place T s)))) /\
    place (arrows (hom D (value_at F (place T s)))) h = place (terms A) z /\
    map (means A) (line (terms A) z) = map (fun h' => (s, h')) (line (arrows (hom D (value_at F (place T s)))) h).
  Proof.
    intros Hz E. pose proof terms_ok as K. unfold check_terms in K. rewrite !andb_true_iff in K.
    destruct K as ((_ & K) & _). pose proof (all_below_spec _ _ K z Hz) as L. cbv beta in L. rewrite E in L.
    cbv zeta in L. rewrite !andb_true_iff in L. destruct L as ((((A1 & A2) & A3) & A4) & A5).
    apply N.ltb_lt in A1, A2. apply N.eqb_eq in A3. apply same_spec in A5. repeat split; auto.
    rewrite <- A5, map_map. apply map_ext_in. intros w Hw. rewrite forallb_forall in A4. specialize (A4 w Hw).
    apply N.eqb_eq in A4. destruct (means A w) as [s' h']. simpl in *. congruence.
  Qed.

  (** What a term is in [Q]. *)
  Definition Denotes (z : N) (d : category D D_ok) (q : Q d) : Prop :=
    exists (P : category C C_ok) (e : Task P) (h : Hom d (Fun P)),
      means A z = (number e, number h) /\ q == restrict Q h (n P e).

  Lemma denotes_functional z d q q' : Denotes z d q -> Denotes z d q' -> q == q'.
  Proof.
    intros (P & e & h & E & H) (P' & e' & h' & E' & H'). rewrite E in E'. injection E' as E1 E2.
    assert (EP : P = P').
    { apply subset_eq. rewrite <- (member_place T _ e), <- (member_place T _ e'). now rewrite E1. }
    destruct EP. apply subset_eq in E1. destruct E1. apply subset_eq in E2. destruct E2.
    rewrite H, H'. reflexivity.
  Qed.

  Lemma denotes_place z d q : z < size (terms A) -> Denotes z d q -> place (terms A) z = number d.
  Proof.
    intros Hz (P & e & h & E & _). destruct (term_spec z _ _ Hz E) as (_ & _ & <- & _).
    rewrite (member_place T _ e). exact (member_place _ _ h).
  Qed.

  Lemma denotes_total z (d : category D D_ok) : z < size (terms A) -> place (terms A) z = number d -> exists q, Denotes z d q.
  Proof.
    intros Hz Hp. destruct (means A z) as [s h] eqn:E. destruct (term_spec z s h Hz E) as (Hs & Hh & Hhp & _).
    destruct (element_of (HS := HT) s Hs) as (P & e & HP & <-).
    assert (M : member (arrows (hom D (number (Fun P)))) (number d) h = true).
    { apply member_spec. simpl. rewrite HP. split; [exact Hh |]. now rewrite Hhp. }
    exists (restrict Q (exist _ h M : Hom d (Fun P)) (n P e)). exists P, e, (exist _ h M). split; [exact E | reflexivity].
  Qed.

  Definition Same (z w : N) : Prop :=
    z < size (terms A) /\ w < size (terms A) /\ place (terms A) z = place (terms A) w /\
    forall d q q', Denotes z d q -> Denotes w d q' -> q == q'.

  Lemma same_refl z : z < size (terms A) -> Same z z.
  Proof. intros H. repeat split; auto. intros d q q'. apply denotes_functional. Qed.

  Lemma same_sym z w : Same z w -> Same w z.
  Proof. intros (H1 & H2 & H3 & H4). repeat split; auto. intros d q q' K K'. symmetry. now apply (H4 d). Qed.

  Lemma same_trans z w v : Same z w -> Same w v -> Same z v.
  Proof.
    intros (H1 & H2 & H3 & H4) (K1 & K2 & K3 & K4). repeat split; auto; [congruence |].
    intros d q q' L L'. destruct (denotes_total w d H2) as (r & Hr).
    - rewrite <- H3. exact (denotes_place z d q H1 L).
    - transitivity r; [now apply (H4 d) | now apply (K4 d)].
  Qed.

  (** Restricting a term along a generator restricts what it denotes. *)
  Lemma denotes_step z d q k a : z < size (terms A) -> Denotes z d q ->
    nth_error (sources (shape D) (number d)) k = Some a ->
    exists (d' : category D D_ok) (g : Hom d' d), number d' = a /\
      number g = act (arrows (hom D (number d))) 0 k /\ Denotes (act (terms A) z k) d' (restrict Q g q).
  Proof.
    intros Hz HD Hk. pose proof (denotes_place z d q Hz HD) as Hd. destruct HD as (P & e & h & E & H).
    assert (Ha : (a <? objects (shape D)) = true).
    { apply N.ltb_lt. apply (category_sources D W (number d)); [apply object_bound |]. now apply nth_error_In with k. }
    destruct (term_spec z _ _ Hz E) as (_ & Hh & Hhp & L).
    assert (EP : place T (number e) = number P) by exact (member_place T _ e).
    assert (EF : value_at F (place T (number e)) = number (Fun P)) by (rewrite EP; reflexivity).
    rewrite EF in Hh, Hhp, L.
    destruct (generator_step (ok := D_ok) (arrows (hom D (number (Fun P))))
      (yoneda_valid D (number (Fun P)) W (object_bound D (Fun P))) (number d) k a (number h) (object_bound D d) Hk Hh) as [Hg EG].
    { rewrite Hhp. exact Hd. }
    set (d' := object D_ok a Ha). set (g := arrow D_ok d' d _ Hg).
    exists d', g. split; [reflexivity |]. split; [reflexivity |].
    exists P, e, (h ∘ g). split.
    - assert (M : nth_error (map (means A) (line (terms A) z)) k = Some (number e, act (arrows (hom D (number (Fun P)))) (number h) k)).
      { rewrite L, nth_error_map. unfold act.
        assert (Hl : nth_error (line (arrows (hom D (number (Fun P)))) (number h)) k = Some (nth k (line (arrows (hom D (number (Fun P)))) (number h)) 0)).
        { apply nth_error_nth'. rewrite <- (map_length (place (arrows (hom D (number (Fun P)))))).
          rewrite (valid_line (shape D)); [| exact (hom_valid _ _ _ (object_valid D D_ok (Fun P))) | exact Hh].
          rewrite Hhp, Hd. apply nth_error_Some. congruence. }
        now rewrite Hl. }
      rewrite nth_error_map in M. unfold act at 1.
      destruct (nth_error (line (terms A) z) k) as [w |] eqn:Ew; [| discriminate].
      rewrite (nth_error_nth _ _ 0 Ew). simpl in M. injection M as ->. f_equal. symmetry. exact EG.
    - rewrite restrict_comp. apply restrict_proper; [reflexivity | exact H].
  Qed.

  Lemma same_line z w x y : Same z w -> In (x, y) (combine (line (terms A) z) (line (terms A) w)) -> Same x y.
  Proof.
    intros S Hxy. pose proof S as (H1 & H2 & H3 & H4).
    pose proof (valid_line _ _ terms_valid z H1) as LZ. pose proof (valid_line _ _ terms_valid w H2) as LW.
    apply (In_nth _ _ (0, 0)) in Hxy. destruct Hxy as (k & Hk & E). rewrite combine_length in Hk.
    assert (EL : length (line (terms A) z) = length (line (terms A) w)).
    { apply (f_equal (@length N)) in LZ, LW. rewrite map_length in LZ, LW. congruence. }
    rewrite combine_nth in E by exact EL. injection E as <- <-. fold (act (terms A) z k) (act (terms A) w k).
    assert (Hs : exists a, nth_error (sources (shape D) (place (terms A) z)) k = Some a).
    { destruct (nth_error (sources (shape D) (place (terms A) z)) k) as [a |] eqn:Ea; [now exists a |]. exfalso.
      apply nth_error_None in Ea. apply (f_equal (@length N)) in LZ. rewrite map_length in LZ. lia. }
    destruct Hs as (a & Ha). pose proof Ha as Ha'. rewrite H3 in Ha'.
    destruct (valid_act _ _ terms_valid z k a H1 Ha) as (_ & B1 & B2).
    destruct (valid_act _ _ terms_valid w k a H2 Ha') as (_ & B3 & B4).
    repeat split; auto; [congruence |]. intros d q q' Dq Dq'.
    assert (Hb : (place (terms A) z <? objects (shape D)) = true)
      by (apply N.ltb_lt; now apply (valid_place _ _ terms_valid)).
    set (b := object D_ok _ Hb).
    destruct (denotes_total z b H1 eq_refl) as (r & Hr). destruct (denotes_total w b H2 (eq_sym H3)) as (r' & Hr').
    destruct (denotes_step z b r k a H1 Hr Ha) as (d1 & g1 & Hd1 & Hg1 & D1).
    destruct (denotes_step w b r' k a H2 Hr' Ha) as (d2 & g2 & Hd2 & Hg2 & D2).
    assert (Ed1 : d1 = d).
    { apply subset_eq. rewrite Hd1, <- B2. exact (denotes_place _ _ _ B1 Dq). }
    assert (Ed2 : d2 = d).
    { apply subset_eq. rewrite Hd2, <- B2. exact (denotes_place _ _ _ B1 Dq). }
    destruct Ed1. destruct (eq_sym Ed2). clear Ed2.
    assert (Eg : g1 == g2) by (simpl; exact (eq_trans Hg1 (eq_sym Hg2))).
    rewrite (denotes_functional _ _ _ _ Dq D1), (denotes_functional _ _ _ _ Dq' D2).
    apply restrict_proper; [exact Eg |]. exact (H4 b r r' Hr Hr').
  Qed.

  Definition Good (root : array N) : Prop := forall z, z < size (terms A) -> Same z (get z root z).

  Lemma good_empty : Good (PositiveMap.empty N).
  Proof. intros z Hz. unfold get. rewrite lookup_empty. now apply same_refl. Qed.

  Lemma find_root_same root fuel : Good root -> forall z, z < size (terms A) -> Same z (find_root fuel root z).
  Proof.
    intros H. induction fuel as [| fuel IH]; intros z Hz; simpl; [now apply same_refl |].
    destruct (get z root z =? z); [now apply same_refl |].
    apply same_trans with (1 := H z Hz). apply IH. apply (H z Hz).
  Qed.

  Lemma good_store root x y : Good root -> Same x y -> Good (store root x y).
  Proof.
    intros H K z Hz. unfold get. rewrite lookup_store. destruct (N.eqb_spec x z) as [<- | _]; [exact K | now apply H].
  Qed.

  Lemma merge_good deep fuel : forall pending root, Good root -> (forall x y, In (x, y) pending -> Same x y) ->
    Good (merge (terms A) deep fuel pending root).
  Proof.
    induction fuel as [| fuel IH]; intros pending root H K; [exact H |].
    destruct pending as [| [x y] pending]; [exact H |]. simpl.
    assert (S : Same x y) by (apply K; now left).
    assert (Sx : Same x (find_root deep root x)) by (apply find_root_same; [exact H | apply S]).
    assert (Sy : Same y (find_root deep root y)) by (apply find_root_same; [exact H | apply S]).
    assert (G : Good (store (store root x (find_root deep root x)) y (find_root deep root y)))
      by (apply good_store; [now apply good_store | exact Sy]).
    assert (R : Same (find_root deep root x) (find_root deep root y)).
    { apply same_trans with x; [now apply same_sym |]. now apply same_trans with y. }
    destruct (find_root deep root x =? find_root deep root y).
    - apply IH; auto with datatypes.
    - apply IH.
      + destruct (find_root deep root x <? find_root deep root y); apply good_store; auto. now apply same_sym.
      + intros u v Huv. apply in_app_or in Huv. destruct Huv as [Huv | Huv]; [| auto with datatypes].
        now apply (same_line x y).
  Qed.

  (** Names of elements denote their images. *)
  Lemma names_denotes z y f : names C F T A z y f = true -> z < size (terms A) /\ y < size T /\
    place (terms A) z = value_at F (place T y) /\
    forall (B : category C C_ok) (e : Task B), number e = y -> Denotes z (Fun B) (n B e).
  Proof.
    intros H. unfold names in H. destruct (means A z) as [s h] eqn:E. cbv zeta in H. rewrite !andb_true_iff in H.
    destruct H as (((Hz & Hf) & Hh) & Hy). apply N.ltb_lt in Hz, Hf. apply N.eqb_eq in Hh, Hy.
    destruct (term_spec z s h Hz E) as (Hs & Hhs & Hp & _).
    pose proof (valid_place _ _ (task_valid C T HT) s Hs) as Hps.
    pose proof (category_homs C V _ Hps) as Vs.
    destruct (valid_follow _ _ (task_valid C T HT) (word_of (hom C (place T s)) f) s _ Hs (hom_walk _ _ _ Vs f Hf)) as [Hy1 Hy2].
    fold (image (hom C (place T s)) T s f) in Hy1, Hy2. rewrite Hy in Hy1, Hy2.
    destruct (value_typed C D F C_ok D_ok F_ok (place T s) f Hps Hf) as [Ht1 Ht2].
    split; [exact Hz |]. split; [exact Hy1 |]. split; [rewrite <- Hp, Hh, Ht2; now rewrite Hy2 |].
    intros B e He. destruct (element_of (HS := HT) s Hs) as (P & e0 & HP & He0).
    assert (HB : number B = place T y).
    { rewrite <- He. symmetry. exact (member_place T _ e). }
    assert (M : member (arrows (hom C (number P))) (number B) f = true).
    { apply member_spec. rewrite HP. split; [exact Hf |]. now rewrite HB, Hy2. }
    set (f' := arrow C_ok B P f M).
    exists P, e0, (fmap Fun f'). split.
    - rewrite E. f_equal; [now symmetry |]. rewrite Hh. simpl. now rewrite HP.
    - transitivity (restrict (pullback Fun Q) f' (n P e0)); [| reflexivity].
      rewrite <- (apply_natural _ _ n). apply (apply_proper _ _ n).
      change (number e = image (hom C (number P)) T (number e0) f). rewrite He0, HP, Hy. exact He.
  Qed.

  Lemma naming_spec y : y < size T -> exists f, names C F T A (name_of A y) y f = true.
  Proof.
    intros Hy. pose proof terms_ok as K. unfold check_terms in K. rewrite !andb_true_iff in K. destruct K as (_ & K).
    pose proof (all_below_spec _ _ K y Hy) as L. cbv beta in L. unfold name_of.
    destruct (get (0, 0) (naming A) y) as [z f]. now exists f.
  Qed.

  Lemma names_same z y f : names C F T A z y f = true -> Same z (name_of A y).
  Proof.
    intros H. destruct (names_denotes z y f H) as (Hz & Hy & Hp & HD). destruct (naming_spec y Hy) as (f' & H').
    destruct (names_denotes _ y f' H') as (Hz' & _ & Hp' & HD'). repeat split; auto; [congruence |].
    intros d q q' K K'. destruct (element_of (HS := HT) y Hy) as (B & e & HB & He).
    assert (Ed : Fun B = d).
    { apply subset_eq. rewrite <- (denotes_place z d q Hz K), Hp, <- HB. reflexivity. }
    destruct Ed. rewrite (denotes_functional _ _ _ _ K (HD B e He)), (denotes_functional _ _ _ _ K' (HD' B e He)).
    reflexivity.
  Qed.

  Lemma collapsed_false deep root tab : Good root -> collapsed T A deep root tab = false.
  Proof.
    intros G. apply not_true_is_false. intros H. apply any_spec in H. destruct H as (y & Hy & H). apply in_range in Hy.
    destruct (lookup (get (PositiveMap.empty N) tab (place T y)) (find_root deep root (name_of A y))) as [x |]; [| discriminate].
    destruct (N.eqb_spec x y) as [_ | Hn]; [discriminate |]. rewrite !andb_true_iff in H. destruct H as ((Hx & Hp) & E).
    apply N.ltb_lt in Hx. apply N.eqb_eq in Hp, E.
    destruct (naming_spec x Hx) as (f & Nx), (naming_spec y Hy) as (g & Ny).
    destruct (names_denotes _ x f Nx) as (Hzx & _ & _ & Dx), (names_denotes _ y g Ny) as (Hzy & _ & _ & Dy).
    assert (S : Same (name_of A x) (name_of A y)).
    { apply same_trans with (1 := find_root_same root deep G _ Hzx). rewrite E. apply same_sym.
      now apply find_root_same. }
    destruct (element_of (HS := HT) x Hx) as (B & e & HB & He), (element_of (HS := HT) y Hy) as (B' & e' & HB' & He').
    assert (EB : B = B') by (apply subset_eq; congruence). destruct EB.
    apply Hn. rewrite <- He, <- He'. destruct S as (_ & _ & _ & S).
    pose proof (S (Fun B) _ _ (Dx B e He) (Dy B e' He')) as K.
    transitivity (number (m B (n B e))); [symmetry; exact (proj2 mn B e) |].
    transitivity (number (m B (n B e'))); [exact (apply_proper _ _ m B _ _ K) | exact (proj2 mn B e')].
  Qed.

  Lemma impossible_false deep steps bucket fuel : forall root, Good root ->
    impossible C F T A deep fuel steps bucket (buckets T) root = false.
  Proof.
    induction fuel as [| fuel IH]; intros root G; simpl; rewrite collapsed_false by exact G; [reflexivity |].
    destruct (missing F deep root bucket (by_root T A deep root) (range (objects (shape C)))) as [[b z] |]; [| reflexivity].
    apply not_true_is_false. intros H. rewrite !andb_true_iff in H. destruct H as (((Hb & Hz) & Hp) & H).
    apply N.ltb_lt in Hz. apply N.eqb_eq in Hp. rewrite forallb_forall in H.
    set (B := object C_ok b Hb). destruct (denotes_total z (Fun B) Hz Hp) as (q & Hq).
    set (e := m B q : Task B). pose proof (member_below T _ e) as He. pose proof (member_place T _ e) as Hep.
    assert (S : Same z (name_of A (number e))).
    { destruct (naming_spec (number e) He) as (f & Nf). destruct (names_denotes _ _ f Nf) as (Hw & _ & Hwp & Dw).
      repeat split; auto.
      - rewrite Hp, Hwp, Hep. reflexivity.
      - intros d r r' Dr Dr'.
        assert (Ed : Fun B = d) by (apply subset_eq; rewrite <- (denotes_place z d r Hz Dr), Hp; reflexivity).
        destruct Ed. rewrite (denotes_functional _ _ _ _ Dr Hq), (denotes_functional _ _ _ _ Dr' (Dw B e eq_refl)).
        symmetry. exact (proj1 mn B q). }
    specialize (H (number e)). rewrite IH in H.
    - discriminate H. pose proof (in_buckets T (number e) He) as I. rewrite Hep in I. exact I.
    - apply merge_good; [exact G |]. intros x y [E | []]. injection E as <- <-. exact S.
  Qed.
End NoTuning.

Theorem via_tuning_false {C D : category_table} {F : functor_table} {T : system} (C_ok : check_category C = true)
    (D_ok : check_category D = true) (F_ok : check_functor C D F = true) (T_ok : check_task C T = true) :
  check_no_tuning C D F T = true ->
  ~ solves_by_tuning (via_model (functor C D F C_ok D_ok F_ok)) (task C T C_ok T_ok).
Proof.
  intros H K. destruct (proj1 (solves_by_tuning_via (functor C D F C_ok D_ok F_ok) (task C T C_ok T_ok)) K) as (Q & m & n & mn).
  unfold check_no_tuning in H. cbv zeta in H. destruct (check_terms C D F T (terms_of C D F T)) eqn:E; [| discriminate].
  rewrite (impossible_false C_ok D_ok F_ok T_ok E Q m n mn) in H; [discriminate |].
  apply (merge_good C_ok D_ok F_ok T_ok E Q n); [apply good_empty; exact E |].
  intros x y Hxy. apply in_map_iff in Hxy. destruct Hxy as ([[z w] f] & Exy & Hf). apply filter_In in Hf.
  destruct Hf as [_ Hf]. injection Exy as <- <-. exact (names_same C_ok D_ok F_ok T_ok E Q n z w f Hf).
Qed.
