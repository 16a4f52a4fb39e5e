"""The test kit itself: each law catches its sinner, strategies and damages do what they say."""

from __future__ import annotations

import doctest
import re
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import strategies as st

from textfix._charclass import CharClass
from textfix._edits import Applicability, Edits, Tag
from textfix._pipeline import Pipeline
from textfix.filters import ControlFilter
from textfix.testing import (
    check_filter,
    check_linear,
    check_pipeline,
)

if TYPE_CHECKING:
    from textfix._text import Text

T = Tag("sin.rule")


@dataclass(frozen=True)
class Honest:
    """Deletes every 的: keeps all laws. The sinners below change one thing each."""

    id: str = "sin"
    needs: tuple[CharClass, ...] = (CharClass.HAN,)
    scope: Literal["line", "document"] = "line"

    def edits(self, text: Text) -> Edits:
        return Edits.of([(at, at + 1, "", T) for at, char in enumerate(text.value) if char == "的"])


class Overlaps(Honest):
    def edits(self, text: Text) -> Edits:
        return Edits.delete([0, 0], [1, 1], T) if text.value else Edits.none()


class Leaves(Honest):
    def edits(self, text: Text) -> Edits:
        return Edits.delete([len(text)], [len(text) + 1], T)


class NoOp(Honest):
    def edits(self, text: Text) -> Edits:
        return Edits.of([(0, 1, text.value[0], T)]) if text.value else Edits.none()


@dataclass(frozen=True)
class Restless(Honest):
    needs: tuple[CharClass, ...] = ()

    def edits(self, text: Text) -> Edits:
        return Edits.of([(0, 0, "x", T)])


@dataclass(frozen=True)
class Ungated(Honest):
    needs: tuple[CharClass, ...] = (CharClass.DIGIT,)


@dataclass(frozen=True)
class Raises(Honest):
    needs: tuple[CharClass, ...] = ()

    def edits(self, text: Text) -> Edits:
        text.value.encode("utf-8")  # a lone surrogate
        return Edits.none()


class SeesStart(Honest):
    """Takes the start of the text for the start of the document."""

    def edits(self, text: Text) -> Edits:
        return Edits.delete([0], [1], T) if text.value.startswith("好") else Edits.none()


class SeesPastLine(Honest):
    def edits(self, text: Text) -> Edits:
        return super().edits(text) if "\n" in text.value else Edits.none()


class TakesNewline(Honest):
    def edits(self, text: Text) -> Edits:
        at = text.value.find("的\n")
        return Edits.delete([at], [at + 2], T) if at >= 0 else Edits.none()


@dataclass(frozen=True)
class Remembers(Honest):
    seen: list[str] = field(default_factory=list, hash=False, compare=False)

    def edits(self, text: Text) -> Edits:
        self.seen.append(text.value)
        return super().edits(text) if len(self.seen) % 2 else Edits.none()


class Unhashable(Honest):
    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Unpicklable(Honest):
    lock: Any = field(default_factory=threading.Lock, hash=False, compare=False)


class ByIdentity(Honest):
    __eq__ = object.__eq__
    __hash__ = object.__hash__


@dataclass(frozen=True)
class TouchesAscii(Honest):
    needs: tuple[CharClass, ...] = ()

    def edits(self, text: Text) -> Edits:
        return Edits.of([(at, at + 1, "", T) for at, c in enumerate(text.value) if c == "e"])


class Quadratic(Honest):
    def edits(self, text: Text) -> Edits:
        for _ in range(len(text) // 7):
            for _ in range(len(text) // 7):
                pass
        return Edits.none()


@dataclass(frozen=True)
class NotAdditive(Honest):
    scope: Literal["line", "document"] = "document"

    def survey(self, text: Text) -> int:
        return int(text.value.count("的") > 1)

    def bind(self, evidence: int) -> Any:
        return Honest() if evidence else Bound()

    def edits(self, text: Text) -> Edits:
        return self.bind(self.survey(text)).edits(text)  # type: ignore[no-any-return]


class Bound(Honest):
    def edits(self, text: Text) -> Edits:
        return Edits.none()


class OtherWay(NotAdditive):
    def survey(self, text: Text) -> int:
        return text.value.count("的")

    def edits(self, text: Text) -> Edits:
        return Edits.none()


def test_the_honest_filter_passes() -> None:
    check_filter(Honest(), clean=["好。"])


SINNERS = [
    (Overlaps(), "edits are sorted, disjoint and inside"),
    (Leaves(), "edits are sorted, disjoint and inside"),
    (NoOp(), "an edit changes something"),
    (Restless(), "idempotent"),
    (Ungated(), "gate shut means no edits"),
    (Raises(), "no text makes it raise, but UnicodeEncodeError"),
    (SeesStart(), "windowed = whole|packed = alone|idempotent"),
    (SeesPastLine(), "windowed = whole|packed = alone"),
    (TakesNewline(), "a line filter leaves newlines alone"),
    (Remembers(), "deterministic|pickle of the filter makes the same edits|columns"),
    (Unhashable(), "is not hashable"),
    (ByIdentity(), "its pickle is not equal to it"),
    (NotAdditive(), "surveys of whole lines add up"),
    (OtherWay(), r"edits\(text\) == bind"),
    (TouchesAscii(), "ASCII text is left alone"),
]


@pytest.mark.parametrize(("sinner", "law"), SINNERS, ids=lambda item: type(item).__name__)
def test_every_law_catches_its_sinner(sinner: Any, law: str) -> None:
    with pytest.raises(AssertionError, match=law):
        check_filter(sinner, texts=["的\n的\n", "好\n好"], examples=60, linear=False)


def test_a_sinner_that_cannot_be_pickled() -> None:
    with pytest.raises(AssertionError, match="cannot be pickled"):
        check_filter(Unpicklable(), examples=1, linear=False)


def test_quadratic_time_is_caught() -> None:
    with pytest.raises(AssertionError, match=r"is not linear: a long run of '長' took"):
        check_linear(Quadratic(), size=4_000, patterns=["長"])
    check_linear(Honest(), patterns=["的", "長"])


def test_clean_texts_are_asked() -> None:
    with pytest.raises(AssertionError, match="clean text is a fixed point") as caught:
        check_filter(Honest(), clean=["我的書"], examples=1, linear=False)
    assert "edit:  [1, 2) '的' -> '', rule sin.rule" in str(caught.value)
    assert "text:  '我的書'" in str(caught.value)


def test_own_texts_are_asked() -> None:
    class Rare(Honest):
        def edits(self, text: Text) -> Edits:
            return Edits.of(
                [(m.end(), m.end(), "!", T) for m in re.finditer("qwertz好", text.value)]
            )

    globals()["Rare"] = Rare  # where pickle looks for it
    Rare.__qualname__ = "Rare"
    check_filter(Rare(), examples=5, linear=False)
    with pytest.raises(AssertionError, match="idempotent"):
        check_filter(Rare(), texts=["qwertz好"], examples=5, linear=False)
    with pytest.raises(AssertionError, match="idempotent"):
        check_filter(Rare(), texts=st.just("qwertz好"), examples=50, linear=False)


def test_the_smallest_text_is_shown() -> None:
    class Odd(Honest):
        def edits(self, text: Text) -> Edits:
            at = text.value.find("人")
            return Edits.of([(at, at + 1, "人", T)]) if at >= 0 else Edits.none()

    globals()["Odd"] = Odd
    Odd.__qualname__ = "Odd"
    with pytest.raises(AssertionError, match="an edit changes something") as caught:
        check_filter(Odd(), texts=st.text("人的，"), examples=500, linear=False)
    assert "text:  '人'" in str(caught.value)


def test_no_filter_at_all() -> None:
    with pytest.raises(AssertionError, match="is not a filter: it needs id"):
        check_filter("gloss")  # type: ignore[arg-type]


def test_sinners_are_caught_in_pipelines_too() -> None:
    check_pipeline(Pipeline((ControlFilter(), Honest())), examples=20, linear=False)
    with pytest.raises(AssertionError, match=r"windowed = whole|packed = alone|idempotent"):
        check_pipeline(Pipeline((SeesPastLine(),)), examples=200, linear=False)
    with pytest.raises(AssertionError, match="clean text is a fixed point"):
        check_pipeline(Pipeline((Honest(),)), clean=["我的"], examples=1, linear=False)


def test_a_filter_of_unsafe_edits_is_restored_too() -> None:
    class Guess(Honest):
        def edits(self, text: Text) -> Edits:
            tag = Tag("sin.guess", Applicability.UNSAFE)
            return Edits.of([(a, a + 1, "", tag) for a, c in enumerate(text.value) if c == "的"])

    globals()["Guess"] = Guess
    Guess.__qualname__ = "Guess"
    check_filter(Guess(), clean=["我的書"], examples=20, linear=False)


def test_the_docs_page_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in a module of its own, where pickle finds the page's filters as it would a user's."""
    page = Path(__file__).resolve().parent.parent / "docs" / "testing.md"
    module = ModuleType("docs_page")
    monkeypatch.setitem(sys.modules, "docs_page", module)
    text = page.read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, "testing.md", str(page), 0)
    examples.globs = vars(module)
    said: list[str] = []
    result = doctest.DocTestRunner().run(examples, out=said.append, clear_globs=False)
    assert result.attempted > 8
    assert result.failed == 0, "".join(said)
