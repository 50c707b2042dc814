(** What the text of a theory file says: its last item is a statement, about tables that are what the others declare. *)

From Coq Require Import List NArith Arith Bool ZArith.
From Catproof Require Import Parse AllFinite.
From Catproof Require Export Declared Kan Limits.
Import ListNotations.
Open Scope N_scope.

Module Said.
Import Syntax Declared.

(** A word, as the number that it is for the reader; several. *)
#[local] Notation word t := ltac:(let n := eval vm_compute in (spelled t%text) in exact n) (only parsing).
#[local] Notation property l := ltac:(let n := eval vm_compute in (map spelled l) in exact n) (only parsing).

(** ** What names stand for *)

(** A category: one that is declared, with its names, or any other that is finite. *)
Inductive home : Type := Given (K : named) | Any (C : Category@{Set Set}) (F : FiniteCategory C).
Definition base (h : home) : Category@{Set Set} := match h with Given K => category (entry K) (passes K) | Any C _ => C end.
#[export] Instance finite_base (h : home) : FiniteCategory (base h) :=
  match h with Given K => table_category (passes K) | Any _ F => F end.

Inductive thing : Type :=
| ACategory (h : home)
| AnObject (h : home) (a : base h)
| AnArrow (h : home) (a b : base h) (f : Hom a b)
| ATask (h : home) (T : Presheaf@{Set Set Set} (base h)) (F : FiniteTask T)
| AnElement (h : home) (T : Presheaf@{Set Set Set} (base h)) (a : base h) (x : T a)
| AFunctor (h k : home) (F : Functor (base h) (base k))
| AYoneda (h : home)
| AVia (h k : home) (F : Functor (base h) (base k)).

(** Categories are known by what they are called, or by the expression that they are; definitions say something of
    their parameters. What is bound, by a quantifier or a definition, comes before what is declared. *)
Record env : Type := Env {
  cats : list (term * home); declared : list (N * thing); defined : list (N * (list parameter * prop)); local : list (N * thing) }.
Definition bind (E : env) (x : N) (v : thing) : env := Env (cats E) (declared E) (defined E) ((x, v) :: local E).
Definition opened (E : env) (l : list (N * thing)) : env := Env (cats E) (declared E) (defined E) l.
Definition bound (E : env) (x : N) : bool := existsb (fun y => x =? fst y) (local E).
Definition known (E : env) (x : N) : option thing :=
  match assoc x (local E) with Some v => Some v | None => assoc x (declared E) end.
Fixpoint called (t : term) (l : list (term * home)) : option home :=
  match l with [] => None | (s, h) :: l' => if same_term s t then Some h else called t l' end.
(** No variable of a quantifier is called like something that is declared, or that is bound. *)
Definition free (E : env) (x : N) : bool :=
  negb (existsb (fun y => same_term (fst y) (Name x)) (cats E) || existsb (fun y => fst y =? x) (declared E) || bound E x).
(** Nothing in it is bound. *)
Definition closed (E : env) (t : term) : bool :=
  forallb (fun u => match u with Name n | Call n _ => negb (bound E n) | _ => true end) (parts t).

(** ** Terms *)

(** What the names of a table's objects and generating arrows mean, with nothing bound. *)
Definition object_numbered (K : named) (n : N) : option (base (Given K)) :=
  match bool_dec (n <? objects (shape (entry K))) true with left e => Some (exist _ n e) | right _ => None end.
Definition object_at (K : named) (t : term) : option (base (Given K)) := let* n := object_of K t in object_numbered K n.
Definition arrow_at (K : named) (ends : option (base (Given K) * base (Given K))) (t : term) :
    option {a : base (Given K) & {b : base (Given K) & Hom a b}} :=
  let* (a, b, w) := word_in K (option_map (fun x => (number (fst x), number (snd x))) ends) t in
  let* x := object_numbered K a in
  let* y := object_numbered K b in
  match bool_dec (member (arrows (hom (entry K) (number y))) (number x) (value_of (entry K) b w)) true with
  | left e => Some (existT _ x (existT _ y (exist _ _ e)))
  | right _ => None
  end.

Inductive category_is (E : env) : term -> home -> Prop :=
| category_bound x h : assoc x (local E) = Some (ACategory h) -> category_is E (Name x) h
| category_called t h : closed E t = true -> called t (cats E) = Some h -> category_is E t h.

Inductive functor_is (E : env) : term -> forall h k : home, Functor (base h) (base k) -> Prop :=
| functor_known x h k F : known E x = Some (AFunctor h k F) -> functor_is E (Name x) h k F
| functor_identity c h : category_is E c h -> functor_is E (Call (word "identity") [c]) h h (identity_functor (base h))
| functor_composite s t h k l G F : functor_is E s k l G -> functor_is E t h k F ->
    functor_is E (Call (word "compose") [s; t]) h l (compose_functor G F).

Inductive object_is (E : env) : forall h : home, term -> base h -> Prop :=
| object_known x h a : known E x = Some (AnObject h a) -> object_is E h (Name x) a
| object_called K t a : closed E t = true -> object_at K t = Some a -> object_is E (Given K) t a
| object_value f h k F t a : functor_is E (Name f) h k F -> object_is E h t a -> object_is E k (Call f [t]) (F a).

(** An arrow, where its ends may be known. *)
Inductive arrow_is (E : env) : forall (h : home) (ends : option (base h * base h)) (t : term) (a b : base h), Hom a b -> Prop :=
| arrow_known x h ends a b f : known E x = Some (AnArrow h a b f) -> arrow_is E h ends (Name x) a b f
| arrow_called K ends t a b f : closed E t = true -> arrow_at K ends t = Some (existT _ a (existT _ b f)) -> arrow_is E (Given K) ends t a b f
| arrow_identity h ends t a : object_is E h t a -> arrow_is E h ends (Call (word "id") [t]) a a (id a)
| arrow_composite h ends s t a b c g f : arrow_is E h None s b c g -> arrow_is E h None t a b f -> arrow_is E h ends (Compose s t) a c (g ∘ f)
| arrow_value x h k F ends t a b f : functor_is E (Name x) h k F -> arrow_is E h None t a b f ->
    arrow_is E k ends (Call x [t]) (F a) (F b) (fmap F f).

Inductive task_is (E : env) : term -> forall (h : home) (T : Presheaf@{Set Set Set} (base h)), FiniteTask T -> Prop :=
| task_known x h T F : known E x = Some (ATask h T F) -> task_is E (Name x) h T F
| task_yoneda c t h a : category_is E c h -> object_is E h t a -> task_is E (Call (word "yoneda") [c; t]) h (yoneda a) _
| task_is_terminal c h : category_is E c h -> task_is E (Call (word "terminal") [c]) h (task_terminal (base h)) _
| task_is_empty c h : category_is E c h -> task_is E (Call (word "empty") [c]) h (task_empty (base h)) _
| task_is_sum s t h S FS T FT : task_is E s h S FS -> task_is E t h T FT -> task_is E (Call (word "sum") [s; t]) h (task_sum S T) _
| task_is_product s t h S FS T FT : task_is E s h S FS -> task_is E t h T FT -> task_is E (Call (word "product") [s; t]) h (task_product S T) _
| task_restricted s t h k G T FT : functor_is E s h k G -> task_is E t k T FT -> task_is E (Call (word "restrict") [s; t]) h (pullback G T) _
| task_extended s t h k G T FT : functor_is E s h k G -> task_is E t h T FT -> task_is E (Call (word "lan") [s; t]) k (lan_task G T) _.

Inductive element_is (E : env) : term -> forall (h : home) (T : Presheaf@{Set Set Set} (base h)) (a : base h), T a -> Prop :=
| element_known x h T a u : known E x = Some (AnElement h T a u) -> element_is E (Name x) h T a u
| element_along s t h T a b u f : element_is E s h T b u -> arrow_is E h None t a b f -> element_is E (Along s t) h T a (restrict T f u).

Inductive model_is (E : env) : term -> thing -> Prop :=
| model_known_yoneda x h : known E x = Some (AYoneda h) -> model_is E (Name x) (AYoneda h)
| model_known_via x h k F : known E x = Some (AVia h k F) -> model_is E (Name x) (AVia h k F)
| model_yoneda c h : category_is E c h -> model_is E (Call (word "yoneda") [c]) (AYoneda h)
| model_via t h k F : functor_is E t h k F -> model_is E (Call (word "via") [t]) (AVia h k F).

(** A number, by what is said of it: a rank is the number that the task has as its rank. *)
Inductive number_is (E : env) : term -> ((Z -> Prop) -> Prop) -> Prop :=
| number_numeral n : number_is E (Numeral n) (fun says => says (Z.of_N n))
| number_rank t h T F : task_is E t h T F -> number_is E (Call (word "rank") [t]) (fun says => exists k : nat, HasRank T k /\ says (Z.of_nat k))
| number_size t h T F : task_is E t h T F -> number_is E (Call (word "size") [t]) (fun says => says (count (Element T)))
| number_objects c h : category_is E c h -> number_is E (Call (word "count") [Call (word "objects") [c]]) (fun says => says (count (base h)))
| number_arrows c h : category_is E c h -> number_is E (Call (word "count") [Call (word "arrows") [c]]) (fun says => says (count (Arrow (base h))))
| number_endo c K a : category_is E c (Given K) -> (objects (shape (entry K)) =? 1) = true -> object_numbered K 0 = Some a ->
    number_is E (Call (word "count") [Call (word "arrows") [c]])
      (fun says => says (count (Hom a a)))
| number_between c s t h a b : category_is E c h -> object_is E h s a -> object_is E h t b ->
    number_is E (Call (word "count") [Call (word "arrows") [c; s; t]]) (fun says => says (count (Hom a b)))
| number_elements t h T F : task_is E t h T F -> number_is E (Call (word "count") [Call (word "elements") [t]]) (fun says => says (count (Element T)))
| number_elements_at t s h T F a : task_is E t h T F -> object_is E h s a ->
    number_is E (Call (word "count") [Call (word "elements") [t; s]]) (fun says => says (count (T a)))
| number_maps s t h S FS T FT : task_is E s h S FS -> task_is E t h T FT ->
    number_is E (Call (word "count") [Call (word "transformations") [s; t]]) (fun says => says (count (Transformations S T))).

(** ** What a variable ranges over: a type, what the variable is for each value of it, and what "all", "some" and "exactly one" are *)

Definition range_of (A : Type) : Type := ((A -> env) * (((A -> Prop) -> Prop) * ((A -> Prop) -> Prop)) * ((A -> Prop) -> Prop))%type.
Definition simple {A : Type} (E : A -> env) : range_of A := (E, (fun P : A -> Prop => forall v, P v, fun P : A -> Prop => exists v, P v), fun P : A -> Prop => exists! v, P v).

Definition range_arrows (E : env) (x : N) (h : home) : range_of (Arrow (base h)) :=
  let Q := Arrow (base h) -> Prop in
  (fun f => bind E x (AnArrow h (fst (projT1 f)) (snd (projT1 f)) (projT2 f)),
   (fun P : Q => forall (a b : base h) (f : Hom a b), P (existT _ (a, b) f), fun P : Q => exists (a b : base h) (f : Hom a b), P (existT _ (a, b) f)),
   fun P : Q => exists! f : Arrow (base h), P f).
Definition range_elements (E : env) (x : N) (h : home) (T : Presheaf@{Set Set Set} (base h)) : range_of (Element T) :=
  let Q := Element T -> Prop in
  (fun u => bind E x (AnElement h T (projT1 u) (projT2 u)),
   (fun P : Q => forall (a : base h) (u : T a), P (existT _ a u), fun P : Q => exists (a : base h) (u : T a), P (existT _ a u)),
   fun P : Q => exists! u : Element T, P u).

(** [size <= 3]: at least, at most. *)
Definition bounds_of (key : N) (t : term) : option (nat * nat) :=
  match t with
  | BoundBy k s n =>
    if k =? key then
      if s =? word "<=" then Some (0%nat, N.to_nat n) else if s =? word "=" then Some (N.to_nat n, N.to_nat n) else None
    else None
  | _ => None
  end.

Inductive ranges (E : env) (x : N) : term -> forall A : Type, range_of A -> Prop :=
| over_objects c h : category_is E c h -> ranges E x (Call (word "objects") [c]) (base h) (simple (fun a => bind E x (AnObject h a)))
| over_arrows c h : category_is E c h -> ranges E x (Call (word "arrows") [c]) (Arrow (base h)) (range_arrows E x h)
| over_endo c K a : category_is E c (Given K) -> (objects (shape (entry K)) =? 1) = true -> object_numbered K 0 = Some a ->
    ranges E x (Call (word "arrows") [c]) (Hom a a)
      (simple (fun f => bind E x (AnArrow (Given K) a a f)))
| over_between c s t h a b : category_is E c h -> object_is E h s a -> object_is E h t b ->
    ranges E x (Call (word "arrows") [c; s; t]) (Hom a b) (simple (fun f => bind E x (AnArrow h a b f)))
| over_elements t h T F : task_is E t h T F -> ranges E x (Call (word "elements") [t]) (Element T) (range_elements E x h T)
| over_elements_at t s h T F a : task_is E t h T F -> object_is E h s a ->
    ranges E x (Call (word "elements") [t; s]) (T a) (simple (fun u => bind E x (AnElement h T a u)))
| over_functors c d h k : category_is E c h -> category_is E d k ->
    ranges E x (Call (word "functors") [c; d]) (Functor (base h) (base k)) (simple (fun F => bind E x (AFunctor h k F)))
| over_tasks c t h least most : category_is E c h -> bounds_of (word "size") t = Some (least, most) ->
    ranges E x (Call (word "tasks") [c; t]) (FiniteTasks (base h) least most)
      (simple (fun T : FiniteTasks (base h) least most => bind E x (ATask h T _)))
| over_categories t least most : bounds_of (word "arrows") t = Some (least, most) ->
    ranges E x (Call (word "categories") [t]) (FiniteCategories least most 0 most)
      (simple (fun C : FiniteCategories least most 0 most => bind E x (ACategory (Any C _))))
| over_monoids t least most : bounds_of (word "order") t = Some (least, most) ->
    ranges E x (Call (word "monoids") [t]) (FiniteCategories least most 1 1)
      (simple (fun C : FiniteCategories least most 1 1 => bind E x (ACategory (Any C _))))
| over_posets t least most : bounds_of (word "points") t = Some (least, most) ->
    ranges E x (Call (word "posets") [t]) (FinitePosets least most) (simple (fun C : FinitePosets least most => bind E x (ACategory (Any C _)))).

(** ** Propositions *)

Definition comparison (s : N) : option (Z -> Z -> Prop) :=
  if s =? word "=" then Some (fun j k => j = k)
  else if s =? word "!=" then Some (fun j k => j <> k)
  else if s =? word "<" then Some (fun j k => j < k)%Z
  else if s =? word "<=" then Some (fun j k => j <= k)%Z
  else if s =? word ">" then Some (fun j k => j > k)%Z
  else if s =? word ">=" then Some (fun j k => j >= k)%Z
  else None.

Definition of_functors (w : list N) : option (forall h k : home, Functor (base h) (base k) -> Prop) :=
  if same w (property ["full"]%text) then Some (fun h k F => Full F)
  else if same w (property ["faithful"]%text) then Some (fun h k F => Faithful F)
  else if same w (property ["fully"; "faithful"]%text) then Some (fun h k F => FullyFaithful F)
  else if same w (property ["embedding"]%text) then Some (fun h k F => Embedding F)
  else if same w (property ["essentially"; "surjective"]%text) then Some (fun h k F => EssentiallySurjective F)
  else None.

(** The name of a definition, from the words of a property: [split mono], [has a terminal object]. *)
Definition joined (l : list N) : N := name_of (spaced (map (fun n => codes_in (N.size_nat n) n []) l)).
Definition property_names (has : bool) (w : list N) : list N :=
  if has then [joined (word "has" :: w); joined (word "has" :: word "a" :: w); joined (word "has" :: word "an" :: w)] else [joined w].
Fixpoint first_defined (E : env) (l : list N) : option (list parameter * prop) :=
  match l with [] => None | n :: l' => match assoc n (defined E) with Some d => Some d | None => first_defined E l' end end.

(** What the parameters of a definition stand for: what is named twice is the same. *)
Inductive entered (x : N) (v : thing) (l : list (N * thing)) : list (N * thing) -> Prop :=
| entered_new : assoc x l = None -> entered x v l ((x, v) :: l)
| entered_before : assoc x l = Some v -> entered x v l l.

Inductive given (E : env) (home_of : option term) : parameter -> term -> list (N * thing) -> list (N * thing) -> Prop :=
| given_category x t h l m : category_is E t h -> entered x (ACategory h) l m -> given E home_of (Param (word "category") x [] None) t l m
| given_object x c t h a l m n : match home_of with Some u => category_is E u h | None => True end ->
    entered c (ACategory h) l m -> object_is E h t a -> entered x (AnObject h a) m n -> given E home_of (Param (word "object") x [] (Some (Name c))) t l n
| given_arrow x s e c t h a b f l1 l2 l3 l4 l5 : match home_of with Some u => category_is E u h | None => True end ->
    entered c (ACategory h) l1 l2 -> arrow_is E h None t a b f -> entered s (AnObject h a) l2 l3 -> entered e (AnObject h b) l3 l4 -> entered x (AnArrow h a b f) l4 l5 ->
    given E home_of (Param (word "arrow") x [Name s; Name e] (Some (Name c))) t l1 l5
| given_functor x b c t h k F l1 l2 l3 l4 : functor_is E t h k F ->
    entered b (ACategory h) l1 l2 -> entered c (ACategory k) l2 l3 -> entered x (AFunctor h k F) l3 l4 ->
    given E home_of (Param (word "functor") x [Name b; Name c] None) t l1 l4
| given_task x c t h T F l m n : task_is E t h T F -> entered c (ACategory h) l m -> entered x (ATask h T F) m n ->
    given E home_of (Param (word "task") x [] (Some (Name c))) t l n
| given_element x s S t h T F a u l1 l2 l3 l4 : element_is E t h T a u ->
    entered S (ATask h T F) l1 l2 -> entered s (AnObject h a) l2 l3 -> entered x (AnElement h T a u) l3 l4 ->
    given E home_of (Param (word "element") x [Name s] (Some (Name S))) t l1 l4.
Inductive all_given (E : env) (home_of : option term) : list parameter -> list term -> list (N * thing) -> list (N * thing) -> Prop :=
| none_given l : all_given E home_of [] [] l l
| more_given p ps t ts l m n : given E home_of p t l m -> all_given E home_of ps ts m n -> all_given E home_of (p :: ps) (t :: ts) l n.

Inductive says : env -> prop -> Prop -> Prop :=
| says_not E p P : says E p P -> says E (Not p) (~ P)
| says_and E p q P Q : says E p P -> says E q Q -> says E (And p q) (P /\ Q)
| says_or E p q P Q : says E p P -> says E q Q -> says E (Or p q) (P \/ Q)
| says_implies E p q P Q : says E p P -> says E q Q -> says E (Implies p q) (P -> Q)
| says_iff E p q P Q : says E p P -> says E q Q -> says E (Iff p q) (P <-> Q)
| says_forall E x d p A (r : range_of A) P : free E x = true -> ranges E x d A r -> (forall v, says (fst (fst r) v) p (P v)) ->
    says E (Forall x d None p) (fst (snd (fst r)) P)
| says_forall_such E x d c p A (r : range_of A) Q P : free E x = true -> ranges E x d A r ->
    (forall v, says (fst (fst r) v) c (Q v)) -> (forall v, says (fst (fst r) v) p (P v)) ->
    says E (Forall x d (Some c) p) (fst (snd (fst r)) (fun v => Q v -> P v))
| says_exists E x d p A (r : range_of A) P : free E x = true -> ranges E x d A r -> (forall v, says (fst (fst r) v) p (P v)) ->
    says E (Exists x d None p) (snd (snd (fst r)) P)
| says_exists_such E x d c p A (r : range_of A) Q P : free E x = true -> ranges E x d A r ->
    (forall v, says (fst (fst r) v) c (Q v)) -> (forall v, says (fst (fst r) v) p (P v)) ->
    says E (Exists x d (Some c) p) (snd (snd (fst r)) (fun v => Q v /\ P v))
| says_one E x d p A (r : range_of A) P : free E x = true -> ranges E x d A r -> (forall v, says (fst (fst r) v) p (P v)) ->
    says E (ExistsOne x d None p) (snd r P)
| says_one_such E x d c p A (r : range_of A) Q P : free E x = true -> ranges E x d A r ->
    (forall v, says (fst (fst r) v) c (Q v)) -> (forall v, says (fst (fst r) v) p (P v)) ->
    says E (ExistsOne x d (Some c) p) (snd r (fun v => Q v /\ P v))
| says_numbers E s t u f g related P : number_is E t f -> number_is E u g -> comparison s = Some related ->
    P = f (fun j => g (fun k => related j k)) -> says E (Compare s t u None) P
| says_isomorphic E t u h S FS T FT : task_is E t h S FS -> task_is E u h T FT -> says E (Compare (word "~=") t u None) (Iso S T)
| says_isomorphic_functors E t u h k F G : functor_is E t h k F -> functor_is E u h k G ->
    says E (Compare (word "~=") t u None) (NaturallyIsomorphic F G)
| says_isomorphic_categories E t u h k : category_is E t h -> category_is E u k -> says E (Compare (word "~=") t u None) (IsomorphicCategories (base h) (base k))
| says_isomorphic_objects E t u c h a b : category_is E c h -> object_is E h t a -> object_is E h u b ->
    says E (Compare (word "~=") t u (Some c)) (Isomorphic a b)
| says_equal_objects E t u c h a b : category_is E c h -> object_is E h t a -> object_is E h u b -> says E (Compare (word "=") t u (Some c)) (a = b)
| says_equal_arrows E t u c h a b f g : category_is E c h -> arrow_is E h None t a b f -> arrow_is E h (Some (a, b)) u a b g ->
    says E (Compare (word "=") t u (Some c)) (f == g)
| says_same_arrow E t u c h a b a' b' f g : category_is E c h -> arrow_is E h None t a b f -> arrow_is E h None u a' b' g ->
    says E (Compare (word "=") t u (Some c)) (SameArrow f g)
| says_equal_elements E t u c h T F a x y : task_is E c h T F -> element_is E t h T a x -> element_is E u h T a y ->
    says E (Compare (word "=") t u (Some c)) (x == y)
| says_same_element E t u c h T F a b x y : task_is E c h T F -> element_is E t h T a x -> element_is E u h T b y ->
    says E (Compare (word "=") t u (Some c)) (SameElement x y)
| says_represents E t u h T F a : task_is E t h T F -> object_is E h u a -> says E (Is t (property ["representable"]%text) (Some u) None) (Represents a T)
| says_representable E t h T F : task_is E t h T F -> says E (Is t (property ["representable"]%text) None None) (Representable T)
| says_familial E t h T F : task_is E t h T F -> says E (Is t (property ["familial"]%text) None None) (Familial T)
| says_ideal_yoneda E t h : model_is E t (AYoneda h) -> says E (Is t (property ["ideal"]%text) None None) (Ideal (yoneda_model (base h)))
| says_ideal_via E t h k F : model_is E t (AVia h k F) -> says E (Is t (property ["ideal"]%text) None None) (Ideal (via_model F))
| says_of_functor E t w h k F P Q : of_functors w = Some P -> functor_is E t h k F -> Q = P h k F -> says E (Is t w None None) Q
| says_iso E t c h a b f : match c with Some u => category_is E u h | None => True end -> arrow_is E h None t a b f ->
    says E (Is t (property ["iso"]%text) None c) (IsIso f)
| says_left_adjoint E t u h k F G : functor_is E t h k F -> functor_is E u k h G -> says E (Is t (property ["left"; "adjoint"; "to"]%text) (Some u) None) (LeftAdjoint F G)
| says_right_adjoint E t u h k F G : functor_is E t h k F -> functor_is E u k h G -> says E (Is u (property ["right"; "adjoint"; "to"]%text) (Some t) None) (LeftAdjoint F G)
| says_generalizes E t h k F : functor_is E t h k F -> says E (Generalizes t) (Model.Generalizes F)
| says_prompt_yoneda E m t p h T F a : model_is E m (AYoneda h) -> task_is E t h T F -> object_is E h p a ->
    says E (Prompts m t (Some p)) (solves_by (yoneda_model (base h)) a T)
| says_prompts_yoneda E m t h T F : model_is E m (AYoneda h) -> task_is E t h T F -> says E (Prompts m t None) (solves (yoneda_model (base h)) T)
| says_prompt_via E m t p h k G T F a : model_is E m (AVia h k G) -> task_is E t h T F -> object_is E h p a ->
    says E (Prompts m t (Some p)) (solves_by (via_model G) a T)
| says_prompts_via E m t h k G T F : model_is E m (AVia h k G) -> task_is E t h T F -> says E (Prompts m t None) (solves (via_model G) T)
| says_tunes_yoneda E m t h T F : model_is E m (AYoneda h) -> task_is E t h T F -> says E (Tunes m t) (solves_by_tuning (yoneda_model (base h)) T)
| says_tunes_via E m t h k G T F : model_is E m (AVia h k G) -> task_is E t h T F -> says E (Tunes m t) (solves_by_tuning (via_model G) T)
| says_is E t w u c params body l P : first_defined E (property_names false w) = Some (params, body) ->
    all_given E c params (t :: match u with Some v => [v] | None => [] end) [] l -> says (opened E l) body P -> says E (Is t w u c) P
| says_has E t w params body l P : first_defined E (property_names true w) = Some (params, body) ->
    all_given E None params [t] [] l -> says (opened E l) body P -> says E (Has t w) P
| says_holds E n ts params body l P : assoc n (defined E) = Some (params, body) ->
    all_given E None params ts [] l -> says (opened E l) body P -> says E (Holds n ts) P.

(** The words of properties that have a meaning of their own. *)
Definition property_words : list N := Eval compute in
  map spelled ["representable"; "familial"; "ideal"; "full"; "faithful"; "fully faithful"; "embedding"; "essentially surjective"; "iso";
               "left adjoint to"; "right adjoint to"]%text.

(** ** Items, one after the other: categories first, as all else is about them *)

Definition with_thing (E : env) (n : N) (v : thing) : env := Env (cats E) ((n, v) :: declared E) (defined E) [].
Definition stated (E : env) (kind : N) (p : prop) : Prop := exists P, says E p P /\ if kind =? word "claim" then P else ~ P.

Fixpoint with_things (E : env) (l : list item) : Prop :=
  match l with
  | [Statement kind _ p] => stated E kind p
  | TaskItem n on es :: l' =>
    match called on (cats E) with
    | Some (Given K) =>
      exists (S : system) (ok : check_task (entry K) S = true), task_declared K es S = true /\
        with_things (with_thing E n (ATask (Given K) (task _ S (passes K) ok) (table_task (passes K) ok))) l'
    | _ => False
    end
  | FunctorItem n from to es :: l' =>
    match called from (cats E), called to (cats E) with
    | Some (Given K), Some (Given L) =>
      exists (F : functor_table) (ok : check_functor (entry K) (entry L) F = true), functor_declared K L es F = true /\
        with_things (with_thing E n (AFunctor (Given K) (Given L) (functor _ _ F (passes K) (passes L) ok))) l'
    | _, _ => False
    end
  | Definition_ kind n t :: l' =>
    if among kind category_words then with_things E l'
    else if (kind =? word "task") || (kind =? word "presheaf") then
      exists h T F, task_is E t h T F /\ with_things (with_thing E n (ATask h T F)) l'
    else if kind =? word "functor" then exists h k F, functor_is E t h k F /\ with_things (with_thing E n (AFunctor h k F)) l'
    else if kind =? word "model" then exists v, model_is E t v /\ with_things (with_thing E n v) l'
    else False
  | Define n params p :: l' => with_things (Env (cats E) (declared E) ((n, (params, p)) :: defined E) []) l'
  | _ => False
  end.

Definition others (l : list item) : list item := filter (fun x => match x with CategoryItem _ _ _ => false | _ => true end) l.

Fixpoint with_categories (E : list (term * home)) (l : list (term * N * list Syntax.entry)) (says : list (term * home) -> Prop) : Prop :=
  match l with
  | [] => says E
  | (t, kind, es) :: l' => exists K : named, title K = t /\ declares kind es K /\ with_categories (E ++ [(t, Given K)]) l' says
  end.

(** No name is declared twice, and none is a word that has a meaning here. *)
Definition own (l : list item) : list N :=
  flat_map (fun x => match x with
    | CategoryItem _ n _ | TaskItem n _ _ | FunctorItem n _ _ _ | Definition_ _ n _ | Define n _ _ => [n]
    | Statement _ _ _ => []
    end) l.
Definition operations : list N := Eval compute in
  map spelled ["id"; "yoneda"; "via"; "terminal"; "empty"; "sum"; "product"; "restrict"; "lan"; "rank"; "discrete"; "chain"; "size"; "count";
               "objects"; "arrows"; "elements"; "transformations"; "functors"; "tasks"; "categories"; "monoids"; "posets"; "identity"; "compose"]%text.
Definition well_named (l : list item) : bool :=
  distinct N.eqb (own l) &&
  forallb (fun x => match x with
    | Define n _ _ => negb (among n property_words)
    | CategoryItem _ n _ | TaskItem n _ _ | FunctorItem n _ _ _ | Definition_ _ n _ => negb (among n operations)
    | Statement _ _ _ => true
    end) l.

(** There are tables that are what the text declares, and of them the statement at its end holds: what is claimed, or the
    negation of what is refuted. Such tables are unique up to
    an isomorphism that keeps all names. *)
Definition sentence_of (t : text) : Prop :=
  match read t with
  | Some l => well_named l = true /\ with_categories [] (categories_of l) (fun cats => with_things (Env cats [] [] []) (others l))
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
  with_categories [] cs (fun cats => with_things (Env cats [] [] []) os) -> sentence_of t.
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

(** Step by step through the items, and through what they say. *)
Ltac said_same := match goal with |- _ = ?x => vm_cast_no_check (eq_refl x) end.
Ltac reads_as l cs os := refine (Said.sentence _ l cs os _ _ _ _ _); [said_same | said_same | said_same | said_same |].
Ltac category_is K proof := refine (ex_intro _ K (conj _ (conj _ _))); [reflexivity | proof |].
Ltac table_is S ok := refine (ex_intro _ S (ex_intro _ ok (conj _ _))); [computed |].

(** What a name stands for is found first, and is then given. *)
Ltac reads_name :=
  let found E x k := (let v := eval hnf in (Said.known E x) in lazymatch v with Some ?w => k w end) in
  lazymatch goal with
  | |- Said.functor_is ?E (Syntax.Name ?x) _ _ _ => found E x ltac:(fun w => lazymatch w with Said.AFunctor ?h ?k ?F => exact (Said.functor_known E x h k F eq_refl) end)
  | |- Said.object_is ?E _ (Syntax.Name ?x) _ => found E x ltac:(fun w => lazymatch w with Said.AnObject ?h ?a => exact (Said.object_known E x h a eq_refl) end)
  | |- Said.arrow_is ?E _ _ (Syntax.Name ?x) _ _ _ =>
    found E x ltac:(fun w => lazymatch w with Said.AnArrow ?h ?a ?b ?f => exact (Said.arrow_known E x h _ a b f eq_refl) end)
  | |- Said.task_is ?E (Syntax.Name ?x) _ _ _ => found E x ltac:(fun w => lazymatch w with Said.ATask ?h ?T ?F => exact (Said.task_known E x h T F eq_refl) end)
  | |- Said.element_is ?E (Syntax.Name ?x) _ _ _ _ =>
    found E x ltac:(fun w => lazymatch w with Said.AnElement ?h ?T ?a ?u => exact (Said.element_known E x h T a u eq_refl) end)
  | |- Said.model_is ?E (Syntax.Name ?x) _ =>
    found E x ltac:(fun w => lazymatch w with
      | Said.AYoneda ?h => exact (Said.model_known_yoneda E x h eq_refl)
      | Said.AVia ?h ?k ?F => exact (Said.model_known_via E x h k F eq_refl) end)
  end.
Ltac reads_category := first [eapply Said.category_bound; reflexivity | eapply Said.category_called; reflexivity].
Ltac reads_functor :=
  first [ reads_name
        | eapply Said.functor_identity; reads_category
        | eapply Said.functor_composite; [reads_functor | reads_functor] ].
Ltac reads_object :=
  first [ reads_name
        | refine (Said.object_called _ _ _ _ _ _); reflexivity
        | refine (Said.object_value _ _ _ _ _ _ _ _ _); [reads_functor | reads_object] ].
Ltac reads_arrow :=
  first [ reads_name
        | refine (Said.arrow_called _ _ _ _ _ _ _ _ _); reflexivity
        | refine (Said.arrow_identity _ _ _ _ _ _); reads_object
        | refine (Said.arrow_composite _ _ _ _ _ _ _ _ _ _ _ _); [reads_arrow | reads_arrow]
        | refine (Said.arrow_value _ _ _ _ _ _ _ _ _ _ _ _); [reads_functor | reads_arrow] ].
Ltac reads_task :=
  first [ reads_name
        | eapply Said.task_yoneda; [reads_category | reads_object]
        | eapply Said.task_is_terminal; reads_category
        | eapply Said.task_is_empty; reads_category
        | eapply Said.task_is_sum; [reads_task | reads_task]
        | eapply Said.task_is_product; [reads_task | reads_task]
        | eapply Said.task_restricted; [reads_functor | reads_task]
        | eapply Said.task_extended; [reads_functor | reads_task] ].
Ltac reads_element := first [reads_name | refine (Said.element_along _ _ _ _ _ _ _ _ _ _ _); [reads_element | reads_arrow]].
Ltac reads_model :=
  first [ reads_name
        | eapply Said.model_yoneda; reads_category | eapply Said.model_via; reads_functor ].
Ltac reads_number :=
  first [ apply Said.number_numeral
        | eapply Said.number_rank; reads_task
        | eapply Said.number_size; reads_task
        | eapply Said.number_objects; reads_category
        | eapply Said.number_endo; [reads_category | reflexivity | reflexivity]
        | eapply Said.number_arrows; reads_category
        | eapply Said.number_between; [reads_category | reads_object | reads_object]
        | eapply Said.number_elements; reads_task
        | eapply Said.number_elements_at; [reads_task | reads_object]
        | eapply Said.number_maps; [reads_task | reads_task] ].
Ltac reads_range :=
  first [ eapply Said.over_objects; reads_category
        | eapply Said.over_endo; [reads_category | reflexivity | reflexivity]
        | eapply Said.over_arrows; reads_category
        | eapply Said.over_between; [reads_category | reads_object | reads_object]
        | eapply Said.over_elements; reads_task
        | eapply Said.over_elements_at; [reads_task | reads_object]
        | eapply Said.over_functors; [reads_category | reads_category]
        | eapply Said.over_tasks; [reads_category | reflexivity]
        | eapply Said.over_categories; reflexivity | eapply Said.over_monoids; reflexivity | eapply Said.over_posets; reflexivity ].
Ltac reads_entered := first [apply Said.entered_new; reflexivity | apply Said.entered_before; reflexivity].
Ltac reads_home := first [exact I | reads_category].
Ltac reads_given :=
  first [ apply Said.none_given
        | eapply Said.more_given;
          [ first [ eapply Said.given_category; [reads_category | reads_entered]
                  | eapply Said.given_object; [reads_home | reads_entered | reads_object | reads_entered]
                  | eapply Said.given_arrow; [reads_home | reads_entered | reads_arrow | reads_entered ..]
                  | eapply Said.given_functor; [reads_functor | reads_entered ..]
                  | eapply Said.given_task; [reads_task | reads_entered ..]
                  | eapply Said.given_element; [reads_element | reads_entered ..] ]
          | reads_given ] ].
(** What is bound is written out, so that it is not computed anew for each word within. *)
Ltac said_bound := intros; lazy beta iota zeta delta [fst snd Said.simple Said.range_arrows Said.range_elements Said.bind Said.opened
  Said.cats Said.declared Said.defined Said.local].
Ltac reads :=
  lazymatch goal with
  | |- Said.says _ (Syntax.Not _) _ => apply Said.says_not; reads
  | |- Said.says _ (Syntax.And _ _) _ => apply Said.says_and; [reads | reads]
  | |- Said.says _ (Syntax.Or _ _) _ => apply Said.says_or; [reads | reads]
  | |- Said.says _ (Syntax.Implies _ _) _ => apply Said.says_implies; [reads | reads]
  | |- Said.says _ (Syntax.Iff _ _) _ => apply Said.says_iff; [reads | reads]
  | |- Said.says _ (Syntax.Forall _ _ None _) _ => eapply Said.says_forall; [reflexivity | reads_range | said_bound; reads]
  | |- Said.says _ (Syntax.Forall _ _ _ _) _ => eapply Said.says_forall_such; [reflexivity | reads_range | said_bound; reads | said_bound; reads]
  | |- Said.says _ (Syntax.Exists _ _ None _) _ => eapply Said.says_exists; [reflexivity | reads_range | said_bound; reads]
  | |- Said.says _ (Syntax.Exists _ _ _ _) _ => eapply Said.says_exists_such; [reflexivity | reads_range | said_bound; reads | said_bound; reads]
  | |- Said.says _ (Syntax.ExistsOne _ _ None _) _ => eapply Said.says_one; [reflexivity | reads_range | said_bound; reads]
  | |- Said.says _ (Syntax.ExistsOne _ _ _ _) _ => eapply Said.says_one_such; [reflexivity | reads_range | said_bound; reads | said_bound; reads]
  | |- Said.says _ (Syntax.Compare _ _ _ None) _ =>
    first [ eapply Said.says_numbers; [reads_number | reads_number | reflexivity | reflexivity]
          | eapply Said.says_isomorphic; [reads_task | reads_task]
          | eapply Said.says_isomorphic_functors; [reads_functor | reads_functor]
          | eapply Said.says_isomorphic_categories; [reads_category | reads_category] ]
  | |- Said.says _ (Syntax.Compare _ _ _ _) _ =>
    first [ eapply Said.says_isomorphic_objects; [reads_category | reads_object | reads_object]
          | eapply Said.says_equal_objects; [reads_category | reads_object | reads_object]
          | eapply Said.says_equal_arrows; [reads_category | reads_arrow | reads_arrow]
          | eapply Said.says_same_arrow; [reads_category | reads_arrow | reads_arrow]
          | eapply Said.says_equal_elements; [reads_task | reads_element | reads_element]
          | eapply Said.says_same_element; [reads_task | reads_element | reads_element] ]
  | |- Said.says _ (Syntax.Is _ _ _ _) _ =>
    first [ eapply Said.says_represents; [reads_task | reads_object]
          | eapply Said.says_representable; reads_task
          | eapply Said.says_familial; reads_task
          | eapply Said.says_ideal_yoneda; reads_model | eapply Said.says_ideal_via; reads_model
          | eapply Said.says_of_functor; [reflexivity | reads_functor | reflexivity]
          | eapply Said.says_iso; [reads_home | reads_arrow]
          | eapply Said.says_left_adjoint; [reads_functor | reads_functor]
          | eapply Said.says_right_adjoint; [reads_functor | reads_functor]
          | eapply Said.says_is; [reflexivity | reads_given | said_bound; reads] ]
  | |- Said.says _ (Syntax.Has _ _) _ => eapply Said.says_has; [reflexivity | reads_given | said_bound; reads]
  | |- Said.says _ (Syntax.Holds _ _) _ => eapply Said.says_holds; [reflexivity | reads_given | said_bound; reads]
  | |- Said.says _ (Syntax.Generalizes _) _ => eapply Said.says_generalizes; reads_functor
  | |- Said.says _ (Syntax.Prompts _ _ (Some _)) _ =>
    first [ eapply Said.says_prompt_yoneda; [reads_model | reads_task | reads_object]
          | eapply Said.says_prompt_via; [reads_model | reads_task | reads_object] ]
  | |- Said.says _ (Syntax.Prompts _ _ _) _ =>
    first [eapply Said.says_prompts_yoneda; [reads_model | reads_task] | eapply Said.says_prompts_via; [reads_model | reads_task]]
  | |- Said.says _ (Syntax.Tunes _ _) _ =>
    first [eapply Said.says_tunes_yoneda; [reads_model | reads_task] | eapply Said.says_tunes_via; [reads_model | reads_task]]
  end.
Ltac task_is_made := refine (ex_intro _ _ (ex_intro _ _ (ex_intro _ _ (conj _ _)))); [reads_task |].
Ltac functor_is_made := refine (ex_intro _ _ (ex_intro _ _ (ex_intro _ _ (conj _ _)))); [reads_functor |].
Ltac model_is_made := refine (ex_intro _ _ (conj _ _)); [reads_model |].
Ltac states H := refine (ex_intro _ _ (conj _ _)); [reads | exact H].
