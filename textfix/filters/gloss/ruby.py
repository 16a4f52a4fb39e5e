"""Glosses for readers, flattened: 漢字(かんじ), 長(ㄔㄤˊ), 韓國(한국), 小(xiǎo)兔(tù).

They belong to their text and stay; `gloss` shows them as suggestions, and takes them out where it
is told to. Kana and zhuyin behind a hanzi are readings by their script alone; hangul is where it
has no more syllables than there are hanzi before it; pinyin where it bears tones and the document
does not look injected.

What it does not do: toneless pinyin (李明(li ming)), romanised Japanese, translations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import regex

from textfix._charclass import CharClass
from textfix._edits import Applicability, Edits, Tag
from textfix.filters.gloss.decision import Decision
from textfix.filters.gloss.evidence import NEUTRAL, TONED, of_kind
from textfix.filters.gloss.readings import Reading, is_toned

if TYPE_CHECKING:
    from textfix._text import Text
    from textfix.filters.gloss.candidates import Candidates

__all__ = ["ruby"]

_WHY = "a reading for readers, in kana, zhuyin, hangul or pinyin"
_SHOWN = Tag("gloss.ruby", Applicability.DISPLAY, why=_WHY)
_STRIPPED = Tag("gloss.ruby", why=_WHY)

_HAN = (
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\U00030000-\U000323af"
)
# Kana with the sound mark and the middle dot; zhuyin with its four tone marks (U+02CA, 02C7, 02CB,
# 02D9); hangul syllables. The longest readings of words (憲法改正) have a dozen signs.
_KANA = "[\u3041-\u3096\u30a1-\u30fc \u3000]{1,24}"
_ZHUYIN = "[\u3105-\u312f\u31a0-\u31bf\u02ca\u02c7\u02cb\u02d9 \u3000]{1,24}"
_HANGUL = "[\uac00-\ud7a3 ]{1,24}"
_BRACKET = regex.compile(
    f"(?<=[{_HAN}])(?:[(（](?:{_KANA}|{_ZHUYIN}|(?P<hangul>{_HANGUL}))[)）])+",
)
_HANZI_BEFORE = regex.compile(f"[{_HAN}]+$")
_REACH = 24  # characters looked back for the hanzi that hangul stands for


def ruby(text: Text, found: Candidates, decision: Decision, *, strip: bool) -> Edits:
    """The glosses of `text` that `decision` leaves: deletions, or suggestions of them."""
    tag = _STRIPPED if strip else _SHOWN
    parts = [_of_pinyin(found, decision, tag)]
    if text.has(CharClass.HAN | CharClass.OPEN | CharClass.CLOSE | CharClass.OTHER_CJK):
        spans = [match.span() for match in _BRACKET.finditer(text.value) if _is_reading(match)]
        column = np.array(spans, dtype=np.int64).reshape(-1, 2)
        parts.append(Edits.delete(column[:, 0], column[:, 1], tag))
    return Edits.merge(parts)


def _of_pinyin(found: Candidates, decision: Decision, tag: Tag) -> Edits:
    """Toned readings that are not injected, of one syllable or several."""
    if not len(found):
        return Edits.none()
    spoken = np.array([is_toned(content) for _, content in found.words], dtype=bool)
    rows = [of_kind(found, (Reading.PERSON,))]
    rows[0] = rows[0][spoken[found.word[rows[0]]]]
    if not decision & (Decision.TONED | Decision.SINGLE):
        toned = of_kind(found, TONED)
        rows.append(toned)
        if len(toned):
            rows.append(of_kind(found, NEUTRAL) if not decision & Decision.TONELESS else toned[:0])
    every = np.sort(np.concatenate(rows))
    return Edits.delete(found.start[every], found.end[every], tag)


def _is_reading(match: regex.Match[str]) -> bool:
    """Whether hangul reads the hanzi before it; kana and zhuyin always do."""
    hangul = match["hangul"]
    if hangul is None:
        return True
    start = match.start()
    before = _HANZI_BEFORE.search(match.string, max(0, start - _REACH), start)
    return before is not None and len(hangul.replace(" ", "")) <= len(before.group())
