"""The byte search against every text in turn: same texts, same order, same costs."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._bytesearch import BOUNDARY, Alternative, Cell, Place, known, search
from textfix._charmodel import UNIT, Form, load
from textfix._multibyte import codec

# Characters of private use are found where their bytes are known, and not among the unknown.
PRIVATE = re.compile("[\ue000-\uf8ff]")
CODECS = ("gbk", "cp950", "cp932", "euc_jp", "cp949", "utf-8")


def every_text(cells: list[Cell], name: str) -> dict[str, int]:
    """Every text that the cells can be, with the least cost of its bytes: the plain version."""
    found: dict[str, int] = {}
    for chosen in product(*cells):
        cost = sum(one.cost for one in chosen)
        places: list[Place] = [place for one in chosen for place in one.places]
        for row in product(*(place if isinstance(place, bytes) else [place] for place in places)):
            parts: list[str] = [""]
            pending = b""
            try:
                for item in row:
                    if isinstance(item, int):
                        pending += bytes([item])
                    else:
                        parts += [pending.decode(codec(name).name), item]
                        pending = b""
                text = "".join(parts) + pending.decode(codec(name).name)
            except UnicodeDecodeError:
                continue
            if not PRIVATE.search(text):
                found[text] = min(cost, found.get(text, cost))
    return found


def cost_of(text: str, before: str, after: str, form: Form) -> float:
    model = load()
    return model.nats(before + text + after, form) - model.nats(before, form)


# Bytes that make characters in several of the encodings, and ones that do not.
BYTES = (b"\xa3", b"\xa1", b"\xb5", b"\xc4", b"\xe6", b"\x88", b"\x91", b"a", b"?")
PLACES: st.SearchStrategy[Place] = st.one_of(
    st.sampled_from(BYTES),
    st.sampled_from([b"\xa3\xb5\xc4", b"\x88\x91\xe6a", b"\xe4\xe5\xe6"]),
    st.sampled_from(["😀", "的", BOUNDARY]),
)
ALTERNATIVES = st.builds(Alternative, st.lists(PLACES, max_size=2).map(tuple), st.integers(0, 200))
CELLS = st.lists(st.lists(ALTERNATIVES, min_size=1, max_size=2).map(tuple), max_size=4)


@pytest.mark.parametrize("name", CODECS)
@given(
    cells=CELLS,
    before=st.sampled_from(["", "我", "他们"]),
    after=st.sampled_from(["", "的", "们的"]),
    form=st.sampled_from(Form),
)
def test_search_finds_what_counting_everything_finds(
    name: str, cells: list[Cell], before: str, after: str, form: Form
) -> None:
    texts = every_text(cells, name)
    # UTF-8 of four bytes stands for a character outside of the model; no cell here makes one.
    expected = sorted(
        (round(cost_of(text, before, after, form) * UNIT) + cost, text)
        for text, cost in texts.items()
    )
    found = search(
        cells, codec(name), form=form, before=before, after=after, best=1000, width=1000, within=1e6
    )
    found = [one for one in found if not PRIVATE.search(one.text)]
    assert sorted((round(one.nats * UNIT), one.text) for one in found) == expected
    assert [one.nats for one in found] == sorted(one.nats for one in found)
    assert all(len(one.cells) == len(one.text) for one in found)


def test_gb18030_of_four_bytes_is_left_out() -> None:
    assert search(known("𠀀".encode("gb18030")), codec("gbk")) == []


def test_no_text_where_a_character_breaks() -> None:
    assert search(known(b"\xba"), codec("gbk")) == []
    assert [one.text for one in search([], codec("gbk"), before="我", after="的")] == [""]


def test_cells_say_where_characters_begin() -> None:
    lost = (Alternative((codec("gbk").leads(),)),)
    reading = search([*known("中".encode("gbk")), lost, *known(b"\xa3a")], codec("gbk"))[0]
    assert reading.cells == (0, 2, 4)
