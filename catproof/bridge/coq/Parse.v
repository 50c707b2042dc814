(** The core of the theory language read by Coq: from the text of a theory file to declarations and statements
    ([grammar/catproof.lark] and [grammar/README.md]). What is not of this core is not read: the result is [None]. *)

From Coq Require Import List NArith Bool.
From Coq Require Import Strings.Byte.
From Catproof Require Import Text.
Import ListNotations.
Open Scope N_scope.

Module Syntax.

(** ** Words: a name is the number that its bytes are in base 256, after a digit 1 *)

Definition codes (t : text) : list N := map Byte.to_N (bytes_of_text t).
Definition name_of (l : list N) : N := fold_left (fun n c => 256 * n + c) l 1.
Definition spelled (t : text) : N := name_of (codes t).
Definition among (n : N) (l : list N) : bool := existsb (N.eqb n) l.

Inductive token : Set := Word (n : N) | Quoted (n : N) | Number (n : N) | Sign (n : N) | Separator | NewLine.

Definition signs : list (list N * token) := Eval compute in
  let sign (t : text) := (codes t, Sign (spelled t)) in
  let as_sign (t u : text) := (codes t, Sign (spelled u)) in
  let as_word (t u : text) := (codes t, Word (spelled u)) in
  [sign "|->"; sign "->"; sign "~="; sign ">>"; sign "<="; sign ">="; sign "!="; sign "{"; sign "}"; sign "("; sign ")"; sign ",";
   sign ":="; sign ":"; sign "="; sign "<"; sign ">"; sign "."; sign "|"; sign "^"; (codes ";", Separator); as_word "*" "*";
   as_sign "→" "->"; as_sign "∘" "."; as_sign "≅" "~="; as_sign "≤" "<="; as_sign "≥" ">="; as_sign "≠" "!="; as_sign "↦" "|->";
   as_word "∀" "forall"; as_word "∃" "exists"; as_word "¬" "not"; as_word "∧" "and"; as_word "∨" "or"; as_word "⇒" "implies";
   as_word "⇔" "iff"; as_word "∈" "in"]%text.

Fixpoint after (sign l : list N) : option (list N) :=
  match sign, l with
  | [], _ => Some l
  | c :: sign', d :: l' => if c =? d then after sign' l' else None
  | _, [] => None
  end.
Fixpoint sign_at (l : list N) (table : list (list N * token)) : option (token * list N) :=
  match table with
  | [] => None
  | (s, t) :: table' => match after s l with Some l' => Some (t, l') | None => sign_at l table' end
  end.

Definition digit (c : N) : bool := (48 <=? c) && (c <=? 57).
Definition letter (c : N) : bool := (65 <=? c) && (c <=? 90) || (97 <=? c) && (c <=? 122) || (c =? 95).
Definition in_word (c : N) : bool := letter c || digit c || (c =? 39).
Fixpoint run (p : N -> bool) (l : list N) : list N * list N :=
  match l with
  | c :: l' => if p c then let (w, r) := run p l' in (c :: w, r) else ([], l)
  | [] => ([], [])
  end.
Definition number_of (l : list N) : N := fold_left (fun n c => 10 * n + (c - 48)) l 0.

(** Comments and spaces go; a number ends before a letter, and is no part of a fraction. *)
Fixpoint lex (fuel : nat) (l : list N) : option (list token) :=
  match fuel, l with
  | _, [] => Some []
  | O, _ => None
  | S f, c :: l' =>
    let with_token t r := option_map (cons t) (lex f r) in
    if (c =? 32) || (c =? 9) then lex f l'
    else if c =? 10 then with_token NewLine l'
    else if c =? 35 then lex f (snd (run (fun c => negb (c =? 10)) l'))
    else if c =? 34 then
      let (w, r) := run (fun c => negb ((c =? 34) || (c =? 92) || (c =? 10))) l' in
      match r with 34 :: r' => with_token (Quoted (name_of w)) r' | _ => None end
    else if letter c then let (w, r) := run in_word l in with_token (Word (name_of w)) r
    else if digit c then
      let (w, r) := run in_word l in
      if forallb digit w && match r with d :: e :: _ => negb ((d =? 46) && digit e) | _ => true end
      then with_token (Number (number_of w)) r else None
    else match sign_at l signs with Some (t, r) => with_token t r | None => None end
  end.

(** Within braces a line's end separates items, unless it stands beside a brace or an operator. *)
Definition operators : list N := Eval compute in
  map spelled ["->"; "|->"; "~="; "|"; "."; ">>"; "^"; "="; "!="; "<"; "<="; ">"; ">="; ":"; ","]%text.
Definition opening : list N := Eval compute in map spelled ["{"; "("]%text.
Definition closing : list N := Eval compute in map spelled ["}"; ")"]%text.
Definition brace : N := Eval compute in spelled "{".
Definition unbrace : N := Eval compute in spelled "}".
Definition is_sign (l : list N) (t : token) : bool := match t with Sign n => among n l | _ => false end.

(** [open]: for each open bracket, is it a brace? [last]: the token before. [ended], [parted]: a line's end, a semicolon since. *)
Fixpoint lay_out (open : list bool) (last : token) (ended parted : bool) (l : list token) : list token :=
  match l with
  | [] => []
  | NewLine :: l' => lay_out open last true parted l'
  | Separator :: l' => lay_out open last ended true l'
  | t :: l' =>
    let rest :=
      if is_sign opening t then lay_out (is_sign [brace] t :: open) t false false l'
      else lay_out (if is_sign closing t then tl open else open) t false false l' in
    if hd false open && negb (is_sign [brace] last) && negb (is_sign [unbrace] t) &&
       (parted || ended && negb (is_sign operators last) && negb (is_sign operators t))
    then Separator :: t :: rest else t :: rest
  end.

Definition tokens (t : text) : option (list token) :=
  let l := codes t in option_map (lay_out [] Separator false false) (lex (length l) l).

(** ** The syntax tree *)

Inductive term : Set :=
| Name (n : N) | Numeral (n : N) | Tuple (l : list term) | SetOf (l : list term) | Call (f : N) (l : list term) | Compose (after before : term)
| Power (f : term) (n : N) | TheArrow (a b : term) | Along (e f : term) | BoundBy (key sign n : N).

Fixpoint same_term (s t : term) {struct s} : bool :=
  let fix same_terms (l m : list term) : bool :=
    match l, m with [], [] => true | x :: l', y :: m' => same_term x y && same_terms l' m' | _, _ => false end in
  match s, t with
  | Name n, Name m | Numeral n, Numeral m => n =? m
  | Tuple l, Tuple m | SetOf l, SetOf m => same_terms l m
  | Call f l, Call g m => (f =? g) && same_terms l m
  | Compose g f, Compose k h | TheArrow g f, TheArrow k h | Along g f, Along k h => same_term g k && same_term f h
  | BoundBy k s n, BoundBy l t m => (k =? l) && (s =? t) && (n =? m)
  | Power f n, Power g m => same_term f g && (n =? m)
  | _, _ => false
  end.

(** A term and its parts, from left to right, each before what it is made of. *)
Fixpoint parts (t : term) : list term :=
  t :: match t with
       | Tuple l | SetOf l | Call _ l => flat_map parts l
       | Compose s u | TheArrow s u | Along s u => parts s ++ parts u
       | Power s _ => parts s
       | Name _ | Numeral _ | BoundBy _ _ _ => []
       end.

Inductive prop : Set :=
| Is (t : term) (words : list N) (by_ : option term) (home : option term)
| Has (t : term) (words : list N) | Holds (f : N) (l : list term)
| Prompts (f T : term) (P : option term) | Tunes (f T : term) | Generalizes (F : term) | GeneralizesFrom (F : term) (seen : list term) (among : list N)
| Compare (sign : N) (s t : term) (home : option term)
| Not (p : prop) | And (p q : prop) | Or (p q : prop) | Implies (p q : prop) | Iff (p q : prop)
| Forall (x : N) (domain : term) (such : option prop) (p : prop) | Exists (x : N) (domain : term) (such : option prop) (p : prop)
| ExistsOne (x : N) (domain : term) (such : option prop) (p : prop).

Fixpoint terms_of (p : prop) : list term :=
  let some (t : option term) := match t with Some t => parts t | None => [] end in
  match p with
  | Is t _ by_ home => parts t ++ some by_ ++ some home
  | Has t _ => parts t
  | Holds _ l => flat_map parts l
  | Prompts f T P => parts f ++ parts T ++ some P
  | Tunes f T => parts f ++ parts T
  | Generalizes F => parts F
  | GeneralizesFrom F l _ => parts F ++ flat_map parts l
  | Compare _ s t home => parts s ++ parts t ++ some home
  | Not p => terms_of p
  | And p q | Or p q | Implies p q | Iff p q => terms_of p ++ terms_of q
  | Forall _ d such p | Exists _ d such p | ExistsOne _ d such p =>
    parts d ++ match such with Some q => terms_of q | None => [] end ++ terms_of p
  end.

Inductive entry : Set :=
| Objects (l : list term) | Arrows (l : list N) (a b : term) | Equation (s t : term) | Chain (l : list term)
| Elements (a : term) (l : list term) | Restriction (f : term) (l : list (term * term)) | MapsTo (s t : term)
| Text (n : N) | Pair (x y : N) | Sample (l : list N) | Labelled (x y : N) | Order (n : N) | Images (l : list N) (symmetry : N).

(** What a definition is about: its kind, its name, the ends of a map (or where an element lies), what follows [on] or [in]. *)
Inductive parameter : Set := Param (kind name : N) (ends : list term) (place : option term).

Inductive item : Set :=
| Define (name : N) (params : list parameter) (p : prop)
| CategoryItem (kind name : N) (l : list entry)
| TaskItem (name : N) (on : term) (l : list entry)
| FunctorItem (name : N) (from to : term) (l : list entry)
| Definition_ (kind name : N) (value : term)
| Statement (kind : N) (name : option N) (p : prop).

(** ** Parsers *)

Definition parser (A : Type) : Type := list token -> option (A * list token).
Notation "'let*' x ':=' e 'in' k" := (match e with Some x => k | None => None end)
  (at level 200, x pattern, e at level 100, k at level 200, right associativity).

Definition reserved : list N := Eval compute in
  map spelled ["claim"; "refute"; "ask"; "find"; "import"; "forall"; "exists"; "not"; "and"; "or"; "implies"; "iff"; "is"; "has";
               "solves"; "generalizes"; "in"]%text.
Definition sign (k : text) (l : list token) : option (list token) :=
  match l with Sign n :: r => if n =? spelled k then Some r else None | _ => None end.
Definition keyword (k : text) (l : list token) : option (list token) :=
  match l with Word n :: r => if n =? spelled k then Some r else None | _ => None end.
Definition name : parser N := fun l =>
  match l with Word n :: r => if among n reserved then None else Some (n, r) | Quoted n :: r => Some (n, r) | _ => None end.
Definition doc (l : list token) : list token := match l with Quoted _ :: r => r | _ => l end.
Definition first {A} (p q : parser A) : parser A := fun l => match p l with Some x => Some x | None => q l end.
Definition optional {A} (k : list token -> option (list token)) (p : parser A) : parser (option A) := fun l =>
  match k l with Some r => let* (x, r) := p r in Some (Some x, r) | None => Some (None, l) end.

(** One or more, with a sign or a separator between them. *)
Fixpoint several {A} (fuel : nat) (between : list token -> option (list token)) (p : parser A) : parser (list A) := fun l =>
  match fuel with
  | O => None
  | S f =>
    let* (x, r) := p l in
    match between r with Some r => let* (xs, r) := several f between p r in Some (x :: xs, r) | None => Some ([x], r) end
  end.
Definition separator (l : list token) : option (list token) := match l with Separator :: r => Some r | _ => None end.

Section Terms.
  Variable fuel : nat.  (* of lists *)

  Definition enclosed {A} (left right : text) (p : parser (list A)) : parser (list A) := fun l =>
    let* r := sign left l in
    match sign right r with
    | Some r => Some ([], r)
    | None => let* (x, r) := p r in let* r := sign right r in Some (x, r)
    end.

  (** [g . f], or [f >> g]; both associate to the left. *)
  Fixpoint more (f : nat) (power : parser term) (dotted : bool) (t : term) (l : list token) : option (term * list token) :=
    match f with
    | O => None
    | S f =>
      match sign (if dotted then "." else ">>") l with
      | Some r => let* (u, r) := power r in more f power dotted (if dotted then Compose t u else Compose u t) r
      | None => Some (t, l)
      end
    end.

  (** [u|f|g]. *)
  Fixpoint along (f : nat) (composite : parser term) (t : term) (l : list token) : option (term * list token) :=
    match f with
    | O => None
    | S f => match sign "|" l with Some r => let* (u, r) := composite r in along f composite (Along t u) r | None => Some (t, l) end
    end.
  Definition bounds : list N := Eval compute in map spelled ["="; "!="; "<"; "<="; ">"; ">="]%text.

  Fixpoint parse_term (depth : nat) : parser term :=
    match depth with
    | O => fun _ => None
    | S d =>
      let terms := several fuel (sign ",") (fun l => parse_term d l) in
      let argument l :=
        match l with
        | Word k :: Sign s :: Number n :: r => if among s bounds then Some (BoundBy k s n, r) else parse_term d l
        | _ => parse_term d l
        end in
      let arguments := several fuel (sign ",") argument in
      let primary l :=
        match l with
        | Number n :: r => Some (Numeral n, r)
        | Word _ :: _ | Quoted _ :: _ =>
          let* (n, r) := name l in
          match sign "(" r with
          | Some _ => let* (args, r) := enclosed "(" ")" arguments r in Some (Call n args, r)
          | None => Some (Name n, r)
          end
        | _ =>
          match sign "{" l with Some _ => let* (ts, r) := enclosed "{" "}" terms l in Some (SetOf ts, r) | None =>
          let* r := sign "(" l in let* (t, r) := parse_term d r in
          match sign "->" r, sign "," r with
          | Some r, _ => let* (u, r) := parse_term d r in let* r := sign ")" r in Some (TheArrow t u, r)
          | _, Some r => let* (us, r) := terms r in let* r := sign ")" r in Some (Tuple (t :: us), r)
          | _, _ => let* r := sign ")" r in Some (t, r)
          end end
        end in
      let power l :=
        let* (t, r) := primary l in
        match r with
        | Sign s :: Number n :: r' => if s =? spelled "^" then Some (Power t n, r') else Some (t, r)
        | _ => Some (t, r)
        end in
      let composite l := let* (t, r) := power l in
        match sign "." r with Some _ => more fuel power true t r | None => more fuel power false t r end in
      fun l => let* (t, r) := composite l in along fuel composite t r
    end.

  Definition term_ : parser term := parse_term fuel.
  Definition terms_ : parser (list term) := several fuel (sign ",") term_.

  (** The words of a property: up to one that goes on the sentence, or begins a declaration. *)
  Definition stops : list N := Eval compute in
    reserved ++ map spelled ["by"; "to"; "with"; "within"; "such"; "category"; "monoid"; "group"; "poset"; "preorder"; "table"; "functor";
                             "task"; "presheaf"; "tasks"; "copresheaf"; "transformation"; "model"; "pretext"; "define"; "enriched";
                             "scores"; "names"; "*"]%text.
  Definition property : parser N := fun l =>
    match l with Word n :: r => if among n stops then None else Some (n, r) | _ => None end.
  Definition articles : list N := Eval compute in map spelled ["a"; "an"]%text.
  Definition without_article (l : list N) : list N := match l with w :: _ :: _ => if among w articles then tl l else l | _ => l end.
  Definition comparisons : list N := Eval compute in map spelled ["="; "!="; "<"; "<="; ">"; ">="; "~="]%text.

  Definition atom : parser prop := fun l =>
    let* (t, r) := term_ l in
    let said := match t with Call f args => Some (Holds f args, r) | _ => None end in
    match r with
    | Sign s :: r =>
      if among s comparisons then
        let* (u, r) := term_ r in let* (home, r) := optional (keyword "in") term_ r in Some (Compare s t u home, r)
      else said
    | Word w :: r =>
      if w =? spelled "is" then
        let* (words, r) := several fuel (fun l => match property l with Some _ => Some l | None => None end) property r in
        let words := without_article words in
        match keyword "to" r with
        | Some r => let* (to_, r) := term_ r in Some (Is t (words ++ [spelled "to"]) (Some to_) None, r)
        | None =>
          let* (by_, r) := optional (keyword "by") term_ r in
          let* (home, r) := optional (keyword "in") term_ r in
          Some (Is t words by_ home, r)
        end
      else if w =? spelled "has" then
        let* (words, r) := several fuel (fun l => match property l with Some _ => Some l | None => None end) property r in
        Some (Has t (without_article words), r)
      else if w =? spelled "generalizes" then
        match keyword "from" r with
        | None => Some (Generalizes t, r)
        | Some r =>
          let* (seen, r) := enclosed "{" "}" terms_ r in
          let* (among, r) := match keyword "among" r with None => Some ([], r) | Some r =>
            let (faithful, r) := match keyword "faithful" r with Some r => ([spelled "faithful"], r) | None => ([], r) end in
            let* r := keyword "functors" r in Some (faithful ++ [spelled "functors"], r) end in
          match keyword "within" r with Some _ => None | None => Some (GeneralizesFrom t seen among, r) end
        end
      else if w =? spelled "solves" then
        let* (T, r) := term_ r in let* r := keyword "by" r in
        match keyword "tuning" r with
        | Some r => match keyword "within" r with Some _ => None | None => Some (Tunes t T, r) end
        | None =>
          let* r := keyword "prompt" r in
          match r with
          | Word n :: _ =>
            if among n stops && negb (n =? spelled "*") then
              match keyword "within" r with Some _ => None | None => Some (Prompts t T None, r) end
            else let* (P, r) := term_ r in Some (Prompts t T (Some P), r)
          | Quoted _ :: _ | Number _ :: _ => let* (P, r) := term_ r in Some (Prompts t T (Some P), r)
          | _ => match sign "(" r with
                 | Some _ => let* (P, r) := term_ r in Some (Prompts t T (Some P), r)
                 | None => Some (Prompts t T None, r)
                 end
          end
        end
      else said
    | _ => said
    end.

  (** Tightest first: [not], [and], [or], [implies], [iff]; [forall] and [exists] reach as far right as they can. *)
  Fixpoint left_joined (f : nat) (k : text) (make : prop -> prop -> prop) (next : parser prop) (p : prop) (l : list token)
      : option (prop * list token) :=
    match f with
    | O => None
    | S f => match keyword k l with
             | Some r => let* (q, r) := next r in left_joined f k make next (make p q) r
             | None => Some (p, l)
             end
    end.
  Definition left_joining (k : text) (make : prop -> prop -> prop) (next : parser prop) : parser prop := fun l =>
    let* (p, r) := next l in left_joined fuel k make next p r.
  Fixpoint right_joining (f : nat) (k : text) (make : prop -> prop -> prop) (next : parser prop) : parser prop := fun l =>
    match f with
    | O => None
    | S f => let* (p, r) := next l in
             match keyword k r with
             | Some r => let* (q, r) := right_joining f k make next r in Some (make p q, r)
             | None => Some (p, r)
             end
    end.

  Fixpoint parse_prop (depth : nat) : parser prop :=
    match depth with
    | O => fun _ => None
    | S d =>
      let whole l := parse_prop d l in
      let quantified (make : N -> term -> option prop -> prop -> prop) l :=
        let* (xs, r) := several fuel (sign ",") name l in
        let* r := keyword "in" r in
        let* (domain, r) := term_ r in
        let* (such, r) := match keyword "such" r with
                          | Some r => let* r := keyword "that" r in let* (q, r) := whole r in Some (Some q, r)
                          | None => Some (None, r)
                          end in
        let* r := sign ":" r in
        let* (p, r) := whole r in
        match rev xs with
        | [] => None
        | x :: before => Some (fold_left (fun p x => make x domain None p) before (make x domain such p), r)
        end in
      let one l := let* (p, r) := quantified ExistsOne l in
                   match p with ExistsOne _ _ _ (ExistsOne _ _ _ _) => None | _ => Some (p, r) end in
      let unit_ := fix unit_ (f : nat) (l : list token) : option (prop * list token) :=
        match f with
        | O => None
        | S f =>
          match keyword "not" l, keyword "forall" l, keyword "exists" l with
          | Some r, _, _ => let* (p, r) := unit_ f r in Some (Not p, r)
          | _, Some r, _ => quantified Forall r
          | _, _, Some r => match keyword "unique" r with Some r => one r | None => quantified Exists r end
          | _, _, _ => first atom (fun l => let* r := sign "(" l in let* (p, r) := whole r in let* r := sign ")" r in Some (p, r)) l
          end
        end in
      let ands := left_joining "and" And (unit_ fuel) in
      let ors := left_joining "or" Or ands in
      let implied := right_joining fuel "implies" Implies ors in
      left_joining "iff" Iff implied
    end.
  Definition prop_ : parser prop := parse_prop fuel.

  (** ** Declarations *)

  Definition block {A} (p : parser A) : parser (list A) := enclosed "{" "}" (several fuel separator p).

  Definition maps_to : parser (term * term) := fun l =>
    let* (s, r) := term_ l in let* r := sign "|->" r in let* (t, r) := term_ r in Some ((s, t), r).

  (** A word that begins an entry, and is not what the entry is about. *)
  Definition entry_word (k : text) (l : list token) : option (list token) :=
    let* r := keyword k l in match first (fun l => option_map (pair tt) (sign "<" l)) (fun l => option_map (pair tt) (sign ":" l)) r with
                             | Some _ => None | None => Some r end.
  Definition category_entry : parser entry := fun l =>
    match entry_word "object" l, entry_word "point" l, entry_word "arrow" l, entry_word "generator" l, entry_word "equation" l with
    | Some r, _, _, _, _ | _, Some r, _, _, _ => let* (xs, r) := terms_ r in Some (Objects xs, r)
    | _, _, Some r, _, _ =>
      let* (fs, r) := several fuel (sign ",") name r in
      let* r := sign ":" r in let* (a, r) := term_ r in let* r := sign "->" r in let* (b, r) := term_ r in Some (Arrows fs a b, r)
    | _, _, _, Some r, _ =>
      let* (fs, r) := several fuel (sign ",") name r in Some (Arrows fs (Name (spelled "*")) (Name (spelled "*")), r)
    | _, _, _, _, Some r => let* (s, r) := term_ r in let* r := sign "=" r in let* (t, r) := term_ r in Some (Equation s t, r)
    | _, _, _, _, _ => let* (xs, r) := several fuel (sign "<") term_ l in Some (Chain xs, r)
    end.

  Definition task_entry : parser entry := fun l =>
    let* (t, r) := term_ l in
    match sign "=" r with
    | Some r => let* (xs, r) := enclosed "{" "}" terms_ r in Some (Elements t xs, r)
    | None => let* (pairs, r) := block maps_to r in Some (Restriction t pairs, r)
    end.
  Definition functor_entry : parser entry := fun l => let* ((s, t), r) := maps_to l in Some (MapsTo s t, r).

  Definition number_ : parser N := fun l => match l with Number n :: r => Some (n, r) | _ => None end.
  Definition pretext_entry : parser entry := fun l =>
    match entry_word "text" l, entry_word "pair" l, entry_word "sample" l, entry_word "order" l, entry_word "image" l with
    | Some r, _, _, _, _ => let* (n, r) := name r in Some (Text n, r)
    | _, Some r, _, _, _ => let* (x, r) := name r in let* r := sign "," r in let* (y, r) := name r in Some (Pair x y, r)
    | _, _, Some r, _, _ => let* (xs, r) := several fuel (sign ",") name r in Some (Sample xs, r)
    | _, _, _, Some r, _ => let* (n, r) := number_ r in Some (Order n, r)
    | _, _, _, _, Some r =>
      let* (xs, r) := several fuel (sign ",") name r in
      let* (n, r) := optional (keyword "symmetry") number_ r in Some (Images xs match n with Some n => n | None => 1 end, r)
    | _, _, _, _, _ => let* (x, r) := name l in let* r := sign ":" r in let* (y, r) := name r in Some (Labelled x y, r)
    end.

  Definition pretext_words : list N := Eval compute in map spelled ["supervised"; "contrastive"; "masked"; "next_token"; "rotation"]%text.
  Definition category_words : list N := Eval compute in map spelled ["category"; "monoid"; "group"; "poset"]%text.
  Definition defined_words : list N := Eval compute in
    category_words ++ map spelled ["functor"; "task"; "presheaf"; "model"]%text.
  Definition statement_words : list N := Eval compute in map spelled ["claim"; "refute"]%text.

  Definition parameter_ : parser parameter := fun l =>
    match l with
    | Word k :: r =>
      let* (n, r) := name r in
      if k =? spelled "category" then Some (Param k n [] None, r)
      else if (k =? spelled "task") || (k =? spelled "presheaf") then
        let* r := keyword "on" r in let* (t, r) := term_ r in Some (Param (spelled "task") n [] (Some t), r)
      else if k =? spelled "object" then let* r := keyword "in" r in let* (t, r) := term_ r in Some (Param k n [] (Some t), r)
      else if (k =? spelled "functor") || (k =? spelled "arrow") then
        let* r := sign ":" r in
        let* (s, r) := term_ r in
        let* r := sign "->" r in
        let* (t, r) := term_ r in
        let* (home, r) := optional (keyword "in") term_ r in
        if k =? spelled "arrow" then Some (Param k n [s; t] home, r) else match home with None => Some (Param k n [s; t] None, r) | Some _ => None end
      else if k =? spelled "element" then
        let* r := keyword "at" r in
        let* (s, r) := term_ r in
        let* r := keyword "in" r in
        let* (t, r) := term_ r in Some (Param k n [s] (Some t), r)
      else None
    | _ => None
    end.

  Definition item_ : parser item := fun l =>
    match l with
    | Word k :: r =>
      if k =? spelled "define" then
        let* (n, r) := name r in
        let* (params, r) := enclosed "(" ")" (several fuel (sign ",") parameter_) r in
        let* r := sign ":=" (doc r) in
        let* (p, r) := prop_ r in Some (Define n params p, r)
      else
      if among k statement_words then
        let (named, r) := match name r with
                          | Some (n, Sign s :: r') => if s =? spelled ":" then (Some n, r') else (None, r)
                          | _ => (None, r)
                          end in
        let* (p, r) := prop_ r in Some (Statement k named p, r)
      else
        let* (n, r) := name r in
        let r := doc r in
        match sign "=" r with
        | Some r =>
          if among k defined_words then let* (t, r) := term_ r in Some (Definition_ k n t, doc r)
          else if k =? spelled "pretext" then
            let* (kind, r) := name r in
            if among kind pretext_words then let* (es, r) := block pretext_entry (doc r) in Some (CategoryItem kind n es, r) else None
          else None
        | None =>
          if among k category_words then let* (es, r) := block category_entry r in Some (CategoryItem k n es, r)
          else if (k =? spelled "task") || (k =? spelled "presheaf") then
            let* r := keyword "on" r in let* (c, r) := term_ r in let* (es, r) := block task_entry (doc r) in Some (TaskItem n c es, r)
          else if k =? spelled "functor" then
            let* r := sign ":" r in let* (b, r) := term_ r in let* r := sign "->" r in let* (c, r) := term_ r in
            let* (es, r) := block functor_entry (doc r) in Some (FunctorItem n b c es, r)
          else None
        end
    | _ => None
    end.
End Terms.

Fixpoint items (fuel : nat) (l : list token) : option (list item) :=
  match fuel, l with
  | _, [] => Some []
  | O, _ => None
  | S f, _ => let* (x, r) := item_ (length l) l in option_map (cons x) (items f r)
  end.

(** The declarations and statements of a text. *)
Definition read (t : text) : option (list item) := let* l := tokens t in items (length l) l.

End Syntax.
