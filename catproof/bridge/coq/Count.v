(** The objects, arrows and elements of a table, each once. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export TaskIso.
Import ListNotations.
Open Scope N_scope.

(** Two members of a family are the same when their indices are equal and, at this index, they are. *)
#[universes(polymorphic)] Definition Same {I : Type} (F : I -> Setoid) (u v : {i : I & F i}) : Prop :=
  exists p : projT1 u = projT1 v, eq_rect _ (fun i => carrier (F i)) (projT2 u) _ p == projT2 v.

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

Definition all_objects (C : category_table) : list (object_of C) :=
  select (fun a => a <? objects (shape C)) (range (objects (shape C))).
