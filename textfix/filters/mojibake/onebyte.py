"""Text that was read one byte a character (ÄãºÃ, å¥½): which spans, and what their bytes say.

What: `readings` finds the runs of characters that bytes 80 to FF show as and decodes their bytes:
as UTF-8, whose structure is nearly a proof, or else as GBK, Big5, Shift_JIS, EUC-KR and EUC-JP,
among which the character model has to choose.

Which page: nearly every character tells (`pages.high_characters`); the pages that have all of a
run's characters are tried, each distinct row of bytes once.

What it does not do: weigh. UTF-8 that says Western text (cafÃ©) is `western`'s.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import regex

from textfix.filters.mojibake.pages import OneByte, high_characters, one_byte

__all__ = ["Reading", "count_cjk", "has_cjk", "letters", "readings", "suspicious"]

# Encodings of two bytes a character: for people, and Python's name. cp950 before Big5-HKSCS,
# whose pairs for Cantonese would make sense of too much.
_TWO_BYTE = (
    ("gbk", "gbk"),
    ("big5", "cp950"),
    ("shift_jis", "cp932"),
    ("euc-kr", "cp949"),
    ("euc-jp", "euc_jp"),
)
_SEQUENCE = (
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2})"
)
_UTF8 = re.compile(rb"%b(?:[\x00-\x7f]*%b)*" % (_SEQUENCE, _SEQUENCE))
_ASCII = bytes(range(128))
# CJK punctuation, kana, bopomofo, hanzi, hangul, full width: what Chinese, Japanese and Korean are
# recognised by.
_CJK = regex.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]")
# Marks of Chinese prose that Western pages have too, and what tables and trees are drawn with
# (U+2500 BOX DRAWINGS to U+25A0 BLACK SQUARE): alone they are no sign of damage.
_MARKS = "“”‘’…—·×°–•¥§±÷" + "".join(map(chr, range(0x2500, 0x25A1)))
# UTF-8 that explains less of a run's high bytes is chance: one in seven of GBK's pairs looks like
# a sequence of two bytes.
_EXPLAINED = 0.8
# Western text in UTF-8, as a rival of what two-byte encodings make of it.
_HALF = 0.5
_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_SHORT_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")


class Reading(NamedTuple):
    """What the characters from `start` to `end` of a line may have been; `chain` for people."""

    start: int
    end: int
    text: str
    chain: str


def has_cjk(text: str) -> bool:
    """Whether anything of Chinese, Japanese or Korean stands in `text`."""
    return _CJK.search(text) is not None


def count_cjk(text: str) -> int:
    """How many characters of `text` are Chinese, Japanese or Korean."""
    return len(_CJK.findall(text))


@cache
def _run() -> re.Pattern[str]:
    """Runs from one high character to the last before something else, ASCII inside."""
    high = "".join(map(re.escape, sorted(high_characters())))
    return re.compile(f"[{high}](?:[\\x00-\\x7f]*[{high}])*")


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, sorted(set(high_characters()) - set(_MARKS))))}]")


@cache
def _pair() -> re.Pattern[str]:
    """Two high characters side by side, one of them no mark of Chinese prose, or Big5's ¦~¡A."""
    high = "".join(map(re.escape, sorted(high_characters())))
    letters = "".join(map(re.escape, sorted(set(high_characters()) - set(_MARKS))))
    return re.compile(f"[{letters}][{high}]|[{high}][{letters}]|[¡-Æ][@-~][¡-Æ]")


def suspicious(text: str) -> bool:
    """Whether two characters stand side by side that one-byte pages show, not marks alone."""
    return _pair().search(text) is not None


def letters(text: str) -> bool:
    """Whether `text` holds anything that one-byte pages show, but for marks of Chinese prose."""
    return _letter().search(text) is not None


def readings(line: str) -> list[list[Reading]]:
    """For each suspicious run of `line`, what it may have been.

    >>> readings("看：å¥½")
    [[Reading(start=2, end=5, text='好', chain='utf-8→latin-1')]]
    >>> readings("“长沙市”，a café—a déjà vu")
    []
    """
    if _pair().search(line) is None:
        return []
    found = []
    for match in _run().finditer(line):
        start, end = match.span()
        if end - start > 1 and _pair().search(line, start, end) is not None:
            options = _of_run(line, start, end)
            if options:
                found.append(options)
    return found


def _of_run(line: str, start: int, end: int) -> list[Reading]:
    masks = high_characters()
    run = line[start:end]
    mask = -1
    for character in set(run):
        mask &= masks.get(character, -1)
    if not mask:  # quotes and dashes of the good text beside it?
        while line[start] in _MARKS:
            start += 1
        while line[end - 1] in _MARKS:
            end -= 1
        run, mask = line[start:end], -1
        for character in set(run):
            mask &= masks.get(character, -1)
    pages = [page for page in one_byte() if mask & page.bit]
    rows: dict[bytes, OneByte] = {}
    for page in pages:
        rows.setdefault(page.encode(run), page)
    found: list[Reading] = []
    for data, page in rows.items():
        text, explained = _utf8(data, run)
        if explained > _EXPLAINED or (explained >= _HALF and not has_cjk(text)):
            found.append(Reading(start, end, text, f"utf-8→{page.name}"))
            if explained == 1 and not _SHORT_SEQUENCE.search(data):
                return found
        if _SURROGATES.search(data):
            return []  # CESU-8, an emoji: `western`'s
    for data, page in rows.items():
        found += _two_byte(line, start, end, data, page)
    return found


def _utf8(data: bytes, run: str) -> tuple[str, float]:
    """`run` with the UTF-8 in its bytes read, and the share of its high bytes that this took."""
    parts, at, taken = [], 0, 0
    for match in _UTF8.finditer(data):
        start, end = match.span()
        parts += [run[at:start], match.group().decode()]
        taken += len(match.group().translate(None, _ASCII))
        at = end
    if not at:
        return run, 0.0
    parts.append(run[at:])
    return "".join(parts), taken / len(data.translate(None, _ASCII))


def _two_byte(line: str, start: int, end: int, data: bytes, page: OneByte) -> list[Reading]:
    """What the two-byte encodings make of a run; of a trail byte in ASCII they take one more."""
    found = []
    more = line[end : end + 1]
    for name, codec in _TWO_BYTE:
        stop = end
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            if not more.isascii() or error.start != len(data) - 1:
                continue
            stop += 1
            try:
                text = (data + more.encode()).decode(codec)
            except UnicodeDecodeError:
                continue
        found.append(Reading(start, stop, text, f"{name}→{page.name}"))
    return found
