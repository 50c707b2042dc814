(** A construction and its table: what was found for the table holds of the construction. *)

From Coq Require Import List NArith Arith Bool Lia.
From Catproof Require Export Constructions Familial Tuning.
Import ListNotations.
#[local] Obligation Tactic := idtac.

(** [T] is [K] by another name. *)
Class Tabled {C : Category@{Set Set}} (K T : Presheaf@{Set Set Set} C) : Prop := tabled : Iso K T.
#[export] Hint Mode Tabled - ! - : typeclass_instances.

Lemma nth_index {A : Type} (same : A -> A -> bool) (spec : forall x y, same x y = true <-> x = y) l : forall x, In x l ->
  nth_error l (index (same x) l) = Some x.
Proof.
  induction l as [| z l IH]; intros x Hx; [destruct Hx |]. simpl. destruct (same x z) eqn:E.
  - apply spec in E. now subst.
  - simpl. apply IH. destruct Hx as [<- | Hx]; [| exact Hx]. rewrite (proj2 (spec z z) eq_refl) in E. discriminate.
Qed.

Lemma index_nth {A : Type} (same : A -> A -> bool) (spec : forall x y, same x y = true <-> x = y) l : NoDup l ->
  forall i y, nth_error l i = Some y -> index (same y) l = i.
Proof.
  intros D. induction D as [| z l Nz D IH]; intros i y H; [destruct i; discriminate |]. simpl. destruct i as [| i]; simpl in H.
  - injection H as ->. now rewrite (proj2 (spec y y) eq_refl).
  - destruct (same y z) eqn:E.
    + apply spec in E. subst. destruct (Nz (nth_error_In _ _ H)).
    + f_equal. now apply IH.
Qed.

Section Tabled.
  Context {C : category_table} (ok : check_category C = true).
  Context (K T : Presheaf@{Set Set Set} (category C ok)) {FK : FiniteTask K} {FT : FiniteTask T}.

  (** Elements correspond by their places in the two lists. *)
  Definition across (S R : Presheaf@{Set Set Set} (category C ok)) {FS : FiniteTask S} {FR : FiniteTask R} (a : category C ok)
      (x : S a) : option (R a) :=
    nth_error (members_listed (R a)) (index (same_element a x) (members_listed (S a))).

  Definition natural_along (a b : category C ok) (f : Hom a b) : bool :=
    every (fun x => match across K T a (restrict K f x), across K T b x with
                    | Some y, Some z => same_element a y (restrict T f z)
                    | _, _ => false
                    end) (members_listed (K b)).

  Definition natural_into (b : category C ok) : bool :=
    let H := arrows (hom C (number (p := fun a => a <? objects (shape C))%N b)) in
    every (fun i =>
      match bool_dec (place H i <? objects (shape C))%N true with
      | left Ha =>
        let a : category C ok := exist _ (place H i) Ha in
        match bool_dec (member H (place H i) i) true with
        | left Hi => natural_along a b (exist _ i Hi)
        | right _ => false
        end
      | right _ => false
      end) (range (Table.size H)).

  Definition corresponds : bool :=
    every (fun a => if Nat.eqb (length (members_listed (K a))) (length (members_listed (T a))) then natural_into a else false)
          (members_listed (category C ok)).

  Lemma across_some {S R : Presheaf@{Set Set Set} (category C ok)} {FS : FiniteTask S} {FR : FiniteTask R} a (x : S a) :
    length (members_listed (S a)) = length (members_listed (R a)) -> {y : R a | across S R a x = Some y}.
  Proof.
    intros E. unfold across. destruct (nth_error (members_listed (R a)) (index (same_element a x) (members_listed (S a)))) eqn:H.
    - eauto.
    - exfalso. apply nth_error_None in H. rewrite <- E in H. apply (proj2 (nth_error_None _ _)) in H.
      rewrite (nth_index _ (same_element_spec a) _ x (complete x)) in H. discriminate.
  Qed.

  Lemma across_back {S R : Presheaf@{Set Set Set} (category C ok)} {FS : FiniteTask S} {FR : FiniteTask R} a (x : S a) (y : R a) :
    across S R a x = Some y -> across R S a y = Some x.
  Proof.
    unfold across. intros E. rewrite (index_nth _ (same_element_spec a) _ (once (A := R a)) _ _ E).
    apply nth_index; [apply same_element_spec | apply complete].
  Qed.

  Lemma natural_same (a a' b : category C ok) (f : Hom a b) (f' : Hom a' b) : a' = a ->
    number (p := fun i => member (arrows (hom C (number (p := fun a => a <? objects (shape C))%N b)))
                                 (number (p := fun a => a <? objects (shape C))%N a') i) f' =
    number (p := fun i => member (arrows (hom C (number (p := fun a => a <? objects (shape C))%N b)))
                                 (number (p := fun a => a <? objects (shape C))%N a) i) f ->
    natural_along a' b f' = true -> natural_along a b f = true.
  Proof. intros -> E H. now rewrite (subset_eq _ _ E) in H. Qed.

  Lemma corresponds_spec : corresponds = true -> Iso K T.
  Proof.
    intros H. unfold corresponds in H. rewrite every_spec in H.
    assert (L : forall a : category C ok, length (members_listed (K a)) = length (members_listed (T a))).
    { intros a. specialize (H a (complete a)). simpl in H.
      destruct (Nat.eqb (length (members_listed (K a))) (length (members_listed (T a)))) eqn:E; [| discriminate].
      now apply Nat.eqb_eq. }
    assert (N : forall (a b : category C ok) (f : Hom a b), natural_along a b f = true).
    { intros a b f. specialize (H b (complete b)). simpl in H.
      destruct (Nat.eqb (length (members_listed (K b))) (length (members_listed (T b)))); [| discriminate].
      unfold natural_into in H. rewrite every_spec in H. destruct f as [i Hi]. pose proof Hi as M. apply member_spec in M.
      destruct M as [Hs Hp]. specialize (H i (proj2 (in_range _ _) Hs)). cbv beta zeta in H.
      match type of H with context [bool_dec ?p true] => destruct (bool_dec p true) as [Ha | _]; [| discriminate] end.
      match type of H with context [bool_dec ?p true] => destruct (bool_dec p true) as [Hi' | _]; [| discriminate] end.
      refine (natural_same a _ b _ _ _ _ H); [| reflexivity]. now apply subset_eq. }
    set (forth := fun a x => proj1_sig (across_some (R := T) a x (L a))).
    set (back := fun a y => proj1_sig (across_some (S := T) (R := K) a y (eq_sym (L a)))).
    assert (F : forall a x, across K T a x = Some (forth a x)) by (intros a x; exact (proj2_sig (across_some (R := T) a x (L a)))).
    assert (B : forall a y, across T K a y = Some (back a y))
      by (intros a y; exact (proj2_sig (across_some (S := T) (R := K) a y (eq_sym (L a))))).
    unshelve refine (iso_of_inverse (mkMap (S := K) (T := T) forth _ _) back _ _ _).
    - intros a x y E. now rewrite (equal_elements _ _ _ E).
    - intros a b f x. specialize (N a b f). unfold natural_along in N. rewrite every_spec in N. specialize (N x (complete x)).
      simpl in N. rewrite (F a (restrict K f x)), (F b x) in N. apply same_element_spec in N. now rewrite N.
    - intros a x y E. now rewrite (equal_elements _ _ _ E).
    - intros a x. simpl. pose proof (across_back _ _ _ (F a x)) as E. rewrite (B a (forth a x)) in E. injection E as ->. reflexivity.
    - intros a y. simpl. pose proof (across_back _ _ _ (B a y)) as E. rewrite (F a (back a y)) in E. injection E as ->. reflexivity.
  Qed.
End Tabled.

Section Transport.
  Context {C : Category@{Set Set}} {K T : Presheaf@{Set Set Set} C} {E : Tabled K T}.

  #[export] Instance decides_familial_tabled {y n} : Decides (Familial T) y n -> Decides (Familial K) y n | 3.
  Proof.
    apply decides_as. split; intros (I & P & dec & H); exists I, P; split; auto;
      [exact (iso_trans _ _ _ H (iso_sym _ _ E)) | exact (iso_trans _ _ _ H E)].
  Qed.
  #[export] Instance decides_iso_tabled_left {L : Presheaf@{Set Set Set} C} {y n} :
    Decides (Iso T L) y n -> Decides (Iso K L) y n | 3.
  Proof. apply decides_as. split; apply iso_trans; [exact E | exact (iso_sym _ _ E)]. Qed.
  #[export] Instance decides_iso_tabled_right {L : Presheaf@{Set Set Set} C} {y n} :
    Decides (Iso L T) y n -> Decides (Iso L K) y n | 3.
  Proof. apply decides_as. split; intros H; [exact (iso_trans _ _ _ H (iso_sym _ _ E)) | exact (iso_trans _ _ _ H E)]. Qed.
  #[export] Instance decides_represents_tabled {P : C} {y n} : Decides (Represents P T) y n -> Decides (Represents P K) y n | 1.
  Proof. apply decides_as. split; intros H; [exact (iso_trans _ _ _ H (iso_sym _ _ E)) | exact (iso_trans _ _ _ H E)]. Qed.
  #[export] Instance decides_representable_tabled {y n} : Decides (Representable T) y n -> Decides (Representable K) y n | 1.
  Proof.
    apply decides_as. split; intros (P & H); exists P; [exact (iso_trans _ _ _ H (iso_sym _ _ E)) | exact (iso_trans _ _ _ H E)].
  Qed.
  #[export] Instance decides_solves_by_tabled {D : Category@{Set Set}} {F : Functor C D} {P : C} {y n} :
    Decides (solves_by (via_model F) P T) y n -> Decides (solves_by (via_model F) P K) y n | 3.
  Proof.
    apply decides_as. rewrite !solves_by_via. split; intros H; [exact (iso_trans _ _ _ H (iso_sym _ _ E)) | exact (iso_trans _ _ _ H E)].
  Qed.
  #[export] Instance decides_solves_tabled {D : Category@{Set Set}} {F : Functor C D} {y n} :
    Decides (solves (via_model F) T) y n -> Decides (solves (via_model F) K) y n | 1.
  Proof.
    apply decides_as. split; intros (P & H); exists P; apply solves_by_via; apply solves_by_via in H;
      [exact (iso_trans _ _ _ H (iso_sym _ _ E)) | exact (iso_trans _ _ _ H E)].
  Qed.
  #[export] Instance decides_tuning_tabled {D : Category@{Set Set}} {F : Functor C D} {y n} :
    Decides (solves_by_tuning (via_model F) T) y n -> Decides (solves_by_tuning (via_model F) K) y n | 3.
  Proof.
    apply decides_as. split; intros (Q & H); exists Q; [exact (iso_trans _ _ _ H (iso_sym _ _ E)) | exact (iso_trans _ _ _ H E)].
  Qed.
  #[export] Instance ranked_tabled {n} : Ranked T n -> Ranked K n.
  Proof.
    intros [G M]. split.
    - exact (generated_map T K n (iso_sym _ _ E) G).
    - intros m H. apply M. exact (generated_map K T m E H).
  Qed.
End Transport.

#[export] Instance decides_yoneda_tuning {C : Category@{Set Set}} {T : Presheaf@{Set Set Set} C} :
  Decides (solves_by_tuning (yoneda_model C) T) true false.
Proof. split; [intros _; apply yoneda_tuning | discriminate]. Qed.

(** Full and faithful functors tune everything. *)
#[export] Instance decides_tuning {C D : Category@{Set Set}} {F : Functor C D} {T : Presheaf@{Set Set Set} C} {y n} :
  Decides (FullyFaithful F) y n -> Decides (solves_by_tuning (via_model F) T) y false | 5.
Proof. intros [Y _]. split; [| discriminate]. intros E. apply full_and_faithful_tunes, (Y E). Qed.

(** ** A table for each object: constructions that this library does not make *)

Definition no_elements : system := {| Table.size := 0%N; cells := array_of [] |}.

Lemma no_elements_ok (C : category_table) : check_task C no_elements = true.
Proof. reflexivity. Qed.

Lemma family_ok {C : category_table} {l : list system} : forallb (check_task C) l = true ->
  forall n : N, check_task C (nth (N.to_nat n) l no_elements) = true.
Proof.
  intros H n. rewrite forallb_forall in H. destruct (nth_in_or_default (N.to_nat n) l no_elements) as [K | ->].
  - now apply H.
  - apply no_elements_ok.
Qed.

Definition task_family {C : category_table} (ok : check_category C = true) {l : list system}
    (H : forallb (check_task C) l = true) (n : N) : Presheaf (category C ok) :=
  task C (nth (N.to_nat n) l no_elements) ok (family_ok H n).

#[export] Instance finite_task_family {C : category_table} (ok : check_category C = true) {l : list system}
    (H : forallb (check_task C) l = true) (n : N) : FiniteTask (task_family ok H n) :=
  table_task ok (family_ok H n).
