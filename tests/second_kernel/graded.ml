(* Section 9: quantales, tables of scores, tasks, functors; what is said of them, by its definition. *)

open Base
open Numbers

type quantale = Bool | Prob | Metric | Fuzzy | Lukasiewicz

type category = { quantale : quantale; labels : Json.t array; scores : number array array }
type task = { on : category; values : number array }
type functor_ = { source : category; target : category; objects : int array }

let quantale_named = function
  | "bool" -> Bool | "prob" -> Prob | "metric" -> Metric | "fuzzy" -> Fuzzy | "lukasiewicz" -> Lukasiewicz
  | _ -> reject "an unknown quantale"

let nil = Finite zero
let unit_number = Finite unity
let at_most q a b = let order = compare_numbers a b in if q = Metric then order >= 0 else order <= 0
let unit_of q = if q = Metric then nil else unit_number
let bottom q = if q = Metric then Infinity else nil
let truer q a b = if at_most q a b then b else a
let less_true q a b = if at_most q a b then a else b

let put_together q a b = match q with
  | Bool | Prob -> times_number a b
  | Metric -> plus_number a b
  | Fuzzy -> less_true q a b
  | Lukasiewicz -> truer q nil (minus_number (plus_number a b) unit_number)

(* The truest w with w (x) a at most b. *)
let residual q a b =
  if at_most q a b then unit_of q
  else match (q, a, b) with
    | Bool, _, _ -> nil
    | Prob, Finite a, Finite b -> Finite (div b a)
    | Metric, _, Infinity -> Infinity
    | Metric, _, _ -> minus_number b a
    | Fuzzy, _, _ -> b
    | _ -> plus_number (minus_number unit_number a) b

let join q = List.fold_left (truer q) (bottom q)
let meet q = List.fold_left (less_true q) (unit_of q)

let is_value q v = match (q, v) with
  | Metric, Infinity -> true
  | _, Infinity -> false
  | Metric, Finite v -> not v.negative
  | Bool, v -> v = nil || v = unit_number
  | _, v -> compare_numbers nil v <= 0 && compare_numbers v unit_number <= 0

let read_value q value =
  let v = match Json.text value with "inf" -> Infinity | text -> Finite (read_rational text) in
  need (is_value q v) "this is no value of the quantale";
  v

(* A number from a term, as a value. *)
let as_value q v = need (is_value q v) "this is no value of the quantale"; v

(* ---- tables *)

let size c = Array.length c.scores
let places c = range (size c)

let is_category c =
  let n = places c in
  List.for_all (fun x -> c.scores.(x).(x) = unit_of c.quantale) n
  && List.for_all (fun x -> List.for_all (fun y -> List.for_all (fun z ->
       step ();
       at_most c.quantale (put_together c.quantale c.scores.(x).(y) c.scores.(y).(z)) c.scores.(x).(z)) n) n) n

let be_category c = need (is_category c) "this is no graded category"

let same_category c d = c == d || (c.quantale = d.quantale && c.scores = d.scores)
let same_labels c d = c == d || (same_category c d && c.labels = d.labels)

let task on values =
  be_category on;
  need (Array.length values = size on) "not as many values as objects";
  Array.iter (fun v -> need (is_value on.quantale v) "this is no value of the quantale") values;
  List.iter (fun x -> List.iter (fun y ->
      step ();
      need (at_most on.quantale (put_together on.quantale on.scores.(x).(y) values.(y)) values.(x)) "this is no task") (places on)) (places on);
  { on; values }

let functor_ source target objects =
  be_category source;
  be_category target;
  need (source.quantale = target.quantale) "a functor between two quantales";
  need (Array.length objects = size source) "not as many values as objects";
  Array.iter (fun a -> need (a >= 0 && a < size target) "no such object") objects;
  List.iter (fun x -> List.iter (fun y ->
      step ();
      need (at_most source.quantale source.scores.(x).(y) target.scores.(objects.(x)).(objects.(y))) "this is no functor") (places source)) (places source);
  { source; target; objects }

let identity c = functor_ c c (Array.init (size c) Fun.id)

(* The best along paths: one more object at a time is gone through. *)
let closure c =
  let q = c.quantale in
  let best = Array.mapi (fun x row -> Array.mapi (fun y v -> if x = y then unit_of q else v) row) c.scores in
  List.iter (fun z -> List.iter (fun x -> List.iter (fun y ->
      step ();
      best.(x).(y) <- truer q best.(x).(y) (put_together q best.(x).(z) best.(z).(y))) (places c)) (places c)) (places c);
  { c with scores = best }

let under c =
  let q = c.quantale in
  let score x y = meet q (List.map (fun z -> step (); residual q c.scores.(z).(x) c.scores.(z).(y)) (places c)) in
  { c with scores = Array.init (size c) (fun x -> Array.init (size c) (score x)) }

let yoneda c a = task c (Array.init (size c) (fun x -> c.scores.(x).(a)))

let lan f t =
  need (same_category t.on f.source) "a task lives elsewhere";
  let q = f.target.quantale in
  let value d = join q (List.map (fun x -> put_together q f.target.scores.(d).(f.objects.(x)) t.values.(x)) (places f.source)) in
  task f.target (Array.init (size f.target) value)

let ran f t =
  need (same_category t.on f.source) "a task lives elsewhere";
  let q = f.target.quantale in
  let value d = meet q (List.map (fun x -> residual q f.target.scores.(f.objects.(x)).(d) t.values.(x)) (places f.source)) in
  task f.target (Array.init (size f.target) value)

let restrict f t =
  need (same_category t.on f.target) "a task lives elsewhere";
  task f.source (Array.map (fun a -> t.values.(a)) f.objects)

(* The pairs where v is at most the score, as a relation that must be transitive. *)
let level c v =
  let v = as_value c.quantale v in
  let below x y = x = y || at_most c.quantale v c.scores.(x).(y) in
  let n = places c in
  List.iter (fun x -> List.iter (fun y -> List.iter (fun z ->
      step ();
      need ((not (below x y && below y z)) || below x z) "this level is not transitive") n) n) n;
  List.concat_map (fun x -> List.filter_map (fun y -> if x <> y && below x y then Some (x, y) else None) n) n

(* ---- entries *)

type entry = Category of category | Task of task | Functor of functor_ | Model of functor_

let read_labels value =
  let labels = Array.of_list (List.map (fun l -> Json.plain l; l) (Json.list value)) in
  need (distinct (Array.to_list labels)) "two objects have one name";
  labels

let read_entries values =
  let found = Array.make (Array.length values) None in
  let pick n read value =
    let k = Json.int value in
    if k < 0 || k >= n then reject "no such entry before this one" else match found.(k) with Some e -> read e | None -> reject "no such entry" in
  let category = function Category c -> c | _ -> reject "a graded category is expected" in
  let task_ = function Task t -> t | _ -> reject "a graded task is expected" in
  let functor' = function Functor f -> f | _ -> reject "a graded functor is expected" in
  let read n value =
    let is = Json.text (Json.get "is" value) and get key = Json.get key value in
    let keys more optional = Json.keys value ("is" :: "name" :: more) optional; ignore (Json.name (get "name")) in
    let made = Option.map Json.list (Json.find "made" value) in
    match is with
    | "category" ->
        keys [ "quantale"; "objects"; "values" ] [ "made" ];
        let quantale = quantale_named (Json.text (get "quantale")) and labels = read_labels (get "objects") in
        let scores = Array.map (fun row -> Array.map (read_value quantale) (Json.array row)) (Json.array (get "values")) in
        let count = Array.length labels in
        need (Array.length scores = count && Array.for_all (fun row -> Array.length row = count) scores) "the table is not square";
        let c = { quantale; labels; scores } in
        let again make part =
          let d = pick n category part in
          need (same_category c (make d) && c.labels = d.labels) "this is not what the table was made of" in
        (match made with
        | None -> ()
        | Some [ Json.Text "closure"; part ] -> again closure part
        | Some [ Json.Text "under"; part ] -> again under part
        | Some _ -> reject "an unknown construction of a table");
        Category c
    | "task" ->
        keys [ "category"; "values" ] [ "made" ];
        let on = pick n category (get "category") in
        let t = task on (Array.map (read_value on.quantale) (Json.array (get "values"))) in
        let along make f s = let again = make (pick n functor' f) (pick n task_ s) in
          need (same_labels again.on on && again.values = t.values) "this is not what the task was made of" in
        (match made with
        | None -> ()
        | Some [ Json.Text "yoneda"; a ] -> need ((yoneda on (Json.below (size on) a)).values = t.values) "this is not what the task was made of"
        | Some [ Json.Text "lan"; f; s ] -> along lan f s
        | Some [ Json.Text "ran"; f; s ] -> along ran f s
        | Some [ Json.Text "restrict"; f; s ] -> along restrict f s
        | Some _ -> reject "an unknown construction of a task");
        Task t
    | "functor" ->
        keys [ "source"; "target"; "objects" ] [];
        Functor (functor_ (pick n category (get "source")) (pick n category (get "target")) (Json.ints (get "objects")))
    | "model" -> keys [ "functor" ] []; Model (pick n functor' (get "functor"))
    | _ -> reject "an unknown kind of entry" in
  Array.mapi (fun n value -> let e = read n value in found.(n) <- Some e; e) values

(* ---- within an error *)

let within e a b =
  let distance = match (a, b) with
    | Infinity, Infinity -> nil
    | Finite a, Finite b -> let d = sub a b in Finite (if d.negative then neg d else d)
    | _ -> Infinity in
  compare_numbers distance e <= 0

let negative = function Finite e -> e.negative | Infinity -> false

(* The truest and the least true of the values that are within e. *)
let greatest q e v = match q with
  | Bool -> if compare_numbers e unit_number >= 0 then unit_number else v
  | Metric -> if e = Infinity then nil else if v = Infinity then Infinity else let w = minus_number v e in if negative w then nil else w
  | _ -> less_true q unit_number (plus_number v e)

let least q e v = match q with
  | Bool -> if compare_numbers e unit_number >= 0 then nil else v
  | Metric -> plus_number v e
  | _ -> if e = Infinity then nil else let w = minus_number v e in if negative w then nil else w

(* ---- atoms *)

let fits f t = need (same_category f.source t.on) "a task lives elsewhere"
let inside c a = need (a >= 0 && a < size c) "no such object"

let solves_at f t p e =
  fits f t;
  inside f.source p;
  List.for_all (fun x -> within e f.target.scores.(f.objects.(x)).(f.objects.(p)) t.values.(x)) (places f.source)

let solves f t e = fits f t; List.exists (fun p -> solves_at f t p e) (places f.source)

let pairs c = List.concat_map (fun x -> List.map (fun y -> (x, y)) (places c)) (places c)
let image f (x, y) = f.target.scores.(f.objects.(x)).(f.objects.(y))
let ideal f e = List.for_all (fun (x, y) -> within e (image f (x, y)) f.source.scores.(x).(y)) (pairs f.source)

let recalibrated f e =
  let all = pairs f.source in
  let twice = if f.source.quantale = Bool then e else plus_number e e in
  let exceeds a b = match (a, b) with
    | Finite _, Infinity -> false
    | Infinity, Infinity -> compare_numbers nil twice > 0
    | _ -> compare_numbers (minus_number a b) twice > 0 in
  not (List.exists (fun (x, y) -> List.exists (fun (v, w) ->
    step ();
    compare_numbers (image f (x, y)) (image f (v, w)) <= 0 && exceeds f.source.scores.(x).(y) f.source.scores.(v).(w)) all) all)

let tunes f t e =
  fits f t;
  let q = f.source.quantale in
  List.for_all (fun (c, b) ->
    at_most q (put_together q (image f (c, b)) (least q e t.values.(b))) (greatest q e t.values.(c))) (pairs f.source)

let generalizes f seen e =
  let c = f.source and d = f.target in
  let keeps g x y = within e d.scores.(g.(x)).(g.(y)) c.scores.(x).(y) in
  let near a b = within e (unit_of d.quantale) d.scores.(a).(b) in
  let g = Array.make (size c) 0 in
  let exception Other in
  (* values are given to one object after the other, as long as scores among them are kept *)
  let rec place x =
    if x = size c then (if not (List.for_all (fun x -> near g.(x) f.objects.(x) && near f.objects.(x) g.(x)) (places c)) then raise Other)
    else
      List.iter (fun a ->
        step ();
        g.(x) <- a;
        if List.for_all (fun y -> keeps g x y && keeps g y x) (range (x + 1)) then place (x + 1))
        (if List.mem x seen then [ f.objects.(x) ] else places d) in
  List.iter (inside c) seen;
  ideal f e && match place 0 with () -> true | exception Other -> false

(* ---- ranks *)

(* Objects that another accounts for, unless it accounts for that one, need no prompt. *)
let rank t =
  let q = t.on.quantale in
  let wanted = List.filter (fun x -> t.values.(x) <> bottom q) (places t.on) in
  let accounts p x = step (); put_together q t.on.scores.(x).(p) t.values.(p) = t.values.(x) in
  let maximal = List.filter (fun x -> List.for_all (fun p -> (not (accounts p x)) || accounts x p) wanted) wanted in
  let rec classes = function [] -> 0 | x :: rest -> 1 + classes (List.filter (fun y -> not (accounts x y)) rest) in
  classes maximal

(* Each prompt with the wanted objects that it covers; and all that are wanted. *)
let coverage t e =
  let q = t.on.quantale in
  let all = places t.on in
  let up = Array.map (greatest q e) t.values and down = Array.map (least q e) t.values in
  let wanted = List.filter (fun x -> not (at_most q down.(x) (bottom q))) all in
  let covers p =
    let weight = meet q (List.map (fun x -> residual q t.on.scores.(x).(p) up.(x)) all) in
    List.filter (fun x -> step (); at_most q down.(x) (put_together q t.on.scores.(x).(p) weight)) wanted in
  (Array.init (size t.on) covers, wanted)

let within_set small large = List.for_all (fun x -> List.mem x large) small

(* The sets of which none is empty, none inside another, of equal ones the first. *)
let choices sets =
  let indexed = List.mapi (fun k s -> (k, s)) (List.filter (fun s -> s <> []) sets) in
  List.filter_map (fun (k, s) ->
    let hidden (l, r) = step (); l <> k && within_set s r && (l < k || not (within_set r s)) in
    if List.exists hidden indexed then None else Some s) indexed

(* The choices stay what they are, also where some of what they cover is left out. *)
let rec not_enough choices wanted number proof =
  step ();
  let object_ value = let x = Json.int value in need (List.mem x wanted) "an object is not wanted"; x in
  match Json.list proof with
  | [ Json.Text "apart"; xs ] ->
      let xs = List.map object_ (Json.list xs) in
      need (distinct xs && List.length xs > number) "too few objects are apart";
      need (List.for_all (fun s -> List.length (List.filter (fun x -> List.mem x xs) s) <= 1) choices) "one prompt covers two that are apart"
  | [ Json.Text "through"; x; proofs ] ->
      let x = object_ x and proofs = Json.list proofs in
      let through = List.filter (List.mem x) choices in
      need (List.length through = List.length proofs) "not as many proofs as choices";
      List.iter2 (fun s proof -> not_enough choices (List.filter (fun y -> not (List.mem y s)) wanted) (number - 1) proof) through proofs
  | _ -> reject "a proof is apart or through"

let most_tried = 12

let rank_within_by t e evidence =
  Json.keys evidence [ "cover"; "fewer" ] [];
  let covers, wanted = coverage t e in
  let cover = List.map (Json.below (size t.on)) (Json.list (Json.get "cover" evidence)) in
  need (List.for_all (fun x -> List.exists (fun p -> List.mem x covers.(p)) cover) wanted) "the cover leaves something out";
  (match (cover, Json.get "fewer" evidence) with
  | [], Json.Null -> ()
  | [], _ -> reject "nothing is fewer than none"
  | _, proof -> not_enough (choices (Array.to_list covers)) wanted (List.length cover - 1) proof);
  List.length cover

(* The least number of the sets that fulfil this together, by trying all, fewer ones first. *)
let least_number sets enough =
  let rec some k sets chosen = step (); if k = 0 then enough chosen else match sets with
    | [] -> false
    | s :: rest -> some (k - 1) rest (s :: chosen) || some k rest chosen in
  let rec go k = if k > List.length sets then reject "no number of them is enough" else if some k sets [] then k else go (k + 1) in
  go 0

let rank_within t e =
  need (size t.on <= most_tried) "this rank needs evidence";
  let covers, wanted = coverage t e in
  least_number (Array.to_list covers) (fun chosen -> List.for_all (fun x -> List.exists (List.mem x) chosen) wanted)

(* ---- magnitude *)

let most_bits = 20_000

(* The whole root of this degree, if there is one: between the bounds. *)
let root degree n =
  if degree = 1 then n
  else if degree >= bits n && compare_natural n one > 0 then reject "a power is no fraction"
  else
    let rec go low high =
      (* low^degree <= n < high^degree *)
      let middle = fst (divided_by_digit (sum_of low high) 2) in
      if middle = low then low else if compare_natural (to_power middle degree) n <= 0 then go middle high else go low middle in
    let found = go nought (sum_of (to_power (natural 2) ((bits n / degree) + 1)) one) in
    need (to_power found degree = n) "a power is no fraction";
    found

let power base v = match v with
  | Infinity -> zero
  | Finite v when is_zero v -> unity
  | Finite v ->
      let long = mul (of_int (bits base.top + bits base.bottom)) v in
      need (compare_rational long (of_int most_bits) <= 0) "a power is too large";
      let degree = if Array.length v.bottom > 1 then reject "a power is no fraction" else v.bottom.(0) in
      let top = root degree base.top and bottom = root degree base.bottom in
      let n = small (Finite { v with bottom = one }) in
      { negative = false; top = to_power top n; bottom = to_power bottom n }

let sizes c base =
  be_category c;
  let of_score = match (c.quantale, base) with
    | (Bool | Prob), None -> ( function Finite v -> v | Infinity -> reject "a size is infinite")
    | Metric, Some (Finite b) ->
        need ((not b.negative) && (not (is_zero b)) && compare_rational b unity < 0) "a base is between 0 and 1";
        power b
    | _ -> reject "there is no magnitude over this quantale" in
  Array.map (Array.map of_score) c.scores

let total = Array.fold_left add zero
let turned matrix = Array.mapi (fun x row -> Array.mapi (fun y _ -> matrix.(y).(x)) row) matrix

let magnitude c base =
  let z = sizes c base in
  match (solve z, solve (turned z)) with
  | Some w, Some _ -> Finite (total w)
  | _ -> reject "the scores have no weighting, or no coweighting"

let magnitude_by c base evidence =
  Json.keys evidence [ "weights"; "coweights" ] [];
  let z = sizes c base in
  let read key =
    let w = Array.map (fun v -> read_rational ~signed:true (Json.text v)) (Json.array (Json.get key evidence)) in
    need (Array.length w = size c) "not as many weights as objects";
    w in
  let weights = read "weights" and coweights = read "coweights" in
  let fine matrix w = Array.for_all (fun row -> total (Array.map2 mul row w) = unity) matrix in
  need (fine z weights) "this is no weighting";
  need (fine (turned z) coweights) "this is no coweighting";
  Finite (total weights)
