"""Linear time: four times the text may take about four times as long, whatever it says.

Hostile input is part of the job, so a filter is timed on long runs of any one character, of
alternating pairs, and of the stretches that its kind looks for. Times are CPU time of this thread;
ratios under a floor are noise and are not judged; a suspicion is measured again before it counts.
"""

from __future__ import annotations

import gc
import time
from itertools import combinations
from typing import TYPE_CHECKING

from textfix._run import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textfix._filter import Filter

__all__ = ["UNITS", "check_linear", "check_linear_time", "units"]

# One or two of each class, and what filters search for: brackets, marks, blanks, breaks, leads.
_SINGLES = [
    *"aA1 \t\n\r\x00\x1b(),.:;!?/<&@{'\"-",
    *"長长發一的々、。，（）“《\u3000\u00a0ＡＫ１かーㄅ한éÃ©",
    *"\u0301\u200b\u200d\u200e\u202e\ufeff\ufffd\ud800\udc00\ufe0f\u2ff0",
    *"𠮷🏴\U000e0067اไ",
]
_PAIRED = "a1 \n\r(),長。\u0301\u200b\ud800Ã\U000e0067"
_LONGER = [
    *("長(", "(cháng)", "長(cháng)", "長(cháng)\n", "會(huì )議", "長（", "(長)", "((((長"),
    *("(a)(b)", "長 ", "長 沙 市 ", "長,", "？!", "”,", "1,", "http://", "www.", "http://a"),
    *("\x1b[", "\r\n", "\x1b[1;", "🏴\U000e0067", "\ud83d\ude00", "a\u0301", "Ã\u00a9", "é•¿æ²™"),
    *("&lt;", "干", "发展", "長沙市。\n", "記者 攝\n", "责任编辑", "责任编辑：\n", "分享到"),
]  # fmt: skip

_RATIO = 8.0
_FLOOR = 0.04  # seconds of CPU time for the longer text: below, a ratio says nothing
# Seconds a character: below, it is the memory that gets slower with size (11 times for 4 times as
# much, on arrays of millions), not the filter. One quadratic pass over 160,000 bytes costs as much.
_CHEAP = 1e-6
_HOPELESS = 2.0  # seconds for the longer text: 50 microseconds a character need no second look


def units() -> list[str]:
    """What runs are made of: single characters, alternating pairs, longer stretches."""
    return [*_SINGLES, *(a + b for a, b in combinations(_PAIRED, 2)), *_LONGER]


UNITS = units()


def check_linear(item: Filter, *, size: int = 10_000, patterns: Iterable[str] = UNITS) -> None:
    """Time the filter on runs of `size` and 4 x `size` characters of each of `patterns`.

    Raises:
        AssertionError: where four times the text took more than 8 times as long.
    """

    def work(value: str) -> None:
        run([item], value)

    check_linear_time(work, f"filter {item.id!r}", size=size, patterns=patterns)


def check_linear_time(
    work: Callable[[str], object], name: str, *, size: int, patterns: Iterable[str] = UNITS
) -> None:
    """The same for any function of a text; `name` is what the message calls it.

    >>> check_linear_time(str.upper, "str.upper", size=100, patterns="ab")
    """
    for unit in patterns:
        work(_run_of(unit, size))  # tables are loaded on first use
        ratio, took = _ratio(work, unit, size)
        length = 4 * size
        if ratio > _RATIO and took < _HOPELESS:
            # Caches bend a curve once; what is quadratic stays so.
            length = 16 * size
            ratio, took = _ratio(work, unit, 4 * size)
        if ratio > _RATIO and took > _CHEAP * length:
            raise AssertionError(
                f"{name} is not linear: a long run of {unit!r} took {took:.2f} s, "
                f"{ratio:.0f} times as long as a quarter of it (at most {_RATIO:.0f} is allowed)"
            )


def _ratio(work: Callable[[str], object], unit: str, size: int) -> tuple[float, float]:
    """How many times as long four times the text takes, at best of two; and how long that is."""
    short, long = _run_of(unit, size), _run_of(unit, 4 * size)
    took = _cpu(work, long)
    if took < _FLOOR:
        return 0.0, took
    took = min(took, _cpu(work, long)) if took < _HOPELESS else took
    return took / max(min(_cpu(work, short), _cpu(work, short)), 1e-6), took


def _run_of(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _cpu(work: Callable[[str], object], value: str) -> float:
    """CPU seconds of this thread, without the garbage collector, which looks at all objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        start = time.thread_time()
        work(value)
        return time.thread_time() - start
    finally:
        if was_on:
            gc.enable()
