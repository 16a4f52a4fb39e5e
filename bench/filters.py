"""What the filters that read artifacts cost, against one OpenCC pass over the same text.

`gloss`, `width`, `space`, `caption`, `boilerplate`, `duplicate` run as in the preset, then the
result is segmented. Each part's share is measured inside the same run, so that what is computed
once for all of them (code points, character classes) is charged to the first, as it is in life.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from bench.corpus import clean_bytes, dirty_bytes
from bench.timing import best_of

if TYPE_CHECKING:
    from pathlib import Path

    from textfix._filter import Filter
    from textfix._text import Text

__all__ = ["FILTERS", "TARGETS", "report"]

FILTERS = ("gloss", "width", "space", "caption", "boilerplate", "duplicate")
# What issue 6 demands: corpus -> how many OpenCC passes all of them, and segmenting, may cost.
TARGETS = {"clean": 1.0, "dirty": 3.0}
_SHARE = 1 / 3  # of the run that one of them may take


def report(sample: Path, size: int, rounds: int) -> bool:
    """Print the table; whether every target is met."""
    import opencc

    from textfix._registry import make_filter
    from textfix._run import run
    from textfix.segmenting import segment

    converter = opencc.OpenCC("t2s")
    filters = [make_filter(name) for name in FILTERS]
    met = True
    for corpus, make in (("clean", clean_bytes), ("dirty", dirty_bytes)):
        text = make(size, sample).decode()
        result = run(filters, text).text
        best = best_of(
            {
                "opencc t2s": partial(converter.convert, text),
                "filters": partial(run, filters, text),
                "segment": partial(segment, result),
            },
            rounds,
        )
        ratio = (best["filters"] + best["segment"]) / best["opencc t2s"]
        met &= ratio <= TARGETS[corpus]
        for name, seconds in best.items():
            print(f"{corpus:6} {name:12} {seconds * 1e3:8.1f} ms")
        print(f"{corpus:6} all is {ratio:.2f} x OpenCC (at most {TARGETS[corpus]:.0f})")
        spent = _spent(filters, text, rounds) | {"segment": best["segment"]}
        shares = {name: seconds / sum(spent.values()) for name, seconds in spent.items()}
        for name, share in shares.items():
            print(f"{corpus:6} {name:12} {share:8.1%} of this run (at most {_SHARE:.0%})")
        met &= max(shares.values()) <= _SHARE
    return met


def _spent(filters: list[Filter], text: str, rounds: int) -> dict[str, float]:
    """CPU seconds that each filter takes in a run of all of them."""
    from textfix import _run

    spent: dict[str, float] = {}
    least: dict[str, float] = {}

    def charged(name: str, started: float) -> None:
        spent[name] = spent.get(name, 0.0) + time.process_time() - started

    step, decided = _run._step, _run._decided  # noqa: SLF001 (the seams between filters)

    def timed_step(item: Filter, at: Text, *rest: object) -> object:
        started = time.process_time()
        done = step(item, at, *rest)  # type: ignore[arg-type]
        charged(item.id, started)
        return done

    def timed_decided(item: Filter, *rest: object) -> object:
        started = time.process_time()
        done = decided(item, *rest)  # type: ignore[arg-type]
        charged(item.id, started)
        return done

    _run._step, _run._decided = timed_step, timed_decided  # type: ignore[assignment] # noqa: SLF001
    try:
        for _ in range(rounds):
            spent.clear()
            _run.run(filters, text)
            if not least or sum(spent.values()) < sum(least.values()):
                least = dict(spent)
    finally:
        _run._step, _run._decided = step, decided  # noqa: SLF001
    return least
