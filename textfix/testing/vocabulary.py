"""What test texts are made of: words and characters with their frequencies, and what converts.

Three tables that ship with textfix, read on first use:

- ``rules/testing/words.tsv``: common words by their place in a sentence, with costs;
- ``rules/decode/characters.tsv``: how often each character is written, in either script;
- ``rules/script/*.chars.tsv`` and ``rules/testing/phrases.tsv``: every character and every phrase
  that a converter has to do something about.

`sweep` gives all of the last as texts, so that a run can be sure to have asked about each of them.
Needs no Hypothesis. It draws nothing; `strategies` does.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from textfix._errors import ConfigError, hint
from textfix._rules import rules_dir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "REGIONS",
    "Region",
    "Script",
    "Weighted",
    "characters",
    "convertible",
    "one_to_one",
    "phrases",
    "readings",
    "regional",
    "sweep",
    "words",
]

Script = Literal["Hans", "Hant", "both", "mixed"]
Region = Literal["tw", "hk"]
REGIONS = ("tw", "hk")

# Steps of the scale on which weights are laid out: the rarest word still gets one.
_STEPS = 1 << 16
# Words or characters to a line, lines to a text of a sweep: small enough to be read when it fails.
_LINE, _TEXT = 12, 8


@dataclass(frozen=True, slots=True)
class Weighted:
    """Strings, most frequent first, each with its share of a scale; `at(0)` is the first."""

    items: tuple[str, ...]
    bounds: tuple[int, ...]

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, int]]) -> Weighted:
        """From (string, cost in nats x 10); the rarest get one step of the scale."""
        ordered = sorted(pairs, key=lambda pair: pair[1])
        shares = [math.exp(-cost / 10) for _, cost in ordered]
        scale = _STEPS / (sum(shares) or 1)
        steps = (max(1, round(share * scale)) for share in shares)
        return cls(tuple(item for item, _ in ordered), tuple(accumulate(steps)))

    @property
    def size(self) -> int:
        """Steps in all: `at` takes 0 to `size` - 1."""
        return self.bounds[-1]

    def at(self, step: int) -> str:
        """The string that owns a step of the scale.

        >>> Weighted.of([("b", 20), ("a", 10)]).at(0)
        'a'
        """
        return self.items[bisect_right(self.bounds, step)]


def _rows(name: str) -> Iterator[list[str]]:
    text = (rules_dir() / f"{name}.tsv").read_text(encoding="utf-8")
    return (row.split("\t") for row in text.split("\n") if row and not row.startswith("#"))


@cache
def regional(region: Region | None) -> dict[int, str]:
    """Traditional characters of OpenCC's standard -> the region's, for ``str.translate``.

    Raises:
        ConfigError: if the region is not known.

    >>> "裏面".translate(regional("tw"))
    '裡面'
    """
    if region is None:
        return {}
    if region not in REGIONS:
        raise ConfigError(f"no region is called {region!r}; {hint(region, REGIONS)}")
    return {ord(old): new for old, new in _rows(f"script/t2{region}.chars")}


@cache
def words(place: str, script: Script, region: Region | None = None) -> Weighted:
    """Words that can stand at a place of a sentence, by frequency.

    `place`: ``noun verb adverb adjective time place pronoun link``.

    >>> words("verb", "Hant").items[:3]
    ('進行', '知道', '起來')
    """
    swap = regional(region)
    pairs = []
    for where, hans, hant, cost in _rows("testing/words"):
        if where == place:
            made = hant.translate(swap)
            chosen = {"Hans": [hans], "Hant": [made], "mixed": [hans, made]}
            both = [hans] if hans == hant == made else []
            pairs += [(word, int(cost)) for word in dict.fromkeys(chosen.get(script, both))]
    return Weighted.of(pairs)


@cache
def characters(script: Script, region: Region | None = None) -> Weighted:
    """Hanzi by frequency in running text; those only that the script can hold.

    >>> characters("Hans").items[:3]
    ('一', '人', '是')
    """
    swap = regional(region)
    wanted = {"Hans": ("zh-Hans",), "Hant": ("zh-Hant",)}.get(script, ("zh-Hans", "zh-Hant"))
    costs: dict[str, int] = {}
    for language, cost, entries in _rows("decode/characters"):
        if language in wanted:
            for char in entries:
                if "\u4e00" <= char <= "\u9fff":
                    made = char if language == "zh-Hans" else char.translate(swap)
                    costs[made] = min(int(cost), costs.get(made, 1 << 10))
    foreign: frozenset[str] = frozenset()
    if script != "mixed":
        foreign = frozenset().union(
            *(convertible(other) for other in ("Hans", "Hant") if other != script)
        )
    return Weighted.of([(char, cost) for char, cost in costs.items() if char not in foreign])


@cache
def convertible(script: Script) -> frozenset[str]:
    """Every character of the script that conversion changes; rare ones included.

    >>> "长" in convertible("Hans"), "長" in convertible("Hans"), "長" in convertible("Hant")
    (True, False, True)
    """
    sides = {"Hans": "s2t", "Hant": "t2s"}
    chosen = [sides[script]] if script in sides else list(sides.values()) * (script == "mixed")
    return frozenset(char for side in chosen for char, _ in _rows(f"script/{side}.chars"))


@cache
def one_to_one() -> dict[str, str]:
    """Characters of only one script with their only counterpart in the other, both ways.

    >>> one_to_one()["長"], one_to_one()["长"], "发" in one_to_one()
    ('长', '長', False)
    """
    only = {char: kind for char, kind in _rows("script/classes") if kind in "SVT"}
    back = dict(_rows("script/t2s.chars"))
    several: dict[str, set[str]] = {}
    for hant, hans in back.items():
        several.setdefault(hans, set()).add(hant)
    pairs = {
        hans: hant
        for hans, hant in _rows("script/s2t.chars")
        if only.get(hans) in ("S", "V") and only.get(hant) == "T" and several.get(hans) == {hant}
    }
    return pairs | {hant: hans for hans, hant in pairs.items()}


@cache
def readings() -> dict[str, str]:
    """Every hanzi's most usual reading, with tone marks.

    >>> readings()["會"]
    'huì'
    """
    return {char: said.split(" ")[0] for char, said in _rows("gloss/readings")}


@cache
def phrases(script: Script, region: Region | None = None) -> tuple[str, ...]:
    """Every phrase that is converted otherwise than character by character.

    `region`: those also that only its writers use, and its forms of the others.

    >>> "头发" in phrases("Hans"), "頭髮" in phrases("Hant")
    (True, True)
    """
    swap = regional(region)
    found: dict[str, None] = {}
    for where, hans, hant in _rows("testing/phrases"):
        if where in ("-", region):
            if script in ("Hans", "mixed"):
                found[hans] = None
            if script in ("Hant", "mixed"):
                found[hant.translate(swap)] = None
            if script == "both" and hans == hant:
                found[hans] = None
    return tuple(found)


@cache
def sweep(script: Script, region: Region | None = None) -> tuple[str, ...]:
    """Texts that hold every convertible character and phrase of a script between them.

    In lines of a dozen with commas between them, always in the same order.

    >>> texts = sweep("Hans")
    >>> all(char in "".join(texts) for char in convertible("Hans"))
    True
    """
    swap = regional(region)
    # What a region writes otherwise is no longer its own writers' character.
    single = dict.fromkeys(char.translate(swap) for char in sorted(convertible(script)))
    units = [*single, *sorted(phrases(script, region))]
    lines = ["，".join(units[at : at + _LINE]) + "。" for at in range(0, len(units), _LINE)]
    return tuple("\n".join(lines[at : at + _TEXT]) for at in range(0, len(lines), _TEXT))
