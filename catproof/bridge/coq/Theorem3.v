(** Theorem 3, generalization: alignment holds for every functor, structure iff it is full and faithful. *)

From Catproof Require Export Yoneda.

Set Universe Polymorphism.
Unset Universe Minimization ToSet.
#[local] Obligation Tactic := idtac.

(** ** Alignment: [Lan_F (y X) ~= y (F X)], naturally in [X] *)

Section Alignment.
  Context {C D : Category} (F : Functor C D).

  Definition align_value (X : C) (d : D) (s : Lan F (yoneda X) d) : Hom d (F X) :=
    fmap F (lan_value s : Hom (lan_object s) X) ∘ lan_arrow s.

  Lemma align_proper (X : C) (d : D) (s t : Lan F (yoneda X) d) : lan_eqv s t -> align_value X d s == align_value X d t.
  Proof.
    intros H. unfold align_value. induction H as [c c' f k k' x x' Hk Hx | s | s t H IH | s t r H IH K IK]; simpl in *.
    - rewrite Hk, Hx, fmap_comp, comp_assoc. reflexivity.
    - reflexivity.
    - now symmetry.
    - now rewrite IH.
  Qed.

  Program Definition align (X : C) : Map (Lan F (yoneda X)) (yoneda (F X)) :=
    {| apply := fun d s => align_value X d s |}.
  Next Obligation. intros X d s t H. now apply align_proper. Qed.
  Next Obligation. intros X d e j s. unfold align_value. simpl. symmetry. apply comp_assoc. Qed.

  Program Definition align_back (X : C) : Map (yoneda (F X)) (Lan F (yoneda X)) :=
    {| apply := fun d (k : Hom d (F X)) => lan_pair k (id X : yoneda X X) |}.
  Next Obligation. intros X d k k' H. apply lan_equal; [exact H | reflexivity]. Qed.
  Next Obligation. intros X d e j k. apply lan_equal; reflexivity. Qed.

  Lemma align_inverse (X : C) : MutuallyInverse (align X) (align_back X).
  Proof.
    split.
    - intros d [c k x]. simpl. unfold align_value. simpl.
      apply (lan_glue F (yoneda X) d X c (x : Hom c X)); [reflexivity |]. simpl. symmetry. apply comp_id_left.
    - intros d k. simpl. unfold align_value. simpl. now rewrite fmap_id, comp_id_left.
  Qed.

  Theorem alignment : Aligned F.
  Proof.
    exists align, align_back. split; [exact align_inverse |].
    intros X Y f d [c k x]. simpl. unfold align_value. simpl. rewrite fmap_comp. apply comp_assoc.
  Qed.

  Lemma align_unit (X c : C) (f : Hom c X) : align X (F c) (lan_unit F (yoneda X) c f) == fmap F f.
  Proof. simpl. unfold align_value. simpl. apply comp_id_right. Qed.

  Lemma align_injective (X : C) (d : D) (s t : Lan F (yoneda X) d) : align X d s == align X d t -> s == t.
  Proof.
    intros H. rewrite <- (proj1 (align_inverse X) d s), <- (proj1 (align_inverse X) d t).
    now apply (apply_proper _ _ (align_back X)).
  Qed.

  (** [F X] is the one object, up to a unique isomorphism, that represents [F_! (y X)]. *)
  Corollary aligned_object_unique (X : C) (Y : D) (u : Lan F (yoneda X) Y) : Universal u ->
    exists f : Hom Y (F X),
      (restrict (Lan F (yoneda X)) f (lan_pair (c := X) (id (F X)) (id X : yoneda X X)) == u /\ IsIso f) /\
      forall g : Hom Y (F X), restrict (Lan F (yoneda X)) g (lan_pair (c := X) (id (F X)) (id X : yoneda X X)) == u -> f == g.
  Proof.
    intros U.
    assert (V : Universal (T:=Lan F (yoneda X)) (P:=F X) (lan_pair (c := X) (id (F X)) (id X : yoneda X X))).
    { exists (align X). destruct (align_inverse X) as [I J].
      assert (K : forall d (k : Hom d (F X)),
        named (T:=Lan F (yoneda X)) (P:=F X) (lan_pair (c := X) (id (F X)) (id X : yoneda X X)) d k == align_back X d k).
      { intros d k. apply lan_equal; [apply comp_id_left | reflexivity]. }
      split.
      - intros d k. transitivity (align X d (align_back X d k)); [apply (apply_proper _ _ (align X) d), K | apply J].
      - intros d s. transitivity (align_back X d (align X d s)); [apply K | apply I]. }
    exact (representing_object_unique (Lan F (yoneda X)) Y (F X) u _ U V).
  Qed.

  (** ** Structure iff full and faithful *)

  Theorem structure : Structured F <-> FullyFaithful F.
  Proof.
    split.
    - intros (n & H). exists (fun a b (k : Hom (F a) (F b)) => n b a (align_back b (F a) k) : Hom a b).
      split; [| split].
      + intros a b k k' E. apply (apply_proper _ _ (n b) a). now apply (apply_proper _ _ (align_back b)).
      + intros a b k. rewrite <- align_unit. rewrite <- (proj2 (align_inverse b) (F a) k) at 2.
        apply (apply_proper _ _ (align b)). exact (proj2 (H b) a (align_back b (F a) k)).
      + intros a b f. rewrite <- (proj1 (H b) a f) at 2. apply (apply_proper _ _ (n b) a). apply align_injective.
        rewrite align_unit. exact (proj2 (align_inverse b) (F a) (fmap F f)).
    - intros (inv & Hp & Hr & Hl).
      assert (N : forall (X a b : C) (f : Hom a b) (s : Lan F (yoneda X) (F b)),
        inv a X (align X (F a) (restrict (Lan F (yoneda X)) (fmap F f) s)) == inv b X (align X (F b) s) ∘ f).
      { intros X a b f s. rewrite <- (Hl a X (inv b X (align X (F b) s) ∘ f)). apply Hp.
        rewrite fmap_comp, Hr. exact (apply_natural _ _ (align X) (F a) (F b) (fmap F f) s). }
      exists (fun X => mkMap (S:=pullback F (Lan F (yoneda X))) (T:=yoneda X)
        (fun c s => inv c X (align X (F c) s))
        (fun c s t E => Hp c X _ _ (apply_proper _ _ (align X) (F c) s t E)) (N X)).
      intros X. split.
      + intros c f. change (inv c X (align X (F c) (lan_unit F (yoneda X) c f)) == f).
        rewrite <- (Hl c X f) at 2. apply Hp. apply align_unit.
      + intros c s. apply align_injective. rewrite align_unit. apply Hr.
  Qed.

  (** ** Generalization *)

  Theorem theorem_3 : Generalizes F <-> FullyFaithful F.
  Proof.
    split.
    - intros [_ H]. now apply structure.
    - intros H. split; [exact alignment | now apply structure].
  Qed.
End Alignment.

(** ** Density: why unseen objects can be forced *)

Section Density.
  Context {S B : Category} (I : Functor S B).

  (** A functor [F] on [B] has the canonical colimit at [X]: the arrows [F h], for [h : I s -> X], are a colimit of
      the objects [F (I s)] over all such pairs. With [F] the identity, for all [X], this is density of [I]. *)
  Section Canonical.
    Context {C : Category} (F : Functor B C) (X : B).

    Record CanonicalCocone (e : C) := mkCanonicalCocone {
      canonical_leg :> forall s : S, Hom (I s) X -> Hom (F (I s)) e;
      canonical_proper : forall s, Proper (eqv ==> eqv) (canonical_leg s);
      canonical_compose : forall (s t : S) (f : Hom s t) (h : Hom (I t) X),
        canonical_leg s (h ∘ fmap I f) == canonical_leg t h ∘ fmap F (fmap I f) }.

    Record CanonicalColimit := mkCanonicalColimit {
      canonical_mediate : forall e : C, CanonicalCocone e -> Hom (F X) e;
      canonical_mediate_leg : forall (e : C) (t : CanonicalCocone e) (s : S) (h : Hom (I s) X),
        canonical_mediate e t ∘ fmap F h == t s h;
      canonical_unique : forall (e : C) (m m' : Hom (F X) e),
        (forall (s : S) (h : Hom (I s) X), m ∘ fmap F h == m' ∘ fmap F h) -> m == m' }.
  End Canonical.

  Definition Dense := forall X : B, CanonicalColimit (identity_functor B) X.

  (** [F] preserves the canonical colimits. *)
  Definition PreservesCanonical {C : Category} (F : Functor B C) :=
    forall X : B, CanonicalColimit (identity_functor B) X -> CanonicalColimit F X.

  Section Forced.
    Context {C : Category} (F G : Functor B C).
    Variable n : Transformation (compose_functor F I) (compose_functor G I).

    Definition seen (s : S) : Hom (F (I s)) (G (I s)) := n s.

    Lemma seen_natural (s t : S) (f : Hom s t) : seen t ∘ fmap F (fmap I f) == fmap G (fmap I f) ∘ seen s.
    Proof. exact (component_natural _ _ n s t f). Qed.

    (** What is known on the seen objects is a cocone from [F] to [G X]. *)
    Program Definition seen_cocone (X : B) : CanonicalCocone F X (G X) :=
      {| canonical_leg := fun s h => fmap G h ∘ seen s |}.
    Next Obligation. intros X s h h' E. simpl. now rewrite E. Qed.
    Next Obligation.
      intros X s t f h. simpl. rewrite fmap_comp, !comp_assoc. apply comp_proper; [reflexivity |].
      symmetry. apply seen_natural.
    Qed.
  End Forced.

  (** Two functors that preserve the canonical colimits and agree on a dense part, up to isomorphism, agree everywhere,
      by an isomorphism that is the given one there. *)
  Theorem density {C : Category} (F G : Functor B C) (dense : Dense) (HF : PreservesCanonical F)
      (HG : PreservesCanonical G) (n : Transformation (compose_functor F I) (compose_functor G I))
      (m : Transformation (compose_functor G I) (compose_functor F I)) :
    (forall s, Inverse (seen F G n s) (seen G F m s)) ->
    exists (p : Transformation F G) (q : Transformation G F),
      (forall X, Inverse (p X) (q X)) /\ (forall s : S, p (I s) == seen F G n s).
  Proof.
    intros J.
    assert (K : forall (F G : Functor B C) (n : Transformation (compose_functor F I) (compose_functor G I))
      (HF : PreservesCanonical F) (X : B) (s : S) (h : Hom (I s) X),
      canonical_mediate F X (HF X (dense X)) (G X) (seen_cocone F G n X) ∘ fmap F h == fmap G h ∘ seen F G n s).
    { intros F' G' n' HF' X s h. exact (canonical_mediate_leg _ _ _ (G' X) (seen_cocone F' G' n' X) s h). }
    assert (N : forall (F G : Functor B C) (n : Transformation (compose_functor F I) (compose_functor G I))
      (HF : PreservesCanonical F) (X Y : B) (f : Hom X Y),
      canonical_mediate F Y (HF Y (dense Y)) (G Y) (seen_cocone F G n Y) ∘ fmap F f ==
      fmap G f ∘ canonical_mediate F X (HF X (dense X)) (G X) (seen_cocone F G n X)).
    { intros F' G' n' HF' X Y f. apply (canonical_unique _ _ (HF' X (dense X))). intros s h.
      rewrite !comp_assoc, <- fmap_comp, !K, fmap_comp. apply comp_assoc. }
    exists (mkTransformation _ _ F G _ (N F G n HF)), (mkTransformation _ _ G F _ (N G F m HG)). split.
    - intros X. simpl. split.
      + apply (canonical_unique _ _ (HF X (dense X))). intros s h.
        rewrite comp_assoc, K, <- comp_assoc, K, comp_assoc, (proj1 (J s)), comp_id_left. apply comp_id_right.
      + apply (canonical_unique _ _ (HG X (dense X))). intros s h.
        rewrite comp_assoc, K, <- comp_assoc, K, comp_assoc, (proj2 (J s)), comp_id_left. apply comp_id_right.
    - intros s. simpl. rewrite <- (comp_id_right _ _ _ (canonical_mediate _ _ _ _ _)), <- (fmap_id _ _ F (I s)), K.
      now rewrite fmap_id, comp_id_left.
  Qed.
End Density.
