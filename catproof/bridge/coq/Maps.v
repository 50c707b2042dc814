(** Tasks of maps: right Kan extensions and powers of finite tasks; projections, pairs, evaluation, currying. *)

From Coq Require Import List NArith Arith Bool Lia Eqdep_dec.
From Catproof Require Export Kan.
Import ListNotations.
#[local] Obligation Tactic := idtac.

Section Codes.
  Context {C : Category@{Set Set}} {FC : FiniteCategory C} {S T : Presheaf@{Set Set Set} C} {GS : FiniteTask S} {GT : FiniteTask T}.

  Lemma code_exists (m : Map S T) : exists c, In c (members_listed (Transformations S T)) /\ same_map (the_map S T c) m = true.
  Proof. destruct (coded m) as (c & H). exists c. split; [apply complete | exact H]. Qed.
  Definition code_of_map (m : Map S T) : Transformations S T := proj1_sig (picked _ _ (code_exists m)).
  Lemma code_of_map_spec m : map_eqv (the_map S T (code_of_map m)) m.
  Proof. apply same_map_spec. exact (proj2_sig (picked _ _ (code_exists m))). Qed.
  Lemma code_only (c d : Transformations S T) : map_eqv (the_map S T c) (the_map S T d) -> c = d.
  Proof.
    intros H. destruct (every_transformation S T (the_map S T d)) as (e & _ & only).
    rewrite <- (only c H), <- (only d); [reflexivity | reflexivity].
  Qed.
  Lemma code_same m n : map_eqv m n -> code_of_map m = code_of_map n.
  Proof. intros H. apply code_only. rewrite !code_of_map_spec. exact H. Qed.
End Codes.

(** ** The maps from the values of a model: at [a] those from [h a] to [Q] *)

Section MapsFrom.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D}.
  Context (h : Model@{Set Set Set Set Set Set} C D) {Fh : FiniteModel h} (Q : Presheaf@{Set Set Set} D) {FQ : FiniteTask Q}.

  Definition maps_at (a : C) : Set :=
    Family (finite_all_elements (T := value h a)) same_anywhere (fun u : Element (value h a) => finite_elements (T := Q) (projT1 u)) (restricts (value h a) Q).

  Definition map_from (a : C) (c : maps_at a) : Map (value h a) Q := the_map (value h a) Q c.
  Definition value_along {a b : C} (f : Hom a b) : Map (value h a) (value h b) := fmap h f.

  Program Definition maps_from : Presheaf@{Set Set Set} C :=
    {| values := fun a => discrete_setoid (maps_at a);
       restrict := fun a b f c => code_of_map (compose_map (map_from b c) (value_along f)) : maps_at a |}.
  Next Obligation.
    intros a b f f' Hf c c' Hc. simpl in *. subst c'. apply code_same. intros x y. simpl. apply (apply_proper _ _ (map_from b c)).
    exact (fmap_proper _ _ h a b f f' Hf x y).
  Qed.
  Next Obligation.
    intros a c. simpl. apply code_only. rewrite code_of_map_spec. intros x y. simpl. apply (apply_proper _ _ (map_from a c)).
    exact (fmap_id _ _ h a x y).
  Qed.
  Next Obligation.
    intros a b c g f m. simpl. apply code_same. intros x y. simpl. symmetry.
    transitivity (map_from c m x (value_along g x (value_along f x y))); [exact (code_of_map_spec (compose_map (map_from c m) (value_along g)) x (value_along f x y)) |].
    apply (apply_proper _ _ (map_from c m)). symmetry. exact (fmap_comp _ _ h a b c g f x y).
  Qed.

  #[export] Instance finite_maps_from : FiniteTask maps_from.
  Proof.
    refine {| finite_elements := fun a => (finite_transformations (value h a) Q : Finite (maps_from a));
              same_element := fun a (c d : maps_at a) => same_map (map_from a c) (map_from a d) |}.
    - intros a c d. rewrite same_map_spec. split; [apply code_only | intros ->; reflexivity].
    - intros a c d H. exact H.
  Defined.

  (** They are those of the definition: [Nat(h -, Q)]. *)
  Program Definition maps_from_forth : Map maps_from (tuned_answer h Q) := {| apply := fun a (c : maps_at a) => map_from a c |}.
  Next Obligation. intros a c d H. simpl in H. subst. intros x y. reflexivity. Qed.
  Next Obligation. intros a b f c x y. exact (code_of_map_spec (compose_map (map_from b c) (value_along f)) x y). Qed.

  Program Definition maps_from_back : Map (tuned_answer h Q) maps_from := {| apply := fun a m => code_of_map (m : Map (value h a) Q) : maps_at a |}.
  Next Obligation. intros a m n H. apply code_same. exact H. Qed.
  Next Obligation.
    intros a b f m. apply code_same. intros x y. simpl. symmetry. exact (code_of_map_spec (m : Map (value h b) Q) x (value_along f x y)).
  Qed.

  Theorem maps_from_iso : Iso maps_from (tuned_answer h Q).
  Proof.
    exists maps_from_forth, maps_from_back. split.
    - intros a c. apply code_only. exact (code_of_map_spec (map_from a c)).
    - intros a m x y. exact (code_of_map_spec (m : Map (value h a) Q) x y).
  Qed.
End MapsFrom.

(** ** Right Kan extensions *)

Program Definition nerve {C D : Category@{Set Set}} (F : Functor C D) : Model@{Set Set Set Set Set Set} D C :=
  {| fobj := fun d => pullback F (yoneda d); fmap := fun d e k => pullback_map F (fmap (yoneda_functor D) k) |}.
Next Obligation. intros C D F d e k k' H a x. simpl. apply (comp_proper D (F a) d e k k' H). reflexivity. Qed.
Next Obligation. intros C D F d a x. simpl. apply comp_id_left. Qed.
Next Obligation. intros C D F d e c g f a x. simpl. apply comp_assoc. Qed.

#[export] Instance finite_nerve {C D : Category@{Set Set}} {FD : FiniteCategory D} (F : Functor C D) : FiniteModel (nerve F) :=
  fun d => (finite_pullback F (yoneda d) : FiniteTask (fobj (nerve F) d : Presheaf C)).

Section Ran.
  Context {C D : Category@{Set Set}} {FC : FiniteCategory C} {FD : FiniteCategory D} (F : Functor C D).

  Definition ran_task (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : Presheaf@{Set Set Set} D := maps_from (nerve F) T.
  #[export] Instance finite_ran (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : FiniteTask (ran_task T) := finite_maps_from (nerve F) T.

  Program Definition ran_map {S T : Presheaf@{Set Set Set} C} {FS : FiniteTask S} {FT : FiniteTask T} (m : Map S T) : Map (ran_task S) (ran_task T) :=
    {| apply := fun d (c : maps_at (nerve F) S d) => code_of_map (compose_map m (map_from (nerve F) S d c)) : ran_task T d |}.
  Next Obligation.
    intros S T FS FT m d e k c. apply code_same. intros x y.
    transitivity (m x (map_from (nerve F) S e c x (value_along (nerve F) k x y))).
    - apply (apply_proper _ _ m x). exact (code_of_map_spec (compose_map (map_from (nerve F) S e c) (value_along (nerve F) k)) x y).
    - symmetry. exact (code_of_map_spec (compose_map m (map_from (nerve F) S e c)) x (value_along (nerve F) k x y)).
  Qed.

  Program Definition ran_unit (R : Presheaf@{Set Set Set} D) {FR : FiniteTask R} : Map R (ran_task (pullback F R)) :=
    {| apply := fun d r => code_of_map (pullback_map F (named r) : Map (value (nerve F) d) (pullback F R)) : ran_task (pullback F R) d |}.
  Next Obligation. intros R FR d r s H. apply code_same. intros x y. apply (restrict_proper D R (F x) d (y : Hom (F x) d) (y : Hom (F x) d)); [reflexivity | exact H]. Qed.
  Next Obligation.
    intros R FR d e k r. apply code_same. intros x y. transitivity (restrict R (k ∘ (y : Hom (F x) d)) r).
    - symmetry. exact (restrict_comp _ _ (F x) d e k (y : Hom (F x) d) r).
    - symmetry. exact (code_of_map_spec (pullback_map F (named r) : Map (value (nerve F) e) (pullback F R)) x (value_along (nerve F) k x y)).
  Qed.

  Program Definition ran_counit (T : Presheaf@{Set Set Set} C) {FT : FiniteTask T} : Map (pullback F (ran_task T)) T :=
    {| apply := fun a (c : maps_at (nerve F) T (F a)) => map_from (nerve F) T (F a) c a (id (F a)) |}.
  Next Obligation. intros T FT a c d H. change (c = d) in H. subst d. reflexivity. Qed.
  Next Obligation.
    intros T FT a b f c. transitivity (map_from (nerve F) T (F b) c a (value_along (nerve F) (fmap F f) a (id (F a)))).
    - exact (code_of_map_spec (compose_map (map_from (nerve F) T (F b) c) (value_along (nerve F) (fmap F f))) a (id (F a))).
    - transitivity (map_from (nerve F) T (F b) c a (restrict (value (nerve F) (F b)) f (id (F b)))).
      + apply (apply_proper _ _ (map_from (nerve F) T (F b) c)). transitivity (fmap F f); [apply comp_id_right | symmetry; apply comp_id_left].
      + exact (apply_natural _ _ (map_from (nerve F) T (F b) c) a b f (id (F b))).
  Qed.
End Ran.

(** ** Products *)

Section Products.
  Context {C : Category@{Set Set}} {R S T : Presheaf@{Set Set Set} C}.

  Program Definition first_map : Map (task_product S T) S := {| apply := fun a x => fst x |}.
  Next Obligation. intros a x y [H _]. exact H. Qed.
  Next Obligation. intros a b f x. simpl. reflexivity. Qed.
  Program Definition second_map : Map (task_product S T) T := {| apply := fun a x => snd x |}.
  Next Obligation. intros a x y [_ H]. exact H. Qed.
  Next Obligation. intros a b f x. simpl. reflexivity. Qed.
  Program Definition pair_map (m : Map R S) (n : Map R T) : Map R (task_product S T) := {| apply := fun a x => (m a x, n a x) |}.
  Next Obligation. intros m n a x y H. split; simpl; now rewrite H. Qed.
  Next Obligation. intros m n a b f x. split; simpl; apply apply_natural. Qed.
End Products.

(** ** Injections, copairs, and the maps of representable tasks *)

Section Sums.
  Context {C : Category@{Set Set}} {R S T : Presheaf@{Set Set Set} C}.

  Program Definition left_map : Map S (task_sum S T) := {| apply := fun a x => inl x |}.
  Next Obligation. intros a x y H. exact H. Qed.
  Next Obligation. intros a b f x. simpl. reflexivity. Qed.
  Program Definition right_map : Map T (task_sum S T) := {| apply := fun a x => inr x |}.
  Next Obligation. intros a x y H. exact H. Qed.
  Next Obligation. intros a b f x. simpl. reflexivity. Qed.
  Program Definition copair_map (m : Map S R) (n : Map T R) : Map (task_sum S T) R :=
    {| apply := fun a x => match x with inl x => m a x | inr x => n a x end |}.
  Next Obligation. intros m n a [x | x] [y | y] H; try easy; now apply apply_proper. Qed.
  Next Obligation. intros m n a b f [x | x]; apply apply_natural. Qed.
End Sums.

Definition yoneda_map {C : Category@{Set Set}} {a b : C} (f : Hom a b) : Map (yoneda a) (yoneda b) := fmap (yoneda_functor C) f.

(** ** Powers: at [a] the maps from [y a] times [S] to [T] *)

Section Times.
  Context {C : Category@{Set Set}} (S : Presheaf@{Set Set Set} C).

  Program Definition times : Model@{Set Set Set Set Set Set} C C :=
    {| fobj := fun a => task_product (yoneda a) S;
       fmap := fun a b f => pair_map (compose_map (fmap (yoneda_functor C) f) first_map) second_map |}.
  Next Obligation. intros a b f g H x y. split; simpl; [apply (comp_proper C x a b f g H); reflexivity | reflexivity]. Qed.
  Next Obligation. intros a x y. split; simpl; [apply comp_id_left | reflexivity]. Qed.
  Next Obligation. intros a b c g f x y. split; simpl; [apply comp_assoc | reflexivity]. Qed.

  #[export] Instance finite_times {FC : FiniteCategory C} {FS : FiniteTask S} : FiniteModel times :=
    fun a => (finite_product : FiniteTask (fobj times a : Presheaf C)).
End Times.

Section Power.
  Context {C : Category@{Set Set}} {FC : FiniteCategory C} {S T : Presheaf@{Set Set Set} C} {FS : FiniteTask S} {FT : FiniteTask T}.

  Definition power_task : Presheaf@{Set Set Set} C := maps_from (times S) T.
  #[export] Instance finite_power : FiniteTask power_task := finite_maps_from (times S) T.

  Program Definition evaluation_map : Map (task_product power_task S) T :=
    {| apply := fun a x => map_from (times S) T a (fst x) a (id a, snd x) |}.
  Next Obligation.
    intros a [c x] [d y] [H K]. simpl in *. subst d. apply (apply_proper _ _ (map_from (times S) T a c)). split; simpl; [reflexivity | exact K].
  Qed.
  Next Obligation.
    intros a b f [c x]. transitivity (map_from (times S) T b c a (value_along (times S) f a (id a, restrict S f x))).
    - exact (code_of_map_spec (compose_map (map_from (times S) T b c) (value_along (times S) f)) a (id a, restrict S f x)).
    - transitivity (map_from (times S) T b c a (restrict (value (times S) b) f (id b, x))).
      + apply (apply_proper _ _ (map_from (times S) T b c)). split; [| reflexivity].
        transitivity f; [apply comp_id_right | symmetry; apply comp_id_left].
      + exact (apply_natural _ _ (map_from (times S) T b c) a b f (id b, x)).
  Qed.

  Program Definition curry_map {R : Presheaf@{Set Set Set} C} (n : Map (task_product R S) T) : Map R power_task :=
    {| apply := fun a r => code_of_map (compose_map n (pair_map (compose_map (named r) first_map) second_map) : Map (value (times S) a) T) : power_task a |}.
  Next Obligation.
    intros R n a r s H. apply code_same. intros x [f y]. simpl. apply (apply_proper _ _ n). split; [apply (restrict_proper C R x a (f : Hom x a) (f : Hom x a)); [reflexivity | exact H] | reflexivity].
  Qed.
  Next Obligation.
    intros R n a b f r. apply code_same. intros x [k y]. transitivity (n x (restrict R (f ∘ k) r, y)).
    - apply (apply_proper _ _ n). split; [symmetry; exact (restrict_comp _ _ x a b f (k : Hom x a) r) | reflexivity].
    - symmetry. exact (code_of_map_spec (compose_map n (pair_map (compose_map (named r) first_map) second_map) : Map (value (times S) b) T) x (value_along (times S) f x (k, y))).
  Qed.
End Power.
Arguments power_task {C FC} S T {FS FT}.
Arguments evaluation_map {C FC} S T {FS FT}.
Arguments first_map {C} S T.
Arguments second_map {C} S T.
Arguments left_map {C} S T.
Arguments right_map {C} S T.

#[export] Typeclasses Opaque maps_from ran_task power_task nerve times.
