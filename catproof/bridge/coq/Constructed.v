(** Categories that are made of others, and that the category of a table is one of them. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export EveryCategory.
Import ListNotations.
Open Scope N_scope.
#[local] Obligation Tactic := idtac.

(** ** Products and coproducts (Mac Lane, II.3) *)

Set Universe Polymorphism.
Unset Universe Minimization ToSet.

Program Definition product_category@{o h o' h' u v +} (C : Category@{o h}) (D : Category@{o' h'}) : Category@{u v} :=
  {| Obj := C * D;
     Hom := fun a b => product_setoid (Hom (fst a) (fst b)) (Hom (snd a) (snd b));
     id := fun a => (id (fst a), id (snd a));
     comp := fun a b c g f => (fst g ∘ fst f, snd g ∘ snd f) |}.
Next Obligation. intros C D a b c g g' [H K] f f' [H' K']. split; simpl in *; [now rewrite H, H' | now rewrite K, K']. Qed.
Next Obligation. intros; split; simpl; apply comp_id_left. Qed.
Next Obligation. intros; split; simpl; apply comp_id_right. Qed.
Next Obligation. intros; split; simpl; apply comp_assoc. Qed.

Unset Universe Polymorphism.
Set Universe Minimization ToSet.

Definition coproduct_hom {C D : Category@{Set Set}} (a b : C + D) : Setoid@{Set} :=
  match a, b with inl a, inl b => Hom a b | inr a, inr b => Hom a b | _, _ => discrete_setoid Empty_set end.
Definition coproduct_comp {C D : Category@{Set Set}} (a b c : C + D) : coproduct_hom b c -> coproduct_hom a b -> coproduct_hom a c :=
  match a, b, c return coproduct_hom b c -> coproduct_hom a b -> coproduct_hom a c with
  | inl a, inl b, inl c => fun g f => g ∘ f
  | inr a, inr b, inr c => fun g f => g ∘ f
  | inl _, inl _, inr _ => fun g _ => g
  | inl _, inr _, _ => fun _ f => match f with end
  | inr _, inl _, _ => fun _ f => match f with end
  | inr _, inr _, inl _ => fun g _ => g
  end.

Program Definition coproduct_category (C D : Category@{Set Set}) : Category@{Set Set} :=
  {| Obj := C + D;
     Hom := coproduct_hom;
     id := fun a => match a with inl a => id a | inr a => id a end;
     comp := coproduct_comp |}.
Next Obligation. intros C D [a | a] [b | b] [c | c] g g' Hg f f' Hf; simpl in *; try easy; now rewrite Hg, Hf. Qed.
Next Obligation. intros C D [a | a] [b | b] f; simpl in *; try easy; apply comp_id_left. Qed.
Next Obligation. intros C D [a | a] [b | b] f; simpl in *; try easy; apply comp_id_right. Qed.
Next Obligation. intros C D [a | a] [b | b] [c | c] [d | d] h g f; simpl in *; try easy; apply comp_assoc. Qed.

(** ** Elements of a task, slices (Mac Lane, III.7 and II.6; Riehl, 2.4) *)

(** Arrows that satisfy a condition, here a decided equation. *)
Definition such {A : Setoid@{Set}} (p : A -> bool) : Setoid@{Set}.
Proof.
  refine (mkSetoid {f : A | p f = true} (fun f g => proj1_sig f == proj1_sig g) _).
  split; [intros f | intros f g | intros f g h]; [reflexivity | now symmetry | intros; etransitivity; eauto].
Defined.

Lemma such_eq {A : Type} {p : A -> bool} (f g : {f : A | p f = true}) : proj1_sig f = proj1_sig g -> f = g.
Proof. destruct f as [f Hf], g as [g Hg]. simpl. intros <-. f_equal. apply UIP_dec, bool_dec. Qed.

#[export] Instance finite_such {A : Type} {F : Finite A} {p : A -> bool} : Finite {f : A | p f = true}.
Proof.
  refine {| members_listed := flat_map (fun f => match bool_dec (p f) true with left e => [exist _ f e] | right _ => [] end) (members_listed A) |}.
  - intros [f e]. apply in_flat_map. exists f. split; [apply complete |]. destruct (bool_dec (p f) true) as [e' | n]; [| contradiction].
    left. now apply such_eq.
  - apply (nodup_flat_map (@proj1_sig _ _)); [| | apply once].
    + intros f x H. destruct (bool_dec (p f) true); [| destruct H]. destruct H as [<- | []]. reflexivity.
    + intros f. destruct (bool_dec (p f) true); repeat constructor; intros [].
Defined.

Section Elements.
  Context {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T}.

  (** [f] goes from [x] to [y]: it restricts [y] to [x]. *)
  Definition restricts_to (x y : Element T) (f : Hom (projT1 x) (projT1 y)) : bool := same_element _ (restrict T f (projT2 y)) (projT2 x).
  Lemma restricts_to_spec x y f : restricts_to x y f = true <-> restrict T f (projT2 y) == projT2 x.
  Proof. unfold restricts_to. rewrite same_element_spec. split; [intros ->; reflexivity | apply equal_elements]. Qed.

  Program Definition elements_category : Category@{Set Set} :=
    {| Obj := Element T : Set;
       Hom := fun x y => such (restricts_to x y);
       id := fun x => exist _ (id (projT1 x)) _;
       comp := fun x y z g f => exist _ (proj1_sig g ∘ proj1_sig f) _ |}.
  Next Obligation. intros x. apply restricts_to_spec. apply restrict_id. Qed.
  Next Obligation.
    intros x y z [g Hg] [f Hf]. pose proof (proj1 (restricts_to_spec y z g) Hg) as E. pose proof (proj1 (restricts_to_spec x y f) Hf) as E'.
    apply restricts_to_spec. simpl. rewrite restrict_comp. now rewrite E.
  Qed.
  Next Obligation. intros x y z g g' Hg f f' Hf. simpl in *. now rewrite Hg, Hf. Qed.
  Next Obligation. intros x y f. simpl. apply comp_id_left. Qed.
  Next Obligation. intros x y f. simpl. apply comp_id_right. Qed.
  Next Obligation. intros. simpl. apply comp_assoc. Qed.
End Elements.

Definition slice_category (C : Category@{Set Set}) {FC : FiniteCategory C} (a : C) : Category@{Set Set} := elements_category (yoneda a).
Definition coslice_category (C : Category@{Set Set}) {FC : FiniteCategory C} (a : C) : Category@{Set Set} :=
  opposite (elements_category (C := opposite C) (yoneda (C := opposite C) a) (FT := finite_yoneda (C := opposite C) a)).

(** ** Comma categories, the category of arrows (Mac Lane, II.6) *)

Section Comma.
  Context {A B C : Category@{Set Set}} {FC : FiniteCategory C} (F : Functor A C) (G : Functor B C).

  Definition corner : Set := {ends : A * B & Hom (F (fst ends)) (G (snd ends))}.
  (** The square of the arrows [h] of [A] and [k] of [B] commutes. *)
  Definition is_square (f g : corner) (hk : Hom (fst (projT1 f)) (fst (projT1 g)) * Hom (snd (projT1 f)) (snd (projT1 g))) : bool :=
    same_arrow _ _ (fmap G (snd hk) ∘ projT2 f) (projT2 g ∘ fmap F (fst hk)).
  Lemma is_square_spec f g hk : is_square f g hk = true <-> fmap G (snd hk) ∘ projT2 f == projT2 g ∘ fmap F (fst hk).
  Proof. unfold is_square. rewrite same_arrow_spec. split; [intros ->; reflexivity | apply equal_arrows]. Qed.

  Program Definition comma_category : Category@{Set Set} :=
    {| Obj := corner;
       Hom := fun f g => such (A := Hom (c := product_category A B) (projT1 f) (projT1 g)) (is_square f g);
       id := fun f => exist _ (id (fst (projT1 f)), id (snd (projT1 f))) _;
       comp := fun f g h m n => exist _ (fst (proj1_sig m) ∘ fst (proj1_sig n), snd (proj1_sig m) ∘ snd (proj1_sig n)) _ |}.
  Next Obligation. intros f. apply is_square_spec. simpl. rewrite !fmap_id, comp_id_left. symmetry. apply comp_id_right. Qed.
  Next Obligation.
    intros f g h [[m m'] Hm] [[n n'] Hn]. pose proof (proj1 (is_square_spec g h (m, m')) Hm) as E. pose proof (proj1 (is_square_spec f g (n, n')) Hn) as E'.
    simpl in E, E'. apply is_square_spec. simpl. rewrite !fmap_comp, comp_assoc, E', <- comp_assoc, E. apply comp_assoc.
  Qed.
  Next Obligation. intros f g h [m Hm] [m' Hm'] [E E'] [n Hn] [n' Hn'] [K K']. simpl in *. split; [now rewrite E, K | now rewrite E', K']. Qed.
  Next Obligation. intros f g [[m m'] Hm]. split; apply comp_id_left. Qed.
  Next Obligation. intros f g [[m m'] Hm]. split; apply comp_id_right. Qed.
  Next Obligation. intros f g h i [m Hm] [n Hn] [o Ho]. split; apply comp_assoc. Qed.
End Comma.

Definition arrow_category (C : Category@{Set Set}) {FC : FiniteCategory C} : Category@{Set Set} :=
  comma_category (identity_functor C) (identity_functor C).

(** ** They are finite *)

#[export] Instance finite_product_category {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} : FiniteCategory (product_category C D).
Proof.
  refine {| finite_objects := (finite_pairs : Finite (product_category C D));
            finite_arrows := fun a b => (finite_pairs : Finite (Hom (c := product_category C D) a b));
            same_object := fun a b : C * D => if same_object (fst a) (fst b) then same_object (snd a) (snd b) else false;
            same_arrow := fun a b (f g : Hom (fst a) (fst b) * Hom (snd a) (snd b)) =>
                            if same_arrow _ _ (fst f) (fst g) then same_arrow _ _ (snd f) (snd g) else false |}.
  - intros [a b] [a' b']. simpl. destruct (same_object a a') eqn:E.
    + apply same_object_spec in E. subst. rewrite same_object_spec. split; congruence.
    + split; [discriminate |]. intros H. injection H as -> ->. rewrite (proj2 (same_object_spec a' a') eq_refl) in E. discriminate.
  - intros a b [f f'] [g g']. simpl. destruct (same_arrow _ _ f g) eqn:E.
    + apply same_arrow_spec in E. subst. rewrite same_arrow_spec. split; congruence.
    + split; [discriminate |]. intros H. injection H as -> ->. rewrite (proj2 (same_arrow_spec _ _ g g) eq_refl) in E. discriminate.
  - intros a b [f f'] [g g'] [H K]. simpl in *. now rewrite (equal_arrows _ _ _ _ H), (equal_arrows _ _ _ _ K).
Defined.

#[export] Instance finite_coproduct_category {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} : FiniteCategory (coproduct_category C D).
Proof.
  refine {| finite_objects := (finite_sum : Finite (coproduct_category C D));
            finite_arrows := fun a b : C + D => match a, b return Finite (coproduct_hom a b) with
                                                | inl a, inl b => finite_arrows a b | inr a, inr b => finite_arrows a b
                                                | inl _, inr _ => finite_none | inr _, inl _ => finite_none end;
            same_object := fun a b : C + D => match a, b with inl a, inl b => same_object a b | inr a, inr b => same_object a b | _, _ => false end;
            same_arrow := fun a b : C + D => match a, b return coproduct_hom a b -> coproduct_hom a b -> bool with
                                             | inl a, inl b => same_arrow a b | inr a, inr b => same_arrow a b
                                             | inl _, inr _ => fun _ _ => true | inr _, inl _ => fun _ _ => true end |}.
  - intros [a | a] [b | b]; try (split; [discriminate | congruence]); rewrite same_object_spec; split; congruence.
  - intros [a | a] [b | b]; (exact (same_arrow_spec a b) || intros []).
  - intros [a | a] [b | b]; (exact (equal_arrows a b) || intros []).
Defined.

#[export] Instance finite_elements_category {C : Category@{Set Set}} {FC : FiniteCategory C} {T : Presheaf@{Set Set Set} C} {FT : FiniteTask T} :
  FiniteCategory (elements_category T).
Proof.
  refine {| finite_objects := (finite_all_elements : Finite (elements_category T));
            finite_arrows := fun x y => (finite_such : Finite (Hom (c := elements_category T) x y));
            same_object := same_anywhere (T := T);
            same_arrow := fun x y (f g : {f | restricts_to T x y f = true}) => same_arrow _ _ (proj1_sig f) (proj1_sig g) |}.
  - apply same_anywhere_spec.
  - intros x y f g. rewrite same_arrow_spec. split; [apply such_eq | now intros ->].
  - intros x y f g H. apply such_eq, equal_arrows, H.
Defined.

#[export] Instance finite_slice {C : Category@{Set Set}} {FC : FiniteCategory C} (a : C) : FiniteCategory (slice_category C a) := finite_elements_category.
#[export] Instance finite_coslice {C : Category@{Set Set}} {FC : FiniteCategory C} (a : C) : FiniteCategory (coslice_category C a) := finite_opposite.

Section FiniteComma.
  Context {A B C : Category@{Set Set}} {FA : FiniteCategory A} {FB : FiniteCategory B} {FC : FiniteCategory C} (F : Functor A C) (G : Functor B C).

  Lemma corner_ends_dec (p q : A * B) : {p = q} + {p <> q}.
  Proof.
    destruct p as [a b], q as [c d]. destruct (object_dec a c) as [<- | N]; [| right; congruence].
    destruct (object_dec b d) as [<- | N]; [now left | right; congruence].
  Qed.

  #[export] Instance finite_corners : Finite (corner F G).
  Proof.
    refine (@finite_family (A * B) (fun ends => Hom (F (fst ends)) (G (snd ends))) finite_pairs (fun ends => finite_arrows _ _) _).
    intros i p. apply UIP_dec, corner_ends_dec.
  Defined.

  Definition same_corner (f g : corner F G) : bool :=
    if same_object (fst (projT1 f)) (fst (projT1 g)) then if same_object (snd (projT1 f)) (snd (projT1 g)) then same_across (projT2 f) (projT2 g)
    else false else false.

  Lemma same_corner_spec f g : same_corner f g = true <-> f = g.
  Proof.
    destruct f as [[a b] f], g as [[c d] g]. unfold same_corner. simpl. destruct (same_object a c) eqn:E.
    - apply same_object_spec in E. subst c. destruct (same_object b d) eqn:E.
      + apply same_object_spec in E. subst d. rewrite same_across_spec, same_arrow_eq. split.
        * intros H. apply equal_arrows in H. now subst.
        * intros H. apply (Eqdep_dec.inj_pair2_eq_dec _ corner_ends_dec) in H. now subst.
      + split; [discriminate |]. intros H. apply (f_equal (fun f => snd (projT1 f))) in H. simpl in H. apply same_object_spec in H. congruence.
    - split; [discriminate |]. intros H. apply (f_equal (fun f => fst (projT1 f))) in H. simpl in H. apply same_object_spec in H. congruence.
  Qed.

  #[export] Instance finite_comma_category : FiniteCategory (comma_category F G).
  Proof.
    refine {| finite_objects := (finite_corners : Finite (comma_category F G));
              finite_arrows := fun f g => (finite_such (F := finite_pairs) : Finite (Hom (c := comma_category F G) f g));
              same_object := same_corner;
              same_arrow := fun f g (m n : {m | is_square F G f g m = true}) => same_arrow (C := product_category A B) _ _ (proj1_sig m) (proj1_sig n) |}.
    - apply same_corner_spec.
    - intros f g m n. rewrite same_arrow_spec. split; [apply such_eq | now intros ->].
    - intros f g m n H. apply such_eq, (equal_arrows (C := product_category A B)), H.
  Defined.
End FiniteComma.

#[export] Instance finite_arrow_category {C : Category@{Set Set}} {FC : FiniteCategory C} : FiniteCategory (arrow_category C) := finite_comma_category _ _.

(** ** A table is one of them *)

Lemma distinct_once l : distinct l = true -> NoDup l.
Proof.
  induction l as [| x l IH]; intros H; [constructor |]. simpl in H. destruct (some (N.eqb x) l) eqn:E; [discriminate |]. constructor; [| now apply IH].
  intros K. assert (some (N.eqb x) l = true) by (apply some_spec; exists x; split; [exact K | apply N.eqb_refl]). congruence.
Qed.

Section Made.
  Context (K : Category@{Set Set}) {FK : FiniteCategory K} {T : category_table} (C_ok : check_category T = true).
  (** For each object, in the order of the list, the number of each arrow into it: by source, then as arrows are listed. *)
  Variable numbers : list (list N).

  Definition listed_into (b : K) : list (Into K b) := members_listed (Element (yoneda b)).
  Definition numbers_into (b : K) : list N := nth (index (same_object b) (listed_objects K)) numbers [].
  Definition number_in {b : K} (l : list (Into K b)) (numbers : list N) (u : Into K b) : N := nth (index (same_anywhere u) l) numbers 0.
  Local Notation numbered b u := (number_in (listed_into b) (numbers_into b) u).

  (** Each list is made once for many arrows. *)
  Definition check_numbers : bool :=
    if objects (shape T) =? N.of_nat (length (listed_objects K)) then
      every (fun b : K =>
        let H := arrows (hom T (object_index K b)) in let into := listed_into b in let numbers := numbers_into b in
        if size H =? N.of_nat (length into) then if Nat.eqb (length numbers) (length into) then
          if distinct numbers then if number_in into numbers (as_into K (id b)) =? 0 then
            every (fun u : Into K b =>
              let n := number_in into numbers u in let a := object_index K (source_of K u) in
              if n <? size H then if place H n =? a then
                let into' := listed_into (source_of K u) in let numbers' := numbers_into (source_of K u) in let H' := hom T a in
                every (fun v : Into K (source_of K u) => image H' H n (number_in into' numbers' v) =? number_in into numbers (composed K u v)) into'
              else false else false) into
          else false else false else false else false) (listed_objects K)
    else false.

  Lemma check_numbers_numbered : check_numbers = true -> NumberedAs K C_ok (fun b u => numbered b u).
  Proof.
    unfold check_numbers. intros H. destruct (N.eqb_spec (objects (shape T)) (N.of_nat (length (listed_objects K)))) as [O | _]; [| discriminate].
    rewrite every_spec in H. assert (All : forall b : K, In b (listed_objects K)) by (intros b; apply (complete (A := K))). cbv zeta in H.
    assert (Listed : forall b (u : Into K b), In u (listed_into b)) by (intros b u; apply (complete (A := Element (yoneda b)))).
    assert (B : forall b, size (arrows (hom T (object_index K b))) = N.of_nat (length (listed_into b)) /\ length (numbers_into b) = length (listed_into b) /\
      NoDup (numbers_into b) /\ numbered b (as_into K (id b)) = 0 /\ forall u : Into K b,
        numbered b u < size (arrows (hom T (object_index K b))) /\ place (arrows (hom T (object_index K b))) (numbered b u) = object_index K (source_of K u) /\
        forall v : Into K (source_of K u), image (hom T (object_index K (source_of K u))) (arrows (hom T (object_index K b))) (numbered b u) (numbered (source_of K u) v) = numbered b (composed K u v)).
    { intros b. specialize (H b (All b)). destruct (N.eqb_spec (size (arrows (hom T (object_index K b)))) (N.of_nat (length (listed_into b)))) as [E1 | _]; [| discriminate].
      destruct (Nat.eqb_spec (length (numbers_into b)) (length (listed_into b))) as [E2 | _]; [| discriminate].
      destruct (distinct (numbers_into b)) eqn:E3; [| discriminate]. apply distinct_once in E3.
      destruct (N.eqb_spec (numbered b (as_into K (id b))) 0) as [E4 | _]; [| discriminate]. rewrite every_spec in H. repeat (split; [assumption |]).
      intros u. specialize (H u (Listed b u)). destruct (N.ltb_spec (numbered b u) (size (arrows (hom T (object_index K b))))) as [E5 | _]; [| discriminate].
      destruct (N.eqb_spec (place (arrows (hom T (object_index K b))) (numbered b u)) (object_index K (source_of K u))) as [E6 | _]; [| discriminate].
      repeat (split; [assumption |]). intros v. rewrite every_spec in H. specialize (H v (Listed _ v)). now apply N.eqb_eq. }
    assert (At : forall b (u : Into K b), nth_error (numbers_into b) (index (same_anywhere u) (listed_into b)) = Some (numbered b u)).
    { intros b u. apply nth_error_nth'. destruct (B b) as (_ & -> & _). apply nth_error_Some.
      rewrite (nth_index same_anywhere same_anywhere_spec (listed_into b) u (Listed b u)). discriminate. }
    apply (numbered_as K C_ok (fun b u => numbered b u)).
    - exact O.
    - intros b u. now apply B.
    - intros b u. now apply B.
    - intros b n Hn. destruct (B b) as (E1 & E2 & D & _ & U).
      assert (I : incl (range (size (arrows (hom T (object_index K b))))) (numbers_into b)).
      { apply (NoDup_length_incl D); [rewrite length_range; lia |]. intros m Hm. apply in_range. destruct (In_nth_error _ _ Hm) as (k & Ek).
        destruct (nth_error (listed_into b) k) as [u |] eqn:Eu.
        - pose proof (At b u) as A. rewrite (index_nth same_anywhere same_anywhere_spec _ (once (A := Element (yoneda b))) k u Eu), Ek in A. injection A as ->. apply U.
        - apply nth_error_None in Eu. assert (k < length (numbers_into b))%nat by (apply nth_error_Some; congruence). lia. }
      destruct (In_nth_error _ _ (I n (proj2 (in_range _ _) Hn))) as (k & Ek). destruct (nth_error (listed_into b) k) as [u |] eqn:Eu.
      + exists u. pose proof (At b u) as A. rewrite (index_nth same_anywhere same_anywhere_spec _ (once (A := Element (yoneda b))) k u Eu), Ek in A. now injection A.
      + apply nth_error_None in Eu. assert (k < length (numbers_into b))%nat by (apply nth_error_Some; congruence). lia.
    - intros b u v E. destruct (B b) as (_ & _ & D & _). pose proof (At b u) as A. pose proof (At b v) as A'. rewrite E in A. rewrite <- A' in A.
      apply (proj1 (NoDup_nth_error _) D) in A; [| apply nth_error_Some; rewrite A, A'; discriminate].
      exact (index_only _ same_anywhere_spec (listed_into b) u v (Listed b u) A).
    - intros b. now apply B.
    - intros b u v. now apply B.
  Qed.
  Lemma check_numbers_spec : check_numbers = true -> IsomorphicInOrder K C_ok.
  Proof. intros H. destruct (check_numbers_numbered H) as (F & G & I & I' & O & _). now exists F, G. Qed.

  (** A functor from the construction, and one from the table: that they are one by what is above, of each object and each arrow. *)
  Context {B : category_table} {B_ok : check_category B = true} (P : Functor K (category B B_ok)) (Q : Functor (category T C_ok) (category B B_ok)).

  Definition SameOver : Prop :=
    exists (F : Functor K (category T C_ok)) (G : Functor (category T C_ok) K), SameFunctor (compose_functor G F) (identity_functor K) /\
      SameFunctor (compose_functor F G) (identity_functor (category T C_ok)) /\ (forall a, number_of_object C_ok (F a) = object_index K a) /\
      SameFunctor (compose_functor Q F) P.
End Made.

(** [Q] by its table. *)
Section Over.
  Context (K : Category@{Set Set}) {FK : FiniteCategory K} {T B : category_table} {Q : functor_table} (C_ok : check_category T = true) (B_ok : check_category B = true)
    (Q_ok : check_functor T B Q = true) (numbers : list (list N)) (P : Functor K (category B B_ok)).

  Definition check_over : bool :=
    every (fun b : K => let into := listed_into K b in let numbers := numbers_into K numbers b in let n := object_index K b in
      if number_of_object B_ok (P b) =? value_at Q n then
        every (fun u => number_of_arrow B_ok (fmap P (the_arrow K u)) =? value_on Q n (number_in K into numbers u)) into
      else false) (listed_objects K).

  Theorem check_over_spec : (if check_numbers K numbers (T := T) then check_over else false) = true -> SameOver K C_ok P (functor T B Q C_ok B_ok Q_ok).
  Proof.
    destruct check_numbers eqn:E; [| discriminate]. intros H. destruct (check_numbers_numbered K C_ok numbers E) as (F & G & I & I' & O & A).
    exists F, G. split; [exact I |]. split; [exact I' |]. split; [exact O |]. unfold check_over in H. rewrite every_spec in H.
    assert (L : forall b : K, number_of_object B_ok (P b) = value_at Q (object_index K b) /\ forall u : Into K b,
      number_of_arrow B_ok (fmap P (the_arrow K u)) = value_on Q (object_index K b) (number_in K (listed_into K b) (numbers_into K numbers b) u)).
    { intros b. specialize (H b (complete (A := K) b)). cbv beta zeta in H.
      destruct (N.eqb_spec (number_of_object B_ok (P b)) (value_at Q (object_index K b))) as [M |]; [| discriminate]. split; [exact M |].
      intros u. rewrite every_spec in H. apply N.eqb_eq, H. apply (complete (A := Element (yoneda b))). }
    assert (V : forall x, number_of_object B_ok (functor T B Q C_ok B_ok Q_ok (F x)) = number_of_object B_ok (P x)).
    { intros x. refine (eq_trans _ (eq_sym (proj1 (L x)))). exact (f_equal (value_at Q) (O x)). }
    intros a b f. apply (same_by_number B_ok); [exact (V a) | exact (V b) |]. pose proof (proj2 (L b) (as_into K f)) as M. cbv beta in M.
    refine (eq_trans _ (eq_sym M)). refine (eq_trans _ (f_equal (value_on Q (object_index K b)) (A a b f))).
    exact (f_equal (fun n => value_on Q n (number_of_arrow C_ok (fmap F f))) (O b)).
  Qed.
End Over.

(** A functor between constructions, and one between their tables: that they are one by what is above, of both. *)
Section Between.
  Context (K : Category@{Set Set}) {FK : FiniteCategory K} (L : Category@{Set Set}) {FL : FiniteCategory L} {T U : category_table} {Q : functor_table}
    (T_ok : check_category T = true) (U_ok : check_category U = true) (Q_ok : check_functor T U Q = true) (numbers numbers' : list (list N)) (P : Functor K L).

  Definition SameBetween (R : Functor (category T T_ok) (category U U_ok)) : Prop :=
    exists (F : Functor K (category T T_ok)) (G : Functor (category T T_ok) K) (F' : Functor L (category U U_ok)) (G' : Functor (category U U_ok) L),
      SameFunctor (compose_functor G F) (identity_functor K) /\ SameFunctor (compose_functor F G) (identity_functor (category T T_ok)) /\
      SameFunctor (compose_functor G' F') (identity_functor L) /\ SameFunctor (compose_functor F' G') (identity_functor (category U U_ok)) /\
      (forall a, number_of_object T_ok (F a) = object_index K a) /\ (forall a, number_of_object U_ok (F' a) = object_index L a) /\
      SameFunctor (compose_functor R F) (compose_functor F' P).

  Definition check_between : bool :=
    every (fun b : K => let into := listed_into K b in let rows := numbers_into K numbers b in let n := object_index K b in
      let into' := listed_into L (P b) in let rows' := numbers_into L numbers' (P b) in
      if object_index L (P b) =? value_at Q n then
        every (fun u => number_in L into' rows' (as_into L (fmap P (the_arrow K u))) =? value_on Q n (number_in K into rows u)) into
      else false) (listed_objects K).

  Theorem check_between_spec : (if check_numbers K numbers (T := T) then if check_numbers L numbers' (T := U) then check_between else false else false) = true ->
    SameBetween (functor T U Q T_ok U_ok Q_ok).
  Proof.
    destruct (check_numbers K numbers) eqn:E; [| discriminate]. destruct (check_numbers L numbers') eqn:E'; [| discriminate]. intros H.
    destruct (check_numbers_numbered K T_ok numbers E) as (F & G & I & J & O & A). destruct (check_numbers_numbered L U_ok numbers' E') as (F' & G' & I' & J' & O' & A').
    exists F, G, F', G'. do 6 (split; [assumption |]). unfold check_between in H. rewrite every_spec in H.
    assert (V : forall b : K, object_index L (P b) = value_at Q (object_index K b) /\ forall u : Into K b,
      number_in L (listed_into L (P b)) (numbers_into L numbers' (P b)) (as_into L (fmap P (the_arrow K u))) =
      value_on Q (object_index K b) (number_in K (listed_into K b) (numbers_into K numbers b) u)).
    { intros b. specialize (H b (complete (A := K) b)). cbv beta zeta in H.
      destruct (N.eqb_spec (object_index L (P b)) (value_at Q (object_index K b))) as [M |]; [| discriminate]. split; [exact M |].
      intros u. rewrite every_spec in H. apply N.eqb_eq, H. apply (complete (A := Element (yoneda b))). }
    assert (W : forall x, number_of_object U_ok (functor T U Q T_ok U_ok Q_ok (F x)) = number_of_object U_ok (F' (P x))).
    { intros x. refine (eq_trans (f_equal (value_at Q) (O x)) _). refine (eq_trans (eq_sym (proj1 (V x))) _). exact (eq_sym (O' (P x))). }
    intros a b f. apply (same_by_number U_ok); [exact (W a) | exact (W b) |].
    refine (eq_trans _ (eq_sym (A' _ _ (fmap P f)))). refine (eq_trans _ (eq_sym (proj2 (V b) (as_into K f)))).
    refine (eq_trans _ (f_equal (value_on Q (object_index K b)) (A a b f))).
    exact (f_equal (fun n => value_on Q n (number_of_arrow T_ok (fmap F f))) (O b)).
  Qed.
End Between.

(** A functor from a table to a construction, and one to its table. *)
Section Into.
  Context (L : Category@{Set Set}) {FL : FiniteCategory L} {T U : category_table} {Q : functor_table}
    (T_ok : check_category T = true) (U_ok : check_category U = true) (Q_ok : check_functor T U Q = true) (numbers : list (list N)) (P : Functor (category T T_ok) L).

  Definition SameInto (R : Functor (category T T_ok) (category U U_ok)) : Prop :=
    exists (F : Functor L (category U U_ok)) (G : Functor (category U U_ok) L), SameFunctor (compose_functor G F) (identity_functor L) /\
      SameFunctor (compose_functor F G) (identity_functor (category U U_ok)) /\ (forall a, number_of_object U_ok (F a) = object_index L a) /\
      SameFunctor R (compose_functor F P).

  Definition check_into : bool :=
    every (fun b : category T T_ok => let into := listed_into L (P b) in let rows := numbers_into L numbers (P b) in let n := number_of_object T_ok b in
      if object_index L (P b) =? value_at Q n then
        every (fun u => number_in L into rows (as_into L (fmap P (the_arrow (category T T_ok) u))) =? value_on Q n (number_of_arrow T_ok (the_arrow (category T T_ok) u)))
          (listed_into (category T T_ok) b)
      else false) (listed_objects (category T T_ok)).

  Theorem check_into_spec : (if check_numbers L numbers (T := U) then check_into else false) = true -> SameInto (functor T U Q T_ok U_ok Q_ok).
  Proof.
    destruct (check_numbers L numbers) eqn:E; [| discriminate]. intros H. destruct (check_numbers_numbered L U_ok numbers E) as (F & G & I & J & O & A).
    exists F, G. do 3 (split; [assumption |]). unfold check_into in H. rewrite every_spec in H.
    assert (V : forall b : category T T_ok, object_index L (P b) = value_at Q (number_of_object T_ok b) /\ forall u : Into (category T T_ok) b,
      number_in L (listed_into L (P b)) (numbers_into L numbers (P b)) (as_into L (fmap P (the_arrow (category T T_ok) u))) =
      value_on Q (number_of_object T_ok b) (number_of_arrow T_ok (the_arrow (category T T_ok) u))).
    { intros b. specialize (H b (complete (A := category T T_ok) b)). cbv beta zeta in H.
      destruct (N.eqb_spec (object_index L (P b)) (value_at Q (number_of_object T_ok b))) as [M |]; [| discriminate]. split; [exact M |].
      intros u. rewrite every_spec in H. apply N.eqb_eq, H. apply (complete (A := Element (yoneda b))). }
    assert (W : forall x, number_of_object U_ok (functor T U Q T_ok U_ok Q_ok x) = number_of_object U_ok (F (P x))).
    { intros x. refine (eq_trans (eq_sym (proj1 (V x))) _). exact (eq_sym (O (P x))). }
    intros a b f. apply (same_by_number U_ok); [exact (W a) | exact (W b) |].
    refine (eq_trans _ (eq_sym (A _ _ (fmap P f)))). exact (eq_sym (proj2 (V b) (as_into (category T T_ok) f))).
  Qed.
End Into.

(** To the product with itself (Mac Lane, II.3). *)
Program Definition diagonal_functor (C : Category@{Set Set}) : Functor C (product_category C C) :=
  {| fobj := fun a => (a, a) : product_category C C; fmap := fun a b f => (f, f) |}.
Next Obligation. intros C a b f g H. exact (conj H H). Qed.
Next Obligation. intros C a. split; reflexivity. Qed.
Next Obligation. intros C a b c g f. split; reflexivity. Qed.

(** A functor from a table that is made of others: it takes each arrow to the same. *)
Definition made_functor {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F G : Functor C D) :
  same_functor F G = true -> SameFunctor F G := proj1 (same_functor_spec F G).

(** The projection of the elements of a task to the category that it is on (Riehl, 2.4). *)
Program Definition elements_projection {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : Functor (elements_category T) C :=
  {| fobj := fun x => projT1 x; fmap := fun x y f => proj1_sig f |}.
Next Obligation. intros C T FT x y f g H. exact H. Qed.
Next Obligation. intros C T FT x. reflexivity. Qed.
Next Obligation. intros C T FT x y z g f. reflexivity. Qed.

(** The projections of a product to its parts. *)
Program Definition first_projection (C D : Category@{Set Set}) : Functor (product_category C D) C :=
  {| fobj := fun a => fst a; fmap := fun a b f => fst f |}.
Next Obligation. intros C D a b f g [H _]. exact H. Qed.
Next Obligation. intros C D a. reflexivity. Qed.
Next Obligation. intros C D a b c g f. reflexivity. Qed.
Program Definition second_projection (C D : Category@{Set Set}) : Functor (product_category C D) D :=
  {| fobj := fun a => snd a; fmap := fun a b f => snd f |}.
Next Obligation. intros C D a b f g [_ H]. exact H. Qed.
Next Obligation. intros C D a. reflexivity. Qed.
Next Obligation. intros C D a b c g f. reflexivity. Qed.

(** ** The task of sieves (Mac Lane and Moerdijk, I.4) *)

(** A sieve on [a] is a set of arrows into [a] that has with each one what it becomes after any other; here a row of truth values, one for
    each arrow in the order of the list. Along [f] it is what is in it after [f]. *)
Section Sieves.
  Context (C : Category@{Set Set}) {FC : FiniteCategory C}.

  Definition in_sieve {a : C} (s : list bool) (u : Into C a) : bool := nth (index (same_anywhere u) (listed_into C a)) s false.
  Definition is_sieve (a : C) (s : list bool) : bool :=
    if Nat.eqb (length s) (length (listed_into C a)) then
      every (fun u => if in_sieve s u then every (fun v => in_sieve s (composed C u v)) (listed_into C (source_of C u)) else true) (listed_into C a)
    else false.
  Definition sieve (a : C) : Set := {s : list bool | is_sieve a s = true}.
  Definition sieve_along {a b : C} (f : Hom a b) (s : list bool) : list bool := map (fun u : Into C a => in_sieve s (composed C (as_into C f) u)) (listed_into C a).

  Lemma into_listed {a} (u : Into C a) : In u (listed_into C a).
  Proof. apply (complete (A := Element (yoneda a))). Qed.

  Lemma in_sieve_map {a} (p : Into C a -> bool) u : in_sieve (map p (listed_into C a)) u = p u.
  Proof. apply nth_error_nth. now rewrite nth_error_map, (nth_index _ same_anywhere_spec _ u (into_listed u)). Qed.

  Lemma in_sieve_all {a} s : length s = length (listed_into C a) -> map (in_sieve s) (listed_into C a) = s.
  Proof.
    intros L. apply nth_error_same. intros k. rewrite nth_error_map. destruct (nth_error (listed_into C a) k) as [u |] eqn:E.
    - unfold option_map, in_sieve. rewrite (index_nth _ same_anywhere_spec _ (once (A := Element (yoneda a))) k u E). symmetry. apply nth_error_nth'.
      rewrite L. apply nth_error_Some. congruence.
    - apply nth_error_None in E. symmetry. apply nth_error_None. lia.
  Qed.

  Lemma is_sieve_spec a s : is_sieve a s = true <-> length s = length (listed_into C a) /\
    forall (u : Into C a) (v : Into C (source_of C u)), in_sieve s u = true -> in_sieve s (composed C u v) = true.
  Proof.
    unfold is_sieve. destruct (Nat.eqb_spec (length s) (length (listed_into C a))) as [L | L]; [| now split]. rewrite every_spec. split.
    - intros H. split; [exact L |]. intros u v E. specialize (H u (into_listed u)). cbv beta in H. rewrite E, every_spec in H. apply H, into_listed.
    - intros [_ H] u _. destruct (in_sieve s u) eqn:E; [| reflexivity]. apply every_spec. intros v _. now apply H.
  Qed.

  Program Definition omega_task : Presheaf@{Set Set Set} C :=
    {| values := fun a => discrete_setoid (sieve a); restrict := fun a b f (s : sieve b) => exist _ (sieve_along f (proj1_sig s)) _ : sieve a |}.
  Next Obligation.
    intros a b f [s Hs]. pose proof (proj1 (is_sieve_spec b s) Hs) as [_ H]. apply (proj2 (is_sieve_spec a _)). cbn [proj1_sig]. split; [apply map_length |]. intros u v E.
    unfold sieve_along in *. rewrite in_sieve_map in *. refine (eq_trans (f_equal (in_sieve (a := b) s) (after_assoc C (as_into C f) u v)) _). now apply H.
  Qed.
  Next Obligation. intros a b f f' Hf s s' <-. apply such_eq. change (sieve_along f (proj1_sig s) = sieve_along f' (proj1_sig s)). now rewrite (equal_arrows _ _ _ _ Hf). Qed.
  Next Obligation.
    intros a [s Hs]. apply such_eq. change (sieve_along (id a) s = s). pose proof (proj1 (is_sieve_spec a s) Hs) as [L _]. refine (eq_trans _ (in_sieve_all s L)). apply map_ext. intros u. exact (f_equal (in_sieve s) (after_identity C u)).
  Qed.
  Next Obligation.
    intros a b c g f [s Hs]. apply such_eq. change (sieve_along (g ∘ f) s = sieve_along f (sieve_along g s)). apply map_ext. intros u.
    refine (eq_trans _ (eq_sym (in_sieve_map _ (composed C (as_into C f) u)))). exact (eq_sym (f_equal (in_sieve s) (after_assoc C (as_into C g) (as_into C f) u))).
  Qed.

  (** Sieves with fewer arrows first, and then those with earlier ones. *)
  Definition truths (s : list bool) : nat := length (filter (fun x => x) s).
  Definition sieve_rows (n : nat) : list (list bool) :=
    flat_map (fun k => filter (fun s => Nat.eqb (truths s) k) (products (repeat [true; false] n))) (seq 0 (S n)).

  #[export] Instance finite_sieves (a : C) : Finite (sieve a).
  Proof.
    refine {| members_listed := flat_map (fun s => match bool_dec (is_sieve a s) true with left e => [exist _ s e] | right _ => [] end) (sieve_rows (length (listed_into C a))) |}.
    - intros [s e]. apply in_flat_map. exists s. split.
      + pose proof (proj1 (proj1 (is_sieve_spec a s) e)) as L. rewrite <- L. apply in_flat_map. exists (truths s). split.
        * apply in_seq. assert (truths s <= length s)%nat by (clear; unfold truths; induction s as [| [|] s IH]; cbn in *; lia). lia.
        * apply filter_In. split; [| apply Nat.eqb_refl]. apply in_products. clear. induction s as [| [|] s IH]; cbn; constructor; cbn; auto.
      + destruct (bool_dec (is_sieve a s) true) as [e' | n]; [left; now apply such_eq | contradiction].
    - apply (nodup_flat_map (@proj1_sig _ _)).
      + intros s x H. destruct (bool_dec (is_sieve a s) true); [| destruct H]. destruct H as [<- | []]. reflexivity.
      + intros s. destruct (bool_dec (is_sieve a s) true); repeat constructor; intros [].
      + apply (nodup_flat_map truths); [| | apply seq_NoDup].
        * intros k s H. apply filter_In in H. now apply Nat.eqb_eq.
        * intros k. apply NoDup_filter, products_once, Forall_forall. intros l H. apply repeat_spec in H. subst l. repeat constructor; cbn; intuition discriminate.
  Defined.

  #[export] Instance finite_omega : FiniteTask omega_task.
  Proof.
    refine {| finite_elements := fun a => (finite_sieves a : Finite (omega_task a));
              same_element := fun a (s t : sieve a) => if list_eq_dec bool_dec (proj1_sig s) (proj1_sig t) then true else false |}.
    - intros a [s Hs] [t Ht]. cbn [proj1_sig]. destruct (list_eq_dec bool_dec s t) as [E | N].
      + split; [intros _; now apply such_eq | reflexivity].
      + split; [discriminate |]. intros H. injection H as H. contradiction.
    - easy.
  Defined.
End Sieves.
