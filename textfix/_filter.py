"""What a filter is: any object with these attributes. No base class, nothing to inherit.

Three shapes, from simple to rich:

- **Line filter** (``scope = "line"``): its edits never touch a newline and depend on nothing but
  the line they stand in. It may be run on any stretch of whole lines: a window of a long text, or
  a thousand records packed into one string. Text start and end count as line breaks.
- **Survey filter** (``scope = "document"`` with `survey` and `bind`): it needs evidence of the
whole
  document (which script dominates, are readings injected everywhere?). `survey` counts, window
  by window; counts add up with ``+``; `bind` turns the sum into a line filter that is decided.
- **Document filter** (``scope = "document"`` without them): it compares lines with one another
  (duplicates), so it is always given the whole document.

Filters hold configuration only. They are frozen, thread-safe and picklable; heavy handles are made
lazily, once a process, outside the object. `textfix.testing.check_filter` proves all of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from textfix._charclass import CharClass
    from textfix._edits import Edits
    from textfix._text import Text

__all__ = ["Filter", "Scope", "SurveyFilter"]

Scope = Literal["line", "document"]


@runtime_checkable
class Filter(Protocol):
    """Text in, edits out.

    `id`: public, stable, what ``only=`` and ``skip=`` take. `needs`: alternatives, each a set of
    character classes that must all occur for the filter to have anything to do; ``()`` means
    it always looks. `edits` never raises because of what the text says.
    """

    @property
    def id(self) -> str: ...

    @property
    def needs(self) -> tuple[CharClass, ...]: ...

    @property
    def scope(self) -> Scope: ...

    def edits(self, text: Text) -> Edits:
        """The changes this filter proposes for `text`, sorted and disjoint."""
        ...


@runtime_checkable
class SurveyFilter(Filter, Protocol):
    """A document filter whose evidence can be counted window by window.

    Law: ``edits(text) == bind(survey(text)).edits(text)``, and surveys of consecutive whole lines
    add up to the survey of the whole.
    """

    # Optional, for many short texts at once: ``places(text)`` gives offsets (``int64``, any order)
    # such that a line without one gets no edit. Records without any are not surveyed at all. Or
    # ``packed(text, starts, ends)``: the edits of all the records that lie there in `text`, with
    # newlines between them, as `edits` gives them for each alone; it surveys and decides itself.

    def survey(self, text: Text) -> Any:
        """Evidence in `text`: a value with ``+``, cheap to make and to add.

        If it keeps the text itself to count later, it has ``settled()``: the same without texts.
        """
        ...

    def bind(self, evidence: Any) -> Filter:
        """The line filter that this evidence decides on; equal decisions compare equal."""
        ...
