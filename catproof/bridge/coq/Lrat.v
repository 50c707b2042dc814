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

(** ** Rules about an unknown map of numbers, as clauses: where all of these values are taken, one of those is *)

Definition map_rule : Set := (list (N * N) * list (N * N))%type.
Definition rule_holds (m : N -> N) (r : map_rule) : Prop :=
  (exists x v, In (x, v) (fst r) /\ m x <> v) \/ (exists x v, In (x, v) (snd r) /\ m x = v).

(** "x goes to v" is a variable; all values are below [width]. *)
Definition goes (width : N) (xv : N * N) : N := width * fst xv + snd xv.
Definition rule_clause (width : N) (r : map_rule) : lrat_clause :=
  map (fun xv => N.succ_double (goes width xv)) (fst r) ++ map (fun xv => N.double (goes width xv)) (snd r).
Definition rule_fits (width : N) (r : map_rule) : bool :=
  if every (fun xv => snd xv <? width) (fst r) then every (fun xv => snd xv <? width) (snd r) else false.
Definition rules_refuted (width : N) (rules : list map_rule) (steps : list (list N)) : bool :=
  if every (rule_fits width) rules then clauses_refuted (map (rule_clause width) rules) steps else false.

Section Rules.
  Variables (width : N) (m : N -> N).
  Definition going_valuation (n : N) : bool := m (n / width) =? n mod width.

  Lemma going_spec x v : v < width -> going_valuation (goes width (x, v)) = (m x =? v).
  Proof.
    intros H. unfold going_valuation, goes. cbn [fst snd]. rewrite <- (N.div_unique (width * x + v) width x v H eq_refl).
    now rewrite <- (N.mod_unique (width * x + v) width x v H eq_refl).
  Qed.

  Lemma rule_clause_holds r : rule_fits width r = true -> rule_holds m r -> satisfies_clause going_valuation (rule_clause width r).
  Proof.
    unfold rule_fits. intros F H. destruct (every _ (fst r)) eqn:E; [| discriminate]. rewrite every_spec in E, F.
    destruct H as [(x & v & I & H) | (x & v & I & H)].
    - exists (N.succ_double (goes width (x, v))). split; [apply in_or_app; left; exact (in_map (fun xv => N.succ_double (goes width xv)) _ _ I) |].
      unfold literal_holds. rewrite N.div2_succ_double, going_spec by (apply N.ltb_lt; exact (E _ I)).
      replace (N.odd (N.succ_double (goes width (x, v)))) with true by now destruct (goes width (x, v)).
      apply N.eqb_neq in H. now rewrite H.
    - exists (N.double (goes width (x, v))). split; [apply in_or_app; right; exact (in_map (fun xv => N.double (goes width xv)) _ _ I) |].
      unfold literal_holds. rewrite N.div2_double, going_spec by (apply N.ltb_lt; exact (F _ I)).
      replace (N.odd (N.double (goes width (x, v)))) with false by now destruct (goes width (x, v)).
      apply N.eqb_eq in H. now rewrite H.
  Qed.

  (** So there is no map of which all rules hold. *)
  Theorem rules_refuted_spec rules steps : rules_refuted width rules steps = true -> ~ (forall r, In r rules -> rule_holds m r).
  Proof.
    unfold rules_refuted. intros H A. destruct (every (rule_fits width) rules) eqn:F; [| discriminate]. rewrite every_spec in F.
    apply (clauses_refuted_spec _ _ H going_valuation). intros c Hc. apply in_map_iff in Hc. destruct Hc as (r & <- & Hr).
    apply rule_clause_holds; auto.
  Qed.

  Lemma one_value x v w : v <> w -> rule_holds m ([(x, v); (x, w)], []).
  Proof.
    intros N. left. destruct (N.eq_dec (m x) v) as [E | E].
    - exists x, w. split; [right; now left | congruence].
    - exists x, v. split; [now left | exact E].
  Qed.
  Lemma one_of x values : In (m x) values -> rule_holds m ([], map (pair x) values).
  Proof. intros H. right. exists x, (m x). split; [now apply in_map | reflexivity]. Qed.
  Lemma then_goes x v y w : (m x = v -> m y = w) -> rule_holds m ([(x, v)], [(y, w)]).
  Proof.
    intros H. destruct (N.eq_dec (m x) v) as [E | E].
    - right. exists y, w. split; [now left | auto].
    - left. exists x, v. split; [now left | exact E].
  Qed.
  Lemma both_then x v y w after : (m x = v -> m y = w -> exists z u, In (z, u) after /\ m z = u) -> rule_holds m ([(x, v); (y, w)], after).
  Proof.
    intros H. destruct (N.eq_dec (m x) v) as [E | E]; [destruct (N.eq_dec (m y) w) as [E' | E'] |].
    - right. exact (H E E').
    - left. exists y, w. split; [right; now left | exact E'].
    - left. exists x, v. split; [now left | exact E].
  Qed.
  Lemma never_both x v y w : (m x = v -> m y = w -> False) -> rule_holds m ([(x, v); (y, w)], []).
  Proof. intros H. apply both_then. intros E E'. destruct (H E E'). Qed.
End Rules.

(** ** The rules of natural maps that are not listed *)

Section MapRules.
  Variables S T : system.

  (** [kernel/README.md] gives their order. *)
  Definition values_there (x : N) : list N := filter (fun v => place T v =? place S x) (range (size T)).
  Definition entered_elements : array unit :=
    fold_left (fun seen x => fold_left (fun seen y => store seen y tt) (line S x) seen) (range (size S)) (PositiveMap.empty unit).
  Definition pair_rules (values : list N) (x : N) : list map_rule :=
    flat_map (fun w => map (fun v => ([(x, v); (x, w)], [])) (filter (fun v => v <? w) values)) values.
  Definition edge_rules (x : N) : list map_rule :=
    let values := values_there x in
    flat_map (fun k => map (fun v => ([(x, v)], [(act S x k, act T v k)])) values) (seq 0 (length (line S x))).
  Definition other_rule (image : array N) : map_rule := (map (fun x => (x, get 0 image x)) (range (size S)), []).

  Definition map_rules (one : N -> bool) : list map_rule :=
    map (fun x => ([], map (pair x) (values_there x))) (range (size S)) ++
    flat_map (fun x => if one x then pair_rules (values_there x) x else []) (range (size S)) ++
    flat_map edge_rules (range (size S)).
  Definition map_clauses (listed : list (array N)) : list map_rule :=
    let seen := entered_elements in map_rules (is_false_literal seen) ++ map other_rule listed.
  (** Of isomorphisms: all values are taken. *)
  Definition iso_rules : list map_rule :=
    map_rules (fun _ => true) ++ map (fun v => ([], map (fun x => (x, v)) (filter (fun x => place S x =? place T v) (range (size S))))) (range (size T)).

  Variable m : N -> N.
  Hypothesis m_place : forall x, x < size S -> m x < size T /\ place T (m x) = place S x.
  Hypothesis m_line : forall x, x < size S -> line T (m x) = map m (line S x).

  Lemma open_value x v : In v (values_there x) <-> v < size T /\ place T v = place S x.
  Proof. unfold values_there. now rewrite filter_In, in_range, N.eqb_eq. Qed.

  Lemma pair_rules_hold values x r : In r (pair_rules values x) -> rule_holds m r.
  Proof.
    intros H. apply in_flat_map in H. destruct H as (w & _ & H). apply in_map_iff in H. destruct H as (v & <- & Hv).
    apply filter_In in Hv. destruct Hv as [_ L]. apply N.ltb_lt in L. apply one_value. lia.
  Qed.

  Lemma map_rules_hold one r : In r (map_rules one) -> rule_holds m r.
  Proof.
    intros H. unfold map_rules in H. rewrite !in_app_iff in H. destruct H as [H | [H | H]].
    - apply in_map_iff in H. destruct H as (x & <- & Hx). apply in_range in Hx. now apply one_of, open_value, m_place.
    - apply in_flat_map in H. destruct H as (x & _ & H). destruct (one x); [| destruct H]. exact (pair_rules_hold _ _ _ H).
    - apply in_flat_map in H. destruct H as (x & Hx & H). apply in_range in Hx. apply in_flat_map in H.
      destruct H as (k & Hk & H). apply in_seq in Hk. apply in_map_iff in H. destruct H as (v & <- & _).
      apply then_goes. intros <-. unfold act. rewrite m_line by exact Hx.
      rewrite (nth_indep (map m (line S x)) 0 (m 0)) by (rewrite map_length; lia). symmetry. apply map_nth.
  Qed.

  Lemma map_clauses_hold listed : (forall image, In image listed -> exists x, x < size S /\ m x <> get 0 image x) ->
    forall r, In r (map_clauses listed) -> rule_holds m r.
  Proof.
    intros L r H. unfold map_clauses in H. apply in_app_or in H. destruct H as [H | H]; [exact (map_rules_hold _ _ H) |].
    apply in_map_iff in H. destruct H as (image & <- & H). destruct (L image H) as (x & Hx & N).
    left. exists x, (get 0 image x). split; [apply (in_map (fun x => (x, get 0 image x))), in_range, Hx | exact N].
  Qed.

  Theorem map_listed listed steps : rules_refuted (size T) (map_clauses listed) steps = true ->
    exists image, In image listed /\ forall x, x < size S -> m x = get 0 image x.
  Proof.
    intros R. destruct (some (fun image => all_below (size S) (fun x => m x =? get 0 image x)) listed) eqn:E.
    - apply some_spec in E. destruct E as (image & H & A). exists image. split; [exact H |]. intros x Hx.
      now apply N.eqb_eq, (all_below_spec _ _ A).
    - exfalso. apply (rules_refuted_spec _ m _ _ R), map_clauses_hold. intros image H.
      destruct (some (fun x => negb (m x =? get 0 image x)) (range (size S))) eqn:D.
      + apply some_spec in D. destruct D as (x & Hx & D). apply in_range in Hx. exists x. split; [exact Hx |].
        now destruct (N.eqb_spec (m x) (get 0 image x)).
      + exfalso. assert (A : some (fun image => all_below (size S) (fun x => m x =? get 0 image x)) listed = true).
        { apply some_spec. exists image. split; [exact H |]. apply all_below_intro. intros x Hx.
          destruct (m x =? get 0 image x) eqn:F; [reflexivity |]. rewrite <- D. apply some_spec. exists x.
          split; [now apply in_range |]. now rewrite F. }
        congruence.
  Qed.

  Lemma iso_rules_hold (g : N -> N) : (forall y, y < size T -> g y < size S) -> (forall y, y < size T -> m (g y) = y) ->
    forall r, In r iso_rules -> rule_holds m r.
  Proof.
    intros B I r H. unfold iso_rules in H. apply in_app_or in H. destruct H as [H | H]; [exact (map_rules_hold _ _ H) |].
    apply in_map_iff in H. destruct H as (v & <- & Hv). apply in_range in Hv. right. exists (g v), v. split; [| now apply I].
    apply (in_map (fun x => (x, v))), filter_In. split; [apply in_range; auto |]. apply N.eqb_eq.
    rewrite <- (proj2 (m_place (g v) (B v Hv))). now rewrite I.
  Qed.
End MapRules.

(** That two tasks are not isomorphic, by a clausal proof. *)
Theorem isomorphic_refuted {C S T} (C_ok : check_category C = true) (S_ok : check_task C S = true) (T_ok : check_task C T = true) steps :
  rules_refuted (size T) (iso_rules S T) (rows steps) = true -> ~ Iso (task C S C_ok S_ok) (task C T C_ok T_ok).
Proof.
  intros R H. apply (iso_numbers C S T C_ok) in H. destruct H as (f & g & [H1 H2 H3 _ H5 H6]).
  apply (rules_refuted_spec _ f _ _ R). apply iso_rules_hold with g; auto.
Qed.

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
      if distinct_codes (map code_of_image listed_images) then rules_refuted (size T) (map_clauses S T listed_images) (rows steps) else false
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
    destruct (map_listed S T (map_number (C := C) (S := S) (T := T) (the_map Source Target c))) with (3 := H) as (image & I & E).
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
