"""`Text`: an immutable string that knows its code points and character classes.

A filter asks the same questions of the same text again and again: which code points, which
classes, is there a bracket at all? `Text` answers each of them once, lazily, as NumPy columns.
It holds no edits and no history; that is `Document`'s task.
"""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from textfix._charclass import CharClass, flag_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["Text", "codepoints", "distinct", "from_codepoints", "looked_up"]


_BLOCK = 1 << 17  # code points

# So many code points are asked first whether a class occurs: Chinese text holds hanzi there.
_HEAD = 1 << 10

_T = TypeVar("_T")
_D = TypeVar("_D", bound=np.generic)


def codepoints(value: str) -> NDArray[np.uint32]:
    """The code points of `value`, lone surrogates included: read-only, shape ``(len(value),)``.

    >>> codepoints("中a").tolist()
    [20013, 97]
    """
    return np.frombuffer(value.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def from_codepoints(points: NDArray[np.uint32]) -> str:
    """The inverse of `codepoints`.

    >>> from_codepoints(codepoints("長\\ud800沙")) == "長\\ud800沙"
    True
    """
    return points.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def looked_up(table: NDArray[_D], points: NDArray[np.uint32]) -> NDArray[_D]:
    """What a table over all code points says of each: ``table.take(points)`` by blocks.

    The half of a megabyte that a block touches stays in the cache: whole, 3 million characters take
    twice as long.

    >>> looked_up(flag_table(), codepoints("a")).tolist() == [int(flag_table()[0x61])]
    True
    """
    found = np.empty(len(points), dtype=table.dtype)
    for low in range(0, len(points), _BLOCK):
        block = slice(low, low + _BLOCK)
        # "clip" clips nothing here; "raise" would copy the block.
        np.take(table, points[block], out=found[block], mode="clip")
    return found


def distinct(values: NDArray[_D]) -> NDArray[_D]:
    """The distinct ones of `values`, ascending.

    Not ``np.unique``: that loads ``numpy.ma``, 6 to 10 ms at the start of a process.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    found: NDArray[_D] = ordered[fresh]
    return found


def _end_to_end(columns: Sequence[NDArray[_D] | None]) -> NDArray[_D] | None:
    """Columns of consecutive parts as one, read-only; None where one is not known, or none is."""
    known = [column for column in columns if column is not None]
    if not known or len(known) < len(columns):
        return None
    whole = np.concatenate(known)
    whole.flags.writeable = False
    return whole


class Text:
    """An immutable text; offsets are code points.

    >>> text = Text("長(cháng)沙")
    >>> len(text), text.has(CharClass.HAN | CharClass.OPEN), text.has(CharClass.CONTROL)
    (9, True, False)
    >>> text.where(CharClass.HAN).tolist()
    [0, 8]
    """

    __slots__ = ("_codepoints", "_derived", "_flags", "_parts", "_present", "value")

    value: str

    def __init__(self, value: str, _codepoints: NDArray[np.uint32] | None = None) -> None:
        self.value = value
        self._codepoints = _codepoints
        self._flags: NDArray[np.uint16] | None = None
        self._present: int | None = None
        self._derived: dict[Callable[[Text], Any], Any] = {}
        self._parts: tuple[Text, ...] = ()

    def __len__(self) -> int:
        return len(self.value)

    def __repr__(self) -> str:
        shown = self.value if len(self.value) <= 40 else self.value[:39] + "…"
        return f"Text({shown!r})"

    @property
    def codepoints(self) -> NDArray[np.uint32]:
        """Code points, shape ``(len(self),)``, read-only."""
        if self._codepoints is None:
            found = _end_to_end([part._codepoints for part in self._parts])  # noqa: SLF001 (its own class)
            self._codepoints = codepoints(self.value) if found is None else found
        return self._codepoints

    @property
    def flags(self) -> NDArray[np.uint16]:
        """The `CharClass` flags of each character, shape ``(len(self),)``."""
        if self._flags is None:
            found = _end_to_end([part._flags for part in self._parts])  # noqa: SLF001 (its own class)
            self._flags = looked_up(flag_table(), self.codepoints) if found is None else found
        return self._flags

    @property
    def present(self) -> CharClass:
        """The union of the classes that occur."""
        if self._present is None:
            if self._parts:
                self._present = reduce(or_, (int(part.present) for part in self._parts))
            else:
                self._present = int(np.bitwise_or.reduce(self.flags)) if self.value else 0
        return CharClass(self._present)

    def has(self, classes: CharClass) -> bool:
        """Whether every one of `classes` occurs somewhere."""
        wanted = int(classes)  # in Python, enumerations are slow at arithmetic
        if self._present is None and self._flags is None and not self._parts:
            # As a rule the beginning tells, and the rest is looked up when somebody needs it.
            head = flag_table().take(self.codepoints[:_HEAD])
            if int(np.bitwise_or.reduce(head)) & wanted == wanted:
                return True
        return int(self.present) & wanted == wanted

    def opens(self, needs: Iterable[CharClass]) -> bool:
        """Whether a gate with these alternatives is open: no alternative at all means always.

        >>> Text("abc").opens((CharClass.HAN, CharClass.LATIN))
        True
        >>> Text("abc").opens((CharClass.HAN | CharClass.LATIN,))
        False
        """
        alternatives = tuple(needs)
        return not alternatives or any(self.has(need) for need in alternatives)

    def part(self, start: int, end: int) -> Text:
        """``Text(self.value[start:end])``, sharing what columns this text knows.

        >>> Text("長沙市").part(1, 3)
        Text('沙市')
        """
        known = self._codepoints
        part = Text(self.value[start:end], None if known is None else known[start:end])
        if self._flags is not None:
            part._flags = self._flags[start:end]
        return part

    def repointed(
        self, at: NDArray[np.intp], points: NDArray[np.uint32], value: str | None = None
    ) -> Text:
        """This text with the characters at the offsets `at` exchanged: what `apply` is made of.

        The flags of the others are known; looking all of them up again costs three times as much.
        `value`: the result, where the caller has it already.

        >>> Text("长沙").repointed(np.array([0]), codepoints("長"))
        Text('長沙')
        """
        result = self.codepoints.copy()
        result[at] = points
        after = Text(from_codepoints(result) if value is None else value, result)
        result.flags.writeable = False
        if self._flags is not None:
            after._flags = self._flags.copy()
            after._flags[at] = flag_table().take(points)
        return after

    @classmethod
    def joined(cls, parts: Sequence[Text]) -> Text:
        """One text of consecutive parts, sharing what columns they have.

        >>> Text.joined([Text("長沙"), Text("市")])
        Text('長沙市')
        """
        if len(parts) == 1:
            return parts[0]
        whole = cls("".join(part.value for part in parts))
        whole._parts = tuple(parts)
        return whole

    def parted(self, ends: Iterable[int]) -> list[Text]:
        """This text as consecutive parts up to each of the `ends`; it knows what they come to know.

        >>> Text("長沙市").parted([2, 3])
        [Text('長沙'), Text('市')]
        """
        bounds = [0, *ends]
        if len(bounds) <= 2:
            return [self] if self.value else []
        self.codepoints  # noqa: B018 (once for all of the parts, which share it)
        parts = [self.part(low, high) for low, high in pairwise(bounds)]
        self._parts = tuple(parts)
        return parts

    @property
    def parts(self) -> tuple[Text, ...]:
        """The texts that this one was `joined` of, else itself: what they know need not be asked.

        >>> Text.joined([Text("長"), Text("沙")]).parts
        (Text('長'), Text('沙'))
        """
        return self._parts or (self,)

    def derived(self, make: Callable[[Text], _T]) -> _T:
        """``make(self)``, computed once: for columns that a filter's survey and edits both need.

        `make` must be a plain function of the text.
        """
        if make not in self._derived:
            self._derived[make] = make(self)
        found: _T = self._derived[make]
        return found

    def where(self, classes: CharClass) -> NDArray[np.intp]:
        """Offsets of the characters that have any of `classes`, ascending."""
        return np.flatnonzero(self.mask(classes))

    def mask(self, classes: CharClass) -> NDArray[np.bool_]:
        """One flag a character: whether it has any of `classes`."""
        mask: NDArray[np.bool_] = (self.flags & np.uint16(classes)) != 0
        return mask
