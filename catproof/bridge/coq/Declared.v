(** What declarations of the theory language ([Parse.v]) say: which tables are those declared. *)

From Coq Require Import List NArith Arith Bool Lia FMapPositive.
From Catproof Require Import Parse.
From Catproof Require Export Category Presheaf Model Table TaskTable FunctorTable Decide Constructions Kan Presented.
Import ListNotations.
Open Scope N_scope.

(** ** Posets *)

(** The order that pairs, smaller and larger, generate. *)
Inductive Below (pairs : list (N * N)) (a : N) : N -> Prop :=
| below_refl : Below pairs a a
| below_step b c : Below pairs a b -> In (b, c) pairs -> Below pairs a c.

(** Between two objects there is one arrow, or none, as the order says. *)
Definition OrderedBy (C : category_table) (n : N) (pairs : list (N * N)) : Prop :=
  objects (shape C) = n /\
  forall b, b < n ->
    (forall a, (exists i, i < size (arrows (hom C b)) /\ place (arrows (hom C b)) i = a) <-> Below pairs a b) /\
    (forall i j, i < size (arrows (hom C b)) -> j < size (arrows (hom C b)) ->
       place (arrows (hom C b)) i = place (arrows (hom C b)) j -> i = j).

Fixpoint unequal (l : list N) (seen : array unit) : bool :=
  match l with [] => true | x :: l' => match lookup seen x with Some _ => false | None => unequal l' (store seen x tt) end end.
Definition listed_pair (pairs : list (N * N)) (a b : N) : bool := existsb (fun '(c, d) => (a =? c) && (b =? d)) pairs.
Definition generates_order (C : category_table) (n : N) (pairs : list (N * N)) : bool :=
  (objects (shape C) =? n) &&
  forallb (fun '(a, b) => (b <? n) && existsb (fun i => place (arrows (hom C b)) i =? a) (range (size (arrows (hom C b))))) pairs &&
  all_below n (fun b => forallb (fun a => listed_pair pairs a b) (sources (shape C) b) &&
                        unequal (map (place (arrows (hom C b))) (range (size (arrows (hom C b))))) (PositiveMap.empty unit)).

Lemma unequal_spec l : forall seen, unequal l seen = true -> NoDup l /\ forall x, In x l -> lookup seen x = None.
Proof.
  induction l as [| x l IH]; intros seen H; simpl in H; [split; [constructor | easy] |].
  destruct (lookup seen x) as [u |] eqn:E; [discriminate |]. destruct (IH _ H) as [D A]. split.
  - constructor; [| exact D]. intros K. specialize (A x K). rewrite lookup_store, N.eqb_refl in A. discriminate.
  - intros y [<- | Hy]; [exact E |]. specialize (A y Hy). rewrite lookup_store in A. destruct (x =? y); [discriminate | exact A].
Qed.

Lemma listed_pair_spec pairs a b : listed_pair pairs a b = true -> In (a, b) pairs.
Proof.
  intros H. unfold listed_pair in H. apply existsb_exists in H. destruct H as ([c d] & H & K).
  apply andb_prop in K. destruct K as [K L]. apply N.eqb_eq in K, L. now subst.
Qed.

Lemma below_trans pairs a b c : Below pairs a b -> Below pairs b c -> Below pairs a c.
Proof. intros H K. induction K as [| c d _ IH L]; [exact H |]. now apply below_step with c. Qed.

Theorem order_spec C (ok : check_category C = true) n pairs : generates_order C n pairs = true -> OrderedBy C n pairs.
Proof.
  intros H. pose proof (check_category_spec C ok) as V. unfold generates_order in H.
  apply andb_prop in H. destruct H as [H L]. apply andb_prop in H. destruct H as [H K]. apply N.eqb_eq in H. subst n.
  split; [reflexivity |]. rewrite forallb_forall in K.
  assert (M : forall b, b < objects (shape C) -> (forall a, In a (sources (shape C) b) -> In (a, b) pairs) /\
    NoDup (map (place (arrows (hom C b))) (range (size (arrows (hom C b)))))).
  { intros b Hb. pose proof (all_below_spec _ _ L b Hb) as A. cbv beta in A. apply andb_prop in A. destruct A as [A D].
    rewrite forallb_forall in A. split; [intros a Ha; now apply listed_pair_spec, A | now apply unequal_spec in D]. }
  assert (P : forall b c, In (b, c) pairs -> c < objects (shape C) /\
    exists i, i < size (arrows (hom C c)) /\ place (arrows (hom C c)) i = b).
  { intros b c Hp. specialize (K _ Hp). cbv beta iota in K. apply andb_prop in K. destruct K as [Kc K].
    split; [now apply N.ltb_lt |]. apply existsb_exists in K. destruct K as (i & Hi & E).
    exists i. split; [now apply in_range | now apply N.eqb_eq]. }
  assert (W : forall b w a, b < objects (shape C) -> walk (shape C) b w = Some a -> a < objects (shape C) /\ Below pairs a b).
  { intros b w. induction w as [| k w IH]; intros a Hb Hw; simpl in Hw; [injection Hw as <-; split; [exact Hb | constructor] |].
    destruct (walk (shape C) b w) as [c |]; [| discriminate]. destruct (IH c Hb eq_refl) as [Hc B].
    pose proof (nth_error_In _ _ Hw) as I. destruct (M c Hc) as [I' _]. split; [now apply (category_sources C V c) |].
    apply below_trans with c; [| exact B]. apply below_step with a; [constructor | now apply I']. }
  intros b Hb. split.
  - intros a. split.
    + intros (i & Hi & <-). apply (W b (word_of (hom C b) i) _ Hb). exact (hom_walk _ _ _ (category_homs C V b Hb) i Hi).
    + intros B. revert Hb. induction B as [| b c B IH Hp]; intros Hb.
      * pose proof (category_homs C V a Hb) as Va. exists 0. split; [exact (hom_inhabited _ _ _ Va) | exact (hom_unit _ _ _ Va)].
      * destruct (P b c Hp) as (Hc & g & Hg & Hg').
        assert (Hb' : b < objects (shape C)).
        { rewrite <- Hg'. apply (valid_place (shape C) _ (hom_valid _ _ _ (category_homs C V c Hc)) g Hg). }
        destruct (IH Hb') as (f & Hf & Hf').
        destruct (compose_typed C V b c g f Hb' Hc Hg Hg' Hf) as [A A']. eexists. split; [exact A |]. now rewrite A'.
  - intros i j Hi Hj E. destruct (M b Hb) as [_ D].
    assert (R : forall m : N, m < size (arrows (hom C b)) -> nth_error (range (size (arrows (hom C b)))) (N.to_nat m) = Some m).
    { intros m Hm. unfold range. generalize (size (arrows (hom C b))) as k, Hm. clear. intros k Hm.
      assert (A : forall q s r, (r < q)%nat -> nth_error (count_from s q) r = Some (s + N.of_nat r)).
      { induction q as [| q IH]; intros s r Hr; [lia |]. destruct r as [| r]; simpl; [f_equal; lia |].
        rewrite IH by lia. f_equal. lia. }
      rewrite A by lia. f_equal. lia. }
    assert (X : N.to_nat i = N.to_nat j); [| lia].
    apply (proj1 (NoDup_nth_error _) D).
    + apply nth_error_Some. rewrite nth_error_map, (R i Hi). discriminate.
    + rewrite !nth_error_map, (R i Hi), (R j Hj). simpl. now rewrite E.
Qed.

Module Declared.
Import Syntax.

(** ** Categories *)

(** Objects and elements have names or numbers. *)
Inductive label : Set := Called (n : N) | Numbered (n : N).
Definition label_of (t : term) : option label :=
  match t with Name n => Some (Called n) | Numeral n => Some (Numbered n) | _ => None end.
Definition same_label (x y : label) : bool :=
  match x, y with Called n, Called m | Numbered n, Numbered m => n =? m | _, _ => false end.
Fixpoint find_label (n : N) (x : label) (l : list label) : option N :=
  match l with [] => None | y :: l' => if same_label x y then Some n else find_label (N.succ n) x l' end.
Definition place_in (l : list label) (t : term) : option N := let* x := label_of t in find_label 0 x l.
Fixpoint assoc {A} (n : N) (l : list (N * A)) : option A :=
  match l with [] => None | (m, x) :: l' => if n =? m then Some x else assoc n l' end.
Fixpoint all_some {A B} (f : A -> option B) (l : list A) : option (list B) :=
  match l with [] => Some [] | x :: l' => let* y := f x in option_map (cons y) (all_some f l') end.
Fixpoint distinct {A} (same : A -> A -> bool) (l : list A) : bool :=
  match l with [] => true | x :: l' => negb (existsb (same x) l') && distinct same l' end.

(** A generating arrow: its source, its target, its column there. *)
Definition generator : Set := N * N * N.

(** Words in generating arrows between objects, and what [(a -> b)] is, an equation's side among them. *)
Section Paths.
  Variables (objs : list label) (gens : list (N * generator)) (the : N -> N -> option word).

  (** Where the ends are known, [id] may be said of them. *)
  Fixpoint path (ends : option (N * N)) (t : term) : option (N * N * word) :=
    match t with
    | Name n =>
      match assoc n gens with
      | Some (a, b, k) => Some (a, b, [N.to_nat k])
      | None =>
        if n =? spelled "id" then
          match ends, objs with
          | _, [_] => Some (0, 0, [])
          | Some (a, b), _ => if a =? b then Some (a, a, []) else None
          | None, _ => None
          end
        else None
      end
    | Call f [t] => if f =? spelled "id" then let* a := place_in objs t in Some (a, a, []) else None
    | Compose g f =>
      let* (b, c, u) := path None g in
      let* (a, b', v) := path None f in
      if b =? b' then Some (a, c, v ++ u) else None
    | Power f n =>
      let* (a, b, w) := path None f in
      if a =? b then Some (a, a, concat (repeat w (N.to_nat n))) else None
    | TheArrow t u =>
      let* a := place_in objs t in let* b := place_in objs u in let* w := the a b in Some (a, b, w)
    | _ => None
    end.

  Definition equation_at (s t : term) : option equation :=
    let sides :=
      match path None s, path None t with
      | Some x, Some y => Some (x, y)
      | Some (a, b, u), None => let* y := path (Some (a, b)) t in Some ((a, b, u), y)
      | None, Some (a, b, v) => let* x := path (Some (a, b)) s in Some (x, (a, b, v))
      | None, None => None
      end in
    let* ((a, b, u), (a', b', v)) := sides in
    if (a =? a') && (b =? b') then Some (b, (u, v)) else None.
End Paths.

(** Generating arrows with their columns: how many come before them into the same object. *)
Fixpoint columns (seen : list N) (l : list (N * N * N)) : list (N * generator) :=
  match l with
  | [] => []
  | (f, a, b) :: l' => (f, (a, b, N.of_nat (length (filter (N.eqb b) seen)))) :: columns (b :: seen) l'
  end.

(** Of [category], [monoid] or [group]: the objects, the generating arrows, their sources by target, the equations. *)
Definition presentation_block (kind : N) (es : list entry)
    : option (list label * list (N * generator) * list (list N) * list equation) :=
  let of_category := kind =? spelled "category" in
  let* objs :=
    if of_category then all_some label_of (flat_map (fun e => match e with Objects l => l | _ => [] end) es)
    else Some [Called (spelled "*")] in
  let* arrs := all_some (fun e =>
    match e with
    | Arrows fs s t =>
      let* a := place_in objs s in let* b := place_in objs t in Some (map (fun f => (f, a, b)) fs)
    | _ => Some []
    end) es in
  let gens := columns [] (concat arrs) in
  let* E := all_some (fun e =>
    match e with Equation s t => let* x := equation_at objs gens (fun _ _ => None) s t in Some [x] | _ => Some [] end) es in
  let G := map (fun b => map (fun '(_, (a, _, _)) => a) (filter (fun '(_, (_, c, _)) => c =? b) gens))
               (range (N.of_nat (length objs))) in
  if distinct same_label objs && distinct N.eqb (map fst gens) &&
     forallb (fun e => match e with Objects _ => of_category | Arrows _ _ _ | Equation _ _ => true | _ => false end) es
  then Some (objs, gens, G, concat E) else None.

(** Of [poset]: the objects in the order in which they are met, and the pairs. *)
Definition key (x : label) : N := match x with Called n => 2 * n | Numbered n => 2 * n + 1 end.
Fixpoint met_after (seen : array unit) (l : list label) : list label :=
  match l with
  | [] => []
  | x :: l' => match lookup seen (key x) with Some _ => met_after seen l' | None => x :: met_after (store seen (key x) tt) l' end
  end.
Definition met (l : list label) : list label := met_after (PositiveMap.empty unit) l.
Definition numbers (objs : list label) : array N :=
  fst (fold_left (fun '(m, n) x => (store m (key x) n, N.succ n)) objs (PositiveMap.empty N, 0)).
Definition some_label (t : term) : list label := match label_of t with Some x => [x] | None => [] end.
Fixpoint steps (l : list label) : list (label * label) :=
  match l with a :: ((b :: _) as l') => (a, b) :: steps l' | _ => [] end.
Definition pairs_in (objs : list label) (l : list (label * label)) : option (list (N * N)) :=
  let m := numbers objs in
  all_some (fun '(x, y) => let* a := lookup m (key x) in let* b := lookup m (key y) in Some (a, b)) l.
Definition poset (es : list entry) : option (list label * list (N * N)) :=
  let* rows := all_some (fun e => match e with Objects l | Chain l => all_some label_of l | _ => None end) es in
  let objs := met (concat rows) in
  let* pairs := pairs_in objs (flat_map (fun e => match e with Chain l => steps (flat_map some_label l) | _ => [] end) es) in
  Some (objs, pairs).

(** Of pretexts, from the specific to the general. Inputs are below their labels. *)
Definition supervised (es : list entry) : option (list label * list (N * N)) :=
  let* pairs := all_some (fun e => match e with Labelled x y => Some (Called x, Called y) | _ => None end) es in
  let objs := met (map fst pairs ++ map snd pairs) in
  let* related := pairs_in objs pairs in
  if distinct same_label (map fst pairs) && forallb (fun x => negb (existsb (same_label x) (map snd pairs))) (map fst pairs)
  then Some (objs, related) else None.
(** Pairs are below each other. *)
Definition contrastive (es : list entry) : option (list label * list (N * N)) :=
  let pairs := flat_map (fun e => match e with Pair x y => [(Called x, Called y)] | _ => [] end) es in
  let samples := flat_map (fun e => match e with Sample l => map Called l | _ => [] end) es in
  let objs := met (flat_map (fun '(x, y) => [x; y]) pairs ++ samples) in
  let* related := pairs_in objs (pairs ++ map (fun '(x, y) => (y, x)) pairs) in
  if forallb (fun e => match e with Pair _ _ | Sample _ => true | _ => false end) es then Some (objs, related) else None.

(** A text as its tokens, which spaces part. *)
Fixpoint codes_in (fuel : nat) (n : N) (l : list N) : list N :=
  match fuel with O => l | S f => if n <=? 1 then l else codes_in f (n / 256) (n mod 256 :: l) end.
Definition tokens_of (n : N) : list (list N) :=
  filter (fun t => negb (Nat.eqb (length t) 0))
    (fold_right (fun c l => match l with
                            | t :: l' => if c =? 32 then [] :: l else (c :: t) :: l'
                            | [] => []
                            end) [[]] (codes_in (N.size_nat n) n [])).
Fixpoint spaced (l : list (list N)) : list N :=
  match l with [] => [] | [t] => t | t :: l' => t ++ 32 :: spaced l' end.
Definition sequence (l : list (list N)) : label := Called (name_of (spaced l)).
Definition texts (es : list entry) : option (list (list (list N))) :=
  all_some (fun e => match e with Text n => Some (tokens_of n) | _ => None end) es.

(** A prefix is above what continues it. *)
Fixpoint prefixes (before : list (list N)) (l : list (list N)) : list (list (list N)) :=
  before :: match l with [] => [] | t :: l' => prefixes (before ++ [t]) l' end.
Fixpoint taken (l : list label) : list (label * label) :=
  match l with x :: ((y :: _) as l') => (y, x) :: taken l' | _ => [] end.
Definition next_token (es : list entry) : option (list label * list (N * N)) :=
  let* ts := texts es in
  let rows := map (fun t => map sequence (prefixes [] t)) ts in
  let objs := met (concat rows) in
  let* related := pairs_in objs (flat_map taken rows) in Some (objs, related).

(** A text is below the same with one token masked. *)
Fixpoint maskings (before l : list (list N)) : list (list (list N)) :=
  match l with
  | [] => []
  | t :: l' => (if same t [95] then [] else [before ++ [95] :: l']) ++ maskings (before ++ [t]) l'
  end.
Definition same_tokens (s t : list (list N)) : bool := same_label (sequence s) (sequence t).
Fixpoint added (l m : list (list (list N))) : list (list (list N)) :=
  match m with [] => l | t :: m' => added (if existsb (same_tokens t) l then l else l ++ [t]) m' end.
Fixpoint all_maskings (fuel k : nat) (l : list (list (list N))) : list (list (list N)) :=
  match fuel, nth_error l k with
  | S f, Some t => all_maskings f (S k) (added l (maskings [] t))
  | _, _ => l
  end.
Definition masked (es : list entry) : option (list label * list (N * N)) :=
  let* ts := texts es in
  let all := all_maskings (fold_right (fun t n => Nat.pow 2 (length t) + n)%nat O ts) O (added [] ts) in
  let objs := map sequence all in
  let* related := pairs_in objs (flat_map (fun t => map (fun u => (sequence t, sequence u)) (maskings [] t)) all) in
  Some (objs, related).

(** The turns of images: an image with k-fold symmetry looks different in order / k turns. *)
Fixpoint digits (fuel : nat) (n : N) (l : list N) : list N :=
  match fuel with O => l | S f => if n <? 10 then 48 + n :: l else digits f (n / 10) (48 + n mod 10 :: l) end.
Definition decimal (n : N) : list N := digits (S (N.size_nat n)) n [].
(** How many decimals a fraction with this denominator has, if they end. *)
Fixpoint decimals (fuel : nat) (k parts : N) : option N :=
  match fuel with O => None | S f => if 10 ^ k mod parts =? 0 then Some k else decimals f (N.succ k) parts end.
(** [90], [22.5], [360/7]. *)
Definition degrees (turn order : N) : list N :=
  let shared := N.gcd (360 * turn) order in
  let angle := 360 * turn / shared in let parts := order / shared in
  match decimals (S (N.size_nat parts)) 0 parts with
  | None => decimal angle ++ 47 :: decimal parts
  | Some 0 => decimal (angle / parts)
  | Some k =>
    let l := decimal (angle * 10 ^ k / parts) in
    let l := repeat 48 (S (N.to_nat k) - length l) ++ l in
    let whole := (length l - N.to_nat k)%nat in firstn whole l ++ 46 :: skipn whole l
  end.
Definition codes_of (n : N) : list N := codes_in (N.size_nat n) n [].
Definition turn_of (image order turn : N) : list N := codes_of image ++ 64 :: degrees turn order.
(** The order, and the images with their symmetries. *)
Definition rotations (es : list entry) : option (N * list (N * N)) :=
  let images := flat_map (fun e => match e with Images l k => map (fun n => (n, k)) l | _ => [] end) es in
  match flat_map (fun e => match e with Order n => [n] | _ => [] end) es with
  | [n] =>
    if (0 <? n) && forallb (fun '(_, k) => (0 <? k) && (n mod k =? 0)) images && distinct N.eqb (map fst images) && negb (Nat.eqb (length images) 0) &&
       forallb (fun e => match e with Order _ | Images _ _ => true | _ => false end) es
    then Some (n, images) else None
  | _ => None
  end.
Definition symmetric (es : list entry) : bool := existsb (fun e => match e with Images _ k => 1 <? k | _ => false end) es.
(** From each turn to the next, around; [first]: how many turns there are of the images before. *)
Fixpoint turned (n first : N) (images : list (N * N)) : list (list N * N * N) :=
  match images with
  | [] => []
  | (image, k) :: l =>
    let m := n / k in
    map (fun i => (turn_of image n i, first + i, first + (i + 1) mod m)) (range m) ++ turned n (first + m) l
  end.
Definition rotation (es : list entry) : option (list label * list (N * N)) :=
  let* (n, images) := rotations es in
  let turns := turned n 0 images in
  if symmetric es then None
  else Some (map (fun '(t, _, _) => Called (name_of t)) turns, filter (fun '(a, b) => negb (a =? b)) (map (fun '(_, a, b) => (a, b)) turns)).
(** Going round is the identity at each turn. *)
Definition rotation_presented (es : list entry)
    : option (list label * list (N * generator) * list (list N) * list equation) :=
  let* (n, images) := rotations es in
  let turns := turned n 0 images in
  let gens := columns [] (map (fun '(t, a, b) => (name_of (codes_of (spelled "turn ") ++ t), a, b)) turns) in
  let places := range (N.of_nat (length turns)) in
  if symmetric es
  then Some (map (fun '(t, _, _) => Called (name_of t)) turns, gens,
             map (fun b => map (fun '(_, (a, _, _)) => a) (filter (fun '(_, (_, c, _)) => c =? b) gens)) places,
             map (fun b => (b, (repeat O (N.to_nat n), []))) places)
  else None.

Definition presentation (kind : N) (es : list entry) : option (list label * list (N * generator) * list (list N) * list equation) :=
  if kind =? spelled "rotation" then rotation_presented es else presentation_block kind es.

(** The kinds of categories that are orders: objects, and pairs that generate it. *)
Definition order_words : list N := Eval compute in spelled "poset" :: pretext_words.
Definition is_order (kind : N) (es : list entry) : bool :=
  if kind =? spelled "rotation" then negb (symmetric es) else among kind order_words.
Definition order (kind : N) (es : list entry) : option (list label * list (N * N)) :=
  if kind =? spelled "poset" then poset es
  else if kind =? spelled "supervised" then supervised es
  else if kind =? spelled "contrastive" then contrastive es
  else if kind =? spelled "next_token" then next_token es
  else if kind =? spelled "masked" then masked es
  else if kind =? spelled "rotation" then rotation es
  else None.

(** [discrete({x, y})], [chain(3)] and [terminal()], as the blocks of posets that they could be. *)
Definition expression (t : term) : option (list Syntax.entry) :=
  match t with
  | Call f [SetOf l] => if f =? spelled "discrete" then Some [Objects l] else None
  | Call f [Numeral n] => if f =? spelled "chain" then Some [Chain (map Numeral (range n))] else None
  | Call f [] => if f =? spelled "terminal" then Some [Objects [Name (spelled "*")]] else None
  | _ => None
  end.

(** What the items say of categories: blocks and definitions first, then the expressions, each once. *)
Fixpoint each_once (seen : list term) (l : list term) : list term :=
  match l with
  | [] => []
  | t :: l' => if existsb (same_term t) seen then each_once seen l' else t :: each_once (t :: seen) l'
  end.
Definition categories_of (l : list item) : list (term * N * list Syntax.entry) :=
  let as_poset := spelled "poset" in
  flat_map (fun x => match x with
    | CategoryItem kind n es => [(Name n, kind, es)]
    | Definition_ kind n t =>
      if among kind category_words then match expression t with Some es => [(Name n, as_poset, es)] | None => [] end else []
    | _ => []
    end) l ++
  flat_map (fun t => match expression t with Some es => [(t, as_poset, es)] | None => [] end)
    (each_once [] (flat_map (fun x => match x with
      | TaskItem _ on _ => parts on
      | FunctorItem _ from to _ => parts from ++ parts to
      | Definition_ kind _ t => if among kind category_words then [] else parts t
      | Statement _ _ p => terms_of p
      | CategoryItem _ _ _ | Define _ _ _ => []
      end) l)).

(** A category with its names: those of its objects by number, and of its generating arrows. *)
Record named := Named {
  title : term; entry : category_table; passes : check_category entry = true; labels : list label; gens : list (N * generator) }.

Definition declares (kind : N) (es : list Syntax.entry) (K : named) : Prop :=
  if is_order kind es then
    match order kind es with
    | Some (objs, pairs) => labels K = objs /\ gens K = [] /\ OrderedBy (entry K) (N.of_nat (length objs)) pairs
    | None => False
    end
  else
    match presentation kind es with
    | Some (objs, gs, G, E) =>
      labels K = objs /\ gens K = gs /\ shape (entry K) = graph_of G /\
      if kind =? spelled "group" then GroupPresentedBy (entry K) (passes K) E else PresentedBy (entry K) (passes K) E
    | None => False
    end.

(** ** Arrows, tasks, functors *)

Definition between (C : category_table) (a b : N) : list N :=
  filter (fun i => place (arrows (hom C b)) i =? a) (range (size (arrows (hom C b)))).
Definition the_arrow (C : category_table) (a b : N) : option word :=
  match between C a b with [i] => Some (word_of (hom C b) i) | _ => None end.
Definition object_of (K : named) (t : term) : option N := place_in (labels K) t.
Definition word_in (K : named) : option (N * N) -> term -> option (N * N * word) :=
  path (labels K) (gens K) (the_arrow (entry K)).
Definition value_of (C : category_table) (b : N) (w : word) : N := follow (arrows (hom C b)) 0 w.

(** The elements at each object; a restriction [f { x |-> y ; ... }] as the arrow, its word, and the pairs. *)
Definition elements_of (K : named) (es : list Syntax.entry) : option (list (N * list label)) :=
  option_map (@concat _) (all_some (fun e =>
    match e with
    | Elements a l => let* b := object_of K a in let* xs := all_some label_of l in Some [(b, xs)]
    | Restriction _ _ => Some []
    | _ => None
    end) es).
Definition restrictions_of (K : named) (es : list Syntax.entry) : option (list (N * N * word * list (label * label))) :=
  option_map (@concat _) (all_some (fun e =>
    match e with
    | Restriction f l =>
      let* (a, b, w) := word_in K None f in
      let* xs := all_some (fun '(s, t) => let* x := label_of s in let* y := label_of t in Some (x, y)) l in
      Some [(a, b, w, xs)]
    | _ => Some []
    end) es).

(** The table has these elements, in the order of their objects; they restrict as is said; and what is not said of a
    generating arrow is forced, as there is one element only that it can restrict to. *)
Definition task_declared (K : named) (es : list Syntax.entry) (S : system) : bool :=
  let C := entry K in
  match elements_of K es, restrictions_of K es with
  | Some xs, Some rs =>
    let at_ a := match assoc a xs with Some l => l | None => [] end in
    let points := range (objects (shape C)) in
    let starts := array_of (rev (fst (fold_left (fun '(l, n) a => (n :: l, n + N.of_nat (length (at_ a)))) points ([], 0)))) in
    let element a x := option_map (N.add (get 0 starts a)) (find_label 0 x (at_ a)) in
    distinct N.eqb (map fst xs) && forallb (fun '(_, l) => distinct same_label l) xs &&
    same (map (place S) (range (size S))) (flat_map (fun a => map (fun _ => a) (at_ a)) points) &&
    forallb (fun '(a, b, w, pairs) =>
      forallb (fun '(x, y) =>
        match element b x, element a y with Some i, Some j => follow S i w =? j | _, _ => false end) pairs) rs &&
    forallb (fun b =>
      let fix settled (k : N) (l : list N) :=
        match l with
        | [] => true
        | a :: l' =>
          (match at_ a with [_] => true | _ =>
             forallb (fun x => existsb (fun '(_, c, w, pairs) =>
               (c =? b) && (value_of C b w =? act (arrows (hom C b)) 0 (N.to_nat k)) && existsb (fun '(y, _) => same_label x y) pairs) rs)
               (at_ b)
           end) && settled (N.succ k) l'
        end in
      settled 0 (sources (shape C) b)) points
  | _, _ => false
  end.

(** The values are those that are said; what is not said is forced, as there is one object, or one arrow, only. *)
Definition functor_declared (K L : named) (es : list Syntax.entry) (F : functor_table) : bool :=
  let C := entry K in let D := entry L in
  let pairs := flat_map (fun e => match e with MapsTo s t => [(s, t)] | _ => [] end) es in
  let on_objects := flat_map (fun '(s, t) => match object_of K s with Some a => [(a, t)] | None => [] end) pairs in
  let others := flat_map (fun '(s, t) => match object_of K s with Some _ => [] | None => [(s, t)] end) pairs in
  match all_some (fun '(s, t) => let* x := word_in K None s in Some (x, t)) others with
  | Some on_arrows =>
    distinct N.eqb (map fst on_objects) && negb (existsb (fun g => existsb (same_label (Called (fst g))) (labels K)) (gens K)) &&
    forallb (fun '(a, t) => match object_of L t with Some b => value_at F a =? b | None => false end) on_objects &&
    forallb (fun '((a, b, w), t) =>
      match word_in L (Some (value_at F a, value_at F b)) t with
      | Some (c, d, v) => (c =? value_at F a) && (d =? value_at F b) && (value_on F b (value_of C b w) =? value_of D d v)
      | None => false
      end) on_arrows &&
    forallb (fun b =>
      (existsb (N.eqb b) (map fst on_objects) || (objects (shape D) =? 1)) &&
      let fix settled (k : N) (l : list N) :=
        match l with
        | [] => true
        | a :: l' =>
          (existsb (fun '((_, c, w), _) => (c =? b) && (value_of C b w =? act (arrows (hom C b)) 0 (N.to_nat k))) on_arrows ||
           match between D (value_at F a) (value_at F b) with [_] => true | _ => false end) && settled (N.succ k) l'
        end in
      settled 0 (sources (shape C) b)) (range (objects (shape C)))
  | None => false
  end.
End Declared.
