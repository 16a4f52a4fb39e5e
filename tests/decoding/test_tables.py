"""The tables: small, well-formed, named sources, and every listed thing is what it says."""

from __future__ import annotations

import pytest

from textfix._rules import rules_dir
from textfix.decoding._codepages import CODECS
from textfix.decoding._labels import known
from textfix.decoding._tables import EAST, ROWS, letter_costs, tables

FILES = ("characters.tsv", "letters.tsv")


def test_small() -> None:
    """Under 400 kB in all."""
    assert sum(f.stat().st_size for f in (rules_dir() / "decode").iterdir()) < 400_000


@pytest.mark.parametrize("name", FILES)
def test_header_and_order(name: str) -> None:
    """A header with format, origin, users; rows by language and rising cost; entries sorted."""
    lines = (rules_dir() / "decode" / name).read_text("utf-8").split("\n")
    assert [line.split(":")[0] for line in lines[1:4]] == ["# format", "# origin", "# users"]
    assert "MIT" in lines[2] or "Unicode-3.0" in lines[2]
    last: dict[str, int] = {}
    for line in lines[4:-1]:
        language, cost, entries = line.split("\t")
        assert int(cost) > last.get(language, -1)
        last[language] = int(cost)
        entries = (
            entries.replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\t", "\t")
            .replace("\\\\", "\\")
        )
        size = 1 if name == "characters.tsv" else 2
        items = [entries[i : i + size] for i in range(0, len(entries), size)]
        assert items == sorted(set(items))


def test_each_language_is_cheapest_in_its_own_row() -> None:
    """Frequent characters cost less in their language than in the others."""
    costs = tables().costs
    for text, row in (("这们个说", 0), ("這們個說", 1), ("のにはを", 2), ("는이다에", 3)):
        for char in text:
            column = costs[: len(EAST), ord(char)]
            assert int(column.argmin()) == row, (char, ROWS[row])


def test_every_single_byte_language_has_letters() -> None:
    """No code page names a language without a table, and all codec names are Python's own."""
    pairs = letter_costs()
    for codec, (_, languages) in CODECS.items():
        assert known(codec) == codec
        assert not set(languages.split()) - set(pairs)
