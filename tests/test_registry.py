"""Filters by name: the built-in ones, those of other packages, and what a typo is told."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

import pytest

from textfix import _registry
from textfix._errors import ConfigError, hint
from textfix._filter import Filter
from textfix._registry import filter_ids, make_filter
from textfix.filters import WidthFilter

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize("name", filter_ids())
def test_every_id_makes_a_filter_that_bears_it(name: str) -> None:
    item = make_filter(name)
    assert isinstance(item, Filter)
    assert item.id == name
    assert item.scope in ("line", "document")
    assert make_filter(name) == item


def test_ids_are_those_of_the_design_and_in_its_order() -> None:
    names = "mojibake control gloss width space script extent caption boilerplate duplicate"
    assert filter_ids()[:10] == tuple(names.split())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("glos", r"no filter is called 'glos'; did you mean 'gloss'\?"),
        ("xyzzy", r"no filter is called 'xyzzy'; choose one of mojibake, control,"),
    ],
)
def test_an_unknown_id_is_told_what_there_is(name: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        make_filter(name)


def test_an_unknown_option_names_the_filter() -> None:
    with pytest.raises(ConfigError, match="control has no option 'loud'; it takes no options"):
        make_filter("control", loud=True)


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("tradtional", ("traditional", "simplified"), "did you mean 'traditional'?"),
        ("x", ("tw", "hk"), "choose one of tw, hk"),
        ("", ("tw", "hk"), "choose one of tw, hk"),
    ],
)
def test_hint(word: str, known: tuple[str, ...], said: str) -> None:
    assert hint(word, known) == said


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EntryPoint]]:
    """Entry points as if other packages had them; put some into the list."""
    points: list[EntryPoint] = []

    def asked(**given: Any) -> list[EntryPoint]:
        assert given == {"group": "textfix.filters"}
        return points

    monkeypatch.setattr("importlib.metadata.entry_points", asked)
    _registry._installed.cache_clear()
    yield points
    _registry._installed.cache_clear()


def test_a_package_adds_a_filter(installed: list[EntryPoint]) -> None:
    installed.append(EntryPoint("wiki", "textfix.filters:WidthFilter", "textfix.filters"))
    assert filter_ids()[-1] == "wiki"
    assert make_filter("wiki") == WidthFilter()


def test_a_package_cannot_take_a_built_in_id(installed: list[EntryPoint]) -> None:
    installed.append(EntryPoint("gloss", "textfix.filters:WidthFilter", "textfix.filters"))
    assert filter_ids().count("gloss") == 1
    assert make_filter("gloss").id == "gloss"


def test_a_broken_package_is_named(installed: list[EntryPoint]) -> None:
    installed.append(EntryPoint("wiki", "no.such.module:Wiki", "textfix.filters"))
    with pytest.raises(ConfigError, match=r"filter wiki of no\.such\.module:Wiki cannot be loaded"):
        make_filter("wiki")
