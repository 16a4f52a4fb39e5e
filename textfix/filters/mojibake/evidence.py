"""What a document shows about its damage, counted window by window, and used line by line.

One line's damage is evidence for the next: a page that was read as Latin-1 was read so from top to
bottom, a site that injects readings injects them everywhere, and a text's script says which of two
readings is the likelier. `Evidence` adds up with ``+`` over windows; `Evidence.setting` is what the
rooms are given.

What it does not do: repair, or judge whether a repair is good enough (`decision`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass
from textfix._charmodel import UNIT, Form, load
from textfix.filters.gloss.candidates import find
from textfix.filters.mojibake.gate import suspects
from textfix.filters.mojibake.repair import Repair, Setting
from textfix.filters.mojibake.rooms import repairs_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["Evidence", "FirstLook", "first_look"]

# A script is taken for granted when a text is e**12 times likelier in it: one sentence that has
# four or five characters of one script only.
_CLEAR = 12 * UNIT
# A chain counts as the document's when so many of its lines were repaired by it: one line is no
# evidence for itself.
_LINES = 2
# Only what is nearly certain speaks for other lines.
_SURE = 14.0
# A reading is a site's when its pair stands in the open so often.
_READINGS = 2

_BRACKETS = CharClass.HAN | CharClass.OPEN | CharClass.CLOSE | CharClass.READING


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Each suspect stretch with its repairs, when only the text's script is known."""

    setting: Setting
    found: tuple[tuple[int, int, tuple[Repair, ...]], ...]


def first_look(text: Text) -> FirstLook:
    """The suspect stretches of `text`, each looked at by itself."""
    stretches = suspects(text)
    if not stretches:
        return _NOTHING
    setting = Setting(form=_form(_lean(text)))
    return FirstLook(
        setting,
        tuple((start, end, repairs_of(text.value[start:end], setting)) for start, end in stretches),
    )


_NOTHING = FirstLook(Setting(), ())


def _lean(text: Text) -> int:
    """Sixteenths of a nat by which `text` is likelier in traditional than in simplified script."""
    return int(_leans().take(text.codepoints, mode="clip").sum(dtype=np.int64))


@cache
def _leans() -> NDArray[np.int16]:
    forms = load().form.astype(np.int16)
    leans: NDArray[np.int16] = forms[Form.HANS] - forms[Form.HANT]
    return leans


def _form(lean: int) -> Form:
    if abs(lean) < _CLEAR:
        return Form.EITHER
    return Form.HANT if lean > 0 else Form.HANS


@dataclass(frozen=True, slots=True)
class Evidence:
    """What windows of a document show; texts are kept and only counted if something is suspect."""

    lean: int = 0
    chains: Counter[str] = field(default_factory=Counter)
    readings: Counter[tuple[str, str]] = field(default_factory=Counter)
    suspect: bool = False
    asked: bool = False
    texts: tuple[Text, ...] = ()

    @classmethod
    def of(cls, text: Text) -> Evidence:
        """What one window shows; next to nothing where nothing is suspect."""
        chains: Counter[str] = Counter()
        look = text.derived(first_look)
        for *_, repairs in look.found:
            chains.update({repair.chain for repair in repairs if repair.margin >= _SURE})
        # Readings tell what byte an injected one pushed out: of use where a mark of it stands.
        asked = any("?" in text.value[start:end] for start, end, _ in look.found)
        return cls(chains=chains, suspect=bool(look.found), asked=asked, texts=(text,))

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.lean + other.lean,
            self.chains + other.chains,
            self.readings + other.readings,
            self.suspect or other.suspect,
            self.asked or other.asked,
            self.texts + other.texts,
        )

    def settled(self) -> Evidence:
        """The same, counted, without the texts."""
        return Evidence(
            self._lean(), self.chains, self._readings(), suspect=self.suspect, asked=self.asked
        )

    def _lean(self) -> int:
        return self.lean + sum(map(_lean, self.texts))

    def _readings(self) -> Counter[tuple[str, str]]:
        found = self.readings.copy()
        for text in self.texts:
            if text.has(_BRACKETS):
                glosses = text.derived(find)
                counts = np.bincount(glosses.word, minlength=len(glosses.words)).tolist()
                for pair, n in zip(glosses.words, counts, strict=True):
                    found[pair] += n
        return found

    def setting(self) -> Setting | None:
        """What the rooms may take for granted about every line; None: there is nothing to do."""
        if not self.suspect:
            return None
        readings = self._readings() if self.asked else Counter[tuple[str, str]]()
        return Setting(
            _form(self._lean()),
            tuple(chain for chain, n in self.chains.most_common() if n >= _LINES),
            frozenset(pair for pair, n in readings.items() if n >= _READINGS),
        )
