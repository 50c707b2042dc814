(** Opposites, constant functors, tasks of cones and of sieves, limits, and what keeps limits, moved along isomorphisms of
    categories ([Kept.v]). *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export KeptFunctors Limits Constructed.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** ** Opposites *)

Section Opposites.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C}.

  Lemma same_opposite {D : Category@{Set Set}} {FD : FiniteCategory D} {a b c d : D} (f : @Hom D b a) (g : @Hom D d c) :
    SameArrow f g -> SameArrow (C := opposite D) (a := a) (b := b) (c := c) (d := d) f g.
  Proof. intros H. destruct (same_arrow_ends _ _ H) as [<- <-]. apply same_arrow_eq in H. exact (proj2 (same_arrow_eq (C := opposite D) _ _) H). Qed.

  #[export] Instance opposite_moved : Isomorphism (opposite K) (opposite C).
  Proof.
    refine {| left_finite := finite_opposite (F := left_finite (C := C)); right_finite := finite_opposite (F := right_finite (K := K));
      forth := opposite_functor forth; back := opposite_functor back |}.
    - intros a b f. exact (same_opposite (D := K) (FD := left_finite (C := C)) _ _ (@back_forth K C e b a f)).
    - intros a b f. exact (same_opposite (D := C) (FD := right_finite (K := K)) _ _ (@forth_back K C e b a f)).
  Defined.

  Lemma opposite_arrow_moved {a b : K} {x y : C} (f : Hom a b) (g : Hom x y) : ArrowMoved f g ->
    ArrowMoved (K := opposite K) (C := opposite C) (e := opposite_moved) (a := b) (b := a) (x := y) (y := x) f g.
  Proof. exact (same_opposite (D := C) (FD := right_finite (K := K)) (fmap forth f) g). Qed.
End Opposites.

#[export] Instance opposite_functor_moved {B C B' C' : Category@{Set Set}}
    {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'} : FunctorMoved F F' -> FunctorMoved (opposite_functor F) (opposite_functor F').
Proof. intros H a b f. exact (same_opposite (D := C') (FD := right_finite (K := C)) _ _ (H b a f)). Qed.
#[export] Instance opposite_object_moved {K C : Category@{Set Set}} {e : Isomorphism K C} {a : K} {x : C} :
  ObjectMoved a x -> ObjectMoved (K := opposite K) (C := opposite C) (a : opposite K) (x : opposite C) | 7.
Proof. exact (fun A => A). Qed.

#[export] Instance constant_moved {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {a : C} {x : C'} :
  ObjectMoved a x -> FunctorMoved (B := B) (B' := B') (constant_functor a) (constant_functor x).
Proof. intros A b c f. exact (identity_moved A). Qed.

(** ** Cones *)

Section Cones.
  Context {J C J' C' : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} {FJ' : FiniteCategory J'} {FC' : FiniteCategory C'}
    {d : Isomorphism J J'} {e : Isomorphism C C'} {D : Functor J C} {D' : Functor J' C'}.

  Definition ConeMoved {a : C} {x : C'} (c : Cone D a) (c' : Cone D' x) : Prop := TransformationMoved (F := constant_functor a) (F' := constant_functor x) c c'.

  Lemma cone_right (H : FunctorMoved D D') {a : C} {x : C'} (A : ObjectMoved a x) (c : Cone D a) : exists c' : Cone D' x, ConeMoved c c'.
  Proof. exact (transformation_right (constant_moved A) H c). Qed.
End Cones.

Section ConesMoved.
  Context {J C J' C' : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} {FJ' : FiniteCategory J'} {FC' : FiniteCategory C'}
    {d : Isomorphism J J'} {e : Isomorphism C C'} {D : Functor J C} {D' : Functor J' C'} (H : FunctorMoved D D').

  Lemma cone_left {a : C} {x : C'} (A : ObjectMoved a x) (c' : Cone D' x) : exists c : Cone D a, ConeMoved c c'.
  Proof.
    destruct (cone_right (d := turned d) (e := turned e) (functor_turned H) (proj1 object_turned A) c') as (c & M). exists c. intros j i I.
    apply arrow_turned. exact (M i j (proj1 object_turned I)).
  Qed.

  Lemma cones_equal {a : C} {x : C'} {c k : Cone D a} {c' k' : Cone D' x} : ConeMoved c c' -> ConeMoved k k' -> ((forall j, c j == k j) <-> (forall j, c' j == k' j)).
  Proof.
    intros M N. split; intros E.
    - intros i. destruct (match_left (R := ObjectMoved (e := d)) i) as (j & [I]). apply (kept_equal_arrows (F := M j i I) (G := N j i I)). apply E.
    - intros j. destruct (match_right (R := ObjectMoved (e := d)) j) as (i & [I]). apply (kept_equal_arrows (F := M j i I) (G := N j i I)). apply E.
  Qed.

  Lemma same_cones {a : C} {x : C'} {c k : Cone D a} {c' k' : Cone D' x} : ConeMoved c c' -> (forall j, c j == k j) -> (forall j, c' j == k' j) -> ConeMoved k k'.
  Proof. exact transformation_same. Qed.

  Lemma cone_along_moved {a b : C} {x y : C'} {c : Cone D b} {c' : Cone D' y} {f : Hom a b} {g : Hom x y} : ConeMoved c c' -> ArrowMoved f g -> ConeMoved (cone_along c f) (cone_along c' g).
  Proof. intros M G j i I. exact (composite_moved (M j i I : ArrowMoved (c j : Hom b (D j)) (c' i : Hom y (D' i))) G). Qed.
End ConesMoved.

#[export] Instance cones_moved {J C J' C' : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} {FJ' : FiniteCategory J'} {FC' : FiniteCategory C'}
    {d : Isomorphism J J'} {e : Isomorphism C C'} {D : Functor J C} {D' : Functor J' C'} : FunctorMoved D D' -> TaskMoved (cones_task D) (cones_task D').
Proof.
  intros H. refine (moved_by_elements (T := cones_task D) (S := cones_task D') (fun a x (c : cone_at D a) (c' : cone_at D' x) =>
    ObjectMoved a x /\ ConeMoved (the_cone D a c) (the_cone D' x c')) _ _ _ _ _).
  - intros a x c c' [A _]. exact A.
  - intros a x A c. destruct (cone_right H A (the_cone D a c)) as (k & M). exists (code_of_natural k). split; [exact A |].
    apply (same_cones M); [reflexivity |]. intros i. symmetry. apply code_of_natural_spec.
  - intros a x A c. destruct (cone_left H A (the_cone D' x c)) as (k & M). exists (code_of_natural k). split; [exact A |].
    apply (same_cones M); [| reflexivity]. intros i. symmetry. apply code_of_natural_spec.
  - intros a x c k c' k' [_ M] [_ N]. transitivity (forall j, the_cone D a c j == the_cone D a k j); [split; [intros E; change (c = k) in E; now subst | intros E; now apply natural_only] |].
    transitivity (forall j, the_cone D' x c' j == the_cone D' x k' j); [exact (cones_equal M N) | split; [intros E; now apply natural_only | intros E; change (c' = k') in E; now subst]].
  - intros a b x y f g c c' G [_ M]. split; [exact (proj1 (same_arrow_ends _ _ G)) |].
    apply (same_cones (cone_along_moved M G)); intros j; symmetry; apply code_of_natural_spec.
Defined.

(** ** What keeps limits *)

Section LimitCones.
  Context {J C J' C' : Category@{Set Set}} {FJ : FiniteCategory J} {FC : FiniteCategory C} {FJ' : FiniteCategory J'} {FC' : FiniteCategory C'}
    {d : Isomorphism J J'} {e : Isomorphism C C'} {D : Functor J C} {D' : Functor J' C'}.

  Lemma kept_commutes {a b : C} {x y : C'} {c : Cone D b} {c' : Cone D' y} {k : Cone D a} {k' : Cone D' x} {h : Hom a b} {g : Hom x y} :
    ConeMoved c c' -> ConeMoved k k' -> ArrowMoved h g ->
    IsKept (forall j, (c j : Hom b (D j)) ∘ h == k j) (forall i, (c' i : Hom y (D' i)) ∘ g == k' i).
  Proof. intros M N G. exact (cones_equal (cone_along_moved M G) N). Qed.

  Lemma matched_cones (H : FunctorMoved D D') {a : C} {x : C'} (A : ObjectMoved a x) : Matched (Cone D a) (Cone D' x) ConeMoved.
  Proof. split; [intros k; destruct (cone_right H A k) as (k' & N); now exists k' | intros k'; destruct (cone_left H A k') as (k & N); now exists k]. Qed.

  Lemma kept_limit_cone {l : C} {m : C'} {c : Cone D l} {c' : Cone D' m} : FunctorMoved D D' -> ObjectMoved l m -> ConeMoved c c' -> IsKept (LimitCone D l c) (LimitCone D' m c').
  Proof.
    intros H L M. apply (kept_forall (R := ObjectMoved (e := e))). intros a x A. apply (kept_forall (M := matched_cones H A)).
    intros k k' N. apply (kept_exists (R := ArrowMoved (e := e)) (M := matched_arrows (A := A) (B := L))). intros h g G.
    apply kept_and; [exact (kept_commutes M N G) |]. apply (kept_forall (R := ArrowMoved (e := e)) (M := matched_arrows (A := A) (B := L))). intros h' g' G'.
    apply kept_implies; [exact (kept_commutes M N G') | exact (kept_equal_arrows (F := G') (G := G))].
  Qed.
End LimitCones.

Section KeepsLimits.
  Context {B C B' C' : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} {FB' : FiniteCategory B'} {FC' : FiniteCategory C'}
    {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}.

  Lemma cone_image_moved {J J' : Category@{Set Set}} {FJ : FiniteCategory J} {FJ' : FiniteCategory J'} {i : Isomorphism J J'} {D : Functor J B} {D' : Functor J' B'}
      {l : B} {m : B'} {c : Cone D l} {c' : Cone D' m} : FunctorMoved F F' -> ConeMoved c c' -> ConeMoved (cone_image F c) (cone_image F' c').
  Proof. intros H M j k I. exact (value_on_moved H (M j k I : ArrowMoved (c j : Hom l (D j)) (c' k : Hom m (D' k)))). Qed.

  Lemma diagram_back {J : Category@{Set Set}} {FJ : FiniteCategory J} (D' : Functor J B') (m : B') (c' : Cone D' m) : exists (D : Functor J B) (l : B) (c : Cone D l),
    FunctorMoved (d := same_category (C := J)) D D' /\ ObjectMoved l m /\ ConeMoved (d := same_category (C := J)) c c'.
  Proof.
    destruct (match_left (R := FunctorMoved (d := same_category (C := J)) (e := d)) D') as (D & [H]). destruct (match_left (R := ObjectMoved (e := d)) m) as (l & [L]).
    destruct (cone_left H L c') as (c & M). exists D, l, c. auto.
  Qed.

  Lemma preserves_right : FunctorMoved F F' -> PreservesLimits F -> PreservesLimits F'.
  Proof.
    intros H P J FJ D' m c' L. destruct (diagram_back D' m c') as (D & l & c & HD & A & M).
    apply (kept_limit_cone (composite_functor_moved H HD) (value_moved H A) (cone_image_moved H M)). apply (P J FJ). now apply (kept_limit_cone HD A M).
  Qed.
  Lemma reflects_right : FunctorMoved F F' -> ReflectsLimits F -> ReflectsLimits F'.
  Proof.
    intros H P J FJ D' m c' L. destruct (diagram_back D' m c') as (D & l & c & HD & A & M).
    apply (kept_limit_cone HD A M). apply (P J FJ). now apply (kept_limit_cone (composite_functor_moved H HD) (value_moved H A) (cone_image_moved H M)).
  Qed.
End KeepsLimits.

Section KeptKeeping.
  Context {B C B' C' : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} {FB' : FiniteCategory B'} {FC' : FiniteCategory C'}
    {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'} (H : FunctorMoved F F').

  #[export] Instance kept_preserves_limits : IsKept (PreservesLimits F) (PreservesLimits F').
  Proof. split; [exact (preserves_right H) | exact (preserves_right (d := turned d) (e := turned e) (functor_turned H))]. Qed.
  #[export] Instance kept_reflects_limits : IsKept (ReflectsLimits F) (ReflectsLimits F').
  Proof. split; [exact (reflects_right H) | exact (reflects_right (d := turned d) (e := turned e) (functor_turned H))]. Qed.
End KeptKeeping.

#[export] Instance kept_preserves_colimits {B C B' C' : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} {FB' : FiniteCategory B'} {FC' : FiniteCategory C'}
  {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'} : FunctorMoved F F' -> IsKept (PreservesColimits F) (PreservesColimits F').
Proof. intros H. exact (kept_preserves_limits (opposite_functor_moved H)). Qed.
#[export] Instance kept_reflects_colimits {B C B' C' : Category@{Set Set}} {FB : FiniteCategory B} {FC : FiniteCategory C} {FB' : FiniteCategory B'} {FC' : FiniteCategory C'}
  {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'} : FunctorMoved F F' -> IsKept (ReflectsColimits F) (ReflectsColimits F').
Proof. intros H. exact (kept_reflects_limits (opposite_functor_moved H)). Qed.

(** ** Limits, of diagrams in a category that stays: which object comes first is no matter of isomorphism *)

Section Limits.
  Context {J J' C : Category@{Set Set}} {FJ : FiniteCategory J} {FJ' : FiniteCategory J'} {FC : FiniteCategory C} {d : Isomorphism J J'}
    {D : Functor J C} {D' : Functor J' C} {l m : C}.

  #[export] Instance kept_limit : FunctorMoved (e := same_category) D D' -> ObjectMoved (e := same_category) l m -> IsKept (Limit D l) (Limit D' m).
  Proof.
    intros H L. change (l = m) in L. subst m. pose proof (moved_like (cones_moved H)) as T.
    assert (R : forall k : C, Represents k (cones_task D) <-> Represents k (cones_task D')).
    { intros k. exact (kept_iso (represented_moved (e := same_category) eq_refl) T). }
    unfold IsKept, Limit, First. setoid_rewrite R. reflexivity.
  Qed.
End Limits.

#[export] Instance kept_colimit {J J' C : Category@{Set Set}} {FJ : FiniteCategory J} {FJ' : FiniteCategory J'} {FC : FiniteCategory C} {d : Isomorphism J J'}
    {D : Functor J C} {D' : Functor J' C} {l m : C} : FunctorMoved (e := same_category) D D' -> ObjectMoved (e := same_category) l m -> IsKept (Colimit D l) (Colimit D' m).
Proof.
  intros H L. change (l = m) in L. subst m. apply (kept_limit (d := opposite_moved) (C := opposite C)); [| reflexivity].
  intros a b f. exact (same_opposite (D := C) _ _ (H b a f)).
Qed.

(** ** Sieves *)

Section Sieves.
  Context {K C : Category@{Set Set}} {FK : FiniteCategory K} {FC : FiniteCategory C} {e : Isomorphism K C}.

  (** An arrow into an object, with its source. *)
  Definition IntoMoved {a : K} {x : C} (A : ObjectMoved a x) (u : Into K a) (v : Into C x) : Prop := PlacedMoved (t := yoneda_moved A) u v.
  Definition SieveMoved {a : K} {x : C} (s : sieve K a) (t : sieve C x) : Prop := exists A : ObjectMoved a x, forall u v, IntoMoved A u v -> in_sieve K (proj1_sig s) u = in_sieve C (proj1_sig t) v.

  Lemma into_right {a : K} {x : C} (A : ObjectMoved a x) u : exists v, IntoMoved A u v.
  Proof. destruct (match_right (R := PlacedMoved (t := yoneda_moved A)) u) as (v & [U]). now exists v. Qed.
  Lemma into_left {a : K} {x : C} (A : ObjectMoved a x) v : exists u, IntoMoved A u v.
  Proof. destruct (match_left (R := PlacedMoved (t := yoneda_moved A)) v) as (u & [U]). now exists u. Qed.
  Lemma into_only {a : K} {x : C} (A : ObjectMoved a x) u u' v : IntoMoved A u v -> IntoMoved A u' v -> u = u'.
  Proof. exact (pair_left (R := PlacedMoved (t := yoneda_moved A)) u u' v). Qed.
  Lemma into_composed {a : K} {x : C} (A : ObjectMoved a x) u v (U : IntoMoved A u v) w z : IntoMoved (a := source_of K u) (x := source_of C v) (element_lies U) w z ->
    IntoMoved A (composed K u w) (composed C v z).
  Proof. intros W. exact (composite_moved (U : ArrowMoved (the_arrow K u) (the_arrow C v)) (W : ArrowMoved (the_arrow K w) (the_arrow C z))). Qed.

  Lemma sieve_right {a : K} {x : C} (A : ObjectMoved a x) (s : sieve K a) : exists t : sieve C x, SieveMoved s t.
  Proof.
    destruct s as [s Hs]. pose proof (proj1 (is_sieve_spec K a s) Hs) as [_ S].
    destruct (finite_choice (F := finite_all_elements (T := yoneda x)) same_anywhere same_anywhere_spec (B := fun _ => bool) (fun v b => forall u, IntoMoved A u v -> in_sieve K s u = b)) as (f & Hf).
    { intros v. destruct (into_left A v) as (u & U). exists (in_sieve K s u). intros u' U'. now rewrite (into_only A u' u v U' U). }
    assert (Ht : is_sieve C x (map f (listed_into C x)) = true).
    { apply is_sieve_spec. split; [apply map_length |]. intros v z. rewrite !in_sieve_map. destruct (into_left A v) as (u & U). destruct (into_left (element_lies U) z) as (w & W).
      intros E. pose proof (into_composed A u v U w z W) as G. rewrite <- (Hf _ _ G). apply S. now rewrite (Hf _ _ U). }
    exists (exist (fun t => is_sieve C x t = true) _ Ht). exists A. intros u v U. cbn [proj1_sig]. rewrite in_sieve_map. exact (Hf v u U).
  Qed.

  Lemma same_sieve {D : Category@{Set Set}} {FD : FiniteCategory D} {a : D} (s t : sieve D a) : s = t <-> forall u : Into D a, in_sieve D (proj1_sig s) u = in_sieve D (proj1_sig t) u.
  Proof.
    split; [now intros -> |]. destruct s as [s Hs], t as [t Ht]. cbn [proj1_sig]. intros E. apply such_eq. cbn.
    rewrite <- (in_sieve_all D s (proj1 (proj1 (is_sieve_spec D a s) Hs))), <- (in_sieve_all D t (proj1 (proj1 (is_sieve_spec D a t) Ht))). apply map_ext. exact E.
  Qed.
End Sieves.

Section OmegaMoved.
  Context {K C : Category@{Set Set}} {FK : FiniteCategory K} {FC : FiniteCategory C} {e : Isomorphism K C}.

  Lemma sieves_equal {a : K} {x : C} {s s' : sieve K a} {t t' : sieve C x} : SieveMoved s t -> SieveMoved s' t' -> (s = s' <-> t = t').
  Proof.
    intros [A S] [A' S']. assert (A = A') as <- by apply (UIP_dec object_dec). rewrite (same_sieve (D := K)), (same_sieve (D := C)). split; intros E.
    - intros v. destruct (into_left A v) as (u & U). now rewrite <- (S u v U), <- (S' u v U).
    - intros u. destruct (into_right A u) as (v & U). now rewrite (S u v U), (S' u v U).
  Qed.

  Lemma sieve_along_moved {a b : K} {x y : C} {f : Hom a b} {g : Hom x y} {s : sieve K b} {t : sieve C y} : ArrowMoved f g -> SieveMoved s t ->
    SieveMoved (restrict (omega_task K) f s) (restrict (omega_task C) g t).
  Proof.
    intros F [B S]. destruct (same_arrow_ends _ _ F) as [A _]. exists A. intros u v U.
    refine (eq_trans (in_sieve_map K _ u) (eq_trans _ (eq_sym (in_sieve_map C _ v)))). apply S.
    exact (composite_moved F (U : ArrowMoved (the_arrow K u) (the_arrow C v))).
  Qed.

  Lemma sieve_left {a : K} {x : C} (A : ObjectMoved a x) (t : sieve C x) : exists s : sieve K a, SieveMoved s t.
  Proof.
    destruct (sieve_right (e := turned e) (proj1 object_turned A) t) as (s & B & S). exists s, A. intros u v U. symmetry. apply S.
    exact (proj1 arrow_turned (U : ArrowMoved (the_arrow K u) (the_arrow C v))).
  Qed.

  #[export] Instance omega_moved : TaskMoved (omega_task K) (omega_task C).
  Proof.
    refine (moved_by_elements (T := omega_task K) (S := omega_task C) (fun a x (s : sieve K a) (t : sieve C x) => SieveMoved s t) _ _ _ _ _).
    - intros a x s t [A _]. exact A.
    - intros a x A s. exact (sieve_right A s).
    - intros a x A t. exact (sieve_left A t).
    - intros a x s s' t t' S S'. exact (sieves_equal S S').
    - intros a b x y f g s t F S. exact (sieve_along_moved F S).
  Defined.
End OmegaMoved.
