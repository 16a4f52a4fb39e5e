"""Throughput on 10 MB against the chain that people write by hand from the same libraries.

The naive chain is chardet, ``ftfy.fix_text``, one ``re.sub`` for the readings, OpenCC. The same
with CJK-safe ftfy settings is what somebody writes who has been bitten once. textfix runs its whole
default preset and keeps every edit on record.
"""

from __future__ import annotations

import re
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from bench.corpus import clean_bytes, dirty_bytes
from bench.timing import best_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["TARGETS", "peers", "report"]

# What issue 2 demands: (corpus, chain) -> how many times as fast textfix must be.
TARGETS = {("dirty", "naive"): 15.0, ("dirty", "cjk-safe"): 6.0, ("clean", "naive"): 25.0}

_READING = re.compile(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]+ ?\)")


def peers() -> dict[str, Callable[[bytes], object]]:
    """The contestants, warmed up."""
    import chardet
    import ftfy
    import opencc

    import textfix

    converter = opencc.OpenCC("t2s")
    safe = ftfy.TextFixerConfig(
        unescape_html=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        normalization=None,
    )

    def chain(data: bytes, config: ftfy.TextFixerConfig | None) -> str:
        encoding = chardet.detect(data)["encoding"] or "utf-8"
        text = ftfy.fix_text(data.decode(encoding, "replace"), config)
        return str(converter.convert(_READING.sub("", text)))

    return {
        "naive": partial(chain, config=None),
        "cjk-safe": partial(chain, config=safe),
        "textfix": lambda data: textfix.fix(data, to="simplified"),
        "textfix auto": lambda data: textfix.fix(data),
    }


def report(sample: Path, size: int, rounds: int) -> bool:
    """Print the table; whether every target is met."""
    packages = ("chardet", "ftfy", "opencc", "regex", "numpy")
    print("versions:", ", ".join(f"{name} {version(name)}" for name in packages))
    met = True
    contestants = peers()
    for corpus, make in (("dirty", dirty_bytes), ("clean", clean_bytes)):
        data = make(size, sample)
        best = best_of({name: partial(run, data) for name, run in contestants.items()}, rounds)
        for name, seconds in best.items():
            rate = len(data) / seconds / 1e6
            print(f"{corpus:6} {name:13} {seconds * 1e3:8.0f} ms {rate:8.1f} MB/s")
        for (which, chain), target in TARGETS.items():
            if which != corpus:
                continue
            ratio = best[chain] / best["textfix"]
            met &= ratio >= target
            print(f"{corpus:6} textfix is {ratio:.1f} x {chain} (at least {target:.0f})")
    return met
