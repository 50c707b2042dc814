(** Isomorphisms of categories and of functors that are given by tables: that they are so is computed, along each arrow once. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Categories.
Import ListNotations.
Open Scope N_scope.

Lemma same_numbered {C : category_table} {C_ok : check_category C = true} {a b c d : category C C_ok} (f : Hom a b) (g : Hom c d) :
  a = c -> b = d -> number f = number g -> SameArrow f g.
Proof. intros E E'. destruct E, E'. intros H. now apply same_arrow_eq. Qed.

Section Inverse.
  Context {C D : category_table} {F G : functor_table} (C_ok : check_category C = true) (D_ok : check_category D = true)
    (F_ok : check_functor C D F = true) (G_ok : check_functor D C G = true).

  (** Each object and each arrow comes back. *)
  Definition comes_back : bool :=
    all_below (objects (shape C)) (fun p => (value_at G (value_at F p) =? p) &&
      all_below (size (arrows (hom C p))) (fun i => value_on G (value_at F p) (value_on F p i) =? i)).

  Lemma comes_back_spec : comes_back = true ->
    SameFunctor (compose_functor (functor D C G D_ok C_ok G_ok) (functor C D F C_ok D_ok F_ok)) (identity_functor (category C C_ok)).
  Proof.
    intros H. pose proof (all_below_spec _ _ H) as L. cbv beta in L. clear H.
    assert (O : forall a : category C C_ok, functor D C G D_ok C_ok G_ok (functor C D F C_ok D_ok F_ok a) = a).
    { intros a. apply subset_eq. pose proof (L _ (object_bound C a)) as K. apply andb_prop in K. destruct K as [K _]. now apply N.eqb_eq in K. }
    intros a b f. apply (same_numbered _ _ (O a) (O b)). pose proof (L _ (object_bound C b)) as K. apply andb_prop in K. destruct K as [_ K].
    pose proof (all_below_spec _ _ K) as M. cbv beta in M. destruct f as [i Hi]. pose proof (proj1 (member_spec _ _ _) Hi) as [B _]. specialize (M i B).
    now apply N.eqb_eq in M.
  Qed.
End Inverse.

(** A functor and its inverse. *)
Theorem isomorphic_categories_found {C D : category_table} {F G : functor_table} (C_ok : check_category C = true) (D_ok : check_category D = true)
    (F_ok : check_functor C D F = true) (G_ok : check_functor D C G = true) :
  (if comes_back (C := C) (F := F) (G := G) then comes_back (C := D) (F := G) (G := F) else false) = true -> IsomorphicCategories (category C C_ok) (category D D_ok).
Proof.
  destruct comes_back eqn:E; [| discriminate]. intros E'. exists (functor C D F C_ok D_ok F_ok), (functor D C G D_ok C_ok G_ok).
  split; [exact (comes_back_spec C_ok D_ok F_ok G_ok E) | exact (comes_back_spec D_ok C_ok G_ok F_ok E')].
Qed.

(** A natural isomorphism: an arrow at each object, with its inverse. *)
Section NaturalFound.
  Context {C D : category_table} {F G : functor_table} (C_ok : check_category C = true) (D_ok : check_category D = true)
    (F_ok : check_functor C D F = true) (G_ok : check_functor C D G = true) (there back : array N).
  Let n (p : N) : N := get 0 there p.
  Let m (p : N) : N := get 0 back p.

  Definition naturally_inverse : bool :=
    all_below (objects (shape C)) (fun p => let d := value_at F p in let e := value_at G p in
      member (arrows (hom D e)) d (n p) && member (arrows (hom D d)) e (m p) && (compose D e d (m p) (n p) =? 0) && (compose D d e (n p) (m p) =? 0) &&
      all_below (size (arrows (hom C p))) (fun i => let a := place (arrows (hom C p)) i in
        compose D d e (n p) (value_on F p i) =? compose D (value_at G a) e (value_on G p i) (n a))).

  Theorem natural_isomorphism_found : naturally_inverse = true -> NaturallyIsomorphic (functor C D F C_ok D_ok F_ok) (functor C D G C_ok D_ok G_ok).
  Proof.
    intros H. pose proof (all_below_spec _ _ H) as L. cbv beta zeta in L. clear H.
    assert (A : forall p, p < objects (shape C) -> member (arrows (hom D (value_at G p))) (value_at F p) (n p) = true /\
      member (arrows (hom D (value_at F p))) (value_at G p) (m p) = true /\ compose D (value_at G p) (value_at F p) (m p) (n p) = 0 /\
      compose D (value_at F p) (value_at G p) (n p) (m p) = 0 /\
      forall i, i < size (arrows (hom C p)) -> compose D (value_at F p) (value_at G p) (n p) (value_on F p i) =
        compose D (value_at G (place (arrows (hom C p)) i)) (value_at G p) (value_on G p i) (n (place (arrows (hom C p)) i))).
    { intros p Hp. specialize (L p Hp). rewrite !andb_true_iff in L. destruct L as ((((M & M') & I) & I') & N).
      split; [exact M |]. split; [exact M' |]. split; [now apply N.eqb_eq |]. split; [now apply N.eqb_eq |].
      intros i Hi. apply N.eqb_eq. exact (all_below_spec _ _ N i Hi). }
    unshelve eapply (inverses_natural (mkTransformation _ _ (functor C D F C_ok D_ok F_ok) (functor C D G C_ok D_ok G_ok)
      (fun a => exist _ (n (number (p := fun a => a <? objects (shape C)) a)) (proj1 (A _ (object_bound C a)))) _)
      (fun a => exist _ (m (number (p := fun a => a <? objects (shape C)) a)) (proj1 (proj2 (A _ (object_bound C a)))))).
    - intros a b f. destruct f as [i Hi]. pose proof (proj1 (member_spec _ _ _) Hi) as [B P]. pose proof (proj2 (proj2 (proj2 (proj2 (A _ (object_bound C b))))) i B) as N.
      rewrite P in N. exact N.
    - intros a. pose proof (proj2 (proj2 (A _ (object_bound C a)))) as (I & I' & _). split; [exact I | exact I'].
  Qed.
End NaturalFound.
