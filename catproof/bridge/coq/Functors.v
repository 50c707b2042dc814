(** All functors between two categories of tables, each once; generalizing from seen objects. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec FMapPositive.
From Catproof Require Export Families.
Import ListNotations.
Open Scope N_scope.

(** ** Lists as arrays, products of lists *)

Lemma lookup_array {A} (l : list A) : forall n m k, lookup (array_from n l m) k =
  if (n <=? k) && (k <? n + N.of_nat (length l)) then nth_error l (N.to_nat (k - n)) else lookup m k.
Proof.
  induction l as [| x l IH]; intros n m k; simpl array_from.
  - replace (n + N.of_nat (length [])) with n by (simpl; lia).
    destruct (N.leb_spec n k), (N.ltb_spec k n); simpl; try reflexivity; lia.
  - rewrite IH, lookup_store. simpl length. rewrite Nnat.Nat2N.inj_succ.
    destruct (N.eqb_spec n k) as [-> | E].
    + replace (k - k) with 0 by lia. destruct (N.leb_spec (N.succ k) k), (N.leb_spec k k), (N.ltb_spec k (k + N.succ (N.of_nat (length l))));
        simpl; try reflexivity; lia.
    + destruct (N.leb_spec (N.succ n) k), (N.leb_spec n k), (N.ltb_spec k (N.succ n + N.of_nat (length l))),
        (N.ltb_spec k (n + N.succ (N.of_nat (length l)))); simpl; try reflexivity; try lia.
      replace (N.to_nat (k - n)) with (S (N.to_nat (k - N.succ n))) by lia. reflexivity.
Qed.

Lemma get_array {A} (d : A) l k : get d (array_of l) k = nth (N.to_nat k) l d.
Proof.
  unfold get, array_of. rewrite lookup_array, lookup_empty, N.sub_0_r.
  destruct (N.leb_spec 0 k) as [_ | H]; [| lia]. rewrite N.add_0_l. cbn [andb].
  destruct (N.ltb_spec k (N.of_nat (length l))) as [H | H].
  - destruct (nth_error l (N.to_nat k)) eqn:E; [symmetry; now apply nth_error_nth |]. apply nth_error_None in E. lia.
  - symmetry. apply nth_overflow. lia.
Qed.

Lemma nth_range n k : k < n -> nth_error (range n) (N.to_nat k) = Some k.
Proof.
  intros H. unfold range. assert (G : forall m s i, (i < m)%nat -> nth_error (count_from s m) i = Some (s + N.of_nat i)).
  { induction m as [| m IH]; intros s i Hi; [lia |]. destruct i as [| i]; simpl; [f_equal; lia |]. rewrite IH by lia. f_equal. lia. }
  rewrite G by lia. f_equal. lia.
Qed.

Lemma get_map_range {A} (d : A) (f : N -> A) n k : k < n -> get d (array_of (map f (range n))) k = f k.
Proof. intros H. rewrite get_array. apply nth_error_nth. now rewrite nth_error_map, nth_range. Qed.

Fixpoint products {A : Type} (l : list (list A)) : list (list A) :=
  match l with [] => [[]] | xs :: l' => let rest := products l' in flat_map (fun x => map (cons x) rest) xs end.

Lemma in_products {A : Type} (l : list (list A)) m : Forall2 (fun xs x => In x xs) l m -> In m (products l).
Proof.
  intros H. induction H as [| xs x l m Hx H IH]; [now left |]. apply in_flat_map. exists x. split; [exact Hx | now apply in_map].
Qed.

Lemma products_once {A : Type} (l : list (list A)) : Forall (@NoDup A) l -> NoDup (products l).
Proof.
  intros H. induction H as [| xs l D H IH]; [repeat constructor; intros [] |]. cbn [products]. destruct xs as [| x0 xs]; [constructor |].
  apply (nodup_flat_map (hd x0)); [| | exact D].
  - intros x m K. apply in_map_iff in K. now destruct K as (r & <- & _).
  - intros x. apply nodup_map; [congruence | exact IH].
Qed.

(** The same, with prefixes tested, which come in reverse. *)
Fixpoint pruned {A : Type} (test : list A -> bool) (l : list (list A)) (so_far : list A) : list (list A) :=
  match l with
  | [] => [[]]
  | xs :: l' => flat_map (fun x => let now := x :: so_far in if test now then map (cons x) (pruned test l' now) else []) xs
  end.

Lemma in_pruned {A : Type} (test : list A -> bool) (l : list (list A)) m : Forall2 (fun xs x => In x xs) l m ->
  forall so_far, (forall n, test (rev (firstn (S n) m) ++ so_far) = true) -> In m (pruned test l so_far).
Proof.
  intros H. induction H as [| xs x l m Hx H IH]; intros so_far K; [now left |]. cbn [pruned]. apply in_flat_map. exists x.
  split; [exact Hx |]. cbv zeta. pose proof (K O) as T. simpl in T. rewrite T. apply in_map, IH. intros n.
  specialize (K (S n)). cbn [firstn rev] in K. rewrite <- app_assoc in K. exact K.
Qed.

Lemma pruned_in {A : Type} (test : list A -> bool) (l : list (list A)) : forall so_far m, In m (pruned test l so_far) -> In m (products l).
Proof.
  induction l as [| xs l IH]; intros so_far m H; [exact H |]. cbn [pruned] in H. apply in_flat_map in H. destruct H as (x & Hx & H).
  cbv zeta in H. destruct (test (x :: so_far)); [| destruct H]. apply in_map_iff in H. destruct H as (r & <- & H).
  cbn [products]. apply in_flat_map. exists x. split; [exact Hx |]. apply in_map. now apply IH in H.
Qed.

Lemma pruned_once {A : Type} (test : list A -> bool) (l : list (list A)) : Forall (@NoDup A) l -> forall so_far, NoDup (pruned test l so_far).
Proof.
  intros H. induction H as [| xs l D H IH]; intros so_far; [repeat constructor; intros [] |]. cbn [pruned]. destruct xs as [| x0 xs]; [constructor |].
  apply (nodup_flat_map (hd x0)); [| | exact D].
  - intros x m K. cbv zeta in K. destruct (test (x :: so_far)); [| destruct K]. apply in_map_iff in K. now destruct K as (r & <- & _).
  - intros x. cbv zeta. destruct (test (x :: so_far)); [| constructor]. apply nodup_map; [congruence | apply IH].
Qed.

Lemma nth_error_firstn {A : Type} (l : list A) : forall n k x, nth_error (firstn n l) k = Some x -> nth_error l k = Some x.
Proof.
  induction l as [| y l IH]; intros [| n] [| k] x H; simpl in *; try discriminate; auto. now apply IH with n.
Qed.

(** [ys] are the values at [xs]; those that are known agree with those at [zs], which are [ws]. *)
Definition values_agree (known : list (N * N)) (zs ws : list N) : bool :=
  every (fun iz : N * N => match find (fun gw : N * N => fst gw =? fst iz) known with Some gw => snd gw =? snd iz | None => true end) (combine zs ws).

Lemma values_agree_image (f : N -> N) known zs : (forall g w, In (g, w) known -> w = f g) -> values_agree known zs (map f zs) = true.
Proof.
  intros H. apply every_spec. intros [i z] Hi. simpl. destruct (find _ known) as [[g w] |] eqn:E; [| reflexivity].
  apply find_some in E. destruct E as [K E]. simpl in *. apply N.eqb_eq in E. subst g. apply N.eqb_eq. rewrite (H _ _ K).
  clear - Hi. induction zs as [| y zs IH]; simpl in Hi; [destruct Hi |]. destruct Hi as [Hi | Hi]; [congruence | now apply IH].
Qed.

Lemma combine_image (f : N -> N) l g w : In (g, w) (combine l (map f l)) -> w = f g /\ In g l.
Proof.
  induction l as [| x l IH]; simpl; [easy |]. intros [H | H]; [injection H as <- <-; auto |]. destruct (IH H). auto.
Qed.

(** ** The table of a functor that is given on objects and generators *)

Definition functor_code := (list N * list (list N))%type.

Section Codes.
  Variables C D : category_table.

  (** The value of the arrow that a word leads to. *)
  Fixpoint value_of (obs : array N) (gens : array (list N)) (p : N) (w : word) : N :=
    match w with
    | [] => 0
    | k :: w' => let c := place (arrows (hom C p)) (follow (arrows (hom C p)) 0 w') in
                 compose D (get 0 obs c) (get 0 obs p) (value_of obs gens p w') (nth k (get [] gens c) 0)
    end.
  Definition functor_from (c : functor_code) : functor_table :=
    let obs := array_of (fst c) in
    let gens := array_of (snd c) in
    {| object_values := obs; generator_values := gens;
       arrow_values := array_of (map (fun p => array_of (map (fun i => value_of obs gens p (word_of (hom C p) i))
         (range (size (arrows (hom C p)))))) (range (objects (shape C)))) |}.

  Definition functorial (c : functor_code) (F : functor_table) : bool :=
    if Nat.eqb (length (fst c)) (N.to_nat (objects (shape C))) then
      if Nat.eqb (length (snd c)) (N.to_nat (objects (shape C))) then check_functor C D F else false
    else false.

  (** Arrows between the right ends. *)
  Definition values_between (obs : list N) (p a : N) : list N :=
    let H := arrows (hom D (nth (N.to_nat p) obs 0)) in
    filter (fun v => place H v =? nth (N.to_nat a) obs 0) (range (size H)).
  (** Are there arrows for the generating ones between the last object so far, which is first, and those before it? *)
  Definition arrows_fit (so_far : list N) : bool :=
    let n := length so_far in
    let value a := nth (n - S (N.to_nat a)) so_far 0 in
    every (fun p => every (fun a =>
      if Nat.ltb (N.to_nat p) n then if Nat.ltb (N.to_nat a) n then
        if (N.succ p =? N.of_nat n) || (N.succ a =? N.of_nat n) then
          let H := arrows (hom D (value p)) in let d := value a in some (fun v => place H v =? d) (range (size H))
        else true else true else true) (sources (shape C) p)) (range (objects (shape C))).
  Definition codes_such (keep : list N -> bool) : list functor_code :=
    flat_map (fun obs => map (pair obs) (products (map (fun p => products (map (values_between obs p) (sources (shape C) p)))
                                                       (range (objects (shape C))))))
             (filter keep (pruned arrows_fit (map (fun p => range (objects (shape D))) (range (objects (shape C)))) [])).
  Definition functor_codes : list functor_code := codes_such (fun _ => true).

  Lemma functor_codes_once : NoDup functor_codes.
  Proof.
    apply (nodup_flat_map fst).
    - intros obs c H. apply in_map_iff in H. now destruct H as (g & <- & _).
    - intros obs. apply nodup_map; [congruence |]. apply products_once, Forall_forall. intros l H. apply in_map_iff in H.
      destruct H as (p & <- & _). apply products_once, Forall_forall. intros m K. apply in_map_iff in K. destruct K as (a & <- & _).
      apply NoDup_filter, nodup_count_from.
    - apply NoDup_filter, pruned_once, Forall_forall. intros l H. apply in_map_iff in H. destruct H as (p & <- & _). apply nodup_count_from.
  Qed.

  Lemma nth_error_range n k i : nth_error (range n) k = Some i -> i = N.of_nat k /\ i < n.
  Proof.
    intros H. pose proof (nth_error_In _ _ H) as I. apply in_range in I. split; [| exact I].
    destruct (Nat.lt_ge_cases k (N.to_nat n)) as [L | L].
    - pose proof (nth_range n (N.of_nat k)) as E. rewrite Nnat.Nat2N.id in E. rewrite E in H by lia. congruence.
    - exfalso. rewrite (proj2 (nth_error_None _ _)) in H; [discriminate | now rewrite length_range].
  Qed.

  Lemma codes_such_complete keep c : functorial c (functor_from c) = true -> keep (fst c) = true -> In c (codes_such keep).
  Proof.
    destruct c as [obs gens]. unfold functorial. simpl fst. simpl snd. intros H0 Hk. revert H0.
    destruct (Nat.eqb_spec (length obs) (N.to_nat (objects (shape C)))) as [Lo | _]; [| discriminate].
    destruct (Nat.eqb_spec (length gens) (N.to_nat (objects (shape C)))) as [Lg | _]; [| discriminate].
    intros H. apply check_functor_spec in H. destruct H as [H1 H2 H3 _ _].
    assert (V : forall p, value_at (functor_from (obs, gens)) p = nth (N.to_nat p) obs 0) by (intros p; apply get_array).
    assert (W : forall p, generators_at (functor_from (obs, gens)) p = nth (N.to_nat p) gens []) by (intros p; apply get_array).
    apply in_flat_map. exists obs. split.
    - apply filter_In. split; [| exact Hk]. apply in_pruned.
      + apply forall2_nth; [now rewrite map_length, length_range |]. intros n l E. rewrite nth_error_map in E.
        destruct (nth_error (range (objects (shape C))) n) as [p |] eqn:Ep; [| discriminate]. injection E as <-.
        apply nth_error_range in Ep. destruct Ep as [-> Hp]. specialize (H1 _ Hp). rewrite V, Nnat.Nat2N.id in H1.
        exists (nth n obs 0). split; [apply nth_error_nth'; lia | now apply in_range].
      + intros n. rewrite app_nil_r. set (l := firstn (S n) obs). unfold arrows_fit. rewrite rev_length.
        assert (E : forall a, Nat.ltb (N.to_nat a) (length l) = true -> nth (length l - S (N.to_nat a)) (rev l) 0 = nth (N.to_nat a) obs 0).
        { intros a L. apply Nat.ltb_lt in L. rewrite rev_nth by lia. replace (length l - S (length l - S (N.to_nat a)))%nat with (N.to_nat a) by lia.
          symmetry. apply nth_error_nth, (nth_error_firstn obs (S n)), nth_error_nth'. exact L. }
        apply every_spec. intros p Hp. apply in_range in Hp. apply every_spec. intros a Ha.
        destruct (Nat.ltb (N.to_nat p) (length l)) eqn:Lp; [| reflexivity]. destruct (Nat.ltb (N.to_nat a) (length l)) eqn:La; [| reflexivity].
        destruct (_ || _); [| reflexivity]. cbv zeta. rewrite (E p Lp), (E a La). destruct (In_nth_error _ _ Ha) as (k & Ek).
        specialize (H2 p). specialize (H3 p Hp). rewrite W, V in *.
        assert (F : nth_error (map (value_at (functor_from (obs, gens))) (sources (shape C) p)) k = Some (nth (N.to_nat a) obs 0))
          by (rewrite nth_error_map, Ek; simpl; now rewrite V).
        rewrite <- H3, nth_error_map in F. destruct (nth_error (nth (N.to_nat p) gens []) k) as [v |] eqn:Ev; [| discriminate]. injection F as F.
        apply some_spec. exists v. split; [| now apply N.eqb_eq]. apply in_range, H2; [exact Hp |]. now apply nth_error_In with k.
    - apply in_map, in_products, forall2_nth; [now rewrite map_length, length_range |]. intros n l E. rewrite nth_error_map in E.
      destruct (nth_error (range (objects (shape C))) n) as [p |] eqn:Ep; [| discriminate]. injection E as <-.
      apply nth_error_range in Ep. destruct Ep as [Ep Hp]. specialize (H2 p). specialize (H3 p Hp). rewrite W, V in *.
      assert (En : N.to_nat p = n) by lia. rewrite En in *. exists (nth n gens []). split; [apply nth_error_nth'; lia |].
      apply in_products, forall2_nth.
      + apply (f_equal (@length N)) in H3. rewrite !map_length in *. exact H3.
      + intros k m E. rewrite nth_error_map in E. destruct (nth_error (sources (shape C) p) k) as [a |] eqn:Ea; [| discriminate].
        injection E as <-. assert (E : nth_error (map (value_at (functor_from (obs, gens))) (sources (shape C) p)) k = Some (nth (N.to_nat a) obs 0))
          by (rewrite nth_error_map, Ea; simpl; now rewrite V).
        rewrite <- H3, nth_error_map in E. destruct (nth_error (nth n gens []) k) as [v |] eqn:Ev; [| discriminate]. injection E as E.
        exists v. split; [reflexivity |]. unfold values_between. rewrite En. apply filter_In. split; [| now apply N.eqb_eq].
        apply in_range. rewrite Ep in *. apply H2; [exact Hp |]. now apply nth_error_In with k.
  Qed.

  Lemma functor_codes_complete c : functorial c (functor_from c) = true -> In c functor_codes.
  Proof. intros H. now apply codes_such_complete. Qed.
End Codes.

(** The type of all functors. *)
Definition Functors {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true) : Type :=
  Made (functor_from C D) (functorial C D).

#[export] Instance finite_functors {C D} (C_ok : check_category C = true) (D_ok : check_category D = true) : Finite (Functors C_ok D_ok) :=
  finite_made _ _ (functor_codes C D) (functor_codes_complete C D) (functor_codes_once C D).

Lemma functorial_check C D c F : functorial C D c F = true -> check_functor C D F = true.
Proof. unfold functorial. do 2 (match goal with |- context [if ?b then _ else _] => destruct b end; [| discriminate]). auto. Qed.

Definition the_functor {C D} {C_ok : check_category C = true} {D_ok : check_category D = true} (c : Functors C_ok D_ok) :
    Functor (category C C_ok) (category D D_ok) :=
  functor C D (made c) C_ok D_ok (functorial_check C D _ _ (passes c)).
Coercion the_functor : Functors >-> Functor.

(** ** Every functor is one of them *)

Section Every.
  Context {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true).
  Variable G : Functor (category C C_ok) (category D D_ok).
  Let V := check_category_spec C C_ok.

  Definition object_number (p : N) : N :=
    match bool_dec (p <? objects (shape C)) true with left Hp => number (G (exist _ p Hp)) | right _ => 0 end.
  Definition arrow_number (p i : N) : N :=
    match bool_dec (p <? objects (shape C)) true, bool_dec (place (arrows (hom C p)) i <? objects (shape C)) true with
    | left Hp, left Ha =>
      match bool_dec (member (arrows (hom C p)) (place (arrows (hom C p)) i) i) true with
      | left Hi => number (fmap G (exist _ i Hi : @Hom (category C C_ok) (exist _ _ Ha) (exist _ p Hp)))
      | right _ => 0
      end
    | _, _ => 0
    end.

  Lemma object_number_spec (a : category C C_ok) : object_number (number (p := fun a => a <? objects (shape C)) a) = number (G a).
  Proof.
    unfold object_number. destruct a as [a Ha]. simpl. destruct (bool_dec (a <? objects (shape C)) true) as [Ha' | N]; [| contradiction].
    do 2 f_equal. now apply subset_eq.
  Qed.

  Lemma arrow_number_spec (a b : category C C_ok) (f : Hom a b) :
    arrow_number (number (p := fun a => a <? objects (shape C)) b)
      (number (p := fun i => member (arrows (hom C (number (p := fun a => a <? objects (shape C)) b))) (number (p := fun a => a <? objects (shape C)) a) i) f) =
    number (fmap G f).
  Proof.
    unfold arrow_number. destruct a as [a Ha], b as [b Hb], f as [f Hf]. cbn [number proj1_sig] in *. pose proof Hf as M. simpl in M. apply member_spec in M.
    destruct M as [M <-].
    destruct (bool_dec (b <? objects (shape C)) true) as [Hb' | N]; [| contradiction].
    destruct (bool_dec (place (arrows (hom C b)) f <? objects (shape C)) true) as [Ha' | N]; [| contradiction].
    destruct (bool_dec (member (arrows (hom C b)) (place (arrows (hom C b)) f) f) true) as [Hf' | N]; [| contradiction].
    assert (Hb' = Hb) as -> by apply UIP_dec, bool_dec. assert (Ha' = Ha) as -> by apply UIP_dec, bool_dec.
    assert (Hf' = Hf) as -> by apply UIP_dec, bool_dec. reflexivity.
  Qed.

  Lemma object_number_below p : p < objects (shape C) -> object_number p < objects (shape D).
  Proof.
    intros H. apply N.ltb_lt in H. pose proof (object_number_spec (exist _ p H)) as E. simpl in E. rewrite E. apply object_bound.
  Qed.

  Lemma arrow_of p i : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    exists (a b : category C C_ok) (f : Hom a b), number b = p /\ number a = place (arrows (hom C p)) i /\
      number (p := fun j => member (arrows (hom C (number (p := fun a => a <? objects (shape C)) b))) (number (p := fun a => a <? objects (shape C)) a) j) f = i.
  Proof.
    intros Hp Hi. assert (Ha : (place (arrows (hom C p)) i <? objects (shape C)) = true) by (apply N.ltb_lt, (arrow_place C V); auto).
    apply N.ltb_lt in Hp. assert (M : member (arrows (hom C p)) (place (arrows (hom C p)) i) i = true) by now apply member_spec.
    exists (object C_ok _ Ha), (object C_ok p Hp), (arrow C_ok (object C_ok _ Ha) (object C_ok p Hp) i M). auto.
  Qed.

  Lemma arrow_number_typed p i : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    arrow_number p i < size (arrows (hom D (object_number p))) /\
    place (arrows (hom D (object_number p))) (arrow_number p i) = object_number (place (arrows (hom C p)) i).
  Proof.
    intros Hp Hi. destruct (arrow_of p i Hp Hi) as (a & b & f & Hb & Ha & Hf). rewrite <- Ha. destruct Hb.
    rewrite <- Hf, arrow_number_spec, !object_number_spec. destruct (fmap G f) as [v Hv]. simpl. now apply member_spec in Hv.
  Qed.

  Lemma arrow_number_unit p : p < objects (shape C) -> arrow_number p 0 = 0.
  Proof.
    intros H. apply N.ltb_lt in H. pose (b := exist _ p H : category C C_ok). pose proof (arrow_number_spec b b (id b)) as E.
    simpl in E. rewrite E. exact (fmap_id _ _ G b).
  Qed.

  Lemma arrow_number_act p i k a : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    nth_error (sources (shape C) (place (arrows (hom C p)) i)) k = Some a ->
    arrow_number p (act (arrows (hom C p)) i k) =
    compose D (object_number (place (arrows (hom C p)) i)) (object_number p) (arrow_number p i)
      (arrow_number (place (arrows (hom C p)) i) (act (arrows (hom C (place (arrows (hom C p)) i))) 0 k)).
  Proof.
    intros Hp Hi Hk. destruct (arrow_of p i Hp Hi) as (c & b & f & Hb & Hc & Hf). destruct Hb. rewrite <- Hc in *. subst i.
    pose proof (object_bound C c) as Bc.
    destruct (generator_step (ok := C_ok) (arrows (hom C (number b))) (yoneda_valid C (number b) V (object_bound C b)) (number c) k a _
      Bc Hk Hi (eq_sym Hc)) as [Hg EG].
    assert (Ba : (a <? objects (shape C)) = true).
    { apply N.ltb_lt. apply (category_sources C V (number c)); [exact Bc |]. now apply nth_error_In with k. }
    set (A := exist _ a Ba : category C C_ok). set (g := exist _ (act (arrows (hom C (number c))) 0 k) Hg : @Hom (category C C_ok) A c).
    pose proof (arrow_number_spec A b (f ∘ g)) as E. pose proof (arrow_number_spec A c g) as E'. pose proof (arrow_number_spec c b f) as E''.
    pose proof (fmap_comp _ _ G _ _ _ f g) as K. rewrite <- EG. refine (eq_trans E (eq_trans K _)).
    assert (R : forall x x' y y' m m' n n', x = x' -> y = y' -> m = m' -> n = n' -> compose D x y m n = compose D x' y' m' n')
      by (intros; congruence).
    symmetry. apply R; [apply object_number_spec | apply object_number_spec | exact E'' | exact E'].
  Qed.

  Definition code_of : functor_code :=
    (map object_number (range (objects (shape C))),
     map (fun p => map (arrow_number p) (line (arrows (hom C p)) 0)) (range (objects (shape C)))).

  Lemma line_nth p i k a : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    nth_error (sources (shape C) (place (arrows (hom C p)) i)) k = Some a ->
    nth_error (line (arrows (hom C p)) i) k = Some (act (arrows (hom C p)) i k).
  Proof.
    intros Hp Hi Hk. apply nth_error_nth'. now apply (valid_act _ _ (hom_valid _ _ _ (category_homs C V p Hp)) i k a).
  Qed.

  Lemma generator_number c k a : c < objects (shape C) -> nth_error (sources (shape C) c) k = Some a ->
    nth k (get [] (array_of (snd code_of)) c) 0 = arrow_number c (act (arrows (hom C c)) 0 k).
  Proof.
    intros Hc Hk. unfold code_of. simpl snd. rewrite get_map_range by exact Hc. apply nth_error_nth. rewrite nth_error_map.
    pose proof (category_homs C V c Hc) as Vc.
    rewrite (line_nth c 0 k a Hc (hom_inhabited _ _ _ Vc)); [reflexivity |]. now rewrite (hom_unit _ _ _ Vc).
  Qed.

  Lemma value_of_number p w : p < objects (shape C) -> forall a, walk (shape C) p w = Some a ->
    value_of C D (array_of (fst code_of)) (array_of (snd code_of)) p w = arrow_number p (follow (arrows (hom C p)) 0 w).
  Proof.
    intros Hp. pose proof (category_homs C V p Hp) as Vp. induction w as [| k w IH]; intros a Hw; simpl in Hw.
    - simpl. symmetry. now apply arrow_number_unit.
    - destruct (walk (shape C) p w) as [c |] eqn:E; [| discriminate]. cbn [value_of follow]. rewrite (IH c eq_refl).
      assert (E0 : walk (shape C) (place (arrows (hom C p)) 0) w = Some c) by (rewrite (hom_unit _ _ _ Vp); exact E).
      destruct (valid_follow _ _ (hom_valid _ _ _ Vp) w 0 c (hom_inhabited _ _ _ Vp) E0) as [Hi Hc].
      rewrite <- Hc in Hw. rewrite (arrow_number_act p _ k a Hp Hi Hw).
      assert (Bc : place (arrows (hom C p)) (follow (arrows (hom C p)) 0 w) < objects (shape C)) by now apply (arrow_place C V).
      cbv zeta. rewrite (generator_number _ k a Bc Hw). unfold code_of. simpl fst. now rewrite !get_map_range by auto.
  Qed.

  Lemma value_on_number p i : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    value_on (functor_from C D code_of) p i = arrow_number p i.
  Proof.
    intros Hp Hi. unfold value_on, functor_from. cbn [arrow_values]. rewrite get_map_range by exact Hp. rewrite get_map_range by exact Hi.
    pose proof (category_homs C V p Hp) as Vp. rewrite (value_of_number p _ Hp _ (hom_walk _ _ _ Vp i Hi)).
    now rewrite (hom_follow _ _ _ Vp i Hi).
  Qed.

  Lemma value_at_number p : p < objects (shape C) -> value_at (functor_from C D code_of) p = object_number p.
  Proof. intros Hp. unfold value_at, functor_from, code_of. cbn [object_values fst]. now apply get_map_range. Qed.

  Lemma code_of_functorial : functorial C D code_of (functor_from C D code_of) = true.
  Proof.
    unfold functorial. change (length (fst code_of)) with (length (map object_number (range (objects (shape C))))).
    change (length (snd code_of)) with (length (map (fun p => map (arrow_number p) (line (arrows (hom C p)) 0)) (range (objects (shape C))))). rewrite !map_length, !length_range, !Nat.eqb_refl.
    apply all_below_intro. intros p Hp. pose proof (category_homs C V p Hp) as Vp. cbv zeta. rewrite !value_at_number by exact Hp.
    assert (Eg : generators_at (functor_from C D code_of) p = map (arrow_number p) (line (arrows (hom C p)) 0)).
    { unfold generators_at, functor_from, code_of. cbn [generator_values snd]. now rewrite get_map_range. }
    rewrite !Eg, !andb_true_iff. repeat split.
    - now apply N.ltb_lt, object_number_below.
    - apply forallb_forall. intros v Hv. apply in_map_iff in Hv. destruct Hv as (i & <- & Hi). apply N.ltb_lt.
      apply arrow_number_typed; [exact Hp |]. now apply (valid_in _ _ (hom_valid _ _ _ Vp) 0 i (hom_inhabited _ _ _ Vp)).
    - rewrite map_map.
      assert (E : map (fun i => place (arrows (hom D (object_number p))) (arrow_number p i)) (line (arrows (hom C p)) 0) =
                  map object_number (map (place (arrows (hom C p))) (line (arrows (hom C p)) 0))).
      { rewrite map_map. apply map_ext_in. intros i Hi. apply arrow_number_typed; [exact Hp |].
        now apply (valid_in _ _ (hom_valid _ _ _ Vp) 0 i (hom_inhabited _ _ _ Vp)). }
      rewrite E, (valid_line _ _ (hom_valid _ _ _ Vp) 0 (hom_inhabited _ _ _ Vp)), (hom_unit _ _ _ Vp).
      assert (E' : map (value_at (functor_from C D code_of)) (sources (shape C) p) = map object_number (sources (shape C) p)).
      { apply map_ext_in. intros a Ha. apply value_at_number. now apply (category_sources C V p). }
      rewrite E'. apply same_self.
    - apply N.eqb_eq. rewrite value_on_number by (auto; exact (hom_inhabited _ _ _ Vp)). now apply arrow_number_unit.
    - apply all_below_intro. intros i Hi. pose proof (arrow_place C V p i Hp Hi) as Bc. pose proof (category_homs C V _ Bc) as Vc.
      rewrite value_on_number, value_at_number by auto.
      assert (Ec : generators_at (functor_from C D code_of) (place (arrows (hom C p)) i) =
                   map (arrow_number (place (arrows (hom C p)) i)) (line (arrows (hom C (place (arrows (hom C p)) i))) 0)).
      { unfold generators_at, functor_from, code_of. cbn [generator_values snd]. now rewrite get_map_range. }
      rewrite Ec. match goal with |- same ?l ?m = true => assert (l = m) as ->; [| apply same_self] end.
      pose proof (valid_line _ _ (hom_valid _ _ _ Vp) i Hi) as L. pose proof (valid_line _ _ (hom_valid _ _ _ Vc) 0 (hom_inhabited _ _ _ Vc)) as L'.
      rewrite (hom_unit _ _ _ Vc) in L'.
      assert (EL : length (line (arrows (hom C p)) i) = length (sources (shape C) (place (arrows (hom C p)) i)))
        by (rewrite <- L; now rewrite map_length).
      assert (EL' : length (line (arrows (hom C (place (arrows (hom C p)) i))) 0) = length (sources (shape C) (place (arrows (hom C p)) i)))
        by (rewrite <- L'; now rewrite map_length).
      apply nth_error_same. intros k. rewrite !nth_error_map.
      destruct (nth_error (sources (shape C) (place (arrows (hom C p)) i)) k) as [a |] eqn:Ek.
      + rewrite (line_nth p i k a Hp Hi Ek).
        rewrite (line_nth _ 0 k a Bc (hom_inhabited _ _ _ Vc)) by (rewrite (hom_unit _ _ _ Vc); exact Ek). simpl. f_equal.
        rewrite value_on_number; [now apply arrow_number_act with a | exact Hp |].
        now apply (valid_act _ _ (hom_valid _ _ _ Vp) i k a).
      + apply nth_error_None in Ek. rewrite !(proj2 (nth_error_None _ _)) by (rewrite ?EL, ?EL'; exact Ek). reflexivity.
  Qed.

  Definition tabled_functor : Functors C_ok D_ok := make _ _ _ _ code_of (functor_from C D code_of) eq_refl code_of_functorial.

  Lemma tabled_functor_object (a : category C C_ok) : the_functor tabled_functor a = G a.
  Proof. apply subset_eq. simpl. rewrite value_at_number by apply object_bound. apply object_number_spec. Qed.

  Lemma tabled_functor_arrow (a b : category C C_ok) (f : Hom a b) :
    number (p := fun i => member (arrows (hom D (number (p := fun a => a <? objects (shape D)) (the_functor tabled_functor b)))) (number (p := fun a => a <? objects (shape D)) (the_functor tabled_functor a)) i)
      (fmap (the_functor tabled_functor) f) = number (fmap G f).
  Proof.
    simpl. rewrite value_on_number; [apply arrow_number_spec | apply object_bound |]. destruct f as [f Hf]. simpl in *.
    now apply member_spec in Hf.
  Qed.
End Every.

(** ** Equal functors *)

#[universes(polymorphic)] Definition SameFunctor {C D : Category} (F G : Functor C D) : Prop :=
  forall (a b : C) (f : Hom a b), SameArrow (fmap F f) (fmap G f).

Section SameArrows.
  Context {C : Category@{Set Set}} {FC : FiniteCategory C}.

  Lemma same_arrow_ends {a b c d : C} (f : Hom a b) (g : Hom c d) : SameArrow f g -> a = c /\ b = d.
  Proof. intros [p _]. simpl in p. now injection p. Qed.

  Lemma same_arrow_eq {a b : C} (f g : Hom a b) : SameArrow f g <-> f == g.
  Proof.
    unfold SameArrow, Same. simpl. split.
    - intros [p H]. now rewrite (UIP_dec ends_dec p eq_refl) in H.
    - intros H. now exists eq_refl.
  Qed.

  Lemma same_arrow_sym {a b c d : C} (f : Hom a b) (g : Hom c d) : SameArrow f g -> SameArrow g f.
  Proof. intros H. destruct (same_arrow_ends f g H) as [<- <-]. apply same_arrow_eq in H. now apply same_arrow_eq. Qed.

  Lemma same_arrow_trans {a b c d e i : C} (f : Hom a b) (g : Hom c d) (h : Hom e i) :
    SameArrow f g -> SameArrow g h -> SameArrow f h.
  Proof.
    intros H K. destruct (same_arrow_ends f g H) as [<- <-]. destruct (same_arrow_ends g h K) as [<- <-].
    rewrite same_arrow_eq in *. now rewrite H.
  Qed.

  Definition same_across {a b c d : C} (f : Hom a b) (g : Hom c d) : bool :=
    if same_object a c then if same_object b d then
      Nat.eqb (index (same_arrow a b f) (members_listed (Hom a b))) (index (same_arrow c d g) (members_listed (Hom c d)))
    else false else false.

  Lemma same_across_spec {a b c d : C} (f : Hom a b) (g : Hom c d) : same_across f g = true <-> SameArrow f g.
  Proof.
    pose proof (decides_same_arrows f g) as [Y N]. fold (same_across f g) in Y, N. split; [exact Y |]. intros H.
    destruct (same_across f g); [reflexivity | now destruct (N eq_refl)].
  Qed.

  (** The identity, between equal objects. *)
  Definition along_equality {x y : C} (e : x = y) : Hom x y := eq_rect x (fun y => carrier (Hom x y)) (id x) y e.

  Lemma along_equality_same {x y : C} (e : x = y) : SameArrow (along_equality e) (id x).
  Proof. destruct e. now apply same_arrow_eq. Qed.

  Lemma along_equality_iso {x y : C} (e : x = y) : IsIso (along_equality e).
  Proof. destruct e. exists (id x). split; apply comp_id_left. Qed.

  Lemma along_equality_natural {x y x' y' : C} (e : x = x') (e' : y = y') (f : Hom x y) (g : Hom x' y') :
    SameArrow f g -> along_equality e' ∘ f == g ∘ along_equality e.
  Proof.
    destruct e, e'. rewrite same_arrow_eq. intros H. simpl. rewrite comp_id_left, H. symmetry. apply comp_id_right.
  Qed.

  Lemma same_identities {x y z : C} (f : Hom x y) (g : Hom y z) : SameArrow f (id x) -> SameArrow g (id y) -> SameArrow (g ∘ f) (id x).
  Proof.
    intros H K. destruct (same_arrow_ends _ _ H) as [_ <-]. destruct (same_arrow_ends _ _ K) as [_ <-].
    rewrite same_arrow_eq in *. rewrite H, K. apply comp_id_left.
  Qed.
End SameArrows.

Definition IsoTransformation {C D : Category@{Set Set}} {F G : Functor C D} (n : Transformation F G) : Prop := forall a, IsIso (n a).

Lemma same_functor_transformation {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F G : Functor C D) :
  SameFunctor F G -> exists n : Transformation F G, IsoTransformation n /\ forall a, SameArrow (n a) (id (F a)).
Proof.
  intros H. assert (e : forall a, F a = G a) by (intros a; exact (proj1 (same_arrow_ends _ _ (H a a (id a))))).
  exists (mkTransformation _ _ F G (fun a => along_equality (e a)) (fun a b f => along_equality_natural (e a) (e b) _ _ (H a b f))).
  split; intros a; [apply along_equality_iso | apply along_equality_same].
Qed.

Lemma iso_compose {C : Category@{Set Set}} {a b c : C} (g : Hom b c) (f : Hom a b) : IsIso g -> IsIso f -> IsIso (g ∘ f).
Proof.
  intros (g' & H & K) (f' & H' & K'). exists (f' ∘ g'). split.
  - now rewrite comp_assoc, <- (comp_assoc _ _ _ _ _ g'), H, comp_id_left.
  - now rewrite comp_assoc, <- (comp_assoc _ _ _ _ _ f), K', comp_id_left.
Qed.

Theorem every_functor {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true)
    (G : Functor (category C C_ok) (category D D_ok)) : exists c : Functors C_ok D_ok, SameFunctor (the_functor c) G.
Proof.
  exists (tabled_functor C_ok D_ok G). intros a b f.
  pose proof (tabled_functor_arrow C_ok D_ok G a b f) as E. revert E.
  generalize (fmap (the_functor (tabled_functor C_ok D_ok G)) f).
  rewrite (tabled_functor_object C_ok D_ok G a), (tabled_functor_object C_ok D_ok G b). intros h E. now apply same_arrow_eq.
Qed.

(** ** Generalizing from what was seen *)

(** [F] is in the class, and every [G] in the class that is [F] on the seen objects is isomorphic to [F], by
    isomorphisms that are identities there. *)
#[universes(polymorphic)] Definition GeneralizesFrom {C D : Category} (P : Functor C D -> Prop) (F : Functor C D) (seen : list C) : Prop :=
  P F /\ forall G : Functor C D, P G ->
    (forall (a b : C) (f : Hom a b), In a seen -> In b seen -> SameArrow (fmap F f) (fmap G f)) ->
    exists (n : Transformation F G) (m : Transformation G F),
      (forall a, Inverse (n a) (m a)) /\ forall a, In a seen -> SameArrow (n a) (id (F a)).

#[universes(polymorphic)] Definition AnyFunctor {C D : Category} (F : Functor C D) : Prop := True.

(** A class of functors that can be decided, and that has with a functor those that are isomorphic to it. *)
Class FunctorClass {C D : Category@{Set Set}} (P : Functor C D -> Prop) := {
  in_class : Functor C D -> bool;
  in_class_spec : forall F, in_class F = true <-> P F;
  class_isomorphic : forall F G (n : Transformation F G) (m : Transformation G F), (forall a, Inverse (n a) (m a)) -> P F -> P G }.

Section Classes.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D}.

  #[export] Instance class_any : FunctorClass (@AnyFunctor C D).
  Proof. refine {| in_class := fun _ => true |}; intros; unfold AnyFunctor; tauto. Defined.

  Lemma moved {F G : Functor C D} (n : Transformation F G) (m : Transformation G F) : (forall a, Inverse (n a) (m a)) ->
    forall (a b : C) (f : Hom a b), fmap G f == n b ∘ fmap F f ∘ m a.
  Proof. intros I a b f. now rewrite (component_natural _ _ n), comp_assoc, (proj2 (I a)), comp_id_right. Qed.

  #[export] Instance class_faithful : FunctorClass (@Faithful C D).
  Proof.
    refine {| in_class := fun F => every (fun a => every (fun b => every (fun f => every (fun g : Hom a b =>
      if same_arrow _ _ (fmap F f) (fmap F g) then same_arrow _ _ f g else true) (members_listed (Hom a b))) (members_listed (Hom a b)))
      (members_listed C)) (members_listed C) |}.
    - intros F. split.
      + intros H a b f g E. rewrite every_spec in H. specialize (H a (complete a)). rewrite every_spec in H. specialize (H b (complete b)).
        rewrite every_spec in H. specialize (H f (complete f)). rewrite every_spec in H. specialize (H g (complete g)). simpl in H.
        rewrite (proj2 (same_arrow_spec _ _ _ _) (equal_arrows _ _ _ _ E)) in H. apply same_arrow_spec in H. now rewrite H.
      + intros H. apply every_spec. intros a _. apply every_spec. intros b _. apply every_spec. intros f _. apply every_spec. intros g _.
        destruct (same_arrow _ _ (fmap F f) (fmap F g)) eqn:E; [| reflexivity]. apply same_arrow_spec in E.
        apply same_arrow_spec, equal_arrows, H. now rewrite E.
    - intros F G n m I H a b f g E. apply H. assert (I' : forall a, Inverse (m a) (n a)) by (intros c; destruct (I c); now split).
      now rewrite (moved m n I' a b f), (moved m n I' a b g), E.
  Defined.

  #[export] Instance class_full : FunctorClass (@Full C D).
  Proof.
    refine {| in_class := fun F => every (fun a => every (fun b => every (fun k => some (fun f : Hom a b =>
      same_arrow _ _ (fmap F f) k) (members_listed (Hom a b))) (members_listed (Hom (F a) (F b)))) (members_listed C)) (members_listed C) |}.
    - intros F. split.
      + intros H a b k. rewrite every_spec in H. specialize (H a (complete a)). rewrite every_spec in H. specialize (H b (complete b)).
        rewrite every_spec in H. specialize (H k (complete k)). apply some_spec in H. destruct H as (f & _ & E).
        apply same_arrow_spec in E. exists f. now rewrite E.
      + intros H. apply every_spec. intros a _. apply every_spec. intros b _. apply every_spec. intros k _. apply some_spec.
        destruct (H a b k) as (f & E). exists f. split; [apply complete | apply same_arrow_spec, equal_arrows, E].
    - intros F G n m I H a b k. destruct (H a b (m b ∘ k ∘ n a)) as (f & E). exists f.
      rewrite (moved n m I a b f), E, !comp_assoc, (proj2 (I a)), comp_id_right, <- comp_assoc, (proj2 (I b)). apply comp_id_left.
  Defined.

  #[export] Instance class_fully_faithful : FunctorClass (@FullyFaithful C D).
  Proof.
    refine {| in_class := fun F => if in_class (P := Full) F then in_class (P := Faithful) F else false |}.
    - intros F. rewrite <- fully_faithful_definition. rewrite <- (in_class_spec (P := Full)), <- (in_class_spec (P := Faithful)).
      destruct (in_class F); intuition discriminate.
    - intros F G n m I. rewrite <- !fully_faithful_definition. intros [H K]. split; [exact (class_isomorphic F G n m I H) | exact (class_isomorphic F G n m I K)].
  Defined.
End Classes.

Section From.
  Context {C D : category_table} {C_ok : check_category C = true} {D_ok : check_category D = true}.
  Context (P : Functor (category C C_ok) (category D D_ok) -> Prop) {class : FunctorClass P}.
  Context (F : Functor (category C C_ok) (category D D_ok)) (seen : list (category C C_ok)).

  Definition agrees_on (G : Functor (category C C_ok) (category D D_ok)) : bool :=
    every (fun a => every (fun b => every (fun f : Hom a b => same_across (fmap F f) (fmap G f)) (members_listed (Hom a b))) seen) seen.
  Definition fixed (G : Functor (category C C_ok) (category D D_ok)) (a : category C C_ok) (n : Hom (F a) (G a)) : bool :=
    if invertible n then if some (same_object a) seen then same_across n (id (F a)) else true else false.
  Definition generalizes_from : bool :=
    if in_class F then
      every (fun c : Functors C_ok D_ok => if agrees_on c then if in_class (c : Functor _ _) then some_natural F c (fixed c) else true else true)
            (members_listed (Functors C_ok D_ok))
    else false.

  Lemma agrees_on_spec G : agrees_on G = true <-> forall a b (f : Hom a b), In a seen -> In b seen -> SameArrow (fmap F f) (fmap G f).
  Proof.
    unfold agrees_on. split.
    - intros H a b f Ha Hb. rewrite every_spec in H. specialize (H a Ha). rewrite every_spec in H. specialize (H b Hb).
      rewrite every_spec in H. apply same_across_spec, H, complete.
    - intros H. apply every_spec. intros a Ha. apply every_spec. intros b Hb. apply every_spec. intros f _.
      apply same_across_spec. now apply H.
  Qed.

  Lemma fixed_spec (G : Functor (category C C_ok) (category D D_ok)) a (n : Hom (F a) (G a)) : fixed G a n = true <-> IsIso n /\ (In a seen -> SameArrow n (id (F a))).
  Proof.
    unfold fixed. destruct (invertible n) eqn:E; [apply invertible_spec in E |].
    2: { split; [discriminate |]. intros [H _]. apply invertible_spec in H. congruence. }
    destruct (some (same_object a) seen) eqn:S.
    - apply some_spec in S. destruct S as (b & Hb & S). apply same_object_spec in S. subst b. rewrite same_across_spec. tauto.
    - split; [intros _; split; [exact E |] | reflexivity]. intros H. exfalso.
      assert (some (same_object a) seen = true) by (apply some_spec; exists a; split; [exact H | now apply same_object_spec]). congruence.
  Qed.

  Theorem generalizes_from_spec : generalizes_from = true <-> GeneralizesFrom P F seen.
  Proof.
    unfold generalizes_from, GeneralizesFrom. destruct (in_class F) eqn:HF.
    2: { split; [discriminate |]. intros [H _]. apply in_class_spec in H. congruence. }
    apply in_class_spec in HF. rewrite every_spec. split.
    - intros H. split; [exact HF |]. intros G HG A. destruct (every_functor C_ok D_ok G) as (c & S). specialize (H c (complete c)).
      cbv beta in H. destruct (same_functor_transformation _ _ S) as (s & Is & Ss).
      destruct (isomorphic_components s Is) as (s' & Inv). rewrite (proj2 (agrees_on_spec c)) in H.
      2: { intros a b f Ha Hb. apply same_arrow_trans with (1 := A a b f Ha Hb). apply same_arrow_sym, S. }
      rewrite (proj2 (in_class_spec (the_functor c))) in H.
      2: { apply (class_isomorphic G (the_functor c) s' s); [| exact HG]. intros a. destruct (Inv a). now split. }
      apply some_natural_spec in H. destruct H as (n & Hn).
      assert (N : forall (a b : category C C_ok) (f : Hom a b), (s b ∘ n b) ∘ fmap F f == fmap G f ∘ (s a ∘ n a)).
      { intros a b f. now rewrite comp_assoc, (component_natural _ _ n), <- comp_assoc, (component_natural _ _ s), comp_assoc. }
      destruct (isomorphic_components (mkTransformation _ _ F G (fun a => s a ∘ n a) N)) as (m & I).
      { intros a. apply iso_compose; [apply Is |]. apply (fixed_spec c a (n a)), Hn. }
      exists (mkTransformation _ _ F G (fun a => s a ∘ n a) N), m. split; [exact I |]. intros a Ha.
      destruct (proj1 (fixed_spec c a (n a)) (Hn a)) as [_ K]. exact (same_identities (n a) (s a) (K Ha) (Ss a)).
    - intros [_ H] c _. cbv beta. destruct (agrees_on c) eqn:A; [| reflexivity]. destruct (in_class (the_functor c)) eqn:K; [| reflexivity].
      apply in_class_spec in K. destruct (H _ K (proj1 (agrees_on_spec c) A)) as (n & m & I & E). apply some_natural_spec. exists n.
      intros a. apply fixed_spec. split; [now exists (m a) | apply E].
  Qed.

  #[export] Instance decides_generalizes_from : Decides (GeneralizesFrom P F seen) generalizes_from (negb generalizes_from).
  Proof. apply decides_of, generalizes_from_spec. Qed.
End From.

#[export] Typeclasses Opaque GeneralizesFrom Functors AnyFunctor.
