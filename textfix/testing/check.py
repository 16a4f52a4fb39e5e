"""`check_filter` and `check_pipeline`: every law, on generated texts and on texts of your own.

For a filter of any origin: an object with `id`, `needs`, `scope` and `edits(text)` is enough. The
first broken law ends the check with an AssertionError that shows the smallest text and the edit at
fault. Seeds, and how long it searches, are those of the Hypothesis profile in force.

`filter_laws` and `pipeline_laws` are the same laws as a list, for reports and for the pytest
marker, which asks each by itself.
"""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from textfix._filter import Filter
from textfix._run import run, run_packed
from textfix._steps import undo
from textfix._text import Text
from textfix.testing import laws
from textfix.testing.chinese import documents
from textfix.testing.search import Law, prove
from textfix.testing.strategies import latin_text
from textfix.testing.strategies import texts as all_texts
from textfix.testing.timing import check_linear, check_linear_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textfix._pipeline import Pipeline

__all__ = ["check_filter", "check_pipeline", "filter_laws", "pipeline_laws"]

_THREADS = 4
# Characters of the shorter run in the timing law: a quadratic step of 1 ns shows within a second.
_RUN = 10_000

# Always asked, before anything is generated: what bugs were found with.
_FIRST = (
    "",
    "\n",
    "\r\n",
    "長",
    "a",
    "\ud800",
    "\x00",
    "長(cháng)沙市的會(huì )議開(kāi)了,很好。",
    "長(cháng)",
    "題目\n市裏今天開了會議。大家都來了。\n市裏今天開了會議。記者 林小山 攝\n",
    "長 沙 市 今 天 的 會 議 很 好 。",
    "好,\n" * 3,
    "\u3000\u3000發展\n\u3000\u3000皇后\n",
    "Ã©\u200bÃ©",
)


def check_filter(
    item: Filter,
    *,
    texts: st.SearchStrategy[str] | Sequence[str] | None = None,
    clean: Sequence[str] = (),
    examples: int | None = None,
    leaves_ascii: bool = True,
    linear: bool = True,
) -> None:
    """Prove a filter harmless, by every law of the design.

    `texts`: a strategy, or texts, to ask on besides the built-in ones. `clean`: texts that it must
    leave as they are. `examples`: how many generated texts; the profile's number by default.
    `leaves_ascii`: it has nothing to do with printable ASCII. `linear`: also time it.

    Raises:
        AssertionError: with the filter, the law, the smallest text found and the edit at fault.

    >>> from textfix.filters import WidthFilter
    >>> check_filter(WidthFilter(), clean=["好，走！"], examples=5, linear=False)
    """
    prove(
        filter_laws(item, texts=texts, clean=clean, leaves_ascii=leaves_ascii, linear=linear),
        examples,
    )


def filter_laws(
    item: Filter,
    *,
    texts: st.SearchStrategy[str] | Sequence[str] | None = None,
    clean: Sequence[str] = (),
    leaves_ascii: bool = True,
    linear: bool = True,
) -> list[Law]:
    """The laws that `check_filter` asks, each with its texts; options as there.

    Raises:
        AssertionError: if it is no filter at all.
    """
    if not isinstance(item, Filter):
        raise AssertionError(f"{item!r} is not a filter: it needs id, needs, scope, edits(text)")
    own, source = _diet(texts)
    given = [*_FIRST, *own, *clean]

    def each(name: str, says: str, ask: Callable[[Filter, Any], None], **more: Any) -> Law:
        return Law(name, says, _guarded(ask, item), **{"fixed": given, "source": source, **more})

    found = [
        each("fixed-point", "clean text stays", laws.fixed_point, fixed=clean, source=None,
             grain="text"),
        each("wellformed", "edits are sorted, disjoint, inside, and change something",
             laws.wellformed),
        each("gated", "gate shut means no edits", laws.gated),
        each("restorable", "restore gives the input", laws.restorable),
        each("deterministic", "the same text gets the same edits", _deterministic),
        each("additive", "surveys of whole lines add up", laws.additive),
        each("idempotent", "a second run finds nothing to do", laws.idempotent),
        each("windowed", "windowed = whole", laws.windowed),
        each("configured", "equal, hashed and pickled by its configuration", laws.configured,
             fixed=[given], source=None),
        each("packed", "packed = alone", laws.packed, fixed=[given],
             source=st.lists(source, max_size=6)),
    ]  # fmt: skip
    if leaves_ascii:
        found.append(
            each("ascii", "printable ASCII stays", laws.ascii_untouched, fixed=[],
                 source=latin_text(ascii_only=True))
        )  # fmt: skip

    def edits_of(value: str) -> list[Any]:
        return list(item.edits(Text(value)))

    threads = partial(_threads, edits_of, f"filter {item.id!r}")
    found.append(Law("threads", "several threads get what one gets", threads, [given]))
    if linear:
        timed = Law("linear", "four times the text, four times the time", _timed(item), [_RUN])
        found.append(timed)
    return found


def _timed(item: Filter) -> Callable[[int], None]:
    return lambda size: check_linear(item, size=size)


def _diet(
    texts: st.SearchStrategy[str] | Sequence[str] | None,
) -> tuple[list[str], st.SearchStrategy[str]]:
    """The caller's texts, and what to draw from: the caller's strategy gets half of the texts."""
    if isinstance(texts, st.SearchStrategy):
        return [], st.one_of(texts, all_texts())
    return list(texts or ()), all_texts()


def _guarded(law: Callable[[Filter, Any], None], item: Filter) -> Callable[[Any], None]:
    """Ask a law; an exception is a broken law too: no text makes a filter raise."""

    def ask(value: Any) -> None:
        try:
            law(item, value)
        except AssertionError:
            raise
        except Exception as error:
            broken = f"no text makes it raise, but {type(error).__name__}: {error}"
            raise AssertionError(laws.fail(item, broken, value)) from error

    return ask


def _deterministic(item: Filter, value: str) -> None:
    laws.deterministic(item, value, ["長(cháng)沙,好", ""])


def check_pipeline(
    pipeline: Pipeline,
    *,
    texts: st.SearchStrategy[str] | Sequence[str] | None = None,
    clean: Sequence[str] = (),
    examples: int | None = None,
    linear: bool = True,
) -> None:
    """Prove of a pipeline: restore, windowed = packed = whole, pickle, threads, linear time.

    And that a second run finds nothing to do on documents as people write them. Not so on hostile
    text: where `control` takes out what hid another filter's work, only the next run can see it.

    Raises:
        AssertionError: with the law, the smallest text found and what came of it.

    >>> import textfix
    >>> check_pipeline(textfix.load_pipeline("minimal"), examples=5, linear=False)
    """
    prove(pipeline_laws(pipeline, texts=texts, clean=clean, linear=linear), examples)


def pipeline_laws(
    pipeline: Pipeline,
    *,
    texts: st.SearchStrategy[str] | Sequence[str] | None = None,
    clean: Sequence[str] = (),
    linear: bool = True,
) -> list[Law]:
    """The laws that `check_pipeline` asks, each with its texts; options as there."""
    own, source = _diet(texts)
    given = [*_FIRST, *own, *clean]
    fixed_point = partial(_unchanged, pipeline, law="clean text is a fixed point")
    found = [
        Law("fixed-point", "clean text stays", fixed_point, clean, grain="text"),
        Law("pickled", "a pickled pipeline works the same", partial(_twin, pipeline), [given]),
        Law("restorable", "restore gives the input, whole and by windows; windowed = whole",
            partial(_whole_run, pipeline), given, source),
        Law("packed", "packed = alone", partial(_packed_run, pipeline), [given],
            st.lists(source, max_size=6)),
        Law("idempotent", "a second run finds nothing to do on documents",
            partial(_twice, pipeline), (), documents()),
        Law("threads", "several threads get what one gets",
            partial(_threads, pipeline, "the pipeline"), [given]),
    ]  # fmt: skip
    if linear:

        def timed(size: int) -> None:
            check_linear_time(pipeline, "the pipeline", size=size)

        found.append(Law("linear", "four times the text, four times the time", timed, [_RUN]))
    return found


def _twin(pipeline: Pipeline, values: Sequence[str]) -> None:
    twin = pickle.loads(pickle.dumps(pipeline))
    if twin != pipeline or list(map(twin, values)) != list(map(pipeline, values)):
        raise AssertionError(f"a pickled pipeline works differently: {pipeline!r}, {twin!r}")


def _whole_run(pipeline: Pipeline, value: str) -> None:
    whole = run(pipeline.filters, value, level=pipeline.level, window=len(value) + 1)
    back = undo(whole.text, whole.steps)
    if back != value:
        raise AssertionError(_broken("restore gives the input", value, whole.text, back))
    for size in (1, 7):
        parts = run(pipeline.filters, value, level=pipeline.level, window=size)
        if parts.text != whole.text:
            law = f"windowed = whole (windows of {size} characters)"
            raise AssertionError(_broken(law, value, whole.text, parts.text))
        if undo(parts.text, parts.steps) != value:
            raise AssertionError(_broken("restore after windows", value, whole.text, parts.text))


def _packed_run(pipeline: Pipeline, values: Sequence[str]) -> None:
    together = run_packed(pipeline.filters, list(values), level=pipeline.level)
    for place, (value, joint) in enumerate(zip(values, together, strict=True)):
        alone = pipeline.run(value)
        if joint.text != alone.text:
            law = f"packed = alone (place {place} of {values!r})"
            raise AssertionError(_broken(law, value, alone.text, joint.text))
        if undo(joint.text, joint.steps) != value:
            raise AssertionError(_broken("restore after packing", value, alone.text, joint.text))


def _twice(pipeline: Pipeline, value: str) -> None:
    _unchanged(pipeline, pipeline(value), law="idempotent (a second run changes nothing)")


def _unchanged(pipeline: Pipeline, value: str, *, law: str) -> None:
    for step in pipeline.run(value).steps:
        for edit in step:
            raise AssertionError(
                f"the pipeline breaks the law: {law}\n  text:  {value!r}\n"
                f"  edit:  [{edit.start}, {edit.end}) {edit.old!r} -> {edit.new!r}, "
                f"filter {step.filter}, rule {edit.rule}"
            )


def _broken(law: str, value: str, expected: str, found: str) -> str:
    return (
        f"the pipeline breaks the law: {law}\n  text:  {value!r}\n"
        f"  whole: {expected!r}\n  found: {found!r}"
    )


def _threads(work: Callable[[str], Any], name: str, values: Sequence[str]) -> None:
    """Several threads at once get what one gets."""
    alone = [work(value) for value in values]
    many = [value for _ in range(_THREADS) for value in values]
    with ThreadPoolExecutor(_THREADS) as pool:
        together = list(pool.map(work, many))
    for value, expected, found in zip(many, alone * _THREADS, together, strict=True):
        if expected != found:
            raise AssertionError(
                f"{name} is not thread-safe\n  text:  {value!r}\n"
                f"  alone: {expected!r}\n  found: {found!r}"
            )
