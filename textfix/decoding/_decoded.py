"""``Decoded``: the text of some bytes, how it was read, and the way back to the bytes.

The common case, clean UTF-8, must cost no more than the bare decode, so a ``Decoded`` is two
references: the text and the *facts*. All clean UTF-8 inputs share one facts object, and what
can be derived (segments, language, map) is derived when somebody asks.

What it does not do: decode. It neither keeps nor reads the input.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter

from textfix._errors import ConfigError
from textfix.decoding._bytemap import ByteMap, MapBuilder
from textfix.decoding._language import language_of
from textfix.decoding._values import Candidate, Damage, Detection, Segment

__all__ = ["CLEAN_UTF8", "Decoded", "Facts", "make_decoded"]


@dataclass(frozen=True, slots=True)
class Facts:
    """All of a ``Decoded`` but its text; ``map`` is None for a text that is its own clean UTF-8."""

    encoding: str
    how: str
    confidence: float
    language: str | None
    segments: tuple[Segment, ...]
    damage: tuple[Damage, ...]
    map: ByteMap | None
    candidates: tuple[Candidate, ...] = ()


CLEAN_UTF8 = Facts("utf-8", "utf-8", 1.0, None, (), (), None)


class Decoded:
    """A decoded text with the facts of its decoding. Immutable; made by ``decode``.

    >>> from textfix.decoding import decode
    >>> decoded = decode("山高月小，水落石出。".encode("gbk"))
    >>> decoded.text, decoded.encoding
    ('山高月小，水落石出。', 'gb18030')
    >>> decoded.byte_span(2, 4)
    (4, 8)
    >>> decoded.restore() == "山高月小，水落石出。".encode("gbk")
    True
    """

    __slots__ = ("_facts", "_text")
    _facts: Facts
    _text: str

    # A property over attrgetter runs in C; nothing sets the slots after make_decoded.
    text: str = property(attrgetter("_text"), doc="The decoded text.")  # type: ignore[assignment]

    @property
    def encoding(self) -> str:
        """The main encoding, a name Python knows; in a mixed file that of the most bytes."""
        return self._facts.encoding

    @property
    def how(self) -> str:
        """How it is known: bom, utf-8, declared, escape, likelihood, chardet, given; or binary."""
        return self._facts.how

    @property
    def confidence(self) -> float:
        """Calibrated belief that the encoding is right, 0 to 1."""
        return self._facts.confidence

    @property
    def language(self) -> str | None:
        """BCP 47 language of the text as far as its characters tell, or None."""
        facts = self._facts
        return facts.language if facts.language is not None else language_of(self._text)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Stretches of one encoding each; they cover every byte once (none for no bytes)."""
        facts = self._facts
        if facts.map is None and self._text:
            size = len(self._text) if self._text.isascii() else self._map().n_bytes
            return (Segment(0, size, 0, len(self._text), facts.encoding),)
        return facts.segments

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What could not be read as it stands, in order."""
        return self._facts.damage

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The readings that were weighed, best first; the answer alone where it was a proof."""
        facts = self._facts
        return facts.candidates or (Candidate(facts.encoding, facts.confidence, self.language),)

    def byte_span(self, start: int, end: int) -> tuple[int, int]:
        """Bytes of the input that the code points ``[start, end)`` of the text were read from.

        The start leans right and the end leans left, so that a byte-order mark belongs to
        no span. Where several characters came from one irregular stretch they share its bytes.

        Raises IndexError for a span that does not lie in the text.
        """
        if not 0 <= start <= end <= len(self._text):
            raise IndexError(
                f"span ({start}, {end}) is not inside a text of {len(self._text)} characters"
            )
        if self._text.isascii() and self._facts.map is None:
            return start, end
        byte_map = self._map()
        first = byte_map.start_byte(self._text, start)
        return first, first if start == end else max(first, byte_map.end_byte(self._text, end))

    def restore(self, text: str | None = None) -> bytes:
        """The input, to the byte, from the text and the recorded map alone.

        ``text`` may pass the text back where the caller holds the only copy; raises
        ConfigError if it differs from the decoded text (the map fits that text only).
        """
        if text is not None and text != self._text:
            raise ConfigError(
                "restore() was given another text; pass the decoded text itself, or nothing"
            )
        if self._facts.map is None:
            return self._text.encode()
        return self._facts.map.restore(self._text)

    def detection(self) -> Detection:
        """The same answer without the text."""
        return Detection(
            self.encoding,
            self.how,
            self.confidence,
            self.language,
            self.segments,
            self.damage,
            self.candidates,
        )

    def _map(self) -> ByteMap:
        """The map; for clean UTF-8 it is made on the first call and kept."""
        byte_map = self._facts.map
        if byte_map is None:
            builder = MapBuilder()
            n_bytes = len(self._text.encode())
            builder.regular(self._text, n_bytes, "utf-8")
            byte_map = builder.finish()[1]
            segment = Segment(0, n_bytes, 0, len(self._text), "utf-8")
            self._facts = replace(
                self._facts, map=byte_map, segments=(segment,) if self._text else ()
            )
        return byte_map

    def __eq__(self, other: object) -> bool:
        """Equal if text and facts are; the map follows from them."""
        if not isinstance(other, Decoded):
            return NotImplemented
        return self._text == other._text and self.detection() == other.detection()

    def __hash__(self) -> int:
        """Hash of the text and its encoding."""
        return hash((self._text, self._facts.encoding))

    def __repr__(self) -> str:
        """Short: never the whole text."""
        head = self._text if len(self._text) <= 24 else self._text[:23] + "…"
        facts = f"encoding={self.encoding!r}, how={self.how!r}, confidence={self.confidence:.2f}"
        return f"Decoded({head!r}, {facts})"


def make_decoded(text: str, facts: Facts) -> Decoded:
    """A ``Decoded`` of its two parts."""
    decoded = Decoded()
    decoded._text = text  # noqa: SLF001 - this is its constructor
    decoded._facts = facts  # noqa: SLF001
    return decoded
