"""The script filter against OpenCC, side by side in one run: ratios, and what native text costs.

    python bench/script.py [--size 3400000] [--rounds 5] [--texts ../shared/measure/script/data]

Text: the measuring corpora where they are at hand (never copied here), else paragraphs of our own.
Each figure is the least processor time of some rounds that take turns: the machine is shared.
"""

from __future__ import annotations

import argparse
import json
import lzma
import operator
import random
import sys
import time
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from textfix._text import Text  # noqa: E402
from textfix._window import cut  # noqa: E402
from textfix.filters.script import ScriptFilter, convert, script  # noqa: E402
from textfix.filters.script._fast import FAST  # noqa: E402
from textfix.filters.script._opencc import converter  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

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


def filtered(made: ScriptFilter, windows: list[Text]) -> int:
    """The number of edits in a text, window by window, as a pipeline asks for them."""
    decided = made.bind(reduce(operator.add, map(made.survey, windows)))
    return sum(len(decided.edits(window)) for window in windows)


def best(rounds: int, *jobs: Callable[[], object]) -> list[float]:
    """The shortest time of each job in milliseconds; jobs take turns."""
    shortest = [float("inf")] * len(jobs)
    for _ in range(rounds):
        for place, job in enumerate(jobs):
            start = time.process_time()
            job()
            shortest[place] = min(shortest[place], (time.process_time() - start) * 1e3)
    return shortest


def main() -> None:
    """Print one line a comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=3_400_000, help="characters")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--texts", type=Path, default=ROOT.parent / "shared" / "measure" / "script" / "data"
    )
    options = parser.parse_args()
    whole = texts(options.texts, options.size)
    megabytes = {name: len(value.encode()) / 1e6 for name, value in whole.items()}
    print(f"{'plain conversion':34s} {'ours':>9s} {'OpenCC':>9s} {'ratio':>6s}")
    for config in FAST:
        side = "t" if config.endswith("2s") else "s"
        value, opencc = whole[side], converter(config)
        ours, theirs = best(options.rounds, partial(convert, value, config), partial(opencc, value))
        print(f"{config:34s} {ours:6.0f} ms {theirs:6.0f} ms {theirs / ours:5.1f}x")
    value = whole["t"]
    (ours,) = best(options.rounds, partial(script, value))
    rate = megabytes["t"] / ours * 1e3
    print(f"\ndetection, {megabytes['t']:.1f} MB {ours:18.0f} ms {rate:9.0f} MB/s")
    print(f"\n{'filter: survey, bind, edits':34s} {'ours':>9s} {'OpenCC':>9s} {'ratio':>6s}")
    rows = [
        ("native traditional, auto", "t", ScriptFilter(), "s2t"),
        ("native simplified, auto", "s", ScriptFilter(), "t2s"),
        ("simplified to traditional", "s", ScriptFilter(to="traditional"), "s2t"),
        ("traditional to simplified", "t", ScriptFilter(to="simplified"), "t2s"),
        ("mixed to traditional", "mixed", ScriptFilter(to="traditional"), "s2tw"),
        (
            "mixed to traditional, strict",
            "mixed",
            ScriptFilter(to="traditional", mode="strict"),
            "s2tw",
        ),
        ("mixed to simplified", "mixed", ScriptFilter(to="simplified"), "t2s"),
    ]
    for name, kind, made, config in rows:
        windows, opencc = [Text(part) for part in cut(whole[kind])], converter(config)
        for window in windows:  # shared by all filters of a pipeline, not this one's cost
            assert len(window.codepoints)
        ours, theirs = best(
            options.rounds, partial(filtered, made, windows), partial(opencc, whole[kind])
        )
        print(f"{name:34s} {ours:6.0f} ms {theirs:6.0f} ms {theirs / ours:5.1f}x  ({config})")


if __name__ == "__main__":
    main()
