"""`Law`: a question, and the texts to ask it of; `prove` and `judge` ask.

`prove` stops at the first broken law and raises, with the smallest text that breaks it; `judge`
asks all of them of everything and counts, for a report. Texts are drawn by Hypothesis with the
seeds and the number of examples of the profile in force.

A broken text is made smaller here, by leaving characters out, and not by Hypothesis: it is quicker,
and a text that came from a list or a sweep is made smaller too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from hypothesis import HealthCheck, Phase, given, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis import strategies as st

__all__ = ["Law", "Verdict", "judge", "prove", "smallest"]

# Questions asked to make one text smaller: a document of 300 characters needs 200 to 600.
_PATIENCE = 2_000
_CLAUSE = re.compile(r"[^，。；！？\n]+|[，。；！？\n]")


@dataclass(frozen=True, slots=True)
class Law:
    """One law of somebody: `ask` raises AssertionError where a value breaks it.

    `id`: what reports and ``skip=`` call it. `says`: the law in words. `fixed`: values that are
    always asked. `source`: where more come from. `grain`: how far a text may be taken apart and
    still mean what the law says: a clean ``text``'s half need not be clean, a native ``clause``
    is native by itself.
    """

    id: str
    says: str
    ask: Callable[[Any], None]
    fixed: Sequence[Any] = ()
    source: st.SearchStrategy[Any] | None = None
    grain: Literal["text", "clause", "character"] = "character"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of asking a law: of how many values, how many broke it, the smallest of those."""

    id: str
    says: str
    asked: int
    broken: int
    text: str = ""
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing broke it."""
        return not self.broken


def _fault(law: Law, value: Any) -> AssertionError | None:
    """What is wrong; an exception is a broken law too: no text makes anything raise."""
    try:
        law.ask(value)
    except AssertionError as error:
        return error
    except Exception as error:
        return AssertionError(
            f"{law.id}: no text makes it raise, but {type(error).__name__}: {error}\n"
            f"  text:  {value!r}"
        )
    return None


def prove(laws: Sequence[Law], examples: int | None = None) -> None:
    """Ask every law; the laws that draw from one source are asked of the same texts.

    Raises:
        AssertionError: of the first broken law, with the smallest text.
    """
    for law in laws:
        for value in law.fixed:
            if _fault(law, value):
                raise _smallest_fault(law, value)
    for source in {id(law.source): law.source for law in laws if law.source is not None}.values():
        asked = [law for law in laws if law.source is source]

        def breaks(value: Any, asked: Sequence[Law] = asked) -> bool:
            return any(_fault(law, value) for law in asked)

        for value in _drawn(source, examples, stop=breaks):
            for law in asked:
                if _fault(law, value):
                    raise _smallest_fault(law, value)


def judge(laws: Sequence[Law], examples: int | None = None) -> list[Verdict]:
    """Ask every law of everything; nothing is raised."""
    verdicts = []
    for law in laws:
        values = [*law.fixed]
        if law.source is not None:
            values += _drawn(law.source, examples)
        bad = [value for value in values if _fault(law, value)]
        text = why = ""
        if bad:
            found, fault = _made_small(law, min(bad, key=_size))
            text, why = str(found), str(fault)
        verdicts.append(Verdict(law.id, law.says, len(values), len(bad), text, why))
    return verdicts


def _size(value: Any) -> int:
    return sum(map(len, value)) if isinstance(value, list | tuple) else len(str(value))


def _smallest_fault(law: Law, value: Any) -> AssertionError:
    return _made_small(law, value)[1]


def _made_small(law: Law, value: Any) -> tuple[Any, AssertionError]:
    """The smallest value that breaks the law, and how."""

    def breaks(other: Any) -> bool:
        return _fault(law, other) is not None

    found = value if law.grain == "text" else smallest(value, breaks, law.grain == "clause")
    fault = _fault(law, found)
    return found, fault or AssertionError(f"{law.id}: breaks only now and then\n  text:  {value!r}")


def _drawn(
    source: st.SearchStrategy[Any], examples: int | None, stop: Callable[[Any], bool] | None = None
) -> list[Any]:
    """Values of a strategy: so many, or those up to the first that stops it, and only that one."""
    found: list[Any] = []
    over: list[Any] = []

    @settings(
        max_examples=settings().max_examples if examples is None else examples,
        deadline=None,
        database=None,
        derandomize=stop is None or settings().derandomize,  # a report is the same every time
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(source)
    def look(value: Any) -> None:
        if stop is None:
            found.append(value)
        elif not over and stop(value):
            over.append(value)

    look()
    return over if stop is not None else found


def smallest(value: Any, breaks: Callable[[Any], bool], by_clause: bool = False) -> Any:
    """The text (or list of texts) with all left out that can be left out while it still breaks.

    `by_clause`: of a text whole clauses only. Anything else comes back as it is.

    >>> smallest("今天的會議很好", lambda text: "會" in text and "好" in text)
    '會好'
    >>> smallest(["ab", "", "cd"], lambda texts: any("d" in text for text in texts))
    ['d']
    """
    left = [_PATIENCE]

    def asked(other: Any) -> bool:
        left[0] -= 1
        return left[0] > 0 and breaks(other)

    if isinstance(value, str) and by_clause:
        return "".join(_shorter(_CLAUSE.findall(value), lambda parts: asked("".join(parts))))
    if isinstance(value, str):
        return _shorter(value, asked)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        items: list[str] = _shorter(value, asked)
        for place in range(len(items)):

            def asked_there(text: str, place: int = place) -> bool:
                return asked([*items[:place], text, *items[place + 1 :]])

            items[place] = _shorter(items[place], asked_there)
        return items
    return value


def _shorter(value: Any, breaks: Callable[[Any], bool]) -> Any:
    """Leave out halves, quarters, ... single items, until no single one can be left out."""
    step = len(value)
    while step:
        at, before = 0, len(value)
        while at < len(value):
            rest = value[:at] + value[at + step :]
            if breaks(rest):
                value = rest
            else:
                at += step
        if step > 1 or len(value) == before:
            step //= 2
    return value
