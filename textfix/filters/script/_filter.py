"""`ScriptFilter`: one script for a text that holds two, with the document's own as the default.

The evidence is counted over the whole document (`survey`), decides the target once (`bind`), and
what is left is a line filter: windows, packed records and the whole text give the same edits.

Edits are ``safe``, but in a document of which `auto` is not sure that it mixes scripts: there all
but what a long word says is ``display``. Measured on the dev split of measure/script (see
docs/script.md for all figures).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from textfix._charclass import CharClass
from textfix._edits import Edits
from textfix._errors import ConfigError, hint
from textfix.filters.script._detect import kinds
from textfix.filters.script._evidence import Evidence, survey
from textfix.filters.script._japanese import japanese
from textfix.filters.script._picture import pictured
from textfix.filters.script._simplified import to_simplified
from textfix.filters.script._traditional import to_traditional

if TYPE_CHECKING:
    from textfix._filter import Scope
    from textfix._text import Text

__all__ = ["MODES", "TARGETS", "Mode", "ScriptFilter", "Target"]

Target = Literal["auto", "simplified", "traditional", "tw", "hk", "keep"]
Mode = Literal["repair", "strict"]

TARGETS: tuple[Target, ...] = ("auto", "simplified", "traditional", "tw", "hk", "keep")
MODES: tuple[Mode, ...] = ("repair", "strict")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFilter:
    """Text in one script: the document's dominant one, or the one that `to` names.

    `to`: ``auto`` (the document's dominant script; where that is clear, and the document holds more
    than a stray character of the other; else what might be changed is shown), ``simplified``,
    ``traditional`` (native text stays as it is, whatever its region; what is converted takes the
    common forms of Taiwan), ``tw``, ``hk`` (the same with that region's forms), ``keep`` (nothing).

    `mode`: to traditional, a character that is valid in both scripts (后, 里, 制) may still be
    wrong. ``strict`` changes it only in a clause that is written in simplified; ``repair`` also
    where a word says that it is wrong (制造業 becomes 製造業): the trace of a converter without
    context.

    Raises:
        ConfigError: on any other value.

    >>> from textfix._edits import apply
    >>> from textfix._text import Text
    >>> text = Text("余先生說：先進制造業，皇后，里長。")
    >>> apply(text, ScriptFilter(to="traditional").edits(text)).value
    '余先生說：先進製造業，皇后，里長。'
    >>> apply(text, ScriptFilter(to="simplified").edits(text)).value
    '余先生说：先进制造业，皇后，里长。'
    """

    to: Target = "auto"
    mode: Mode = "repair"

    def __post_init__(self) -> None:
        if self.to not in TARGETS:
            raise ConfigError(
                f"no target script is called {self.to!r}; {hint(str(self.to), TARGETS)}"
            )
        if self.mode not in MODES:
            raise ConfigError(f"script mode {self.mode!r}; {hint(str(self.mode), MODES)}")

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
        return survey(text, words=self.mode == "repair")

    def bind(self, evidence: Evidence) -> _Decided:
        """The line filter that this evidence decides on."""
        to = _target(self.to, evidence)
        sure = self.to != "auto" or evidence.mixed
        careless = sure or evidence.careless
        if to in ("simplified", "keep"):
            return _Decided(to=to, sure=sure)
        return _Decided(
            to=to,
            share=evidence.simplified if sure else 0.0,
            unconverted=evidence.unconverted if careless else 0.0,
            repair=self.mode == "repair",
            sure=sure,
        )

    def edits(self, text: Text) -> Edits:
        """The changes to one script, taking `text` as the document."""
        return self.bind(self.survey(text)).edits(text)


def _target(to: Target, evidence: Evidence) -> Target:
    if to != "auto":
        return to
    if evidence.dominant is None:
        return "keep"
    return "simplified" if evidence.dominant == "Hans" else "traditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """A `ScriptFilter` that knows its target and what the document says: a line filter."""

    to: Target
    share: float = 0.0
    unconverted: float = 0.0
    repair: bool = False
    sure: bool = True

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
        if self.to == "keep" or not len(text):
            return Edits.none()
        points = text.codepoints
        if self.to == "simplified":
            found = to_simplified(points, sure=self.sure)
        else:
            found = to_traditional(
                points,
                region="hk" if self.to == "hk" else "tw",
                share=self.share,
                unconverted=self.unconverted,
                repair=self.repair,
                sure=self.sure,
            )
        if not len(found):
            return found
        spared = np.zeros(len(text), dtype=np.bool_)
        spared[pictured(points)] = True
        foreign = japanese(text, kinds().take(points))
        if foreign is not None:
            spared |= foreign
        return found.take(~spared[found.start]) if spared.any() else found
