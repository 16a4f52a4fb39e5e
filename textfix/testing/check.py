"""`check_filter` and `check_pipeline`: every law, on generated texts and on texts of your own.

For a filter of any origin: an object with `id`, `needs`, `scope` and `edits(text)` is enough. The
first broken law ends the check with an AssertionError; Hypothesis has made its text as small as it
could by then. Seeds, and how long it searches, are those of the Hypothesis profile in force.
"""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from textfix._filter import Filter
from textfix._run import run, run_packed
from textfix._steps import undo
from textfix._text import Text
from textfix.testing import laws
from textfix.testing.strategies import documents, latin_text
from textfix.testing.strategies import texts as all_texts
from textfix.testing.timing import check_linear, check_linear_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textfix._pipeline import Pipeline

__all__ = ["check_filter", "check_pipeline"]

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
    if not isinstance(item, Filter):
        raise AssertionError(f"{item!r} is not a filter: it needs id, needs, scope, edits(text)")
    own, sources = _diet(texts)
    given_texts = [*_FIRST, *own, *clean]
    one, packed = partial(_guarded, _one, item), partial(_guarded, laws.packed, item)
    for value in clean:
        _guarded(laws.fixed_point, item, value)
    for value in given_texts:
        one(value)
    laws.configured(item, given_texts)
    packed(given_texts)
    for source in sources:
        _search(one, source, examples)
        _search(packed, st.lists(source, max_size=6), examples)
    if leaves_ascii:
        _search(partial(laws.ascii_untouched, item), latin_text(ascii_only=True), examples)
    _threads(lambda value: list(item.edits(Text(value))), f"filter {item.id!r}", given_texts)
    if linear:
        check_linear(item, size=_RUN)


def _diet(
    texts: st.SearchStrategy[str] | Sequence[str] | None,
) -> tuple[list[str], list[st.SearchStrategy[str]]]:
    """The caller's texts, and the strategies to draw from: each gets all of the examples."""
    if isinstance(texts, st.SearchStrategy):
        return [], [all_texts(), texts]
    return list(texts or ()), [all_texts()]


def _guarded(law: Callable[[Filter, Any], None], item: Filter, value: Any) -> None:
    """Ask a law; an exception is a broken law too: no text makes a filter raise."""
    try:
        law(item, value)
    except AssertionError:
        raise
    except Exception as error:
        broken = f"no text makes it raise, but {type(error).__name__}: {error}"
        raise AssertionError(laws.fail(item, broken, value)) from error


def _one(item: Filter, value: str) -> None:
    """Every law that asks about one text."""
    laws.wellformed(item, value)
    laws.gated(item, value)
    laws.restorable(item, value)
    laws.deterministic(item, value, ["長(cháng)沙,好", ""])
    laws.additive(item, value)
    laws.windowed(item, value)
    laws.idempotent(item, value)


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
    own, sources = _diet(texts)
    given_texts = [*_FIRST, *own, *clean]
    twin = pickle.loads(pickle.dumps(pipeline))
    if twin != pipeline or [twin(value) for value in given_texts] != list(
        map(pipeline, given_texts)
    ):
        raise AssertionError(f"a pickled pipeline works differently: {pipeline!r}, {twin!r}")
    for value in clean:
        _unchanged(pipeline, value, "clean text is a fixed point")
    for value in given_texts:
        _whole_run(pipeline, value)
    _packed_run(pipeline, given_texts)
    for source in sources:
        _search(partial(_whole_run, pipeline), source, examples)
        _search(partial(_packed_run, pipeline), st.lists(source, max_size=6), examples)
    _search(partial(_twice, pipeline), documents(), examples)
    _threads(pipeline, "the pipeline", given_texts)
    if linear:
        check_linear_time(pipeline, "the pipeline", size=_RUN)


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
    _unchanged(pipeline, pipeline(value), "idempotent (a second run changes nothing)")


def _unchanged(pipeline: Pipeline, value: str, law: str) -> None:
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


def _search(
    law: Callable[[Any], None], source: st.SearchStrategy[Any], examples: int | None
) -> None:
    """Ask `law` of what `source` generates; the smallest text that breaks it is reported."""
    count = settings().max_examples if examples is None else examples

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(source)
    def asked(value: Any) -> None:
        law(value)

    asked()
