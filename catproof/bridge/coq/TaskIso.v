(** Isomorphism of finite tasks: one that is given is checked; that there is none is found by counting, or by trying for
    each of a few elements that restrict to all others all images, with what they force. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive.
From Catproof Require Export TaskTable.
Import ListNotations.
Open Scope N_scope.

(** ** Objects and elements are determined by their numbers *)

Lemma subset_eq {p : N -> bool} (x y : {n : N | p n = true}) : number x = number y -> x = y.
Proof.
  destruct x as [x Hx], y as [y Hy]. simpl. intros <-. f_equal. apply UIP_dec. decide equality.
Qed.

(** ** Isomorphisms in numbers *)

Record NumberIso (S T : system) (f g : N -> N) : Prop := {
  iso_below : forall x, x < size S -> f x < size T;
  iso_place : forall x, x < size S -> place T (f x) = place S x;
  iso_line : forall x, x < size S -> line T (f x) = map f (line S x);
  iso_back : forall x, x < size S -> g (f x) = x;
  iso_below' : forall y, y < size T -> g y < size S;
  iso_forth : forall y, y < size T -> f (g y) = y }.

Lemma number_iso_sym S T f g : (forall x y, x < size S -> In y (line S x) -> y < size S) ->
  NumberIso S T f g -> NumberIso T S g f.
Proof.
  intros HS [H1 H2 H3 H4 H5 H6]. split; auto.
  - intros y Hy. rewrite <- (H6 y Hy) at 2. symmetry. auto.
  - intros y Hy. rewrite <- (H6 y Hy) at 2. rewrite H3, map_map by auto.
    rewrite <- map_id at 1. apply map_ext_in. intros x Hx. symmetry. apply H4. apply HS with (g y); auto.
Qed.

(** A family of values that commutes with restriction commutes with following a word. *)
Lemma follow_map G S T (f : N -> N) : valid G S = true ->
  (forall x, x < size S -> line T (f x) = map f (line S x)) ->
  forall w x a, x < size S -> walk G (place S x) w = Some a -> f (follow S x w) = follow T (f x) w.
Proof.
  intros V Hf w. induction w as [| k w IH]; intros x a Hx Hw; simpl in *; [reflexivity |].
  destruct (walk G (place S x) w) as [c |] eqn:E; [| discriminate].
  destruct (valid_follow G S V w x c Hx E) as [H K]. rewrite <- K in Hw.
  destruct (valid_act G S V _ k a H Hw) as [L _]. rewrite <- (IH x c Hx E).
  unfold act at 2. rewrite Hf by exact H. rewrite (nth_indep _ 0 (f 0)) by now rewrite map_length.
  symmetry. apply map_nth.
Qed.

Section Correspondence.
  Variables (C : category_table) (S T : system).
  Hypothesis ok : check_category C = true.
  Hypotheses (HS : ValidTask C S) (HT : ValidTask C T).
  Let V := check_category_spec C ok.

  Lemma forth_member (f : N -> N) (a : object_of C) (x : members S (number a)) :
    (forall x, x < size S -> f x < size T) -> (forall x, x < size S -> place T (f x) = place S x) ->
    member T (number a) (f (number x)) = true.
  Proof.
    intros H1 H2. destruct x as [x Hx]. simpl. apply member_spec in Hx. destruct Hx as [Hx <-].
    apply member_spec. auto.
  Qed.

  (** Numbers commuting with restriction along generators make a map. *)
  Definition number_map (f : N -> N) (H1 : forall x, x < size S -> f x < size T)
      (H2 : forall x, x < size S -> place T (f x) = place S x)
      (H3 : forall x, x < size S -> line T (f x) = map f (line S x)) :
    Map (presheaf_of C S ok HS) (presheaf_of C T ok HT).
  Proof.
    refine (mkMap (S:=presheaf_of C S ok HS) (T:=presheaf_of C T ok HT)
      (fun a x => exist _ (f (number x)) (forth_member f a x H1 H2)) _ _).
    - abstract (intros a x y E; simpl in *; now rewrite E).
    - abstract (intros a b [k Hk] [x Hx]; simpl; apply member_spec in Hk, Hx; destruct Hk as [Hk Hk'], Hx as [Hx Hx'];
        apply (follow_map (shape C) S T f (task_valid C S HS) H3) with (a := number a); [exact Hx |];
        rewrite Hx', <- Hk'; exact (hom_walk _ _ _ (object_valid C ok b) k Hk)).
  Defined.
End Correspondence.

(** The numbers of a map. *)
Definition map_number {C : category_table} {S T : system} {ok : check_category C = true}
    {HS : ValidTask C S} {HT : ValidTask C T} (m : Map (presheaf_of C S ok HS) (presheaf_of C T ok HT)) (x : N) : N :=
  match bool_dec (place S x <? objects (shape C)) true, bool_dec (member S (place S x) x) true with
  | left Ho, left Hm => number (m (exist _ (place S x) Ho) (exist _ x Hm))
  | _, _ => 0
  end.

Section Numbers.
  Context {C : category_table} {S T : system} {ok : check_category C = true}.
  Context {HS : ValidTask C S} {HT : ValidTask C T}.

  Lemma map_number_spec (m : Map (presheaf_of C S ok HS) (presheaf_of C T ok HT)) (a : object_of C)
      (x : members S (number a)) :
    map_number m (number x) = number (m a x).
  Proof.
    destruct x as [x Hx]. unfold map_number. simpl.
    assert (Hp : place S x = number a) by (apply member_spec in Hx; apply Hx).
    destruct (bool_dec (place S x <? objects (shape C)) true) as [Ho | Ho].
    2: { exfalso. apply Ho. rewrite Hp. apply N.ltb_lt. apply object_bound. }
    destruct (bool_dec (member S (place S x) x) true) as [Hm | Hm].
    2: { exfalso. apply Hm. now rewrite Hp. }
    assert (E : exist _ (place S x) Ho = a) by now apply subset_eq.
    destruct E.
    exact (apply_proper _ _ m (exist _ (place S x) Ho) (exist _ x Hm) (exist _ x Hx) eq_refl).
  Qed.

  Lemma element_of x : x < size S -> exists (a : object_of C) (e : members S (number a)), number a = place S x /\ number e = x.
  Proof.
    intros Hx. assert (Ho : (place S x <? objects (shape C)) = true).
    { apply N.ltb_lt. apply (valid_place _ _ (task_valid C S HS)). exact Hx. }
    assert (Hm : member S (place S x) x = true) by now apply member_spec.
    exists (exist _ (place S x) Ho), (exist _ x Hm). now split.
  Qed.

  Lemma map_number_below (m : Map (presheaf_of C S ok HS) (presheaf_of C T ok HT)) x : x < size S ->
    map_number m x < size T /\ place T (map_number m x) = place S x.
  Proof.
    intros Hx. destruct (element_of x Hx) as (a & e & Ha & <-). rewrite map_number_spec.
    destruct (m a e) as [y Hy]. simpl. apply member_spec in Hy. now rewrite <- Ha.
  Qed.

  (** Restricting along the arrow of a generator is one step. *)
  Lemma generator_step U (HU : ValidTask C U) b k a x : b < objects (shape C) ->
    nth_error (sources (shape C) b) k = Some a -> x < size U -> place U x = b ->
    member (arrows (hom C b)) a (act (arrows (hom C b)) 0 k) = true /\
    image (hom C b) U x (act (arrows (hom C b)) 0 k) = act U x k.
  Proof.
    intros Hb Hk Hx Hp. pose proof (category_homs C (check_category_spec C ok) b Hb) as Vb.
    assert (Hu : nth_error (sources (shape C) (place (arrows (hom C b)) 0)) k = Some a)
      by (rewrite (hom_unit _ _ _ Vb); exact Hk).
    destruct (valid_act _ _ (hom_valid _ _ _ Vb) 0 k a (hom_inhabited _ _ _ Vb) Hu) as (_ & H1 & H2). split.
    - now apply member_spec.
    - pose proof (image_follow (shape C) b _ U Vb x [k] 0 a) as I. simpl in I. rewrite I.
      + now rewrite (image_unit (shape C) b _ U Vb).
      + rewrite <- Hp. now apply (task_respects C U HU).
      + exact (hom_inhabited _ _ _ Vb).
      + exact Hu.
  Qed.

  Lemma map_number_line (m : Map (presheaf_of C S ok HS) (presheaf_of C T ok HT)) x : x < size S ->
    line T (map_number m x) = map (map_number m) (line S x).
  Proof.
    intros Hx. destruct (map_number_below m x Hx) as [Hy Hp].
    pose proof (valid_line _ _ (task_valid C S HS) x Hx) as LS.
    pose proof (valid_line _ _ (task_valid C T HT) _ Hy) as LT. rewrite Hp in LT.
    assert (Hl : length (line T (map_number m x)) = length (line S x)).
    { apply (f_equal (@length N)) in LS, LT. rewrite map_length in LS, LT. congruence. }
    apply nth_ext with (d := 0) (d' := map_number m 0); [now rewrite map_length |]. intros k Hk.
    rewrite map_nth. fold (act T (map_number m x) k). fold (act S x k).
    assert (Hb : place S x < objects (shape C)) by (apply (valid_place _ _ (task_valid C S HS)); exact Hx).
    assert (Hs : exists a, nth_error (sources (shape C) (place S x)) k = Some a).
    { destruct (nth_error (sources (shape C) (place S x)) k) as [a |] eqn:E; [now exists a |]. exfalso.
      apply nth_error_None in E. apply (f_equal (@length N)) in LS. rewrite map_length in LS. lia. }
    destruct Hs as (a & Ha).
    assert (Hao : (a <? objects (shape C)) = true).
    { apply N.ltb_lt. apply (category_sources C (check_category_spec C ok) (place S x)); [exact Hb |].
      now apply nth_error_In with k. }
    destruct (generator_step S HS _ k a x Hb Ha Hx eq_refl) as [Hg ES].
    destruct (generator_step T HT _ k a _ Hb Ha Hy Hp) as [_ ET].
    assert (Hbo : (place S x <? objects (shape C)) = true) by now apply N.ltb_lt.
    assert (Hm : member S (place S x) x = true) by now apply member_spec.
    set (B := exist _ (place S x) Hbo : category C ok). set (A := exist _ a Hao : category C ok).
    set (e := exist _ x Hm : members S (number B)).
    set (f := exist _ (act (arrows (hom C (place S x))) 0 k) Hg : members (arrows (hom C (number B))) (number A)).
    assert (N : number (m A (restrict (presheaf_of C S ok HS) f e)) =
      image (hom C (place S x)) T (number (m B e)) (act (arrows (hom C (place S x))) 0 k))
      by exact (apply_natural _ _ m A B f e).
    assert (E : number (restrict (presheaf_of C S ok HS) f e) = act S x k) by exact ES.
    rewrite <- (map_number_spec m A), E, <- (map_number_spec m B) in N. simpl in N. now rewrite N, ET.
  Qed.
End Numbers.

Theorem iso_numbers (C : category_table) (S T : system) (ok : check_category C = true) (HS : ValidTask C S)
    (HT : ValidTask C T) :
  Iso (presheaf_of C S ok HS) (presheaf_of C T ok HT) <-> exists f g, NumberIso S T f g.
Proof.
  split.
  - intros (m & n & H & K). exists (map_number m), (map_number n). split.
    + intros x Hx. now apply map_number_below.
    + intros x Hx. now apply map_number_below.
    + intros x Hx. now apply map_number_line.
    + intros x Hx. destruct (element_of (HS := HS) x Hx) as (a & e & _ & <-). rewrite map_number_spec, map_number_spec. apply H.
    + intros x Hx. now apply map_number_below.
    + intros x Hx. destruct (element_of (HS := HT) x Hx) as (a & e & _ & <-). rewrite map_number_spec, map_number_spec. apply K.
  - intros (f & g & I). pose proof (number_iso_sym S T f g (valid_in _ _ (task_valid C S HS)) I) as J.
    exists (number_map C S T ok HS HT f (iso_below _ _ _ _ I) (iso_place _ _ _ _ I) (iso_line _ _ _ _ I)).
    exists (number_map C T S ok HT HS g (iso_below _ _ _ _ J) (iso_place _ _ _ _ J) (iso_line _ _ _ _ J)).
    split; intros a [x Hx]; simpl; apply member_spec in Hx.
    + apply (iso_back _ _ _ _ I). apply Hx.
    + apply (iso_forth _ _ _ _ I). apply Hx.
Qed.

(** ** An isomorphism that is given *)

Definition inverse_table (n : N) (m : array N) : array N :=
  fold_left (fun inv x => store inv (get 0 m x) x) (range n) (PositiveMap.empty N).

Definition check_iso (S T : system) (m : array N) : bool :=
  let inv := inverse_table (size S) m in
  all_below (size S) (fun x =>
    let y := get 0 m x in
    (y <? size T) && (place T y =? place S x) && same (line T y) (map (get 0 m) (line S x)) && (get 0 inv y =? x)) &&
  all_below (size T) (fun y => (get 0 inv y <? size S) && (get 0 m (get 0 inv y) =? y)).

Lemma check_iso_spec S T m : check_iso S T m = true -> exists g, NumberIso S T (get 0 m) g.
Proof.
  intros K. unfold check_iso in K. cbv zeta in K. apply andb_prop in K. destruct K as [K L].
  exists (get 0 (inverse_table (size S) m)).
  pose proof (all_below_spec _ _ K) as K'. pose proof (all_below_spec _ _ L) as L'. clear K L. simpl in K', L'.
  assert (M : forall x, x < size S -> get 0 m x < size T /\ place T (get 0 m x) = place S x /\
     line T (get 0 m x) = map (get 0 m) (line S x) /\ get 0 (inverse_table (size S) m) (get 0 m x) = x).
  { intros x Hx. specialize (K' x Hx). rewrite !andb_true_iff in K'. destruct K' as (((A & B) & D) & E).
    repeat split; [now apply N.ltb_lt | now apply N.eqb_eq | now apply same_spec | now apply N.eqb_eq]. }
  split; intros x Hx; try (now apply M); specialize (L' x Hx); apply andb_prop in L'; destruct L' as [A B].
  - now apply N.ltb_lt.
  - now apply N.eqb_eq.
Qed.

(** ** Counting *)

Definition counts (S : system) : array N :=
  fold_left (fun m x => store m (place S x) (N.succ (get 0 m (place S x)))) (range (size S)) (PositiveMap.empty N).

Definition places (S : system) (a : N) : list N := filter (fun x => place S x =? a) (range (size S)).

Lemma in_places S a x : In x (places S a) <-> x < size S /\ place S x = a.
Proof. unfold places. now rewrite filter_In, in_range, N.eqb_eq. Qed.

Lemma nodup_count_from k : forall n, NoDup (count_from n k).
Proof.
  induction k as [| k IH]; intros n; simpl; constructor; auto. rewrite in_count_from. lia.
Qed.

Lemma nodup_places S a : NoDup (places S a).
Proof. apply NoDup_filter. apply nodup_count_from. Qed.

Lemma counts_spec S a : get 0 (counts S) a = N.of_nat (length (places S a)).
Proof.
  unfold counts, places. assert (G : forall l m,
    get 0 (fold_left (fun m x => store m (place S x) (N.succ (get 0 m (place S x)))) l m) a =
    get 0 m a + N.of_nat (length (filter (fun x => place S x =? a) l))).
  { induction l as [| x l IH]; intros m; simpl; [lia |]. rewrite IH. unfold get at 1. rewrite lookup_store.
    destruct (N.eqb_spec (place S x) a) as [E | E]; simpl.
    - rewrite E. lia.
    - fold (get 0 m a). lia. }
  rewrite G. unfold get. rewrite lookup_empty. lia.
Qed.

Lemma length_range n : length (range n) = N.to_nat n.
Proof.
  unfold range. generalize (N.to_nat n) as k. generalize 0 as s. intros s k. revert s.
  induction k as [| k IH]; intros s; simpl; [reflexivity | now rewrite IH].
Qed.

(** Injections bound numbers. *)
Lemma count_le (k l : list N) (R : N -> N -> Prop) : NoDup k ->
  (forall x, In x k -> exists y, In y l /\ R x y) -> (forall x x' y, In x k -> In x' k -> R x y -> R x' y -> x = x') ->
  (length k <= length l)%nat.
Proof.
  intros Hk Ht Hi. assert (M : exists m, length m = length k /\ incl m l /\ NoDup m /\ forall y, In y m -> exists x, In x k /\ R x y).
  { revert Hk Ht Hi. induction k as [| x k IH]; intros Hk Ht Hi.
    - exists []. split; [reflexivity |]. split; [intros y [] |]. split; [constructor | intros y []].
    - inversion Hk as [| x0 k0 Hx Hk']; subst.
      destruct IH as (m & Hl & Hm & Hn & Hr); auto with datatypes.
      { intros y y' z Hy Hy'. apply Hi; now right. }
      destruct (Ht x (or_introl eq_refl)) as (y & Hy & Rxy). exists (y :: m). split; [simpl; now rewrite Hl |].
      split; [intros z [<- | Hz]; auto |]. split.
      + constructor; [| exact Hn]. intros Hym. destruct (Hr y Hym) as (x' & Hx' & R').
        assert (x = x') as -> by (apply (Hi x x' y); auto with datatypes). contradiction.
      + intros z [<- | Hz]; [exists x; auto with datatypes |]. destruct (Hr z Hz) as (x' & Hx' & R').
        exists x'. split; [now right | exact R']. }
  destruct M as (m & <- & Hm & Hn & _). now apply NoDup_incl_length.
Qed.

Lemma iso_counts S T f g a : NumberIso S T f g -> get 0 (counts S) a = get 0 (counts T) a.
Proof.
  intros I. rewrite !counts_spec. f_equal. apply Nat.le_antisymm.
  - apply count_le with (R := fun x y => f x = y); [apply nodup_places | |].
    + intros x Hx. exists (f x). split; [| reflexivity]. apply in_places in Hx. destruct Hx as [Hx <-].
      apply in_places. split; [now apply (iso_below _ _ _ _ I) | now apply (iso_place _ _ _ _ I)].
    + intros x x' y Hx Hx' E E'. apply in_places in Hx, Hx'.
      rewrite <- (iso_back _ _ _ _ I x), <- (iso_back _ _ _ _ I x') by (apply Hx || apply Hx'). congruence.
  - apply count_le with (R := fun y x => g y = x); [apply nodup_places | |].
    + intros y Hy. exists (g y). split; [| reflexivity]. apply in_places in Hy. destruct Hy as [Hy <-].
      apply in_places. pose proof (iso_below' _ _ _ _ I y Hy) as H. split; [exact H |].
      rewrite <- (iso_place _ _ _ _ I _ H). now rewrite (iso_forth _ _ _ _ I y Hy).
    + intros y y' x Hy Hy' E E'. apply in_places in Hy, Hy'.
      rewrite <- (iso_forth _ _ _ _ I y), <- (iso_forth _ _ _ _ I y') by (apply Hy || apply Hy'). congruence.
Qed.

Definition counts_differ (n : N) (c d : array N) : bool := negb (all_below n (fun a => get 0 c a =? get 0 d a)).

Lemma not_all_below n p : all_below n p = false -> exists x, x < n /\ p x = false.
Proof.
  unfold all_below. intros H. assert (G : forall l, forallb p l = false -> exists x, In x l /\ p x = false).
  { clear H. induction l as [| y l IH]; simpl; intros H; [discriminate |]. destruct (p y) eqn:E.
    - destruct (IH H) as (x & Hx & Hp). exists x. auto.
    - exists y. auto. }
  destruct (G _ H) as (x & Hx & Hp). exists x. split; [now apply in_range | exact Hp].
Qed.

Lemma counts_differ_spec n S T f g : counts_differ n (counts S) (counts T) = true -> ~ NumberIso S T f g.
Proof.
  intros H I. unfold counts_differ in H. apply negb_true_iff in H. apply not_all_below in H.
  destruct H as (a & _ & H). rewrite (iso_counts S T f g a I), N.eqb_refl in H. discriminate.
Qed.

(** ** No isomorphism *)

(** What an isomorphism must be, as far as it is known: the image of an element, the element of an image. *)
Definition partial := (array N * array N)%type.

(** Given that the pairs are matched, what else is; [None] if that is impossible. *)
Fixpoint propagate (S T : system) (fuel : nat) (pending : list (N * N)) (p : partial) : option partial :=
  match fuel, pending with
  | O, _ | _, [] => Some p
  | Datatypes.S fuel', (x, y) :: pending' =>
    match lookup (fst p) x with
    | Some y' => if y =? y' then propagate S T fuel' pending' p else None
    | None =>
      match lookup (snd p) y with
      | Some _ => None
      | None => propagate S T fuel' (combine (line S x) (line T y) ++ pending') (store (fst p) x y, store (snd p) y x)
      end
    end
  end.

Fixpoint exhausted (S T : system) (fuel : nat) (bucket : array (list N)) (generators : list N) (p : partial) : bool :=
  match generators with
  | [] => false
  | x :: rest =>
    match lookup (fst p) x with
    | Some _ => exhausted S T fuel bucket rest p
    | None => forallb (fun y => match propagate S T fuel [(x, y)] p with
                                | None => true
                                | Some q => exhausted S T fuel bucket rest q
                                end)
                      (get [] bucket (place S x))
    end
  end.

(** The elements at each object. *)
Definition buckets (S : system) : array (list N) :=
  fold_left (fun m x => store m (place S x) (x :: get [] m (place S x))) (range (size S)) (PositiveMap.empty (list N)).

Lemma in_buckets S x : x < size S -> In x (get [] (buckets S) (place S x)).
Proof.
  intros Hx. unfold buckets. assert (G : forall l m, (In x l \/ In x (get [] m (place S x))) ->
    In x (get [] (fold_left (fun m x => store m (place S x) (x :: get [] m (place S x))) l m) (place S x))).
  { induction l as [| y l IH]; intros m H; simpl; [now destruct H |]. apply IH.
    unfold get at 1. rewrite lookup_store. destruct (N.eqb_spec (place S y) (place S x)) as [E | E].
    - simpl in H. destruct H as [[-> | H] | H]; [right; now left | now left | right; right].
      now rewrite E.
    - fold (get [] m (place S x)). simpl in H. destruct H as [[-> | H] | H]; [congruence | now left | now right]. }
  apply G. left. now apply in_range.
Qed.

Definition steps (S : system) : nat := fold_left (fun n x => (1 + length (line S x) + n)%nat) (range (size S)) 1%nat.

Definition check_no_iso (n : N) (S T : system) : bool :=
  if counts_differ n (counts S) (counts T) then true
  else exhausted S T (steps S) (buckets T) (filter (fun x => x <? size S) (search_order S))
    (PositiveMap.empty N, PositiveMap.empty N).

Section Search.
  Variables (S T : system) (f g : N -> N).
  Hypothesis I : NumberIso S T f g.
  Hypothesis below : forall x y, x < size S -> In y (line S x) -> y < size S.

  Definition Agrees (p : partial) : Prop :=
    (forall x y, lookup (fst p) x = Some y -> f x = y) /\
    (forall x y, lookup (snd p) y = Some x -> x < size S /\ f x = y /\ lookup (fst p) x <> None).

  Lemma propagate_spec fuel : forall pending p, (forall x y, In (x, y) pending -> x < size S /\ f x = y) -> Agrees p ->
    exists q, propagate S T fuel pending p = Some q /\ Agrees q.
  Proof.
    induction fuel as [| fuel IH]; intros pending p Hp A; [now exists p |].
    destruct pending as [| [x y] pending]; [now exists p |]. simpl.
    destruct (Hp x y (or_introl eq_refl)) as [Hx Hy].
    destruct (lookup (fst p) x) as [y' |] eqn:E.
    - apply A in E. rewrite <- E, Hy, N.eqb_refl. apply IH; auto with datatypes.
    - destruct (lookup (snd p) y) as [x' |] eqn:E'.
      + exfalso. apply A in E'. destruct E' as (Hx' & Hy' & Hn).
        assert (x = x') as <- by (rewrite <- (iso_back _ _ _ _ I x Hx), <- (iso_back _ _ _ _ I x' Hx'); congruence).
        contradiction.
      + apply IH.
        * intros u v Huv. apply in_app_or in Huv. destruct Huv as [Huv | Huv]; [| auto with datatypes].
          rewrite <- Hy, (iso_line _ _ _ _ I x Hx) in Huv.
          assert (G : forall l, In (u, v) (combine l (map f l)) -> In u l /\ v = f u).
          { clear. induction l as [| z l IH]; simpl; intros H; [destruct H |]. destruct H as [H | H].
            - injection H as <- <-. auto.
            - apply IH in H. intuition. }
          apply G in Huv. destruct Huv as [Huv ->]. split; [| reflexivity]. now apply below with x.
        * destruct A as [A B]. split; simpl; intros u v Huv; rewrite lookup_store in Huv.
          -- destruct (N.eqb_spec x u) as [<- | _]; [congruence | now apply A].
          -- rewrite lookup_store. destruct (N.eqb_spec y v) as [Ev | _].
             ++ assert (u = x) as -> by congruence. rewrite N.eqb_refl. repeat split; [exact Hx | congruence | discriminate].
             ++ destruct (B u v Huv) as (H1 & H2 & H3). repeat split; auto.
                destruct (N.eqb_spec x u) as [Eu | _]; [discriminate | exact H3].
  Qed.

  Lemma exhausted_spec fuel generators : (forall x, In x generators -> x < size S) -> forall p, Agrees p ->
    exhausted S T fuel (buckets T) generators p = false.
  Proof.
    induction generators as [| x rest IH]; intros Hg p A; simpl; [reflexivity |].
    assert (Hx : x < size S) by (apply Hg; now left).
    assert (Hr : forall x, In x rest -> x < size S) by (intros z Hz; apply Hg; now right).
    destruct (lookup (fst p) x) as [y |]; [now apply IH |].
    apply not_true_is_false. intros H. rewrite forallb_forall in H.
    assert (K : In (f x) (get [] (buckets T) (place S x))).
    { rewrite <- (iso_place _ _ _ _ I x Hx). apply in_buckets. now apply (iso_below _ _ _ _ I). }
    specialize (H _ K). destruct (propagate_spec fuel [(x, f x)] p) as (q & E & A').
    - intros u v [Huv | []]. injection Huv as <- <-. now split.
    - exact A.
    - rewrite E, (IH Hr q A') in H. discriminate.
  Qed.
End Search.

Lemma check_no_iso_spec n S T f g : (forall x y, x < size S -> In y (line S x) -> y < size S) ->
  check_no_iso n S T = true -> ~ NumberIso S T f g.
Proof.
  intros B H I. unfold check_no_iso in H. destruct (counts_differ n (counts S) (counts T)) eqn:E.
  - exact (counts_differ_spec n S T f g E I).
  - rewrite (exhausted_spec S T f g I B) in H; [discriminate | |].
    + intros x Hx. apply filter_In in Hx. now apply N.ltb_lt.
    + split; intros x y; simpl; rewrite lookup_empty; discriminate.
Qed.
