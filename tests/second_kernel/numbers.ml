(* Exact numbers of any size: quotients of whole numbers, and infinity. *)

open Base

(* ---- whole numbers from 0: digits to the base 10^9, the least first, no zeros at the end *)

type natural = int array

let base = 1_000_000_000

let trim digits =
  let n = ref (Array.length digits) in
  while !n > 0 && digits.(!n - 1) = 0 do decr n done;
  if !n = Array.length digits then digits else Array.sub digits 0 !n

let natural n : natural = trim [| n mod base; n / base mod base; n / base / base |]
let nought : natural = [||]

let compare_natural (a : natural) (b : natural) =
  let n = Array.length a in
  if n <> Array.length b then compare n (Array.length b)
  else
    let rec go k = if k < 0 then 0 else if a.(k) <> b.(k) then compare a.(k) b.(k) else go (k - 1) in
    go (n - 1)

let digit (a : natural) k = if k < Array.length a then a.(k) else 0

let sum_of (a : natural) (b : natural) : natural =
  let n = max (Array.length a) (Array.length b) + 1 and carry = ref 0 in
  trim (Array.init n (fun k ->
    let s = digit a k + digit b k + !carry in
    carry := s / base;
    s mod base))

(* a - b, where b is at most a. *)
let difference (a : natural) (b : natural) : natural =
  let borrow = ref 0 in
  trim (Array.init (Array.length a) (fun k ->
    let d = a.(k) - digit b k - !borrow in
    borrow := if d < 0 then 1 else 0;
    if d < 0 then d + base else d))

let product_of (a : natural) (b : natural) : natural =
  let n = Array.length a and m = Array.length b in
  steps := !steps + (n * m / 16);
  step ();
  let found = Array.make (n + m) 0 in
  for i = 0 to n - 1 do
    let carry = ref 0 in
    for j = 0 to m - 1 do
      let t = found.(i + j) + (a.(i) * b.(j)) + !carry in
      found.(i + j) <- t mod base;
      carry := t / base
    done;
    found.(i + m) <- !carry
  done;
  trim found

let by_digit (a : natural) d : natural =
  let carry = ref 0 in
  trim (Array.init (Array.length a + 1) (fun k ->
    let t = (digit a k * d) + !carry in
    carry := t / base;
    t mod base))

let divided_by_digit (a : natural) d : natural * int =
  let rest = ref 0 and found = Array.make (Array.length a) 0 in
  for k = Array.length a - 1 downto 0 do
    let t = (!rest * base) + a.(k) in
    found.(k) <- t / d;
    rest := t mod d
  done;
  (trim found, !rest)

(* Quotient and rest, by long division (Knuth, The Art of Computer Programming, 4.3.1, algorithm D). *)
let divided (a : natural) (b : natural) : natural * natural =
  let n = Array.length b in
  if n = 0 then reject "a division by zero"
  else if compare_natural a b < 0 then (nought, a)
  else if n = 1 then let q, r = divided_by_digit a b.(0) in (q, natural r)
  else (
    let scale = base / (b.(n - 1) + 1) in
    let b = by_digit b scale and scaled = by_digit a scale in
    let m = Array.length a - n in
    steps := !steps + (n * (m + 1) / 16);
    step ();
    let u = Array.init (Array.length a + 1) (digit scaled) and found = Array.make (m + 1) 0 in
    for j = m downto 0 do
      let top = (u.(j + n) * base) + u.(j + n - 1) in
      let guess = ref (top / b.(n - 1)) and rest = ref (top mod b.(n - 1)) in
      while !rest < base && (!guess >= base || !guess * b.(n - 2) > (!rest * base) + u.(j + n - 2)) do
        decr guess;
        rest := !rest + b.(n - 1)
      done;
      let borrow = ref 0 in
      for i = 0 to n - 1 do
        let t = u.(i + j) - (!guess * b.(i)) - !borrow in
        let d = ((t mod base) + base) mod base in
        u.(i + j) <- d;
        borrow := (d - t) / base
      done;
      u.(j + n) <- u.(j + n) - !borrow;
      if u.(j + n) < 0 then (
        decr guess;
        let carry = ref 0 in
        for i = 0 to n - 1 do
          let t = u.(i + j) + b.(i) + !carry in
          u.(i + j) <- t mod base;
          carry := t / base
        done;
        u.(j + n) <- u.(j + n) + !carry);
      found.(j) <- !guess
    done;
    (trim found, fst (divided_by_digit (trim (Array.sub u 0 n)) scale)))

let rec common (a : natural) (b : natural) : natural = if b = nought then a else common b (snd (divided a b))

let rec to_power (a : natural) n : natural =
  if n = 0 then natural 1
  else
    let half = to_power a (n / 2) in
    let whole = product_of half half in
    if n mod 2 = 1 then product_of whole a else whole

(* How many binary digits. *)
let bits (a : natural) =
  let rec go a n = if a = nought then n else
    if Array.length a > 1 then go (fst (divided_by_digit a 1024)) (n + 10) else small a.(0) n
  and small d n = if d = 0 then n else small (d / 2) (n + 1) in
  go a 0

let read_natural text : natural =
  need (text <> "" && String.for_all (fun c -> c >= '0' && c <= '9') text && (text = "0" || text.[0] <> '0')) "this is no number";
  let length = String.length text in
  let count = (length + 8) / 9 in
  trim (Array.init count (fun k ->
    let stop = length - (9 * k) in
    let start = max 0 (stop - 9) in
    int_of_string ("0u" ^ String.sub text start (stop - start))))

(* ---- quotients, in lowest terms *)

type rational = { negative : bool; top : natural; bottom : natural }

let one = natural 1

let make negative top bottom =
  step ();
  need (bottom <> nought) "a division by zero";
  if top = nought then { negative = false; top; bottom = one }
  else if bottom = one then { negative; top; bottom }
  else
    let g = common top bottom in
    { negative; top = fst (divided top g); bottom = fst (divided bottom g) }

let of_int n =
  let top = if n = min_int then sum_of (natural max_int) one else natural (abs n) in
  { negative = n < 0; top; bottom = one }
let zero = of_int 0
let unity = of_int 1
let is_zero a = a.top = nought
let neg a = { a with negative = (not a.negative) && not (is_zero a) }

let add a b =
  let x = product_of a.top b.bottom and y = product_of b.top a.bottom and bottom = product_of a.bottom b.bottom in
  if a.negative = b.negative then make a.negative (sum_of x y) bottom
  else if compare_natural x y >= 0 then make a.negative (difference x y) bottom
  else make b.negative (difference y x) bottom

let sub a b = add a (neg b)
let mul a b = make (a.negative <> b.negative) (product_of a.top b.top) (product_of a.bottom b.bottom)
let div a b = make (a.negative <> b.negative) (product_of a.top b.bottom) (product_of a.bottom b.top)
let compare_rational a b = let d = sub a b in if is_zero d then 0 else if d.negative then -1 else 1

(* A quotient as it is written in tables: in lowest terms, no sign before 0, no zeros in front. *)
let read_rational ?(signed = false) text =
  let negative = signed && String.length text > 0 && text.[0] = '-' in
  let text' = if negative then String.sub text 1 (String.length text - 1) else text in
  let found = match String.index_opt text' '/' with
    | None -> { negative; top = read_natural text'; bottom = one }
    | Some k ->
        let top = read_natural (String.sub text' 0 k) and bottom = read_natural (String.sub text' (k + 1) (String.length text' - k - 1)) in
        need (compare_natural bottom one > 0 && common top bottom = one) "a quotient is not in lowest terms";
        { negative; top; bottom } in
  need (not (negative && is_zero found)) "this is no number";
  found

(* A whole number of JSON, of any size. *)
let of_json = function
  | Json.Int n -> of_int n
  | Json.Big text ->
      let negative = text.[0] = '-' in
      { negative; top = read_natural (if negative then String.sub text 1 (String.length text - 1) else text); bottom = one }
  | _ -> reject "a number is expected"

(* ---- with infinity *)

type number = Infinity | Finite of rational

let of_natural top = Finite { negative = false; top; bottom = one }
let whole n = Finite (of_int n)

let compare_numbers a b = match (a, b) with
  | Infinity, Infinity -> 0
  | Infinity, _ -> 1
  | _, Infinity -> -1
  | Finite a, Finite b -> compare_rational a b

let plus_number a b = match (a, b) with Finite a, Finite b -> Finite (add a b) | _ -> Infinity

(* a - b; nothing is left of infinity without infinity. *)
let minus_number a b = match (a, b) with
  | Finite a, Finite b -> Finite (sub a b)
  | Infinity, Finite _ -> Infinity
  | _, Infinity -> reject "infinity is taken away"

let times_number a b = match (a, b) with
  | Finite a, Finite b -> Finite (mul a b)
  | Infinity, Infinity -> Infinity
  | Finite a, Infinity | Infinity, Finite a -> if is_zero a || a.negative then reject "infinity times this is no number" else Infinity

(* Numbers that are made have so many decimal digits at most, above and below the line. *)
let most_digits = 4000

let digits (a : natural) =
  let n = Array.length a in
  if n = 0 then 1 else (9 * (n - 1)) + String.length (string_of_int a.(n - 1))

let need_digits a = need (digits a.top <= most_digits && digits a.bottom <= most_digits) "a number has too many digits"
let writable number = (match number with Finite a -> need_digits a | Infinity -> ()); number

(* A whole number that sizes are compared with. They do not reach 10^18: what is beyond is as good as that. *)
let small = function
  | Finite { negative; top; bottom } when bottom = one ->
      let n = if Array.length top > 2 then base * base else digit top 0 + (base * digit top 1) in
      if negative then -n else n
  | _ -> reject "a whole number is expected"

(* The greatest whole number that is at most this one, which is not negative. *)
let floor_of a = { a with top = fst (divided a.top a.bottom); bottom = one }

(* ---- linear equations *)

(* A solution of `matrix` w = (1, ..., 1), if there is one. *)
let solve matrix =
  let n = Array.length matrix in
  let rows = Array.map (fun row -> Array.append row [| unity |]) matrix in
  let width = if n = 0 then 0 else Array.length matrix.(0) in
  let next = ref 0 and pivots = ref [] in
  for column = 0 to width - 1 do
    match List.find_opt (fun r -> r >= !next && not (is_zero rows.(r).(column))) (range n) with
    | None -> ()
    | Some r ->
        let row = rows.(r) in
        rows.(r) <- rows.(!next);
        let pivot = row.(column) in
        let row = Array.map (fun x -> div x pivot) row in
        rows.(!next) <- row;
        Array.iteri (fun k other ->
            if k <> !next && not (is_zero other.(column)) then
              let factor = other.(column) in
              rows.(k) <- Array.mapi (fun j x -> if is_zero row.(j) then x else sub x (mul factor row.(j))) other) rows;
        pivots := (column, !next) :: !pivots;
        incr next
  done;
  if List.exists (fun r -> r >= !next && not (is_zero rows.(r).(width))) (range n) then None
  else
    let solution = Array.make width zero in
    List.iter (fun (column, r) -> solution.(column) <- rows.(r).(width)) !pivots;
    Some solution
