; No node is captured twice, so that it does not matter whether the first or the last pattern wins.

(comment) @comment
(string) @string
[(integer) (fraction)] @constant.numeric

(declared_name) @type
(label) @label
(bound_name) @variable.parameter
(identifier) @variable
(key) @variable
(function_name) @function
[(word) "a" "an"] @property

["claim" "refute" "ask" "find" "import"] @keyword
["forall" "exists" "unique" "is" "has" "solves" "generalizes" "in"] @keyword
["not" "and" "or" "implies" "iff"] @keyword.operator
[
  "category" "monoid" "group" "poset" "preorder" "table" "functor" "task" "presheaf" "tasks" "copresheaf"
  "transformation" "model" "pretext" "define" "enriched" "scores" "names"
] @keyword.type
[
  "object" "arrow" "element" "number" "generator" "equation" "compose" "point" "at" "on" "order" "image" "symmetry"
  "text" "pair" "sample" "rotation" "masked" "next_token" "contrastive" "supervised" "by" "to" "with" "from" "among"
  "faithful" "functors" "such" "that" "prompt" "tuning" "within" "preserves" "reflects"
] @keyword
(call function: ["quotient" "generated"] @function)

["->" "<->" "|->" "~=" "~" "=" "!=" "<" "<=" ">" ">=" ":=" "." ">>" "|" "^" "*" "+" "-" "%"] @operator
[":" "," ";"] @punctuation.delimiter
["(" ")" "{" "}"] @punctuation.bracket
