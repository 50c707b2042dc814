(** Presented categories (Mac Lane, II.8): the words in generating arrows, two of which are one arrow when equations say
    so, with each table checked to be that category. That the equations hold in the table is computed; that they leave no
    more arrows apart follows from the record of an enumeration (Todd and Coxeter 1936), which is replayed. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export TaskTable.
Import ListNotations.
Open Scope N_scope.
#[local] Obligation Tactic := idtac.

(** ** The category presented *)

(** Two parallel words into an object. *)
Definition equation : Set := N * (word * word).

(** The least congruence in which the equations hold, on words into [b]. *)
Inductive Congruent (G : graph) (E : list equation) (b : N) : word -> word -> Prop :=
| congruent_equation c l r w : In (c, (l, r)) E -> walk G b w = Some c -> Congruent G E b (l ++ w) (r ++ w)
| congruent_restrict k u v : Congruent G E b u v -> Congruent G E b (k :: u) (k :: v)
| congruent_refl u : Congruent G E b u u
| congruent_sym u v : Congruent G E b u v -> Congruent G E b v u
| congruent_trans u v w : Congruent G E b u v -> Congruent G E b v w -> Congruent G E b u w.

Section Presentation.
  Variables (G : graph) (E : list equation).

  Lemma congruent_after b p u v : Congruent G E b u v -> Congruent G E b (p ++ u) (p ++ v).
  Proof. intros H. induction p as [| k p IH]; simpl; [exact H | now apply congruent_restrict]. Qed.

  Lemma walk_app c b w u : walk G c w = Some b -> walk G c (u ++ w) = walk G b u.
  Proof. intros H. induction u as [| k u IH]; simpl; [exact H | now rewrite IH]. Qed.

  Lemma congruent_before c b w u v : walk G c w = Some b -> Congruent G E b u v -> Congruent G E c (u ++ w) (v ++ w).
  Proof.
    intros Hw H. induction H as [d l r u Hin Hu | k u v _ IH | u | u v _ IH | u v x _ IH _ IH'].
    - rewrite <- !app_assoc. apply congruent_equation with d; [exact Hin |]. now rewrite (walk_app c b).
    - now apply congruent_restrict.
    - apply congruent_refl.
    - now apply congruent_sym.
    - now apply congruent_trans with (v ++ w).
  Qed.

  Lemma congruent_equivalence a b :
    Equivalence (fun u v : {w | walk G b w = Some a} => Congruent G E b (proj1_sig u) (proj1_sig v)).
  Proof.
    split; [intros u; apply congruent_refl | intros u v; apply congruent_sym |].
    intros u v w. apply congruent_trans.
  Qed.

  Definition paths (a b : N) : Setoid := mkSetoid {w | walk G b w = Some a} _ (congruent_equivalence a b).

  Lemma walk_comp (a b c : N) (g : paths b c) (f : paths a b) : walk G c (proj1_sig f ++ proj1_sig g) = Some a.
  Proof. rewrite (walk_app c b); [exact (proj2_sig f) | exact (proj2_sig g)]. Qed.

  (** Objects are those of the graph, arrows are words up to the congruence. *)
  Program Definition presented : Category :=
    {| Obj := {a : N | (a <? objects G) = true};
       Hom := fun a b => paths (number a) (number b);
       id := fun a => exist _ [] eq_refl;
       comp := fun a b c g f => exist _ (proj1_sig f ++ proj1_sig g) (walk_comp _ _ _ g f) |}.
  Next Obligation.
    intros a b c [g Hg] [g' Hg'] K [f Hf] [f' Hf'] L. simpl in *.
    apply congruent_trans with (f' ++ g); [now apply congruent_before with (number b) | now apply congruent_after].
  Qed.
  Next Obligation. intros a b [f Hf]. simpl. rewrite app_nil_r. apply congruent_refl. Qed.
  Next Obligation. intros a b [f Hf]. apply congruent_refl. Qed.
  Next Obligation. intros a b c d [h Hh] [g Hg] [f Hf]. simpl. rewrite app_assoc. apply congruent_refl. Qed.
End Presentation.

(** The category of the table is the one that its generating arrows and these equations present: an isomorphism, which
    keeps objects, and takes each word to the arrow that the identity is restricted to along it. *)
Definition PresentedBy (C : category_table) (ok : check_category C = true) (E : list equation) : Prop :=
  exists F : Functor (presented (shape C) E) (category C ok),
    FullyFaithful F /\ (forall a, F a = a) /\
    forall a b (f : Hom a b), number (fmap F f) = follow (arrows (hom C (number b))) 0 (proj1_sig f).

(** ** The equations hold in a table *)

Lemma follow_app S x u w : follow S x (u ++ w) = follow S (follow S x w) u.
Proof. induction u as [| k u IH]; simpl; [reflexivity | now rewrite IH]. Qed.

Definition holds_at (S : system) (i : N) (e : equation) : bool :=
  let '(c, (l, r)) := e in if place S i =? c then follow S i l =? follow S i r else true.
Definition equations_hold (C : category_table) (E : list equation) : bool :=
  all_below (objects (shape C)) (fun b =>
    let S := arrows (hom C b) in all_below (size S) (fun i => forallb (holds_at S i) E)).

Lemma congruent_follow C E b u v : ValidCategory C -> equations_hold C E = true -> b < objects (shape C) ->
  Congruent (shape C) E b u v -> follow (arrows (hom C b)) 0 u = follow (arrows (hom C b)) 0 v.
Proof.
  intros V H Hb K. pose proof (category_homs C V b Hb) as Vb.
  induction K as [c l r w Hin Hw | k u v _ IH | u | u v _ IH | u v w _ IH _ IH']; simpl; try congruence.
  rewrite !follow_app. rewrite <- (hom_unit _ _ _ Vb) in Hw at 1.
  destruct (valid_follow _ _ (hom_valid _ _ _ Vb) w 0 c (hom_inhabited _ _ _ Vb) Hw) as [Hs Hp].
  pose proof (all_below_spec _ _ (all_below_spec _ _ H b Hb) _ Hs) as A. cbv beta zeta in A.
  rewrite forallb_forall in A. specialize (A _ Hin). simpl in A. rewrite Hp, N.eqb_refl in A. now apply N.eqb_eq.
Qed.

(** ** An enumeration replayed *)

Module Enumeration.

(** Nodes are words with numbers, in the order of their definition. [steps] are the restrictions that are known, [stands]
    says for which other node a node stands. *)
Record state := { next : N; names : array (N * word); steps : array (list (nat * N)); stands : array N }.

Fixpoint assoc (k : nat) (l : list (nat * N)) : option N :=
  match l with [] => None | (j, m) :: l' => if Nat.eqb j k then Some m else assoc k l' end.

Lemma assoc_in k l m : assoc k l = Some m -> In (k, m) l.
Proof.
  induction l as [| [j n] l IH]; simpl; [discriminate |]. destruct (Nat.eqb j k) eqn:Ejk; intros H.
  - apply Nat.eqb_eq in Ejk. left. congruence.
  - right. now apply IH.
Qed.

Definition steps_of (s : state) (n : N) : list (nat * N) := get [] (steps s) n.

Fixpoint find (fuel : nat) (s : state) (n : N) : N :=
  match fuel with
  | O => n
  | Datatypes.S f => match lookup (stands s) n with None => n | Some m => find f s m end
  end.

Section Replay.
  Variables (G : graph) (E : list equation) (b : N).
  Variables (bound fuel : nat).  (* how long chains are followed; how many restrictions are linked at a time *)

  Definition step (s : state) (n : N) (k : nat) (m : N) : state :=
    {| next := next s; names := names s; steps := store (steps s) n ((k, m) :: steps_of s n); stands := stands s |}.
  Definition unite (s : state) (low high : N) : state :=
    {| next := next s; names := names s; steps := steps s; stands := store (stands s) high low |}.
  Definition again (s : state) (low high : N) : list (N * nat * N) := map (fun '(k, m) => (low, k, m)) (steps_of s high).

  (** Restrictions that were found: those that are known already make nodes one. *)
  Fixpoint link (f : nat) (s : state) (pending : list (N * nat * N)) : option state :=
    match f, pending with
    | _, [] => Some s
    | O, _ => None
    | Datatypes.S f, (n, k, m) :: rest =>
      let n := find bound s n in
      let m := find bound s m in
      match assoc k (steps_of s n) with
      | None => link f (step s n k m) rest
      | Some v =>
        let v := find bound s v in
        if v =? m then link f s rest
        else let low := N.min v m in let high := N.max v m in
             link f (unite s low high) (again s low high ++ rest)
      end
    end.

  (** As far along a path (the first letter first) as restrictions are known. *)
  Fixpoint along (s : state) (n : N) (path : word) : N * word :=
    match path with
    | [] => (find bound s n, [])
    | k :: rest =>
      let n := find bound s n in
      match assoc k (steps_of s n) with None => (n, path) | Some m => along s m rest end
    end.

  Inductive event : Set := Define (x : N) (k : nat) | Use (x : N) (e : nat).

  Definition replay_event (s : state) (e : event) : option state :=
    match e with
    | Define x k =>
      let x := find bound s x in
      match lookup (names s) x, lookup (names s) (next s) with
      | Some (c, u), None =>
        match nth_error (sources G c) k with
        | Some a =>
          link fuel {| next := N.succ (next s); names := store (names s) (next s) (a, k :: u); steps := steps s;
                       stands := stands s |} [(x, k, next s)]
        | None => None
        end
      | _, _ => None
      end
    | Use x j =>
      let x := find bound s x in
      match lookup (names s) x, nth_error E j with
      | Some (c, _), Some (d, (l, r)) =>
        if c =? d then
          match along s x (rev l), along s x (rev r) with
          | (y, []), (z, []) =>
            if y =? z then Some s
            else let low := N.min y z in let high := N.max y z in link fuel (unite s low high) (again s low high)
          | (y, [k]), (z, []) => link fuel s [(y, k, z)]
          | (y, []), (z, [k]) => link fuel s [(z, k, y)]
          | _, _ => None
          end
        else None
      | _, _ => None
      end
    end.

  Fixpoint replay (s : state) (l : list event) : option state :=
    match l with [] => Some s | e :: l' => match replay_event s e with Some s' => replay s' l' | None => None end end.

  Definition start : state :=
    {| next := 1; names := store (PositiveMap.empty _) 0 (b, []); steps := PositiveMap.empty _; stands := PositiveMap.empty _ |}.

  (** What holds all the time. *)
  Definition named (s : state) (n : N) (u : word) : Prop := exists c, lookup (names s) n = Some (c, u).
  Definition Same (s : state) (n m : N) : Prop := exists u v, named s n u /\ named s m v /\ Congruent G E b u v.
  Definition Linked (s : state) (n : N) (k : nat) (m : N) : Prop :=
    exists u v, named s n u /\ named s m v /\ Congruent G E b (k :: u) v.

  Record Sound (s : state) : Prop := {
    sound_start : named s 0 [];
    sound_walk : forall n c u, lookup (names s) n = Some (c, u) -> walk G b u = Some c;
    sound_steps : forall n k m, In (k, m) (steps_of s n) -> Linked s n k m;
    sound_stands : forall n m, lookup (stands s) n = Some m -> Same s n m }.

  Lemma named_once s n u v : named s n u -> named s n v -> u = v.
  Proof. intros [c H] [d K]. congruence. Qed.

  Lemma same_trans s n m k : Same s n m -> Same s m k -> Same s n k.
  Proof.
    intros (u & v & Hu & Hv & H) (v' & w & Hv' & Hw & K). rewrite (named_once s m v' v Hv' Hv) in K.
    exists u, w. repeat split; try assumption. now apply congruent_trans with v.
  Qed.

  Lemma same_sym s n m : Same s n m -> Same s m n.
  Proof. intros (u & v & Hu & Hv & H). exists v, u. repeat split; try assumption. now apply congruent_sym. Qed.

  Lemma linked_same s n n' k m m' : Same s n' n -> Same s m m' -> Linked s n k m -> Linked s n' k m'.
  Proof.
    intros (u' & u & Hu' & Hu & H) (v & v' & Hv & Hv' & K) (x & y & Hx & Hy & L).
    rewrite (named_once s n x u Hx Hu) in L. rewrite (named_once s m y v Hy Hv) in L.
    exists u', v'. repeat split; try assumption. apply congruent_trans with (k :: u); [now apply congruent_restrict |].
    now apply congruent_trans with v.
  Qed.

  Lemma linked_linked s n k m v : Linked s n k m -> Linked s n k v -> Same s v m.
  Proof.
    intros (u & w & Hu & Hw & H) (u' & w' & Hu' & Hw' & K). rewrite (named_once s n u' u Hu' Hu) in K.
    exists w', w. repeat split; try assumption. apply congruent_trans with (k :: u); [now apply congruent_sym | exact H].
  Qed.

  Lemma linked_left s n k m : Linked s n k m -> exists u, named s n u.
  Proof. intros (u & _ & H & _). now exists u. Qed.
  Lemma linked_right s n k m : Linked s n k m -> exists u, named s m u.
  Proof. intros (_ & v & _ & H & _). now exists v. Qed.
  Lemma same_right s n m : Same s n m -> exists u, named s m u.
  Proof. intros (_ & v & _ & H & _). now exists v. Qed.

  Lemma find_same s : Sound s -> forall f n u, named s n u -> Same s n (find f s n).
  Proof.
    intros Hs. induction f as [| f IH]; intros n u Hn; simpl.
    - exists u, u. repeat split; auto using congruent_refl.
    - destruct (lookup (stands s) n) as [m |] eqn:H.
      + pose proof (sound_stands s Hs n m H) as K. destruct (same_right s n m K) as [v Hv].
        apply same_trans with m; [exact K | now apply IH with v].
      + exists u, u. repeat split; auto using congruent_refl.
  Qed.

  Lemma step_sound s n k m : Sound s -> Linked s n k m -> Sound (step s n k m).
  Proof.
    intros [Z W S T] L. split; [exact Z | exact W | | exact T].
    intros n' k' m' H. unfold steps_of, get, step in H. simpl in H. rewrite lookup_store, N.eqb_sym in H.
    destruct (n' =? n) eqn:K; [| exact (S n' k' m' H)]. apply N.eqb_eq in K. subst n'.
    destruct H as [H | H]; [injection H as <- <-; exact L | exact (S n k' m' H)].
  Qed.

  Lemma unite_sound s low high : Sound s -> Same s high low -> Sound (unite s low high).
  Proof.
    intros [Z W S T] L. split; [exact Z | exact W | exact S |].
    intros n m H. unfold unite in H. simpl in H. rewrite lookup_store, N.eqb_sym in H.
    destruct (n =? high) eqn:K; [| exact (T n m H)]. apply N.eqb_eq in K. subst. injection H as <-. exact L.
  Qed.

  Definition AllLinked (s : state) (l : list (N * nat * N)) : Prop := forall n k m, In (n, k, m) l -> Linked s n k m.

  Lemma again_linked s low high : Sound s -> Same s high low -> AllLinked s (again s low high).
  Proof.
    intros Hs L n k m H. apply in_map_iff in H. destruct H as ([k' m'] & H & K). injection H as <- <- <-.
    pose proof (sound_steps s Hs high k' m' K) as M. apply (linked_same s high low k' m' m'); [now apply same_sym | | exact M].
    destruct (linked_right _ _ _ _ M) as [v Hv]. exists v, v. repeat split; auto using congruent_refl.
  Qed.

  Lemma same_self s n u : named s n u -> Same s n n.
  Proof. intros H. exists u, u. repeat split; auto using congruent_refl. Qed.

  Lemma max_min_same s y z : Same s y z -> Same s (N.max y z) (N.min y z).
  Proof.
    intros H. destruct (N.le_ge_cases y z) as [A | A].
    - rewrite N.max_r, N.min_l by exact A. now apply same_sym.
    - rewrite N.max_l, N.min_r by exact A. exact H.
  Qed.

  (** To make two nodes one that are the same word: nothing that was known is lost. *)
  Lemma unite_all s y z l : Sound s -> Same s y z -> AllLinked s l ->
    let low := N.min y z in let high := N.max y z in
    Sound (unite s low high) /\ AllLinked (unite s low high) (again s low high ++ l).
  Proof.
    intros Hs Q R low high. pose proof (max_min_same s y z Q) as P. split; [now apply unite_sound |].
    intros n k m K. apply in_app_or in K. destruct K as [K | K].
    - exact (again_linked s _ _ Hs P n k m K).
    - exact (R n k m K).
  Qed.

  Lemma link_sound f : forall s l s', Sound s -> AllLinked s l -> link f s l = Some s' -> Sound s'.
  Proof.
    induction f as [| f IH]; intros s l s' Hs Hl H; destruct l as [| [[n k] m] rest]; cbn [link] in H; try discriminate;
      try (injection H as <-; exact Hs).
    assert (L : Linked s n k m) by (apply Hl; now left).
    assert (R : AllLinked s rest) by (intros n' k' m' K; apply Hl; now right).
    destruct (linked_left _ _ _ _ L) as [u Hu]. destruct (linked_right _ _ _ _ L) as [v Hv].
    pose proof (find_same s Hs bound n u Hu) as Fn. pose proof (find_same s Hs bound m v Hv) as Fm.
    assert (L' : Linked s (find bound s n) k (find bound s m))
      by (apply (linked_same s n _ k m); [now apply same_sym | exact Fm | exact L]).
    cbv zeta in H. destruct (assoc k (steps_of s (find bound s n))) as [w |] eqn:A.
    - apply assoc_in in A. pose proof (sound_steps s Hs _ _ _ A) as M.
      destruct (linked_right _ _ _ _ M) as [x Hx]. pose proof (find_same s Hs bound w x Hx) as Fw.
      assert (Q : Same s (find bound s w) (find bound s m))
        by (apply same_trans with w; [now apply same_sym |]; exact (linked_linked s _ k _ w L' M)).
      destruct (find bound s w =? find bound s m).
      + now apply IH with s rest.
      + destruct (unite_all s _ _ rest Hs Q R) as [U V]. exact (IH _ _ _ U V H).
    - apply (IH _ _ _ (step_sound s _ k _ Hs L')) with (2 := H).
      intros n' k' m' K. exact (R n' k' m' K).
  Qed.

  Lemma along_sound s : Sound s -> forall path n u y rest, named s n u -> along s n path = (y, rest) ->
    exists v, named s y v /\ Congruent G E b (rev path ++ u) (rev rest ++ v).
  Proof.
    intros Hs. induction path as [| k path IH]; intros n u y rest Hn H; cbn [along] in H.
    - injection H as <- <-. destruct (find_same s Hs bound n u Hn) as (u' & v & Hu & Hv & K).
      rewrite (named_once s n u' u Hu Hn) in K. now exists v.
    - cbv zeta in H. destruct (find_same s Hs bound n u Hn) as (u' & v & Hu & Hv & K).
      rewrite (named_once s n u' u Hu Hn) in K. clear u' Hu.
      destruct (assoc k (steps_of s (find bound s n))) as [m |] eqn:A.
      + apply assoc_in in A. destruct (sound_steps s Hs _ _ _ A) as (v' & w & Hv' & Hw & L).
        rewrite (named_once s _ v' v Hv' Hv) in L. destruct (IH m w y rest Hw H) as (x & Hx & M).
        exists x. split; [exact Hx |]. simpl. rewrite <- app_assoc. apply congruent_trans with (rev path ++ w); [| exact M].
        apply congruent_after. simpl. apply congruent_trans with (k :: v); [now apply congruent_restrict | exact L].
      + injection H as <- <-. exists v. split; [exact Hv |]. now apply congruent_after.
  Qed.

  Lemma replay_event_sound s e s' : Sound s -> replay_event s e = Some s' -> Sound s'.
  Proof.
    intros Hs H. destruct e as [x k | x j]; cbn [replay_event] in H; cbv zeta in H; set (r := find bound s x) in *.
    - destruct (lookup (names s) r) as [[c u] |] eqn:Hr; [| discriminate].
      destruct (lookup (names s) (next s)) as [| ] eqn:Hn; [discriminate |].
      destruct (nth_error (sources G c) k) as [a |] eqn:Hk; [| discriminate].
      match type of H with link _ ?t _ = _ => set (new := t) in * end.
      assert (keep : forall n p, lookup (names s) n = Some p -> lookup (names new) n = Some p).
      { intros n p K. unfold new. simpl. rewrite lookup_store, N.eqb_sym. destruct (n =? next s) eqn:Q; [| exact K].
        apply N.eqb_eq in Q. congruence. }
      assert (keep' : forall n w, named s n w -> named new n w) by (intros n w [d K]; exists d; now apply keep).
      destruct Hs as [Z W S T]. apply (link_sound _ _ _ _) with (3 := H).
      + split; [now apply keep' | | |].
        * intros n d w K. unfold new in K. simpl in K. rewrite lookup_store, N.eqb_sym in K. destruct (n =? next s); [| now apply (W n)].
          injection K as <- <-. simpl. now rewrite (W _ _ _ Hr).
        * intros n k' m K. destruct (S n k' m K) as (v & w & Hv & Hw & L). exists v, w. auto.
        * intros n m K. destruct (T n m K) as (v & w & Hv & Hw & L). exists v, w. auto.
      + intros n k' m [K | []]. injection K as <- <- <-. exists u, (k :: u). repeat split.
        * exists c. now apply keep.
        * exists a. unfold new. simpl. rewrite lookup_store. now rewrite N.eqb_refl.
        * apply congruent_refl.
    - destruct (lookup (names s) r) as [[c u] |] eqn:Hr; [| discriminate].
      destruct (nth_error E j) as [[d [l w]] |] eqn:He; [| discriminate].
      destruct (c =? d) eqn:Q; [| discriminate]. apply N.eqb_eq in Q. subst d.
      assert (K : Congruent G E b (l ++ u) (w ++ u)).
      { apply congruent_equation with c; [now apply nth_error_In with j | exact (sound_walk s Hs r c u Hr)]. }
      assert (Nr : named s r u) by now exists c.
      destruct (along s r (rev l)) as [y p] eqn:Al. destruct (along s r (rev w)) as [z q] eqn:Aw.
      destruct (along_sound s Hs _ _ _ _ _ Nr Al) as (v & Hv & L). destruct (along_sound s Hs _ _ _ _ _ Nr Aw) as (x' & Hx & M).
      rewrite rev_involutive in L, M.
      assert (J : Congruent G E b (rev p ++ v) (rev q ++ x')).
      { apply congruent_trans with (l ++ u); [now apply congruent_sym |]. now apply congruent_trans with (w ++ u). }
      destruct p as [| k [| ? ?]]; destruct q as [| k' [| ? ?]]; try discriminate; simpl in J.
      + assert (Y : Same s y z) by (exists v, x'; auto).
        destruct (y =? z); [injection H as <-; exact Hs |].
        destruct (unite_all s y z [] Hs Y) as [U V]; [intros ? ? ? [] |]. rewrite app_nil_r in V. exact (link_sound _ _ _ _ U V H).
      + apply (link_sound _ _ _ _ Hs) with (2 := H). intros n k m [R | []]. injection R as <- <- <-.
        exists x', v. repeat split; auto. now apply congruent_sym.
      + apply (link_sound _ _ _ _ Hs) with (2 := H). intros n k1 m [R | []]. injection R as <- <- <-. exists v, x'. auto.
  Qed.

  Lemma replay_sound l : forall s s', Sound s -> replay s l = Some s' -> Sound s'.
  Proof.
    induction l as [| e l IH]; intros s s' Hs H; simpl in H; [injection H as <-; exact Hs |].
    destruct (replay_event s e) as [t |] eqn:K; [| discriminate]. apply (IH t); [| exact H]. now apply replay_event_sound with s e.
  Qed.

  Lemma start_sound : Sound start.
  Proof.
    split.
    - now exists b.
    - intros n c u H. unfold start in H. simpl in H. rewrite lookup_store, N.eqb_sym in H. destruct (n =? 0) eqn:K.
      + injection H as <- <-. reflexivity.
      + unfold lookup in H. rewrite PositiveMap.gempty in H. discriminate.
    - intros n k m H. unfold steps_of, get, lookup, start in H. simpl in H. rewrite PositiveMap.gempty in H. destruct H.
    - intros n m H. unfold lookup, start in H. simpl in H. rewrite PositiveMap.gempty in H. discriminate.
  Qed.

  (** ** At the end each arrow of the table has a node, and each of its restrictions is known. *)

  Variable S : system.

  Definition nodes_step (s : state) (m : array N) (i : N) : array N :=
    let n := get 0 m i in
    let fix fill (k : nat) m ys :=
      match ys with
      | [] => m
      | y :: ys' =>
        fill (Datatypes.S k)
          (match lookup m y, assoc k (steps_of s n) with None, Some t => store m y (find bound s t) | _, _ => m end) ys'
      end in
    fill O m (line S i).
  Definition nodes (s : state) : array N :=
    fold_left (nodes_step s) (range (size S)) (store (PositiveMap.empty N) 0 (find bound s 0)).

  Fixpoint known (s : state) (m : array N) (n : N) (k : nat) (ys : list N) : bool :=
    match ys with
    | [] => true
    | y :: ys' =>
      match assoc k (steps_of s n) with Some t => find bound s t =? get 0 m y | None => false end &&
      known s m n (Datatypes.S k) ys'
    end.
  Definition all_known (s : state) (m : array N) : bool :=
    (get 0 m 0 =? find bound s 0) && all_below (size S) (fun i => known s m (get 0 m i) 0 (line S i)).

  Lemma known_spec s m n ys : forall k, known s m n k ys = true -> forall j y, nth_error ys j = Some y ->
    exists t, assoc (k + j) (steps_of s n) = Some t /\ find bound s t = get 0 m y.
  Proof.
    induction ys as [| x ys IH]; intros k H j y Hj; [destruct j; discriminate |].
    simpl in H. apply andb_prop in H. destruct H as [H K]. destruct j as [| j]; simpl in Hj.
    - injection Hj as <-. rewrite Nat.add_0_r. destruct (assoc k (steps_of s n)) as [t |]; [| discriminate].
      exists t. split; [reflexivity | now apply N.eqb_eq].
    - rewrite Nat.add_succ_r. exact (IH (Datatypes.S k) K j y Hj).
  Qed.

  Lemma all_known_named s m : Sound s -> all_known s m = true -> valid G S = true -> 0 < size S -> place S 0 = b ->
    forall w a, walk G b w = Some a -> exists v, named s (get 0 m (follow S 0 w)) v /\ Congruent G E b w v.
  Proof.
    intros Hs K V I P. unfold all_known in K. apply andb_prop in K. destruct K as [Z K]. apply N.eqb_eq in Z.
    pose proof (all_below_spec _ _ K) as A. cbv beta in A.
    induction w as [| k w IH]; intros a Hw; simpl in Hw.
    - simpl. rewrite Z. destruct (find_same s Hs bound 0 [] (sound_start s Hs)) as (u & v & Hu & Hv & C).
      rewrite (named_once s 0 u [] Hu (sound_start s Hs)) in C. now exists v.
    - destruct (walk G b w) as [c |] eqn:W; [| discriminate]. destruct (IH c eq_refl) as (v & Hv & C).
      assert (W' : walk G (place S 0) w = Some c) by now rewrite P.
      destruct (valid_follow G S V w 0 c I W') as [Hi Hp].
      rewrite <- Hp in Hw. destruct (valid_act G S V _ k a Hi Hw) as [Hk _].
      assert (Y : nth_error (line S (follow S 0 w)) k = Some (act S (follow S 0 w) k)) by (apply nth_error_nth'; exact Hk).
      destruct (known_spec s m _ _ 0 (A _ Hi) k _ Y) as (t & Ht & F). simpl in Ht.
      apply assoc_in in Ht. destruct (sound_steps s Hs _ _ _ Ht) as (v' & x & Hv' & Hx & L).
      rewrite (named_once s _ v' v Hv' Hv) in L. destruct (find_same s Hs bound t x Hx) as (x' & z & Hx' & Hz & M).
      rewrite (named_once s t x' x Hx' Hx) in M. rewrite F in Hz. exists z. split; [exact Hz |].
      apply congruent_trans with (k :: v); [now apply congruent_restrict |]. now apply congruent_trans with x.
  Qed.

  Definition derives (l : list event) : bool := match replay start l with Some s => all_known s (nodes s) | None => false end.

  Lemma derives_spec l : derives l = true -> valid G S = true -> 0 < size S -> place S 0 = b ->
    forall u v a c, walk G b u = Some a -> walk G b v = Some c -> follow S 0 u = follow S 0 v -> Congruent G E b u v.
  Proof.
    unfold derives. destruct (replay start l) as [s |] eqn:R; [| discriminate]. intros K V I P u v a c Hu Hv H.
    pose proof (replay_sound l start s start_sound R) as Hs.
    destruct (all_known_named s _ Hs K V I P u a Hu) as (x & Hx & C). destruct (all_known_named s _ Hs K V I P v c Hv) as (y & Hy & D).
    rewrite H in Hx. rewrite (named_once s _ x y Hx Hy) in C. apply congruent_trans with y; [exact C | now apply congruent_sym].
  Qed.
End Replay.
End Enumeration.

(** ** Both together *)

(** The text of an equation: its object; then its two sides, each in the order of restriction. *)
Definition letters (l : list N) : word := rev (map N.to_nat l).
Definition equation_of (t : text) : equation :=
  match rows_of_text t with
  | [c] :: l :: r :: _ => (c, (letters l, letters r))
  | _ => (unreadable, ([], []))
  end.

(** The text of a record: [x k] defines the next node as node [x] restricted along column [k]; [x j 0] uses equation [j]. *)
Definition event_of (r : list N) : Enumeration.event :=
  match r with
  | [x; k] => Enumeration.Define x (N.to_nat k)
  | x :: j :: _ => Enumeration.Use x (N.to_nat j)
  | _ => Enumeration.Use unreadable 0
  end.

Definition presents (C : category_table) (E : list equation) (records : list (list text)) : bool :=
  equations_hold C E &&
  all_below (objects (shape C)) (fun b =>
    let l := map event_of (rows (nth (N.to_nat b) records [])) in
    let bound := Datatypes.S (length l) in
    Enumeration.derives (shape C) E b bound (64 * bound) (arrows (hom C b)) l).

Section Value.
  Context {C : category_table} (ok : check_category C = true) (E : list equation) (holds : equations_hold C E = true).
  Let V : ValidCategory C := check_category_spec C ok.

  Lemma presented_value_member (a b : presented (shape C) E) (f : Hom a b) :
    member (arrows (hom C (number b))) (number a) (follow (arrows (hom C (number b))) 0 (proj1_sig f)) = true.
  Proof.
    apply member_spec. destruct (left_respects C V (number b) _ (object_bound C b) _ (proj2_sig f)) as (_ & A & B & _). auto.
  Qed.

  (** The arrow of the table that a word is. *)
  Program Definition presented_value : Functor (presented (shape C) E) (category C ok) :=
    {| fobj := fun a => a; fmap := fun a b f => exist _ _ (presented_value_member a b f) |}.
  Next Obligation. intros a b f g K. exact (congruent_follow C E _ _ _ V holds (object_bound C b) K). Qed.
  Next Obligation. intros a. reflexivity. Qed.
  Next Obligation.
    intros a b c g f. simpl. rewrite follow_app.
    destruct (left_respects C V (number c) (proj1_sig g) (object_bound C c) _ (proj2_sig g)) as (_ & A & B & L).
    pose proof (category_homs C V _ (object_bound C b)) as Vb.
    pose proof (image_follow (shape C) (number b) (hom C (number b)) (arrows (hom C (number c))) Vb _ (proj1_sig f) 0 (number a) L
      (hom_inhabited _ _ _ Vb)) as J.
    rewrite (hom_unit _ _ _ Vb), (image_unit (shape C) (number b) _ _ Vb) in J. symmetry. exact (J (proj2_sig f)).
  Qed.

  Lemma word_walk (a b : category C ok) (k : Hom a b) :
    walk (shape C) (number b) (word_of (hom C (number b)) (number k)) = Some (number a).
  Proof.
    destruct k as [k Hk]. destruct (proj1 (member_spec _ _ _) Hk) as [Hs Hp].
    transitivity (Some (place (arrows (hom C (number b))) k)); [| exact (f_equal Some Hp)].
    exact (hom_walk _ _ _ (category_homs C V _ (object_bound C b)) k Hs).
  Qed.

  Lemma word_value (a b : category C ok) (k : Hom a b) :
    follow (arrows (hom C (number b))) 0 (word_of (hom C (number b)) (number k)) = number k.
  Proof.
    destruct k as [k Hk]. exact (hom_follow _ _ _ (category_homs C V _ (object_bound C b)) k (proj1 (proj1 (member_spec _ _ _) Hk))).
  Qed.
End Value.

Theorem presents_spec C (ok : check_category C = true) E records : presents C E records = true -> PresentedBy C ok E.
Proof.
  intros H. unfold presents in H. apply andb_prop in H. destruct H as [Q D].
  pose proof (check_category_spec C ok) as V. pose proof (all_below_spec _ _ D) as R. cbv beta zeta in R.
  exists (presented_value ok E Q). split; [| split].
  - exists (fun a b k => exist (fun w => walk (shape C) (number b) w = Some (number a)) _ (word_walk ok a b k)). split; [| split].
    + intros a b k k' K. simpl in K. simpl. rewrite K. apply congruent_refl.
    + intros a b k. exact (word_value ok a b k).
    + intros a b f. pose proof (category_homs C V _ (object_bound C b)) as Vb.
      apply (Enumeration.derives_spec _ _ _ _ _ _ _ (R _ (object_bound C b)) (hom_valid _ _ _ Vb) (hom_inhabited _ _ _ Vb) (hom_unit _ _ _ Vb)
        _ _ (number a) (number a)).
      * exact (word_walk ok a b _).
      * exact (proj2_sig f).
      * exact (word_value ok a b (fmap (presented_value ok E Q) f)).
  - intros a. reflexivity.
  - intros a b f. reflexivity.
Qed.

(** ** Groups: each generating arrow has an inverse, which is one more letter *)

(** Column [n + k] restricts along the inverse of generating arrow [k]. *)
Definition inverse_equations (n : nat) : list equation :=
  flat_map (fun k => [(0, ([(n + k)%nat; k], [])); (0, ([k; (n + k)%nat], []))]) (seq 0 n).

Definition doubled_graph (G : graph) : graph := {| objects := objects G; incoming := array_of [sources G 0 ++ sources G 0] |}.

(** The arrow that column [k] takes to each arrow. *)
Definition inverse_column (S : system) (k : nat) : array N :=
  fold_left (fun m x => store m (act S x k) x) (range (size S)) (PositiveMap.empty N).
Definition doubled_system (n : nat) (S : system) : system :=
  let columns := map (inverse_column S) (seq 0 n) in
  {| size := size S;
     cells := array_of (map (fun x => (place S x, line S x ++ map (fun m => get 0 m x) columns)) (range (size S))) |}.

(** The same words, without the new letters. *)
Definition doubled (C : category_table) : category_table :=
  let H := hom C 0 in
  {| shape := doubled_graph (shape C);
     homs := array_of [{| arrows := doubled_system (length (sources (shape C) 0)) (arrows H); words := words H |}] |}.

Definition extends (n : nat) (S T : system) : bool :=
  (size T =? size S) && all_below (size S) (fun x => (place T x =? place S x) && same (firstn n (line T x)) (line S x)).

Definition group_presentation (C : category_table) (E : list equation) : list equation :=
  E ++ inverse_equations (length (sources (shape C) 0)).

Definition presents_group (C : category_table) (E : list equation) (records : list (list text)) : bool :=
  (objects (shape C) =? 1) && check_category (doubled C) &&
  extends (length (sources (shape C) 0)) (arrows (hom C 0)) (arrows (hom (doubled C) 0)) &&
  presents (doubled C) (group_presentation C E) records.

(** The category of the table is the group that its generating arrows and these equations present; words without inverses
    go where they go for [PresentedBy]. *)
Definition GroupPresentedBy (C : category_table) (ok : check_category C = true) (E : list equation) : Prop :=
  exists F : Functor (presented (doubled_graph (shape C)) (group_presentation C E)) (category C ok),
    FullyFaithful F /\ (forall a, F a = a) /\
    forall (a b : presented (doubled_graph (shape C)) (group_presentation C E)) (f : Hom a b), Forall (fun k => k < length (sources (shape C) 0))%nat (proj1_sig f) ->
      number (fmap F f) = follow (arrows (hom C (number b))) 0 (proj1_sig f).

Section Group.
  Context {C : category_table} (ok : check_category C = true) (okd : check_category (doubled C) = true).
  Let n := length (sources (shape C) 0).
  Let S := arrows (hom C 0).
  Let T := arrows (hom (doubled C) 0).
  Hypothesis one : objects (shape C) = 1.
  Hypothesis ext : extends n S T = true.

  Lemma the_object (a : category C ok) : number (p := fun a => a <? objects (shape C)) a = 0.
  Proof. pose proof (object_bound C a) as H. rewrite one in H. lia. Qed.

  Lemma extends_size : size T = size S.
  Proof. unfold extends in ext. apply andb_prop in ext. now apply N.eqb_eq, ext. Qed.

  Lemma extends_place x : x < size S -> place T x = place S x.
  Proof.
    intros Hx. unfold extends in ext. apply andb_prop in ext. destruct ext as [_ H]. pose proof (all_below_spec _ _ H x Hx) as K.
    apply andb_prop in K. now apply N.eqb_eq, K.
  Qed.

  Lemma extends_act x k : x < size S -> (k < length (line S x))%nat -> (length (line S x) <= n)%nat -> act T x k = act S x k.
  Proof.
    intros Hx Hk Hn. unfold extends in ext. apply andb_prop in ext. destruct ext as [_ H].
    pose proof (all_below_spec _ _ H x Hx) as K. apply andb_prop in K. destruct K as [_ K]. apply same_spec in K.
    unfold act. rewrite <- K. rewrite <- K in Hk. rewrite firstn_length in Hk.
    rewrite <- (firstn_skipn n (line T x)) at 1. apply app_nth1. rewrite firstn_length. lia.
  Qed.

  Lemma extends_follow w : forall x a, x < size S -> walk (shape C) (place S x) w = Some a -> follow T x w = follow S x w.
  Proof.
    pose proof (category_homs C (check_category_spec C ok) 0 ltac:(rewrite one; lia)) as V.
    induction w as [| k w IH]; intros x a Hx Hw; simpl in Hw; [reflexivity |].
    destruct (walk (shape C) (place S x) w) as [c |] eqn:K; [| discriminate]. simpl. rewrite (IH x c Hx K).
    destruct (valid_follow _ S (hom_valid _ _ _ V) w x c Hx K) as [Hy Hp]. rewrite <- Hp in Hw.
    destruct (valid_act _ S (hom_valid _ _ _ V) _ k a Hy Hw) as (Hk & _).
    apply extends_act; [exact Hy | exact Hk |].
    rewrite <- (map_length (place S)), (valid_line _ S (hom_valid _ _ _ V) _ Hy).
    assert (Z : place S (follow S x w) = 0) by (pose proof (valid_place _ S (hom_valid _ _ _ V) _ Hy); rewrite one in *; lia).
    rewrite Z. apply le_n.
  Qed.

  Lemma doubled_walk w : Forall (fun k => k < n)%nat w -> forall c, walk (doubled_graph (shape C)) 0 w = Some c ->
    walk (shape C) 0 w = Some c.
  Proof.
    induction 1 as [| k w Hk _ IH]; intros c Hw; [exact Hw |]. cbn [walk] in *.
    destruct (walk (doubled_graph (shape C)) 0 w) as [d |]; [| discriminate]. rewrite (IH d eq_refl).
    destruct (N.eq_dec d 0) as [-> | Hd].
    - rewrite <- (nth_error_app1 _ (sources (shape C) 0) Hk). exact Hw.
    - exfalso. unfold sources, doubled_graph, get in Hw. simpl incoming in Hw. unfold array_of in Hw. simpl in Hw.
      rewrite lookup_store in Hw. destruct (0 =? d) eqn:Z; [apply N.eqb_eq in Z; congruence |].
      rewrite lookup_empty in Hw. destruct k; discriminate.
  Qed.

  Lemma doubled_member a x : member T a x = member S a x.
  Proof.
    unfold member. rewrite extends_size. destruct (x <? size S) eqn:H; [| reflexivity]. apply N.ltb_lt in H.
    now rewrite extends_place.
  Qed.

  Lemma forget_member (a b : category C ok) x :
    member (arrows (hom (doubled C) (number (p := fun a => a <? objects (shape C)) b))) (number (p := fun a => a <? objects (shape C)) a) x =
    member (arrows (hom C (number (p := fun a => a <? objects (shape C)) b))) (number (p := fun a => a <? objects (shape C)) a) x.
  Proof. rewrite (the_object b). apply doubled_member. Qed.

  Definition forget (a b : category C ok) (f : @Hom (category (doubled C) okd) a b) : @Hom (category C ok) a b :=
    exist _ (proj1_sig f) (eq_trans (eq_sym (forget_member a b _)) (proj2_sig f)).
  Definition recall (a b : category C ok) (f : @Hom (category C ok) a b) : @Hom (category (doubled C) okd) a b :=
    exist _ (proj1_sig f) (eq_trans (forget_member a b _) (proj2_sig f)).

  Program Definition forgetful : Functor (category (doubled C) okd) (category C ok) :=
    {| fobj := fun a => a; fmap := forget |}.
  Next Obligation. intros a b f g H. exact H. Qed.
  Next Obligation. intros a. reflexivity. Qed.
  Next Obligation.
    intros a b c g f. pose proof (the_object a) as Za. pose proof (the_object b) as Zb. pose proof (the_object c) as Zc.
    destruct a as [a Ha], b as [b Hb], c as [c Hc], g as [g Hg], f as [f Hf]. simpl in *. subst a b c.
    change (image (hom (doubled C) 0) T g f = image (hom C 0) S g f). unfold image.
    change (word_of (hom (doubled C) 0) f) with (word_of (hom C 0) f).
    change (member T 0 g = true) in Hg. change (member T 0 f = true) in Hf. rewrite doubled_member in Hg, Hf.
    apply (proj1 (member_spec _ _ _)) in Hg, Hf. destruct Hg as [Hg Hg'], Hf as [Hf Hf'].
    apply (extends_follow _ _ (place S f)); [exact Hg |]. rewrite Hg'.
    exact (hom_walk _ _ _ (category_homs C (check_category_spec C ok) 0 ltac:(rewrite one; lia)) f Hf).
  Qed.
End Group.

Theorem presents_group_spec C (ok : check_category C = true) E records :
  presents_group C E records = true -> GroupPresentedBy C ok E.
Proof.
  intros H. unfold presents_group in H. apply andb_prop in H. destruct H as [H P]. apply andb_prop in H. destruct H as [H X].
  apply andb_prop in H. destruct H as [One okd]. apply N.eqb_eq in One.
  destruct (presents_spec (doubled C) okd _ _ P) as (F & (inv & Hp & Hr & Hl) & I & J).
  pose proof (check_category_spec C ok) as V.
  exists (compose_functor (forgetful ok okd One X) F). split; [| split].
  - exists (fun a b k => inv a b (recall ok okd One X (F a) (F b) k)). split; [| split].
    + intros a b k k' K. apply Hp. exact K.
    + intros a b k. exact (Hr a b (recall ok okd One X (F a) (F b) k)).
    + intros a b f. etransitivity; [| exact (Hl a b f)]. apply Hp. reflexivity.
  - exact I.
  - intros a b f Hf. transitivity (number (fmap F f)); [reflexivity |]. rewrite J. destruct f as [w Hw]. simpl in *.
    assert (Z : number (p := fun a => a <? objects (shape C)) b = 0) by exact (the_object ok One b). unfold number in *. rewrite Z in *.
    pose proof (category_homs C V 0 ltac:(rewrite One; reflexivity)) as V0.
    apply (extends_follow ok One X w 0 (proj1_sig a)); [exact (hom_inhabited _ _ _ V0) |].
    rewrite (hom_unit _ _ _ V0). exact (doubled_walk w Hf _ Hw).
Qed.
