"""What `--help` says of each command, besides its options: what it does, examples, exit statuses."""

from __future__ import annotations

from typing import NamedTuple

_DECIDES = """\
0  every statement is ok
1  some statement is not
2  the input is wrong, or cannot be read
3  nothing is wrong, but something is unknown: a limit was met"""

_ANSWERS = """\
0  done
2  the input is wrong, or cannot be read
3  unknown: a limit was met"""


class Words(NamedTuple):
    """What is said of a command: in a line, at length, with examples, each with what it does."""

    short: str
    long: str
    examples: tuple[tuple[str, str], ...]
    statuses: str


COMMANDS = {
    "check": Words(
        "run every statement of theory files",
        "Decides each statement of theory files, and says why. A statement is ok when its verdict is what its keyword "
        "asks for. Each verdict has a certificate that the kernel has checked. In folders, what git ignores is left "
        "out.",
        (
            ("concepts.cat", "all statements of a file"),
            ("theories --jobs auto --quiet", "a folder, with all processors; only what is not ok is printed"),
            ("concepts.cat --name 'prompt_*' --engine both", "some statements, by two engines that must agree"),
            ("concepts.cat --certificates kept", "with a certificate for each verdict, for `catproof verify`"),
        ),
        _DECIDES,
    ),
    "explain": Words(
        "a verdict as an argument to follow by hand",
        "Decides statements as `check` does, and gives the argument for each verdict: definitions unfolded, what is "
        "counted listed.",
        (("concepts.cat mammal", "one statement"), ("concepts.cat 'line 5'", "one without a name")),
        _DECIDES,
    ),
    "fmt": Words(
        "put theory files into canonical form",
        "Rewrites theory files in canonical form; comments and line ends are kept. A file with errors is left alone. "
        "In folders, what git ignores is left out.",
        (
            ("theories", "all theory files in and below a folder"),
            ("--check --diff theories", "change nothing; show what would change"),
            ("-", "from standard input to standard output"),
        ),
        """\
0  done; with --check or --diff: all are in canonical form
1  with --check or --diff: some file is not
2  some file has errors, or cannot be read or written""",
    ),
    "count": Words(
        "the size of a domain, e.g. 'arrows(C)'",
        "Prints how many values a domain of the theory language has.",
        (
            ("'categories(arrows = 4)'", "categories with four arrows, up to isomorphism: 55"),
            ("'arrows(Concepts, cat, animal)' concepts.cat", "with the names of a theory file"),
        ),
        _ANSWERS,
    ),
    "export": Words(
        "statements as theorems for a proof assistant",
        "Writes each statement as a theorem for Coq, or as a script for SMT solvers, and has it checked there. Where "
        "it can, Coq reads the statement from the text of the theory. With --general: the general theorems, for "
        "provers of first-order logic.",
        (
            ("concepts.cat -o proofs --check", "theorems for Coq, checked by coqc"),
            ("concepts.cat --to smtlib -o scripts", "scripts for SMT solvers"),
            ("--general --to tptp", "the general theorems, on standard output"),
        ),
        """\
0  everything is written, and checked where that was asked for
1  the prover rejects something
2  the input is wrong, or there is no prover
3  something has no form there, is unknown, or was not checked in time""",
    ),
    "prove": Words(
        "the general theorems, and who proves them",
        "Has every prover on the machine (Coq, z3, cvc5, E) prove the general theorems anew.",
        (("", "all of them"), ("yoneda_criterion", "one")),
        """\
0  each theorem is proved by one prover at least
1  some is not
2  there is no such theorem, or no prover""",
    ),
    "lsp": Words(
        "serve an editor (Language Server Protocol, on stdio)",
        "A language server for editors, on standard input and output. It is started by an editor, and needs the "
        "packages of catproof[lsp].",
        (("", "what an editor runs"), ("--timeout 5", "with less time for a statement")),
        """\
0  the session has ended
2  packages are missing, or what came in was no message""",
    ),
    "audit": Words(
        "what prompts the tasks of a theory file need",
        "For each task of a theory file: how many prompts it needs, which ones, and what they confuse.",
        (
            ("wordnet.cat --tasks 'noun.*' --near 1", "some tasks, each with the nearest one that a prompt reaches"),
            ("wordnet.cat --csv", "for a spreadsheet"),
        ),
        _ANSWERS,
    ),
    "verify": Words(
        "re-check certificates with the kernel alone",
        "Checks certificates that `check --certificates` wrote. Nothing but the kernel takes part; what it leaves to "
        "trust is said.",
        (
            ("kept/concepts.mammal.json", "one certificate"),
            ("kept/concepts.mammal.json --theory concepts.cat", "which must be about a statement of this theory"),
            ("- --strict", "from standard input; nothing may be left to trust"),
        ),
        """\
0  each certificate proves its verdict
1  some certificate is rejected
2  some file is no certificate, or cannot be read
3  unknown: a limit was met; with --strict: something is left to trust""",
    ),
    "draw": Words(
        "a picture of what a theory file declares",
        "Draws a category, functor, task, model or transformation, and can mark what decides a statement.",
        (
            ("concepts.cat is_pet -o is_pet.svg", "a task, as its category of elements"),
            ("concepts.cat --verdict 'line 5' -o why.svg", "what decides a statement"),
        ),
        _ANSWERS,
    ),
    "show": Words(
        "anything a theory speaks of, as tables",
        "Shows what an expression stands for: arrows and their composition, elements and restrictions, values of a "
        "domain, numbers, definitions.",
        (
            ("concepts.cat", "what the file declares"),
            ("concepts.cat 'arrows(Concepts, cat, animal)'", "the values of a domain"),
            ("--definition mono", "what a word means"),
        ),
        _ANSWERS,
    ),
    "report": Words(
        "verdicts and pictures as one page of HTML",
        "Decides statements as `check` does, and writes a page with the theory, verdicts, reasons, pictures, "
        "explanations and certificates. It needs no network.",
        (("concepts.cat -o concepts.html", "a page about one file"), ("theories -o all.html", "about a folder")),
        _DECIDES,
    ),
    "atlas": Words(
        "small categories, their properties, and how many there are",
        "Goes through all categories with few arrows, decides each property of the prelude, and finds the smallest one "
        "for each \"p and not q\". It also counts.",
        (("-o atlas", "write page, theory and data into a folder"), ("--arrows 4 --counts 7", "fewer of them")),
        """\
0  done
3  unknown: there is too much to do""",
    ),
    "completion": Words(
        "completion of commands and options, for a shell",
        "Prints a script for a shell. It needs the package of catproof[completion].",
        (
            ("bash > ~/.local/share/bash-completion/completions/catproof", "for bash"),
            ("zsh > _catproof", "for zsh; put it into a folder of $fpath"),
        ),
        """\
0  done
2  the package is missing""",
    ),
}  # fmt: skip
"""Of each command; in this order they are listed."""


def epilog(name: str) -> str:
    """Examples and exit statuses of a command."""
    words = COMMANDS[name]
    lines = ["examples:"]
    for arguments, what in words.examples:
        lines += [f"  catproof {name} {arguments}".rstrip(), f"      {what}"]
    lines += ["", "exit status:"]
    lines += [f"  {line}" for line in words.statuses.splitlines()]
    return "\n".join([*lines, "  70 internal error; 130 interrupted by Ctrl-C"])
