"""The main job, statement by statement: ``textfix clean ../shared/samples/changsha.txt``.

The sample is not part of the project; without it these tests are skipped, and the article of
our own under fixtures/wild stands for it (tests/test_fixtures.py).
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Literal

import pytest

import textfix

if TYPE_CHECKING:
    from pathlib import Path

Target = Literal["auto", "simplified", "traditional"]
TARGETS: tuple[Target, ...] = ("auto", "simplified", "traditional")

HANZI = "[\u4e00-\u9fff]"
# Counted without any of textfix's own tables: a bracket of lower-case letters and tone marks.
READING = re.compile(rf"(?<={HANZI})\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+ ?\)")
READINGS = 232
CREDITED = 6  # "line 7" of the issue: the line above the first is empty
# Where a site lost a byte of the sample, and what stood there.
LOST, WHOLE = "?!碧岣咄赓Q", "海”提高外貿"


@pytest.fixture(scope="module")
def text(sample: bytes) -> str:
    return sample.decode()


def test_the_sample_is_the_one_that_was_meant(text: str) -> None:
    assert len(READING.findall(text)) == READINGS == text.count("(") == text.count(")")
    assert text.split("\n")[CREDITED].endswith("余劭劼 攝")


@pytest.mark.parametrize("to", TARGETS)
def test_all_readings_are_gone(text: str, to: Target) -> None:
    doc = textfix.fix(text, to=to)
    assert "(" not in doc.text
    assert doc.edits.counts()["gloss.toned"] == READINGS
    assert READING.sub("", text).count("會議") >= 10
    assert "会议" in doc.text or "會議" in doc.text


def bare(source: str) -> str:
    """The source without its readings, and with the lost byte: as long as the result."""
    return READING.sub("", source).replace(LOST, WHOLE)


@pytest.mark.parametrize("to", TARGETS)
def test_the_lost_byte_is_filled_in(text: str, to: Target) -> None:
    result = textfix.clean(text, to=to)
    whole = "“借船出海”提高外贸能级质效" if to == "simplified" else "“借船出海”提高外貿能級質效"
    assert whole in result
    assert LOST not in result


@pytest.mark.parametrize("to", TARGETS)
def test_nothing_else_in_brackets_is_touched(text: str, to: Target) -> None:
    legitimate = "世界(WHO)公布f(x)，(a)(b)(c)，第三章(3)，余秋雨(Yu Qiuyu)，逄(páng zǐ)。"
    result = textfix.clean(f"{text}\n{legitimate}", to=to)
    assert result.split("\n")[-1] == legitimate


@pytest.mark.parametrize("to", TARGETS)
def test_the_caption_is_dropped_and_no_other_line(text: str, to: Target) -> None:
    doc = textfix.fix(text, to=to)
    lines = text.split("\n")
    # How long each line is tells them apart in either script; readings and marks do not count.
    expected = [len(bare(line)) for row, line in enumerate(lines) if row != CREDITED]
    assert [len(line) for line in doc.text.split("\n")] == expected
    (dropped,) = [edit for edit in doc.edits if edit.rule.startswith("caption.")]
    assert dropped.new == ""
    assert text[dropped.start : dropped.end].strip("\n") == lines[CREDITED]
    assert dropped.old is not None
    assert dropped.old.strip("\n").endswith("攝" if to != "simplified" else "摄")


@pytest.mark.parametrize("to", TARGETS)
def test_narrowed_marks_are_wide_and_numbers_stay(text: str, to: Target) -> None:
    result = textfix.clean(text, to=to)
    assert re.findall(rf"{HANZI}[,;:!]{HANZI}", result) == []
    assert result.count("，") + result.count("；") >= 70
    assert "75周年" in result
    assert "13日下午，" in result
    assert ("质" if to == "simplified" else "質") in result


def only_in(encoding: str, other: str, text: str) -> set[str]:
    """Hanzi that `encoding` has and `other` lacks: an oracle of scripts that is not OpenCC's."""

    def has(char: str, name: str) -> bool:
        try:
            return bool(char.encode(name))
        except UnicodeEncodeError:
            return False

    return {c for c in text if has(c, encoding) and not has(c, other) and re.match(HANZI, c)}


def test_simplified_has_no_traditional_characters(text: str) -> None:
    result = textfix.clean(text, to="simplified")
    assert only_in("big5", "gb2312", result) == set()
    assert "长沙" in result
    assert "先进制造业" in result


@pytest.mark.parametrize("to", ["traditional", "auto"])
def test_traditional_has_no_simplified_characters(text: str, to: Target) -> None:
    result = textfix.clean(text, to=to)
    assert only_in("gb2312", "big5", result) == set()
    assert "長沙" in result
    assert "先進製造業" in result
    assert "先進制造業" not in result


@pytest.mark.parametrize("to", TARGETS)
def test_the_surname_stays(text: str, to: Target) -> None:
    """It stands in the dropped caption: kept here, it must not have become 餘."""
    assert "余劭劼" in textfix.clean(text, to=to, skip="caption")


def test_auto_keeps_the_dominant_script(text: str) -> None:
    doc = textfix.fix(text)
    assert doc.script.label == "Hant"
    assert doc.text == textfix.clean(text, to="traditional")


@pytest.mark.parametrize("to", TARGETS)
def test_paragraphs_with_kinds(text: str, to: Target) -> None:
    doc = textfix.fix(text, to=to)
    kinds = [item.kind for item in doc.paragraphs]
    assert kinds == ["title"] * 3 + ["deck"] + ["body"] * 7
    assert doc.paragraphs[3].text == "周海兵主持"
    assert doc.paragraphs[4].text.startswith("13日下午，")


@pytest.mark.parametrize("to", TARGETS)
def test_the_input_comes_back_to_the_byte(sample: bytes, text: str, to: Target) -> None:
    assert textfix.fix(sample, to=to).restore() == sample
    assert textfix.fix(text, to=to).restore() == text


@pytest.mark.parametrize("to", TARGETS)
def test_every_paragraph_leads_to_where_it_came_from(sample: bytes, text: str, to: Target) -> None:
    """In characters and in bytes: the source without its readings is as long as the paragraph,
    and but for marks and script it is the paragraph."""
    doc = textfix.fix(sample, to=to)
    for item in doc.paragraphs:
        span = doc.source_span(item.start, item.end)
        source = text[span.start : span.end]
        assert sample[span.byte_start : span.byte_end].decode() == source
        short = bare(source)
        assert len(short) == len(item.text)
        if to != "simplified":  # there every third character differs
            wide = item.text.translate(str.maketrans("，；", ",;"))
            differ = [pair for pair in zip(short, wide, strict=True) if pair[0] != pair[1]]
            assert len(differ) <= 10, differ


@pytest.mark.parametrize("to", TARGETS)
def test_clean_is_clean(text: str, to: Target) -> None:
    result = textfix.clean(text, to=to)
    assert textfix.clean(result, to=to) == result


@pytest.mark.parametrize("to", TARGETS)
def test_the_command_line_prints_it(sample: bytes, tmp_path: Path, to: Target) -> None:
    path = tmp_path / "changsha.txt"
    path.write_bytes(sample)
    done = subprocess.run(
        [sys.executable, "-m", "textfix", "clean", str(path), "--to", to],
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.decode().rstrip("\n") == textfix.clean(sample, to=to).rstrip("\n")
    assert done.stderr == b""
