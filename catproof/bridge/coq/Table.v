(** Finite categories as tables, in the form of catproof's certificates ([catproof/kernel/README.md], section 2).

    A category is given by the sources of the generating arrows into each object and, for each object [P], a _system_:
    the arrows into [P], number 0 the identity, each with its source and what it becomes when it is restricted along
    (precomposed with) each generating arrow into its source. No composition table is needed: to compose, follow a word
    of the second arrow from the first. A task is a system too: its elements, each with its object and restrictions.

    Associativity is checked for generating arrows on the left alone (after Light's test): arrows * generators steps. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Export Presheaf.
From Catproof Require Export Text.
Import ListNotations.
Open Scope N_scope.
#[local] Obligation Tactic := idtac.

(** ** Arrays and ranges *)

Definition array := PositiveMap.t.
Definition lookup {A} (m : array A) (n : N) : option A := PositiveMap.find (N.succ_pos n) m.
Definition store {A} (m : array A) (n : N) (x : A) : array A := PositiveMap.add (N.succ_pos n) x m.
Definition get {A} (default : A) (m : array A) (n : N) : A := match lookup m n with Some x => x | None => default end.

Fixpoint array_from {A} (n : N) (l : list A) (m : array A) : array A :=
  match l with [] => m | x :: l' => array_from (N.succ n) l' (store m n x) end.
Definition array_of {A} (l : list A) : array A := array_from 0 l (PositiveMap.empty A).

Fixpoint count_from (n : N) (k : nat) : list N := match k with O => [] | S k' => n :: count_from (N.succ n) k' end.
Definition range (n : N) : list N := count_from 0 (N.to_nat n).

Lemma in_count_from k : forall n x, In x (count_from n k) <-> n <= x < n + N.of_nat k.
Proof.
  induction k as [| k IH]; intros n x; simpl In; [lia |].
  rewrite IH. lia.
Qed.

Lemma in_range n x : In x (range n) <-> x < n.
Proof. unfold range. rewrite in_count_from, N2Nat.id. lia. Qed.

Definition all_below (n : N) (p : N -> bool) : bool := forallb p (range n).

Lemma all_below_spec n p : all_below n p = true -> forall x, x < n -> p x = true.
Proof. intros H x Hx. unfold all_below in H. rewrite forallb_forall in H. apply H. now apply in_range. Qed.

Lemma all_below_intro n p : (forall x, x < n -> p x = true) -> all_below n p = true.
Proof. intros H. apply forallb_forall. intros x Hx. apply H. now apply in_range. Qed.

Fixpoint same (k l : list N) : bool :=
  match k, l with
  | [], [] => true
  | x :: k', y :: l' => (x =? y) && same k' l'
  | _, _ => false
  end.

Lemma same_spec k : forall l, same k l = true -> k = l.
Proof.
  induction k as [| x k IH]; intros [| y l] H; simpl in H; try discriminate; [reflexivity |].
  apply andb_prop in H. destruct H as [H K]. apply N.eqb_eq in H. f_equal; auto.
Qed.

Lemma same_self l : same l l = true.
Proof. induction l as [| x l IH]; simpl; [reflexivity |]. now rewrite N.eqb_refl. Qed.

(** ** Graphs and systems *)

(** The objects, and for each the sources of the generating arrows into it. A _column_ is a place in such a list; a
    _word_ is a list of columns, the last one to restrict first: [[k1; k2]] at [b] takes column [k2] of [b], then [k1]. *)
Record graph := { objects : N; incoming : array (list N) }.
Definition sources (G : graph) (b : N) : list N := get [] (incoming G) b.

Definition word := list nat.
Fixpoint walk (G : graph) (b : N) (w : word) : option N :=
  match w with
  | [] => Some b
  | k :: w' => match walk G b w' with Some c => nth_error (sources G c) k | None => None end
  end.

Record system := { size : N; cells : array (N * list N) }.
Definition place (S : system) (x : N) : N := fst (get (0, []) (cells S) x).
Definition line (S : system) (x : N) : list N := snd (get (0, []) (cells S) x).
Definition act (S : system) (x : N) (k : nat) : N := nth k (line S x) 0.
Fixpoint follow (S : system) (x : N) (w : word) : N :=
  match w with [] => x | k :: w' => act S (follow S x w') k end.

Definition system_of (l : list (list N)) : system :=
  {| size := N.of_nat (length l); cells := array_of (map (fun r => (hd 0 r, tl r)) l) |}.

Definition graph_of (l : list (list N)) : graph := {| objects := N.of_nat (length l); incoming := array_of l |}.

Definition valid_cell (G : graph) (S : system) (x : N) : bool :=
  (place S x <? objects G) && forallb (fun y => y <? size S) (line S x) &&
  same (map (place S) (line S x)) (sources G (place S x)).
Definition valid (G : graph) (S : system) : bool := all_below (size S) (valid_cell G S).

Section Systems.
  Variables (G : graph) (S : system).
  Hypothesis ok : valid G S = true.

  Lemma valid_place x : x < size S -> place S x < objects G.
  Proof.
    intros Hx. pose proof (all_below_spec _ _ ok x Hx) as H. unfold valid_cell in H.
    apply andb_prop in H. destruct H as [H _]. apply andb_prop in H. destruct H as [H _]. now apply N.ltb_lt.
  Qed.

  Lemma valid_line x : x < size S -> map (place S) (line S x) = sources G (place S x).
  Proof.
    intros Hx. pose proof (all_below_spec _ _ ok x Hx) as H. unfold valid_cell in H.
    apply andb_prop in H. destruct H as [_ H]. now apply same_spec.
  Qed.

  Lemma valid_in x y : x < size S -> In y (line S x) -> y < size S.
  Proof.
    intros Hx Hy. pose proof (all_below_spec _ _ ok x Hx) as H. unfold valid_cell in H.
    apply andb_prop in H. destruct H as [H _]. apply andb_prop in H. destruct H as [_ H].
    rewrite forallb_forall in H. apply N.ltb_lt. now apply H.
  Qed.

  Lemma valid_act x k a : x < size S -> nth_error (sources G (place S x)) k = Some a ->
    (k < length (line S x))%nat /\ act S x k < size S /\ place S (act S x k) = a.
  Proof.
    intros Hx Hk. rewrite <- valid_line in Hk by exact Hx. rewrite nth_error_map in Hk.
    destruct (nth_error (line S x) k) as [y |] eqn:E; simpl in Hk; [| discriminate].
    assert (y = act S x k) as -> by (symmetry; unfold act; now apply nth_error_nth).
    repeat split.
    - apply nth_error_Some. congruence.
    - apply valid_in with x; [exact Hx |]. now apply nth_error_In with k.
    - congruence.
  Qed.

  Lemma valid_follow w : forall x a, x < size S -> walk G (place S x) w = Some a ->
    follow S x w < size S /\ place S (follow S x w) = a.
  Proof.
    induction w as [| k w IH]; intros x a Hx Hw; simpl in *.
    - split; [exact Hx | congruence].
    - destruct (walk G (place S x) w) as [c |] eqn:E; [| discriminate].
      destruct (IH x c Hx E) as [H K]. rewrite <- K in Hw. now destruct (valid_act _ _ _ H Hw).
  Qed.
End Systems.

(** ** Maps out of the arrows into an object *)

(** The arrows into an object with a word for each. *)
Record hom_table := { arrows : system; words : array word }.
Definition word_of (H : hom_table) (i : N) : word := get [] (words H) i.

(** The image of arrow [i] under the map that sends the identity to the element [u]: [u] restricted along [i]. *)
Definition image (H : hom_table) (S : system) (u i : N) : N := follow S u (word_of H i).

(** It commutes with restriction. *)
Definition Respects (H : hom_table) (S : system) (u : N) : Prop :=
  forall i, i < size (arrows H) -> map (image H S u) (line (arrows H) i) = line S (image H S u i).

(** The same as a table, computed row by row; that the table is right is checked afterwards, line by line. *)
Definition image_step (H : hom_table) (S : system) (m : array N) (i : N) : array N :=
  let fix fill m ys zs :=
    match ys, zs with
    | y :: ys', z :: zs' => fill (match lookup m y with Some _ => m | None => store m y z end) ys' zs'
    | _, _ => m
    end in
  fill m (line (arrows H) i) (line S (get 0 m i)).
Definition image_table (H : hom_table) (S : system) (u : N) : array N :=
  fold_left (image_step H S) (range (size (arrows H))) (store (PositiveMap.empty N) 0 u).
Definition commutes (H : hom_table) (S : system) (m : array N) (u : N) : bool :=
  (get 0 m 0 =? u) &&
  all_below (size (arrows H)) (fun i => same (map (get 0 m) (line (arrows H) i)) (line S (get 0 m i))).
Definition respects (H : hom_table) (S : system) (u : N) : bool := commutes H S (image_table H S u) u.

(** [H] is the table of the arrows into [b]. *)
Definition valid_hom (G : graph) (b : N) (H : hom_table) : bool :=
  valid G (arrows H) && (0 <? size (arrows H)) && (place (arrows H) 0 =? b) &&
  match word_of H 0 with [] => true | _ => false end &&
  all_below (size (arrows H)) (fun i =>
    match walk G b (word_of H i) with Some a => a =? place (arrows H) i | None => false end &&
    (follow (arrows H) 0 (word_of H i) =? i)).

Record ValidHom (G : graph) (b : N) (H : hom_table) : Prop := {
  hom_valid : valid G (arrows H) = true;
  hom_inhabited : 0 < size (arrows H);
  hom_unit : place (arrows H) 0 = b;
  hom_unit_word : word_of H 0 = [];
  hom_walk : forall i, i < size (arrows H) -> walk G b (word_of H i) = Some (place (arrows H) i);
  hom_follow : forall i, i < size (arrows H) -> follow (arrows H) 0 (word_of H i) = i }.

Lemma valid_hom_spec G b H : valid_hom G b H = true -> ValidHom G b H.
Proof.
  unfold valid_hom. intros K. repeat (apply andb_prop in K; destruct K as [K ?K]).
  pose proof (all_below_spec _ _ K0) as L. split.
  - exact K.
  - now apply N.ltb_lt.
  - now apply N.eqb_eq.
  - destruct (word_of H 0); [reflexivity | discriminate].
  - intros i Hi. specialize (L i Hi). apply andb_prop in L. destruct L as [L _].
    destruct (walk G b (word_of H i)) as [a |]; [| discriminate]. apply N.eqb_eq in L. congruence.
  - intros i Hi. specialize (L i Hi). apply andb_prop in L. destruct L as [_ L]. now apply N.eqb_eq.
Qed.

Section Maps.
  Variables (G : graph) (b : N) (H : hom_table) (S : system).
  Hypothesis Hok : ValidHom G b H.

  (** A family of values that commutes with restriction commutes with following a word. *)
  Lemma follow_commutes (m : N -> N) :
    (forall i, i < size (arrows H) -> map m (line (arrows H) i) = line S (m i)) ->
    forall w i a, i < size (arrows H) -> walk G (place (arrows H) i) w = Some a ->
      m (follow (arrows H) i w) = follow S (m i) w.
  Proof.
    intros Hm w. induction w as [| k w IH]; intros i a Hi Hw; simpl in *; [reflexivity |].
    destruct (walk G (place (arrows H) i) w) as [c |] eqn:E; [| discriminate].
    destruct (valid_follow G _ (hom_valid _ _ _ Hok) w i c Hi E) as [K L]. rewrite <- L in Hw.
    destruct (valid_act G _ (hom_valid _ _ _ Hok) _ k a K Hw) as [M _].
    rewrite <- (IH i c Hi E). unfold act at 2. rewrite <- (Hm _ K).
    rewrite (nth_indep _ 0 (m 0)) by now rewrite map_length. symmetry. apply map_nth.
  Qed.

  Lemma commutes_image m u : commutes H S m u = true -> forall i, i < size (arrows H) -> get 0 m i = image H S u i.
  Proof.
    intros K i Hi. unfold commutes in K. apply andb_prop in K. destruct K as [K L]. apply N.eqb_eq in K.
    pose proof (all_below_spec _ _ L) as M.
    rewrite <- (hom_follow _ _ _ Hok i Hi) at 1. unfold image. rewrite <- K.
    apply follow_commutes with (a := place (arrows H) i).
    - intros j Hj. apply same_spec. now apply M.
    - exact (hom_inhabited _ _ _ Hok).
    - rewrite (hom_unit _ _ _ Hok). now apply (hom_walk _ _ _ Hok).
  Qed.

  Lemma commutes_respects m u : commutes H S m u = true -> Respects H S u.
  Proof.
    intros K i Hi. rewrite <- (commutes_image m u K i Hi).
    assert (E : map (image H S u) (line (arrows H) i) = map (get 0 m) (line (arrows H) i)).
    { apply map_ext_in. intros y Hy. symmetry. apply (commutes_image m u K).
      now apply (valid_in G _ (hom_valid _ _ _ Hok) i). }
    rewrite E. unfold commutes in K. apply andb_prop in K. destruct K as [_ K].
    apply same_spec. exact (all_below_spec _ _ K i Hi).
  Qed.

  Lemma respects_spec u : respects H S u = true -> Respects H S u.
  Proof. apply commutes_respects. Qed.

  (** Restricting [u] along a composite is restricting twice. *)
  Lemma image_follow u w i a : Respects H S u -> i < size (arrows H) -> walk G (place (arrows H) i) w = Some a ->
    image H S u (follow (arrows H) i w) = follow S (image H S u i) w.
  Proof. intros K. now apply follow_commutes. Qed.

  Lemma image_unit u : image H S u 0 = u.
  Proof. unfold image. now rewrite (hom_unit_word _ _ _ Hok). Qed.
End Maps.

(** If the map named by [u] commutes with restriction and so does composition with [y], then so does the map named by
    [u] restricted along [y]. *)
Lemma respects_image G b c H K S u y :
  ValidHom G b H -> ValidHom G c K -> Respects K S u -> y < size (arrows K) -> place (arrows K) y = b ->
  Respects H (arrows K) y -> Respects H S (image K S u y).
Proof.
  intros HH HK Hu Hy Hb R.
  assert (E : forall i, i < size (arrows H) -> image H S (image K S u y) i = image K S u (image H (arrows K) y i)).
  { intros i Hi. unfold image at 1. unfold image at 3. symmetry.
    apply (image_follow G c K S HK u _ y (place (arrows H) i) Hu Hy). rewrite Hb. now apply (hom_walk _ _ _ HH). }
  intros i Hi. rewrite (E i Hi).
  assert (L : image H (arrows K) y i < size (arrows K)).
  { apply (valid_follow G _ (hom_valid _ _ _ HK) _ y (place (arrows H) i) Hy). rewrite Hb.
    now apply (hom_walk _ _ _ HH). }
  rewrite <- (Hu _ L), <- (R i Hi), map_map. apply map_ext_in. intros j Hj. apply E.
  now apply (valid_in G _ (hom_valid _ _ _ HH) i).
Qed.

(** ** Categories *)

Record category_table := { shape : graph; homs : array hom_table }.
Definition no_hom : hom_table := {| arrows := system_of []; words := PositiveMap.empty word |}.
Definition hom (C : category_table) (b : N) : hom_table := get no_hom (homs C) b.

(** What an exported file writes down. [generators]: one text for each object, the sources of the generating arrows
    into it. [into]: for each object [P] the rows of the arrows into [P]: the source, then the number of the arrow
    restricted along each generating arrow into the source. Each arrow but 0 must occur in the row of an earlier one. *)
Record category_data := { generators : list text; into : list (list text) }.

Definition words_step (S : system) (m : array word) (i : N) : array word :=
  let w := get [] m i in
  let fix fill (k : nat) m ys :=
    match ys with
    | [] => m
    | y :: ys' => fill (Datatypes.S k) (match lookup m y with Some _ => m | None => store m y (k :: w) end) ys'
    end in
  fill O m (line S i).
Definition hom_of (l : list (list N)) : hom_table :=
  let S := system_of l in
  {| arrows := S;
     words := fold_left (words_step S) (range (size S)) (store (PositiveMap.empty word) 0 []) |}.

Definition table_of (d : category_data) : category_table :=
  {| shape := graph_of (map row (generators d)); homs := array_of (map (fun l => hom_of (rows l)) (into d)) |}.

Definition check_category (C : category_table) : bool :=
  let G := shape C in
  all_below (objects G) (fun b =>
    let H := hom C b in
    valid_hom G b H && forallb (fun a => a <? objects G) (sources G b) &&
    let fix left_composition (k : nat) l :=
      match l with
      | [] => true
      | a :: l' => respects (hom C a) (arrows H) (act (arrows H) 0 k) && left_composition (Datatypes.S k) l'
      end in
    left_composition O (sources G b)).

Record ValidCategory (C : category_table) : Prop := {
  category_homs : forall b, b < objects (shape C) -> ValidHom (shape C) b (hom C b);
  category_sources : forall b a, b < objects (shape C) -> In a (sources (shape C) b) -> a < objects (shape C);
  category_left : forall b k a, b < objects (shape C) -> nth_error (sources (shape C) b) k = Some a ->
    Respects (hom C a) (arrows (hom C b)) (act (arrows (hom C b)) 0 k) }.

Lemma check_category_spec C : check_category C = true -> ValidCategory C.
Proof.
  intros K. unfold check_category in K. pose proof (all_below_spec _ _ K) as L.
  assert (V : forall b, b < objects (shape C) -> ValidHom (shape C) b (hom C b)).
  { intros b Hb. specialize (L b Hb). cbv zeta in L. apply andb_prop in L. destruct L as [L _].
    apply andb_prop in L. apply valid_hom_spec, L. }
  assert (W : forall b a, b < objects (shape C) -> In a (sources (shape C) b) -> a < objects (shape C)).
  { intros b a Hb Ha. specialize (L b Hb). cbv zeta in L. apply andb_prop in L. destruct L as [L _].
    apply andb_prop in L. destruct L as [_ L]. rewrite forallb_forall in L. apply N.ltb_lt. now apply L. }
  split; [exact V | exact W |].
  intros b k a Hb Hk. pose proof (L b Hb) as M. cbv zeta in M. apply andb_prop in M. destruct M as [_ M].
  assert (Hd : forall x, In x (sources (shape C) b) -> x < objects (shape C)) by (intros x; now apply W).
  assert (Hn : forall n, nth_error (sources (shape C) b) n = Some a ->
     Respects (hom C a) (arrows (hom C b)) (act (arrows (hom C b)) 0 (0 + n))).
  { clear Hk. revert M Hd. generalize O as s. induction (sources (shape C) b) as [| x l IH]; intros s M Hd n Hn.
    - destruct n; discriminate.
    - apply andb_prop in M. destruct M as [M M']. destruct n as [| n]; simpl in Hn.
      + rewrite Nat.add_0_r. apply (respects_spec (shape C) a); [apply V, Hd; left; congruence |]. congruence.
      + rewrite Nat.add_succ_r. apply (IH (Datatypes.S s)); auto with datatypes. }
  exact (Hn k Hk).
Qed.

Section Category.
  Variable C : category_table.
  Hypothesis ok : ValidCategory C.
  Let G := shape C.

  Lemma arrow_place b i : b < objects G -> i < size (arrows (hom C b)) -> place (arrows (hom C b)) i < objects G.
  Proof. intros Hb. apply valid_place. exact (hom_valid _ _ _ (category_homs C ok b Hb)). Qed.

  Lemma compose_typed b c g f : b < objects G -> c < objects G ->
    g < size (arrows (hom C c)) -> place (arrows (hom C c)) g = b -> f < size (arrows (hom C b)) ->
    image (hom C b) (arrows (hom C c)) g f < size (arrows (hom C c)) /\
    place (arrows (hom C c)) (image (hom C b) (arrows (hom C c)) g f) = place (arrows (hom C b)) f.
  Proof.
    intros Hb Hc Hg Hp Hf. apply (valid_follow G).
    - exact (hom_valid _ _ _ (category_homs C ok c Hc)).
    - exact Hg.
    - rewrite Hp. apply (hom_walk _ _ _ (category_homs C ok b Hb)). exact Hf.
  Qed.

  (** Composition from the left with any arrow commutes with restriction. *)
  Lemma left_respects d w : d < objects G -> forall c, walk G d w = Some c ->
    c < objects G /\ follow (arrows (hom C d)) 0 w < size (arrows (hom C d)) /\
    place (arrows (hom C d)) (follow (arrows (hom C d)) 0 w) = c /\
    Respects (hom C c) (arrows (hom C d)) (follow (arrows (hom C d)) 0 w).
  Proof.
    intros Hd. pose proof (category_homs C ok d Hd) as Vd. induction w as [| k w IH]; intros c Hw; simpl in Hw.
    - injection Hw as <-. simpl. split; [exact Hd |]. split; [exact (hom_inhabited _ _ _ Vd) |].
      split; [exact (hom_unit _ _ _ Vd) |]. intros i Hi.
      assert (E : forall j, j < size (arrows (hom C d)) -> image (hom C d) (arrows (hom C d)) 0 j = j)
        by (intros j Hj; apply (hom_follow _ _ _ Vd j Hj)).
      rewrite (E i Hi). rewrite <- (map_id (line _ i)) at 2. apply map_ext_in. intros j Hj. apply E.
      now apply (valid_in G _ (hom_valid _ _ _ Vd) i).
    - destruct (walk G d w) as [c' |] eqn:E; [| discriminate].
      destruct (IH c' eq_refl) as (Hc' & Hs & Hp & R).
      assert (Hc : c < objects G) by (apply (category_sources C ok c'); [exact Hc' | now apply nth_error_In with k]).
      pose proof (category_homs C ok c' Hc') as Vc'. pose proof (category_homs C ok c Hc) as Vc.
      assert (Hu : nth_error (sources G (place (arrows (hom C c')) 0)) k = Some c)
        by (rewrite (hom_unit _ _ _ Vc'); exact Hw).
      destruct (valid_act G _ (hom_valid _ _ _ Vc') 0 k c (hom_inhabited _ _ _ Vc') Hu) as (Hk & Hy & Hq).
      assert (F : image (hom C c') (arrows (hom C d)) (follow (arrows (hom C d)) 0 w) (act (arrows (hom C c')) 0 k) =
                  act (arrows (hom C d)) (follow (arrows (hom C d)) 0 w) k).
      { pose proof (image_follow G c' _ _ Vc' _ [k] 0 c R (hom_inhabited _ _ _ Vc')) as I. simpl in I.
        rewrite (image_unit G c' _ _ Vc') in I. apply I. exact Hu. }
      split; [exact Hc |]. simpl. rewrite <- F.
      rewrite <- Hp in Hw. destruct (valid_act G _ (hom_valid _ _ _ Vd) _ k c Hs Hw) as (_ & Ht & Hr).
      rewrite <- F in Ht, Hr. split; [exact Ht |]. split; [exact Hr |].
      apply (respects_image G c c'); auto. apply (category_left C ok c' k c Hc'). now rewrite <- Hp.
  Qed.

  Lemma arrow_respects d h : d < objects G -> h < size (arrows (hom C d)) ->
    Respects (hom C (place (arrows (hom C d)) h)) (arrows (hom C d)) h.
  Proof.
    intros Hd Hh. pose proof (category_homs C ok d Hd) as Vd.
    destruct (left_respects d (word_of (hom C d) h) Hd _ (hom_walk _ _ _ Vd h Hh)) as (_ & _ & _ & R).
    rewrite (hom_follow _ _ _ Vd h Hh) in R. exact R.
  Qed.

  (** Composition on numbers: [g] an arrow into [c] from [b], [f] an arrow into [b]. *)
  Definition compose (b c g f : N) : N := image (hom C b) (arrows (hom C c)) g f.

  Lemma compose_unit b c g : b < objects G -> compose b c g 0 = g.
  Proof. intros Hb. exact (image_unit G b _ _ (category_homs C ok b Hb) g). Qed.

  Lemma compose_assoc b c d h g f : b < objects G -> c < objects G -> d < objects G ->
    h < size (arrows (hom C d)) -> place (arrows (hom C d)) h = c ->
    g < size (arrows (hom C c)) -> place (arrows (hom C c)) g = b -> f < size (arrows (hom C b)) ->
    compose c d h (compose b c g f) = compose b d (compose c d h g) f.
  Proof.
    intros Hb Hc Hd Hh Hh' Hg Hg' Hf.
    apply (image_follow G c _ _ (category_homs C ok c Hc) _ _ _ (place (arrows (hom C b)) f)).
    - rewrite <- Hh'. apply arrow_respects; [exact Hd | exact Hh].
    - exact Hg.
    - rewrite Hg'. apply (hom_walk _ _ _ (category_homs C ok b Hb) _ Hf).
  Qed.
End Category.

(** ** The category of a table *)

(** The elements of a system at an object. *)
Definition member (S : system) (a x : N) : bool := (x <? size S) && (place S x =? a).
Definition number {p : N -> bool} (x : {n : N | p n = true}) : N := proj1_sig x.

Lemma member_spec S a x : member S a x = true <-> x < size S /\ place S x = a.
Proof. unfold member. now rewrite andb_true_iff, N.ltb_lt, N.eqb_eq. Qed.

Lemma number_equivalence (p : N -> bool) : Equivalence (fun x y : {n : N | p n = true} => number x = number y).
Proof. split; [intros x | intros x y | intros x y z]; congruence. Qed.

Definition members (S : system) (a : N) : Setoid :=
  mkSetoid {x : N | member S a x = true} (fun x y => number x = number y) (number_equivalence _).

Section Construction.
  Variable C : category_table.
  Hypothesis ok : check_category C = true.
  Let G := shape C.
  Let V : ValidCategory C := check_category_spec C ok.

  Definition object_of : Set := {a : N | (a <? objects G) = true}.

  Lemma object_bound (a : object_of) : number a < objects G.
  Proof. destruct a as [a Ha]. now apply N.ltb_lt. Qed.

  Lemma object_valid (a : object_of) : ValidHom G (number a) (hom C (number a)).
  Proof. exact (category_homs C V _ (object_bound a)). Qed.

  Lemma identity_member (a : object_of) : member (arrows (hom C (number a))) (number a) 0 = true.
  Proof.
    pose proof (category_homs C V _ (object_bound a)) as Va. apply member_spec.
    split; [exact (hom_inhabited _ _ _ Va) | exact (hom_unit _ _ _ Va)].
  Qed.

  Lemma compose_member (a b c : object_of) (g : members (arrows (hom C (number c))) (number b))
      (f : members (arrows (hom C (number b))) (number a)) :
    member (arrows (hom C (number c))) (number a)
           (image (hom C (number b)) (arrows (hom C (number c))) (number g) (number f)) = true.
  Proof.
    destruct g as [g Hg], f as [f Hf]. simpl. apply member_spec in Hg, Hf. destruct Hg as [Hg Hg'], Hf as [Hf <-].
    apply member_spec. apply (compose_typed C V); auto using object_bound.
  Qed.

  Program Definition category : Category :=
    {| Obj := object_of;
       Hom := fun a b => members (arrows (hom C (number b))) (number a);
       id := fun a => exist _ 0 (identity_member a);
       comp := fun a b c g f => exist _ _ (compose_member a b c g f) |}.
  Next Obligation. intros a b c g g' Hg f f' Hf. simpl in *. now rewrite Hg, Hf. Qed.
  Next Obligation.
    intros a b [f Hf]. simpl. apply member_spec in Hf.
    apply (hom_follow _ _ _ (category_homs C V _ (object_bound b))). apply Hf.
  Qed.
  Next Obligation.
    intros a b [f Hf]. simpl. apply (image_unit G _ _ _ (category_homs C V _ (object_bound a))).
  Qed.
  Next Obligation.
    intros a b c d [h Hh] [g Hg] [f Hf]. simpl. apply member_spec in Hh, Hg, Hf.
    symmetry. apply (compose_assoc C V (number b) (number c) (number d)); try apply object_bound; try apply Hh;
      try apply Hg; apply Hf.
  Qed.
End Construction.

(** ** What exported files say *)

(** Object and arrow by number. *)
Definition object {C} (ok : check_category C = true) (n : N) (H : (n <? objects (shape C)) = true) : category C ok :=
  exist _ n H.

Definition arrow {C} (ok : check_category C = true) (a b : category C ok) (n : N)
    (H : member (arrows (hom C (number b))) (number a) n = true) : Hom a b :=
  exist _ n H.

(** For objects and arrows, and for boolean checks: the virtual machine computes once, when the kernel sees the proof. *)
Ltac computed := vm_cast_no_check (eq_refl true).
