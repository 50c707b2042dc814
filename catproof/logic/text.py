"""Core terms as text of the theory language: read and resolved again it is the same term."""

from __future__ import annotations

from catproof.logic.signature import OPERATORS, form_of, sort_of
from catproof.logic.terms import Apply, Binding, Call, Constant, Definition, Number, Term, Variable
from catproof.syntax.printer import print_name, quote

_LOOSEST, _IFF, _IMPLIES, _OR, _AND, _NOT, _ATOM = range(7)
_SUM, _PRODUCT, _RESTRICTION, _COMPOSITE, _POWER, _TIGHTEST = range(10, 16)
_STRENGTH = {
    "iff": _IFF, "implies": _IMPLIES, "or": _OR, "and": _AND, "not": _NOT, "plus": _SUM, "minus": _SUM,
    "times": _PRODUCT, "restrict": _RESTRICTION, "compose": _COMPOSITE,
    "compose transformations": _COMPOSITE, "compose natural": _COMPOSITE, "power": _POWER,
}  # fmt: skip
"""How tightly an operation binds that is written between its arguments; calls bind tightest."""
_RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "equal objects", "equal arrows", "equal elements")


def text_of(term: Term) -> str:
    """The term as a theory file writes it, on one line."""
    return _written(term, _LOOSEST, True)


def text_of_definition(definition: Definition) -> str:
    """The definition as a theory file writes it."""
    parameters = ", ".join(_parameter(parameter) for parameter in definition.written)
    documentation = f" {quote(definition.documentation)}" if definition.documentation else ""
    head = f"define {print_name(definition.reference.word)}({parameters}){documentation}"
    return f"{head} := {text_of(definition.body)}"


def _parameter(parameter: Variable) -> str:
    sort, name = parameter.sort, print_name(parameter.name)
    of = [text_of(term) for term in sort.of]
    if sort.kind == "arrow":
        return f"arrow {name} : {of[1]} -> {of[2]} in {of[0]}"
    if sort.kind == "natural transformation":
        home = text_of(Apply("functor category", sort_of(sort.of[0]).of))
        return f"transformation {name} : {of[0]} -> {of[1]} in {home}"
    if sort.kind in ("functor", "transformation", "model"):
        return f"{sort.kind} {name} : {of[0]} -> {of[1]}"
    if sort.kind == "element":
        return f"element {name} at {of[1]} in {of[0]}"
    return " ".join([sort.kind, name, *(f"{'on' if sort.kind == 'task' else 'in'} {each}" for each in of)])


def _in_parentheses(text: str, own: int, strength: int) -> str:
    return f"({text})" if own < strength else text


def _written(term: Term, strength: int, last: bool = False) -> str:
    """The term, in parentheses where it binds less tightly than `strength`. `last`: nothing follows it before the next
    closing parenthesis, so that a quantifier needs none."""
    if isinstance(term, Variable):
        return print_name(term.name)
    if isinstance(term, Number):
        return str(term.value)
    if isinstance(term, Constant):
        if term.sort.kind == "element":
            return f"({term.name} at {_written(term.sort.of[1], _LOOSEST)})"
        return term.name
    if isinstance(term, Binding):
        return _binding(term, last)
    if isinstance(term, Call):
        return _call(term)
    return _applied(term, strength, last)


def _binding(term: Binding, last: bool) -> str:
    names = ", ".join(print_name(variable.name) for variable in term.variables)
    condition = "" if term.condition is None else f" such that {_written(term.condition, _IFF, term.body is None)}"
    text = f"{names} in {text_of(term.domain)}{condition}"
    if term.body is None:
        return f"count({text})"
    text = f"{term.binder} {text} : {_written(term.body, _LOOSEST, True)}"
    return text if last else f"({text})"


def _call(term: Call) -> str:
    reference = term.definition
    written = term.arguments[len(term.arguments) - len(reference.kinds) :]
    form = form_of(reference)
    if not form:
        return f"{print_name(reference.word)}({', '.join(map(_argument, written))})"
    text = form.format(*(_written(argument, _SUM) for argument in written))
    return text + _in(written[0])


def _in(term: Term) -> str:
    """` in C`, where a subject needs it: a variable says itself where it lives."""
    sort = sort_of(term)
    if sort.kind not in ("object", "arrow", "element") or isinstance(term, Variable):
        return ""
    return f" in {_written(sort.of[0], _SUM)}"


def _argument(term: Term) -> str:
    """An argument of a call: `V in Graphs` where its name alone would not say which is meant."""
    return _written(term, _LOOSEST, True) + _in(term)


def _applied(term: Apply, strength: int, last: bool) -> str:
    name, given = term.operator, term.arguments
    if name in _RELATIONS:
        left, right = given[-2:]
        sign = name if name in ("=", "!=", "<", "<=", ">", ">=") else "="
        place = f" in {_written(given[0], _SUM)}" if len(given) == 3 else ""
        return f"{_written(left, _SUM)} {sign} {_written(right, _SUM)}{place}"
    if name in _SIZES:
        return _bounded(term)
    own = _STRENGTH.get(name)
    if own is None:
        operator = OPERATORS[name]
        first = len(operator.takes) - 1 if operator.several else len(given)
        form, texts = operator.form, [_written(argument, _LOOSEST, True) for argument in given[:first]]
        if form == "{0}({1})":
            texts[0] = _written(given[0], _TIGHTEST)
        if operator.several and "{ {" in form:
            items = " ; ".join(map(_item, given[first:]))
            return form[: form.index(" { {")].format(*texts) + (f" {{ {items} }}" if items else " { }")
        if operator.several:
            members = ", ".join(_written(argument, _LOOSEST, True) for argument in given[first:])
            form = form.replace(f"{{{first}*}}", f"{{{{{_escaped(members)}}}}}")
        if operator.kind == "proposition":
            texts = [_written(argument, _SUM) for argument in given[:first]]
        return form.format(*texts)
    if name == "not":
        return f"not {_written(given[0], _NOT, last)}"
    if name == "power":
        return f"{_written(given[1], _TIGHTEST)}^{_written(given[2], _TIGHTEST)}"
    left, right = given[-2:]
    to_the_right = name == "implies"
    inner = last or own < strength
    sign = OPERATORS[name].form[3:-3].strip()
    space = "" if name == "restrict" else " "
    text = f"{_written(left, own + to_the_right)}{space}{sign}{space}"
    text += _written(right, own + (not to_the_right), inner)
    return _in_parentheses(text, own, strength)


_SIZES = {
    "tasks": ("size",),
    "categories": ("arrows", "objects"),
    "monoids": ("order",),
    "posets": ("points",),
    "metrics": ("points",),
}
"""What is bounded in domains of structures."""


def _bounded(domain: Apply) -> str:
    """A domain of structures, with its bounds."""
    numbers = [n.value for n in domain.arguments if isinstance(n, Number)]
    parts = [_written(domain.arguments[0], _LOOSEST, True)] if domain.operator == "tasks" else []
    for key, least, most in zip(_SIZES[domain.operator], numbers[::2], numbers[1::2], strict=False):
        parts.append(f"{key} {'=' if least == most else '<='} {most}")
    return f"{domain.operator}({', '.join(parts)})"


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _item(item: Term) -> str:
    """An item of a block."""
    if not isinstance(item, Apply):
        return _written(item, _COMPOSITE)
    given = item.arguments
    if item.operator == "identify":
        return " ~ ".join(map(_at_home, given[2:])) + f" at {_written(given[1], _COMPOSITE)}"
    if item.operator == "generator":
        return f"{_written(given[0], _COMPOSITE)} at {_written(given[1], _COMPOSITE)}"
    if item.operator == "equation":
        return " = ".join(map(_side, given))
    assert item.operator == "generator along", f"no item: {item.operator}"
    return f"{_side(given[0])}|{_written(given[1], _COMPOSITE)}"


def _side(item: Term) -> str:
    """A side of an equation between restricted generators."""
    if isinstance(item, Apply) and item.operator == "generator":
        return _written(item.arguments[0], _COMPOSITE)
    return _item(item)


def _at_home(element: Term) -> str:
    """An element where it is said at which object it is."""
    if isinstance(element, Constant):
        return element.name
    return _written(element, _COMPOSITE)
