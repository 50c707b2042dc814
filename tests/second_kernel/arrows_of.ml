(* Transformations that are made of tasks, functors and transformations. *)

open Base
open Tables
open Build

type argument = Category of category | Functor of functor_ | Task of task | Map of transformation | Element of (int * int) | Arrow of arrow

let tabulate from into value =
  transformation from into (Array.mapi (fun p n -> Array.init n (fun u -> value p u)) from.sizes)

let identity_of t = tabulate t t (fun _ u -> u)

let after n m =
  need (same_task m.into n.from) "these transformations do not compose";
  tabulate m.from n.into (fun p u -> n.components.(p).(m.components.(p).(u)))

(* The map from a left Kan extension that is right on the elements that generate it. *)
let out_of_lan f t target value =
  let whole, generator = lan f t in
  let values = Array.map (fun n -> Array.make n (-1)) whole.sizes in
  let rec put (q, u) v =
    step ();
    if values.(q).(u) < 0 then (
      values.(q).(u) <- v;
      Array.iter (fun g -> put (fst whole.on.ends.(g), whole.action.(g).(u)) target.action.(g).(v)) whole.on.incoming.(q))
    else need (values.(q).(u) = v) "this is no transformation" in
  List.iter (fun x -> put (generator x) (value x)) (elements t);
  transformation whole target values

let unit_of f t =
  let whole, generator = lan f t in
  tabulate t (restrict_task f whole) (fun p u -> snd (generator (p, u)))

(* The natural map with these values, as an element of a task of natural maps. *)
let named number p values = number p values

let nerve f p = let d = f.target in restrict_task f (yoneda d p)

let ran_unit f t =
  let low = restrict_task f t in
  let whole, _, number = ran f low in
  let value p u =
    let source = nerve f p in
    let list = yoneda_elements t.on p in
    named number p (Array.mapi (fun a n -> Array.init n (fun k -> snd (restrict_along t (p, u) list.(f.objects.(a)).(k)))) source.sizes) in
  tabulate t whole value

let ran_counit f t =
  let whole, maps, _ = ran f t in
  let value a u =
    let p = f.objects.(a) in
    maps.(p).(u).(a).(position (yoneda_elements f.target p).(p) (identity p)) in
  tabulate (restrict_task f whole) t value

let ran_on f m =
  let from, maps, _ = ran f m.from and into, _, number = ran f m.into in
  tabulate from into (fun p u ->
    named number p (Array.mapi (fun q row -> Array.map (fun v -> m.components.(q).(v)) row) maps.(p).(u)))

let evaluation s t =
  let whole, maps, _ = power t s in
  let value p k =
    let m = s.sizes.(p) in
    let one = position (yoneda_elements t.on p).(p) (identity p) in
    maps.(p).(k / m).(p).((one * m) + (k mod m)) in
  tabulate (product_task whole s) t value

let curry n r s =
  need (same_task n.from (product_task r s)) "what is curried starts at a product";
  let whole, _, number = power n.into s in
  let value p u =
    let list = yoneda_elements r.on p in
    named number p (Array.mapi (fun q m -> Array.init (Array.length list.(q) * m) (fun k ->
      let v = snd (restrict_along r (p, u) list.(q).(k / m)) in
      n.components.(q).((v * m) + (k mod m)))) s.sizes) in
  tabulate r whole value

let truth c =
  let whole, _, number = omega c in
  tabulate (constant c 1) whole (fun p _ -> number p (elements (yoneda c p)))

let classify m =
  need (Maps.bijective m.from.sizes m.components) "what is classified is mono";
  let t = m.into in
  let whole, _, number = omega t.on in
  let value p u =
    let list = yoneda_elements t.on p in
    let inside (q, k) = Array.mem (snd (restrict_along t (p, u) list.(q).(k))) m.components.(q) in
    number p (List.filter inside (elements (yoneda t.on p))) in
  tabulate t whole value

let place_in places p u = position places.(p) u

let make operation arguments =
  match (operation, arguments) with
  | "identity transformation", [ Task t ] -> identity_of t
  | "compose transformations", [ Map n; Map m ] -> after n m
  | "first", [ Task s; Task t ] -> tabulate (product_task s t) s (fun p k -> k / t.sizes.(p))
  | "second", [ Task s; Task t ] -> tabulate (product_task s t) t (fun p k -> k mod t.sizes.(p))
  | "pair", [ Map m; Map n ] ->
      need (same_task m.from n.from) "these transformations do not start together";
      tabulate m.from (product_task m.into n.into) (fun p u -> (m.components.(p).(u) * n.into.sizes.(p)) + n.components.(p).(u))
  | "left", [ Task s; Task t ] -> tabulate s (sum_task s t) (fun _ u -> u)
  | "right", [ Task s; Task t ] -> tabulate t (sum_task s t) (fun p u -> s.sizes.(p) + u)
  | "copair", [ Map m; Map n ] ->
      need (same_task m.into n.into) "these transformations do not end together";
      let k = m.from.sizes in
      tabulate (sum_task m.from n.from) m.into (fun p u -> if u < k.(p) then m.components.(p).(u) else n.components.(p).(u - k.(p)))
  | "element", [ Task t; Element (p, u) ] ->
      need (p < size t.on && u < t.sizes.(p)) "no such element";
      let list = yoneda_elements t.on p in
      tabulate (yoneda t.on p) t (fun q k -> snd (restrict_along t (p, u) list.(q).(k)))
  | "yoneda on", [ Category c; Arrow f ] ->
      need (is_arrow c f) "no such arrow";
      let a = source_of c f and b = target_of f in
      let of_a = yoneda_elements c a and of_b = yoneda_elements c b in
      tabulate (yoneda c a) (yoneda c b) (fun q k -> position of_b.(q) (compose c f of_a.(q).(k)))
  | "restrict on", [ Functor f; Map m ] ->
      tabulate (restrict_task f m.from) (restrict_task f m.into) (fun a u -> m.components.(f.objects.(a)).(u))
  | "lan on", [ Functor f; Map m ] ->
      let into, generator = lan f m.into in
      out_of_lan f m.from into (fun (a, x) -> snd (generator (a, m.components.(a).(x))))
  | "ran on", [ Functor f; Map m ] -> ran_on f m
  | "unit", [ Functor f; Task t ] -> unit_of f t
  | "counit", [ Functor f; Task t ] -> out_of_lan f (restrict_task f t) t snd
  | "ran unit", [ Functor f; Task t ] -> ran_unit f t
  | "ran counit", [ Functor f; Task t ] -> ran_counit f t
  | "evaluation", [ Task s; Task t ] -> evaluation s t
  | "curry", [ Map n; Task r; Task s ] -> curry n r s
  | "truth", [ Category c ] -> truth c
  | "classify", [ Map m ] -> classify m
  | "inclusion of equalizer", [ Task t; Map m; Map n ] ->
      let made, places = equalizer m n in
      need (same_task t made) "this is another equalizer";
      tabulate t m.from (fun p k -> places.(p).(k))
  | "projection to coequalizer", [ Task t; Map m; Map n ] ->
      let made, class_of = coequalizer m n in
      need (same_task t made) "this is another coequalizer";
      tabulate m.into t (fun p u -> class_of.(p).(u))
  | ("first of pullback" | "second of pullback"), [ Task t; Map m; Map n ] ->
      let made, places = pullback m n in
      need (same_task t made) "this is another pullback";
      let k p = n.from.sizes.(p) in
      if operation = "first of pullback" then tabulate t m.from (fun p x -> places.(p).(x) / k p)
      else tabulate t n.from (fun p x -> places.(p).(x) mod k p)
  | ("left of pushout" | "right of pushout"), [ Task t; Map m; Map n ] ->
      let made, class_of = pushout m n in
      need (same_task t made) "this is another pushout";
      if operation = "left of pushout" then tabulate m.into t (fun p u -> class_of.(p).(u))
      else tabulate n.into t (fun p u -> class_of.(p).(m.into.sizes.(p) + u))
  | _ -> reject "%S takes other arguments" operation
