(** The Yoneda lemma, universal elements, uniqueness of representing objects (Mac Lane, III.1-2; Riehl, 2.2-2.3), and
    what prompting and tuning mean for the models [yoneda_model C] and [via_model F]. *)

From Coq Require Import List Peano_dec.
From Catproof Require Export Model.

Set Universe Polymorphism.
Unset Universe Minimization ToSet.
#[local] Obligation Tactic := idtac.

(** The inverse of a natural map is natural. *)
Lemma iso_of_inverse' {C : Category} {S T : Presheaf C} (m : Map S T) (n : forall a : C, T a -> S a) :
  (forall a (x y : T a), x == y -> n a x == n a y) -> (forall a (x : S a), n a (m a x) == x) ->
  (forall a (y : T a), m a (n a y) == y) -> exists n : Map T S, MutuallyInverse m n.
Proof.
  intros P H K.
  assert (N : forall (a b : C) (f : Hom a b) (y : T b), n a (restrict T f y) == restrict S f (n b y)).
  { intros a b f y. rewrite <- (H a (restrict S f (n b y))). apply P. rewrite (apply_natural _ _ m). now rewrite K. }
  exists (mkMap n P N). split; [exact H | exact K].
Qed.

Lemma iso_of_inverse {C : Category} {S T : Presheaf C} (m : Map S T) (n : forall a : C, T a -> S a) :
  (forall a (x y : T a), x == y -> n a x == n a y) -> (forall a (x : S a), n a (m a x) == x) ->
  (forall a (y : T a), m a (n a y) == y) -> Iso S T.
Proof. intros P H K. exists m. now apply (iso_of_inverse' m n). Qed.

(** ** The Yoneda lemma: [Nat(y P, T) ~= T P], naturally in [P] and [T] *)

Definition evaluate {C : Category} {T : Presheaf C} {P : C} (m : Map (yoneda P) T) : T P := m P (id P).

Lemma evaluate_named {C : Category} {T : Presheaf C} {P : C} (u : T P) : evaluate (named u) == u.
Proof. apply restrict_id. Qed.

Lemma named_evaluate {C : Category} {T : Presheaf C} {P : C} (m : Map (yoneda P) T) : map_eqv (named (evaluate m)) m.
Proof.
  intros X f. unfold evaluate. simpl. rewrite <- (apply_natural _ _ m). simpl. now rewrite comp_id_left.
Qed.

Theorem yoneda_lemma {C : Category} (T : Presheaf C) (P : C) :
  (forall u : T P, evaluate (named u) == u) /\
  (forall m : Map (yoneda P) T, map_eqv (named (evaluate m)) m) /\
  (forall u v : T P, u == v -> map_eqv (named u) (named v)) /\
  (forall m n : Map (yoneda P) T, map_eqv m n -> evaluate m == evaluate n).
Proof.
  split; [exact evaluate_named |]. split; [exact named_evaluate |]. split.
  - intros u v H X f. simpl. now rewrite H.
  - intros m n H. apply H.
Qed.

Theorem yoneda_lemma_natural_in_object {C : Category} (T : Presheaf C) (P Q : C) (f : Hom Q P)
    (m : Map (yoneda P) T) :
  evaluate (compose_map m (fmap (yoneda_functor C) f : Map (yoneda Q) (yoneda P))) == restrict T f (evaluate m).
Proof.
  unfold evaluate. simpl. rewrite <- (apply_natural _ _ m). simpl. now rewrite comp_id_left, comp_id_right.
Qed.

Theorem yoneda_lemma_natural_in_task {C : Category} (S T : Presheaf C) (n : Map S T) (P : C) (m : Map (yoneda P) S) :
  evaluate (compose_map n m) == n P (evaluate m).
Proof. reflexivity. Qed.

(** ** Universal elements *)

Theorem universal_element {C : Category} (T : Presheaf C) (P : C) : Represents P T <-> exists u : T P, Universal u.
Proof.
  split.
  - intros (m & n & H & K). exists (evaluate m), n. split.
    + intros X f. rewrite (named_evaluate m X f). apply H.
    + intros X x. rewrite (named_evaluate m X (n X x)). apply K.
  - intros (u & n & H). now exists (named u), n.
Qed.

(** A universal element has exactly one arrow for each element of [T]. *)
Lemma universal_arrow {C : Category} {T : Presheaf C} {P : C} (u : T P) : Universal u ->
  forall (X : C) (x : T X), exists f : Hom X P, restrict T f u == x /\ forall g : Hom X P, restrict T g u == x -> f == g.
Proof.
  intros (n & H & K) X x. exists (n X x). split; [apply K |]. intros g Hg.
  rewrite <- (H X g). simpl. now rewrite Hg.
Qed.

Lemma universal_injective {C : Category} {T : Presheaf C} {P : C} (u : T P) : Universal u ->
  forall (X : C) (f g : Hom X P), restrict T f u == restrict T g u -> f == g.
Proof.
  intros (n & H & K) X f g E. rewrite <- (H X f), <- (H X g). simpl. now rewrite E.
Qed.

(** Representing objects are unique up to a unique isomorphism that respects the universal elements. *)
Theorem representing_object_unique {C : Category} (T : Presheaf C) (P Q : C) (u : T P) (v : T Q) :
  Universal u -> Universal v ->
  exists f : Hom P Q, (restrict T f v == u /\ IsIso f) /\ forall g : Hom P Q, restrict T g v == u -> f == g.
Proof.
  intros U V. destruct (universal_arrow v V P u) as (f & Hf & Uf). destruct (universal_arrow u U Q v) as (g & Hg & Ug).
  exists f. split; [split |]; auto. exists g. split.
  - apply (universal_injective u U). now rewrite restrict_comp, Hg, Hf, restrict_id.
  - apply (universal_injective v V). now rewrite restrict_comp, Hf, Hg, restrict_id.
Qed.

Corollary representing_objects_isomorphic {C : Category} (T : Presheaf C) (P Q : C) :
  Represents P T -> Represents Q T -> Isomorphic P Q.
Proof.
  rewrite !universal_element. intros (u & U) (v & V).
  destruct (representing_object_unique T P Q u v U V) as (f & (_ & H) & _). now exists f.
Qed.

(** ** The Yoneda embedding is full and faithful *)

Theorem yoneda_fully_faithful (C : Category) : FullyFaithful (yoneda_functor C).
Proof.
  exists (fun a b (m : Map (yoneda a) (yoneda b)) => evaluate m). split; [| split].
  - intros a b m n H. apply H.
  - intros a b m X f. exact (named_evaluate m X f).
  - intros a b f. simpl. apply comp_id_right.
Qed.

Corollary yoneda_ideal (C : Category) : Ideal (yoneda_model C).
Proof. exact (yoneda_fully_faithful C). Qed.

(** ** The answers of a model *)

(** Restriction along a functor, on maps. *)
Program Definition pullback_map {C D : Category} (F : Functor C D) {S T : Presheaf D} (m : Map S T) :
    Map (pullback F S) (pullback F T) :=
  {| apply := fun a x => m (F a) x |}.
Next Obligation. intros C D F S T m a x y H. simpl in *. now rewrite H. Qed.
Next Obligation. intros C D F S T m a b f x. simpl. apply apply_natural. Qed.

Lemma pullback_iso {C D : Category} (F : Functor C D) (S T : Presheaf D) : Iso S T -> Iso (pullback F S) (pullback F T).
Proof.
  intros (m & n & H & K). exists (pullback_map F m), (pullback_map F n). split; intros a x; [apply H | apply K].
Qed.

(** [Nat(y X, Q) ~= Q X] makes [Nat(f(-), Q)] the task [F^* Q] for [f = via F]. *)
Program Definition tuned_to_pullback {C D : Category} (F : Functor C D) (Q : Presheaf D) :
    Map (tuned_answer (via_model F) Q) (pullback F Q) :=
  {| apply := fun X (m : Map (yoneda (F X)) Q) => evaluate m |}.
Next Obligation. intros C D F Q X m n H. apply H. Qed.
Next Obligation.
  intros C D F Q X Y f m. simpl. unfold evaluate. simpl. rewrite <- (apply_natural _ _ m). simpl.
  now rewrite comp_id_left, comp_id_right.
Qed.

Program Definition pullback_to_tuned {C D : Category} (F : Functor C D) (Q : Presheaf D) :
    Map (pullback F Q) (tuned_answer (via_model F) Q) :=
  {| apply := fun X (x : Q (F X)) => named x : map_setoid (yoneda (F X)) Q |}.
Next Obligation. intros C D F Q X x y H Z f. simpl in *. now rewrite H. Qed.
Next Obligation. intros C D F Q X Y f x Z g. simpl. symmetry. apply restrict_comp. Qed.

Theorem tuned_answer_via {C D : Category} (F : Functor C D) (Q : Presheaf D) :
  Iso (tuned_answer (via_model F) Q) (pullback F Q).
Proof.
  exists (tuned_to_pullback F Q), (pullback_to_tuned F Q). split.
  - intros X m. exact (named_evaluate (T:=Q) (P:=F X) m).
  - intros X x. exact (evaluate_named (T:=Q) (P:=F X) x).
Qed.

Corollary answer_via {C D : Category} (F : Functor C D) (P : C) :
  Iso (answer (via_model F) P) (pullback F (yoneda (F P))).
Proof. exact (tuned_answer_via F (yoneda (F P))). Qed.

Theorem solves_by_via {C D : Category} (F : Functor C D) (P : C) (T : Presheaf C) :
  solves_by (via_model F) P T <-> Iso (pullback F (yoneda (F P))) T.
Proof.
  split; intros H.
  - apply iso_trans with (2 := H). apply iso_sym, answer_via.
  - apply iso_trans with (2 := H). apply answer_via.
Qed.

Theorem solves_by_tuning_via {C D : Category} (F : Functor C D) (T : Presheaf C) :
  solves_by_tuning (via_model F) T <-> exists Q : Presheaf D, Iso (pullback F Q) T.
Proof.
  split; intros (Q & H); exists Q.
  - apply iso_trans with (2 := H). apply iso_sym, tuned_answer_via.
  - apply iso_trans with (2 := H). apply tuned_answer_via.
Qed.

(** [via F] is ideal iff [F] is full and faithful. *)
Theorem via_ideal {C D : Category} (F : Functor C D) : Ideal (via_model F) <-> FullyFaithful F.
Proof.
  split.
  - intros (inv & Hp & Hr & Hl).
    exists (fun a b k => inv a b (named (T:=yoneda (F b)) (P:=F a) k : Map (yoneda (F a)) (yoneda (F b)))).
    split; [| split].
    + intros a b k k' E. apply Hp. intros X f. simpl in *. now rewrite E.
    + intros a b k. pose proof (Hr a b (named (T:=yoneda (F b)) (P:=F a) k) (F a) (id (F a))) as H. simpl in H.
      now rewrite !comp_id_right in H.
    + intros a b f. rewrite <- (Hl a b f) at 2. apply Hp. intros X g. simpl. reflexivity.
  - intros (inv & Hp & Hr & Hl).
    exists (fun a b (m : Map (yoneda (F a)) (yoneda (F b))) => inv a b (evaluate m)). split; [| split].
    + intros a b m n H. apply Hp. apply H.
    + intros a b m X f. simpl. rewrite Hr. exact (named_evaluate m X f).
    + intros a b f. rewrite <- (Hl a b f) at 2. apply Hp. unfold evaluate. simpl. apply comp_id_right.
Qed.

(** ** Theorem 1 *)

(** For an ideal model, [Hom(-, P) ~= k(f(-), f P)]. *)
Program Definition to_answer {C D : Category} (f : Model C D) (P : C) : Map (yoneda P) (answer f P) :=
  {| apply := fun X (g : Hom X P) => fmap f g |}.
Next Obligation. intros C D f P X Y g h. exact (fmap_comp _ _ f _ _ _ h g). Qed.

Lemma ideal_answer {C D : Category} (f : Model C D) (P : C) : Ideal f -> Iso (yoneda P) (answer f P).
Proof.
  intros (inv & Hp & Hr & Hl).
  assert (N : forall (X Y : C) (g : Hom X Y) (m : answer f P Y),
    inv X P (restrict (answer f P) g m) == inv Y P m ∘ g).
  { intros X Y g m. rewrite <- (Hl X P (inv Y P m ∘ g)). apply Hp.
    transitivity (fmap f (inv Y P m) ∘ fmap f g); [| symmetry; apply fmap_comp].
    apply comp_proper; [symmetry; apply Hr | reflexivity]. }
  exists (to_answer f P),
    (mkMap (S:=answer f P) (T:=yoneda P) (fun X m => inv X P m) (fun X => Hp X P) N).
  split.
  - intros X g. apply Hl.
  - intros X m. apply Hr.
Qed.

(** The limit of prompting: an ideal model solves [T] by the prompt [P] iff [P] represents [T]; it solves [T] by
    some prompt iff [T] is representable. *)
Theorem theorem_1 {C D : Category} (f : Model C D) (T : Presheaf C) : Ideal f ->
  (forall P : C, solves_by f P T <-> Represents P T) /\ (solves f T <-> Representable T).
Proof.
  intros I.
  assert (H : forall P : C, solves_by f P T <-> Represents P T).
  { intros P. split; intros K.
    - exact (iso_trans _ _ _ (ideal_answer f P I) K).
    - exact (iso_trans _ _ _ (iso_sym _ _ (ideal_answer f P I)) K). }
  split; [exact H |]. split; intros (P & K); exists P; now apply H.
Qed.

Corollary yoneda_solves_by {C : Category} (P : C) (T : Presheaf C) : solves_by (yoneda_model C) P T <-> Represents P T.
Proof. exact (proj1 (theorem_1 (yoneda_model C) T (yoneda_ideal C)) P). Qed.

Corollary yoneda_solves {C : Category} (T : Presheaf C) : solves (yoneda_model C) T <-> Representable T.
Proof. exact (proj2 (theorem_1 (yoneda_model C) T (yoneda_ideal C))). Qed.

(** ** Theorem 2 for the Yoneda model: every task is solved by tuning, with [Q = T] *)

Program Definition from_tuned {C : Category} (T : Presheaf C) : Map (tuned_answer (yoneda_model C) T) T :=
  {| apply := fun X (m : Map (yoneda X) T) => evaluate m |}.
Next Obligation. intros C T X m n H. apply H. Qed.
Next Obligation. intros C T X Y f m. exact (yoneda_lemma_natural_in_object T Y X f m). Qed.

Program Definition to_tuned {C : Category} (T : Presheaf C) : Map T (tuned_answer (yoneda_model C) T) :=
  {| apply := fun X (x : T X) => named x : map_setoid (yoneda X) T |}.
Next Obligation. intros C T X x y H Z f. simpl. now rewrite H. Qed.
Next Obligation. intros C T X Y f x Z g. simpl. symmetry. apply restrict_comp. Qed.

Theorem yoneda_tuning (C : Category) (T : Presheaf C) : solves_by_tuning (yoneda_model C) T.
Proof.
  exists T, (from_tuned T), (to_tuned T). split.
  - intros X m. exact (named_evaluate (T:=T) (P:=X) m).
  - intros X x. exact (evaluate_named x).
Qed.

(** ** Prompt rank *)

(** A list of elements names a map out of the coproduct of the representables; it is onto iff they generate. *)
Program Definition named_sum {C : Category} {T : Presheaf C} {I : Type} (P : I -> C) (u : forall i, T (P i)) :
    Map (coproduct P) T :=
  {| apply := fun X (s : {i : I & Hom X (P i)}) => restrict T (projT2 s) (u (projT1 s)) |}.
Next Obligation.
  intros C T I P u X [i f] [j g] [e H]. simpl in e. destruct e. simpl in *. now rewrite H.
Qed.
Next Obligation. intros C T I P u X Y f [i g]. simpl. apply restrict_comp. Qed.

Definition Onto {C : Category} {S T : Presheaf C} (m : Map S T) : Prop := forall X (x : T X), exists s, m X s == x.

Lemma map_out_of_sum {C : Category} {T : Presheaf C} {I : Type} (P : I -> C) (m : Map (coproduct P) T) :
  map_eqv m (named_sum P (fun i => m (P i) (existT _ i (id (P i))))).
Proof.
  intros X [i f]. simpl. rewrite <- (apply_natural _ _ m). apply apply_proper. exists eq_refl. simpl.
  symmetry. apply comp_id_left.
Qed.

(** [k] elements generate [T] iff there is an epimorphism [y P1 + ... + y Pk -> T]. The index type is that of the
    places of a list. *)
Theorem generated_iff_onto {C : Category} (T : Presheaf C) (n : nat) :
  GeneratedBy T n <->
  exists (P : {i : nat | i < n} -> C) (m : Map (coproduct P) T), Onto m.
Proof.
  split.
  - intros (l & <- & H).
    assert (D : forall i : {i : nat | i < length l}, {u : Element T | nth_error l (proj1_sig i) = Some u}).
    { intros [i Hi]. simpl. destruct (nth_error l i) as [u |] eqn:E; [now exists u |].
      exfalso. apply nth_error_None in E. exact (PeanoNat.Nat.lt_irrefl _ (PeanoNat.Nat.lt_le_trans _ _ _ Hi E)). }
    exists (fun i => projT1 (proj1_sig (D i))), (named_sum _ (fun i => projT2 (proj1_sig (D i)))).
    intros X x. destruct (H (existT _ X x)) as (u & Hu & f & Hf). simpl in *.
    apply In_nth_error in Hu. destruct Hu as (i & Hi).
    assert (Hl : i < length l) by (apply nth_error_Some; congruence).
    destruct (D (exist _ i Hl)) as [v Hv] eqn:E. simpl in Hv. assert (v = u) as -> by congruence.
    assert (R : exists (k : {i : nat | i < length l}), proj1_sig (D k) = u) by (exists (exist _ i Hl); now rewrite E).
    destruct R as (k & Hk). revert f Hf. rewrite <- Hk. intros f Hf.
    exists (existT (fun j => carrier (Hom X (projT1 (proj1_sig (D j))))) k f). simpl. exact Hf.
  - intros (P & m & H).
    assert (L : exists l : list {i : nat | i < n}, length l = n /\ forall i : {i : nat | i < n}, In i l).
    { clear. assert (G : forall k, k <= n -> exists l : list {i : nat | i < n},
        length l = k /\ forall i : {i : nat | i < n}, proj1_sig i < k -> exists j, In j l /\ proj1_sig j = proj1_sig i).
      { induction k as [| k IH]; intros Hk.
        - exists nil. split; [reflexivity |]. intros i Hi. inversion Hi.
        - destruct IH as (l & Hl & Hi). { apply PeanoNat.Nat.lt_le_incl. exact Hk. }
          exists (cons (exist _ k Hk) l). split; [simpl; now rewrite Hl |]. intros i Hlt.
          apply PeanoNat.Nat.lt_eq_cases in Hlt. destruct Hlt as [Hlt | Hlt].
          + apply PeanoNat.Nat.succ_lt_mono in Hlt. destruct (Hi i Hlt) as (j & Hj & E). exists j.
            split; [now right | exact E].
          + exists (exist _ k Hk). split; [now left |]. simpl. injection Hlt as ->. reflexivity. }
      destruct (G n (le_n n)) as (l & Hl & Hi). exists l. split; [exact Hl |]. intros [i p].
      destruct (Hi (exist _ i p) p) as ([j q] & Hj & E). simpl in E. revert q Hj. rewrite E. intros q Hj.
      assert (q = p) as ->; [| exact Hj]. apply Peano_dec.le_unique. }
    destruct L as (l & Hl & Hi).
    exists (map (fun i => existT (fun X => carrier (T X)) (P i) (m (P i) (existT _ i (id (P i))))) l).
    split; [now rewrite map_length |]. intros [X x]. destruct (H X x) as ([i f] & E).
    exists (existT _ (P i) (m (P i) (existT _ i (id (P i))))). split.
    + apply in_map_iff. exists i. split; [reflexivity | apply Hi].
    + exists f. simpl. rewrite <- E. symmetry. exact (map_out_of_sum P m X (existT _ i f)).
Qed.

(** Isomorphic tasks are generated alike. *)
Lemma generated_map {C : Category} (S T : Presheaf C) (n : nat) : Iso S T -> GeneratedBy S n -> GeneratedBy T n.
Proof.
  intros (m & m' & _ & K) (l & <- & H).
  exists (map (fun u : Element S => existT (fun X => carrier (T X)) (projT1 u) (m (projT1 u) (projT2 u))) l).
  split; [apply map_length |]. intros [X x]. destruct (H (existT _ X (m' X x))) as (u & Hu & f & Hf).
  exists (existT (fun X => carrier (T X)) (projT1 u) (m (projT1 u) (projT2 u))). split.
  - apply in_map_iff. now exists u.
  - exists f. simpl in *. rewrite <- (apply_natural _ _ m). transitivity (m X (m' X x)); [| apply K].
    now apply (apply_proper _ _ m).
Qed.

Lemma rank_unique {C : Category} (T : Presheaf C) (m n : nat) : HasRank T m -> HasRank T n -> m = n.
Proof. intros [H H'] [K K']. apply PeanoNat.Nat.le_antisymm; auto. Qed.
