(** Clausal proofs, checked by computation: that no assignment of truth values makes all clauses of a list hold, by
    "reverse unit propagation" (E. Goldberg and Y. Novikov, DATE 2003) with hints, as in LRAT (L. Cruz-Filipe, M. Heule,
    W. Hunt, M. Kaufmann and P. Schneider-Kamp, CADE 2017). With clauses that every natural map not listed makes hold, such a
    proof shows that the maps listed are all there are. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export Functors.
Import ListNotations.
Open Scope N_scope.

(** ** Clauses and proofs *)

(** A literal is twice its variable, and one more where it is negative. *)
Definition lrat_clause := list N.
Definition literal_holds (s : N -> bool) (l : N) : bool := xorb (N.odd l) (s (N.div2 l)).
Definition satisfies_clause (s : N -> bool) (c : lrat_clause) : Prop := exists l, In l c /\ literal_holds s l = true.
Definition opposite_literal (l : N) : N := N.lxor l 1.

Lemma opposite_literal_spec s l : literal_holds s (opposite_literal l) = negb (literal_holds s l).
Proof. destruct l as [| [p | p |]]; unfold literal_holds, opposite_literal; simpl; now destruct (s _). Qed.

(** The literals of a clause that are not known to be false: none, one, or more. *)
Inductive open_literals : Set := NoneLeft | OneLeft (l : N) | MoreLeft.
Definition is_false_literal (f : array unit) (l : N) : bool := match lookup f l with Some _ => true | None => false end.
Fixpoint left_open (f : array unit) (c : lrat_clause) : open_literals :=
  match c with
  | [] => NoneLeft
  | l :: c' => if is_false_literal f l then left_open f c' else if every (is_false_literal f) c' then OneLeft l else MoreLeft
  end.

(** Do the hints, in their order, force literals until one of them fails? *)
Fixpoint hints_propagate (known : array lrat_clause) (f : array unit) (hints : list N) : bool :=
  match hints with
  | [] => false
  | h :: rest =>
    match lookup known h with
    | None => false
    | Some c =>
      match left_open f c with
      | NoneLeft => true
      | OneLeft l => hints_propagate known (store f (opposite_literal l) tt) rest
      | MoreLeft => false
      end
    end
  end.

(** Steps are pairs of rows: a clause and its hints, the numbers of clauses before it. *)
Definition falsified_literals (c : lrat_clause) : array unit := fold_left (fun f l => store f l tt) c (PositiveMap.empty unit).
Fixpoint derives_nothing (known : array lrat_clause) (next : N) (steps : list (list N)) : bool :=
  match steps with
  | c :: hints :: rest =>
    if hints_propagate known (falsified_literals c) hints then
      match c with [] => true | _ => derives_nothing (store known next c) (N.succ next) rest end
    else false
  | _ => false
  end.
Definition clauses_refuted (clauses : list lrat_clause) (steps : list (list N)) : bool :=
  derives_nothing (array_of clauses) (N.of_nat (length clauses)) steps.

Section Refuted.
  Variable s : N -> bool.
  Definition all_false (f : array unit) : Prop := forall l, lookup f l <> None -> literal_holds s l = false.
  Definition all_hold (known : array lrat_clause) : Prop := forall h c, lookup known h = Some c -> satisfies_clause s c.

  Lemma false_literal f l : all_false f -> is_false_literal f l = true -> literal_holds s l = false.
  Proof. unfold is_false_literal. intros F H. apply F. intros E. rewrite E in H. discriminate. Qed.

  Lemma left_open_spec f c : all_false f -> satisfies_clause s c ->
    match left_open f c with NoneLeft => False | OneLeft l => literal_holds s l = true | MoreLeft => True end.
  Proof.
    intros F (k & Hk & K). induction c as [| l c IH]; simpl; [exact Hk |]. destruct (is_false_literal f l) eqn:E.
    - apply IH. destruct Hk as [-> | Hk]; [| exact Hk]. rewrite (false_literal f k F E) in K. discriminate.
    - destruct (every (is_false_literal f) c) eqn:A; [| exact I]. destruct Hk as [-> | Hk]; [exact K |].
      rewrite every_spec in A. rewrite (false_literal f k F (A k Hk)) in K. discriminate.
  Qed.

  Lemma propagates_spec known hints : all_hold known -> forall f, all_false f -> hints_propagate known f hints = false.
  Proof.
    intros A. induction hints as [| h hints IH]; intros f F; simpl; [reflexivity |].
    destruct (lookup known h) as [c |] eqn:E; [| reflexivity]. pose proof (left_open_spec f c F (A h c E)) as K.
    destruct (left_open f c) as [| l |]; [destruct K | | reflexivity]. apply IH. intros k. rewrite lookup_store.
    destruct (N.eqb_spec (opposite_literal l) k) as [<- | _]; [| apply F]. intros _. now rewrite opposite_literal_spec, K.
  Qed.

  Lemma step_spec known c hints : all_hold known -> hints_propagate known (falsified_literals c) hints = true -> satisfies_clause s c.
  Proof.
    intros A H. destruct (some (literal_holds s) c) eqn:E; [now apply some_spec in E |]. exfalso.
    rewrite (propagates_spec known hints A) in H; [discriminate |]. intros l L. apply (lookup_fold (fun l => l)) in L.
    destruct L as [L | (k & Hk & <-)]; [now rewrite lookup_empty in L |].
    destruct (literal_holds s k) eqn:K; [| reflexivity]. rewrite <- E. symmetry. apply some_spec. now exists k.
  Qed.

  Lemma derives_nothing_spec n : forall steps known next, (length steps <= n)%nat -> all_hold known ->
    derives_nothing known next steps = false.
  Proof.
    induction n as [| n IH]; intros steps known next L A; (destruct steps as [| c [| hints rest]]; [reflexivity | reflexivity |]);
      simpl in L; [lia |].
    simpl. destruct (hints_propagate known (falsified_literals c) hints) eqn:E; [| reflexivity]. pose proof (step_spec known c hints A E) as K.
    destruct c as [| l c]; [destruct K as (k & [] & _) |]. apply IH; [lia |]. intros h d. rewrite lookup_store.
    destruct (N.eqb_spec next h) as [_ | _]; [| apply A]. intros D. now injection D as <-.
  Qed.
End Refuted.

Theorem clauses_refuted_spec clauses steps : clauses_refuted clauses steps = true -> forall s, ~ (forall c, In c clauses -> satisfies_clause s c).
Proof.
  intros H s A. unfold clauses_refuted in H. rewrite (derives_nothing_spec s (length steps)) in H; [discriminate | lia |].
  intros h c E. apply A. unfold array_of in E. rewrite lookup_array, lookup_empty in E.
  destruct (_ && _); [exact (nth_error_In _ _ E) | discriminate].
Qed.

(** ** The clauses of natural maps that are not listed *)

Section Clauses.
  Variables S T : system.

  (** "x goes to v", and that it does not; [kernel/README.md] gives the order of the clauses. *)
  Definition goes_literal (x v : N) : N := N.double (size T * x + v).
  Definition goes_not_literal (x v : N) : N := N.succ_double (size T * x + v).
  Definition values_there (x : N) : list N := filter (fun v => place T v =? place S x) (range (size T)).

  Definition entered_elements : array unit :=
    fold_left (fun seen x => fold_left (fun seen y => store seen y tt) (line S x) seen) (range (size S)) (PositiveMap.empty unit).
  Definition value_clause (x : N) : lrat_clause := map (goes_literal x) (values_there x).
  Definition pair_clauses (x : N) : list lrat_clause :=
    let values := values_there x in
    flat_map (fun w => map (fun v => [goes_not_literal x v; goes_not_literal x w]) (filter (fun v => v <? w) values)) values.
  Definition edge_clauses (x : N) : list lrat_clause :=
    let values := values_there x in
    flat_map (fun k => map (fun v => [goes_not_literal x v; goes_literal (act S x k) (act T v k)]) values) (seq 0 (length (line S x))).
  Definition other_clause (image : array N) : lrat_clause := map (fun x => goes_not_literal x (get 0 image x)) (range (size S)).

  Definition map_clauses (listed : list (array N)) : list lrat_clause :=
    let seen := entered_elements in
    map value_clause (range (size S)) ++
    flat_map (fun x => if is_false_literal seen x then pair_clauses x else []) (range (size S)) ++
    flat_map edge_clauses (range (size S)) ++ map other_clause listed.

  Variable m : N -> N.
  Hypothesis V : forall x y, x < size S -> In y (line S x) -> y < size S.
  Hypothesis m_place : forall x, x < size S -> m x < size T /\ place T (m x) = place S x.
  Hypothesis m_line : forall x, x < size S -> line T (m x) = map m (line S x).

  Definition going_valuation (n : N) : bool := m (n / size T) =? n mod size T.

  Lemma going_spec x v : v < size T -> going_valuation (size T * x + v) = (m x =? v).
  Proof.
    intros H. unfold going_valuation. rewrite <- (N.div_unique (size T * x + v) (size T) x v H eq_refl).
    now rewrite <- (N.mod_unique (size T * x + v) (size T) x v H eq_refl).
  Qed.
  Lemma goes_spec x v : v < size T -> literal_holds going_valuation (goes_literal x v) = (m x =? v).
  Proof.
    intros H. unfold literal_holds, goes_literal. rewrite N.div2_double, going_spec by exact H.
    replace (N.odd _) with false by now destruct (size T * x + v). apply xorb_false_l.
  Qed.
  Lemma goes_not_spec x v : v < size T -> literal_holds going_valuation (goes_not_literal x v) = negb (m x =? v).
  Proof.
    intros H. unfold literal_holds, goes_not_literal. rewrite N.div2_succ_double, going_spec by exact H.
    replace (N.odd _) with true by now destruct (size T * x + v). apply xorb_true_l.
  Qed.

  Lemma open_value x v : In v (values_there x) <-> v < size T /\ place T v = place S x.
  Proof. unfold values_there. now rewrite filter_In, in_range, N.eqb_eq. Qed.

  Lemma map_clauses_hold listed :
    (forall image, In image listed -> (forall x, x < size S -> get 0 image x < size T) /\ exists x, x < size S /\ m x <> get 0 image x) ->
    forall c, In c (map_clauses listed) -> satisfies_clause going_valuation c.
  Proof.
    intros L c H. unfold map_clauses in H. rewrite !in_app_iff in H. destruct H as [H | [H | [H | H]]].
    - apply in_map_iff in H. destruct H as (x & <- & Hx). apply in_range in Hx. destruct (m_place x Hx) as [B P].
      exists (goes_literal x (m x)). split; [apply in_map, open_value; now split |]. rewrite goes_spec by exact B. apply N.eqb_refl.
    - apply in_flat_map in H. destruct H as (x & Hx & H). destruct (is_false_literal _ x); [| destruct H].
      apply in_flat_map in H. destruct H as (w & Hw & H). apply in_map_iff in H. destruct H as (v & <- & Hv).
      apply filter_In in Hv. destruct Hv as [Hv Lv]. apply N.ltb_lt in Lv. apply open_value in Hv, Hw.
      destruct (N.eqb_spec (m x) v) as [E | E].
      + exists (goes_not_literal x w). split; [now right; left |]. rewrite goes_not_spec by apply Hw.
        destruct (N.eqb_spec (m x) w); [lia | reflexivity].
      + exists (goes_not_literal x v). split; [now left |]. rewrite goes_not_spec by apply Hv. now destruct (N.eqb_spec (m x) v).
    - apply in_flat_map in H. destruct H as (x & Hx & H). apply in_range in Hx. apply in_flat_map in H.
      destruct H as (k & Hk & H). apply in_seq in Hk. apply in_map_iff in H. destruct H as (v & <- & Hv). apply open_value in Hv.
      destruct (N.eqb_spec (m x) v) as [<- | E].
      + exists (goes_literal (act S x k) (act T (m x) k)). split; [now right; left |].
        assert (K : act T (m x) k = m (act S x k)).
        { unfold act. rewrite m_line by exact Hx. rewrite (nth_indep _ 0 (m 0)) by (rewrite map_length; lia). apply map_nth. }
        rewrite K, goes_spec; [apply N.eqb_refl |]. apply m_place, (V x); [exact Hx |]. apply nth_In. lia.
      + exists (goes_not_literal x v). split; [now left |]. rewrite goes_not_spec by apply Hv. now destruct (N.eqb_spec (m x) v).
    - apply in_map_iff in H. destruct H as (image & <- & H). destruct (L image H) as (B & x & Hx & N).
      exists (goes_not_literal x (get 0 image x)). split; [apply (in_map (fun x => goes_not_literal x (get 0 image x))), in_range, Hx |].
      rewrite goes_not_spec by (apply B, Hx). now destruct (N.eqb_spec (m x) (get 0 image x)).
  Qed.

  Theorem map_listed listed steps : clauses_refuted (map_clauses listed) steps = true -> every (check_transformation S T) listed = true ->
    exists image, In image listed /\ forall x, x < size S -> m x = get 0 image x.
  Proof.
    intros R K. rewrite every_spec in K. destruct (some (fun image => all_below (size S) (fun x => m x =? get 0 image x)) listed) eqn:E.
    - apply some_spec in E. destruct E as (image & H & A). exists image. split; [exact H |]. intros x Hx.
      now apply N.eqb_eq, (all_below_spec _ _ A).
    - exfalso. apply (clauses_refuted_spec _ _ R going_valuation), map_clauses_hold. intros image H. split.
      + intros x Hx. now apply (check_transformation_spec S T image (K image H)).
      + destruct (some (fun x => negb (m x =? get 0 image x)) (range (size S))) eqn:D.
        * apply some_spec in D. destruct D as (x & Hx & D). apply in_range in Hx. exists x. split; [exact Hx |].
          now destruct (N.eqb_spec (m x) (get 0 image x)).
        * exfalso. assert (A : some (fun image => all_below (size S) (fun x => m x =? get 0 image x)) listed = true).
          { apply some_spec. exists image. split; [exact H |]. apply all_below_intro. intros x Hx.
            destruct (m x =? get 0 image x) eqn:F; [reflexivity |]. rewrite <- D. apply some_spec. exists x.
            split; [now apply in_range |]. now rewrite F. }
          congruence.
  Qed.
End Clauses.

(** ** The maps listed are the transformations *)

Fixpoint distinct_codes (l : list (list nat)) : bool :=
  match l with [] => true | c :: l' => if in_dec (list_eq_dec Nat.eq_dec) c l' then false else distinct_codes l' end.
Lemma distinct_spec l : distinct_codes l = true -> NoDup l.
Proof.
  induction l as [| c l IH]; simpl; intros H; [constructor |]. destruct (in_dec _ c l) as [| n]; [discriminate |].
  constructor; [exact n | now apply IH].
Qed.

Lemma accepted_all {A : Type} (p : A -> bool) l : every p l = true -> map (@proj1_sig _ _) (accepted p l) = l.
Proof.
  rewrite every_spec. induction l as [| x l IH]; simpl; intros H; [reflexivity |].
  destruct (bool_dec (p x) true) as [e | n]; [| destruct n; apply H; now left]. simpl. f_equal. apply IH. auto.
Qed.

Section Listed.
  Context {C : category_table} {S T : system} (ok : check_category C = true).
  Context (S_ok : check_task C S = true) (T_ok : check_task C T = true).
  Let Source : Presheaf@{Set Set Set} (category C ok) := task C S ok S_ok.
  Let Target : Presheaf@{Set Set Set} (category C ok) := task C T ok T_ok.
  Variables listed steps : list text.

  Definition listed_images : list (array N) := map (fun t => array_of (row t)) listed.
  (** A map as a family: for each element the place of its image. *)
  Definition place_of_image (image : array N) (u : Element Source) : nat :=
    index (fun y : members T (number (p := fun a => a <? objects (shape C)) (projT1 u)) =>
             get 0 image (number (p := member S (number (p := fun a => a <? objects (shape C)) (projT1 u))) (projT2 u)) =? number y)
          (members_listed (Target (projT1 u))).
  Definition code_of_image (image : array N) : list nat := map (place_of_image image) (members_listed (Element Source)).

  Definition check_listed : bool :=
    if every (check_transformation S T) listed_images then
      if distinct_codes (map code_of_image listed_images) then clauses_refuted (map_clauses S T listed_images) (rows steps) else false
    else false.

  Definition Listed := Transformations Source Target (FC := table_category ok) (GS := table_task ok S_ok) (GT := table_task ok T_ok).

  Lemma code_of_listed (c : Listed) image :
    (forall x, x < size S -> map_number (C := C) (S := S) (T := T) (the_map Source Target c) x = get 0 image x) -> proj1_sig c = code_of_image image.
  Proof.
    intros E. apply nth_error_same. intros n. unfold code_of_image.
    destruct (nth_error (members_listed (Element Source)) n) as [u |] eqn:U.
    - rewrite (map_nth_error (place_of_image image) n _ U).
      pose proof (pick_place _ _ _ _ c u) as P. unfold at_place in P.
      rewrite (index_nth same_anywhere same_anywhere_spec _ (once (A := Element Source)) n u U) in P.
      destruct (nth_error (proj1_sig c) n) as [k |]; [| discriminate]. f_equal.
      pose proof (index_nth (same_element (T := Target) (projT1 u)) (same_element_spec (T := Target) (projT1 u)) _
                    (once (A := Target (projT1 u))) k _ P) as K.
      destruct u as [a x]. rewrite <- K. unfold place_of_image. cbn [projT1 projT2].
      assert (F : get 0 image (number x) = number (the_map Source Target c a x)).
      { pose proof (map_number_spec (the_map Source Target c) a x) as M. rewrite E in M; [exact M |]. destruct x as [x Hx].
        exact (proj1 (proj1 (member_spec _ _ _) Hx)). }
      rewrite F. reflexivity.
    - rewrite (proj2 (nth_error_None _ _)), (proj2 (nth_error_None _ _)); [reflexivity | |]; apply nth_error_None in U.
      + now rewrite map_length.
      + rewrite (proj1 (fitting_spec _ _ _ _ _ (proj2_sig c))). exact U.
  Qed.

  Lemma image_fits image : check_transformation S T image = true ->
    fitting finite_all_elements same_anywhere (fun u : Element Source => finite_elements (T := Target) (projT1 u)) (restricts Source Target)
      (code_of_image image) = true.
  Proof.
    intros K. pose proof (check_transformation_spec S T image K) as H.
    destruct (every_transformation Source Target
      (number_map C S T ok (check_task_spec C S (check_category_spec C ok) S_ok) (check_task_spec C T (check_category_spec C ok) T_ok)
         (get 0 image) (fun x Hx => proj1 (H x Hx)) (fun x Hx => proj1 (proj2 (H x Hx))) (fun x Hx => proj2 (proj2 (H x Hx)))))
      as (c & E & _).
    rewrite <- (code_of_listed c image); [exact (proj2_sig c) |]. intros x Hx.
    destruct (element_of (C := C) (HS := check_task_spec C S (check_category_spec C ok) S_ok) x Hx) as (a & e & _ & <-).
    rewrite map_number_spec. exact (E a e).
  Qed.

  (** A map by the numbers of its images. *)
  Definition listed_map (image : array N) (H : check_transformation S T image = true) : Listed :=
    exist _ (code_of_image image) (image_fits image H).
  Definition maps_listed : list Listed :=
    map (fun m => listed_map (proj1_sig m) (proj2_sig m)) (accepted (check_transformation S T) listed_images).

  Lemma all_listed : check_listed = true -> forall c, In c maps_listed.
  Proof.
    unfold check_listed. intros H c. destruct (every _ listed_images) eqn:K; [| discriminate]. destruct (distinct_codes _); [| discriminate].
    destruct (map_listed S T (map_number (C := C) (S := S) (T := T) (the_map Source Target c))) with (4 := H) (5 := K) as (image & I & E).
    - exact (valid_in _ _ (task_valid C S (check_task_spec C S (check_category_spec C ok) S_ok))).
    - exact (map_number_below _).
    - exact (map_number_line _).
    - rewrite every_spec in K.
      apply in_map_iff. exists (exist _ image (K image I)). split; [| now apply accepted_complete].
      apply same_subset. symmetry. now apply code_of_listed.
  Qed.

  Lemma once_listed : check_listed = true -> NoDup maps_listed.
  Proof.
    unfold check_listed. intros H. destruct (every _ listed_images) eqn:K; [| discriminate].
    apply (NoDup_map_inv (@proj1_sig _ _)). unfold maps_listed. rewrite map_map.
    rewrite (map_ext _ (fun m => code_of_image (proj1_sig m))) by reflexivity. rewrite <- (map_map (@proj1_sig _ _) code_of_image), accepted_all by exact K.
    apply distinct_spec. now destruct (distinct_codes (map code_of_image listed_images)).
  Qed.

  (** The transformations are the maps listed, where a clausal proof shows that there are no others. *)
  Definition listed_transformations (H : check_listed = true) : Finite Listed :=
    {| members_listed := maps_listed; complete := all_listed H; once := once_listed H |}.
End Listed.
