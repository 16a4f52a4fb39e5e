"""The front door: one run, handed back in several forms; options checked before any text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix._options import build
from textfix._window import WINDOW
from textfix.filters import WidthFilter
from textfix.testing import documents, inject_readings, narrow_width, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

DIRTY = "長(cháng)沙市的會(huì )議開(kāi)了,很好。"
CLEAN = "長沙市的會議開了，很好。"


@given(
    st.lists(st.one_of(texts(), texts().map(lambda v: v.encode("utf-8", "replace"))), max_size=8)
)
def test_many_is_one_by_one(items: list[bytes | str]) -> None:
    assert list(textfix.clean_many(items)) == [textfix.clean(item) for item in items]
    documents_ = list(textfix.fix_many(items))
    assert [doc.restore() for doc in documents_] == items
    assert [doc.source for doc in documents_] == items


@given(st.lists(documents().map(inject_readings), min_size=1, max_size=4))
def test_many_give_the_same_receipts(items: list[str]) -> None:
    for many, alone in zip(textfix.fix_many(items), map(textfix.fix, items), strict=True):
        assert list(many.edits) == list(alone.edits)


def test_many_of_more_than_one_batch() -> None:
    items = [DIRTY * 40 + str(number) for number in range(WINDOW // 400)]
    found = list(textfix.clean_many(items))
    assert found == [CLEAN * 40 + str(number) for number in range(len(items))]


def test_many_is_lazy() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield DIRTY * 100

    assert next(textfix.clean_many(endless())) == CLEAN * 100


@given(documents("Hant").map(inject_readings).map(narrow_width))
def test_stream_restores_and_agrees_where_the_first_block_has_the_evidence(value: str) -> None:
    data = value.encode()
    found = list(textfix.fix_stream(io.BytesIO(data)))
    assert b"".join(doc.restore() for doc in found) == data  # type: ignore[misc]
    assert "".join(doc.text for doc in found) == textfix.clean(data)


@given(texts(), st.integers(2, 9))
def test_stream_of_several_blocks_restores(value: str, times: int) -> None:
    """Blocks of 64 bytes: the restore law does not depend on where they end."""
    from textfix._document import Document
    from textfix._run import Carry
    from textfix.decoding import decode_stream

    data = (value + "\n").encode("utf-8", "replace") * times
    pipeline, carry, found = build(), Carry(), []
    for decoded in decode_stream(io.BytesIO(data), block_bytes=64):
        run = pipeline.run(decoded.text, carry=carry)
        found.append(Document(run.text, b"", decoded, run.steps))
    assert b"".join(doc.restore() for doc in found) == data  # type: ignore[misc]


def test_stream_carries_evidence_forward() -> None:
    """A last block with a single reading is cleaned by what the blocks before it showed."""
    line = (DIRTY + "\n").encode()
    head = line * ((8 << 20) // len(line) + 1)
    tail = "會議在市長(cháng)家開。\n".encode()
    blocks = list(textfix.clean_stream(io.BytesIO(head + tail), only="gloss"))
    assert len(blocks) == 2
    assert blocks[-1].endswith("會議在市長家開。\n")


def test_clean_is_the_text_of_fix() -> None:
    assert textfix.clean(DIRTY) == textfix.fix(DIRTY).text == CLEAN
    assert textfix.clean(DIRTY.encode()) == CLEAN


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "gbk"]
)
def test_the_encoding_does_not_matter(encoding: str) -> None:
    """GB 18030 writes 長 as E9 4C: a lead and a letter, and here they begin the file."""
    value = f"{DIRTY}\n" * 3
    data = value.encode(encoding)
    assert textfix.clean(data) == textfix.clean(value)
    assert textfix.clean(data, encoding=encoding) == textfix.clean(value)


@pytest.mark.parametrize("data", [bytearray(DIRTY.encode()), memoryview(DIRTY.encode())])
def test_bytes_in_any_form(data: Any) -> None:
    assert textfix.clean(data) == CLEAN


@pytest.mark.parametrize("data", [None, 1, ["長"]])
def test_other_data_is_a_type_error(data: Any) -> None:
    with pytest.raises(TypeError, match="data must be bytes or str, not "):
        textfix.clean(data)


@pytest.mark.parametrize("data", ["", b"", "\x00", b"\x00" * 100, "\ud800", b"\xff", "\n", b"\r\n"])
def test_nearly_nothing_is_no_error(data: bytes | str) -> None:
    doc = textfix.fix(data)
    assert doc.restore() == data
    assert next(iter(textfix.fix_many([data]))).text == doc.text


# -- options --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("auto", "長沙的會議，後來"),
        ("keep", "長沙的會議，後來"),
        ("simplified", "长沙的会议，后来"),
        ("traditional", "長沙的會議，後來"),
        (None, "長沙的會議，後來"),
    ],
)
def test_to(to: Any, expected: str) -> None:
    assert textfix.clean("長沙的會議,後來", to=to) == expected


def test_to_counts_where_the_preset_has_no_script() -> None:
    assert textfix.clean("長沙,好", preset="minimal", to="simplified") == "长沙,好"
    assert textfix.clean("長沙,好", preset="minimal", to="auto") == "長沙,好"


def test_only_and_skip_take_a_name_or_several() -> None:
    assert textfix.clean(DIRTY, only="width") == DIRTY.replace(",", "，")
    assert textfix.clean(DIRTY, skip=("gloss",)) == DIRTY.replace(",", "，")
    assert textfix.clean(DIRTY, only=[]) == DIRTY


def test_a_pipeline_of_ones_own() -> None:
    pipeline = textfix.Pipeline((WidthFilter(),))
    assert textfix.clean(DIRTY, pipeline=pipeline) == DIRTY.replace(",", "，")
    assert build(pipeline=pipeline) == pipeline


def test_options_reach_the_filter() -> None:
    assert textfix.clean("長沙", options={"script": {"to": "simplified"}}) == "长沙"


def test_applicability_sets_the_level() -> None:
    assert build(applicability="unsafe").level == textfix.Applicability.UNSAFE
    assert build().level == textfix.Applicability.SAFE


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"too": "simplified"}, "no option is called 'too'; known: to, preset,"),
        ({"to": "tradtional"}, "did you mean 'traditional'"),
        ({"preset": "defualt"}, "did you mean 'default'"),
        ({"only": ["glos"]}, "did you mean 'gloss'"),
        ({"skip": "glos"}, "did you mean 'gloss'"),
        ({"applicability": "display"}, "choose safe or unsafe"),
        ({"options": {"control": {"loud": 1}}}, "filter control has no option 'loud'"),
        ({"options": {"glos": {}}}, "no filter is called 'glos'; did you mean 'gloss'"),
        ({"options": {"gloss": 5}}, "options of filter gloss: a mapping"),
        ({"only": [1]}, "no filter is called 1; choose one of"),
        ({"pipeline": "minimal"}, "takes a Pipeline, not 'minimal'; a preset goes to `preset`"),
        ({"pipeline": textfix.Pipeline(), "to": "tw"}, "brings its own filters"),
        ({"pipeline": textfix.Pipeline(), "options": {"gloss": {"x": 1}}}, "brings its own"),
    ],
)
@pytest.mark.parametrize("front", [textfix.clean, textfix.fix])
def test_wrong_options_raise_before_any_text_is_looked_at(
    front: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(textfix.ConfigError, match=message) as caught:
        front(object(), **options)  # no text at all: the option is told first
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("front", [textfix.clean_many, textfix.fix_many])
def test_wrong_options_of_lazy_forms_are_told_at_once(front: Any) -> None:
    """Not at the first ``next``, when the traceback points elsewhere."""
    with pytest.raises(textfix.ConfigError, match="did you mean 'gloss'"):
        front([], only="glos")


@pytest.mark.parametrize("front", [textfix.clean_stream, textfix.fix_stream])
def test_wrong_options_of_streams_are_told_at_once(front: Any) -> None:
    with pytest.raises(textfix.ConfigError, match="did you mean 'gloss'"):
        front(io.BytesIO(), only="glos")


def test_options_may_be_lists() -> None:
    """Pipelines are kept by their options' values; a list has no hash and was a TypeError once."""
    value = "好。\n責任編輯：王小明\n"
    packs = {"boilerplate": {"packs": ["share"]}}
    assert textfix.clean(value, only="boilerplate", options=packs) == value
    with pytest.raises(textfix.ConfigError, match="filter control has no option 'loud'"):
        textfix.clean("長", options={"control": {"loud": ["a"]}})


def test_options_reach_a_filter_that_only_adds() -> None:
    """`minimal` has no script filter; asked for by name it comes with the options given."""
    asked = {"script": {"to": "simplified"}}
    assert textfix.clean("長沙", preset="minimal", only="script", options=asked) == "长沙"
    assert textfix.clean("長沙", preset="minimal", only="script", to="simplified") == "长沙"


@pytest.mark.parametrize("bad", ["no-such-codec", ""])
def test_an_unknown_encoding_is_told(bad: str) -> None:
    with pytest.raises(textfix.TextfixError):
        textfix.clean(b"abc", encoding=bad)


def test_the_root_of_all_errors() -> None:
    kinds = [textfix.ConfigError, textfix.DecodeError, textfix.RuleError, textfix.EditError]
    assert all(issubclass(kind, textfix.TextfixError) for kind in kinds)


@pytest.mark.parametrize("many", [textfix.clean_many, textfix.fix_many])
@pytest.mark.parametrize("one", ["好,的。", b"ok", bytearray(b"ok")])
def test_one_text_is_not_many(many: Any, one: Any) -> None:
    with pytest.raises(TypeError, match=r"an iterable of texts, not .*; for one text use clean"):
        many(one)
