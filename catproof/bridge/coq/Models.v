(** Isomorphic models, and which are ideal: transformations between values that are finite tasks. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive.
From Catproof Require Export Categories.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** The values are finite. *)
Class FiniteModel {C D : Category@{Set Set}} (h : Model@{Set Set Set Set Set Set} C D) := finite_value : forall a : C, FiniteTask (fobj h a : Presheaf@{Set Set Set} D).

#[export] Instance finite_yoneda_model {C : Category@{Set Set}} {FC : FiniteCategory C} : FiniteModel (yoneda_model C) :=
  fun a => (finite_yoneda a : FiniteTask (fobj (yoneda_model C) a : Presheaf C)).
#[export] Instance finite_via_model {C D : Category@{Set Set}} {FD : FiniteCategory D} (F : Functor C D) : FiniteModel (via_model F) :=
  fun a => (finite_yoneda (F a) : FiniteTask (fobj (via_model F) a : Presheaf D)).

Section Maps.
  Context {C : Category@{Set Set}} {FC : FiniteCategory C} {S T : Presheaf@{Set Set Set} C} {GS : FiniteTask S} {GT : FiniteTask T}.

  Definition same_map (m n : Map S T) : bool :=
    every (fun a => every (fun x => same_element a (m a x) (n a x)) (members_listed (S a))) (members_listed C).

  Lemma same_map_spec m n : same_map m n = true <-> map_eqv m n.
  Proof.
    unfold same_map. split.
    - intros H a x. rewrite every_spec in H. specialize (H a (complete a)). rewrite every_spec in H.
      specialize (H x (complete x)). apply same_element_spec in H. now rewrite H.
    - intros H. apply every_spec. intros a _. apply every_spec. intros x _. apply same_element_spec, equal_elements, H.
  Qed.

  (** A bijective transformation has an inverse. *)
  Lemma inverse_map (n : Map S T) : bijective S T n = true -> {m : Map T S | MutuallyInverse n m}.
  Proof.
    intros H. apply bijective_spec in H.
    assert (inv : forall a (y : T a), {x : S a | same_element a (n a x) y = true}).
    { intros a y. apply (choose _ (members_listed (S a))). destruct (proj2 H a y) as (x & E). exists x.
      split; [apply complete |]. apply same_element_spec, equal_elements, E. }
    assert (N : forall a (y : T a), n a (proj1_sig (inv a y)) == y).
    { intros a y. destruct (inv a y) as [x E]. simpl. apply same_element_spec in E. now rewrite E. }
    unshelve eexists (mkMap (S := T) (T := S) (fun a y => proj1_sig (inv a y)) _ _).
    - intros a y z E. now rewrite (equal_elements _ _ _ E).
    - intros a b f y. apply (proj1 H). rewrite N, (apply_natural _ _ n), N. reflexivity.
    - split; intros a x; simpl; [apply (proj1 H), N | apply N].
  Qed.

  (** The code of a transformation. *)
  Lemma coded (m : Map S T) : {c : Transformations S T | same_map (the_map S T c) m = true}.
  Proof.
    apply (choose _ (members_listed (Transformations S T))). destruct (every_transformation S T m) as (c & H & _). exists c.
    split; [apply complete | now apply same_map_spec].
  Qed.
End Maps.

Section Isomorphic.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (f g : Model@{Set Set Set Set Set Set} C D).
  Context {Ff : FiniteModel f} {Fg : FiniteModel g}.

  Definition model_map (a : C) : Type :=
    Transformations (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) (fobj f a : Presheaf@{Set Set Set} D) (fobj g a : Presheaf@{Set Set Set} D).
  Definition model_maps (a : C) : Finite (model_map a) :=
    finite_transformations (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) _ _.
  Definition as_map (a : C) (n : model_map a) : Map (fobj f a : Presheaf@{Set Set Set} D) (fobj g a : Presheaf@{Set Set Set} D) :=
    the_map (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) _ _ n.

  Definition square (a b : C) (n : model_map a) (m : model_map b) : bool :=
    if bijective (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) _ _ (as_map a n) then
      every (fun k : Hom a b => same_map (GS := finite_value (h := f) a) (GT := finite_value (h := g) b)
               (compose_map (as_map b m) (fmap f k : Map (fobj f a : Presheaf@{Set Set Set} D) (fobj f b : Presheaf@{Set Set Set} D)))
               (compose_map (fmap g k : Map (fobj g a : Presheaf@{Set Set Set} D) (fobj g b : Presheaf@{Set Set Set} D)) (as_map a n)))
            (members_listed (Hom a b))
    else false.

  Definition isomorphic_models : bool :=
    match @members_listed _ (finite_families finite_objects same_object same_object_spec model_maps square) with [] => false | _ => true end.

  Theorem isomorphic_models_spec : isomorphic_models = true <-> NaturallyIsomorphic f g.
  Proof.
    unfold isomorphic_models. split.
    - destruct (@members_listed _ (finite_families finite_objects same_object same_object_spec model_maps square)) as [| c l]; [discriminate |]. intros _.
      pose proof (pick_fits _ same_object model_maps square c) as K. unfold square in K.
      set (n := fun a => as_map a (pick _ same_object model_maps square c a)).
      assert (B : forall a, bijective (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) _ _ (n a) = true).
      { intros a. specialize (K a a). unfold n. destruct (bijective _ _ (as_map a _)); [reflexivity | discriminate]. }
      assert (N : forall (a b : C) (k : Hom a b), (n b : Hom (fobj f b) (fobj g b)) ∘ fmap f k == fmap g k ∘ (n a : Hom (fobj f a) (fobj g a))).
      { intros a b k. specialize (K a b). destruct (bijective _ _ (as_map a _)); [| discriminate]. rewrite every_spec in K.
        specialize (K k (complete k)). apply same_map_spec in K. exact K. }
      apply (inverses_natural (mkTransformation _ _ f g n N) (fun a => proj1_sig (inverse_map (n a) (B a)) : Hom (fobj g a) (fobj f a))).
      intros a. destruct (inverse_map (n a) (B a)) as [m [H H']]. simpl. split; [exact H | exact H'].
    - intros (n & m & I).
      set (x := fun a => proj1_sig (coded (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) (n a : Map _ _))).
      assert (X : forall a, map_eqv (as_map a (x a)) (n a : Map _ _)).
      { intros a. apply (same_map_spec (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) (as_map a (x a)) (n a : Map _ _)). exact (proj2_sig (coded (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) (n a : Map _ _))). }
      destruct (written finite_objects same_object same_object_spec model_maps square x) as (c & _).
      { intros a b. unfold square.
        assert (B : bijective (GS := finite_value (h := f) a) (GT := finite_value (h := g) a) _ _ (as_map a (x a)) = true).
        { apply bijective_spec. destruct (I a) as [H H']. split.
          - intros d y z E. rewrite (X a d y), (X a d z) in E. rewrite <- (H d y), <- (H d z). simpl. exact (apply_proper _ _ (m a : Map _ _) d _ _ E).
          - intros d y. exists ((m a : Map _ _) d y). rewrite (X a d). exact (H' d y). }
        rewrite B. apply every_spec. intros k _. apply same_map_spec. intros d y.
        transitivity ((n b : Map _ _) d ((fmap f k : Map _ _) d y)); [exact (X b d _) |].
        transitivity ((fmap g k : Map _ _) d ((n a : Map _ _) d y)); [exact (component_natural _ _ n a b k d y) |].
        apply (apply_proper _ _ (fmap g k : Map _ _) d). symmetry. apply (X a d). }
      pose proof (@complete _ (finite_families finite_objects same_object same_object_spec model_maps square) c) as K.
      now destruct (@members_listed _ (finite_families finite_objects same_object same_object_spec model_maps square)).
  Qed.

  #[export] Instance decides_isomorphic_models : Decides (NaturallyIsomorphic f g) isomorphic_models (negb isomorphic_models) | 2.
  Proof. apply decides_of, isomorphic_models_spec. Qed.
End Isomorphic.

(** ** Ideal models *)

Section IdealModel.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (h : Model@{Set Set Set Set Set Set} C D) {Fh : FiniteModel h}.

  Definition maps_between (a b : C) : Type :=
    Transformations (GS := finite_value (h := h) a) (GT := finite_value (h := h) b) (fobj h a : Presheaf@{Set Set Set} D) (fobj h b : Presheaf@{Set Set Set} D).
  Definition finite_maps (a b : C) : Finite (maps_between a b) :=
    finite_transformations (GS := finite_value (h := h) a) (GT := finite_value (h := h) b) _ _.
  Definition map_between {a b : C} (c : maps_between a b) : Hom (fobj h a) (fobj h b) :=
    the_map (GS := finite_value (h := h) a) (GT := finite_value (h := h) b) _ _ c.
  Definition equal_maps {a b : C} (m n : Hom (fobj h a) (fobj h b)) : bool :=
    same_map (GS := finite_value (h := h) a) (GT := finite_value (h := h) b) (m : Map _ _) (n : Map _ _).

  Lemma equal_maps_spec {a b : C} (m n : Hom (fobj h a) (fobj h b)) : equal_maps m n = true <-> m == n.
  Proof. exact (same_map_spec (GS := finite_value (h := h) a) (GT := finite_value (h := h) b) (m : Map _ _) (n : Map _ _)). Qed.

  (** Each transformation between values is the value of exactly one arrow. *)
  Definition ideal_model : bool :=
    every (fun a => every (fun b => let images := map (fun f : Hom a b => fmap h f) (members_listed (Hom a b)) in
      every (fun c => single (filter (equal_maps (map_between c)) images)) (@members_listed _ (finite_maps a b)))
      (members_listed C)) (members_listed C).

  Lemma ideal_model_each : ideal_model = true <-> forall (a b : C) (c : maps_between a b),
    exists f : Hom a b, map_between c == fmap h f /\ forall g : Hom a b, map_between c == fmap h g -> f = g.
  Proof.
    unfold ideal_model. split.
    - intros H a b c. rewrite every_spec in H. specialize (H a (complete a)). rewrite every_spec in H. specialize (H b (complete b)).
      cbv zeta in H. rewrite every_spec in H. specialize (H c (@complete _ (finite_maps a b) c)).
      apply filter_map_single in H; [| apply once]. destruct H as (f & _ & E & only). exists f. split; [now apply equal_maps_spec |].
      intros g K. apply only; [apply complete | now apply equal_maps_spec].
    - intros H. apply every_spec. intros a _. apply every_spec. intros b _. apply every_spec. intros c _. apply filter_map_single; [apply once |].
      destruct (H a b c) as (f & E & only). exists f. split; [apply complete |]. split; [now apply equal_maps_spec |].
      intros g _ K. apply only. now apply equal_maps_spec.
  Qed.

  Theorem ideal_model_spec : ideal_model = true <-> Ideal h.
  Proof.
    rewrite ideal_model_each. split.
    - intros H.
      assert (code : forall (a b : C) (m : Hom (fobj h a) (fobj h b)), {c : maps_between a b | equal_maps (map_between c) m = true}).
      { intros a b m. exact (coded (GS := finite_value (h := h) a) (GT := finite_value (h := h) b) (m : Map _ _)). }
      assert (inv : forall (a b : C) (m : Hom (fobj h a) (fobj h b)), {f : Hom a b | equal_maps (fmap h f) m = true}).
      { intros a b m. apply (choose _ (members_listed (Hom a b))). destruct (code a b m) as [c E]. destruct (H a b c) as (f & K & _).
        exists f. split; [apply complete |]. apply equal_maps_spec. apply equal_maps_spec in E. now rewrite <- K. }
      assert (only : forall (a b : C) (f g : Hom a b), fmap h f == fmap h g -> f == g).
      { intros a b f g E. destruct (code a b (fmap h g)) as [c K]. apply equal_maps_spec in K. destruct (H a b c) as (k & _ & U).
        rewrite <- (U g K), <- (U f); [reflexivity |]. rewrite K. now symmetry. }
      assert (N : forall a b m, fmap h (proj1_sig (inv a b m)) == m) by (intros a b m; apply equal_maps_spec, (proj2_sig (inv a b m))).
      exists (fun a b m => proj1_sig (inv a b m)). split; [| split].
      + intros a b m m' E. apply only. rewrite !N. exact E.
      + exact N.
      + intros a b f. apply only, N.
    - intros (inv & Hp & Hr & Hl) a b c. exists (inv a b (map_between c)). split; [symmetry; apply Hr |].
      intros g K. apply equal_arrows. rewrite <- (Hl a b g). now apply Hp.
  Qed.

  #[export] Instance decides_ideal_model : Decides (Ideal h) ideal_model (negb ideal_model) | 5.
  Proof. apply decides_of, ideal_model_spec. Qed.
End IdealModel.

(** ** A model given object by object *)

Open Scope N_scope.

Section Explicit.
  Context {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true).
  Context {l : list system} (values_ok : forallb (check_task D) l = true) (maps : array (array (array N))).

  Definition value_system (p : N) : system := nth (N.to_nat p) l no_elements.
  Definition map_at (p i : N) : N -> N := get 0 (get (PositiveMap.empty N) (get (PositiveMap.empty (array N)) maps p) i).

  (** A transformation for each arrow, the identity for the identity, and that of a composite with a generator is
      composed. *)
  Definition check_model : bool :=
    all_below (objects (shape C)) (fun p =>
      all_below (size (value_system p)) (fun x => map_at p 0 x =? x) &&
      all_below (size (arrows (hom C p))) (fun i =>
        let a := place (arrows (hom C p)) i in
        all_below (size (value_system a)) (fun x =>
          (map_at p i x <? size (value_system p)) && (place (value_system p) (map_at p i x) =? place (value_system a) x) &&
          same (line (value_system p) (map_at p i x)) (map (map_at p i) (line (value_system a) x))) &&
        forallb (fun gy : N * N => all_below (size (value_system (place (arrows (hom C p)) (snd gy)))) (fun x =>
                   map_at p (snd gy) x =? map_at p i (map_at a (fst gy) x)))
                (combine (line (arrows (hom C a)) 0) (line (arrows (hom C p)) i)))).

  Hypothesis ok : check_model = true.
  Let V := check_category_spec C C_ok.

  Lemma model_identity p x : p < objects (shape C) -> x < size (value_system p) -> map_at p 0 x = x.
  Proof.
    intros Hp Hx. pose proof (all_below_spec _ _ ok p Hp) as K. cbv beta in K. apply andb_prop in K. destruct K as [K _].
    pose proof (all_below_spec _ _ K x Hx) as E. now apply N.eqb_eq in E.
  Qed.

  Lemma model_arrow p i : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    (forall x, x < size (value_system (place (arrows (hom C p)) i)) ->
       map_at p i x < size (value_system p) /\ place (value_system p) (map_at p i x) = place (value_system (place (arrows (hom C p)) i)) x /\
       line (value_system p) (map_at p i x) = map (map_at p i) (line (value_system (place (arrows (hom C p)) i)) x)) /\
    (forall k a x, nth_error (sources (shape C) (place (arrows (hom C p)) i)) k = Some a -> x < size (value_system a) ->
       map_at p (act (arrows (hom C p)) i k) x =
       map_at p i (map_at (place (arrows (hom C p)) i) (act (arrows (hom C (place (arrows (hom C p)) i))) 0 k) x)).
  Proof.
    intros Hp Hi. pose proof (all_below_spec _ _ ok p Hp) as K. cbv beta in K. apply andb_prop in K. destruct K as [_ K].
    pose proof (all_below_spec _ _ K i Hi) as L. cbv beta zeta in L. apply andb_prop in L. destruct L as [L M]. split.
    - intros x Hx. pose proof (all_below_spec _ _ L x Hx) as E. cbv beta in E. rewrite !andb_true_iff in E. destruct E as ((A & B) & E).
      repeat split; [now apply N.ltb_lt | now apply N.eqb_eq | now apply same_spec].
    - intros k a x Hk Hx. pose proof (arrow_place C V p i Hp Hi) as Bc. pose proof (category_homs C V p Hp) as Vp.
      pose proof (category_homs C V _ Bc) as Vc. destruct (valid_act _ _ (hom_valid _ _ _ Vp) i k a Hi Hk) as (_ & _ & Pa).
      rewrite forallb_forall in M.
      assert (Hk0 : nth_error (sources (shape C) (place (arrows (hom C (place (arrows (hom C p)) i))) 0)) k = Some a)
        by (rewrite (hom_unit _ _ _ Vc); exact Hk).
      specialize (M (act (arrows (hom C (place (arrows (hom C p)) i))) 0 k, act (arrows (hom C p)) i k)). cbn [fst snd] in M.
      rewrite Pa in M. apply N.eqb_eq. apply (all_below_spec _ _ (M (nth_error_In _ k (nth_error_combine _ _ k _ _
        (line_nth C_ok _ 0 k a Bc (hom_inhabited _ _ _ Vc) Hk0) (line_nth C_ok p i k a Hp Hi Hk)))) x Hx).
  Qed.

  Lemma model_follow b c g w : b < objects (shape C) -> c < objects (shape C) ->
    g < size (arrows (hom C c)) -> place (arrows (hom C c)) g = b -> forall a, walk (shape C) b w = Some a ->
    forall x, x < size (value_system a) ->
    map_at c (follow (arrows (hom C c)) g w) x = map_at c g (map_at b (follow (arrows (hom C b)) 0 w) x).
  Proof.
    intros Hb Hc Hg Hg'. pose proof (category_homs C V b Hb) as Vb. pose proof (category_homs C V c Hc) as Vc.
    induction w as [| k w IH]; intros a Hw x Hx; simpl in Hw.
    - injection Hw as <-. simpl. now rewrite model_identity.
    - destruct (walk (shape C) b w) as [e |] eqn:E; [| discriminate]. simpl.
      assert (E0 : walk (shape C) (place (arrows (hom C b)) 0) w = Some e) by (rewrite (hom_unit _ _ _ Vb); exact E).
      assert (E1 : walk (shape C) (place (arrows (hom C c)) g) w = Some e) by (rewrite Hg'; exact E).
      destruct (valid_follow _ _ (hom_valid _ _ _ Vb) w 0 e (hom_inhabited _ _ _ Vb) E0) as [Hi Hi'].
      destruct (valid_follow _ _ (hom_valid _ _ _ Vc) w g e Hg E1) as [Hj Hj'].
      assert (He : e < objects (shape C)) by (rewrite <- Hi'; apply (arrow_place C V); auto).
      destruct (model_arrow b _ Hb Hi) as [_ Lb]. destruct (model_arrow c _ Hc Hj) as [_ Lc]. rewrite Hi' in Lb. rewrite Hj' in Lc.
      rewrite (Lb k a x Hw Hx), (Lc k a x Hw Hx). apply (IH e eq_refl).
      pose proof (category_homs C V e He) as Ve.
      assert (Hk0 : nth_error (sources (shape C) (place (arrows (hom C e)) 0)) k = Some a) by (rewrite (hom_unit _ _ _ Ve); exact Hw).
      destruct (valid_act _ _ (hom_valid _ _ _ Ve) 0 k a (hom_inhabited _ _ _ Ve) Hk0) as (_ & Sg & Pg).
      destruct (model_arrow e _ He Sg) as [Me _]. rewrite Pg in Me. now apply Me.
  Qed.

  Definition model_value (a : category C C_ok) : Presheaf (category D D_ok) := task_family D_ok values_ok (number (p := fun a => a <? objects (shape C)) a).

  Definition model_fmap (a b : category C C_ok) (f : Hom a b) : Map (model_value a) (model_value b).
  Proof.
    destruct f as [i Hi].
    refine (number_map D (value_system (number (p := fun a => a <? objects (shape C)) a)) (value_system (number (p := fun a => a <? objects (shape C)) b)) D_ok
      (check_task_spec D _ (check_category_spec D D_ok) (family_ok values_ok _)) (check_task_spec D _ (check_category_spec D D_ok) (family_ok values_ok _))
      (map_at (number (p := fun a => a <? objects (shape C)) b) i) _ _ _).
    all: abstract (intros x Hx; pose proof Hi as M; apply member_spec in M; destruct M as [Si Pi];
      destruct (model_arrow _ _ (object_bound C b) Si) as [L _]; rewrite Pi in L; now apply L).
  Defined.

  Program Definition model : Model (category C C_ok) (category D D_ok) :=
    {| fobj := model_value; fmap := model_fmap |}.
  Next Obligation. intros a b [i Hi] [j Hj] E d x. simpl in *. now subst. Qed.
  Next Obligation.
    intros a d [x Hx]. simpl. apply model_identity; [apply object_bound |]. now apply member_spec in Hx.
  Qed.
  Next Obligation.
    intros a b c [g Hg] [f Hf] d [x Hx]. simpl. pose proof Hg as Mg. pose proof Hf as Mf. apply member_spec in Mg, Mf, Hx. destruct Mg as [Sg Pg], Mf as [Sf Pf].
    pose proof (category_homs C V _ (object_bound C b)) as Vb. unfold image.
    rewrite (model_follow _ _ g (word_of (hom C (number b)) f) (object_bound C b) (object_bound C c) Sg Pg (number a)).
    - now rewrite (hom_follow _ _ _ Vb f Sf).
    - rewrite <- Pf. exact (hom_walk _ _ _ Vb f Sf).
    - apply Hx.
  Qed.
End Explicit.

(** What exported files write down: rows of images, for each object and each arrow into it. *)
Definition maps_of (rows : list (list text)) : array (array (array N)) :=
  array_of (map (fun l => array_of (map (fun t => array_of (row t)) l)) rows).

#[export] Instance finite_model {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true)
    {l : list system} (values_ok : forallb (check_task D) l = true) (maps : array (array (array N))) (ok : check_model (C := C) (l := l) maps = true) :
  FiniteModel (model C_ok D_ok values_ok maps ok) :=
  fun a => (finite_task_family D_ok values_ok (number (p := fun a => a <? objects (shape C)) a)
            : FiniteTask (fobj (model C_ok D_ok values_ok maps ok) a : Presheaf (category D D_ok))).
