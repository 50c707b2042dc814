"""Print `theories/wordnet_fragment.cat`: everyday words of WordNet 3.0 and everything they are kinds of.

The words are listed in `WORDS`. The fragment holds their synsets (sets of words with one meaning) and all
hypernyms of these, up to `entity`, with every hypernym link between them, as one `poset` in which
`dog < canine` says that a dog is a kind of canine. Instances (`@i` links) are left out.

A synset is named by the word that chose it, any other by its first word, with the sense number of that word
where two synsets of the fragment share it. Each line of the poset goes up from a new synset until it meets one
that an earlier line named; where WordNet gives a synset several hypernyms, the later links follow on lines of
their own.

The data are those of Debian's package `wordnet-base`, whose licence notice is copied from the data file:

    apt-get install -y --no-install-recommends wordnet-base
    python tests/tools/wordnet_fragment.py > theories/wordnet_fragment.cat

The same words and data give the same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

WORDS = """
dog poodle puppy wolf fox domestic_cat lion horse pony mouse hamster rabbit elephant whale#2 dolphin#2 bat
eagle sparrow canary#4 parrot penguin goldfish salmon trout#2 shark frog snake butterfly bee spider
apple pear peach#3 cherry#3 banana#2 lemon strawberry olive#4 tomato potato carrot#3 radish onion#3
bread cheese milk coffee
car bus truck bicycle motorcycle skateboard train airplane helicopter fighter#2 ship warship
piano organ#5 accordion guitar violin drum flute trumpet synthesizer#2
chair armchair table#2 desk bed sofa bookcase cup spoon fork
"""
"""The everyday words; `word#n` means its n-th sense, a bare word its first."""

RESERVED = """
claim refute ask find import forall exists not and or implies iff is has solves generalizes in
category monoid group poset table functor task presheaf transformation model pretext point
"""
"""Words of the theory language that a poset cannot hold without quotes."""

LINE = 100


@dataclass(frozen=True)
class Synset:
    """A line of `data.noun`: its words and the offsets of its hypernyms, in WordNet's order."""

    words: tuple[str, ...]
    hypernyms: tuple[str, ...]


def entries(path: Path) -> Iterator[list[str]]:
    """The fields of each entry of a WordNet file, without glosses and without the licence at its head."""
    with path.open(encoding="ascii") as lines:
        for line in lines:
            if not line.startswith(" "):
                yield line.split(" | ")[0].split()


def read_synsets(path: Path) -> dict[str, Synset]:
    """The noun synsets by offset; see wndb(5) for the format."""
    synsets: dict[str, Synset] = {}
    for offset, _file, _type, count, *rest in entries(path):
        words = tuple(rest[: 2 * int(count, 16) : 2])
        pointers = rest[2 * int(count, 16) + 1 :]
        symbols, targets, parts = pointers[::4], pointers[1::4], pointers[2::4]
        hypernyms = tuple(t for s, t, p in zip(symbols, targets, parts, strict=False) if s == "@" and p == "n")
        synsets[offset] = Synset(words, hypernyms)
    return synsets


def read_senses(path: Path) -> dict[str, list[str]]:
    """The offsets of a lower case word's senses, the most frequent first."""
    return {fields[0]: fields[-int(fields[2]) :] for fields in entries(path)}


def read_licence(path: Path) -> list[str]:
    """The notice at the head of a WordNet data file, without its line numbers."""
    with path.open(encoding="ascii") as lines:
        return [re.sub(r"^ +\d+ ?", "", line).rstrip() for line in lines if line.startswith(" ")]


def chosen(words: str, senses: dict[str, list[str]]) -> dict[str, str]:
    """The words by the offsets of their synsets; a word may be written `word#n`."""
    offsets: dict[str, str] = {}
    for item in words.split():
        word, _, number = item.partition("#")
        offsets[senses[word][int(number or 1) - 1]] = word
    return offsets


def upward(starts: Iterable[str], synsets: dict[str, Synset]) -> list[str]:
    """`starts` and all their hypernyms, each once, in the order of a depth-first walk."""
    seen: dict[str, None] = {}
    stack = list(starts)[::-1]
    while stack:
        offset = stack.pop()
        if offset not in seen:
            seen[offset] = None
            stack.extend(reversed(synsets[offset].hypernyms))
    return list(seen)


def named(words: dict[str, str], senses: dict[str, list[str]]) -> dict[str, str]:
    """What each offset is called in the theory file, given the word it is known by."""
    taken = Counter(words.values())
    names: dict[str, str] = {}
    for offset, word in words.items():
        name = word if taken[word] == 1 else f"{word}_{senses[word.lower()].index(offset) + 1}"
        plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_']*", name) and name not in RESERVED.split()
        names[offset] = name if plain else f'"{name}"'
    return names


def chains(offsets: list[str], synsets: dict[str, Synset]) -> Iterator[list[str]]:
    """Ascending chains that hold every hypernym link between `offsets` exactly once."""
    placed: set[str] = set()
    for start in offsets:
        for hypernym in synsets[start].hypernyms if start not in placed else ():
            chain = [start, hypernym]
            placed.add(start)
            while (last := chain[-1]) not in placed and len(synsets[last].hypernyms) == 1:
                placed.add(last)
                chain.append(synsets[last].hypernyms[0])
            yield chain


def folded(chain: list[str]) -> Iterator[str]:
    """A chain of names as lines of at most `LINE` characters, each beginning with the end of the one before."""
    line = chain[0]
    for previous, name in pairwise(chain):
        if len(line) + len(name) + 3 > LINE - 2:
            yield line
            line = previous
        line += f" < {name}"
    yield line


def theory(data: Path) -> Iterator[str]:
    """The lines of the theory file."""
    synsets, senses = read_synsets(data / "data.noun"), read_senses(data / "index.noun")
    words = chosen(WORDS, senses)
    offsets = upward(words, synsets)
    names = named({offset: words.get(offset, synsets[offset].words[0]) for offset in offsets}, senses)
    links = sum(len(synsets[offset].hypernyms) for offset in offsets)
    yield "# A fragment of WordNet 3.0: everyday words and everything they are kinds of."
    yield f"# {len(offsets)} synsets and {links} hypernym links; made by tests/tools/wordnet_fragment.py."
    yield "# The names and links below are WordNet's, under this licence:"
    yield "#"
    yield from (f"# {line}".rstrip() for line in read_licence(data / "data.noun"))
    yield ""
    yield "poset WordNet {"
    for chain in chains(offsets, synsets):
        yield from (f"  {line}" for line in folded([names[offset] for offset in chain]))
    yield "}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Print a fragment of WordNet's nouns as a theory file.")
    parser.add_argument("--data", type=Path, default=Path("/usr/share/wordnet"), help="folder of data.noun")
    data: Path = parser.parse_args().data
    if not (data / "data.noun").exists():
        sys.exit(f"{data}/data.noun is missing: apt-get install -y --no-install-recommends wordnet-base")
    sys.stdout.writelines(line + "\n" for line in theory(data))


if __name__ == "__main__":
    main()
