"""`look`: the stretches of a line that lost bytes, read anew by the search over bytes.

What: which stretches of a line a search is worth, in which encodings, and how often: first only
marks of loss are taken for lost bytes; where the best reading is still unlikely, bytes may also be
gone without a mark.

What it does not do: find stretches (`stretches`), read and weigh them (`view`).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import regex

from textfix._charmodel import UNIT, Form, load
from textfix._text import codepoints
from textfix.filters.mojibake.bytecells import LOST_MARKS
from textfix.filters.mojibake.expect import form_of
from textfix.filters.mojibake.shifts import encodings
from textfix.filters.mojibake.stretches import CONTEXT, stretches
from textfix.filters.mojibake.view import View

if TYPE_CHECKING:
    from textfix.filters.mojibake.bare import Bare
    from textfix.filters.mojibake.repair import Repair, Setting

__all__ = ["look"]

_HAN = r"[\u3400-\u9fff]"
_HANZI = regex.compile(_HAN)
# A mark of loss beside a hanzi, or before the ASCII trail byte of one.
_MARK = regex.compile(f"\ufffd|(?<={_HAN})[{LOST_MARKS}]|[{LOST_MARKS}](?=[@-~\u20ac]?{_HAN})")
# A narrow mark that may hide A3 and the next lead byte, if rare characters follow.
_CANDIDATE = regex.compile(f"(?<={_HAN})[!:;](?={_HAN}{_HAN})")
_RARE = 10.0
# Marked stretches so short may hold one lost character and no shift.
_SHORT = 12
# Mean nats of text that has holes, and no long shift: Big5 finds back soon.
_TEXT_WITH_HOLES = 9.5
_MARKS_OF = 5  # and of five characters one mark at most
# Nats that a shift must save, a character of the stretch; without marks, and at least.
_EACH_MARKED = 0.25
_EACH = 0.5
_LEAST = 10.0


def look(line: str, bare: Bare, setting: Setting, *, kind: str) -> list[Repair]:
    """Stretches of a line of which bytes are lost. `kind` is ``injected``: those with torn
    readings; ``lost``: the others.
    """
    text = bare.text
    torn = {site.at - 1: site for site in bare.sites if site.torn}
    marks = sorted({match.start() for match in _MARK.finditer(text)} | set(torn))
    if not marks and kind == "injected":
        return []
    points = codepoints(text)
    costs = load().costs(points, Form.EITHER) / UNIT
    marks += [
        match.start()
        for match in _CANDIDATE.finditer(text)
        if costs[match.end() : match.end() + 2].mean() >= _RARE
    ]
    found: list[Repair] = []
    form = setting.form if setting.form is not Form.EITHER else form_of(points, costs)
    for stretch in stretches(costs, marks):
        start = max(0, stretch.start - CONTEXT)
        end = min(len(text), stretch.end + CONTEXT)
        if (kind == "injected") != any(start <= at < end for at in torn):
            continue
        if found and bare.origin[start] < found[-1].end:
            start = bisect_left(bare.origin, found[-1].end)
        if start >= end or _repeats(text[start:end]):
            continue
        if _is_gone(text[stretch.start : stretch.end]):
            continue
        if kind == "injected":
            names: tuple[str, ...] = ("gbk",)
        else:
            size = stretch.end - stretch.start
            needed = max(_LEAST, _EACH * size)
            if stretch.marked:
                few = sum(start <= at < end for at in marks) * _MARKS_OF <= size
                holes = size <= _SHORT or (few and costs[start:end].mean() < _TEXT_WITH_HOLES)
                needed = 0.0 if holes else _EACH_MARKED * size
            names = encodings(text[start:end], points[start:end], form, needed)
            if not names:
                continue
        sites = [site for site in bare.sites if start < site.at <= end]
        view = View(text, start, end, form, setting, sites, names)
        if stretch.marked:
            view.read(())
        else:
            first, last = stretch.start - start, stretch.end - start
            view.read([first - 4 <= at < last + 2 for at in range(end - start + 1)])
        if flags := view.doubtful():
            # Who left one private-use character did not strip them.
            view.read(flags, stripped=not view.private)
        found += view.repairs(line, bare, kind)
    return found


def _is_gone(text: str) -> bool:
    """Whether bytes were replaced rather than lost: nothing is left to search in (`gone`).

    EF BF BD read as GBK; or more of U+FFFD than of hanzi, which no shift makes (bytes of GBK read
    as UTF-8: nearly each is replaced).
    """
    marks = text.count("\N{REPLACEMENT CHARACTER}")
    return "锟斤" in text or "斤拷" in text or marks > len(_HANZI.findall(text))


def _repeats(text: str) -> bool:
    """Whether hardly any character is a new one: patterns and tables, not text."""
    return len(set(text)) * 4 < len(text)
