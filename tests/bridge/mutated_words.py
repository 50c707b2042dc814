"""Theories for `test_mutations.py`: a statement for each word of the prelude, and each construction, number and
quantifier that has a Coq form. Each has the other truth value after one of the changes."""

WORDS = """
poset P { a < b ; a < c }
poset R { b < d ; c < d }
poset D { a < b < d ; a < c < d }
category K { object x, y ; arrow f : x -> y ; arrow g : x -> y }
category S { object p, q ; arrow u : p -> q ; arrow v : q -> p ; equation v . u = id ; equation u . v = id }
category Q { object x, y ; arrow f, g : x -> y }
monoid M { generator e ; equation e . e = e }
monoid N { generator z ; equation z . z = z }
functor E : chain(1) -> S { 0 |-> p }
functor J : discrete({l, r}) -> P { l |-> b ; r |-> c }
functor I : chain(2) -> P { 0 |-> a ; 1 |-> b }
functor I2 : chain(2) -> P { 1 |-> b ; 0 |-> a }
task t on Q { x = {1, 2} ; y = {3} ; f { 3 |-> 1 } ; g { 3 |-> 2 } }
ask terminal : c is terminal in P
ask initial : b is initial in full(P, {b, c})
ask zero : N has a zero object
ask pointed : N is pointed
ask isomorphic_objects : p ~= q in S
ask skeletal : S is skeletal
ask split_mono : e is split mono in M
ask split_epi : e is split epi in M
ask mono : e is mono in M
ask regular_mono : e is a regular mono in M
ask regular_epi : e is a regular epi in M
ask have_product : "have a product"(b in full(P, {b, c}), c in full(P, {b, c}))
ask have_coproduct : "have a coproduct"(b in P, c in P)
ask product : "a product"((a -> b) in P, (a -> c) in P)
ask have_pullback : "have a pullback"((b -> d) in R, (c -> d) in R)
ask have_pushout : "have a pushout"((a -> b) in P, (a -> c) in P)
ask coproduct : "a coproduct"((b -> d) in R, (c -> d) in R)
ask pullback : "a pullback"((a -> b) in D, (a -> c) in D, (b -> d) in D, (c -> d) in D)
ask pushout : "a pushout"((b -> d) in D, (c -> d) in D, (a -> b) in D, (a -> c) in D)
ask terminal_object : P has a terminal object
ask initial_object : full(P, {b, c}) has an initial object
ask products : P has products
ask coproducts : P has coproducts
ask equalizers : K has equalizers
ask coequalizers : K has coequalizers
ask pullbacks : K has pullbacks
ask pushouts : P has pushouts
ask finite_limits : P has finite limits
ask finite_colimits : P has finite colimits
ask connected : full(P, {b, c}) is connected
ask thin : K is thin
ask groupoid : M is a groupoid
ask gaunt : M is gaunt
ask filtered : P is filtered
ask cofiltered : full(P, {b, c}) is cofiltered
ask cauchy : M is Cauchy complete
ask balanced : full(P, {b, c}) is balanced
ask lattice : P is a lattice
ask distributive : P is distributive
ask equivalent : P is equivalent to chain(3)
ask isomorphic_categories : P ~= chain(3)
ask colimit_of : J has a colimit
ask limit_of : limit(J) = b in P
ask essentially : E is essentially surjective
ask equivalence : E is an equivalence
ask conservative : constant(S, terminal(), *) is conservative
ask preserves_products : inclusion(full(P, {a, c})) preserves products
ask reflects_products : J reflects products
ask preserves_terminal : inclusion(full(P, {a, c})) preserves terminal objects
ask final : inclusion(full(P, {c})) is final
ask codense : I is codense
ask fibration : inclusion(full(P, {a, c})) is a discrete fibration
ask opfibration : inclusion(full(P, {b})) is a discrete opfibration
ask right_adjoint : constant(P, terminal(), *) has a right adjoint
ask connected_task : t is connected
ask projective : t is projective
ask indecomposable : t is indecomposable
ask equal_functors : I = I2
ask models : via(I) ~= via(I2)
"""
"""Objects, arrows, categories and functors."""

REWORDED = {
    "poset P { a < b ; a < c }": "poset P { a < b ; b < c }",
    "poset R { b < d ; c < d }": "poset R { b < c ; c < d }",
    "poset D { a < b < d ; a < c < d }": "poset D { a < b < c < d }",
    "arrow g : x -> y }": "arrow g : x -> y ; equation f = g }",
    " ; equation u . v = id": "",
    "equation e . e = e": "equation e . e = id",
    "equation z . z = z": "equation z = id",
    "3 |-> 1 } ; g": "3 |-> 2 } ; g",
    "1 |-> b }": "1 |-> c }",
}

MAKING = """
category K { object x, y ; arrow f : x -> y ; arrow g : x -> y }
category Q { object x, y ; arrow f, g : x -> y }
poset P { a < b ; a < c }
functor I : chain(2) -> P { 0 |-> a ; 1 |-> b }
functor I2 : chain(2) -> P { 1 |-> b ; 0 |-> a }
functor J : discrete({l, r}) -> P { l |-> b ; r |-> c }
task t on Q { x = {1, 2} ; y = {3} ; f { 3 |-> 1 } ; g { 3 |-> 2 } }
task v on Q { x = {1} }
task w on Q { x = {0} }
transformation m : v -> t { at x { 1 |-> 1 } }
transformation n : v -> t { at x { 1 |-> 2 } }
ask sum : sum(t, w) ~= generated(Q) { u at y ; z at x }
ask sum_size : size(sum(t, w)) = 4
ask product_size : size(product(t, w)) = 2
ask terminal_task : count(transformations(terminal(Q), t)) = 0
ask empty_task : sum(w, empty(Q)) is representable
ask constant : count(transformations(constant(Q, {1}), t)) = 0
ask quotient : count(transformations(quotient(t) { 1 ~ 2 at x }, t)) = 0
ask generated : t ~= generated(Q) { u at y }
ask generated_related : count(transformations(generated(Q) { u at y ; u|f = u|g }, t)) = 0
ask omega : count(elements(omega(K), y)) = 5
ask image : size(image(first(w, w))) = 1
ask equalizer : size(equalizer(m, n)) = 0
ask coequalizer : size(coequalizer(m, n)) = 2
ask pullback : size(pullback(m, n)) = 0
ask pushout : count(transformations(pushout(m, n), t)) = 0
ask restrict : restrict(I, yoneda(P, c)) is representable by 0
ask answers : answers(via(J), r) is representable
ask yoneda : yoneda(Q, y) ~= t
ask restricted : 3|f = 3|g in t
ask value : m(1) = n(1) in t
ask opposite : opposite(P) has an initial object
ask product_arrows : count(arrows(product(P, chain(2)))) = 15
ask coproduct_arrows : count(arrows(coproduct(P, chain(2)))) = 8
ask elements : elements(t) is connected
ask slice : count(objects(slice(P, c))) = 2
ask coslice : count(objects(coslice(P, b))) = 1
ask arrows_of : count(objects(arrows(P))) = 5
ask comma : count(objects(comma(I, identity(P)))) = 4
ask karoubi : count(arrows(karoubi(K))) = 4
ask functor_category : count(objects(functors(chain(2), P))) = 5
ask plus : count(arrows(P)) + count(arrows(K)) = 9
ask minus : count(arrows(P)) - count(arrows(K)) = 1
ask times : count(arrows(P)) * 2 = 10
ask unequal : count(arrows(P)) != 6
ask atmost : count(arrows(P)) <= 5
ask atleast : count(arrows(P)) >= 6
ask first : first(t, w) is mono
ask second : second(w, v) is mono
ask pair : pair(m, n) = pair(n, m)
ask copair : copair(m, n) is mono
ask yoneda_on : forall k in transformations(yoneda(Q, y), t) : k . yoneda(Q, f) = k . yoneda(Q, g)
ask unique_object : exists unique p in objects(P) : p is terminal
ask unique_arrow : exists unique k in arrows(K, x, y) : k is epi
ask unique_element : exists unique z in elements(t, x) : z = 3|f or z = 3|g
ask unique_map : exists unique k in transformations(t, t) : k = k
ask unique_functor : exists unique F in functors(chain(2), P) : F(0) = b
ask unique_transformation : exists unique k in transformations(I, I2) : k = k
ask such_that : forall p in objects(P) such that p is terminal : p = a
ask number_such : count(k in arrows(P) such that k is epi) = 5
ask every_element : forall z in elements(t, y) : z|f = z|g
ask some_element : exists z in elements(t, y) : z|f = z|g
ask two_objects : exists p, q in objects(P) : p is terminal and q is initial
ask arrows_between : forall k in arrows(K, x, y) : k = f
ask nested : forall p in objects(P) : exists q in objects(P) : exists k in arrows(P, p, q) : q is terminal
ask keeps : exists F in functors(chain(2), P) : F preserves limits
ask sums_of_tasks : forall S in tasks(Q, size <= 2) : sum(S, w) is representable implies size(S) = 2
"""
"""Constructions, numbers and quantifiers."""

CHANGED = {
    "poset P { a < b ; a < c }": "poset P { a < b ; b < c }",
    "arrow g : x -> y }": "arrow g : x -> y ; equation f = g }",
    "3 |-> 1 } ; g": "3 |-> 2 } ; g",
    "at x { 1 |-> 2 }": "at x { 1 |-> 1 }",
    "w on Q { x = {0} }": "w on Q { x = {0, 9} }",
    "1 |-> b }": "1 |-> c }",
}

FURTHER = """
poset P { a < b ; a < c }
category Q { object x, y ; arrow f, g : x -> y }
functor I : chain(2) -> P { 0 |-> a ; 1 |-> b }
functor J : discrete({l, r}) -> P { l |-> b ; r |-> c }
functor H : Q -> chain(2) { x |-> 0 ; y |-> 1 ; f |-> (0 -> 1) ; g |-> (0 -> 1) }
functor Z : P -> chain(3) { a |-> 0 ; b |-> 1 ; c |-> 2 }
task t on Q { x = {1, 2} ; y = {3} ; f { 3 |-> 1 } ; g { 3 |-> 2 } }
task v on Q { x = {1} }
task w on Q { x = {0} }
task s on P { a = {1} ; b = {2} ; (a -> b) { 2 |-> 1 } }
transformation m : v -> t { at x { 1 |-> 1 } }
transformation n : v -> t { at x { 1 |-> 2 } }
ask element : forall u in elements(t, y) : element(t, u) is mono
ask sides : forall k in transformations(sum(w, w), w) : k . left(w, w) = k . right(w, w)
ask pushed : left(pushout(m, n)) . n = right(pushout(m, n)) . m
ask isomorphism : Z is an isomorphism
ask projections : first(P, full(P, {b, c})) has a left adjoint and second(full(P, {b, c}), P) has a left adjoint
ask unit : unit(I, yoneda(chain(2), 1)) is iso and I(1) = b in P
ask restricted_map : restrict(I, id(s)) is iso and size(restrict(I, s)) = 2
ask power : count(transformations(w, power(w, w))) = 1
ask evaluation : evaluation(w, v) is mono
ask inclusion : inclusion(equalizer(m, n)) is mono and not inclusion(equalizer(m, n)) is epi
ask projection_map : projection(coequalizer(m, n)) is mono
ask first_of : first(pullback(m, n)) is epi
ask has_limit : J has a limit and limit(J) = a in P
ask reflects_monos : inclusion(full(P, {b, c})) reflects monos and P is a lattice
ask preserves_initial : inclusion(full(P, {b, c})) preserves initial objects
ask reflects_initial : inclusion(full(P, {b, c})) reflects initial objects and P is a lattice
ask preserves_coproducts : J preserves coproducts and P has coproducts
ask preserves_pushouts : inclusion(full(P, {a, c})) preserves pushouts and P has pushouts
ask preserves_pullbacks : I preserves pullbacks and P has products
ask diagonal : diagonal(P) has a left adjoint
ask projection : projection(t) is a discrete fibration and elements(t) is connected
ask power_of_arrow : count(k in arrows(P) such that k = k) = 5
ask empty : count(functors(P, empty())) = 0 and P is a lattice
"""
"""Maps that come with constructions, and what functors preserve and reflect."""

FURTHER_CHANGED = {
    "poset P { a < b ; a < c }": "poset P { a < b ; b < c }",
    "3 |-> 1 } ; g": "3 |-> 2 } ; g",
    "{ at x { 1 |-> 2 } }": "{ at x { 1 |-> 1 } }",
    "w on Q { x = {0} }": "w on Q { x = {0, 9} }",
    "1 |-> b }": "1 |-> c }",
    "r |-> c }": "r |-> b }",
}
