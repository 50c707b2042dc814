(* Section 3: terms, their kinds, definitions and their digests. *)

open Base

type term =
  | Variable of string
  | Constant of int
  | Number of Numbers.number
  | Label of Json.t
  | Call of int * term list
  | Binding of string * string list * term * term option * term option  (** binder, names, domain, condition, body *)
  | Apply of string * term list

type definition = { title : string; parameters : string list; body : term; shipped : Signature.shipped option }

let read_number = function
  | Json.List [ Json.Text "rational"; p; q ] ->
      let p = Numbers.of_json p and q = Numbers.of_json q in
      need (Numbers.(compare_rational q unity) > 0) "a quotient is not in lowest terms";
      let found = Numbers.div p q in
      need (found.bottom = q.top) "a quotient is not in lowest terms";
      Numbers.Finite found
  | n -> Numbers.Finite (Numbers.of_json n)

(* What is made of nothing that varies stands in no term. *)
let in_no_term = [ "discrete"; "rotation"; "image of"; "masked"; "next_token"; "contrastive"; "pair of"; "sample"; "supervised"; "labelled" ]

let read_variable value = Json.text value

let rec read value =
  match Json.list value with
  | [ Json.Text "variable"; name ] -> Variable (read_variable name)
  | [ Json.Text "constant"; k ] -> Constant (Json.natural k)
  | [ Json.Text "number"; n ] -> Number (read_number n)
  | [ Json.Text "label"; x ] -> Json.plain x; Label x
  | Json.Text "call" :: k :: arguments -> Call (Json.natural k, List.map read arguments)
  | [ Json.Text "binding"; binder; names; domain; condition; body ] ->
      let optional = function Json.Null -> None | value -> Some (read value) in
      let binder = Json.text binder and names = List.map Json.name (Json.list names) in
      need (List.mem binder [ "forall"; "exists"; "exists unique"; "count" ]) "an unknown binder";
      need (names <> [] && distinct names) "a binding names nothing, or one thing twice";
      let condition = optional condition and body = optional body in
      need ((binder = "count") = (body = None)) "a quantifier has a body, a count has none";
      Binding (binder, names, read domain, condition, body)
  | Json.Text "apply" :: operation :: arguments ->
      let operation = Json.text operation in
      if List.mem operation in_no_term || not (Hashtbl.mem Signature.operations operation) then reject "the operation %S is not known" operation;
      Apply (operation, List.map read arguments)
  | _ -> reject "this is no term"

let read_term value = read value

(* ---- kinds *)


type kind = string

(* The kind of a term; `calls` gives that of a call from the kinds of its arguments. *)
let rec kind constants calls env term : kind =
  let kind_of = kind constants calls env in
  match term with
  | Variable name -> ( match List.assoc_opt name env with Some k -> k | None -> reject "the variable %S stands for nothing" name)
  | Constant k -> if k < Array.length constants then constants.(k) else reject "no such constant"
  | Number _ -> "number"
  | Label _ -> "label"
  | Call (k, arguments) -> calls k (List.map kind_of arguments)
  | Binding (binder, names, domain, condition, body) ->
      let value = match domain with
        | Apply (operation, _) -> ( match List.assoc_opt operation Signature.values with Some v -> v | None -> reject "this is no domain")
        | _ -> reject "this is no domain" in
      ignore (kind_of domain);
      let inside = List.map (fun name -> (name, value)) names @ env in
      let proposition t = need (kind constants calls inside t = "proposition") "a proposition is expected" in
      Option.iter proposition condition;
      Option.iter proposition body;
      if binder = "count" then "number" else "proposition"
  | Apply (operation, arguments) ->
      let takes, gives = Hashtbl.find Signature.operations operation in
      let kinds = List.map kind_of arguments in
      if not (Signature.fits takes kinds) then reject "%S takes other arguments" operation;
      gives

(* ---- definitions: a shipped one is known by the digest of its parameters and body *)

let rec digested digests = function
  | Json.List (Json.Text "call" :: Json.Int k :: arguments) ->
      if k < 0 || k >= List.length digests then reject "a definition calls one that is not before it";
      Json.List (Json.Text "call" :: Json.Text (List.nth digests k) :: List.map (digested digests) arguments)
  | Json.List items -> Json.List (List.map (digested digests) items)
  | value -> value

let read_definitions value =
  let read_one (digests, found) value =
    Json.keys value [ "name"; "parameters"; "body" ] [];
    let parameters = Json.get "parameters" value and body = Json.get "body" value in
    let digest = Sha256.hex (Json.print (Json.List [ parameters; digested digests body ])) in
    let names = List.map read_variable (Json.list parameters) in
    need (distinct names) "a parameter is named twice";
    let shipped = Hashtbl.find_opt Signature.shipped digest in
    let title = Json.name (Json.get "name" value) in
    (digests @ [ digest ], { title; parameters = names; body = read body; shipped } :: found) in
  let _, found = List.fold_left read_one ([], []) (Json.list value) in
  Array.of_list (List.rev found)

let kinds_of_calls constants definitions =
  let known = Hashtbl.create 16 in
  let rec call limit k kinds =
    need (k < limit) "a definition calls one that is not before it";
    match Hashtbl.find_opt known (k, kinds) with
    | Some found -> found
    | None ->
        let d = definitions.(k) in
        need (List.length kinds = List.length d.parameters) "a call has another number of arguments";
        let found = kind constants (call k) (List.combine d.parameters kinds) d.body in
        need (found = "number" || found = "proposition") "a definition is a proposition or a number";
        Hashtbl.add known (k, kinds) found;
        found in
  call (Array.length definitions)
