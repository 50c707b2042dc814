(* JSON: a reader that refuses keys given twice, a printer as the digests want it, and what is asked of values. *)

open Base

type t = Null | Bool of bool | Int of int | Big of string | Text of string | List of t list | Object of (string * t) list

let deepest = 2000

let utf8 buffer code =
  let add n = Buffer.add_char buffer (Char.chr n) in
  let rest shift = add (0x80 lor ((code lsr shift) land 0x3f)) in
  if code < 0x80 then add code
  else if code < 0x800 then (add (0xc0 lor (code lsr 6)); rest 0)
  else if code < 0x10000 then (add (0xe0 lor (code lsr 12)); rest 6; rest 0)
  else (add (0xf0 lor (code lsr 18)); rest 12; rest 6; rest 0)

let read text =
  let place = ref 0 and length = String.length text in
  let peek () = if !place < length then text.[!place] else '\000' in
  let next () = incr place in
  let fail () = reject "this is not JSON, at character %d" !place in
  let rec blank () = match peek () with ' ' | '\t' | '\n' | '\r' -> next (); blank () | _ -> () in
  let expect word =
    String.iter (fun c -> if !place < length && peek () = c then next () else fail ()) word in
  let digits () =
    let start = !place in
    while peek () >= '0' && peek () <= '9' do next () done;
    if !place = start then fail () in
  let number () =
    let start = !place in
    if peek () = '-' then next ();
    if peek () = '0' then next () else digits ();
    let whole = ref true in
    if peek () = '.' then (whole := false; next (); digits ());
    if peek () = 'e' || peek () = 'E' then (
      whole := false;
      next ();
      if peek () = '+' || peek () = '-' then next ();
      digits ());
    let found = String.sub text start (!place - start) in
    if not !whole then reject "a number is not whole" else match int_of_string_opt found with Some n -> Int n | None -> Big found in
  let four () =
    if !place + 4 > length then fail ();
    let found = String.sub text !place 4 in
    if not (String.for_all (function '0' .. '9' | 'a' .. 'f' | 'A' .. 'F' -> true | _ -> false) found) then fail ();
    place := !place + 4;
    int_of_string ("0x" ^ found) in
  let string () =
    expect "\"";
    let buffer = Buffer.create 16 in
    let rec go () =
      if !place >= length then fail ();
      let c = peek () in
      next ();
      match c with
      | '"' -> ()
      | '\\' ->
          let c = peek () in
          next ();
          (match c with
          | '"' | '\\' | '/' -> Buffer.add_char buffer c
          | 'b' -> Buffer.add_char buffer '\b'
          | 'f' -> Buffer.add_char buffer '\012'
          | 'n' -> Buffer.add_char buffer '\n'
          | 'r' -> Buffer.add_char buffer '\r'
          | 't' -> Buffer.add_char buffer '\t'
          | 'u' ->
              let code = four () in
              let pair = code >= 0xd800 && code < 0xdc00 && !place + 1 < length && text.[!place] = '\\' && text.[!place + 1] = 'u' in
              if pair then (
                let back = !place in
                place := !place + 2;
                let low = four () in
                if low >= 0xdc00 && low < 0xe000 then
                  utf8 buffer (0x10000 + ((code - 0xd800) lsl 10) + (low - 0xdc00))
                else (place := back; utf8 buffer code))
              else utf8 buffer code
          | _ -> fail ());
          go ()
      | c when Char.code c < 0x20 -> fail ()
      | c -> Buffer.add_char buffer c; go () in
    go ();
    Buffer.contents buffer in
  let rec value depth =
    if depth > deepest then reject "nested too deeply";
    blank ();
    let found =
      match peek () with
      | '{' -> next (); blank (); if peek () = '}' then (next (); Object []) else Object (entries depth)
      | '[' -> next (); blank (); if peek () = ']' then (next (); List []) else List (items depth [])
      | '"' -> Text (string ())
      | 't' -> expect "true"; Bool true
      | 'f' -> expect "false"; Bool false
      | 'n' -> expect "null"; Null
      | _ -> number () in
    blank ();
    found
  and items depth before =
    let before = value (depth + 1) :: before in
    if peek () = ',' then (next (); items depth before) else (expect "]"; List.rev before)
  and entries depth =
    let seen = Hashtbl.create 8 in
    let rec go before =
      blank ();
      let key = string () in
      if Hashtbl.mem seen key then reject "the key %S is given twice" key;
      Hashtbl.add seen key ();
      blank ();
      expect ":";
      let before = (key, value (depth + 1)) :: before in
      if peek () = ',' then (next (); go before) else (expect "}"; List.rev before) in
    go [] in
  let found = value 0 in
  if !place < length then fail ();
  found

(* ---- the printer: sorted keys, no spaces, everything outside ASCII escaped *)

let quoted text =
  let buffer = Buffer.create (String.length text + 2) in
  let unit n = Buffer.add_string buffer (Printf.sprintf "\\u%04x" n) in
  Buffer.add_char buffer '"';
  let place = ref 0 in
  while !place < String.length text do
    let byte n = Char.code text.[!place + n] in
    let c = byte 0 in
    (if c < 0x80 then (
       incr place;
       match Char.chr c with
       | '"' -> Buffer.add_string buffer "\\\""
       | '\\' -> Buffer.add_string buffer "\\\\"
       | '\n' -> Buffer.add_string buffer "\\n"
       | '\r' -> Buffer.add_string buffer "\\r"
       | '\t' -> Buffer.add_string buffer "\\t"
       | '\b' -> Buffer.add_string buffer "\\b"
       | '\012' -> Buffer.add_string buffer "\\f"
       | ch when c < 0x20 -> ignore ch; unit c
       | ch -> Buffer.add_char buffer ch)
     else
       let size = if c < 0xe0 then 2 else if c < 0xf0 then 3 else 4 in
       if !place + size > String.length text then reject "a text is not UTF-8";
       let code = ref (c land (0xff lsr (size + 1))) in
       for n = 1 to size - 1 do code := (!code lsl 6) lor (byte n land 0x3f) done;
       place := !place + size;
       if !code < 0x10000 then unit !code
       else (unit (0xd800 + ((!code - 0x10000) lsr 10)); unit (0xdc00 + ((!code - 0x10000) land 0x3ff))))
  done;
  Buffer.add_char buffer '"';
  Buffer.contents buffer

let rec print = function
  | Null -> "null"
  | Bool b -> string_of_bool b
  | Int n -> string_of_int n
  | Big text -> text
  | Text text -> quoted text
  | List items -> "[" ^ String.concat "," (List.map print items) ^ "]"
  | Object entries ->
      let entry (key, value) = quoted key ^ ":" ^ print value in
      "{" ^ String.concat "," (List.map entry (List.sort compare entries)) ^ "}"

(* ---- what is asked of values *)

let int = function Int n -> n | Big _ -> reject "a number is out of range" | _ -> reject "a number is expected"
let below n value = let k = int value in if k < 0 || k >= n then reject "%d is out of range" k else k
let natural value = let k = int value in need (k >= 0) "a number that is not negative is expected"; k
let text = function Text t -> t | _ -> reject "a text is expected"
let bool = function Bool b -> b | _ -> reject "true or false is expected"
let list = function List l -> l | _ -> reject "a list is expected"
let array value = Array.of_list (list value)
let ints value = Array.map int (array value)
let entries = function Object e -> e | _ -> reject "an object is expected"
let find key value = List.assoc_opt key (entries value)
let get key value = match find key value with Some v -> v | None -> reject "the key %S is missing" key

(* An object with just these keys, and perhaps some of the others. *)
let keys value required optional =
  let there = List.map fst (entries value) in
  List.iter (fun key -> if not (List.mem key there) then reject "the key %S is missing" key) required;
  List.iter (fun key -> if not (List.mem key required || List.mem key optional) then reject "the key %S is not known" key) there

let rec plain value =
  match value with
  | Text text -> need (String.for_all (fun c -> Char.code c >= 0x20 && Char.code c <> 0x7f) text) "a label with control characters"
  | Int _ | Big _ -> ()
  | List items -> List.iter plain items
  | _ -> reject "this is no label"

(* Names that people tell things apart by. *)
let names_apart values = need (distinct values) "two things have one name"

let name value = ignore (text value); plain value; text value
