"""The script filter against OpenCC and its port to Rust, side by side in one run: ratios.

    python -m bench.script [--size 400000] [--rounds 9] [--texts ../shared/measure/script/data]

Text: the measuring corpora where they are at hand (never copied here), else paragraphs of our own.
Of the corpora nothing comes twice at the size by default, and nothing is remembered from round to
round: text seen before is quicker.
Each figure is the least processor time of some rounds that take turns: the machine is shared.
opencc-pyo3 is measured where it is installed (``pip install opencc-pyo3``). The exit code is 1 if
a bar is missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import lzma
import random
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.timing import best_of  # noqa: E402
from textfix import clean, clean_many  # noqa: E402
from textfix.filters.script import convert, script  # noqa: E402
from textfix.filters.script._fast import FAST  # noqa: E402
from textfix.filters.script._opencc import converter  # noqa: E402
from textfix.filters.script._plan import plan  # noqa: E402
from textfix.filters.script._words import VERDICTS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# What a ratio or a rate must reach at least.
PLAIN = {"t2s": 4.0, "s2t": 3.5, "s2tw": 6.0}
FASTER = 1.0
NATIVE, MIXED = 3.0, 1.0
CLEAN_RATE, DETECTION_RATE = 300.0, 500.0

# Characters of a short document.
DOCUMENT = 500

OWN = (
    ("早上六點，河邊的霧還沒有散，賣豆漿的老闆已經把爐火生好。他說這裡的人喝慣了鹹的。", "t"),
    ("她把舊書一本一本擺在桌上，後來發現有幾頁被蟲蛀了，只好先曬乾再想辦法修補。", "t"),
    ("火車過了第三個隧道，窗外的山谷忽然開闊起來，孩子們都湊到玻璃前面看雲。", "t"),
    ("早上六点，河边的雾还没有散，卖豆浆的老板已经把炉火生好。他说这里的人喝惯了咸的。", "s"),
    ("她把旧书一本一本摆在桌上，后来发现有几页被虫蛀了，只好先晒干再想办法修补。", "s"),
    ("火车过了第三个隧道，窗外的山谷忽然开阔起来，孩子们都凑到玻璃前面看云。", "s"),
)


def texts(folder: Path, size: int) -> dict[str, str]:
    """Texts of about `size` characters: traditional, simplified, and lines of both in turn."""
    found: dict[str, list[str]] = {"t": [], "s": []}
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                for side, values in found.items():
                    values.extend(filter(None, [json.loads(line).get(side)]))
    if not all(found.values()):
        found = {side: [value for value, own in OWN if own == side] for side in found}
    whole = {}
    for side, values in found.items():
        one = "\n".join(values)
        whole[side] = (one + "\n") * (size // len(one) + 1)
        whole[side] = whole[side][:size]
    lines = [
        line for pair in zip(*(whole[s].split("\n") for s in "ts"), strict=False) for line in pair
    ]
    random.Random(1).shuffle(lines)
    whole["mixed"] = "\n".join(lines)[:size]
    return whole


def peer(config: str) -> Callable[[str], str] | None:
    """The conversion of opencc-pyo3; None where it is not installed or lacks the configuration."""
    try:
        made = importlib.import_module("opencc_pyo3").OpenCC(config)
    except (ImportError, ValueError):
        return None
    convert_by_peer: Callable[[str], str] = made.convert
    return convert_by_peer


def each(function: Callable[[str], str], documents: Sequence[str]) -> list[str]:
    """The function on one document after the other."""
    return [function(document) for document in documents]


def forget() -> None:
    """Drop what was remembered of the text of the round before."""
    for config in FAST:
        for rare in (True, False):
            plan(config, rare=rare).forget()
    for verdict in VERDICTS:
        verdict.cache_clear()


class Table:
    """Prints rows as they are measured, and remembers whether every bar was met."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        self.met = True

    def ratio(
        self,
        name: str,
        ours: Callable[[], object],
        theirs: Callable[[], object],
        rival: str,
        bar: float | None = None,
    ) -> None:
        """One row: how many times as fast as the rival."""
        best = best_of({"forget": forget, "ours": ours, "theirs": theirs}, self.rounds)
        mine, other = best["ours"] * 1e3, best["theirs"] * 1e3
        found = other / mine
        verdict = self._verdict(found, bar)
        print(f"{name:40} {mine:8.1f} ms {other:8.1f} ms {found:6.2f} x {rival:18}{verdict}")

    def rate(self, name: str, ours: Callable[[], object], size: float, bar: float) -> None:
        """One row: megabytes of UTF-8 a second."""
        best = best_of({"forget": forget, "ours": ours}, self.rounds)["ours"]
        found = size / best
        print(f"{name:40} {best * 1e3:8.1f} ms {found:11.0f} MB/s{self._verdict(found, bar):>34}")

    def _verdict(self, found: float, bar: float | None) -> str:
        if bar is None:
            return ""
        self.met &= found >= bar
        return f"(at least {bar:g}{'' if found >= bar else ': MISSED'})"


def plain_conversion(table: Table, whole: dict[str, str]) -> None:
    """`convert` in one direction, one long text."""
    print("plain conversion, one text")
    for config in FAST:
        value = whole["t" if config.endswith("2s") else "s"]
        ours = partial(convert, value, config)
        table.ratio(config, ours, partial(converter(config), value), "OpenCC", PLAIN.get(config))
        if other := peer(config):
            table.ratio(config, ours, partial(other, value), "opencc-pyo3", FASTER)


def mixed(table: Table, whole: dict[str, str]) -> None:
    """To traditional by evidence, against OpenCC's s2tw."""
    print(f"\nto traditional by evidence: one text, and documents of {DOCUMENT} characters")
    rival, to_traditional = converter("s2tw"), partial(clean, to="traditional", only="script")

    def batched(documents: Iterable[str]) -> list[str]:
        return list(clean_many(documents, to="traditional", only="script"))

    for name, kind, bar in (("native", "t", NATIVE), ("mixed", "mixed", MIXED)):
        value = whole[kind]
        table.ratio(
            f"{name}, one text",
            partial(to_traditional, value),
            partial(rival, value),
            "OpenCC s2tw",
            bar,
        )
        documents = [value[at : at + DOCUMENT] for at in range(0, len(value), DOCUMENT)]
        table.ratio(
            f"{name}, batched",
            partial(batched, documents),
            partial(each, rival, documents),
            "OpenCC s2tw",
            bar,
        )
        some = documents[:: max(1, len(documents) // 1000)]  # one by one is slow
        ours, theirs = partial(each, to_traditional, some), partial(each, rival, some)
        table.ratio(f"{name}, one by one", ours, theirs, "OpenCC s2tw")


def target(table: Table, whole: dict[str, str]) -> None:
    """Text that is in the target script already, and detection."""
    print("\nclean text in the target script, and detection")
    wanted: Literal["traditional", "simplified"]
    for side, wanted in (("t", "traditional"), ("s", "simplified")):
        # As it is after a first run: what the filter would change is not clean.
        value = clean(whole[side], to=wanted, only="script")
        size = len(value.encode()) / 1e6
        for to in (wanted, "auto"):
            ours = partial(clean, value, to=to, only="script")
            table.rate(f"{wanted}, to {to}", ours, size, CLEAN_RATE)
        table.rate(f"{wanted}, detection", partial(script, value), size, DETECTION_RATE)


def main() -> None:
    """Print one line a comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=400_000, help="characters")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument(
        "--texts", type=Path, default=ROOT.parent / "shared" / "measure" / "script" / "data"
    )
    options = parser.parse_args()
    table = Table(options.rounds)
    whole = texts(options.texts, options.size)
    for part in (plain_conversion, mixed, target):
        part(table, whole)
    raise SystemExit(0 if table.met else 1)


if __name__ == "__main__":
    main()
