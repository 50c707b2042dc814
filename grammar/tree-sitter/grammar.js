// The grammar of theory files for tree-sitter, so that editors and code hosts colour and fold them.
//
// It has the words and the forms of ../catproof.lark, which decides; tests/grammar/test_tree_sitter.py holds it to that.
// It reads a little more than the language: what is wrong beyond its form, the language server says. Precedences stand
// for the many kinds of propositions there. src/scanner.c finds the line ends that separate items of a block, the
// reserved words, and where items of the file begin. `tree-sitter generate --abi 14` makes src/parser.c.

const OR = 3, AND = 4, NOT = 5, SUM = 6, TIMES = 7, ALONG = 8, COMPOSED = 9, RAISED = 10;
const IFF = 1, IMPLIES = 2;

/** One entry or more, with commas between. */
const list = (entry) => seq(entry, repeat(seq(",", entry)));

/** Entries in braces, one on each line or with `;` between. */
const block = ($, entry) =>
  seq("{", optional($._semicolons), optional(seq(entry, repeat(seq($._separator, entry)), optional($._semicolons))), "}");

/** A name, as a node of one kind: then what colours it need not look at what is around it. */
const named = ($, kind, quoted = alias($.string, kind)) => choice(
  alias($.identifier, kind), quoted, alias("*", kind),
  // Words that mean something where they stand only before something else.
  ...[...FOLLOWED, ...PRETEXTS].map((word) => alias(word, kind)), prec(1, alias("within", kind)));

/** A declaration: its word, its name, and what follows, with a docstring where one may stand. */
const declares = ($, word, ...rest) =>
  seq(word, field("name", named($, $.declared_name)), optional($.docstring), ...rest);

const FOLLOWED = ["object", "arrow", "equation", "point", "at", "unique"];
const PRETEXTS = ["rotation", "masked", "next_token", "contrastive", "supervised"];
const CATEGORIES = ["category", "monoid", "group", "poset", "preorder", "table"];
const MAPS = ["functor", "transformation", "model"];
const TASK = choice("task", "presheaf");

/** A sign and its other spelling, as one token. */
const sign = (ascii, unicode) => alias(token(choice(ascii, unicode)), ascii);

// The tokens of src/scanner.c, in its order.
const RESERVED = [
  "claim", "refute", "ask", "find", "import", "forall", "exists", "not", "and", "or", "implies", "iff",
  "is", "has", "solves", "generalizes", "in",
];
const KINDS = [...CATEGORIES, ...MAPS, "task", "presheaf", "tasks", "copresheaf", "pretext", "define", "enriched", "scores", "names"];
const TO = sign("->", "→"), MAPS_TO = sign("|->", "↦"), ALIKE = sign("~=", "≅");
const NE = sign("!=", "≠"), LE = sign("<=", "≤"), GE = sign(">=", "≥"), AFTER = sign(".", "∘");

module.exports = grammar({
  name: "catproof",

  word: ($) => $.identifier,
  extras: ($) => [/[ \t\f\v\r\n\uFEFF\u00A0]/, $.comment],
  externals: ($) => [$._line_end, $._in_error, "}", ")", $.comment, ...RESERVED, ...KINDS],
  supertypes: ($) => [$._term, $._proposition],
  inline: ($) => [$._category_item],
  conflicts: ($) => [[$.pretext_declaration, $._name]],  // `masked "doc"` before a block, or a name with a docstring

  rules: {
    theory: ($) => repeat(choice($._item, ";")),
    _item: ($) => choice($.import, $._declaration, $._statement),
    import: ($) => seq("import", $.string),

    // ---- declarations ----

    _declaration: ($) =>
      choice(
        $.category_declaration, $.functor_declaration, $.task_declaration, $.tasks_declaration, $.graded_declaration,
        $.transformation_declaration, $.model_declaration, $.pretext_declaration, $.definition, $.named_value,
      ),
    category_declaration: ($) =>
      declares($, choice(...CATEGORIES), field("body", alias($._category_block, $.block))),
    functor_declaration: ($) =>
      declares($, "functor", $._ends,
        choice(field("body", alias($._map_block, $.block)), seq("=", field("value", $._term), optional($.docstring)))),
    transformation_declaration: ($) =>
      declares($, "transformation", $._ends, field("body", alias($._component_block, $.block))),
    model_declaration: ($) => declares($, "model", $._ends, field("body", alias($._map_block, $.block))),
    _ends: ($) => seq(":", field("source", $._term), TO, field("target", $._term), optional($.docstring)),
    task_declaration: ($) =>
      declares($, choice(TASK, "copresheaf"), "on", field("category", $._term), choice(
        seq(optional($.docstring), field("body", alias($._task_block, $.block))),
        seq("=", field("value", $._term), optional($.docstring),
          optional(field("body", alias($._equation_block, $.block)))))),
    tasks_declaration: ($) =>
      seq(choice("tasks", "names"), field("value", $._term), "on", field("category", $._term), optional($.docstring)),
    graded_declaration: ($) =>
      declares($, choice("enriched", "scores"), "in", field("quantale", $._name), choice(
        seq(optional($.docstring), field("body", alias($._graded_block, $.block))),
        seq("=", field("value", $._term), optional($.docstring)))),
    pretext_declaration: ($) => declares($, "pretext", "=", choice(
      seq("rotation", optional($.docstring), alias($._rotation_block, $.block)),
      seq(choice("masked", "next_token"), optional($.docstring), alias($._text_block, $.block)),
      seq("contrastive", optional($.docstring), alias($._contrastive_block, $.block)),
      seq("supervised", optional($.docstring), alias($._supervised_block, $.block)))),
    named_value: ($) => choice(
      declares($, choice(...CATEGORIES), "=", field("value", $._term), optional($.docstring)),
      declares($, choice(...CATEGORIES), "=", field("value", $._term),
        field("body", alias($._read_block, $.block)), optional($.docstring)),
      declares($, choice(...MAPS, TASK, "pretext", "enriched"), "=", field("value", $._term), optional($.docstring))),
    definition: ($) =>
      seq("define", field("name", named($, $.declared_name)), "(", optional(list($.parameter)), ")",
        optional($.docstring), ":=", field("body", $._proposition)),
    parameter: ($) => {
      const name = field("name", named($, $.bound_name));
      return choice(
        seq(choice("category", "enriched", "number"), name),
        seq(choice("functor", "model"), name, ":", $._term, TO, $._term),
        seq(TASK, name, "on", $._term),
        seq("object", name, "in", $._term),
        seq(choice("arrow", "transformation"), name, ":", $._term, TO, $._term, optional(seq("in", $._term))),
        seq("element", name, "at", $._term, "in", $._term));
    },
    docstring: ($) => $.string,

    // ---- blocks and their items ----

    _separator: ($) => choice($._line_end, $._semicolons),
    _semicolons: (_) => repeat1(";"),
    _category_block: ($) => block($, choice($._category_item, $.generators, $.points, $.chain, $.composite)),
    _read_block: ($) => block($, choice($._category_item, $.points, $.chain)),
    _map_block: ($) => block($, $.maps_to),
    _component_block: ($) => block($, choice($.component, $.maps_to)),
    _task_block: ($) => block($, choice($.elements, $.restriction_map, $.value)),
    _equation_block: ($) => block($, alias($._restriction_from, $.equation)),
    _graded_block: ($) => block($, choice($.objects, $.score)),
    _rotation_block: ($) => block($, choice($.order, $.images)),
    _text_block: ($) => block($, $.text),
    _contrastive_block: ($) => block($, choice($.pair, $.samples)),
    _supervised_block: ($) => block($, $.label_of),
    _generated_block: ($) => block($, choice($.generator_at, alias($._restriction_from, $.equation), $.identification)),

    _category_item: ($) => choice($.objects, $.arrows, $.equation),
    objects: ($) => prec(1, seq("object", list($._label))),
    arrows: ($) => seq("arrow", list($._name), ":", $._term, TO, $._term),
    generators: ($) => seq("generator", list($._name)),
    equation: ($) => seq("equation", $._term, "=", $._term),
    composite: ($) => seq("compose", $._term, "=", $._term),
    points: ($) => prec(1, seq("point", list($._label))),
    chain: ($) => seq($._label, repeat1(seq("<", $._label))),
    elements: ($) => seq($._term, "=", $.set),
    restriction_map: ($) => seq($._term, field("body", alias($._map_block, $.block))),
    _restriction_from: ($) => seq($._term, "=", $._term),
    value: ($) => seq($._term, ":", $._term),
    score: ($) => seq($._term, choice(TO, "<->"), $._term, ":", $._term),
    component: ($) => prec(1, seq("at", $._term, field("body", alias($._map_block, $.block)))),
    maps_to: ($) => seq($._term, MAPS_TO, $._term),
    order: ($) => seq("order", $.integer),
    images: ($) => seq("image", list($._name), optional(seq("symmetry", $.integer))),
    text: ($) => seq("text", $._name),
    pair: ($) => seq("pair", $._name, ",", $._name),
    samples: ($) => seq("sample", list($._name)),
    label_of: ($) => seq($._name, ":", $._name),
    generator_at: ($) => seq($._term, "at", $._term),
    identification: ($) => seq($._term, "~", $._term, "at", $._term),
    _label: ($) => choice($._name, $.integer, $.tuple),

    // ---- statements and propositions ----

    _statement: ($) => choice($.statement, $.find),
    statement: ($) => seq(choice("claim", "refute", "ask"), optional($._label_colon), $._proposition),
    find: ($) => seq("find", optional($._label_colon), list($.binding), "such", "that", $._proposition),
    _label_colon: ($) => seq(field("name", named($, $.label)), ":"),
    binding: ($) => seq(list(named($, $.bound_name)), "in", $._term),

    _proposition: ($) => choice($._compound, $._term),
    _compound: ($) =>
      choice($.is, $.has, $.solves, $.generalizes, $.comparison, $.isomorphic, $.negation, $.connective, $.quantified,
        alias($._grouped, $.parenthesized)),
    _grouped: ($) => seq("(", $._compound, ")"),
    negation: ($) => prec(NOT, seq("not", $._proposition)),
    connective: ($) => choice(
      prec.left(IFF, seq($._proposition, "iff", $._proposition)),
      prec.right(IMPLIES, seq($._proposition, "implies", $._proposition)),
      prec.left(OR, seq($._proposition, "or", $._proposition)),
      prec.left(AND, seq($._proposition, "and", $._proposition))),
    quantified: ($) => seq(
      choice("forall", "exists"), optional("unique"), list(named($, $.bound_name)), "in", $._term,
      optional(seq("such", "that", $._proposition)), ":", $._proposition),
    is: ($) => seq($._term, "is", $.property, optional(seq(choice("by", "to", "with"), $._term)),
      optional($.within), optional($._lying_in)),
    has: ($) => seq($._term, choice("has", "preserves", "reflects"), $.property),
    // After `is`, `is a`, `is an` a word never begins a declaration.
    property: ($) => prec.right(0, choice(
      seq(choice("a", "an"), optional($._words)),
      $._words)),
    _words: ($) => prec.right(0, seq(
      choice(...[$.identifier, ...KINDS].map((word) => alias(word, $.word))), repeat(alias($.identifier, $.word)))),
    solves: ($) => seq($._term, "solves", $._term, "by",
      choice(seq("prompt", optional($._term)), "tuning"), optional($.within)),
    generalizes: ($) => seq($._term, "generalizes", optional(seq("from", $.set)),
      optional(seq("among", optional("faithful"), "functors")), optional($.within)),
    comparison: ($) => seq($._term, choice("=", NE, "<", LE, ">", GE), $._term, optional($._lying_in)),
    isomorphic: ($) => seq($._term, ALIKE, $._term, optional($._lying_in)),
    _lying_in: ($) => seq("in", $._term),
    within: ($) => seq("within", $._term),

    // ---- terms ----

    _term: ($) => choice(
      $._name, $.integer, $.fraction, $.tuple, $.set, $.call, $.parenthesized, $.the_arrow, $.element_at,
      $.arithmetic, $.restriction, $.composition, $.power),
    arithmetic: ($) => choice(
      prec.left(SUM, seq($._term, choice("+", "-"), $._term)),
      prec.left(TIMES, seq($._term, "*", $._term))),
    restriction: ($) => prec.left(ALONG, seq($._term, "|", $._term)),
    composition: ($) => prec.left(COMPOSED, seq($._term, choice(AFTER, ">>"), $._term)),
    power: ($) => prec(RAISED, seq($._term, "^", $.integer)),
    parenthesized: ($) => seq("(", $._term, ")"),
    tuple: ($) => seq("(", $._term, ",", list($._term), ")"),
    set: ($) => seq("{", optional(list($._term)), "}"),
    the_arrow: ($) => seq("(", $._term, TO, $._term, ")"),
    element_at: ($) => seq("(", $._at, ")"),
    _at: ($) => seq($._term, "at", $._term),
    call: ($) => choice(
      seq(field("function", choice(alias($.identifier, $.function_name), $.string)), $.arguments),
      seq(field("function", choice($.call, $.parenthesized)), "(", $._argument, ")"),
      seq(field("function", choice("quotient", "generated")), $.arguments,
        field("body", alias($._generated_block, $.block)))),
    arguments: ($) => seq("(", optional(list($._argument)), ")"),
    _argument: ($) => choice(
      $._term, $.option, $.within, alias($._at, $.element_at), alias($._in, $.lying_in), $.selection),
    _in: ($) => seq($._term, "in", $._term),
    selection: ($) => seq($._term, "in", $._term, "such", "that", $._proposition),
    option: ($) => seq(
      field("key", alias($.identifier, $.key)),
      choice(seq("=", choice($._name, $.integer)), seq(choice(NE, "<", LE, ">", GE), $.integer),
        seq(LE, choice($.integer, $.fraction), "%"))),

    _name: ($) => choice(named($, $.identifier, $.string), alias("quotient", $.identifier), alias("generated", $.identifier)),

    identifier: (_) => /[A-Za-z_][A-Za-z0-9_']*/,
    integer: (_) => /-?[0-9]+/,
    fraction: (_) => /-?[0-9]+[.\/][0-9]+/,
    string: (_) => /"([^"\\\r\n]|\\[^\r\n])*"/,
  },
});
