(* Entries that say what they were made of: the table must be what the word makes. *)

open Base
open Tables

type tables = {
  categories : category array;
  functors : functor_ array;
  tasks : task array;
  transformations : [ `Map of transformation | `Natural of natural ] array;
  how : Build.built option array;  (** of each category that was made *)
  graded : Graded.entry array;
}

let pick kind array value = let k = Json.int value in
  if k < 0 || k >= Array.length array then reject "no such %s" kind else array.(k)

let left_out parts = parts = [ Json.Null ]

(* ---- categories *)

let below_names c names pairs =
  let labels = Array.to_list c.labels in
  need (List.sort compare labels = List.sort_uniq compare names) "what is constructed has other objects";
  let number = Hashtbl.create 16 in
  Array.iteri (fun k x -> Hashtbl.replace number x k) c.labels;
  Build.preorder (size c) (List.map (fun (a, b) -> (Hashtbl.find number a, Hashtbl.find number b)) pairs)

let label value = Json.plain value; value
let two value = match Json.list value with [ a; b ] -> (label a, label b) | _ -> reject "a pair is expected"

(* Masked forms of a sequence of tokens, each with those that mask one more. *)
let masked texts =
  let name tokens = Json.Text (String.concat " " tokens) in
  let seen = Hashtbl.create 64 and pairs = ref [] in
  let rec go tokens =
    step ();
    if not (Hashtbl.mem seen tokens) then (
      Hashtbl.add seen tokens ();
      List.iteri (fun k token ->
          if token <> "_" then (
            let more = List.mapi (fun l t -> if k = l then "_" else t) tokens in
            pairs := (name tokens, name more) :: !pairs;
            go more)) tokens) in
  List.iter go texts;
  (Hashtbl.fold (fun tokens () l -> name tokens :: l) seen [], !pairs)

let next_token texts =
  let name tokens = Json.Text (String.concat " " tokens) in
  let rec prefixes = function [] -> [ [] ] | x :: rest -> [] :: List.map (fun p -> x :: p) (prefixes rest) in
  let all = List.sort_uniq compare (List.concat_map prefixes texts) in
  let shorter l = List.filteri (fun k _ -> k < List.length l - 1) l in
  (List.map name all, List.filter_map (fun l -> if l = [] then None else Some (name l, name (shorter l))) all)

let texts value = List.map (fun t -> List.map Json.text (Json.list t)) (Json.list value)

let category_plan tables c made =
  let category = pick "category" tables.categories and functor_ = pick "functor" tables.functors and task = pick "task" tables.tasks in
  match made with
  | [ Json.Text "functors"; b; d ] -> Build.functor_category (category b) (category d)
  | [ Json.Text "opposite"; b ] -> Build.opposite (category b)
  | [ Json.Text "karoubi"; b ] -> Build.karoubi (category b)
  | [ Json.Text "product"; b; d ] -> Build.product (category b) (category d)
  | [ Json.Text "coproduct"; b; d ] -> Build.coproduct (category b) (category d)
  | [ Json.Text "full"; b; objects; arrows ] ->
      let b = category b in
      let objects = Array.map (Json.below (size b)) (Json.array objects) in
      Build.full b objects (List.map (read_arrow b) (Json.list arrows))
  | [ Json.Text "elements"; t ] -> Build.elements_of (task t)
  | [ Json.Text "slice"; b; a ] -> let b = category b in Build.elements_of (Build.yoneda b (Json.below (size b) a))
  | [ Json.Text "comma"; f; g ] -> Build.comma (functor_ f) (functor_ g)
  | [ Json.Text "arrows"; b ] -> let i = Build.identity_functor (category b) in Build.comma i i
  | [ Json.Text "coslice"; b; a ] ->
      let b = category b in
      let point = Build.tabulate "terminal" (Build.chain 1) in
      Build.comma (Build.constant_functor point.table b (Json.below (size b) a)) (Build.identity_functor b)
  | [ Json.Text "level"; k; v ] -> (
      match pick "graded category" tables.graded k with
      | Graded.Category g -> Build.preorder (Graded.size g) (Graded.level g (Graded.read_value g.quantale v))
      | _ -> reject "a graded category is expected")
  | [ Json.Text "chain"; n ] -> need (Json.natural n = size c) "a chain of another length"; Build.chain (size c)
  | [ Json.Text "terminal" ] -> Build.chain 1
  | [ Json.Text "empty" ] -> Build.chain 0
  | [ Json.Text "discrete" ] -> Build.preorder (size c) []
  | [ Json.Text "supervised"; pairs ] ->
      let pairs = List.map two (Json.list pairs) in
      below_names c (List.concat_map (fun (a, b) -> [ a; b ]) pairs) pairs
  | [ Json.Text "contrastive"; pairs; samples ] ->
      let pairs = List.map two (Json.list pairs) and samples = List.map label (Json.list samples) in
      below_names c (samples @ List.concat_map (fun (a, b) -> [ a; b ]) pairs) (pairs @ List.map (fun (a, b) -> (b, a)) pairs)
  | [ Json.Text "masked"; given ] -> let names, pairs = masked (texts given) in below_names c names pairs
  | [ Json.Text "next_token"; given ] -> let names, pairs = next_token (texts given) in below_names c names pairs
  | [ Json.Text "rotation"; n; images ] ->
      let n = match n with Json.Big _ -> unsupported "too large" | n -> Json.natural n in
      let images = List.map (fun i -> match Json.list i with [ x; s ] -> (Json.text x, Json.int s) | _ -> reject "[image, symmetry] is expected") (Json.list images) in
      let plan = Build.rotation n (List.map snd images) in
      let names = List.concat_map (fun (x, s) -> List.init (n / s) (fun _ -> x ^ "@")) images in
      need (List.length names = size c) "what is constructed has other objects";
      List.iteri (fun k name -> match c.labels.(k) with
        | Json.Text t when String.length t > String.length name && String.sub t 0 (String.length name) = name -> ()
        | _ -> reject "what is constructed has other objects") names;
      need (distinct (Array.to_list c.labels)) "two objects have one name";
      plan
  | _ -> reject "an unknown construction of a category"

let words_of_categories = [
  "functors"; "opposite"; "karoubi"; "product"; "coproduct"; "full"; "elements"; "slice"; "comma"; "arrows"; "coslice"; "level";
  "chain"; "terminal"; "empty"; "discrete"; "supervised"; "contrastive"; "masked"; "next_token"; "rotation" ]

(* Where tables are thin and generated otherwise, the words follow the order of the labels. *)
let check_category tables c =
  match c.made with
  | None -> None
  | Some (Json.Text word :: parts) when left_out parts ->
      need (List.mem word words_of_categories) "an unknown construction of a category";
      trust ("that " ^ c.title ^ " is " ^ word); None
  | Some made -> Some (Build.check_plan c (category_plan tables c made))

(* ---- functors *)

let how tables c =
  let rec find k = if k >= Array.length tables.categories then reject "this category was not made of others"
    else if tables.categories.(k) == c then match tables.how.(k) with Some h -> h | None -> reject "this category was not made of others"
    else find (k + 1) in
  find 0

let made_of c = match c.made with Some (Json.Text word :: parts) -> (word, parts) | _ -> ("", [])

let opposite_built tables o c =
  match made_of o with
  | "opposite", [ b ] when pick "category" tables.categories b == c -> how tables o
  | _ -> Build.check_plan o (Build.opposite c)

let check_functor tables f made =
  let category = pick "category" tables.categories and functor_ = pick "functor" tables.functors and task = pick "task" tables.tasks in
  let product_of p c d = match made_of p with
    | "product", [ x; y ] when same_category (category x) c && same_category (category y) d -> how tables p
    | _ -> reject "this is no product" in
  let made_again = match made with
    | [ Json.Text "identity"; c ] -> Build.identity_functor (category c)
    | [ Json.Text "compose"; g; f ] -> Build.compose_functors (functor_ g) (functor_ f)
    | [ Json.Text "inclusion"; c ] -> (
        let part = category c in
        match made_of part with
        | "full", [ b; objects; _ ] -> Build.inclusion (how tables part) (category b) (Json.ints objects)
        | _ -> reject "this is no full part")
    | [ Json.Text "projection"; t; c ] -> (
        let over = category c in
        match made_of over with
        | "elements", [ t' ] when task t' == task t -> Build.projection (how tables over) (task t)
        | _ -> reject "this is no category of elements")
    | [ Json.Text "opposite"; g ] ->
        let g = functor_ g in
        Build.opposite_functor (opposite_built tables f.source g.source) (opposite_built tables f.target g.target) g
    | [ Json.Text "diagonal"; c ] -> Build.diagonal (product_of f.target (category c) (category c)) (category c)
    | [ Json.Text "first"; c; d ] -> Build.first_of (product_of f.source (category c) (category d)) (category c) (category d)
    | [ Json.Text "second"; c; d ] -> Build.second_of (product_of f.source (category c) (category d)) (category c) (category d)
    | [ Json.Text "constant"; j; c; a ] -> let c = category c in Build.constant_functor (category j) c (Json.below (size c) a)
    | _ -> reject "an unknown construction of a functor" in
  need (same_functor f made_again) "this is not what the functor was made of"

(* ---- tasks *)

let pair_of_elements t value = match Json.list value with
  | [ x; y ] -> (Values.read_element t x, Values.read_element t y)
  | _ -> reject "two elements are expected"

let check_task tables t made =
  let category = pick "category" tables.categories and functor_ = pick "functor" tables.functors and task = pick "task" tables.tasks in
  let map value = match pick "transformation" tables.transformations value with
    | `Map m -> m | `Natural _ -> reject "a transformation of tasks is expected" in
  let made_again = match made with
    | [ Json.Text "yoneda"; c; a ] -> let c = category c in Build.yoneda c (Json.below (size c) a)
    | [ Json.Text "sum"; s; t ] -> Build.sum_task (task s) (task t)
    | [ Json.Text "product"; s; t ] -> Build.product_task (task s) (task t)
    | [ Json.Text "constant"; c; n ] -> Build.constant (category c) (Json.natural n)
    | [ Json.Text "restrict"; f; t ] -> Build.restrict_task (functor_ f) (task t)
    | [ Json.Text "quotient"; t; pairs ] -> let t = task t in fst (Build.quotient t (List.map (pair_of_elements t) (Json.list pairs)))
    | [ Json.Text "generated"; c; objects; relations ] ->
        let c = category c in
        let objects = List.map (Json.below (size c)) (Json.list objects) in
        let generators = Array.length c.ends in
        let relation r = match Json.list r with
          | [ k; w; l; v ] ->
              let n = List.length objects in
              (Json.below n k, read_word generators w, Json.below n l, read_word generators v)
          | _ -> reject "a relation is [k, word, l, word]" in
        fst (Build.generated c objects (List.map relation (Json.list relations)))
    | [ Json.Text "lan"; f; t ] -> fst (Build.lan (functor_ f) (task t))
    | [ Json.Text "ran"; f; t ] -> let r, _, _ = Build.ran (functor_ f) (task t) in r
    | [ Json.Text "cones"; d ] -> Build.cones (functor_ d)
    | [ Json.Text "power"; t; s ] -> let r, _, _ = Build.power (task t) (task s) in r
    | [ Json.Text "omega"; c ] -> let r, _, _ = Build.omega (category c) in r
    | [ Json.Text "image"; n ] -> fst (Build.image (map n))
    | [ Json.Text "equalizer"; m; n ] -> fst (Build.equalizer (map m) (map n))
    | [ Json.Text "coequalizer"; m; n ] -> fst (Build.coequalizer (map m) (map n))
    | [ Json.Text "pullback"; m; n ] -> fst (Build.pullback (map m) (map n))
    | [ Json.Text "pushout"; m; n ] -> fst (Build.pushout (map m) (map n))
    | _ -> reject "an unknown construction of a task" in
  need (same_task t made_again) "this is not what the task was made of"

(* ---- transformations *)

let check_transformation tables x made =
  let functor_ = pick "functor" tables.functors and task = pick "task" tables.tasks in
  let operation, parts = match made with Json.Text word :: parts -> (word, parts) | _ -> reject "an unknown construction" in
  let takes = match Hashtbl.find_opt Signature.operations operation with
    | Some (takes, ("transformation" | "natural transformation")) -> takes
    | _ -> reject "an unknown construction of a transformation" in
  need (List.length takes = List.length parts) "a construction has other parts";
  match x with
  | `Map m ->
      let argument kind value : Arrows_of.argument = match kind with
        | "category" -> Category (pick "category" tables.categories value)
        | "functor" -> Functor (functor_ value)
        | "task" -> Task (task value)
        | "transformation" -> (
            match pick "transformation" tables.transformations value with
            | `Map m -> Map m | `Natural _ -> reject "a transformation of tasks is expected")
        | "element" -> ( match Json.list value with [ p; u ] -> Element (Json.natural p, Json.natural u) | _ -> reject "an element is expected")
        | "arrow" -> ( match Json.list value with [ p; x ] -> Arrow (Json.int p, Json.int x) | _ -> reject "an arrow is expected")
        | _ -> reject "an unknown construction of a transformation" in
      let again = Arrows_of.make operation (List.map2 argument takes parts) in
      need (same_task m.from again.from && same_task m.into again.into && m.components = again.components) "this is not what the transformation was made of"
  | `Natural n ->
      let argument kind value : Values.value = match kind with
        | "functor" -> Functor (functor_ value)
        | "natural transformation" -> (
            match pick "transformation" tables.transformations value with
            | `Natural n -> Natural n | `Map _ -> reject "a transformation of functors is expected")
        | _ -> reject "an unknown construction of a transformation" in
      let context : Interpret.context = { constants = [||]; kinds = [||]; definitions = [||]; parts = []; opposites = [] } in
      (match Interpret.apply context operation (List.map2 argument takes parts) with
      | Natural again ->
          need (same_functor n.first again.first && same_functor n.second again.second && n.arrows = again.arrows) "this is not what the transformation was made of"
      | _ -> reject "an unknown construction of a transformation")

(* ---- nothing is made of itself *)

(* For each word the kinds of its parts, a letter each: C category, F functor, T task, N transformation, - plain. *)
let parts_of = [
  ("category", [ ("functors", "CC"); ("opposite", "C"); ("karoubi", "C"); ("product", "CC"); ("coproduct", "CC"); ("full", "C--");
    ("elements", "T"); ("slice", "C-"); ("comma", "FF"); ("arrows", "C"); ("coslice", "C-") ]);
  ("functor", [ ("identity", "C"); ("compose", "FF"); ("inclusion", "C"); ("projection", "TC"); ("opposite", "F"); ("diagonal", "C");
    ("first", "CC"); ("second", "CC"); ("constant", "CC-") ]);
  ("task", [ ("yoneda", "C-"); ("sum", "TT"); ("product", "TT"); ("constant", "C-"); ("restrict", "FT"); ("quotient", "T-");
    ("generated", "C--"); ("lan", "FT"); ("ran", "FT"); ("cones", "F"); ("power", "TT"); ("omega", "C"); ("image", "N");
    ("equalizer", "NN"); ("coequalizer", "NN"); ("pullback", "NN"); ("pushout", "NN") ]) ]

(* Is it the word of a construction of this kind? *)
let is_known kind word =
  if kind = "transformation" then
    match Hashtbl.find_opt Signature.operations word with
    | Some (_, ("transformation" | "natural transformation")) -> true
    | _ -> false
  else List.mem_assoc word (List.assoc kind parts_of)

let letter = function
  | "category" -> 'C' | "functor" -> 'F' | "task" -> 'T' | "transformation" | "natural transformation" -> 'N' | _ -> '-'

let references kind entry =
  let one key letter = match Json.find key entry with Some (Json.Int k) -> [ (letter, k) ] | _ -> [] in
  let plain = match kind with
    | "functor" -> one "source" 'C' @ one "target" 'C'
    | "task" -> one "category" 'C'
    | "transformation" -> let l = if Json.find "between" entry = None then 'T' else 'F' in one "source" l @ one "target" l
    | _ -> [] in
  let made = match Option.map Json.list (Json.find "made" entry) with
    | Some (Json.Text word :: parts) ->
        let letters =
          if kind = "transformation" then
            match Hashtbl.find_opt Signature.operations word with Some (takes, _) -> List.map letter takes | None -> []
          else match List.assoc_opt word (List.assoc kind parts_of) with
            | Some letters -> List.init (String.length letters) (String.get letters) | None -> [] in
        List.concat (List.mapi (fun k part -> match (List.nth_opt letters k, part) with
          | Some l, Json.Int n when l <> '-' -> [ (l, n) ] | _ -> []) parts)
    | _ -> [] in
  plain @ made

(* `entries` gives the entries of each kind as JSON. *)
let check_order entries =
  let state = Hashtbl.create 64 in
  let rec visit (l, k) =
    match Hashtbl.find_opt state (l, k) with
    | Some `Done -> ()
    | Some `Open -> reject "something is made of itself"
    | None ->
        Hashtbl.replace state (l, k) `Open;
        let kind, list = List.find (fun (kind, _) -> letter kind = l) entries in
        if k >= 0 && k < Array.length list then List.iter visit (references kind list.(k));
        Hashtbl.replace state (l, k) `Done in
  List.iter (fun (kind, list) -> Array.iteri (fun k _ -> visit (letter kind, k)) list) entries
