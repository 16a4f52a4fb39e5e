"""`explain`, `detect`, `filters`: what they say, for people and for programs."""

from __future__ import annotations

import json

import pytest

from tests.cli.samples import DIRTY
from textfix.cli import inputs
from textfix.cli.blocks import joined


@pytest.fixture
def file(work):
    path = work / "a.txt"
    path.write_text(DIRTY)
    return path


def records(result):
    return [json.loads(line) for line in result.out.splitlines()]


def test_explain_lists_edits_in_order_of_place_with_context(cli, file):
    result = cli("explain", "a.txt")
    assert result.code == 0
    heads = [
        line for line in result.out.splitlines() if line.startswith("a.txt:") and ":" in line[6:]
    ]
    assert [line.split(": ")[0] for line in heads[:-1]] == [
        "a.txt:1:2",
        "a.txt:1:13",
        "a.txt:1:21",
        "a.txt:1:27",
        "a.txt:2:3",
    ]
    assert "\n    長[-(cháng)-]沙市的" in result.out
    assert "[-,-]{+，+}很好。⏎\n" in result.out
    assert "第二[-<U+200B>-]行⏎" in result.out
    assert heads[-1].startswith("a.txt: 5 edits: gloss.")


def test_explain_says_how_many_more(cli, file):
    result = cli("explain", "--limit", "2", "a.txt")
    assert result.out.count("[-") == 2
    assert "\n... and 3 more; --limit 0 shows all, --rule chooses\n" in result.out
    assert cli("explain", "--limit", "0", "a.txt").out.count("[-") == 5
    assert "more" not in cli("explain", "--limit", "5", "a.txt").out


def test_explain_by_rule_or_filter(cli, file):
    assert cli("explain", "--rule", "width", "a.txt").out.count("[-") == 1
    assert cli("explain", "--rule", "gloss,width", "a.txt").out.count("[-") == 4
    (rule,) = {
        item["rule"] for item in records(cli("explain", "--json", "--rule", "gloss", "a.txt"))
    }
    assert cli("explain", "--rule", rule, "a.txt").out.count("[-") == 3
    assert cli("explain", "--rule", "glo", "a.txt").out == "a.txt: 0 edits\n"


def test_explain_json_leads_to_the_bytes(cli, work):
    for encoding in ("utf-8", "gb18030", "utf-16"):
        data = DIRTY.encode(encoding)
        (work / "a.txt").write_bytes(data)
        found = records(cli("explain", "--json", "a.txt"))
        assert len(found) == 5
        for item in found:
            assert item["old"] == DIRTY[item["start"] : item["end"]] == item["was"]
            part = data[item["byte_start"] : item["byte_end"]]
            assert part.decode("utf-16-le" if encoding == "utf-16" else encoding) == item["old"]
            assert item["made"] is True
            assert DIRTY.split("\n")[item["line"] - 1][item["column"] - 1 :].startswith(item["old"])


def test_explain_replays(cli, file):
    """What is explained, done to the input, is what clean gives."""
    text = DIRTY
    for item in reversed(records(cli("explain", "--json", "a.txt"))):
        text = text[: item["start"]] + item["new"] + text[item["end"] :]
    assert text == cli("clean", "a.txt").out


def test_suggestions_are_shown_and_not_made(cli, file, monkeypatch):
    from textfix import _registry

    monkeypatch.setitem(_registry._BUILT_IN, "guess", f"{__name__}:_Guess")
    (file.parent / "guess.toml").write_text('filters = ["control", "gloss", "width", "guess"]')
    (file.parent / "textfix.toml").write_text('preset = "guess.toml"')
    assert "guess" not in cli("explain", "a.txt").out
    counts = {"--suggestions": "7 edits and suggestions: ", "--uncertain": "2 uncertain edits: "}
    for flag, count in counts.items():
        result = cli("explain", flag, "a.txt")
        assert "guess.unsafe: why not; not made, --unsafe makes it\n    " in result.out
        assert ")[-議-]{+议+}開" in result.out
        assert "guess.display: for a person; not made, only shown" in result.out
        assert count in result.out
    found = [
        item
        for item in records(cli("explain", "--json", "--suggestions", "a.txt"))
        if not item["made"]
    ]
    assert [(item["old"], item["new"], item["applicability"]) for item in found] == [
        ("議", "议", "unsafe"),
        ("開", "", "display"),
    ]


class _Guess:
    """A filter that is not sure."""

    id = "guess"
    needs = ()
    scope = "line"

    def edits(self, text):
        from textfix._edits import Applicability, Edits, Tag

        at, other = text.value.find("議"), text.value.find("開")
        unsafe = Tag("guess.unsafe", Applicability.UNSAFE, "why not")
        shown = Tag("guess.display", Applicability.DISPLAY, "for a person")
        return Edits.of([(at, at + 1, "议", unsafe), (other, other + 1, "", shown)])


def test_detect_is_a_table_of_tabs_when_piped(cli, work):
    (work / "a.txt").write_bytes("海內存知己，天涯若比鄰。無為在歧路，兒女共沾巾。".encode("big5"))
    (work / "tab\tname.txt").write_text("ok")
    result = cli("detect", "a.txt", "tab\tname.txt")
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert rows[0] == ["file", "encoding", "confidence", "how", "language", "damage"]
    assert rows[1][:2] == ["a.txt", "big5hkscs"]
    assert 0 < float(rows[1][2]) <= 1
    assert rows[2][0] == "tab<U+0009>name.txt"
    assert {len(row) for row in rows} == {6}


def test_detect_json_has_segments_and_damage(cli, work):
    data = "好的，沒事。\n".encode() * 20 + b"\xff" + "好的，沒事。\n".encode() * 20
    (work / "a.txt").write_bytes(data)
    (record,) = records(cli("detect", "--json", "--candidates", "utf-8", "a.txt"))
    assert record["encoding"] == "utf-8"
    assert [(part["byte_start"], part["byte_end"]) for part in record["damage"]] == [(380, 381)]
    assert record["segments"][0]["byte_start"] == 0
    assert record["segments"][-1]["byte_end"] == len(data)
    assert "candidates" not in record
    assert (
        cli("detect", "--candidates", "utf-8", "a.txt")
        .out.splitlines()[1]
        .split("\t")[5]
        .startswith("1 ")
    )


def test_detect_all_ranks_the_candidates(cli, work):
    (work / "a.txt").write_bytes("海內存知己，天涯若比鄰。".encode("big5"))
    (record,) = records(cli("detect", "--json", "--all", "a.txt"))
    others = [item["encoding"] for item in record["candidates"]]
    assert others[0] == record["encoding"]
    rows = [line.split("\t") for line in cli("detect", "--all", "a.txt").out.splitlines()[1:]]
    assert [row[1] for row in rows] == others
    assert all(row[3] == f"candidate {place}" for place, row in enumerate(rows[1:], start=2))


LINE = "海內存知己，天涯若比鄰。無為在歧路，兒女共沾巾。\n"


def blocks(*parts):
    """Each part decoded by itself, as a stream's blocks are."""
    from textfix._api import decode

    return [decode(part) for part in parts]


def spans(found):
    return [(part.byte_start, part.byte_end, part.encoding) for part in found.segments]


def test_detect_joins_the_blocks_of_a_large_file():
    text = (LINE * 90).encode("gb18030")
    found = joined(blocks(text, text + b"\xff" + text, b"", text))
    assert (found.encoding, found.how) == ("gb18030", blocks(text)[0].how)
    assert spans(found) == [(0, 4 * len(text) + 1, "gb18030")]
    assert [abs(part.byte_start - 2 * len(text)) <= 2 for part in found.damage] == [True]
    assert found.segments[0].end == sum(
        len(block.text) for block in blocks(text, text + b"\xff" + text, text)
    )


def test_a_block_of_ascii_takes_its_neighbours_encoding():
    plain, text = b"plain\n" * 9000, (LINE * 90).encode("gb18030")
    found = joined(blocks(plain, plain, text, plain))
    assert found.encoding == "gb18030"
    assert spans(found) == [(0, 3 * len(plain) + len(text), "gb18030")]
    found = joined(blocks(plain, LINE.encode(), text, plain))
    end = len(plain) + len(LINE.encode())
    assert spans(found)[0] == (0, end, "utf-8")
    assert spans(found)[1] == (end, end + len(text) + len(plain), "gb18030")
    wide = ("\ufeff" + LINE * 90).encode("utf-16-le")
    found = joined(blocks(plain, wide))
    assert found.encoding == "utf-16-le"
    assert [part.encoding for part in found.segments] == ["utf-8", "utf-16-le"]
    found = joined(blocks(plain, plain))
    assert (found.encoding, spans(found)) == ("utf-8", [(0, 2 * len(plain), "utf-8")])


def test_detect_reads_a_large_file_by_blocks(cli, work, monkeypatch):
    data = (LINE * 300).encode("gb18030")
    (work / "a.txt").write_bytes(data)
    (whole,) = records(cli("detect", "--json", "a.txt"))
    monkeypatch.setattr(inputs, "STREAM_ABOVE", 1000)
    assert records(cli("detect", "--json", "a.txt")) == [whole]
    assert whole["segments"][0]["byte_end"] == len(data)


def test_filters_lists_every_filter_with_presets(cli):
    from textfix._registry import filter_ids

    found = records(cli("filters", "--json"))
    assert [item["id"] for item in found] == list(filter_ids())
    by_id = {item["id"]: item for item in found}
    assert by_id["gloss"]["presets"] == ["article", "default"]
    assert by_id["control"]["presets"] == ["article", "default", "minimal"]
    for item in found:
        assert len(item["description"]) > 20, item["id"]
        assert "cannot be loaded" not in item["description"]
    rows = [line.split("\t") for line in cli("filters").out.splitlines()]
    assert rows[0] == ["filter", "presets", "what it does"]
    assert [row[0] for row in rows[1:]] == list(filter_ids())


def test_a_broken_filter_of_another_package_is_listed_as_such(cli, monkeypatch):
    from importlib.metadata import EntryPoint

    from textfix import _registry

    broken = EntryPoint("wiki", "no_such_package:Wiki", _registry.GROUP)
    _registry._installed.cache_clear()
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [broken])
    monkeypatch.setattr(_registry, "entry_points", lambda **_: [broken], raising=False)
    try:
        item = records(cli("filters", "--json"))[-1]
        result = cli("clean", "--only", "wiki", stdin=b"x")
    finally:
        _registry._installed.cache_clear()
    assert item["id"] == "wiki"
    assert item["description"].startswith("cannot be loaded: ")
    assert result.code == 2
    assert "no_such_package" in result.err


def test_uncertain_edits_are_those_that_chose_and_those_not_made(cli, work):
    (work / "a.txt").write_text("长沙的发绺，头发。")
    rows = records(cli("explain", "--json", "--uncertain", "--to", "traditional", "a.txt"))
    assert [(row["old"], row["new"], row["rule"], row["made"]) for row in rows] == [
        ("发", "發", "script.to-traditional.guess", True)
    ]
    assert rows[0]["why"].endswith("no word tells which: 发, 發、髮")
    (work / "a.txt").write_text("長沙的會議開了，这是經驗。")  # auto: one stray character
    (row,) = records(cli("explain", "--json", "--uncertain", "--preset", "default", "a.txt"))
    assert (row["old"], row["new"], row["made"]) == ("这", "這", False)
    assert cli("explain", "--preset", "default", "a.txt").out == "a.txt: 0 edits\n"
