"""Does a pack prove itself? What tests, the pytest plugin and `textfix rules test` ask.

Of each rule, by itself: each hit comes out as it says, each miss stays as it is, each known failure
(`todo`) still fails (one that holds has landed and belongs to the hits). A hit must also fire in
the shapes that pages give it (`SHAPES`): indented, wide, after NFKC, in the other script, with
zero-width noise. Its literals stand in its hits.

Of the rules together: no rule takes what another must miss, and each has a hit that comes out
otherwise without it, so that deleting it fails. On request: time is linear on a line of 100 kB.

This module reports; it does not read packs.
"""

from __future__ import annotations

import time
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from textfix._apply import apply
from textfix._edits import Applicability
from textfix._rulefields import NAMED_KINDS
from textfix._rulefold import fold, fold_words
from textfix._rulematch import RuleSet
from textfix._rulenoise import NOISE
from textfix._text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textfix._rulepack import Rule

__all__ = ["SHAPES", "Problem", "problems", "result", "slow", "together"]

# ASCII marks to their full-width twins: U+FF01..FF5E lie 0xFEE0 above U+0021..007E.
_WIDE = {point: point + 0xFEE0 for point in map(ord, "!(),:;?/")}
_NOTHING_FOR_NOISE = dict.fromkeys(map(ord, NOISE))
_LINE = 100_000  # characters of the line that a rule must read in linear time
# Four times the line may take so many times as long: caches bend a curve, squares give 16.
_RATIO = 9.0
_NOTHING = 0.02  # seconds for the longer line, below which a ratio is noise
# Seconds for the longer line that no linear rule takes: the slowest that ships takes 0.1.
_SLOW = 0.5


_WORDED = "in Taiwan's words"


class Problem(NamedTuple):
    """A rule, and what is wrong with it in one line."""

    rule: Rule
    what: str


def result(rules: RuleSet, line: str) -> str:
    """What the rules make of a line, proposals above ``safe`` included."""
    made, _ = rules.edits(Text(line)).split(Applicability.DISPLAY)
    return apply(Text(line), made).value


def problems(rule: Rule) -> Iterator[str]:
    """What is wrong with the rule's examples, one line each; nothing if they hold."""
    alone = RuleSet([rule])
    for example in rule.hit:
        view = fold_words(fold(example.text))
        if not any(literal in view for literal in rule.literals):
            yield f"hit {example.text!r} holds none of the literals: it is never looked at"
        for shape, reshaped in SHAPES.items():
            line, wanted = reshaped(example.text), example.out and reshaped(example.out)
            if shape == _WORDED and len(line) != len(example.text):
                continue  # words of another length (使用者 for 用户) are not shown as ours
            if _bare(found := result(alone, line)) != _bare(wanted):
                yield f"hit {line!r} ({shape}) gives {found!r}, not {wanted!r}"
    for line in rule.miss:
        if (found := result(alone, line)) != line:
            yield f"miss {line!r} is not left alone: {found!r}"
    for example in rule.todo:
        if result(alone, example.text) == example.out:
            yield f"todo {example.text!r} holds now: make it a hit"


def together(rules: Sequence[Rule], beside: Iterable[Rule] = ()) -> Iterator[Problem]:
    """What is wrong between rules that run together; `beside`: others that run with them.

    Rules that ask for evidence of the document are left out: they do not judge a line alone.
    """
    everything = [rule for rule in (*rules, *beside) if not rule.evidence]
    acting = [rule for rule in everything if rule.kind not in NAMED_KINDS]
    running = RuleSet(acting)
    for rule in rules:
        for line in rule.miss if rule.kind not in NAMED_KINDS else ():
            hits = [hit.rule.id for hit in running.hits(Text(line)) if hit.rule.id != rule.id]
            if hits:
                yield Problem(rule, f"miss {line!r} is taken by {hits[0]}")
        rest = RuleSet([other for other in rules if other.id != rule.id and not other.evidence])
        if rule.hit and all(result(rest, hit.text) == hit.out for hit in rule.hit):
            yield Problem(rule, "is superfluous: without it, every hit comes out the same")


def slow(rule: Rule) -> Iterator[str]:
    """Whether the rule's time grows faster than a line does, up to 100 kB of what it looks for."""
    alone = RuleSet([rule])
    for unit in dict.fromkeys([*rule.literals, *(fold(hit.text) for hit in rule.hit)]):
        for line in (unit, f"江{unit}", f"({unit}"):
            # Twice, since other programs run too: what is slow is slow again.
            if _is_slow(alone, line) and _is_slow(alone, line):
                took = _seconds(alone, line, _LINE)
                yield f"{_LINE} characters of {line!r} on one line take {took:.2f} s"


def _is_slow(rules: RuleSet, unit: str) -> bool:
    short, long = (_seconds(rules, unit, size) for size in (_LINE // 4, _LINE))
    return long > _SLOW or (long > _NOTHING and long > _RATIO * short)


def _seconds(rules: RuleSet, unit: str, size: int) -> float:
    text = Text((unit * (size // len(unit) + 1))[:size])
    start = time.process_time()
    for _ in rules.hits(text):
        pass
    return time.process_time() - start


def _bare(value: str) -> str:
    """Without blanks and noise, which shapes add."""
    return "".join(value.translate(_NOTHING_FOR_NOISE).split())


def _converted(name: str) -> Callable[[str], str]:
    return lambda value: _converter(name)(value)


@cache
def _converter(name: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(name).convert
    return convert


def _wide(value: str) -> str:
    return value if "http" in value else value.translate(_WIDE)


def _noisy(value: str) -> str:
    """U+FEFF before it, U+200B after each character, U+200E behind it."""
    return "\ufeff" + "\u200b".join(value) + "\u200e"


# What pages do to a line. Each maps a hit, and what is left of it, to a hit.
SHAPES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "indented": "\u3000\u3000{}".format,
    "with blanks after it": "{} \u3000".format,
    "full width": _wide,
    "after NFKC": lambda value: unicodedata.normalize("NFKC", value),
    "in traditional": _converted("s2t"),
    "in simplified": _converted("t2s"),
    _WORDED: _converted("s2twp"),
    "with zero-width noise": _noisy,
}
