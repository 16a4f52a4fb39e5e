"""`convert`: what it takes, what it refuses, and what it does where OpenCC fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from textfix._errors import ConfigError
from textfix.filters.script import _fast, _fingerprint, _plan, convert
from textfix.filters.script._opencc import CONFIGS, convert_plain
from textfix.filters.script._tables import text_rows

if TYPE_CHECKING:
    from pathlib import Path

LONG = "理发与发展，皇后以后在里长家里。" * 60


@pytest.mark.parametrize(
    "config", ["s2wt", "", "t2s.json", "/etc/passwd", "../t2s", "jp2s", None, 3]
)
def test_only_known_names(config: object) -> None:
    with pytest.raises(ConfigError, match="no conversion is called"):
        convert("发展", config)  # type: ignore[arg-type]


def test_a_file_with_a_configuration_of_that_name_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s2t").write_text("not JSON")
    (tmp_path / "s2hkp").write_text("not JSON")
    monkeypatch.chdir(tmp_path)
    assert convert("发展", "s2t") == "發展"
    assert convert("发展", "s2hkp") == "發展"


@pytest.mark.parametrize("config", CONFIGS)
def test_every_configuration_converts(config: str) -> None:
    for value in ("", "abc", "理发發展", LONG):
        assert convert(value, config) == convert_plain(value, config)


@pytest.mark.parametrize("config", _fast.FAST)
@pytest.mark.parametrize("value", ["头\0发", "发\ud800展", "\0", "\udfff\0\n", "前\0中文发展"])
def test_hostile_characters_stay_and_do_not_stop_the_rest(config: str, value: str) -> None:
    parts = [convert(part, config) for part in ("头", "发", "展", "前", "中文发展")]
    wanted = dict(zip(["头", "发", "展", "前", "中文发展"], parts, strict=True))
    expected = value
    for old in ("中文发展", "头", "发", "展", "前"):
        expected = expected.replace(old, wanted[old])
    assert convert(value, config) == expected
    assert convert(LONG + value + LONG, config) == (
        convert(LONG, config) + expected + convert(LONG, config)
    )


def test_rare_characters_on_request() -> None:
    assert convert("\u911f", "t2s") == "\U0002b458"
    assert convert("\u911f", "t2s", include_tofu_risk=False) == "\u911f"
    long = "\u911f" * 700
    assert convert(long, "t2s") == "\U0002b458" * 700
    assert convert(long, "t2s", include_tofu_risk=False) == long


def test_another_opencc_is_asked_for_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = convert(LONG, "s2tw")
    monkeypatch.setattr(_fast, "tables_hold", lambda: False)
    monkeypatch.setattr(_fast, "plan", lambda *_, **__: pytest.fail("the tables do not hold"))
    assert convert(LONG, "s2tw") == expected


def test_the_filter_asks_another_opencc_where_phrases_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from textfix._text import codepoints

    points = codepoints(LONG)
    expected = _fast.changes(points, "s2t")
    monkeypatch.setattr(_plan, "tables_hold", lambda: False)
    found = _fast.changes(points, "s2t")
    assert [part.tolist() for part in found] == [part.tolist() for part in expected]


def test_the_tables_hold_for_the_opencc_that_they_came_from() -> None:
    """A failure here means: run scripts/make_script_tables.py."""
    import opencc

    version = text_rows("opencc")["version"]
    if opencc.__version__ != version:
        pytest.skip(f"the tables came from OpenCC {version}: conversion falls back to OpenCC")
    assert _fingerprint.tables_hold()


@pytest.mark.parametrize(
    "value", ["人", "的", "发", "著", "余", "后里", "\u2ff0", "\ud800", "人人的"]
)
@pytest.mark.parametrize("config", ["t2s", "s2t", "s2twp"])
def test_long_runs_take_linear_time(config: str, value: str) -> None:
    long = value * (300_000 // len(value))
    assert convert(long, config).count("\n") == 0
