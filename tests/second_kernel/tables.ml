(* Section 2: categories, functors, tasks, models and transformations as tables, and the checks of each. *)

open Base

type arrow = int * int  (** target, number *)

type hom = { at : int array; rows : int array array; order : int list; parent : (int * int) array }
(** `order`: all arrows but the identity, each after its `parent`: (x, g) for the arrow x . g. *)

type category = {
  title : string;
  labels : Json.t array;
  ends : (int * int) array;  (** source and target of each generator *)
  incoming : int array array;
  slot : int array;  (** the place of a generator in `incoming` *)
  homs : hom array option Lazy.t;
  thin : bool;
  listed : bool;  (** are its arrows in the certificate? *)
  equations : (int * int * int list * int list) list option;  (** of a presented category that is no group *)
  made : Json.t list option;
}

type task = { on : category; sizes : int array; action : int array array }

type functor_ = { source : category; target : category; objects : int array; generators : arrow array; values : arrow array array Lazy.t }

type transformation = { from : task; into : task; components : int array array }
type natural = { first : functor_; second : functor_; arrows : arrow array }

type model = Via of functor_ | Explicit of { category : category; base : category; tasks : task array; maps : int array array array }

let size category = Array.length category.labels
let homs category = match Lazy.force category.homs with Some h -> h | None -> reject "the arrows of %s are missing" category.title

(* ---- arrows *)

let number_into category p = Array.length (homs category).(p).at
let identity p : arrow = (p, 0)
let restrict_arrow category (p, x) g : arrow =
  need (snd category.ends.(g) = (homs category).(p).at.(x)) "a generator does not end there";
  (p, (homs category).(p).rows.(x).(category.slot.(g)))

let generator category g : arrow = restrict_arrow category (identity (snd category.ends.(g))) g
let source_of category ((p, x) : arrow) = (homs category).(p).at.(x)
let target_of ((p, _) : arrow) = p

let word category ((p, x) : arrow) =
  let rec go x after = if x = 0 then after else let before, g = (homs category).(p).parent.(x) in go before (g :: after) in
  go x []

let follow category start letters = List.fold_left (restrict_arrow category) start letters

let compose category (g : arrow) (f : arrow) : arrow =
  need (source_of category g = target_of f) "these arrows do not compose";
  step ();
  follow category g (word category f)

let arrows category : arrow list =
  List.concat_map (fun p -> List.init (number_into category p) (fun x -> (p, x))) (range (size category))

let between category a b : arrow list =
  let at = (homs category).(b).at in
  List.filter_map (fun x -> step (); if at.(x) = a then Some (b, x) else None) (range (Array.length at))

let is_arrow category (p, x) = p >= 0 && p < size category && x >= 0 && x < number_into category p

(* ---- categories *)

let incoming_of count ends =
  let into = Array.make count [] in
  Array.iteri (fun g (_, target) -> into.(target) <- g :: into.(target)) ends;
  Array.map (fun found -> Array.of_list (List.rev found)) into

let slots ends incoming =
  let slot = Array.make (Array.length ends) 0 in
  Array.iter (Array.iteri (fun place g -> slot.(g) <- place)) incoming;
  slot

(* The arrows into one object as a table, with a word for each arrow. *)
let hom_table ends (incoming : int array array) p at rows =
  let count = Array.length at in
  need (count > 0 && at.(0) = p) "arrow 0 is not the identity";
  need (Array.length rows = count) "not as many rows as arrows";
  let parent = Array.make count (-1, -1) and order = ref [] and queue = Queue.create () in
  Array.iter (fun a -> need (a >= 0 && a < Array.length incoming) "no such object") at;
  let check x row =
    need (Array.length row = Array.length incoming.(at.(x))) "a row is of another length";
    Array.iteri (fun place y ->
        need (y >= 0 && y < count) "no such arrow";
        need (at.(y) = fst ends.(incoming.(at.(x)).(place))) "a restricted arrow has another source") row in
  Array.iteri check rows;
  let seen = Array.make count false in
  seen.(0) <- true;
  Queue.add 0 queue;
  while not (Queue.is_empty queue) do
    let x = Queue.pop queue in
    Array.iteri (fun place y ->
        if not seen.(y) then (
          seen.(y) <- true;
          parent.(y) <- (x, incoming.(at.(x)).(place));
          order := y :: !order;
          Queue.add y queue)) rows.(x)
  done;
  need (Array.for_all Fun.id seen) "the generators do not reach every arrow";
  { at; rows; order = List.rev !order; parent }

(* What the words make of a value at the identity: `walk` gives the value of x . g from that of x. Each edge must agree. *)
let along (incoming : int array array) hom start walk =
  let values = Array.make (Array.length hom.at) start in
  List.iter (fun y -> let x, g = hom.parent.(y) in values.(y) <- walk values.(x) g) hom.order;
  Array.iteri (fun x row ->
      Array.iteri (fun place y -> step (); need (values.(y) = walk values.(x) incoming.(hom.at.(x)).(place)) "not well defined") row) hom.rows;
  values

let check_composition category =
  Array.iteri (fun g (a, _) ->
      ignore (along category.incoming (homs category).(a) (generator category g) (restrict_arrow category))) category.ends

(* The arrows of a thin category, as a breadth-first search finds them. *)
let thin_homs count (ends : (int * int) array) (incoming : int array array) =
  let hom p =
    let number = Array.make count (-1) and found = ref [ p ] and many = ref 1 and queue = Queue.create () in
    number.(p) <- 0;
    Queue.add p queue;
    while not (Queue.is_empty queue) do
      Array.iter (fun g ->
          let a = fst ends.(g) in
          if number.(a) < 0 then (
            number.(a) <- !many;
            incr many;
            found := a :: !found;
            Queue.add a queue)) incoming.(Queue.pop queue)
    done;
    let at = Array.of_list (List.rev !found) in
    let rows = Array.map (fun a -> Array.map (fun g -> number.(fst ends.(g))) incoming.(a)) at in
    hom_table ends incoming p at rows in
  Array.init count hom

let category ?(title = "a category") ?(thin = false) ?equations ?made labels ends homs =
  let count = Array.length labels in
  let incoming = incoming_of count ends in
  let listed = match homs with `Table _ -> true | _ -> false in
  let homs = match homs with
    | `Table homs -> lazy (Some (Array.mapi (fun p (at, rows) -> hom_table ends incoming p at rows) homs))
    | `Thin -> lazy (Some (thin_homs count ends incoming))
    | `None -> lazy None in
  { title; labels; ends; incoming; slot = slots ends incoming; homs; thin; listed; equations; made }

(* ---- logs: a Todd-Coxeter enumeration, step by step *)

let most_log = 300_000

let replay count ends equations invertible p log =
  let generators = Array.length ends in
  let ends = if invertible then Array.append ends (Array.map (fun (a, b) -> (b, a)) ends) else ends in
  let inverse g = if g < generators then g + generators else g - generators in
  let letters = Array.length ends in
  let capacity = List.length log + 1 in
  let at = Array.make capacity p and stands = Array.init capacity Fun.id and made = ref 1 in
  let values = Array.init capacity (fun _ -> Hashtbl.create 4) in
  let rec root x = if stands.(x) = x then x else (let r = root stands.(x) in stands.(x) <- r; r) in
  let value x g = Option.map root (Hashtbl.find_opt values.(root x) g) in
  let waiting = Queue.create () in
  (* sets one value; where there is another one, the two are to be merged *)
  let put x g y =
    let x = root x and y = root y in
    match value x g with Some old -> if old <> y then Queue.add (old, y) waiting | None -> Hashtbl.replace values.(x) g y in
  let set x g y = put x g y; if invertible then put y (inverse g) x in
  let settle () =
    while not (Queue.is_empty waiting) do
      let x, y = Queue.pop waiting in
      let x = root x and y = root y in
      if x <> y then (
        need (at.(x) = at.(y)) "elements at two objects are merged";
        let keep = min x y and gone = max x y in
        stands.(gone) <- keep;
        Hashtbl.iter (fun g z -> set keep g z) (Hashtbl.copy values.(gone)))
    done in
  let merge x y = Queue.add (x, y) waiting; settle () in
  let rec forward x = function
    | g :: rest as all -> (match value x g with Some y -> forward y rest | None -> (x, all))
    | [] -> (x, []) in
  let entry (x, e) =
    need (x >= 0 && x < !made) "no such element in a log";
    let x = root x in
    if e >= 0 then (
      need (e < letters && snd ends.(e) = at.(x)) "a log restricts along what does not end there";
      let y = !made in
      incr made;
      at.(y) <- fst ends.(e);
      set x e y;
      settle ())
    else (
      need (-e - 1 < Array.length equations) "a log uses an equation that is none";
      let target, _, left, right = equations.(-e - 1) in
      need (at.(x) = target) "a log uses an equation elsewhere";
      if invertible then (
        let x', todo = forward x (left @ List.rev_map inverse right) in
        let y', back = forward x (List.rev_map inverse todo) in
        match (todo, List.length back) with
        | [], _ -> merge x' x
        | _, 0 -> merge x' y'
        | todo, missing ->
            (* what is walked from the end is a last part of what was to do *)
            need (missing = 1) "an equation in a log has too many values missing";
            set x' (List.hd todo) y'; settle ())
      else
        let x', left = forward x left and y', right = forward x right in
        match (left, right) with
        | [], [] -> merge x' y'
        | [ g ], [] -> set x' g y'; settle ()
        | [], [ g ] -> set y' g x'; settle ()
        | _ -> reject "an equation in a log has too many values missing") in
  List.iter entry log;
  let left = List.filter (fun x -> root x = x) (range !made) in
  List.iter (fun x -> Array.iteri (fun g (_, b) -> need (b <> at.(x) || value x g <> None) "a value is missing at the end of a log") ends) left;
  need (List.length left = count) "a log ends with another number of arrows"

(* ---- reading categories *)

let read_word generators value = List.map (Json.below generators) (Json.list value)

(* The word leads from its target to its source. *)
let check_word (ends : (int * int) array) target source letters =
  let place = List.fold_left (fun at g -> need (snd ends.(g) = at) "a word does not compose"; fst ends.(g)) target letters in
  need (place = source) "a word ends elsewhere"

let read_hom value =
  Json.keys value [ "at"; "rows" ] [];
  (Json.ints (Json.get "at" value), Array.map Json.ints (Json.array (Json.get "rows" value)))

let read_category value =
  Json.keys value [ "name"; "objects"; "generators"; "homs"; "presentation" ] [ "made" ];
  let title = Json.name (Json.get "name" value) in
  let labels = Json.array (Json.get "objects" value) in
  Array.iter Json.plain labels;
  Json.names_apart (Array.to_list labels);
  let count = Array.length labels in
  let read_generator g = match Json.list g with
    | [ name; a; b ] -> ignore (Json.name name); (Json.below count a, Json.below count b)
    | _ -> reject "a generator is [name, source, target]" in
  let ends = Array.map read_generator (Json.array (Json.get "generators" value)) in
  let n = Array.length ends in
  let presentation = Json.get "presentation" value in
  Json.keys presentation [ "kind"; "invertible"; "equations"; "logs" ] [];
  let kind = Json.text (Json.get "kind" presentation) and invertible = Json.bool (Json.get "invertible" presentation) in
  let read_equation e = match Json.list e with
    | [ target; source; left; right ] ->
        let target = Json.below count target and source = Json.below count source in
        let left = read_word n left and right = read_word n right in
        check_word ends target source left;
        check_word ends target source right;
        (target, source, left, right)
    | _ -> reject "an equation is [target, source, left, right]" in
  let equations = List.map read_equation (Json.list (Json.get "equations" presentation)) in
  let logs = Json.get "logs" presentation in
  need (List.mem kind [ "thin"; "presented"; "constructed" ]) "a presentation is thin, presented or constructed";
  let made = Option.map Json.list (Json.find "made" value) in
  if kind <> "presented" then need (equations = [] && logs = Json.Null && not invertible) "only what is presented has equations";
  need (kind <> "constructed" || made <> None) "what a constructed category is made of is missing";
  need (not invertible || count = 1) "a group has one object";
  let thin = kind = "thin" in
  let homs = match Json.get "homs" value with
    | Json.Null when thin -> `Thin
    | Json.Null -> need (kind = "presented" && not invertible) "the arrows are missing"; `None
    | table -> `Table (Array.map read_hom (Json.array table)) in
  (match homs with `Table t -> need (Array.length t = count) "not as many homs as objects" | _ -> ());
  let equations_kept = if kind = "presented" && not invertible then Some equations else None in
  let found = category ~title ~thin ?equations:equations_kept ?made labels ends homs in
  (match Lazy.force found.homs with
  | None -> need (logs = Json.Null) "logs without arrows"
  | Some homs ->
      check_composition found;
      if thin then Array.iter (fun hom -> need (distinct (Array.to_list hom.at)) "two arrows of a thin category are parallel") homs;
      if kind = "presented" then (
        List.iter (fun (target, _, left, right) ->
            need (follow found (identity target) left = follow found (identity target) right) "an equation does not hold") equations;
        if invertible then
          Array.iter (fun hom ->
              Array.iteri (fun g (a, b) ->
                  let moved = List.filter_map (fun x -> if hom.at.(x) = b then Some hom.rows.(x).(found.slot.(g)) else None) (range (Array.length hom.at)) in
                  let there = List.length (List.filter (fun x -> x = a) (Array.to_list hom.at)) in
                  need (distinct moved && List.length moved = there) "a generator of a group is no permutation") ends) homs;
        match logs with
        | Json.Null -> trust ("that no more arrows of " ^ title ^ " are equal than its equations say")
        | logs ->
            let logs = Json.array logs in
            need (Array.length logs = count) "not as many logs as objects";
            let read e = match Json.list e with [ x; e ] -> (Json.int x, Json.int e) | _ -> reject "an entry of a log is [x, e]" in
            Array.iteri (fun p log ->
                replay (Array.length homs.(p).at) ends (Array.of_list equations) invertible p (List.map read (Json.list log))) logs));
  found

(* ---- functors *)

let check_functor f =
  let along_words p =
    along f.source.incoming (homs f.source).(p) (identity f.objects.(p)) (fun value g -> compose f.target value f.generators.(g)) in
  Array.init (size f.source) along_words

let functor_ source target objects generators =
  need (Array.length objects = size source) "not as many values as objects";
  need (Array.length generators = Array.length source.ends) "not as many values as generators";
  Array.iter (fun c -> need (c >= 0 && c < size target) "no such object") objects;
  Array.iteri (fun g value ->
      let a, b = source.ends.(g) in
      need (is_arrow target value) "no such arrow";
      need (target_of value = objects.(b) && source_of target value = objects.(a)) "the value of a generator has other ends") generators;
  let rec f = { source; target; objects; generators; values = lazy (check_functor f) } in
  ignore (Lazy.force f.values);
  f

let value_on f ((p, x) : arrow) : arrow = (Lazy.force f.values).(p).(x)

let read_arrow category value : arrow = match Json.list value with
  | [ p; x ] -> let p = Json.below (size category) p in (p, Json.below (number_into category p) x)
  | _ -> reject "an arrow is [target, number]"

(* ---- tasks *)

let restrict task (u, g) = task.action.(g).(u)

(* The values of an element at P along the arrows into P. *)
let names task p u =
  let hom = (homs task.on).(p) in
  along task.on.incoming hom u (fun value g -> task.action.(g).(value))

let restrict_along task (p, u) f =
  need (target_of f = p) "an element is restricted along an arrow that ends elsewhere";
  step ();
  (source_of task.on f, List.fold_left (fun u g -> task.action.(g).(u)) u (word task.on f))

let task on sizes action =
  need (Array.length sizes = size on) "not as many sizes as objects";
  need (Array.for_all (fun n -> n >= 0) sizes) "a number of elements is negative";
  need (Array.length action = Array.length on.ends) "not as many restrictions as generators";
  Array.iteri (fun g values ->
      let a, b = on.ends.(g) in
      need (Array.length values = sizes.(b)) "a restriction is of another length";
      Array.iter (fun u -> need (u >= 0 && u < sizes.(a)) "no such element") values) action;
  let found = { on; sizes; action } in
  let walk u letters = List.fold_left (fun u g -> action.(g).(u)) u letters in
  (match (on.equations, Lazy.force on.homs) with
  | Some equations, _ ->
      List.iter (fun (target, _, left, right) ->
          for u = 0 to sizes.(target) - 1 do need (walk u left = walk u right) "a task does not respect an equation" done) equations
  | None, Some _ -> Array.iteri (fun p n -> for u = 0 to n - 1 do ignore (names found p u) done) sizes
  | None, None -> reject "the arrows are missing");
  found

let elements task = List.concat_map (fun p -> List.init task.sizes.(p) (fun u -> (p, u))) (range (size task.on))
let total task = Array.fold_left ( + ) 0 task.sizes

let read_task categories value =
  Json.keys value [ "name"; "elements"; "action"; "category" ] [ "made" ];
  ignore (Json.name (Json.get "name" value));
  let on = categories (Json.get "category" value) in
  let labels l = let l = Json.list l in List.iter Json.plain l; List.length l in
  let made = Option.map Json.list (Json.find "made" value) in
  match (Json.get "elements" value, Json.get "action" value) with
  | Json.Object elements, Json.Object action ->
      let number n key = match int_of_string_opt key with
        | Some k when string_of_int k = key && k >= 0 && k < n -> k
        | _ -> reject "%S is no number of an entry" key in
      let sizes = Array.make (size on) 0 and maps = Array.make (Array.length on.ends) [||] in
      List.iter (fun (key, l) -> let n = labels l in sizes.(number (size on) key) <- n) elements;
      List.iter (fun (key, l) -> maps.(number (Array.length on.ends) key) <- Json.ints l) action;
      (task on sizes maps, made)
  | elements, action -> (task on (Array.map labels (Json.array elements)) (Array.map Json.ints (Json.array action)), made)

(* ---- transformations *)

let transformation from into components =
  need (Array.length components = size from.on) "not as many components as objects";
  Array.iteri (fun p map ->
      need (Array.length map = from.sizes.(p)) "a component is of another length";
      Array.iter (fun v -> need (v >= 0 && v < into.sizes.(p)) "no such element") map) components;
  Array.iteri (fun g (a, b) ->
      Array.iteri (fun u v -> step (); need (components.(a).(from.action.(g).(u)) = into.action.(g).(v)) "not natural") components.(b)) from.on.ends;
  { from; into; components }

let check_natural f g arrows =
  need (Array.length arrows = size f.source) "not as many components as objects";
  Array.iteri (fun p x ->
      need (is_arrow f.target x) "no such arrow";
      need (source_of f.target x = f.objects.(p) && target_of x = g.objects.(p)) "a component has other ends") arrows;
  Array.iteri (fun k (a, b) ->
      need (compose f.target g.generators.(k) arrows.(a) = compose f.target arrows.(b) f.generators.(k)) "a square does not commute") f.source.ends

let natural first second arrows = check_natural first second arrows; { first; second; arrows }

(* ---- what is the same: tables, not entries *)

let same_category (c : category) d =
  c == d || (size c = size d && c.ends = d.ends
    && match (Lazy.force c.homs, Lazy.force d.homs) with
       | Some x, Some y -> array_for_all2 (fun a b -> a.at = b.at && a.rows = b.rows) x y
       | None, None -> c.equations = d.equations
       | _ -> false)

let same_task s t = s == t || (same_category s.on t.on && s.sizes = t.sizes && s.action = t.action)
let same_functor f g =
  f == g || (same_category f.source g.source && same_category f.target g.target && f.objects = g.objects && f.generators = g.generators)

(* ---- models *)

let explicit category base tasks maps =
  need (Array.length tasks = size category) "not as many values as objects";
  Array.iter (fun t -> need (same_category t.on base) "a value lies on another category") tasks;
  need (Array.length maps = Array.length category.ends) "not as many maps as generators";
  Array.iteri (fun g map -> let a, b = category.ends.(g) in ignore (transformation tasks.(a) tasks.(b) map)) maps;
  let after m n = Array.map2 (fun m n -> Array.map (fun v -> m.(v)) n) m n in
  Array.iteri (fun p hom ->
      let start = Array.map (fun n -> Array.init n Fun.id) tasks.(p).sizes in
      ignore (along category.incoming hom start (fun value g -> after value maps.(g)))) (homs category);
  Explicit { category; base; tasks; maps }

let model_source = function Via f -> f.source | Explicit m -> m.category
let model_base = function Via f -> f.target | Explicit m -> m.base
