(* Section 1: the file. *)

open Base
open Tables

let all_keys = [ "format"; "schema"; "catproof"; "statement"; "verdict"; "categories"; "functors"; "tasks"; "models";
  "transformations"; "constants"; "definitions"; "claim"; "evidence" ]

let check_digest certificate =
  match Json.find "digest" certificate with
  | None -> ()
  | Some digest ->
      let without = Json.Object (List.filter (fun (key, _) -> key <> "digest") (Json.entries certificate)) in
      need (Json.text digest = Sha256.hex (Json.print without)) "the digest is another"

let read_functor categories value =
  Json.keys value [ "name"; "source"; "target"; "objects"; "generators" ] [ "made" ];
  ignore (Json.name (Json.get "name" value));
  let pick = Made.pick "category" categories in
  let source = pick (Json.get "source" value) and target = pick (Json.get "target" value) in
  let found = Rules.read_functor source target value in
  (found, Option.map Json.list (Json.find "made" value))

let read_model categories functors tasks value =
  match Json.text (Json.get "kind" value) with
  | "via" ->
      Json.keys value [ "name"; "kind"; "functor" ] [];
      ignore (Json.name (Json.get "name" value));
      Via (Made.pick "functor" functors (Json.get "functor" value))
  | "explicit" ->
      Json.keys value [ "name"; "kind"; "category"; "base"; "values"; "maps" ] [];
      ignore (Json.name (Json.get "name" value));
      let category = Made.pick "category" categories in
      explicit (category (Json.get "category" value)) (category (Json.get "base" value))
        (Array.map (Made.pick "task" tasks) (Json.array (Json.get "values" value)))
        (Array.map (fun m -> Array.map Json.ints (Json.array m)) (Json.array (Json.get "maps" value)))
  | _ -> reject "a model is via a functor or explicit"

let read_transformation functors tasks value =
  Json.keys value [ "name"; "source"; "target"; "components" ] [ "between"; "made" ];
  ignore (Json.name (Json.get "name" value));
  let made = Option.map Json.list (Json.find "made" value) in
  let source = Json.get "source" value and target = Json.get "target" value and components = Json.array (Json.get "components" value) in
  match Json.find "between" value with
  | None ->
      let from = Made.pick "task" tasks source and into = Made.pick "task" tasks target in
      need (same_category from.on into.on) "tasks on two categories";
      (`Map (transformation from into (Array.map Json.ints components)), made)
  | Some between ->
      need (between = Json.Text "functors") "transformations are between tasks or functors";
      let f = Made.pick "functor" functors source and g = Made.pick "functor" functors target in
      need (same_category f.source g.source && same_category f.target g.target) "these functors are not parallel";
      (`Natural (natural f g (Array.map (read_arrow f.target) components)), made)

let read_constant (tables : Made.tables) models value : string * Values.value =
  let is = Json.text (Json.get "is" value) and of_ = Json.get "of" value in
  let whole = [ "is"; "of" ] in
  let structure found = Json.keys value whole []; (is, found) in
  let inside read = Json.keys value ("value" :: whole) []; (is, read (Json.get "value" value)) in
  let category () = Made.pick "category" tables.categories of_ in
  match is with
  | "category" -> structure (Values.Category (category ()))
  | "functor" -> structure (Values.Functor (Made.pick "functor" tables.functors of_))
  | "task" -> structure (Values.Task (Made.pick "task" tables.tasks of_))
  | "model" -> structure (Values.Model (Made.pick "model" models of_))
  | "transformation" | "natural transformation" ->
      structure (match (Made.pick "transformation" tables.transformations of_, is) with
        | `Map m, "transformation" -> Values.Map m
        | `Natural n, "natural transformation" -> Values.Natural n
        | _ -> reject "a transformation is of the other kind")
  | "object" -> let c = category () in inside (fun v -> Values.Placed (In c, Values.read_object c v))
  | "arrow" -> let c = category () in inside (fun v -> Values.Placed (In c, Arrow (read_arrow c v)))
  | "element" ->
      let t = Made.pick "task" tables.tasks of_ in
      inside (fun v -> Values.Placed (Of t, Element (Values.read_element t v)))
  | "graded category" | "graded task" | "graded functor" | "graded model" ->
      structure (match (Made.pick is tables.graded of_, is) with
        | Graded.Category c, "graded category" -> Values.Scores c
        | Graded.Task t, "graded task" -> Values.Graded_task t
        | Graded.Functor f, "graded functor" -> Values.Graded_functor f
        | Graded.Model f, "graded model" -> Values.Graded_model f
        | _ -> reject "a constant is of another kind")
  | "graded object" -> (
      match Made.pick "graded category" tables.graded of_ with
      | Graded.Category c -> inside (fun v -> Values.Placed (Among c, Object (Json.below (Graded.size c) v)))
      | _ -> reject "a graded category is expected")
  | _ -> reject "an unknown kind of constant"

let full_parts (tables : Made.tables) =
  List.concat (List.mapi (fun k (c : category) ->
      match (Made.made_of c, tables.how.(k)) with
      | ("full", [ b; objects; _ ]), Some how -> [ (c, how, Made.pick "category" tables.categories b, Json.ints objects) ]
      | _ -> []) (Array.to_list tables.categories))

let opposites (tables : Made.tables) =
  List.concat (List.mapi (fun k (c : category) ->
      match (Made.made_of c, tables.how.(k)) with
      | ("opposite", [ b ]), Some how -> [ (c, how, Made.pick "category" tables.categories b) ]
      | _ -> []) (Array.to_list tables.categories))

let check text =
  trusted := [];
  steps := 0;
  Hashtbl.reset Interpret.kept;

  let certificate = Json.read text in
  Json.keys certificate all_keys [ "digest"; "graded" ];
  let get key = Json.get key certificate in
  need (get "format" = Json.Text "catproof certificate") "this is no certificate of catproof";
  need (get "schema" = Json.Int 2) "this is another schema";
  check_digest certificate;
  ignore (Json.text (get "catproof"));
  let statement = get "statement" in
  Json.keys statement [ "file"; "line"; "kind"; "name" ] [];
  List.iter (fun key -> ignore (Json.text (Json.get key statement))) [ "file"; "kind"; "name" ];
  (match Json.get "line" statement with Json.Int _ | Json.Big _ -> () | _ -> reject "a line is a number");
  let verdict = Json.bool (get "verdict") in
  let list key = Json.array (get key) in
  let categories = Array.map read_category (list "categories") in
  let functors = Array.map (read_functor categories) (list "functors") in
  let tasks = Array.map (read_task (Made.pick "category" categories)) (list "tasks") in
  let firsts entries = Array.map fst entries in
  let models = Array.map (read_model categories (firsts functors) (firsts tasks)) (list "models") in
  let transformations = Array.map (read_transformation (firsts functors) (firsts tasks)) (list "transformations") in
  let tables : Made.tables = {
    categories; functors = firsts functors; tasks = firsts tasks; transformations = firsts transformations;
    how = Array.make (Array.length categories) None;
    graded = Graded.read_entries (match Json.find "graded" certificate with None -> [||] | Some entries -> Json.array entries) } in
  Made.check_order [ ("category", list "categories"); ("functor", list "functors"); ("task", list "tasks"); ("transformation", list "transformations") ];
  Array.iteri (fun k c -> tables.how.(k) <- Made.check_category tables c) categories;
  let each kind check entries = Array.iter (fun (found, made) -> match made with
    | None -> ()
    | Some (Json.Text word :: parts) when Made.left_out parts ->
        need (Made.is_known kind word) "an unknown construction";
        trust ("that something is " ^ word)
    | Some made -> check tables found made) entries in
  each "functor" Made.check_functor functors;
  each "task" Made.check_task tasks;
  each "transformation" Made.check_transformation transformations;
  Values.known_categories := Array.to_list categories;
  Values.known_tasks := List.combine (Array.to_list tables.tasks) (List.map (Json.get "elements") (Array.to_list (list "tasks")));
  let constants = Array.map (read_constant tables models) (list "constants") in
  let definitions = Terms.read_definitions (get "definitions") in
  let claim = Terms.read_term (get "claim") in
  let kinds = firsts constants in
  need (Terms.kind kinds (Terms.kinds_of_calls kinds definitions) [] claim = "proposition") "the claim is no proposition";
  let context : Interpret.context = {
    constants = Array.map snd constants; kinds; definitions; parts = full_parts tables; opposites = opposites tables } in
  let found = Prove.prove context [] claim (get "evidence") in
  need (found = verdict) "the evidence proves the opposite";
  verdict
