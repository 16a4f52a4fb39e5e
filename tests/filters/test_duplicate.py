"""`DuplicateFilter`: later copies of long paragraphs go; what repeats on purpose stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._errors import ConfigError
from textfix._run import run
from textfix._text import Text
from textfix.filters.duplicate import DuplicateFilter
from textfix.testing import check_filter, laws
from textfix.testing.timing import check_linear_time

LONG = "春江潮水連海平，海上明月共潮生。灩灩隨波千萬里，何處春江無月明。" * 3
OTHER = "江流宛轉繞芳甸，月照花林皆似霰。空裏流霜不覺飛，汀上白沙看不見。" * 3
LAW = "有前款行為，尚不構成犯罪的，由主管部門責令改正，處以罰款；" * 4
PAGES = st.lists(
    st.sampled_from(
        [LONG, OTHER, f"\u3000\u3000{LONG}", f"{OTHER} \r", LAW, "副歌。", "", LONG[1:]]
    ),
    max_size=9,
).map("\n".join)


def cleaned(value: str, item: DuplicateFilter | None = None) -> str:
    return run([item or DuplicateFilter()], value).text


def test_the_first_copy_stays_and_later_ones_go() -> None:
    assert cleaned(f"{LONG}\n{OTHER}\n{LONG}\n{LONG}\n好。") == f"{LONG}\n{OTHER}\n好。"


def test_a_lead_that_is_repeated_as_summary_is_there_once() -> None:
    assert cleaned(f"題目\n{LONG}\n\n{LONG}\n{OTHER}") == f"題目\n{LONG}\n\n{OTHER}"


def test_indents_and_line_ends_do_not_hide_a_copy() -> None:
    assert cleaned(f"{LONG}\r\n\u3000\u3000{LONG}\u3000\r\n好。") == f"{LONG}\r\n好。"
    assert cleaned(f"{LONG}\n{' ' * 40}{LONG}") == f"{LONG}\n"


@pytest.mark.parametrize(
    "line",
    [
        "副歌，副歌，再唱一遍副歌。",
        "- " + LONG,
        "| " + LONG,
        LONG.replace("，", "\t"),
        LONG.replace("，", "").replace("。", ""),
        LAW,
        "a" * 200 + "。",
    ],
    ids=["refrain", "list item", "table row", "cells", "no sentence", "points at another", "Latin"],
)
def test_what_repeats_on_purpose_stays(line: str) -> None:
    page = f"{line}\n好。\n{line}\n{line}"
    assert cleaned(page) == page


def test_nearly_the_same_is_not_the_same() -> None:
    page = f"{LONG}\n{LONG[:-1]}！\n{LONG[:50]}甲{LONG[51:]}"
    assert cleaned(page) == page


def test_the_least_length_is_an_option() -> None:
    line = "春江潮水連海平，海上明月共潮生。"
    assert cleaned(f"{line}\n{line}", DuplicateFilter(min_han=14)) == f"{line}\n"
    assert cleaned(f"{line}\n{line}", DuplicateFilter(min_han=15)) == f"{line}\n{line}"
    for wrong in (0, -1, True, "60"):
        with pytest.raises(ConfigError, match="min_han"):
            DuplicateFilter(min_han=wrong)  # type: ignore[arg-type]


@given(PAGES)
def test_it_is_what_a_set_of_lines_says(page: str) -> None:
    """The oracle: the plain way, line by line, with a set."""
    seen: set[str] = set()
    kept = []
    for line in page.splitlines(keepends=True):
        bare = line.strip(" \u3000\r\n")
        if bare in (LONG, OTHER, LONG[1:]) and bare in seen:
            continue
        seen.add(bare)
        kept.append(line)
    assert cleaned(page) == "".join(kept)


@given(PAGES)
def test_pages_keep_the_laws(page: str) -> None:
    laws.wellformed(DuplicateFilter(), page)
    laws.idempotent(DuplicateFilter(), page)


def test_it_keeps_every_law() -> None:
    check_filter(DuplicateFilter(), texts=PAGES, clean=[f"{LONG}\n{OTHER}"], linear=False)


def test_copies_without_number_are_linear() -> None:
    def work(value: str) -> object:
        return DuplicateFilter().edits(Text(value))

    patterns = [f"{LONG}\n", f"{' ' * 90}\n", f"{LONG}{OTHER}\n", "\n"]
    check_linear_time(work, "duplicate", size=25_000, patterns=patterns)
