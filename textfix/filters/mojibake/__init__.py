"""`mojibake`: text whose bytes were read in the wrong encoding, lost or pushed apart.

What it does so far: UTF-8 that was read as a Western code page (`western`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textfix._charclass import CharClass
from textfix.filters.mojibake.western import western_edits

if TYPE_CHECKING:
    from textfix._edits import Edits
    from textfix._filter import Scope
    from textfix._text import Text

__all__ = ["MojibakeFilter"]


@dataclass(frozen=True, slots=True)
class MojibakeFilter:
    """Repairs UTF-8 that was read as a Western code page.

    >>> import textfix
    >>> read_wrong = "\\u00e9\\u2022\\u00bf\\u00e6\\u00b2\\u2122\\u00e5\\u00b8\\u201a"
    >>> textfix.clean(read_wrong, only="mojibake")
    '长沙市'
    """

    id: ClassVar[str] = "mojibake"
    needs: ClassVar[tuple[CharClass, ...]] = (CharClass.BYTE_LEAD, CharClass.CONTROL)
    scope: ClassVar[Scope] = "line"

    def edits(self, text: Text) -> Edits:
        return western_edits(text)
