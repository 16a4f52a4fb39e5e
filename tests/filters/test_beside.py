"""`Beside`: windows add up to the whole; the whole is what a plain walk over its lines finds."""

from __future__ import annotations

from functools import reduce
from itertools import groupby, pairwise
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.filters import _beside
from textfix.filters._beside import Beside

# A sure line, two doubtful ones (one with blanks around it), one that is neither, two blank ones.
LINES = st.lists(st.sampled_from(["sure", "one?", " two? ", "prose", "", "  "]), max_size=12)


def doubtful(line: str) -> bool:
    return line.endswith("?")


def count(value: str) -> Beside:
    spans, at = [], 0
    for line in value.split("\n"):
        if line == "sure":
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return Beside.of(value, spans, doubtful)


def plain(lines: list[str]) -> set[str]:
    """The doubtful lines of runs that hold a sure one."""
    found = set()
    inked = [line.strip() for line in lines if line.strip()]
    for is_prose, run in groupby(inked, key=lambda line: line == "prose"):
        said = set(run)
        if not is_prose and "sure" in said:
            found |= said - {"sure"}
    return found


@given(LINES)
def test_a_plain_walk_finds_the_same(lines: list[str]) -> None:
    assert count("\n".join(lines)).lines() == plain(lines)


@given(LINES, st.sets(st.integers(0, 11)))
def test_windows_add_up(lines: list[str], cuts: set[int]) -> None:
    whole = [line + "\n" for line in lines]
    edges = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    windows = ["".join(whole[a:b]) for a, b in pairwise(edges)]
    assert reduce(add, map(count, windows), Beside()) == count("".join(whole))


@given(LINES, st.integers(0, 3))
def test_few_lines_are_remembered_and_windows_still_add_up(lines: list[str], most: int) -> None:
    whole = "".join(line + "\n" for line in lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_beside, "_MOST", most)
        counted = count(whole)
        assert reduce(add, (count(line + "\n") for line in lines), Beside()) == counted
        assert len(counted.lines()) <= most


def test_long_runs_take_linear_time() -> None:
    asked = []
    value = "prose\n" * 10_000 + "one?\n" * 100 + "sure\n"

    def judge(line: str) -> bool:
        asked.append(line)
        return doubtful(line)

    found = Beside.of(value, [(len(value) - 5, len(value) - 1)], judge)
    assert found.lines() == {"one?"}
    assert len(asked) <= 103
