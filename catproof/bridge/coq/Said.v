(** What the text of a theory file says: its last item is a statement, about tables that are what the others declare.

    What a statement says is computed: one proposition, or none. *)

From Coq Require Import List NArith Arith Bool ZArith.
From Catproof Require Import Parse AllFinite.
From Catproof Require Export SaidNames Kan Limits.
Import ListNotations.
Open Scope N_scope.

Module Said.
Import Syntax Declared Names.

(** A word, as the number that it is for the reader; several. *)
#[local] Notation word t := ltac:(let n := eval vm_compute in (spelled t%text) in exact n) (only parsing).
#[local] Notation property l := ltac:(let n := eval vm_compute in (map spelled l) in exact n) (only parsing).

(** ** What names stand for *)

(** Categories are known by what they are called, or by the expression that they are; definitions say something of
    their parameters. What is bound, by a quantifier or a definition, comes before what is declared. [entering]: what the
    parameters of a definition are to be. [made]: tasks whose elements a variable ranges over, by the expression. *)
Record env : Type := Env {
  homes : list home; world : list (value homes); cats : list (term * place homes);
  declared : list (N * thing world); defined : list (N * (list parameter * prop));
  local : list (N * thing world); entering : list (N * thing world); made : list (term * thing world) }.
Definition each {K A B : Type} (f : A -> B) (l : list (K * A)) : list (K * B) := map (fun x => (fst x, f (snd x))) l.
Definition with_value (E : env) (v : value (homes E)) : env :=
  let f := thing_later v in
  Env (homes E) (v :: world E) (cats E) (each f (declared E)) (defined E) (each f (local E)) (each f (entering E)) (each f (made E)).
Definition with_home (E : env) (h : home) : env :=
  let f := thing_wider h in
  Env (h :: homes E) (map (lifted h) (world E)) (each Some (cats E)) (each f (declared E)) (defined E) (each f (local E)) (each f (entering E))
    (each f (made E)).
Definition bind (E : env) (x : N) (v : thing (world E)) : env :=
  Env (homes E) (world E) (cats E) (declared E) (defined E) ((x, v) :: local E) (entering E) (made E).
Definition declare (E : env) (x : N) (v : thing (world E)) : env :=
  Env (homes E) (world E) (cats E) ((x, v) :: declared E) (defined E) [] [] [].
Definition make (E : env) (t : term) (v : thing (world E)) : env :=
  Env (homes E) (world E) (cats E) (declared E) (defined E) (local E) (entering E) ((t, v) :: made E).
Definition enter (E : env) (l : list (N * thing (world E))) : env :=
  Env (homes E) (world E) (cats E) (declared E) (defined E) (local E) l (made E).
Definition opened (E : env) : env := Env (homes E) (world E) (cats E) (declared E) (defined E) (entering E) [] [].
Definition bound (E : env) (x : N) : bool := existsb (fun y => x =? fst y) (local E).
Definition known (E : env) (x : N) : option (thing (world E)) :=
  match assoc x (local E) with Some v => Some v | None => assoc x (declared E) end.
Fixpoint called {A : Type} (t : term) (l : list (term * A)) : option A :=
  match l with [] => None | (s, h) :: l' => if same_term s t then Some h else called t l' end.
(** No variable of a quantifier is called like something that is declared, or that is bound. *)
Definition free (E : env) (x : N) : bool :=
  negb (existsb (fun y => same_term (fst y) (Name x)) (cats E) || existsb (fun y => fst y =? x) (declared E) || bound E x).
(** Nothing in it is bound. *)
Definition closed (E : env) (t : term) : bool :=
  forallb (fun u => match u with Name n | Call n _ => negb (bound E n) | _ => true end) (parts t).

(** What is at one place, at another, if it is the same. *)
Definition moved {hs} (P : place hs -> Type) {p : place hs} (x : P p) (q : place hs) : option (P q) :=
  match same_place p q with Some e => Some (match e in _ = q return P q with eq_refl => x end) | None => None end.

(** ** Terms *)

Definition category_of (E : env) (t : term) : option (place (homes E)) :=
  let otherwise := if closed E t then called t (cats E) else None in
  match t with
  | Name x => match assoc x (local E) with Some (ACategory p) => Some p | _ => otherwise end
  | _ => otherwise
  end.

Record functor_in (E : env) : Type := FunctorIn {
  source : place (homes E); target : place (homes E); the_functor : Functor (base (at_ source)) (base (at_ target)) }.
Arguments FunctorIn {E}. Arguments source {E}. Arguments target {E}. Arguments the_functor {E}.
Fixpoint functor_of (E : env) (t : term) : option (functor_in E) :=
  match t with
  | Name x => match known E x with Some (AFunctor p q F _) => Some (FunctorIn p q F) | _ => None end
  | Call f [s] => if f =? word "identity" then let* p := category_of E s in Some (FunctorIn p p (identity_functor (base (at_ p)))) else None
  | Call f [s; u] =>
    if f =? word "compose" then
      let* G := functor_of E s in
      let* F := functor_of E u in
      let* F' := moved (fun q => Functor (base (at_ (source F))) (base (at_ q))) (the_functor F) (source G) in
      Some (FunctorIn (source F) (target G) (compose_functor (the_functor G) F'))
    else None
  | _ => None
  end.

(** An object, and how it is written. *)
Definition object_in (E : env) (p : place (homes E)) : Type := {a : base (at_ p) & written (world E) p a}.
Definition by_its_number (E : env) (p : place (homes E)) (n : N) : option (object_in E p) :=
  match numbered (at_ p) n as o return numbered (at_ p) n = o -> option (object_in E p) with
  | Some a => fun e => Some (existT _ a (by_number p n a e))
  | None => fun _ => None
  end eq_refl.
Definition object_called (E : env) (t : term) (p : place (homes E)) : option (object_in E p) :=
  if closed E t then match at_ p with Given K => let* n := object_of K t in by_its_number E p n | Any _ _ => None end else None.
Fixpoint object_at (E : env) (t : term) (p : place (homes E)) : option (object_in E p) :=
  match t with
  | Name x =>
    match known E x with
    | Some (AnObject q a c) => moved (object_in E) (existT _ a c : object_in E q) p
    | _ => object_called E t p
    end
  | Call f [s] =>
    match known E f with
    | Some (AFunctor q r F i) =>
      let* (existT _ a c) := object_at E s q in moved (object_in E) (existT _ (F a) (by_value q r F i a c) : object_in E r) p
    | _ =>
      match s with
      | Name x =>
        match known E x with
        | Some (AnArrow q a b c d _) =>
          if f =? word "source" then moved (object_in E) (existT _ a c : object_in E q) p
          else if f =? word "target" then moved (object_in E) (existT _ b d : object_in E q) p
          else None
        | _ => None
        end
      | _ => None
      end
    end
  | _ => object_called E t p
  end.

(** An arrow with its ends. *)
Record arrow_in (E : env) (p : place (homes E)) : Type := ArrowIn {
  from : base (at_ p); to : base (at_ p); from_written : written (world E) p from; to_written : written (world E) p to; the_arrow : Hom from to }.
Arguments ArrowIn {E p}. Arguments from {E p}. Arguments to {E p}. Arguments from_written {E p}. Arguments to_written {E p}.
Arguments the_arrow {E p}.
Definition its_number {hs W p a} (c : @written hs W p a) : option N := match c with by_number _ n _ _ => Some n | _ => None end.

(** What the names of a table's objects and generating arrows mean, with nothing bound; where its ends may be known. *)
Record arrow_between (h : home) : Type := ArrowBetween {
  first_end : N; last_end : N; first_object : base h; last_object : base h;
  first_numbered : numbered h first_end = Some first_object; last_numbered : numbered h last_end = Some last_object;
  between_them : Hom first_object last_object }.
Definition arrow_named (K : named) (ends : option (N * N)) (t : term) : option (arrow_between (Given K)) :=
  let* (a, b, w) := word_in K ends t in
  match object_numbered K a as o return object_numbered K a = o -> option (arrow_between (Given K)) with
  | Some x => fun ex =>
    match object_numbered K b as o return object_numbered K b = o -> option (arrow_between (Given K)) with
    | Some y => fun ey =>
      match bool_dec (member (arrows (hom (entry K) (number y))) (number x) (value_of (entry K) b w)) true with
      | left e => Some (ArrowBetween (Given K) a b x y ex ey (exist _ _ e))
      | right _ => None
      end
    | None => fun _ => None
    end eq_refl
  | None => fun _ => None
  end eq_refl.
Definition arrow_called (E : env) (ends : option (N * N)) (t : term) (p : place (homes E)) : option (arrow_in E p) :=
  let here h := match h return option (arrow_between h) with Given K => arrow_named K ends t | Any _ _ => None end in
  if closed E t then
    let* f := here (at_ p) in
    Some (ArrowIn _ _ (by_number p _ _ (first_numbered _ f)) (by_number p _ _ (last_numbered _ f)) (between_them _ f))
  else None.

(** Two arrows, one after the other, where it is written in the same way that the one begins where the other ends. *)
Definition after {E : env} {p : place (homes E)} (g f : arrow_in E p) : option (arrow_in E p) :=
  match same_object_here (to_written f) (from_written g) with
  | Some e => Some (ArrowIn _ _ (from_written f) (to_written g)
                      (the_arrow g ∘ (match e in _ = b return Hom (from f) b with eq_refl => the_arrow f end)))
  | None => None
  end.

Fixpoint arrow_at (E : env) (t : term) (p : place (homes E)) : option (arrow_in E p) :=
  match arrow_called E None t p with
  | Some f => Some f
  | None =>
    match t with
    | Name x =>
      match known E x with
      | Some (AnArrow q a b c d f) => moved (arrow_in E) (ArrowIn a b c d f : arrow_in E q) p
      | _ => None
      end
    | Call f [s] =>
      if f =? word "id" then let* (existT _ a c) := object_at E s p in Some (ArrowIn a a c c (id a))
      else match known E f with
      | Some (AFunctor q r F i) =>
        let* g := arrow_at E s q in
        moved (arrow_in E)
          (ArrowIn _ _ (by_value q r F i _ (from_written g)) (by_value q r F i _ (to_written g)) (fmap F (the_arrow g)) : arrow_in E r) p
      | _ => None
      end
    | Compose s u => let* g := arrow_at E s p in let* f := arrow_at E u p in after g f
    | _ => None
    end
  end.
(** The same, where another is compared with it: then [id] may be said of its ends. *)
Definition arrow_beside {E : env} {p : place (homes E)} (f : arrow_in E p) (t : term) : option (arrow_in E p) :=
  let ends := match its_number (from_written f), its_number (to_written f) with Some a, Some b => Some (a, b) | _, _ => None end in
  match arrow_called E ends t p with Some g => Some g | None => arrow_at E t p end.

Record task_in (E : env) : Type := TaskIn {
  lies : place (homes E); the_task : Presheaf@{Set Set Set} (base (at_ lies)); its_elements : FiniteTask the_task }.
Arguments TaskIn {E}. Arguments lies {E}. Arguments the_task {E}. Arguments its_elements {E}.
Definition a_task (E : env) (p : place (homes E)) : Type := {T : Presheaf@{Set Set Set} (base (at_ p)) & FiniteTask T}.
Definition on_the_same {E : env} (S T : task_in E) : option (a_task E (lies S)) :=
  moved (a_task E) (existT _ (the_task T) (its_elements T) : a_task E (lies T)) (lies S).
Fixpoint task_of (E : env) (t : term) : option (task_in E) :=
  match t with
  | Name x => match known E x with Some (ATask p T F _) => Some (TaskIn p T F) | _ => None end
  | Call f [s] =>
    if f =? word "terminal" then let* p := category_of E s in Some (TaskIn p (task_terminal (base (at_ p))) _)
    else if f =? word "empty" then let* p := category_of E s in Some (TaskIn p (task_empty (base (at_ p))) _)
    else None
  | Call f [s; u] =>
    if f =? word "yoneda" then
      let* p := category_of E s in let* (existT _ a _) := object_at E u p in Some (TaskIn p (yoneda a) _)
    else if f =? word "sum" then
      let* T1 := task_of E s in let* T2 := task_of E u in let* (existT _ T FT) := on_the_same T1 T2 in
      let F1 := its_elements T1 in Some (TaskIn (lies T1) (task_sum (the_task T1) T) _)
    else if f =? word "product" then
      let* T1 := task_of E s in let* T2 := task_of E u in let* (existT _ T FT) := on_the_same T1 T2 in
      let F1 := its_elements T1 in Some (TaskIn (lies T1) (task_product (the_task T1) T) _)
    else if f =? word "restrict" then
      let* F := functor_of E s in let* T := task_of E u in
      let* (existT _ T FT) := moved (a_task E) (existT _ (the_task T) (its_elements T) : a_task E (lies T)) (target F) in
      Some (TaskIn (source F) (pullback (the_functor F) T) _)
    else if f =? word "lan" then
      let* F := functor_of E s in let* T := task_of E u in
      let* (existT _ T FT) := moved (a_task E) (existT _ (the_task T) (its_elements T) : a_task E (lies T)) (source F) in
      Some (TaskIn (target F) (lan_task (the_functor F) T) _)
    else None
  | _ => None
  end.
(** A task that has been met, of whose elements something may be said. *)
Definition task_met (E : env) (t : term) : option (thing (world E)) :=
  match t with
  | Name x => match known E x with Some (ATask p T F i) => Some (ATask p T F i) | _ => None end
  | _ => called t (made E)
  end.

Record element_in (E : env) : Type := ElementIn {
  lies_on : place (homes E); its_task : Presheaf@{Set Set Set} (base (at_ lies_on)); of_finite : FiniteTask its_task;
  task_found : found (world E) (VTask lies_on its_task of_finite);
  lies_at : base (at_ lies_on); at_written : written (world E) lies_on lies_at; the_element : its_task lies_at }.
Arguments ElementIn {E}. Arguments lies_on {E}. Arguments its_task {E}. Arguments of_finite {E}. Arguments task_found {E}.
Arguments lies_at {E}. Arguments at_written {E}. Arguments the_element {E}.
Fixpoint element_of (E : env) (t : term) : option (element_in E) :=
  match t with
  | Name x => match known E x with Some (AnElement p T F i a c u) => Some (ElementIn p T F i a c u) | _ => None end
  | Along s f =>
    let* u := element_of E s in
    let* f := arrow_at E f (lies_on u) in
    match same_object_here (at_written u) (to_written f) with
    | Some e =>
      Some (ElementIn (lies_on u) (its_task u) (of_finite u) (task_found u) (from f) (from_written f)
        (restrict (its_task u) (the_arrow f) (match e in _ = b return its_task u b with eq_refl => the_element u end)))
    | None => None
    end
  | _ => None
  end.

Definition model_of (E : env) (t : term) : option (thing (world E)) :=
  match t with
  | Name x => match known E x with Some (AYoneda p) => Some (AYoneda p) | Some (AVia p q F) => Some (AVia p q F) | _ => None end
  | Call f [s] =>
    if f =? word "yoneda" then let* p := category_of E s in Some (AYoneda p)
    else if f =? word "via" then let* F := functor_of E s in Some (AVia (source F) (target F) (the_functor F))
    else None
  | _ => None
  end.

(** ** What a variable ranges over: a type, what the variable is for each value of it, and what "all", "some" and "exactly one" are *)

(** Exactly one: there is one, and what is any is this one. *)
Definition exactly_one {A : Type} (P Q : A -> Prop) : Prop := exists v, P v /\ (forall w, Q w -> v = w).
Record range : Type := Range {
  values : Type; meant : values -> env; every : (values -> Prop) -> Prop; some : (values -> Prop) -> Prop;
  every_weaker : forall P Q : values -> Prop, (forall v, P v -> Q v) -> every P -> every Q;
  some_weaker : forall P Q : values -> Prop, (forall v, P v -> Q v) -> some P -> some Q }.
Definition simple {A : Type} (E : A -> env) : range :=
  Range A E (fun P => forall v, P v) (fun P => exists v, P v)
    (fun P Q H every v => H v (every v)) (fun P Q H '(ex_intro _ v holds) => ex_intro _ v (H v holds)).

Definition bind_object (E : env) (x : N) (p : place (homes E)) (a : base (at_ p)) : env :=
  bind (with_value E (VObject p a)) x (AnObject p a (by_variable p a (first_one _ _))).
Definition bind_functor (E : env) (x : N) (p q : place (homes E)) (F : Functor (base (at_ p)) (base (at_ q))) : env :=
  bind (with_value E (VFunctor p q F)) x (AFunctor p q F (first_one _ _)).
Definition bind_task (E : env) (x : N) (p : place (homes E)) (T : Presheaf@{Set Set Set} (base (at_ p))) (F : FiniteTask T) : env :=
  bind (with_value E (VTask p T F)) x (ATask p T F (first_one _ _)).
Definition bind_category (E : env) (x : N) (h : home) : env := bind (with_home E h) x (@ACategory (h :: homes E) _ None).
Definition bind_arrow (E : env) (x : N) (p : place (homes E)) (a b : base (at_ p)) (f : Hom a b) : env :=
  bind (with_value (with_value E (VObject p a)) (VObject p b)) x
    (AnArrow p a b (by_variable p a (later_one _ _ _ (first_one _ _))) (by_variable p b (first_one _ _)) f).

Definition range_arrows (E : env) (x : N) (p : place (homes E)) : range :=
  let A := Arrow (base (at_ p)) in
  Range A (fun f => bind_arrow E x p (fst (projT1 f)) (snd (projT1 f)) (projT2 f))
    (fun P => forall (a b : base (at_ p)) (f : Hom a b), P (existT _ (a, b) f)) (fun P => exists (a b : base (at_ p)) (f : Hom a b), P (existT _ (a, b) f))
    (fun P Q H every a b f => H _ (every a b f))
    (fun P Q H '(ex_intro _ a (ex_intro _ b (ex_intro _ f holds))) => ex_intro _ a (ex_intro _ b (ex_intro _ f (H _ holds)))).

(** Of a category with one object that is not named by a variable, this object. *)
Definition only_object (E : env) (t : term) (p : place (homes E)) : option (object_in E p) :=
  if closed E t then
    match at_ p with Given K => if objects (shape (entry K)) =? 1 then by_its_number E p 0 else None | Any _ _ => None end
  else None.

(** [size <= 3]: at least, at most. *)
Definition bounds_of (key : N) (t : term) : option (nat * nat) :=
  match t with
  | BoundBy k s n =>
    if k =? key then
      if s =? word "<=" then Some (0%nat, N.to_nat n) else if s =? word "=" then Some (N.to_nat n, N.to_nat n) else None
    else None
  | _ => None
  end.

(** Of the elements of a task that has been met. *)
Definition over_elements (E : env) (x : N) (v : thing (world E)) (at_object : option term) : option range :=
  match v with
  | ATask p T F i =>
    match at_object with
    | None =>
      let A := Element T in
      Some (Range A (fun u => bind (with_value E (VObject p (projT1 u))) x
                               (AnElement p T F (later_one _ _ _ i) (projT1 u) (by_variable p (projT1 u) (first_one _ _)) (projT2 u)))
              (fun P => forall (a : base (at_ p)) (u : T a), P (existT _ a u)) (fun P => exists (a : base (at_ p)) (u : T a), P (existT _ a u))
              (fun P Q H every a u => H _ (every a u))
              (fun P Q H '(ex_intro _ a (ex_intro _ u holds)) => ex_intro _ a (ex_intro _ u (H _ holds))))
    | Some t => let* (existT _ a c) := object_at E t p in Some (simple (fun u : T a => bind E x (AnElement p T F i a c u)))
    end
  | _ => None
  end.
Definition range_elements (E : env) (x : N) (t : term) (at_object : option term) : option range :=
  match task_met E t with
  | Some v => over_elements E x v at_object
  | None =>
    let* T := task_of E t in
    let v := VTask (lies T) (the_task T) (its_elements T) in
    let E' := with_value E v in
    let w := ATask (W := world E') (lies T) (the_task T) (its_elements T) (first_one _ _) in
    over_elements (make E' t w) x w at_object
  end.

Definition range_of (E : env) (x : N) (t : term) : option range :=
  match t with
  | Call f [s] =>
    if f =? word "objects" then let* p := category_of E s in Some (simple (bind_object E x p))
    else if f =? word "arrows" then
      let* p := category_of E s in
      match only_object E s p with
      | Some (existT _ a c) => Some (simple (fun f : Hom a a => bind E x (AnArrow p a a c c f)))
      | None => Some (range_arrows E x p)
      end
    else if f =? word "elements" then range_elements E x s None
    else if f =? word "categories" then
      let* (least, most) := bounds_of (word "arrows") s in
      Some (simple (fun C : FiniteCategories least most 0 most => bind_category E x (Any C _)))
    else if f =? word "monoids" then
      let* (least, most) := bounds_of (word "order") s in
      Some (simple (fun C : FiniteCategories least most 1 1 => bind_category E x (Any C _)))
    else if f =? word "posets" then
      let* (least, most) := bounds_of (word "points") s in
      Some (simple (fun C : FinitePosets least most => bind_category E x (Any C _)))
    else None
  | Call f [s; u] =>
    if f =? word "elements" then range_elements E x s (Some u)
    else if f =? word "functors" then
      let* p := category_of E s in let* q := category_of E u in Some (simple (bind_functor E x p q))
    else if f =? word "tasks" then
      let* p := category_of E s in
      let* (least, most) := bounds_of (word "size") u in
      Some (simple (fun T : FiniteTasks (base (at_ p)) least most => bind_task E x p T _))
    else None
  | Call f [s; u; v] =>
    if f =? word "arrows" then
      let* p := category_of E s in
      let* (existT _ a c) := object_at E u p in
      let* (existT _ b d) := object_at E v p in
      Some (simple (fun f : Hom a b => bind E x (AnArrow p a b c d f)))
    else None
  | _ => None
  end.

(** ** Numbers, by what is said of them: a rank is the number that the task has as its rank; tasks, categories, ... are
    counted up to isomorphism *)

Definition number_of (E : env) (t : term) : option ((Z -> Prop) -> Prop) :=
  match t with
  | Numeral n => Some (fun says => says (Z.of_N n))
  | Call f [s] =>
    if f =? word "rank" then let* T := task_of E s in Some (fun says => exists k : nat, HasRank (the_task T) k /\ says (Z.of_nat k))
    else if f =? word "size" then let* T := task_of E s in let F := its_elements T in Some (fun says => says (count (Element (the_task T))))
    else if f =? word "count" then
      match s with
      | Call g [u] =>
        if g =? word "objects" then let* p := category_of E u in Some (fun says => says (count (base (at_ p))))
        else if g =? word "arrows" then
          let* p := category_of E u in
          match only_object E u p with
          | Some (existT _ a _) => Some (fun says => says (count (Hom a a)))
          | None => Some (fun says => says (count (Arrow (base (at_ p)))))
          end
        else if g =? word "elements" then
          let* T := task_of E u in let F := its_elements T in Some (fun says => says (count (Element (the_task T))))
        else if g =? word "categories" then
          let* (least, most) := bounds_of (word "arrows") u in
          Some (fun says => exists k : Z, Classes (fun C D : FiniteCategories least most 0 most => IsomorphicCategories C D) k /\ says k)
        else if g =? word "monoids" then
          let* (least, most) := bounds_of (word "order") u in
          Some (fun says => exists k : Z, Classes (fun C D : FiniteCategories least most 1 1 => IsomorphicCategories C D) k /\ says k)
        else if g =? word "posets" then
          let* (least, most) := bounds_of (word "points") u in
          Some (fun says => exists k : Z, Classes (fun C D : FinitePosets least most => IsomorphicCategories C D) k /\ says k)
        else None
      | Call g [u; v] =>
        if g =? word "elements" then
          let* T := task_of E u in let* (existT _ a _) := object_at E v (lies T) in
          let F := its_elements T in Some (fun says => says (count (the_task T a)))
        else if g =? word "transformations" then
          let* T1 := task_of E u in let* T2 := task_of E v in let* (existT _ T FT) := on_the_same T1 T2 in
          let F1 := its_elements T1 in Some (fun says => says (count (Transformations (the_task T1) T)))
        else if g =? word "tasks" then
          let* p := category_of E u in
          let* (least, most) := bounds_of (word "size") v in
          Some (fun says => exists k : Z, Classes (fun T1 T2 : FiniteTasks (base (at_ p)) least most => Iso T1 T2) k /\ says k)
        else None
      | Call g [u; v; w] =>
        if g =? word "arrows" then
          let* p := category_of E u in let* (existT _ a _) := object_at E v p in let* (existT _ b _) := object_at E w p in
          Some (fun says => says (count (Hom a b)))
        else None
      | _ => None
      end
    else None
  | _ => None
  end.

(** ** Propositions *)

Definition comparison (s : N) : option (Z -> Z -> Prop) :=
  if s =? word "=" then Some (fun j k => j = k)
  else if s =? word "!=" then Some (fun j k => j <> k)
  else if s =? word "<" then Some (fun j k => j < k)%Z
  else if s =? word "<=" then Some (fun j k => j <= k)%Z
  else if s =? word ">" then Some (fun j k => j > k)%Z
  else if s =? word ">=" then Some (fun j k => j >= k)%Z
  else None.

Definition of_functors (w : list N) : option (forall C D : Category@{Set Set}, Functor C D -> Prop) :=
  if same w (property ["full"]%text) then Some (fun C D F => Full F)
  else if same w (property ["faithful"]%text) then Some (fun C D F => Faithful F)
  else if same w (property ["fully"; "faithful"]%text) then Some (fun C D F => FullyFaithful F)
  else if same w (property ["embedding"]%text) then Some (fun C D F => Embedding F)
  else if same w (property ["essentially"; "surjective"]%text) then Some (fun C D F => EssentiallySurjective F)
  else None.

(** In tasks, functors or categories: what [t ~= u] says. *)
Definition isomorphic (E : env) (t u : term) : option Prop :=
  match task_of E t, functor_of E t, category_of E t with
  | Some T1, _, _ => let* T2 := task_of E u in let* (existT _ T _) := on_the_same T1 T2 in Some (Iso (the_task T1) T)
  | None, Some F, _ =>
    let* G := functor_of E u in
    let* G' := moved (fun p => Functor (base (at_ p)) (base (at_ (target G)))) (the_functor G) (source F) in
    let* G' := moved (fun q => Functor (base (at_ (source F))) (base (at_ q))) G' (target F) in
    Some (NaturallyIsomorphic (the_functor F) G')
  | None, None, Some p => let* q := category_of E u in Some (IsomorphicCategories (base (at_ p)) (base (at_ q)))
  | None, None, None => None
  end.

(** Equality in a task; in a category, of objects, and else of arrows. *)
Definition equal_elements (E : env) (c : thing (world E)) (t u : term) : option Prop :=
  match c with
  | ATask p T F i =>
    let* x := element_of E t in
    let* y := element_of E u in
    match same_found i _ (task_found x), same_found (task_found x) _ (task_found y) with
    | Some _, Some e =>
      match e in _ = v return (match v with VTask q T G => forall b, written (world E) q b -> T b -> option Prop | _ => unit end) with
      | eq_refl => fun b d z =>
        match same_object_here (at_written x) d with
        | Some i => Some ((match i in _ = b return its_task x b with eq_refl => the_element x end) == z)
        | None => Some (SameElement (the_element x) z)
        end
      end (lies_at y) (at_written y) (the_element y)
    | _, _ => None
    end
  | _ => None
  end.
Definition equal_arrows {E : env} {p : place (homes E)} (f g : arrow_in E p) : Prop :=
  match same_object_here (from_written f) (from_written g), same_object_here (to_written f) (to_written g) with
  | Some i, Some j =>
    match i in _ = a return Hom a (to g) -> Prop with
    | eq_refl => fun g => match j in _ = b return Hom (from f) b -> Prop with eq_refl => fun g => the_arrow f == g end g
    end (the_arrow g)
  | _, _ => SameArrow (the_arrow f) (the_arrow g)
  end.
Definition equal_in (E : env) (p : place (homes E)) (t u : term) : option Prop :=
  match object_at E t p, object_at E u p with
  | Some (existT _ a _), Some (existT _ b _) => Some (a = b)
  | _, _ => let* f := arrow_at E t p in let* g := arrow_beside f u in Some (equal_arrows f g)
  end.

(** Where an object or an arrow lives that no [in C] goes with: a variable, the value of a functor, or a name in one category only. *)
Definition only_one {A : Type} (l : list A) : option A := match l with [x] => Some x | _ => None end.
Fixpoint home_of (E : env) (t : term) : option (place (homes E)) :=
  match t with
  | Name x => match known E x with Some (AnObject p _ _) | Some (AnArrow p _ _ _ _ _) => Some p | _ => None end
  | Call f [s] =>
    if (f =? word "id") || (f =? word "source") || (f =? word "target") then home_of E s else match known E f with Some (AFunctor _ q _ _) => Some q | _ => None end
  | Compose s u => match home_of E s with Some p => Some p | None => home_of E u end
  | _ => None
  end.
Definition home_for (E : env) (given : option term) (reads : place (homes E) -> bool) (t : term) : option (place (homes E)) :=
  match given with
  | Some c => category_of E c
  | None => match home_of E t with Some p => Some p | None => if closed E t then only_one (filter reads (map snd (cats E))) else None end
  end.
Definition object_home (E : env) (given : option term) (t : term) : option (place (homes E)) :=
  home_for E given (fun p => is_some (object_at E t p)) t.
Definition arrow_home (E : env) (given : option term) (t : term) : option (place (homes E)) :=
  home_for E given (fun p => is_some (arrow_at E t p)) t.

Definition atom (E : env) (p : prop) : option Prop :=
  match p with
  | Compare s t u None =>
    if s =? word "~=" then isomorphic E t u
    else
      match number_of E t, number_of E u with
      | Some f, Some g => let* related := comparison s in Some (f (fun j => g (fun k => related j k)))
      | _, _ =>
        if s =? word "=" then
          let* p := match home_of E t with Some p => Some p | None => home_of E u end in equal_in E p t u
        else None
      end
  | Compare s t u (Some c) =>
    if s =? word "~=" then
      let* p := category_of E c in
      let* (existT _ a _) := object_at E t p in let* (existT _ b _) := object_at E u p in Some (Isomorphic a b)
    else if s =? word "=" then match task_met E c with Some T => equal_elements E T t u | None => let* p := category_of E c in equal_in E p t u end
    else None
  | Is t w None None =>
    match of_functors w with
    | Some P => let* F := functor_of E t in Some (P _ _ (the_functor F))
    | None =>
      if same w (property ["representable"]%text) then let* T := task_of E t in Some (Representable (the_task T))
      else if same w (property ["familial"]%text) then let* T := task_of E t in Some (Familial (the_task T))
      else if same w (property ["ideal"]%text) then
        let* m := model_of E t in
        match m with AYoneda p => Some (Ideal (yoneda_model (base (at_ p)))) | AVia p q F => Some (Ideal (via_model F)) | _ => None end
      else if same w (property ["iso"]%text) then let* p := arrow_home E None t in let* f := arrow_at E t p in Some (IsIso (the_arrow f))
      else None
    end
  | Is t w None (Some c) =>
    if same w (property ["iso"]%text) then let* p := category_of E c in let* f := arrow_at E t p in Some (IsIso (the_arrow f)) else None
  | Is t w (Some u) None =>
    if same w (property ["representable"]%text) then
      let* T := task_of E t in let* (existT _ a _) := object_at E u (lies T) in Some (Represents a (the_task T))
    else
    let adjoint := fun s r =>
      let* F := functor_of E s in
      let* G := functor_of E r in
      let* G' := moved (fun p => Functor (base (at_ p)) (base (at_ (target G)))) (the_functor G) (target F) in
      let* G' := moved (fun q => Functor (base (at_ (target F))) (base (at_ q))) G' (source F) in Some (LeftAdjoint (the_functor F) G') in
    if same w (property ["left"; "adjoint"; "to"]%text) then adjoint t u
    else if same w (property ["right"; "adjoint"; "to"]%text) then adjoint u t
    else None
  | Generalizes t => let* F := functor_of E t in Some (Model.Generalizes (the_functor F))
  | GeneralizesFrom t seen among =>
    let* F := functor_of E t in
    let* l := all_some (fun u => option_map (@projT1 _ _) (object_at E u (source F))) seen in
    if same among [] then Some (Functors.GeneralizesFrom FullyFaithful (the_functor F) l)
    else if same among (property ["functors"]%text) then Some (Functors.GeneralizesFrom AnyFunctor (the_functor F) l)
    else if same among (property ["faithful"; "functors"]%text) then Some (Functors.GeneralizesFrom Faithful (the_functor F) l)
    else None
  | Prompts m t P =>
    let* m := model_of E m in
    let* T := task_of E t in
    match m with
    | AYoneda p =>
      let* (existT _ T _) := moved (a_task E) (existT _ (the_task T) (its_elements T) : a_task E (lies T)) p in
      match P with
      | Some P => let* (existT _ a _) := object_at E P p in Some (solves_by (yoneda_model (base (at_ p))) a T)
      | None => Some (solves (yoneda_model (base (at_ p))) T)
      end
    | AVia p q F =>
      let* (existT _ T _) := moved (a_task E) (existT _ (the_task T) (its_elements T) : a_task E (lies T)) p in
      match P with
      | Some P => let* (existT _ a _) := object_at E P p in Some (solves_by (via_model F) a T)
      | None => Some (solves (via_model F) T)
      end
    | _ => None
    end
  | Tunes m t =>
    let* m := model_of E m in
    let* T := task_of E t in
    match m with
    | AYoneda p =>
      let* (existT _ T _) := moved (a_task E) (existT _ (the_task T) (its_elements T) : a_task E (lies T)) p in
      Some (solves_by_tuning (yoneda_model (base (at_ p))) T)
    | AVia p q F =>
      let* (existT _ T _) := moved (a_task E) (existT _ (the_task T) (its_elements T) : a_task E (lies T)) p in
      Some (solves_by_tuning (via_model F) T)
    | _ => None
    end
  | _ => None
  end.

(** ** Definitions *)

(** The words of properties that have a meaning of their own. *)
Definition property_words : list N := Eval compute in
  map spelled ["representable"; "familial"; "ideal"; "full"; "faithful"; "fully faithful"; "embedding"; "essentially surjective"; "iso";
               "left adjoint to"; "right adjoint to"]%text.


(** The name of a definition, from the words of a property: [split mono], [has a terminal object]. *)
Definition joined (l : list N) : N := name_of (spaced (map (fun n => codes_in (N.size_nat n) n []) l)).
Definition property_names (has : bool) (w : list N) : list N :=
  if has then [joined (word "has" :: w); joined (word "has" :: word "a" :: w); joined (word "has" :: word "an" :: w)] else [joined w].
(** The definitions of one of these names: several may have it, of parameters of different kinds. *)
Definition all_defined (E : env) (l : list N) : list (list parameter * prop) := map snd (filter (fun d => among (fst d) l) (defined E)).

(** What the parameters of a definition stand for: what is named twice is the same. *)
Definition entered {hs} {W : list (value hs)} (x : N) (v : thing W) (l : list (N * thing W)) : option (list (N * thing W)) :=
  match assoc x l with None => Some ((x, v) :: l) | Some w => if same_thing v w then Some l else None end.
(** Functors and tasks that are expressions are met here. *)
Definition met_functor (E : env) (t : term) : option {E : env & thing (world E)} :=
  match t with
  | Name x => match known E x with Some v => Some (existT _ E v) | None => None end
  | _ => let* F := functor_of E t in
         let v := VFunctor (source F) (target F) (the_functor F) in
         Some (existT (fun E => thing (world E)) (with_value E v) (AFunctor (source F) (target F) (the_functor F) (first_one _ _)))
  end.
Definition met_task (E : env) (t : term) : option {E : env & thing (world E)} :=
  match task_met E t with
  | Some v => Some (existT _ E v)
  | None => let* T := task_of E t in
            let v := VTask (lies T) (the_task T) (its_elements T) in
            Some (existT (fun E => thing (world E)) (with_value E v) (ATask (lies T) (the_task T) (its_elements T) (first_one _ _)))
  end.
Definition place_of (E : env) (given : option term) (c : N) (otherwise : option term -> option (place (homes E))) : option (place (homes E)) :=
  match given, assoc c (entering E) with None, Some (ACategory p) => Some p | _, _ => otherwise given end.

Definition with_given (E : env) (given : option term) (x : parameter) (t : term) : option env :=
  match x with
  | Param kind x [] None => if kind =? word "category" then let* p := category_of E t in let* l := entered x (ACategory p) (entering E) in Some (enter E l) else None
  | Param kind x [] (Some (Name c)) =>
    if kind =? word "object" then
      let* p := place_of E given c (fun g => object_home E g t) in
      let* (existT _ a w) := object_at E t p in
      let* l := entered c (ACategory p) (entering E) in
      let* l := entered x (AnObject p a w) l in Some (enter E l)
    else if kind =? word "task" then
      let* (existT _ E v) := met_task E t in
      match v with
      | ATask p T F i => let* l := entered c (ACategory p) (entering E) in let* l := entered x (ATask p T F i) l in Some (enter E l)
      | _ => None
      end
    else None
  | Param kind x [Name s; Name e] (Some (Name c)) =>
    if kind =? word "arrow" then
      let* p := place_of E given c (fun g => arrow_home E g t) in
      let* f := arrow_at E t p in
      let* l := entered c (ACategory p) (entering E) in
      let* l := entered s (AnObject p (from f) (from_written f)) l in
      let* l := entered e (AnObject p (to f) (to_written f)) l in
      let* l := entered x (AnArrow p _ _ (from_written f) (to_written f) (the_arrow f)) l in Some (enter E l)
    else None
  | Param kind x [Name b; Name c] None =>
    if kind =? word "functor" then
      let* (existT _ E v) := met_functor E t in
      match v with
      | AFunctor p q F i =>
        let* l := entered b (ACategory p) (entering E) in let* l := entered c (ACategory q) l in
        let* l := entered x (AFunctor p q F i) l in Some (enter E l)
      | _ => None
      end
    else None
  | Param kind x [Name s] (Some (Name t')) =>
    if kind =? word "element" then
      let* u := element_of E t in
      let* l := entered t' (ATask (lies_on u) (its_task u) (of_finite u) (task_found u)) (entering E) in
      let* l := entered s (AnObject (lies_on u) (lies_at u) (at_written u)) l in
      let* l := entered x (AnElement (lies_on u) (its_task u) (of_finite u) (task_found u) (lies_at u) (at_written u) (the_element u)) l in
      Some (enter E l)
    else None
  | _ => None
  end.
Fixpoint all_given (E : env) (given : option term) (ps : list parameter) (ts : list term) : option env :=
  match ps, ts with
  | [], [] => Some (opened E)
  | p :: ps, t :: ts => let* E := with_given E given p t in all_given E given ps ts
  | _, _ => None
  end.

(** Those whose parameters the arguments can be, with what they then stand for. *)
Definition fitting (E : env) (given : option term) (ts : list term) (l : list (list parameter * prop)) : list (env * prop) :=
  flat_map (fun d => match all_given (enter E []) given (fst d) ts with Some E => [(E, snd d)] | None => [] end) l.

(** ** What a proposition says *)

(** What is not read counts against the statement: it is taken to be false where it is claimed, and to be true where it is
    denied. So what is proved holds whatever it may mean; and where all is read, both are the same. *)
Definition unread (claimed : bool) : Prop := if claimed then False else True.
Definition every_such {r : range} (such : option (values r -> Prop)) (P : values r -> Prop) : Prop :=
  every r (match such with Some Q => fun v => Q v -> P v | None => P end).
Definition some_such {r : range} (such : option (values r -> Prop)) (P : values r -> Prop) : Prop :=
  some r (match such with Some Q => fun v => Q v /\ P v | None => P end).

(** Definitions are of what comes before them: [depth] of them may be within each other. *)
Fixpoint says (depth : nat) : bool -> env -> prop -> Prop :=
  let opens (claimed : bool) (E : env) (names : list N) (given : option term) (ts : list term) :=
    match depth, only_one (fitting E given ts (all_defined E names)) with
    | S depth, Some (E, body) => says depth claimed E body
    | _, _ => unread claimed
    end in
  fix said (claimed : bool) (E : env) (p : prop) {struct p} : Prop :=
    let ranging x d (k : range -> Prop) := match (if free E x then range_of E x d else None) with Some r => k r | None => unread claimed end in
    let such (claimed : bool) (r : range) q := match q with Some q => Some (fun v => said claimed (meant r v) q) | None => None end in
    match p with
    | Not p => ~ said (negb claimed) E p
    | And p q => said claimed E p /\ said claimed E q
    | Or p q => said claimed E p \/ said claimed E q
    | Implies p q => said (negb claimed) E p -> said claimed E q
    | Iff p q => (said (negb claimed) E p -> said claimed E q) /\ (said (negb claimed) E q -> said claimed E p)
    | Forall x d c p => ranging x d (fun r => every_such (such (negb claimed) r c) (fun v => said claimed (meant r v) p))
    | Exists x d c p => ranging x d (fun r => some_such (such claimed r c) (fun v => said claimed (meant r v) p))
    | ExistsOne x d c p => ranging x d (fun r =>
        let P claimed v := match such claimed r c with Some Q => Q v /\ said claimed (meant r v) p | None => said claimed (meant r v) p end in
        exactly_one (P claimed) (P (negb claimed)))
    | Is t w u c =>
      match atom E p with
      | Some P => P
      | None => opens claimed E (property_names false w) c (t :: match u with Some v => [v] | None => [] end)
      end
    | Has t w => opens claimed E (property_names true w) None [t]
    | Holds n ts => opens claimed E [n] None ts
    | _ => match atom E p with Some P => P | None => unread claimed end
    end.

(** What is claimed is not less than what is denied; where all is read, they are the same. *)
Theorem claimed_implies_denied depth : forall E p, says depth true E p -> says depth false E p.
Proof.
  induction depth as [| depth IH]; refine ((fun go E p => go p E) _);
    refine (fix go (p : prop) : forall E, says _ true E p -> says _ false E p := _);
    destruct p as [t w u c | t w | f l | f T P | f T | F | F seen among' | k s t c | p | p q | p q | p q | p q | x d c p | x d c p | x d c p]; intros E;
    try exact (fun H K => H (go p E K));
    try exact (fun H => conj (go p E (proj1 H)) (go q E (proj2 H)));
    try exact (fun H => match H with or_introl H => or_introl (go p E H) | or_intror H => or_intror (go q E H) end);
    try exact (fun H K => go q E (H (go p E K)));
    try exact (fun H => conj (fun K => go q E (proj1 H (go p E K))) (fun K => go p E (proj2 H (go q E K))));
    cbn [says];
    try (destruct (if free E x then range_of E x d else None) as [r |]; [| easy]);
    try (match goal with |- context [atom E ?q] => destruct (atom E q); [exact (fun H => H) |] end);
    try exact (fun _ => I); try exact (fun H : False => match H with end).
  all: try (apply every_weaker; intros v; destruct c as [c |]; [exact (fun H K => go p _ (H (go c _ K))) | exact (go p _)]).
  all: try (apply some_weaker; intros v; destruct c as [c |]; [exact (fun H => conj (go c _ (proj1 H)) (go p _ (proj2 H))) | exact (go p _)]).
  all: try (destruct c as [c |]; intros (v & H & K); exists v;
            [exact (conj (conj (go c _ (proj1 H)) (go p _ (proj2 H))) (fun w L => K w (conj (go c _ (proj1 L)) (go p _ (proj2 L)))))
            | exact (conj (go p _ H) (fun w L => K w (go p _ L)))]).
  all: match goal with |- context [only_one ?l] => destruct (only_one l) as [[E' body] |]; [apply IH | easy] end.
Qed.

(** ** Items, one after the other: categories first, as all else is about them *)

Definition stated (E : env) (kind : N) (p : prop) : Prop :=
  let says claimed := says (S (length (defined E))) claimed E p in if kind =? word "claim" then says true else ~ says false.

(** There is a table that is what a block declares; of what it is the table, more is said. *)
Definition some_task (h : home) (es : list Syntax.entry) : (forall T : Presheaf@{Set Set Set} (base h), FiniteTask T -> Prop) -> Prop :=
  match h with
  | Given K => fun next => exists (S : system) (ok : check_task (entry K) S = true),
      task_declared K es S = true /\ next (task _ S (passes K) ok) (table_task (passes K) ok)
  | Any _ _ => fun _ => False
  end.
Definition some_functor (h k : home) (es : list Syntax.entry) : (Functor (base h) (base k) -> Prop) -> Prop :=
  match h, k with
  | Given K, Given L => fun next => exists (F : functor_table) (ok : check_functor (entry K) (entry L) F = true),
      functor_declared K L es F = true /\ next (functor _ _ F (passes K) (passes L) ok)
  | _, _ => fun _ => False
  end.
Definition declare_task (E : env) (n : N) (p : place (homes E)) (T : Presheaf@{Set Set Set} (base (at_ p))) (F : FiniteTask T) : env :=
  declare (with_value E (VTask p T F)) n (ATask p T F (first_one _ _)).
Definition declare_functor (E : env) (n : N) (p q : place (homes E)) (F : Functor (base (at_ p)) (base (at_ q))) : env :=
  declare (with_value E (VFunctor p q F)) n (AFunctor p q F (first_one _ _)).
Definition define (E : env) (n : N) (params : list parameter) (p : prop) : env :=
  Env (homes E) (world E) (cats E) (declared E) ((n, (params, p)) :: defined E) [] [] [].

Fixpoint with_things (E : env) (l : list item) : Prop :=
  match l with
  | [Statement kind _ p] => stated E kind p
  | TaskItem n on es :: l' =>
    match called on (cats E) with
    | Some p => some_task (at_ p) es (fun T F => with_things (declare_task E n p T F) l')
    | None => False
    end
  | FunctorItem n from to es :: l' =>
    match called from (cats E), called to (cats E) with
    | Some p, Some q => some_functor (at_ p) (at_ q) es (fun F => with_things (declare_functor E n p q F) l')
    | _, _ => False
    end
  | Definition_ kind n t :: l' =>
    if among kind category_words then with_things E l'
    else if (kind =? word "task") || (kind =? word "presheaf") then
      match task_of E t with Some T => with_things (declare_task E n (lies T) (the_task T) (its_elements T)) l' | None => False end
    else if kind =? word "functor" then
      match functor_of E t with Some F => with_things (declare_functor E n (source F) (target F) (the_functor F)) l' | None => False end
    else if kind =? word "model" then match model_of E t with Some v => with_things (declare E n v) l' | None => False end
    else False
  | Define n params p :: l' => with_things (define E n params p) l'
  | _ => False
  end.

Definition others (l : list item) : list item := filter (fun x => match x with CategoryItem _ _ _ => false | _ => true end) l.

(** The categories, and their places. *)
Definition with_category (E : env) (t : term) (K : named) : env :=
  let E := with_home E (Given K) in
  Env (homes E) (world E) ((t, None : place (Given K :: _)) :: cats E) (declared E) (defined E) [] [] [].
Fixpoint with_categories (E : env) (l : list (term * N * list Syntax.entry)) (next : env -> Prop) : Prop :=
  match l with
  | [] => next E
  | (t, kind, es) :: l' => exists K : named, title K = t /\ declares kind es K /\ with_categories (with_category E t K) l' next
  end.
Definition empty_env : env := Env [] [] [] [] [] [] [] [].

(** No name is declared twice, but for definitions of parameters of different kinds; and none is a word that has a meaning here. *)
Definition own (l : list item) : list N :=
  flat_map (fun x => match x with
    | CategoryItem _ n _ | TaskItem n _ _ | FunctorItem n _ _ _ | Definition_ _ n _ => [n]
    | Define _ _ _ | Statement _ _ _ => []
    end) l.
Definition kinds_of (l : list parameter) : list N := map (fun x => match x with Param kind _ _ _ => kind end) l.
Definition definitions_of (l : list item) : list (list N) :=
  flat_map (fun x => match x with Define n params _ => [n :: kinds_of params] | _ => [] end) l.
Definition operations : list N := Eval compute in
  map spelled ["id"; "yoneda"; "via"; "terminal"; "empty"; "sum"; "product"; "restrict"; "lan"; "rank"; "discrete"; "chain"; "size"; "count";
               "objects"; "arrows"; "elements"; "transformations"; "functors"; "tasks"; "categories"; "monoids"; "posets"; "identity"; "compose";
               "source"; "target"]%text.
Definition well_named (l : list item) : bool :=
  distinct N.eqb (own l) && distinct same (definitions_of l) &&
  forallb (fun x => match x with
    | Define n _ _ => negb (among n property_words) && negb (among n (own l))
    | CategoryItem _ n _ | TaskItem n _ _ | FunctorItem n _ _ _ | Definition_ _ n _ => negb (among n operations)
    | Statement _ _ _ => true
    end) l.

(** There are tables that are what the text declares, and of them the statement at its end holds: what is claimed, or the
    negation of what is refuted. Such tables are unique up to an isomorphism that keeps all names. *)
Definition sentence_of (t : text) : Prop :=
  match read t with
  | Some l => well_named l = true /\ with_categories empty_env (categories_of l) (fun E => with_things E (others l))
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
    if is_order kind es then match order kind es with Some (objs, _) => (t, objs, []) | None => (t, [], []) end
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
  with_categories empty_env cs (fun E => with_things E os) -> sentence_of t.
Proof. intros R W E O H. unfold sentence_of. rewrite R, E, O. now split. Qed.

(** One item after the other. Each lemma names what is to be shown next, so that Coq compares no two ways to write it: names
    stand for as much in one as in the other, and their comparison would unfold all that they stand for. *)
Lemma category_step E t kind es l next K : title K = t -> declares kind es K -> with_categories (with_category E t K) l next ->
  with_categories E ((t, kind, es) :: l) next.
Proof. intros T D H. exact (ex_intro _ K (conj T (conj D H))). Qed.

Lemma categories_done (E : env) (next : env -> Prop) : next E -> with_categories E [] next.
Proof. exact (fun H => H). Qed.

Lemma task_step E n on es l p : called on (cats E) = Some p ->
  some_task (at_ p) es (fun T F => with_things (declare_task E n p T F) l) -> with_things E (TaskItem n on es :: l).
Proof. intros P H. cbn [with_things]. now rewrite P. Qed.

Lemma functor_step E n from to es l p q : called from (cats E) = Some p -> called to (cats E) = Some q ->
  some_functor (at_ p) (at_ q) es (fun F => with_things (declare_functor E n p q F) l) -> with_things E (FunctorItem n from to es :: l).
Proof. intros P Q H. cbn [with_things]. now rewrite P, Q. Qed.

Lemma category_defined E kind n t l : among kind category_words = true -> with_things E l -> with_things E (Definition_ kind n t :: l).
Proof. intros P H. cbn [with_things]. now rewrite P. Qed.

Lemma model_defined E n t l v : model_of E t = Some v -> with_things (declare E n v) l -> with_things E (Definition_ (word "model") n t :: l).
Proof. intros P H. cbn -[model_of among category_words declare]. now rewrite P. Qed.

Lemma defined_step E n params p l : with_things (define E n params p) l -> with_things E (Define n params p :: l).
Proof. exact (fun H => H). Qed.

Lemma declares_order kind es K pairs : is_order kind es = true ->
  order kind es = Some (labels K, pairs) -> gens K = [] -> generates_order (entry K) (N.of_nat (length (labels K))) pairs = true -> declares kind es K.
Proof. intros P O G H. unfold declares. rewrite P, O. split; [reflexivity |]. split; [exact G |]. exact (order_spec _ (passes K) _ _ H). Qed.

Lemma declares_presented kind es K G E : is_order kind es = false -> (kind =? spelled "group") = false ->
  presentation kind es = Some (labels K, gens K, G, E) -> shape (entry K) = graph_of G -> PresentedBy (entry K) (passes K) E ->
  declares kind es K.
Proof. intros P Q O S H. unfold declares. rewrite P, Q, O. auto. Qed.

Lemma declares_group kind es K G E : is_order kind es = false -> (kind =? spelled "group") = true ->
  presentation kind es = Some (labels K, gens K, G, E) -> shape (entry K) = graph_of G -> GroupPresentedBy (entry K) (passes K) E ->
  declares kind es K.
Proof. intros P Q O S H. unfold declares. rewrite P, Q, O. auto. Qed.
End Said.

(** Step by step through the items, and through what they say. *)
Ltac said_same := match goal with |- _ = ?x => vm_cast_no_check (eq_refl x) end.
Ltac reads_as l cs os := refine (Said.sentence _ l cs os _ _ _ _ _); [said_same | said_same | said_same | said_same |].
Ltac category_is K proof := refine (Said.category_step _ _ _ _ _ _ K _ _ _); [reflexivity | proof |].
(** Past what defines nothing but a name. *)
Ltac goes_on :=
  try match goal with |- Said.with_categories ?E _ ?next => refine (Said.categories_done E next _) end;
  repeat match goal with
  | |- Said.with_things ?E ?l =>
    let l := eval hnf in l in
    match l with
    | cons (Syntax.Define ?n ?params ?p) ?l => refine (Said.defined_step E n params p l _)
    | cons (Syntax.Definition_ ?kind ?n ?t) ?l =>
      let b := eval vm_compute in (Syntax.among kind Syntax.category_words) in
      match b with
      | true => refine (Said.category_defined E kind n t l _ _); [computed |]
      | false =>
        let v := eval hnf in (Said.model_of E t) in
        match v with Some ?v => refine (Said.model_defined E n t l v _ _); [exact_no_check (eq_refl (Some v)) |] end
      end
    end
  end.
Ltac table_is S ok :=
  goes_on;
  match goal with
  | |- Said.with_things ?E ?l =>
    let l := eval hnf in l in
    let place t k := let p := eval vm_compute in (Said.called t (Said.cats E)) in match p with Some ?p => k p end in
    match l with
    | cons (Syntax.TaskItem ?n ?on ?es) ?l => place on ltac:(fun p => refine (Said.task_step E n on es l p _ _); [said_same |])
    | cons (Syntax.FunctorItem ?n ?from ?to ?es) ?l =>
      place from ltac:(fun p => place to ltac:(fun q => refine (Said.functor_step E n from to es l p q _ _ _); [said_same | said_same |]))
    end
  end;
  refine (ex_intro _ S (ex_intro _ ok (conj _ _))); [computed |].
(** What is proved is what is said, up to computing, which the kernel does at the end. No word has a universe of its own, so
    that where both say the same words, it has not to look into them. *)
Ltac states H := goes_on; exact_no_check H.
