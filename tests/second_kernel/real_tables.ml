(* Section 9, "All real tables": what holds of all graded categories and tasks of a kind, by linear inequalities. *)

open Base
open Numbers

(* ---- linear forms in the unknown values, and infinity; over `prob` of the logarithms to the base 1/2 *)

type form = { constant : rational; parts : (int * rational) list }  (** by rising number, none with 0 *)
type amount = Endless | Form of form

let constant c = { constant = c; parts = [] }
let unknown k = { constant = zero; parts = [ (k, unity) ] }

let rec merge a b = match (a, b) with
  | [], rest | rest, [] -> rest
  | (k, c) :: a', (l, d) :: b' ->
      if k < l then (k, c) :: merge a' b
      else if l < k then (l, d) :: merge a b'
      else let s = add c d in if is_zero s then merge a' b' else (k, s) :: merge a' b'

let plus_form f g = { constant = add f.constant g.constant; parts = merge f.parts g.parts }
let scaled c f = if is_zero c then constant zero else { constant = mul c f.constant; parts = List.map (fun (k, d) -> (k, mul c d)) f.parts }
let minus_form f g = plus_form f (scaled (of_int (-1)) g)

let plus_amount a b = match (a, b) with Form f, Form g -> Form (plus_form f g) | _ -> Endless

let written amount =
  (match amount with Form f -> List.iter need_digits (f.constant :: List.map snd f.parts) | Endless -> ());
  amount

let amount_of = function Infinity -> Endless | Finite c -> Form (constant c)

(* ---- formulas: atoms say that a form is at most 0, or that it is not *)

type formula = True | False | Atom of form * bool | And of formula list | Or of formula list

let conj parts =
  let parts = List.filter (( <> ) True) parts in
  if List.mem False parts then False else match parts with [] -> True | [ p ] -> p | _ -> And parts

let disj parts =
  let parts = List.filter (( <> ) False) parts in
  if List.mem True parts then True else match parts with [] -> False | [ p ] -> p | _ -> Or parts

let rec opposite = function
  | True -> False
  | False -> True
  | Atom (f, holds) -> Atom (f, not holds)
  | And parts -> Or (List.map opposite parts)
  | Or parts -> And (List.map opposite parts)

let truth b = if b then True else False
let at_most_zero f = if f.parts = [] then truth (f.constant.negative || is_zero f.constant) else Atom (f, true)

(* Of amounts: is the left one at most the right one? *)
let at_most a b = match (a, b) with
  | _, Endless -> True
  | Endless, Form _ -> False
  | Form f, Form g -> at_most_zero (minus_form f g)

let atoms goal =
  let seen = Hashtbl.create 16 and found = ref [] in
  let rec go = function
    | True | False -> ()
    | Atom (f, _) -> if not (Hashtbl.mem seen f) then (Hashtbl.add seen f (); found := f :: !found)
    | And parts | Or parts -> List.iter go parts in
  go goal;
  Array.of_list (List.rev !found)

(* The truth where some atoms are known, if it follows. *)
let rec known_truth known goal =
  step ();
  let all parts decides =
    let found = List.map (known_truth known) parts in
    if List.mem (Some decides) found then Some decides else if List.mem None found then None else Some (not decides) in
  match goal with
  | True -> Some true
  | False -> Some false
  | Atom (f, holds) -> Option.map (( = ) holds) (List.assoc_opt f known)
  | And parts -> all parts false
  | Or parts -> all parts true

(* ---- proofs *)

let rec check goal named assumed known proof = match proof with
  | Json.Null -> need (known_truth known goal = Some true) "the goal does not follow"
  | _ -> (
      step ();
      match Json.list proof with
      | [ Json.Text "split"; k; yes; no ] ->
          let f = named.(Json.below (Array.length named) k) in
          need (not (List.mem_assoc f known)) "an inequality is split twice";
          check goal named ((f, false) :: assumed) ((f, true) :: known) yes;
          check goal named ((scaled (of_int (-1)) f, true) :: assumed) ((f, false) :: known) no
      | [ Json.Text "farkas"; sums ] ->
          let assumed = Array.of_list (List.rev assumed) in
          let add_one (sum, strict) pair = match Json.list pair with
            | [ k; c ] ->
                let f, s = assumed.(Json.below (Array.length assumed) k) and c = read_rational (Json.text c) in
                need (not (is_zero c)) "nothing is added";
                (plus_form sum (scaled c f), strict || s)
            | _ -> reject "a part of a sum is [place, number]" in
          let sum, strict = List.fold_left add_one (constant zero, false) (Json.list sums) in
          need (sum.parts = []) "the unknowns do not cancel";
          need (if is_zero sum.constant then strict else not sum.constant.negative) "this is no contradiction"
      | _ -> reject "a proof is split or farkas")

(* ---- unknown tables and tasks *)

type table = { quantale : Graded.quantale; scores : amount array array }
type task = { on : table; home : home; values : amount array }
and home = Given of Graded.category | Unknown of table

type thing = Known of Values.value | Table of table | Task of task | Point of table * int | Amount of amount

let size t = Array.length t.scores

let as_amount q v = match (q, v) with
  | Graded.Prob, Finite c when is_zero c -> Endless
  | Graded.Prob, Finite c -> need (c = unity) "probabilities that are known are 0 and 1"; Form (constant zero)
  | Graded.Prob, Infinity -> reject "infinity is no probability"
  | _ -> amount_of v

let table_of (c : Graded.category) = { quantale = c.quantale; scores = Array.map (Array.map (as_amount c.quantale)) c.scores }
let minus_one a = plus_amount a (Form (constant (of_int (-1))))

(* Each way of a table by b, with the value from a to c and its two parts; and of a task. *)
let ways_of_table t =
  let all = range (size t) in
  List.concat_map (fun a -> List.concat_map (fun c -> if c = a then [] else List.filter_map (fun b ->
    if b = a || b = c then None else Some (t.scores.(a).(c), t.scores.(a).(b), t.scores.(b).(c))) all) all) all

let ways_of_task t =
  let all = range (size t.on) in
  List.concat_map (fun a -> List.filter_map (fun b -> if b = a then None else Some (t.values.(a), t.on.scores.(a).(b), t.values.(b))) all) all

(* What one way says, as a formula. *)
let says q (w, u, v) = match q with
  | Graded.Metric | Prob -> at_most w (plus_amount u v)
  | Lukasiewicz -> at_most (minus_one (plus_amount u v)) w
  | Fuzzy -> disj [ at_most u w; at_most v w ]
  | Bool -> disj [ at_most u (Form (constant zero)); at_most v (Form (constant zero)); at_most (Form (constant unity)) w ]

(* ---- cases: which unknown values are infinite (over `bool`: 0) *)

type variable = Any_table of Graded.quantale * int | Any_task of [ `Before of int | `Of of Graded.category ]

let quantale_in = function Table t -> t.quantale | Task t -> t.on.quantale | _ -> reject "a table is expected"
let has_cases = function Graded.Fuzzy | Lukasiewicz -> false | _ -> true

(* The variables, where the pattern says which of the values in turn are infinite or 0. *)
let build variables pattern =
  let pattern = ref pattern and next = ref 0 in
  let fresh () = incr next; Form (unknown (!next - 1)) in
  let value q =
    if not (has_cases q) then fresh ()
    else
      let endless = match !pattern with [] -> false | e :: rest -> pattern := rest; e in
      if q = Graded.Bool then Form (constant (if endless then zero else unity)) else if endless then Endless else fresh () in
  let found = ref [] in
  List.iter (fun variable ->
    let thing = match variable with
      | Any_table (q, n) ->
          let unit_ = if q = Graded.Metric || q = Graded.Prob then zero else unity in
          let scores = Array.make_matrix n n (Form (constant unit_)) in
          for a = 0 to n - 1 do for b = 0 to n - 1 do if a <> b then scores.(a).(b) <- value q done done;
          Table { quantale = q; scores }
      | Any_task over ->
          let on, home = match over with
            | `Of c -> (table_of c, Given c)
            | `Before k -> ( match List.nth (List.rev !found) k with Table t -> (t, Unknown t) | _ -> reject "a table is expected") in
          let values = Array.make (size on) Endless in
          for a = 0 to size on - 1 do values.(a) <- value on.quantale done;
          Task { on; home; values } in
    found := thing :: !found) variables;
  List.rev !found

(* How many values are infinite or 0 in some case. *)
let slots variables =
  let table = Array.of_list (List.map (function Any_table (q, n) -> (q, n) | Any_task (`Of (c : Graded.category)) -> (c.quantale, Graded.size c) | _ -> (Graded.Metric, 0)) variables) in
  sum (List.map (fun variable ->
    let q, n = match variable with
      | Any_table (q, n) -> (q, n * (n - 1))
      | Any_task (`Of c) -> (c.quantale, Graded.size c)
      | Any_task (`Before k) -> table.(k) in
    if has_cases q then n else 0) variables)

let ways_of = function Table t -> ways_of_table t | Task t -> ways_of_task t | _ -> []

(* Each case that there may be: what the variables are. *)
let cases variables =
  let n = slots variables in
  if n > 20 then unsupported "too large";
  let patterns = List.map (fun m -> List.init n (fun k -> (m lsr (n - 1 - k)) land 1 = 1)) (range (1 lsl n)) in
  let possible thing = match quantale_in thing with
    | Graded.Bool -> List.for_all (fun way -> step (); says Graded.Bool way = True) (ways_of thing)
    | Fuzzy | Lukasiewicz -> true
    | _ -> List.for_all (fun (w, u, v) -> step (); w <> Endless || u = Endless || v = Endless) (ways_of thing) in
  List.filter (List.for_all possible) (List.map (build variables) patterns)

(* ---- what is assumed *)

let unknowns thing =
  let of_row row = List.filter_map (function Form { parts = [ (k, _) ]; _ } -> Some k | _ -> None) (Array.to_list row) in
  match thing with
  | Table t -> List.concat_map of_row (Array.to_list t.scores)
  | Task t -> of_row t.values
  | _ -> []

let assumed things =
  let bounds thing =
    let least k = (scaled (of_int (-1)) (unknown k), false) and most k = ({ (unknown k) with constant = of_int (-1) }, false) in
    let all = unknowns thing in
    List.map least all @ (if has_cases (quantale_in thing) then [] else List.map most all) in
  let way q (w, u, v) = match (q, w, u, v) with
    | (Graded.Metric | Prob), Form w, Form u, Form v -> Some (minus_form (minus_form w u) v, false)
    | Lukasiewicz, Form w, Form u, Form v -> Some (plus_form (minus_form (plus_form u v) w) (constant (of_int (-1))), false)
    | _ -> None in
  let has_unknowns (f, _) = f.parts <> [] in
  List.concat_map (fun thing -> bounds thing @ List.filter has_unknowns (List.filter_map (way (quantale_in thing)) (ways_of thing))) things

(* The opposite of each law: over `fuzzy` what a way says is no inequality. *)
let broken things =
  List.concat_map (fun thing -> match quantale_in thing with
    | Graded.Fuzzy -> List.map (fun way -> opposite (says Graded.Fuzzy way)) (ways_of thing)
    | _ -> []) things

(* ---- terms as formulas *)

type env = (string * thing) list

let rec mentions (env : env) term =
  let any = List.exists (mentions env) in
  match (term : Terms.term) with
  | Variable name -> ( match List.assoc_opt name env with Some (Known _) | None -> false | Some _ -> true)
  | Constant _ | Number _ | Label _ -> false
  | Call (_, arguments) | Apply (_, arguments) -> any arguments
  | Binding (_, names, domain, condition, body) ->
      let inner = List.filter (fun (name, _) -> not (List.mem name names)) env in
      mentions env domain || List.exists (mentions inner) (Option.to_list condition @ Option.to_list body)

let known_env (env : env) = List.filter_map (function name, Known v -> Some (name, v) | _ -> None) env

let no_word () = reject "this is not said of all tables"

let thing context (env : env) (term : Terms.term) : thing = match term with
  | Variable name when mentions env term -> List.assoc name env
  | _ when not (mentions env term) -> Known (Interpret.eval context (known_env env) term)
  | _ -> no_word ()

(* An object, where it must be one of this place. *)
let point context env home term =
  match (thing context env term, home) with
  | Point (t, a), Unknown t' -> need (t == t') "something stands where what lives elsewhere is asked for"; a
  | Known v, Given c ->
      Values.check_place v (Among c);
      (match Values.strip v with Object a -> Graded.inside c a; a | _ -> reject "an object is expected")
  | _ -> reject "something stands where what lives elsewhere is asked for"

let task_of q context env term = match thing context env term with
  | Task t -> t
  | Known v -> (
      match Values.strip v with
      | Graded_task t -> { on = table_of t.on; home = Given t.on; values = Array.map (as_amount q) t.values }
      | _ -> no_word ())
  | _ -> no_word ()

let table_and_home context env term = match thing context env term with
  | Table t -> (t, Unknown t)
  | Known v -> ( match Values.strip v with Scores c -> (table_of c, Given c) | _ -> no_word ())
  | _ -> no_word ()

let known_number context env term =
  if mentions env term then no_word () else Values.number (Interpret.eval context (known_env env) term)

let rec amount q context env (term : Terms.term) : amount =
  if not (mentions env term) then as_amount q (known_number context env term)
  else match term with
    | Apply ("score", [ c; a; b ]) ->
        let t, home = table_and_home context env c in
        t.scores.(point context env home a).(point context env home b)
    | Apply ("task value", [ t; a ]) ->
        let t = task_of q context env t in
        t.values.(point context env t.home a)
    | Apply ("times", [ a; b ]) -> (
        match (q, amount q context env a, amount q context env b) with
        | Graded.Prob, a, b -> written (plus_amount a b)
        | _, Form f, Form g when f.parts = [] -> written (Form (scaled f.constant g))
        | _, Form f, Form g when g.parts = [] -> written (Form (scaled g.constant f))
        | _ -> no_word ())
    | Apply ("plus", [ a; b ]) when q <> Prob -> written (plus_amount (amount q context env a) (amount q context env b))
    | Apply ("minus", [ a; b ]) when q <> Prob -> (
        match (amount q context env a, amount q context env b) with
        | Form f, Form g -> written (Form (minus_form f g))
        | _ -> reject "infinity is taken away")
    | Variable name -> ( match List.assoc name env with Amount a -> a | _ -> no_word ())
    | Call (k, arguments) ->
        let d = context.Interpret.definitions.(k) in
        amount q context (List.combine d.parameters (List.map (argument q context env) arguments)) d.body
    | _ -> no_word ()

(* What a parameter stands for. *)
and argument q context env term = match term with
  | (Apply _ | Call _) when mentions env term -> Amount (amount q context env term)
  | _ -> thing context env term

(* Over `prob` the smaller number has the greater logarithm. *)
let number_at_most q a b = if q = Graded.Prob then at_most b a else at_most a b

let compared q sign a b =
  let at_most = number_at_most q in
  match sign with
  | "<=" -> at_most a b
  | ">=" -> at_most b a
  | "<" -> opposite (at_most b a)
  | ">" -> opposite (at_most a b)
  | "=" -> conj [ at_most a b; at_most b a ]
  | _ -> opposite (conj [ at_most a b; at_most b a ])

let shifted a e = plus_amount a (Form (constant e))

let rec combinations k list = match list with
  | _ when k = 0 -> [ [] ]
  | [] -> []
  | x :: rest -> List.map (fun c -> x :: c) (combinations (k - 1) rest) @ combinations k rest

let rank_at_most (t : task) e k =
  let q = t.on.quantale in
  let all = range (size t.on) in
  let finite = List.filter (fun x -> t.values.(x) <> Endless) all in
  let v x p = t.on.scores.(x).(p) and value x = t.values.(x) in
  let e' = match e with None -> zero | Some e -> if q = Graded.Bool then (if compare_rational e unity < 0 then zero else unity) else e in
  let back = shifted and less = neg e' in
  let covers x p = match q with
    | Graded.Metric | Prob -> (
        match e with
        | None -> at_most (plus_amount (v x p) (value p)) (value x)
        | Some e -> conj [ at_most (v x p) (shifted (value x) e); at_most (back (plus_amount (v x p) (value p)) less) (shifted (value x) e) ])
    | Lukasiewicz ->
        let needed = back (value x) less in
        conj [ at_most needed (v x p); at_most needed (minus_one (shifted (plus_amount (v x p) (value p)) e')) ]
    | Fuzzy | Bool ->
        let needed = back (value x) less in
        conj [ at_most needed (v x p); at_most needed (shifted (value p) e') ] in
  let covered chosen x =
    if value x = Endless then True
    else
      let first = match q with Graded.Metric | Prob -> [] | _ -> [ at_most (value x) (Form (constant e')) ] in
      disj (first @ List.map (covers x) chosen) in
  if k < 0 then False
  else disj (List.map (fun chosen -> conj (List.map (covered chosen) all)) (combinations (min k (List.length finite)) finite))

let representable (t : task) prompts e =
  let q = t.on.quantale in
  let all = range (size t.on) in
  let near x p =
    let v = t.on.scores.(x).(p) and value = t.values.(x) in
    match e with
    | None -> conj [ number_at_most q value v; number_at_most q v value ]
    | Some e -> conj [ at_most value (plus_amount v e); at_most v (plus_amount value e) ] in
  disj (List.map (fun p -> conj (List.map (fun x -> near x p) all)) prompts)

let is_rank = function Terms.Apply (("graded rank" | "graded rank within"), _) -> true | _ -> false
let mirrored = function "<=" -> ">=" | ">=" -> "<=" | "<" -> ">" | ">" -> "<" | sign -> sign

let error q context env term =
  if q = Graded.Prob then no_word ();
  let found = known_number context env term in
  need (not (Graded.negative found)) "an error is not negative";
  found

let rec formula q context (env : env) (term : Terms.term) : formula =
  step ();
  if not (mentions env term) then truth (Interpret.truth context (known_env env) term)
  else
    let go = formula q context env in
    match term with
    | Apply ("not", [ p ]) -> opposite (go p)
    | Apply ("and", [ p; r ]) -> ( match go p with False -> False | left -> conj [ left; go r ])
    | Apply ("or", [ p; r ]) -> ( match go p with True -> True | left -> disj [ left; go r ])
    | Apply ("implies", [ p; r ]) -> ( match go p with False -> True | left -> disj [ opposite left; go r ])
    | Apply ("iff", [ p; r ]) ->
        let left = go p and right = go r in
        conj [ disj [ opposite left; right ]; disj [ left; opposite right ] ]
    | Apply ((("=" | "!=" | "<" | "<=" | ">" | ">=") as sign), [ a; b ]) ->
        if is_rank a && mentions env a then rank_compared q context env sign a b
        else if is_rank b && mentions env b then rank_compared q context env (mirrored sign) b a
        else compared q sign (amount q context env a) (amount q context env b)
    | Apply ("graded equal objects", [ c; a; b ]) ->
        let _, home = table_and_home context env c in
        truth (point context env home a = point context env home b)
    | Apply ("graded representable", [ t ]) -> let t = task_of q context env t in representable t (range (size t.on)) None
    | Apply ("graded representable by", [ t; p ]) ->
        let t = task_of q context env t in
        representable t [ point context env t.home p ] None
    | Apply ("graded representable within", [ t; e ]) ->
        let t = task_of q context env t in
        representable t (range (size t.on)) (Some (amount_of (error q context env e)))
    | Apply ("graded representable by within", [ t; p; e ]) ->
        let t = task_of q context env t in
        representable t [ point context env t.home p ] (Some (amount_of (error q context env e)))
    | Apply ("is a category", [ c ]) -> ( match thing context env c with Table _ -> True | _ -> no_word ())
    | Call (k, arguments) ->
        let d = context.Interpret.definitions.(k) in
        need (d.shipped = None) "this is not said of all tables";
        formula q context (List.combine d.parameters (List.map (argument q context env) arguments)) d.body
    | Binding ((("forall" | "exists") as binder), names, domain, condition, Some body) ->
        let values = points context env domain in
        let rec over env names = match names with
          | [] ->
              let body = fun () -> formula q context env body in
              (match condition with
              | None -> body ()
              | Some p -> (
                  match (formula q context env p, binder) with
                  | False, _ -> truth (binder = "forall")
                  | left, "forall" -> disj [ opposite left; body () ]
                  | left, _ -> conj [ left; body () ]))
          | name :: rest ->
              let all = List.map (fun v -> over ((name, v) :: env) rest) values in
              if binder = "forall" then conj all else disj all in
        over env names
    | _ -> no_word ()

and rank_compared q context env sign rank other =
  let t, e = match rank with
    | Terms.Apply ("graded rank", [ t ]) -> (task_of q context env t, None)
    | Terms.Apply (_, [ t; e ]) -> (
        match error q context env e with
        | Finite e -> (task_of q context env t, Some e)
        | Infinity -> reject "an error is infinite")
    | _ -> no_word () in
  match other with
  | Number (Finite k as n) when k.bottom = one ->
      let at_most = rank_at_most t e in
      let below = at_most (small n) and under () = at_most (small n - 1) in
      (match sign with
      | "<=" -> below
      | ">" -> opposite below
      | "<" -> under ()
      | ">=" -> opposite (under ())
      | "=" -> conj [ below; opposite (under ()) ]
      | _ -> opposite (conj [ below; opposite (under ()) ]))
  | _ -> reject "a rank is compared with a whole number"

(* The values of a domain that is written out. *)
and points context env domain : thing list =
  if not (mentions env domain) then
    let over = Interpret.eval_domain context (known_env env) domain in
    List.map (fun v -> Known (Values.placed_in over v)) (Values.all_values over)
  else match domain with
    | Apply ("graded objects", [ c ]) -> ( match table_and_home context env c with
        | _, Unknown t -> List.map (fun a -> Point (t, a)) (range (size t))
        | _, Given _ -> no_word ())
    | _ -> no_word ()

(* ---- the variables: quantifiers of one kind over tables and tasks, at the outside *)

type domain = Tables of Graded.quantale * int * int | Tasks of [ `Before of string | `Of of Graded.category ]

let over_tables context env bound (term : Terms.term) = match term with
  | Apply ("graded tasks", [ Variable name ]) when List.mem name bound -> Some (Tasks (`Before name))
  | Apply (("graded tasks" | "metrics" | "bool categories" | "prob categories" | "fuzzy categories" | "lukasiewicz categories"), _) -> (
      match Interpret.eval_domain context env term with
      | Values.All_tables (q, least, most) -> Some (Tables (q, least, most))
      | Graded_tasks c -> Some (Tasks (`Of c))
      | _ -> None)
  | _ -> None

(* The names with their domains, and what is said of them. *)
let rec prefix context env bound binder (term : Terms.term) = match term with
  | Binding (b, names, domain, condition, Some body) when b = binder -> (
      let outer = List.filter (fun (name, _) -> not (List.mem name bound)) env in
      match over_tables context outer bound domain with
      | None -> ([], term)
      | Some d -> (
          let mine = List.map (fun name -> (name, d)) names in
          match condition with
          | Some p -> (mine, Apply ((if binder = "forall" then "implies" else "and"), [ p; body ]))
          | None ->
              let rest, said = prefix context env (names @ bound) binder body in
              (mine @ rest, said)))
  | _ -> ([], term)

(* The variables for each number of points, with their places. *)
let numbered names =
  let rec place name k = function
    | [] -> reject "a table is expected"
    | (other, _) :: rest -> if other = name then k else place name (k + 1) rest in
  let rec go before names = match names with
    | [] -> [ [] ]
    | (name, d) :: rest ->
        let kinds = match d with
          | Tables (q, least, most) -> List.map (fun n -> Any_table (q, n)) (List.filter (fun n -> n >= least) (range (max 0 (most + 1))))
          | Tasks (`Of c) -> [ Any_task (`Of c) ]
          | Tasks (`Before table) -> [ Any_task (`Before (place table 0 (List.rev before))) ] in
        List.concat_map (fun kind -> List.map (fun tail -> kind :: tail) (go ((name, d) :: before) rest)) kinds in
  go [] names

(* The quantale of the numbers: those of `prob` are logarithms, and stand beside no others. *)
let quantale_of names =
  let of_one = function _, Tables (q, _, _) -> Some q | _, Tasks (`Of (c : Graded.category)) -> Some c.quantale | _ -> None in
  match List.filter_map of_one names with
  | [] -> reject "a table is expected"
  | all -> if List.mem Graded.Prob all then (need (List.for_all (( = ) Graded.Prob) all) "probabilities beside others"; Graded.Prob) else List.hd all

(* ---- witnesses *)

let read_form many value = match value with
  | Json.Text "inf" -> Endless
  | _ -> (
      let coefficient value = read_rational ~signed:true (Json.text value) in
      match Json.list value with
      | c :: parts ->
          Form (List.fold_left (fun form part -> match Json.list part with
            | [ k; d ] -> plus_form form (scaled (coefficient d) (unknown (Json.below many k)))
            | _ -> reject "a part of a form is [place, number]") (constant (coefficient c)) parts)
      | [] -> reject "a form is empty")

let witness numbers context env inner many said value =
  let tasks = Json.list value in
  need (List.length tasks = List.length inner) "not as many tasks as variables";
  let read (name, d) value =
    let on, home = match d with
      | Tasks (`Of c) -> (table_of c, Given c)
      | Tasks (`Before table) -> ( match List.assoc table env with Table t -> (t, Unknown t) | _ -> reject "a table is expected")
      | Tables _ -> reject "only tasks have witnesses" in
    let values = Array.map (read_form many) (Json.array value) in
    need (Array.length values = size on) "not as many values as objects";
    let q = on.quantale in
    need (q = Graded.Metric || not (Array.mem Endless values)) "only distances are infinite";
    if q = Graded.Bool then Array.iter (fun v -> need (v = Form (constant zero) || v = Form (constant unity)) "a value is 0 or 1") values;
    (name, { on; home; values }) in
  let tasks = List.map2 read inner tasks in
  let fine (_, t) =
    let values = Array.to_list t.values and q = t.on.quantale in
    let least = List.map (at_most (Form (constant zero))) values in
    let most = match q with Graded.Fuzzy | Lukasiewicz -> List.map (fun v -> at_most v (Form (constant unity))) values | _ -> [] in
    least @ most @ List.map (says q) (ways_of_task t) in
  let env = List.map (fun (name, t) -> (name, Task t)) tasks @ env in
  conj (List.concat_map fine tasks @ [ said (formula numbers context env) ])

(* ---- the evidence *)

(* That the quantifier is decided by all values of its domain. *)
let decide context env binder term evidence =
  let names, body = prefix context env [] binder term in
  need (names <> []) "this domain has no cases";
  need (List.for_all (function _, Tables _ -> false | _ -> true) (List.tl names)) "tables are ranged over within others";
  need (distinct (List.map fst names)) "a variable hides another";
  let q = quantale_of names in
  let env = List.filter (fun (name, _) -> not (List.mem_assoc name names)) env in
  let start : env = List.map (fun (name, v) -> (name, Known v)) env in
  let said formula = if binder = "forall" then formula else opposite formula in
  let by_witness = Json.find "witnesses" evidence <> None in
  Json.keys evidence [ "value"; (if by_witness then "witnesses" else "cases") ] [];
  let lists = Json.list (Json.get (if by_witness then "witnesses" else "cases") evidence) in
  let each = numbered names in
  need (List.length lists = List.length each) "not as many lists as numbers of points";
  List.iter2 (fun variables proofs ->
    let proofs = Json.list proofs and cases = cases variables in
    need (List.length proofs = List.length cases) "not as many proofs as cases";
    List.iter2 (fun things proof ->
      step ();
      let env = List.map2 (fun (name, _) thing -> (name, thing)) names things @ start in
      let given = assumed things in
      let many = List.length (List.concat_map unknowns things) in
      let goal, proof =
        if not by_witness then (disj (broken things @ [ said (formula q context env body) ]), proof)
        else
          let other = if binder = "forall" then "exists" else "forall" in
          need (q <> Prob) "over prob there are no witnesses";
          let inner, innermost = prefix context (known_env env) (List.map fst names) other body in
          need (inner <> []) "no quantifier here has witnesses";
          match Json.list proof with
          | [ witnesses; proof ] ->
              let one value = witness q context env inner many (fun formula -> said (formula innermost)) value in
              (disj (broken things @ List.map one (Json.list witnesses)), proof)
          | _ -> reject "a case is [witnesses, proof]" in
      check goal (atoms goal) (List.rev given) [] proof) cases proofs) each lists
