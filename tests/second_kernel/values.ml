(* What terms stand for, and the domains that quantifiers range over. *)

open Base
open Tables

type value =
  | Truth of bool
  | Number of Numbers.number
  | Object of int
  | Arrow of arrow
  | Element of (int * int)
  | Category of category
  | Functor of functor_
  | Task of task
  | Map of transformation
  | Natural of natural
  | Model of model
  | Scores of Graded.category
  | Graded_task of Graded.task
  | Graded_functor of Graded.functor_
  | Graded_model of Graded.functor_
  | Label of Json.t
  | Item of item
  | Domain of domain
  | Placed of place * value  (** an object, an arrow or an element, and where it lives *)

and place = In of category | Of of task | Among of Graded.category

and item =
  | Identify of int * (int * int) * (int * int)
  | Generator of Json.t * int
  | Along of item * arrow
  | Equation of item * item

and domain =
  | Objects of category
  | Arrows of category
  | Between of category * int * int
  | Elements of task
  | Elements_at of task * int
  | Maps of task * task
  | Naturals of functor_ * functor_
  | Functors of category * category
  | Tasks of category * int * int
  | Categories of string * int list
  | Objects_of_scores of Graded.category
  | All_tables of Graded.quantale * int * int
  | Graded_tasks of Graded.category

let counted n = Number (Numbers.whole n)

(* ---- places: a sentence shows objects, arrows and elements by name alone, so each stands only where it lives *)

let strip = function Placed (_, v) -> v | v -> v

(* The entries of the certificate, with the labels of their elements for tasks. *)
let known_categories : category list ref = ref []
let known_tasks : (task * Json.t) list ref = ref []

let same_place a b =
  match (a, b) with
  | In c, In d ->
      c == d || (same_category c d && not (List.memq c !known_categories && List.memq d !known_categories && c.labels <> d.labels))
  | Of s, Of t ->
      s == t || (same_task s t && match (List.assq_opt s !known_tasks, List.assq_opt t !known_tasks) with
        | Some x, Some y -> x = y | _ -> true)
  | Among c, Among d -> Graded.same_labels c d
  | _ -> false

let check_place value place = match value with
  | Placed (home, _) -> need (same_place home place) "something stands where what lives elsewhere is asked for"
  | _ -> ()

(* Where the arguments of an operation should live, by the first of them. *)
let check_places operation arguments =
  let all place kind = List.iter (fun v -> match (kind, v) with
    | `Inside, Placed (_, (Object _ | Arrow _)) | `Scores, Placed (_, Object _) | `Elements, Placed (_, Element _) -> check_place v place
    | _ -> ()) arguments in
  match (operation, List.map strip arguments) with
  | ("generator" | "generator along" | "equation"), _ -> ()
  | "constant functor", _ :: Category c :: _ -> all (In c) `Inside
  | ("pair of objects" | "pair of arrows"), [ _; Category c; Category d; _; _ ] ->
      (match arguments with [ _; _; _; f; g ] -> check_place f (In c); check_place g (In d) | _ -> ())
  | "pair of elements", [ _; Task s; Task t; _; _ ] ->
      (match arguments with [ _; _; _; x; y ] -> check_place x (Of s); check_place y (Of t) | _ -> ())
  | "object of elements", [ _; Task t; _; _ ] ->
      (match arguments with [ _; _; a; x ] -> check_place a (In t.on); check_place x (Of t) | _ -> ())
  | _, Category c :: _ -> all (In c) `Inside
  | _, Functor f :: _ -> all (In f.source) `Inside
  | _, Natural n :: _ -> all (In n.first.source) `Inside
  | _, Model m :: _ -> all (In (model_source m)) `Inside
  | _, Task t :: _ -> all (In t.on) `Inside; all (Of t) `Elements
  | _, Scores c :: _ -> all (Among c) `Scores
  | _, (Graded_functor f | Graded_model f) :: _ -> all (Among f.source) `Scores
  | _, Graded_task t :: _ -> all (Among t.on) `Scores
  | _, Map m :: _ -> all (Of m.from) `Elements
  | _ -> ()

(* Where what an operation gives lives. *)
let placed operation arguments value =
  let at place = Placed (place, value) in
  match (value, operation, List.map strip arguments) with
  | (Object _ | Arrow _), ("object in" | "arrow in"), _ :: Category d :: _ -> at (In d)
  | (Object _ | Arrow _), _, Category c :: _ -> at (In c)
  | (Object _ | Arrow _), _, Functor f :: _ -> at (In f.target)
  | (Object _ | Arrow _), _, Natural n :: _ -> at (In n.first.target)
  | (Object _ | Arrow _), _, Task t :: _ -> at (In t.on)
  | Object _, _, Graded_functor f :: _ -> at (Among f.target)
  | Element _, _, Task t :: _ -> at (Of t)
  | Element _, _, Map m :: _ -> at (Of m.into)
  | _ -> value

let placed_in domain value = match domain with
  | Objects c | Arrows c | Between (c, _, _) -> Placed (In c, value)
  | Elements t | Elements_at (t, _) -> Placed (Of t, value)
  | Objects_of_scores c -> Placed (Among c, value)
  | _ -> value

(* Arguments of a shipped definition live in its first category, elements in its task. *)
let check_call arguments =
  let first f = List.find_map (fun v -> f (strip v)) arguments in
  let inside = first (function Category c -> Some (In c) | _ -> None) and of_ = first (function Task t -> Some (Of t) | _ -> None) in
  List.iter (fun v -> match (v, inside, of_) with
    | Placed (_, (Object _ | Arrow _)), Some place, _ | Placed (_, Element _), _, Some place -> check_place v place
    | _ -> ()) arguments

let category = function Category c -> c | _ -> reject "a category is expected"
let functor_value = function Functor f -> f | _ -> reject "a functor is expected"
let task_value = function Task t -> t | _ -> reject "a task is expected"
let number = function Number n -> n | _ -> reject "a number is expected"
let whole value = Numbers.small (number value)

(* ---- numbers of small categories in the literature *)

let literature word bounds =
  let categories = [ 1; 1; 3; 11; 55; 329; 2858 ] (* A125696 *)
  and monoids = [ 0; 1; 2; 7; 35; 228; 2237; 31559; 1668997 ] (* A058129 *)
  and posets = [ 1; 1; 2; 5; 16; 63; 318; 2045; 16999; 183231 ] (* A000112 *) in
  let counted numbers least most =
    if most >= List.length numbers then None
    else Some (sum (List.filteri (fun n _ -> n >= least && n <= most) numbers)) in
  match (word, bounds) with
  | "categories", [ least; most ] -> counted categories least most
  | "categories", [ least; most; low; 1 ] when low = 1 || (low <= 1 && least > 0) -> counted monoids least most
  | "categories", [ least; most; low; high ] when low <= 0 && high >= most -> counted categories least most
  | "monoids", [ least; most ] -> counted monoids least most
  | "posets", [ least; most ] -> counted posets least most
  | _ -> None

let most_compared = 500

(* ---- reading values: each is checked to be in the domain *)

let cut sizes list =
  let rec go sizes list = match sizes with
    | [] -> need (list = []) "too many values"; []
    | n :: rest ->
        need (List.length list >= n) "too few values";
        let mine = List.filteri (fun k _ -> k < n) list and others = List.filteri (fun k _ -> k >= n) list in
        Array.of_list mine :: go rest others in
  Array.of_list (go (Array.to_list sizes) list)

let read_object c value = Object (Json.below (size c) value)
let read_element t value = match Json.list value with
  | [ p; u ] -> let p = Json.below (size t.on) p in (p, Json.below t.sizes.(p) u)
  | _ -> reject "an element is [object, number]"

let read_task c value =
  let sizes = Json.ints (Json.get "sizes" value) and action = Array.map Json.ints (Json.array (Json.get "action" value)) in
  task c sizes action

let in_bounds n least most = n >= least && n <= most

let number_of_arrows c = sum (List.map (number_into c) (range (size c)))

let read_category word bounds value =
  Json.keys value [ "objects"; "generators"; "homs" ] [];
  let count = Json.natural (Json.get "objects" value) in
  let ends = Array.map (fun g -> match Json.list g with
    | [ a; b ] -> (Json.below count a, Json.below count b) | _ -> reject "a generator is [source, target]") (Json.array (Json.get "generators" value)) in
  let read_hom h = match Json.list h with
    | [ at; rows ] -> (Json.ints at, Array.map Json.ints (Json.array rows)) | _ -> reject "the arrows are [at, rows]" in
  let homs_ = Array.map read_hom (Json.array (Json.get "homs" value)) in
  need (Array.length homs_ = count) "not as many homs as objects";
  let c = Tables.category (Array.init count (fun k -> Json.Int k)) ends (`Table homs_) in
  check_composition c;
  let arrows = number_of_arrows c in
  let fine = match (word, bounds) with
    | "categories", [ least; most ] -> in_bounds arrows least most
    | "categories", [ least; most; low; high ] -> in_bounds arrows least most && in_bounds count low high
    | "monoids", [ least; most ] -> count = 1 && in_bounds arrows least most
    | "posets", [ least; most ] ->
        in_bounds count least most
        && List.for_all (fun (a, b) ->
            let many = List.length (between c a b) in
            many <= 1 && (a = b || many = 0 || between c b a = [])) (Maps.pairs count)
    | _ -> reject "bounds are least and most" in
  need fine "a category is not of the domain";
  c

(* Arrows as one list, two numbers each. *)
let rec read_arrows c = function
  | [] -> []
  | p :: x :: rest -> let f = read_arrow c (Json.List [ p; x ]) in f :: read_arrows c rest
  | [ _ ] -> reject "an arrow is two numbers"

let read_value domain value = match domain with
  | Objects c -> read_object c value
  | Arrows c -> Arrow (read_arrow c value)
  | Between (c, a, b) ->
      let f = read_arrow c value in
      need (source_of c f = a && target_of f = b) "an arrow has other ends";
      Arrow f
  | Elements t -> Element (read_element t value)
  | Elements_at (t, a) -> let x = read_element t value in need (fst x = a) "an element lies elsewhere"; Element x
  | Maps (s, t) ->
      need (same_category s.on t.on) "tasks on two categories";
      Map (transformation s t (cut s.sizes (List.map Json.int (Json.list value))))
  | Naturals (f, g) -> Natural (natural f g (Array.of_list (read_arrows f.target (Json.list value))))
  | Functors (c, d) ->
      let n = size c in
      let all = Json.list value in
      need (List.length all = n + (2 * Array.length c.ends)) "a functor has another number of values";
      let objects = Array.of_list (List.map (Json.below (size d)) (List.filteri (fun k _ -> k < n) all)) in
      Functor (functor_ c d objects (Array.of_list (read_arrows d (List.filteri (fun k _ -> k >= n) all))))
  | Tasks (c, least, most) ->
      Json.keys value [ "sizes"; "action" ] [];
      let t = read_task c value in
      need (in_bounds (total t) least most) "a task is of another size";
      Task t
  | Categories (word, bounds) -> Category (read_category word bounds value)
  | Objects_of_scores c -> Object (Json.below (Graded.size c) value)
  | All_tables (quantale, least, most) ->
      let scores = Array.map (fun row -> Array.map (Graded.read_value quantale) (Json.array row)) (Json.array value) in
      let count = Array.length scores in
      need (in_bounds count least most) "a table has another number of points";
      need (Array.for_all (fun row -> Array.length row = count) scores) "the table is not square";
      let c : Graded.category = { quantale; labels = Array.init count (fun k -> Json.Int k); scores } in
      Graded.be_category c;
      Scores c
  | Graded_tasks c -> Graded_task (Graded.task c (Array.map (Graded.read_value c.quantale) (Json.array value)))

(* ---- all values of a domain *)

let all_values = function
  | Objects c -> List.map (fun a -> Object a) (range (size c))
  | Arrows c -> List.map (fun f -> Arrow f) (arrows c)
  | Between (c, a, b) -> List.map (fun f -> Arrow f) (between c a b)
  | Elements t -> List.map (fun x -> Element x) (elements t)
  | Elements_at (t, a) -> List.init t.sizes.(a) (fun u -> Element (a, u))
  | Maps (s, t) ->
      need (same_category s.on t.on) "tasks on two categories";
      List.map (fun components -> Map { from = s; into = t; components }) (Maps.all_natural_maps s t)
  | Naturals (f, g) -> List.map (fun arrows -> Natural { first = f; second = g; arrows }) (Maps.all_natural_families f g)
  | Functors (c, d) -> List.map (fun f -> Functor f) (Maps.all_functors c d)
  | Objects_of_scores c -> List.map (fun a -> Object a) (Graded.places c)
  | Tasks _ | Categories _ -> reject "the values of a domain are missing"
  | All_tables _ | Graded_tasks _ -> reject "not all values of a domain can be listed"

let number_of_values = function
  | Objects c -> Numbers.whole (size c)
  | Maps (s, t) -> need (same_category s.on t.on) "tasks on two categories"; Numbers.of_natural (Maps.count_natural_maps s t)
  | domain -> Numbers.whole (List.length (all_values domain))

(* ---- values that evidence lists *)

(* What the mass formula shows, where it can be counted. *)
let completed counted what =
  match counted () with
  | fine -> need fine "the values are not the whole domain"
  | exception Mass.Too_many -> trust what

(* All tasks of these sizes as sums of connected parts; each once. *)
let listed_tasks c least most values parts =
  let parts = Array.map (fun p -> Json.keys p [ "sizes"; "action" ] []; read_task c p) (Json.array parts) in
  let weights = Array.map total parts in
  Array.iter (fun p -> need (List.length (Maps.components p) = 1) "a part is not connected") parts;
  Array.iteri (fun k p -> for l = 0 to k - 1 do
    step ();
    need (not (parts.(l).sizes = p.sizes && Maps.isomorphic parts.(l) p)) "two parts are isomorphic" done) parts;
  let sums = List.map (fun v -> List.map (Json.below (Array.length parts)) (Json.list v)) (Json.list values) in
  let sorted = List.map (List.sort compare) sums in
  need (distinct sorted) "a task is listed twice";
  let weight l = sum (List.map (fun k -> weights.(k)) l) in
  List.iter (fun l -> need (in_bounds (weight l) least most) "a task is of another size") sums;
  (* how many multisets of parts there are of each weight *)
  if most > most_steps then unsupported "too large";
  let ways = Array.make (max most 0 + 1) Numbers.nought in
  ways.(0) <- Numbers.natural 1;
  Array.iter (fun w -> for n = w to max most 0 do step (); ways.(n) <- Numbers.sum_of ways.(n) ways.(n - w) done) weights;
  let counted = List.filteri (fun n _ -> in_bounds n least most) (Array.to_list ways) in
  need (Numbers.natural (List.length sums) = List.fold_left Numbers.sum_of Numbers.nought counted) "not all sums of the parts are listed";
  let tasks = List.map (fun l -> List.fold_left Build.sum_task (Build.constant c 0) (List.map (fun k -> parts.(k)) l)) sums in
  completed (fun () -> Mass.all_tasks c least most tasks) "that no connected task is missing";
  List.map (fun t -> Task t) tasks

let complete_list domain values =
  match domain with
  | Categories (word, bounds) ->
      let found = List.map (fun v -> category v) values in
      let pairwise = List.length found <= most_compared in
      (match literature word bounds with
      | Some n -> need (List.length found = n) "the literature knows another number"
      | None -> ());
      let all = Array.of_list found in
      let looks = Array.map (fun c -> List.sort compare (List.map (Maps.degrees c) (range (size c)))) all in
      if pairwise then
        Array.iteri (fun k c -> for l = 0 to k - 1 do
          need (not (looks.(l) = looks.(k) && Maps.isomorphic_categories all.(l) c)) "two categories are isomorphic" done) all;
      if pairwise then completed (fun () -> Mass.all_categories word bounds found) "that no category is missing"
      else trust "that no category is missing"
  | _ ->
      let key = function
        | Map m -> Json.print (Json.List (List.map (fun k -> Json.Int k) (List.concat_map Array.to_list (Array.to_list m.components))))
        | Functor f -> Marshal.to_string (f.objects, f.generators) []
        | Natural n -> Marshal.to_string n.arrows []
        | Object a -> string_of_int a
        | Arrow (a, b) | Element (a, b) -> Printf.sprintf "%d %d" a b
        | _ -> reject "these values cannot be listed" in
      need (distinct (List.map key values)) "a value is listed twice";
      need (Numbers.whole (List.length values) = number_of_values domain) "the values are not all"

(* The values that evidence with `values` (and `parts`, `complete`) lists, or those that the checker finds. *)
let listed domain evidence =
  let parts = Json.find "parts" evidence and complete = Json.find "complete" evidence in
  match Json.find "values" evidence with
  | None -> need (parts = None && complete = None) "parts of nothing"; all_values domain
  | Some values -> (
      match (domain, parts) with
      | Tasks (c, least, most), Some parts -> need (complete = None) "what is complete has no proof"; listed_tasks c least most values parts
      | Tasks _, None -> reject "the parts of the values are missing"
      | _, Some _ -> reject "only tasks have parts"
      | _, None ->
          let found = List.map (read_value domain) (Json.list values) in
          (match (domain, complete) with
          | Maps (s, t), Some proof ->
              Clauses.refute s t (List.map (function Map m -> m.components | _ -> assert false) found) proof
          | _, Some _ -> reject "only transformations have clausal proofs"
          | _, None -> complete_list domain found);
          found)
