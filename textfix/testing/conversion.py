"""`check_conversion`: the laws of any ``str -> str`` converter or cleaner, whoever wrote it.

OpenCC, zhconv, ftfy or a function of yours: it is asked of generated documents, of every character
and phrase that converts (`sweep`), and of hostile text. No law is a matter of taste; but not every
converter wants to keep each of them (regional words change lengths), so that `skip` takes ids.

>>> check_conversion(str, source="Hans", target="Hans", examples=5)
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

from textfix._errors import ConfigError, hint
from textfix.testing.chinese import documents, joined, sentences
from textfix.testing.search import Law, prove
from textfix.testing.strategies import hostile_text, latin_text, mixed_text
from textfix.testing.vocabulary import convertible, one_to_one, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hypothesis import strategies as st

    from textfix.testing.vocabulary import Region, Script

__all__ = ["TARGETS", "check_conversion", "conversion_laws"]

# What `source` and `target` take -> script and region.
TARGETS: dict[str, tuple[Script, Region | None]] = {
    "Hans": ("Hans", None),
    "Hant": ("Hant", None),
    "Hant-TW": ("Hant", "tw"),
    "Hant-HK": ("Hant", "hk"),
}
_HANZI = re.compile("[\u2e80-\u2fdf\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_HALF = re.compile("[\ud800-\udfff]")  # a lone surrogate
_THREADS = 4
_CUTS = 24  # places at which a text is cut, at most

# What bugs were found with. NUL ends a C string.
_FIRST = ("", "\n", "前\x00中文", "他們\x00他们", "a\u0301長", "𠮷野家", "皇后\r\n发展", "㐷\ufe00")
_ASCII = ("", "a, b; c: d! e? (f)", "x = {'a': 1}\t# 50%", "https://example.org/?a=1&b=2")

Converter = "Callable[[str], str]"


def check_conversion(
    convert: Callable[[str], str],
    *,
    source: str | None = None,
    target: str | None = None,
    back: Callable[[str], str] | None = None,
    oracle: Callable[[str], str] | None = None,
    texts: Sequence[str] = (),
    skip: Iterable[str] = (),
    examples: int | None = None,
) -> None:
    """Ask every law of a converter from `source` to `target`; of a cleaner, if they are None.

    `source`, `target`: ``"Hans"``, ``"Hant"``, ``"Hant-TW"``, ``"Hant-HK"``. `back`: the converter
    for the way back; asks for the round trip. `oracle`: what must give the same. `texts`: texts of
    yours in the source script, asked too. `skip`: ids of laws that it does not want to keep.
    `examples`: how many generated texts; the Hypothesis profile's number by default.

    Raises:
        ConfigError: on an unknown script or law.
        AssertionError: with the law, the smallest text found, and what came of it.

    >>> check_conversion(str.upper, examples=5)
    Traceback (most recent call last):
    ...
    AssertionError: str.upper breaks the law: printable ASCII stays
      text:  'f'
      gives: 'F'
    """
    found = conversion_laws(
        convert, source=source, target=target, back=back, oracle=oracle, texts=texts
    )
    known = tuple(law.id for law in found)
    left = tuple(skip)
    for name in left:
        if name not in known:
            raise ConfigError(f"no law is called {name!r}; {hint(name, known)}")
    prove([law for law in found if law.id not in left], examples)


def conversion_laws(
    convert: Callable[[str], str],
    *,
    source: str | None = None,
    target: str | None = None,
    back: Callable[[str], str] | None = None,
    oracle: Callable[[str], str] | None = None,
    texts: Sequence[str] = (),
) -> list[Law]:
    """The laws that `check_conversion` asks, each with its texts; options as there."""
    for name in (source, target):
        if name is not None and name not in TARGETS:
            raise ConfigError(f"no script is called {name!r}; {hint(name, tuple(TARGETS))}")
    if (source is None) != (target is None):
        raise ConfigError("give both, source= and target=, or neither (for a cleaner)")
    asked = _Asked(convert)
    found = [*_anybodys(asked)]
    if source is None or target is None:
        found += _cleaners(asked)
        given, drawn = [*texts], mixed_text()
    else:
        given, drawn = [*texts, *sweep(*TARGETS[source])], _documents(source)
        found += _converters(asked, source, target, given, drawn)
    found += [
        Law("idempotent", "a second run changes nothing", asked.twice, given, drawn),
        Law("cut-lines", "lines one by one give the whole", asked.lines, given, drawn),
        Law("cut-anywhere", "two halves give the whole", asked.halves, given, drawn),
    ]
    if back is not None:
        trip = asked.and_back(back)
        found.append(
            Law("round-trip", "there and back gives the text", trip, given, drawn, "clause")
        )
    if oracle is not None:
        same = asked.like(oracle)
        found.append(Law("oracle", f"what {_name(oracle)} gives", same, given, drawn))
    return found


def _documents(name: str) -> st.SearchStrategy[str]:
    script, region = TARGETS[name]
    return documents(script, region=region)


def _anybodys(asked: _Asked) -> Iterator[Law]:
    hostile = hostile_text()
    whole = hostile.map(lambda text: _HALF.sub("", text))
    yield Law("total", "any text gives a text", asked.gives_text, _FIRST, whole)
    yield Law("surrogates", "lone surrogates, too", asked.gives_text, ("\ud800",), hostile)
    yield Law("threads", "several threads get what one gets", asked.threads, [[*_FIRST]])
    yield Law(
        "ascii", "printable ASCII stays", asked.stays, _ASCII, latin_text(ascii_only=True)
    )  # fmt: skip


def _cleaners(asked: _Asked) -> Iterator[Law]:
    yield Law(
        "latin", "clean text of other languages stays", asked.stays, (), latin_text(), "clause"
    )
    for script in ("Hans", "Hant"):
        says = f"clean Chinese prose stays ({script})"
        # Not documents: to drop a caption, or to write newlines one way, is a cleaner's job.
        prose = joined(sentences(TARGETS[script][0]), 1, 5, "\n")
        yield Law(f"clean-{script}", says, asked.stays, (), prose, "clause")


def _converters(
    asked: _Asked, source: str, target: str, given: Sequence[str], drawn: st.SearchStrategy[str]
) -> Iterator[Law]:
    native = sweep(*TARGETS[target])
    yield Law(
        "native", "text of the target stays", asked.stays, native, _documents(target), "clause"
    )  # fmt: skip
    yield Law("length", "as many characters as before", asked.keeps_length, given, drawn)
    kept = (*_FIRST, *given)
    yield Law("others-kept", "what is not hanzi stays", asked.keeps_others, kept, mixed_text())
    wrong = frozenset(one_to_one()) & convertible(TARGETS[source][0])
    if TARGETS[source][0] != TARGETS[target][0]:
        done = asked.finishes(wrong)
        yield Law("complete", "no character of the source is left", done, given, drawn)


def _name(convert: Callable[[str], str]) -> str:
    owner = getattr(convert, "__objclass__", None)
    name = getattr(convert, "__qualname__", None) or repr(convert)
    return str(name if owner is None or "." in str(name) else f"{owner.__name__}.{name}")


class _Asked:
    """A converter under question; each method is the `ask` of a law."""

    def __init__(self, convert: Callable[[str], str]) -> None:
        self._convert = convert
        self._name = _name(convert)

    def _fail(self, says: str, text: str, **found: object) -> AssertionError:
        rows = [f"  {f'{key}:':6} {value!r}" for key, value in found.items()]
        head = f"{self._name} breaks the law: {says}"
        return AssertionError("\n".join([head, f"  text:  {text!r}", *rows]))

    def gives_text(self, text: str) -> None:
        made = cast("object", self._convert(text))
        if not isinstance(made, str):
            raise self._fail("any text gives a text", text, gives=made)

    def stays(self, text: str) -> None:
        made = self._convert(text)
        if made != text:
            says = "printable ASCII stays" if text.isascii() else "clean text stays as it is"
            raise self._fail(says, text, gives=made)

    def keeps_length(self, text: str) -> None:
        made = self._convert(text)
        if len(made) != len(text):
            raise self._fail("as many characters as before", text, gives=made)

    def keeps_others(self, text: str) -> None:
        made = self._convert(text)
        if _HANZI.sub("", made) != _HANZI.sub("", text):
            raise self._fail("what is not hanzi stays", text, gives=made)

    def finishes(self, wrong: frozenset[str]) -> Callable[[str], None]:
        def ask(text: str) -> None:
            made = self._convert(text)
            left = sorted(set(made) & wrong)
            if left:
                says = "no character that only the source script writes is left"
                raise self._fail(says, text, gives=made, left="".join(left))

        return ask

    def twice(self, text: str) -> None:
        once = self._convert(text)
        again = self._convert(once)
        if again != once:
            raise self._fail("a second run changes nothing", text, first=once, then=again)

    def lines(self, text: str) -> None:
        whole = self._convert(text)
        parts = "".join(map(self._convert, text.splitlines(keepends=True)))
        if parts != whole:
            raise self._fail("lines one by one give the whole", text, whole=whole, lines=parts)

    def halves(self, text: str) -> None:
        whole = self._convert(text)
        for at in range(1, len(text), max(1, len(text) // _CUTS)):
            first, rest = self._convert(text[:at]), self._convert(text[at:])
            if first + rest != whole:
                cut = (first, rest)
                raise self._fail("two halves give the whole", text, whole=whole, cut=cut)

    def and_back(self, back: Callable[[str], str]) -> Callable[[str], None]:
        def ask(text: str) -> None:
            made = self._convert(text)
            returned = back(made)
            if returned != text:
                says = "there and back gives the text"
                raise self._fail(says, text, there=made, back=returned)

        return ask

    def like(self, oracle: Callable[[str], str]) -> Callable[[str], None]:
        def ask(text: str) -> None:
            made, wanted = self._convert(text), oracle(text)
            if made != wanted:
                raise self._fail(f"what {_name(oracle)} gives", text, gives=made, other=wanted)

        return ask

    def threads(self, texts: Sequence[str]) -> None:
        alone = [self._convert(text) for text in texts]
        with ThreadPoolExecutor(_THREADS) as pool:
            together = list(pool.map(self._convert, [*texts] * _THREADS))
        for text, wanted, made in zip([*texts] * _THREADS, alone * _THREADS, together, strict=True):
            if made != wanted:
                raise self._fail("several threads get what one gets", text, gives=made)
