"""Text whose bytes were read in the wrong encoding, as spans of a line or whole.

What: the readings of `onebyte` and `twobyte`, each looked at again in case it was damaged twice
or three times, weighed against one another and against the line as it stands under the character
model. The margin is what the best reading gains over the next best one.

What it does not do: fill in bytes that were lost (`lossychains`).
"""

from __future__ import annotations

from textfix.filters.mojibake.onebyte import Reading, has_cjk
from textfix.filters.mojibake.onebyte import readings as onebyte_readings
from textfix.filters.mojibake.repair import Repair, Setting
from textfix.filters.mojibake.weigh import nats

__all__ = ["repairs"]

# How deep text may be damaged: three misreadings, one after another.
_DEPTH = 3
# What a damage costs beforehand, in nats.
_PRIOR = 12.0
# The same for UTF-8, whose structure is evidence enough, and for what was seen in the document.
_UTF8 = 4.0
_SEEN = 4.0
# How much rarer than GBK read as a Windows page others are, in nats.
_RARE = {
    "big5": 1.0,
    "shift_jis": 1.0,
    "euc-kr": 1.0,
    "euc-jp": 4.0,
    "mac_roman": 3.0,
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
# A reading that costs more nats a character than this, and _SLACK for a first character, is no
# text, however bad what stands there.
_POOR = 8.5
# UTF-8's structure is a proof of its own; names of fishes (辐鳍鱼纲鳗鲡目) stand at 9 to 10.
_POOR_UTF8 = 11.5
_SLACK = 12.0
# A reading that costs less a character is not looked at for a deeper damage.
_PLAIN = 7.0


def repairs(line: str, setting: Setting) -> list[Repair]:
    """The best reading of each span that was read in a wrong encoding."""
    if line.isascii():
        return []
    found = []
    for options in onebyte_readings(line):
        repair = _best(line, options, setting)
        if repair is not None:
            found.append(repair)
    return found


def _best(line: str, options: list[Reading], setting: Setting) -> Repair | None:
    start = min(option.start for option in options)
    end = max(option.end for option in options)
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    whole = [_widen(line, option, start, end) for option in options]
    texts = [line[start:end], *(reading.text for reading in whole)]
    costs = nats([before + text + after for text in texts], setting.form)
    deeper = []
    for option, reading, cost in zip(options, whole, costs[1:], strict=True):
        if (
            option.chain.startswith("utf-8")
            and not has_cjk(option.text)
            and cost > _PLAIN * len(reading.text) + _SLACK
        ):
            deeper += _again(reading, _DEPTH - 1)
    if deeper:
        costs += nats([before + reading.text + after for reading in deeper], setting.form)
        whole += deeper
    gains = []
    for reading, cost in zip(whole, costs[1:], strict=True):
        poor = _POOR_UTF8 if reading.chain.startswith("utf-8") else _POOR
        if cost <= poor * (len(reading.text) + 2) + _SLACK and has_cjk(reading.text):
            gains.append((costs[0] - cost - _prior(reading.chain, setting), reading))
    gains.sort(key=lambda gain: -gain[0])
    if not gains or gains[0][0] <= 0:
        return None
    gain, best = gains[0]
    others = [(other, reading.text) for other, reading in gains[1:] if reading.text != best.text]
    next_best = max(0.0, others[0][0]) if others else 0.0
    start, end, text = _trim(line, best)
    return Repair(start, end, text, "western", best.chain, gain - next_best)


def _prior(chain: str, setting: Setting) -> float:
    """How unlikely a damage is beforehand, in nats."""
    if chain in setting.chains:
        return _SEEN
    written, _, page = chain.partition("→")
    if written == "utf-8" or "," in chain:
        return _UTF8
    return _PRIOR + _RARE.get(written, 0) + _RARE.get(page, 0)


def _widen(line: str, reading: Reading, start: int, end: int) -> Reading:
    text = line[start : reading.start] + reading.text + line[reading.end : end]
    return Reading(start, end, text, reading.chain)


def _again(reading: Reading, depth: int) -> list[Reading]:
    """The reading, itself repaired."""
    found = []
    for options in onebyte_readings(reading.text):
        for option in options:
            text = reading.text[: option.start] + option.text + reading.text[option.end :]
            deep = Reading(reading.start, reading.end, text, f"{option.chain}, {reading.chain}")
            found.append(deep)
            if depth > 1 and option.chain.startswith("utf-8"):
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
