(** All finite categories, orders and tasks of a size: what is said of all labelled tables is said of all of them. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Kept.
Import ListNotations.

(** So many arrows, and so many objects. *)
Record FiniteCategories (least most fewest many : nat) := {
  finite_category :> Category@{Set Set}; category_is_finite : FiniteCategory finite_category;
  arrows_counted_within : (Z.of_nat least <= count (Arrow finite_category) <= Z.of_nat most)%Z;
  objects_counted_within : (Z.of_nat fewest <= count finite_category <= Z.of_nat many)%Z }.
#[export] Existing Instance category_is_finite.

(** So many points; at most one arrow from one to another, and none back. *)
Record FinitePosets (least most : nat) := {
  finite_order :> Category@{Set Set}; order_is_finite : FiniteCategory finite_order;
  order_is_thin : forall (a b : finite_order) (f g : Hom a b), f == g;
  order_is_antisymmetric : forall a b : finite_order, Hom a b -> Hom b a -> a = b;
  points_counted_within : (Z.of_nat least <= count finite_order <= Z.of_nat most)%Z }.
#[export] Existing Instance order_is_finite.

(** So many elements. *)
Record FiniteTasks (C : Category@{Set Set}) {F : FiniteCategory C} (least most : nat) := {
  finite_task :> Presheaf@{Set Set Set} C; task_is_finite : FiniteTask finite_task;
  elements_counted_within : (Z.of_nat least <= count (Element finite_task) <= Z.of_nat most)%Z }.
#[export] Existing Instance task_is_finite.

(** *** A table has as many elements, and arrows, as it says *)

Lemma as_many {A B : Type} (f : A -> B) (l : list A) (m : list B) : NoDup l -> NoDup m -> (forall x y, f x = f y -> x = y) ->
  (forall x, In x l -> In (f x) m) -> (forall y, In y m -> exists x, In x l /\ f x = y) -> length l = length m.
Proof.
  intros D D' I H K. rewrite <- (map_length f l). apply Nat.le_antisymm; apply NoDup_incl_length; auto.
  - now apply nodup_map.
  - intros y Hy. apply in_map_iff in Hy. destruct Hy as (x & <- & Hx). now apply H.
  - intros y Hy. destruct (K y Hy) as (x & Hx & <-). now apply in_map.
Qed.

Lemma elements_of_table {C : category_table} {S : system} (C_ok : check_category C = true) (S_ok : check_task C S = true) :
  length (members_listed (Element (task C S C_ok S_ok))) = length (range (size S)).
Proof.
  pose proof (check_task_spec C S (check_category_spec C C_ok) S_ok) as V.
  apply (as_many (fun u : Element (task C S C_ok S_ok) => proj1_sig (projT2 u : {x : N | member S (proj1_sig (projT1 u : object_of C)) x = true})));
    [apply once | apply nodup_count_from | | |].
  - intros [[a Ha] [x Hx]] [[b Hb] [y Hy]] E. cbn in E. subst y. pose proof Hx as Px. pose proof Hy as Py. apply member_spec in Px, Py. cbn in Px, Py.
    destruct Px as [_ <-], Py as [_ E]. cbn in E. subst b. assert (Ha = Hb) as -> by apply UIP_dec, bool_dec. assert (Hx = Hy) as -> by apply UIP_dec, bool_dec. reflexivity.
  - intros [a [x Hx]] _. cbn. apply in_range. now apply member_spec in Hx.
  - intros x Hx. apply in_range in Hx. assert (Ha : (place S x <? objects (shape C))%N = true) by (apply N.ltb_lt, (valid_place _ _ (task_valid C S V) x Hx)).
    assert (M : member S (place S x) x = true) by now apply member_spec. eexists (existT _ (exist _ (place S x) Ha) (exist _ x M)). split; [apply complete | reflexivity].
Qed.

Lemma arrows_of_table {C : category_table} (C_ok : check_category C = true) : length (members_listed (Arrow (category C C_ok))) =
  length (flat_map (fun p => map (pair p) (range (size (arrows (hom C p))))) (range (objects (shape C)))).
Proof.
  pose proof (check_category_spec C C_ok) as V.
  apply (as_many (fun u : Arrow (category C C_ok) => (proj1_sig (snd (projT1 u) : object_of C),
    proj1_sig (projT2 u : {x : N | member (arrows (hom C (proj1_sig (snd (projT1 u) : object_of C)))) (proj1_sig (fst (projT1 u) : object_of C)) x = true})))).
  - apply once.
  - apply (nodup_flat_map fst); [| | apply nodup_count_from].
    + intros p q H. apply in_map_iff in H. now destruct H as (i & <- & _).
    + intros p. apply nodup_map; [congruence | apply nodup_count_from].
  - intros [[[a Ha] [b Hb]] [x Hx]] [[[c Hc] [d Hd]] [y Hy]] E. cbn in E. injection E as E E'. subst d y. assert (Hb = Hd) as -> by apply UIP_dec, bool_dec.
    pose proof Hx as Px. pose proof Hy as Py. apply member_spec in Px, Py. cbn in Px, Py. destruct Px as [_ <-], Py as [_ E]. cbn in E. subst c.
    assert (Ha = Hc) as -> by apply UIP_dec, bool_dec. assert (Hx = Hy) as -> by apply UIP_dec, bool_dec. reflexivity.
  - intros [[a [b Hb]] [x Hx]] _. cbn. apply in_flat_map. exists b. split; [now apply in_range, N.ltb_lt |]. apply in_map, in_range. now apply member_spec in Hx.
  - intros [p i] H. apply in_flat_map in H. destruct H as (q & Hq & H). apply in_map_iff in H. destruct H as (j & E & Hj). injection E as -> ->.
    apply in_range in Hq, Hj. destruct (arrow_of C_ok p i Hq Hj) as (a & b & f & <- & _ & <-).
    exists (existT (fun ends : category C C_ok * category C C_ok => carrier (Hom (fst ends) (snd ends))) (a, b) f). split; [apply complete | reflexivity].
Qed.

Lemma rows_by_number {A : Type} (g : list (list A)) : map (fun p => nth (N.to_nat p) g []) (range (N.of_nat (length g))) = g.
Proof.
  apply nth_error_same. intros k. rewrite nth_error_map. destruct (nth_error (range (N.of_nat (length g))) k) as [p |] eqn:E.
  - apply nth_error_range in E. destruct E as [-> H]. cbn. rewrite Nnat.Nat2N.id. symmetry. apply nth_error_nth'. lia.
  - apply nth_error_None in E. rewrite length_range in E. symmetry. apply nth_error_None. lia.
Qed.

Lemma hom_of_code (c : category_code) p : (p < N.of_nat (length (fst c)))%N ->
  hom (table_from c) p = hom_from p (nth (N.to_nat p) (fst c) []) (nth (N.to_nat p) (snd c) []).
Proof. intros Hp. unfold hom, table_from. cbn [homs]. now rewrite get_map_range. Qed.

Lemma arrows_of_code (c : category_code) (c_ok : check_category (table_from c) = true) :
  length (members_listed (Arrow (category (table_from c) c_ok))) = (length (fst c) + total (fst c))%nat.
Proof.
  rewrite arrows_of_table. change (objects (shape (table_from c))) with (N.of_nat (length (fst c))).
  rewrite <- (rows_by_number (fst c)) at 2 3. rewrite map_length.
  assert (B : forall p, In p (range (N.of_nat (length (fst c)))) -> length (map (pair p) (range (size (arrows (hom (table_from c) p))))) = S (length (nth (N.to_nat p) (fst c) []))).
  { intros p Hp. rewrite map_length, hom_of_code by now apply in_range. rewrite length_range. cbn. lia. }
  revert B. generalize (range (N.of_nat (length (fst c)))). induction l as [| p l IH]; intros B; [reflexivity |].
  cbn [flat_map map length total fold_right]. rewrite app_length, IH, (B p (or_introl eq_refl)) by (intros; apply B; now right). unfold total. lia.
Qed.

Lemma objects_of_table {C : category_table} (C_ok : check_category C = true) : length (members_listed (category C C_ok)) = length (range (objects (shape C))).
Proof.
  apply (as_many (fun a : category C C_ok => proj1_sig (a : object_of C))); [apply once | apply nodup_count_from | | |].
  - intros a b. apply subset_eq.
  - intros [a Ha] _. cbn. now apply in_range, N.ltb_lt.
  - intros a Ha. apply in_range, N.ltb_lt in Ha. exists (exist _ a Ha). split; [apply (complete (A := category C C_ok)) | reflexivity].
Qed.

(** A labelled poset is an order. *)
Section Order.
  Context {c : category_code} (c_ok : check_category (table_from c) = true) (fits : fits_shape (fst c) (snd c) = true) (o : ordered (fst c) = true).
  Let P := category (table_from c) c_ok.

  (** An arrow is the identity, or is named by its source. *)
  Lemma ordered_arrow (a b : P) (f : Hom a b) :
    (proj1_sig (f : {x : N | member (arrows (hom (table_from c) (proj1_sig (b : object_of (table_from c))))) (proj1_sig (a : object_of (table_from c))) x = true}) = 0%N /\ a = b) \/
    (exists k, nth_error (nth (N.to_nat (proj1_sig (b : object_of (table_from c)))) (fst c) []) k = Some (proj1_sig (a : object_of (table_from c))) /\
      proj1_sig (f : {x : N | member (arrows (hom (table_from c) (proj1_sig (b : object_of (table_from c))))) (proj1_sig (a : object_of (table_from c))) x = true}) = N.of_nat (S k)).
  Proof.
    destruct a as [a Ha], b as [b Hb], f as [x Hx]. cbn. pose proof Hx as M. apply member_spec in M. cbn in M. destruct M as [Sx Px].
    pose proof Hb as Bb. apply N.ltb_lt in Bb. rewrite (hom_of_code c b Bb) in Sx, Px. cbn in Sx.
    destruct (N.to_nat x) as [| k] eqn:E.
    - left. assert (x = 0%N) as -> by lia. split; [reflexivity |]. apply subset_eq. cbn. rewrite <- Px. unfold place. cbn [arrows cells hom_from]. now rewrite get_array.
    - right. exists k. split; [| lia]. unfold place in Px. cbn [arrows cells hom_from] in Px. rewrite get_array, E in Px. cbn [nth] in Px.
      rewrite nth_combine in Px by apply (fits_shape_spec _ _ fits). rewrite <- Px. apply nth_error_nth'. lia.
  Qed.

  Lemma ordered_row p : (p < N.of_nat (length (fst c)))%N -> ascending (nth (N.to_nat p) (fst c) []) = true /\
    forall a, In a (nth (N.to_nat p) (fst c) []) -> a <> p /\ ~ In p (nth (N.to_nat a) (fst c) []).
  Proof.
    intros Hp. unfold ordered in o. rewrite every_spec in o. specialize (o p (proj2 (in_range _ _) Hp)). cbv zeta in o.
    destruct (ascending (nth (N.to_nat p) (fst c) [])); [| discriminate]. split; [reflexivity |]. intros a Ha. rewrite every_spec in o. specialize (o a Ha).
    destruct (N.eqb_spec a p) as [_ | N]; [discriminate |]. split; [exact N |]. intros H. destruct (some (N.eqb p) (nth (N.to_nat a) (fst c) [])) eqn:E; [discriminate |].
    assert (some (N.eqb p) (nth (N.to_nat a) (fst c) []) = true) by (apply some_spec; exists p; split; [exact H | apply N.eqb_refl]). congruence.
  Qed.

  Lemma ascending_once l : ascending l = true -> NoDup l.
  Proof.
    induction l as [| x l IH]; intros H; constructor; destruct (ascending_tail x l H) as [H' F]; [| now apply IH].
    intros Hx. rewrite Forall_forall in F. specialize (F x Hx). lia.
  Qed.

  Lemma object_below (b : P) : (proj1_sig (b : object_of (table_from c)) < N.of_nat (length (fst c)))%N.
  Proof. destruct b as [b Hb]. exact (proj1 (N.ltb_lt _ _) Hb). Qed.

  Lemma ordered_thin (a b : P) (f g : Hom a b) : f == g.
  Proof.
    destruct (ordered_row _ (object_below b)) as [A R]. destruct (ordered_arrow a b f) as [[F E] | (k & Hk & F)], (ordered_arrow a b g) as [[G E'] | (j & Hj & G)].
    - exact (eq_trans F (eq_sym G)).
    - subst b. destruct (R _ (nth_error_In _ _ Hj)) as [N _]. now destruct N.
    - subst b. destruct (R _ (nth_error_In _ _ Hk)) as [N _]. now destruct N.
    - refine (eq_trans F (eq_trans _ (eq_sym G))). do 2 f_equal. apply (proj1 (NoDup_nth_error _) (ascending_once _ A)); [apply nth_error_Some; congruence | congruence].
  Qed.

  Lemma ordered_antisymmetric (a b : P) : Hom a b -> Hom b a -> a = b.
  Proof.
    intros f g. destruct (ordered_arrow a b f) as [[_ E] | (k & Hk & _)]; [exact E |]. destruct (ordered_arrow b a g) as [[_ E] | (j & Hj & _)]; [now symmetry |].
    destruct (ordered_row _ (object_below b)) as [_ R]. destruct (R _ (nth_error_In _ _ Hk)) as [_ N]. destruct N. exact (nth_error_In _ _ Hj).
  Qed.
End Order.

(** *** Each has a labelled partner *)

Class CategoryTabled {least most fewest many} (K : FiniteCategories least most fewest many) (C : Categories least most fewest many) :=
  category_tabled :> Isomorphism K C.
Class OrderTabled {least most} (K : FinitePosets least most) (C : Posets least most) := order_tabled :> Isomorphism K C.
Class TaskTabled {K : Category@{Set Set}} {F : FiniteCategory K} {C : category_table} {C_ok : check_category C = true}
  {e : Isomorphism K (category C C_ok)} {least most} (T : FiniteTasks K least most) (S : Tasks C_ok least most) := task_tabled :> TaskMoved T S.
Class FunctorTabled {B C : Category@{Set Set}} {B' C' : category_table} {B_ok : check_category B' = true} {C_ok : check_category C' = true}
  {d : Isomorphism B (category B' B_ok)} {e : Isomorphism C (category C' C_ok)} (F : Functor B C) (G : Functors B_ok C_ok) : Prop :=
  functor_tabled :> FunctorMoved F G.

#[export] Instance matched_categories {least most fewest many} :
  Matched (FiniteCategories least most fewest many) (Categories least most fewest many) CategoryTabled.
Proof.
  split.
  - intros [K F A O]. destruct (every_category K least most fewest many) as (c & H); [unfold count in A; lia | unfold count in O; lia |].
    exists c. cbn. exact (isomorphism_of (G := table_category (table_ok c)) H).
  - intros c. destruct (tabled_category_spec _ _ _ _ _ _ (passes c)) as (A & O & _). pose proof (made_is _ _ c) as E.
    assert (A' : length (members_listed (Arrow c)) = (length (fst (key c)) + total (fst (key c)))%nat).
    { unfold the_category. generalize (table_ok c). rewrite E. intros ok. apply arrows_of_code. }
    assert (O' : length (members_listed (the_category c)) = length (fst (key c))).
    { unfold the_category. generalize (table_ok c). rewrite E. intros ok. rewrite (objects_of_table ok), length_range. cbn. lia. }
    unshelve eexists {| finite_category := the_category c; category_is_finite := table_category (table_ok c) |}; [unfold count; lia | unfold count; lia |].
    constructor. exact (same_category (F := table_category (table_ok c))).
Qed.

#[export] Instance matched_posets {least most} : Matched (FinitePosets least most) (Posets least most) OrderTabled.
Proof.
  split.
  - intros [K F T A O]. destruct (every_order K T A least most) as (c & H); [unfold count in O; lia |].
    exists c. cbn. exact (isomorphism_of (G := table_category (order_ok c)) H).
  - intros c. destruct (tabled_poset_spec _ _ _ _ (passes c)) as (O & R & F & _). pose proof (made_is _ _ c) as E.
    assert (D : (forall (a b : the_poset c) (f g : Hom a b), f == g) /\ (forall a b : the_poset c, Hom a b -> Hom b a -> a = b) /\
                length (members_listed (the_poset c)) = length (fst (key c))).
    { unfold the_poset. generalize (order_ok c). rewrite E. intros ok. split; [exact (ordered_thin ok F R) |]. split; [exact (ordered_antisymmetric ok F R) |].
      rewrite (objects_of_table ok), length_range. cbn. lia. }
    destruct D as (T & A & L).
    unshelve eexists {| finite_order := the_poset c; order_is_finite := table_category (order_ok c) |}; [exact T | exact A | unfold count; lia |].
    constructor. exact (same_category (F := table_category (order_ok c))).
Qed.

Lemma tabled_task_size C least most c S : tabled_task C least most c S = true -> (least <= length c <= most)%nat.
Proof.
  unfold tabled_task. destruct (Nat.leb_spec least (length c)); [| discriminate]. destruct (Nat.leb_spec (length c) most); [now intros _ | discriminate].
Qed.

#[export] Instance matched_tasks {K : Category@{Set Set}} {F : FiniteCategory K} {C : category_table} {C_ok : check_category C = true}
    {e : Isomorphism K (category C C_ok)} {least most} : Matched (FiniteTasks K least most) (Tasks C_ok least most) TaskTabled.
Proof.
  split.
  - intros [T FT L]. pose proof (pullback_here (e := turned e) T : Iso T (pullback forth (pullback back T))) as H. destruct (like_moved (e := e) H) as [t].
    pose proof (same_count (M := matched_all_elements (t := t)) (U := paired_all_elements (t := t))
      (F := @finite_all_elements K F T FT) (G := @finite_all_elements (category C C_ok) (table_category C_ok) (pullback back T) _)) as E.
    destruct (every_task C_ok (pullback back T) least most) as (S & I); [unfold SameValue, count in E; unfold count in L; unfold all_elements; lia |].
    exists S. apply like_moved. exact (iso_trans _ _ _ H (pullback_iso forth _ _ I)).
  - intros S. destruct (like_moved (e := e) (iso_refl (pullback forth S))) as [t].
    pose proof (same_count (M := matched_all_elements (t := t)) (U := paired_all_elements (t := t))
      (F := @finite_all_elements K F (pullback forth S) _) (G := @finite_all_elements (category C C_ok) (table_category C_ok) S _)) as E.
    assert (L : length (members_listed (Element S)) = length (key S) /\ (least <= length (key S) <= most)%nat).
    { split.
      - refine (eq_trans (elements_of_table C_ok _) _). rewrite (made_is _ _ S), length_range. cbn. lia.
      - exact (tabled_task_size _ _ _ _ _ (passes S)). }
    unshelve eexists {| finite_task := pullback forth S |}; [unfold SameValue, count in E; unfold count; lia | now constructor].
Qed.

#[export] Instance matched_tabled_functors {B C : Category@{Set Set}} {B' C' : category_table} {B_ok : check_category B' = true} {C_ok : check_category C' = true}
    {d : Isomorphism B (category B' B_ok)} {e : Isomorphism C (category C' C_ok)} : Matched (Functor B C) (Functors B_ok C_ok) FunctorTabled.
Proof.
  split; intros F.
  - destruct (match_right (R := FunctorMoved (d := d) (e := e)) F) as (G & [H]). destruct (every_functor B_ok C_ok G) as (c & I). exists c. constructor.
    intros a b f. exact (same_arrow_trans _ _ _ (H a b f) (same_arrow_sym _ _ (I _ _ (fmap forth f)))).
  - exact (match_left (R := FunctorMoved (d := d) (e := e)) (F : Functor _ _)).
Qed.

(** *** Classes *)

#[export] Instance finite_categories_kinds {least most fewest many} : Equivalence (fun C D : FiniteCategories least most fewest many => IsomorphicCategories C D) :=
  isomorphic_kinds (fun C => finite_category _ _ _ _ C) _.
#[export] Instance finite_posets_kinds {least most} : Equivalence (fun C D : FinitePosets least most => IsomorphicCategories C D) :=
  isomorphic_kinds (fun C => finite_order _ _ C) _.
#[export] Instance finite_tasks_kinds {C : Category@{Set Set}} {F : FiniteCategory C} {least most} : Equivalence (fun S T : FiniteTasks C least most => Iso S T).
Proof. split; [intros S; apply iso_refl | intros S T; apply iso_sym | intros R S T; apply iso_trans]. Qed.

#[export] Instance kept_isomorphic_categories {K K' C C' : Category@{Set Set}} {e : Isomorphism K C} {e' : Isomorphism K' C'} :
  IsKept (IsomorphicCategories K K') (IsomorphicCategories C C').
Proof.
  pose (finite := {D : Category@{Set Set} & FiniteCategory D}). destruct (isomorphic_kinds (fun D : finite => projT1 D) (fun D => projT2 D)) as [_ S T].
  pose (k := existT _ K (left_finite (C := C)) : finite). pose (k' := existT _ K' (left_finite (C := C')) : finite). pose (c := existT _ C (right_finite (K := K)) : finite). pose (c' := existT _ C' (right_finite (K := K')) : finite).
  assert (E : IsomorphicCategories K C) by (exists forth, back; split; [exact back_forth | exact forth_back]).
 
  assert (E' : IsomorphicCategories K' C') by (exists forth, back; split; [exact back_forth | exact forth_back]).
  split; intros H.
  - exact (T c k c' (S k c E) (T k k' c' H E')).
  - exact (T k c k' E (T c c' k' H (S k' c' E'))).
Qed.

#[export] Typeclasses Opaque TaskLike.

(** What holds of all labelled tables holds of all that they are tables of. *)
Lemma of_all {P Q : Prop} : Q -> IsKept P Q -> P.
Proof. intros q H. now apply H. Qed.
Ltac of_all labelled := refine (of_all labelled _).
