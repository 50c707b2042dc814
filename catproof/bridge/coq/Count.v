(** Numbers of objects, arrows and elements, up to their equality; that a table gives them. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export TaskIso.
Import ListNotations.
Open Scope N_scope.

Set Universe Polymorphism.
Unset Universe Minimization ToSet.

(** ** Counting up to an equality *)

(** The list has every value up to [R], and has it once. *)
Definition Enumerates {A : Type} (R : A -> A -> Prop) (l : list A) : Prop :=
  (forall x, exists y, In y l /\ R x y) /\ ForallOrdPairs (fun x y => ~ R x y) l.

Definition Counted {A : Type} (R : A -> A -> Prop) (n : nat) : Prop := exists l, Enumerates R l /\ length l = n.

(** Two members of a family are the same when their indices are equal and, at this index, they are. *)
Definition Same {I : Type} (F : I -> Setoid) (u v : {i : I & F i}) : Prop :=
  exists p : projT1 u = projT1 v, eq_rect _ (fun i => carrier (F i)) (projT2 u) _ p == projT2 v.

Definition HasCount (S : Setoid) (n : nat) : Prop := Counted (@eqv S) n.
Definition HasObjects (C : Category) (n : nat) : Prop := Counted (@eq (Obj C)) n.
Definition HasArrows (C : Category) (n : nat) : Prop :=
  Counted (Same (fun ends : Obj C * Obj C => @Hom C (fst ends) (snd ends))) n.
Definition HasSize {C : Category} (T : Presheaf C) (n : nat) : Prop := Counted (Same (values T)) n.

(** ** A number is the only one *)

Lemma distinct_length {A : Type} (R : A -> A -> Prop) (E : Equivalence R) (l : list A) : forall l',
  ForallOrdPairs (fun x y => ~ R x y) l -> (forall x, In x l -> exists y, In y l' /\ R x y) ->
  (length l <= length l')%nat.
Proof.
  induction l as [| x l IH]; intros l' D H; simpl; [lia |].
  inversion D as [| x' l'' Dx Dl]; subst. destruct (H x (or_introl eq_refl)) as (y & Hy & Rxy).
  apply in_split in Hy. destruct Hy as (l1 & l2 & ->).
  assert (K : (length l <= length (l1 ++ l2))%nat).
  { apply IH; [exact Dl |]. intros z Hz. destruct (H z (or_intror Hz)) as (w & Hw & Rzw).
    exists w. split; [| exact Rzw]. apply in_app_or in Hw. apply in_or_app.
    destruct Hw as [Hw | [<- | Hw]]; [now left | | now right].
    exfalso. rewrite Forall_forall in Dx. apply (Dx z Hz). now transitivity y. }
  rewrite app_length in *. simpl. lia.
Qed.

Lemma counted_unique {A : Type} (R : A -> A -> Prop) (E : Equivalence R) j k : Counted R j -> Counted R k -> j = k.
Proof.
  intros (l & [H D] & <-) (l' & [H' D'] & <-).
  apply Nat.le_antisymm; apply (distinct_length R E); auto; intros x _; auto.
Qed.

#[export] Instance same_equivalence {I : Type} (F : I -> Setoid) : Equivalence (Same F).
Proof.
  split.
  - intros [i x]. exists eq_refl. simpl. reflexivity.
  - intros [i x] [j y] [p q]. simpl in *. destruct p. exists eq_refl. simpl in *. now symmetry.
  - intros [i x] [j y] [k z] [p q] [p' q']. simpl in *. destruct p, p'. exists eq_refl. simpl in *. now transitivity y.
Qed.

Lemma count_unique (S : Setoid) j k : HasCount S j -> HasCount S k -> j = k.
Proof. apply counted_unique. exact (eqv_equivalence S). Qed.
Lemma objects_unique (C : Category) j k : HasObjects C j -> HasObjects C k -> j = k.
Proof. apply counted_unique. exact eq_equivalence. Qed.
Lemma arrows_unique (C : Category) j k : HasArrows C j -> HasArrows C k -> j = k.
Proof. apply counted_unique. apply same_equivalence. Qed.
Lemma size_unique {C : Category} (T : Presheaf C) j k : HasSize T j -> HasSize T k -> j = k.
Proof. apply counted_unique. apply same_equivalence. Qed.

(** What holds of the number that has a property which one number has. *)
Lemma number_true {H : nat -> Prop} (k : nat) (h : H k) (Q : nat -> Prop) : Q k -> exists n, H n /\ Q n.
Proof. intros q. exists k. now split. Qed.

Lemma number_false {H : nat -> Prop} (only : forall j k, H j -> H k -> j = k) (k : nat) (h : H k) (Q : nat -> Prop) :
  ~ Q k -> ~ (exists n, H n /\ Q n).
Proof. intros no (n & hn & q). rewrite (only n k hn h) in q. exact (no q). Qed.

Lemma numbers_true {H K : nat -> Prop} (j k : nat) (h : H j) (i : K k) (R : nat -> nat -> Prop) :
  R j k -> exists m n, H m /\ K n /\ R m n.
Proof. intros r. now exists j, k. Qed.

Lemma numbers_false {H K : nat -> Prop} (only : forall j k, H j -> H k -> j = k)
    (only' : forall j k, K j -> K k -> j = k) (j k : nat) (h : H j) (i : K k) (R : nat -> nat -> Prop) :
  ~ R j k -> ~ (exists m n, H m /\ K n /\ R m n).
Proof. intros no (m & n & hm & hn & r). rewrite (only m j hm h), (only' n k hn i) in r. exact (no r). Qed.

(** ** The members of a table *)

Fixpoint select (p : N -> bool) (l : list N) : list {x : N | p x = true} :=
  match l with
  | [] => []
  | x :: l' => match bool_dec (p x) true with left e => exist _ x e :: select p l' | right _ => select p l' end
  end.

Lemma in_select p l x (e : p x = true) : In x l -> exists e', In (exist _ x e') (select p l).
Proof.
  induction l as [| y l IH]; intros H; [destruct H |]. simpl. destruct H as [-> | H].
  - destruct (bool_dec (p x) true) as [e' | n]; [exists e'; now left | contradiction].
  - destruct (IH H) as [e' H']. exists e'. destruct (bool_dec (p y) true); [now right | exact H'].
Qed.

Lemma select_in p l z : In z (select p l) -> In (number z) l.
Proof.
  induction l as [| y l IH]; simpl; [easy |].
  destruct (bool_dec (p y) true) as [e | n]; intros H; [| right; now apply IH].
  destruct H as [<- | H]; [now left | right; now apply IH].
Qed.

Lemma select_distinct p l : NoDup l -> ForallOrdPairs (fun x y => number x <> number y) (select p l).
Proof.
  induction l as [| y l IH]; intros D; simpl; [constructor |]. inversion D as [| y' l' Hy Dl]; subst.
  destruct (bool_dec (p y) true) as [e | n]; [| now apply IH].
  constructor; [| now apply IH]. apply Forall_forall. intros z Hz E. simpl in E. apply Hy. rewrite E.
  now apply (select_in p l z).
Qed.

Lemma select_enumerates p n : (forall x, p x = true -> x < n) ->
  Enumerates (fun x y => number x = number y) (select p (range n)).
Proof.
  intros B. split; [| apply select_distinct, nodup_count_from].
  intros [x e]. destruct (in_select p (range n) x e) as [e' H]; [now apply in_range, B |].
  now exists (exist _ x e').
Qed.

Lemma enumerates_counted {A : Type} (R : A -> A -> Prop) l n :
  Enumerates R l -> Nat.eqb (length l) n = true -> Counted R n.
Proof. intros H E. exists l. split; [exact H | now apply Nat.eqb_eq]. Qed.

(** ** Families *)

Lemma pairs_app {A : Type} (R : A -> A -> Prop) l l' : ForallOrdPairs R l -> ForallOrdPairs R l' ->
  (forall x y, In x l -> In y l' -> R x y) -> ForallOrdPairs R (l ++ l').
Proof.
  induction l as [| x l IH]; intros H H' K; simpl; [exact H' |]. inversion H as [| x' l'' Hx Hl]; subst.
  constructor.
  - apply Forall_app. split; [exact Hx |]. apply Forall_forall. intros y Hy. apply K; [now left | exact Hy].
  - apply IH; auto. intros y z Hy. apply K. now right.
Qed.

Lemma pairs_map {A B : Type} (f : A -> B) (R : B -> B -> Prop) l :
  ForallOrdPairs (fun x y => R (f x) (f y)) l -> ForallOrdPairs R (map f l).
Proof.
  induction 1 as [| x l Hx Hl IH]; simpl; constructor; [| exact IH].
  apply Forall_forall. intros y Hy. apply in_map_iff in Hy. destruct Hy as (z & <- & Hz).
  rewrite Forall_forall in Hx. now apply Hx.
Qed.

Lemma pairs_weaken {A : Type} (R R' : A -> A -> Prop) l :
  (forall x y, R x y -> R' x y) -> ForallOrdPairs R l -> ForallOrdPairs R' l.
Proof.
  intros W. induction 1 as [| x l Hx Hl IH]; constructor; [| exact IH].
  apply (Forall_impl _ (fun y => W x y) Hx).
Qed.

Lemma family_enumerates {I : Type} (F : I -> Setoid) (one : forall (i : I) (p : i = i), p = eq_refl)
    (L : list I) (e : forall i, list (F i)) :
  Enumerates eq L -> (forall i, Enumerates eqv (e i)) ->
  Enumerates (Same F) (flat_map (fun i => map (existT (fun i => carrier (F i)) i) (e i)) L).
Proof.
  intros [HL DL] He. split.
  - intros [i x]. destruct (HL i) as (i' & Hi & <-). destruct (He i) as [Hx _]. destruct (Hx x) as (y & Hy & Exy).
    exists (existT _ i y). split; [| now exists eq_refl].
    apply in_flat_map. exists i. split; [exact Hi | now apply in_map].
  - clear HL. induction DL as [| i L Hi DL IH]; simpl; [constructor |]. apply pairs_app.
    + apply pairs_map. destruct (He i) as [_ D]. revert D. apply pairs_weaken.
      intros x y N [p q]. simpl in p, q. rewrite (one i p) in q. exact (N q).
    + exact IH.
    + intros u v Hu Hv [p _]. apply in_map_iff in Hu. destruct Hu as (x & <- & _). simpl in p.
      apply in_flat_map in Hv. destruct Hv as (j & Hj & Hv). apply in_map_iff in Hv. destruct Hv as (y & <- & _).
      simpl in p. rewrite Forall_forall in Hi. exact (Hi j Hj p).
Qed.

Lemma product_enumerates {A B : Type} (l : list A) (m : list B) :
  Enumerates eq l -> Enumerates eq m -> Enumerates eq (list_prod l m).
Proof.
  intros [Hl Dl] [Hm Dm]. split.
  - intros [a b]. exists (a, b). split; [| reflexivity]. apply in_prod.
    + destruct (Hl a) as (a' & H & <-). exact H.
    + destruct (Hm b) as (b' & H & <-). exact H.
  - clear Hl. induction Dl as [| a l Ha Dl IH]; simpl; [constructor |]. apply pairs_app.
    + apply pairs_map. revert Dm. apply pairs_weaken. intros x y N E. apply N. congruence.
    + exact IH.
    + intros u v Hu Hv E. apply in_map_iff in Hu. destruct Hu as (b & <- & _). destruct v as [a' b'].
      apply in_prod_iff in Hv. destruct Hv as [Hv _]. rewrite Forall_forall in Ha. apply (Ha a' Hv). congruence.
Qed.

(** ** What exported files say *)

Section Counts.
  Context {C : category_table} (ok : check_category C = true).

  Definition all_objects : list (object_of C) := select (fun a => a <? objects (shape C)) (range (objects (shape C))).

  Lemma all_objects_enumerate : Enumerates eq all_objects.
  Proof.
    destruct (select_enumerates (fun a => a <? objects (shape C)) (objects (shape C))) as [H D].
    { intros x. apply N.ltb_lt. }
    split.
    - intros x. destruct (H x) as (y & Hy & E). exists y. split; [exact Hy | now apply subset_eq].
    - revert D. apply pairs_weaken. intros x y N E. apply N. now rewrite E.
  Qed.

  Lemma object_eq_dec (a b : object_of C) : {a = b} + {a <> b}.
  Proof.
    destruct (N.eq_dec (number a) (number b)) as [E | N]; [left; now apply subset_eq | right; congruence].
  Qed.

  Definition members_of (S : system) (a : N) : list (members S a) := select (member S a) (range (size S)).

  Lemma members_enumerate (S : system) (a : N) : Enumerates (@eqv (members S a)) (members_of S a).
  Proof. apply select_enumerates. intros x H. now apply member_spec in H. Qed.

  Lemma object_count_is n : Nat.eqb (length all_objects) n = true -> HasObjects (category C ok) n.
  Proof. apply enumerates_counted, all_objects_enumerate. Qed.

  Lemma hom_count_is (a b : category C ok) n :
    Nat.eqb (length (members_of (arrows (hom C (number b))) (number a))) n = true -> HasCount (Hom a b) n.
  Proof. apply (enumerates_counted (@eqv (Hom a b))), members_enumerate. Qed.

  Definition all_arrows :=
    flat_map (fun ends : object_of C * object_of C =>
                map (existT (fun ends : object_of C * object_of C =>
                               carrier (members (arrows (hom C (number (snd ends)))) (number (fst ends)))) ends)
                    (members_of (arrows (hom C (number (snd ends)))) (number (fst ends))))
             (list_prod all_objects all_objects).

  Lemma arrow_count_is n : Nat.eqb (length all_arrows) n = true -> HasArrows (category C ok) n.
  Proof.
    apply enumerates_counted.
    apply (family_enumerates (fun ends : category C ok * category C ok => Hom (fst ends) (snd ends))).
    - intros i p. apply UIP_dec. intros [a b] [a' b'].
      destruct (object_eq_dec a a') as [<- | N]; [| right; congruence].
      destruct (object_eq_dec b b') as [<- | N]; [now left | right; congruence].
    - apply product_enumerates; exact all_objects_enumerate.
    - intros [a b]. apply members_enumerate.
  Qed.

  Context {T : system} (task_ok : check_task C T = true).

  Lemma element_count_is (a : category C ok) n :
    Nat.eqb (length (members_of T (number a))) n = true -> HasCount (task C T ok task_ok a) n.
  Proof. apply (enumerates_counted (@eqv (task C T ok task_ok a))), members_enumerate. Qed.

  Definition all_elements :=
    flat_map (fun a : object_of C => map (existT (fun a : object_of C => carrier (members T (number a))) a)
                                         (members_of T (number a))) all_objects.

  Lemma size_is n : Nat.eqb (length all_elements) n = true -> HasSize (task C T ok task_ok) n.
  Proof.
    apply enumerates_counted. apply (family_enumerates (values (task C T ok task_ok))).
    - intros i p. apply UIP_dec. exact object_eq_dec.
    - exact all_objects_enumerate.
    - intros a. apply members_enumerate.
  Qed.
End Counts.
