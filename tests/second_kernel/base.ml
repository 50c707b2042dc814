(* What every part of the checker needs: how it ends, how long it may take, and what it leaves to trust. *)

exception Rejected of string
exception Unsupported of string

let reject format = Printf.ksprintf (fun text -> raise (Rejected text)) format
let need condition message = if not condition then raise (Rejected message)
let unsupported what = raise (Unsupported what)

let most_steps = 30_000_000
let steps = ref 0

(* One step of a search or of a loop over tuples of values. *)
let step () =
  incr steps;
  if !steps > most_steps then unsupported "too large"

let trusted : string list ref = ref []
let trust what = if not (List.mem what !trusted) then trusted := what :: !trusted

let range n = List.init n Fun.id
let sum = List.fold_left ( + ) 0
let array_for_all2 p a b = Array.length a = Array.length b && List.for_all2 p (Array.to_list a) (Array.to_list b)
let distinct values = List.length (List.sort_uniq compare values) = List.length values
