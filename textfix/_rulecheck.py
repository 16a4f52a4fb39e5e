"""Do a rule's examples hold? What tests, the pytest plugin and `textfix rules test` ask.

Each hit must come out as it says by this rule alone, each miss must stay as it is, each known
failure (`todo`) must still fail: one that holds has landed and belongs to the hits. A hit must also
fire in the shapes that pages give it: indented, full width, with blanks at the end.

This module reports; it does not read packs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix._edits import Applicability, apply
from textfix._rulematch import RuleSet
from textfix._text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textfix._rulepack import Rule

__all__ = ["problems", "result"]

# ASCII marks to their full-width twins: U+FF01..FF5E lie 0xFEE0 above U+0021..007E.
_WIDE = {point: point + 0xFEE0 for point in map(ord, "!(),:;?/")}


def result(rules: RuleSet, line: str) -> str:
    """What the rules make of a line, proposals above ``safe`` included."""
    made, _ = rules.edits(Text(line)).split(Applicability.DISPLAY)
    return apply(Text(line), made).value


def problems(rule: Rule) -> Iterator[str]:
    """What is wrong with the rule's examples, one line each; nothing if they hold."""
    alone = RuleSet([rule])
    for example in rule.hit:
        for shape, line, wanted in _shapes(example.text, example.out):
            if (found := result(alone, line)) != wanted:
                yield f"hit {line!r} ({shape}) gives {found!r}, not {wanted!r}"
    for line in rule.miss:
        if (found := result(alone, line)) != line:
            yield f"miss {line!r} is not left alone: {found!r}"
    for example in rule.todo:
        if result(alone, example.text) == example.out:
            yield f"todo {example.text!r} holds now: make it a hit"


def _shapes(text: str, out: str) -> Iterator[tuple[str, str, str]]:
    """The example, and the same as pages indent, widen and end it."""
    yield "as written", text, out
    yield "indented", f"\u3000\u3000{text}", f"\u3000\u3000{out}" if out else ""
    wide = text.translate(_WIDE)
    if "http" not in text and wide.startswith(out.translate(_WIDE)):
        yield "full width", wide, out.translate(_WIDE)
    if not out:
        yield "with blanks after it", text + " \u3000", ""
