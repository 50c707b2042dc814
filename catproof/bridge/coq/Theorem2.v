(** Theorem 2, fine-tuning: left Kan extensions along a functor (of tasks) and along the Yoneda embedding (of functors
    into any category with the needed colimits); what tuning can do for [via F]. *)

From Catproof Require Export Yoneda.

Set Universe Polymorphism.
Unset Universe Minimization ToSet.
#[local] Obligation Tactic := idtac.

(** ** [Lan F] is left adjoint to restriction *)

Section Adjunction.
  Context {C D : Category} (F : Functor C D) (T : Presheaf C) (Q : Presheaf D).

  Definition extend_value (m : Map T (pullback F Q)) (d : D) (s : Lan F T d) : Q d :=
    restrict Q (lan_arrow s) (m (lan_object s) (lan_value s) : Q (F (lan_object s))).

  Lemma extend_proper (m : Map T (pullback F Q)) (d : D) (s t : Lan F T d) :
    lan_eqv s t -> extend_value m d s == extend_value m d t.
  Proof.
    intros H. unfold extend_value. induction H as [c c' f k k' x x' Hk Hx | s | s t H IH | s t r H IH K IK]; simpl.
    - rewrite Hk, restrict_comp. apply restrict_proper; [reflexivity |].
      transitivity (m c' (restrict T f x)); [symmetry; exact (apply_natural _ _ m c' c f x) |].
      now apply (apply_proper _ _ m c').
    - reflexivity.
    - now symmetry.
    - now transitivity (restrict Q (lan_arrow t) (m (lan_object t) (lan_value t) : Q (F (lan_object t)))).
  Qed.

  Program Definition extend (m : Map T (pullback F Q)) : Map (Lan F T) Q :=
    {| apply := fun d s => extend_value m d s |}.
  Next Obligation. intros m d s t H. now apply extend_proper. Qed.
  Next Obligation. intros m d e j s. unfold extend_value. simpl. apply restrict_comp. Qed.

  Lemma extend_unit (m : Map T (pullback F Q)) : map_eqv (compose_map (pullback_map F (extend m)) (lan_unit F T)) m.
  Proof. intros c x. simpl. unfold extend_value. simpl. apply restrict_id. Qed.

  (** Every map [T -> F^* Q] factors through the unit in exactly one way. *)
  Theorem lan_universal (m : Map T (pullback F Q)) :
    exists n : Map (Lan F T) Q, map_eqv (compose_map (pullback_map F n) (lan_unit F T)) m /\
      forall n' : Map (Lan F T) Q, map_eqv (compose_map (pullback_map F n') (lan_unit F T)) m -> map_eqv n n'.
  Proof.
    exists (extend m). split; [apply extend_unit |]. intros n' H d [c k x]. simpl. unfold extend_value. simpl.
    assert (E : n' d (lan_pair k x) == restrict Q k (n' (F c) (lan_unit F T c x))).
    { rewrite <- (apply_natural _ _ n'). apply (apply_proper _ _ n'). apply lan_equal; [| reflexivity].
      symmetry. apply comp_id_left. }
    rewrite E. apply restrict_proper; [reflexivity |]. symmetry. exact (H c x).
  Qed.
End Adjunction.

(** ** Tuning [via F] *)

(** A congruence on a task, and the quotient by it. *)
Record Congruence {D : Category} (L : Presheaf D) := mkCongruence {
  related : forall d : D, L d -> L d -> Prop;
  related_equivalence : forall d, Equivalence (related d);
  related_equal : forall d (s t : L d), s == t -> related d s t;
  related_restrict : forall d e (k : Hom d e) (s t : L e), related e s t -> related d (restrict L k s) (restrict L k t) }.

Arguments related {D L} c d s t : rename.

Program Definition quotient {D : Category} {L : Presheaf D} (R : Congruence L) : Presheaf D :=
  {| values := fun d => mkSetoid (L d) (related R d) (related_equivalence L R d);
     restrict := fun d e k s => restrict L k s |}.
Next Obligation.
  intros D L R d e k k' Hk s t H. simpl in *. pose proof (related_equivalence L R d).
  transitivity (restrict L k t); [now apply related_restrict |]. apply related_equal. now rewrite Hk.
Qed.
Next Obligation. intros D L R d s. simpl. apply related_equal, restrict_id. Qed.
Next Obligation. intros D L R a b c g f s. simpl. apply related_equal, restrict_comp. Qed.

(** The kernel of a map. *)
Program Definition kernel {D : Category} {L Q : Presheaf D} (m : Map L Q) : Congruence L :=
  {| related := fun d s t => m d s == m d t |}.
Next Obligation.
  intros D L Q m d. split.
  - intros s. reflexivity.
  - intros s t H. now symmetry.
  - intros s t r H K. now transitivity (m d t).
Qed.
Next Obligation. intros D L Q m d s t H. simpl. now rewrite H. Qed.
Next Obligation. intros D L Q m d e k s t H. simpl in *. now rewrite !apply_natural, H. Qed.

(** The map [T -> F^* (Lan F T / R)]. *)
Program Definition quotient_unit {C D : Category} (F : Functor C D) (T : Presheaf C) (R : Congruence (Lan F T)) :
    Map T (pullback F (quotient R)) :=
  {| apply := fun c x => lan_unit F T c x |}.
Next Obligation.
  intros C D F T R c x y H. simpl. apply related_equal. exact (apply_proper _ _ (lan_unit F T) c x y H).
Qed.
Next Obligation.
  intros C D F T R a b f x. apply related_equal. exact (apply_natural _ _ (lan_unit F T) a b f x).
Qed.

Definition QuotientTunes {C D : Category} (F : Functor C D) (T : Presheaf C) (R : Congruence (Lan F T)) : Prop :=
  exists n : Map (pullback F (quotient R)) T, MutuallyInverse (quotient_unit F T R) n.

(** If some [Q] tunes, a quotient of [Lan F T] does: no other task need be tried. *)
Theorem tuning_by_quotient {C D : Category} (F : Functor C D) (T : Presheaf C) :
  solves_by_tuning (via_model F) T <-> exists R : Congruence (Lan F T), QuotientTunes F T R.
Proof.
  split.
  - intros H. destruct (proj1 (solves_by_tuning_via F T) H) as (Q & m & n & nm & mn). clear H.
    assert (E : forall c (s : pullback F (quotient (kernel (extend F T Q n))) c),
      extend F T Q n (F c) (lan_unit F T c (m c (extend F T Q n (F c) s))) == extend F T Q n (F c) s).
    { intros c s. transitivity (n c (m c (extend F T Q n (F c) s))); [| apply nm].
      exact (extend_unit F T Q n c (m c (extend F T Q n (F c) s))). }
    assert (P : forall c, Proper (eqv ==> eqv)
      (fun s : pullback F (quotient (kernel (extend F T Q n))) c => m c (extend F T Q n (F c) s))).
    { intros c s t K. apply (apply_proper _ _ m c). exact K. }
    assert (N : forall a b (f : Hom a b) (s : pullback F (quotient (kernel (extend F T Q n))) b),
      m a (extend F T Q n (F a) (restrict (Lan F T) (fmap F f) s)) == restrict T f (m b (extend F T Q n (F b) s))).
    { intros a b f s. transitivity (m a (restrict (pullback F Q) f (extend F T Q n (F b) s))).
      - apply (apply_proper _ _ m a). exact (apply_natural _ _ (extend F T Q n) (F a) (F b) (fmap F f) s).
      - exact (apply_natural _ _ m a b f (extend F T Q n (F b) s)). }
    exists (kernel (extend F T Q n)), (mkMap _ P N). split.
    + intros c x. simpl. transitivity (m c (n c x)); [| apply mn]. apply (apply_proper _ _ m c). apply (extend_unit F T Q n c x).
    + intros c s. exact (E c s).
  - intros (R & n & H). apply (proj2 (solves_by_tuning_via F T)). exists (quotient R). apply iso_sym.
    now exists (quotient_unit F T R), n.
Qed.

(** If [F] is full and faithful the unit is invertible, so every task is solved by tuning. *)
Theorem unit_invertible {C D : Category} (F : Functor C D) (T : Presheaf C) : FullyFaithful F ->
  exists n : Map (pullback F (Lan F T)) T, MutuallyInverse (lan_unit F T) n.
Proof.
  intros (inv & Hp & Hr & Hl).
  set (back := fun (c : C) (s : Lan F T (F c)) => restrict T (inv c (lan_object s) (lan_arrow s)) (lan_value s)).
  assert (V : forall c (s : Lan F T (F c)), lan_unit F T c (back c s) == s).
  { intros c [e k x]. apply lan_sym. apply (lan_glue F T (F c) e c (inv c e k)).
    - simpl. rewrite comp_id_right. symmetry. apply Hr.
    - reflexivity. }
  assert (U : forall c (x : T c), back c (lan_unit F T c x) == x).
  { intros c x. unfold back. simpl. rewrite <- (restrict_id _ T c x) at 2. apply restrict_proper; [| reflexivity].
    rewrite <- (Hl c c (id c)). apply Hp. symmetry. apply fmap_id. }
  assert (P : forall c (s t : Lan F T (F c)), lan_eqv s t -> back c s == back c t).
  { intros c s t H. revert H. generalize (eq_refl : F c = F c). intros _ H.
    induction H as [a b f k k' x x' Hk Hx | s | s t H IH | s t r H IH K IK]; unfold back in *; simpl in *.
    - rewrite Hx, <- restrict_comp. apply restrict_proper; [| reflexivity].
      rewrite <- (Hl c a (f ∘ inv c b k)). apply Hp. now rewrite Hk, fmap_comp, Hr.
    - reflexivity.
    - now symmetry.
    - now rewrite IH. }
  destruct (iso_of_inverse' (lan_unit F T) back P U V) as (n & Hn). now exists n.
Qed.

Theorem full_and_faithful_tunes {C D : Category} (F : Functor C D) (T : Presheaf C) : FullyFaithful F ->
  solves_by_tuning (via_model F) T.
Proof.
  intros H. apply (proj2 (solves_by_tuning_via F T)). exists (Lan F T). apply iso_sym.
  destruct (unit_invertible F T H) as (n & K). now exists (lan_unit F T), n.
Qed.

(** ** Extension along the Yoneda embedding, into any category with the needed colimits *)

Section Extension.
  Context {C E : Category} (G : Functor C E).

  (** A cocone under [G] over the elements of a task: an arrow from [G c] for each element of [S c]. *)
  Record Cocone (S : Presheaf C) (e : E) := mkCocone {
    leg :> forall c : C, S c -> Hom (G c) e;
    leg_proper : forall c : C, Proper (eqv ==> eqv) (leg c);
    leg_restrict : forall (a b : C) (f : Hom a b) (x : S b), leg a (restrict S f x) == leg b x ∘ fmap G f }.

  (** The colimit: every cocone factors through it in exactly one way. *)
  Record ColimitCocone (S : Presheaf C) := mkColimitCocone {
    apex : E;
    injection : Cocone S apex;
    mediate : forall e : E, Cocone S e -> Hom apex e;
    mediate_leg : forall (e : E) (t : Cocone S e) (c : C) (x : S c), mediate e t ∘ injection c x == t c x;
    mediate_unique : forall (e : E) (m m' : Hom apex e),
      (forall (c : C) (x : S c), m ∘ injection c x == m' ∘ injection c x) -> m == m' }.

  Arguments leg {S e} t c x : rename.
  Arguments apex {S} l : rename.
  Arguments injection {S} l : rename.
  Arguments mediate {S} l e t : rename.

  (** The needed colimits, chosen. *)
  Variable colimit : forall S : Presheaf C, ColimitCocone S.

  Program Definition pushed {S S' : Presheaf C} (m : Map S S') {e : E} (t : Cocone S' e) : Cocone S e :=
    {| leg := fun c x => t c (m c x) |}.
  Next Obligation.
    intros S S' m e t c x y H. apply (leg_proper _ _ t). now apply (apply_proper _ _ m).
  Qed.
  Next Obligation.
    intros S S' m e t a b f x. rewrite <- (leg_restrict _ _ t). apply (leg_proper _ _ t). apply apply_natural.
  Qed.

  Program Definition extension : Functor (tasks C) E :=
    {| fobj := fun S => apex (colimit S);
       fmap := fun S S' m => mediate (colimit S) _ (pushed m (injection (colimit S'))) |}.
  Next Obligation.
    intros S S' m m' H. apply (mediate_unique _ (colimit S)). intros c x.
    rewrite !(mediate_leg _ (colimit S)). simpl. apply (leg_proper _ _ (injection (colimit S'))). apply H.
  Qed.
  Next Obligation.
    intros S. apply (mediate_unique _ (colimit S)). intros c x. rewrite (mediate_leg _ (colimit S)), comp_id_left.
    reflexivity.
  Qed.
  Next Obligation.
    intros S S' S'' n m. apply (mediate_unique _ (colimit S)). intros c x.
    rewrite comp_assoc, !(mediate_leg _ (colimit S)). simpl. now rewrite (mediate_leg _ (colimit S')).
  Qed.

  Definition inject (S : Presheaf C) (c : C) (x : S c) : Hom (G c) (extension S) := injection (colimit S) c x.
  Definition factor (S : Presheaf C) (e : E) (t : Cocone S e) : Hom (extension S) e := mediate (colimit S) e t.

  Lemma factor_inject (S : Presheaf C) (e : E) (t : Cocone S e) (c : C) (x : S c) : factor S e t ∘ inject S c x == t c x.
  Proof. exact (mediate_leg _ (colimit S) e t c x). Qed.

  Lemma factor_unique (S : Presheaf C) (e : E) (m m' : Hom (extension S) e) :
    (forall (c : C) (x : S c), m ∘ inject S c x == m' ∘ inject S c x) -> m == m'.
  Proof. exact (mediate_unique _ (colimit S) e m m'). Qed.

  Lemma inject_proper (S : Presheaf C) (c : C) (x y : S c) : x == y -> inject S c x == inject S c y.
  Proof. exact (leg_proper _ _ (injection (colimit S)) c x y). Qed.

  Lemma inject_restrict (S : Presheaf C) (a b : C) (f : Hom a b) (x : S b) :
    inject S a (restrict S f x) == inject S b x ∘ fmap G f.
  Proof. exact (leg_restrict _ _ (injection (colimit S)) a b f x). Qed.

  Lemma extension_inject (S S' : Presheaf C) (m : @Hom (tasks C) S S') (c : C) (x : S c) :
    fmap extension m ∘ inject S c x == inject S' c ((m : Map S S') c x).
  Proof. exact (mediate_leg _ (colimit S) _ (pushed m (injection (colimit S'))) c x). Qed.

  (** [G c] is a colimit over the elements of [y c]. *)
  Program Definition identity_cocone (c : C) : Cocone (yoneda c) (G c) :=
    {| leg := fun a (f : Hom a c) => fmap G f |}.
  Next Obligation. intros c a b f g. simpl. apply fmap_comp. Qed.

  Definition unit_arrow (c : C) : Hom (G c) (extension (yoneda c)) := inject (yoneda c) c (id c).
  Definition counit_arrow (c : C) : Hom (extension (yoneda c)) (G c) := factor (yoneda c) (G c) (identity_cocone c).

  Lemma inject_unit (c a : C) (f : Hom a c) : inject (yoneda c) a f == unit_arrow c ∘ fmap G f.
  Proof.
    unfold unit_arrow. rewrite <- inject_restrict. apply inject_proper. simpl. symmetry. apply comp_id_left.
  Qed.

  Lemma unit_inverse (c : C) : Inverse (unit_arrow c) (counit_arrow c).
  Proof.
    split.
    - unfold unit_arrow, counit_arrow. rewrite factor_inject. simpl. apply fmap_id.
    - apply factor_unique. intros a f. rewrite comp_assoc, comp_id_left. unfold counit_arrow. rewrite factor_inject.
      simpl. symmetry. apply inject_unit.
  Qed.

  Lemma unit_natural (a b : C) (f : Hom a b) :
    unit_arrow b ∘ fmap G f ==
    fmap extension (fmap (yoneda_functor C) f : @Hom (tasks C) (yoneda a) (yoneda b)) ∘ unit_arrow a.
  Proof.
    rewrite <- inject_unit. unfold unit_arrow. rewrite extension_inject. apply inject_proper. simpl. symmetry.
    apply comp_id_right.
  Qed.

  Definition unit_transformation : Transformation G (compose_functor extension (yoneda_functor C)) :=
    mkTransformation _ _ G (compose_functor extension (yoneda_functor C)) unit_arrow unit_natural.

  (** [Lan . y ~= G]. *)
  Theorem extension_extends : NaturallyIsomorphic G (compose_functor extension (yoneda_functor C)).
  Proof. exact (inverses_natural unit_transformation counit_arrow unit_inverse). Qed.

  (** The universal property of the left Kan extension: a transformation [G -> H . y] is one from the extension to
      [H], in exactly one way. *)
  Section Universal.
    Variable H : Functor (tasks C) E.
    Variable t : Transformation G (compose_functor H (yoneda_functor C)).

    Definition at_representable (c : C) : Hom (G c) (H (yoneda c)) := t c.
    Definition at_element (S : Presheaf C) (c : C) (x : S c) : Hom (H (yoneda c)) (H S) :=
      fmap H (named x : @Hom (tasks C) (yoneda c) S).

    Lemma at_representable_natural (a b : C) (f : Hom a b) :
      at_representable b ∘ fmap G f ==
      fmap H (fmap (yoneda_functor C) f : @Hom (tasks C) (yoneda a) (yoneda b)) ∘ at_representable a.
    Proof. exact (component_natural _ _ t a b f). Qed.

    Lemma at_element_proper (S : Presheaf C) (c : C) (x y : S c) : x == y -> at_element S c x == at_element S c y.
    Proof. intros K. apply (fmap_proper _ _ H). intros a f. simpl. now rewrite K. Qed.

    Lemma at_element_restrict (S : Presheaf C) (a b : C) (f : Hom a b) (x : S b) :
      at_element S a (restrict S f x) ==
      at_element S b x ∘ fmap H (fmap (yoneda_functor C) f : @Hom (tasks C) (yoneda a) (yoneda b)).
    Proof.
      unfold at_element. rewrite <- fmap_comp. apply (fmap_proper _ _ H). intros e g. simpl. symmetry.
      apply restrict_comp.
    Qed.

    Lemma at_element_map (S S' : Presheaf C) (m : @Hom (tasks C) S S') (c : C) (x : S c) :
      fmap H m ∘ at_element S c x == at_element S' c ((m : Map S S') c x).
    Proof.
      unfold at_element. rewrite <- fmap_comp. apply (fmap_proper _ _ H). intros a f. simpl.
      apply (apply_natural _ _ (m : Map S S')).
    Qed.

    Lemma at_element_id (c : C) : at_element (yoneda c) c (id c) == id (H (yoneda c)).
    Proof.
      unfold at_element. rewrite <- (fmap_id _ _ H (yoneda c)). apply (fmap_proper _ _ H). intros a f. simpl.
      apply comp_id_left.
    Qed.

    Program Definition transformed (S : Presheaf C) : Cocone S (H S) :=
      {| leg := fun c x => at_element S c x ∘ at_representable c |}.
    Next Obligation.
      intros S c x y K. apply comp_proper; [now apply at_element_proper | reflexivity].
    Qed.
    Next Obligation.
      intros S a b f x. simpl. now rewrite comp_assoc, at_representable_natural, at_element_restrict, comp_assoc.
    Qed.

    Definition transform (S : Presheaf C) : Hom (extension S) (H S) := factor S (H S) (transformed S).

    Lemma transform_inject (S : Presheaf C) (c : C) (x : S c) :
      transform S ∘ inject S c x == at_element S c x ∘ at_representable c.
    Proof. exact (factor_inject S (H S) (transformed S) c x). Qed.

    Lemma transform_natural (S S' : Presheaf C) (m : @Hom (tasks C) S S') :
      transform S' ∘ fmap extension m == fmap H m ∘ transform S.
    Proof.
      apply factor_unique. intros c x.
      rewrite comp_assoc, extension_inject, transform_inject, comp_assoc, transform_inject, <- comp_assoc.
      now rewrite at_element_map.
    Qed.

    Definition transform_transformation : Transformation extension H :=
      mkTransformation _ _ extension H (fun S => transform S) transform_natural.

    Theorem extension_universal :
      exists n : Transformation extension H,
        (forall c : C, (n (yoneda c) : Hom (extension (yoneda c)) (H (yoneda c))) ∘ unit_arrow c == at_representable c) /\
        forall n' : Transformation extension H,
          (forall c : C, (n' (yoneda c) : Hom (extension (yoneda c)) (H (yoneda c))) ∘ unit_arrow c == at_representable c) ->
          forall S : Presheaf C, (n S : Hom (extension S) (H S)) == n' S.
    Proof.
      exists transform_transformation. split.
      - intros c. change (transform (yoneda c) ∘ unit_arrow c == at_representable c). unfold unit_arrow.
        rewrite transform_inject, at_element_id. apply comp_id_left.
      - intros n' K S. change (transform S == (n' S : Hom (extension S) (H S))). apply factor_unique. intros c x. rewrite transform_inject, <- (K c), <- comp_assoc.
        assert (N : at_element S c x ∘ (n' (yoneda c) : Hom (extension (yoneda c)) (H (yoneda c))) ==
                    (n' S : Hom (extension S) (H S)) ∘ fmap extension (named x : @Hom (tasks C) (yoneda c) S))
          by exact (symmetry (component_natural _ _ n' (yoneda c) S (named x))).
        rewrite N, comp_assoc. apply comp_proper; [reflexivity |]. unfold unit_arrow. rewrite extension_inject.
        apply inject_proper. exact (restrict_id _ S c x).
    Qed.

    (** If moreover [H] has these colimits, that is, each [H S] is the colimit of the [H (y c)] over the elements of
        [S], and [t] is invertible, then [H] is the extension, up to isomorphism. *)
    Theorem extension_unique (back : forall (S : Presheaf C) (e : E), Cocone S e -> Hom (H S) e) :
      (forall (S : Presheaf C) (e : E) (k : Cocone S e) (c : C) (x : S c), back S e k ∘ transformed S c x == k c x) ->
      (forall (S : Presheaf C) (e : E) (m m' : Hom (H S) e),
         (forall (c : C) (x : S c), m ∘ transformed S c x == m' ∘ transformed S c x) -> m == m') ->
      NaturallyIsomorphic extension H.
    Proof.
      intros B U.
      set (from := fun S : Presheaf C => back S (extension S) (injection (colimit S)) : Hom (H S) (extension S)).
      apply (inverses_natural transform_transformation from).
      assert (B' : forall (S : Presheaf C) (c : C) (x : S c),
        from S ∘ (at_element S c x ∘ at_representable c) == inject S c x)
        by (intros S c x; exact (B S (extension S) (injection (colimit S)) c x)).
      intros S. split.
      - apply factor_unique. intros c x. change (from S ∘ transform S ∘ inject S c x == id (extension S) ∘ inject S c x).
        now rewrite comp_assoc, transform_inject, B', comp_id_left.
      - apply U. intros c x.
        change (transform S ∘ from S ∘ (at_element S c x ∘ at_representable c) ==
                id (H S) ∘ (at_element S c x ∘ at_representable c)).
        now rewrite comp_assoc, B', transform_inject, comp_id_left.
    Qed.
  End Universal.
End Extension.

(** ** Setoids have the needed colimits *)

Program Definition setoids@{u o h} : Category@{o h} :=
  {| Obj := Setoid@{u};
     Hom := fun A B => mkSetoid@{h} {f : A -> B | Proper (eqv ==> eqv) f} (fun f g => forall x, proj1_sig f x == proj1_sig g x) _;
     id := fun A => exist _ (fun x => x) _;
     comp := fun A B D g f => exist _ (fun x => proj1_sig g (proj1_sig f x)) _ |}.
Next Obligation.
  intros A B. split.
  - intros f x. reflexivity.
  - intros f g H x. symmetry. apply H.
  - intros f g k H K x. transitivity (proj1_sig g x); [apply H | apply K].
Qed.
Next Obligation. intros A x y H. exact H. Qed.
Next Obligation. intros A B D [g Hg] [f Hf] x y H. simpl. now apply Hg, Hf. Qed.
Next Obligation. intros A B D [g Hg] [g' Hg'] H [f Hf] [f' Hf'] K x. simpl in *. rewrite H. apply Hg'. apply K. Qed.
Next Obligation. intros A B f x. reflexivity. Qed.
Next Obligation. intros A B f x. reflexivity. Qed.
Next Obligation. intros A B D E h g f x. reflexivity. Qed.

Section SetoidColimits.
  Universes o h u v p q.
  Context {C : Category@{o h}} (G : Functor@{o h p q} C setoids@{v p q}) (S : Presheaf@{o h u} C).

  Record colimit_point : Type@{v} := colimit_pair { colimit_object : C; colimit_element : S colimit_object;
                                                    colimit_value : carrier (G colimit_object) }.
  Arguments colimit_pair {c} x g : rename.

  Inductive colimit_eqv : colimit_point -> colimit_point -> Prop :=
  | colimit_glue : forall (a b : C) (f : Hom a b) (x : S b) (x' : S a) (g : carrier (G a)) (g' : carrier (G b)),
      x' == restrict S f x -> g' == proj1_sig (fmap G f) g -> colimit_eqv (colimit_pair x' g) (colimit_pair x g')
  | colimit_refl : forall s, colimit_eqv s s
  | colimit_sym : forall s t, colimit_eqv s t -> colimit_eqv t s
  | colimit_trans : forall s t r, colimit_eqv s t -> colimit_eqv t r -> colimit_eqv s r.

  Lemma colimit_equivalence : Equivalence colimit_eqv.
  Proof. split; [exact colimit_refl | exact colimit_sym | exact colimit_trans]. Qed.

  Lemma colimit_equal (c : C) (x x' : S c) (g g' : carrier (G c)) :
    x == x' -> g == g' -> colimit_eqv (colimit_pair x g) (colimit_pair x' g').
  Proof.
    intros H K. apply (colimit_glue c c (id c)).
    - now rewrite restrict_id.
    - rewrite <- K. symmetry. apply (fmap_id _ _ G c g).
  Qed.

  Definition colimit_setoid : Setoid@{v} := mkSetoid colimit_point colimit_eqv colimit_equivalence.

  Program Definition colimit_cocone : Cocone G S (colimit_setoid : setoids@{v p q}) :=
    {| leg := fun c x => exist _ (fun g => colimit_pair x g) _ |}.
  Next Obligation. intros c x g g' H. apply colimit_equal; [reflexivity | exact H]. Qed.
  Next Obligation. intros c x x' H g. apply colimit_equal; [exact H | reflexivity]. Qed.
  Next Obligation. intros a b f x g. simpl. apply (colimit_glue a b f); reflexivity. Qed.

  Lemma mediate_proper (e : setoids@{v p q}) (t : Cocone G S e) (s r : colimit_point) : colimit_eqv s r ->
    proj1_sig (t (colimit_object s) (colimit_element s)) (colimit_value s) ==
    proj1_sig (t (colimit_object r) (colimit_element r)) (colimit_value r).
  Proof.
    intros H. induction H as [a b f x x' g g' Hx Hg | s | s r H IH | s r k H IH K IK]; simpl.
    - pose proof (leg_proper _ _ _ t a _ _ Hx g) as L. simpl in L. rewrite L.
      pose proof (leg_restrict _ _ _ t a b f x g) as M. simpl in M. rewrite M.
      apply (proj2_sig (t b x)). now symmetry.
    - reflexivity.
    - now symmetry.
    - now rewrite IH.
  Qed.

  Program Definition setoid_colimit : ColimitCocone G S :=
    {| apex := (colimit_setoid : setoids@{v p q});
       injection := colimit_cocone;
       mediate := fun e t => exist _ (fun s => proj1_sig (t (colimit_object s) (colimit_element s)) (colimit_value s)) _ |}.
  Next Obligation. intros e t s r H. now apply mediate_proper. Qed.
  Next Obligation. intros e t c x g. reflexivity. Qed.
  Next Obligation. intros e m m' H [c x g]. exact (H c x g). Qed.
End SetoidColimits.

(** Theorem 2 with setoids as target: no condition is left. *)
Theorem theorem_2_setoids {C : Category} (G : Functor C setoids) :
  NaturallyIsomorphic G (compose_functor (extension G (setoid_colimit G)) (yoneda_functor C)).
Proof. apply extension_extends. Qed.
