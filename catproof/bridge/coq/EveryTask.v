(** Every finite task on a category of a table is isomorphic to one that is listed. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive Sorted.
From Catproof Require Export Categories.
Import ListNotations.
Open Scope N_scope.

Section Numbered.
  Context {C : category_table} (C_ok : check_category C = true).
  Context (T : Presheaf@{Set Set Set} (category C C_ok)) {FT : FiniteTask T}.
  Let V := check_category_spec C C_ok.
  Let num (a : category C C_ok) : N := number (p := fun a => a <? objects (shape C)) a.

  Definition all_elements : list (Element T) := members_listed (Element T).
  Definition element_number (u : Element T) : N := N.of_nat (index (same_anywhere u) all_elements).

  Lemma element_number_nth u : nth_error all_elements (N.to_nat (element_number u)) = Some u.
  Proof. unfold element_number. rewrite Nnat.Nat2N.id. apply nth_index; [apply same_anywhere_spec | apply complete]. Qed.

  Lemma element_number_below u : element_number u < N.of_nat (length all_elements).
  Proof.
    assert (N.to_nat (element_number u) < length all_elements)%nat by (apply nth_error_Some; rewrite element_number_nth; discriminate). lia.
  Qed.

  (** The number of the restriction along arrow [i] into the object of [u]. *)
  Definition restricted (u : Element T) (i : N) : N :=
    let H := arrows (hom C (num (projT1 u))) in
    match bool_dec (place H i <? objects (shape C)) true, bool_dec (member H (place H i) i) true with
    | left Ha, left Hi => element_number (existT _ (exist _ (place H i) Ha : category C C_ok)
                                                 (restrict T (exist _ i Hi : @Hom (category C C_ok) (exist _ (place H i) Ha) (projT1 u)) (projT2 u)))
    | _, _ => 0
    end.

  Lemma restricted_spec (a b : category C C_ok) (f : Hom a b) (x : T b) :
    restricted (existT _ b x) (number (p := fun i => member (arrows (hom C (num b))) (num a) i) f) = element_number (existT _ a (restrict T f x)).
  Proof.
    unfold restricted. cbn [projT1 projT2]. destruct a as [a Ha], f as [f Hf]. cbn [number proj1_sig num] in *. pose proof Hf as M. simpl in M.
    apply member_spec in M. destruct M as [M E]. simpl in E. revert Ha Hf. rewrite <- E. intros Ha Hf. cbv zeta.
    destruct (bool_dec (place (arrows (hom C (num b))) f <? objects (shape C)) true) as [Ha' | N]; [| contradiction].
    destruct (bool_dec (member (arrows (hom C (num b))) (place (arrows (hom C (num b))) f) f) true) as [Hf' | N]; [| contradiction].
    assert (Ha' = Ha) as -> by apply UIP_dec, bool_dec. assert (Hf' = Hf) as -> by apply UIP_dec, bool_dec. reflexivity.
  Qed.

  Lemma arrow_into (b : category C C_ok) i : i < size (arrows (hom C (num b))) ->
    exists (a : category C C_ok) (f : Hom a b), num a = place (arrows (hom C (num b))) i /\
      number (p := fun i => member (arrows (hom C (num b))) (num a) i) f = i.
  Proof.
    intros Hi. destruct (arrow_of C_ok (num b) i (object_bound C b) Hi) as (a & b' & f & Hb & Ha & Hf).
    assert (b' = b) as -> by now apply subset_eq. now exists a, f.
  Qed.

  Definition rows_of_task : task_code :=
    map (fun u => (num (projT1 u), map (restricted u) (line (arrows (hom C (num (projT1 u)))) 0))) all_elements.
  Let S := system_from rows_of_task.

  Lemma numbered_size : size S = N.of_nat (length all_elements).
  Proof. simpl. unfold rows_of_task. now rewrite map_length. Qed.

  Lemma numbered_cell u : get (0, []) (cells S) (element_number u) =
    (num (projT1 u), map (restricted u) (line (arrows (hom C (num (projT1 u)))) 0)).
  Proof.
    simpl. rewrite get_array. apply nth_error_nth. unfold rows_of_task. rewrite nth_error_map, element_number_nth. reflexivity.
  Qed.

  Lemma numbered_place u : place S (element_number u) = num (projT1 u).
  Proof. unfold place. now rewrite numbered_cell. Qed.
  Lemma numbered_line u : line S (element_number u) = map (restricted u) (line (arrows (hom C (num (projT1 u)))) 0).
  Proof. unfold line. now rewrite numbered_cell. Qed.

  Lemma numbered_element x : x < size S -> exists u, x = element_number u.
  Proof.
    intros Hx. rewrite numbered_size in Hx. destruct (nth_error all_elements (N.to_nat x)) as [u |] eqn:E; [| apply nth_error_None in E; lia].
    exists u. unfold element_number. unfold all_elements in *. rewrite (index_nth _ same_anywhere_spec _ (once (A := Element T)) _ _ E). lia.
  Qed.

  Lemma restricted_typed u i : i < size (arrows (hom C (num (projT1 u)))) ->
    restricted u i < size S /\ place S (restricted u i) = place (arrows (hom C (num (projT1 u)))) i.
  Proof.
    destruct u as [b x]. cbn [projT1]. intros Hi. destruct (arrow_into b i Hi) as (a & f & Ha & Hf). rewrite <- Ha. rewrite <- Hf at 1 2.
    rewrite restricted_spec, numbered_size, numbered_place. split; [apply element_number_below | reflexivity].
  Qed.

  Lemma numbered_valid : valid (shape C) S = true.
  Proof.
    apply all_below_intro. intros x Hx. destruct (numbered_element x Hx) as (u & ->). unfold valid_cell.
    rewrite numbered_place, numbered_line, !andb_true_iff. pose proof (category_homs C V _ (object_bound C (projT1 u))) as Vp. fold (num (projT1 u)) in Vp.
    repeat split.
    - apply N.ltb_lt. apply object_bound.
    - apply forallb_forall. intros y Hy. apply in_map_iff in Hy. destruct Hy as (i & <- & Hi). apply N.ltb_lt. apply restricted_typed.
      now apply (valid_in _ _ (hom_valid _ _ _ Vp) 0 i (hom_inhabited _ _ _ Vp)).
    - assert (E : map (place S) (map (restricted u) (line (arrows (hom C (num (projT1 u)))) 0)) =
                  map (place (arrows (hom C (num (projT1 u))))) (line (arrows (hom C (num (projT1 u)))) 0)).
      { rewrite map_map. apply map_ext_in. intros i Hi. apply restricted_typed.
        now apply (valid_in _ _ (hom_valid _ _ _ Vp) 0 i (hom_inhabited _ _ _ Vp)). }
      rewrite E, (valid_line _ _ (hom_valid _ _ _ Vp) 0 (hom_inhabited _ _ _ Vp)), (hom_unit _ _ _ Vp). apply same_self.
  Qed.

  Lemma restricted_unit u : restricted u 0 = element_number u.
  Proof.
    destruct u as [b x]. pose proof (restricted_spec b b (id b) x) as E. refine (eq_trans E _). f_equal. f_equal.
    apply equal_elements, restrict_id.
  Qed.

  Lemma restricted_act u i k a : i < size (arrows (hom C (num (projT1 u)))) ->
    nth_error (sources (shape C) (place (arrows (hom C (num (projT1 u)))) i)) k = Some a ->
    act S (restricted u i) k = restricted u (act (arrows (hom C (num (projT1 u)))) i k).
  Proof.
    destruct u as [b x]. cbn [projT1]. intros Hi Hk. destruct (arrow_into b i Hi) as (c & f & Hc & Hf). rewrite <- Hc in Hk. subst i.
    rewrite restricted_spec. unfold act at 1. rewrite numbered_line. cbn [projT1].
    pose proof (object_bound C c) as Bc. fold (num c) in Bc. pose proof (category_homs C V _ Bc) as Vc.
    assert (Hk0 : nth_error (sources (shape C) (place (arrows (hom C (num c))) 0)) k = Some a) by (rewrite (hom_unit _ _ _ Vc); exact Hk).
    rewrite (nth_error_nth _ k 0 (map_nth_error (restricted _) k _ (line_nth C_ok (num c) 0 k a Bc (hom_inhabited _ _ _ Vc) Hk0))).
    destruct (generator_step (ok := C_ok) (arrows (hom C (num b))) (yoneda_valid C (num b) V (object_bound C b)) (num c) k a _
      Bc Hk Hi (eq_sym Hc)) as [Hg EG].
    assert (Ba : (a <? objects (shape C)) = true) by (apply N.ltb_lt, (category_sources C V (num c)); [exact Bc | now apply nth_error_In with k]).
    set (A := exist _ a Ba : category C C_ok). set (g := exist _ (act (arrows (hom C (num c))) 0 k) Hg : @Hom (category C C_ok) A c).
    pose proof (restricted_spec A c g (restrict T f x)) as E1. pose proof (restricted_spec A b (f ∘ g) x) as E2.
    rewrite <- EG. refine (eq_trans E1 (eq_trans _ (eq_sym _))).
    2: { exact E2. }
    f_equal. f_equal. symmetry. apply equal_elements, restrict_comp.
  Qed.

  Lemma restricted_follow u w : forall a, walk (shape C) (num (projT1 u)) w = Some a ->
    follow S (element_number u) w = restricted u (follow (arrows (hom C (num (projT1 u)))) 0 w).
  Proof.
    pose proof (category_homs C V _ (object_bound C (projT1 u))) as Vp. fold (num (projT1 u)) in Vp.
    induction w as [| k w IH]; intros a Hw; cbn [walk] in Hw; [symmetry; apply restricted_unit |].
    destruct (walk (shape C) (num (projT1 u)) w) as [c |] eqn:E; [| discriminate]. cbn [follow]. rewrite (IH c eq_refl).
    assert (E0 : walk (shape C) (place (arrows (hom C (num (projT1 u)))) 0) w = Some c) by (rewrite (hom_unit _ _ _ Vp); exact E).
    destruct (valid_follow _ _ (hom_valid _ _ _ Vp) w 0 c (hom_inhabited _ _ _ Vp) E0) as [Hi Hc].
    apply (restricted_act u _ k a Hi). now rewrite Hc.
  Qed.

  Lemma restricted_image u i : i < size (arrows (hom C (num (projT1 u)))) ->
    image (hom C (num (projT1 u))) S (element_number u) i = restricted u i.
  Proof.
    intros Hi. pose proof (category_homs C V _ (object_bound C (projT1 u))) as Vp. fold (num (projT1 u)) in Vp.
    unfold image. rewrite (restricted_follow u _ _ (hom_walk _ _ _ Vp i Hi)). now rewrite (hom_follow _ _ _ Vp i Hi).
  Qed.

  Lemma numbered_task : ValidTask C S.
  Proof.
    split; [apply numbered_valid |]. intros x Hx. destruct (numbered_element x Hx) as (u & ->). rewrite numbered_place. intros i Hi.
    pose proof (category_homs C V _ (object_bound C (projT1 u))) as Vp. fold (num (projT1 u)) in Vp.
    rewrite (restricted_image u i Hi). pose proof (valid_line _ _ (hom_valid _ _ _ Vp) i Hi) as L.
    assert (E : map (image (hom C (num (projT1 u))) S (element_number u)) (line (arrows (hom C (num (projT1 u)))) i) =
                map (restricted u) (line (arrows (hom C (num (projT1 u)))) i)).
    { apply map_ext_in. intros j Hj. apply restricted_image. now apply (valid_in _ _ (hom_valid _ _ _ Vp) i j Hi). }
    rewrite E. destruct (restricted_typed u i Hi) as [Rs Rp]. pose proof (valid_line _ _ numbered_valid _ Rs) as L'. rewrite Rp in L'.
    apply nth_error_same. intros k. rewrite nth_error_map.
    destruct (nth_error (sources (shape C) (place (arrows (hom C (num (projT1 u)))) i)) k) as [a |] eqn:Ek.
    - rewrite (line_nth C_ok (num (projT1 u)) i k a (object_bound C (projT1 u)) Hi Ek). cbn [option_map].
      rewrite <- (restricted_act u i k a Hi Ek). symmetry. unfold act. apply nth_error_nth'.
      apply (f_equal (@length N)) in L'. rewrite map_length in L'. rewrite L'. apply nth_error_Some. congruence.
    - apply nth_error_None in Ek. apply (f_equal (@length N)) in L, L'. rewrite map_length in L, L'.
      rewrite !(proj2 (nth_error_None _ _)) by lia. reflexivity.
  Qed.

  Lemma flat_sorted {A : Type} (f : A -> N) {B : A -> Type} (g : forall a, list (B a)) (l : list A) : StronglySorted N.lt (map f l) ->
    StronglySorted N.le (map (fun u : {a : A & B a} => f (projT1 u)) (flat_map (fun a => map (existT B a) (g a)) l)).
  Proof.
    induction l as [| a l IH]; intros H; [constructor |]. simpl. rewrite map_app. inversion H as [| x m Hl Ha]; subst.
    specialize (IH Hl). assert (G : forall l0, StronglySorted N.le (map (fun u : {a : A & B a} => f (projT1 u)) (map (existT B a) l0) ++
       map (fun u : {a : A & B a} => f (projT1 u)) (flat_map (fun a => map (existT B a) (g a)) l))).
    { induction l0 as [| y l0 IH0]; [exact IH |]. simpl. constructor; [exact IH0 |]. apply Forall_forall. intros z Hz. apply in_app_or in Hz.
      destruct Hz as [Hz | Hz].
      - apply in_map_iff in Hz. destruct Hz as (v & <- & Hv). apply in_map_iff in Hv. destruct Hv as (w & <- & _). simpl. lia.
      - apply in_map_iff in Hz. destruct Hz as (v & <- & Hv). apply in_flat_map in Hv. destruct Hv as (c & Hc & Hv).
        apply in_map_iff in Hv. destruct Hv as (w & <- & _). simpl. rewrite Forall_forall in Ha. specialize (Ha (f c) (in_map f l c Hc)). lia. }
    apply G.
  Qed.

  Lemma sorted_rising l : StronglySorted N.le l -> rising l = true.
  Proof.
    intros H. induction H as [| x l H IH F]; [reflexivity |]. destruct l as [| y l]; [reflexivity |]. cbn [rising].
    rewrite Forall_forall in F. destruct (N.leb_spec x y) as [_ | K]; [exact IH |]. specialize (F y (or_introl eq_refl)). lia.
  Qed.

  Lemma select_sorted p k : forall n, StronglySorted N.lt (map number (select p (count_from n k))) /\ Forall (fun x => n <= x) (map number (select p (count_from n k))).
  Proof.
    induction k as [| k IH]; intros n; simpl; [split; constructor |]. destruct (IH (N.succ n)) as [A B].
    assert (B' : Forall (fun x => n <= x) (map number (select p (count_from (N.succ n) k)))) by (eapply Forall_impl; [| exact B]; intros; simpl in *; lia).
    destruct (bool_dec (p n) true) as [e | e]; [| now split]. simpl. split; constructor; auto; [| lia].
    eapply Forall_impl; [| exact B]. intros; simpl in *; lia.
  Qed.

  Lemma numbered_rising : rising (map fst rows_of_task) = true.
  Proof.
    unfold rows_of_task. rewrite map_map. apply sorted_rising. simpl fst.
    apply (flat_sorted (A := category C C_ok) num (B := fun a => T a) (fun a => @members_listed (T a) (finite_elements a)) (all_objects C)).
    apply (proj1 (select_sorted (fun a => a <? objects (shape C)) (N.to_nat (objects (shape C))) 0)).
  Qed.

  Lemma numbered_passes least most : (least <= length all_elements <= most)%nat ->
    tabled_task C least most rows_of_task (system_from rows_of_task) = true.
  Proof.
    intros [H K]. unfold tabled_task. replace (length rows_of_task) with (length all_elements) by (unfold rows_of_task; now rewrite map_length).
    rewrite (proj2 (Nat.leb_le _ _) H), (proj2 (Nat.leb_le _ _) K), numbered_rising. apply check_task_complete, numbered_task.
  Qed.

  Lemma numbered_member (a : category C C_ok) (x : T a) : member S (num a) (element_number (existT _ a x)) = true.
  Proof. apply member_spec. split; [rewrite numbered_size; apply element_number_below | apply numbered_place]. Qed.

  Theorem every_task least most : (least <= length all_elements <= most)%nat -> exists t : Tasks C_ok least most, Iso T (the_task t).
  Proof.
    intros H. exists (make _ _ _ _ rows_of_task (system_from rows_of_task) eq_refl (numbered_passes least most H)).
    apply iso_definition.
    unshelve eexists (mkMap (S := T) (T := the_task (make _ _ _ _ rows_of_task (system_from rows_of_task) eq_refl (numbered_passes least most H)))
      (fun a x => exist _ (element_number (existT _ a x)) (numbered_member a x)) _ _).
    - intros a x y E. now rewrite (equal_elements _ _ _ E).
    - intros a b f x. simpl. pose proof f as g. destruct g as [i Hi]. pose proof (restricted_spec a b f x) as E.
      refine (eq_trans (eq_sym E) _). symmetry. apply (restricted_image (existT _ b x)). destruct f as [j Hj]. exact (proj1 (proj1 (member_spec _ _ _) Hj)).
    - split.
      + intros a x y E. simpl in E. unfold element_number in E. apply Nnat.Nat2N.inj in E.
        pose proof (index_only _ same_anywhere_spec all_elements (existT _ a x) (existT _ a y) (complete _) E) as K.
        apply (Eqdep_dec.inj_pair2_eq_dec (category C C_ok) object_dec) in K. now rewrite K.
      + intros a [n Hn]. pose proof Hn as M. apply member_spec in M. destruct M as [Sn Pn]. destruct (numbered_element n Sn) as ([b x] & ->).
        pose proof (numbered_place (existT _ b x)) as Pb. assert (b = a) as -> by (apply subset_eq; exact (eq_trans (eq_sym Pb) Pn)).
        now exists x.
  Qed.
End Numbered.
