(** What the text of a theory file says: its last item is a statement, about tables that are what the others declare. *)

From Coq Require Import List NArith Arith Bool ZArith.
From Catproof Require Import Parse.
From Catproof Require Export Declared Kan Limits.
Import ListNotations.
Open Scope N_scope.

Module Said.
Import Syntax Declared.

(** ** Structures by name *)

Section Sentences.
  Variable cats : list named.

  Definition nothing : named := Named (Numeral 0) (table_of {| generators := []; into := [] |}) eq_refl [] [].
  Definition at_ (i : nat) : named := nth i cats nothing.
  Definition cat (i : nat) : Category := category (entry (at_ i)) (passes (at_ i)).
  Instance finite_cat (i : nat) : FiniteCategory (cat i) := table_category (passes (at_ i)).

  Fixpoint index (t : term) (l : list named) : option nat :=
    match l with [] => None | K :: l' => if same_term (title K) t then Some O else option_map S (index t l') end.
  Definition category_at (t : term) : option nat := index t cats.

  (** A task, a functor, or a model: the ideal one, or that of a functor. *)
  Record finite_task (i : nat) : Type := Task { the_task : Presheaf@{Set Set Set} (cat i); is_finite : FiniteTask the_task }.
  Inductive thing : Type :=
  | ATask (i : nat) (T : finite_task i)
  | AFunctor (i j : nat) (F : Functor (cat i) (cat j))
  | AYoneda (i : nat)
  | AVia (i j : nat) (F : Functor (cat i) (cat j)).
  Arguments Task {i} the_task {is_finite}.
  Arguments the_task {i}.
  Existing Instance is_finite.

  (** Variables stand for objects; the last that was bound comes first. *)
  Definition context : Set := list (N * nat).
  Fixpoint values (G : context) : Type := match G with [] => unit | (_, i) :: G' => (cat i * values G')%type end.
  Definition bound (G : context) (n : N) : bool := existsb (fun x => n =? fst x) G.

  (** What is about one category, as about another: where they are the same. *)
  Definition moved {A : nat -> Type} {i : nat} (j : nat) (x : A i) : option (A j) :=
    match Nat.eq_dec i j with left e => Some (eq_rect i A x j e) | right _ => None end.

  Fixpoint variable_at (G : context) (i : nat) (n : N) : option (values G -> cat i) :=
    match G with
    | [] => None
    | (m, j) :: G' =>
      if n =? m then moved (A := fun i => (cat j * values G' -> cat i)%type) i (fun v => fst v)
      else option_map (fun f v => f (snd v)) (variable_at G' i n)
    end.

  Definition object_number (i : nat) (n : N) : option (cat i) :=
    match bool_dec (n <? objects (shape (entry (at_ i)))) true with left e => Some (exist _ n e) | right _ => None end.

  Variable things : list (N * thing).

  Section Terms.
    Variable G : context.

    Definition object_at (i : nat) (t : term) : option (values G -> cat i) :=
      let constant := let* n := object_of (at_ i) t in let* a := object_number i n in Some (fun _ => a) in
      match t with Name n => if bound G n then variable_at G i n else constant | _ => constant end.

    Definition named_thing (t : term) : option thing :=
      match t with Name n => if bound G n then None else assoc n things | _ => None end.
    Definition functor_at (t : term) : option {i & {j & Functor (cat i) (cat j)}} :=
      match named_thing t with Some (AFunctor i j F) => Some (existT _ i (existT _ j F)) | _ => None end.

    Fixpoint task_at (t : term) : option {i & values G -> finite_task i} :=
      match t with
      | Name _ => match named_thing t with Some (ATask i T) => Some (existT _ i (fun _ => T)) | _ => None end
      | Call f [s] =>
        let* i := category_at s in
        if f =? spelled "terminal" then Some (existT _ i (fun _ => Task (task_terminal (cat i))))
        else if f =? spelled "empty" then Some (existT _ i (fun _ => Task (task_empty (cat i))))
        else None
      | Call f [s; t] =>
        if f =? spelled "yoneda" then
          let* i := category_at s in let* a := object_at i t in Some (existT _ i (fun v => Task (yoneda (a v))))
        else if f =? spelled "restrict" then
          let* existT _ i (existT _ j F) := functor_at s in
          let* existT _ k T := task_at t in
          let* T := moved (A := fun j => values G -> finite_task j) j T in
          Some (existT _ i (fun v => Task (pullback F (the_task (T v)))))
        else if f =? spelled "lan" then
          let* existT _ i (existT _ j F) := functor_at s in
          let* existT _ k T := task_at t in
          let* T := moved (A := fun j => values G -> finite_task j) i T in
          Some (existT _ j (fun v => Task (lan_task F (the_task (T v)))))
        else
          let* existT _ i Q := task_at s in
          let* existT _ k T := task_at t in
          let* T := moved (A := fun j => values G -> finite_task j) i T in
          if f =? spelled "sum" then Some (existT _ i (fun v => Task (task_sum (the_task (Q v)) (the_task (T v)))))
          else if f =? spelled "product" then Some (existT _ i (fun v => Task (task_product (the_task (Q v)) (the_task (T v)))))
          else None
      | _ => None
      end.
    (** A task on this category. *)
    Definition task_on (i : nat) (t : term) : option (values G -> finite_task i) :=
      let* existT _ k T := task_at t in moved (A := fun j => values G -> finite_task j) i T.

    Definition model_at (t : term) : option thing :=
      match t with
      | Call f [s] =>
        if f =? spelled "yoneda" then option_map AYoneda (category_at s)
        else if f =? spelled "via" then let* existT _ i (existT _ j F) := functor_at s in Some (AVia i j F)
        else None
      | _ => match named_thing t with Some (AYoneda _ as m) | Some (AVia _ _ _ as m) => Some m | _ => None end
      end.

    (** A closed arrow: no variable is called like an object or a generating arrow. *)
    Definition arrow_at (i : nat) (ends : option (N * N)) (t : term) : option {a : cat i & {b : cat i & Hom a b}} :=
      let K := at_ i in
      let called x := match x with Called n => bound G n | Numbered _ => false end in
      let* (a, b, w) :=
        if existsb (fun x => bound G (fst x)) (gens K) || existsb called (labels K) then None else word_in K ends t in
      let* x := object_number i a in
      let* y := object_number i b in
      match bool_dec (member (arrows (hom (entry K) (number y))) (number x) (value_of (entry K) b w)) true with
      | left e => Some (existT _ x (existT _ y (exist _ _ e)))
      | right _ => None
      end.

    (** A number, by what is said of it: a rank is the number that the task has as its rank. *)
    Definition number_at (t : term) : option (values G -> (Z -> Prop) -> Prop) :=
      match t with
      | Numeral n => Some (fun _ says => says (Z.of_N n))
      | Call f [t] =>
        if f =? spelled "rank" then
          let* existT _ i T := task_at t in
          Some (fun v says => exists k : nat, HasRank (the_task (T v)) k /\ says (Z.of_nat k))
        else if f =? spelled "size" then
          let* existT _ i T := task_at t in Some (fun v says => says (count (Element (the_task (T v)))))
        else if f =? spelled "count" then
          match t with
          | Call d [s] =>
            if d =? spelled "objects" then let* i := category_at s in Some (fun _ says => says (count (cat i)))
            else if d =? spelled "arrows" then
              let* i := category_at s in
              if objects (shape (entry (at_ i))) =? 1 then
                let* a := object_number i 0 in Some (fun _ says => says (count (Hom a a)))
              else Some (fun _ says => says (count (Arrow (cat i))))
            else if d =? spelled "elements" then
              let* existT _ i T := task_at s in Some (fun v says => says (count (Element (the_task (T v)))))
            else None
          | Call d [s; t] =>
            if d =? spelled "elements" then
              let* existT _ i T := task_at s in
              let* a := object_at i t in Some (fun v says => says (count (the_task (T v) (a v))))
            else if d =? spelled "transformations" then
              let* existT _ i Q := task_at s in
              let* T := task_on i t in Some (fun v says => says (count (Transformations (the_task (Q v)) (the_task (T v)))))
            else None
          | Call d [s; t; u] =>
            if d =? spelled "arrows" then
              let* i := category_at s in
              let* a := object_at i t in
              let* b := object_at i u in Some (fun v says => says (count (Hom (a v) (b v))))
            else None
          | _ => None
          end
        else None
      | _ => None
      end.

    Definition comparison (s : N) : option (Z -> Z -> Prop) :=
      if s =? spelled "=" then Some (fun j k => j = k)
      else if s =? spelled "!=" then Some (fun j k => j <> k)
      else if s =? spelled "<" then Some (fun j k => j < k)%Z
      else if s =? spelled "<=" then Some (fun j k => j <= k)%Z
      else if s =? spelled ">" then Some (fun j k => j > k)%Z
      else if s =? spelled ">=" then Some (fun j k => j >= k)%Z
      else None.

    Definition compared (sign : N) (s t : term) (home : option term) : option (values G -> Prop) :=
      match home with
      | None =>
        if sign =? spelled "~=" then
          let* existT _ i Q := task_at s in
          let* T := task_on i t in Some (fun v => Iso (the_task (Q v)) (the_task (T v)))
        else
          let* x := number_at s in
          let* y := number_at t in
          let* related := comparison sign in Some (fun v => x v (fun j => y v (fun k => related j k)))
      | Some c =>
        let* i := category_at c in
        if sign =? spelled "~=" then
          let* a := object_at i s in let* b := object_at i t in Some (fun v => Isomorphic (a v) (b v))
        else if sign =? spelled "=" then
          match object_at i s, object_at i t with
          | Some a, Some b => Some (fun v => a v = b v)
          | _, _ =>
            let* existT _ a (existT _ b f) := arrow_at i None s in
            let* existT _ c (existT _ d g) := arrow_at i (Some (number a, number b)) t in
            if (number a =? number c) && (number b =? number d) then Some (fun _ => number f = number g) else None
          end
        else None
      end.

    Definition words (l : list text) (m : list N) : bool := same (map spelled l) m.
    Definition is_at (t : term) (w : list N) (by_ home : option term) : option (values G -> Prop) :=
      match by_, home with
      | Some p, None =>
        if words ["representable"]%text w then
          let* existT _ i T := task_at t in
          let* a := object_at i p in Some (fun v => Represents (a v) (the_task (T v)))
        else None
      | None, None =>
        if words ["representable"]%text w then let* existT _ i T := task_at t in Some (fun v => Representable (the_task (T v)))
        else if words ["familial"]%text w then let* existT _ i T := task_at t in Some (fun v => Familial (the_task (T v)))
        else if words ["ideal"]%text w then
          match model_at t with
          | Some (AYoneda i) => Some (fun _ => Ideal (yoneda_model (cat i)))
          | Some (AVia i j F) => Some (fun _ => Ideal (via_model F))
          | _ => None
          end
        else
          let* existT _ i (existT _ j F) := functor_at t in
          if words ["full"]%text w then Some (fun _ => Full F)
          else if words ["faithful"]%text w then Some (fun _ => Faithful F)
          else if words ["fully"; "faithful"]%text w then Some (fun _ => FullyFaithful F)
          else if words ["embedding"]%text w then Some (fun _ => Embedding F)
          else if words ["essentially"; "surjective"]%text w then Some (fun _ => EssentiallySurjective F)
          else None
      | _, _ => None
      end.
  End Terms.

  (** No variable is called like something that is declared. *)
  Definition free (x : N) : bool :=
    negb (existsb (fun K => same_term (title K) (Name x)) cats || existsb (fun y => fst y =? x) things).

  Fixpoint prop_at (G : context) (p : prop) : option (values G -> Prop) :=
    let both q r (op : Prop -> Prop -> Prop) :=
      let* q := prop_at G q in let* r := prop_at G r in Some (fun v => op (q v) (r v)) in
    match p with
    | Is t w by_ home => is_at G t w by_ home
    | Prompts m t P =>
      let* m := model_at G m in
      match m, P with
      | AYoneda i, Some P =>
        let* T := task_on G i t in
        let* a := object_at G i P in Some (fun v => solves_by (yoneda_model (cat i)) (a v) (the_task (T v)))
      | AYoneda i, None => let* T := task_on G i t in Some (fun v => solves (yoneda_model (cat i)) (the_task (T v)))
      | AVia i j F, Some P =>
        let* T := task_on G i t in
        let* a := object_at G i P in Some (fun v => solves_by (via_model F) (a v) (the_task (T v)))
      | AVia i j F, None => let* T := task_on G i t in Some (fun v => solves (via_model F) (the_task (T v)))
      | _, _ => None
      end
    | Tunes m t =>
      let* m := model_at G m in
      match m with
      | AYoneda i => let* T := task_on G i t in Some (fun v => solves_by_tuning (yoneda_model (cat i)) (the_task (T v)))
      | AVia i j F => let* T := task_on G i t in Some (fun v => solves_by_tuning (via_model F) (the_task (T v)))
      | _ => None
      end
    | Generalizes t => let* existT _ i (existT _ j F) := functor_at G t in Some (fun _ => Model.Generalizes F)
    | Compare sign s t home => compared G sign s t home
    | Not p => let* q := prop_at G p in Some (fun v => ~ q v)
    | And q r => both q r and
    | Or q r => both q r or
    | Implies q r => both q r (fun A B => A -> B)
    | Iff q r => both q r iff
    | Forall x (Call d [c]) p =>
      if (d =? spelled "objects") && free x then
        let* i := category_at c in
        let* q := prop_at ((x, i) :: G) p in Some (fun v => forall a : cat i, q (a, v))
      else None
    | Exists x (Call d [c]) p =>
      if (d =? spelled "objects") && free x then
        let* i := category_at c in
        let* q := prop_at ((x, i) :: G) p in Some (fun v => exists a : cat i, q (a, v))
      else None
    | Forall _ _ _ | Exists _ _ _ => None
    end.

  Definition defined (kind : N) (t : term) : option thing :=
    if (kind =? spelled "task") || (kind =? spelled "presheaf") then
      let* existT _ i T := task_at [] t in Some (ATask i (T tt))
    else if kind =? spelled "model" then model_at [] t
    else None.

  Definition stated (kind : N) (p : prop) : Prop :=
    match prop_at [] p with Some q => if kind =? spelled "claim" then q tt else ~ q tt | None => False end.
End Sentences.

(** ** Items, one after the other: categories first, as all else is about them *)

Fixpoint with_things (cats : list named) (things : list (N * thing cats)) (l : list item) : Prop :=
  match l with
  | [Statement kind _ p] => stated cats things kind p
  | TaskItem n on es :: l' =>
    match category_at cats on with
    | Some i =>
      exists (S : system) (ok : check_task (entry (at_ cats i)) S = true), task_declared (at_ cats i) es S = true /\
        with_things cats ((n, ATask cats i (Task cats i (task _ S (passes (at_ cats i)) ok) (table_task (passes (at_ cats i)) ok))) :: things) l'
    | None => False
    end
  | FunctorItem n from to es :: l' =>
    match category_at cats from, category_at cats to with
    | Some i, Some j =>
      exists (F : functor_table) (ok : check_functor (entry (at_ cats i)) (entry (at_ cats j)) F = true),
        functor_declared (at_ cats i) (at_ cats j) es F = true /\
        with_things cats ((n, AFunctor cats i j (functor _ _ F (passes (at_ cats i)) (passes (at_ cats j)) ok)) :: things) l'
    | _, _ => False
    end
  | Definition_ kind n t :: l' =>
    if among kind category_words then with_things cats things l' else
    match defined cats things kind t with Some x => with_things cats ((n, x) :: things) l' | None => False end
  | _ => False
  end.

Definition others (l : list item) : list item := filter (fun x => match x with CategoryItem _ _ _ => false | _ => true end) l.

Fixpoint with_categories (cats : list named) (l : list (term * N * list Syntax.entry)) (says : list named -> Prop) : Prop :=
  match l with
  | [] => says cats
  | (t, kind, es) :: l' =>
    exists K : named, title K = t /\ declares kind es K /\ with_categories (cats ++ [K]) l' says
  end.

(** No name is declared twice, and none is a word that has a meaning here. *)
Definition own (l : list item) : list N :=
  flat_map (fun x => match x with
    | CategoryItem _ n _ | TaskItem n _ _ | FunctorItem n _ _ _ | Definition_ _ n _ => [n]
    | Statement _ _ _ => []
    end) l.
Definition well_named (l : list item) : bool :=
  distinct N.eqb (own l) &&
  negb (existsb (fun n => among n (map spelled ["id"; "yoneda"; "via"; "terminal"; "empty"; "sum"; "product"; "restrict"; "lan"; "rank";
                                               "discrete"; "chain"; "size"; "count"; "objects"; "arrows"; "elements"; "transformations"]%text)) (own l)).

(** There are tables that are what the text declares, and of them the statement at its end holds: what is claimed, or the
    negation of what is refuted. Such tables are unique up to
    an isomorphism that keeps all names. *)
Definition sentence_of (t : text) : Prop :=
  match read t with
  | Some l => well_named l = true /\ with_categories [] (categories_of l) (fun cats => with_things cats [] (others l))
  | None => False
  end.

(** ** For files that prove it: what the items are, and what the categories are called, is computed. *)

Definition items_of (t : text) : list item := match read t with Some l => l | None => [] end.
Definition heads_of (l : list item) : list (term * N) := map fst (categories_of l).
Definition entries_of (k : nat) (l : list item) : list Syntax.entry := snd (nth k (categories_of l) (Numeral 0, 0, [])).
Fixpoint listed (k : nat) (heads : list (term * N)) (l : list item) : list (term * N * list Syntax.entry) :=
  match heads with [] => [] | (t, kind) :: h => (t, kind, entries_of k l) :: listed (S k) h l end.
Definition names_of (k : nat) (l : list (term * N * list Syntax.entry)) : term * list label * list (N * generator) :=
  match nth_error l k with
  | Some (t, kind, es) =>
    if among kind order_words then match order kind es with Some (objs, _) => (t, objs, []) | None => (t, [], []) end
    else match presentation kind es with Some (objs, gs, _, _) => (t, objs, gs) | None => (t, [], []) end
  | None => (Numeral 0, [], [])
  end.
Definition pairs_of (k : nat) (l : list (term * N * list Syntax.entry)) : list (N * N) :=
  match nth_error l k with
  | Some (_, kind, es) => match order kind es with Some (_, pairs) => pairs | None => [] end
  | None => []
  end.
Definition named_as (names : term * list label * list (N * generator)) (C : category_table) (ok : check_category C = true) : named :=
  let '(t, objs, gs) := names in Named t C ok objs gs.

Lemma sentence t l cs os : read t = Some l -> well_named l = true -> categories_of l = cs -> others l = os ->
  with_categories [] cs (fun cats => with_things cats [] os) -> sentence_of t.
Proof. intros R W E O H. unfold sentence_of. rewrite R, E, O. now split. Qed.

Lemma declares_order kind es K pairs : among kind order_words = true ->
  order kind es = Some (labels K, pairs) -> gens K = [] -> generates_order (entry K) (N.of_nat (length (labels K))) pairs = true -> declares kind es K.
Proof. intros P O G H. unfold declares. rewrite P, O. split; [reflexivity |]. split; [exact G |]. exact (order_spec _ (passes K) _ _ H). Qed.

Lemma declares_presented kind es K G E : among kind order_words = false -> (kind =? spelled "group") = false ->
  presentation kind es = Some (labels K, gens K, G, E) -> shape (entry K) = graph_of G -> PresentedBy (entry K) (passes K) E ->
  declares kind es K.
Proof. intros P Q O S H. unfold declares. rewrite P, Q, O. auto. Qed.

Lemma declares_group kind es K G E : among kind order_words = false -> (kind =? spelled "group") = true ->
  presentation kind es = Some (labels K, gens K, G, E) -> shape (entry K) = graph_of G -> GroupPresentedBy (entry K) (passes K) E ->
  declares kind es K.
Proof. intros P Q O S H. unfold declares. rewrite P, Q, O. auto. Qed.
End Said.

(** Step by step through the items. *)
Ltac said_same := match goal with |- _ = ?x => vm_cast_no_check (eq_refl x) end.
Ltac reads_as l cs os := refine (Said.sentence _ l cs os _ _ _ _ _); [said_same | said_same | said_same | said_same |].
Ltac category_is K proof := refine (ex_intro _ K (conj _ (conj _ _))); [reflexivity | proof |].
Ltac table_is S ok := refine (ex_intro _ S (ex_intro _ ok (conj _ _))); [computed |].
