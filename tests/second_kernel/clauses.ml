(* That no natural map is missing, by clauses and a proof of theirs in steps with hints. *)

open Base
open Tables

let clauses s t maps =
  let numbers = Hashtbl.create 64 and next = ref 1 in
  let all = elements s in
  List.iter (fun (p, u) -> for v = 0 to t.sizes.(p) - 1 do Hashtbl.add numbers (p, u, v) !next; incr next done) all;
  let goes (p, u) v = Hashtbl.find numbers (p, u, v) in
  let restricted = Hashtbl.create 64 in
  List.iter (fun (p, u) -> Array.iter (fun g -> Hashtbl.replace restricted (fst s.on.ends.(g), s.action.(g).(u)) ()) s.on.incoming.(p)) all;
  let somewhere = List.map (fun (p, u) -> List.init t.sizes.(p) (goes (p, u))) all in
  let once = List.concat_map (fun (p, u) ->
    if not (Hashtbl.mem restricted (p, u)) then []
    else List.concat_map (fun v -> List.init v (fun w -> [ -goes (p, u) w; -goes (p, u) v ])) (range t.sizes.(p))) all in
  let natural = List.concat_map (fun (p, u) -> List.concat_map (fun g -> List.init t.sizes.(p) (fun v ->
    [ -goes (p, u) v; goes (fst s.on.ends.(g), s.action.(g).(u)) t.action.(g).(v) ])) (Array.to_list s.on.incoming.(p))) all in
  let others = List.map (fun m -> List.map (fun (p, u) -> -goes (p, u) m.(p).(u)) all) maps in
  somewhere @ once @ natural @ others

let refute s t maps proof =
  Json.keys proof [ "clauses"; "steps" ] [];
  let given = clauses s t maps in
  let text = Json.print (Json.List (List.map (fun c -> Json.List (List.map (fun l -> Json.Int l) c)) given)) in
  need (Sha256.hex text = Json.text (Json.get "clauses" proof)) "the clauses are others";
  let steps = List.map (fun s -> match Json.list s with
    | [ clause; hints ] -> (Json.ints clause, Json.ints hints) | _ -> reject "a step is [clause, hints]") (Json.list (Json.get "steps" proof)) in
  need (steps <> []) "a proof without steps";
  let known = Array.make (List.length given + List.length steps) [||] in
  List.iteri (fun k c -> known.(k) <- Array.of_list c) given;
  let next = ref (List.length given) in
  List.iter (fun (clause, hints) ->
      let no = Hashtbl.create 16 in
      Array.iter (fun l -> need (l <> 0) "0 is no literal"; Hashtbl.replace no l ()) clause;
      Array.iter (fun l -> need (not (Hashtbl.mem no (-l))) "a step of a clausal proof is a tautology") clause;
      let closed = Array.exists (fun hint ->
        need (hint >= 0 && hint < !next) "a hint is no clause before it";
        match List.filter (fun l -> not (Hashtbl.mem no l)) (Array.to_list known.(hint)) with
        | [] -> true
        | [ l ] -> Hashtbl.replace no (-l) (); false
        | _ -> reject "a hint has more than one literal left") hints in
      need closed "a step of a clausal proof does not hold";
      need ((clause = [||]) = (!next = Array.length known - 1)) "the last step, and no other, is the empty clause";
      known.(!next) <- clause;
      incr next) steps
