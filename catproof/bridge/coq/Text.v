(** Tables as text: rows of decimal numbers. One string costs Coq's parser a node a character; written as numerals, a
    table of 1,000 arrows would cost it a hundred times as much. *)

From Coq Require Import List NArith.
From Coq Require Import Init.Byte.
Import ListNotations.

(** A string literal, as bytes. *)
Inductive text : Set := bytes (l : list byte).
Definition bytes_of_text (t : text) : list byte := match t with bytes l => l end.
Declare Scope text_scope.
Delimit Scope text_scope with text.
String Notation text bytes bytes_of_text : text_scope.
Bind Scope text_scope with text.

Inductive symbol : Set := Digit (n : N) | Space | Break | Other.

Definition symbol_of (b : byte) : symbol :=
  match b with
  | x30 => Digit 0 | x31 => Digit 1 | x32 => Digit 2 | x33 => Digit 3 | x34 => Digit 4
  | x35 => Digit 5 | x36 => Digit 6 | x37 => Digit 7 | x38 => Digit 8 | x39 => Digit 9
  | x20 | x0a => Space
  | x3b => Break
  | _ => Other
  end.

(** Numbers are separated by spaces, rows by semicolons. The text is read from its end: [n] is the number whose
    digits have been read (with [weight] the power of ten of the next), [row] and [rows] are what stands to the right. *)
Fixpoint read (l : list byte) : option (option (N * N) * list N * list (list N)) :=
  match l with
  | [] => Some (None, [], [])
  | b :: rest =>
    match read rest with
    | None => None
    | Some (number, row, rows) =>
      match symbol_of b with
      | Digit d =>
        match number with
        | None => Some (Some (d, 10%N), row, rows)
        | Some (n, weight) => Some (Some (d * weight + n, 10 * weight)%N, row, rows)
        end
      | Space => match number with None => Some (None, row, rows) | Some (n, _) => Some (None, n :: row, rows) end
      | Break =>
        match number with None => Some (None, [], row :: rows) | Some (n, _) => Some (None, [], (n :: row) :: rows) end
      | Other => None
      end
    end
  end.

(** A text with anything else in it is one row with a number that is no object, arrow or element of any table. *)
Definition unreadable : N := 1000000000000000000000000000000.

(** The rows of one text; of several. *)
Definition rows_of_text (t : text) : list (list N) :=
  match read (bytes_of_text t) with
  | None => [[unreadable]]
  | Some (None, row, rows) => row :: rows
  | Some (Some (n, _), row, rows) => (n :: row) :: rows
  end.

Definition rows (l : list text) : list (list N) := flat_map rows_of_text l.
Definition row (t : text) : list N := hd [] (rows_of_text t).
