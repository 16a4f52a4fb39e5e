"""What marks say about a reading, beyond what the character model knows of them.

A loss beside a mark leaves several readings whose characters pair equally well. Text closes what
it opens, a long quotation ends in a full stop and a phrase in quotation marks does not, and lines
end in marks that end something. The model is made from word lists and thinks marks rarer than
running text has them.

`expected` tells the search before it begins, `verdict` weighs a whole line afterwards.
"""

from __future__ import annotations

import re
from functools import lru_cache

from textfix._charmodel import UNIT, load

__all__ = ["expected", "open_from", "verdict"]

_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "【": "】", "‘": "’"}
_CLOSING = {close: start for start, close in _PAIRS.items()}
_MARK = re.compile(f"[{''.join(_PAIRS)}{''.join(_CLOSING)}]")
_STOPS = frozenset("。！？…!?.～，；")
# Nats. An opening mark costs the model 10 to 17 in running text, where one stands every 60
# characters (4 nats); the closing one of an open quotation costs it 10, and must come.
_OPENS = -2.0
_CLOSES = -7.0
# What a closing mark costs, whatever stands before it. After 校 it costs the model 5.2, after 海
# 6.3: that tells what words end in, which the pair before has told already.
_LEVEL = 7.0
_UNOPENED = 4.0  # a line may begin inside a quotation, and seldom does
_UNOPENED_END = -2.0  # 。」 ends a line of dialogue whose beginning is on another one
_UNCLOSED = 4.0
# A quotation so short is a phrase, without a full stop (not “借船出。”); one so long is speech.
_SHORT, _LONG = 7, 14
_UNLIKE = 4.0
# An opening mark before a blank, a mark that closes or ends something, or the line's end.
_NOTHING = 8.0
_CLOSED = frozenset(["", *" 、。，；：！？,.;:!?", *_CLOSING])
# What ends a line, beyond what the model thinks of it.
_ENDS = {"；": 2.0, "，": 2.0, "、": 3.0, ";": 2.0, ",": 2.0}


def expected(before: str) -> dict[str, int]:
    """What closing marks cost beyond the model behind `before`, in sixteenths of a nat.

    >>> expected("他說：「好"), expected("他說")
    ({'」': -112}, {})
    """
    opened, _ = _walk(before)
    return {_PAIRS[start]: round(_CLOSES * UNIT) for start in opened[-2:]}


def open_from(text: str, start: int, end: int) -> int:
    """Where the outermost quotation stands that is still open at `end`; `end` if none is.

    >>> open_from("他說：「好，", 0, 6), open_from("他說：「好」，", 0, 7)
    (3, 7)
    """
    found = end
    for mark, closing in _PAIRS.items():
        at = text.rfind(mark, start, found)
        if at >= 0 and text.find(closing, at, end) < 0:
            found = at
    return found


def verdict(line: str) -> float:
    """Nats for (below nought) or against a line, by its marks.

    >>> verdict("“借船出海”提高") < verdict("“借船出。”提高") < verdict("借船出海”提高")
    True
    """
    opened, total = _walk(line)
    return total + _UNCLOSED * len(opened) + _ENDS.get(line[-1:], 0.0)


@lru_cache(maxsize=1 << 12)
def _after(char: str, mark: str) -> float:
    """Nats that the mark costs the model after the character."""
    model = load()
    first, second = (int(model.home[min(ord(one), 0xFFFF)]) for one in (char, mark))
    return model.pair(first, second) / UNIT


def _walk(line: str) -> tuple[list[str], float]:
    """The marks left open, and nats for the others."""
    total = 0.0
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(line):
        at, char = match.start(), match.group()
        if char in _PAIRS:
            twice = any(char == other for other, _ in opened)
            total += _UNOPENED if twice else _OPENS
            total += _NOTHING * (line[at + 1 : at + 2] in _CLOSED)
            opened.append((char, at))
        else:
            start = _CLOSING[char]
            stopped = line[at - 1 : at] in _STOPS
            if all(start != other for other, _ in opened):
                ends = stopped and at == len(line) - 1
                total += _UNOPENED_END if ends else _UNOPENED
                continue
            total += _CLOSES + _LEVEL - _after(line[at - 1], char)
            while opened:
                other, since = opened.pop()
                if other != start:
                    total += _UNCLOSED
                    continue
                if char in "”」』":
                    short = stopped and line[at - 1] == "。" and at - since <= _SHORT
                    total += _UNLIKE * (short or (not stopped and at - since > _LONG))
                break
    return [char for char, _ in opened], total
