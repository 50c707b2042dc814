(** Theorem 1 on tables: representability, and what the models [yoneda_model C] and [via_model F] solve by prompts. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export Yoneda TaskIso FunctorTable Rank.
Import ListNotations.
Open Scope N_scope.

(** ** Representability *)

(** The map that the element [u] names is an isomorphism [y p -> T]. *)
Definition check_represents (C : category_table) (T : system) (p u : N) : bool :=
  (place T u =? p) && check_iso (arrows (hom C p)) T (image_table (hom C p) T u).

(** No isomorphism from [y p]; or no single element generates [T]. *)
Definition check_not_represents (C : category_table) (T : system) (p : N) : bool :=
  if check_rank_above C T 1 then true else check_no_iso (objects (shape C)) (arrows (hom C p)) T.

Definition check_not_representable (C : category_table) (T : system) : bool :=
  if check_rank_above C T 1 then true
  else all_below (objects (shape C)) (fun p => check_no_iso (objects (shape C)) (arrows (hom C p)) T).

Section Representable.
  Context {C : category_table} {T : system} (C_ok : check_category C = true) (T_ok : check_task C T = true).
  Let V := check_category_spec C C_ok.

  Lemma represents_numbers (P : category C C_ok) :
    Represents P (task C T C_ok T_ok) <-> exists f g, NumberIso (arrows (hom C (number P))) T f g.
  Proof.
    unfold Represents. rewrite <- (iso_numbers C _ T C_ok
      (yoneda_valid C (number P) V (object_bound C P)) (check_task_spec C T V T_ok)).
    split; intros H.
    - exact (iso_trans _ _ _ (iso_sym _ _ (yoneda_table C C_ok P)) H).
    - exact (iso_trans _ _ _ (yoneda_table C C_ok P) H).
  Qed.

  Theorem represents_true (P : category C C_ok) (u : N) : check_represents C T (number P) u = true ->
    Represents P (task C T C_ok T_ok).
  Proof.
    intros H. apply andb_prop in H. destruct H as [_ H]. apply represents_numbers.
    destruct (check_iso_spec _ _ _ H) as (g & I). now exists (get 0 (image_table (hom C (number P)) T u)), g.
  Qed.

  Lemma one_generates (P : category C C_ok) : Represents P (task C T C_ok T_ok) -> GeneratedBy (task C T C_ok T_ok) 1.
  Proof.
    intros H. apply universal_element in H. destruct H as (u & U). exists [existT _ P u]. split; [reflexivity |].
    intros [X x]. exists (existT _ P u). split; [now left |].
    destruct (universal_arrow u U X x) as (f & Hf & _). now exists f.
  Qed.

  Lemma no_iso_represents (P : category C C_ok) : check_no_iso (objects (shape C)) (arrows (hom C (number P))) T = true ->
    ~ Represents P (task C T C_ok T_ok).
  Proof.
    intros H K. apply represents_numbers in K. destruct K as (f & g & I).
    apply (check_no_iso_spec _ _ T f g) in H; [contradiction |].
    apply (valid_in (shape C)). exact (hom_valid _ _ _ (object_valid C C_ok P)).
  Qed.

  Theorem represents_false (P : category C C_ok) : check_not_represents C T (number P) = true ->
    ~ Represents P (task C T C_ok T_ok).
  Proof.
    intros H K. unfold check_not_represents in H. destruct (check_rank_above C T 1) eqn:E.
    - exact (rank_above C_ok T_ok 1 E (one_generates P K)).
    - exact (no_iso_represents P H K).
  Qed.

  Theorem representable_true (P : category C C_ok) (u : N) : check_represents C T (number P) u = true ->
    Representable (task C T C_ok T_ok).
  Proof. intros H. exists P. now apply represents_true with u. Qed.

  Theorem representable_false : check_not_representable C T = true -> ~ Representable (task C T C_ok T_ok).
  Proof.
    intros H (P & K). unfold check_not_representable in H. destruct (check_rank_above C T 1) eqn:E.
    - exact (rank_above C_ok T_ok 1 E (one_generates P K)).
    - exact (no_iso_represents P (all_below_spec _ _ H (number P) (object_bound C P)) K).
  Qed.

  Theorem yoneda_solves_by_true (P : category C C_ok) (u : N) : check_represents C T (number P) u = true ->
    solves_by (yoneda_model (category C C_ok)) P (task C T C_ok T_ok).
  Proof. intros H. apply yoneda_solves_by. now apply represents_true with u. Qed.

  Theorem yoneda_solves_by_false (P : category C C_ok) : check_not_represents C T (number P) = true ->
    ~ solves_by (yoneda_model (category C C_ok)) P (task C T C_ok T_ok).
  Proof. intros H K. apply yoneda_solves_by in K. now apply represents_false in H. Qed.

  Theorem yoneda_solves_true (P : category C C_ok) (u : N) : check_represents C T (number P) u = true ->
    solves (yoneda_model (category C C_ok)) (task C T C_ok T_ok).
  Proof. intros H. apply yoneda_solves. now apply representable_true with P u. Qed.

  Theorem yoneda_solves_false : check_not_representable C T = true ->
    ~ solves (yoneda_model (category C C_ok)) (task C T C_ok T_ok).
  Proof. intros H K. apply yoneda_solves in K. now apply representable_false in H. Qed.
End Representable.

(** ** Restriction along a functor *)

(** The table of [F^* Q]. Its elements are pairs of an object [a] and an element of [Q] at [F a]; [code] gives the
    latter, [pair_number] the number of a pair. How they are computed does not matter: [check_pullback] is a proof. *)
Record pullback_table := { pulled : system; code : array N; pair_number : array (array N) }.

Definition pullback_of (C D : category_table) (F : functor_table) (Q : system) : pullback_table :=
  let at_place := buckets Q in
  let pairs := flat_map (fun a => map (fun x => (a, x)) (get [] at_place (value_at F a))) (range (objects (shape C))) in
  let numbers := fst (fold_left (fun (state : array (array N) * N) (p : N * N) =>
      let (m, n) := state in
      (store m (fst p) (store (get (PositiveMap.empty N) m (fst p)) (snd p) n), N.succ n))
    pairs (PositiveMap.empty (array N), 0)) in
  let restricted (p : N * N) :=
    map (fun av : N * N => get 0 (get (PositiveMap.empty N) numbers (fst av))
                             (image (hom D (value_at F (fst p))) Q (snd p) (snd av)))
        (combine (sources (shape C) (fst p)) (generators_at F (fst p))) in
  {| pulled := {| size := N.of_nat (length pairs); cells := array_of (map (fun p => (fst p, restricted p)) pairs) |};
     code := array_of (map snd pairs);
     pair_number := numbers |}.

Definition check_pullback (C D : category_table) (F : functor_table) (Q : system) (R : pullback_table) : bool :=
  let S := pulled R in
  let number_of a x := get 0 (get (PositiveMap.empty N) (pair_number R) a) x in
  let at_place := buckets Q in
  check_task C S &&
  all_below (size S) (fun r =>
    let a := place S r in
    let x := get 0 (code R) r in
    (x <? size Q) && (place Q x =? value_at F a) && (number_of a x =? r) &&
    same (map (get 0 (code R)) (line S r)) (map (image (hom D (value_at F a)) Q x) (generators_at F a))) &&
  all_below (objects (shape C)) (fun a =>
    forallb (fun x => let r := number_of a x in (r <? size S) && (place S r =? a) && (get 0 (code R) r =? x))
            (get [] at_place (value_at F a))).

Section Pullback.
  Context {C D : category_table} {F : functor_table} {Q : system} {R : pullback_table}.
  Context (C_ok : check_category C = true) (D_ok : check_category D = true) (F_ok : check_functor C D F = true).
  Hypothesis HQ : ValidTask D Q.
  Hypothesis ok : check_pullback C D F Q R = true.
  Let V := check_category_spec C C_ok.
  Let W := check_category_spec D D_ok.
  Let X := check_functor_spec C D F F_ok.
  Let S := pulled R.
  Let number_of a x := get 0 (get (PositiveMap.empty N) (pair_number R) a) x.

  Lemma pulled_ok : check_task C S = true.
  Proof.
    pose proof ok as K. unfold check_pullback in K. cbv zeta in K. rewrite !andb_true_iff in K. apply K.
  Qed.
  Let HS : ValidTask C S := check_task_spec C S V pulled_ok.

  Lemma pulled_code r : r < size S ->
    get 0 (code R) r < size Q /\ place Q (get 0 (code R) r) = value_at F (place S r) /\
    number_of (place S r) (get 0 (code R) r) = r /\
    map (get 0 (code R)) (line S r) =
    map (image (hom D (value_at F (place S r))) Q (get 0 (code R) r)) (generators_at F (place S r)).
  Proof.
    intros Hr. pose proof ok as K. unfold check_pullback in K. cbv zeta in K. rewrite !andb_true_iff in K.
    destruct K as ((_ & K) & _). pose proof (all_below_spec _ _ K r Hr) as L. simpl in L.
    rewrite !andb_true_iff in L. destruct L as (((A & B) & E) & G).
    repeat split; [now apply N.ltb_lt | now apply N.eqb_eq | now apply N.eqb_eq | now apply same_spec].
  Qed.

  Lemma pulled_number a x : a < objects (shape C) -> x < size Q -> place Q x = value_at F a ->
    number_of a x < size S /\ place S (number_of a x) = a /\ get 0 (code R) (number_of a x) = x.
  Proof.
    intros Ha Hx Hp. pose proof ok as K. unfold check_pullback in K. cbv zeta in K. rewrite !andb_true_iff in K.
    destruct K as (_ & K). pose proof (all_below_spec _ _ K a Ha) as L. simpl in L. rewrite forallb_forall in L.
    assert (I : In x (get [] (buckets Q) (value_at F a))) by (rewrite <- Hp; now apply in_buckets).
    specialize (L x I). rewrite !andb_true_iff in L. destruct L as ((A & B) & E).
    repeat split; [now apply N.ltb_lt | now apply N.eqb_eq | now apply N.eqb_eq].
  Qed.

  Lemma code_follow b r w : b < objects (shape C) -> r < size S -> place S r = b ->
    forall a, walk (shape C) b w = Some a ->
    get 0 (code R) (follow S r w) =
    image (hom D (value_at F b)) Q (get 0 (code R) r) (value_on F b (follow (arrows (hom C b)) 0 w)).
  Proof.
    intros Hb Hr Hrb. pose proof (category_homs C V b Hb) as Vb.
    assert (O : forall p, p < objects (shape C) -> value_at F p < objects (shape D))
      by (intros p; apply (functor_object _ _ _ X)).
    destruct (pulled_code r Hr) as (Hx & Hxp & _ & _). rewrite Hrb in Hxp.
    induction w as [| k w IH]; intros a Hw; simpl in Hw.
    - simpl. rewrite (functor_unit _ _ _ X b Hb). symmetry.
      apply (image_unit (shape D) (value_at F b)). now apply (category_homs D W), O.
    - destruct (walk (shape C) b w) as [e |] eqn:E; [| discriminate]. simpl.
      assert (E0 : walk (shape C) (place (arrows (hom C b)) 0) w = Some e) by (rewrite (hom_unit _ _ _ Vb); exact E).
      assert (E1 : walk (shape C) (place S r) w = Some e) by (rewrite Hrb; exact E).
      destruct (valid_follow _ _ (hom_valid _ _ _ Vb) w 0 e (hom_inhabited _ _ _ Vb) E0) as [Hi Hi'].
      destruct (valid_follow _ _ (task_valid C S HS) w r e Hr E1) as [Hj Hj'].
      pose proof Hw as Hw'. rewrite <- Hi' in Hw.
      destruct (value_act C D F C_ok F_ok b _ k a Hb Hi Hw) as (v & Hv & Hvs & Hvp & ->).
      rewrite Hi' in *.
      assert (He : e < objects (shape C)) by (rewrite <- Hi'; apply (arrow_place C V); auto).
      assert (L : get 0 (code R) (act S (follow S r w) k) = image (hom D (value_at F e)) Q (get 0 (code R) (follow S r w)) v).
      { destruct (pulled_code _ Hj) as (_ & _ & _ & L). rewrite Hj' in L.
        assert (M : nth_error (map (get 0 (code R)) (line S (follow S r w))) k =
                    Some (image (hom D (value_at F e)) Q (get 0 (code R) (follow S r w)) v))
          by (rewrite L, nth_error_map, Hv; reflexivity).
        rewrite nth_error_map in M. unfold act.
        destruct (nth_error (line S (follow S r w)) k) as [y |] eqn:Ey; [| discriminate].
        rewrite (nth_error_nth _ _ 0 Ey). simpl in M. congruence. }
      rewrite L, (IH e eq_refl). symmetry.
      destruct (value_typed C D F C_ok D_ok F_ok b _ Hb Hi) as [Ti Pi]. rewrite Hi' in Pi.
      unfold compose.
      apply (image_follow (shape D) (value_at F b) _ Q (category_homs D W _ (O b Hb)) _ _ _ (value_at F a)).
      + rewrite <- Hxp. apply (task_respects D Q HQ). exact Hx.
      + exact Ti.
      + rewrite Pi, <- Hvp. apply (hom_walk _ _ _ (category_homs D W _ (O e He))). exact Hvs.
  Qed.

  Lemma code_member (a : object_of C) (r : members S (number a)) :
    member Q (value_at F (number a)) (get 0 (code R) (number r)) = true.
  Proof.
    destruct r as [r Hr]. simpl. apply member_spec in Hr. destruct Hr as [Hr <-]. apply member_spec.
    split; now apply pulled_code.
  Qed.

  Lemma pair_member (a : object_of C) (x : members Q (value_at F (number a))) :
    member S (number a) (number_of (number a) (number x)) = true.
  Proof.
    destruct x as [x Hx]. simpl. apply member_spec in Hx. apply member_spec.
    split; apply pulled_number; try apply object_bound; apply Hx.
  Qed.

  Theorem pullback_table_iso :
    Iso (pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ)) (presheaf_of C S C_ok HS).
  Proof.
    set (from := fun (a : object_of C) (r : members S (number a)) =>
      exist _ _ (code_member a r) : members Q (value_at F (number a))).
    set (to := fun (a : object_of C) (x : members Q (value_at F (number a))) =>
      exist _ _ (pair_member a x) : members S (number a)).
    assert (FT : forall a x, number (from a (to a x)) = number x).
    { intros a [x Hx]. simpl. apply member_spec in Hx. apply pulled_number; try apply object_bound; apply Hx. }
    assert (TF : forall a r, number (to a (from a r)) = number r).
    { intros a [r Hr]. simpl. apply member_spec in Hr. destruct Hr as [Hr <-]. now apply pulled_code. }
    assert (FN : forall (a b : object_of C) (f : members (arrows (hom C (number b))) (number a)) (r : members S (number b)),
      get 0 (code R) (image (hom C (number b)) S (number r) (number f)) =
      image (hom D (value_at F (number b))) Q (get 0 (code R) (number r)) (value_on F (number b) (number f))).
    { intros a b [f Hf] [r Hr]. simpl. apply member_spec in Hf, Hr. destruct Hr as [Hr Hrb], Hf as [Hf Hfa].
      pose proof (object_valid C C_ok b) as Vb. rewrite <- (hom_follow _ _ _ Vb f Hf) at 2. unfold image at 1.
      apply code_follow with (a := number a); auto using object_bound. rewrite <- Hfa. now apply (hom_walk _ _ _ Vb). }
    assert (TN : forall (a b : object_of C) (f : members (arrows (hom C (number b))) (number a))
      (x : pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ) b),
      to a (restrict (pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ)) f x) ==
      restrict (presheaf_of C S C_ok HS) f (to b x)).
    { intros a b f x.
      change (number (to a (restrict (pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ)) f x)) =
              number (restrict (presheaf_of C S C_ok HS) f (to b x))).
      rewrite <- (TF a (restrict (presheaf_of C S C_ok HS) f (to b x))).
      assert (E : number (restrict (pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ)) f x) =
                  number (from a (restrict (presheaf_of C S C_ok HS) f (to b x)))).
      { change (image (hom D (value_at F (number b))) Q (number x) (value_on F (number b) (number f)) =
                get 0 (code R) (image (hom C (number b)) S (number (to b x)) (number f))).
        rewrite FN. f_equal. symmetry. exact (FT b x). }
      simpl in E |- *. now rewrite E. }
    exists (mkMap (S:=pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ)) (T:=presheaf_of C S C_ok HS)
              to (fun a x y E => f_equal (number_of (number a)) E) TN).
    exists (mkMap (S:=presheaf_of C S C_ok HS) (T:=pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ))
              from (fun a x y E => f_equal (get 0 (code R)) E) FN).
    split; [exact FT | exact TF].
  Qed.
End Pullback.

(** ** [F^* Q ~= T] *)

(** The map is given by the number of an element of [Q] for each element of [T]. *)
Definition check_pullback_iso (C D : category_table) (F : functor_table) (Q T : system) (m : array N) : bool :=
  let R := pullback_of C D F Q in
  check_pullback C D F Q R &&
  check_iso T (pulled R) (array_of (map (fun x => get 0 (get (PositiveMap.empty N) (pair_number R) (place T x)) (get 0 m x))
                                        (range (size T)))).

(** The numbers of elements differ at some object, or the table of [F^* Q] shows that there is no isomorphism. *)
Definition check_no_pullback_iso (C D : category_table) (F : functor_table) (Q T : system) : bool :=
  let cQ := counts Q in
  let cT := counts T in
  if negb (all_below (objects (shape C)) (fun a => get 0 cQ (value_at F a) =? get 0 cT a)) then true
  else
    let R := pullback_of C D F Q in
    if check_pullback C D F Q R then check_not_isomorphic C (pulled R) T else false.

Section PullbackIso.
  Context {C D : category_table} {F : functor_table} {Q T : system}.
  Context (C_ok : check_category C = true) (D_ok : check_category D = true) (F_ok : check_functor C D F = true).
  Context (HQ : ValidTask D Q) (T_ok : check_task C T = true).
  Let HT := check_task_spec C T (check_category_spec C C_ok) T_ok.

  Lemma check_pullback_iso_spec m : check_pullback_iso C D F Q T m = true ->
    Iso (pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ)) (presheaf_of C T C_ok HT).
  Proof.
    intros H. apply andb_prop in H. destruct H as [H K].
    apply iso_trans with (1 := pullback_table_iso C_ok D_ok F_ok HQ H). apply iso_sym, iso_numbers.
    destruct (check_iso_spec _ _ _ K) as (g & I). eexists. exists g. exact I.
  Qed.

  Lemma pullback_counts (a : object_of C) :
    Iso (pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ)) (presheaf_of C T C_ok HT) ->
    get 0 (counts Q) (value_at F (number a)) = get 0 (counts T) (number a).
  Proof.
    intros (m & n & H & K). rewrite !counts_spec. f_equal. apply Nat.le_antisymm.
    - apply count_le with (R := fun x y => exists (s : members Q (value_at F (number a))), number s = x /\ number (m a s) = y).
      + apply nodup_places.
      + intros x Hx. apply in_places in Hx. apply member_spec in Hx. exists (number (m a (exist _ x Hx))). split.
        * apply in_places. apply member_spec. exact (proj2_sig (m a (exist _ x Hx))).
        * now exists (exist _ x Hx).
      + intros x x' y _ _ (s & <- & Hs) (s' & <- & Hs').
        assert (E : m a s == m a s') by exact (eq_trans Hs (eq_sym Hs')).
        transitivity (number (n a (m a s))); [symmetry; exact (H a s) |].
        transitivity (number (n a (m a s'))); [exact (apply_proper _ _ n a _ _ E) | exact (H a s')].
    - apply count_le with (R := fun y x => exists (t : members T (number a)), number t = y /\ number (n a t) = x).
      + apply nodup_places.
      + intros x Hx. apply in_places in Hx. apply member_spec in Hx. exists (number (n a (exist _ x Hx))). split.
        * apply in_places. apply member_spec. exact (proj2_sig (n a (exist _ x Hx))).
        * now exists (exist _ x Hx).
      + intros x x' y _ _ (s & <- & Hs) (s' & <- & Hs').
        assert (E : n a s == n a s') by exact (eq_trans Hs (eq_sym Hs')).
        transitivity (number (m a (n a s))); [symmetry; exact (K a s) |].
        transitivity (number (m a (n a s'))); [exact (apply_proper _ _ m a _ _ E) | exact (K a s')].
  Qed.

  Lemma check_no_pullback_iso_spec : check_no_pullback_iso C D F Q T = true ->
    ~ Iso (pullback (functor C D F C_ok D_ok F_ok) (presheaf_of D Q D_ok HQ)) (presheaf_of C T C_ok HT).
  Proof.
    intros H I. unfold check_no_pullback_iso in H. cbv zeta in H.
    match type of H with (if ?b then _ else _) = true => destruct b eqn:E end.
    - apply negb_true_iff, not_all_below in E. destruct E as (a & Ha & E).
      apply N.ltb_lt in Ha. pose proof (pullback_counts (exist _ a Ha) I) as K. simpl in K.
      rewrite K, N.eqb_refl in E. discriminate.
    - match type of H with (if ?b then _ else _) = true => destruct b eqn:K end; [| discriminate].
      pose proof (iso_trans _ _ _ (iso_sym _ _ (pullback_table_iso C_ok D_ok F_ok HQ K)) I) as J.
      exact (isomorphic_false C_ok (pulled_ok K) T_ok H J).
  Qed.
End PullbackIso.

(** ** Prompting via a functor *)

Definition check_via (C D : category_table) (F : functor_table) (T : system) (p : N) (m : text) : bool :=
  check_pullback_iso C D F (arrows (hom D (value_at F p))) T (array_of (row m)).
Definition check_not_via (C D : category_table) (F : functor_table) (T : system) (p : N) : bool :=
  check_no_pullback_iso C D F (arrows (hom D (value_at F p))) T.

Section Via.
  Context {C D : category_table} {F : functor_table} {T : system}.
  Context (C_ok : check_category C = true) (D_ok : check_category D = true) (F_ok : check_functor C D F = true).
  Context (T_ok : check_task C T = true).

  Lemma via_numbers (P : category C C_ok) :
    solves_by (via_model (functor C D F C_ok D_ok F_ok)) P (task C T C_ok T_ok) <->
    Iso (pullback (functor C D F C_ok D_ok F_ok) (yoneda_of D D_ok (functor C D F C_ok D_ok F_ok P))) (task C T C_ok T_ok).
  Proof.
    rewrite solves_by_via.
    pose proof (pullback_iso (functor C D F C_ok D_ok F_ok) _ _ (yoneda_table D D_ok (functor C D F C_ok D_ok F_ok P))) as I.
    split; intros H.
    - exact (iso_trans _ _ _ (iso_sym _ _ I) H).
    - exact (iso_trans _ _ _ I H).
  Qed.

  Theorem via_solves_by_true (P : category C C_ok) (m : text) : check_via C D F T (number P) m = true ->
    solves_by (via_model (functor C D F C_ok D_ok F_ok)) P (task C T C_ok T_ok).
  Proof. intros H. apply via_numbers. exact (check_pullback_iso_spec C_ok D_ok F_ok _ _ _ H). Qed.

  Theorem via_solves_by_false (P : category C C_ok) : check_not_via C D F T (number P) = true ->
    ~ solves_by (via_model (functor C D F C_ok D_ok F_ok)) P (task C T C_ok T_ok).
  Proof. intros H K. apply via_numbers in K. revert K. exact (check_no_pullback_iso_spec C_ok D_ok F_ok _ _ H). Qed.

  Theorem via_solves_true (P : category C C_ok) (m : text) : check_via C D F T (number P) m = true ->
    solves (via_model (functor C D F C_ok D_ok F_ok)) (task C T C_ok T_ok).
  Proof. intros H. exists P. now apply via_solves_by_true with m. Qed.

  Theorem via_solves_false : all_below (objects (shape C)) (check_not_via C D F T) = true ->
    ~ solves (via_model (functor C D F C_ok D_ok F_ok)) (task C T C_ok T_ok).
  Proof.
    intros H (P & K). revert K. apply via_solves_by_false.
    exact (all_below_spec _ _ H (number P) (object_bound C P)).
  Qed.
End Via.
