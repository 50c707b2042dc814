"""The canonical form of a theory file, with its comments and blank lines.

What the author decided and this keeps: blank lines (one at most), which blocks are on one line, which items share
a line, and columns that are lined up with the line above or below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catproof.diagnostic import InputError, Span
from catproof.syntax import tree
from catproof.syntax.alignment import Line, align
from catproof.syntax.lexer import Comment
from catproof.syntax.parser import Parsed, parse
from catproof.syntax.printer import (
    AFTER_QUANTIFIER,
    Pieces,
    block_head,
    block_pieces,
    definition_pieces,
    item_pieces,
    one_line,
    print_name,
    prop_pieces,
    quote,
    term_pieces,
)

WIDTH = 100
"""The columns of a line."""
_STEP = "    "
_INDENT = "  "


class _Block(NamedTuple):
    """Something with items in braces: `head { items } tail`."""

    head: str
    items: Sequence[tree.Node]
    tail: str = ""


def format_theory(parsed: Parsed, text: str) -> str:
    """The theory in canonical form. Raises `InputError` if the text has errors, which would be lost."""
    if parsed.diagnostics:
        raise InputError(parsed.diagnostics)
    # Taking out a gap may leave another one without the column it was lined up with: until nothing changes.
    for _ in range(8):
        result = _format(parsed, text, aligned=True)
        if result == text:
            return result
        parsed, text = parse(result, ""), result
    return _format(parsed, text, aligned=False)


def item_text(item: tree.Item) -> str:
    """An item of a file, without comments: on one line, or with as many items of its block on a line as fit."""
    block = _block(item)
    if block is None:
        return "\n".join(_wrap(_plain(item), ""))
    texts = [one_line(item_pieces(each)) for each in block.items]
    inside = f"{{ {' ; '.join(texts)} }}" if texts else "{ }"
    if len(block.head) + 1 + len(inside) + len(block.tail) <= WIDTH:
        return f"{block.head} {inside}{block.tail}"
    lines: list[str] = []
    for text in texts:
        if lines and len(lines[-1]) + 3 + len(text) <= WIDTH:
            lines[-1] += f" ; {text}"
        else:
            lines.append(_INDENT + text)
    return "\n".join([f"{block.head} {{", *lines, f"}}{block.tail}"])


def _format(parsed: Parsed, text: str, aligned: bool) -> str:
    lines = _Formatter(parsed.comments).theory(parsed.theory)
    texts = align(lines, text, WIDTH) if aligned else [line.text for line in lines]
    result = []
    for made, line in zip(texts, lines, strict=True):
        if line.comment is not None:
            # A comment stays in its column as long as two spaces are left before it.
            own_line = line.source == line.comment.line
            gap = max(2, line.comment.column - 1 - len(made)) if own_line else 2
            made += " " * gap + line.comment.text
        result.append(made)
    return "".join(made + "\n" for made in result)


class _Formatter:
    def __init__(self, comments: tuple[Comment, ...]) -> None:
        self.comments = comments
        self.next_comment = 0
        self.lines: list[Line] = []
        self.source_line = 0
        """The line of the original that what was written last ended on."""
        self.fresh = True
        """Nothing was written yet in this block or file, so that no blank line is wanted."""

    def theory(self, theory: tree.Theory) -> list[Line]:
        for item in theory.items:
            self.comments_before(item.span.line, item.span.column, "")
            self.blank_line(item.span.line)
            self.item(item)
            self.trailing_comment(item.span.end_line)
            self.source_line = item.span.end_line
            self.fresh = False
        self.comments_before(None, 0, "")
        return self.lines

    # ---- comments and blank lines ----

    def peek(self, line: int | None, column: int) -> Comment | None:
        """The next comment, if it comes before the place (None: the end of the file)."""
        if self.next_comment == len(self.comments):
            return None
        comment = self.comments[self.next_comment]
        return comment if line is None or (comment.line, comment.column) < (line, column) else None

    def comments_before(self, line: int | None, column: int, indent: str) -> None:
        """Write the comments up to a place on lines of their own."""
        while comment := self.peek(line, column):
            self.next_comment += 1
            self.blank_line(comment.line)
            self.lines.append(Line(indent + comment.text))
            self.source_line = comment.line
            self.fresh = False

    def trailing_comment(self, line: int) -> None:
        """Put a comment on this line of the original behind what was written last."""
        if (comment := self.peek(line + 1, 0)) and comment.line == line and self.lines[-1].comment is None:
            self.next_comment += 1
            self.lines[-1] = self.lines[-1]._replace(comment=comment)

    def blank_line(self, line: int) -> None:
        if not self.fresh and line > self.source_line + 1:
            self.lines.append(Line(""))

    # ---- items of the file ----

    def item(self, item: tree.Item) -> None:
        block = _block(item)
        if block is None:
            self.comments_inside(item.span, "")
            self.write(_plain(item), item.span, "")
        else:
            self.block(block, item.span, "")

    def comments_inside(self, span: Span, indent: str) -> None:
        """Comments in the middle of something that is written without any go before it."""
        while comment := self.peek(span.end_line, span.end_column):
            self.next_comment += 1
            self.lines.append(Line(indent + comment.text))

    def write(self, pieces: Pieces, span: Span, indent: str) -> None:
        lines = _wrap(pieces, indent)
        source = span.line if len(lines) == 1 and span.line == span.end_line else None
        self.lines += [Line(line, source) for line in lines]

    def block(self, block: _Block, span: Span, indent: str) -> None:
        """Write a block: on one line if it was on one and fits, else one line for each line of items."""
        commented = self.peek(span.end_line, span.end_column) is not None
        pieces: Pieces = [f"{block.head} ", *block_pieces(item_pieces(item) for item in block.items), block.tail]
        text = indent + one_line(pieces)
        if not commented and (not block.items or (span.line == span.end_line and len(text) <= WIDTH)):
            self.lines.append(Line(text, span.line if span.line == span.end_line else None))
            return
        first = block.items[0].span if block.items else None
        self.lines.append(Line(f"{indent}{block.head} {{", span.line))
        comment = self.peek(*(first[:2] if first else span[2:]))
        if comment and not comment.own_line:
            self.next_comment += 1
            self.lines[-1] = self.lines[-1]._replace(comment=comment)
        self.source_line, self.fresh = span.line, True
        self.items(block.items, indent + _INDENT)
        self.comments_before(span.end_line, span.end_column, indent + _INDENT)
        self.lines.append(Line(f"{indent}}}{block.tail}", span.end_line))
        self.fresh = False

    def items(self, items: Sequence[tree.Node], indent: str) -> None:
        index = 0
        while index < len(items):
            item = items[index]
            self.comments_before(item.span.line, item.span.column, indent)
            self.blank_line(item.span.line)
            count = self.together(items, index, indent)
            if count:
                group = items[index : index + count]
                text = indent + " ; ".join(one_line(item_pieces(one)) for one in group)
                self.lines.append(Line(text, item.span.line))
            else:
                count = 1
                self.single(item, indent)
            last = items[index + count - 1].span
            self.trailing_comment(last.end_line)
            self.source_line, self.fresh = last.end_line, False
            index += count

    def together(self, items: Sequence[tree.Node], index: int, indent: str) -> int:
        """How many items from this one on were on one line and fit on one; 0 if not even the first does."""
        line = items[index].span.line
        width = len(indent) - 3
        count = 0
        for item in items[index:]:
            width += 3 + len(one_line(item_pieces(item)))
            if item.span.line != line or item.span.end_line != line or width > WIDTH:
                break
            count += 1
        return count

    def single(self, item: tree.Node, indent: str) -> None:
        if isinstance(item, tree.RestrictionItem | tree.ComponentItem):
            self.block(_Block(one_line(block_head(item)), item.assignments), item.span, indent)
        else:
            self.comments_inside(item.span, indent)
            self.write(item_pieces(item), item.span, indent)


# ---- what the items of a file consist of --------------------------------------------------------------


def _block(item: tree.Item) -> _Block | None:
    """The item as a block, if it is one."""
    if isinstance(item, tree.CategoryDecl):
        return _Block(f"{item.kind} {print_name(item.name.text)}{_doc(item.doc)}", item.items)
    if isinstance(item, tree.GradedDecl):
        return _Block(f"{_graded(item)}{_doc(item.doc)}", item.items)
    if isinstance(item, tree.PretextDecl):
        return _Block(f"pretext {print_name(item.name.text)} = {item.pretext}{_doc(item.doc)}", item.items)
    if isinstance(item, tree.TaskDecl):
        word = "copresheaf" if item.covariant else "task"
        head = [f"{word} ", print_name(item.name.text), " on ", *term_pieces(item.category), _doc(item.doc)]
        return _Block(one_line(head), item.items)
    if isinstance(item, tree.TaskFrom) and item.items:
        return _Block(one_line(_task_from(item)), item.items)
    if isinstance(item, tree.FunctorDecl | tree.TransformationDecl | tree.ModelDecl) and not _read(item):
        kind = type(item).__name__.removesuffix("Decl").lower()
        ends: Pieces = [*term_pieces(item.source), " -> ", *term_pieces(item.target)]
        return _Block(f"{kind} {print_name(item.name.text)} : {one_line(ends)}{_doc(item.doc)}", item.items)
    if isinstance(item, tree.Definition) and isinstance(item.value, tree.Call) and item.value.block is not None:
        call = tree.Call(item.value.function, item.value.arguments)
        head = [f"{item.kind} {print_name(item.name.text)} = ", *term_pieces(call)]
        return _Block(one_line(head), item.value.block, _doc(item.doc))
    return None


def _plain(item: tree.Item) -> Pieces:
    """An item without a block."""
    if isinstance(item, tree.Import):
        return [f"import {quote(item.path)}"]
    if isinstance(item, tree.Statement):
        return [f"{item.kind} ", *_statement_name(item.name), *prop_pieces(item.prop)]
    if isinstance(item, tree.Find):
        pieces: Pieces = ["find ", *_statement_name(item.name)]
        for number, (variable, domain) in enumerate(item.bindings):
            pieces += [",", AFTER_QUANTIFIER] if number else []
            following = item.bindings[number + 1 : number + 2]
            if following and following[0][1] is domain:  # `x, y in D`
                pieces += [print_name(variable.text)]
            else:
                pieces += [f"{print_name(variable.text)} in ", *term_pieces(domain)]
        return [*pieces, " such that", AFTER_QUANTIFIER, *prop_pieces(item.prop)]
    if isinstance(item, tree.Define):
        return definition_pieces(item)
    if isinstance(item, tree.TaskFrom):
        return _task_from(item)
    if isinstance(item, tree.FunctorDecl):
        assert item.values is not None
        ends = [*term_pieces(item.source), " -> ", *term_pieces(item.target), " = ", *term_pieces(item.values)]
        return [f"functor {print_name(item.name.text)} : ", *ends, _doc(item.doc)]
    if isinstance(item, tree.GradedFrom):
        return [f"{_graded(item)} = ", *term_pieces(item.source), _doc(item.doc)]
    if isinstance(item, tree.TasksDecl):
        pieces = [f"{item.word} ", *term_pieces(item.source), " on ", *term_pieces(item.category)]
        return pieces if item.doc is None else [*pieces, AFTER_QUANTIFIER, quote(item.doc)]
    assert isinstance(item, tree.Definition)
    pieces = [f"{item.kind} {print_name(item.name.text)} = ", *term_pieces(item.value)]
    return pieces if item.doc is None else [*pieces, AFTER_QUANTIFIER, quote(item.doc)]


def _read(item: tree.Item) -> bool:
    return isinstance(item, tree.FunctorDecl) and item.values is not None


def _graded(item: tree.GradedDecl | tree.GradedFrom) -> str:
    return f"{item.kind} {print_name(item.name.text)} in {print_name(item.quantale.text)}"


def _task_from(item: tree.TaskFrom) -> Pieces:
    head: Pieces = ["task ", print_name(item.name.text), " on ", *term_pieces(item.category), " = "]
    return [*head, *term_pieces(item.source), _doc(item.doc)]


def _statement_name(name: tree.Name | None) -> list[str]:
    return [] if name is None else [f"{print_name(name.text)} : "]


def _doc(doc: str | None) -> str:
    return "" if doc is None else f" {quote(doc)}"


# ---- long lines ---------------------------------------------------------------------------------------


def _wrap(pieces: Pieces, indent: str) -> list[str]:
    """The pieces on as few lines as can be, broken at the best places first: outer before inner ones."""
    text = indent + one_line(pieces)
    if len(text) <= WIDTH:
        return [text]
    # What was a break becomes (depth of brackets, break); the lower, the earlier it is used.
    places: list[str | tuple[int, int]] = []
    depth = 0
    for piece in pieces:
        if isinstance(piece, int):
            places.append((depth, piece))
        else:
            places.append(piece)
            if not piece.startswith('"'):
                depth += sum(map(piece.count, "({")) - sum(map(piece.count, ")}"))
    return _fill(places, sorted({place for place in places if isinstance(place, tuple)}), indent, indent + _STEP)


def _fill(
    pieces: list[str | tuple[int, int]], places: list[tuple[int, int]], first_indent: str, indent: str
) -> list[str]:
    """Break at the first of the places, and at the others where that is not enough."""
    parts: list[list[str | tuple[int, int]]] = [[]]
    for piece in pieces:
        if places and piece == places[0]:
            parts.append([])
        else:
            parts[-1].append(piece)
    lines: list[str] = []
    for part in parts:
        text = "".join(piece if isinstance(piece, str) else " " for piece in part)
        start = indent if lines else first_indent
        if lines and len(lines[-1]) + 1 + len(text) <= WIDTH:
            lines[-1] += f" {text}"
        elif len(start) + len(text) <= WIDTH or not places:
            lines.append(start + text)
        else:
            lines += _fill(part, places[1:], start, indent)
    return lines
