(* Checks certificates: those in the files named, or those on standard input, one on each line. *)

let verdict text =
  match Check.check text with
  | value -> String.concat " | " (string_of_bool value :: List.rev_map (fun t -> "trusted: " ^ t) !Base.trusted)
  | exception Base.Rejected reason -> "rejected: " ^ reason
  | exception Base.Unsupported what -> "unsupported: " ^ what
  | exception Stack_overflow -> "unsupported: too large"
  | exception Out_of_memory -> "unsupported: too large"
  | exception fault -> "failed: " ^ Printexc.to_string fault

let contents name =
  let channel = open_in_bin name in
  Fun.protect ~finally:(fun () -> close_in channel) (fun () -> really_input_string channel (in_channel_length channel))

let () =
  match List.tl (Array.to_list Sys.argv) with
  | [] -> ( try while true do print_endline (verdict (input_line stdin)) done with End_of_file -> ())
  | names -> List.iter (fun name -> print_endline (verdict (contents name))) names
