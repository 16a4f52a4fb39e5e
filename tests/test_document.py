"""`Document`: receipts that hold, for bytes in any encoding and for str."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix._edits import Applicability
from textfix.testing import documents, hostile_text, inject_readings, texts

DIRTY = st.one_of(documents().map(inject_readings), texts())
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "latin-1"]


def written(value: str, encoding: str) -> bytes:
    return value.encode(encoding, "replace")


@given(DIRTY)
def test_str_comes_back(value: str) -> None:
    assert textfix.fix(value).restore() == value


@given(DIRTY, st.sampled_from(ENCODINGS))
def test_bytes_come_back(value: str, encoding: str) -> None:
    data = written(value, encoding)
    assert textfix.fix(data).restore() == data


@given(st.binary(max_size=300))
def test_any_bytes_come_back(data: bytes) -> None:
    assert textfix.fix(data).restore() == data


@given(DIRTY)
def test_the_record_leads_back_through_every_edit(value: str) -> None:
    """What each filter says that it replaced is what stood in the input, unless another filter
    was there before it."""
    doc = textfix.fix(value)
    if doc.steps:
        first = doc.steps[0]
        assert [value[edit.start : edit.end] for edit in first] == [edit.old for edit in first]
    touched = [False] * (len(value) + 1)
    for place, edit in zip(_places(doc), doc.edits, strict=True):
        assert 0 <= edit.start <= edit.end <= len(value)
        if place and any(touched[edit.start : edit.end + 1]):
            continue
        assert edit.old == value[edit.start : edit.end]
        touched[edit.start : edit.end + 1] = [True] * (edit.end - edit.start + 1)


def _places(doc: textfix.Document) -> list[int]:
    return [place for place, step in enumerate(doc.steps) for _ in step]


@given(DIRTY, st.data())
def test_source_of_a_span_holds_what_stayed(value: str, data: st.DataObject) -> None:
    """Every character of the span that no filter made stands in its source, in order."""
    doc = textfix.fix(value)
    start = data.draw(st.integers(0, len(doc.text)))
    end = data.draw(st.integers(start, len(doc.text)))
    span = doc.source_span(start, end)
    assert 0 <= span.start <= span.end <= len(value)
    source = value[span.start : span.end]
    made = {char for edit in doc.edits for char in edit.new}
    left = iter(source)
    assert all(char in left for char in doc.text[start:end] if char not in made)
    assert value.encode("utf-8", "surrogatepass")[span.byte_start : span.byte_end] == source.encode(
        "utf-8", "surrogatepass"
    )


@given(DIRTY, st.sampled_from(ENCODINGS))
def test_source_spans_of_single_characters_are_in_order(value: str, encoding: str) -> None:
    """In characters and in bytes; together they never overlap but where one edit made several."""
    doc = textfix.fix(written(value, encoding))
    spans = [doc.source_span(at, at + 1) for at in range(len(doc.text))]
    for left, right in pairwise(spans):
        assert left == right or left.end <= right.start
        assert left == right or left.byte_end <= right.byte_start
    whole = doc.source_span(0, len(doc.text))
    if spans:
        assert whole.start == spans[0].start
        assert whole.end == spans[-1].end


@given(documents().map(inject_readings), st.sampled_from(["utf-8", "gb18030"]))
def test_bytes_of_a_span_decode_to_its_characters(value: str, encoding: str) -> None:
    data = value.encode(encoding)
    doc = textfix.fix(data, encoding=encoding)
    for at in range(len(doc.text)):
        span = doc.source_span(at, at + 1)
        assert (
            data[span.byte_start : span.byte_end].decode(encoding) == value[span.start : span.end]
        )


@given(DIRTY)
def test_paragraphs_lead_to_the_input(value: str) -> None:
    doc = textfix.fix(value)
    reach = 0
    for item in doc.paragraphs:
        assert reach <= item.start < item.end <= len(doc.text)
        reach = item.end
        span = doc.source_span(item.start, item.end)
        assert span.start < span.end
    shown = doc.to_dict()["paragraphs"]
    assert [view["kind"] for view in shown] == [item.kind for item in doc.paragraphs]


@given(hostile_text())
def test_to_dict_is_json(value: str) -> None:
    doc = textfix.fix(value)
    view = doc.to_dict()
    assert json.loads(json.dumps(view)) == view
    assert view["text"] == doc.text
    assert view["encoding"] is None
    assert sum(view["edits"].values()) == len(doc.edits)


def test_edit_log_counts_without_objects() -> None:
    doc = textfix.fix("長(cháng)沙的會(huì )議開(kāi)了,好。", only=["gloss", "width"])
    assert doc.edits.counts() == {"gloss.toned": 3, "width.narrow-mark": 1}
    assert len(doc.edits) == len(list(doc.edits)) == 4
    assert doc.changed


def test_suggestions_are_shown_and_not_made() -> None:
    """In source offsets, like edits."""
    guess = [edit for value in SUGGESTIVE for edit in textfix.fix(value).edits.suggestions()]
    assert all(edit.applicability > Applicability.SAFE for edit in guess)
    for value in SUGGESTIVE:
        for edit in textfix.fix(value).edits.suggestions():
            assert 0 <= edit.start <= edit.end <= len(value)


SUGGESTIVE = ["記者在會上說，干部要以身作則。", "（圖）\n來源：本報訊"]


def test_clean_text_has_no_receipts() -> None:
    doc = textfix.fix("春眠不覺曉，處處聞啼鳥。")
    assert not doc.changed
    assert list(doc.edits) == []
    assert doc.edits.counts() == {}
    assert doc.source_span(0, 5) == (0, 5, 0, 15)


@pytest.mark.parametrize("span", [(-1, 0), (2, 1), (0, 3), (3, 3)])
def test_a_span_outside_the_text_is_an_index_error(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match=r"is not inside a text of 2"):
        textfix.fix("長沙").source_span(*span)


def test_repr_and_str() -> None:
    doc = textfix.fix("長" * 100)
    assert str(doc) == "長" * 100
    assert len(repr(doc)) < 80
    assert "0 edits" in repr(doc)
