"""Text that was read in the wrong encoding and lost bytes on the way: UTF-8 with marks and gaps.

What: stretches whose bytes are UTF-8 but for some that became a mark (``?``, U+FFFD) or vanished.
UTF-8 says how many bytes each character has, so that the search (`textfix._bytesearch`) has to
find one byte of three, or two of six, with the character model as its guide. What stands in whole
sequences is certain, and given apart from what is not.

What it does not do: what `chains` does without loss, and UTF-8 read as Big5, of which half is gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from textfix._bytesearch import search
from textfix._charmodel import UNIT, Form, load
from textfix._multibyte import codec
from textfix._text import codepoints
from textfix.filters.mojibake.onebyte import has_cjk
from textfix.filters.mojibake.repair import Repair, Setting
from textfix.filters.mojibake.utf8holes import stretches
from textfix.filters.mojibake.utf8pairs import PAGES
from textfix.filters.mojibake.weigh import nats

if TYPE_CHECKING:
    from textfix.filters.mojibake.utf8holes import Stretch

__all__ = ["repairs"]

# Rows of whole sequences, at least two side by side, and the nats that each character of them is
# worth, as in `chains`.
_ROW = re.compile(
    rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}(?:[\x20-\x7e]*[\xe3-\xe9\xef][\x80-\xbf]{2})*"
)
_EACH = 8.0
_WHOLE = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
# A stretch this long of so few different characters is a rule or laughter, as in `rooms`.
_LONG = 40
_FEW = 8
# Places where bytes may have vanished, three for each that did, to a stretch's characters.
_MOST_GAPS = 0.6
# What a loss costs beforehand, in nats; and from where on a text is of one script: four or five
# characters that the other does not write (as in `evidence`).
_PRIOR = 8.0
_CLEAR = 12 * UNIT
# Readings and states that the search keeps: one place of doubt has 64 characters at the most. With
# 12 states dev loses half a point against 24 and takes half the time.
_BEST = 2
_WIDTH = 12
# A reading dearer than this, in nats a character and for a first one, is no text.
_POOR = 10.0
_SLACK = 12.0


def repairs(line: str, setting: Setting) -> list[Repair]:
    """The stretches of `line` that are UTF-8 with losses, read as far as is known.

    >>> [repair.text for repair in repairs("鍥犵偤闈炲父鏈夊▉鍤\\ufffd", Setting())]
    ['因為非常有威', '嚴']
    """
    points = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    found: list[Repair] = []
    for stretch in stretches(line, points):
        found += _read(line, stretch, setting)
    return found


def _read(line: str, stretch: Stretch, setting: Setting) -> list[Repair]:
    start, end = stretch.start, stretch.end
    text = line[start:end]
    few = len(text) >= _LONG and len(set(text)) <= _FEW
    if few or len(stretch.gaps) > _MOST_GAPS * len(text):
        return []
    cells = stretch.cells(text, stretch.page, stretch.gaps)
    before, after = line[max(0, start - 2) : start], line[end : end + 2] or "\n"
    form = _form(text, stretch.page) if setting.form is Form.EITHER else setting.form
    readings = search(
        cells, codec("utf-8"), form=form, before=before, after=after, best=_BEST, width=_WIDTH
    )
    if not readings:
        return []
    best = readings[0].text
    after = line[end : end + 1]
    cost, read = nats([before[-1:] + text + after, before[-1:] + best + after], setting.form)
    gain = cost - read - _PRIOR
    poor = read > _POOR * (len(best) + 2) + _SLACK
    if poor or gain <= 0 or best == text or not has_cjk(best):
        return []
    others = tuple(reading.text for reading in readings[1:])
    margin = min(gain, readings[1].nats - readings[0].nats) if others else gain
    whole = Repair(start, end, best, stretch.kind, stretch.chain, margin, others)
    return _parts(text, whole, stretch, gain)


def _parts(text: str, whole: Repair, stretch: Stretch, gain: float) -> list[Repair]:
    """A repair in parts: rows of whole sequences are certain, what stands between them is not."""
    data, starts = stretch.data, stretch.starts
    found: list[Repair] = []
    at = read = 0
    for match in _ROW.finditer(data):
        begin, end = np.searchsorted(starts, match.span()).tolist()
        if (starts[begin], starts[end]) != match.span():
            continue
        known = match.group().decode()
        place = whole.text.find(known, read)
        if place < 0:
            return [whole]
        found += _part(whole, at, begin, whole.text[read:place])
        margin = min(gain, _EACH * len(known))
        first = whole.start + begin
        found.append(Repair(first, whole.start + end, known, whole.kind, whole.chain, margin))
        at, read = end, place + len(known)
    return [*found, *_part(whole, at, len(text), whole.text[read:])]


def _part(whole: Repair, start: int, end: int, text: str) -> list[Repair]:
    """The part of a repair that is in doubt; nothing if there is nothing."""
    if start == end and not text:
        return []
    start, end = whole.start + start, whole.start + end
    return [Repair(start, end, text, whole.kind, whole.chain, whole.margin)]


def _form(text: str, page: str) -> Form:
    """The script that the whole sequences of a stretch are in, if it is clear."""
    name = next((name for _, two, name in PAGES if two == page), page)
    known = "".join(
        match.group().decode("utf-8", "ignore")
        for match in _WHOLE.finditer(text.encode(name, "replace"))
    )
    model, points = load(), codepoints(known)
    lean = int((model.forms(points, Form.HANS) - model.forms(points, Form.HANT)).sum())
    if abs(lean) < _CLEAR:
        return Form.EITHER
    return Form.HANT if lean > 0 else Form.HANS
