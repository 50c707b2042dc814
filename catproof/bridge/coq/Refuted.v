(** That there is no functor between two tables with certain properties, no isomorphism of the two, and no natural isomorphism of
    two functors, by clausal proofs: each of them makes all rules hold that are made from the tables ([Lrat.v]). *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Lrat Categories.
Import ListNotations.
Open Scope N_scope.

(** ** Arrows over all objects: the [i]-th into [p] *)

Definition widest (K : category_table) : N := fold_right (fun p n => N.max (size (arrows (hom K p))) n) 1 (range (objects (shape K))).
Definition code (w : N) (p i : N) : N := p * w + i.
Definition all_arrows (K : category_table) : list (N * N) :=
  flat_map (fun p => map (pair p) (range (size (arrows (hom K p))))) (range (objects (shape K))).
Definition no_identity (f : N * N) : bool := 0 <? snd f.

Lemma code_inj w p i q j : i < w -> j < w -> code w p i = code w q j -> p = q /\ i = j.
Proof.
  unfold code. intros Hi Hj E. split.
  - rewrite (N.div_unique (p * w + i) w p i Hi), (N.div_unique (q * w + j) w q j Hj); [now rewrite E | lia | lia].
  - rewrite (N.mod_unique (p * w + i) w p i Hi), (N.mod_unique (q * w + j) w q j Hj); [now rewrite E | lia | lia].
Qed.
Lemma widest_spec K p i : p < objects (shape K) -> i < size (arrows (hom K p)) -> i < widest K.
Proof.
  intros Hp Hi. unfold widest. apply in_range in Hp. induction (range (objects (shape K))) as [| q l IH]; [destruct Hp |]. simpl.
  destruct Hp as [-> | Hp]; [lia | specialize (IH Hp); lia].
Qed.
Lemma widest_zero K : 0 < widest K.
Proof. unfold widest. induction (range _); simpl; lia. Qed.
Lemma all_arrows_spec K p i : In (p, i) (all_arrows K) <-> p < objects (shape K) /\ i < size (arrows (hom K p)).
Proof.
  unfold all_arrows. rewrite in_flat_map. split.
  - intros (q & Hq & H). apply in_map_iff in H. destruct H as (j & E & Hj). injection E as -> ->. now rewrite <- !in_range.
  - intros [Hp Hi]. exists p. split; [now apply in_range |]. now apply in_map, in_range.
Qed.

(** Has the [j]-th arrow into [q], from [a], an inverse? *)
Definition has_inverse (D : category_table) (q a j : N) : bool :=
  some (fun k => (compose D q a k j =? 0) && (compose D a q j k =? 0)) (filter (fun k => place (arrows (hom D a)) k =? q) (range (size (arrows (hom D a))))).
Lemma has_inverse_spec D (ok : check_category D = true) (a d : category D ok) (f : Hom a d) (g : Hom d a) : Inverse f g ->
  has_inverse D (number (p := fun a => a <? objects (shape D)) d) (number (p := fun a => a <? objects (shape D)) a) (number f) = true.
Proof.
  intros [H K]. apply some_spec. destruct f as [f Hf], g as [g Hg]. exists g. pose proof (proj1 (member_spec _ _ _) Hg) as [A B]. split.
  - apply filter_In. split; [now apply in_range | now apply N.eqb_eq].
  - apply andb_true_intro. split; apply N.eqb_eq; [exact H | exact K].
Qed.

(** ** The rules of functors; an object is its identity *)

Inductive wanted : Set := WantFaithful | WantFull | WantInjective | WantOnto | WantEssentiallySurjective.

Section FunctorRules.
  Variables C D : category_table.
  Variables wc wd : N.
  Let oC := range (objects (shape C)).
  Let oD := range (objects (shape D)).
  Let from (q a : N) : list N := filter (fun j => place (arrows (hom D q)) j =? a) (range (size (arrows (hom D q)))).

  Definition identity_values : list N := map (fun q => code wd q 0) oD.
  Definition arrow_rules (f : N * N) : list map_rule :=
    let (p, i) := f in let x := code wc p i in let c := place (arrows (hom C p)) i in
    flat_map (fun q => flat_map (fun a => pair_rules (map (code wd q) (from q a)) x) oD) oD ++
    flat_map (fun g => let (q, j) := g : N * N in let v := code wd q j in let d := place (arrows (hom D q)) j in
      ([(x, v)], [(code wc p 0, code wd q 0)]) :: ([(x, v)], [(code wc c 0, code wd d 0)]) ::
      flat_map (fun k => map (fun j' =>
        ([(x, v); (code wc c (act (arrows (hom C c)) 0 k), code wd d j')],
         [(code wc p (act (arrows (hom C p)) i k), code wd q (compose D d q j j'))])) (range (size (arrows (hom D d)))))
        (seq 0 (length (sources (shape C) c)))) (all_arrows D).
  Definition functor_rules : list map_rule :=
    let arrows_there := filter no_identity (all_arrows C) in
    let values := map (fun g => code wd (fst g) (snd g)) (all_arrows D) in
    map (fun p => ([], map (pair (code wc p 0)) identity_values)) oC ++
    map (fun f => ([], map (pair (code wc (fst f) (snd f))) values)) arrows_there ++
    flat_map (fun p => pair_rules identity_values (code wc p 0)) oC ++
    flat_map arrow_rules arrows_there.

  Definition isomorphic_numbers (q a : N) : bool := some (has_inverse D q a) (from q a).

  Definition wanted_rules (w : wanted) : list map_rule :=
    match w with
    | WantFaithful =>
      flat_map (fun f => let (p, i) := f : N * N in
        flat_map (fun i' => map (fun g => ([(code wc p i, code wd (fst g) (snd g)); (code wc p i', code wd (fst g) (snd g))], [])) (all_arrows D))
          (filter (fun i' => (i <? i') && (place (arrows (hom C p)) i =? place (arrows (hom C p)) i')) (range (size (arrows (hom C p)))))) (all_arrows C)
    | WantFull =>
      flat_map (fun p => flat_map (fun a => map (fun g => let (q, j) := g : N * N in
        ([(code wc p 0, code wd q 0); (code wc a 0, code wd (place (arrows (hom D q)) j) 0)],
         map (fun i => (code wc p i, code wd q j))
           (filter (fun i => (place (arrows (hom C p)) i =? a) && ((0 <? i) || (j =? 0))) (range (size (arrows (hom C p)))))))
        (all_arrows D)) oC) oC
    | WantInjective =>
      flat_map (fun p => flat_map (fun p' => map (fun q => ([(code wc p 0, code wd q 0); (code wc p' 0, code wd q 0)], [])) oD)
        (filter (fun p' => p <? p') oC)) oC
    | WantOnto => map (fun q => ([], map (fun p => (code wc p 0, code wd q 0)) oC)) oD
    | WantEssentiallySurjective =>
      map (fun q => ([], flat_map (fun a => map (fun p => (code wc p 0, code wd a 0)) oC) (filter (isomorphic_numbers q) oD))) oD
    end.

  Context (C_ok : check_category C = true) (D_ok : check_category D = true).
  Variable G : Functor (category C C_ok) (category D D_ok).
  Hypothesis wide_C : wc = widest C.
  Hypothesis wide_D : wd = widest D.
  Let V := check_category_spec C C_ok.
  Let VD := check_category_spec D D_ok.
  Let ob := object_number C_ok D_ok G.
  Let ar := arrow_number C_ok D_ok G.

  Definition functor_map (x : N) : N := code wd (ob (x / wc)) (ar (x / wc) (x mod wc)).

  Lemma functor_map_spec p i : p < objects (shape C) -> i < size (arrows (hom C p)) -> functor_map (code wc p i) = code wd (ob p) (ar p i).
  Proof.
    intros Hp Hi. pose proof (widest_spec C p i Hp Hi) as B. rewrite <- wide_C in B. unfold functor_map, code at 2 3 4.
    rewrite <- (N.div_unique (p * wc + i) wc p i B) by lia. now rewrite <- (N.mod_unique (p * wc + i) wc p i B) by lia.
  Qed.
  Lemma inhabited p : p < objects (shape C) -> 0 < size (arrows (hom C p)).
  Proof. intros Hp. exact (hom_inhabited _ _ _ (category_homs C V p Hp)). Qed.
  Lemma inhabited' q : q < objects (shape D) -> 0 < size (arrows (hom D q)).
  Proof. intros Hq. exact (hom_inhabited _ _ _ (category_homs D VD q Hq)). Qed.
  Lemma functor_map_identity p : p < objects (shape C) -> functor_map (code wc p 0) = code wd (ob p) 0.
  Proof. intros Hp. rewrite functor_map_spec by (auto using inhabited). unfold ar. now rewrite arrow_number_unit. Qed.

  Lemma typed p i : p < objects (shape C) -> i < size (arrows (hom C p)) ->
    ob p < objects (shape D) /\ ar p i < size (arrows (hom D (ob p))) /\ place (arrows (hom D (ob p))) (ar p i) = ob (place (arrows (hom C p)) i).
  Proof. intros Hp Hi. split; [now apply object_number_below |]. now apply arrow_number_typed. Qed.

  Lemma arrow_goes p i q j : p < objects (shape C) -> i < size (arrows (hom C p)) -> q < objects (shape D) -> j < size (arrows (hom D q)) ->
    functor_map (code wc p i) = code wd q j -> ob p = q /\ ar p i = j.
  Proof.
    intros Hp Hi Hq Hj E. rewrite functor_map_spec in E by auto. destruct (typed p i Hp Hi) as (B & A & _).
    apply code_inj in E; [exact E | |]; rewrite wide_D; [now apply widest_spec with (ob p) | now apply widest_spec with q].
  Qed.
  Lemma object_goes p q : p < objects (shape C) -> q < objects (shape D) -> functor_map (code wc p 0) = code wd q 0 -> ob p = q.
  Proof. intros Hp Hq E. apply (arrow_goes p 0 q 0 Hp (inhabited p Hp) Hq (inhabited' q Hq) E). Qed.

  Lemma arrow_rules_hold f r : In f (all_arrows C) -> In r (arrow_rules f) -> rule_holds functor_map r.
  Proof.
    destruct f as [p i]. intros Hf H. apply all_arrows_spec in Hf. destruct Hf as [Hp Hi]. unfold arrow_rules in H.
    apply in_app_or in H. destruct H as [H | H].
    - apply in_flat_map in H. destruct H as (q & _ & H). apply in_flat_map in H. destruct H as (a & _ & H). exact (pair_rules_hold _ _ _ _ H).
    - apply in_flat_map in H. destruct H as ([q j] & Hg & H). apply all_arrows_spec in Hg. destruct Hg as [Hq Hj].
      pose proof (arrow_place C V p i Hp Hi) as Hc. cbv zeta in H.
      destruct H as [<- | [<- | H]].
      + apply then_goes. intros E. apply arrow_goes in E; auto. destruct E as [<- _]. now apply functor_map_identity.
      + apply then_goes. intros E. apply arrow_goes in E; auto. destruct E as [<- <-].
        rewrite (proj2 (proj2 (typed p i Hp Hi))). now apply functor_map_identity.
      + apply in_flat_map in H. destruct H as (k & Hk & H). apply in_seq in Hk. apply in_map_iff in H. destruct H as (j' & <- & Hj').
        apply in_range in Hj'.
        destruct (nth_error (sources (shape C) (place (arrows (hom C p)) i)) k) as [a |] eqn:Ek; [| apply nth_error_None in Ek; lia].
        assert (Hg : act (arrows (hom C (place (arrows (hom C p)) i))) 0 k < size (arrows (hom C (place (arrows (hom C p)) i)))).
        { apply (valid_act _ _ (hom_valid _ _ _ (category_homs C V _ Hc)) 0 k a (inhabited _ Hc)).
          now rewrite (hom_unit _ _ _ (category_homs C V _ Hc)). }
        assert (Hfg : act (arrows (hom C p)) i k < size (arrows (hom C p))).
        { now apply (valid_act _ _ (hom_valid _ _ _ (category_homs C V p Hp)) i k a). }
        apply both_then. intros E E'. apply arrow_goes in E; auto. destruct E as [<- <-].
        assert (Hd : place (arrows (hom D (ob p))) (ar p i) < objects (shape D)) by exact (arrow_place D VD _ _ Hq Hj).
        apply arrow_goes in E'; auto. destruct E' as [Eo Ea].
        eexists. eexists. split; [left; reflexivity |]. rewrite functor_map_spec by auto. f_equal.
        unfold ar at 1. rewrite (arrow_number_act C_ok D_ok G p i k a Hp Hi Ek). fold ar ob. rewrite Ea. now rewrite Eo.
  Qed.

  Lemma functor_rules_hold r : In r functor_rules -> rule_holds functor_map r.
  Proof.
    intros H. unfold functor_rules in H. cbv zeta in H. rewrite !in_app_iff in H. destruct H as [H | [H | [H | H]]].
    - apply in_map_iff in H. destruct H as (p & <- & Hp). apply in_range in Hp. apply one_of. rewrite functor_map_identity by exact Hp.
      apply (in_map (fun q => code wd q 0)), in_range. now apply object_number_below.
    - apply in_map_iff in H. destruct H as ([p i] & <- & Hf). apply filter_In in Hf. destruct Hf as [Hf _]. apply all_arrows_spec in Hf.
      apply one_of. simpl. rewrite functor_map_spec by apply Hf. destruct (typed p i) as (A & B & _); [apply Hf | apply Hf |].
      apply (in_map (fun g => code wd (fst g) (snd g)) (all_arrows D) (ob p, ar p i)). now apply all_arrows_spec.
    - apply in_flat_map in H. destruct H as (p & _ & H). exact (pair_rules_hold _ _ _ _ H).
    - apply in_flat_map in H. destruct H as (f & Hf & H). apply filter_In in Hf. apply arrow_rules_hold with f; [apply Hf | exact H].
  Qed.

  Definition has (w : wanted) : Prop :=
    match w with
    | WantFaithful => Faithful G
    | WantFull => Full G
    | WantInjective => InjectiveOnObjects G
    | WantOnto => forall d, exists a, G a = d
    | WantEssentiallySurjective => EssentiallySurjective G
    end.

  Lemma object_with p : p < objects (shape C) -> exists a : category C C_ok, number (p := fun a => a <? objects (shape C)) a = p /\
    number (p := fun a => a <? objects (shape D)) (G a) = ob p.
  Proof.
    intros Hp. apply N.ltb_lt in Hp. exists (object C_ok p Hp). split; [reflexivity |].
    symmetry. exact (object_number_spec C_ok D_ok G (object C_ok p Hp)).
  Qed.

  Lemma isomorphic_numbers_spec (a d : category D D_ok) : Isomorphic a d ->
    isomorphic_numbers (number (p := fun a => a <? objects (shape D)) d) (number (p := fun a => a <? objects (shape D)) a) = true.
  Proof.
    intros (f & g & I). apply some_spec. exists (number f). split; [| exact (has_inverse_spec D D_ok a d f g I)].
    destruct f as [f Hf]. pose proof (proj1 (member_spec _ _ _) Hf) as [A B]. apply filter_In. split; [now apply in_range | now apply N.eqb_eq].
  Qed.

  Lemma wanted_rules_hold w r : has w -> In r (wanted_rules w) -> rule_holds functor_map r.
  Proof.
    destruct w; simpl; intros W H.
    - apply in_flat_map in H. destruct H as ([p i] & Hf & H). apply all_arrows_spec in Hf. destruct Hf as [Hp Hi].
      apply in_flat_map in H. destruct H as (i' & Hi' & H). apply filter_In in Hi'. destruct Hi' as [Hi' L]. apply in_range in Hi'.
      apply andb_prop in L. destruct L as [L P]. apply N.ltb_lt in L. apply N.eqb_eq in P.
      apply in_map_iff in H. destruct H as ([q j] & <- & Hg). apply all_arrows_spec in Hg. destruct Hg as [Hq Hj].
      apply never_both. simpl. intros E E'. apply arrow_goes in E; auto. apply arrow_goes in E'; auto. destruct E as [_ E], E' as [_ E'].
      destruct (arrow_of C_ok p i Hp Hi) as (a & b & f & Hb & Ha & Hf). destruct Hb.
      assert (M : member (arrows (hom C (number b))) (number a) i' = true) by (apply member_spec; rewrite Ha; auto).
      set (f' := exist _ i' M : @Hom (category C C_ok) a b).
      assert (EE : i = i').
      { rewrite <- Hf at 1. apply (W a b f f'). change (number (fmap G f) = number (fmap G f')). rewrite <- !arrow_number_spec. rewrite Hf. fold ar. simpl. congruence. }
      lia.
    - apply in_flat_map in H. destruct H as (p & Hp & H). apply in_range in Hp. apply in_flat_map in H. destruct H as (a & Ha & H). apply in_range in Ha.
      apply in_map_iff in H. destruct H as ([q j] & <- & Hg). apply all_arrows_spec in Hg. destruct Hg as [Hq Hj].
      assert (Hd : place (arrows (hom D q)) j < objects (shape D)) by exact (arrow_place D VD _ _ Hq Hj).
      apply both_then. intros E E'. apply object_goes in E; auto. apply object_goes in E'; auto. subst q.
      destruct (object_with p Hp) as (b & Eb & Gb). destruct (object_with a Ha) as (c & Ec & Gc).
      assert (M : member (arrows (hom D (number (p := fun a => a <? objects (shape D)) (G b)))) (number (p := fun a => a <? objects (shape D)) (G c)) j = true).
      { apply member_spec. rewrite Gb, Gc. auto. }
      destruct (W c b (exist _ j M : @Hom (category D D_ok) (G c) (G b))) as (f & Ef). change (number (fmap G f) = j) in Ef.
      pose proof (eq_trans (arrow_number_spec C_ok D_ok G c b f) Ef) as S. destruct f as [i Hf].
      pose proof (proj1 (member_spec _ _ _) Hf) as [A B]. clear Ef. cbn [number proj1_sig] in S, A, B.
      change (proj1_sig b) with (number b) in S, A, B. change (proj1_sig c) with (number c) in S, A, B. rewrite Eb in S, A, B. rewrite Ec in B. fold ar in S.
      exists (code wc p i), (code wd (ob p) j). split.
      + apply (in_map (fun i => (code wc p i, code wd (ob p) j))), filter_In. split; [now apply in_range |].
        rewrite B, N.eqb_refl. cbn [andb]. apply orb_true_intro. destruct (N.eq_dec i 0) as [-> | N]; [right | left; apply N.ltb_lt; lia].
        apply N.eqb_eq. rewrite <- S. unfold ar. now apply arrow_number_unit.
      + rewrite functor_map_spec by auto. now rewrite S.
    - apply in_flat_map in H. destruct H as (p & Hp & H). apply in_range in Hp. apply in_flat_map in H. destruct H as (p' & Hp' & H).
      apply filter_In in Hp'. destruct Hp' as [Hp' L]. apply in_range in Hp'. apply N.ltb_lt in L.
      apply in_map_iff in H. destruct H as (q & <- & Hq). apply in_range in Hq. apply never_both. intros E E'.
      apply object_goes in E; auto. apply object_goes in E'; auto.
      destruct (object_with p Hp) as (b & Eb & Gb). destruct (object_with p' Hp') as (c & Ec & Gc).
      assert (b = c) as <- by (apply W, subset_eq; congruence). lia.
    - apply in_map_iff in H. destruct H as (q & <- & Hq). apply in_range in Hq.
      pose proof Hq as Bq. apply N.ltb_lt in Bq. destruct (W (object D_ok q Bq)) as (a & E). right.
      exists (code wc (number (p := fun a => a <? objects (shape C)) a) 0), (code wd q 0). split.
      + apply (in_map (fun p => (code wc p 0, code wd q 0))), in_range. apply object_bound.
      + rewrite functor_map_identity by apply object_bound. f_equal. unfold ob. rewrite object_number_spec, E. reflexivity.
    - apply in_map_iff in H. destruct H as (q & <- & Hq). apply in_range in Hq.
      pose proof Hq as Bq. apply N.ltb_lt in Bq. destruct (W (object D_ok q Bq)) as (a & E). right.
      exists (code wc (number (p := fun a => a <? objects (shape C)) a) 0), (code wd (ob (number (p := fun a => a <? objects (shape C)) a)) 0). split.
      + apply in_flat_map. exists (ob (number (p := fun a => a <? objects (shape C)) a)). split.
        * apply filter_In. split; [apply in_range; apply object_number_below, object_bound |].
          unfold ob. rewrite object_number_spec. exact (isomorphic_numbers_spec _ _ E).
        * apply (in_map (fun p => (code wc p 0, code wd (ob (number (p := fun a => a <? objects (shape C)) a)) 0))), in_range. apply object_bound.
      + now rewrite functor_map_identity by apply object_bound.
  Qed.
End FunctorRules.

Definition no_functor (C D : category_table) (l : list wanted) (steps : list text) : bool :=
  let wc := widest C in let wd := widest D in
  rules_refuted (objects (shape D) * wd) (functor_rules C D wc wd ++ flat_map (wanted_rules C D wc wd) l) (rows steps).

Section NoFunctor.
  Context {C D : category_table} (C_ok : check_category C = true) (D_ok : check_category D = true).

  (** No functor has all that is wanted. *)
  Theorem no_functor_spec l steps : no_functor C D l steps = true ->
    forall G : Functor (category C C_ok) (category D D_ok), ~ (forall w, In w l -> has C D C_ok D_ok G w).
  Proof.
    intros H G A. unfold no_functor in H. cbv zeta in H.
    apply (rules_refuted_spec _ (functor_map C D (widest C) (widest D) C_ok D_ok G) _ _ H).
    intros r Hr. apply in_app_or in Hr. destruct Hr as [Hr | Hr]; [now apply functor_rules_hold |].
    apply in_flat_map in Hr. destruct Hr as (w & Hw & Hr). apply wanted_rules_hold with w; auto.
  Qed.

  Theorem isomorphic_categories_refuted steps :
    no_functor C D [WantFaithful; WantFull; WantInjective; WantOnto] steps = true -> ~ IsomorphicCategories (category C C_ok) (category D D_ok).
  Proof.
    intros R (F & G & H & K). apply (no_functor_spec _ _ R F). intros w Hw. simpl in Hw.
    assert (HO : forall a, G (F a) = a) by (intros a; exact (proj1 (same_arrow_ends _ _ (H a a (id a))))).
    assert (KO : forall d, F (G d) = d) by (intros d; exact (proj1 (same_arrow_ends _ _ (K d d (id d))))).
    destruct Hw as [<- | [<- | [<- | [<- | []]]]]; simpl.
    - exact (inverse_faithful _ _ H).
    - intros a b k. pose proof (HO a) as Ea. pose proof (HO b) as Eb.
      assert (X : exists f : Hom a b, SameArrow f (fmap G k)).
      { generalize (fmap G k). rewrite Ea, Eb. intros f. exists f. now apply same_arrow_eq. }
      destruct X as (f & Hf). exists f. apply same_arrow_eq.
      apply same_arrow_trans with (1 := same_arrow_map F _ _ Hf). exact (K _ _ k).
    - intros a b E. rewrite <- (HO a), <- (HO b). now rewrite E.
    - intros d. now exists (G d).
  Qed.
End NoFunctor.

(** ** Natural isomorphisms: at each object an arrow with an inverse *)

Section NaturalRules.
  Variables (C D : category_table) (F G : functor_table).

  Definition invertible_values (a : N) : list N :=
    filter (fun j => (place (arrows (hom D (value_at G a))) j =? value_at F a) && has_inverse D (value_at G a) (value_at F a) j)
      (range (size (arrows (hom D (value_at G a))))).
  Definition square_rules (b : N) : list map_rule :=
    flat_map (fun k => let f := act (arrows (hom C b)) 0 k in let a := place (arrows (hom C b)) f in
      flat_map (fun u => flat_map (fun w =>
        if compose D (value_at F b) (value_at G b) w (value_on F b f) =? compose D (value_at G a) (value_at G b) (value_on G b f) u then []
        else [([(a, u); (b, w)], [])]) (invertible_values b)) (invertible_values a))
      (seq 0 (length (sources (shape C) b))).
  Definition natural_rules : list map_rule :=
    map (fun a => ([], map (pair a) (invertible_values a))) (range (objects (shape C))) ++
    flat_map (fun a => pair_rules (invertible_values a) a) (range (objects (shape C))) ++
    flat_map square_rules (range (objects (shape C))).

  Context (C_ok : check_category C = true) (D_ok : check_category D = true).
  Context (F_ok : check_functor C D F = true) (G_ok : check_functor C D G = true).
  Let FF := functor C D F C_ok D_ok F_ok.
  Let GG := functor C D G C_ok D_ok G_ok.

  Theorem natural_isomorphism_refuted steps : rules_refuted (widest D) natural_rules (rows steps) = true -> ~ NaturallyIsomorphic FF GG.
  Proof.
    intros R (n & n' & I).
    pose (m := fun a => match bool_dec (a <? objects (shape C)) true with
                        | left e => number (n (exist _ a e : category C C_ok)) | right _ => 0 end).
    assert (M : forall a : category C C_ok, m (number (p := fun a => a <? objects (shape C)) a) = number (n a)).
    { intros [a e]. unfold m. cbn [number proj1_sig]. destruct (bool_dec (a <? objects (shape C)) true) as [e' | N]; [| contradiction].
      now assert (e' = e) as -> by apply UIP_dec, bool_dec. }
    assert (A : forall a : category C C_ok, In (m (number (p := fun a => a <? objects (shape C)) a)) (invertible_values (number (p := fun a => a <? objects (shape C)) a))).
    { intros a. rewrite M. pose proof (has_inverse_spec D D_ok (FF a) (GG a) (n a) (n' a) (I a)) as K.
      destruct (n a) as [j Hj]. pose proof (proj1 (member_spec _ _ _) Hj) as [B P]. cbn [number proj1_sig] in *.
      apply filter_In. split; [now apply in_range |]. apply andb_true_intro. split; [now apply N.eqb_eq | exact K]. }
    apply (rules_refuted_spec _ m _ _ R). intros r H. unfold natural_rules in H. rewrite !in_app_iff in H. destruct H as [H | [H | H]].
    - apply in_map_iff in H. destruct H as (a & <- & Ha). apply in_range, N.ltb_lt in Ha. apply one_of. exact (A (object C_ok a Ha)).
    - apply in_flat_map in H. destruct H as (a & _ & H). exact (pair_rules_hold _ _ _ _ H).
    - apply in_flat_map in H. destruct H as (b & Hb & H). apply in_range in Hb. apply in_flat_map in H. destruct H as (k & Hk & H).
      apply in_seq in Hk. cbv zeta in H. apply in_flat_map in H. destruct H as (u & _ & H). apply in_flat_map in H. destruct H as (w & _ & H).
      destruct (nth_error (sources (shape C) b) k) as [c |] eqn:Ek; [| apply nth_error_None in Ek; lia].
      pose proof (check_category_spec C C_ok) as V. pose proof (category_homs C V b Hb) as Vb.
      assert (Hf : act (arrows (hom C b)) 0 k < size (arrows (hom C b))).
      { apply (valid_act _ _ (hom_valid _ _ _ Vb) 0 k c (hom_inhabited _ _ _ Vb)). now rewrite (hom_unit _ _ _ Vb). }
      destruct (arrow_of C_ok b _ Hb Hf) as (a & b' & f & Eb & Ea & Ef).
      destruct (N.eqb_spec (compose D (value_at F b) (value_at G b) w (value_on F b (act (arrows (hom C b)) 0 k)))
        (compose D (value_at G (place (arrows (hom C b)) (act (arrows (hom C b)) 0 k))) (value_at G b) (value_on G b (act (arrows (hom C b)) 0 k)) u)) as [_ | N]; [destruct H |].
      destruct H as [<- | []]. apply never_both. intros E E'. apply N. rewrite <- Ea in *. subst b. rewrite <- Ef.
      rewrite M in E, E'. rewrite <- E, <- E'. exact (component_natural _ _ n a b' f).
  Qed.
End NaturalRules.

(** For files: what is wanted of a functor, one after the other, from what a sentence says of it. *)
Lemma wanted_of {A : Type} (P : A -> Prop) (l : list A) : fold_right (fun w Q => P w /\ Q) True l -> forall w, In w l -> P w.
Proof. induction l as [| x l IH]; simpl; [easy |]. intros [H K] w [<- | I]; auto. Qed.

Lemma one_each_injective {A B : Type} (f : A -> B) : (forall b, exists! a, f a = b) -> forall a a', f a = f a' -> a = a'.
Proof. intros H a a' E. destruct (H (f a')) as (c & _ & O). now rewrite <- (O a E), (O a' eq_refl). Qed.
Lemma one_each_onto {A B : Type} (f : A -> B) : (forall b, exists! a, f a = b) -> forall b, exists a, f a = b.
Proof. intros H b. destruct (H b) as (a & E & _). now exists a. Qed.

Ltac one_wanted H :=
  first [ exact H
        | exact (fully_faithful_full _ H) | exact (fully_faithful_faithful _ H)
        | exact (one_each_injective _ H) | exact (one_each_onto _ H)
        | let A := fresh in let B := fresh in
          hnf in H; destruct H as [A B]; first [one_wanted A | one_wanted B] ].
Ltac has_wanted H := refine (wanted_of (has _ _ _ _ _) _ _); simpl; repeat split; one_wanted H.
