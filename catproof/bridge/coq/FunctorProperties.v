(** Full, faithful, embeddings, ideal, on tables; equal arrows; quantifiers over objects and arrows. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export Yoneda Theorem3 TaskIso FunctorTable.
Import ListNotations.
Open Scope N_scope.

(** Stops at the first. *)
Fixpoint any {A} (p : A -> bool) (l : list A) : bool :=
  match l with [] => false | x :: l' => if p x then true else any p l' end.

Lemma any_spec {A} (p : A -> bool) l : any p l = true -> exists x, In x l /\ p x = true.
Proof.
  induction l as [| y l IH]; simpl; intros H; [discriminate |]. destruct (p y) eqn:E.
  - exists y. auto.
  - destruct (IH H) as (x & Hx & Hp). exists x. auto.
Qed.

(** For each source [a] and each value the number of an arrow into [p] with this value. *)
Definition hits (C : category_table) (F : functor_table) (p : N) : array (array N) :=
  fold_left (fun m f => let a := place (arrows (hom C p)) f in
                        store m a (store (get (PositiveMap.empty N) m a) (value_on F p f) f))
            (range (size (arrows (hom C p)))) (PositiveMap.empty (array N)).
Definition hit (m : array (array N)) (a h : N) : option N := lookup (get (PositiveMap.empty N) m a) h.

Definition check_faithful (C : category_table) (F : functor_table) : bool :=
  all_below (objects (shape C)) (fun p =>
    let m := hits C F p in
    all_below (size (arrows (hom C p))) (fun f =>
      match hit m (place (arrows (hom C p)) f) (value_on F p f) with Some g => f =? g | None => false end)).

Definition is_preimage (C : category_table) (F : functor_table) (p a h f : N) : bool :=
  member (arrows (hom C p)) a f && (value_on F p f =? h).

Definition check_not_faithful (C : category_table) (F : functor_table) : bool :=
  any (fun p =>
    let m := hits C F p in
    any (fun f => let a := place (arrows (hom C p)) f in
                  match hit m a (value_on F p f) with
                  | Some g => if f =? g then false else is_preimage C F p a (value_on F p f) g
                  | None => false
                  end) (range (size (arrows (hom C p))))) (range (objects (shape C))).

Definition check_full (C D : category_table) (F : functor_table) : bool :=
  all_below (objects (shape C)) (fun p =>
    let m := hits C F p in
    let bucket := buckets (arrows (hom D (value_at F p))) in
    all_below (objects (shape C)) (fun a =>
      forallb (fun h => match hit m a h with Some f => is_preimage C F p a h f | None => false end)
              (get [] bucket (value_at F a)))).

Definition check_not_full (C D : category_table) (F : functor_table) : bool :=
  any (fun p =>
    let m := hits C F p in
    let H := arrows (hom D (value_at F p)) in
    let bucket := buckets H in
    any (fun a =>
      any (fun h => match hit m a h with
                    | Some _ => false
                    | None => if member H (value_at F a) h
                              then all_below (size (arrows (hom C p))) (fun f => negb (is_preimage C F p a h f)) else false
                    end) (get [] bucket (value_at F a))) (range (objects (shape C)))) (range (objects (shape C))).

Definition objects_by_value (C : category_table) (F : functor_table) : array N :=
  fold_left (fun m a => store m (value_at F a) a) (range (objects (shape C))) (PositiveMap.empty N).

Definition check_injective (C : category_table) (F : functor_table) : bool :=
  let m := objects_by_value C F in
  all_below (objects (shape C)) (fun a => match lookup m (value_at F a) with Some b => a =? b | None => false end).

Definition check_not_injective (C : category_table) (F : functor_table) : bool :=
  let m := objects_by_value C F in
  any (fun a => match lookup m (value_at F a) with
                | Some b => if a =? b then false else (b <? objects (shape C)) && (value_at F a =? value_at F b)
                | None => false
                end) (range (objects (shape C))).

Definition check_fully_faithful (C D : category_table) (F : functor_table) : bool :=
  check_full C D F && check_faithful C F.
Definition check_not_fully_faithful (C D : category_table) (F : functor_table) : bool :=
  if check_not_faithful C F then true else check_not_full C D F.
Definition check_embedding (C : category_table) (F : functor_table) : bool := check_faithful C F && check_injective C F.
Definition check_not_embedding (C : category_table) (F : functor_table) : bool :=
  if check_not_faithful C F then true else check_not_injective C F.

Section Properties.
  Context {C D : category_table} {F : functor_table}.
  Context (C_ok : check_category C = true) (D_ok : check_category D = true) (F_ok : check_functor C D F = true).
  Let Fun := functor C D F C_ok D_ok F_ok.

  Lemma preimage_spec p a h f : is_preimage C F p a h f = true ->
    member (arrows (hom C p)) a f = true /\ value_on F p f = h.
  Proof. intros H. apply andb_prop in H. destruct H as [H K]. split; [exact H | now apply N.eqb_eq]. Qed.

  Theorem faithful_true : check_faithful C F = true -> Faithful Fun.
  Proof.
    intros H a b [f Hf] [g Hg] E. simpl in E |- *. pose proof (all_below_spec _ _ H (number b) (object_bound C b)) as K.
    cbv zeta beta in K. apply member_spec in Hf, Hg. destruct Hf as [Hf Hf'], Hg as [Hg Hg'].
    pose proof (all_below_spec _ _ K f Hf) as L. pose proof (all_below_spec _ _ K g Hg) as M. cbv beta in L, M.
    rewrite Hf' in L. rewrite Hg', <- E in M.
    destruct (hit (hits C F (number b)) (number a) (value_on F (number b) f)) as [e |]; [| discriminate].
    apply N.eqb_eq in L, M. congruence.
  Qed.

  Theorem faithful_false : check_not_faithful C F = true -> ~ Faithful Fun.
  Proof.
    intros H K. apply any_spec in H. destruct H as (p & Hp & H). apply in_range in Hp.
    cbv zeta in H. apply any_spec in H. destruct H as (f & Hf & H). apply in_range in Hf.
    destruct (hit (hits C F p) (place (arrows (hom C p)) f) (value_on F p f)) as [g |]; [| discriminate].
    destruct (N.eqb_spec f g) as [_ | Hn]; [discriminate |]. apply preimage_spec in H. destruct H as [Hg E].
    assert (Ha : (place (arrows (hom C p)) f <? objects (shape C)) = true).
    { apply N.ltb_lt. apply (arrow_place C (check_category_spec C C_ok)); auto. }
    apply N.ltb_lt in Hp. assert (Hf' : member (arrows (hom C p)) (place (arrows (hom C p)) f) f = true)
      by now apply member_spec.
    apply Hn. apply (K (exist _ _ Ha) (exist _ p Hp) (exist _ f Hf') (exist _ g Hg)). simpl. now rewrite E.
  Qed.

  Lemma full_hit : check_full C D F = true -> forall p a h, p < objects (shape C) -> a < objects (shape C) ->
    member (arrows (hom D (value_at F p))) (value_at F a) h = true ->
    exists f, hit (hits C F p) a h = Some f /\ member (arrows (hom C p)) a f = true /\ value_on F p f = h.
  Proof.
    intros H p a h Hp Ha Hh. pose proof (all_below_spec _ _ H p Hp) as K. cbv zeta beta in K.
    pose proof (all_below_spec _ _ K a Ha) as L. cbv beta in L. rewrite forallb_forall in L.
    apply member_spec in Hh. destruct Hh as [Hh Hh'].
    assert (I : In h (get [] (buckets (arrows (hom D (value_at F p)))) (value_at F a)))
      by (rewrite <- Hh'; now apply in_buckets).
    specialize (L h I). destruct (hit (hits C F p) a h) as [f |]; [| discriminate].
    exists f. split; [reflexivity |]. now apply preimage_spec.
  Qed.

  Theorem full_true : check_full C D F = true -> Full Fun.
  Proof.
    intros H a b [h Hh].
    destruct (full_hit H (number b) (number a) h (object_bound C b) (object_bound C a) Hh) as (f & _ & Hf & E).
    exists (exist _ f Hf). exact E.
  Qed.

  Theorem full_false : check_not_full C D F = true -> ~ Full Fun.
  Proof.
    intros H K. apply any_spec in H. destruct H as (p & Hp & H). apply in_range in Hp. cbv zeta in H.
    apply any_spec in H. destruct H as (a & Ha & H). apply in_range in Ha.
    apply any_spec in H. destruct H as (h & _ & H). destruct (hit (hits C F p) a h); [discriminate |].
    destruct (member (arrows (hom D (value_at F p))) (value_at F a) h) eqn:Hh; [| discriminate].
    apply N.ltb_lt in Hp, Ha. destruct (K (exist _ a Ha) (exist _ p Hp) (exist _ h Hh)) as ([f Hf] & E).
    simpl in E, Hf. assert (Hs : f < size (arrows (hom C p))) by (apply member_spec in Hf; apply Hf).
    pose proof (all_below_spec _ _ H f Hs) as L. cbv beta in L. apply negb_true_iff in L.
    unfold is_preimage in L. rewrite Hf, E, N.eqb_refl in L. discriminate.
  Qed.

  (** In a table the inverses can be chosen. *)
  Lemma inverse_member : check_full C D F = true -> forall (a b : category C C_ok) (k : Hom (Fun a) (Fun b)),
    member (arrows (hom C (number b))) (number a)
           match hit (hits C F (number b)) (number a) (number k) with Some f => f | None => 0 end = true.
  Proof.
    intros H a b [h Hh]. simpl.
    destruct (full_hit H (number b) (number a) h (object_bound C b) (object_bound C a) Hh) as (f & -> & Hf & _).
    exact Hf.
  Qed.

  Theorem fully_faithful_true : check_fully_faithful C D F = true -> FullyFaithful Fun.
  Proof.
    intros H. apply andb_prop in H. destruct H as [H K]. pose proof (faithful_true K) as L.
    set (inv := fun (a b : category C C_ok) (k : Hom (Fun a) (Fun b)) =>
      exist _ _ (inverse_member H a b k) : Hom a b).
    assert (R : forall a b (k : Hom (Fun a) (Fun b)), fmap Fun (inv a b k) == k).
    { intros a b [h Hh]. simpl.
      destruct (full_hit H (number b) (number a) h (object_bound C b) (object_bound C a) Hh) as (f & -> & _ & E).
      exact E. }
    exists inv. split; [| split].
    - intros a b k k' E. apply L. rewrite !R. exact E.
    - exact R.
    - intros a b f. apply L. apply R.
  Qed.

  Theorem fully_faithful_false : check_not_fully_faithful C D F = true -> ~ FullyFaithful Fun.
  Proof.
    intros H K. unfold check_not_fully_faithful in H. destruct (check_not_faithful C F) eqn:E.
    - exact (faithful_false E (fully_faithful_faithful Fun K)).
    - exact (full_false H (fully_faithful_full Fun K)).
  Qed.

  Theorem injective_true : check_injective C F = true -> InjectiveOnObjects Fun.
  Proof.
    intros H a b E. apply (f_equal number) in E. simpl in E. apply subset_eq.
    pose proof (all_below_spec _ _ H (number a) (object_bound C a)) as K.
    pose proof (all_below_spec _ _ H (number b) (object_bound C b)) as L. cbv zeta beta in K, L. rewrite <- E in L.
    destruct (lookup (objects_by_value C F) (value_at F (number a))) as [c |]; [| discriminate].
    apply N.eqb_eq in K, L. congruence.
  Qed.

  Theorem injective_false : check_not_injective C F = true -> ~ InjectiveOnObjects Fun.
  Proof.
    intros H K. apply any_spec in H. destruct H as (a & Ha & H). apply in_range in Ha.
    destruct (lookup (objects_by_value C F) (value_at F a)) as [b |]; [| discriminate].
    destruct (N.eqb_spec a b) as [_ | Hn]; [discriminate |]. apply andb_prop in H. destruct H as [Hb H].
    apply N.eqb_eq in H. apply N.ltb_lt in Ha. apply Hn.
    assert (E : exist _ a Ha = exist _ b Hb :> category C C_ok) by (apply K, subset_eq; exact H).
    exact (f_equal (fun c : category C C_ok => number c) E).
  Qed.

  Theorem embedding_true : check_embedding C F = true -> Embedding Fun.
  Proof. intros H. apply andb_prop in H. split; [now apply faithful_true | now apply injective_true]. Qed.

  Theorem embedding_false : check_not_embedding C F = true -> ~ Embedding Fun.
  Proof.
    intros H [K L]. unfold check_not_embedding in H. destruct (check_not_faithful C F) eqn:E.
    - exact (faithful_false E K).
    - exact (injective_false H L).
  Qed.

  Theorem via_ideal_true : check_fully_faithful C D F = true -> Ideal (via_model Fun).
  Proof. intros H. exact (proj2 (via_ideal Fun) (fully_faithful_true H)). Qed.

  Theorem via_ideal_false : check_not_fully_faithful C D F = true -> ~ Ideal (via_model Fun).
  Proof. intros H K. exact (fully_faithful_false H (proj1 (via_ideal Fun) K)). Qed.

  Theorem generalizes_true : check_fully_faithful C D F = true -> Generalizes Fun.
  Proof. intros H. exact (proj2 (theorem_3 Fun) (fully_faithful_true H)). Qed.

  Theorem generalizes_false : check_not_fully_faithful C D F = true -> ~ Generalizes Fun.
  Proof. intros H K. exact (fully_faithful_false H (proj1 (theorem_3 Fun) K)). Qed.
End Properties.
