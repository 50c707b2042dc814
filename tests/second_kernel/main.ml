(* Checks certificates: those in the files named, or those on standard input, one on each line. *)

(* Words of memory: 2 GiB. *)
let most_words = 1 lsl 28

let watched () = if (Gc.quick_stat ()).heap_words > most_words then raise Out_of_memory
let too_large () = Gc.compact (); "unsupported: too large"

let verdict text =
  match Check.check text with
  | value -> String.concat " | " (string_of_bool value :: List.rev_map (fun t -> "trusted: " ^ t) !Base.trusted)
  | exception Base.Rejected reason -> "rejected: " ^ reason
  | exception Base.Unsupported what -> "unsupported: " ^ what
  | exception (Stack_overflow | Out_of_memory) -> too_large ()
  | exception fault -> "failed: " ^ Printexc.to_string fault

let contents name =
  let channel = open_in_bin name in
  Fun.protect ~finally:(fun () -> close_in channel) (fun () -> really_input_string channel (in_channel_length channel))

let () =
  ignore (Gc.create_alarm watched);
  match List.tl (Array.to_list Sys.argv) with
  | [] -> ( try while true do print_endline (verdict (input_line stdin)) done with End_of_file -> ())
  | names -> List.iter (fun name -> print_endline (verdict (contents name))) names
