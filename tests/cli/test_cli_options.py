"""What is written twice so that --help stays light is written alike; options reach the run."""

from __future__ import annotations

import inspect
import re
from typing import get_args

import pytest

from textfix import ConfigError, _options, detect
from textfix.cli import options


@pytest.mark.parametrize("name", ["to", "mode", "region_words"])
def test_choices_are_those_of_the_library(name):
    known = {"to": options.TO, "mode": options.MODES, "region_words": options.REGIONS}[name]
    (hint,) = re.findall(rf"^    {name}: (.*)$", inspect.getsource(_options.Options), re.MULTILINE)
    said = get_args(_options.To) if "To" in hint else re.findall(r'"(\w+)"', hint)
    assert list(known) == list(said)


def test_errors_are_those_of_decoding():
    with pytest.raises(ConfigError) as caught:
        detect(b"", errors="nope")
    assert str(caught.value).endswith(f"choose one of {', '.join(options.ERRORS)}")


def test_only_and_skip_take_commas_and_repetition(cli, work):
    (work / "a.txt").write_text("長(cháng)沙會(huì )議開(kāi)了,好\u200b。")
    assert (
        cli("clean", "--only", "width", "a.txt").out == "長(cháng)沙會(huì )議開(kāi)了，好\u200b。"
    )
    assert (
        cli("clean", "--only", "width, control", "a.txt").out
        == "長(cháng)沙會(huì )議開(kāi)了，好。"
    )
    two = cli("clean", "--only", "width", "--only", "gloss", "a.txt").out
    assert two == "長沙會議開了，好\u200b。"
    assert (
        cli("clean", "--skip", "gloss,width", "a.txt").out == "長(cháng)沙會(huì )議開(kāi)了,好。"
    )


def test_strip_ruby_removes_readings_for_readers(cli, work):
    (work / "a.txt").write_text("漢字(かんじ)を書(か)く。")
    assert cli("clean", "a.txt").out == "漢字(かんじ)を書(か)く。"
    assert cli("clean", "--strip-ruby", "a.txt").out == "漢字を書く。"
    (work / "textfix.toml").write_text("[filter.gloss]\nstrip_ruby = true\n")
    assert cli("clean", "a.txt").out == "漢字を書く。"


def test_encoding_overrules_detection(cli, work):
    (work / "a.txt").write_bytes("café".encode("latin-1"))
    assert cli("clean", "--encoding", "cp1251", "a.txt").out == "cafй"
    assert cli("clean", "--encoding", "latin-1", "a.txt").out == "café"


def test_candidates_reach_detection(cli, work):
    (work / "a.txt").write_bytes("海內存知己，天涯若比鄰。".encode("big5"))
    assert cli("clean", "--candidates", "big5,gb18030", "a.txt").out == "海內存知己，天涯若比鄰。"
    assert "海內" not in cli("clean", "--candidates", "euc-kr", "a.txt").out


def test_errors_strict_fails_that_input_only(cli, work):
    (work / "bad.txt").write_bytes("好的，沒事。".encode() + b"\xff\xfe\xff")
    (work / "good.txt").write_text("好")
    result = cli("clean", "--encoding", "utf-8", "--errors", "strict", "bad.txt", "good.txt")
    assert result.code == 3
    assert result.out == "好"
    assert result.err.startswith("textfix: bad.txt: bytes 18 to")
    assert cli("clean", "--encoding", "utf-8", "bad.txt").code == 0


def test_words_of_ones_own_and_of_a_region(cli, work):
    (work / "a.txt").write_text("发绺，软件，于丹说。\n")
    (work / "w.tsv").write_text("# mine\n发绺\t髮絡\n于丹\n")
    made = cli("clean", "--to", "traditional", "--words", "w.tsv", "a.txt").out
    assert made == "髮絡，軟件，于丹說。\n"
    made = cli("clean", "--to", "tw", "--region-words", "tw", "--words", "w.tsv", "a.txt").out
    assert made == "髮絡，軟體，于丹說。\n"
    (work / "sub").mkdir()
    (work / "sub" / "w.tsv").write_text("发绺\t髮綹\n")
    (work / "sub" / "textfix.toml").write_text('to = "tw"\nwords = "w.tsv"\nregion_words = "tw"\n')
    made = cli("clean", "--config", "sub/textfix.toml", "a.txt").out
    assert made.startswith("髮綹，軟體，"), "found beside the settings"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--words", "none.tsv"], "none.tsv: cannot be read: No such file"),
        (["--words", "bad.tsv"], "bad.tsv:2: 3 columns"),
        (["--to", "simplified", "--region-words", "tw"], "choose to='tw'"),
    ],
)
def test_wrong_words_are_wrong_use(cli, work, arguments, said):
    (work / "bad.tsv").write_text("好\n甲\t乙\t丙\n")
    (work / "a.txt").write_text("好")
    result = cli("clean", *arguments, "a.txt")
    assert (result.code, said in result.err) == (2, True), result.err
