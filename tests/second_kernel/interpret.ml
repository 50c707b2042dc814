(* Terms evaluated naively. *)

open Base
open Tables
open Values

type context = {
  constants : value array;
  kinds : string array;
  definitions : Terms.definition array;
  mutable parts : (category * Build.built * category * int array) list;  (** full parts: part, how, whole, objects *)
  mutable opposites : (category * Build.built * category) list;  (** opposite, how, of what *)
}

(* ---- what is made of what varies; the last ones are kept *)

let kept : (string, (value list * Obj.t) list) Hashtbl.t = Hashtbl.create 64

let same_value a b = match (a, b) with
  | Category c, Category d -> c == d
  | Functor f, Functor g -> f == g
  | Task s, Task t -> s == t
  | Map m, Map n -> m == n
  | Model m, Model n -> m == n || (match (m, n) with Via f, Via g -> f == g | _ -> false)
  | (Object _ | Arrow _ | Element _ | Number _), (Object _ | Arrow _ | Element _ | Number _) -> a = b
  | _ -> false

let keep (type a) (name : string) arguments (make : unit -> a) : a =
  let entries = try Hashtbl.find kept name with Not_found -> [] in
  match List.find_opt (fun (given, _) -> List.length given = List.length arguments && List.for_all2 same_value given arguments) entries with
  | Some (_, found) -> (Obj.obj found : a)
  | None ->
      let found = make () in
      Hashtbl.replace kept name (List.filteri (fun k _ -> k < 12) ((arguments, Obj.repr found) :: entries));
      found

let built name arguments plan : Build.built = keep ("built " ^ name) arguments (fun () -> Build.tabulate name (plan ()))
let built_product c d = built "product" [ Category c; Category d ] (fun () -> Build.product c d)

let opposite context c =
  match List.find_opt (fun (o, _, _) -> o == c) context.opposites with
  | Some (_, _, of_what) -> of_what
  | None -> (
      match List.find_opt (fun (_, _, of_what) -> of_what == c) context.opposites with
      | Some (o, _, _) -> o
      | None ->
          let found = Build.tabulate "opposite" (Build.opposite c) in
          context.opposites <- (found.table, found, c) :: context.opposites;
          found.table)

(* How a category is built as the opposite of what `opposite` gives. *)
let as_opposite context c =
  match List.find_opt (fun (o, _, _) -> o == c) context.opposites with
  | Some (_, how, _) -> how
  | None -> Build.check_plan c (Build.opposite (opposite context c))

let opposite_functor context f =
  let source = opposite context f.source and target = opposite context f.target in
  (* an arrow of the opposite of the opposite is an arrow *)
  let how c = as_opposite context c in
  Build.opposite_functor (how source) (how target) f

let full context c objects =
  keep "full" (Category c :: List.map (fun a -> Object a) objects) (fun () ->
    let array = Array.of_list objects in
    let how = Build.tabulate "full" (Build.full c array (Build.inner c objects)) in
    context.parts <- (how.table, how, c, array) :: context.parts;
    how.table)

let find_part context part whole =
  match List.find_opt (fun (p, _, w, _) -> p == part && w == whole) context.parts with
  | Some (_, how, _, objects) -> Some (how, objects)
  | None -> None

(* A functor among all between its ends. *)
let functor_number f =
  let same g = g.objects = f.objects && g.generators = f.generators in
  let rec find k = function
    | [] -> reject "a functor is none"
    | g :: rest -> if same g then k else find (k + 1) rest in
  find 0 (Maps.all_functors f.source f.target)

let object_in context from into a =
  if same_category from into then a
  else
    match (find_part context from into, find_part context into from) with
    | Some (_, objects), _ -> objects.(a)
    | None, Some (_, objects) -> Build.position objects a
    | None, None ->
        if opposite context from == into || opposite context into == from then a
        else unsupported "objects of a category in another one"

(* ---- limits *)

(* The object and the cone of the first limit. *)
let limit d =
  let t = Build.cones d in
  let universal p u =
    List.for_all (fun x ->
        let values = List.map (fun f -> snd (restrict_along t (p, u) f)) (between t.on x p) in
        List.length values = t.sizes.(x) && distinct values) (range (size t.on)) in
  match List.find_opt (fun p -> List.exists (universal p) (range t.sizes.(p))) (range (size t.on)) with
  | Some p -> p
  | None -> reject "the functor has no limit"

(* ---- ranks: classes of elements that restrict to each other, to which nothing else restricts *)

let rank t =
  let all = elements t in
  let below = Hashtbl.create 64 in
  List.iter (fun x -> Hashtbl.add below x (Maps.below t x)) all;
  let reaches x y = Hashtbl.mem (Hashtbl.find below x) y in
  let maximal = List.filter (fun x -> List.for_all (fun y -> step (); (not (reaches y x)) || reaches x y) all) all in
  let rec classes = function [] -> 0 | x :: rest -> 1 + classes (List.filter (fun y -> not (reaches x y)) rest) in
  classes maximal

(* ---- the Euler characteristic *)

let euler c =
  let n = size c in
  let z = Array.init n (fun a -> Array.init n (fun b -> Numbers.of_int (List.length (between c a b)))) in
  let turned = Array.init n (fun a -> Array.init n (fun b -> z.(b).(a))) in
  match (Numbers.solve z, Numbers.solve turned) with
  | Some w, Some _ -> Numbers.Finite (Graded.total w)
  | _ -> reject "the numbers of arrows have no weighting, or no coweighting"

(* ---- operations *)

let compare_numbers sign a b =
  let order = Numbers.compare_numbers a b in
  match sign with
  | "=" -> order = 0 | "!=" -> order <> 0 | "<" -> order < 0 | "<=" -> order <= 0 | ">" -> order > 0 | _ -> order >= 0

let rec power c f n =
  if n < 0 then match Maps.inverses c f with [ g ] -> power c g (-n) | _ -> reject "an arrow has no inverse"
  else if n = 1 then f
  else (
    need (source_of c f = target_of f) "an arrow that is repeated leads back";
    let rec go n = step (); if n = 0 then identity (target_of f) else compose c f (go (n - 1)) in
    need (n <= 100_000) "an exponent is too large";
    go n)

let items = List.map (function Item i -> i | _ -> reject "an item is expected")

let generated c items =
  let generators = List.filter (function Generator _ -> true | _ -> false) items in
  let rec number g = function [] -> reject "a generator is missing" | h :: rest -> if g = h then 0 else 1 + number g rest in
  let side = function
    | Along (g, f) -> (number g generators, word c f)
    | g -> (number g generators, []) in
  let relation = function
    | Equation (x, y) -> let k, w = side x and l, v = side y in Some (k, w, l, v)
    | _ -> None in
  fst (Build.generated c (List.map (function Generator (_, p) -> p | _ -> assert false) generators) (List.filter_map relation items))

let objects = List.map (function Object a -> a | _ -> reject "an object is expected")

(* Errors are not negative; all operations that take one end in "within". *)
let check_error operation arguments =
  let length = String.length operation in
  if length > 6 && String.sub operation (length - 6) 6 = "within" then
    List.iter (function Number e -> need (not (Graded.negative e)) "an error is not negative" | _ -> ()) arguments

let apply context operation (arguments : value list) : value =
  check_error operation arguments;
  let kept_task make = Task (keep operation arguments make) in
  let kept_functor make = Functor (keep operation arguments make) in
  let kept_map make = Map (keep operation arguments make) in
  let table plan = Category (built operation arguments plan).table in
  match (operation, arguments) with
  (* arrows and objects *)
  | "identity", [ Category c; Object a ] -> need (a < size c) "no such object"; Arrow (identity a)
  | "compose", [ Category c; Arrow g; Arrow f ] -> need (is_arrow c g && is_arrow c f) "no such arrow"; Arrow (compose c g f)
  | "power", [ Category c; Arrow f; n ] -> need (is_arrow c f) "no such arrow"; Arrow (power c f (whole n))
  | "the arrow", [ Category c; Object a; Object b ] -> (
      need (a < size c && b < size c) "no such object";
      match between c a b with [ f ] -> Arrow f | _ -> reject "there is not just one arrow")
  | "source", [ Category c; Arrow f ] -> need (is_arrow c f) "no such arrow"; Object (source_of c f)
  | "target", [ Category c; Arrow f ] -> need (is_arrow c f) "no such arrow"; Object (target_of f)
  | "limit", [ Functor d ] -> Object (keep operation arguments (fun () -> limit d))
  | "colimit", [ Functor d ] -> Object (keep operation arguments (fun () -> limit (opposite_functor context d)))
  | "value at", [ Functor f; Object a ] -> need (a < size f.source) "no such object"; Object f.objects.(a)
  | "value on", [ Functor f; Arrow x ] -> need (is_arrow f.source x) "no such arrow"; Arrow (value_on f x)
  | "component", [ Natural n; Object a ] -> need (a < Array.length n.arrows) "no such object"; Arrow n.arrows.(a)
  (* elements *)
  | "restrict", [ Task t; Element (p, u); Arrow f ] ->
      need (p < size t.on && u < t.sizes.(p) && is_arrow t.on f) "no such element";
      Element (restrict_along t (p, u) f)
  | "map", [ Map m; Element (p, u) ] ->
      need (p < size m.from.on && u < m.from.sizes.(p)) "no such element";
      Element (p, m.components.(p).(u))
  | "as element", [ Task t; Arrow f ] ->
      need (is_arrow t.on f) "no such arrow";
      need (same_task t (Build.yoneda t.on (target_of f))) "this task is not one of arrows";
      let p = source_of t.on f in
      Element (p, Build.position (Array.of_list (between t.on p (target_of f))) f)
  | "lies at", [ Task t; Element (p, u) ] -> need (p < size t.on && u < t.sizes.(p)) "no such element"; Object p
  | "functor in", [ Category c; Functor f ] ->
      ignore (Build.check_plan c (Build.functor_category f.source f.target));
      Object (functor_number f)
  | "natural transformation in", [ Category c; Natural n ] ->
      let how = Build.check_plan c (Build.functor_category n.first.source n.first.target) in
      let payload = List.concat_map Build.flat (Array.to_list n.arrows) in
      Arrow (Build.arrow_with how (functor_number n.first) (functor_number n.second) payload)
  | "object in", [ Category c; Category d; Object a ] -> need (a < size c) "no such object"; Object (object_in context c d a)
  | "arrow in", [ Category c; Category d; Arrow f ] ->
      need (is_arrow c f) "no such arrow";
      let a = source_of c f and b = target_of f in
      if same_category c d then Arrow f
      else if opposite context d == c then Arrow (Build.arrow_with (as_opposite context d) b a (Build.flat f))
      else if opposite context c == d then Arrow (Build.back (Build.payload_of (as_opposite context c) f))
      else unsupported "arrows of a category in another one"
  | "pair of objects", [ Category p; Category c; Category d; Object a; Object b ] ->
      ignore (Build.check_plan p (Build.product c d));
      need (a < size c && b < size d) "no such object";
      Object ((a * size d) + b)
  | "pair of arrows", [ Category p; Category c; Category d; Arrow f; Arrow g ] ->
      need (is_arrow c f && is_arrow d g) "no such arrow";
      let how = Build.check_plan p (Build.product c d) and n = size d in
      Arrow (Build.arrow_with how ((source_of c f * n) + source_of d g) ((target_of f * n) + target_of g) (Build.join f g))
  | "pair of elements", [ Task p; Task s; Task t; Element (a, u); Element (b, v) ] ->
      need (same_task p (Build.product_task s t)) "this task is not a product of these";
      need (a = b && a < size p.on && u < s.sizes.(a) && v < t.sizes.(a)) "elements at two objects make no pair";
      Element (a, (u * t.sizes.(a)) + v)
  | "object of elements", [ Category e; Task t; Object a; Element (p, u) ] ->
      ignore (Build.check_plan e (Build.elements_of t));
      need (a = p && p < size t.on && u < t.sizes.(p)) "an element does not lie at the object";
      Object (Array.fold_left ( + ) u (Array.sub t.sizes 0 p))
  (* categories *)
  | "opposite", [ Category c ] -> Category (opposite context c)
  | "product of categories", [ Category c; Category d ] -> Category (built_product c d).table
  | "coproduct of categories", [ Category c; Category d ] -> table (fun () -> Build.coproduct c d)
  | "full", Category c :: objects ->
      Category (full context c (List.map (function Object a -> need (a < size c) "no such object"; a | _ -> reject "an object is expected") objects))
  | "level", [ Scores c; Number v ] -> table (fun () -> Build.preorder (Graded.size c) (Graded.level c v))
  | "chain", [ n ] -> let n = whole n in need (n >= 0 && n < 1000) "a chain is too long"; table (fun () -> Build.chain n)
  | "terminal category", [] -> table (fun () -> Build.chain 1)
  | "empty category", [] -> table (fun () -> Build.chain 0)
  | "category of elements", [ Task t ] -> table (fun () -> Build.elements_of t)
  | "slice", [ Category c; Object a ] -> table (fun () -> Build.elements_of (Build.yoneda c a))
  | "coslice", [ Category c; Object a ] ->
      let point = Build.tabulate "terminal" (Build.chain 1) in
      table (fun () -> Build.comma (Build.constant_functor point.table c a) (Build.identity_functor c))
  | "category of arrows", [ Category c ] -> let i = Build.identity_functor c in table (fun () -> Build.comma i i)
  | "comma", [ Functor f; Functor g ] -> table (fun () -> Build.comma f g)
  | "karoubi", [ Category c ] -> table (fun () -> Build.karoubi c)
  | "functor category", [ Category c; Category d ] -> table (fun () -> Build.functor_category c d)
  (* functors *)
  | "identity functor", [ Category c ] -> kept_functor (fun () -> Build.identity_functor c)
  | "compose functors", [ Functor g; Functor f ] -> kept_functor (fun () -> Build.compose_functors g f)
  | "inclusion", [ Category part; Category c ] -> (
      match find_part context part c with
      | Some (how, objects) -> kept_functor (fun () -> Build.inclusion how c objects)
      | None -> reject "this is no full part")
  | "projection", [ Task t ] ->
      kept_functor (fun () -> Build.projection (built "category of elements" arguments (fun () -> Build.elements_of t)) t)
  | "opposite functor", [ Functor f ] -> kept_functor (fun () -> opposite_functor context f)
  | "diagonal", [ Category c ] -> kept_functor (fun () -> Build.diagonal (built_product c c) c)
  | "first of categories", [ Category c; Category d ] -> kept_functor (fun () -> Build.first_of (built_product c d) c d)
  | "second of categories", [ Category c; Category d ] -> kept_functor (fun () -> Build.second_of (built_product c d) c d)
  | "constant functor", [ Category j; Category c; Object a ] ->
      need (a < size c) "no such object";
      kept_functor (fun () -> Build.constant_functor j c a)
  (* tasks *)
  | "yoneda", [ Category c; Object a ] -> need (a < size c) "no such object"; kept_task (fun () -> Build.yoneda c a)
  | "sum", [ Task s; Task t ] -> kept_task (fun () -> Build.sum_task s t)
  | "product", [ Task s; Task t ] -> kept_task (fun () -> Build.product_task s t)
  | "terminal task", [ Category c ] -> kept_task (fun () -> Build.constant c 1)
  | "empty task", [ Category c ] -> kept_task (fun () -> Build.constant c 0)
  | "constant", Category c :: labels -> Task (Build.constant c (List.length labels))
  | "restrict task", [ Functor f; Task t ] -> kept_task (fun () -> Build.restrict_task f t)
  | "lan", [ Functor f; Task t ] -> kept_task (fun () -> fst (Build.lan f t))
  | "ran", [ Functor f; Task t ] -> kept_task (fun () -> let r, _, _ = Build.ran f t in r)
  | "power of tasks", [ Task t; Task s ] -> kept_task (fun () -> let r, _, _ = Build.power t s in r)
  | "omega", [ Category c ] -> kept_task (fun () -> let r, _, _ = Build.omega c in r)
  | "cones", [ Functor d ] -> kept_task (fun () -> Build.cones d)
  | "image", [ Map m ] -> kept_task (fun () -> fst (Build.image m))
  | "equalizer", [ Map m; Map n ] -> kept_task (fun () -> fst (Build.equalizer m n))
  | "coequalizer", [ Map m; Map n ] -> kept_task (fun () -> fst (Build.coequalizer m n))
  | "pullback", [ Map m; Map n ] -> kept_task (fun () -> fst (Build.pullback m n))
  | "pushout", [ Map m; Map n ] -> kept_task (fun () -> fst (Build.pushout m n))
  | "quotient", Task t :: given ->
      let pair = function
        | Identify (p, x, y) ->
            let inside (q, u) = q = p && q < size t.on && u < t.sizes.(q) in
            need (inside x && inside y) "elements that are made equal lie elsewhere";
            (x, y)
        | _ -> reject "a pair of elements is expected" in
      Task (fst (Build.quotient t (List.map pair (items given))))
  | "identify", [ Task _; Object p; Element x; Element y ] -> Item (Identify (p, x, y))
  | "generated", Category c :: given -> Task (generated c (items given))
  | "generator", [ Label x; Object p ] -> Item (Generator (x, p))
  | "generator along", [ Item g; Arrow f ] -> Item (Along (g, f))
  | "equation", [ Item x; Item y ] -> Item (Equation (x, y))
  (* transformations *)
  | ( "identity transformation" | "compose transformations" | "first" | "second" | "pair" | "left" | "right" | "copair" | "element"
    | "yoneda on" | "restrict on" | "lan on" | "ran on" | "unit" | "counit" | "ran unit" | "ran counit" | "evaluation" | "curry"
    | "truth" | "classify" | "inclusion of equalizer" | "projection to coequalizer" | "first of pullback" | "second of pullback"
    | "left of pushout" | "right of pushout" ), _ -> (
      let argument = function
        | Functor f -> Arrows_of.Functor f | Task t -> Arrows_of.Task t | Map m -> Arrows_of.Map m
        | Category c -> Arrows_of.Category c | Element x -> Arrows_of.Element x | Arrow f -> Arrows_of.Arrow f
        | _ -> reject "%S takes other arguments" operation in
      kept_map (fun () -> Arrows_of.make operation (List.map argument arguments)))
  | "identity natural", [ Functor f ] -> Natural (natural f f (Array.map identity f.objects))
  | "compose natural", [ Natural n; Natural m ] ->
      need (same_functor m.second n.first) "these transformations do not compose";
      Natural (natural m.first n.second (Array.map2 (compose m.first.target) n.arrows m.arrows))
  | "whisker after", [ Functor f; Natural n ] ->
      let first = Build.compose_functors f n.first and second = Build.compose_functors f n.second in
      Natural (natural first second (Array.map (value_on f) n.arrows))
  | "whisker before", [ Natural n; Functor f ] ->
      let first = Build.compose_functors n.first f and second = Build.compose_functors n.second f in
      Natural (natural first second (Array.map (fun a -> n.arrows.(a)) f.objects))
  (* models *)
  | "yoneda model", [ Category c ] -> Model (keep operation arguments (fun () -> Via (Build.identity_functor c)))
  | "via", [ Functor f ] -> Model (Via f)
  | "model at", [ Model m; Object a ] -> need (a < size (model_source m)) "no such object"; kept_task (fun () -> Build.model_at m a)
  | "answers", [ Model m; Object a ] -> need (a < size (model_source m)) "no such object"; kept_task (fun () -> Build.answers m a)
  (* numbers *)
  | "plus", [ Number a; Number b ] -> Number (Numbers.writable (Numbers.plus_number a b))
  | "minus", [ Number a; Number b ] -> Number (Numbers.writable (Numbers.minus_number a b))
  | "times", [ Number a; Number b ] -> Number (Numbers.writable (Numbers.times_number a b))
  | "count", [ Domain d ] -> Number (number_of_values d)
  | "size", [ Task t ] -> counted (total t)
  | "rank", [ Task t ] -> counted (keep operation arguments (fun () -> rank t))
  | "rank missing", [ Task t; Number p ] -> counted (Missing.rank t p)
  | "euler", [ Category c ] -> Number (euler c)
  (* domains *)
  | "objects", [ Category c ] -> Domain (Objects c)
  | "arrows", [ Category c ] -> Domain (Arrows c)
  | "arrows between", [ Category c; Object a; Object b ] -> need (a < size c && b < size c) "no such object"; Domain (Between (c, a, b))
  | "elements", [ Task t ] -> Domain (Elements t)
  | "elements at", [ Task t; Object a ] -> need (a < size t.on) "no such object"; Domain (Elements_at (t, a))
  | "transformations", [ Task s; Task t ] -> Domain (Maps (s, t))
  | "natural transformations", [ Functor f; Functor g ] ->
      need (same_category f.source g.source && same_category f.target g.target) "these functors are not parallel";
      Domain (Naturals (f, g))
  | "functors", [ Category c; Category d ] -> Domain (Functors (c, d))
  | "tasks", [ Category c; a; b ] -> Domain (Tasks (c, whole a, whole b))
  | ("categories" | "monoids" | "posets"), bounds -> Domain (Categories (operation, List.map whole bounds))
  | "graded objects", [ Scores c ] -> Domain (Objects_of_scores c)
  | "graded tasks", [ Scores c ] -> Graded.be_category c; Domain (Graded_tasks c)
  | "metrics", [ least; most ] -> Domain (All_tables (Graded.Metric, whole least, whole most))
  | "bool categories", [ least; most ] -> Domain (All_tables (Graded.Bool, whole least, whole most))
  | "prob categories", [ least; most ] -> Domain (All_tables (Graded.Prob, whole least, whole most))
  | "fuzzy categories", [ least; most ] -> Domain (All_tables (Graded.Fuzzy, whole least, whole most))
  | "lukasiewicz categories", [ least; most ] -> Domain (All_tables (Graded.Lukasiewicz, whole least, whole most))
  (* graded categories *)
  | "infinity", [] -> Number Numbers.Infinity
  | "score", [ Scores c; Object a; Object b ] -> Graded.inside c a; Graded.inside c b; Number c.scores.(a).(b)
  | "task value", [ Graded_task t; Object a ] -> Graded.inside t.on a; Number t.values.(a)
  | "graded closure", [ Scores c ] -> Scores (Graded.closure c)
  | "graded under", [ Scores c ] -> Scores (Graded.under c)
  | "graded yoneda", [ Scores c; Object a ] -> Graded.inside c a; Graded_task (Graded.yoneda c a)
  | "graded via", [ Graded_functor f ] -> Graded_model f
  | "graded yoneda model", [ Scores c ] -> Graded_model (Graded.identity c)
  | "graded value at", [ Graded_functor f; Object a ] -> Graded.inside f.source a; Object f.objects.(a)
  | "graded lan", [ Graded_functor f; Graded_task t ] -> Graded_task (Graded.lan f t)
  | "graded ran", [ Graded_functor f; Graded_task t ] -> Graded_task (Graded.ran f t)
  | "graded restrict", [ Graded_functor f; Graded_task t ] -> Graded_task (Graded.restrict f t)
  | "graded rank", [ Graded_task t ] -> counted (Graded.rank t)
  | "graded rank within", [ Graded_task t; Number e ] -> counted (Graded.rank_within t e)
  | "magnitude", [ Scores c ] -> Number (Graded.magnitude c None)
  | "magnitude by", [ Scores c; Number b ] -> Number (Graded.magnitude c (Some b))
  | "graded equal objects", [ Scores c; Object a; Object b ] -> Graded.inside c a; Graded.inside c b; Truth (a = b)
  | "is a category", [ Scores c ] -> Truth (Graded.is_category c)
  | "graded solves by prompt at", [ Graded_model f; Graded_task t; Object p ] -> Truth (Graded.solves_at f t p Graded.nil)
  | "graded solves by prompt at within", [ Graded_model f; Graded_task t; Object p; Number e ] -> Truth (Graded.solves_at f t p e)
  | "graded solves by prompt", [ Graded_model f; Graded_task t ] -> Truth (Graded.solves f t Graded.nil)
  | "graded solves by prompt within", [ Graded_model f; Graded_task t; Number e ] -> Truth (Graded.solves f t e)
  | "graded representable by", [ Graded_task t; Object p ] -> Truth (Graded.solves_at (Graded.identity t.on) t p Graded.nil)
  | "graded representable by within", [ Graded_task t; Object p; Number e ] -> Truth (Graded.solves_at (Graded.identity t.on) t p e)
  | "graded representable", [ Graded_task t ] -> Truth (Graded.solves (Graded.identity t.on) t Graded.nil)
  | "graded representable within", [ Graded_task t; Number e ] -> Truth (Graded.solves (Graded.identity t.on) t e)
  | "graded ideal", [ Graded_model f ] -> Truth (Graded.ideal f Graded.nil)
  | "graded ideal within", [ Graded_model f; Number e ] -> Truth (Graded.ideal f e)
  | "graded ideal up to recalibration", [ Graded_model f ] -> Truth (Graded.recalibrated f Graded.nil)
  | "graded ideal up to recalibration within", [ Graded_model f; Number e ] -> Truth (Graded.recalibrated f e)
  | "graded solves by tuning", [ Graded_model f; Graded_task t ] -> Truth (Graded.tunes f t Graded.nil)
  | "graded solves by tuning within", [ Graded_model f; Graded_task t; Number e ] -> Truth (Graded.tunes f t e)
  | "graded generalizes from", Graded_functor f :: seen -> Truth (Graded.generalizes f (objects seen) Graded.nil)
  | "graded generalizes from within", Graded_functor f :: Number e :: seen -> Truth (Graded.generalizes f (objects seen) e)
  (* relations *)
  | "equal objects", [ Category c; Object a; Object b ] -> need (a < size c && b < size c) "no such object"; Truth (a = b)
  | "equal arrows", [ Category c; Arrow f; Arrow g ] -> need (is_arrow c f && is_arrow c g) "no such arrow"; Truth (f = g)
  | "equal elements", [ Task t; Element (p, u); Element (q, v) ] ->
      need (p < size t.on && q < size t.on && u < t.sizes.(p) && v < t.sizes.(q)) "no such element";
      Truth (p = q && u = v)
  | ("=" | "!=" | "<" | "<=" | ">" | ">="), [ Number a; Number b ] -> Truth (compare_numbers operation a b)
  | "not", [ Truth p ] -> Truth (not p)
  | "iff", [ Truth p; Truth q ] -> Truth (p = q)
  (* what has a rule *)
  | "solves by tuning", [ Model m; Task t ] -> Truth (keep operation arguments (fun () -> Tuning.solves_by_tuning m t))
  | "left adjoint", [ Functor f; Functor g ] -> Truth (Rules.left_adjoint f g)
  | "isomorphic functors", [ Functor f; Functor g ] -> Truth (Rules.isomorphic_functors f g)
  | "isomorphic models", [ Model m; Model n ] -> Truth (Rules.isomorphic_models m n)
  | ("generalizes from" | "generalizes from among functors" | "generalizes from among faithful functors"), Functor f :: seen ->
      let seen = List.map (function Object a -> need (a < size f.source) "no such object"; a | _ -> reject "an object is expected") seen in
      Truth (Rules.generalizes_from f seen (Rules.class_of operation))
  | _ -> reject "%S takes other arguments" operation

(* ---- shipped definitions: the arguments that others bring along must be those *)

let check_brought (shipped : Signature.shipped) arguments =
  let need condition = need condition "what an argument brings along is something else" in
  let arrow c a b f = need (is_arrow c f && source_of c f = a && target_of f = b) in
  let object_ c a = need (a >= 0 && a < size c) in
  let element t p x = need (fst x = p && p < size t.on && snd x < t.sizes.(p)) in
  match (shipped.word, shipped.kinds, arguments) with
  | ("a product" | "a coproduct"), _, [ Category c; Object p; Object a; Object b; Arrow f; Arrow g ] ->
      arrow c p a f;
      if shipped.word = "a product" then arrow c p b g else arrow c b a g
  | ("an equalizer" | "a coequalizer"), _, [ Category c; Object p; Object q; Object r; Arrow i; Arrow f; Arrow g ] ->
      arrow c p q i;
      if shipped.word = "an equalizer" then (arrow c q r f; arrow c q r g) else (arrow c r p f; arrow c r p g)
  | ("a pullback" | "a pushout"), _, [ Category c; Object d; Object a; Object b; Object e; Arrow p; Arrow q; Arrow f; Arrow g ] ->
      arrow c d a p;
      if shipped.word = "a pullback" then (arrow c d b q; arrow c a e f; arrow c b e g) else (arrow c b a q; arrow c e d f; arrow c e b g)
  | ("have an equalizer" | "have a coequalizer"), _, [ Category c; Object a; Object b; Arrow f; Arrow g ] -> arrow c a b f; arrow c a b g
  | ("have a pullback" | "have a pushout"), _, [ Category c; Object a; Object e; Object b; Arrow f; Arrow g ] ->
      arrow c a e f;
      if shipped.word = "have a pullback" then arrow c b e g else arrow c a b g
  | _, [ "arrow" ], [ Category c; Object a; Object b; Arrow f ] -> arrow c a b f
  | _, [ "object" ], [ Category c; Object a ] -> object_ c a
  | _, [ "object"; "object" ], [ Category c; Object a; Object b ] -> object_ c a; object_ c b
  | _, [ "category" ], [ Category _ ] | _, [ "category"; "category" ], [ Category _; Category _ ] -> ()
  | _, [ "transformation" ], [ Category c; Task s; Task t; Map m ] ->
      need (same_category c s.on && same_task s m.from && same_task t m.into)
  | _, [ "transformation"; "transformation" ], [ Category c; Task s; Task t; Map m; Map n ] ->
      need (same_category c s.on && same_task s m.from && same_task t m.into && same_task s n.from && same_task t n.into)
  | _, [ "task" ], [ Category c; Task t ] -> need (same_category c t.on)
  | _, [ "task"; "object" ], [ Category c; Task t; Object a ] -> need (same_category c t.on); object_ c a
  | _, [ "task"; "task" ], [ Category c; Task s; Task t ] -> need (same_category c s.on && same_category c t.on)
  | _, [ "task"; "element"; "element" ], [ Category c; Object p; Object a; Task t; Element u; Element x ] ->
      need (same_category c t.on);
      element t p u;
      element t a x
  | _, [ "functor" ], [ Category b; Category c; Functor f ] -> need (same_category b f.source && same_category c f.target)
  | _, [ "functor"; "functor" ], [ Category b; Category c; Functor f; Functor g ] ->
      List.iter (fun f -> need (same_category b f.source && same_category c f.target)) [ f; g ]
  | _, [ "natural transformation" ], [ Category b; Category c; Functor f; Functor g; Natural n ] ->
      need (same_category b f.source && same_category c f.target && same_functor f n.first && same_functor g n.second)
  | _, [ "natural transformation"; "natural transformation" ], [ Category b; Category c; Functor f; Functor g; Natural m; Natural n ] ->
      need (same_category b f.source && same_category c f.target);
      List.iter (fun n -> need (same_functor f n.first && same_functor g n.second)) [ m; n ]
  | _, [ "model" ], [ Category c; Category d; Model m ] -> need (same_category c (model_source m) && same_category d (model_base m))
  | _, "model" :: "task" :: rest, Category c :: Category d :: Model m :: Task t :: more -> (
      need (same_category c (model_source m) && same_category d (model_base m) && same_category c t.on);
      match (rest, more) with [], [] -> () | [ "object" ], [ Object a ] -> object_ c a | _ -> need false)
  | _, [ "model"; "functor" ], [ Category b; Category c; Model m; Functor f ] ->
      need (same_category b (model_source m) && same_category c (model_base m) && same_category b f.source && same_category c f.target)
  | _ -> need false

(* ---- evaluation *)

(* Only evidence says something of these. *)
let needs_evidence = [ "solves by tuning"; "left adjoint"; "isomorphic functors"; "isomorphic models"; "generalizes from";
  "generalizes from among functors"; "generalizes from among faithful functors"; "preserves limits"; "preserves colimits";
  "reflects limits"; "reflects colimits" ]

let operate context operation arguments =
  check_places operation arguments;
  placed operation arguments (apply context operation (List.map strip arguments))

let rec eval context env (term : Terms.term) : value =
  step ();
  match term with
  | Variable name -> List.assoc name env
  | Constant k -> context.constants.(k)
  | Number n -> Number n
  | Label x -> Label x
  | Call (k, arguments) -> call context k (List.map (eval context env) arguments)
  | Apply ("and", [ p; q ]) -> if truth context env p then eval context env q else Truth false
  | Apply ("or", [ p; q ]) -> if truth context env p then Truth true else eval context env q
  | Apply ("implies", [ p; q ]) -> if truth context env p then eval context env q else Truth true
  | Apply (operation, _) when List.mem operation needs_evidence -> reject "%S needs evidence" operation
  | Apply (operation, arguments) -> operate context operation (List.map (eval context env) arguments)
  | Binding (binder, names, domain, condition, body) -> (
      let over = eval_domain context env domain in
      let values = List.map (placed_in over) (all_values over) in
      let holds env = match condition with None -> true | Some p -> truth context env p in
      let says env = match body with Some p -> truth context env p | None -> true in
      (* over all tuples; `go` gives false to stop *)
      let rec go env names found = match names with
        | [] -> found env
        | name :: rest -> List.for_all (fun v -> step (); go ((name, v) :: env) rest found) values in
      match binder with
      | "forall" -> Truth (go env names (fun env -> (not (holds env)) || says env))
      | "exists" -> Truth (not (go env names (fun env -> not (holds env && says env))))
      | _ ->
          let n = ref 0 in
          ignore (go env names (fun env -> if holds env && says env then incr n; true));
          if binder = "count" then counted !n else Truth (!n = 1))

and eval_domain context env term = match eval context env term with Domain d -> d | _ -> reject "a domain is expected"
and truth context env term = match eval context env term with Truth b -> b | _ -> reject "a proposition is expected"

and call context k arguments =
  let d = context.definitions.(k) in
  let placed_arguments = arguments in
  let arguments = List.map strip arguments in
  Option.iter (fun s -> check_call placed_arguments; check_brought s arguments) d.shipped;
  let opened () = eval context (List.combine d.parameters placed_arguments) d.body in
  match d.shipped with
  | None -> opened ()
  | Some shipped -> (
      (* rules for what would take long by definition; the truth is the same *)
      match (shipped.word, shipped.kinds, arguments) with
      | "isomorphic", [ "task"; "task" ], [ _; Task s; Task t ] -> Truth (Maps.isomorphic s t)
      | "isomorphic", [ "category"; "category" ], [ Category c; Category d ] -> Truth (Maps.isomorphic_categories c d)
      | "equivalent", [ "category"; "category" ], [ Category c; Category d ] -> Truth (Maps.equivalent c d)
      | "representable", [ "task" ], [ _; Task t ] -> Truth (Rules.is_representable t None)
      | "representable", [ "task"; "object" ], [ _; Task t; Object a ] -> Truth (Rules.is_representable t (Some a))
      | "familial", [ "task" ], [ _; Task t ] -> Truth (Rules.is_familial t)
      | "full", [ "functor" ], [ _; _; Functor f ] -> Truth (Maps.is_full f)
      | "faithful", [ "functor" ], [ _; _; Functor f ] -> Truth (Maps.is_faithful f)
      | _ -> opened ())
