"""The laws of the script filter on real documents: how many break each, and what round trips cost.

    python -m bench.script_laws [--documents 60] [--texts ../shared/measure/script/data]

Each document is taken as it is, in both scripts where it has two sides, and with every second
sentence from the other side. Text: the measuring corpora, which are never copied here.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from textfix._apply import apply  # noqa: E402
from textfix._edits import Applicability  # noqa: E402
from textfix._text import Text  # noqa: E402
from textfix.filters.script import ScriptFilter  # noqa: E402

TO_TRADITIONAL = ScriptFilter(to="traditional")
TO_SIMPLIFIED = ScriptFilter(to="simplified")

SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


def documents(folder: Path, each: int) -> list[str]:
    """Up to `each` documents of every corpus, in every form."""
    found = []
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for _, line in zip(range(each), file, strict=False):
                row = json.loads(line)
                sides = [row[side] for side in "ts" if row.get(side)]
                found += sides
                if len(sides) == 2 and len(sides[0]) == len(sides[1]):
                    found.append(alternating(*sides))
    return found


def alternating(first: str, second: str) -> str:
    """Sentences of two texts of the same length, in turn."""
    spans = [match.span() for match in SENTENCE.finditer(first)]
    return "".join((first, second)[row % 2][a:b] for row, (a, b) in enumerate(spans))


def made(script_filter: ScriptFilter, value: str) -> str:
    """The text after the filter's default edits."""
    text = Text(value)
    return apply(text, script_filter.edits(text).split(Applicability.SAFE)[0]).value


def by_paragraphs(script_filter: ScriptFilter, value: str) -> str:
    """The same, each paragraph alone with what the document says."""
    decided = script_filter.bind(script_filter.survey(Text(value)))
    lines = [Text(line) for line in value.splitlines(keepends=True)]
    return "".join(
        apply(line, decided.edits(line).split(Applicability.SAFE)[0]).value for line in lines
    )


def differing(first: str, second: str) -> int:
    """In how many characters two texts of one length differ."""
    return sum(a != b for a, b in zip(first, second, strict=True))


def main() -> None:
    """Print how many documents break each law, and what a round trip changes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=60, help="of each corpus")
    shared = ROOT.parent / "shared" / "measure" / "script" / "data"
    parser.add_argument("--texts", type=Path, default=shared)
    options = parser.parse_args()
    values = documents(options.texts, options.documents)
    if not values:
        raise SystemExit(f"{options.texts}: no texts there; --texts names their folder")
    broken = dict.fromkeys(
        ("length", "idempotent, traditional", "idempotent, simplified", "paragraphs, traditional",
         "paragraphs, simplified"), 0
    )  # fmt: skip
    trips = {"simplified, back, and again": 0, "traditional, back, and again": 0}
    size = 0
    for value in values:
        to = made(TO_TRADITIONAL, value)
        simple = made(TO_SIMPLIFIED, value)
        size += len(value)
        broken["length"] += len(to) != len(value) or len(simple) != len(value)
        broken["idempotent, traditional"] += made(TO_TRADITIONAL, to) != to
        broken["idempotent, simplified"] += made(TO_SIMPLIFIED, simple) != simple
        broken["paragraphs, traditional"] += by_paragraphs(TO_TRADITIONAL, value) != to
        broken["paragraphs, simplified"] += by_paragraphs(TO_SIMPLIFIED, value) != simple
        back = made(TO_TRADITIONAL, simple)
        trips["simplified, back, and again"] += differing(made(TO_SIMPLIFIED, back), simple)
        back = made(TO_SIMPLIFIED, to)
        trips["traditional, back, and again"] += differing(made(TO_TRADITIONAL, back), to)
    print(f"{len(values)} documents, {size:,} characters")
    for law, count in broken.items():
        print(f"{law:32} {count:6} documents break it")
    for trip, count in trips.items():
        print(f"{trip:32} {count:6} characters differ, {count / size * 1e6:.0f} in a million")


if __name__ == "__main__":
    main()
