(* Theorem 2: tasks on the base that a model makes of a task, and refutations. *)

open Base
open Tables
open Rules

(* Is there a quotient of Q that answers T? `maps` are the elements of Q, or maps to Q, that elements of T become;
   `wanted` all of these at an object; `merge` the pairs that make two of them equal; `follow` what one becomes. *)
let rec tune t q maps ~wanted ~merge ~follow =
  step ();
  let all = elements t in
  let value x = List.assoc x maps in
  let at p = List.filter (fun (r, _) -> r = p) all in
  if List.exists (fun p -> not (distinct (List.map value (at p)))) (range (size t.on)) then false
  else
    let missing = List.concat_map (fun p ->
      let here = List.map value (at p) in
      List.filter_map (fun w -> if List.mem w here then None else Some (p, w)) (wanted q p)) (range (size t.on)) in
    match missing with
    | [] -> true
    | (p, w) :: _ ->
        List.exists (fun x ->
            let smaller, class_of = Build.quotient q (merge p w (value x)) in
            tune t smaller (List.map (fun (x, v) -> (x, follow class_of x v)) maps) ~wanted ~merge ~follow) (at p)

let solves_by_tuning model t =
  let all = elements t in
  match model with
  | Via f ->
      need (same_category f.source t.on) "the task lies elsewhere";
      let whole, generator = Build.lan f t in
      tune t whole (List.map (fun x -> (x, [| [| snd (generator x) |] |])) all)
        ~wanted:(fun q p -> List.init q.sizes.(f.objects.(p)) (fun v -> [| [| v |] |]))
        ~merge:(fun p v w -> [ ((f.objects.(p), v.(0).(0)), (f.objects.(p), w.(0).(0))) ])
        ~follow:(fun class_of (p, _) v -> [| [| class_of.(f.objects.(p)).(v.(0).(0)) |] |])
  | Explicit m ->
      need (same_category m.category t.on) "the task lies elsewhere";
      (* the colimit of the values over the elements *)
      let start = Hashtbl.create 16 in
      let sum_ = List.fold_left (fun s (p, u) -> Hashtbl.add start (p, u) s.sizes; Build.sum_task s m.tasks.(p)) (Build.constant m.base 0) all in
      let copy x = let offset = Hashtbl.find start x in
        Array.mapi (fun q n -> Array.init n (fun y -> offset.(q) + y)) m.tasks.(fst x).sizes in
      let pairs = List.concat_map (fun (p, u) -> List.concat_map (fun g ->
        let a = fst t.on.ends.(g) in
        let low = copy (a, t.action.(g).(u)) and high = copy (p, u) in
        List.concat (List.mapi (fun q row -> List.mapi (fun y z -> ((q, low.(q).(y)), (q, high.(q).(z)))) (Array.to_list row)) (Array.to_list m.maps.(g))))
        (Array.to_list t.on.incoming.(p))) all in
      let whole, class_of = Build.quotient sum_ pairs in
      let follow class_of _ v = Array.mapi (fun q row -> Array.map (fun y -> class_of.(q).(y)) row) v in
      tune t whole (List.map (fun x -> (x, follow class_of x (copy x))) all)
        ~wanted:(fun q p -> Maps.all_natural_maps m.tasks.(p) q)
        ~merge:(fun _ v w -> List.concat (List.mapi (fun q row -> List.mapi (fun k y -> ((q, y), (q, w.(q).(k)))) (Array.to_list row)) (Array.to_list v)))
        ~follow

(* A refutation: nodes in preorder, each under the assumptions of those above it. *)
let refutes f t nodes =
  let c = f.target in
  let read_term value = match List.map Json.int value with
    | [ a; j; h ] ->
        need (a >= 0 && a < size t.on && j >= 0 && j < t.sizes.(a)) "no such element";
        let h = (f.objects.(a), h) in
        need (is_arrow c h) "no such arrow";
        (a, j, h)
    | _ -> reject "a term is [object, element, arrow]" in
  let lives (_, _, h) = source_of c h in
  (* y|h, and x|k . h which an assumption makes equal to it *)
  let by_assumption ((x, i, k), (a, y)) left right =
    let fits (a', y', m) (x', i', m') = (a', y') = (a, y) && (x', i') = (x, i) && source_of c k = target_of m && m' = compose c k m in
    fits left right || fits right left in
  let by_generator g left right =
    let b, b' = t.on.ends.(g) in
    let fits (a, j, h) (a', z, h') = a = b && a' = b' && j = t.action.(g).(z) && target_of h = f.objects.(b) && h' = compose c f.generators.(g) h in
    fits left right || fits right left in
  let rec node assumptions nodes = match nodes with
    | [] -> reject "a refutation ends too early"
    | n :: rest when given "over" n ->
        Json.keys n [ "over"; "term" ] [ "first" ];
        let a = Json.below (size t.on) (get "over" n) and term = read_term (Json.list (get "term" n)) in
        need (lives term = f.objects.(a)) "a term lives elsewhere";
        let many = t.sizes.(a) in
        if many = 0 then (need (match Json.find "first" n with None | Some (Json.Int 0) -> true | _ -> false) "there is no such element"; rest)
        else
          let first = Json.below many (get "first" n) in
          List.fold_left (fun rest k -> node (assumptions @ [ (term, (a, (first + k) mod many)) ]) rest) rest (range many)
    | n :: rest when given "equal" n ->
        Json.keys n [ "equal"; "path" ] [];
        (match List.map (Values.read_element t) (Json.list (get "equal" n)) with
        | [ (a, x); (b, y) ] ->
            need (a = b && x <> y) "two elements of one object are expected";
            let one = identity f.objects.(a) in
            let walk before value = match Json.list value with
              | by :: term ->
                  let by = Json.int by and term = read_term term in
                  let fine =
                    if by >= 0 then by < Array.length t.on.ends && by_generator by before term
                    else -by - 1 < List.length assumptions && by_assumption (List.nth assumptions (-by - 1)) before term in
                  need fine "a step of a path does not hold";
                  term
              | [] -> reject "a step is [by, object, element, arrow]" in
            let last = List.fold_left walk (a, x, one) (Json.list (get "path" n)) in
            need (last = (a, y, one)) "a path ends elsewhere"
        | _ -> reject "two elements are expected");
        rest
    | n :: rest ->
        Json.keys n [ "retract"; "arrows" ] [];
        let a, b = two_objects t.on (get "retract" n) in
        (match List.map (read_arrow c) (Json.list (get "arrows" n)) with
        | [ s; r ] ->
            need (source_of c s = f.objects.(a) && target_of s = f.objects.(b)) "an arrow has other ends";
            need (source_of c r = f.objects.(b) && target_of r = f.objects.(a)) "an arrow has other ends";
            need (compose c r s = identity f.objects.(a)) "this is no retract"
        | _ -> reject "two arrows are expected");
        need (t.sizes.(a) > t.sizes.(b)) "the numbers of elements are no contradiction";
        rest in
  node [] nodes = []

let tuning model t value evidence =
  need (same_category (model_source model) t.on) "the task lies elsewhere";
  if not value then (
    Json.keys evidence [ "value"; "refutation" ] [];
    match model with
    | Via f -> refutes f t (Json.list (get "refutation" evidence))
    | Explicit _ -> reject "only for functors there are refutations")
  else (
    Json.keys evidence [ "value"; "sizes"; "action"; "map" ] [];
    let base = model_base model in
    let q = task base (Json.ints (get "sizes" evidence)) (Array.map Json.ints (Json.array (get "action" evidence))) in
    match model with
    | Via f -> bijection t (Build.restrict_task f q) (get "map" evidence)
    | Explicit m ->
        let map = Array.map (fun l -> Array.map (fun v -> Array.map Json.ints (Json.array v)) (Json.array l)) (Json.array (get "map" evidence)) in
        need (Array.length map = size t.on) "not as many components as objects";
        Array.iteri (fun p l ->
            need (Array.length l = t.sizes.(p)) "a component is of another length";
            Array.iter (fun v -> ignore (transformation m.tasks.(p) q v)) l) map;
        Array.iteri (fun g (a, b) ->
            Array.iteri (fun u v ->
                let moved = Array.map2 (fun row f -> Array.map (fun y -> row.(y)) f) v m.maps.(g) in
                need (map.(a).(t.action.(g).(u)) = moved) "not natural") map.(b)) t.on.ends;
        List.for_all (fun p ->
            distinct (Array.to_list map.(p))
            && Array.length map.(p) = List.length (Maps.all_natural_maps m.tasks.(p) q)) (range (size t.on)))
