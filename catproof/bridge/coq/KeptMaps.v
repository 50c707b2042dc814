(** Constructions of tasks, and maps of tasks, moved along isomorphisms of categories ([Kept.v]): Kan extensions, powers, units and
    counits. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export AllFinite Maps.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** A choice for each of finitely many. *)
Lemma finite_choice {A : Type} {F : Finite A} (same : A -> A -> bool) (same_spec : forall x y, same x y = true <-> x = y)
    {B : A -> Type} (R : forall x, B x -> Prop) : (forall x, exists y, R x y) -> exists f : forall x, B x, forall x, R x (f x).
Proof.
  intros H. assert (G : forall l : list A, exists f : forall x, option (B x), forall x, In x l -> exists y, f x = Some y /\ R x y).
  { induction l as [| x l (f & K)]; [exists (fun _ => None); intros x [] |]. destruct (H x) as (y & Y).
    exists (fun z => match bool_dec (same x z) true with left e => Some (eq_rect x B y z (proj1 (same_spec x z) e)) | right _ => f z end).
    intros z Hz. destruct (bool_dec (same x z) true) as [e | N].
    - eexists. split; [reflexivity |]. generalize (proj1 (same_spec x z) e). intros E. now destruct E.
    - destruct Hz as [E | Hz]; [now destruct N; apply same_spec | exact (K z Hz)]. }
  destruct (G (members_listed A)) as (f & K).
  assert (S : forall x, f x <> None) by (intros x E; destruct (K x (complete x)) as (y & Y & _); congruence).
  exists (fun x => match f x as o return o <> None -> B x with Some y => fun _ => y | None => fun N => match N eq_refl with end end (S x)).
  intros x. destruct (K x (complete x)) as (y & Y & Z). generalize (S x). rewrite Y. intros _. exact Z.
Qed.

(** ** Tasks that are matched by a relation of their elements *)

Section Related.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C}.
  #[local] Instance : FiniteCategory K := left_finite (C := C).
  #[local] Instance : FiniteCategory C := right_finite (K := K).
  #[local] Notation there := (@forth K C e).
  Context {T : Presheaf@{Set Set Set} K} {S : Presheaf@{Set Set Set} C} {FT : FiniteTask T} {FS : FiniteTask S}.

  (** Each element has a partner, equal ones have equal ones, and restricting goes along. *)
  Context (rel : forall (a : K) (x : C), T a -> S x -> Prop)
    (lies : forall a x u v, rel a x u v -> ObjectMoved a x)
    (right : forall a x, ObjectMoved a x -> forall u, exists v, rel a x u v) (left : forall a x, ObjectMoved a x -> forall v, exists u, rel a x u v)
    (same : forall a x u u' v v', rel a x u v -> rel a x u' v' -> (u == u' <-> v == v'))
    (along : forall a b x y (f : Hom a b) (g : Hom x y) u v, ArrowMoved f g -> rel b y u v -> rel a x (restrict T f u) (restrict S g v)).

  Lemma matched_by_elements : exists (m : Map T (pullback there S)) (n : Map (pullback there S) T), MutuallyInverse m n /\
    forall a x (u : T a) (v : S x), rel a x u v <-> SameElement (T := S) (m a u) v.
  Proof.
    destruct (finite_choice (F := finite_all_elements) same_anywhere same_anywhere_spec (B := fun w : Element T => S (there (projT1 w)))
      (fun w v => rel (projT1 w) (there (projT1 w)) (projT2 w) v)) as (f & Hf); [intros [a u]; now apply right |].
    destruct (finite_choice (F := @finite_all_elements K _ (pullback there S) _) same_anywhere same_anywhere_spec (B := fun w : Element (pullback there S) => T (projT1 w))
      (fun w u => rel (projT1 w) (there (projT1 w)) u (projT2 w))) as (g & Hg); [intros [a v]; now apply left |].
    unshelve eexists (mkMap (S := T) (T := pullback there S) (fun a u => f (existT _ a u)) _ _),
      (mkMap (S := pullback there S) (T := T) (fun a v => g (existT _ a v)) _ _).
    - intros a u v E. now rewrite (equal_elements _ _ _ E).
    - intros a b h u. apply (same _ _ _ _ _ _ (Hf (existT _ a (restrict T h u))) (along _ _ _ _ h (fmap there h) _ _ (proj2 (same_arrow_eq _ _) (reflexivity _)) (Hf (existT _ b u)))). reflexivity.
    - intros a u v E. now rewrite (equal_elements (T := pullback there S) _ _ _ E).
    - intros a b h v. apply (same _ _ _ _ _ _ (Hg (existT _ a (restrict (pullback there S) h v))) (along _ _ _ _ h (fmap there h) _ _ (proj2 (same_arrow_eq _ _) (reflexivity _)) (Hg (existT _ b v)))). reflexivity.
    - split; [split |].
      + intros a u. apply (same _ _ _ _ _ _ (Hg (existT _ a (f (existT _ a u)))) (Hf (existT _ a u))). reflexivity.
      + intros a v. apply (same _ _ _ _ _ _ (Hf (existT _ a (g (existT _ a v)))) (Hg (existT _ a v))). reflexivity.
      + intros a x u v. change (rel a x u v <-> SameElement (T := S) (f (existT _ a u)) v). split.
        * intros H. destruct (lies _ _ _ _ H). apply (same_element_eq (e := e)). apply (same _ _ _ _ _ _ (Hf (existT _ a u)) H). reflexivity.
        * intros H. destruct H as [p H]. cbn in p. destruct p. cbn in H. apply equal_elements in H. subst v. apply (Hf (existT _ a u)).
  Qed.
  Definition moved_by_elements : TaskMoved T S := {| element_moved := rel; moved_by := matched_by_elements |}.
End Related.

Section Turned.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C}.
  #[local] Instance : FiniteCategory K := left_finite (C := C).
  #[local] Instance : FiniteCategory C := right_finite (K := K).

  Lemma object_turned {a : K} {x : C} : ObjectMoved a x <-> ObjectMoved (e := turned e) x a.
  Proof. split; intros <-; [exact (back_object a) | exact (forth_object x)]. Qed.
  Lemma arrow_turned {a b : K} {x y : C} {f : Hom a b} {g : Hom x y} : ArrowMoved f g <-> ArrowMoved (e := turned e) g f.
  Proof.
    split; intros H.
    - exact (same_arrow_trans _ _ _ (same_arrow_map back _ _ (same_arrow_sym _ _ H)) (back_forth _ _ f)).
    - exact (same_arrow_trans _ _ _ (same_arrow_map forth _ _ (same_arrow_sym _ _ H)) (forth_back _ _ g)).
  Qed.

  Definition task_turned {T : Presheaf@{Set Set Set} K} {S : Presheaf@{Set Set Set} C} {FT : FiniteTask T} {FS : FiniteTask S} (t : TaskMoved T S) :
    TaskMoved (e := turned e) S T.
  Proof.
    refine (moved_by_elements (e := turned e) (fun x a v u => ElementMoved u v) _ _ _ _ _).
    - intros x a v u U. apply object_turned, (element_lies U).
    - intros x a A v. apply object_turned in A. destruct (match_left (R := ElementMoved) (Matched := matched_elements (A := A)) v) as (u & [U]). now exists u.
    - intros x a A u. apply object_turned in A. destruct (match_right (R := ElementMoved) (Matched := matched_elements (A := A)) u) as (v & [U]). now exists v.
    - intros x a v v' u u' U U'. symmetry. exact (kept_equal_elements (U := U) (V := U')).
    - intros x y a b g f v u F U. apply arrow_turned in F. exact (restriction_moved F U).
  Defined.
End Turned.

(** ** Constructions of tasks *)

Section Constructions.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C}.
  #[local] Instance : FiniteCategory K := left_finite (C := C).
  #[local] Instance : FiniteCategory C := right_finite (K := K).

  #[export] Instance yoneda_moved {p : K} {q : C} : ObjectMoved p q -> TaskMoved (yoneda p) (yoneda q).
  Proof.
    intros P. refine (moved_by_elements (T := yoneda p) (S := yoneda q) (fun a x (f : Hom a p) (g : Hom x q) => ArrowMoved f g) _ _ _ _ _).
    - intros a x f g F. exact (proj1 (same_arrow_ends _ _ F)).
    - intros a x A f. destruct (match_right (R := ArrowMoved) (Matched := matched_arrows (A := A) (B := P)) f) as (g & [G]). now exists g.
    - intros a x A g. destruct (match_left (R := ArrowMoved) (Matched := matched_arrows (A := A) (B := P)) g) as (f & [F]). now exists f.
    - intros a x f g f' g' F G. exact (kept_equal_arrows (F := F) (G := G)).
    - intros a b x y f g h k F H. exact (composite_moved H F).
  Defined.
  #[export] Instance arrow_as_element {p : K} {q : C} {P : ObjectMoved p q} {a : K} {x : C} {f : Hom a p} {g : Hom x q} :
    ArrowMoved f g -> ElementMoved (T := yoneda p) (S := yoneda q) f g | 6.
  Proof. exact (fun H => H). Qed.

  #[export] Instance terminal_moved : TaskMoved (task_terminal K) (task_terminal C).
  Proof.
    refine (moved_by_elements (T := task_terminal K) (S := task_terminal C) (fun a x _ _ => ObjectMoved a x) _ _ _ _ _).
    - exact (fun _ _ _ _ H => H).
    - intros a x A u. now exists tt.
    - intros a x A u. now exists tt.
    - intros a x [] [] [] [] _ _. split; reflexivity.
    - intros a b x y f g u v F _. exact (proj1 (same_arrow_ends _ _ F)).
  Defined.
  #[export] Instance empty_moved : TaskMoved (task_empty K) (task_empty C).
  Proof.
    refine (moved_by_elements (T := task_empty K) (S := task_empty C) (fun a x _ _ => ObjectMoved a x) _ _ _ _ _).
    - exact (fun _ _ _ _ H => H).
    - intros a x A [].
    - intros a x A [].
    - intros a x [].
    - intros a b x y f g [].
  Defined.

  Context {T T' : Presheaf@{Set Set Set} K} {S S' : Presheaf@{Set Set Set} C} {FT : FiniteTask T} {FT' : FiniteTask T'} {FS : FiniteTask S} {FS' : FiniteTask S'}.

  #[export] Instance product_moved {t : TaskMoved T S} {t' : TaskMoved T' S'} : TaskMoved (task_product T T') (task_product S S').
  Proof.
    refine (moved_by_elements (T := task_product T T') (S := task_product S S') (fun a x u v => ElementMoved (fst u) (fst v) /\ ElementMoved (snd u) (snd v)) _ _ _ _ _).
    - intros a x u v [U _]. exact (element_lies U).
    - intros a x A [u u']. destruct (match_right (R := ElementMoved) (Matched := matched_elements (A := A)) u) as (v & [V]).
      destruct (match_right (R := ElementMoved) (Matched := matched_elements (A := A)) u') as (v' & [V']). exists (v, v'). exact (conj V V').
    - intros a x A [v v']. destruct (match_left (R := ElementMoved) (Matched := matched_elements (A := A)) v) as (u & [U]).
      destruct (match_left (R := ElementMoved) (Matched := matched_elements (A := A)) v') as (u' & [U']). exists (u, u'). exact (conj U U').
    - intros a x u v u' v' [U U'] [V V']. exact (kept_and (kept_equal_elements (U := U) (V := V)) (kept_equal_elements (U := U') (V := V'))).
    - intros a b x y f g u v F [U U']. exact (conj (restriction_moved F U) (restriction_moved F U')).
  Defined.
  #[export] Instance sum_moved {t : TaskMoved T S} {t' : TaskMoved T' S'} : TaskMoved (task_sum T T') (task_sum S S').
  Proof.
    refine (moved_by_elements (T := task_sum T T') (S := task_sum S S') (fun a x u v => match u, v with
      inl u, inl v => ElementMoved u v | inr u, inr v => ElementMoved u v | _, _ => False end) _ _ _ _ _).
    - intros a x [u | u] [v | v] U; try destruct U; exact (element_lies U).
    - intros a x A [u | u]; destruct (match_right (R := ElementMoved) (Matched := matched_elements (A := A)) u) as (v & [V]); [exists (inl v) | exists (inr v)]; exact V.
    - intros a x A [v | v]; destruct (match_left (R := ElementMoved) (Matched := matched_elements (A := A)) v) as (u & [U]); [exists (inl u) | exists (inr u)]; exact U.
    - intros a x [u | u] [u' | u'] [v | v] [v' | v'] U V; try now destruct U; try now destruct V. all: try destruct U; try destruct V; try (split; intros []).
      + exact (kept_equal_elements (U := U) (V := V)).
      + exact (kept_equal_elements (U := U) (V := V)).
    - intros a b x y f g [u | u] [v | v] F U; try destruct U; exact (restriction_moved F U).
  Defined.
End Constructions.

#[export] Instance pullback_task_moved {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}
    {T : Presheaf@{Set Set Set} C} {S : Presheaf@{Set Set Set} C'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S} :
  FunctorMoved F F' -> TaskMoved (pullback F T) (pullback F' S).
Proof.
  intros H. refine (moved_by_elements (T := pullback F T) (S := pullback F' S) (fun a x (u : T (F a)) (v : S (F' x)) => ObjectMoved a x /\ ElementMoved u v) _ _ _ _ _).
  - intros a x u v [A _]. exact A.
  - intros a x A u. destruct (match_right (R := ElementMoved) (Matched := matched_elements (A := value_moved H A)) u) as (v & [V]). exists v. exact (conj A V).
  - intros a x A v. destruct (match_left (R := ElementMoved) (Matched := matched_elements (A := value_moved H A)) v) as (u & [U]). exists u. exact (conj A U).
  - intros a x u u' v v' [_ U] [_ V]. exact (kept_equal_elements (U := U) (V := V)).
  - intros a b x y f g u v G [_ U]. exact (conj (proj1 (same_arrow_ends _ _ G)) (restriction_moved (value_on_moved H G) U)).
Defined.


(** ** Maps *)

Section Maps.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C} {T T' : Presheaf@{Set Set Set} K} {S S' : Presheaf@{Set Set Set} C}
    {t : TaskMoved T S} {t' : TaskMoved T' S'}.

  Class MapMoved (m : Map T T') (n : Map S S') : Prop := map_moved : forall a x (u : T a) (v : S x), ElementMoved u v -> ElementMoved (m a u) (n x v).

  #[export] Instance image_moved {m : Map T T'} {n : Map S S'} {a : K} {x : C} {u : T a} {v : S x} : MapMoved m n -> ElementMoved u v -> ElementMoved (m a u) (n x v).
  Proof. exact (fun M U => M _ _ _ _ U). Qed.

  Context {FT : FiniteTask T} {FT' : FiniteTask T'} {FS : FiniteTask S} {FS' : FiniteTask S'}.
  #[local] Instance : FiniteCategory K := left_finite (C := C).
  #[local] Instance : FiniteCategory C := right_finite (K := K).

  Lemma element_only {a b : K} {x : C} {u : T a} {u' : T b} {v : S x} : ElementMoved u v -> ElementMoved u' v -> existT (fun a => carrier (T a)) a u = existT _ b u'.
  Proof. intros U U'. exact (pair_left (R := PlacedMoved) (existT _ a u) (existT _ b u') (existT (fun x => carrier (S x)) x v) U U'). Qed.

  Lemma map_right (m : Map T T') : exists n : Map S S', MapMoved m n.
  Proof.
    destruct (finite_choice (F := finite_all_elements) same_anywhere same_anywhere_spec (B := fun w : Element S => S' (projT1 w))
      (fun w z => forall a (u : T a), ElementMoved u (projT2 w) -> ElementMoved (m a u) z)) as (f & Hf).
    { intros [x v]. destruct (match_left (R := PlacedMoved) (existT (fun x => carrier (S x)) x v)) as ([a u] & [U]).
      destruct (match_right (R := ElementMoved) (Matched := matched_elements (A := element_lies U)) (m a u)) as (z & [Z]). exists z. intros b w W.
      pose proof (element_only U W) as E. inversion_sigma E. subst b. cbn in *. subst w. exact Z. }
    unshelve eexists (mkMap (S := S) (T := S') (fun x v => f (existT _ x v)) _ _).
    - intros x v w E. now rewrite (equal_elements _ _ _ E).
    - intros x y g v. destruct (match_left (R := PlacedMoved) (existT (fun x => carrier (S x)) y v)) as ([b u] & [U]).
      assert (B : ObjectMoved b y) by exact (element_lies U). destruct (match_left (R := ObjectMoved (e := e)) x) as (a & [A]). destruct (moved_from (A := A) (B := B) g) as (h & H).
      pose proof (Hf (existT _ y v) _ _ U) as V. pose proof (Hf (existT _ x (restrict S g v)) _ _ (restriction_moved H U)) as W.
      apply (kept_equal_elements (U := W) (V := restriction_moved H V)). exact (apply_natural _ _ m _ _ h u).
    - intros a x u v U. exact (Hf (existT _ x v) _ _ U).
  Qed.
End Maps.

Section MapMatches.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C} {T T' : Presheaf@{Set Set Set} K} {S S' : Presheaf@{Set Set Set} C}
    {t : TaskMoved T S} {t' : TaskMoved T' S'} {FT : FiniteTask T} {FT' : FiniteTask T'} {FS : FiniteTask S} {FS' : FiniteTask S'}.

  Lemma map_left (n : Map S S') : exists m : Map T T', MapMoved m n.
  Proof.
    destruct (map_right (e := turned e) (t := task_turned t) (t' := task_turned t') n) as (m & M). exists m. intros a x u v U. exact (M x a v u U).
  Qed.

  #[export] Instance matched_maps : Matched (Map T T') (Map S S') MapMoved.
  Proof.
    split; [intros m; destruct (map_right (t := t) (t' := t') m) as (n & M); now exists n | intros n; destruct (map_left n) as (m & M); now exists m].
  Qed.
  #[export] Instance kept_equal_maps {m m' : Map T T'} {n n' : Map S S'} : MapMoved m n -> MapMoved m' n' -> IsKept (map_eqv m m') (map_eqv n n').
  Proof.
    intros M M'. apply (kept_forall (R := ObjectMoved)). intros a x A. apply (kept_forall (R := ElementMoved)). intros u v U.
    exact (kept_equal_elements (U := M _ _ _ _ U) (V := M' _ _ _ _ U)).
  Qed.

  Context {FK : FiniteCategory K} {FC : FiniteCategory C}.

  (** Those that are listed. *)
  Class ListedMapMoved (c : Transformations T T') (d : Transformations S S') : Prop := listed_map_moved :> MapMoved (the_map T T' c) (the_map S S' d).

  #[export] Instance matched_transformations : Matched (Transformations T T') (Transformations S S') ListedMapMoved.
  Proof.
    assert (P : forall (m m' : Map T T') (n n' : Map S S'), MapMoved m n -> map_eqv m m' -> map_eqv n n' -> MapMoved m' n').
    { intros m m' n n' M E E' a x u v U. pose proof (M a x u v U) as W. now rewrite <- (equal_elements _ _ _ (E a u)), <- (equal_elements _ _ _ (E' x v)). }
    split.
    - intros c. destruct (match_right (R := MapMoved) (the_map T T' c)) as (n & [M]). exists (code_of_map n). constructor.
      apply (P _ _ _ _ M); [reflexivity | symmetry; apply code_of_map_spec].
    - intros d. destruct (match_left (R := MapMoved) (the_map S S' d)) as (m & [M]). exists (code_of_map m). constructor.
      apply (P _ _ _ _ M); [symmetry; apply code_of_map_spec | reflexivity].
  Qed.
  #[export] Instance paired_transformations : Paired (Transformations T T') (Transformations S S') ListedMapMoved.
  Proof.
    split; intros c d d' M M'; apply code_only; apply (kept_equal_maps M M'); reflexivity.
  Qed.
End MapMatches.

Section MapWords.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C} {R T U : Presheaf@{Set Set Set} K} {R' T' U' : Presheaf@{Set Set Set} C}
    {r : TaskMoved R R'} {t : TaskMoved T T'} {u : TaskMoved U U'}.

  #[export] Instance identity_map_moved : MapMoved (identity_map T) (identity_map T').
  Proof. exact (fun _ _ _ _ H => H). Qed.
  #[export] Instance composite_map_moved {m : Map T U} {n : Map R T} {m' : Map T' U'} {n' : Map R' T'} :
    MapMoved m m' -> MapMoved n n' -> MapMoved (compose_map m n) (compose_map m' n').
  Proof. intros M N a x v w V. exact (M _ _ _ _ (N _ _ _ _ V)). Qed.
  #[export] Instance yoneda_map_moved {a b : K} {x y : C} {f : Hom a b} {g : Hom x y} {A : ObjectMoved a x} {B : ObjectMoved b y} :
    ArrowMoved f g -> MapMoved (yoneda_map f) (yoneda_map g).
  Proof. intros F c z h k H. exact (composite_moved F (H : ArrowMoved (e := e) h k)). Qed.
  #[export] Instance named_moved {a : K} {x : C} {v : T a} {w : T' x} {A : ObjectMoved a x} : ElementMoved v w -> MapMoved (named v) (named w).
  Proof. intros V c z h k H. exact (restriction_moved (H : ArrowMoved (e := e) h k) V). Qed.

  Context {FR : FiniteTask R} {FT : FiniteTask T} {FU : FiniteTask U} {FR' : FiniteTask R'} {FT' : FiniteTask T'} {FU' : FiniteTask U'}.
  #[export] Instance first_map_moved : MapMoved (first_map T U) (first_map T' U').
  Proof. intros a x v w [V _]. exact V. Qed.
  #[export] Instance second_map_moved : MapMoved (second_map T U) (second_map T' U').
  Proof. intros a x v w [_ V]. exact V. Qed.
  #[export] Instance pair_map_moved {m : Map R T} {n : Map R U} {m' : Map R' T'} {n' : Map R' U'} : MapMoved m m' -> MapMoved n n' -> MapMoved (pair_map m n) (pair_map m' n').
  Proof. intros M N a x v w V. exact (conj (M _ _ _ _ V) (N _ _ _ _ V)). Qed.
  #[export] Instance left_map_moved : MapMoved (left_map T U) (left_map T' U').
  Proof. intros a x v w V. exact V. Qed.
  #[export] Instance right_map_moved : MapMoved (right_map T U) (right_map T' U').
  Proof. intros a x v w V. exact V. Qed.
  #[export] Instance copair_map_moved {m : Map T R} {n : Map U R} {m' : Map T' R'} {n' : Map U' R'} : MapMoved m m' -> MapMoved n n' -> MapMoved (copair_map m n) (copair_map m' n').
  Proof. intros M N a x [v | v] [w | w] V; try destruct V; [exact (M _ _ _ _ V) | exact (N _ _ _ _ V)]. Qed.
End MapWords.

#[export] Instance pullback_map_moved {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}
    {T U : Presheaf@{Set Set Set} C} {T' U' : Presheaf@{Set Set Set} C'} {FT : FiniteTask T} {FU : FiniteTask U} {FT' : FiniteTask T'} {FU' : FiniteTask U'}
    {t : TaskMoved T T'} {u : TaskMoved U U'} {m : Map T U} {n : Map T' U'} {H : FunctorMoved F F'} :
  MapMoved m n -> MapMoved (t := pullback_task_moved H) (t' := pullback_task_moved H) (pullback_map F m) (pullback_map F' n).
Proof. intros M a x v w [A V]. exact (conj A (M _ _ _ _ V)). Qed.

(** ** Left Kan extensions: points are matched where their parts are *)

Section LanPoints.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'} (H : FunctorMoved F F')
    {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} (t : TaskMoved T S).
  #[local] Instance : FiniteCategory B := left_finite (C := B').
  #[local] Instance : FiniteCategory B' := right_finite (K := B).
  #[local] Instance : FiniteCategory C := left_finite (C := C').
  #[local] Instance : FiniteCategory C' := right_finite (K := C).

  Definition PointMoved {x : C} {y : C'} (p : Lan F T x) (q : Lan F' S y) : Prop :=
    ObjectMoved x y /\ ArrowMoved (lan_arrow p) (lan_arrow q) /\ ElementMoved (lan_value p) (lan_value q).

  Lemma point_right {x : C} {y : C'} (A : ObjectMoved x y) (p : Lan F T x) : exists q : Lan F' S y, PointMoved p q.
  Proof.
    destruct p as [c k u]. destruct (match_right (R := PlacedMoved) (existT (fun c => carrier (T c)) c u)) as ([c' v] & [U]).
    destruct (match_right (R := ArrowMoved) (Matched := matched_arrows (A := A) (B := value_moved H (element_lies U))) k) as (k' & [M]).
    exists (lan_pair k' v). exact (conj A (conj M U)).
  Qed.
  Lemma point_left {x : C} {y : C'} (A : ObjectMoved x y) (q : Lan F' S y) : exists p : Lan F T x, PointMoved p q.
  Proof.
    destruct q as [c k v]. destruct (match_left (R := PlacedMoved) (existT (fun c => carrier (S c)) c v)) as ([c' u] & [U]).
    destruct (match_left (R := ArrowMoved) (Matched := matched_arrows (A := A) (B := value_moved H (element_lies U))) k) as (k' & [M]).
    exists (lan_pair k' u). exact (conj A (conj M U)).
  Qed.

  Lemma points_kept {x : C} {y : C'} (p p' : Lan F T x) : p == p' -> forall q q' : Lan F' S y, PointMoved p q -> PointMoved p' q' -> q == q'.
  Proof.
    intros E. induction E as [c c' f k k' u u' Hk Hu | s | s s' E IH | s s' s'' E IH E' IH']; intros q q' P P'.
    - destruct q as [c1 k1 v1], q' as [c2 k2 v2], P as (A & K1 & V1), P' as (_ & K2 & V2). cbn [lan_arrow lan_value lan_object] in *.
      destruct (moved_from (A := element_lies (e := turned d) (t := task_turned t) (V2 : ElementMoved (e := turned d) (t := task_turned t) v2 u'))
        (B := element_lies (e := turned d) (t := task_turned t) (V1 : ElementMoved (e := turned d) (t := task_turned t) v1 u)) f) as (f' & G).
      apply arrow_turned in G. change (ArrowMoved (e := turned (turned d)) f f') with (ArrowMoved f f') in G.
      apply (lan_glue F' S y c1 c2 f').
      + exact (proj1 (kept_equal_arrows (F := K1) (G := composite_moved (value_on_moved H G) K2)) Hk).
      + exact (proj1 (kept_equal_elements (U := V2) (V := restriction_moved G V1)) Hu).
    - destruct q as [c1 k1 v1], q' as [c2 k2 v2], P as (A & K1 & V1), P' as (_ & K2 & V2). cbn [lan_arrow lan_value lan_object] in *.
      pose proof (pair_right (R := ObjectMoved) _ _ _ (element_lies V1) (element_lies V2)) as E. cbn in E. subst c2.
      apply lan_equal; [apply (kept_equal_arrows (F := K1) (G := K2)); reflexivity | apply (kept_equal_elements (U := V1) (V := V2)); reflexivity].
    - symmetry. exact (IH _ _ P' P).
    - destruct (point_right (proj1 P) s') as (r & R). transitivity r; [exact (IH _ _ P R) | exact (IH' _ _ R P')].
  Qed.
End LanPoints.

Section Lan.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}
    {FB : FiniteCategory B} {FC : FiniteCategory C} {FB' : FiniteCategory B'} {FC' : FiniteCategory C'}.

  Lemma point_turned {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S}
      {x : C} {y : C'} {p : Lan F T x} {q : Lan F' S y} : PointMoved t p q -> PointMoved (d := turned d) (e := turned e) (task_turned t) q p.
  Proof. intros (A & K & U). exact (conj (proj1 object_turned A) (conj (proj1 arrow_turned K) U)). Qed.

  Lemma points_equal (H : FunctorMoved F F') {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S}
      {x : C} {y : C'} {p p' : Lan F T x} {q q' : Lan F' S y} : PointMoved t p q -> PointMoved t p' q' -> (p == p' <-> q == q').
  Proof.
    intros P P'. split; [intros E; exact (points_kept H t p p' E q q' P P') |].
    intros E. exact (points_kept (d := turned d) (e := turned e) (functor_turned H) (task_turned t) q q' E p p' (point_turned P) (point_turned P')).
  Qed.

  #[export] Instance lan_moved {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S} :
    FunctorMoved F F' -> TaskMoved (lan_task F T) (lan_task F' S).
  Proof.
    intros H. refine (moved_by_elements (T := lan_task F T) (S := lan_task F' S) (fun x y (u : class_at (Lan F T) x) (v : class_at (Lan F' S) y) =>
      exists p q, some_of _ x u == p /\ some_of _ y v == q /\ PointMoved t p q) _ _ _ _ _).
    - intros x y u v (p & q & _ & _ & P). exact (proj1 P).
    - intros x y A u. destruct (point_right H t A (some_of (Lan F T) x u)) as (q & P). exists (class_of (Lan F' S) y q).
      exists (some_of _ x u), q. split; [reflexivity |]. split; [apply some_of_class | exact P].
    - intros x y A v. destruct (point_left H t A (some_of (Lan F' S) y v)) as (p & P). exists (class_of (Lan F T) x p).
      exists p, (some_of _ y v). split; [apply some_of_class |]. split; [reflexivity | exact P].
    - intros x y u u' v v' (p & q & Ep & Eq & P) (p' & q' & Ep' & Eq' & P').
      transitivity (p == p'); [| transitivity (q == q'); [exact (points_equal H P P') |]].
      + rewrite <- Ep, <- Ep'. split; [intros E; change (u = u') in E; now subst |]. intros E. change (u = u').
        rewrite <- (class_of_some _ x u), <- (class_of_some _ x u'). now apply class_of_same.
      + rewrite <- Eq, <- Eq'. split; [| intros E; change (v = v') in E; now subst]. intros E. change (v = v').
        rewrite <- (class_of_some _ y v), <- (class_of_some _ y v'). now apply class_of_same.
    - intros x1 x2 y1 y2 f g u v G (p & q & Ep & Eq & (_ & K & V)). exists (restrict (Lan F T) f p), (restrict (Lan F' S) g q).
      split; [| split; [| split; [exact (proj1 (same_arrow_ends _ _ G)) | exact (conj (composite_moved K G) V)]]].
      + refine (transitivity (some_of_class (Lan F T) x1 _) _). now rewrite Ep.
      + refine (transitivity (some_of_class (Lan F' S) y1 _) _). now rewrite Eq.
  Defined.

  Context {H : FunctorMoved F F'}.

  Lemma class_moved {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S}
      {x : C} {y : C'} {p : Lan F T x} {q : Lan F' S y} : PointMoved t p q ->
    ElementMoved (T := lan_task F T) (S := lan_task F' S) (class_of (Lan F T) x p : lan_task F T x) (class_of (Lan F' S) y q : lan_task F' S y).
  Proof. intros P. exists p, q. split; [apply some_of_class |]. split; [apply some_of_class | exact P]. Qed.

  (** What an extension takes a point to. *)
  Lemma extended_moved {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S}
      {Q : Presheaf@{Set Set Set} C} {R : Presheaf@{Set Set Set} C'} {FQ : FiniteTask Q} {FR : FiniteTask R} {r : TaskMoved Q R}
      {m : Map T (pullback F Q)} {n : Map S (pullback F' R)} {x : C} {y : C'} (u : class_at (Lan F T) x) (v : class_at (Lan F' S) y) :
    MapMoved m n -> ElementMoved (T := lan_task F T) (S := lan_task F' S) (u : lan_task F T x) (v : lan_task F' S y) ->
    ElementMoved (extend F T Q m x (some_of _ x u)) (extend F' S R n y (some_of _ y v)).
  Proof.
    intros M (p & q & Ep & Eq & A & P & V).
    rewrite (equal_elements _ _ _ (apply_proper _ _ (extend F T Q m) x _ _ Ep)), (equal_elements _ _ _ (apply_proper _ _ (extend F' S R n) y _ _ Eq)).
    destruct (M _ _ _ _ V) as [_ W]. exact (restriction_moved P W).
  Qed.

  #[export] Instance kan_counit_moved {Q : Presheaf@{Set Set Set} C} {R : Presheaf@{Set Set Set} C'} {FQ : FiniteTask Q} {FR : FiniteTask R} {r : TaskMoved Q R} :
    MapMoved (kan_counit F Q) (kan_counit F' R).
  Proof. intros x y u v U. exact (extended_moved u v identity_map_moved U). Qed.

  Context {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S}.

  #[export] Instance kan_unit_moved : MapMoved (kan_unit F T) (kan_unit F' S).
  Proof.
    intros a b u v U. split; [exact (element_lies U) |]. apply class_moved. split; [| split; [| exact U]]; [exact (value_moved H (element_lies U)) |].
    exact (identity_moved (value_moved H (element_lies U))).
  Qed.
  #[export] Instance lan_map_moved {T' : Presheaf@{Set Set Set} B} {S' : Presheaf@{Set Set Set} B'} {FT' : FiniteTask T'} {FS' : FiniteTask S'} {t' : TaskMoved T' S'}
      {m : Map T T'} {n : Map S S'} : MapMoved m n -> MapMoved (lan_map F m) (lan_map F' n).
  Proof.
    intros M x y u v (p & q & Ep & Eq & A & P & V). exists (lan_pair (lan_arrow p) (m _ (lan_value p))), (lan_pair (lan_arrow q) (n _ (lan_value q))).
    split; [| split; [| exact (conj A (conj P (M _ _ _ _ V)))]].
    - refine (transitivity (some_of_class (Lan F T') x _) _). refine (transitivity (apply_proper _ _ (extend F T (Lan F T') (compose_map (lan_unit F T') m)) x _ _ Ep) _).
      apply (lan_equal F T'); [apply comp_id_left | reflexivity].
    - refine (transitivity (some_of_class (Lan F' S') y _) _). refine (transitivity (apply_proper _ _ (extend F' S (Lan F' S') (compose_map (lan_unit F' S') n)) y _ _ Eq) _).
      apply (lan_equal F' S'); [apply comp_id_left | reflexivity].
  Qed.
End Lan.

(** ** Tasks of maps: right Kan extensions and powers *)

Section MapsFrom.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'}
    {FB : FiniteCategory B} {FC : FiniteCategory C} {FB' : FiniteCategory B'} {FC' : FiniteCategory C'}.
  Context (h : Model@{Set Set Set Set Set Set} B C) (h' : Model@{Set Set Set Set Set Set} B' C') {Fh : FiniteModel h} {Fh' : FiniteModel h'}.
  Context (moves : forall (a : B) (x : B'), ObjectMoved a x -> TaskMoved (value h a) (value h' x)).
  Context (moves_along : forall (a b : B) (x y : B') (A : ObjectMoved a x) (D : ObjectMoved b y) (f : Hom a b) (g : Hom x y), ArrowMoved f g ->
    MapMoved (t := moves a x A) (t' := moves b y D) (value_along h f) (value_along h' g)).
  Context {Q : Presheaf@{Set Set Set} C} {R : Presheaf@{Set Set Set} C'} {FQ : FiniteTask Q} {FR : FiniteTask R} {r : TaskMoved Q R}.

  Lemma map_same {T : Presheaf@{Set Set Set} C} {S : Presheaf@{Set Set Set} C'} {t : TaskMoved T S} {m m' : Map T Q} {n n' : Map S R} :
    MapMoved m n -> map_eqv m m' -> map_eqv n n' -> MapMoved m' n'.
  Proof. intros M E E' a x u v U. pose proof (M a x u v U) as W. now rewrite <- (equal_elements _ _ _ (E a u)), <- (equal_elements _ _ _ (E' x v)). Qed.

  Definition MapFromMoved (a : B) (x : B') (c : maps_at h Q a) (c' : maps_at h' R x) : Prop :=
    exists A : ObjectMoved a x, MapMoved (t := moves a x A) (map_from h Q a c) (map_from h' R x c').

  Lemma map_from_moved {a : B} {x : B'} {A : ObjectMoved a x} {m : Map (value h a) Q} {n : Map (value h' x) R} :
    MapMoved (t := moves a x A) m n -> MapFromMoved a x (code_of_map m) (code_of_map n).
  Proof. intros M. exists A. apply (map_same M); symmetry; apply code_of_map_spec. Qed.

  Definition maps_from_moved : TaskMoved (maps_from h Q) (maps_from h' R).
  Proof.
    refine (moved_by_elements (T := maps_from h Q) (S := maps_from h' R) MapFromMoved _ _ _ _ _).
    - intros a x c c' [A _]. exact A.
    - intros a x A c. destruct (map_right (t := moves a x A) (t' := r) (map_from h Q a c)) as (n & M). exists (code_of_map n), A.
      apply (map_same M); [reflexivity | symmetry; apply code_of_map_spec].
    - intros a x A c. destruct (map_left (t := moves a x A) (t' := r) (map_from h' R x c)) as (m & M). exists (code_of_map m), A.
      apply (map_same M); [symmetry; apply code_of_map_spec | reflexivity].
    - intros a x c c1 c' c1' [A M] [A' M']. assert (A' = A) as -> by apply UIP_dec, object_dec. pose proof (kept_equal_maps M M') as E.
      split; intros I; apply code_only; apply E; change (c = c1) in I || change (c' = c1') in I; rewrite I; reflexivity.
    - intros a b x y f g c c' G [D M]. pose (A := proj1 (same_arrow_ends _ _ G) : ObjectMoved a x). apply (map_from_moved (A := A)).
      exact (composite_map_moved (t := moves b y D) M (moves_along a b x y A D f g G)).
  Defined.
End MapsFrom.

Section Ran.
  Context {B C B' C' : Category@{Set Set}} {d : Isomorphism B B'} {e : Isomorphism C C'} {F : Functor B C} {F' : Functor B' C'}
    {FB : FiniteCategory B} {FC : FiniteCategory C} {FB' : FiniteCategory B'} {FC' : FiniteCategory C'}.

  Definition nerve_moved (H : FunctorMoved F F') (x : C) (y : C') (A : ObjectMoved x y) : TaskMoved (value (nerve F) x) (value (nerve F') y) :=
    pullback_task_moved (t := yoneda_moved A) H.
  Lemma nerve_moved_along (H : FunctorMoved F F') (x x' : C) (y y' : C') (A : ObjectMoved x y) (D : ObjectMoved x' y') (f : Hom x x') (g : Hom y y') :
    ArrowMoved f g -> MapMoved (t := nerve_moved H x y A) (t' := nerve_moved H x' y' D) (value_along (nerve F) f) (value_along (nerve F') g).
  Proof. intros G a b k l [Z K]. exact (conj Z (composite_moved G (K : ArrowMoved (e := e) k l))). Qed.

  #[export] Instance ran_moved {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S} :
    FunctorMoved F F' -> TaskMoved (ran_task F T) (ran_task F' S).
  Proof. intros H. exact (maps_from_moved (nerve F) (nerve F') (nerve_moved H) (nerve_moved_along H)). Defined.

  Context {H : FunctorMoved F F'} {T : Presheaf@{Set Set Set} B} {S : Presheaf@{Set Set Set} B'} {FT : FiniteTask T} {FS : FiniteTask S} {t : TaskMoved T S}.

  #[export] Instance ran_map_moved {T' : Presheaf@{Set Set Set} B} {S' : Presheaf@{Set Set Set} B'} {FT' : FiniteTask T'} {FS' : FiniteTask S'} {t' : TaskMoved T' S'}
      {m : Map T T'} {n : Map S S'} : MapMoved m n -> MapMoved (ran_map F m) (ran_map F' n).
  Proof. intros M x y u v [A U]. exact (map_from_moved (nerve F) (nerve F') (nerve_moved H) (composite_map_moved M U)). Qed.
  #[export] Instance ran_counit_moved : MapMoved (ran_counit F T) (ran_counit F' S).
  Proof.
    intros a x u v [A [D U]]. apply U. split; [exact A |]. exact (identity_moved (value_moved H A)).
  Qed.
  #[export] Instance ran_unit_moved {Q : Presheaf@{Set Set Set} C} {R : Presheaf@{Set Set Set} C'} {FQ : FiniteTask Q} {FR : FiniteTask R} {r : TaskMoved Q R} :
    MapMoved (ran_unit F Q) (ran_unit F' R).
  Proof.
    intros x y u v U. pose (A := element_lies U).
    apply (map_from_moved (A := A) (nerve F) (nerve F') (nerve_moved H) (m := pullback_map F (named u) : Map (value (nerve F) x) (pullback F Q)) (n := pullback_map F' (named v) : Map (value (nerve F') y) (pullback F' R))).
    exact (pullback_map_moved (t := yoneda_moved A) (named_moved U)).
  Qed.
End Ran.

Section Powers.
  Context {K C : Category@{Set Set}} {e : Isomorphism K C} {FK : FiniteCategory K} {FC : FiniteCategory C}.
  Context {S T : Presheaf@{Set Set Set} K} {S' T' : Presheaf@{Set Set Set} C} {GS : FiniteTask S} {GT : FiniteTask T} {GS' : FiniteTask S'} {GT' : FiniteTask T'}
    {s : TaskMoved S S'} {t : TaskMoved T T'}.

  Definition times_moved (a : K) (x : C) (A : ObjectMoved a x) : TaskMoved (value (times S) a) (value (times S') x) := product_moved (t := yoneda_moved A).
  Lemma times_moved_along (a b : K) (x y : C) (A : ObjectMoved a x) (D : ObjectMoved b y) (f : Hom a b) (g : Hom x y) :
    ArrowMoved f g -> MapMoved (t := times_moved a x A) (t' := times_moved b y D) (value_along (times S) f) (value_along (times S') g).
  Proof. intros G z w [k u] [l v] [P U]. exact (conj (composite_moved G (P : ArrowMoved (e := e) k l)) U). Qed.

  #[export] Instance power_moved : TaskMoved (power_task S T) (power_task S' T') := maps_from_moved (times S) (times S') times_moved times_moved_along.
  #[export] Instance evaluation_moved : MapMoved (evaluation_map S T) (evaluation_map S' T').
  Proof. intros a x [c u] [c' v] [[A M] U]. apply M. split; [| exact U]. exact (identity_moved A). Qed.
  #[export] Instance curry_moved {R : Presheaf@{Set Set Set} K} {R' : Presheaf@{Set Set Set} C} {GR : FiniteTask R} {GR' : FiniteTask R'} {r : TaskMoved R R'}
      {m : Map (task_product R S) T} {n : Map (task_product R' S') T'} : MapMoved m n -> MapMoved (curry_map m) (curry_map n).
  Proof.
    intros M a x u v U. pose (A := element_lies U). apply (map_from_moved (A := A) (times S) (times S') times_moved
      (m := compose_map m (pair_map (compose_map (named u) (first_map _ _)) (second_map _ _)) : Map (value (times S) a) T)
      (n := compose_map n (pair_map (compose_map (named v) (first_map _ _)) (second_map _ _)) : Map (value (times S') x) T')).
    intros b y [k w] [l z] [P W]. apply M. split; [| exact W]. exact (restriction_moved (P : ArrowMoved (e := e) k l) U).
  Qed.
End Powers.
