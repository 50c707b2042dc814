(** All tasks with so many elements on a category of a table, labelled; what is decided of the task of a table. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive.
From Catproof Require Export Functors.
Import ListNotations.
Open Scope N_scope.

(** ** What is found by computing *)

Section Computed.
  Context {C : category_table} {S : system} (C_ok : check_category C = true) (S_ok : check_task C S = true).
  Let T := task C S C_ok S_ok.

  Definition rank_found : bool :=
    let gens := generating C S in
    let classes := classes_of S gens in
    if check_generated C S gens then if Nat.eqb (length classes) (length gens) then check_classes S classes else false else false.

  Lemma rank_found_spec : rank_found = true -> HasRank T (length (generating C S)).
  Proof.
    unfold rank_found. cbv zeta. destruct (check_generated C S (generating C S)) eqn:E; [| discriminate].
    destruct (Nat.eqb_spec (length (classes_of S (generating C S))) (length (generating C S))) as [L | _]; [| discriminate].
    intros H. split; [exact (check_generated_spec C_ok S_ok _ E) |]. intros m K. rewrite <- L. exact (check_classes_spec C_ok S_ok _ _ H K).
  Qed.

  #[export] Instance decides_rank_found {Q : nat -> Prop} {y no : nat -> bool} : (forall k, Decides (Q k) (y k) (no k)) ->
    Decides (exists k : nat, HasRank (task C S C_ok S_ok) k /\ Q k)
      (if rank_found then y (length (generating C S)) else false) (if rank_found then no (length (generating C S)) else false) | 3.
  Proof.
    intros D. destruct rank_found eqn:E; [| split; discriminate]. exact (decides_rank (R := rank_found_spec E) D).
  Qed.

  #[export] Instance decides_familial : Decides (Familial (task C S C_ok S_ok)) (check_familial_by C S (generating C S))
    (some (check_not_familial C S) (range (size S))) | 4.
  Proof.
    split; [apply familial_by |]. intros H. apply some_spec in H. destruct H as (x & _ & H). exact (familial_false C_ok S_ok x H).
  Qed.
End Computed.

Section ComputedIso.
  Context {C : category_table} {S R : system}.

  (** An isomorphism, by the images of a few elements. *)
  Fixpoint isomorphism_from (fuel : nat) (bucket : array (list N)) (generators : list N) (p : partial) : option (array N) :=
    match generators with
    | [] => Some (fst p)
    | x :: rest =>
      match lookup (fst p) x with
      | Some _ => isomorphism_from fuel bucket rest p
      | None => fold_left (fun found y => match found with
                                          | Some _ => found
                                          | None => match propagate S R fuel [(x, y)] p with
                                                    | None => None
                                                    | Some q => isomorphism_from fuel bucket rest q
                                                    end
                                          end) (get [] bucket (place S x)) None
      end
    end.
  Definition isomorphic_found : bool :=
    match isomorphism_from (steps S) (buckets R) (search_order S) (PositiveMap.empty N, PositiveMap.empty N) with
    | Some m => check_iso S R m
    | None => false
    end.

  #[export] Instance decides_isomorphic (C_ok : check_category C = true) (S_ok : check_task C S = true) (R_ok : check_task C R = true) :
    Decides (Iso (task C S C_ok S_ok) (task C R C_ok R_ok)) isomorphic_found (check_not_isomorphic C S R) | 5.
  Proof.
    split; [| apply isomorphic_false]. unfold isomorphic_found. destruct (isomorphism_from _ _ _ _) as [m |]; [| discriminate].
    intros H. apply iso_numbers. destruct (check_iso_spec S R _ H) as (g & I). now exists (get 0 m), g.
  Qed.
End ComputedIso.

Section ComputedTuning.
  Context {C D : category_table} {F : functor_table} {T : system} (C_ok : check_category C = true) (D_ok : check_category D = true)
    (F_ok : check_functor C D F = true) (T_ok : check_task C T = true).

  (** The partition of terms that the search of [check_no_tuning] comes to, if it does not fail. *)
  Fixpoint possible (A : term_table) (deep fuel steps : nat) (bucket values : array (list N)) (root : array N) : option (array N) :=
    let m := by_root T A deep root in
    if collapsed T A deep root m then None
    else
      match fuel with
      | O => None
      | Datatypes.S fuel' =>
        match missing F deep root bucket m (range (objects (shape C))) with
        | None => Some root
        | Some (b, z) =>
          fold_left (fun found y => match found with
                                    | Some _ => found
                                    | None => possible A deep fuel' steps bucket values (merge (terms A) deep steps [(z, name_of A y)] root)
                                    end) (get [] values b) None
        end
      end.

  Definition quotient_by (A : term_table) (deep : nat) (root : array N) : system * array N :=
    let L := terms A in
    let roots := filter (fun z => find_root deep root z =? z) (range (size L)) in
    let places := fst (fold_left (fun (state : array N * N) z => (store (fst state) z (snd state), N.succ (snd state))) roots (PositiveMap.empty N, 0)) in
    let class z := get 0 places (find_root deep root z) in
    ({| size := N.of_nat (length roots); cells := array_of (map (fun z => (place L z, map class (line L z))) roots) |},
     array_of (map (fun y => class (name_of A y)) (range (size T)))).

  Definition tuning_found : bool :=
    let A := terms_of C D F T in
    let L := terms A in
    let glue := map (fun zyf => let '(z, y, _) := zyf : N * N * N in (z, name_of A y)) (glued A) in
    let deep := N.to_nat (N.succ (size L)) in
    let steps := (steps L + length glue)%nat in
    match possible A deep deep steps (buckets L) (buckets T) (merge L deep steps glue (PositiveMap.empty N)) with
    | None => false
    | Some root => let (Q, m) := quotient_by A deep root in if check_task D Q then check_pullback_iso C D F Q T m else false
    end.

  #[export] Instance decides_tuning_found :
    Decides (solves_by_tuning (via_model (functor C D F C_ok D_ok F_ok)) (task C T C_ok T_ok)) tuning_found (check_no_tuning C D F T) | 4.
  Proof.
    split; [| apply via_tuning_false]. unfold tuning_found. cbv zeta.
    destruct (possible _ _ _ _ _ _ _) as [root |]; [| discriminate]. destruct (quotient_by _ _ root) as [Q m].
    destruct (check_task D Q) eqn:E; [| discriminate]. intros H.
    apply (proj2 (solves_by_tuning_via (functor C D F C_ok D_ok F_ok) (task C T C_ok T_ok))).
    exists (task D Q D_ok E). exact (check_pullback_iso_spec C_ok D_ok F_ok _ _ _ H).
  Qed.
End ComputedTuning.

Section ComputedRepresentable.
  Context {C : category_table} {S : system} (C_ok : check_category C = true) (S_ok : check_task C S = true).

  #[export] Instance decides_representable_found : Decides (Representable (task C S C_ok S_ok))
    (some (fun u => check_represents C S (place S u) u) (range (size S))) (check_not_representable C S) | 1.
  Proof.
    split; [| apply representable_false]. intros H. apply some_spec in H. destruct H as (u & Hu & H). apply in_range in Hu.
    assert (Hp : (place S u <? objects (shape C)) = true).
    { apply N.ltb_lt, (valid_place _ _ (task_valid C S (check_task_spec C S (check_category_spec C C_ok) S_ok)) u Hu). }
    exact (representable_true C_ok S_ok (object C_ok (place S u) Hp) u H).
  Qed.
End ComputedRepresentable.

Section ComputedFunctor.
  Context {C D : category_table} {F : functor_table} {T : system} (C_ok : check_category C = true) (D_ok : check_category D = true)
    (F_ok : check_functor C D F = true) (T_ok : check_task C T = true).

  #[export] Instance decides_full_found : Decides (Full (functor C D F C_ok D_ok F_ok)) (check_full C D F) (check_not_full C D F) | 1.
  Proof. split; [apply full_true | apply full_false]. Qed.
  #[export] Instance decides_faithful_found : Decides (Faithful (functor C D F C_ok D_ok F_ok)) (check_faithful C F) (check_not_faithful C F) | 1.
  Proof. split; [apply faithful_true | apply faithful_false]. Qed.
  #[export] Instance decides_fully_faithful_found :
    Decides (FullyFaithful (functor C D F C_ok D_ok F_ok)) (check_fully_faithful C D F) (check_not_fully_faithful C D F) | 1.
  Proof. split; [apply fully_faithful_true | apply fully_faithful_false]. Qed.
  #[export] Instance decides_embedding_found :
    Decides (Embedding (functor C D F C_ok D_ok F_ok)) (check_embedding C F) (check_not_embedding C F) | 1.
  Proof. split; [apply embedding_true | apply embedding_false]. Qed.

  (** The answers to a prompt, by an isomorphism from the task to the table of the answers. *)
  Definition via_found (p : N) : bool :=
    let Q := arrows (hom D (value_at F p)) in
    let R := pullback_of C D F Q in
    match isomorphism_from (S := T) (R := pulled R) (steps T) (buckets (pulled R)) (search_order T) (PositiveMap.empty N, PositiveMap.empty N) with
    | Some m => check_pullback_iso C D F Q T (array_of (map (fun x => get 0 (code R) (get 0 m x)) (range (size T))))
    | None => false
    end.

  Lemma via_found_spec (P : category C C_ok) : via_found (number (p := fun a => a <? objects (shape C)) P) = true ->
    solves_by (via_model (functor C D F C_ok D_ok F_ok)) P (task C T C_ok T_ok).
  Proof.
    unfold via_found. cbv zeta. destruct (isomorphism_from _ _ _ _) as [m |]; [| discriminate].
    intros H. apply via_numbers. exact (check_pullback_iso_spec C_ok D_ok F_ok _ _ _ H).
  Qed.

  #[export] Instance decides_via_solves_by_found (P : category C C_ok) :
    Decides (solves_by (via_model (functor C D F C_ok D_ok F_ok)) P (task C T C_ok T_ok))
      (via_found (number (p := fun a => a <? objects (shape C)) P)) (check_not_via C D F T (number (p := fun a => a <? objects (shape C)) P)) | 1.
  Proof. split; [apply via_found_spec | apply via_solves_by_false]. Qed.

  #[export] Instance decides_via_solves_found :
    Decides (solves (via_model (functor C D F C_ok D_ok F_ok)) (task C T C_ok T_ok))
      (some (fun P => via_found (number P)) (all_objects C)) (all_below (objects (shape C)) (check_not_via C D F T)) | 1.
  Proof.
    split; [| apply via_solves_false]. intros H. apply some_spec in H. destruct H as (P & _ & H). exists P. now apply via_found_spec.
  Qed.
End ComputedFunctor.

(** ** The tasks with so many elements *)

Definition task_code := list (N * list N).
Definition system_from (c : task_code) : system := {| size := N.of_nat (length c); cells := array_of c |}.

Fixpoint rising (l : list N) : bool :=
  match l with x :: (y :: _) as l' => if x <=? y then rising l' else false | _ => true end.

(** Elements come in the order of their objects. *)
Definition tabled_task (C : category_table) (least most : nat) (c : task_code) (S : system) : bool :=
  if Nat.leb least (length c) then if Nat.leb (length c) most then
    if rising (map fst c) then check_task C S else false
  else false else false.

Definition Tasks {C : category_table} (C_ok : check_category C = true) (least most : nat) : Type :=
  Made system_from (tabled_task C least most).

Section Listed.
  Variables (C : category_table).

  (** As far as rows are known, restricting twice is restricting along the composite. *)
  Definition acts (c : task_code) : bool :=
    every (fun x : N * list N =>
      let H := arrows (hom C (fst x)) in
      let known := combine (line H 0) (snd x) in
      every (fun gy : N * N => match nth_error c (N.to_nat (snd gy)) with
                               | Some y => values_agree known (line H (fst gy)) (snd y)
                               | None => true
                               end) known) c.

  Definition rows_on (places : list N) : list task_code :=
    pruned (fun c => acts (rev c)) (map (fun p => map (pair p) (products (map (fun a => filter (fun y => nth (N.to_nat y) places 0 =? a) (range (N.of_nat (length places))))
                                                        (sources (shape C) p)))) places) [].
  Definition task_codes (least most : nat) : list task_code :=
    flat_map (fun n => flat_map rows_on (filter rising (products (repeat (range (objects (shape C))) n)))) (seq least (S most - least)).

  Lemma products_length {A : Type} (l : list (list A)) : forall m, In m (products l) -> length m = length l.
  Proof.
    induction l as [| xs l IH]; intros m H; simpl in H.
    - destruct H as [<- | []]. reflexivity.
    - apply in_flat_map in H. destruct H as (x & _ & H). apply in_map_iff in H. destruct H as (r & <- & H). simpl. f_equal. now apply IH.
  Qed.

  Lemma rows_on_places places c : In c (rows_on places) -> map fst c = places.
  Proof.
    unfold rows_on. intros H. apply pruned_in in H. revert H. generalize (range (N.of_nat (length places))) as all. generalize places at 1 as there. intros there all.
    revert c. induction places as [| p places IH]; intros c H; simpl in H.
    - destruct H as [<- | []]. reflexivity.
    - apply in_flat_map in H. destruct H as (x & Hx & H). apply in_map_iff in H. destruct H as (r & <- & H).
      apply in_map_iff in Hx. destruct Hx as (l & <- & _). simpl. f_equal. now apply IH.
  Qed.

  Lemma rows_on_once places : NoDup (rows_on places).
  Proof.
    apply pruned_once, Forall_forall. intros l H. apply in_map_iff in H. destruct H as (p & <- & _).
    apply nodup_map; [congruence |]. apply products_once, Forall_forall. intros m K. apply in_map_iff in K. destruct K as (a & <- & _).
    apply NoDup_filter, nodup_count_from.
  Qed.

  Lemma task_codes_once least most : NoDup (task_codes least most).
  Proof.
    apply (nodup_flat_map (@length _)); [| | apply seq_NoDup].
    - intros n c H. apply in_flat_map in H. destruct H as (ps & Hp & H). apply filter_In in Hp. destruct Hp as [Hp _].
      apply products_length in Hp. rewrite repeat_length in Hp. apply rows_on_places in H. rewrite <- Hp, <- H. now rewrite map_length.
    - intros n. apply (nodup_flat_map (map fst)); [apply rows_on_places | apply rows_on_once |].
      apply NoDup_filter, products_once, Forall_forall. intros l H. apply repeat_spec in H. subst. apply nodup_count_from.
  Qed.

  Lemma acts_prefix c : check_category C = true -> check_task C (system_from c) = true -> forall n, acts (firstn n c) = true.
  Proof.
    intros C_ok H n. pose proof (check_category_spec C C_ok) as V. pose proof (check_task_spec C _ V H) as W.
    assert (Row : forall k p l, nth_error c k = Some (p, l) -> N.of_nat k < size (system_from c) /\
              place (system_from c) (N.of_nat k) = p /\ line (system_from c) (N.of_nat k) = l).
    { intros k p l E. assert (L : (k < length c)%nat) by (apply nth_error_Some; congruence). simpl. split; [lia |].
      unfold place, line. simpl. rewrite get_array, Nnat.Nat2N.id, (nth_error_nth _ _ _ E). auto. }
    apply every_spec. intros [p l] Hx. destruct (In_nth_error _ _ Hx) as (k & E). apply nth_error_firstn in E.
    destruct (Row k p l E) as (Sx & Px & Lx). pose proof (task_respects C _ W _ Sx) as R. rewrite Px in R.
    assert (Hp : p < objects (shape C)) by (rewrite <- Px; apply (valid_place _ _ (task_valid C _ W)); exact Sx).
    pose proof (category_homs C V p Hp) as Vp. pose proof (R 0 (hom_inhabited _ _ _ Vp)) as R0.
    rewrite (image_unit _ _ _ _ Vp), Lx in R0. cbv zeta. simpl fst. simpl snd. rewrite <- R0. apply every_spec. intros [g y] Hg.
    apply combine_image in Hg. destruct Hg as [-> Hg]. simpl fst. simpl snd.
    destruct (nth_error (firstn n c) _) as [[q m] |] eqn:Ey; [| reflexivity]. apply nth_error_firstn in Ey.
    destruct (Row _ q m Ey) as (_ & _ & Ly). rewrite N2Nat.id in Ly. simpl snd. rewrite <- Ly, <- (R g).
    - apply values_agree_image. intros g' w K. now apply combine_image in K.
    - apply (valid_in _ _ (hom_valid _ _ _ Vp) 0); [exact (hom_inhabited _ _ _ Vp) | exact Hg].
  Qed.

  Lemma task_codes_complete least most c : check_category C = true -> tabled_task C least most c (system_from c) = true -> In c (task_codes least most).
  Proof.
    intros C_ok. unfold tabled_task. destruct (Nat.leb_spec least (length c)) as [Hl | _]; [| discriminate].
    destruct (Nat.leb_spec (length c) most) as [Hm | _]; [| discriminate]. destruct (rising (map fst c)) eqn:R; [| discriminate].
    intros H. pose proof (acts_prefix c C_ok H) as P. unfold check_task in H. apply andb_prop in H. destruct H as [H _]. unfold valid in H.
    assert (V : forall n p l, nth_error c n = Some (p, l) -> p < objects (shape C) /\ Forall2 (fun a y => y < N.of_nat (length c) /\ nth (N.to_nat y) (map fst c) 0 = a) (sources (shape C) p) l).
    { intros n p l E. assert (L : N.of_nat n < N.of_nat (length c)) by (assert (n < length c)%nat by (apply nth_error_Some; congruence); lia).
      pose proof (all_below_spec _ _ H (N.of_nat n) L) as K. unfold valid_cell in K. rewrite !andb_true_iff in K. destruct K as ((K1 & K2) & K3).
      assert (G : get (0, []) (cells (system_from c)) (N.of_nat n) = (p, l)).
      { simpl. rewrite get_array, Nnat.Nat2N.id. now apply nth_error_nth. }
      assert (Gp : place (system_from c) (N.of_nat n) = p) by (unfold place; now rewrite G).
      assert (Gl : line (system_from c) (N.of_nat n) = l) by (unfold line; now rewrite G). rewrite Gp, Gl in *.
      split; [now apply N.ltb_lt |]. apply same_spec in K3. rewrite <- K3. rewrite forallb_forall in K2. clear - K2.
      induction l as [| y l IH]; simpl; constructor; [| apply IH; intros; apply K2; now right].
      split; [apply N.ltb_lt, (K2 y), or_introl; reflexivity |]. unfold place. simpl. rewrite get_array.
      change 0 with (fst (0, [] : list N)) at 1. now rewrite map_nth. }
    apply in_flat_map. exists (length c). split; [apply in_seq; lia |]. apply in_flat_map. exists (map fst c). split.
    - apply filter_In. split; [| exact R]. apply in_products, forall2_nth; [now rewrite map_length, repeat_length |].
      intros n xs E. pose proof (nth_error_In _ _ E) as I. apply repeat_spec in I. subst xs.
      assert (L : (n < length c)%nat) by (rewrite <- (repeat_length (range (objects (shape C))) (length c)); apply nth_error_Some; congruence).
      destruct (nth_error c n) as [[p l] |] eqn:Ec; [| apply nth_error_None in Ec; lia]. exists p. rewrite nth_error_map, Ec. split; [reflexivity |].
      apply in_range. now apply (V n p l).
    - unfold rows_on. apply in_pruned; [| intros n; now rewrite app_nil_r, rev_involutive].
      apply forall2_nth; [now rewrite !map_length |]. intros n xs E.
      rewrite map_map, nth_error_map in E. destruct (nth_error c n) as [[p l] |] eqn:Ec; [| discriminate]. injection E as <-.
      exists (p, l). split; [reflexivity |]. apply in_map, in_products. destruct (V n p l Ec) as [_ F]. rewrite map_length. clear - F.
      induction F as [| a y s l [H1 H2] F IH]; simpl; constructor; [| exact IH]. apply filter_In. split; [now apply in_range | now apply N.eqb_eq].
  Qed.
End Listed.

#[export] Instance finite_tasks {C} (C_ok : check_category C = true) (least most : nat) : Finite (Tasks C_ok least most) :=
  finite_made _ _ (task_codes C least most) (fun c => task_codes_complete C least most c C_ok) (task_codes_once C least most).

Lemma tabled_task_check C least most c S : tabled_task C least most c S = true -> check_task C S = true.
Proof. unfold tabled_task. do 3 (match goal with |- context [if ?b then _ else _] => destruct b end; [| discriminate]). auto. Qed.

Definition the_task {C} {C_ok : check_category C = true} {least most} (c : Tasks C_ok least most) : Presheaf (category C C_ok) :=
  task C (made c) C_ok (tabled_task_check C least most _ _ (passes c)).
Coercion the_task : Tasks >-> Presheaf.

#[export] Instance finite_the_task {C} {C_ok : check_category C = true} {least most} (c : Tasks C_ok least most) : FiniteTask (the_task c) :=
  table_task C_ok (tabled_task_check C least most _ _ (passes c)).

#[export] Typeclasses Opaque Tasks.

(** ** Numbers of classes *)

(** There are [k] classes: a list of so many has one of each. *)
#[universes(polymorphic)] Definition Classes {A : Type} (R : A -> A -> Prop) (k : Z) : Prop :=
  exists l, NoDup l /\ (forall x y, In x l -> In y l -> R x y -> x = y) /\ (forall x, exists y, In y l /\ R y x) /\ Z.of_nat (length l) = k.

Fixpoint classes_in {A : Type} (y n : A -> A -> bool) (l found : list A) : option (list A) :=
  match l with
  | [] => Some found
  | x :: l' => if some (fun r => y r x) found then classes_in y n l' found
               else if every (fun r => n r x) found then classes_in y n l' (x :: found) else None
  end.

Lemma classes_in_spec {A : Type} (R : A -> A -> Prop) {E : Equivalence R} (y n : A -> A -> bool) :
  (forall a b, Decides (R a b) (y a b) (n a b)) -> forall l found m, classes_in y n l found = Some m ->
  NoDup found -> (forall a b, In a found -> In b found -> R a b -> a = b) ->
  NoDup m /\ (forall a b, In a m -> In b m -> R a b -> a = b) /\ (forall a, In a l \/ In a found -> exists b, In b m /\ R b a).
Proof.
  intros D l. induction l as [| x l IH]; intros found m H N K; simpl in H.
  - injection H as <-. split; [exact N |]. split; [exact K |]. intros a [[] | Ha]. exists a. split; [exact Ha | reflexivity].
  - destruct (some (fun r => y r x) found) eqn:Ey.
    + destruct (IH _ _ H N K) as (N' & K' & F). split; [exact N' |]. split; [exact K' |]. intros a [[<- | Ha] | Ha]; [| apply F; now left | apply F; now right].
      apply some_spec in Ey. destruct Ey as (r & Hr & Yr). destruct (F r (or_intror Hr)) as (b & Hb & Rb). exists b. split; [exact Hb |].
      transitivity r; [exact Rb | now apply (D r x)].
    + destruct (every (fun r => n r x) found) eqn:En; [| discriminate]. rewrite every_spec in En.
      assert (X : forall r, In r found -> ~ R r x) by (intros r Hr; apply (is_false (Decides := D r x)), En, Hr).
      destruct (IH _ _ H) as (N' & K' & F).
      * constructor; [| exact N]. intros Hx. apply (X x Hx). reflexivity.
      * intros a b [<- | Ha] [<- | Hb] Rab; auto; [destruct (X b Hb); now symmetry | now destruct (X a Ha)].
      * split; [exact N' |]. split; [exact K' |]. intros a [[<- | Ha] | Ha]; apply F; simpl; auto.
Qed.

#[export] Instance decides_classes {A : Type} {F : Finite A} {R : A -> A -> Prop} {Q : Z -> Prop} {y n : A -> A -> bool} {yes no : Z -> bool}
    {E : Equivalence R} : (forall a b, Decides (R a b) (y a b) (n a b)) -> (forall k, Decides (Q k) (yes k) (no k)) ->
  Decides (exists k : Z, Classes R k /\ Q k)
    (match classes_in y n (members_listed A) [] with Some l => yes (Z.of_nat (length l)) | None => false end) false | 0.
Proof.
  intros D DQ. split; [| discriminate]. destruct (classes_in y n (members_listed A) []) as [l |] eqn:H; [| discriminate]. intros K.
  destruct (classes_in_spec R y n D _ _ _ H (NoDup_nil A)) as (N & U & C); [intros a b [] |].
  exists (Z.of_nat (length l)). split; [| now apply DQ]. exists l. repeat split; auto. intros x. apply C. left. apply complete.
Qed.

#[export] Instance iso_tasks {C} {C_ok : check_category C = true} {least most} :
  Equivalence (fun S T : Tasks C_ok least most => Iso S T).
Proof. split; [intros S; apply iso_refl | intros S T; apply iso_sym | intros R S T; apply iso_trans]. Qed.
