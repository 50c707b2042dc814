(** The functors between two tables as a list, with a clausal proof that there are no others ([Lrat.v], [Refuted.v]). *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Refuted.
Import ListNotations.
Open Scope N_scope.

Definition functor_code_dec (c d : functor_code) : {c = d} + {c <> d}.
Proof. decide equality; [apply (list_eq_dec (list_eq_dec N.eq_dec)) | apply (list_eq_dec N.eq_dec)]. Defined.
Fixpoint distinct_functors (l : list functor_code) : bool :=
  match l with [] => true | c :: l' => if in_dec functor_code_dec c l' then false else distinct_functors l' end.
Lemma distinct_functors_spec l : distinct_functors l = true -> NoDup l.
Proof.
  induction l as [| c l IH]; simpl; intros H; [constructor |]. destruct (in_dec _ c l) as [| n]; [discriminate |].
  constructor; [exact n | now apply IH].
Qed.

(** Files give a functor as [functor_data] does. *)
Definition code_from (d : functor_data) : functor_code := (row (on_objects d), map row (on_generators d)).

(** One of them. *)
Definition one_functor {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true) (c : functor_code)
  (H : functorial C D c (functor_from C D c) = true) : Functors C_ok D_ok := make _ _ _ _ c (functor_from C D c) eq_refl H.

Section Listed.
  Context {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true).
  Let wc := widest C.
  Let wd := widest D.
  Let V := check_category_spec C C_ok.
  Let W := check_category_spec D D_ok.

  Definition value_in (c : functor_code) (p : N) : N := nth (N.to_nat p) (fst c) 0.
  Definition generators_in (c : functor_code) (p : N) : list N := nth (N.to_nat p) (snd c) [].

  (** The values of a functor, on objects and generating arrows. *)
  Definition values_of_code (c : functor_code) : list (N * N) :=
    flat_map (fun p => (code wc p 0, code wd (value_in c p) 0) ::
      map (fun k => (code wc p (act (arrows (hom C p)) 0 k), code wd (value_in c p) (nth k (generators_in c p) 0)))
        (seq 0 (length (sources (shape C) p)))) (range (objects (shape C))).

  Definition no_other_functor (l : list functor_code) (steps : list text) : bool :=
    if every (fun c => functorial C D c (functor_from C D c)) l then
      if distinct_functors l then
        rules_refuted (objects (shape D) * wd) (functor_rules C D wc wd ++ map (fun c => (values_of_code c, [])) l) (rows steps)
      else false
    else false.

  Lemma code_lengths c : functorial C D c (functor_from C D c) = true ->
    length (fst c) = N.to_nat (objects (shape C)) /\ length (snd c) = N.to_nat (objects (shape C)) /\ ValidFunctor C D (functor_from C D c).
  Proof.
    unfold functorial. destruct (Nat.eqb_spec (length (fst c)) (N.to_nat (objects (shape C)))) as [Lo | _]; [| discriminate].
    destruct (Nat.eqb_spec (length (snd c)) (N.to_nat (objects (shape C)))) as [Lg | _]; [| discriminate].
    intros H. split; [exact Lo |]. split; [exact Lg | now apply check_functor_spec].
  Qed.
  Lemma code_value c p : value_at (functor_from C D c) p = value_in c p.
  Proof. apply get_array. Qed.
  Lemma code_generators c p : generators_at (functor_from C D c) p = generators_in c p.
  Proof. apply get_array. Qed.

  Section One.
    Context (c : functor_code) (ok : functorial C D c (functor_from C D c) = true).
    Let G := functor C D (functor_from C D c) C_ok D_ok (functorial_check C D _ _ ok).
    Let X := proj2 (proj2 (code_lengths c ok)).

    Lemma code_object p : p < objects (shape C) -> object_number C_ok D_ok G p = value_in c p.
    Proof.
      intros Hp. apply N.ltb_lt in Hp. rewrite <- code_value. exact (object_number_spec C_ok D_ok G (object C_ok p Hp)).
    Qed.
    Lemma code_arrow p i : p < objects (shape C) -> i < size (arrows (hom C p)) -> arrow_number C_ok D_ok G p i = value_on (functor_from C D c) p i.
    Proof.
      intros Hp Hi. destruct (arrow_of C_ok p i Hp Hi) as (a & b & f & Hb & _ & Hf). destruct Hb. rewrite <- Hf. exact (arrow_number_spec C_ok D_ok G a b f).
    Qed.
    Lemma code_generator p k : p < objects (shape C) -> (k < length (sources (shape C) p))%nat ->
      act (arrows (hom C p)) 0 k < size (arrows (hom C p)) /\
      arrow_number C_ok D_ok G p (act (arrows (hom C p)) 0 k) = nth k (generators_in c p) 0 /\ nth k (generators_in c p) 0 < size (arrows (hom D (value_in c p))).
    Proof.
      intros Hp Hk. pose proof (category_homs C V p Hp) as Vp. pose proof (hom_inhabited _ _ _ Vp) as H0. pose proof (hom_unit _ _ _ Vp) as U.
      destruct (nth_error (sources (shape C) p) k) as [a |] eqn:E; [| apply nth_error_None in E; lia].
      assert (E0 : nth_error (sources (shape C) (place (arrows (hom C p)) 0)) k = Some a) by (rewrite U; exact E).
      destruct (valid_act _ _ (hom_valid _ _ _ Vp) 0 k a H0 E0) as (_ & A & _).
      destruct (value_act C D (functor_from C D c) C_ok (functorial_check C D _ _ ok) p 0 k a Hp H0 E0) as (v & Hv & Bv & Pv & Ev).
      rewrite U in Hv, Bv, Pv, Ev. rewrite code_generators in Hv. rewrite code_value in Bv, Ev. rewrite (nth_error_nth _ _ 0 Hv).
      split; [exact A |]. split; [| exact Bv]. rewrite (code_arrow p _ Hp A), Ev, (functor_unit _ _ _ X p Hp), <- code_value.
      assert (Bq : value_at (functor_from C D c) p < objects (shape D)) by exact (functor_object _ _ _ X p Hp).
      pose proof (comp_id_left (category D D_ok)) as I.
      assert (Ba : value_at (functor_from C D c) a < objects (shape D)) by (apply (functor_object _ _ _ X), (category_sources C V p); [exact Hp | now apply nth_error_In with k]).
      apply N.ltb_lt in Bq, Ba. rewrite <- code_value in Bv. assert (M : member (arrows (hom D (value_at (functor_from C D c) p))) (value_at (functor_from C D c) a) v = true) by (apply member_spec; auto).
      exact (I (object D_ok _ Ba) (object D_ok _ Bq) (exist _ v M)).
    Qed.
  End One.

  Lemma same_code c c' (ok : functorial C D c (functor_from C D c) = true) : functorial C D c' (functor_from C D c') = true ->
    (forall x v, In (x, v) (values_of_code c') ->
      functor_map C D wc wd C_ok D_ok (functor C D (functor_from C D c) C_ok D_ok (functorial_check C D _ _ ok)) x = v) -> c = c'.
  Proof.
    intros ok' H. destruct (code_lengths c ok) as (Lo & Lg & X), (code_lengths c' ok') as (Lo' & Lg' & X').
    assert (O : forall p, p < objects (shape C) -> value_in c p = value_in c' p).
    { intros p Hp. pose proof (H (code wc p 0) (code wd (value_in c' p) 0)) as E. rewrite functor_map_identity, (code_object c ok p Hp) in E by (auto; reflexivity).
      specialize (E ltac:(apply in_flat_map; exists p; split; [now apply in_range | now left])).
      apply code_inj in E; [apply E | |]; unfold wd; [apply widest_zero | apply widest_zero]. }
    assert (K : forall p k, p < objects (shape C) -> (k < length (sources (shape C) p))%nat -> nth k (generators_in c p) 0 = nth k (generators_in c' p) 0).
    { intros p k Hp Hk. destruct (code_generator c ok p k Hp Hk) as (A & E & B). destruct (code_generator c' ok' p k Hp Hk) as (_ & _ & B').
      pose proof (H (code wc p (act (arrows (hom C p)) 0 k)) (code wd (value_in c' p) (nth k (generators_in c' p) 0))) as F.
      rewrite functor_map_spec, (code_object c ok p Hp), E in F by (auto; reflexivity).
      specialize (F ltac:(apply in_flat_map; exists p; split; [now apply in_range | right; apply in_map_iff; exists k; split; [reflexivity | apply in_seq; lia]])).
      assert (Bd : value_in c p < objects (shape D)) by (rewrite <- code_value; exact (functor_object _ _ _ X p Hp)).
      assert (Bd' : value_in c' p < objects (shape D)) by (rewrite <- code_value; exact (functor_object _ _ _ X' p Hp)).
      apply code_inj in F; [apply F | |]; unfold wd; [now apply widest_spec with (value_in c p) | now apply widest_spec with (value_in c' p)]. }
    destruct c as [obs gens], c' as [obs' gens']. cbn [fst snd] in *. f_equal.
    - apply (nth_ext _ _ 0 0); [congruence |]. intros n Hn. pose proof (O (N.of_nat n)) as E. unfold value_in in E. rewrite Nnat.Nat2N.id in E. apply E. lia.
    - apply (nth_ext _ _ [] []); [congruence |]. intros n Hn. assert (Hp : N.of_nat n < objects (shape C)) by lia.
      pose proof (f_equal (@length N) (functor_ends _ _ _ X _ Hp)) as L. pose proof (f_equal (@length N) (functor_ends _ _ _ X' _ Hp)) as L'.
      rewrite !map_length, code_generators in L. rewrite !map_length, code_generators in L'.
      pose proof (K (N.of_nat n)) as E. unfold generators_in in E, L, L'. rewrite Nnat.Nat2N.id in E, L, L'. cbn [snd] in *.
      apply (nth_ext _ _ 0 0); [congruence |]. intros k Hk. apply (E k Hp). lia.
  Qed.

  Context (l : list functor_code) (steps : list text) (H : no_other_functor l steps = true).

  Lemma no_other_listed c : functorial C D c (functor_from C D c) = true -> In c l.
  Proof.
    intros ok. destruct (in_dec functor_code_dec c l) as [I | N]; [exact I |]. exfalso. unfold no_other_functor in H.
    destruct (every _ l) eqn:A; [| discriminate]. destruct (distinct_functors l); [| discriminate]. rewrite every_spec in A.
    apply (rules_refuted_spec _ (functor_map C D wc wd C_ok D_ok (functor C D (functor_from C D c) C_ok D_ok (functorial_check C D _ _ ok))) _ _ H).
    intros r Hr. apply in_app_or in Hr. destruct Hr as [Hr | Hr]; [now apply functor_rules_hold |].
    apply in_map_iff in Hr. destruct Hr as (c' & <- & Hc).
    destruct (some (fun xv => negb (functor_map C D wc wd C_ok D_ok (functor C D (functor_from C D c) C_ok D_ok (functorial_check C D _ _ ok)) (fst xv) =? snd xv)) (values_of_code c')) eqn:E.
    - apply some_spec in E. destruct E as ([x v] & I & E). left. exists x, v. split; [exact I |]. cbn in E. now destruct (N.eqb_spec (functor_map C D wc wd C_ok D_ok (functor C D (functor_from C D c) C_ok D_ok (functorial_check C D _ _ ok)) x) v).
    - exfalso. apply N. assert (c = c') as ->; [| exact Hc]. apply (same_code c c' ok (A c' Hc)). intros x v I.
      destruct (N.eqb_spec (functor_map C D wc wd C_ok D_ok (functor C D (functor_from C D c) C_ok D_ok (functorial_check C D _ _ ok)) x) v) as [F | F]; [exact F |]. exfalso.
      assert (T : some (fun xv => negb (functor_map C D wc wd C_ok D_ok (functor C D (functor_from C D c) C_ok D_ok (functorial_check C D _ _ ok)) (fst xv) =? snd xv)) (values_of_code c') = true).
      { apply some_spec. exists (x, v). split; [exact I |]. cbn. apply N.eqb_neq in F. now rewrite F. }
      congruence.
  Qed.
  Lemma once_no_other : NoDup l.
  Proof. unfold no_other_functor in H. destruct (every _ l); [| discriminate]. destruct (distinct_functors l) eqn:E; [now apply distinct_functors_spec | discriminate]. Qed.

  (** The functors are those listed. *)
  Definition listed_functors : Finite (Functors C_ok D_ok) := finite_made _ _ l no_other_listed once_no_other.
End Listed.
