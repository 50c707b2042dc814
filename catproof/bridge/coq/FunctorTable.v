(** Functors between finite categories as tables: the values on objects and on generating arrows. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export Table.
Import ListNotations.
Open Scope N_scope.
#[local] Obligation Tactic := idtac.

(** [on_objects]: the value of each object. [on_generators]: for each object [b] of the source, in the order of the
    generating arrows into [b], the number of the value among the arrows into the value of [b]. *)
Record functor_data := { on_objects : text; on_generators : list text }.

(** With the value of each arrow, object by object, computed from them. *)
Record functor_table := { object_values : array N; generator_values : array (list N); arrow_values : array (array N) }.
Definition value_at (F : functor_table) (a : N) : N := get 0 (object_values F) a.
Definition value_on (F : functor_table) (b i : N) : N := get 0 (get (PositiveMap.empty N) (arrow_values F) b) i.
Definition generators_at (F : functor_table) (b : N) : list N := get [] (generator_values F) b.

Definition value_step (C D : category_table) (obs : array N) (gens : array (list N)) (p : N) (m : array N) (i : N)
    : array N :=
  let here := place (arrows (hom C p)) i in
  let x := get 0 m i in
  let fill := fix fill m ys vs :=
    match ys, vs with
    | y :: ys', v :: vs' =>
      fill (match lookup m y with
            | Some _ => m
            | None => store m y (compose D (get 0 obs here) (get 0 obs p) x v)
            end) ys' vs'
    | _, _ => m
    end in
  fill m (line (arrows (hom C p)) i) (get [] gens here).

Definition functor_of (C D : category_table) (d : functor_data) : functor_table :=
  let obs := array_of (row (on_objects d)) in
  let gens := array_of (map row (on_generators d)) in
  {| object_values := obs; generator_values := gens;
     arrow_values := array_of (map (fun p =>
       fold_left (value_step C D obs gens p) (range (size (arrows (hom C p)))) (store (PositiveMap.empty N) 0 0))
       (range (objects (shape C)))) |}.

Definition check_functor (C D : category_table) (F : functor_table) : bool :=
  all_below (objects (shape C)) (fun p =>
    let q := value_at F p in
    (q <? objects (shape D)) &&
    forallb (fun v => v <? size (arrows (hom D q))) (generators_at F p) &&
    same (map (place (arrows (hom D q))) (generators_at F p)) (map (value_at F) (sources (shape C) p)) &&
    (value_on F p 0 =? 0) &&
    all_below (size (arrows (hom C p))) (fun i =>
      let a := place (arrows (hom C p)) i in
      same (map (value_on F p) (line (arrows (hom C p)) i))
           (map (compose D (value_at F a) q (value_on F p i)) (generators_at F a)))).

Record ValidFunctor (C D : category_table) (F : functor_table) : Prop := {
  functor_object : forall p, p < objects (shape C) -> value_at F p < objects (shape D);
  functor_generator : forall p v, p < objects (shape C) -> In v (generators_at F p) ->
    v < size (arrows (hom D (value_at F p)));
  functor_ends : forall p, p < objects (shape C) ->
    map (place (arrows (hom D (value_at F p)))) (generators_at F p) = map (value_at F) (sources (shape C) p);
  functor_unit : forall p, p < objects (shape C) -> value_on F p 0 = 0;
  functor_line : forall p i, p < objects (shape C) -> i < size (arrows (hom C p)) ->
    map (value_on F p) (line (arrows (hom C p)) i) =
    map (compose D (value_at F (place (arrows (hom C p)) i)) (value_at F p) (value_on F p i))
        (generators_at F (place (arrows (hom C p)) i)) }.

Lemma check_functor_spec C D F : check_functor C D F = true -> ValidFunctor C D F.
Proof.
  intros K. unfold check_functor in K. pose proof (all_below_spec _ _ K) as L. cbv zeta in L.
  assert (M : forall p, p < objects (shape C) -> value_at F p < objects (shape D) /\
    (forall v, In v (generators_at F p) -> v < size (arrows (hom D (value_at F p)))) /\
    map (place (arrows (hom D (value_at F p)))) (generators_at F p) = map (value_at F) (sources (shape C) p) /\
    value_on F p 0 = 0 /\
    forall i, i < size (arrows (hom C p)) ->
      map (value_on F p) (line (arrows (hom C p)) i) =
      map (compose D (value_at F (place (arrows (hom C p)) i)) (value_at F p) (value_on F p i))
          (generators_at F (place (arrows (hom C p)) i))).
  { intros p Hp. specialize (L p Hp). rewrite !andb_true_iff in L. destruct L as ((((H1 & H2) & H3) & H4) & H5).
    split; [now apply N.ltb_lt |]. split.
    - intros v Hv. rewrite forallb_forall in H2. apply N.ltb_lt. now apply H2.
    - split; [now apply same_spec |]. split; [now apply N.eqb_eq |].
      intros i Hi. apply same_spec. exact (all_below_spec _ _ H5 i Hi). }
  split; intros p; intros; destruct (M p) as (H1 & H2 & H3 & H4 & H5); auto.
Qed.

Section Functor.
  Variables (C D : category_table) (F : functor_table).
  Hypotheses (okC : check_category C = true) (okD : check_category D = true) (ok : check_functor C D F = true).
  Let V : ValidCategory C := check_category_spec C okC.
  Let W : ValidCategory D := check_category_spec D okD.
  Let X : ValidFunctor C D F := check_functor_spec C D F ok.

  (** One step: the value of [i] restricted along column [k]. *)
  Lemma value_act p i k a : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    nth_error (sources (shape C) (place (arrows (hom C p)) i)) k = Some a ->
    exists v, nth_error (generators_at F (place (arrows (hom C p)) i)) k = Some v /\
      v < size (arrows (hom D (value_at F (place (arrows (hom C p)) i)))) /\
      place (arrows (hom D (value_at F (place (arrows (hom C p)) i)))) v = value_at F a /\
      value_on F p (act (arrows (hom C p)) i k) =
      compose D (value_at F (place (arrows (hom C p)) i)) (value_at F p) (value_on F p i) v.
  Proof.
    intros Hp Hi Hk. pose proof (category_homs C V p Hp) as Vp.
    pose proof (arrow_place C V p i Hp Hi) as Ha.
    destruct (valid_act _ _ (hom_valid _ _ _ Vp) i k a Hi Hk) as (Hl & _ & _).
    pose proof (functor_line _ _ _ X p i Hp Hi) as L.
    pose proof (functor_ends _ _ _ X _ Ha) as E.
    assert (E' : nth_error (map (place (arrows (hom D (value_at F (place (arrows (hom C p)) i)))))
                  (generators_at F (place (arrows (hom C p)) i))) k = Some (value_at F a))
      by (rewrite E, nth_error_map, Hk; reflexivity).
    rewrite nth_error_map in E'.
    destruct (nth_error (generators_at F (place (arrows (hom C p)) i)) k) as [v |] eqn:Ev; [| discriminate].
    injection E' as E'. exists v. split; [reflexivity |]. split; [| split; [exact E' |]].
    - apply (functor_generator _ _ _ X _ v Ha). now apply nth_error_In with k.
    - assert (M : nth_error (map (value_on F p) (line (arrows (hom C p)) i)) k =
                  Some (compose D (value_at F (place (arrows (hom C p)) i)) (value_at F p) (value_on F p i) v))
        by (rewrite L, nth_error_map, Ev; reflexivity).
      rewrite nth_error_map in M. unfold act.
      destruct (nth_error (line (arrows (hom C p)) i) k) as [y |] eqn:Ey; [| discriminate].
      rewrite (nth_error_nth _ _ 0 Ey). simpl in M. congruence.
  Qed.

  Lemma value_typed_word p w : p < objects (shape C) -> forall a, walk (shape C) p w = Some a ->
    value_on F p (follow (arrows (hom C p)) 0 w) < size (arrows (hom D (value_at F p))) /\
    place (arrows (hom D (value_at F p))) (value_on F p (follow (arrows (hom C p)) 0 w)) = value_at F a.
  Proof.
    intros Hp. pose proof (category_homs C V p Hp) as Vp.
    pose proof (category_homs D W _ (functor_object _ _ _ X p Hp)) as Vq.
    induction w as [| k w IH]; intros a Hw; simpl in Hw.
    - injection Hw as <-. simpl. rewrite (functor_unit _ _ _ X p Hp).
      split; [exact (hom_inhabited _ _ _ Vq) | exact (hom_unit _ _ _ Vq)].
    - destruct (walk (shape C) p w) as [c |] eqn:E; [| discriminate]. destruct (IH c eq_refl) as [H1 H2].
      assert (E0 : walk (shape C) (place (arrows (hom C p)) 0) w = Some c) by (rewrite (hom_unit _ _ _ Vp); exact E).
      destruct (valid_follow _ _ (hom_valid _ _ _ Vp) w 0 c (hom_inhabited _ _ _ Vp) E0) as [Hi Hc].
      rewrite <- Hc in Hw. destruct (value_act p _ k a Hp Hi Hw) as (v & _ & Hv & Hv' & Ev). simpl. rewrite Ev.
      rewrite Hc in *.
      assert (Hcb : c < objects (shape C)) by (rewrite <- Hc; apply (arrow_place C V); auto).
      rewrite <- Hv'. apply (compose_typed D W); auto; apply (functor_object _ _ _ X); auto.
  Qed.

  Lemma value_typed p i : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    value_on F p i < size (arrows (hom D (value_at F p))) /\
    place (arrows (hom D (value_at F p))) (value_on F p i) = value_at F (place (arrows (hom C p)) i).
  Proof.
    intros Hp Hi. pose proof (category_homs C V p Hp) as Vp.
    rewrite <- (hom_follow _ _ _ Vp i Hi) at 1 2. apply value_typed_word; [exact Hp |].
    exact (hom_walk _ _ _ Vp i Hi).
  Qed.

  Lemma value_follow b c g w : b < objects (shape C) -> c < objects (shape C) ->
    g < size (arrows (hom C c)) -> place (arrows (hom C c)) g = b -> forall a, walk (shape C) b w = Some a ->
    value_on F c (follow (arrows (hom C c)) g w) =
    compose D (value_at F b) (value_at F c) (value_on F c g) (value_on F b (follow (arrows (hom C b)) 0 w)).
  Proof.
    intros Hb Hc Hg Hg'. pose proof (category_homs C V b Hb) as Vb. pose proof (category_homs C V c Hc) as Vc.
    pose proof (functor_object _ _ _ X) as O.
    induction w as [| k w IH]; intros a Hw; simpl in Hw.
    - simpl. rewrite (functor_unit _ _ _ X b Hb). symmetry. apply (compose_unit D W). now apply O.
    - destruct (walk (shape C) b w) as [e |] eqn:E; [| discriminate]. simpl.
      assert (E0 : walk (shape C) (place (arrows (hom C b)) 0) w = Some e) by (rewrite (hom_unit _ _ _ Vb); exact E).
      assert (E1 : walk (shape C) (place (arrows (hom C c)) g) w = Some e) by (rewrite Hg'; exact E).
      destruct (valid_follow _ _ (hom_valid _ _ _ Vb) w 0 e (hom_inhabited _ _ _ Vb) E0) as [Hi Hi'].
      destruct (valid_follow _ _ (hom_valid _ _ _ Vc) w g e Hg E1) as [Hj Hj'].
      pose proof Hw as Hw'. rewrite <- Hi' in Hw. rewrite <- Hj' in Hw'.
      destruct (value_act b _ k a Hb Hi Hw) as (v & Hv & Hvs & Hvp & ->).
      destruct (value_act c _ k a Hc Hj Hw') as (v' & Hv' & _ & _ & ->).
      rewrite Hi' in *. rewrite Hj' in *. assert (v' = v) as -> by congruence.
      rewrite (IH e eq_refl). symmetry.
      assert (He : e < objects (shape C)) by (rewrite <- Hi'; apply (arrow_place C V); auto).
      destruct (value_typed c g Hc Hg) as [Tg Pg]. rewrite Hg' in Pg.
      destruct (value_typed b _ Hb Hi) as [Ti Pi]. rewrite Hi' in Pi.
      apply (compose_assoc D W); auto.
  Qed.

  Lemma value_compose b c g f : b < objects (shape C) -> c < objects (shape C) ->
    g < size (arrows (hom C c)) -> place (arrows (hom C c)) g = b -> f < size (arrows (hom C b)) ->
    value_on F c (compose C b c g f) =
    compose D (value_at F b) (value_at F c) (value_on F c g) (value_on F b f).
  Proof.
    intros Hb Hc Hg Hg' Hf. pose proof (category_homs C V b Hb) as Vb.
    rewrite <- (hom_follow _ _ _ Vb f Hf) at 2.
    apply (value_follow b c g) with (a := place (arrows (hom C b)) f); auto. exact (hom_walk _ _ _ Vb f Hf).
  Qed.

  Lemma value_at_bound (a : object_of C) : (value_at F (number a) <? objects (shape D)) = true.
  Proof. apply N.ltb_lt. apply (functor_object _ _ _ X). apply object_bound. Qed.

  Lemma value_on_member (a b : object_of C) (f : members (arrows (hom C (number b))) (number a)) :
    member (arrows (hom D (value_at F (number b)))) (value_at F (number a)) (value_on F (number b) (number f)) = true.
  Proof.
    destruct f as [f Hf]. simpl. apply member_spec in Hf. destruct Hf as [Hf <-]. apply member_spec.
    apply value_typed; [apply object_bound | exact Hf].
  Qed.

  Program Definition functor : Functor (category C okC) (category D okD) :=
    {| fobj := fun a => exist _ (value_at F (number a)) (value_at_bound a) : category D okD;
       fmap := fun a b f => exist _ (value_on F (number b) (number f)) (value_on_member a b f) |}.
  Next Obligation. intros a b f g H. simpl in *. now rewrite H. Qed.
  Next Obligation. intros a. simpl. apply (functor_unit _ _ _ X). apply object_bound. Qed.
  Next Obligation.
    intros a b c [g Hg] [f Hf]. simpl. apply member_spec in Hg, Hf.
    apply value_compose; try apply object_bound; try apply Hg; apply Hf.
  Qed.
End Functor.
