(** Every finite category is isomorphic to one that is listed, and every finite order to a listed poset. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive Sorted.
From Catproof Require Export EveryTask.
Import ListNotations.
Open Scope N_scope.
#[local] Obligation Tactic := idtac.

(** ** A table passes that is a category and in which the row of each identity has all arrows *)

Fixpoint filled (m : array N) (ys zs : list N) : array N :=
  match ys, zs with
  | y :: ys', z :: zs' => filled (match lookup m y with Some _ => m | None => store m y z end) ys' zs'
  | _, _ => m
  end.

Lemma filled_known ys : forall m zs, (forall y, In y ys -> lookup m y <> None) -> filled m ys zs = m.
Proof.
  induction ys as [| y ys IH]; intros m zs H; [reflexivity |]. destruct zs as [| z zs]; [reflexivity |]. cbn [filled].
  destruct (lookup m y) eqn:E; [| now destruct (H y (or_introl eq_refl))]. apply IH. intros. apply H. now right.
Qed.

Lemma filled_new k : forall s m zs, (forall y, s <= y -> lookup m y = None) -> length zs = k -> filled m (count_from s k) zs = array_from s zs m.
Proof.
  induction k as [| k IH]; intros s m [| z zs] H L; try discriminate; [reflexivity |]. cbn [count_from filled array_from].
  rewrite (H s (N.le_refl s)). apply IH; [| now injection L]. intros y Hy. rewrite lookup_store. destruct (N.eqb_spec s y) as [-> | _]; [lia |].
  apply H. lia.
Qed.

Lemma fold_left_same {A B : Type} (f : A -> B -> A) (l : list B) m : (forall i, In i l -> f m i = m) -> fold_left f l m = m.
Proof.
  induction l as [| i l IH]; intros H; [reflexivity |]. simpl. rewrite (H i (or_introl eq_refl)). apply IH. intros j Hj. apply H. now right.
Qed.

Lemma respects_first G b H S u n : ValidHom G b H -> size (arrows H) = N.of_nat (Datatypes.S n) -> line (arrows H) 0 = count_from 1 n ->
  length (line S u) = n -> Respects H S u -> respects H S u = true.
Proof.
  intros V Sz L0 Lu R. pose proof (image_unit G b H S V u) as U.
  assert (Ru : line S u = map (image H S u) (count_from 1 n)).
  { pose proof (R 0 (hom_inhabited _ _ _ V)) as E. rewrite U, L0 in E. now symmetry. }
  assert (T : image_table H S u = array_of (u :: line S u)).
  { unfold image_table. rewrite Sz. unfold range. rewrite Nnat.Nat2N.id. cbn [count_from fold_left].
    change (image_step H S (store (PositiveMap.empty N) 0 u) 0) with
      (filled (store (PositiveMap.empty N) 0 u) (line (arrows H) 0) (line S (get 0 (store (PositiveMap.empty N) 0 u) 0))).
    unfold get at 1. rewrite lookup_store. cbn [N.eqb]. rewrite L0, filled_new; [| | exact Lu].
    2: { intros y Hy. rewrite lookup_store, lookup_empty. destruct (N.eqb_spec 0 y) as [<- | _]; [lia | reflexivity]. }
    change (array_from 1 (line S u) (store (PositiveMap.empty N) 0 u)) with (array_of (u :: line S u)).
    apply fold_left_same. intros i Hi. apply in_count_from in Hi.
    change (filled (array_of (u :: line S u)) (line (arrows H) i) (line S (get 0 (array_of (u :: line S u)) i)) = array_of (u :: line S u)).
    apply filled_known. intros y Hy. unfold array_of. rewrite lookup_array, lookup_empty.
    assert (By : y < size (arrows H)) by (apply (valid_in _ _ (hom_valid _ _ _ V) i y); [lia | exact Hy]).
    simpl length. rewrite Lu. destruct (N.leb_spec 0 y) as [_ | ?]; [| lia]. destruct (N.ltb_spec y (0 + N.of_nat (Datatypes.S n))) as [_ | ?]; [| lia].
    cbn [andb]. rewrite N.sub_0_r. apply nth_error_Some. simpl. lia. }
  assert (I : forall i, i < size (arrows H) -> get 0 (image_table H S u) i = image H S u i).
  { intros i Hi. rewrite T, get_array, Ru. replace (u :: map (image H S u) (count_from 1 n)) with (map (image H S u) (count_from 0 (Datatypes.S n)))
      by (cbn [count_from map]; now rewrite U).
    apply nth_error_nth. rewrite nth_error_map. pose proof (nth_range (N.of_nat (Datatypes.S n)) i) as K. unfold range in K. rewrite Nnat.Nat2N.id in K.
    rewrite K by lia. reflexivity. }
  unfold respects, commutes. apply andb_true_intro. split.
  - rewrite I by (rewrite Sz; lia). rewrite U. apply N.eqb_refl.
  - apply all_below_intro. intros i Hi. rewrite (I i Hi), <- (R i Hi).
    rewrite (map_ext_in (get 0 (image_table H S u)) (image H S u)); [apply same_self |]. intros y Hy. apply I.
    now apply (valid_in _ _ (hom_valid _ _ _ V) i y).
Qed.

Lemma check_category_first C : ValidCategory C -> (forall b, b < objects (shape C) -> exists n,
    size (arrows (hom C b)) = N.of_nat (S n) /\ line (arrows (hom C b)) 0 = count_from 1 n) -> check_category C = true.
Proof.
  intros V First. unfold check_category. apply all_below_intro. intros b Hb. cbv zeta. pose proof (category_homs C V b Hb) as Vb.
  rewrite !andb_true_iff. split; [split |].
  - unfold valid_hom. rewrite (hom_valid _ _ _ Vb), (proj2 (N.ltb_lt _ _) (hom_inhabited _ _ _ Vb)), (hom_unit _ _ _ Vb), N.eqb_refl, (hom_unit_word _ _ _ Vb).
    cbn [andb]. apply all_below_intro. intros i Hi. now rewrite (hom_walk _ _ _ Vb i Hi), (hom_follow _ _ _ Vb i Hi), !N.eqb_refl.
  - apply forallb_forall. intros a Ha. apply N.ltb_lt. now apply (category_sources C V b).
  - assert (G : forall l s, (forall n a, nth_error l n = Some a -> respects (hom C a) (arrows (hom C b)) (act (arrows (hom C b)) 0 (s + n)) = true) ->
      (fix left_composition (k : nat) (l : list N) {struct l} : bool := match l with
        | [] => true
        | a :: l' => respects (hom C a) (arrows (hom C b)) (act (arrows (hom C b)) 0 k) && left_composition (S k) l'
        end) s l = true).
    { induction l as [| a l IH]; intros s H; [reflexivity |]. rewrite <- (Nat.add_0_r s) at 1. rewrite (H O a eq_refl). cbn [andb]. apply IH.
      intros n a' Hn. rewrite Nat.add_succ_l, <- Nat.add_succ_r. now apply (H (S n)). }
    apply G. intros k a Hk. cbn [Nat.add]. assert (Ha : a < objects (shape C)) by (apply (category_sources C V b); [exact Hb | now apply nth_error_In with k]).
    destruct (First a Ha) as (n & Sz & L0). pose proof (category_homs C V a Ha) as Va.
    assert (Hk0 : nth_error (sources (shape C) (place (arrows (hom C b)) 0)) k = Some a) by (rewrite (hom_unit _ _ _ Vb); exact Hk).
    destruct (valid_act _ _ (hom_valid _ _ _ Vb) 0 k a (hom_inhabited _ _ _ Vb) Hk0) as (_ & Hu & Pu).
    apply (respects_first (shape C) a _ _ _ n Va Sz L0); [| now apply (category_left C V)].
    pose proof (valid_line _ _ (hom_valid _ _ _ Vb) _ Hu) as E. rewrite Pu in E. pose proof (valid_line _ _ (hom_valid _ _ _ Va) 0 (hom_inhabited _ _ _ Va)) as E'.
    rewrite (hom_unit _ _ _ Va), L0 in E'. apply (f_equal (@length N)) in E, E'. rewrite map_length in E, E'.
    assert (K : forall m s, length (count_from s m) = m) by (induction m as [| m IH]; intros s; simpl; [reflexivity | now rewrite IH]).
    rewrite K in E'. congruence.
Qed.

(** ** The table of a finite category *)

Lemma map_index {A : Type} (same : A -> A -> bool) (spec : forall x y, same x y = true <-> x = y) l : NoDup l ->
  map (fun x => N.of_nat (index (same x) l)) l = count_from 0 (length l).
Proof.
  intros D. apply nth_error_same. intros k. rewrite nth_error_map.
  assert (E : forall m s, nth_error (count_from s m) k = if Nat.ltb k m then Some (s + N.of_nat k) else None).
  { clear. revert k. induction k as [| k IH]; intros [| m] s; try reflexivity; cbn [count_from nth_error].
    { change (Nat.ltb 0 (S m)) with true. cbv iota. f_equal. lia. }
    rewrite IH. change (Nat.ltb (S k) (S m)) with (Nat.ltb k m). destruct (Nat.ltb k m); [f_equal; lia | reflexivity]. }
  rewrite E. destruct (Nat.ltb_spec k (length l)) as [H | H].
  - destruct (nth_error l k) as [x |] eqn:Ex; [| apply nth_error_None in Ex; lia]. cbn [option_map]. now rewrite (index_nth same spec l D k x Ex).
  - now rewrite (proj2 (nth_error_None l k) H).
Qed.

Lemma combine_map {A B D : Type} (f : A -> B) (g : A -> D) l : combine (map f l) (map g l) = map (fun x => (f x, g x)) l.
Proof. induction l as [| x l IH]; [reflexivity |]. simpl. now rewrite IH. Qed.

Section Numbered.
  Context (K : Category@{Set Set}) {FK : FiniteCategory K}.

  Definition listed_objects : list K := members_listed K.
  Definition object_index (a : K) : N := N.of_nat (index (same_object a) listed_objects).

  Definition Into (b : K) : Type := Element (yoneda b).
  Definition as_into {a b : K} (f : Hom a b) : Into b := existT (fun a => carrier (yoneda b a)) a f.
  Definition source_of {b : K} (u : Into b) : K := projT1 u.
  Definition the_arrow {b : K} (u : Into b) : Hom (source_of u) b := projT2 u.
  Definition composed {b : K} (u : Into b) (v : Into (source_of u)) : Into b := as_into (the_arrow u ∘ the_arrow v).

  Definition others_into (b : K) : list (Into b) := filter (fun u => negb (same_anywhere u (as_into (id b)))) (members_listed (Element (yoneda b))).
  Definition arrows_into (b : K) : list (Into b) := as_into (id b) :: others_into b.
  Definition arrow_index {b : K} (u : Into b) : N := N.of_nat (index (same_anywhere u) (arrows_into b)).

  Lemma into_all {b : K} (u : Into b) : In u (arrows_into b).
  Proof.
    destruct (same_anywhere u (as_into (id b))) eqn:E; [left; symmetry; now apply same_anywhere_spec |]. right. apply filter_In.
    split; [apply (complete (A := Element (yoneda b))) | now rewrite E].
  Qed.

  Lemma into_once (b : K) : NoDup (arrows_into b).
  Proof.
    constructor; [| apply NoDup_filter, (once (A := Element (yoneda b)))]. intros H. apply filter_In in H. destruct H as [_ H].
    rewrite (proj2 (same_anywhere_spec (as_into (id b)) (as_into (id b))) eq_refl) in H. discriminate.
  Qed.

  Lemma object_nth a : nth_error listed_objects (N.to_nat (object_index a)) = Some a.
  Proof. unfold object_index. rewrite Nnat.Nat2N.id. apply nth_index; [apply same_object_spec | apply complete]. Qed.
  Lemma arrow_nth {b} (u : Into b) : nth_error (arrows_into b) (N.to_nat (arrow_index u)) = Some u.
  Proof. unfold arrow_index. rewrite Nnat.Nat2N.id. apply nth_index; [apply same_anywhere_spec | apply into_all]. Qed.

  Lemma object_index_only a b : object_index a = object_index b -> a = b.
  Proof. intros E. pose proof (object_nth a) as H. rewrite E, object_nth in H. now injection H. Qed.
  Lemma arrow_index_only {b} (u v : Into b) : arrow_index u = arrow_index v -> u = v.
  Proof. intros E. pose proof (arrow_nth u) as H. rewrite E, arrow_nth in H. now injection H. Qed.

  Lemma object_index_below a : object_index a < N.of_nat (length listed_objects).
  Proof. assert (N.to_nat (object_index a) < length listed_objects)%nat by (apply nth_error_Some; rewrite object_nth; discriminate). lia. Qed.
  Lemma arrow_index_below {b} (u : Into b) : arrow_index u < N.of_nat (length (arrows_into b)).
  Proof. assert (N.to_nat (arrow_index u) < length (arrows_into b))%nat by (apply nth_error_Some; rewrite arrow_nth; discriminate). lia. Qed.

  Lemma numbered_object n : n < N.of_nat (length listed_objects) -> exists a, n = object_index a.
  Proof.
    intros H. destruct (nth_error listed_objects (N.to_nat n)) as [a |] eqn:E; [| apply nth_error_None in E; lia]. exists a. unfold object_index.
    unfold listed_objects in *. rewrite (index_nth _ same_object_spec _ (once (A := K)) _ _ E). lia.
  Qed.
  Lemma numbered_arrow b n : n < N.of_nat (length (arrows_into b)) -> exists u : Into b, n = arrow_index u.
  Proof.
    intros H. destruct (nth_error (arrows_into b) (N.to_nat n)) as [u |] eqn:E; [| apply nth_error_None in E; lia]. exists u. unfold arrow_index.
    rewrite (index_nth _ same_anywhere_spec _ (into_once b) _ _ E). lia.
  Qed.

  Lemma identity_index b : arrow_index (as_into (id b)) = 0.
  Proof. unfold arrow_index, arrows_into. cbn [index]. now rewrite (proj2 (same_anywhere_spec _ _) eq_refl). Qed.

  Definition sources_into (b : K) : list N := map (fun u => object_index (source_of u)) (others_into b).
  Definition row_of {b : K} (u : Into b) : list N := map (fun v => arrow_index (composed u v)) (others_into (source_of u)).
  Definition category_code_of : category_code := (map sources_into listed_objects, map (fun b => map row_of (others_into b)) listed_objects).
  Let C := table_from category_code_of.

  Lemma numbered_objects : objects (shape C) = N.of_nat (length listed_objects).
  Proof. simpl. now rewrite map_length. Qed.

  Lemma numbered_sources b : sources (shape C) (object_index b) = sources_into b.
  Proof. unfold sources. simpl. rewrite get_array. apply nth_error_nth. now rewrite nth_error_map, object_nth. Qed.

  Lemma numbered_hom b : hom C (object_index b) = hom_from (object_index b) (sources_into b) (map row_of (others_into b)).
  Proof.
    unfold hom, C, table_from. cbn [homs]. pose proof (object_index_below b) as B. cbn [fst snd category_code_of].
    rewrite get_map_range by (rewrite map_length; exact B).
    f_equal; apply nth_error_nth; now rewrite nth_error_map, object_nth.
  Qed.

  Lemma numbered_arrows b : size (arrows (hom C (object_index b))) = N.of_nat (length (arrows_into b)).
  Proof. rewrite numbered_hom. simpl. unfold sources_into. now rewrite map_length. Qed.

  Lemma after_identity {b : K} (u : Into b) : composed (as_into (id b)) u = u.
  Proof.
    destruct u as [a f]. change (as_into (id b ∘ f) = as_into f). f_equal. apply equal_arrows, comp_id_left.
  Qed.
  Lemma identity_after {b : K} (u : Into b) : composed u (as_into (id (source_of u))) = u.
  Proof.
    destruct u as [a f]. change (as_into (f ∘ id a) = as_into f). f_equal. apply equal_arrows, comp_id_right.
  Qed.

  Lemma identity_row b : row_of (as_into (id b)) = count_from 1 (length (others_into b)).
  Proof.
    pose proof (map_index _ same_anywhere_spec _ (into_once b)) as E. unfold arrows_into at 2 3 in E. cbn [map length count_from] in E. injection E as _ E.
    refine (eq_trans _ E). unfold row_of. cbn [source_of as_into projT1]. apply map_ext. intros v. now rewrite after_identity.
  Qed.

  Lemma numbered_row {b : K} (u : Into b) : get (0, []) (cells (arrows (hom C (object_index b)))) (arrow_index u) = (object_index (source_of u), row_of u).
  Proof.
    rewrite numbered_hom. unfold hom_from. cbn [arrows cells]. rewrite get_array. unfold sources_into at 2. rewrite combine_map.
    unfold sources_into. rewrite map_length, <- identity_row.
    change ((object_index b, row_of (as_into (id b))) :: map (fun v => (object_index (source_of v), row_of v)) (others_into b)) with
      (map (fun v : Into b => (object_index (source_of v), row_of v)) (arrows_into b)).
    apply nth_error_nth. now rewrite nth_error_map, arrow_nth.
  Qed.

  Lemma numbered_from {b} (u : Into b) : place (arrows (hom C (object_index b))) (arrow_index u) = object_index (source_of u).
  Proof. unfold place. now rewrite numbered_row. Qed.
  Lemma numbered_line_into {b} (u : Into b) : line (arrows (hom C (object_index b))) (arrow_index u) = row_of u.
  Proof. unfold line. now rewrite numbered_row. Qed.

  Lemma others_index {b} (u : Into b) : u = as_into (id b) \/ exists k, arrow_index u = N.of_nat (S k) /\ nth_error (others_into b) k = Some u.
  Proof.
    pose proof (arrow_nth u) as H. destruct (N.to_nat (arrow_index u)) as [| k] eqn:E; simpl in H; [left; now injection H |].
    right. exists k. split; [lia | exact H].
  Qed.

  Lemma numbered_word b k : (k < length (others_into b))%nat -> word_of (hom C (object_index b)) (N.of_nat (S k)) = [k].
  Proof.
    intros H. rewrite numbered_hom. unfold word_of, hom_from. cbn [words]. rewrite get_array, Nnat.Nat2N.id. cbn [nth]. apply nth_error_nth.
    rewrite nth_error_map. unfold sources_into. rewrite map_length. rewrite (nth_error_nth' _ 0%nat) by now rewrite seq_length. now rewrite seq_nth by exact H.
  Qed.
  Lemma numbered_unit_word b : word_of (hom C (object_index b)) 0 = [].
  Proof. rewrite numbered_hom. unfold word_of, hom_from. cbn [words]. now rewrite get_array. Qed.

  Lemma numbered_image {b} (u : Into b) (v : Into (source_of u)) :
    image (hom C (object_index (source_of u))) (arrows (hom C (object_index b))) (arrow_index u) (arrow_index v) = arrow_index (composed u v).
  Proof.
    unfold image. destruct (others_index v) as [-> | (k & -> & Hk)].
    - rewrite identity_index, numbered_unit_word. cbn [follow]. f_equal. symmetry. apply identity_after.
    - rewrite numbered_word by (apply nth_error_Some; congruence). cbn [follow]. unfold act. rewrite numbered_line_into.
      apply nth_error_nth. unfold row_of. now rewrite nth_error_map, Hk.
  Qed.

  Lemma after_assoc {b} (u : Into b) (v : Into (source_of u)) (w : Into (source_of v)) : composed u (composed v w) = composed (composed u v) w.
  Proof. unfold composed. cbn [the_arrow as_into source_of projT1 projT2]. f_equal. symmetry. apply equal_arrows, comp_assoc. Qed.

  Lemma numbered_respects {b} (u : Into b) :
    Respects (hom C (object_index (source_of u))) (arrows (hom C (object_index b))) (arrow_index u).
  Proof.
    intros i Hi. rewrite numbered_arrows in Hi. destruct (numbered_arrow _ i Hi) as (v & ->). rewrite numbered_image, !numbered_line_into.
    unfold row_of. rewrite map_map. apply map_ext. intros w. rewrite <- after_assoc.
    pose proof (numbered_image u (composed v w)) as E. cbn [source_of composed as_into projT1] in *. exact E.
  Qed.

  Lemma numbered_hom_valid b : ValidHom (shape C) (object_index b) (hom C (object_index b)).
  Proof.
    split.
    - apply all_below_intro. intros i Hi. rewrite numbered_arrows in Hi. destruct (numbered_arrow _ i Hi) as (u & ->). unfold valid_cell.
      rewrite numbered_from, numbered_line_into, numbered_objects, (proj2 (N.ltb_lt _ _) (object_index_below (source_of u))), numbered_arrows, numbered_sources.
      cbn [andb]. apply andb_true_intro. split.
      + apply forallb_forall. intros y Hy. apply in_map_iff in Hy. destruct Hy as (v & <- & _). apply N.ltb_lt, arrow_index_below.
      + unfold row_of, sources_into. rewrite map_map. erewrite map_ext; [apply same_self |]. intros v. now rewrite numbered_from.
    - rewrite numbered_arrows. unfold arrows_into. simpl. lia.
    - rewrite <- (identity_index b). now rewrite numbered_from.
    - apply numbered_unit_word.
    - intros i Hi. rewrite numbered_arrows in Hi. destruct (numbered_arrow _ i Hi) as (u & ->). rewrite numbered_from.
      destruct (others_index u) as [-> | (k & -> & Hk)]; [rewrite identity_index, numbered_unit_word; reflexivity |].
      rewrite numbered_word by (apply nth_error_Some; congruence). cbn [walk]. rewrite numbered_sources. unfold sources_into. now rewrite nth_error_map, Hk.
    - intros i Hi. rewrite numbered_arrows in Hi. destruct (numbered_arrow _ i Hi) as (u & ->).
      destruct (others_index u) as [-> | (k & E & Hk)]; [rewrite identity_index, numbered_unit_word; reflexivity |].
      rewrite E, numbered_word by (apply nth_error_Some; congruence). cbn [follow]. unfold act. rewrite <- (identity_index b), numbered_line_into, identity_row.
      apply nth_error_nth. pose proof (nth_range (N.of_nat (S (length (others_into b)))) (N.of_nat (S k))) as R. unfold range in R. rewrite !Nnat.Nat2N.id in R.
      apply R. assert (k < length (others_into b))%nat by (apply nth_error_Some; congruence). lia.
  Qed.

  Lemma numbered_category : ValidCategory C.
  Proof.
    split.
    - intros n Hn. rewrite numbered_objects in Hn. destruct (numbered_object n Hn) as (b & ->). apply numbered_hom_valid.
    - intros n a Hn Ha. rewrite numbered_objects in *. destruct (numbered_object n Hn) as (b & ->). rewrite numbered_sources in Ha.
      apply in_map_iff in Ha. destruct Ha as (u & <- & _). apply object_index_below.
    - intros n k a Hn Hk. rewrite numbered_objects in Hn. destruct (numbered_object n Hn) as (b & ->). rewrite numbered_sources in Hk.
      unfold sources_into in Hk. rewrite nth_error_map in Hk. destruct (nth_error (others_into b) k) as [u |] eqn:E; [| discriminate]. injection Hk as <-.
      assert (A : act (arrows (hom C (object_index b))) 0 k = arrow_index u).
      { unfold act. rewrite <- (identity_index b), numbered_line_into. apply nth_error_nth. unfold row_of. cbn [source_of as_into projT1]. rewrite nth_error_map, E.
        cbn [option_map]. f_equal. now rewrite after_identity. }
      rewrite A. apply numbered_respects.
  Qed.

  Lemma numbered_ok : check_category C = true.
  Proof.
    apply check_category_first; [apply numbered_category |]. intros n Hn. rewrite numbered_objects in Hn. destruct (numbered_object n Hn) as (b & ->).
    exists (length (others_into b)). rewrite numbered_arrows. split; [reflexivity |]. rewrite <- (identity_index b), numbered_line_into. apply identity_row.
  Qed.
End Numbered.

(** A table whose objects are numbered as those of a finite category are listed, and whose arrows are numbered so that
    sources, identities and composites are kept, is isomorphic to it. *)
Section Isomorphic.
  Context (K : Category@{Set Set}) {FK : FiniteCategory K} {T : category_table} (C_ok : check_category T = true).
  Let C := category T C_ok.

  Definition number_of_object (x : C) : N := proj1_sig (x : object_of T).
  Definition number_of_arrow {x y : C} (g : Hom x y) : N :=
    proj1_sig (g : {n : N | member (arrows (hom T (number_of_object y))) (number_of_object x) n = true}).

  (** The object with number [n] is the one listed there. *)
  Definition IsomorphicInOrder : Prop :=
    exists (F : Functor K C) (G : Functor C K), SameFunctor (compose_functor G F) (identity_functor K) /\
      SameFunctor (compose_functor F G) (identity_functor C) /\ forall a, number_of_object (F a) = object_index K a.

  Variable numbering : forall {b}, Into K b -> N.
  Hypothesis objects_counted : objects (shape T) = N.of_nat (length (listed_objects K)).
  Hypothesis numbering_below : forall b (u : Into K b), numbering u < size (arrows (hom T (object_index K b))).
  Hypothesis numbering_from : forall b (u : Into K b), place (arrows (hom T (object_index K b))) (numbering u) = object_index K (source_of K u).
  Hypothesis numbering_all : forall b n, n < size (arrows (hom T (object_index K b))) -> exists u : Into K b, n = numbering u.
  Hypothesis numbering_only : forall b (u v : Into K b), numbering u = numbering v -> u = v.
  Hypothesis numbering_identity : forall b, numbering (as_into K (id b)) = 0.
  Hypothesis numbering_image : forall b (u : Into K b) (v : Into K (source_of K u)),
    image (hom T (object_index K (source_of K u))) (arrows (hom T (object_index K b))) (numbering u) (numbering v) = numbering (composed K u v).

  Lemma object_index_member a : (object_index K a <? objects (shape T)) = true.
  Proof. apply N.ltb_lt. rewrite objects_counted. apply object_index_below. Qed.
  Lemma numbering_member (a b : K) (f : Hom a b) :
    member (arrows (hom T (object_index K b))) (object_index K a) (numbering (as_into K f)) = true.
  Proof. apply member_spec. rewrite numbering_from. split; [apply numbering_below | reflexivity]. Qed.

  Program Definition to_numbers : Functor K C :=
    {| fobj := fun a => exist _ (object_index K a) (object_index_member a);
       fmap := fun a b f => exist _ (numbering (as_into K f)) (numbering_member a b f) |}.
  Next Obligation. intros a b f g H. simpl. now rewrite (equal_arrows _ _ _ _ H). Qed.
  Next Obligation. intros a. simpl. apply numbering_identity. Qed.
  Next Obligation. intros a b c g f. simpl. symmetry. exact (numbering_image c (as_into K g) (as_into K f)). Qed.

  Lemma object_back (x : C) : {a : K | (object_index K a =? number_of_object x) = true}.
  Proof.
    apply (choose _ (listed_objects K)). destruct x as [n Hn]. pose proof Hn as B. apply N.ltb_lt in B. rewrite objects_counted in B.
    destruct (numbered_object K n B) as (a & ->). exists a. split; [apply (complete (A := K)) | apply N.eqb_refl].
  Qed.
  Definition from_number (x : C) : K := proj1_sig (object_back x).
  Lemma from_number_spec x : object_index K (from_number x) = number_of_object x.
  Proof. unfold from_number. destruct (object_back x) as [a H]. now apply N.eqb_eq. Qed.

  Lemma arrow_back (x y : C) (g : Hom x y) :
    {f : Hom (from_number x) (from_number y) | (numbering (as_into K f) =? number_of_arrow g) = true}.
  Proof.
    apply (choose _ (members_listed (Hom (from_number x) (from_number y)))). destruct g as [n Hn]. pose proof Hn as M. apply member_spec in M.
    destruct M as [B P]. change (n < size (arrows (hom T (number_of_object y)))) in B. change (place (arrows (hom T (number_of_object y))) n = number_of_object x) in P.
    rewrite <- from_number_spec in B, P. destruct (numbering_all _ n B) as (u & E). rewrite E, numbering_from, <- from_number_spec in P.
    apply object_index_only in P. destruct u as [a f]. cbn [source_of projT1] in P. destruct P. exists f. split; [apply complete |]. apply N.eqb_eq. symmetry. exact E.
  Qed.
  Lemma arrow_back_spec {x y : C} (g : Hom x y) : numbering (as_into K (proj1_sig (arrow_back x y g))) = number_of_arrow g.
  Proof. destruct (arrow_back x y g) as [f H]. now apply N.eqb_eq. Qed.

  Lemma arrow_same_number {a b : K} (f g : Hom a b) : numbering (as_into K f) = numbering (as_into K g) -> f == g.
  Proof. intros E. apply numbering_only in E. apply (Eqdep_dec.inj_pair2_eq_dec K object_dec) in E. now rewrite E. Qed.

  Program Definition from_numbers : Functor C K := {| fobj := from_number; fmap := fun x y g => proj1_sig (arrow_back x y g) |}.
  Next Obligation.
    intros x y g g' H. apply arrow_same_number. refine (eq_trans (arrow_back_spec g) (eq_trans _ (eq_sym (arrow_back_spec g')))). exact H.
  Qed.
  Next Obligation. intros x. apply arrow_same_number. refine (eq_trans (arrow_back_spec (id x)) (eq_sym _)). apply numbering_identity. Qed.
  Next Obligation.
    intros x y z g f. apply arrow_same_number. refine (eq_trans (arrow_back_spec (g ∘ f)) _).
    refine (eq_trans _ (numbering_image _ (as_into K (proj1_sig (arrow_back y z g))) (as_into K (proj1_sig (arrow_back x y f))))).
    pose proof (arrow_back_spec g) as Eg. pose proof (arrow_back_spec f) as Ef. cbn [source_of as_into projT1] in *.
    rewrite Eg. unfold as_into in Ef |- *. rewrite Ef, !from_number_spec. reflexivity.
  Qed.

  Lemma same_by_index {a b a' b' : K} (f : Hom a b) (f' : Hom a' b') : b = b' -> numbering (as_into K f) = numbering (as_into K f') -> SameArrow f f'.
  Proof.
    intros <- E. apply numbering_only in E. assert (a = a') by exact (f_equal (@projT1 _ _) E). subst a'.
    apply (Eqdep_dec.inj_pair2_eq_dec K object_dec) in E. subst f'. now apply same_arrow_eq.
  Qed.

  Lemma same_by_number {x y x' y' : C} (g : Hom x y) (g' : Hom x' y') : number_of_object x = number_of_object x' -> number_of_object y = number_of_object y' ->
    number_of_arrow g = number_of_arrow g' -> SameArrow g g'.
  Proof.
    intros E E' H. apply subset_eq in E, E'. destruct E, E'. apply (same_arrow_eq (FC := table_category C_ok)). exact H.
  Qed.

  (** With the number of each arrow. *)
  Definition NumberedAs : Prop :=
    exists (F : Functor K C) (G : Functor C K), SameFunctor (compose_functor G F) (identity_functor K) /\
      SameFunctor (compose_functor F G) (identity_functor C) /\ (forall a, number_of_object (F a) = object_index K a) /\
      forall (a b : K) (f : Hom a b), number_of_arrow (fmap F f) = numbering (as_into K f).

  Theorem numbered_as : NumberedAs.
  Proof.
    exists to_numbers, from_numbers. split; [| split; [| split]].
    - intros a b f. apply same_by_index.
      + apply (object_index_only K). exact (from_number_spec (to_numbers b)).
      + exact (arrow_back_spec (fmap to_numbers f)).
    - intros x y g. apply same_by_number; [exact (from_number_spec x) | exact (from_number_spec y) | exact (arrow_back_spec g)].
    - reflexivity.
    - reflexivity.
  Qed.
  Corollary isomorphic_in_order : IsomorphicInOrder.
  Proof. destruct numbered_as as (F & G & H & H' & O & _). now exists F, G. Qed.
End Isomorphic.

Lemma isomorphic_numbered (K : Category@{Set Set}) {FK : FiniteCategory K} (C_ok : check_category (table_from (category_code_of K)) = true) :
  IsomorphicCategories K (category _ C_ok).
Proof.
  destruct (isomorphic_in_order K C_ok (@arrow_index K FK)) as (F & G & H & H' & _); [| | | | | | | now exists F, G].
  - apply numbered_objects.
  - intros. rewrite numbered_arrows. apply arrow_index_below.
  - intros. apply numbered_from.
  - intros b n Hn. rewrite numbered_arrows in Hn. now apply numbered_arrow.
  - intros b u v. apply arrow_index_only.
  - apply identity_index.
  - intros. apply numbered_image.
Qed.

(** ** It is listed *)

Section Listed.
  Context (K : Category@{Set Set}) {FK : FiniteCategory K}.

  Definition with_target (b : K) : list (Arrow K) :=
    map (fun u : Into K b => existT (fun ends : K * K => carrier (Hom (fst ends) (snd ends))) (source_of K u, b) (the_arrow K u)) (arrows_into K b).
  Definition arrows_by_target (l : list K) : list (Arrow K) := flat_map with_target l.

  Lemma arrows_by_target_length l : length (arrows_by_target l) = (length l + total (map (sources_into K) l))%nat.
  Proof.
    induction l as [| b l IH]; [reflexivity |]. unfold arrows_by_target. cbn [flat_map]. rewrite app_length. fold (arrows_by_target l). rewrite IH.
    replace (length (with_target b)) with (length (arrows_into K b)) by (symmetry; apply map_length).
    cbn [map length]. change (total (sources_into K b :: map (sources_into K) l)) with (length (sources_into K b) + total (map (sources_into K) l))%nat.
    assert (E : length (sources_into K b) = length (others_into K b)) by apply map_length. rewrite E. unfold arrows_into. cbn [length]. lia.
  Qed.

  Lemma arrows_counted : (length (listed_objects K) + total (map (sources_into K) (listed_objects K)))%nat = length (members_listed (Arrow K)).
  Proof.
    rewrite <- arrows_by_target_length. apply Nat.le_antisymm; apply NoDup_incl_length.
    - apply (nodup_flat_map (fun e : Arrow K => snd (projT1 e))); [| | apply (once (A := K))].
      + intros b e H. apply in_map_iff in H. now destruct H as (u & <- & _).
      + intros b. apply nodup_map; [| apply into_once]. intros u v E.
        apply (f_equal (fun e : Arrow K => existT (Into K) (snd (projT1 e)) (existT (fun a => carrier (yoneda (snd (projT1 e)) a)) (fst (projT1 e)) (projT2 e)))) in E.
        cbn [projT1 projT2 fst snd] in E. apply (Eqdep_dec.inj_pair2_eq_dec K object_dec) in E. destruct u, v. exact E.
    - intros e _. apply complete.
    - apply once.
    - intros [[a b] f] _. apply in_flat_map. exists b. split; [apply (complete (A := K)) |]. apply in_map_iff. exists (as_into K f). split; [reflexivity | apply into_all].
  Qed.

  Lemma count_from_sorted k : forall n, StronglySorted N.lt (count_from n k).
  Proof. induction k as [| k IH]; intros n; constructor; [apply IH |]. apply Forall_forall. intros x Hx. apply in_count_from in Hx. lia. Qed.

  Lemma filter_sorted {A : Type} (f : A -> N) p l : StronglySorted N.le (map f l) -> StronglySorted N.le (map f (filter p l)).
  Proof.
    induction l as [| x l IH]; intros H; [constructor |]. cbn [map] in H. inversion H as [| y m Hl Hx]; subst. cbn [filter]. destruct (p x); [| now apply IH].
    constructor; [now apply IH |]. apply Forall_forall. intros y Hy. rewrite Forall_forall in Hx. apply Hx. apply in_map_iff in Hy. destruct Hy as (z & <- & Hz).
    apply filter_In in Hz. now apply in_map.
  Qed.

  Lemma sources_sorted b : StronglySorted N.le (sources_into K b).
  Proof.
    unfold sources_into, others_into. apply filter_sorted.
    apply (flat_sorted (A := K) (object_index K) (B := fun a => yoneda b a) (fun a => @members_listed (yoneda b a) (finite_elements a)) (members_listed K)).
    pose proof (map_index _ same_object_spec _ (once (A := K))) as E. change (map (object_index K) (members_listed K) = count_from 0 (length (members_listed K))) in E.
    rewrite E. apply count_from_sorted.
  Qed.

  Lemma same_shape l : fits_shape (map (sources_into K) l) (map (fun b => map (row_of K) (others_into K b)) l) = true.
  Proof. induction l as [| b l IH]; [reflexivity |]. cbn [map fits_shape]. unfold sources_into at 1. rewrite !map_length, Nat.eqb_refl. exact IH. Qed.

  Lemma between_intro least most n : (least <= n <= most)%nat -> between least most n = true.
  Proof. intros [A B]. unfold between. now rewrite (proj2 (Nat.leb_le _ _) A), (proj2 (Nat.leb_le _ _) B). Qed.

  Lemma numbered_category_passes least most fewest many : (least <= length (members_listed (Arrow K)) <= most)%nat -> (fewest <= length (members_listed K) <= many)%nat ->
    tabled_category least most fewest many (category_code_of K) (table_from (category_code_of K)) = true.
  Proof.
    intros A O. change (fewest <= length (listed_objects K) <= many)%nat in O. unfold tabled_category, category_code_of. cbn [fst snd]. rewrite map_length, arrows_counted, (between_intro _ _ _ A), (between_intro _ _ _ O), same_shape.
    rewrite (proj2 (every_spec _ _)); [apply numbered_ok |]. intros l Hl. apply in_map_iff in Hl. destruct Hl as (b & <- & _). apply sorted_rising, sources_sorted.
  Qed.

  Theorem every_category least most fewest many :
    (least <= length (members_listed (Arrow K)) <= most)%nat -> (fewest <= length (members_listed K) <= many)%nat ->
    exists c : Categories least most fewest many, IsomorphicCategories K c.
  Proof.
    intros A O. exists (make _ _ _ _ (category_code_of K) _ eq_refl (numbered_category_passes least most fewest many A O)).
    apply isomorphic_numbered.
  Qed.

  (** *** Orders *)

  Hypothesis thin : forall (a b : K) (f g : Hom a b), f == g.
  Hypothesis antisymmetric : forall (a b : K), Hom a b -> Hom b a -> a = b.

  Lemma other_source b (u : Into K b) : In u (others_into K b) -> source_of K u <> b.
  Proof.
    intros H E. apply filter_In in H. destruct H as [_ H]. destruct u as [a f]. cbn [source_of projT1] in E. subst a.
    rewrite (proj2 (same_anywhere_spec _ _)) in H; [discriminate |]. unfold as_into. f_equal. apply equal_arrows, thin.
  Qed.

  Lemma sources_once b : NoDup (sources_into K b).
  Proof.
    unfold sources_into. apply nodup_map; [| apply NoDup_filter, (once (A := Element (yoneda b)))]. intros [a f] [a' f'] E. apply object_index_only in E.
    cbn [source_of projT1] in E. subst a'. f_equal. apply equal_arrows, thin.
  Qed.

  Lemma sorted_ascending l : StronglySorted N.le l -> NoDup l -> ascending l = true.
  Proof.
    intros S D. induction S as [| x l S IH F]; [reflexivity |]. inversion D as [| y m Nx Dl]; subst. destruct l as [| y l]; [reflexivity |]. cbn [ascending].
    rewrite Forall_forall in F. destruct (N.ltb_spec x y) as [_ | H]; [now apply IH |]. specialize (F y (or_introl eq_refl)). destruct Nx. left. lia.
  Qed.

  Lemma numbered_ordered : ordered (map (sources_into K) (listed_objects K)) = true.
  Proof.
    assert (At : forall b, nth (N.to_nat (object_index K b)) (map (sources_into K) (listed_objects K)) [] = sources_into K b)
      by (intros b; apply nth_error_nth; now rewrite nth_error_map, object_nth).
    apply every_spec. intros p Hp. apply in_range in Hp. rewrite map_length in Hp. destruct (numbered_object K p Hp) as (b & ->). cbv zeta. rewrite At.
    rewrite (sorted_ascending _ (sources_sorted b) (sources_once b)). apply every_spec. intros n Hn. apply in_map_iff in Hn. destruct Hn as (u & <- & Hu).
    pose proof (other_source b u Hu) as Nb. destruct (N.eqb_spec (object_index K (source_of K u)) (object_index K b)) as [E | _]; [now apply object_index_only in E |].
    rewrite At. destruct (some (N.eqb (object_index K b)) (sources_into K (source_of K u))) eqn:E; [| reflexivity]. apply some_spec in E. destruct E as (n & Hn & E).
    apply N.eqb_eq in E. subst n. apply in_map_iff in Hn. destruct Hn as (v & E & _). apply object_index_only in E. destruct Nb.
    apply antisymmetric; [exact (the_arrow K u) | exact (eq_rect _ (fun c => Hom c (source_of K u)) (the_arrow K v) _ E)].
  Qed.

  Theorem every_order least most : (least <= length (members_listed K) <= most)%nat -> exists c : Posets least most, IsomorphicCategories K c.
  Proof.
    intros O. change (least <= length (listed_objects K) <= most)%nat in O.
    assert (P : tabled_poset least most (category_code_of K) (table_from (category_code_of K)) = true).
    { unfold tabled_poset, category_code_of. cbn [fst snd]. rewrite map_length, (between_intro _ _ _ O), same_shape, numbered_ordered. apply numbered_ok. }
    exists (make _ _ _ _ (category_code_of K) _ eq_refl P). apply isomorphic_numbered.
  Qed.
End Listed.
