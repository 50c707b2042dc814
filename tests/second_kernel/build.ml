(* Constructions: what is made of categories, functors, tasks and transformations, by the naive definitions. *)

open Base
open Tables

(* ---- categories: what the objects and arrows are, and how the arrows compose; an arrow is a list of numbers *)

type plan = {
  count : int;
  generating : (int * int * int list) list;
  arrows : int -> int -> int list list;  (** from, to *)
  unit_ : int -> int list;
  after : int list -> int list -> int list;  (** the second one first *)
}

let flat ((p, x) : arrow) = [ p; x ]
let back = function [ p; x ] -> (p, x) | _ -> assert false
let generators c = Array.to_list (Array.mapi (fun g (a, b) -> (a, b, flat (generator c g))) c.ends)

let plan_of c = {
  count = size c; generating = generators c; arrows = (fun a b -> List.map flat (between c a b));
  unit_ = (fun a -> flat (identity a)); after = (fun g f -> flat (compose c (back g) (back f))) }

let opposite c = {
  count = size c; generating = List.map (fun (a, b, x) -> (b, a, x)) (generators c);
  arrows = (fun a b -> List.map flat (between c b a)); unit_ = (fun a -> flat (identity a));
  after = (fun g f -> flat (compose c (back f) (back g))) }

let split = function [ p; x; q; y ] -> ((p, x), (q, y)) | _ -> assert false
let join (f : arrow) (h : arrow) = flat f @ flat h

let product c d =
  let n = size d in
  let objects_c = range (size c) and objects_d = range n in
  let on_first = List.concat_map (fun g -> List.map (fun b ->
    let a, a' = c.ends.(g) in ((a * n) + b, (a' * n) + b, join (generator c g) (identity b))) objects_d) (range (Array.length c.ends)) in
  let on_second = List.concat_map (fun a -> List.map (fun h ->
    let b, b' = d.ends.(h) in ((a * n) + b, (a * n) + b', join (identity a) (generator d h))) (range (Array.length d.ends))) objects_c in
  { count = size c * n; generating = on_first @ on_second;
    arrows = (fun x y -> List.concat_map (fun f -> List.map (join f) (between d (x mod n) (y mod n))) (between c (x / n) (y / n)));
    unit_ = (fun x -> join (identity (x / n)) (identity (x mod n)));
    after = (fun g f -> let g, k = split g and f, h = split f in join (compose c g f) (compose d k h)) }

let coproduct c d =
  let n = size c in
  let on_second = List.map (fun (a, b, x) -> (a + n, b + n, 1 :: x)) (generators d) in
  { count = n + size d; generating = List.map (fun (a, b, x) -> (a, b, 0 :: x)) (generators c) @ on_second;
    arrows = (fun a b ->
      if a < n && b < n then List.map (fun f -> 0 :: flat f) (between c a b)
      else if a >= n && b >= n then List.map (fun f -> 1 :: flat f) (between d (a - n) (b - n))
      else []);
    unit_ = (fun a -> if a < n then 0 :: flat (identity a) else 1 :: flat (identity (a - n)));
    after = (fun g f -> match (g, f) with
      | 0 :: g, 0 :: f -> 0 :: flat (compose c (back g) (back f))
      | 1 :: g, 1 :: f -> 1 :: flat (compose d (back g) (back f))
      | _ -> assert false) }

let full c objects listed =
  need (distinct (Array.to_list objects)) "an object is listed twice";
  let place b = match List.find_opt (fun k -> objects.(k) = b) (range (Array.length objects)) with
    | Some k -> k | None -> reject "an arrow of a full part leaves it" in
  { count = Array.length objects;
    generating = List.map (fun f -> (place (source_of c f), place (target_of f), flat f)) listed;
    arrows = (fun a b -> List.map flat (between c objects.(a) objects.(b)));
    unit_ = (fun a -> flat (identity objects.(a))); after = (fun g f -> flat (compose c (back g) (back f))) }

(* All arrows of a full part but the identities. *)
let inner c objects =
  List.concat_map (fun b -> List.concat_map (fun a -> List.filter (fun f -> f <> identity a) (between c a b)) objects) objects

let comma f g =
  let c = f.target in
  need (same_category c g.target) "functors into two categories";
  let objects = Array.of_list (List.concat_map (fun a -> List.concat_map (fun b ->
    List.map (fun x -> (a, b, x)) (between c f.objects.(a) g.objects.(b))) (range (size g.source))) (range (size f.source))) in
  let commutes (_, _, x) (_, _, y) u v = compose c (value_on g v) x = compose c y (value_on f u) in
  let numbered = Array.to_list (Array.mapi (fun k x -> (k, x)) objects) in
  let arrows k l =
    let (a, b, _) = objects.(k) and (a', b', _) = objects.(l) in
    List.concat_map (fun u -> List.filter_map (fun v ->
      if commutes objects.(k) objects.(l) u v then Some (join u v) else None) (between g.source b b')) (between f.source a a') in
  let number x = fst (List.find (fun (_, y) -> x = y) numbered) in
  let on_first = List.concat_map (fun u ->
    let a, a' = f.source.ends.(u) in
    List.filter_map (fun (l, (at, b, y)) ->
      if at <> a' then None
      else Some (number (a, b, compose c y f.generators.(u)), l, join (generator f.source u) (identity b))) numbered)
    (range (Array.length f.source.ends)) in
  let on_second = List.concat_map (fun v ->
    let b, b' = g.source.ends.(v) in
    List.filter_map (fun (k, (a, at, x)) ->
      if at <> b then None
      else Some (k, number (a, b', compose c g.generators.(v) x), join (identity a) (generator g.source v))) numbered)
    (range (Array.length g.source.ends)) in
  { count = Array.length objects; generating = on_first @ on_second; arrows;
    unit_ = (fun k -> let a, b, _ = objects.(k) in join (identity a) (identity b));
    after = (fun y x -> let u', v' = split y and u, v = split x in join (compose f.source u' u) (compose g.source v' v)) }

let elements_of t =
  let c = t.on in
  let objects = Array.of_list (elements t) in
  let start = Array.make (size c + 1) 0 in
  Array.iteri (fun p n -> start.(p + 1) <- start.(p) + n) t.sizes;
  let number (p, u) = start.(p) + u in
  let generating = List.concat_map (fun g ->
    let a, b = c.ends.(g) in
    List.map (fun y -> (number (a, t.action.(g).(y)), number (b, y), flat (generator c g))) (range t.sizes.(b))) (range (Array.length c.ends)) in
  { count = Array.length objects; generating;
    arrows = (fun k l ->
      List.filter_map (fun f -> if restrict_along t objects.(l) f = objects.(k) then Some (flat f) else None)
        (between c (fst objects.(k)) (fst objects.(l))));
    unit_ = (fun k -> flat (identity (fst objects.(k)))); after = (fun g f -> flat (compose c (back g) (back f))) }

let karoubi c =
  let idempotents = List.concat_map (fun a -> List.filter (fun e -> compose c e e = e) (between c a a)) (range (size c)) in
  let objects = Array.of_list idempotents in
  let arrows k l =
    let e = objects.(k) and d = objects.(l) in
    List.filter (fun f -> compose c d f = f && compose c f e = f) (between c (target_of e) (target_of d)) in
  let all = range (Array.length objects) in
  let generating = List.concat_map (fun l ->
    let d = target_of objects.(l) in
    List.concat_map (fun f -> List.filter_map (fun k ->
      if source_of c f = target_of objects.(k) && List.mem f (arrows k l) && not (k = l && f = objects.(k)) then Some (k, l, flat f) else None) all)
      (List.init (number_into c d) (fun x -> (d, x)))) all in
  { count = Array.length objects; generating; arrows = (fun k l -> List.map flat (arrows k l)); unit_ = (fun k -> flat objects.(k));
    after = (fun g f -> flat (compose c (back g) (back f))) }

let functor_category c d =
  let objects = Array.of_list (Maps.all_functors c d) in
  let flat_family x = List.concat_map flat (Array.to_list x) in
  let rec backs = function p :: x :: rest -> (p, x) :: backs rest | _ -> [] in
  let families = Hashtbl.create 16 in
  let arrows k l = match Hashtbl.find_opt families (k, l) with
    | Some found -> found
    | None -> let found = List.map flat_family (Maps.all_natural_families objects.(k) objects.(l)) in Hashtbl.add families (k, l) found; found in
  let unit_ k = flat_family (Array.map identity objects.(k).objects) in
  let all = range (Array.length objects) in
  let generating = List.concat_map (fun k -> List.concat_map (fun l ->
    List.filter_map (fun x -> if k = l && x = unit_ k then None else Some (k, l, x)) (arrows k l)) all) all in
  { count = Array.length objects; generating; arrows; unit_;
    after = (fun g f -> List.concat_map flat (List.map2 (compose d) (backs g) (backs f))) }

(* A thin category: what is below what, by what is given and chains of it. *)
let preorder count below =
  let le = Array.make_matrix count count false in
  for k = 0 to count - 1 do le.(k).(k) <- true done;
  List.iter (fun (a, b) -> le.(a).(b) <- true) below;
  for m = 0 to count - 1 do for a = 0 to count - 1 do
    if le.(a).(m) then for b = 0 to count - 1 do step (); if le.(m).(b) then le.(a).(b) <- true done done done;
  { count; generating = List.map (fun (a, b) -> (a, b, [])) below; arrows = (fun a b -> if le.(a).(b) then [ [] ] else []);
    unit_ = (fun _ -> []); after = (fun _ _ -> []) }

let chain n = preorder n (List.init (max 0 (n - 1)) (fun k -> (k, k + 1)))

(* Turns of images: r turns lead from one turn of an image to another. *)
let rotation n symmetries =
  need (n >= 1) "an order is positive";
  List.iter (fun s -> need (s >= 1 && n mod s = 0) "a symmetry divides the order") symmetries;
  let objects = Array.of_list (List.concat (List.mapi (fun i s -> List.init (n / s) (fun t -> (i, t, n / s))) symmetries)) in
  let number i t = fst (List.find (fun (_, (j, u, _)) -> i = j && t = u) (Array.to_list (Array.mapi (fun k x -> (k, x)) objects))) in
  { count = Array.length objects;
    generating = Array.to_list (Array.mapi (fun k (i, t, m) -> (k, number i ((t + 1) mod m), [ 1 mod n ])) objects);
    arrows = (fun k l ->
      let i, t, m = objects.(k) and j, u, _ = objects.(l) in
      if i <> j then [] else List.filter_map (fun r -> if (t + r) mod m = u then Some [ r ] else None) (range n));
    unit_ = (fun _ -> [ 0 ]); after = (fun g f -> [ (List.hd g + List.hd f) mod n ]) }

(* ---- from a plan to a table: arrows are numbered as a breadth-first search finds them that goes through incoming in order *)

type built = { table : category; plan : plan; payload : int list array array; number : (int * int * int list, arrow) Hashtbl.t }

let numbers_of table payload =
  let number = Hashtbl.create 64 in
  Array.iteri (fun p values -> Array.iteri (fun x value -> Hashtbl.replace number ((homs table).(p).at.(x), p, value) (p, x)) values) payload;
  number

let tabulate title plan =
  let ends = Array.of_list (List.map (fun (a, b, _) -> (a, b)) plan.generating) in
  let values = Array.of_list (List.map (fun (_, _, x) -> x) plan.generating) in
  let incoming = incoming_of plan.count ends in
  let hom p =
    let numbers = Hashtbl.create 16 and found = ref [] and rows = ref [] and queue = Queue.create () in
    let number a value = match Hashtbl.find_opt numbers (a, value) with
      | Some n -> n
      | None ->
          let n = Hashtbl.length numbers in
          Hashtbl.add numbers (a, value) n;
          found := (a, value) :: !found;
          Queue.add (a, value) queue;
          n in
    ignore (number p (plan.unit_ p));
    while not (Queue.is_empty queue) do
      let a, value = Queue.pop queue in
      step ();
      rows := Array.map (fun g -> number (fst ends.(g)) (plan.after value values.(g))) incoming.(a) :: !rows
    done;
    (Array.of_list (List.rev !found), Array.of_list (List.rev !rows)) in
  let tables = Array.init plan.count hom in
  let labels = Array.init plan.count (fun k -> Json.Int k) in
  let table = category ~title labels ends (`Table (Array.map (fun (found, rows) -> (Array.map fst found, rows)) tables)) in
  let payload = Array.map (fun (found, _) -> Array.map snd found) tables in
  { table; plan; payload; number = numbers_of table payload }

(* That a table given is what a plan says. *)
let check_plan table plan =
  need (size table = plan.count) "what is constructed has another number of objects";
  let ends = Array.of_list (List.map (fun (a, b, _) -> (a, b)) plan.generating) in
  let single a b = match plan.arrows a b with [ x ] -> x | _ -> reject "what is constructed is not thin" in
  let payload =
    if table.ends = ends then
      let values = Array.of_list (List.map (fun (_, _, x) -> x) plan.generating) in
      Array.mapi (fun p hom ->
          along table.incoming hom (plan.unit_ p) (fun value g -> plan.after value values.(g))) (homs table)
    else (
      need table.thin "what is constructed has other generating arrows";
      Array.mapi (fun p hom -> Array.map (fun a -> single a p) hom.at) (homs table)) in
  List.iter (fun (a, b) ->
      let wanted = List.sort compare (plan.arrows a b) in
      let there = List.sort compare (List.map (fun (p, x) -> payload.(p).(x)) (between table a b)) in
      need (wanted = there) "what is constructed has other arrows") (Maps.pairs plan.count);
  { table; plan; payload; number = numbers_of table payload }

let as_built c = check_plan c (plan_of c)

let payload_of built (p, x) = built.payload.(p).(x)
let arrow_with built a b value : arrow = match Hashtbl.find_opt built.number (a, b, value) with
  | Some x -> x | None -> reject "an arrow of what is constructed is missing"

(* ---- functors to and from what is constructed *)

let generator_payload built g = payload_of built (generator built.table g)
let identity_functor c = functor_ c c (Array.init (size c) Fun.id) (Array.init (Array.length c.ends) (generator c))

let compose_functors g f =
  need (same_category f.target g.source) "these functors do not compose";
  functor_ f.source g.target (Array.map (fun a -> g.objects.(a)) f.objects) (Array.map (value_on g) f.generators)

let out_of built target objects value =
  functor_ built.table target objects (Array.init (Array.length built.table.ends) (fun g -> value (generator_payload built g)))

let inclusion built c objects = out_of built c objects back
let projection built t = out_of built t.on (Array.of_list (List.map fst (elements t))) back
let first_of built c d = out_of built c (Array.init (size c * size d) (fun x -> x / size d)) (fun x -> fst (split x))
let second_of built c d = out_of built d (Array.init (size c * size d) (fun x -> x mod size d)) (fun x -> snd (split x))

let diagonal built c =
  let n = size c in
  let value g = let a, b = c.ends.(g) in
    arrow_with built ((a * n) + a) ((b * n) + b) (join (generator c g) (generator c g)) in
  functor_ c built.table (Array.init n (fun a -> (a * n) + a)) (Array.init (Array.length c.ends) value)

(* Between the opposites, both given as what is built from the ends of the functor. *)
let opposite_functor source target f =
  let value g =
    let x = value_on f (back (generator_payload source g)) in
    arrow_with target (target_of x) (source_of f.target x) (flat x) in
  functor_ source.table target.table f.objects (Array.init (Array.length source.table.ends) value)

let constant_functor j c a = functor_ j c (Array.make (size j) a) (Array.map (fun _ -> identity a) j.ends)

(* ---- tasks *)

(* The arrows to `a` by their source, then by number. *)
let yoneda_elements c a = Array.init (size c) (fun p -> Array.of_list (between c p a))
let position array x =
  let rec go k = if k >= Array.length array then reject "an element is missing" else if array.(k) = x then k else go (k + 1) in
  go 0

(* A task whose elements are given by values, and how these restrict. *)
let task_of_values on values restrict =
  let numbers = Array.map (fun list -> let h = Hashtbl.create 16 in Array.iteri (fun k x -> Hashtbl.replace h x k) list; h) values in
  let number p x = match Hashtbl.find_opt numbers.(p) x with Some k -> k | None -> reject "an element is missing" in
  let action = Array.mapi (fun g (a, b) -> Array.map (fun x -> step (); number a (restrict g x)) values.(b)) on.ends in
  (task on (Array.map Array.length values) action, number)

let yoneda c a = fst (task_of_values c (yoneda_elements c a) (fun g x -> restrict_arrow c x g))
let constant c n = task c (Array.make (size c) n) (Array.map (fun _ -> Array.init n Fun.id) c.ends)
let same_place s t = need (same_category s.on t.on) "tasks on two categories"

let sum_task s t =
  same_place s t;
  task s.on (Array.map2 ( + ) s.sizes t.sizes)
    (Array.mapi (fun g (a, _) -> Array.append s.action.(g) (Array.map (fun v -> v + s.sizes.(a)) t.action.(g))) s.on.ends)

let product_task s t =
  same_place s t;
  let restrict g (a, b) n = Array.init n (fun k ->
    let m = t.sizes.(b) in (s.action.(g).(k / m) * t.sizes.(a)) + t.action.(g).(k mod m)) in
  task s.on (Array.map2 ( * ) s.sizes t.sizes)
    (Array.mapi (fun g (a, b) -> restrict g (a, b) (s.sizes.(b) * t.sizes.(b))) s.on.ends)

let restrict_task f t =
  need (same_category f.target t.on) "a task is restricted along a functor elsewhere";
  let move x = let word_ = word t.on x and b = target_of x in
    Array.init t.sizes.(b) (fun u -> List.fold_left (fun u g -> t.action.(g).(u)) u word_) in
  task f.source (Array.map (fun c -> t.sizes.(c)) f.objects) (Array.map move f.generators)

(* Classes by their first element, and the class of each element. *)
let quotient t pairs =
  let start = Array.make (size t.on + 1) 0 in
  Array.iteri (fun p n -> start.(p + 1) <- start.(p) + n) t.sizes;
  let root = Array.init (total t) Fun.id in
  let rec find x = if root.(x) = x then x else (let r = find root.(x) in root.(x) <- r; r) in
  let rec merge (p, u) (q, v) =
    step ();
    need (p = q) "elements at two objects are made equal";
    let x = find (start.(p) + u) and y = find (start.(p) + v) in
    if x <> y then (
      root.(max x y) <- min x y;
      Array.iter (fun g -> merge (fst t.on.ends.(g), t.action.(g).(u)) (fst t.on.ends.(g), t.action.(g).(v))) t.on.incoming.(p)) in
  List.iter (fun (x, y) -> merge x y) pairs;
  let firsts = Array.mapi (fun p n -> List.filter (fun u -> find (start.(p) + u) = start.(p) + u) (range n)) t.sizes in
  let place = Array.map Array.of_list firsts in
  let class_of = Array.mapi (fun p n -> Array.init n (fun u -> position place.(p) (find (start.(p) + u) - start.(p)))) t.sizes in
  let action = Array.mapi (fun g (a, b) -> Array.map (fun u -> class_of.(a).(t.action.(g).(u))) place.(b)) t.on.ends in
  (task t.on (Array.map Array.length place) action, class_of)

(* The task that generators at objects and relations give; and the element of each generator. Elements are numbered in
   the order in which a search from the generators finds them. *)
let generated c objects relations =
  let copies = List.map (fun p -> yoneda_elements c p) objects in
  let sum_of = List.fold_left (fun s p -> sum_task s (yoneda c p)) (constant c 0) objects in
  let offsets = Array.make_matrix (List.length objects) (size c) 0 in
  let running = Array.make (size c) 0 in
  List.iteri (fun k copy -> Array.iteri (fun q list -> offsets.(k).(q) <- running.(q); running.(q) <- running.(q) + Array.length list) copy) copies;
  let copies = Array.of_list copies in
  let element k x = let q = source_of c x in (q, offsets.(k).(q) + position copies.(k).(q) x) in
  let objects_ = Array.of_list objects in
  let at k letters = element k (follow c (identity objects_.(k)) letters) in
  let whole, class_of = quotient sum_of (List.map (fun (k, w, l, v) -> (at k w, at l v)) relations) in
  let generator k = let q, u = element k (identity objects_.(k)) in (q, class_of.(q).(u)) in
  let number = Array.map (fun n -> Array.make n (-1)) whole.sizes and next = Array.make (size c) 0 and queue = Queue.create () in
  let find (q, u) = if number.(q).(u) < 0 then (number.(q).(u) <- next.(q); next.(q) <- next.(q) + 1; Queue.add (q, u) queue) in
  List.iter (fun k -> find (generator k)) (range (Array.length objects_));
  while not (Queue.is_empty queue) do
    let q, u = Queue.pop queue in
    Array.iter (fun g -> find (fst c.ends.(g), whole.action.(g).(u))) c.incoming.(q)
  done;
  let renumbered g (a, b) =
    let values = Array.make whole.sizes.(b) 0 in
    Array.iteri (fun u v -> values.(number.(b).(u)) <- number.(a).(v)) whole.action.(g);
    values in
  let result = task c whole.sizes (Array.mapi renumbered c.ends) in
  (result, fun k -> let q, u = generator k in (q, number.(q).(u)))

(* The left Kan extension, and where each element of T goes. *)
let lan f t =
  need (same_category f.source t.on) "a task is extended along a functor from elsewhere";
  let given = elements t in
  let numbers = Hashtbl.create 16 in
  List.iteri (fun k x -> Hashtbl.add numbers x k) given;
  let relations = List.concat_map (fun (b, x) ->
    List.map (fun g -> (Hashtbl.find numbers (b, x), word f.target f.generators.(g), Hashtbl.find numbers (fst t.on.ends.(g), t.action.(g).(x)), []))
      (Array.to_list t.on.incoming.(b))) given in
  let result, generator = generated f.target (List.map (fun (a, _) -> f.objects.(a)) given) relations in
  (result, fun x -> generator (Hashtbl.find numbers x))

let flat_map values = List.concat_map Array.to_list (Array.to_list values)

(* The natural maps from tasks S(d), and how they restrict along a map from S(a) to S(b) for each generator a -> b. *)
let task_of_maps on sources target moved =
  let maps = Array.map (fun s -> Array.of_list (Maps.all_natural_maps s target)) sources in
  let result, number = task_of_values on maps (fun g m -> Array.mapi (fun q list -> Array.map (fun u -> m.(q).(u)) list) (moved g)) in
  (result, maps, number)

let post_compose c g =
  let a, b = c.ends.(g) in
  let of_a = yoneda_elements c a and of_b = yoneda_elements c b in
  Array.mapi (fun q list -> Array.map (fun x -> position of_b.(q) (compose c (generator c g) x)) list) of_a

let ran f t =
  need (same_category f.source t.on) "a task is extended along a functor from elsewhere";
  let d = f.target in
  let sources = Array.init (size d) (fun p -> restrict_task f (yoneda d p)) in
  let moved g = let whole = post_compose d g in Array.map (fun c -> whole.(c)) f.objects in
  task_of_maps d sources t moved

let power t s =
  same_place t s;
  let c = t.on in
  let sources = Array.init (size c) (fun p -> product_task (yoneda c p) s) in
  let moved g =
    Array.mapi (fun q list -> Array.init (Array.length list * s.sizes.(q)) (fun k ->
        let m = s.sizes.(q) in (list.(k / m) * m) + (k mod m))) (post_compose c g) in
  task_of_maps c sources t moved

(* The cones over D: at X the families of arrows from X that commute. *)
let cones d =
  let c = d.target in
  let at x = Array.of_list (Maps.all_natural_families (constant_functor d.source c x) d) in
  fst (task_of_values c (Array.init (size c) at) (fun g family -> Array.map (fun x -> compose c x (generator c g)) family))

(* The sieves on each object: sets of elements of y(c) closed under restriction. *)
let sieves c p =
  let y = yoneda c p in
  let all = elements y in
  let add sets x =
    List.sort_uniq compare (sets @ List.map (fun set ->
      step ();
      List.sort_uniq compare (set @ Hashtbl.fold (fun z () l -> z :: l) (Maps.below y x) [])) sets) in
  let sets = List.fold_left add [ [] ] all in
  List.sort (fun a b -> compare (List.length a, a) (List.length b, b)) sets

let omega c =
  let values = Array.init (size c) (fun p -> Array.of_list (sieves c p)) in
  let pull g set =
    let a, _ = c.ends.(g) in
    let moved = post_compose c g in
    List.filter (fun (q, u) -> List.mem (q, moved.(q).(u)) set) (elements (yoneda c a)) in
  let result, number = task_of_values c values pull in
  (result, values, number)

(* Part of a task: the elements listed, in order. *)
let part t kept =
  let place = Array.map Array.of_list kept in
  let action = Array.mapi (fun g (a, b) -> Array.map (fun u -> position place.(a) t.action.(g).(u)) place.(b)) t.on.ends in
  (task t.on (Array.map Array.length place) action, place)

let image m = part m.into (Array.to_list (Array.mapi (fun p n ->
  List.filter (fun v -> Array.mem v m.components.(p)) (range n)) m.into.sizes) |> Array.of_list)

let parallel m n = need (same_task m.from n.from && same_task m.into n.into) "these transformations are not parallel"

let equalizer m n =
  parallel m n;
  part m.from (Array.mapi (fun p n_ -> List.filter (fun u -> m.components.(p).(u) = n.components.(p).(u)) (range n_)) m.from.sizes)

let coequalizer m n =
  parallel m n;
  quotient m.into (List.map (fun (p, u) -> ((p, m.components.(p).(u)), (p, n.components.(p).(u)))) (elements m.from))

let pullback m n =
  need (same_task m.into n.into) "these transformations do not end together";
  part (product_task m.from n.from) (Array.mapi (fun p size_ ->
    let k = n.from.sizes.(p) in
    List.filter (fun x -> m.components.(p).(x / k) = n.components.(p).(x mod k)) (range (size_ * k))) m.from.sizes)

let pushout m n =
  need (same_task m.from n.from) "these transformations do not start together";
  quotient (sum_task m.into n.into)
    (List.map (fun (p, u) -> ((p, m.components.(p).(u)), (p, m.into.sizes.(p) + n.components.(p).(u)))) (elements m.from))

(* ---- models *)

let model_at model a = match model with
  | Via f -> yoneda f.target f.objects.(a)
  | Explicit m -> m.tasks.(a)

(* What a model answers to a prompt: at X the maps from its value at X to that at P. *)
let answers model p = match model with
  | Via f -> restrict_task f (yoneda f.target f.objects.(p))
  | Explicit m ->
      let maps = Array.init (size m.category) (fun x -> Array.of_list (Maps.all_natural_maps m.tasks.(x) m.tasks.(p))) in
      fst (task_of_values m.category maps (fun g map -> Array.mapi (fun q row -> Array.map (fun v -> map.(q).(v)) row) m.maps.(g)))
