"""WordNet's nouns as data files: a converter from the files of WordNet 3.0 (wndb(5)) to CSV.

    apt-get install -y --no-install-recommends wordnet-base
    python -m catproof.readers.wordnet FOLDER

writes into the folder

- `edges.csv`, with the columns `synset,hypernym`: every hypernym link, also those of instances (Paris is an instance of
  a national capital), so that what lies below a synset are all its kinds and instances;
- `categories.csv`, with `category,synset`: the lexicographer file (noun.animal, noun.food, ...) of every synset;
- `words.csv`, with `word,synset`: the senses of the most frequent nouns; the hyponym set of a word is what lies below
  its senses, so it is read with `close = down`;
- `wordnet.cat`, the theory of `theories/wordnet`, and WordNet's licence as `LICENSE`.

A synset is called as in NLTK: by its first word and the number of the sense of that word, `dog.n.01`. How frequent a
word is says `cntlist.rev`, the counts of senses in the texts that were tagged with WordNet. The same data give the same
bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from catproof.files.writing import write as write_file
from catproof.resources import folder

DATA = Path("/usr/share/wordnet")
WORDS = 1000

LEXICOGRAPHERS = (
    "Tops", "act", "animal", "artifact", "attribute", "body", "cognition", "communication", "event", "feeling",
    "food", "group", "location", "motive", "object", "person", "phenomenon", "plant", "possession", "process",
    "quantity", "relation", "shape", "state", "substance", "time",
)  # fmt: skip
"""The lexicographer files of nouns, from number 3 on (lexnames(5))."""


class NoSense(ValueError):
    """A word that is no noun of WordNet, or a sense that it does not have; the message says which."""


class Synset(NamedTuple):
    """A line of `data.noun`: what it is called, its lexicographer file, and the offsets of its hypernyms."""

    name: str
    category: str
    hypernyms: tuple[str, ...]


class Nouns(NamedTuple):
    """The noun synsets by offset, in the order of the file, and the senses of each word, the most frequent first."""

    synsets: dict[str, Synset]
    senses: dict[str, list[str]]

    def above(self, starts: Iterable[str]) -> set[str]:
        """The synsets and all their hypernyms."""
        seen, pending = set(starts), list(starts)
        while pending:
            for other in self.synsets[pending.pop()].hypernyms:
                if other not in seen:
                    seen.add(other)
                    pending.append(other)
        return seen


def _entries(path: Path) -> Iterator[list[str]]:
    """The fields of each entry of a WordNet file, without glosses and without the licence at its head."""
    with path.open(encoding="ascii") as lines:
        for line in lines:
            if not line.startswith(" "):
                yield line.split(" | ")[0].split()


def read_nouns(data: Path = DATA) -> Nouns:
    """WordNet's nouns. Raises `OSError` where the files are missing."""
    senses = {fields[0]: fields[-int(fields[2]) :] for fields in _entries(data / "index.noun")}
    number = {(word, offset): k for word, offsets in senses.items() for k, offset in enumerate(offsets, 1)}
    synsets: dict[str, Synset] = {}
    for offset, lexicographer, _type, count, *rest in _entries(data / "data.noun"):
        word = rest[0]
        pointers = rest[2 * int(count, 16) + 1 :]
        triples = zip(pointers[::4], pointers[1::4], pointers[2::4], strict=False)
        hypernyms = tuple(dict.fromkeys(t for sign, t, part in triples if sign in ("@", "@i") and part == "n"))
        name = f"{word}.n.{number[word.lower(), offset]:02}"
        synsets[offset] = Synset(name, f"noun.{LEXICOGRAPHERS[int(lexicographer) - 3]}", hypernyms)
    return Nouns(synsets, senses)


def frequent_words(nouns: Nouns, count: int, data: Path = DATA) -> list[str]:
    """The nouns with the highest counts in tagged texts, those with equal counts by name."""
    counts: Counter[str] = Counter()
    for key, _sense, tagged in _entries(data / "cntlist.rev"):
        word, _, rest = key.partition("%")
        if rest.startswith("1:") and word in nouns.senses:
            counts[word] += int(tagged)
    return sorted(counts, key=lambda word: (-counts[word], word))[:count]


def licence(data: Path = DATA) -> str:
    """The notice at the head of a WordNet data file, without its line numbers."""
    with (data / "data.noun").open(encoding="ascii") as lines:
        return "".join(re.sub(r"^ +\d+ ?", "", line).rstrip() + "\n" for line in lines if line.startswith(" "))


def write(target: Path, data: Path = DATA, words: int = WORDS, only: Iterable[str] = ()) -> None:
    """Write the files into the folder `target`. With `only`, a fragment: the first senses of these words (`bank#2` is
    the second sense) and everything above them. Words may be written as people do, `New York`, and are called as in the
    index of WordNet, `new_york`. Raises `OSError`, and `NoSense`."""
    nouns = read_nouns(data)
    chosen = [_sense(nouns, word) for word in only]
    kept = nouns.above(chosen) if chosen else set(nouns.synsets)
    target.mkdir(parents=True, exist_ok=True)
    synsets = {offset: s for offset, s in nouns.synsets.items() if offset in kept}
    called = {offset: s.name for offset, s in synsets.items()}
    links = ((s.name, called[other]) for s in synsets.values() for other in s.hypernyms)
    _table(target / "edges.csv", ("synset", "hypernym"), links)
    _table(target / "categories.csv", ("category", "synset"), ((s.category, s.name) for s in synsets.values()))
    labels = dict.fromkeys([*map(indexed, only), *frequent_words(nouns, words, data)])
    rows = ((word, called[offset]) for word in labels for offset in nouns.senses[word] if offset in kept)
    _table(target / "words.csv", ("word", "synset"), rows)
    write_file(target / "LICENSE", licence(data))
    theory = folder("theories") / "wordnet" / "wordnet.cat"
    if theory.resolve() != (target / "wordnet.cat").resolve():
        write_file(target / "wordnet.cat", theory.read_bytes())


def indexed(word: str) -> str:
    """A word as WordNet's index has it, in small letters and with underscores, without the number of a sense."""
    return "_".join(word.partition("#")[0].lower().split())


def _sense(nouns: Nouns, word: str) -> str:
    """The synset of a word, `bank` or `bank#2`. Raises `NoSense`."""
    _, sign, number = word.partition("#")
    senses = nouns.senses.get(indexed(word))
    if senses is None:
        raise NoSense(f"{word} is no noun of WordNet")
    if sign and not (number.isascii() and number.isdecimal() and len(number) < 9 and 1 <= int(number) <= len(senses)):
        known = "one sense, #1" if len(senses) == 1 else f"{len(senses)} senses, #1 to #{len(senses)}"
        raise NoSense(f"{word} is no sense of a noun of WordNet: {indexed(word)} has {known}")
    return senses[int(number or 1) - 1]


def _table(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_file(path, text.getvalue())


def main(arguments: list[str] | None = None) -> int:
    """The converter as a command; see the module's description."""
    parser = argparse.ArgumentParser(
        prog="python -m catproof.readers.wordnet", description="Write WordNet's nouns as data files for catproof."
    )
    parser.add_argument("target", type=Path, metavar="FOLDER", help="where to write them")
    parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER", help=f"WordNet's files (default: {DATA})")
    parser.add_argument("--words", type=int, default=WORDS, metavar="N", help=f"frequent nouns (default: {WORDS})")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="WORD", help="a fragment: these words and what is above"
    )
    given = parser.parse_args(arguments)
    if given.words < 0:
        parser.error(f"argument --words: a number from 0 is expected, not {given.words}")
    try:
        write(given.target, given.data, given.words, given.only)
    except FileNotFoundError as error:
        print(f"{error.filename} is missing: apt-get install -y --no-install-recommends wordnet-base", file=sys.stderr)
        return 2
    except NoSense as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or given.target}: {error.strerror or error}", file=sys.stderr)
        return 2
    except (ValueError, LookupError) as error:  # what `read_nouns` makes of other files
        print(f"{given.data} has no files of WordNet 3.0 (wndb(5)): {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
