"""Text whose bytes were read in the wrong encoding, as spans of a line or whole.

What: the readings of `onebyte`, `utf8pairs` and `twobyte`, each looked at again in case it was
damaged twice or three times, weighed against one another and against the line as it stands under
the character model. The margin is what the best reading gains over the next best one.

What it does not do: fill in bytes that were lost (`lossychains`).
"""

from __future__ import annotations

import re

import numpy as np

from textfix.filters.mojibake import onebyte, twobyte, utf8pairs
from textfix.filters.mojibake.onebyte import Reading, has_cjk
from textfix.filters.mojibake.repair import Repair, Setting
from textfix.filters.mojibake.weigh import nats

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
# What a chain costs that was seen elsewhere in the document.
_SEEN = 4.0
# A reading that costs more nats a character than this, and _SLACK for a first character, is no
# text, however bad what stands there.
_POOR = 8.5
# UTF-8's structure is a proof of its own; names of fishes (辐鳍鱼纲鳗鲡目) stand at 9 to 10.
_POOR_UTF8 = 11.5
_SLACK = 12.0
# A reading that costs less a character is not looked at for a deeper damage.
_PLAIN = 7.0
# What pages of two bytes show: hanzi, kana, hangul, half width, private use.
_PAIRS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\ue000-\uf8ff\uff61-\uff9f]")

_FOREIGN = re.compile("[^\\x00-\\x7f]")


def repairs(line: str, setting: Setting) -> list[Repair]:
    """The best reading of each span that was read in a wrong encoding.

    >>> [(repair.text, repair.chain) for repair in repairs("看：鏂囧瓧", Setting())]
    [('文字', 'utf-8→gbk')]
    """
    if line.isascii():
        return []
    found = []
    for options in onebyte.readings(line):
        repair = _best(line, [[option] for option in options], setting, "western")
        found += repair
    if _PAIRS.search(line) is not None:
        found += _of_pairs(line, found, setting)
        found.sort(key=lambda repair: repair.start)
    return found


def _of_pairs(line: str, known: list[Repair], setting: Setting) -> list[Repair]:
    """What was read two bytes a character, outside the spans already known."""
    costs = twobyte.costs_of(line, setting.form)
    for repair in known:
        costs.costs[repair.start : repair.end] = 0
    if not twobyte.suspicious(costs):
        return []
    groups = []
    pairs = utf8pairs.readings(line, costs.points)
    if pairs:
        groups.append(pairs)
    groups += twobyte.readings(line, costs, setting.form)
    pairs = twobyte.from_bytes(line, costs, setting.form)
    if pairs:
        groups.append(pairs)
    if not groups:
        return []
    return _best(line, groups, setting, "cjk")


def _best(line: str, groups: list[list[Reading]], setting: Setting, kind: str) -> list[Repair]:
    """The group of readings (of one chain each, disjoint) that gains most, as repairs."""
    gained = [_gains(line, group, setting, kind) for group in groups]
    gained.sort(key=lambda group: -sum(gain for gain, _ in group))
    found = []
    for gain, reading in gained[0]:
        rivals = [
            (other, rival.text)
            for group in gained[1:]
            for other, rival in group
            if rival.start < reading.end
            and rival.end > reading.start
            and rival.text != reading.text
        ]
        rivals.sort(key=lambda rival: -rival[0])
        margin = gain - (rivals[0][0] if rivals else 0.0)
        start, end, text = _trim(line, reading)
        found.append(Repair(start, end, text, kind, reading.chain, margin))
    return found


def _gains(
    line: str, group: list[Reading], setting: Setting, kind: str
) -> list[tuple[float, Reading]]:
    """The readings of a group that gain something, at their best depth."""
    texts = []
    if kind == "cjk" and not any(_PAIRS.search(line, one.start, one.end) for one in group):
        return []  # marks alone: · of a foreign name is ， of EUC-JP
    for reading in group:
        before = line[max(0, reading.start - 1) : reading.start]
        after = line[reading.end : reading.end + 1]
        texts += [
            before + line[reading.start : reading.end] + after,
            before + reading.text + after,
        ]
    costs = nats(texts, setting.form)
    found = []
    for row, reading in enumerate(group):
        cost, read = costs[2 * row : 2 * row + 2]
        options = [(read, reading)]
        plain = read <= _PLAIN * len(reading.text) + _SLACK
        if not plain and reading.chain.startswith("utf-8"):
            deeper = _again(reading, _DEPTH - 1)
            if deeper:
                before, after = texts[2 * row][:1], line[reading.end : reading.end + 1]
                before = before if reading.start else ""
                weights = nats([before + deep.text + after for deep in deeper], setting.form)
                options += zip(weights, deeper, strict=True)
        best = (0.0, reading)
        for read, option in options:
            poor = _POOR_UTF8 if option.chain.startswith("utf-8") else _POOR
            if read <= poor * (len(option.text) + 2) + _SLACK and _mostly_cjk(option.text):
                gain = cost - read - _prior(option.chain, setting)
                best = max(best, (gain, option), key=lambda pair: pair[0])
        if best[0] > 0:
            found.append(best)
    return found


def _mostly_cjk(text: str) -> bool:
    """Whether half of what is not ASCII is of Chinese, Japanese or Korean."""
    foreign = _FOREIGN.findall(text)
    return bool(foreign) and 2 * sum(map(has_cjk, foreign)) >= len(foreign)


def _prior(chain: str, setting: Setting) -> float:
    """How unlikely a damage is beforehand, in nats."""
    if chain in setting.chains:
        return _SEEN
    total = 0.0
    for step in chain.split(", "):
        written, _, page = step.partition("→")
        total += _PRIOR[written] + _RARE.get(page, 0.0)
    return total


def _again(reading: Reading, depth: int) -> list[Reading]:
    """The reading, itself repaired."""
    text = reading.text
    groups = [[option] for options in onebyte.readings(text) for option in options]
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
        if depth > 1 and group[0].chain.startswith("utf-8"):
            found += _again(deep, depth - 1)
    return found


def _trim(line: str, reading: Reading) -> tuple[int, int, str]:
    """The reading without what it leaves as it is at its ends."""
    start, end, text = reading.start, reading.end, reading.text
    old = line[start:end]
    same = 0
    while same < min(len(old), len(text)) and old[same] == text[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(text)) - same and old[-1 - tail] == text[-1 - tail]:
        tail += 1
    return start + same, end - tail, text[same : len(text) - tail]
