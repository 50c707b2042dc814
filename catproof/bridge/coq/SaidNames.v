(** What names stand for while a statement is read: values, and where they came from.

    To compose two arrows it must be known that the one ends where the other begins, though both are variables: each value
    comes with how it is written, and of two that are written in the same way it is computed that they are equal. So all
    that is said is computed, by functions. *)

From Coq Require Import List NArith Bool.
From Catproof Require Import Parse.
From Catproof Require Export Declared.
Import ListNotations.
Open Scope N_scope.

Module Names.
Import Syntax Declared.

(** A category: one that is declared, with its names, or any other that is finite. *)
Inductive home : Type := Given (K : named) | Any (C : Category@{Set Set}) (F : FiniteCategory C).
Definition base (h : home) : Category@{Set Set} := match h with Given K => category (entry K) (passes K) | Any C _ => C end.
#[export] Instance finite_base (h : home) : FiniteCategory (base h) :=
  match h with Given K => table_category (passes K) | Any _ F => F end.

Definition object_numbered (K : named) (n : N) : option (base (Given K)) :=
  match bool_dec (n <? objects (shape (entry K))) true with left e => Some (exist _ n e) | right _ => None end.
Definition numbered (h : home) (n : N) : option (base h) :=
  match h as h return option (base h) with Given K => object_numbered K n | Any _ _ => None end.

(** ** A place in a list of categories *)

Fixpoint place (hs : list home) : Set := match hs with [] => Empty_set | _ :: l => option (place l) end.
Fixpoint at_ (hs : list home) : place hs -> home :=
  match hs with [] => fun p => match p with end | h :: l => fun p => match p with None => h | Some q => at_ l q end end.
Arguments at_ {hs} p.
Fixpoint same_place (hs : list home) : forall p q : place hs, option (p = q) :=
  match hs with
  | [] => fun p => match p with end
  | h :: l => fun p q =>
    match p, q with
    | None, None => Some eq_refl
    | Some p, Some q => match same_place l p q with Some e => Some (f_equal Some e) | None => None end
    | _, _ => None
    end
  end.
Arguments same_place {hs} p q.
Lemma same_place_refl hs (p : place hs) : same_place p p = Some eq_refl.
Proof. induction hs as [| h hs IH]; [destruct p |]. destruct p as [p |]; [| reflexivity]. simpl. now rewrite IH. Defined.

(** Equal pairs with the same place have equal values. *)
Definition value_there {hs} (P : place hs -> Type) (p : place hs) (s : {q : place hs & P q}) : option (P p) :=
  match same_place (projT1 s) p with Some e => Some (match e in _ = q return P q with eq_refl => projT2 s end) | None => None end.
Definition same_there {hs} (P : place hs -> Type) (p : place hs) (a b : P p) (e : existT P p a = existT P p b) : a = b.
Proof.
  apply (f_equal (value_there P p)) in e. unfold value_there in e. simpl in e. rewrite same_place_refl in e.
  exact (f_equal (fun o => match o with Some x => x | None => a end) e).
Defined.

(** ** What has been met: objects, tasks and functors *)

Section Values.
  Variable hs : list home.
  Inductive value : Type :=
  | VObject (p : place hs) (a : base (at_ p))
  | VTask (p : place hs) (T : Presheaf@{Set Set Set} (base (at_ p))) (F : FiniteTask T)
  | VFunctor (p q : place hs) (F : Functor (base (at_ p)) (base (at_ q))).
End Values.
Arguments VObject {hs}. Arguments VTask {hs}. Arguments VFunctor {hs}.
Definition lifted h {hs} (v : value hs) : value (h :: hs) :=
  match v with
  | VObject p a => @VObject (h :: hs) (Some p) a
  | VTask p T F => @VTask (h :: hs) (Some p) T F
  | VFunctor p q F => @VFunctor (h :: hs) (Some p) (Some q) F
  end.

Inductive found {A : Type} : list A -> A -> Type :=
| first_one x l : found (x :: l) x
| later_one x y l : found l x -> found (y :: l) x.
Fixpoint same_found {A : Type} {l : list A} {x : A} (p : found l x) : forall y, found l y -> option (x = y) :=
  match p in found l x return forall y, found l y -> option (x = y) with
  | first_one x l => fun y q =>
    match q in found m y return match m with [] => unit | z :: _ => option (z = y) end with first_one _ _ => Some eq_refl | later_one _ _ _ _ => None end
  | later_one x z l p => fun y q =>
    match q in found m y return match m with [] => unit | _ :: n => (forall y, found n y -> option (x = y)) -> option (x = y) end with
    | first_one _ _ => fun _ => None
    | later_one y _ _ q => fun same => same y q
    end (same_found p)
  end.
Fixpoint found_map {A B : Type} (f : A -> B) {l : list A} {x : A} (p : found l x) : found (map f l) (f x) :=
  match p with first_one x l => first_one (f x) (map f l) | later_one x y l p => later_one (f x) (f y) (map f l) (found_map f p) end.

(** How an object is written: a variable, one of the table, or the value of a functor. *)
Inductive written {hs} (W : list (value hs)) : forall p : place hs, base (at_ p) -> Type :=
| by_variable p a : found W (VObject p a) -> written W p a
| by_number p n a : numbered (at_ p) n = Some a -> written W p a
| by_value p q F : found W (VFunctor p q F) -> forall a, written W p a -> written W q (F a).
Arguments by_variable {hs W}. Arguments by_number {hs W}. Arguments by_value {hs W}.

Definition an_object {hs} (p : place hs) (a : base (at_ p)) : {q : place hs & base (at_ q)} := existT (fun q => base (at_ q)) p a.
Definition same_objects {hs} (v w : value hs) : Prop :=
  match v, w with VObject p a, VObject q b => an_object p a = an_object q b | _, _ => True end.
Definition object_part {hs} (v w : value hs) (e : v = w) : same_objects v w :=
  match e in _ = w return same_objects v w with
  | eq_refl => match v as v return same_objects v v with VObject p a => eq_refl | _ => I end
  end.
Definition same_number {h : home} {n m : N} {a b : base h} (e : numbered h n = Some a) (k : numbered h m = Some b) (i : n = m) : a = b :=
  f_equal (fun o => match o with Some x => x | None => a end)
    (eq_trans (eq_sym e) (eq_trans (f_equal (numbered h) i) k)).
Definition same_values {hs} (v w : value hs) : Prop :=
  match v, w with
  | VFunctor p q F, VFunctor p' q' G => forall a b, an_object p a = an_object p' b -> an_object q (F a) = an_object q' (G b)
  | _, _ => True
  end.
Definition value_part {hs} (v w : value hs) (e : v = w) : same_values v w :=
  match e in _ = w return same_values v w with
  | eq_refl =>
    match v as v return same_values v v with
    | VFunctor p q F => fun a b e => f_equal (fun x => an_object q (F x)) (same_there (fun p => base (at_ p)) p a b e)
    | _ => I
    end
  end.

Fixpoint same_written {hs} {W : list (value hs)} {p a} (c : written W p a) {q b} (d : written W q b) {struct c} : option (an_object p a = an_object q b) :=
  match c in written _ p a return option (an_object p a = an_object q b) with
  | by_variable p a u =>
    match d in written _ q b return option (an_object p a = an_object q b) with
    | by_variable q b v => match same_found u _ v with Some e => Some (object_part _ _ e) | None => None end
    | _ => None
    end
  | by_number p n a u =>
    match d in written _ q b return option (an_object p a = an_object q b) with
    | by_number q m b v =>
      match same_place p q with
      | Some e =>
        match e in _ = q return forall b, numbered (at_ q) m = Some b -> option (an_object p a = an_object q b) with
        | eq_refl => fun b v => match N.eq_dec n m with left i => Some (f_equal (an_object p) (same_number u v i)) | right _ => None end
        end b v
      | None => None
      end
    | _ => None
    end
  | by_value p q F u a c =>
    match d in written _ q' b return option (an_object q (F a) = an_object q' b) with
    | by_value p' q' G v b d =>
      match same_found u _ v, same_written c d with Some e, Some i => Some (value_part _ _ e a b i) | _, _ => None end
    | _ => None
    end
  end.
Definition same_object_here {hs} {W : list (value hs)} {p a b} (c : written W p a) (d : written W p b) : option (a = b) :=
  match same_written c d with Some e => Some (same_there (fun p => base (at_ p)) p a b e) | None => None end.

(** ** Things, and how they are seen when more has been met *)

Section Things.
  Context {hs : list home} (W : list (value hs)).
  Inductive thing : Type :=
  | ACategory (p : place hs)
  | AnObject (p : place hs) (a : base (at_ p)) (c : written W p a)
  | AnArrow (p : place hs) (a b : base (at_ p)) (c : written W p a) (d : written W p b) (f : Hom a b)
  | ATask (p : place hs) (T : Presheaf@{Set Set Set} (base (at_ p))) (F : FiniteTask T) (t : found W (VTask p T F))
  | AnElement (p : place hs) (T : Presheaf@{Set Set Set} (base (at_ p))) (F : FiniteTask T) (t : found W (VTask p T F))
      (a : base (at_ p)) (c : written W p a) (x : T a)
  | AFunctor (p q : place hs) (F : Functor (base (at_ p)) (base (at_ q))) (f : found W (VFunctor p q F))
  | AYoneda (p : place hs)
  | AVia (p q : place hs) (F : Functor (base (at_ p)) (base (at_ q))).
End Things.
Arguments ACategory {hs W}. Arguments AnObject {hs W}. Arguments AnArrow {hs W}. Arguments ATask {hs W}. Arguments AnElement {hs W}.
Arguments AFunctor {hs W}. Arguments AYoneda {hs W}. Arguments AVia {hs W}.

Fixpoint later {hs} {W : list (value hs)} v {p a} (c : written W p a) : written (v :: W) p a :=
  match c with
  | by_variable p a u => by_variable p a (later_one _ v W u)
  | by_number p n a e => by_number p n a e
  | by_value p q F u a c => by_value p q F (later_one _ v W u) a (later v c)
  end.
Definition thing_later {hs} {W : list (value hs)} v (x : thing W) : thing (v :: W) :=
  match x with
  | ACategory p => ACategory p
  | AnObject p a c => AnObject p a (later v c)
  | AnArrow p a b c d f => AnArrow p a b (later v c) (later v d) f
  | ATask p T F t => ATask p T F (later_one _ v W t)
  | AnElement p T F t a c x => AnElement p T F (later_one _ v W t) a (later v c) x
  | AFunctor p q F f => AFunctor p q F (later_one _ v W f)
  | AYoneda p => AYoneda p
  | AVia p q F => AVia p q F
  end.

Fixpoint wider h {hs} {W : list (value hs)} {p a} (c : written W p a) : @written (h :: hs) (map (lifted h) W) (Some p) a :=
  match c with
  | by_variable p a u => @by_variable (h :: hs) (map (lifted h) W) (Some p) a (found_map (lifted h) u)
  | by_number p n a e => @by_number (h :: hs) (map (lifted h) W) (Some p) n a e
  | by_value p q F u a c => @by_value (h :: hs) (map (lifted h) W) (Some p) (Some q) F (found_map (lifted h) u) a (wider h c)
  end.
Definition thing_wider h {hs} {W : list (value hs)} (x : thing W) : @thing (h :: hs) (map (lifted h) W) :=
  let W' := map (lifted h) W in
  match x with
  | ACategory p => @ACategory (h :: hs) W' (Some p)
  | AnObject p a c => @AnObject (h :: hs) W' (Some p) a (wider h c)
  | AnArrow p a b c d f => @AnArrow (h :: hs) W' (Some p) a b (wider h c) (wider h d) f
  | ATask p T F t => @ATask (h :: hs) W' (Some p) T F (found_map (lifted h) t)
  | AnElement p T F t a c x => @AnElement (h :: hs) W' (Some p) T F (found_map (lifted h) t) a (wider h c) x
  | AFunctor p q F f => @AFunctor (h :: hs) W' (Some p) (Some q) F (found_map (lifted h) f)
  | AYoneda p => @AYoneda (h :: hs) W' (Some p)
  | AVia p q F => @AVia (h :: hs) W' (Some p) (Some q) F
  end.

(** Are they the same, as far as they are written in the same way? *)
Definition is_some {A : Type} (o : option A) : bool := match o with Some _ => true | None => false end.
Definition same_thing {hs} {W : list (value hs)} (x y : thing W) : bool :=
  match x, y with
  | ACategory p, ACategory q => is_some (same_place p q)
  | AnObject _ _ c, AnObject _ _ d => is_some (same_written c d)
  | ATask _ _ _ t, ATask _ _ _ u => is_some (same_found t _ u)
  | AFunctor _ _ _ f, AFunctor _ _ _ g => is_some (same_found f _ g)
  | _, _ => false
  end.
End Names.
