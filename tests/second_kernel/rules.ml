(* The rules of sections 4 and 5: without evidence, and with it. A rule with evidence says whether it shows the value. *)

open Base
open Tables

let get = Json.get
let given key evidence = Json.find key evidence <> None

(* ---- theorem 1 *)

(* The values of an element along all arrows into its object, as elements of the task. *)
let reached t (p, u) =
  let values = names t p u in
  Array.to_list (Array.mapi (fun x v -> ((homs t.on).(p).at.(x), v)) values)

(* Are these values all elements of the part, each once? *)
let once_each values part = List.sort compare values = List.sort compare part

let universal t part x = List.length (reached t x) = List.length part && once_each (reached t x) part

let is_representable t by =
  let all = elements t in
  List.exists (fun (p, u) -> (by = None || by = Some p) && universal t all (p, u)) all

let is_familial t = List.for_all (fun part -> List.exists (universal t part) part) (Maps.components t)

(* Classes: disjoint, not empty, none with an element that is a restriction of one outside of it. *)
let read_classes t value =
  let classes = List.map (fun c -> List.map (Values.read_element t) (Json.list c)) (Json.list value) in
  let owner = Hashtbl.create 16 in
  List.iteri (fun k members ->
      need (members <> []) "a class is empty";
      List.iter (fun x ->
        need (not (Hashtbl.mem owner x && Hashtbl.find owner x <> k)) "two classes meet";
        Hashtbl.replace owner x k) members) classes;
  List.iter (fun (p, u) -> Array.iter (fun g ->
      match Hashtbl.find_opt owner (fst t.on.ends.(g), t.action.(g).(u)) with
      | Some k -> need (Hashtbl.find_opt owner (p, u) = Some k) "a class has a restriction of an element outside"
      | None -> ()) t.on.incoming.(p)) (elements t);
  classes

let differs t part p at =
  let at = Json.below (size t.on) at in
  List.length (between t.on at p) <> List.length (List.filter (fun (q, _) -> q = at) part)

(* That no element of the part reaches all of it, each once. *)
let not_representable t part by evidence =
  if part = [] then true
  else if by <> None && given "differs" evidence then differs t part (Option.get by) (get "differs" evidence)
  else if given "apart" evidence then
    match List.map (Values.read_element t) (Json.list (get "apart" evidence)) with
    | [ x; y ] ->
        need (List.mem x part && List.mem y part) "an element leaves its component";
        List.for_all (fun z -> let below = Maps.below t z in not (Hashtbl.mem below x && Hashtbl.mem below y)) (elements t)
    | _ -> reject "two elements are apart"
  else
    let classes = read_classes t (get "classes" evidence) in
    List.iter (List.iter (fun x -> need (List.mem x part) "a class leaves its component")) classes;
    match classes with
    | [] -> false
    | [ members ] ->
        let objects = List.sort_uniq compare (List.map fst members) in
        let entry e =
          Json.keys e [ "object"; "differs" ] [];
          (Json.below (size t.on) (get "object" e), get "differs" e) in
        let candidates = List.map entry (Json.list (get "candidates" evidence)) in
        need (distinct (List.map fst candidates)) "a candidate is given twice";
        let asked = match by with None -> objects | Some p -> List.filter (( = ) p) objects in
        List.for_all (fun p -> match List.assoc_opt p candidates with Some at -> differs t part p at | None -> false) asked
    | _ -> true

let representable t by value evidence =
  if value then (
    Json.keys evidence [ "value"; "prompt"; "element" ] [];
    let prompt = Json.below (size t.on) (get "prompt" evidence) and x = Values.read_element t (get "element" evidence) in
    need (fst x = prompt && (by = None || by = Some prompt)) "the element is not at the prompt";
    universal t (elements t) x)
  else (
    Json.keys evidence [ "value" ] [ "apart"; "classes"; "candidates"; "differs" ];
    not_representable t (elements t) by evidence)

let familial t value evidence =
  if value then (
    Json.keys evidence [ "value"; "generators" ] [];
    once_each (List.concat_map (fun x -> reached t (Values.read_element t x)) (Json.list (get "generators" evidence))) (elements t))
  else (
    Json.keys evidence [ "value"; "component" ] [ "apart"; "classes"; "candidates" ];
    let x = Values.read_element t (get "component" evidence) in
    let part = List.find (List.mem x) (Maps.components t) in
    not_representable t part None evidence)

let read_components s t value = transformation s t (Array.map Json.ints (Json.array value))

(* A bijection that is natural. *)
let bijection s t value =
  let m = read_components s t value in
  s.sizes = t.sizes && Maps.bijective s.sizes m.components

let is_yoneda = function
  | Via f -> same_category f.source f.target && f.objects = Array.init (size f.source) Fun.id && f.generators = Array.init (Array.length f.source.ends) (generator f.source)
  | Explicit _ -> false

let prompt model t by value evidence =
  if value && given "map" evidence then (
    Json.keys evidence [ "value"; "prompt"; "map" ] [];
    let p = Json.below (size t.on) (get "prompt" evidence) in
    need (by = None || by = Some p) "this is another prompt";
    bijection (Build.answers model p) t (get "map" evidence))
  else (
    need (is_yoneda model) "this is no evidence";
    representable t by value evidence)

let isomorphic_tasks s t value evidence =
  need value "this is no evidence";
  Json.keys evidence [ "value"; "map" ] [];
  bijection s t (get "map" evidence)

(* ---- models *)

let model_map model g = match model with
  | Via f ->
      let d = f.target and x = f.generators.(g) in
      let of_a = Build.yoneda_elements d (source_of d x) and of_b = Build.yoneda_elements d (target_of x) in
      Array.mapi (fun q list -> Array.map (fun y -> Build.position of_b.(q) (compose d x y)) list) of_a
  | Explicit m -> m.maps.(g)

(* The values of a model on the arrows into an object: maps into its value there. *)
let model_arrow model c (p, x) =
  let after m n = Array.map2 (fun m n -> Array.map (fun v -> m.(v)) n) m n in
  let start = Array.map (fun n -> Array.init n Fun.id) (Build.model_at model p).sizes in
  List.fold_left (fun value g -> after value (model_map model g)) start (word c (p, x))

let parallel_arrows c value = match List.map (read_arrow c) (Json.list value) with
  | [ f; g ] ->
      need (source_of c f = source_of c g && target_of f = target_of g) "two arrows are not parallel";
      need (f <> g) "two arrows are the same";
      (f, g)
  | _ -> reject "two arrows are expected"

let two_objects c value = match List.map (Json.below (size c)) (Json.list value) with
  | [ a; b ] -> (a, b) | _ -> reject "two objects are expected"

(* Between thin categories arrows may be left out: that there is one says all. *)
let thin_ends f =
  let thin c = c.thin || Array.for_all (fun h -> distinct (Array.to_list h.at)) (homs c) in
  thin f.source && thin f.target

(* Objects are compared, where the evidence says so. *)
let by_order f evidence =
  given "by" evidence
  && (need (get "by" evidence = Json.Text "order" && thin_ends f) "objects are compared where there may be several arrows"; true)

let below c a b = between c a b <> []

(* The values of a right (left) adjoint of a monotone map. *)
let monotone_adjoint f side values =
  need (thin_ends f) "arrows are left out where there may be several";
  need (side = "right" || side = "left") "an unknown side";
  let order c a b = if side = "right" then below c a b else below c b a in
  let g = Array.map (Json.below (size f.source)) (Json.array values) in
  need (Array.length g = size f.target) "an object has no value of the adjoint";
  Array.iter (fun (d, e) -> need (below f.source g.(d) g.(e)) "an adjoint does not keep the order") f.target.ends;
  Array.iteri (fun c d -> need (order f.source c g.(d)) "an adjoint has no unit or counit at an object") f.objects;
  Array.iteri (fun d c -> need (order f.target f.objects.(c) d) "an adjoint has no unit or counit at an object") g;
  g

let functor_false f evidence allowed =
  let allow key = need (List.mem key allowed) "this says nothing of the property" in
  let keys required = Json.keys evidence ("value" :: required) [] in
  if given "arrows" evidence then (
    allow "arrows"; keys [ "arrows" ];
    let x, y = parallel_arrows f.source (get "arrows" evidence) in
    value_on f x = value_on f y)
  else if given "between" evidence then (
    allow "between"; keys (if given "arrow" evidence then [ "between"; "arrow" ] else [ "between" ]);
    if not (given "arrow" evidence) then (
      need (thin_ends f) "an arrow is left out where there may be several";
      let a, b = two_objects f.source (get "between" evidence) in
      below f.target f.objects.(a) f.objects.(b) && not (below f.source a b))
    else
    let a, b = two_objects f.source (get "between" evidence) and g = read_arrow f.target (get "arrow" evidence) in
    need (source_of f.target g = f.objects.(a) && target_of g = f.objects.(b)) "an arrow has other ends";
    not (List.mem g (Maps.hom_values f a b)))
  else if given "objects" evidence then (
    allow "objects"; keys [ "objects" ];
    let a, b = two_objects f.source (get "objects" evidence) in
    a <> b && f.objects.(a) = f.objects.(b))
  else if given "unhit" evidence then (
    allow "unhit"; keys [ "unhit" ];
    not (Array.mem (Json.below (size f.target) (get "unhit" evidence)) f.objects))
  else (
    allow "object"; keys [ "object" ];
    let c = Json.below (size f.target) (get "object" evidence) in
    not (Array.exists (fun v -> Maps.isomorphic_objects f.target v c) f.objects))

let functor_property word f value evidence =
  if value then (
    Json.keys evidence [ "value"; "side"; "adjoint" ] [];
    let g = monotone_adjoint f (Json.text (get "side" evidence)) (get "adjoint" evidence) in
    let c = f.source in
    Array.for_all Fun.id (Array.mapi (fun a d -> below c a g.(d) && below c g.(d) a) f.objects)
    && match word with
       | "full" -> true
       | "fully faithful" | "generalizes" -> Maps.is_faithful f
       | "equivalence" -> Maps.is_faithful f && Maps.essentially_surjective f
       | "faithful" | "embedding" | "essentially surjective" -> reject "an adjoint is given for what needs none"
       | _ -> Maps.is_isomorphism f)
  else
  functor_false f evidence (match word with
    | "full" -> [ "between" ]
    | "faithful" -> [ "arrows" ]
    | "fully faithful" | "generalizes" -> [ "arrows"; "between" ]
    | "embedding" -> [ "arrows"; "objects" ]
    | "essentially surjective" -> [ "object" ]
    | "equivalence" -> [ "arrows"; "between"; "object" ]
    | _ -> [ "arrows"; "between"; "objects"; "unhit" ])

let ideal model value evidence =
  need ((not value) || given "adjoint" evidence) "this is no evidence";
  match model with
  | Via f -> functor_property "fully faithful" f value evidence
  | Explicit m ->
      need (not value) "this is no evidence";
      if given "arrows" evidence then (
        Json.keys evidence [ "value"; "arrows" ] [];
        let x, y = parallel_arrows m.category (get "arrows" evidence) in
        model_arrow model m.category x = model_arrow model m.category y)
      else (
        Json.keys evidence [ "value"; "between"; "map" ] [];
        let a, b = two_objects m.category (get "between" evidence) in
        let map = read_components m.tasks.(a) m.tasks.(b) (get "map" evidence) in
        List.for_all (fun x -> model_arrow model m.category x <> map.components) (between m.category a b))

(* ---- theorem 3 *)

let class_of = function
  | "generalizes from" -> Maps.is_fully_faithful
  | "generalizes from among functors" -> fun _ -> true
  | _ -> Maps.is_faithful

(* Is there an isomorphism that is the identity on what was seen? *)
let agrees f g seen =
  Maps.family_exists f g (fun p ->
    if List.mem p seen then (if f.objects.(p) = g.objects.(p) then [ identity f.objects.(p) ] else [])
    else Maps.isos f.target f.objects.(p) g.objects.(p))

let generalizes_from f seen in_class =
  in_class f
  &&
  let source = f.source and target = f.target in
  let near p = List.exists (fun s -> Maps.isomorphic_objects source s p) seen in
  let representatives = List.filter (fun c -> List.for_all (fun d -> d >= c || not (Maps.isomorphic_objects target d c)) (range (size target))) (range (size target)) in
  let exception Other in
  match
    Maps.functors source target
      ~object_values:(fun p -> if near p then [ f.objects.(p) ] else representatives)
      ~arrow_values:(fun g a b -> let x, y = source.ends.(g) in if near x && near y then [ f.generators.(g) ] else between target a b)
      (fun g ->
        let same_on_near = List.for_all (fun x -> not (near (source_of source x) && near (target_of x)) || value_on f x = value_on g x) (arrows source) in
        if same_on_near && in_class g && not (agrees f g seen) then raise Other)
  with
  | () -> true
  | exception Other -> false

(* A functor of the certificate, or of evidence: its values on generating arrows, or null where they are the only ones. *)
let read_functor source target value =
  let objects = Json.ints (get "objects" value) in
  let forced (a, b) = match between target objects.(a) objects.(b) with
    | [ x ] -> x
    | _ -> reject "a functor does not keep the order" in
  let generators = match get "generators" value with
    | Json.Null ->
        need (target.thin && not target.listed) "values on arrows are left out where there may be several";
        need (Array.length objects = size source && Array.for_all (fun c -> c >= 0 && c < size target) objects) "no such object";
        Array.map forced source.ends
    | values -> Array.map (read_arrow target) (Json.array values) in
  functor_ source target objects generators

let generalizes f seen in_class value evidence =
  need (not value) "this is no evidence";
  Json.keys evidence [ "value"; "objects"; "generators" ] [];
  let g = read_functor f.source f.target evidence in
  let inside x = List.mem (source_of f.source x) seen && List.mem (target_of x) seen in
  in_class g  (* whatever F itself is: if it is not of the class the claim is false, too *)
  && List.for_all (fun p -> f.objects.(p) = g.objects.(p)) seen
  && List.for_all (fun x -> (not (inside x)) || value_on f x = value_on g x) (arrows f.source)
  && not (agrees f g seen)

(* ---- the other claims *)

(* Of a pair in a thin category: what values are below the first are below the second, but it is not itself. *)
let apart_in_order f (x, y) =
  let t = f.target in
  (not (below t x y)) && Array.for_all (fun v -> step (); (not (below t v x)) || below t v y) f.objects

let not_dense f (c, d) =
  let t = f.target in
  let nerve p = Build.restrict_task f (Build.yoneda t p) in
  let of_c = Build.yoneda_elements t c and of_d = Build.yoneda_elements t d in
  let induced x = Array.map (fun v -> Array.map (fun y -> Build.position of_d.(v) (compose t x y)) of_c.(v)) f.objects in
  let maps = List.sort compare (List.map induced (between t c d)) in
  maps <> Maps.all_natural_maps (nerve c) (nerve d)

let dense f value evidence =
  if value then (
    Json.keys evidence [ "value"; "by" ] [];
    need (by_order f evidence) "this is no evidence";
    not (List.exists (apart_in_order f) (Maps.pairs (size f.target))))
  else (
    Json.keys evidence [ "value"; "between" ] [ "by" ];
    let pair = two_objects f.target (get "between" evidence) in
    if by_order f evidence then apart_in_order f pair else not_dense f pair)

(* Is the arrow c -> G b universal from c to G? *)
let universal_from g c b x =
  source_of g.target x = c && target_of x = g.objects.(b)
  && List.for_all (fun d ->
       let through = List.map (fun h -> compose g.target (value_on g h) x) (between g.source b d) in
       once_each through (between g.target c g.objects.(d))) (range (size g.source))

(* Is the arrow F b -> c universal from F to c? *)
let universal_to f c b x =
  source_of f.target x = f.objects.(b) && target_of x = c
  && List.for_all (fun d ->
       let through = List.map (fun h -> compose f.target x (value_on f h)) (between f.source d b) in
       once_each through (between f.target f.objects.(d) c)) (range (size f.source))

let opposite_ends f g = need (same_category f.source g.target && same_category f.target g.source) "these functors do not lead to and fro"

let left_adjoint f g =
  opposite_ends f g;
  let c = f.source in
  Maps.family_exists (Build.identity_functor c) (Build.compose_functors g f) (fun a ->
    List.filter (universal_from g a f.objects.(a)) (between c a g.objects.(f.objects.(a))))

let left_adjoint_by f g value evidence =
  opposite_ends f g;
  if not value then (
    Json.keys evidence [ "value"; "between" ] [];
    need (thin_ends f) "arrows are left out where there may be several";
    match Json.list (get "between" evidence) with
    | [ c; d ] ->
        let c = Json.below (size f.source) c and d = Json.below (size f.target) d in
        below f.target f.objects.(c) d <> below f.source c g.objects.(d)
    | _ -> reject "two objects are expected")
  else if not (given "unit" evidence) then (
    Json.keys evidence [ "value" ] [];
    need (thin_ends f) "arrows are left out where there may be several";
    left_adjoint f g)
  else (
  Json.keys evidence [ "value"; "unit" ] [];
  opposite_ends f g;
  let unit_ = Array.map (read_arrow f.source) (Json.array (get "unit" evidence)) in
  check_natural (Build.identity_functor f.source) (Build.compose_functors g f) unit_;
  Array.for_all Fun.id (Array.mapi (fun a x -> universal_from g a f.objects.(a) x) unit_))

let has_adjoint f side value evidence =
  let universal = if side = "right" then universal_to f else universal_from f in
  let candidates c = List.concat_map (fun b ->
    List.map (fun x -> (b, x)) (if side = "right" then between f.target f.objects.(b) c else between f.target c f.objects.(b))) (range (size f.source)) in
  if value && given "adjoint" evidence then (
    ignore (monotone_adjoint f side (get "adjoint" evidence));
    true)
  else if value then (
    let given = Array.map (fun e -> match Json.list e with
      | [ b; x ] -> (Json.below (size f.source) b, read_arrow f.target x) | _ -> reject "[object, arrow] is expected") (Json.array (get "universal" evidence)) in
    need (Array.length given = size f.target) "not as many universal arrows as objects";
    Array.for_all Fun.id (Array.mapi (fun c (b, x) -> universal c b x) given))
  else
    let c = Json.below (size f.target) (get "object" evidence) in
    not (List.exists (fun (b, x) -> universal c b x) (candidates c))

let by_adjoint evidence = if given "adjoint" evidence then "adjoint" else "universal"

let adjoint f side value evidence =
  Json.keys evidence [ "value"; (if value then by_adjoint evidence else "object") ] (if value then [] else [ "by" ]);
  if not value then ignore (by_order f evidence);
  has_adjoint f side value evidence

let isomorphic_functors f g =
  need (same_category f.source g.source && same_category f.target g.target) "these functors are not parallel";
  Maps.isomorphic_functors f g

let isomorphic_functors_by f g value evidence =
  need value "this is no evidence";
  Json.keys evidence [ "value"; "components" ] [];
  need (same_category f.source g.source && same_category f.target g.target) "these functors are not parallel";
  let arrows = Array.map (read_arrow f.target) (Json.array (get "components" evidence)) in
  check_natural f g arrows;
  Array.for_all (Maps.is_iso f.target) arrows

let isomorphic_categories_by c d value evidence =
  need value "this is no evidence";
  Json.keys evidence [ "value"; "objects"; "generators" ] [];
  Maps.is_isomorphism (read_functor c d evidence)

(* All isomorphisms of two tasks. *)
let task_isos s t =
  if s.sizes <> t.sizes then []
  else
    let found = ref [] in
    Maps.natural_maps s t (elements s) Maps.anything ~injective:true (fun m -> found := Maps.copy m :: !found);
    !found

let model_square m n c g (maps : int array array array) =
  let a, b = c.ends.(g) in
  let after x y = Array.map2 (fun x y -> Array.map (fun v -> x.(v)) y) x y in
  after maps.(b) (model_map m g) = after (model_map n g) maps.(a)

let parallel_models m n =
  need (same_category (model_source m) (model_source n) && same_category (model_base m) (model_base n)) "these models are not parallel"

let isomorphic_models m n =
  parallel_models m n;
  let c = model_source m in
  let maps = Array.make (size c) [||] in
  let rec place p =
    step ();
    p = size c
    || List.exists (fun map ->
         maps.(p) <- map;
         List.for_all (fun g -> let a, b = c.ends.(g) in max a b <> p || model_square m n c g maps) (range (Array.length c.ends))
         && place (p + 1)) (task_isos (Build.model_at m p) (Build.model_at n p)) in
  place 0

let isomorphic_models_by m n value evidence =
  need value "this is no evidence";
  Json.keys evidence [ "value"; "maps" ] [];
  parallel_models m n;
  let c = model_source m in
  let maps = Array.map (fun m -> Array.map Json.ints (Json.array m)) (Json.array (get "maps" evidence)) in
  need (Array.length maps = size c) "not as many maps as objects";
  let fine p map =
    let s = Build.model_at m p and t = Build.model_at n p in
    ignore (transformation s t map);
    s.sizes = t.sizes && Maps.bijective s.sizes map in
  Array.for_all Fun.id (Array.mapi fine maps) && List.for_all (fun g -> model_square m n c g maps) (range (Array.length c.ends))

let arrow_property word c f value evidence =
  let a = source_of c f and b = target_of f in
  match (word, value) with
  | ("mono" | "epi"), false ->
      Json.keys evidence [ "value"; "arrows" ] [];
      let g, h = parallel_arrows c (get "arrows" evidence) in
      if word = "mono" then target_of g = a && compose c f g = compose c f h else source_of c g = b && compose c g f = compose c h f
  | ("iso" | "split mono" | "split epi"), true ->
      Json.keys evidence [ "value"; "inverse" ] [];
      let g = read_arrow c (get "inverse" evidence) in
      need (source_of c g = b && target_of g = a) "an arrow has other ends";
      (word = "split epi" || compose c g f = identity a) && (word = "split mono" || compose c f g = identity b)
  | _ -> reject "this is no evidence"

let object_property word c a value evidence =
  need (not value) "this is no evidence";
  Json.keys evidence [ "value"; "object" ] [];
  let x = Json.below (size c) (get "object" evidence) in
  List.length (if word = "terminal" then between c x a else between c a x) <> 1

let isomorphic_objects c a b value evidence =
  need value "this is no evidence";
  Json.keys evidence [ "value"; "arrow"; "inverse" ] [];
  let f = read_arrow c (get "arrow" evidence) and g = read_arrow c (get "inverse" evidence) in
  need (source_of c f = a && target_of f = b && source_of c g = b && target_of g = a) "an arrow has other ends";
  compose c g f = identity a && compose c f g = identity b

let transformation_property word m value evidence =
  need (not value) "this is no evidence";
  if given "collapsed" evidence then (
    need (word <> "epi") "this says nothing of the property";
    Json.keys evidence [ "value"; "collapsed" ] [];
    match List.map (Values.read_element m.from) (Json.list (get "collapsed" evidence)) with
    | [ (p, u); (q, v) ] -> p = q && u <> v && m.components.(p).(u) = m.components.(p).(v)
    | _ -> reject "two elements are expected")
  else (
    need (word <> "mono") "this says nothing of the property";
    Json.keys evidence [ "value"; "missed" ] [];
    let p, v = Values.read_element m.into (get "missed" evidence) in
    not (Array.mem v m.components.(p)))

let equal_transformations m n value evidence =
  need (not value) "this is no evidence";
  Json.keys evidence [ "value"; "element" ] [];
  let p, u = Values.read_element m.from (get "element" evidence) in
  m.components.(p).(u) <> n.components.(p).(u)

(* `preserves (reflects) limits (colimits)`: false by a diagram with a cone; true by an adjoint or full faithfulness. *)
let keeps f ~reflecting ~turned value evidence =
  let turn c = if turned then (fun a b -> between c b a), fun g f -> compose c f g else between c, compose c in
  if value then (
    match (Json.text (get "by" evidence), reflecting) with
    | "adjoint", false ->
        Json.keys evidence [ "value"; "by"; by_adjoint evidence ] [];
        has_adjoint f (if turned then "right" else "left") true evidence
    | "full", true -> Json.keys evidence [ "value"; "by" ] []; Maps.is_fully_faithful f
    | "search", _ -> Json.keys evidence [ "value"; "by" ] []; unsupported "limits kept, by search"
    | _ -> reject "this is no evidence")
  else (
    Json.keys evidence [ "value"; "corners"; "edges"; "apex"; "legs" ] [];
    let c = f.source in
    let corners = Array.map (Json.below (size c)) (Json.array (get "corners" evidence)) in
    let apex = Json.below (size c) (get "apex" evidence) in
    let read_edge e = match Json.list e with
      | [ i; j; x ] ->
          let i = Json.below (Array.length corners) i and j = Json.below (Array.length corners) j and x = read_arrow c x in
          need (List.mem x (fst (turn c) corners.(i) corners.(j))) "an arrow of a diagram has other ends";
          (i, j, x)
      | _ -> reject "an edge is [from, to, arrow]" in
    let edges = List.map read_edge (Json.list (get "edges" evidence)) in
    let legs = List.map (read_arrow c) (Json.list (get "legs" evidence)) in
    let cones c corners edges apex =
      let between, compose = turn c in
      let rec go j before =
        step ();
        if j = Array.length corners then [ List.rev before ]
        else List.concat_map (fun leg ->
          let legs = Array.of_list (List.rev (leg :: before)) in
          let fine = List.for_all (fun (s, t, x) -> max s t <> j || compose x legs.(s) = legs.(t)) edges in
          if fine then go (j + 1) (leg :: before) else []) (between apex corners.(j)) in
      go 0 [] in
    let is_limit c corners edges apex legs =
      let between, compose = turn c in
      List.for_all (fun x ->
        once_each (List.map (fun h -> List.map (fun leg -> compose leg h) legs) (between x apex)) (cones c corners edges x)) (range (size c)) in
    need (List.mem legs (cones c corners edges apex)) "a cone does not commute";
    let here = is_limit c corners edges apex legs in
    let there = is_limit f.target (Array.map (fun a -> f.objects.(a)) corners)
      (List.map (fun (i, j, x) -> (i, j, value_on f x)) edges) f.objects.(apex) (List.map (value_on f) legs) in
    if reflecting then there && not here else here && not there)

(* ---- ranks: the generators generate, and each class needs one of its own *)

let rank t evidence =
  Json.keys evidence [ "generators" ] [ "classes" ];
  let generators = List.map (Values.read_element t) (Json.list (get "generators" evidence)) in
  let below = List.map (Maps.below t) generators in
  need (distinct generators) "a generator is given twice";
  need (List.for_all (fun x -> List.exists (fun b -> Hashtbl.mem b x) below) (elements t)) "the generators do not generate";
  let classes = match Json.find "classes" evidence with
    | Some classes -> read_classes t classes
    | None ->
        (* those of which a generator is a restriction *)
        List.iter (fun x ->
            let of_x = Maps.below t x in
            need (List.length (List.filter (Hashtbl.mem of_x) generators) <= 1) "two classes meet") (elements t);
        List.map (fun _ -> []) generators in
  need (List.length classes = List.length generators) "not as many classes as generators";
  List.length generators
