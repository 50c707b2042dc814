(** Numbers of functors: distinct tables are distinct functors, and the tables are all of them up to equality, so that a number
    of tables is a number of functors. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export KeptFunctors ListedFunctors.
Import ListNotations.
Open Scope N_scope.

(** There are [k] functors with a property: a list of so many has each once, up to equality. *)
Definition FunctorNumber {B C : Category@{Set Set}} (P : Functor B C -> Prop) (k : Z) : Prop :=
  exists l, ForallOrdPairs (fun F G => ~ SameFunctor F G) l /\ Forall P l /\ (forall F, P F -> Exists (SameFunctor F) l) /\ Z.of_nat (length l) = k.

(** There is exactly one. *)
Definition OneFunctor {B C : Category@{Set Set}} (P : Functor B C -> Prop) : Prop := exists F, P F /\ forall G, P G -> SameFunctor F G.

Section Tables.
  Context {C D : category_table} {C_ok : check_category C = true} {D_ok : check_category D = true}.

  Lemma same_numbers {a b c d : category D D_ok} (f : Hom a b) (g : Hom c d) : SameArrow f g -> number f = number g.
  Proof. intros H. destruct (same_arrow_ends _ _ H) as [<- <-]. apply same_arrow_eq in H. exact H. Qed.

  Lemma same_object_numbers (F G : Functor (category C C_ok) (category D D_ok)) : SameFunctor F G -> forall p, object_number C_ok D_ok F p = object_number C_ok D_ok G p.
  Proof.
    intros H p. unfold object_number. destruct (bool_dec (p <? objects (shape C)) true) as [Hp |]; [| reflexivity]. f_equal.
    exact (proj1 (same_arrow_ends _ _ (H _ _ (id (exist _ p Hp : category C C_ok))))).
  Qed.
  Lemma same_arrow_numbers (F G : Functor (category C C_ok) (category D D_ok)) : SameFunctor F G -> forall p i, arrow_number C_ok D_ok F p i = arrow_number C_ok D_ok G p i.
  Proof.
    intros H p i. unfold arrow_number. destruct (bool_dec (p <? objects (shape C)) true) as [Hp |]; [| reflexivity].
    destruct (bool_dec (place (arrows (hom C p)) i <? objects (shape C)) true) as [Ha |]; [| reflexivity].
    destruct (bool_dec (member (arrows (hom C p)) (place (arrows (hom C p)) i) i) true) as [Hi |]; [| reflexivity].
    apply same_numbers, H.
  Qed.

  (** Distinct tables are distinct functors. *)
  Theorem same_tabled (c d : Functors C_ok D_ok) : SameFunctor (the_functor c) (the_functor d) -> c = d.
  Proof.
    destruct c as [c m E H], d as [d m' E' H']. subst m m'. intros S. apply same_made. cbn [key]. apply (same_code C_ok D_ok c d H H'). intros x v I.
    unfold values_of_code in I. apply in_flat_map in I. destruct I as (p & Hp & I). apply in_range in Hp.
    change (SameFunctor (functor C D (functor_from C D c) C_ok D_ok (functorial_check C D _ _ H)) (functor C D (functor_from C D d) C_ok D_ok (functorial_check C D _ _ H'))) in S.
    destruct I as [I | I].
    - injection I as <- <-. rewrite functor_map_identity, (same_object_numbers _ _ S), (code_object C_ok D_ok d H' p Hp) by (auto; reflexivity). reflexivity.
    - apply in_map_iff in I. destruct I as (k & I & Hk). injection I as <- <-. apply in_seq in Hk. destruct (code_generator C_ok D_ok d H' p k Hp ltac:(lia)) as (A & N & _).
      rewrite functor_map_spec, (same_object_numbers _ _ S), (same_arrow_numbers _ _ S), N, (code_object C_ok D_ok d H' p Hp) by (auto; reflexivity). reflexivity.
  Qed.
End Tables.

Section Counted.
  Context {B C : Category@{Set Set}} {B' C' : category_table} {B_ok : check_category B' = true} {C_ok : check_category C' = true}
    {d : Isomorphism B (category B' B_ok)} {e : Isomorphism C (category C' C_ok)}.
  #[local] Instance : FiniteCategory B := left_finite (C := category B' B_ok).
  #[local] Instance : FiniteCategory C := left_finite (C := category C' C_ok).

  (** Equal functors have one table. *)
  Lemma one_table {F G : Functor B C} {c g : Functors B_ok C_ok} : FunctorTabled F c -> FunctorTabled G g -> (SameFunctor F G <-> c = g).
  Proof.
    intros T U. split.
    - intros S. apply same_tabled. intros a b f. destruct (moved_from (e := d) (a := @back B _ d a) (b := @back B _ d b) (A := forth_object (e := d) a) (B := forth_object (e := d) b) f) as (h & M).
      apply (kept_same_arrow (F := value_on_moved T M) (G := value_on_moved U M)). apply S.
    - intros <- a b f. pose proof (proj2 (same_arrow_eq _ _) (reflexivity (fmap (@forth B _ d) f)) : ArrowMoved (e := d) f (fmap (@forth B _ d) f)) as M.
      apply (kept_same_arrow (F := value_on_moved T M) (G := value_on_moved U M)). now apply same_arrow_eq.
  Qed.

  Context {P : Functor B C -> Prop} {Q : Functors B_ok C_ok -> Prop} (K : forall F c, FunctorTabled F c -> IsKept (P F) (Q c)).

  Lemma tables_of (l : list (Functor B C)) : exists m : list (Functors B_ok C_ok), Forall2 FunctorTabled l m.
  Proof.
    induction l as [| F l (m & H)]; [now exists [] |]. destruct (match_right (R := FunctorTabled) F) as (c & [T]). exists (c :: m). now constructor.
  Qed.
  Lemma functors_of (m : list (Functors B_ok C_ok)) : exists l : list (Functor B C), Forall2 FunctorTabled l m.
  Proof.
    induction m as [| c m (l & H)]; [now exists [] |]. destruct (match_left (R := FunctorTabled (d := d) (e := e)) c) as (F & [T]). exists (F :: l). now constructor.
  Qed.

  Lemma listed_table (l : list (Functor B C)) (m : list (Functors B_ok C_ok)) (F : Functor B C) (c : Functors B_ok C_ok) : Forall2 FunctorTabled l m -> FunctorTabled F c -> (Exists (SameFunctor F) l <-> In c m).
  Proof.
    intros H T. induction H as [| G g l m U H IH]; [split; [intros E; inversion E | intros []] |]. rewrite Exists_cons, IH, (one_table T U). cbn. intuition congruence.
  Qed.
  Lemma distinct_tables (l : list (Functor B C)) (m : list (Functors B_ok C_ok)) : Forall2 FunctorTabled l m -> (ForallOrdPairs (fun F G => ~ SameFunctor F G) l <-> NoDup m).
  Proof.
    intros H. induction H as [| F c l m T H IH]; [split; constructor |]. split.
    - intros N. inversion N as [| F' l' A N']; subst. constructor; [| now apply IH]. rewrite <- (listed_table _ _ _ _ H T). rewrite Exists_exists, Forall_forall in *.
      intros (G & I & S). exact (A G I S).
    - intros N. inversion N as [| c' m' A N']; subst. constructor; [| now apply IH]. rewrite <- (listed_table _ _ _ _ H T) in A. rewrite Exists_exists in A.
      apply Forall_forall. intros G I S. apply A. now exists G.
  Qed.
  Lemma all_tables (l : list (Functor B C)) (m : list (Functors B_ok C_ok)) : Forall2 FunctorTabled l m -> (Forall P l <-> Forall Q m).
  Proof.
    intros H. induction H as [| F c l m T H IH]; [split; constructor |]. rewrite !Forall_cons_iff, IH. pose proof (K F c T : P F <-> Q c). tauto.
  Qed.

  Lemma as_long (l : list (Functor B C)) (m : list (Functors B_ok C_ok)) : Forall2 FunctorTabled l m -> length l = length m.
  Proof. intros H. induction H; cbn; congruence. Qed.

  #[export] Instance kept_functor_number {k k' : Z} : SameValue k k' -> IsKept (FunctorNumber P k) (Number Q k').
  Proof.
    intros <-. split.
    - intros (l & N & A & S & L). destruct (tables_of l) as (m & H). exists m. split; [exact (proj1 (distinct_tables _ _ H) N) |]. split.
      + pose proof (proj1 (Forall_forall _ _) (proj1 (all_tables _ _ H) A)) as A'. intros c. split; [apply A' |].
        intros q. destruct (match_left (R := FunctorTabled (d := d) (e := e)) c) as (F & [T]). apply (listed_table _ _ _ _ H T), S. now apply (K F c T).
      + now rewrite <- (as_long _ _ H).
    - intros (m & N & A & L). destruct (functors_of m) as (l & H). exists l. split; [exact (proj2 (distinct_tables _ _ H) N) |]. split; [| split].
      + apply (all_tables _ _ H), Forall_forall. intros c. apply A.
      + intros F p. destruct (match_right (R := FunctorTabled) F) as (c & [T]). apply (listed_table _ _ _ _ H T), A. now apply (K F c T).
      + now rewrite (as_long _ _ H).
  Qed.

  #[export] Instance kept_one_functor : IsKept (OneFunctor P) (exists! c, Q c).
  Proof.
    split.
    - intros (F & p & only). destruct (match_right (R := FunctorTabled) F) as (c & [T]). exists c. split; [now apply (K F c T) |]. intros g q.
      destruct (match_left (R := FunctorTabled (d := d) (e := e)) g) as (G & [U]). apply (one_table T U), only. now apply (K G g U).
    - intros (c & q & only). destruct (match_left (R := FunctorTabled (d := d) (e := e)) c) as (F & [T]). exists F. split; [now apply (K F c T) |]. intros G p.
      destruct (match_right (R := FunctorTabled) G) as (g & [U]). apply (one_table T U), only. now apply (K G g U).
  Qed.
End Counted.

#[export] Typeclasses Opaque FunctorNumber OneFunctor.
