(* Section 3: ranks up to a share of the elements. *)

open Base
open Tables

(* How many elements must be reached: all n but floor(p n / 100). *)
let wanted t share = match share with
  | Numbers.Finite p when (not p.negative) && Numbers.(compare_rational p (of_int 100)) <= 0 ->
      let n = total t in
      n - Numbers.(small (Finite (floor_of (div (mul p (of_int n)) (of_int 100)))))
  | _ -> reject "a share is from 0 to 100"

(* For each element, by its number over all objects, which elements it reaches. *)
let reached_by t =
  let numbers = Hashtbl.create 64 in
  List.iteri (fun k x -> Hashtbl.replace numbers x k) (elements t);
  let set x = let found = Array.make (total t) false in
    Hashtbl.iter (fun y () -> step (); found.(Hashtbl.find numbers y) <- true) (Maps.below t x); found in
  set

let union a b = Array.map2 ( || ) a b
let count set = Array.fold_left (fun n x -> if x then n + 1 else n) 0 set

let whole value =
  let n = Numbers.of_json value in
  need (not n.negative) "a number that is not negative is expected";
  n.top

(* A proof that so many of the generators left, `may`, do not reach what is wanted beside what is reached. *)
let rec not_enough sets goal reached left may proof =
  step ();
  match Json.list proof with
  | [ Json.Text "at most"; parts; weights ] ->
      let parts = whole parts and n = Array.length reached in
      let w = Array.make n parts and given = Array.make n false in
      List.iter (fun pair -> match Json.list pair with
        | [ x; weight ] ->
            let x = Json.below n x and weight = whole weight in
            need (Numbers.compare_natural weight parts <= 0 && not given.(x)) "a weight is of no use";
            given.(x) <- true;
            w.(x) <- weight
        | _ -> reject "a weight is [element, number]") (Json.list weights);
      let fixed = ref Numbers.nought in
      Array.iteri (fun x r -> fixed := Numbers.(sum_of !fixed (if r then parts else difference parts w.(x)))) reached;
      let gain g =
        let found = ref Numbers.nought in
        Array.iteri (fun x r -> step (); if r && not reached.(x) then found := Numbers.sum_of !found w.(x)) sets.(g);
        !found in
      let gains = List.rev (List.sort Numbers.compare_natural (List.map gain left)) in
      let most = List.fold_left Numbers.sum_of !fixed (List.filteri (fun k _ -> k < may) gains) in
      need Numbers.(compare_natural most (product_of parts (natural goal)) < 0) "so many may be enough"
  | [ Json.Text "first of"; places; proofs; proof ] ->
      let places = List.map Json.int (Json.list places) and proofs = Json.list proofs in
      need (may > 0 && List.length places = List.length proofs) "not as many proofs as generators";
      let rec go left places proofs = match (places, proofs) with
        | g :: places, chosen :: proofs ->
            need (List.mem g left) "a generator is not left";
            let left = List.filter (( <> ) g) left in
            not_enough sets goal (union reached sets.(g)) left (may - 1) chosen;
            go left places proofs
        | _ -> not_enough sets goal reached left may proof in
      go left places proofs
  | _ -> reject "a proof is at most or first of"

let rank_by t share evidence =
  Json.keys evidence [ "cover"; "generators"; "fewer" ] [];
  let goal = wanted t share and reach = reached_by t in
  let read key = List.map (Values.read_element t) (Json.list (Json.get key evidence)) in
  let cover = read "cover" and generators = read "generators" in
  let nothing = Array.make (total t) false in
  let all = List.fold_left (fun found x -> union found (reach x)) nothing in
  need (count (all cover) >= goal) "the cover leaves too much out";
  need (count (all generators) = total t) "the generators do not generate";
  (match (cover, Json.get "fewer" evidence) with
  | [], Json.Null -> ()
  | [], _ -> reject "nothing is fewer than none"
  | _, proof ->
      let sets = Array.of_list (List.map reach generators) in
      not_enough sets goal nothing (range (Array.length sets)) (List.length cover - 1) proof);
  List.length cover

let rank t share =
  let goal = wanted t share in
  need (total t <= Graded.most_tried) "this rank needs evidence";
  let reach = reached_by t and nothing = Array.make (total t) false in
  Graded.least_number (List.map reach (elements t)) (fun chosen -> count (List.fold_left union nothing chosen) >= goal)
