"""`check_conversion` and the conformance report: each law catches its sinner."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from textfix._errors import ConfigError
from textfix.filters.script import convert
from textfix.testing import check_conversion, check_rules
from textfix.testing.__main__ import main
from textfix.testing.conversion import conversion_laws
from textfix.testing.report import examine, find
from textfix.testing.search import Law, judge, prove, smallest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
# 里 is one character for two; a plain map knows no phrases, and so keeps the laws of a map.
TO = {ord(hans): hant for hans, hant in zip("长发东车马", "長發東車馬", strict=True)}


def plain(text: str) -> str:
    return text.translate(TO)


# -- sinners -----------------------------------------------------------------------------------


def forgets_after_nul(text: str) -> str:
    return text.partition("\x00")[0]


def raises(text: str) -> str:
    return text.encode("utf-8").decode("utf-8")


def no_text(text: str) -> Any:
    return text or None


def touches_ascii(text: str) -> str:
    return text.replace("e", "E")


def restless(text: str) -> str:
    return text.replace("发", "长").translate(TO).replace("長", "发", 1)


def longer(text: str) -> str:
    return text.replace("头发", "滿頭秀髮")


def sees_past_lines(text: str) -> str:
    return text.replace("的", "之") if "\n" in text else text


class Remembers:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, text: str) -> str:
        self.count += 1
        return text + "a" * (self.count > 30 and self.count % 2)


SINNERS = [
    ("others-kept", forgets_after_nul, ["前\x00中文"]),
    ("surrogates", raises, []),
    ("total", no_text, []),
    ("ascii", touches_ascii, []),
    ("length", longer, []),
    ("cut-lines", sees_past_lines, []),
    ("complete", plain, []),
    ("native", OpenCC("s2t").convert, []),
    ("idempotent", OpenCC("s2t").convert, []),
    ("cut-anywhere", OpenCC("s2t").convert, []),
    ("threads", Remembers(), []),
]


@pytest.mark.parametrize(("law", "sinner", "texts"), SINNERS, ids=[law for law, *_ in SINNERS])
def test_each_law_catches_its_sinner(
    law: str, sinner: Callable[[str], str], texts: list[str]
) -> None:
    found = conversion_laws(sinner, source="Hans", target="Hant", texts=texts)
    (chosen,) = [item for item in found if item.id == law]
    with pytest.raises(AssertionError) as caught:
        prove([chosen], 60)
    assert "\n  text:  '" in str(caught.value)


def test_the_round_trip_and_the_oracle() -> None:
    s2t, t2s = OpenCC("s2t").convert, OpenCC("t2s").convert
    with pytest.raises(AssertionError, match=r"there and back(.|\n)*there: (.|\n)*back: "):
        check_conversion(
            s2t, source="Hans", target="Hant", back=t2s, examples=5,
            skip=["native", "idempotent", "cut-anywhere", "surrogates"],
        )  # fmt: skip
    with pytest.raises(AssertionError, match="what plain gives"):
        check_conversion(
            s2t, source="Hans", target="Hant", oracle=plain, examples=5,
            skip=["native", "idempotent", "cut-anywhere", "surrogates"],
        )  # fmt: skip


@pytest.mark.parametrize(("config", "source", "target"), [
    ("s2t", "Hans", "Hant"),
    ("s2tw", "Hans", "Hant-TW"),
    ("s2hk", "Hans", "Hant-HK"),
    ("t2s", "Hant", "Hans"),
    ("tw2s", "Hant-TW", "Hans"),
    ("hk2s", "Hant-HK", "Hans"),
])  # fmt: skip
def test_our_conversion_is_opencc_on_everything_that_converts(
    config: str, source: str, target: str
) -> None:
    """The oracle: every character and phrase of the sweep, and generated documents."""

    def ours(text: str) -> str:
        return convert(text, config)

    check_conversion(
        ours,
        source=source,
        target=target,
        oracle=OpenCC(config).convert,
        skip=["native", "idempotent", "cut-anywhere", "complete"],
    )


def test_a_map_without_phrases_keeps_the_laws_of_a_map() -> None:
    check_conversion(plain, source="Hans", target="Hant", skip=["complete"], examples=20)


def test_a_cleaner_needs_no_script() -> None:
    from textfix import clean

    check_conversion(clean, examples=15, skip=["cut-anywhere"])


@pytest.mark.parametrize(
    "wrong",
    [{"source": "hans", "target": "Hant"}, {"source": "Hans"}, {"skip": ["idempotence"]}],
)
def test_a_wrong_argument_is_said(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        check_conversion(str, **wrong)


# -- smallest, prove and judge --------------------------------------------------------------


@given(st.text("甲乙丙", max_size=40), st.text("丁", max_size=3), st.text("甲乙丙", max_size=40))
def test_the_smallest_text_is_the_one_that_matters(before: str, core: str, after: str) -> None:
    assert smallest(before + core + after, lambda text: core in text) == core


def test_texts_are_made_smaller_by_clause_where_a_half_is_another_thing() -> None:
    text = "今天開會，皇后來了。大家都來"
    assert smallest(text, lambda part: "后" in part, by_clause=True) == "皇后來了"
    assert smallest(7, lambda number: True) == 7


def test_judge_counts_and_raises_nothing() -> None:
    def odd(value: str) -> None:
        assert len(value) % 2 == 0, f"odd\n  text:  {value!r}"
        raise ValueError(value)

    law = Law("even", "lengths are even", odd, ["a", "", "bb", "ccc"])
    (verdict,) = judge([law])
    assert (verdict.asked, verdict.broken, verdict.holds) == (4, 4, False)
    assert "no text makes it raise, but ValueError" in verdict.why


# -- rule packs --------------------------------------------------------------------------------

PACK = """
[[rule]]
id = "tea.made-by"
kind = "editor"
pattern = '泡茶:[\\p{Han}]{2,4}'
literals = ["泡茶:"]
hit = ["泡茶：王小明"]
miss = ["他在泡茶。"]
reason = "demo"
"""


def test_check_rules_names_file_line_rule_and_example(tmp_path: Path) -> None:
    path = tmp_path / "tea.toml"
    path.write_text(PACK, encoding="utf-8")
    check_rules(path, examples=10)
    path.write_text(PACK.replace("他在泡茶。", "泡茶：水很好"), encoding="utf-8")
    with pytest.raises(AssertionError, match=r"tea.toml:2: rule tea.made-by: miss '泡茶：水很好'"):
        check_rules(path, examples=10)


def test_check_rules_finds_a_rule_that_eats_prose(tmp_path: Path) -> None:
    """Its own examples hold; generated prose shows what it does besides."""
    path = tmp_path / "greedy.toml"
    greedy = PACK.replace("'泡茶:[\\p{Han}]{2,4}'", "'泡茶:[\\p{Han}]{2,4}|他.{3,60}。'")
    path.write_text(greedy.replace('["泡茶:"]', '["泡茶:", "他"]'), encoding="utf-8")
    path.write_text(path.read_text("utf-8").replace("他在泡茶。", "我在泡茶。"), encoding="utf-8")
    with pytest.raises(AssertionError, match=r"edit:  .*, rule tea.made-by"):
        check_rules(path, examples=20)


def test_check_rules_asks_clean_texts(tmp_path: Path) -> None:
    path = tmp_path / "tea.toml"
    path.write_text(PACK, encoding="utf-8")
    with pytest.raises(AssertionError, match="clean text is a fixed point"):
        check_rules(path, clean=["第一章\n泡茶：水很好\n"], examples=5, linear=False)


# -- the report --------------------------------------------------------------------------------


def test_a_report_counts_and_shows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    command = ["report", "opencc:OpenCC(s2t).convert", "--source", "Hans", "--target", "Hant"]
    assert main([*command, "-n", "5", "-o", str(target)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("opencc:OpenCC(s2t).convert (OpenCC ")
    assert "  holds   length " in said
    assert "  BROKEN  idempotent " in said
    assert "text:  '" in said
    told = json.loads(target.read_text(encoding="utf-8"))
    laws = {law["id"]: law for law in told["laws"]}
    assert laws["idempotent"]["broken"] > 0
    assert laws["length"]["broken"] == 0 < laws["length"]["asked"]
    assert main([*command, "-n", "5"]) == 1
    assert capsys.readouterr().out == said  # the same texts every time


@pytest.mark.parametrize("subject", ["control", "minimal", "textwrap:dedent"])
def test_filters_presets_and_functions_are_subjects(subject: str) -> None:
    report = examine(subject, examples=3)
    assert len(report.laws) > 4
    assert report.holds or subject == "textwrap:dedent"


def test_a_pack_is_a_subject(tmp_path: Path) -> None:
    path = tmp_path / "tea.toml"
    path.write_text(PACK, encoding="utf-8")
    assert examine(str(path), examples=3).holds


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("contrl", "did you mean 'control'"),
        ("nosuchmodule:x", "is it installed"),
        ("textwrap:nope", "has no 'nope'"),
        ("textwrap:dedent + 1", "write MODULE:NAME"),
        ("string:digits", "no filter, pipeline or function"),
    ],
)
def test_a_subject_that_is_none_is_said(
    subject: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ConfigError, match=says):
        find(subject)
    with pytest.raises(SystemExit) as stopped:
        main(["report", subject])
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


def test_a_module_of_ones_own_is_found(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def same(text):\n    return text\n")
    done = subprocess.run(
        [sys.executable, "-m", "textfix.testing", "report", "mine:same", "-n", "2"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "BROKEN" not in done.stdout
