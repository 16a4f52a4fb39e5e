"""The diff is made from the record alone, and applied to the input it gives the result (law)."""

from __future__ import annotations

import shutil
import subprocess
import time
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix._alignment import span_backward, spans_backward
from textfix._document import Document
from textfix._edits import Applicability, Edits, Tag
from textfix._steps import perform
from textfix._text import Text
from textfix.report.changes import changed_spans
from textfix.report.diff import Diff
from textfix.report.explain import counted, explained

# Few characters and many newlines: that is where line diffs go wrong.
TEXTS = st.text(st.sampled_from("ab長\n\n"), max_size=24)


def ran(text, edits_of_steps):
    """A document after steps; each is a list of (place, length, replacement), made to fit."""
    value, steps = Text(text), []
    for raw in edits_of_steps:
        rows, at = [], 0
        for gap, length, new in raw:
            start = at + gap
            end = min(start + length, len(value))
            if start > len(value) or (start == end and not new):
                break
            rows.append((start, end, new, Tag("demo")))
            at = end + 1
        edits = Edits.of(rows)
        if len(edits):
            value, step = perform("demo", value, edits, Applicability.SAFE)
            steps.append(step)
    return Document(value.value, text, None, steps)


STEPS = st.lists(
    st.lists(
        st.tuples(
            st.integers(0, 6), st.integers(0, 5), st.text(st.sampled_from("xy\n"), max_size=4)
        ),
        max_size=4,
    ),
    max_size=4,
)


def patched(text, diff):
    """`text` with a unified diff applied, by the definition of the format."""
    old = text.splitlines(keepends=True) if "\r" not in text else text.split("\n")
    result, at, rows = [], 0, iter(diff)
    pieces = [row for row in rows if not row.startswith(("--- ", "+++ "))]
    for number, row in enumerate(pieces):
        body = row[1:]
        if number + 1 < len(pieces) and pieces[number + 1].startswith("\\"):
            body = body.removesuffix("\n")
        if row.startswith("@@"):
            first, count = map(int, row.split()[1][1:].split(","))
            start = first - 1 if count else first
            result += old[at:start]
            at = start
        elif row[0] in " -":
            assert old[at] == body
            at += 1
            if row[0] == " ":
                result.append(body)
        elif row[0] == "+":
            result.append(body)
    return "".join(result + old[at:])


def rows_of(pieces):
    """A diff's lines, with their newlines."""
    return "".join(pieces).splitlines(keepends=True)


@settings(max_examples=300, deadline=None)
@given(TEXTS, STEPS, st.integers(0, 3))
def test_the_diff_gives_the_result(text, steps, context):
    document = ran(text, steps)
    diff = rows_of(Diff("a", context=context).lines(document))
    assert patched(text, diff) == document.text
    assert bool(diff) == (text != document.text)


@settings(max_examples=150, deadline=None)
@given(TEXTS, STEPS)
def test_between_changed_spans_the_texts_are_equal(text, steps):
    document = ran(text, steps)
    spans = changed_spans(document.steps)
    old_at = new_at = 0
    columns = [column.tolist() for column in spans]
    for a, b, c, d in zip(*columns, strict=True):
        assert text[old_at:a] == document.text[new_at:c]
        assert a <= b
        assert c <= d
        old_at, new_at = b, d
    assert text[old_at:] == document.text[new_at:]


@settings(max_examples=150, deadline=None)
@given(TEXTS, STEPS)
def test_sources_of_many_spans_are_those_of_each(text, steps):
    document = ran(text, steps)
    spans = list(combinations(range(len(document.text) + 1), 2))
    spans += [(at, at) for at in range(len(document.text) + 1)]
    start, end = np.array(spans, dtype=np.int64).T
    made = [step.edits for step in document.steps]
    found = np.stack(spans_backward(made, start, end), axis=1).tolist()
    columns = [step.edits for step in document.steps]
    assert found == [list(span_backward(columns, *span)) for span in spans]


@settings(max_examples=150, deadline=None)
@given(TEXTS, STEPS, st.integers(0, 6))
def test_explained_lists_every_edit_by_place(text, steps, limit):
    document = ran(text, steps)
    found = list(explained(document))
    assert [edit.start for edit in found] == sorted(edit.start for edit in found)
    by_log = sorted((edit.start, edit.end, edit.old, edit.new) for edit in document.edits)
    assert sorted((edit.start, edit.end, edit.was, edit.new) for edit in found) == by_log
    assert list(explained(document, limit=limit)) == found[:limit]
    assert sum(counted(document).values()) == len(found)
    for edit in found:
        lines = text[: edit.start].split("\n")
        assert (edit.line, edit.column) == (len(lines), len(lines[-1]) + 1)
        assert edit.old == text[edit.start : edit.end]
        assert (edit.before + edit.old + edit.after) in text


@settings(max_examples=60, deadline=None)
@given(TEXTS, STEPS, TEXTS, STEPS)
def test_documents_of_a_stream_make_one_diff(text, steps, more, more_steps):
    text = text.rstrip("\n") + "\n"
    first, second = ran(text, steps), ran(more, more_steps)
    if first.text and not first.text.endswith("\n"):
        return  # a block ends after a newline, and filters keep it
    diff = Diff("a", context=1)
    rows = rows_of([*diff.lines(first), *diff.lines(second)])
    assert patched(text + more, rows) == first.text + second.text
    assert sum(row.startswith("--- ") for row in rows) <= 1


@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch here")
def test_patch_takes_it(work):
    text = "".join(f"{n}行\n" for n in range(40)) + "尾"
    document = ran(text, [[(4, 1, "X\n"), (30, 6, ""), (60, 0, "新")], [(0, 3, "")]])
    (work / "a.txt").write_text(text)
    diff = "".join(Diff("a.txt").lines(document))
    done = subprocess.run(["patch", "a.txt"], input=diff.encode(), capture_output=True, cwd=work)
    assert done.returncode == 0, done.stdout
    assert (work / "a.txt").read_text() == document.text


def test_it_takes_linear_time():
    """Every other line changes, and all are alike: difflib needs minutes for this."""
    diffs, explanations = [], []
    for lines in (20_000, 80_000):
        text = "ab\ncd\n" * (lines // 2)
        at = np.arange(0, len(text), 6)
        edits = Edits.delete(at, at + 1, Tag("demo"))
        result, step = perform("demo", Text(text), edits, Applicability.SAFE)
        document = Document(result.value, text, None, [step])
        start = time.process_time()
        assert sum(piece.startswith("-") for piece in Diff("a").lines(document)) == lines // 2 + 1
        diffs.append(time.process_time() - start)
        start = time.process_time()
        assert sum(1 for _ in explained(document)) == lines // 2
        explanations.append(time.process_time() - start)
    assert diffs[1] < 8 * diffs[0]  # four times the lines; 16 would be quadratic
    assert explanations[1] < 8 * explanations[0]


def test_colours_mark_the_changed_characters_and_show_what_does_not_print():
    document = ran("甲\x1b[31m乙丙\n", [[(6, 1, "己")]])
    minus, plus = [
        row for row in Diff("a", coloured=True).lines(document) if row[5:6] in ("-", "+")
    ][-2:]
    assert minus == "\x1b[31m-甲<U+001B>[31m\x1b[7m乙\x1b[27m丙\x1b[0m\n"
    assert plus == "\x1b[32m+甲<U+001B>[31m\x1b[7m己\x1b[27m丙\x1b[0m\n"
