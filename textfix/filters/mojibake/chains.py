"""Text whose bytes were read in the wrong encoding, as spans of a line or whole.

What: the readings of `onebyte`, `utf8pairs`, `twobyte` and `unaligned`, looked at again in case the
text was damaged twice or three times, weighed against one another and against the line as it stands
under the character model. The margin is what the best reading gains over the next best one.

How fast: UTF-8 that comes out as everyday Chinese, Japanese or Korean needs no weighing.

What it does not do: fill in bytes that were lost (`lossychains`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import regex

from textfix.filters.mojibake import lossychains, lossypairs, onebyte, twobyte, unaligned, utf8pairs
from textfix.filters.mojibake.onebyte import Reading, count_cjk
from textfix.filters.mojibake.repair import Repair, Setting
from textfix.filters.mojibake.twobyte import Weighed
from textfix.filters.mojibake.weigh import nats, plain

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["repairs"]

# How deep text may be damaged: three misreadings, one after another.
_DEPTH = 3
# What a misreading costs beforehand, in nats, by what was written: UTF-8's structure is evidence
# that the model does not count.
_PRIOR = {
    "utf-8": 4.0,
    "gbk": 12.0,
    "big5": 13.0,
    "shift_jis": 13.0,
    "euc-kr": 13.0,
    "euc-jp": 16.0,
}
# How much rarer than Latin-1 and the Windows pages of the West others are as what was read in.
# Two bytes a character: chance finds more there.
_RARE = {
    "gbk": 3.0,
    "shift_jis": 5.0,
    "euc-kr": 5.0,
    "big5": 5.0,
    "euc-jp": 8.0,
    "mac_roman": 2.0,
    "cp437": 2.0,
    "cp850": 2.0,
    "cp866": 3.0,
    "cp1253": 3.0,
    "cp1254": 3.0,
    "cp1255": 3.0,
    "cp1256": 3.0,
    "cp1257": 3.0,
    "iso8859-2": 3.0,
}
# Two-byte text read as other two-byte text: borders have been paid for, and nothing of clean_dev
# gains more than 11.
_BETWEEN = 7.0
# What a chain costs that was seen elsewhere in the document.
_SEEN = 4.0
# A reading that costs more nats a character than this, and _SLACK for a first character, is no
# text, however bad what stands there.
_POOR = 8.5
# UTF-8's structure is a proof of its own; names of fishes (辐鳍鱼纲鳗鲡目) stand at 9 to 10.
_POOR_UTF8 = 11.5
_SLACK = 12.0
# UTF-8 of so many characters beyond ASCII that comes out as plain text is not weighed. Its margin:
# what a character of it gains at the least (of dev, 99 % gain more).
_ENOUGH = 4
_EACH = 8.0
# One in seven of GBK's pairs looks like UTF-8, hardly three in a row: for each of these (2 took
# a mojibake of combining strokes for 潭6潭3潭.)
_CHANCE = 4.0
_SEVERAL = 3
# Before it was read as UTF-8 wrongly a text of two bytes a character was read as these, if at all.
_INNER = ("latin-1", "cp1252")
# What pages of two bytes show: hanzi, kana, hangul, half width, private use.
_PAIRS = regex.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\ue000-\uf8ff\uff61-\uff9f]")
# U+FFFD written in UTF-8 and read as GBK, or as EUC-JP: of the text nothing is left.
_GONE = regex.compile("锟斤|斤拷|鐃緒申")
_FOREIGN = regex.compile("[^\\x00-\\x7f]")
_PAIRED = frozenset(f"{written}→{page}" for written, _, page, _ in twobyte.MAPS)


def repairs(line: str, setting: Setting) -> list[Repair]:
    """The best reading of each span that was read in a wrong encoding.

    >>> [(repair.text, repair.chain) for repair in repairs("看：鏂囧瓧", Setting())]
    [('文字', 'utf-8→gbk')]
    """
    if line.isascii() or _GONE.search(line) is not None:
        return []
    found: list[Repair] = []
    for options in onebyte.readings(line):
        found += _best(line, [_weighed(line, options, setting)], "western")
    if _PAIRS.search(line) is not None:
        found += _of_pairs(line, [(repair.start, repair.end) for repair in found], setting)
    found.sort(key=lambda repair: repair.start)
    if "\ufffd" in line or not _explained(line, found):
        lossy = lossychains.repairs(line, setting) or lossypairs.repairs(line, found, setting)
        found = [one for one in found if not any(map(_touches(one), lossy))] + lossy
        found.sort(key=lambda repair: repair.start)
    return found


def _explained(line: str, found: list[Repair]) -> bool:
    """Whether what is left of a line looks like text, and what was read too."""
    parts, at = [], 0
    for repair in found:
        parts.append(line[at : repair.start])
        at = repair.end
        if repair.kind == "western":
            marked = "?" in line[max(0, repair.start - 1) : at + 1]
            if onebyte.letters(repair.text) or (marked and not repair.chain.startswith("utf-8")):
                return False
        elif repair.chain.startswith("utf-8") and not all(
            _PAIRS.match(beside) is None or plain(beside)
            for beside in (line[repair.start - 1 : repair.start], line[at : at + 1])
        ):
            return False
    rest = "".join([*parts, line[at:]])
    if "?" in rest and (not found or found[0].kind == "cjk"):
        return False
    if onebyte.suspicious(rest):
        return False
    return len(_PAIRS.findall(rest)) < _ENOUGH or plain(rest)


def _touches(one: Repair) -> Callable[[Repair], bool]:
    return lambda other: one.start < other.end and other.start < one.end


def _of_pairs(line: str, known: list[tuple[int, int]], setting: Setting) -> list[Repair]:
    """What was read two bytes a character, outside the spans already known."""
    points = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    pairs = [
        reading
        for reading in utf8pairs.readings(line, points)
        if all(reading.end <= start or end <= reading.start for start, end in known)
    ]
    groups = []
    if pairs:
        groups.append([best for one in pairs for best in _weighed(line, [one], setting)[:1]])
        if sum(one.gain for one in groups[0]) >= _ENOUGH * _EACH:
            return _best(line, groups, "cjk")
    groups += [
        _worth(group, setting)
        for group in twobyte.readings(points, known, setting)
        # Not marks alone: · is ， of EUC-JP.
        if any(_PAIRS.search(line, one.reading.start, one.reading.end) for one in group)
    ]
    if not known:
        groups.append(_worth(unaligned.readings(line, points, setting), setting))
    return _best(line, groups, "cjk")


def _best(line: str, groups: list[list[Weighed]], kind: str) -> list[Repair]:
    """The group of readings that gains most, as repairs; gains are what is left after priors.

    A group of one-byte readings holds rivals of one span, best first; others disjoint spans.
    """
    groups = sorted(filter(None, groups), key=lambda group: -sum(one.gain for one in group))
    if not groups:
        return []
    rivals = [one for group in groups[1:] for one in group]
    chosen = groups[0]
    if kind == "western":
        chosen, rivals = chosen[:1], chosen[1:]
    found = []
    for reading, gain, _ in chosen:
        others = [
            one
            for one in rivals
            if one.reading.start < reading.end
            and one.reading.end > reading.start
            and one.reading.text != reading.text
        ]
        margin = gain - max((one.gain for one in others), default=0.0)
        found.append(Repair(reading.start, reading.end, reading.text, kind, reading.chain, margin))
    return found


def _weighed(line: str, options: list[Reading], setting: Setting) -> list[Weighed]:
    """Rival readings of a span, at any depth, that gain something: the best first."""
    first = options[0]
    if len(options) == 1 and first.chain.startswith("utf-8"):
        foreign = len(_FOREIGN.findall(first.text))
        if foreign >= _ENOUGH and plain(first.text):
            return [Weighed(first, _EACH * foreign, 0.0)]
    start = min(option.start for option in options)
    end = max(option.end for option in options)
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    whole = [
        Reading(start, end, line[start : one.start] + one.text + line[one.end : end], one.chain)
        for one in options
    ]
    for option in options:
        if option.chain.startswith("utf-8") and not plain(option.text):
            whole += _again(option, _DEPTH - 1)
    texts = [line[start:end], *(reading.text for reading in whole)]
    costs = nats([before + text + after for text in texts], setting.form)
    return _worth(
        [
            Weighed(reading, costs[0] - cost, cost)
            for reading, cost in zip(whole, costs[1:], strict=True)
        ],
        setting,
    )


def _worth(group: list[Weighed], setting: Setting) -> list[Weighed]:
    """Those that are text and gain something beyond what was likely beforehand; best first."""
    found = []
    western = 0.0
    for reading, gain, cost in group:
        left = gain - _prior(reading.chain, setting)
        utf8 = reading.chain.startswith("utf-8")
        if not _mostly_cjk(reading.text):
            if utf8:
                count = len(_FOREIGN.findall(reading.text))
                western = max(western, left + (_CHANCE * count if count >= _SEVERAL else 0.0))
            continue
        poor = _POOR_UTF8 if utf8 else _POOR
        text = cost <= poor * (len(reading.text) + 2) + _SLACK and "\ufffd" not in reading.text
        if left > 0 and text:
            found.append(Weighed(reading, left, cost))
    found.sort(key=lambda one: -one.gain)
    # UTF-8 of Western text that explains the span better is for `western` to repair.
    return found if found and found[0].gain > western else []


def _mostly_cjk(text: str) -> bool:
    """Whether half of what is not ASCII is of Chinese, Japanese or Korean."""
    foreign = len(_FOREIGN.findall(text))
    return foreign > 0 and 2 * count_cjk(text) >= foreign


def _prior(chain: str, setting: Setting) -> float:
    """How unlikely a damage is beforehand, in nats."""
    if chain in setting.chains:
        return _SEEN
    total = 0.0
    for step in chain.split(", "):
        written, _, page = step.partition("→")
        if step in _PAIRED:
            return _BETWEEN
        total += _PRIOR[written] + _RARE.get(page, 0.0)
    return total


def _again(reading: Reading, depth: int) -> list[Reading]:
    """The reading, itself repaired."""
    text = reading.text
    groups = [
        [option]
        for options in onebyte.readings(text)
        for option in options
        if option.chain.startswith("utf-8") or option.chain.endswith(_INNER)
    ]
    if _PAIRS.search(text) is not None:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        pairs = utf8pairs.readings(text, points)
        if pairs:
            groups.append(pairs)
    found = []
    for group in groups:
        parts, at = [], 0
        for option in group:
            parts += [text[at : option.start], option.text]
            at = option.end
        anew = "".join([*parts, text[at:]])
        deep = Reading(reading.start, reading.end, anew, f"{group[0].chain}, {reading.chain}")
        found.append(deep)
        if depth > 1 and group[0].chain.startswith("utf-8") and not plain(anew):
            found += _again(deep, depth - 1)
    return found
