"""Decoding: speed as ratios, memory, calibration, and a comparison over a folder of the user's.

    python -m bench.decode                          speed ratios in one run, bars marked
    python -m bench.decode --memory                 peak memory of a 100 MB GBK file
    python -m bench.decode --compare FOLDER         chardet and textfix on files named by folder:
                                                    FOLDER/<encoding>[-<language>]/<file>
    python -m bench.decode --calibrate MODULE.py    belief against truth, on the cases that
                                                    MODULE.load("dev") returns (.data, .truth)

Absolute times depend on the machine; the ratios are what is asked for.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import itertools
import re
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textfix.decoding import decode
from textfix.decoding._labels import known

if TYPE_CHECKING:
    from collections.abc import Callable

# Public-domain classics and plain sentences of our own; long enough not to repeat a sample.
HANS = (
    "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。今天下午我们在图书馆门口见面，然后一起去看新开的展览。\n"
    "这家小店的面条很好吃，价格也不贵，所以每天中午都有很多人排队。如果明天不下雨，孩子们就去河边放风筝。\n"
)
HANT = (
    "床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。今天下午我們在圖書館門口見面，然後一起去看新開的展覽。\n"
    "這家小店的麵條很好吃，價格也不貴，所以每天中午都有很多人排隊。如果明天不下雨，孩子們就去河邊放風箏。\n"
)


def ratio(slow: Callable[[], object], fast: Callable[[], object]) -> float:
    """CPU time of ``slow`` over that of ``fast``: the best of many batches, turn and turn about."""
    calls = (slow, fast)
    batches = []
    for call in calls:
        call()
        start = time.process_time()
        call()
        batches.append(max(1, int(0.02 / max(time.process_time() - start, 1e-7))))
    fastest = [1e9, 1e9]
    gc.disable()
    try:
        for _ in range(15):
            for i, call in enumerate(calls):
                start = time.process_time()
                for _ in range(batches[i]):
                    call()
                fastest[i] = min(fastest[i], (time.process_time() - start) / batches[i])
    finally:
        gc.enable()
    return fastest[0] / fastest[1]


def sized(text: str, codec: str, size: int) -> bytes:
    """``text`` repeated to about ``size`` bytes, cut between characters."""
    data = text.encode(codec)
    data = (data * (size // len(data) + 1))[:size]
    return data.decode(codec, "ignore").encode(codec)


def speed() -> bool:
    """Print the ratios; True if every bar is met."""
    import chardet

    met = True
    for size in (1 << 10, 1 << 20, 32 << 20):
        data = sized(HANS, "utf-8", size)
        share = ratio(partial(data.decode, "utf-8"), partial(decode, data))
        met &= line(f"UTF-8 {size >> 10} kB: share of the bare decode's speed", share, 0.85)
    for name, text, codec in (("GBK", HANS, "gbk"), ("Big5", HANT, "big5")):
        for size, bar in ((1 << 10, 2.0), (1 << 20, 3.0)):
            data = sized(text, codec, size)
            times = ratio(partial(chardet.detect, data), partial(decode, data))
            met &= line(f"{name} {size >> 10} kB: times the speed of chardet", times, bar)
    return met


def line(what: str, value: float, bar: float) -> bool:
    """Print one ratio beside its bar."""
    print(f"{what:52} {value:6.2f}   bar {bar:4.2f}  {'met' if value >= bar else 'MISSED'}")
    return value >= bar


CHILD = """
import re, sys, time
from textfix.decoding import decode
decode("warm up, with tables: 春眠不觉晓".encode("gbk"))
data = open(sys.argv[1], "rb").read()
# VmHWM is this process's own; ru_maxrss would begin with its parent's.
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
before, start = peak(), time.perf_counter()
decoded = decode(data)
seconds = time.perf_counter() - start
print(seconds, sys.getsizeof(decoded.text) / (1 << 20), peak() - before, decoded.encoding)
"""


def memory() -> bool:
    """How far decoding 100 MB of GBK raises the resident memory over that of the input."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(sized(HANS, "gbk", 100 << 20))
        file.flush()
        command = [sys.executable, "-c", CHILD, file.name]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, text, grown = map(float, out.split()[:3])
    print(f"100 MB of GBK: {seconds:.2f} s, text {text:.0f} MB, memory grew by {grown:.0f} MB")
    return grown < text + 32


def normal(text: str) -> str:
    """Text for comparison: vendor variants of one code position and line ends folded."""
    fold = {
        0x301C: 0xFF5E,
        0x2212: 0xFF0D,
        0x2016: 0x2225,
        0x30FB: 0xB7,
        0x2015: 0x2014,
        0xA5: 0x5C,
        0x203E: 0x7E,
    }
    return text.lstrip("\ufeff").replace("\r\n", "\n").translate(fold)


def readable(name: str) -> str:
    """The codec that reads what chardet calls ``name``, the mark's order included."""
    if re.fullmatch(r"utf-?(?:16|32)", name, re.IGNORECASE):
        return name
    return known(name) or "cp1252"


def compare(folder: Path) -> bool:
    """Where plain chardet reads a file right, we must too; each exception is named."""
    import chardet

    files = right_them = right_us = 0
    harmed = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        expected = known(re.split(r"-(?=[a-z]+$)|_", path.parent.name)[0]) or known(
            path.parent.name
        )
        if expected is None:
            continue
        data = path.read_bytes()
        if re.fullmatch(r"utf-?(?:16|32)", path.parent.name, re.IGNORECASE):
            expected = path.parent.name  # the order is the mark's to tell
        try:
            truth = normal(data.decode(expected))
        except UnicodeError:
            continue
        found = chardet.detect(data)["encoding"]
        theirs = normal(data.decode(readable(found), "replace")) if found else ""
        ours = normal(decode(data).text)
        files += 1
        right_them += theirs == truth
        right_us += ours == truth
        if theirs == truth != ours:
            harmed.append((path, expected, decode(data)))
    for path, expected, decoded in harmed:
        answer = f"{decoded.encoding}, {decoded.how}, {decoded.confidence:.2f}"
        print(f"harmed: {path} ({expected}): {answer}")
    print(f"{files} files; chardet {right_them} right, textfix {right_us}, harmed {len(harmed)}")
    return right_us >= right_them - files / 100


EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0001)


def calibrate(module: Path) -> bool:
    """The table of belief against truth."""
    spec = importlib.util.spec_from_file_location("cases", module)
    assert spec is not None
    assert spec.loader is not None
    cases = importlib.util.module_from_spec(spec)
    sys.modules["cases"] = cases
    spec.loader.exec_module(cases)
    rows = []
    for case in cases.load("dev"):
        if case.kind in ("clean", "html", "csv", "meta", "wrongmeta", "euro80", "trap"):
            decoded = decode(case.data)
            rows.append((decoded.confidence, normal(decoded.text) == normal(case.truth)))
    met = True
    for low, high in itertools.pairwise(EDGES):
        inside = [row for row in rows if low <= row[0] < high]
        if inside:
            belief = sum(row[0] for row in inside) / len(inside)
            truth = sum(row[1] for row in inside) / len(inside)
            row = f"{len(inside):6} answers, mean {belief:.3f}, right {truth:.3f}"
            print(f"belief {low:.2f} to {min(high, 1):.2f}: {row}")
            met &= abs(truth - belief) < 0.05 or len(inside) < 60
    return met


def main() -> None:
    """Run what was asked for; exit 1 if a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--compare", type=Path, metavar="FOLDER")
    parser.add_argument("--calibrate", type=Path, metavar="MODULE.py")
    given = parser.parse_args()
    if given.compare:
        met = compare(given.compare)
    elif given.calibrate:
        met = calibrate(given.calibrate)
    else:
        met = memory() if given.memory else speed()
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
