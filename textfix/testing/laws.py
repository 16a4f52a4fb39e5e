"""The laws of a filter, one function each: hold, or raise an AssertionError that shows the fault.

Each takes a filter and a text (or several) and asks one question of the design's section 5. They
use the same runner that textfix runs on. `check` asks all of them of generated texts; call one by
itself to look at a single text.
"""

from __future__ import annotations

import copy
import operator
import pickle
from functools import reduce
from typing import TYPE_CHECKING, Any

from textfix._edits import Applicability, Edit, Edits
from textfix._errors import EditError
from textfix._run import Run, run, run_packed
from textfix._steps import perform, undo
from textfix._text import Text
from textfix._window import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textfix._filter import Filter

__all__ = [
    "additive",
    "ascii_untouched",
    "configured",
    "deterministic",
    "fixed_point",
    "gated",
    "idempotent",
    "packed",
    "restorable",
    "wellformed",
    "windowed",
]

_SHOWN = 240


def fail(item: Filter, law: str, text: object, edit: Edit | None = None, more: str = "") -> str:
    """The message of a broken law: which filter, which law, the text, the edit, what came of it."""
    shown = repr(text)
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}…"
    lines = [f"filter {item.id!r} breaks the law: {law}", f"  text:  {shown}"]
    if edit is not None:
        old = edit.old
        if old is None and isinstance(text, str):
            old = text[edit.start : edit.end]
        lines.append(
            f"  edit:  [{edit.start}, {edit.end}) {old!r} -> {edit.new!r}, rule {edit.rule}"
        )
    return "\n".join([*lines, f"  found: {more}"] if more else lines)


def wellformed(item: Filter, value: str) -> None:
    """Edits are sorted, disjoint, inside the text; each changes something; columns fit together."""
    edits = item.edits(Text(value))
    count = len(edits)
    sizes = [len(edits.end), len(edits.bounds) - 1, len(edits.tag)]
    if sizes != [count] * 3 or edits.bounds[0] != 0 or edits.bounds[-1] != len(edits.inserted):
        more = f"{count} starts; ends, bounds - 1, tags: {sizes}; bounds {edits.bounds.tolist()}"
        raise AssertionError(fail(item, "columns have one length", value, more=more))
    if count and (
        int(edits.tag.max()) >= len(edits.tags) or (edits.bounds[1:] < edits.bounds[:-1]).any()
    ):
        more = f"tag {edits.tag.tolist()} of {len(edits.tags)}, bounds {edits.bounds.tolist()}"
        raise AssertionError(fail(item, "columns have one length", value, more=more))
    try:
        edits.checked(len(value))
    except EditError as error:
        message = fail(item, "edits are sorted, disjoint and inside", value, more=str(error))
        raise AssertionError(message) from error
    place = (-1, -1)
    for edit in edits:
        if (edit.start, edit.end) == place:
            raise AssertionError(fail(item, "one place, one edit", value, edit))
        place = (edit.start, edit.end)
        if edit.new == value[edit.start : edit.end]:
            raise AssertionError(fail(item, "an edit changes something", value, edit))
        if item.scope == "line" and "\n" in value[edit.start : edit.end]:
            raise AssertionError(fail(item, "a line filter leaves newlines alone", value, edit))


def gated(item: Filter, value: str) -> None:
    """Where the gate (`needs`) is shut, there are no edits: it may skip work, not decide."""
    text = Text(value)
    if not text.opens(item.needs):
        for edit in item.edits(text):
            law = "gate shut means no edits (`needs` is too narrow)"
            raise AssertionError(fail(item, law, value, edit))


def restorable(item: Filter, value: str) -> None:
    """The result and the record alone give the input again, at every level."""
    for level in Applicability:
        after, step = perform(item.id, Text(value), item.edits(Text(value)), level)
        back = undo(after.value, [step])
        if back != value:
            law = f"restore gives the input (level {level.name.lower()})"
            raise AssertionError(fail(item, law, value, _first(step.edits), f"got back {back!r}"))


def idempotent(item: Filter, value: str, level: Applicability = Applicability.SAFE) -> None:
    """A second run finds nothing to do."""
    once = run([item], value, level=level).text
    again = run([item], once, level=level)
    for step in again.steps:
        for edit in step:
            law = "idempotent (a second run changes nothing)"
            more = f"after the first run {once!r}; the edit is the second run's"
            raise AssertionError(fail(item, law, value, edit, more))


def deterministic(item: Filter, value: str, others: Sequence[str] = ()) -> None:
    """The same text gives the same edits, whatever was looked at in between."""
    first = item.edits(Text(value))
    for other in others:
        item.edits(Text(other))
    second = item.edits(Text(value))
    if first != second:
        law = "deterministic (state leaks from one text to the next)"
        raise AssertionError(fail(item, law, value, _differs(first, second)))


def windowed(item: Filter, value: str, sizes: Sequence[int] = (1, 7)) -> None:
    """Run by windows of any size is run whole: the same text by the same edits."""
    whole = run([item], value, window=len(value) + 1)
    for size in sizes:
        parts = run([item], value, window=size)
        if not _same(parts, whole):
            law = f"windowed = whole (windows of {size} characters)"
            raise AssertionError(
                fail(item, law, value, _run_differs(parts, whole), _texts(parts, whole))
            )


def packed(item: Filter, values: Sequence[str]) -> None:
    """Packed with other texts is run alone: the same texts by the same edits."""
    together = run_packed([item], list(values))
    for place, (value, joint) in enumerate(zip(values, together, strict=True)):
        alone = run([item], value, window=len(value) + 1)
        if not _same(joint, alone):
            more = f"{_texts(joint, alone)}; place {place} of {list(values)!r}"
            raise AssertionError(
                fail(item, "packed = alone", value, _run_differs(joint, alone), more)
            )


def additive(item: Filter, value: str) -> None:
    """Surveys of consecutive whole lines add up; ``edits`` is what the bound filter says.

    Holds of itself for filters without `survey`.
    """
    if not hasattr(item, "survey"):
        return
    survey: Any = item.survey
    bind: Any = item.bind  # type: ignore[attr-defined]
    whole = bind(survey(Text(value)))
    if whole.scope != "line":
        more = f"bind gave scope {whole.scope!r}"
        raise AssertionError(fail(item, "bind gives a line filter", value, more=more))
    parts = [survey(Text(part)) for part in cut(value, 1)]
    if parts and bind(reduce(operator.add, parts)) != whole:
        more = f"by line {bind(reduce(operator.add, parts))!r}, at once {whole!r}"
        raise AssertionError(fail(item, "surveys of whole lines add up", value, more=more))
    mine, bound = item.edits(Text(value)), whole.edits(Text(value))
    if mine != bound:
        law = "edits(text) == bind(survey(text)).edits(text)"
        raise AssertionError(fail(item, law, value, _differs(mine, bound)))


def configured(item: Filter, values: Sequence[str] = ()) -> None:
    """A filter is its configuration: equal, hashed and pickled by it, and the same after."""
    try:
        hash(item)
    except TypeError as error:
        raise AssertionError(f"filter {item.id!r} is not hashable: {error}") from error
    try:
        twins = {"pickle": pickle.loads(pickle.dumps(item)), "copy": copy.deepcopy(item)}
    except Exception as error:
        raise AssertionError(f"filter {item.id!r} cannot be pickled: {error}") from error
    for name, twin in twins.items():
        if twin != item or hash(twin) != hash(item):
            raise AssertionError(f"filter {item.id!r}: its {name} is not equal to it: {twin!r}")
        for value in values:
            mine, other = item.edits(Text(value)), twin.edits(Text(value))
            if mine != other:
                law = f"a {name} of the filter makes the same edits"
                raise AssertionError(fail(item, law, value, _differs(mine, other)))


def fixed_point(item: Filter, value: str, level: Applicability = Applicability.SAFE) -> None:
    """A text that is known to be clean stays as it is."""
    for step in run([item], value, level=level).steps:
        for edit in step:
            raise AssertionError(fail(item, "clean text is a fixed point", value, edit))


def ascii_untouched(item: Filter, value: str) -> None:
    """Printable ASCII text stays as it is: what a filter for Chinese has no business with."""
    for edit in item.edits(Text(value)):
        raise AssertionError(fail(item, "ASCII text is left alone", value, edit))


def _first(edits: Edits) -> Edit | None:
    return next(iter(edits), None)


def _differs(first: Edits, second: Edits) -> Edit | None:
    """An edit that only one of them has."""
    mine, other = list(first), list(second)
    only = [e for e in mine if e not in other] + [e for e in other if e not in mine]
    return only[0] if only else None


def _same(one: Run, other: Run) -> bool:
    return one.text == other.text and [list(step) for step in one.steps] == [
        list(step) for step in other.steps
    ]


def _run_differs(one: Run, other: Run) -> Edit | None:
    mine = [edit for step in one.steps for edit in step]
    alone = [edit for step in other.steps for edit in step]
    only = [e for e in mine if e not in alone] + [e for e in alone if e not in mine]
    return only[0] if only else None


def _texts(one: Run, other: Run) -> str:
    return f"{one.text!r} instead of {other.text!r}"
