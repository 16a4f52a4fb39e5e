"""`ScriptFilter`: one script for a text that holds two, with the document's own as the default.

The evidence is counted over the whole document (`survey`), decides the target once (`bind`), and
what is left is a line filter: windows, packed records and the whole text give the same edits.

Edits are ``safe``, but in a document of which `auto` is not sure that it mixes scripts: there all
but what a long word says is ``display``. Measured on the dev split of measure/script (see
docs/script.md for all figures).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from textfix._charclass import CharClass
from textfix._edits import Edits, Tag
from textfix._errors import ConfigError, hint
from textfix.filters.script._decision import Decision, Decisions, Region, alone
from textfix.filters.script._detect import kinds_of
from textfix.filters.script._evidence import Evidence, survey, surveys
from textfix.filters.script._foreign import either, foreign
from textfix.filters.script._picture import pictured
from textfix.filters.script._region import REGIONS
from textfix.filters.script._simplified import to_simplified
from textfix.filters.script._stretch import NEWLINE
from textfix.filters.script._traditional import to_traditional
from textfix.filters.script._userwords import Matches, WordsSource, find, frozen_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from textfix._filter import Scope
    from textfix._text import Text

__all__ = ["MODES", "TARGETS", "Mode", "ScriptFilter", "Target"]

Target = Literal["auto", "simplified", "traditional", "tw", "hk", "keep"]
Mode = Literal["repair", "strict"]

TARGETS: tuple[Target, ...] = ("auto", "simplified", "traditional", "tw", "hk", "keep")
MODES: tuple[Mode, ...] = ("repair", "strict")

_WORDS = Tag("script.words", why="your own word")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFilter:
    """Text in one script: the document's dominant one, or the one that `to` names.

    `to`: ``auto`` (the document's dominant script; where that is clear, and the document holds more
    than a stray character of the other; else what might be changed is shown), ``simplified``,
    ``traditional`` (native text stays as it is, whatever its region; what is converted takes the
    common forms of Taiwan), ``tw``, ``hk`` (the same with that region's forms), ``keep`` (nothing).

    `mode`: to traditional, a character that is valid in both scripts (后, 里, 制) may still be
    wrong. ``strict`` changes it only in a clause that is written in simplified, and old forms
    (并, 却) only in a document that holds other simplified characters; ``repair`` changes it also
    where a word says that it is wrong (制造業 becomes 製造業): the trace of a converter without
    context.

    `words`: the reader's own (`frozen_words`): a file's name, a mapping, or an iterable of words
    and pairs. They go before all evidence, whatever the target but ``keep``.

    `region_words`: ``tw`` or ``hk`` also puts that region's words (軟體 for 软件) into what was
    simplified; of all edits, these and the reader's alone may change the length.

    Raises:
        ConfigError: on any other value.

    >>> from textfix._apply import apply
    >>> from textfix._text import Text
    >>> text = Text("余先生說：先進制造業，皇后，里長。")
    >>> apply(text, ScriptFilter(to="traditional").edits(text)).value
    '余先生說：先進製造業，皇后，里長。'
    >>> apply(text, ScriptFilter(to="simplified").edits(text)).value
    '余先生说：先进制造业，皇后，里长。'
    >>> text = Text("软件的里程碑，余一平。")
    >>> apply(text, ScriptFilter(to="tw", region_words="tw", words=["余一平"]).edits(text)).value
    '軟體的里程碑，余一平。'
    """

    to: Target = "auto"
    mode: Mode = "repair"
    words: WordsSource = ()
    region_words: Region | None = None

    def __post_init__(self) -> None:
        if self.to not in TARGETS:
            raise ConfigError(
                f"no target script is called {self.to!r}; {hint(str(self.to), TARGETS)}"
            )
        if self.mode not in MODES:
            raise ConfigError(f"script mode {self.mode!r}; {hint(str(self.mode), MODES)}")
        object.__setattr__(self, "words", frozen_words(self.words))
        region = self.region_words
        if region is None:
            return
        if region not in REGIONS:
            raise ConfigError(f"no region is called {region!r}; {hint(str(region), REGIONS)}")
        if self.to not in ("auto", "traditional", region):
            raise ConfigError(
                f"region words of {region} are for traditional text, and the target is {self.to}; "
                f"choose to={region!r}"
            )

    @property
    def id(self) -> str:
        return "script"

    @property
    def needs(self) -> tuple[CharClass, ...]:
        return (CharClass.HAN,)

    @property
    def scope(self) -> Scope:
        return "document"

    def survey(self, text: Text) -> Evidence:
        """The evidence in `text`; evidence of whole lines adds up to that of the document."""
        if self.to in ("simplified", "keep"):
            return Evidence()
        own = _own(self.words, text)
        return survey(
            text,
            words=self.mode == "repair",
            spared=None if own is None else own.mask(len(text)),
        )

    def bind(self, evidence: Evidence) -> _Decided:
        """The line filter that this evidence decides on."""
        to = _target(self.to, evidence)
        sure = self.to != "auto" or evidence.mixed or evidence.careless
        if to in ("simplified", "keep"):
            return _Decided(to=to, words=self.words if self.to != "keep" else (), sure=sure)
        region: Region = self.region_words or ("hk" if to == "hk" else "tw")
        decision = Decision(
            region=region,
            share=evidence.simplified if sure else 0.0,
            blend=evidence.blend,
            unconverted=evidence.unconverted if sure else 0.0,
            repair=self.mode == "repair",
            sure=sure,
            # Where nothing else is simplified, an old form may be right, and strict leaves it.
            variants=self.mode == "repair" or evidence.script.simplified > evidence.variants,
            words=self.region_words,
        )
        return _Decided(to=to, words=self.words, sure=sure, decision=decision)

    def edits(self, text: Text) -> Edits:
        """The changes to one script, taking `text` as the document."""
        return self.bind(self.survey(text)).edits(text)

    def packed(self, text: Text, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Edits:
        """`edits` of each of the documents that lie between newlines in `text`, in one pass."""
        if self.to in ("simplified", "keep"):  # whatever the document says
            return self.bind(Evidence()).edits(text)
        own = _own(self.words, text)
        columns = surveys(
            text,
            starts,
            words=self.mode == "repair",
            spared=None if own is None else own.mask(len(text)),
        )
        rows = columns.undecided(auto=self.to == "auto")
        decided = zip(rows.tolist(), map(self.bind, columns.of(rows)), strict=True)
        return _edits(text, own, dict(decided), starts, ends)


def _target(to: Target, evidence: Evidence) -> Target:
    if to == "auto":
        if evidence.dominant is None or evidence.pure:
            return "keep"
        return "simplified" if evidence.dominant == "Hans" else "traditional"
    return "keep" if to != "simplified" and evidence.already_traditional else to


def _own(words: WordsSource, text: Text) -> Matches | None:
    """Where the reader's words stand in the text; they were frozen when the filter was made."""
    assert isinstance(words, tuple)
    return find(words, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """A `ScriptFilter` that knows its target and what the document says: a line filter."""

    to: Target
    words: WordsSource = ()
    sure: bool = True
    decision: Decision = field(default_factory=Decision)

    @property
    def id(self) -> str:
        return "script"

    @property
    def needs(self) -> tuple[CharClass, ...]:
        return (CharClass.HAN,)

    @property
    def scope(self) -> Scope:
        return "line"

    def edits(self, text: Text) -> Edits:
        if self.to == "keep" and self.words == ():
            return Edits.none()
        return _edits(text, _own(self.words, text), {0: self}, *_ALONE)


# Where a document begins and ends that is all of its text: the end is not asked for.
_ALONE = (np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))


def _edits(
    text: Text,
    own: Matches | None,
    decided: Mapping[int, _Decided],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> Edits:
    """The edits of the documents that were decided on, by number; the others stay.

    `own`: where the reader's words stand, which are exchanged in all documents.
    """
    simpler = [row for row, one in decided.items() if one.to == "simplified"]
    others = [row for row, one in decided.items() if one.to not in ("simplified", "keep")]
    found = [] if own is None else [_exchanged(text, own)]
    if not len(text) or not (simpler or others):
        return Edits.merge(found) if found else Edits.none()
    spared = _spared(text, own)
    if simpler:
        points, hidden = text.codepoints, either(spared, _outside(simpler, text, starts, ends))
        if hidden is not None:
            points = np.where(hidden, np.uint32(NEWLINE), points)
        sure = [row for row in simpler if decided[row].sure]
        shown = None if len(sure) == len(simpler) else _outside(sure, text, starts, ends)
        found.append(to_simplified(points, shown=shown))
    if others:
        kind, hidden = text.derived(kinds_of), either(spared, _outside(others, text, starts, ends))
        if hidden is not None:
            kind = np.where(hidden, np.uint8(0), kind)
        if len(starts) == 1:
            decisions = alone(decided[0].decision)
        else:
            decisions = Decisions.of([decided[row].decision for row in others], starts, others)
        found.append(to_traditional(text, kind, decisions))
    found = [edits for edits in found if len(edits)]
    return found[0] if len(found) == 1 else Edits.merge(found)


def _outside(
    rows: Sequence[int], text: Text, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_] | None:
    """The characters of all documents but those numbered `rows`; None where there are none."""
    if len(rows) == len(starts):
        return None
    if not rows:
        return np.ones(len(text), dtype=np.bool_)
    outside = np.zeros((len(starts), 2), dtype=np.bool_)  # a document, and what parts it
    outside[:, 0] = True
    outside[rows, 0] = False
    bounds = np.append(np.stack([starts, ends], axis=1), len(text))
    return np.repeat(outside.ravel(), np.diff(bounds))


def _spared(text: Text, own: Matches | None) -> NDArray[np.bool_] | None:
    """The characters that are not Chinese text to convert; None where all are."""
    spared = either(text.derived(foreign), None if own is None else own.mask(len(text)))
    parts = pictured(text.codepoints)
    if not len(parts):
        return spared
    spared = np.zeros(len(text), dtype=np.bool_) if spared is None else spared.copy()
    spared[parts] = True
    return spared


def _exchanged(text: Text, own: Matches) -> Edits:
    """What becomes of the reader's words."""
    return Edits.of(
        (start, end, target, _WORDS)
        for start, end, target in zip(
            own.start.tolist(), own.end.tolist(), own.targets, strict=True
        )
        if text.value[start:end] != target
    )
