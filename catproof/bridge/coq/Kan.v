(** Quotients of what is finite, each class by a number; left Kan extensions of finite tasks, units and counits. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Full Natural.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** ** The equivalence that pairs generate *)

Fixpoint labels (pairs : list (nat * nat)) (l : list nat) : list nat :=
  match pairs with
  | [] => l
  | (i, j) :: rest => let x := nth i l O in let y := nth j l O in labels rest (map (fun n => if Nat.eqb n x then y else n) l)
  end.

Lemma nth_map_below {A B : Type} (h : A -> B) d e l i : (i < length l)%nat -> nth i (map h l) e = h (nth i l d).
Proof. intros H. rewrite (nth_indep _ e (h d)) by now rewrite map_length. apply map_nth. Qed.

Lemma labels_kept pairs : forall l i j, (i < length l)%nat -> (j < length l)%nat ->
  nth i l O = nth j l O -> nth i (labels pairs l) O = nth j (labels pairs l) O.
Proof.
  induction pairs as [| [a b] pairs IH]; intros l i j Hi Hj E; [exact E |]. simpl. apply IH; rewrite ?map_length; auto.
  now rewrite !(nth_map_below _ O) by assumption; rewrite E.
Qed.

Lemma labels_link pairs : forall l, (forall i j, In (i, j) pairs -> (i < length l)%nat /\ (j < length l)%nat) ->
  forall i j, In (i, j) pairs -> nth i (labels pairs l) O = nth j (labels pairs l) O.
Proof.
  induction pairs as [| [a b] pairs IH]; intros l B i j H; [destruct H |]. simpl.
  destruct H as [H | H].
  - injection H as -> ->. destruct (B i j (or_introl eq_refl)) as [Hi Hj]. apply labels_kept; rewrite ?map_length; auto.
    rewrite !(nth_map_below _ O) by assumption. rewrite Nat.eqb_refl. now destruct (Nat.eqb _ _).
  - apply IH; [| exact H]. intros x y K. rewrite ?map_length. apply B. now right.
Qed.

Lemma labels_sound (E : nat -> nat -> Prop) {Q : Equivalence E} pairs : forall l,
  (forall i j, In (i, j) pairs -> (i < length l)%nat /\ (j < length l)%nat /\ E i j) ->
  (forall i j, (i < length l)%nat -> (j < length l)%nat -> nth i l O = nth j l O -> E i j) ->
  forall i j, (i < length l)%nat -> (j < length l)%nat -> nth i (labels pairs l) O = nth j (labels pairs l) O -> E i j.
Proof.
  induction pairs as [| [a b] pairs IH]; intros l B H i j Hi Hj; [now apply H |]. simpl. intros K.
  destruct (B a b (or_introl eq_refl)) as (Ha & Hb & Eab).
  revert K. apply IH; rewrite ?map_length; auto.
  - intros x y K. rewrite ?map_length. apply B. now right.
  - intros x y Hx Hy. rewrite !(nth_map_below _ O) by assumption.
    destruct (Nat.eqb_spec (nth x l O) (nth a l O)) as [Ex | _], (Nat.eqb_spec (nth y l O) (nth a l O)) as [Ey | _]; intros K.
    + transitivity a; [now apply H | symmetry; now apply H].
    + transitivity a; [now apply H |]. transitivity b; [exact Eab | now apply H].
    + transitivity b; [now apply H |]. transitivity a; [now symmetry | symmetry; now apply H].
    + now apply H.
Qed.

Lemma index_found {A : Type} (p : A -> bool) l x : In x l -> p x = true -> exists y, nth_error l (index p l) = Some y /\ p y = true.
Proof.
  induction l as [| z l IH]; intros H P; [destruct H |]. simpl. destruct (p z) eqn:E; [now exists z |].
  destruct H as [-> | H]; [congruence | now apply IH].
Qed.

Lemma index_ext {A : Type} (p q : A -> bool) l : (forall x, p x = q x) -> index p l = index q l.
Proof. intros H. induction l as [| z l IH]; simpl; [reflexivity |]. now rewrite H, IH. Qed.

Section Closure.
  Context {A : Type} (same : A -> A -> bool) (same_spec : forall x y, same x y = true <-> x = y).
  Context (l : list A) (all : forall x, In x l) (pairs : list (A * A)).

  Definition position (x : A) : nat := index (same x) l.
  Definition label (x : A) : nat :=
    nth (position x) (labels (map (fun p => (position (fst p), position (snd p))) pairs) (seq 0 (length l))) O.
  (** The labels are made once for all [y]. *)
  Definition linked : A -> A -> bool :=
    let made := labels (map (fun p => (position (fst p), position (snd p))) pairs) (seq 0 (length l)) in
    fun x => let n := nth (position x) made O in fun y => Nat.eqb n (nth (position y) made O).
  Lemma linked_label x y : linked x y = Nat.eqb (label x) (label y).
  Proof. reflexivity. Qed.

  Lemma position_spec x : nth_error l (position x) = Some x /\ (position x < length l)%nat.
  Proof.
    destruct (index_found (same x) l x (all x) (proj2 (same_spec x x) eq_refl)) as (y & E & S). apply same_spec in S. subst y.
    split; [exact E |]. apply nth_error_Some. unfold position. congruence.
  Qed.

  Lemma linked_spec (E : A -> A -> Prop) {Q : Equivalence E} : (forall x y, In (x, y) pairs -> E x y) ->
    (forall R : A -> A -> Prop, Equivalence R -> (forall x y, In (x, y) pairs -> R x y) -> forall x y, E x y -> R x y) ->
    forall x y, linked x y = true <-> E x y.
  Proof.
    intros G M x y. rewrite linked_label, Nat.eqb_eq. split.
    - unfold label. intros H.
      set (E' := fun i j => i = j \/ exists a b, nth_error l i = Some a /\ nth_error l j = Some b /\ E a b).
      assert (Q' : Equivalence E').
      { split.
        - intros i. now left.
        - intros i j [-> | (a & b & Ha & Hb & K)]; [now left |]. right. exists b, a. repeat split; auto. now symmetry.
        - intros i j k [-> | (a & b & Ha & Hb & K)]; [auto |]. intros [<- | (c & d & Hc & Hd & K')]; [right; eauto 6 |].
          right. exists a, d. repeat split; auto. transitivity b; [exact K |]. congruence. }
      destruct (position_spec x) as [Px Lx], (position_spec y) as [Py Ly].
      assert (K : E' (position x) (position y)).
      { revert H. apply (labels_sound E'); rewrite ?seq_length; auto.
        - intros i j K. rewrite ?seq_length. apply in_map_iff in K. destruct K as ([a b] & K & I). injection K as <- <-. simpl.
          destruct (position_spec a), (position_spec b). repeat split; auto. right. exists a, b. auto.
        - intros i j Hi Hj H. rewrite !seq_nth in H by assumption. left. now apply Nat.add_cancel_l in H. }
      destruct K as [K | (a & b & Ha & Hb & K)]; [rewrite K in Px; assert (x = y) as -> by congruence; reflexivity |].
      assert (x = a) as -> by congruence. assert (y = b) as -> by congruence. exact K.
    - apply (M (fun x y => label x = label y)).
      + split; [intros a; reflexivity | intros a b; auto | intros a b c; congruence].
      + intros a b K. unfold label. apply labels_link.
        * intros i j I. rewrite seq_length. apply in_map_iff in I. destruct I as ([c d] & I & _). injection I as <- <-. simpl.
          split; apply position_spec.
        * apply in_map_iff. now exists (a, b).
  Qed.
End Closure.

(** ** A task whose equality is decided, each class of equal elements by its number *)

Class Settling {D : Category@{Set Set}} (K : Presheaf@{Set Set Set} D) := {
  raw_listed : forall a, list (K a);
  raw_complete : forall a x, In x (raw_listed a);
  raw_same : forall a, K a -> K a -> bool;
  raw_same_spec : forall a x y, raw_same a x y = true <-> x == y }.

Section Settled.
  Context {D : Category@{Set Set}} (K : Presheaf@{Set Set Set} D) {S : Settling K}.

  Definition class_number (a : D) (x : K a) : nat := index (raw_same a x) (raw_listed a).
  Definition is_class (a : D) (n : nat) : bool :=
    match nth_error (raw_listed a) n with Some x => Nat.eqb (class_number a x) n | None => false end.
  Definition class_at (a : D) : Set := {n : nat | is_class a n = true}.

  Lemma class_number_same a x y : x == y -> class_number a x = class_number a y.
  Proof.
    intros E. apply index_ext. intros z. apply eq_iff_eq_true. rewrite !raw_same_spec. now rewrite E.
  Qed.

  Lemma class_number_found a x : exists y, nth_error (raw_listed a) (class_number a x) = Some y /\ x == y.
  Proof.
    destruct (index_found (raw_same a x) (raw_listed a) x (raw_complete a x)) as (y & E & H).
    - apply raw_same_spec. reflexivity.
    - exists y. split; [exact E | now apply raw_same_spec].
  Qed.

  Lemma class_number_eq a x y : class_number a x = class_number a y -> x == y.
  Proof.
    intros E. destruct (class_number_found a x) as (u & Eu & Hu), (class_number_found a y) as (v & Ev & Hv).
    rewrite Hu, Hv. rewrite E in Eu. assert (u = v) as -> by congruence. reflexivity.
  Qed.

  Lemma class_number_is a x : is_class a (class_number a x) = true.
  Proof.
    destruct (class_number_found a x) as (y & E & H). unfold is_class. rewrite E. apply Nat.eqb_eq. symmetry. now apply class_number_same.
  Qed.

  Definition class_of (a : D) (x : K a) : class_at a := exist _ _ (class_number_is a x).

  Definition representative (a : D) (c : class_at a) : {x : K a | class_number a x = proj1_sig c}.
  Proof.
    destruct c as [n H]. simpl. unfold is_class in H. destruct (nth_error (raw_listed a) n) as [x |]; [| discriminate].
    exists x. now apply Nat.eqb_eq.
  Defined.
  Definition some_of (a : D) (c : class_at a) : K a := proj1_sig (representative a c).

  Lemma class_of_some a c : class_of a (some_of a c) = c.
  Proof. apply same_subset. exact (proj2_sig (representative a c)). Qed.
  Lemma some_of_class a x : some_of a (class_of a x) == x.
  Proof. apply class_number_eq. exact (proj2_sig (representative a (class_of a x))). Qed.
  Lemma class_of_same a x y : x == y -> class_of a x = class_of a y.
  Proof. intros E. apply same_subset. now apply class_number_same. Qed.

  Program Definition settled : Presheaf@{Set Set Set} D :=
    {| values := fun a => discrete_setoid (class_at a); restrict := fun a b f c => class_of a (restrict K f (some_of b c)) |}.
  Next Obligation. intros a b f f' Hf c c' Hc. simpl in *. subst. apply class_of_same. now rewrite Hf. Qed.
  Next Obligation. intros a c. simpl. rewrite <- (class_of_some a c) at 2. apply class_of_same, restrict_id. Qed.
  Next Obligation. intros a b c g f x. simpl. apply class_of_same. now rewrite restrict_comp, some_of_class. Qed.

  #[export] Instance finite_settled : FiniteTask settled.
  Proof.
    unshelve refine {| finite_elements := fun a => (finite_subset (p := is_class a) (seq 0 (length (raw_listed a))) _ (seq_NoDup _ _) : Finite (settled a));
              same_element := fun a (x y : class_at a) => Nat.eqb (proj1_sig x) (proj1_sig y) |}.
    - intros n H. apply in_seq. split; [lia |]. apply nth_error_Some. unfold is_class in H. now destruct (nth_error (raw_listed a) n).
    - intros a x y. rewrite Nat.eqb_eq. split; [apply same_subset | now intros ->].
    - intros a x y H. exact H.
  Defined.

  Program Definition settle : Map K settled := {| apply := fun a x => class_of a x : settled a |}.
  Next Obligation. intros a x y H. now apply class_of_same. Qed.
  Next Obligation. intros a b f x. simpl. apply class_of_same. now rewrite some_of_class. Qed.

  Program Definition unsettle : Map settled K := {| apply := fun a (c : class_at a) => some_of a c |}.
  Next Obligation. intros a b f x. simpl. apply some_of_class. Qed.

  Theorem settled_iso : Iso settled K.
  Proof. exists unsettle, settle. split; intros a x; [apply class_of_some | apply some_of_class]. Qed.
End Settled.

(** ** Left Kan extensions *)

Section Lan.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F : Functor C D).

  Section Points.
    Context (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} (d : D).

    Definition spread : Set := {c : C & (Hom d (F c) * T c)%type}.
    Definition point_of (s : spread) : Lan F T d := lan_pair (fst (projT2 s)) (snd (projT2 s)).
    Definition spread_of (s : Lan F T d) : spread := existT _ (lan_object s) (lan_arrow s, lan_value s).

    Definition same_pair (c : C) (p q : Hom d (F c) * T c) : bool :=
      if same_arrow _ _ (fst p) (fst q) then same_element c (snd p) (snd q) else false.
    Definition all_pairs (c : C) : list (Hom d (F c) * T c) := @members_listed _ finite_pairs.

    Lemma same_pair_spec c p q : same_pair c p q = true <-> p = q.
    Proof.
      destruct p as [k x], q as [k' x']. unfold same_pair. simpl. destruct (same_arrow d (F c) k k') eqn:E.
      - apply same_arrow_spec in E. subst. rewrite same_element_spec. split; congruence.
      - split; [discriminate |]. intros H. injection H as -> ->. rewrite (proj2 (same_arrow_spec d (F c) k' k') eq_refl) in E. discriminate.
    Qed.

    Definition same_point (s t : Lan F T d) : bool :=
      if same_object (lan_object s) (lan_object t) then
        Nat.eqb (index (same_pair _ (lan_arrow s, lan_value s)) (all_pairs (lan_object s)))
                (index (same_pair _ (lan_arrow t, lan_value t)) (all_pairs (lan_object t)))
      else false.

    Lemma same_point_spec (s t : Lan F T d) : same_point s t = true <-> s = t.
    Proof.
      destruct s as [c k x], t as [c' k' x']. unfold same_point. simpl. destruct (same_object c c') eqn:E.
      - apply same_object_spec in E. subst. rewrite Nat.eqb_eq. split.
        + intros H. apply (index_only _ (same_pair_spec c')) in H; [| apply complete]. injection H as -> ->. reflexivity.
        + intros H. apply (f_equal spread_of) in H. unfold spread_of in H. simpl in H.
          apply (Eqdep_dec.inj_pair2_eq_dec C object_dec) in H. now rewrite H.
      - split; [discriminate |]. intros H. apply (f_equal lan_object) in H. simpl in H. apply same_object_spec in H. congruence.
    Qed.

    Definition points : list (Lan F T d) := flat_map (fun c => map (fun p => lan_pair (fst p) (snd p) : Lan F T d) (all_pairs c)) (members_listed C).

    Lemma in_points s : In s points.
    Proof.
      destruct s as [c k x]. apply in_flat_map. exists c. split; [apply complete |]. apply in_map_iff. exists (k, x).
      split; [reflexivity | apply complete].
    Qed.

    Definition gluing : list (Lan F T d * Lan F T d) :=
      flat_map (fun c => flat_map (fun c' => flat_map (fun f : Hom c' c => flat_map (fun k : Hom d (F c') => map (fun x : T c =>
        (lan_pair (fmap F f ∘ k) x, lan_pair k (restrict T f x)) : Lan F T d * Lan F T d) (members_listed (T c)))
        (members_listed (Hom d (F c')))) (members_listed (Hom c' c))) (members_listed C)) (members_listed C).

    Lemma gluing_spec s t : In (s, t) gluing <-> exists c c' (f : Hom c' c) (k : Hom d (F c')) (x : T c),
      s = lan_pair (fmap F f ∘ k) x /\ t = lan_pair k (restrict T f x).
    Proof.
      unfold gluing. rewrite in_flat_map. split.
      - intros (c & _ & H). apply in_flat_map in H. destruct H as (c' & _ & H). apply in_flat_map in H. destruct H as (f & _ & H).
        apply in_flat_map in H. destruct H as (k & _ & H). apply in_map_iff in H. destruct H as (x & H & _). injection H as <- <-.
        exists c, c', f, k, x. auto.
      - intros (c & c' & f & k & x & -> & ->). exists c. split; [apply complete |]. apply in_flat_map. exists c'. split; [apply complete |].
        apply in_flat_map. exists f. split; [apply complete |]. apply in_flat_map. exists k. split; [apply complete |].
        apply in_map_iff. exists x. split; [reflexivity | apply complete].
    Qed.

    Lemma lan_linked (s t : Lan F T d) : linked same_point points gluing s t = true <-> s == t.
    Proof.
      apply (linked_spec same_point same_point_spec points in_points gluing (@lan_eqv _ _ F T d) (Q := lan_eqv_equivalence F T d)).
      - intros x y H. apply gluing_spec in H. destruct H as (c & c' & f & k & u & -> & ->). apply (lan_glue F T d c c' f); reflexivity.
      - intros R Q G x y H. induction H as [c c' f k k' u u' Hk Hu | s' | s' t' H IH | s' t' r H IH H' IH'].
        + apply equal_arrows in Hk. apply equal_elements in Hu. subst. apply G, gluing_spec. exists c, c', f, k, u. auto.
        + reflexivity.
        + now symmetry.
        + now transitivity t'.
    Qed.
  End Points.

  #[export] Instance settling_lan (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : Settling (Lan F T) :=
    {| raw_listed := points T; raw_complete := in_points T; raw_same := fun d => linked (same_point T d) (points T d) (gluing T d);
       raw_same_spec := lan_linked T |}.

  (** The left Kan extension, its classes by numbers. *)
  Definition lan_task (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : Presheaf@{Set Set Set} D := settled (Lan F T).

  Theorem lan_task_iso (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : Iso (lan_task T) (Lan F T).
  Proof. apply settled_iso. Qed.

  #[export] Instance finite_lan (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : FiniteTask (lan_task T) := finite_settled (Lan F T).

  Definition lan_map {S T : Presheaf@{Set Set Set} C} {FS : FiniteTask S} {FT : FiniteTask T} (m : Map S T) : Map (lan_task S) (lan_task T) :=
    compose_map (compose_map (settle (Lan F T)) (extend F S (Lan F T) (compose_map (lan_unit F T) m))) (unsettle (Lan F S)).
  Definition kan_unit (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : Map T (pullback F (lan_task T)) :=
    compose_map (pullback_map F (settle (Lan F T))) (lan_unit F T).
  Definition kan_counit (Q : Presheaf@{Set Set Set} D) {FQ : FiniteTask Q} : Map (lan_task (pullback F Q)) Q :=
    compose_map (extend F (pullback F Q) Q (identity_map (pullback F Q))) (unsettle (Lan F (pullback F Q))).
End Lan.

#[export] Typeclasses Opaque lan_task settled.
