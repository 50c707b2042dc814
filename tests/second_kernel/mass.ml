(* The mass formula: no structure is missing where the labelled ones that are isomorphic to one listed, labels divided by
   automorphisms, add up to the number of all labelled ones, which are counted one by one, without any symmetry. *)

open Base
open Tables

exception Too_many

let most = 300_000

(* Calls `count` with what takes one step of a search of this size. *)
let counting count =
  let left = ref most in
  count (fun () -> decr left; if !left < 0 then raise Too_many)

let exactly f = try f () with Unsupported _ -> raise Too_many  (* too many steps *)

let one = Numbers.natural 1
let times = Numbers.product_of
let over product n = fst (Numbers.divided product n)

(* Factorials of more have too many digits. *)
let most_factors = 1_000
let factorial n = if n > most_factors then raise Too_many else List.fold_left (fun product k -> times product (Numbers.natural (k + 1))) one (range n)
let factorials numbers = List.fold_left (fun product n -> times product (factorial n)) one numbers

(* Lists of so many numbers with this sum. *)
let rec compositions total length =
  if length = 0 then (if total = 0 then [ [] ] else [])
  else List.concat_map (fun n -> List.map (fun rest -> n :: rest) (compositions (total - n) (length - 1))) (range (total + 1))

let of_key table key = try Hashtbl.find table key with Not_found -> Numbers.nought
let add table key n = Hashtbl.replace table key (Numbers.sum_of n (of_key table key))

(* The two tables give each key the same number. *)
let same listed all =
  let within one other = Hashtbl.fold (fun key n fine -> fine && of_key other key = n) one true in
  within listed all && within all listed

(* ---- tasks *)

(* Do the maps that are there agree with the equations between arrows into p? *)
let agrees c sizes (maps : int array option array) p =
  match Lazy.force c.homs with
  | Some homs ->
      let hom = homs.(p) in
      List.for_all (fun u ->
          let values = Array.make (Array.length hom.at) (-1) and waiting = Queue.create () and fine = ref true in
          values.(0) <- u;
          Queue.add 0 waiting;
          while !fine && not (Queue.is_empty waiting) do
            let x = Queue.pop waiting in
            Array.iteri (fun place y ->
                match maps.(c.incoming.(hom.at.(x)).(place)) with
                | None -> ()
                | Some map ->
                    let v = map.(values.(x)) in
                    if values.(y) < 0 then (values.(y) <- v; Queue.add y waiting)
                    else if values.(y) <> v then fine := false) hom.rows.(x)
          done;
          !fine) (range sizes.(p))
  | None ->
      let equations = match c.equations with Some found -> found | None -> raise Too_many in
      let rec follow u = function
        | [] -> Some u
        | g :: rest -> ( match maps.(g) with Some map -> follow map.(u) rest | None -> None) in
      List.for_all (fun (at, _, left, right) ->
          at <> p || List.for_all (fun u -> match (follow u left, follow u right) with
            | Some v, Some w -> v = w
            | _ -> true) (range sizes.(p))) equations

(* The families of maps between sets of these sizes that are tasks. *)
let labelled_tasks c sizes = counting (fun step ->
  let maps = Array.make (Array.length c.ends) None and found = ref 0 in
  let rec each g =
    if g = Array.length c.ends then incr found
    else (
      let a, b = c.ends.(g) in
      let map = Array.make sizes.(b) 0 in
      let rec fill u =
        if u = sizes.(b) then (
          step ();
          maps.(g) <- Some map;
          if List.for_all (agrees c sizes maps) (range (size c)) then each (g + 1);
          maps.(g) <- None)
        else for v = 0 to sizes.(a) - 1 do map.(u) <- v; fill (u + 1) done in
      fill 0) in
  if List.for_all (agrees c sizes maps) (range (size c)) then each 0;
  !found)

let task_automorphisms t =
  let n = ref 0 in
  Maps.natural_maps t t (elements t) Maps.anything ~injective:true (fun _ -> incr n);
  !n

(* Are these tasks, no two of them isomorphic, all with at least and at most so many elements? *)
let all_tasks c least greatest tasks = exactly (fun () ->
  let listed = Hashtbl.create 16 and all = Hashtbl.create 16 in
  List.iter (fun t ->
      let sizes = Array.to_list t.sizes in
      add listed sizes (over (factorials sizes) (Numbers.natural (task_automorphisms t)))) tasks;
  counting (fun step ->
      for total = max least 0 to greatest do
        List.iter (fun sizes ->
            step ();
            let n = labelled_tasks c (Array.of_list sizes) in
            if n > 0 then add all sizes (Numbers.natural n)) (compositions total (size c))
      done);
  same listed all)

(* ---- categories *)

let associative arrows table =
  List.for_all (fun x -> List.for_all (fun y -> List.for_all (fun z ->
      let one = if table.(x).(y) < 0 then -1 else table.(table.(x).(y)).(z) in
      let two = if table.(y).(z) < 0 then -1 else table.(x).(table.(y).(z)) in
      one < 0 || two < 0 || one = two) arrows) arrows) arrows

(* The composition tables on these arrows, of which the first are the identities: table.(x).(y) is y after x. *)
let tables step ends objects =
  let count = Array.length ends in
  let proper = List.filter (fun x -> x >= objects) (range count) in
  let table = Array.make_matrix count count (-1) in
  Array.iteri (fun x (a, b) -> table.(a).(x) <- x; table.(x).(b) <- x) ends;
  let composable = List.filter (fun (x, y) -> snd ends.(x) = fst ends.(y)) (List.concat_map (fun x -> List.map (fun y -> (x, y)) proper) proper) in
  let cells = List.sort (fun (x, y) (v, w) -> compare (max x y, x, y) (max v w, v, w)) composable in
  let found = ref 0 in
  let rec fill = function
    | [] -> incr found
    | (x, y) :: rest ->
        for z = 0 to count - 1 do
          if ends.(z) = (fst ends.(x), snd ends.(y)) then (
            step ();
            table.(x).(y) <- z;
            if associative proper table then fill rest)
        done;
        table.(x).(y) <- -1 in
  fill cells;
  !found

let labelled_categories objects others = counting (fun step ->
  let pairs = Maps.pairs objects in
  List.fold_left (fun sum homs ->
      let identities = List.map (fun a -> (a, a)) (range objects) in
      let rest = List.concat (List.map2 (fun ends n -> List.init n (fun _ -> ends)) pairs homs) in
      let found = Numbers.natural (tables step (Array.of_list (identities @ rest)) objects) in
      Numbers.sum_of sum (times (over (factorial others) (factorials homs)) found))
    Numbers.nought (compositions others (List.length pairs)))

(* Partial orders of so many points: a new point is below, above, or neither, of each one before. *)
let labelled_posets points = counting (fun step ->
  let below = Array.make_matrix points points false and found = ref 0 in
  let transitive n =
    let all = range n in
    List.for_all (fun a -> List.for_all (fun b -> (not below.(a).(b)) || List.for_all (fun c -> (not below.(b).(c)) || below.(a).(c)) all) all) all in
  let rec place n = if n = points then incr found else relate n 0
  and relate n a =
    if a = n then (step (); if transitive (n + 1) then place (n + 1))
    else (
      relate n (a + 1);
      below.(a).(n) <- true; relate n (a + 1); below.(a).(n) <- false;
      below.(n).(a) <- true; relate n (a + 1); below.(n).(a) <- false) in
  place 0;
  !found)

let category_automorphisms c =
  let n = ref 0 and degrees = Array.init (size c) (Maps.degrees c) in
  Maps.functors c c
    ~object_values:(fun p -> List.filter (fun q -> degrees.(p) = degrees.(q)) (range (size c)))
    ~arrow_values:(fun _ a b -> between c a b) (fun f -> if Maps.is_isomorphism f then incr n);
  !n

(* Are these categories, no two of them isomorphic, all within the bounds? *)
let all_categories word bounds categories = exactly (fun () ->
  let listed = Hashtbl.create 16 and all = Hashtbl.create 16 in
  let others c = if word = "posets" then 0 else List.length (arrows c) - size c in
  List.iter (fun c ->
      let key = (size c, others c) in
      add listed key (over (times (factorial (fst key)) (factorial (snd key))) (Numbers.natural (category_automorphisms c)))) categories;
  let put key n = if n <> Numbers.nought then add all key n in
  let within least greatest low high =
    for n = max least 0 to greatest do
      for k = max low 0 to min high n do if k > 0 || n = 0 then put (k, n - k) (labelled_categories k (n - k)) done
    done in
  (match (word, bounds) with
  | "posets", [ least; greatest ] -> for n = max least 0 to greatest do put (n, 0) (Numbers.natural (labelled_posets n)) done
  | "monoids", [ least; greatest ] -> within least greatest 1 1
  | _, [ least; greatest ] -> within least greatest 0 greatest
  | _, [ least; greatest; low; high ] -> within least greatest low high
  | _ -> raise Too_many);
  same listed all)
