(** Tasks as tables: a system whose cells are the elements, each with its object and its restrictions. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export Table.
Import ListNotations.
Open Scope N_scope.
#[local] Obligation Tactic := idtac.

(** An exported task is a list of rows: the object of the element, then the number of its restriction along each
    generating arrow into this object. *)
Definition task_of (l : list text) : system := system_of (rows l).

(** Elements in an order in which few of the first restrict to all others: those finished last by a depth-first search.
    Nothing depends on this order but the time that [check_task] needs. *)
Fixpoint finish (S : system) (fuel : nat) (stack : list (N * list N)) (seen : array unit) (done : list N)
    : array unit * list N :=
  match fuel, stack with
  | Datatypes.S fuel', (x, y :: ys) :: stack' =>
    match lookup seen y with
    | Some _ => finish S fuel' ((x, ys) :: stack') seen done
    | None => finish S fuel' ((y, line S y) :: (x, ys) :: stack') (store seen y tt) done
    end
  | Datatypes.S fuel', (x, []) :: stack' => finish S fuel' stack' seen (x :: done)
  | _, _ => (seen, done)
  end.
Definition search_order (S : system) : list N :=
  let fuel := fold_left (fun n x => (2 + length (line S x) + n)%nat) (range (size S)) 2%nat in
  snd (fold_left (fun state x => let (seen, done) := state : array unit * list N in
                    match lookup seen x with
                    | Some _ => state
                    | None => finish S fuel [(x, line S x)] (store seen x tt) done
                    end)
                 (range (size S)) (PositiveMap.empty unit, [])).

(** It is enough to check the maps named by elements that restrict to all others. *)
Definition cover_step (C : category_table) (S : system) (state : array unit * bool) (x : N) : array unit * bool :=
  match lookup (fst state) x with
  | Some _ => state
  | None =>
    let H := hom C (place S x) in
    let m := image_table H S x in
    (fold_left (fun seen i => store seen (get 0 m i) tt) (range (size (arrows H))) (fst state),
     (x <? size S) && commutes H S m x && snd state)
  end.
Definition check_covered (C : category_table) (S : system) : bool :=
  let state := fold_left (cover_step C S) (search_order S) (PositiveMap.empty unit, true) in
  snd state && all_below (size S) (fun x => match lookup (fst state) x with Some _ => true | None => false end).

(** All maps, word by word: what the other check does not see, whatever the order of arrows is. *)
Definition check_all (C : category_table) (S : system) : bool :=
  all_below (size S) (fun x => let H := hom C (place S x) in
    all_below (size (arrows H)) (fun i => same (map (image H S x) (line (arrows H) i)) (line S (image H S x i)))).

Definition check_task (C : category_table) (S : system) : bool :=
  valid (shape C) S && if check_covered C S then true else check_all C S.

Lemma lookup_store {A} (m : array A) n k (x : A) : lookup (store m n x) k = if n =? k then Some x else lookup m k.
Proof.
  unfold lookup, store. destruct (N.eqb_spec n k) as [-> | Hn].
  - apply PositiveMap.gss.
  - apply PositiveMap.gso. intros H. apply Hn. apply (f_equal Pos.pred_N) in H.
    rewrite !N.pos_pred_succ in H. congruence.
Qed.

Lemma lookup_empty {A} k : lookup (PositiveMap.empty A) k = None.
Proof. unfold lookup. apply PositiveMap.gempty. Qed.

Lemma lookup_fold {A B} (f : B -> N) (x : A) l : forall m k,
  lookup (fold_left (fun m i => store m (f i) x) l m) k <> None -> lookup m k <> None \/ exists i, In i l /\ f i = k.
Proof.
  induction l as [| i l IH]; intros m k H; simpl in H; [now left |].
  apply IH in H. destruct H as [H | (j & Hj & E)].
  - rewrite lookup_store in H. destruct (N.eqb_spec (f i) k) as [E | _]; [| now left].
    right. exists i. split; [now left | exact E].
  - right. exists j. split; [now right | exact E].
Qed.

Record ValidTask (C : category_table) (S : system) : Prop := {
  task_valid : valid (shape C) S = true;
  task_respects : forall x, x < size S -> Respects (hom C (place S x)) S x }.

Definition Covered (C : category_table) (S : system) (seen : array unit) : Prop :=
  forall x, lookup seen x <> None -> x < size S /\ Respects (hom C (place S x)) S x.

Lemma cover_step_spec C S u state : ValidCategory C -> valid (shape C) S = true ->
  snd (cover_step C S state u) = true ->
  snd state = true /\ (Covered C S (fst state) -> Covered C S (fst (cover_step C S state u))).
Proof.
  intros V K H1. unfold cover_step in *. destruct (lookup (fst state) u) as [s |]; [now split |].
  simpl in *. apply andb_prop in H1. destruct H1 as [H1 H3]. apply andb_prop in H1. destruct H1 as [H1 H4].
  apply N.ltb_lt in H1. split; [exact H3 |]. intros H x Hx.
  apply lookup_fold in Hx. destruct Hx as [Hx | (i & Hi & Hx)]; [now apply H |].
  apply in_range in Hi.
  pose proof (valid_place _ _ K u H1) as Hu. pose proof (category_homs C V _ Hu) as Vu.
  rewrite (commutes_image _ _ _ _ Vu _ _ H4 i Hi) in Hx.
  pose proof (valid_follow (shape C) S K (word_of (hom C (place S u)) i) u _ H1 (hom_walk _ _ _ Vu i Hi)) as [T P].
  fold (image (hom C (place S u)) S u i) in T, P. rewrite Hx in T, P. split; [exact T |].
  rewrite P, <- Hx. apply (respects_image (shape C) (place (arrows (hom C (place S u))) i) (place S u)); auto.
  - apply (category_homs C V). now apply arrow_place.
  - now apply (commutes_respects _ _ _ _ Vu (image_table (hom C (place S u)) S u)).
  - now apply arrow_respects.
Qed.

Lemma check_task_spec C S : ValidCategory C -> check_task C S = true -> ValidTask C S.
Proof.
  intros V K. unfold check_task in K. apply andb_prop in K. destruct K as [K L]. split; [exact K |].
  destruct (check_covered C S) eqn:K'.
  2: { intros x Hx i Hi. apply same_spec. pose proof (all_below_spec _ _ L x Hx) as A. exact (all_below_spec _ _ A i Hi). }
  clear L. rename K' into L. unfold check_covered in L. cbv zeta in L. apply andb_prop in L. destruct L as [L M].
  assert (I : forall l state, snd (fold_left (cover_step C S) l state) = true ->
     snd state = true /\ (Covered C S (fst state) -> Covered C S (fst (fold_left (cover_step C S) l state)))).
  { induction l as [| u l IH]; intros state Hs; simpl in *; [now split |].
    destruct (IH _ Hs) as [H1 H2]. destruct (cover_step_spec C S u state V K H1) as [H3 H4]. auto. }
  destruct (I _ _ L) as [_ J]. intros x Hx. apply J.
  - intros y Hy. simpl in Hy. rewrite lookup_empty in Hy. congruence.
  - intros E. pose proof (all_below_spec _ _ M x Hx) as F. simpl in F. rewrite E in F. discriminate.
Qed.

Lemma check_task_complete C S : ValidTask C S -> check_task C S = true.
Proof.
  intros [V R]. unfold check_task. rewrite V. simpl. destruct (check_covered C S); [reflexivity |].
  apply all_below_intro. intros x Hx. apply all_below_intro. intros i Hi. rewrite (R x Hx i Hi). apply same_self.
Qed.

(** ** The task of a table *)

Section Task.
  Variables (C : category_table) (S : system).
  Hypothesis ok : check_category C = true.
  Hypothesis W : ValidTask C S.
  Let G := shape C.

  Lemma restrict_member (a b : object_of C) (f : members (arrows (hom C (number b))) (number a))
      (x : members S (number b)) :
    member S (number a) (image (hom C (number b)) S (number x) (number f)) = true.
  Proof.
    destruct f as [f Hf], x as [x Hx]. simpl. apply member_spec in Hf, Hx. destruct Hf as [Hf <-], Hx as [Hx Hp].
    apply member_spec. apply (valid_follow G S (task_valid C S W)); [exact Hx |]. rewrite Hp.
    now apply (hom_walk _ _ _ (object_valid C ok b)).
  Qed.

  Program Definition presheaf_of : Presheaf (category C ok) :=
    {| values := fun a => members S (number a);
       restrict := fun a b f x => exist _ _ (restrict_member a b f x) |}.
  Next Obligation. intros a b f f' Hf x x' Hx. simpl in *. now rewrite Hf, Hx. Qed.
  Next Obligation. intros a [x Hx]. simpl. apply (image_unit G _ _ _ (object_valid C ok a)). Qed.
  Next Obligation.
    intros a b c [g Hg] [f Hf] [x Hx]. simpl. apply member_spec in Hg, Hf, Hx.
    destruct Hg as [Hg Hg'], Hf as [Hf Hf'], Hx as [Hx Hx'].
    apply (image_follow G (number c) _ _ (object_valid C ok c) _ _ _ (number a)).
    - rewrite <- Hx'. now apply (task_respects C S W).
    - exact Hg.
    - rewrite Hg', <- Hf'. now apply (hom_walk _ _ _ (object_valid C ok b)).
  Qed.
End Task.

Definition task (C : category_table) (S : system) (ok : check_category C = true) (task_ok : check_task C S = true)
    : Presheaf (category C ok) :=
  presheaf_of C S ok (check_task_spec C S (check_category_spec C ok) task_ok).

(** The arrows into an object are a task, the representable one. *)
Lemma yoneda_valid C p : ValidCategory C -> p < objects (shape C) -> ValidTask C (arrows (hom C p)).
Proof.
  intros V Hp. split; [exact (hom_valid _ _ _ (category_homs C V p Hp)) |]. intros x Hx. now apply arrow_respects.
Qed.

Definition yoneda_of C (ok : check_category C = true) (P : category C ok) : Presheaf (category C ok) :=
  presheaf_of C (arrows (hom C (number P))) ok
    (yoneda_valid C (number P) (check_category_spec C ok) (object_bound C P)).

Lemma yoneda_table C (ok : check_category C = true) (P : category C ok) : Iso (yoneda P) (yoneda_of C ok P).
Proof.
  exists (mkMap (S:=yoneda P) (T:=yoneda_of C ok P) (fun a x => x) (fun a x y H => H) (fun a b f x => eq_refl)).
  exists (mkMap (S:=yoneda_of C ok P) (T:=yoneda P) (fun a x => x) (fun a x y H => H) (fun a b f x => eq_refl)).
  split; intros; reflexivity.
Qed.
