(** Families of values with constraints between two of them, found by a search that misses none: transformations of
    tasks, transformations of functors, adjunctions, density. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Tabled.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** ** Those of a list that a test accepts, with the proof *)

Fixpoint accepted {A : Type} (p : A -> bool) (l : list A) : list {x : A | p x = true} :=
  match l with
  | [] => []
  | x :: l' => match bool_dec (p x) true with left e => exist _ x e :: accepted p l' | right _ => accepted p l' end
  end.

Lemma same_subset {A : Type} {p : A -> bool} (x y : {z : A | p z = true}) : proj1_sig x = proj1_sig y -> x = y.
Proof. destruct x as [x Hx], y as [y Hy]. simpl. intros <-. f_equal. apply UIP_dec, bool_dec. Qed.

Lemma accepted_complete {A : Type} (p : A -> bool) l x : In (proj1_sig x) l -> In x (accepted p l).
Proof.
  destruct x as [x Hx]. simpl. induction l as [| y l IH]; simpl; intros H; [destruct H |].
  destruct (bool_dec (p y) true) as [e | n]; destruct H as [-> | H]; simpl; auto; try contradiction.
  left. now apply same_subset.
Qed.

Lemma accepted_in {A : Type} (p : A -> bool) l x : In x (accepted p l) -> In (proj1_sig x) l.
Proof.
  induction l as [| y l IH]; simpl; [easy |]. destruct (bool_dec (p y) true) as [e | n]; simpl; [| auto].
  intros [<- | H]; [now left | auto].
Qed.

Lemma accepted_once {A : Type} (p : A -> bool) l : NoDup l -> NoDup (accepted p l).
Proof.
  intros D. induction D as [| x l Nx D IH]; simpl; [constructor |].
  destruct (bool_dec (p x) true) as [e | n]; [| exact IH]. constructor; [| exact IH].
  intros H. exact (Nx (accepted_in p l _ H)).
Qed.

Definition finite_subset {A : Type} {p : A -> bool} (l : list A) (all : forall x, p x = true -> In x l) (D : NoDup l) :
  Finite {x : A | p x = true} :=
  {| members_listed := accepted p l; complete := fun x => accepted_complete p l x (all _ (proj2_sig x));
     once := accepted_once p l D |}.

Lemma forall2_nth {X Y : Type} (R : X -> Y -> Prop) r : forall l, length l = length r ->
  (forall n i, nth_error r n = Some i -> exists k, nth_error l n = Some k /\ R i k) -> Forall2 R r l.
Proof.
  induction r as [| i r IH]; intros [| k l] E H; try discriminate; constructor.
  - destruct (H O i eq_refl) as (k' & Ek & Rk). simpl in Ek. now injection Ek as ->.
  - apply IH; [now injection E |]. intros n. exact (H (S n)).
Qed.

(** Tables that are made of keys, here codes, and accepted by a test. The table is kept: it is made once. *)
Record Made {A B : Type} (f : A -> B) (p : A -> B -> bool) : Type :=
  make { key : A; made : B; made_is : made = f key; passes : p key made = true }.
Arguments key {A B f p} m.
Arguments made {A B f p} m.
Arguments passes {A B f p} m.

Section Made.
  Context {A B : Type} (f : A -> B) (p : A -> B -> bool).

  Lemma same_made (x y : Made f p) : key x = key y -> x = y.
  Proof.
    destruct x as [c m e H], y as [d n e' K]. simpl. intros <-. subst m. subst n. f_equal. apply UIP_dec, bool_dec.
  Qed.

  Fixpoint made_of (l : list A) : list (Made f p) :=
    match l with
    | [] => []
    | a :: l' => (fun b (E : b = f a) => match bool_dec (p a b) true with
                                         | left H => make _ _ f p a b E H :: made_of l'
                                         | right _ => made_of l'
                                         end) (f a) eq_refl
    end.

  Lemma made_of_complete l (x : Made f p) : In (key x) l -> In x (made_of l).
  Proof.
    induction l as [| a l IH]; simpl; intros H; [destruct H |]. destruct (bool_dec (p a (f a)) true) as [e | n].
    - destruct H as [-> | H]; [left; now apply same_made | right; auto].
    - destruct H as [-> | H]; [| auto]. exfalso. apply n. rewrite <- (made_is f p x). apply passes.
  Qed.

  Lemma made_of_in l x : In x (made_of l) -> In (key x) l.
  Proof.
    induction l as [| a l IH]; simpl; [easy |]. destruct (bool_dec (p a (f a)) true) as [e | n]; simpl; [| auto].
    intros [<- | H]; [now left | auto].
  Qed.

  Lemma made_of_once l : NoDup l -> NoDup (made_of l).
  Proof.
    intros D. induction D as [| a l Na D IH]; simpl; [constructor |].
    destruct (bool_dec (p a (f a)) true) as [e | n]; [| exact IH]. constructor; [| exact IH].
    intros H. exact (Na (made_of_in l _ H)).
  Qed.

  Definition finite_made (l : list A) (all : forall a, p a (f a) = true -> In a l) (D : NoDup l) : Finite (Made f p).
  Proof.
    refine {| members_listed := made_of l; complete := fun x => made_of_complete l x _; once := made_of_once l D |}.
    abstract (apply all; rewrite <- (made_is f p x); apply passes).
  Defined.
End Made.

(** ** Families *)

Section Families.
  Context {I : Type} (FI : Finite I) (same : I -> I -> bool) (same_spec : forall i j, same i j = true <-> i = j).
  Context {A : I -> Type} (FA : forall i, Finite (A i)) (fits : forall i j, A i -> A j -> bool).

  Definition places : list I := @members_listed I FI.
  Definition options (i : I) : list (A i) := @members_listed (A i) (FA i).

  (** A family is written down as the places of its values in the lists. *)
  Definition at_place (l : list nat) (i : I) : option (A i) :=
    match nth_error l (index (same i) places) with Some k => nth_error (options i) k | None => None end.
  Definition fitting (l : list nat) : bool :=
    if Nat.eqb (length l) (length places) then
      every (fun i => every (fun j => match at_place l i, at_place l j with Some x, Some y => fits i j x y | _, _ => false end)
                            places) places
    else false.
  Definition Family := {l : list nat | fitting l = true}.

  Lemma fitting_spec l : fitting l = true -> length l = length places /\
    forall i j, match at_place l i, at_place l j with Some x, Some y => fits i j x y | _, _ => false end = true.
  Proof.
    unfold fitting. destruct (Nat.eqb_spec (length l) (length places)) as [E | _]; [| discriminate]. intros H. split; [exact E |].
    intros i j. rewrite every_spec in H. specialize (H i (complete i)). rewrite every_spec in H. exact (H j (complete j)).
  Qed.

  Lemma at_place_some l i : fitting l = true -> at_place l i <> None.
  Proof. intros H. apply fitting_spec in H. destruct H as [_ H]. specialize (H i i). now destruct (at_place l i). Qed.

  Definition pick (c : Family) (i : I) : A i :=
    match at_place (proj1_sig c) i as o return o <> None -> A i with
    | Some x => fun _ => x
    | None => fun H => match H eq_refl with end
    end (at_place_some _ i (proj2_sig c)).

  Lemma pick_place (c : Family) i : at_place (proj1_sig c) i = Some (pick c i).
  Proof.
    unfold pick. generalize (at_place_some (proj1_sig c) i (proj2_sig c)).
    destruct (at_place (proj1_sig c) i) as [x |]; intros H; [reflexivity | now destruct H].
  Qed.

  Lemma pick_fits (c : Family) i j : fits i j (pick c i) (pick c j) = true.
  Proof. pose proof (proj2 (fitting_spec _ (proj2_sig c)) i j) as H. now rewrite !pick_place in H. Qed.

  Lemma nth_error_same {B : Type} (l m : list B) : (forall n, nth_error l n = nth_error m n) -> l = m.
  Proof.
    revert m. induction l as [| x l IH]; intros [| y m] H; try (specialize (H O); discriminate); [reflexivity |].
    pose proof (H O) as E. simpl in E. injection E as ->. f_equal. apply IH. intros n. exact (H (S n)).
  Qed.

  Lemma pick_injective (c d : Family) : (forall i, pick c i = pick d i) -> c = d.
  Proof.
    intros E. apply same_subset. assert (L : forall e : Family, length (proj1_sig e) = length places)
      by (intros e; apply fitting_spec, (proj2_sig e)).
    apply nth_error_same. intros n. destruct (Nat.lt_ge_cases n (length places)) as [Hn | Hn].
    2: { rewrite !(proj2 (nth_error_None _ _)) by (rewrite L; exact Hn). reflexivity. }
    destruct (nth_error places n) as [i |] eqn:Hi; [| apply nth_error_None in Hi; lia].
    pose proof (index_nth same same_spec places (once (A := I)) n i Hi) as Hx.
    pose proof (pick_place c i) as P. pose proof (pick_place d i) as Q. rewrite <- E in Q. unfold at_place in P, Q. rewrite Hx in P, Q.
    destruct (nth_error (proj1_sig c) n) as [k |]; [| discriminate]. destruct (nth_error (proj1_sig d) n) as [m |]; [| discriminate].
    f_equal. apply (proj1 (NoDup_nth_error (options i)) (@once _ (FA i))); [| congruence].
    apply nth_error_Some. congruence.
  Qed.

  (** *** The search *)

  Definition chosen := {i : I & A i}.
  Definition agrees (p q : chosen) : bool :=
    if fits (projT1 p) (projT1 q) (projT2 p) (projT2 q) then fits (projT1 q) (projT1 p) (projT2 q) (projT2 p) else false.

  Fixpoint grow (rest : list I) (so_far : list chosen) : list (list nat) :=
    match rest with
    | [] => [[]]
    | i :: rest' =>
      flat_map (fun k => match nth_error (options i) k with
                         | Some x => let p := existT _ i x in
                                     if every (agrees p) (p :: so_far) then map (cons k) (grow rest' (p :: so_far)) else []
                         | None => []
                         end) (seq 0 (length (options i)))
    end.

  Lemma grow_complete (x : forall i, A i) : (forall i j, fits i j (x i) (x j) = true) -> forall rest l so_far,
    Forall2 (fun i k => nth_error (options i) k = Some (x i)) rest l -> (forall p, In p so_far -> projT2 p = x (projT1 p)) ->
    In l (grow rest so_far).
  Proof.
    intros F rest l so_far H. revert so_far. induction H as [| i k rest l E H IH]; intros so_far K; [now left |].
    cbn [grow]. apply in_flat_map. exists k. split; [apply in_seq; split; [lia |]; apply nth_error_Some; congruence |].
    rewrite E. cbv zeta.
    assert (G : every (agrees (existT _ i (x i))) (existT _ i (x i) :: so_far) = true).
    { apply every_spec. intros p Hp. unfold agrees. cbn [projT1 projT2].
      assert (projT2 p = x (projT1 p)) as -> by (destruct Hp as [<- | Hp]; [reflexivity | auto]). now rewrite !F. }
    rewrite G. apply in_map, IH. intros p [<- | Hp]; [reflexivity | auto].
  Qed.

  Lemma grow_once rest : forall so_far, NoDup (grow rest so_far).
  Proof.
    induction rest as [| i rest IH]; intros so_far; cbn [grow]; [repeat constructor; now intros [] |].
    apply (nodup_flat_map (hd O)); [| | apply seq_NoDup].
    - intros k m. destruct (nth_error (options i) k); [| intros []]. cbv zeta. destruct (every _ _); [| intros []].
      intros H. apply in_map_iff in H. now destruct H as (r & <- & _).
    - intros k. destruct (nth_error (options i) k); [| constructor]. cbv zeta. destruct (every _ _); [| constructor].
      apply nodup_map; [congruence | apply IH].
  Qed.

  (** The values of a family that fits are the values of exactly one that is written down. *)
  Lemma written (x : forall i, A i) : (forall i j, fits i j (x i) (x j) = true) -> exists c : Family, forall i, pick c i = x i.
  Proof.
    intros F. assert (L : forall rest, exists l, Forall2 (fun i k => nth_error (options i) k = Some (x i)) rest l).
    { induction rest as [| i rest (l & IH)]; [exists []; constructor |].
      destruct (In_nth_error (options i) (x i) (complete (x i))) as (k & E). exists (k :: l). now constructor. }
    destruct (L places) as (l & H).
    assert (P : forall i, at_place l i = Some (x i)).
    { intros i. unfold at_place. pose proof (nth_index same same_spec places i (complete i)) as E. revert E.
      generalize (index (same i) places) as n. clear F. induction H as [| j k rest l Hk H IH]; intros [| n] E; simpl in *; try discriminate.
      - injection E as ->. exact Hk.
      - now apply IH. }
    assert (K : fitting l = true).
    { assert (EL : length places = length l) by (clear - H; induction H; simpl; congruence).
      unfold fitting. rewrite EL, Nat.eqb_refl. apply every_spec. intros i _. apply every_spec. intros j _.
      now rewrite !P, F. }
    exists (exist _ l K). intros i. pose proof (pick_place (exist _ l K) i) as E. simpl in E. rewrite P in E. congruence.
  Qed.

  Lemma listed_family l : fitting l = true -> In l (grow places []).
  Proof.
    intros H. pose (c := exist _ l H : Family). apply (grow_complete (pick c) (pick_fits c)); [| intros p []].
    assert (N : forall n i, nth_error places n = Some i -> exists k, nth_error l n = Some k /\ nth_error (options i) k = Some (pick c i)).
    { intros n i E. pose proof (pick_place c i) as P. unfold at_place in P. cbn [proj1_sig c] in P.
      rewrite (index_nth same same_spec places (once (A := I)) n i E) in P.
      destruct (nth_error l n) as [k |]; [now exists k | discriminate]. }
    exact (forall2_nth _ _ _ (proj1 (fitting_spec l H)) N).
  Qed.

  Definition finite_families : Finite Family := finite_subset (grow places []) listed_family (grow_once places []).
End Families.

(** ** Transformations of tasks *)

Section Transformations.
  Context {C : Category@{Set Set}} {FC : FiniteCategory C}.

  Definition same_anywhere {T : Presheaf@{Set Set Set} C} {G : FiniteTask T} (u v : Element T) : bool :=
    if same_object (projT1 u) (projT1 v) then
      Nat.eqb (index (same_element _ (projT2 u)) (members_listed (T (projT1 u))))
              (index (same_element _ (projT2 v)) (members_listed (T (projT1 v))))
    else false.

  Lemma same_anywhere_spec {T : Presheaf@{Set Set Set} C} {G : FiniteTask T} (u v : Element T) :
    same_anywhere u v = true <-> u = v.
  Proof.
    destruct u as [a x], v as [b y]. unfold same_anywhere. simpl. destruct (same_object a b) eqn:E.
    - apply same_object_spec in E. subst. rewrite Nat.eqb_eq. split.
      + intros K. f_equal. exact (index_only _ (same_element_spec b) _ x y (complete x) K).
      + intros K. apply (Eqdep_dec.inj_pair2_eq_dec C object_dec) in K. now subst.
    - split; [discriminate |]. intros K. apply (f_equal (@projT1 _ _)) in K. simpl in K. apply same_object_spec in K. congruence.
  Qed.

  Context (S T : Presheaf@{Set Set Set} C) {GS : FiniteTask S} {GT : FiniteTask T}.

  (** Restrictions go to restrictions. *)
  Definition restricts (u v : Element S) (y : T (projT1 u)) (z : T (projT1 v)) : bool :=
    every (fun f : Hom (projT1 u) (projT1 v) =>
             if same_element _ (restrict S f (projT2 v)) (projT2 u) then same_element _ y (restrict T f z) else true)
          (members_listed (Hom (projT1 u) (projT1 v))).

  Definition Transformations : Type :=
    Family finite_all_elements same_anywhere (fun u : Element S => finite_elements (T := T) (projT1 u)) restricts.

  Lemma restricts_spec (n : forall u : Element S, T (projT1 u)) :
    (forall u v, restricts u v (n u) (n v) = true) <->
    (forall (a b : C) (f : Hom a b) (x : S b), n (existT _ a (restrict S f x)) == restrict T f (n (existT _ b x))).
  Proof.
    split.
    - intros H a b f x. specialize (H (existT _ a (restrict S f x)) (existT _ b x)). unfold restricts in H. rewrite every_spec in H.
      specialize (H f (complete f)). simpl in H. rewrite (proj2 (same_element_spec a _ _) eq_refl) in H.
      apply same_element_spec in H. now rewrite H.
    - intros H [a y] [b x]. apply every_spec. intros f _. cbn [projT1 projT2] in f |- *.
      match goal with |- (if ?b then _ else _) = true => destruct b eqn:E end; [| reflexivity].
      apply same_element_spec in E. subst y.
      apply same_element_spec, equal_elements, H.
  Qed.

  Definition the_map (c : Transformations) : Map S T.
  Proof.
    refine (mkMap (S := S) (T := T) (fun a x => pick _ _ _ _ c (existT _ a x)) _ _).
    - abstract (intros a x y E; now rewrite (equal_elements _ _ _ E)).
    - abstract (apply (restricts_spec (pick _ _ _ _ c)), pick_fits).
  Defined.

  (** Every transformation is one of them, and only one. *)
  Theorem every_transformation (m : Map S T) : exists! c : Transformations, map_eqv (the_map c) m.
  Proof.
    destruct (written finite_all_elements same_anywhere same_anywhere_spec (fun u : Element S => finite_elements (T := T) (projT1 u))
                restricts (fun u => m (projT1 u) (projT2 u))) as (c & H).
    - apply restricts_spec. intros a b f x. apply apply_natural.
    - exists c. split.
      + intros a x. simpl. now rewrite H.
      + intros d K. apply (pick_injective _ same_anywhere same_anywhere_spec). intros [a x]. rewrite H. simpl.
        symmetry. apply equal_elements, (K a x).
  Qed.

  #[export] Instance finite_transformations : Finite Transformations :=
    finite_families _ same_anywhere same_anywhere_spec _ restricts.

  Definition bijective (n : Map S T) : bool :=
    every (fun a => if every (fun x => every (fun y => if same_element a (n a x) (n a y) then same_element a x y else true)
                                             (members_listed (S a))) (members_listed (S a))
                    then every (fun y => some (fun x => same_element a (n a x) y) (members_listed (S a))) (members_listed (T a))
                    else false) (members_listed C).

  Lemma bijective_spec (n : Map S T) : bijective n = true <->
    (forall a (x y : S a), n a x == n a y -> x == y) /\ (forall a (y : T a), exists x : S a, n a x == y).
  Proof.
    unfold bijective. rewrite every_spec. split.
    - intros H. split.
      + intros a x y E. specialize (H a (complete a)). simpl in H. destruct (every _ (members_listed (S a))) eqn:I; [| discriminate].
        rewrite every_spec in I. specialize (I x (complete x)). rewrite every_spec in I. specialize (I y (complete y)). simpl in I.
        rewrite (proj2 (same_element_spec a _ _) (equal_elements _ _ _ E)) in I. apply same_element_spec in I. now rewrite I.
      + intros a y. specialize (H a (complete a)). simpl in H. destruct (every _ (members_listed (S a))); [| discriminate].
        rewrite every_spec in H. specialize (H y (complete y)). apply some_spec in H. destruct H as (x & _ & E). exists x.
        apply same_element_spec in E. now rewrite E.
    - intros [I J] a _. match goal with |- (if ?b then _ else _) = true => assert (b = true) as -> end.
      + apply every_spec. intros x _. apply every_spec. intros y _. destruct (same_element a (n a x) (n a y)) eqn:E; [| reflexivity].
        apply same_element_spec in E. apply same_element_spec, equal_elements, I. now rewrite E.
      + apply every_spec. intros y _. apply some_spec. destruct (J a y) as (x & E). exists x. split; [apply complete |].
        apply same_element_spec, equal_elements, E.
  Qed.

  #[export] Instance decides_iso : Decides (Iso S T) (some (fun c => bijective (the_map c)) (members_listed Transformations))
    (negb (some (fun c => bijective (the_map c)) (members_listed Transformations))) | 9.
  Proof.
    apply decides_of. rewrite some_spec, <- iso_definition. split.
    - intros (c & _ & H). exists (the_map c). now apply bijective_spec.
    - intros (n & H). destruct (every_transformation n) as (c & E & _). exists c. split; [apply complete |].
      apply bijective_spec. destruct H as [I J]. split.
      + intros a x y K. apply (I a). now rewrite <- !(E a).
      + intros a y. destruct (J a y) as (x & K). exists x. now rewrite (E a).
  Qed.
End Transformations.

Coercion the_map : Transformations >-> Map.

(** ** Transformations of functors *)

Section Natural.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F G : Functor C D).
  Context (allowed : forall a, Hom (F a) (G a) -> bool).

  Definition commuting (a b : C) (n : Hom (F a) (G a)) (m : Hom (F b) (G b)) : bool :=
    if allowed a n then every (fun f => same_arrow _ _ (m ∘ fmap F f) (fmap G f ∘ n)) (members_listed (Hom a b)) else false.

  Definition NaturalFamilies : Type := Family finite_objects same_object (fun a => finite_arrows (F a) (G a)) commuting.
  Definition natural_families : Finite NaturalFamilies := finite_families _ same_object same_object_spec _ commuting.
  Definition some_natural : bool := match @members_listed _ natural_families with [] => false | _ => true end.

  Lemma commuting_spec (n : forall a, Hom (F a) (G a)) : (forall a b, commuting a b (n a) (n b) = true) <->
    (forall a, allowed a (n a) = true) /\ (forall (a b : C) (f : Hom a b), n b ∘ fmap F f == fmap G f ∘ n a).
  Proof.
    unfold commuting. split.
    - intros H. split; [intros a; specialize (H a a); now destruct (allowed a (n a)) |].
      intros a b f. specialize (H a b). destruct (allowed a (n a)); [| discriminate]. rewrite every_spec in H.
      specialize (H f (complete f)). apply same_arrow_spec in H. now rewrite H.
    - intros [A N] a b. rewrite A. apply every_spec. intros f _. apply same_arrow_spec, equal_arrows, N.
  Qed.

  Lemma some_natural_spec : some_natural = true <-> exists n : Transformation F G, forall a, allowed a (n a) = true.
  Proof.
    unfold some_natural. split.
    - destruct (@members_listed _ natural_families) as [| c l]; [discriminate |]. intros _.
      destruct (proj1 (commuting_spec (pick _ _ _ _ c)) (pick_fits _ _ _ _ c)) as [A N].
      exists (mkTransformation _ _ F G (pick _ _ _ _ c) N). exact A.
    - intros (n & A). destruct (written finite_objects same_object same_object_spec (fun a => finite_arrows (F a) (G a)) commuting n) as (c & _).
      { apply commuting_spec. split; [exact A | apply component_natural]. }
      pose proof (@complete _ natural_families c) as K. now destruct (@members_listed _ natural_families).
  Qed.
End Natural.

Section Invertible.
  Context {C : Category@{Set Set}} {FC : FiniteCategory C}.

  Definition inverse_of {a b : C} (f : Hom a b) (g : Hom b a) : bool :=
    if same_arrow _ _ (g ∘ f) (id a) then same_arrow _ _ (f ∘ g) (id b) else false.
  Definition invertible {a b : C} (f : Hom a b) : bool := some (inverse_of f) (members_listed (Hom b a)).

  Lemma inverse_of_spec {a b : C} (f : Hom a b) (g : Hom b a) : inverse_of f g = true <-> Inverse f g.
  Proof.
    unfold inverse_of, Inverse. destruct (same_arrow a a (g ∘ f) (id a)) eqn:E.
    - apply same_arrow_spec in E. rewrite E, same_arrow_spec. split; [intros ->; split; reflexivity | intros [_ H]; now apply equal_arrows].
    - split; [discriminate |]. intros [H _]. rewrite (equal_arrows _ _ _ _ H), (proj2 (same_arrow_spec _ _ _ _) eq_refl) in E. discriminate.
  Qed.

  Lemma invertible_spec {a b : C} (f : Hom a b) : invertible f = true <-> IsIso f.
  Proof.
    unfold invertible. rewrite some_spec. split; intros (g & H).
    - exists g. now apply inverse_of_spec.
    - exists g. split; [apply complete | now apply inverse_of_spec].
  Qed.
End Invertible.

Lemma isomorphic_components {C D : Category@{Set Set}} {FD : FiniteCategory D} {F G : Functor C D} (n : Transformation F G) :
  (forall a, IsIso (n a)) -> exists m : Transformation G F, forall a, Inverse (n a) (m a).
Proof.
  intros H. assert (inv : forall a, {g : Hom (G a) (F a) | inverse_of (n a) g = true}).
  { intros a. apply (choose _ (members_listed (Hom (G a) (F a)))). destruct (H a) as (g & K). exists g.
    split; [apply complete | now apply inverse_of_spec]. }
  assert (I : forall a, Inverse (n a) (proj1_sig (inv a))) by (intros a; apply inverse_of_spec, (proj2_sig (inv a))).
  assert (N : forall (a b : C) (f : Hom a b), proj1_sig (inv b) ∘ fmap G f == fmap F f ∘ proj1_sig (inv a)).
  { intros a b f. rewrite <- (comp_id_right _ _ _ (fmap G f)), <- (proj2 (I a)), <- (comp_assoc _ _ _ _ _ (fmap G f)).
    rewrite <- (component_natural _ _ n), !comp_assoc, <- (comp_assoc _ _ _ _ _ (proj1_sig (inv b))), (proj1 (I b)).
    apply comp_id_left. }
  exists (mkTransformation _ _ G F _ N). exact I.
Qed.

#[export] Instance decides_naturally_isomorphic {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D}
    (F G : Functor C D) : Decides (NaturallyIsomorphic F G) (some_natural F G (fun a => invertible))
                                  (negb (some_natural F G (fun a => invertible))).
Proof.
  apply decides_of. rewrite some_natural_spec. split.
  - intros (n & H). destruct (isomorphic_components n) as (m & I); [intros a; apply invertible_spec, H |]. now exists n, m.
  - intros (n & m & I). exists n. intros a. apply invertible_spec. now exists (m a).
Qed.

(** ** Adjunctions (Mac Lane, IV.1) *)

#[universes(polymorphic)] Definition LeftAdjoint {C D : Category} (F : Functor C D) (G : Functor D C) : Prop :=
  exists (unit : Transformation (identity_functor C) (compose_functor G F))
         (counit : Transformation (compose_functor F G) (identity_functor D)),
    (forall c : C, (counit (F c) : Hom (F (G (F c))) (F c)) ∘ fmap F (unit c : Hom c (G (F c))) == id (F c)) /\
    (forall d : D, fmap G (counit d : Hom (F (G d)) d) ∘ (unit (G d) : Hom (G d) (G (F (G d)))) == id (G d)).

Section Adjoint.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F : Functor C D) (G : Functor D C).

  Definition universal_from (c : C) (e : Hom c (G (F c))) : bool :=
    every (fun d => let images := map (fun k : Hom (F c) d => fmap G k ∘ e) (members_listed (Hom (F c) d)) in
                    every (fun h => single (filter (same_arrow _ _ h) images)) (members_listed (Hom c (G d))))
          (members_listed D).

  Lemma universal_from_spec c e : universal_from c e = true <->
    forall (d : D) (h : Hom c (G d)), exists! k : Hom (F c) d, fmap G k ∘ e == h.
  Proof.
    unfold universal_from. rewrite every_spec. split.
    - intros H d h. specialize (H d (complete d)). cbv zeta in H. rewrite every_spec in H. specialize (H h (complete h)).
      apply filter_map_single in H; [| apply once]. destruct H as (k & _ & E & only). apply same_arrow_spec in E.
      exists k. split; [now rewrite <- E |]. intros k' K. apply only; [apply complete |]. apply same_arrow_spec.
      now rewrite (equal_arrows _ _ _ _ K).
    - intros H d _. apply every_spec. intros h _. apply filter_map_single; [apply once |].
      destruct (H d h) as (k & E & only). exists k. split; [apply complete |]. split.
      + apply same_arrow_spec. symmetry. now apply equal_arrows.
      + intros k' _ K. apply only. apply same_arrow_spec in K. now rewrite <- K.
  Qed.

  (** An adjunction is a natural family of universal arrows (Theorem 2 there). *)
  Theorem adjunction_universal : LeftAdjoint F G <->
    exists e : Transformation (identity_functor C) (compose_functor G F),
      forall (c d : _) (h : Hom c (G d)), exists! k : Hom (F c) d, fmap G k ∘ (e c : Hom c (G (F c))) == h.
  Proof.
    split.
    - intros (e & n & T1 & T2). exists e.
      assert (unit : {u : forall c, Hom c (G (F c)) | u = component _ _ e}) by now exists (component _ _ e).
      assert (counit : {u : forall d, Hom (F (G d)) d | u = component _ _ n}) by now exists (component _ _ n).
      destruct unit as [u Eu], counit as [v Ev].
      assert (nu : forall (c c' : C) (f : Hom c c'), u c' ∘ f == fmap G (fmap F f) ∘ u c)
        by (intros c c' f; rewrite Eu; exact (component_natural _ _ e c c' f)).
      assert (nv : forall (d d' : D) (g : Hom d d'), v d' ∘ fmap F (fmap G g) == g ∘ v d)
        by (intros d d' g; rewrite Ev; exact (component_natural _ _ n d d' g)).
      assert (T1' : forall c, v (F c) ∘ fmap F (u c) == id (F c)) by (rewrite Eu, Ev; exact T1).
      assert (T2' : forall d, fmap G (v d) ∘ u (G d) == id (G d)) by (rewrite Eu, Ev; exact T2).
      rewrite <- Eu. clear - nu nv T1' T2' FC FD. intros c d h. exists (v d ∘ fmap F h). split.
      + rewrite fmap_comp, comp_assoc, <- nu, <- comp_assoc, T2'. apply comp_id_left.
      + intros k K. apply equal_arrows. rewrite <- K, fmap_comp, <- comp_assoc, nv, comp_assoc, T1'. apply comp_id_right.
    - intros (n & U).
      assert (unit : {u : forall c, Hom c (G (F c)) | u = component _ _ n}) by now exists (component _ _ n).
      destruct unit as [e Ee]. rewrite <- Ee in U.
      assert (ne : forall (c c' : C) (f : Hom c c'), e c' ∘ f == fmap G (fmap F f) ∘ e c)
        by (intros c c' f; rewrite Ee; exact (component_natural _ _ n c c' f)).
      assert (S : forall d, {k : Hom (F (G d)) d | same_arrow _ _ (fmap G k ∘ e (G d)) (id (G d)) = true}).
      { intros d. apply (choose _ (members_listed (Hom (F (G d)) d))). destruct (U (G d) d (id (G d))) as (k & E & _).
        exists k. split; [apply complete | apply same_arrow_spec, equal_arrows, E]. }
      assert (E : forall d, fmap G (proj1_sig (S d)) ∘ e (G d) == id (G d)).
      { intros d. destruct (S d) as [k K]. simpl. apply same_arrow_spec in K. now rewrite K. }
      assert (only : forall c d (k k' : Hom (F c) d), fmap G k ∘ e c == fmap G k' ∘ e c -> k == k').
      { intros c d k k' K. destruct (U c d (fmap G k' ∘ e c)) as (j & _ & O). rewrite <- (O k K), <- (O k'); reflexivity. }
      assert (N : forall (d d' : D) (g : Hom d d'), proj1_sig (S d') ∘ fmap F (fmap G g) == g ∘ proj1_sig (S d)).
      { intros d d' g. apply only. rewrite !fmap_comp, !comp_assoc, <- ne, E, <- comp_assoc, E, comp_id_left. symmetry. apply comp_id_right. }
      exists n, (mkTransformation _ _ (compose_functor F G) (identity_functor D) (fun d => proj1_sig (S d)) N).
      rewrite <- Ee. split; [| exact E]. intros c. simpl. apply only. rewrite fmap_comp, comp_assoc, <- ne, <- comp_assoc, E, fmap_id. reflexivity.
  Qed.

  #[export] Instance decides_left_adjoint :
    Decides (LeftAdjoint F G) (some_natural (identity_functor C) (compose_functor G F) universal_from)
      (negb (some_natural (identity_functor C) (compose_functor G F) universal_from)).
  Proof.
    apply decides_of. rewrite some_natural_spec, adjunction_universal. split; intros (e & H); exists e; intros c.
    - apply universal_from_spec, H.
    - apply universal_from_spec, H.
  Qed.
End Adjoint.

#[export] Typeclasses Opaque Transformations NaturallyIsomorphic LeftAdjoint.
