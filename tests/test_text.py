"""`Text`: code points, classes and what is kept of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._charclass import CharClass
from textfix._text import Text, codepoints, from_codepoints
from textfix.testing import hostile_text

ANY = st.text(st.characters())  # lone surrogates included


@given(ANY | hostile_text())
def test_codepoints_are_ord(value: str) -> None:
    assert codepoints(value).tolist() == [ord(char) for char in value]
    assert from_codepoints(codepoints(value)) == value


def test_codepoints_cannot_be_written() -> None:
    points = codepoints("長沙")
    with pytest.raises(ValueError, match="read-only"):
        points[0] = 0


@given(ANY)
def test_present_is_the_union_of_the_flags(value: str) -> None:
    text = Text(value)
    union = 0
    for flag in text.flags.tolist():
        union |= flag
    assert text.present == CharClass(union)
    assert len(text) == len(text.flags) == len(value)


@given(ANY, st.sampled_from(list(CharClass)))
def test_where_and_mask_agree(value: str, flag: CharClass) -> None:
    text = Text(value)
    assert text.where(flag).tolist() == [at for at, is_in in enumerate(text.mask(flag)) if is_in]
    assert text.has(flag) == bool(len(text.where(flag)))


def test_has_wants_all_of_the_classes() -> None:
    text = Text("長(")
    assert text.has(CharClass.HAN | CharClass.OPEN)
    assert not text.has(CharClass.HAN | CharClass.CLOSE)


@pytest.mark.parametrize(
    ("value", "needs", "opens"),
    [
        ("", (), True),
        ("", (CharClass.HAN,), False),
        ("長", (CharClass.LATIN, CharClass.HAN), True),
        ("長", (CharClass.LATIN | CharClass.HAN,), False),
        ("a長", (CharClass.LATIN | CharClass.HAN,), True),
    ],
)
def test_gate(value: str, needs: tuple[CharClass, ...], opens: bool) -> None:
    assert Text(value).opens(needs) is opens


def test_derived_is_made_once() -> None:
    calls: list[str] = []

    def make(text: Text) -> str:
        calls.append(text.value)
        return text.value * 2

    text = Text("長")
    assert (text.derived(make), text.derived(make)) == ("長長", "長長")
    assert calls == ["長"]


def test_repr_of_a_long_text_is_short() -> None:
    assert len(repr(Text("長" * 10_000))) < 60


def test_empty_text() -> None:
    text = Text("")
    assert text.present == CharClass(0)
    assert text.flags.dtype == np.uint16
    assert not len(text.where(CharClass.HAN))
