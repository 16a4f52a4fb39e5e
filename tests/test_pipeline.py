"""`Pipeline` and its TOML form: composition, selection, presets, and every wrong setting."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._edits import Applicability
from textfix._errors import ConfigError
from textfix._pipeline import Pipeline, load_pipeline, parse_level, preset_names
from textfix._registry import filter_ids
from textfix.filters import ControlFilter, GlossFilter, WidthFilter
from textfix.testing import texts

if TYPE_CHECKING:
    from pathlib import Path

CONTROL, GLOSS, WIDTH = ControlFilter(), GlossFilter(), WidthFilter()


def ids(pipeline: Pipeline) -> list[str]:
    return [item.id for item in pipeline.filters]


def test_or_composes_in_order() -> None:
    pipeline = Pipeline() | CONTROL | WIDTH
    assert ids(pipeline) == ["control", "width"]
    assert ids(GLOSS | pipeline) == ["gloss", "control", "width"]
    assert ids(pipeline | Pipeline((GLOSS,))) == ["control", "width", "gloss"]


def test_or_keeps_the_level_of_the_left() -> None:
    pipeline = Pipeline((CONTROL,), Applicability.UNSAFE) | Pipeline((WIDTH,))
    assert pipeline.level == Applicability.UNSAFE


def test_order_is_meaning() -> None:
    """A zero-width character inside a reading hides it until `control` has been there."""
    value = "長(ch\u200báng)沙的會(h\u200buì )議開(kāi)了"
    assert (Pipeline() | CONTROL | GLOSS)(value) == "長沙的會議開了"
    assert "(cháng)" in (Pipeline() | GLOSS | CONTROL)(value)


def test_pipelines_are_values() -> None:
    first, second = Pipeline((CONTROL,)), Pipeline() | ControlFilter()
    assert first == second
    assert hash(first) == hash(second)
    assert pickle.loads(pickle.dumps(first)) == first


def test_what_is_no_filter_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"'gloss' is not a filter: it needs id.*check_filter"):
        Pipeline(("gloss",))  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="is not a filter"):
        _ = Pipeline() | str.upper  # type: ignore[operator]


@given(st.lists(texts(), max_size=8))
def test_run_many_is_run_for_each(values: list[str]) -> None:
    pipeline = load_pipeline("default")
    many = list(pipeline.run_many(values))
    assert [result.text for result in many] == [pipeline(value) for value in values]


# -- select -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("only", "skip", "expected"),
    [
        (None, None, ["control", "gloss"]),
        (["gloss"], None, ["gloss"]),
        (None, ["gloss"], ["control"]),
        ("gloss", None, ["gloss"]),
        (["gloss"], ["gloss"], []),
        ([], None, []),
        # Asked for by name though the pipeline lacks it: goes to its place in the order of a run.
        (["width", "control"], None, ["control", "width"]),
        (["mojibake", "control", "gloss"], None, ["mojibake", "control", "gloss"]),
        (None, ["width"], ["control", "gloss"]),
    ],
)
def test_select(
    only: list[str] | str | None, skip: list[str] | str | None, expected: list[str]
) -> None:
    assert ids(Pipeline((CONTROL, GLOSS)).select(only, skip)) == expected


def test_select_keeps_filters_of_ones_own() -> None:
    options = load_pipeline("default", options={"script": {"to": "simplified"}})
    assert options.select(["script"]).filters == tuple(
        item for item in options.filters if item.id == "script"
    )


@pytest.mark.parametrize(("only", "skip"), [(["glos"], None), (None, "glos")])
def test_select_refuses_unknown_names(only: list[str] | None, skip: str | None) -> None:
    with pytest.raises(ConfigError, match="no filter is called 'glos'; did you mean 'gloss'"):
        Pipeline((CONTROL,)).select(only, skip)


# -- presets and TOML -----------------------------------------------------------------------


def test_default_has_every_built_in_filter_in_the_order_of_a_run() -> None:
    every = list(filter_ids()[:10])
    assert ids(load_pipeline("article")) == every
    assert ids(load_pipeline("default")) == [name for name in every if name != "extent"]


def test_minimal_repairs_and_no_more() -> None:
    assert ids(load_pipeline("minimal")) == ["mojibake", "control"]


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_loads_and_is_safe(name: str) -> None:
    assert load_pipeline(name).level == Applicability.SAFE


def test_an_unknown_preset_is_told_what_there_is() -> None:
    with pytest.raises(ConfigError, match=r"no preset is called 'defualt'; did you mean 'default'"):
        load_pipeline("defualt")


def written(folder: Path, toml: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(toml, encoding="utf-8")
    return path


def test_toml(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'filters = ["width", "script"]\napplicability = "unsafe"\n'
        '[filter.script]\nto = "simplified"\n',
    )
    pipeline = load_pipeline(path)
    assert ids(pipeline) == ["width", "script"]
    assert pipeline.level == Applicability.UNSAFE
    assert pipeline("長沙,好") == "长沙，好"
    assert load_pipeline(str(path)) == pipeline


def test_options_given_go_over_those_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'filters = ["script"]\n[filter.script]\nto = "simplified"\n')
    pipeline = load_pipeline(path, options={"script": {"to": "traditional"}})
    assert pipeline("长沙") == "長沙"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("filters = [", r"mine\.toml: not valid TOML: "),
        ('filter = ["gloss"]', r"write filter options as a table, \[filter\.NAME\]"),
        ('filters = "gloss"', "`filters` must be a list of filter ids"),
        ("filters = [1]", "`filters` must be a list of filter ids"),
        ('filters = ["glos"]', "no filter is called 'glos'; did you mean 'gloss'"),
        ("fliters = []", "unknown key 'fliters'; known: filters, applicability, filter"),
        ('applicability = "brave"', "applicability 'brave': choose safe or unsafe"),
        ('applicability = "display"', "applicability 'display': choose safe or unsafe"),
        ("[filter.glos]\nx = 1", "no filter is called 'glos'"),
        (
            'filters = ["control"]\n[filter.control]\nloud = 1',
            "filter control has no option 'loud'",
        ),
    ],
)
def test_wrong_toml_is_told_in_one_line(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        load_pipeline(written(tmp_path, toml))
    assert "\n" not in str(caught.value)


def test_toml_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"mine\.toml: not UTF-8: .*; save it as UTF-8"):
        load_pipeline(path)


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_pipeline(tmp_path / name)


@pytest.mark.parametrize("level", [None, 1, "SAFE", ""])
def test_levels_are_two_words(level: object) -> None:
    with pytest.raises(ConfigError, match="choose safe or unsafe"):
        parse_level(level)
