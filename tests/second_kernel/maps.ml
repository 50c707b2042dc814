(* What is searched: natural maps and isomorphisms of tasks, functors, natural families. Plain depth-first searches. *)

open Base
open Tables

(* ---- elements joined by restrictions *)

let components task =
  let start = Array.make (size task.on + 1) 0 in
  Array.iteri (fun p n -> start.(p + 1) <- start.(p) + n) task.sizes;
  let root = Array.init (total task) Fun.id in
  let rec find x = if root.(x) = x then x else (let r = find root.(x) in root.(x) <- r; r) in
  Array.iteri (fun g (a, b) ->
      Array.iteri (fun u v -> root.(find (start.(b) + u)) <- find (start.(a) + v)) task.action.(g)) task.on.ends;
  let parts = Hashtbl.create 16 and order = ref [] in
  List.iter (fun (p, u) ->
      let r = find (start.(p) + u) in
      if not (Hashtbl.mem parts r) then order := r :: !order;
      Hashtbl.replace parts r ((p, u) :: (try Hashtbl.find parts r with Not_found -> []))) (elements task);
  List.rev_map (fun r -> List.rev (Hashtbl.find parts r)) !order

(* All that an element restricts to, itself included. *)
let below task start =
  let seen = Hashtbl.create 16 in
  let rec go (p, u) =
    if not (Hashtbl.mem seen (p, u)) then (
      Hashtbl.add seen (p, u) ();
      Array.iter (fun g -> step (); go (fst task.on.ends.(g), task.action.(g).(u))) task.on.incoming.(p)) in
  go start;
  seen

(* The elements with those first that restrict to most. *)
let largest_first task part =
  let key x = (-Hashtbl.length (below task x), x) in
  List.map snd (List.sort compare (List.map (fun x -> (key x, x)) part))

(* ---- natural maps of a part of S that is closed under restriction *)

(* Calls `found` with the values of each natural map from the part to T with allowed values. *)
let natural_maps s t part allowed ~injective found =
  let values = Array.map (fun n -> Array.make n (-1)) s.sizes and taken = Array.map (fun n -> Array.make n false) t.sizes in
  let rec assign trail (p, u) v =
    (* the trail with what was set, or None after a conflict, with what was set in any case in the trail *)
    step ();
    if values.(p).(u) >= 0 then values.(p).(u) = v
    else if (injective && taken.(p).(v)) || not (allowed (p, u) v) then false
    else (
      values.(p).(u) <- v;
      taken.(p).(v) <- true;
      trail := (p, u, v) :: !trail;
      Array.for_all (fun g -> assign trail (fst s.on.ends.(g), s.action.(g).(u)) t.action.(g).(v)) s.on.incoming.(p)) in
  let rec go = function
    | [] -> found values
    | (p, u) :: rest when values.(p).(u) >= 0 -> go rest
    | (p, u) :: rest ->
        for v = 0 to t.sizes.(p) - 1 do
          let trail = ref [] in
          if assign trail (p, u) v then go rest;
          List.iter (fun (p, u, v) -> values.(p).(u) <- -1; if injective then taken.(p).(v) <- false) !trail
        done in
  go (largest_first s part)

let anything _ _ = true
let copy values = Array.map Array.copy values

let all_natural_maps s t =
  let maps = ref [] in
  natural_maps s t (elements s) anything ~injective:false (fun values -> maps := copy values :: !maps);
  List.sort compare !maps

let count_natural_maps s t =
  let count part =
    let n = ref 0 in
    natural_maps s t part anything ~injective:false (fun _ -> incr n);
    !n in
  let open Numbers in
  List.fold_left (fun product part -> if product = nought then nought else product_of product (natural (count part)))
    (natural 1) (components s)

(* ---- isomorphisms of tasks *)

(* Colours that every isomorphism keeps, refined until nothing more is told apart. *)
let colours s t =
  let tasks = [| s; t |] in
  let rename keys =
    let numbers = Hashtbl.create 64 in
    let number key = match Hashtbl.find_opt numbers key with
      | Some n -> n
      | None -> let n = Hashtbl.length numbers in Hashtbl.add numbers key n; n in
    let found = Array.map (Array.map (Array.map number)) keys in
    (found, Hashtbl.length numbers) in
  let rec refine (colour, many) =
    let above = Array.map (fun task -> Array.map (fun n -> Array.make n []) task.sizes) tasks in
    Array.iteri (fun k task ->
        Array.iteri (fun g (a, b) ->
            Array.iteri (fun u v -> above.(k).(a).(v) <- (g, colour.(k).(b).(u)) :: above.(k).(a).(v)) task.action.(g)) task.on.ends) tasks;
    let key k p u =
      step ();
      let task = tasks.(k) in
      let down = List.map (fun g -> colour.(k).(fst task.on.ends.(g)).(task.action.(g).(u))) (Array.to_list task.on.incoming.(p)) in
      (colour.(k).(p).(u), down, List.sort compare above.(k).(p).(u)) in
    let keys = Array.mapi (fun k task -> Array.mapi (fun p n -> Array.init n (key k p)) task.sizes) tasks in
    let found, more = rename (Array.map (Array.map (Array.map (fun (c, d, a) -> (c, d, a)))) keys) in
    if more = many then colour else refine (found, more) in
  let start = Array.map (fun task -> Array.mapi (fun p n -> Array.make n (p, [], [])) task.sizes) tasks in
  refine (rename start)

exception Found of int array array

(* An isomorphism of tasks: component by component, since any component that is isomorphic will do. *)
let isomorphism s t =
  need (same_category s.on t.on) "tasks on two categories";
  if s.sizes <> t.sizes then None
  else
    let colour = colours s t in
    let result = Array.map (fun n -> Array.make n (-1)) s.sizes in
    let fits (p, u) v = colour.(0).(p).(u) = colour.(1).(p).(v) in
    let place left part =
      let size_of = List.length part in
      let rec try_each before = function
        | [] -> None
        | other :: rest when List.length other = size_of -> (
            let inside = Hashtbl.create 16 in
            List.iter (fun x -> Hashtbl.add inside x ()) other;
            match natural_maps s t part (fun (p, u) v -> Hashtbl.mem inside (p, v) && fits (p, u) v) ~injective:true
                    (fun values -> raise (Found (copy values))) with
            | () -> try_each (other :: before) rest
            | exception Found values ->
                List.iter (fun (p, u) -> result.(p).(u) <- values.(p).(u)) part;
                Some (List.rev_append before rest))
        | other :: rest -> try_each (other :: before) rest in
      try_each [] left in
    let rec all left = function
      | [] -> Some result
      | part :: rest -> ( match place left part with Some left -> all left rest | None -> None) in
    all (components t) (components s)

let isomorphic s t = isomorphism s t <> None

let bijective sizes components =
  Array.for_all Fun.id (Array.mapi (fun p map -> Array.length map = sizes.(p) && distinct (Array.to_list map)) components)

(* ---- arrows *)

let inverses category f =
  let a = source_of category f and b = target_of f in
  List.filter (fun g -> compose category g f = identity a && compose category f g = identity b) (between category b a)

let is_iso category f = inverses category f <> []
let isos category a b = List.filter (is_iso category) (between category a b)
let isomorphic_objects category a b = a = b || isos category a b <> []

(* ---- functors *)

(* The values of the arrows as far as the generators have some; false where two words disagree. *)
let consistent source target objects (given : arrow option array) =
  let hom_fits p =
    let hom = (homs source).(p) in
    let values = Array.make (Array.length hom.at) None in
    values.(0) <- Some (identity objects.(p));
    let changed = ref true and fine = ref true in
    while !changed && !fine do
      changed := false;
      Array.iteri (fun x row -> match values.(x) with
        | None -> ()
        | Some value ->
            Array.iteri (fun place y ->
                match given.(source.incoming.(hom.at.(x)).(place)) with
                | None -> ()
                | Some next -> (
                    step ();
                    let value = compose target value next in
                    match values.(y) with
                    | None -> values.(y) <- Some value; changed := true
                    | Some old -> if old <> value then fine := false)) row) hom.rows
    done;
    !fine in
  List.for_all (fun p -> objects.(p) < 0 || hom_fits p) (range (size source))

(* Calls `found` with each functor whose values are among those allowed. *)
let functors source target ~object_values ~arrow_values found =
  let n = size source in
  let objects = Array.make n (-1) and given = Array.make (Array.length source.ends) None in
  let ready p = List.filter (fun g -> let a, b = source.ends.(g) in max a b = p) (range (Array.length source.ends)) in
  let rec place p =
    step ();
    if p = n then
      found (functor_ source target (Array.copy objects) (Array.map Option.get given))
    else
      List.iter (fun c -> objects.(p) <- c; generators (ready p) (p + 1); objects.(p) <- -1) (object_values p)
  and generators waiting next = match waiting with
    | [] -> place next
    | g :: rest ->
        let a, b = source.ends.(g) in
        List.iter (fun value ->
            given.(g) <- Some value;
            if consistent source target objects given then generators rest next;
            given.(g) <- None) (arrow_values g objects.(a) objects.(b)) in
  if n = 0 then found (functor_ source target [||] [||]) else place 0

let all_functors source target =
  let result = ref [] in
  functors source target ~object_values:(fun _ -> range (size target)) ~arrow_values:(fun _ a b -> between target a b)
    (fun f -> result := f :: !result);
  List.sort (fun f g -> compare (f.objects, f.generators) (g.objects, g.generators)) !result

(* ---- natural families *)

let natural_families f g allowed found =
  let source = f.source and target = f.target in
  let n = size source in
  let arrows = Array.make n (-1, -1) in
  let fits p =
    List.for_all (fun k ->
        let a, b = source.ends.(k) in
        max a b <> p || compose target g.generators.(k) arrows.(a) = compose target arrows.(b) f.generators.(k))
      (range (Array.length source.ends)) in
  let rec place p =
    step ();
    if p = n then found (Array.copy arrows)
    else List.iter (fun x -> arrows.(p) <- x; if fits p then place (p + 1)) (allowed p) in
  place 0

let all_natural_families f g =
  let result = ref [] in
  natural_families f g (fun p -> between f.target f.objects.(p) g.objects.(p)) (fun arrows -> result := arrows :: !result);
  List.sort compare !result

let family_exists f g allowed =
  let exception Yes in
  match natural_families f g allowed (fun _ -> raise Yes) with () -> false | exception Yes -> true

let isomorphic_functors f g =
  family_exists f g (fun p -> isos f.target f.objects.(p) g.objects.(p))

(* ---- properties of functors, by their definitions *)

let hom_values f a b = List.map (value_on f) (between f.source a b)
let pairs n = List.concat_map (fun a -> List.map (fun b -> (a, b)) (range n)) (range n)
let is_faithful f = List.for_all (fun (a, b) -> distinct (hom_values f a b)) (pairs (size f.source))
let is_full f =
  List.for_all (fun (a, b) ->
      let values = hom_values f a b in
      List.for_all (fun g -> List.mem g values) (between f.target f.objects.(a) f.objects.(b))) (pairs (size f.source))
let is_fully_faithful f = is_full f && is_faithful f
let injective_on_objects f = distinct (Array.to_list f.objects)
let essentially_surjective f =
  List.for_all (fun c -> Array.exists (fun v -> isomorphic_objects f.target v c) f.objects) (range (size f.target))
let is_isomorphism f = is_fully_faithful f && injective_on_objects f && size f.source = size f.target

let some_functor source target ?(object_values = fun _ -> range (size target)) holds =
  let exception Yes in
  let try_one f = if holds f then raise Yes in
  match functors source target ~object_values ~arrow_values:(fun _ a b -> between target a b) try_one with
  | () -> false
  | exception Yes -> true

(* Numbers of arrows from and to each object, which an isomorphism keeps. *)
let degrees category p =
  let into = List.sort compare (List.map (fun a -> List.length (between category a p)) (range (size category))) in
  let out = List.sort compare (List.map (fun a -> List.length (between category p a)) (range (size category))) in
  let loops = between category p p in
  let order f =
    let rec go seen x = if List.mem x seen then (List.length seen, x = identity p) else go (x :: seen) (compose category f x) in
    go [] (identity p) in
  (into, out, List.sort compare (List.map order loops))

let isomorphic_categories c d =
  size c = size d
  &&
  let of_c = Array.init (size c) (degrees c) and of_d = Array.init (size d) (degrees d) in
  List.sort compare (Array.to_list of_c) = List.sort compare (Array.to_list of_d)
  && some_functor c d ~object_values:(fun p -> List.filter (fun q -> of_c.(p) = of_d.(q)) (range (size d))) is_isomorphism

let equivalent c d = some_functor c d (fun f -> is_fully_faithful f && essentially_surjective f)
