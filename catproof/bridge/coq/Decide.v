(** Sentences about finite structures, decided by computation.

    A sentence is decided by two boolean twins: it holds where [yes] computes to [true], it fails where [no] does. The
    twins are found by the search for instances of the class [Decides], one lemma for each connective, quantifier and
    relation; a definition is unfolded. So a file states what is meant, and nothing about how it is proved. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Coq Require Export ZArith.
From Catproof Require Export Count Rank Prompting FunctorProperties.
Import ListNotations.
Open Scope N_scope.
#[local] Obligation Tactic := idtac.

(** ** Twins *)

Class Decides (P : Prop) (yes no : bool) : Prop := { is_true : yes = true -> P; is_false : no = true -> ~ P }.
#[export] Hint Mode Decides ! - - : typeclass_instances.

Ltac decided := refine (is_true _); vm_cast_no_check (eq_refl true).

#[export] Instance decides_True : Decides True true false.
Proof. now split. Qed.
#[export] Instance decides_False : Decides False false true.
Proof. now split. Qed.

#[export] Instance decides_not {P y n} : Decides P y n -> Decides (~ P) n y.
Proof. intros [Y N]. split; [exact N | intros E H; exact (H (Y E))]. Qed.

#[export] Instance decides_and {P Q y n y' n'} : Decides P y n -> Decides Q y' n' ->
  Decides (P /\ Q) (if y then y' else false) (if n then true else n').
Proof. intros [Y N] [Y' N']. split; [destruct y | destruct n]; try easy; intros E; [| intros [H _] | intros [_ H]]; auto. now apply N. now apply N'. Qed.

#[export] Instance decides_or {P Q y n y' n'} : Decides P y n -> Decides Q y' n' ->
  Decides (P \/ Q) (if y then true else y') (if n then n' else false).
Proof. intros [Y N] [Y' N']. split; [destruct y | destruct n]; try easy; intros E; auto. intros [H | H]; [now apply N | now apply N']. Qed.

#[export] Instance decides_implies {P Q : Prop} {y n y' n'} : Decides P y n -> Decides Q y' n' ->
  Decides (P -> Q) (if n then true else y') (if y then n' else false) | 1.
Proof.
  intros [Y N] [Y' N']. split; [destruct n | destruct y]; try easy; intros E; auto.
  - intros H. destruct (N eq_refl H).
  - intros H. exact (N' E (H (Y eq_refl))).
Qed.

#[export] Instance decides_iff {P Q y n y' n'} : Decides P y n -> Decides Q y' n' ->
  Decides (P <-> Q) (if y then y' else if n then n' else false) (if y then n' else if n then y' else false).
Proof. intros [Y N] [Y' N']. split; destruct y, n; try easy; intros E; intuition. Qed.

(** ** Finite types *)

Class Finite (A : Type) := { members_listed : list A; complete : forall x, In x members_listed; once : NoDup members_listed }.
Arguments members_listed A {Finite}.
#[export] Hint Mode Finite ! : typeclass_instances.

(** How many there are: two lists with every value once have the same length. *)
Definition count (A : Type) {F : Finite A} : Z := Z.of_nat (length (members_listed A)).

Lemma count_well_defined {A} (F G : Finite A) : @count A F = @count A G.
Proof.
  unfold count. f_equal. apply Nat.le_antisymm; apply NoDup_incl_length; try apply once; intros x _; apply complete.
Qed.

(** How many have a property. *)
Definition Number {A : Type} (P : A -> Prop) (k : Z) : Prop :=
  exists l, NoDup l /\ (forall x, In x l <-> P x) /\ Z.of_nat (length l) = k.

Lemma number_only {A} (P : A -> Prop) j k : Number P j -> Number P k -> j = k.
Proof.
  intros (l & D & H & <-) (m & E & K & <-). f_equal.
  apply Nat.le_antisymm; apply NoDup_incl_length; auto; intros x Hx; [apply K, H | apply H, K]; exact Hx.
Qed.

Fixpoint every {A} (p : A -> bool) (l : list A) : bool :=
  match l with [] => true | x :: l' => if p x then every p l' else false end.
Fixpoint some {A} (p : A -> bool) (l : list A) : bool :=
  match l with [] => false | x :: l' => if p x then true else some p l' end.
Definition those {A} (p : A -> bool) (l : list A) : list A := filter p l.

Lemma every_spec {A} (p : A -> bool) l : every p l = true <-> forall x, In x l -> p x = true.
Proof.
  induction l as [| x l IH]; simpl; [now split |]. destruct (p x) eqn:E.
  - rewrite IH. split; [intros H y [<- | Hy]; auto | intros H y Hy; auto].
  - split; [discriminate |]. intros H. rewrite <- E. apply H. now left.
Qed.

Lemma some_spec {A} (p : A -> bool) l : some p l = true <-> exists x, In x l /\ p x = true.
Proof.
  induction l as [| x l IH]; simpl; [split; [discriminate | now intros (x & [] & _)] |]. destruct (p x) eqn:E.
  - split; [intros _; exists x; auto | reflexivity].
  - rewrite IH. split; intros (y & Hy & Py); exists y; [auto |]. destruct Hy as [<- | Hy]; [congruence | auto].
Qed.

#[export] Instance decides_forall {A : Type} {F : Finite A} {P : A -> Prop} {y n : A -> bool} :
  (forall x, Decides (P x) (y x) (n x)) ->
  Decides (forall x, P x) (every y (members_listed A)) (some n (members_listed A)) | 2.
Proof.
  intros D. split.
  - intros E x. apply D. now apply (proj1 (every_spec _ _) E), complete.
  - intros E H. apply some_spec in E. destruct E as (x & _ & Nx). now apply (@is_false _ _ _ (D x)).
Qed.

#[export] Instance decides_exists {A : Type} {F : Finite A} {P : A -> Prop} {y n : A -> bool} :
  (forall x, Decides (P x) (y x) (n x)) ->
  Decides (exists x, P x) (some y (members_listed A)) (every n (members_listed A)).
Proof.
  intros D. split.
  - intros E. apply some_spec in E. destruct E as (x & _ & Yx). exists x. now apply D.
  - intros E (x & Px). apply (@is_false _ _ _ (D x)); [| exact Px]. now apply (proj1 (every_spec _ _) E), complete.
Qed.

(** Those that have the property, where each is known to have it or not. *)
Definition settled {A} (y n : A -> bool) (l : list A) : bool := every (fun x => if y x then true else n x) l.

Lemma those_spec {A} {F : Finite A} {P : A -> Prop} {y n : A -> bool} : (forall x, Decides (P x) (y x) (n x)) ->
  settled y n (members_listed A) = true ->
  NoDup (those y (members_listed A)) /\ forall x, In x (those y (members_listed A)) <-> P x.
Proof.
  intros D E. split; [apply NoDup_filter, once |]. intros x. unfold those. rewrite filter_In. split.
  - intros [_ Yx]. now apply D.
  - intros Px. split; [apply complete |]. pose proof (proj1 (every_spec _ _) E x (complete x)) as S. simpl in S.
    destruct (y x); [reflexivity |]. destruct (@is_false _ _ _ (D x) S Px).
Qed.

Definition single {A} (l : list A) : bool := match l with [_] => true | _ => false end.

#[export] Instance decides_unique {A : Type} {F : Finite A} {P : A -> Prop} {y n : A -> bool} :
  (forall x, Decides (P x) (y x) (n x)) ->
  Decides (exists! x, P x) (if settled y n (members_listed A) then single (those y (members_listed A)) else false)
    (if settled y n (members_listed A) then negb (single (those y (members_listed A))) else false) | 0.
Proof.
  intros D. destruct (settled y n (members_listed A)) eqn:E; [| split; discriminate].
  destruct (those_spec D E) as [U S]. split; intros K.
  - destruct (those y (members_listed A)) as [| x [| z l]]; try discriminate. exists x. split.
    + apply S. now left.
    + intros z Pz. apply S in Pz. now destruct Pz as [-> | []].
  - intros (x & Px & only). destruct (those y (members_listed A)) as [| a [| b l]]; try discriminate.
    + apply (proj2 (S x) Px).
    + inversion U as [| a' l' Na Ul]; subst. apply Na. left.
      rewrite <- (only a), <- (only b); [reflexivity | apply S | apply S]; simpl; auto.
Qed.

(** A sentence about numbers of things with a property. *)
#[export] Instance decides_number {A : Type} {F : Finite A} {P : A -> Prop} {Q : Z -> Prop} {y n : A -> bool}
    {yes no : Z -> bool} : (forall x, Decides (P x) (y x) (n x)) -> (forall k, Decides (Q k) (yes k) (no k)) ->
  Decides (exists k : Z, Number P k /\ Q k)
    (if settled y n (members_listed A) then yes (Z.of_nat (length (those y (members_listed A)))) else false)
    (if settled y n (members_listed A) then no (Z.of_nat (length (those y (members_listed A)))) else false) | 0.
Proof.
  intros D DQ. destruct (settled y n (members_listed A)) eqn:E; [| split; discriminate].
  destruct (those_spec D E) as [U S].
  assert (K : Number P (Z.of_nat (length (those y (members_listed A))))) by (eexists; eauto).
  split; intros H.
  - eexists. split; [exact K | now apply DQ].
  - intros (k & Hk & Qk). rewrite (number_only P _ _ Hk K) in Qk. exact (@is_false _ _ _ (DQ _) H Qk).
Qed.

(** ** Numbers *)

Lemma decides_of (P : Prop) (b : bool) : (b = true <-> P) -> Decides P b (negb b).
Proof. intros H. split; [apply H |]. intros E K. apply H in K. rewrite K in E. discriminate. Qed.

#[export] Instance decides_eq (j k : Z) : Decides (j = k) (j =? k)%Z (negb (j =? k)%Z).
Proof. apply decides_of, Z.eqb_eq. Qed.
#[export] Instance decides_lt (j k : Z) : Decides (j < k)%Z (j <? k)%Z (negb (j <? k)%Z).
Proof. apply decides_of, Z.ltb_lt. Qed.
#[export] Instance decides_le (j k : Z) : Decides (j <= k)%Z (j <=? k)%Z (negb (j <=? k)%Z).
Proof. apply decides_of, Z.leb_le. Qed.
#[export] Instance decides_gt (j k : Z) : Decides (j > k)%Z (k <? j)%Z (negb (k <? j)%Z).
Proof. apply decides_of. rewrite Z.ltb_lt. lia. Qed.
#[export] Instance decides_ge (j k : Z) : Decides (j >= k)%Z (k <=? j)%Z (negb (k <=? j)%Z).
Proof. apply decides_of. rewrite Z.leb_le. lia. Qed.

(** ** Finite categories and tasks: there the equality of arrows, and of elements, is that of Coq *)

Class FiniteCategory (C : Category@{Set Set}) := {
  finite_objects : Finite C;
  finite_arrows : forall a b : C, Finite (Hom a b);
  same_object : C -> C -> bool;
  same_object_spec : forall a b : C, same_object a b = true <-> a = b;
  same_arrow : forall a b : C, Hom a b -> Hom a b -> bool;
  same_arrow_spec : forall (a b : C) (f g : Hom a b), same_arrow a b f g = true <-> f = g;
  equal_arrows : forall (a b : C) (f g : Hom a b), f == g -> f = g }.
#[export] Existing Instance finite_objects.
#[export] Existing Instance finite_arrows.
#[export] Hint Mode FiniteCategory ! : typeclass_instances.

Class FiniteTask {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) := {
  finite_elements : forall a : C, Finite (T a);
  same_element : forall a : C, T a -> T a -> bool;
  same_element_spec : forall (a : C) (x y : T a), same_element a x y = true <-> x = y;
  equal_elements : forall (a : C) (x y : T a), x == y -> x = y }.
#[export] Existing Instance finite_elements.
#[export] Hint Mode FiniteTask - ! : typeclass_instances.

#[export] Instance decides_objects {C : Category@{Set Set}} {F : FiniteCategory C} (a b : C) :
  Decides (a = b) (same_object a b) (negb (same_object a b)) | 1.
Proof. apply decides_of, same_object_spec. Qed.

#[export] Instance decides_arrows {C : Category@{Set Set}} {F : FiniteCategory C} (a b : C) (f g : Hom a b) :
  Decides (f == g) (same_arrow a b f g) (negb (same_arrow a b f g)).
Proof.
  apply decides_of. rewrite same_arrow_spec. split; [intros ->; reflexivity | apply equal_arrows].
Qed.

#[export] Instance decides_elements {C : Category@{Set Set}} {T : Presheaf@{Set Set Set} C} {F : FiniteTask T} (a : C) (x y : T a) :
  Decides (x == y) (same_element a x y) (negb (same_element a x y)).
Proof.
  apply decides_of. rewrite same_element_spec. split; [intros ->; reflexivity | apply equal_elements].
Qed.

(** ** Tables *)

Lemma select_complete (p : N -> bool) n (x : {k : N | p k = true}) : number x < n -> In x (select p (range n)).
Proof.
  intros H. destruct x as [x e]. destruct (in_select p (range n) x e) as [e' K]; [now apply in_range |].
  now rewrite (subset_eq (exist (fun k => p k = true) x e) (exist _ x e') eq_refl).
Qed.

Lemma select_once (p : N -> bool) n : NoDup (select p (range n)).
Proof.
  pose proof (select_distinct p (range n) (nodup_count_from _ _)) as D. induction D as [| x l Hx D IH]; constructor; auto.
  intros H. rewrite Forall_forall in Hx. exact (Hx x H eq_refl).
Qed.

#[export] Instance finite_members (S : system) (a : N) : Finite (members S a).
Proof.
  refine {| members_listed := select (member S a) (range (size S)) |}; [| apply select_once].
  abstract (intros [x e]; apply select_complete; exact (proj1 (proj1 (member_spec S a x) e))).
Defined.

Lemma same_number {p : N -> bool} (x y : {k : N | p k = true}) : (number x =? number y) = true <-> x = y.
Proof. rewrite N.eqb_eq. split; [apply subset_eq | now intros ->]. Qed.

#[export] Instance table_category {C} (ok : check_category C = true) : FiniteCategory (category C ok).
Proof.
  refine {| finite_objects := {| members_listed := all_objects C : list (category C ok) |};
            finite_arrows := fun a b => finite_members (arrows (hom C (number (p := fun a => a <? objects (shape C)) b)))
                                                       (number (p := fun a => a <? objects (shape C)) a);
            same_object := fun a b : object_of C => number a =? number b;
            same_arrow := fun a b (f g : members (arrows (hom C (number (p := fun a => a <? objects (shape C)) b)))
                                                 (number (p := fun a => a <? objects (shape C)) a)) => number f =? number g |}.
  - intros [a Ha]. apply select_complete. simpl. now apply N.ltb_lt.
  - apply select_once.
  - intros a b. apply same_number.
  - intros a b f g. apply same_number.
  - intros a b f g. apply subset_eq.
Defined.

#[export] Instance table_task {C T} (ok : check_category C = true) (task_ok : check_task C T = true) :
  FiniteTask (task C T ok task_ok).
Proof.
  refine {| finite_elements := fun a : category C ok => ( finite_members T (number (p := fun a => a <? objects (shape C)) a) : Finite (task C T ok task_ok a));
            same_element := fun (a : category C ok) (x y : members T (number (p := fun a => a <? objects (shape C)) a)) =>
                              number x =? number y |}.
  - intros a x y. apply same_number.
  - intros a x y. apply subset_eq.
Defined.

(** ** What was found, and what exported files say *)

Lemma holds {P : Prop} : P -> Decides P true false.
Proof. now split. Qed.
Lemma fails {P : Prop} : ~ P -> Decides P false true.
Proof. now split. Qed.

(** The rank of a task, where it is known. *)
Class Ranked {C : Category@{Set Set}} (T : Presheaf@{Set Set Set} C) (n : nat) : Prop := has_rank : HasRank T n.
#[export] Hint Mode Ranked - ! - : typeclass_instances.

#[export] Instance decides_rank {C : Category@{Set Set}} {T : Presheaf@{Set Set Set} C} {n : nat} {Q : nat -> Prop} {y no : nat -> bool}
    {R : Ranked T n} : (forall k, Decides (Q k) (y k) (no k)) ->
  Decides (exists k : nat, HasRank T k /\ Q k) (y n) (no n) | 0.
Proof.
  intros D. split.
  - intros E. exists n. split; [exact R | now apply D].
  - intros E (k & Hk & Qk). rewrite (rank_unique T k n Hk R) in Qk. exact (@is_false _ _ _ (D n) E Qk).
Qed.

(** Elements of a table, and natural transformations between tables, by their numbers. *)
Definition element {C T} (ok : check_category C = true) (task_ok : check_task C T = true) (a : category C ok) (n : N)
    (H : member T (number (p := fun a => a <? objects (shape C)) a) n = true) : task C T ok task_ok a := exist _ n H.

Definition check_transformation (S T : system) (m : array N) : bool :=
  all_below (size S) (fun x => (get 0 m x <? size T) && (place T (get 0 m x) =? place S x) &&
                               same (line T (get 0 m x)) (map (get 0 m) (line S x))).

Lemma check_transformation_spec S T m : check_transformation S T m = true ->
  forall x, x < size S -> get 0 m x < size T /\ place T (get 0 m x) = place S x /\
                          line T (get 0 m x) = map (get 0 m) (line S x).
Proof.
  intros K x Hx. pose proof (all_below_spec _ _ K x Hx) as H. simpl in H. rewrite !andb_true_iff in H.
  destruct H as ((A & B) & D). repeat split; [now apply N.ltb_lt | now apply N.eqb_eq | now apply same_spec].
Qed.

Definition transformation {C S T} (ok : check_category C = true) (S_ok : check_task C S = true)
    (T_ok : check_task C T = true) (m : text) (H : check_transformation S T (array_of (row m)) = true) :
  Map (task C S ok S_ok) (task C T ok T_ok) :=
  let K := check_transformation_spec S T _ H in
  number_map C S T ok (check_task_spec C S (check_category_spec C ok) S_ok)
    (check_task_spec C T (check_category_spec C ok) T_ok) (get 0 (array_of (row m)))
    (fun x Hx => proj1 (K x Hx)) (fun x Hx => proj1 (proj2 (K x Hx))) (fun x Hx => proj2 (proj2 (K x Hx))).
