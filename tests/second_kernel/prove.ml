(* Evidence along a term: the truth value that it proves. *)

open Base
open Tables
open Values
open Interpret

let get = Json.get

type outcome = Known of bool | Open

(* What evidence of a call or an operation with a rule shows; it must be the value. *)
let rule_of_call (shipped : Signature.shipped) arguments value evidence =
  match (shipped.word, shipped.kinds, arguments) with
  | "representable", [ "task" ], [ _; Task t ] -> Rules.representable t None value evidence
  | "representable", [ "task"; "object" ], [ _; Task t; Object a ] -> Rules.representable t (Some a) value evidence
  | "familial", [ "task" ], [ _; Task t ] -> Rules.familial t value evidence
  | "solves by prompt", [ "model"; "task" ], [ _; _; Model m; Task t ] -> Rules.prompt m t None value evidence
  | "solves by prompt", [ "model"; "task"; "object" ], [ _; _; Model m; Task t; Object a ] -> Rules.prompt m t (Some a) value evidence
  | "ideal", [ "model" ], [ _; _; Model m ] -> Rules.ideal m value evidence
  | "isomorphic", [ "task"; "task" ], [ _; Task s; Task t ] -> Rules.isomorphic_tasks s t value evidence
  | "isomorphic", [ "object"; "object" ], [ Category c; Object a; Object b ] -> Rules.isomorphic_objects c a b value evidence
  | "isomorphic", [ "category"; "category" ], [ Category c; Category d ] -> Rules.isomorphic_categories_by c d value evidence
  | ( "full" | "faithful" | "fully faithful" | "embedding" | "essentially surjective" | "equivalence" | "isomorphism" | "generalizes" ),
    [ "functor" ], [ _; _; Functor f ] -> Rules.functor_property shipped.word f value evidence
  | "dense", [ "functor" ], [ _; _; Functor f ] -> Rules.dense f value evidence
  | "has a right adjoint", [ "functor" ], [ _; _; Functor f ] -> Rules.adjoint f "right" value evidence
  | "has a left adjoint", [ "functor" ], [ _; _; Functor f ] -> Rules.adjoint f "left" value evidence
  | ("mono" | "epi" | "iso" | "split mono" | "split epi"), [ "arrow" ], [ Category c; _; _; Arrow f ] ->
      Rules.arrow_property shipped.word c f value evidence
  | ("terminal" | "initial"), [ "object" ], [ Category c; Object a ] -> Rules.object_property shipped.word c a value evidence
  | "equal", [ "transformation"; "transformation" ], [ _; _; _; Map m; Map n ] -> Rules.equal_transformations m n value evidence
  | ("mono" | "epi" | "iso"), [ "transformation" ], [ _; _; _; Map m ] -> Rules.transformation_property shipped.word m value evidence
  | _ -> reject "no rule of this definition reads this evidence"

(* Where a rule asks for nothing beside the value: the checker goes through the tables. *)
let bare_call (shipped : Signature.shipped) value =
  match (shipped.word, shipped.kinds, value) with
  | "solves by prompt", _, false | "ideal", _, true | "dense", _, true -> true
  | ("full" | "faithful" | "fully faithful" | "embedding" | "essentially surjective" | "equivalence" | "isomorphism" | "generalizes"), [ "functor" ], true -> true
  | ("mono" | "epi"), [ "arrow" ], true | ("iso" | "split mono" | "split epi"), [ "arrow" ], false -> true
  | ("terminal" | "initial"), [ "object" ], true | ("mono" | "epi" | "iso"), [ "transformation" ], true -> true
  | "isomorphic", _, false -> true
  | "equal", [ "transformation"; _ ], true -> true
  | "equal", [ ("functor" | "natural transformation"); _ ], _ | ("equivalent" | "lattice" | "distributive"), _, _ -> true
  | _ -> false

let bare_operation operation arguments value =
  match (operation, arguments, value) with
  | "solves by tuning", [ Model (Explicit _); Task _ ], false -> true
  | ("left adjoint" | "isomorphic functors" | "isomorphic models"), _, false -> true
  | ("generalizes from" | "generalizes from among functors" | "generalizes from among faithful functors"), Functor f :: _, value ->
      value || not (Rules.class_of operation f)
  | ("equal objects" | "equal arrows" | "equal elements"), _, _ -> true
  | _ -> false

let rule_of_operation operation arguments value evidence =
  match (operation, arguments) with
  | "solves by tuning", [ Model m; Task t ] -> Tuning.tuning m t value evidence
  | "left adjoint", [ Functor f; Functor g ] -> Rules.left_adjoint_by f g value evidence
  | "isomorphic functors", [ Functor f; Functor g ] -> Rules.isomorphic_functors_by f g value evidence
  | "isomorphic models", [ Model m; Model n ] -> Rules.isomorphic_models_by m n value evidence
  | ("generalizes from" | "generalizes from among functors" | "generalizes from among faithful functors"), Functor f :: seen ->
      let seen = List.map (function Object a -> need (a < size f.source) "no such object"; a | _ -> reject "an object is expected") seen in
      Rules.generalizes f seen (Rules.class_of operation) value evidence
  | ("preserves limits" | "preserves colimits" | "reflects limits" | "reflects colimits"), [ Functor f ] ->
      let starts word = String.length operation >= String.length word && String.sub operation 0 (String.length word) = word in
      let turned = operation = "preserves colimits" || operation = "reflects colimits" in
      Rules.keeps f ~reflecting:(starts "reflects") ~turned value evidence
  | _ -> reject "no rule of %S reads this evidence" operation

(* The evidence for each of the values of a domain. *)
let bodies_of evidence values =
  let bodies = match Json.find "bodies" evidence with
    | None -> List.map (fun _ -> Json.Null) values
    | Some bodies -> Json.list bodies in
  need (List.length bodies = List.length values) "not as much evidence as values";
  bodies

let rec number context env (term : Terms.term) evidence =
  match (term, evidence) with
  | _, None | _, Some Json.Null -> ( match eval context env term with Number n -> n | _ -> reject "a number is expected")
  | Apply ("rank", [ t ]), Some evidence -> Numbers.whole (Rules.rank (task_value (eval context env t)) evidence)
  | Apply ((("rank missing" | "graded rank within" | "magnitude" | "magnitude by") as operation), arguments), Some evidence -> (
      let arguments = List.map (eval context env) arguments in
      check_places operation arguments;
      check_error operation arguments;
      match List.map strip arguments with
      | [ Task t; Number p ] -> Numbers.whole (Missing.rank_by t p evidence)
      | [ Graded_task t; Number e ] -> Numbers.whole (Graded.rank_within_by t e evidence)
      | [ Scores c ] -> Graded.magnitude_by c None evidence
      | [ Scores c; Number b ] -> Graded.magnitude_by c (Some b) evidence
      | _ -> reject "%S takes other arguments" operation)
  | Apply ("count", [ domain ]), Some evidence -> (
      let domain = eval_domain context env domain in
      match Json.find "trusted" evidence with
      | Some n ->
          Json.keys evidence [ "trusted" ] [];
          let n = Json.natural n in
          (match domain with
          | Categories (word, bounds) ->
              (match literature word bounds with
              | Some known -> need (n = known) "the literature knows another number"
              | None -> ());
              trust "a number of categories"
          | _ -> reject "only numbers of categories are trusted");
          Numbers.whole n
      | None ->
          Json.keys evidence [ "values" ] [ "parts"; "complete" ];
          Numbers.whole (List.length (listed domain evidence)))
  | Apply ((("plus" | "minus" | "times") as operation), [ p; q ]), Some evidence -> (
      Json.keys evidence [ "sides" ] [];
      match Json.list (Json.get "sides" evidence) with
      | [ left; right ] -> (
          let left = number context env p (Some left) in
          let right = number context env q (Some right) in
          match apply context operation [ Number left; Number right ] with Number n -> n | _ -> reject "a number is expected")
      | _ -> reject "evidence for two numbers is expected")
  | Binding ("count", [ name ], domain, Some condition, None), Some evidence ->
      Json.keys evidence [] [ "bodies"; "values"; "parts"; "complete" ];
      let over = eval_domain context env domain in
      let values = listed over evidence in
      let bodies = bodies_of evidence values in
      let chosen v e = step (); prove context ((name, placed_in over v) :: env) condition e in
      Numbers.whole (List.length (List.filter Fun.id (List.map2 chosen values bodies)))
  | _ -> reject "this number has no evidence"

and prove context env (term : Terms.term) evidence : bool =
  match evidence with
  | Json.Null -> truth context env term
  | evidence ->
      let value = Json.bool (get "value" evidence) in
      let shown = by_evidence context env term value evidence in
      need (shown = value) "the evidence proves another value";
      value

and bare evidence = List.length (Json.entries evidence) = 1

and by_evidence context env term value evidence =
  let keys required optional = Json.keys evidence ("value" :: required) optional in
  match term with
  | Apply ("not", [ p ]) -> keys [ "of" ] []; not (prove context env p (get "of" evidence))
  | Apply ((("and" | "or" | "implies" | "iff") as word), [ p; q ]) -> (
      keys [ "parts" ] [];
      match Json.list (get "parts" evidence) with
      | [ left; right ] -> connective context word (p, env, left) (q, env, right)
      | _ -> reject "two parts are expected")
  | Apply ((("=" | "!=" | "<" | "<=" | ">" | ">=") as sign), [ p; q ]) ->
      keys [] [ "left"; "right" ];
      let left = number context env p (Json.find "left" evidence) in
      let right = number context env q (Json.find "right" evidence) in
      compare_numbers sign left right
  | Apply (operation, arguments) ->
      let arguments = List.map (eval context env) arguments in
      check_places operation arguments;
      let arguments = List.map strip arguments in
      if bare evidence && bare_operation operation arguments value then
        (match apply context operation arguments with Truth b -> b | _ -> reject "a proposition is expected")
      else if rule_of_operation operation arguments value evidence then value
      else reject "the evidence does not show it"
  | Call (k, arguments) ->
      let d = context.definitions.(k) and given = List.map (eval context env) arguments in
      let arguments = List.map strip given in
      Option.iter (fun s -> check_call given; check_brought s arguments) d.shipped;
      if Json.find "body" evidence <> None then (
        keys [ "body" ] [];
        prove context (List.combine d.parameters given) d.body (get "body" evidence))
      else (
        match d.shipped with
        | None -> reject "this definition has no rule"
        | Some shipped when bare evidence && bare_call shipped value -> (
            match call context k given with Truth b -> b | _ -> reject "a proposition is expected")
        | Some shipped -> if rule_of_call shipped arguments value evidence then value else reject "the evidence does not show it")
  | Binding ((("forall" | "exists") as binder), names, domain, condition, Some body) ->
      quantifier context env binder names domain condition body value evidence
  | _ -> reject "this term has no evidence"

(* A part of a connective: its truth, or open; what is decided before it is not reached. *)
and connective context word (p, env, left) (q, env', right) =
  let part (p, env, evidence) = if evidence = Json.Text "open" then Open else Known (prove context env p evidence) in
  let decided side = match (word, side, side) with
    | "and", Known false, _ -> Some false
    | "or", Known true, _ -> Some true
    | _ -> None in
  let left = part (p, env, left) in
  let by_left = if word = "implies" then (match left with Known false -> Some true | _ -> None) else decided left in
  match by_left with
  | Some known when right = Json.Text "open" -> known
  | _ -> (
      let right = part (q, env', right) in
      let by_right = if word = "implies" then (match right with Known true -> Some true | _ -> None) else decided right in
      match (by_left, by_right, left, right) with
      | Some known, _, _, _ | None, Some known, _, _ -> known
      | None, None, Known a, Known b -> (
          match word with "and" -> a && b | "or" -> a || b | "implies" -> (not a) || b | _ -> a = b)
      | _ -> reject "an open part decides")

and quantifier context env binder names domain condition body value evidence =
  let name, rest = (List.hd names, List.tl names) in
  let over = eval_domain context env domain in
  (* evidence for the rest of the term, where this variable has a value *)
  let inside v evidence =
    let inner = (name, placed_in over v) :: env in
    match (rest, condition) with
    | [], None -> prove context inner body evidence
    | [], Some p ->
        prove context inner (Apply ((if binder = "forall" then "implies" else "and"), [ p; body ])) evidence
    | _ ->
        (* the domain says the same inside: it does not name the variables *)
        prove context inner (Binding (binder, rest, domain, condition, Some body)) evidence in
  if value = (binder = "exists") then (
    Json.keys evidence [ "value"; "at" ] [ "body" ];
    let at = read_value over (get "at" evidence) in
    let found = inside at (match Json.find "body" evidence with Some e -> e | None -> Json.Null) in
    need (found = value) "the value given is none that decides";
    value)
  else if Json.find "cases" evidence <> None || Json.find "witnesses" evidence <> None then (
    Real_tables.decide context env binder (Binding (binder, names, domain, condition, Some body)) evidence;
    value)
  else (
    Json.keys evidence [ "value" ] [ "bodies"; "values"; "parts"; "complete" ];
    let values = listed over evidence in
    let bodies = bodies_of evidence values in
    List.iter2 (fun v e -> step (); need (inside v e = value) "one of the values decides otherwise") values bodies;
    value)
