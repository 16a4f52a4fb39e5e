"""The byte map: how code points of a decoded text lie over the bytes of its input.

Why not an offset per character: 8 bytes a character for the one question in a thousand that
asks. A map is a row of *runs*. A regular run is re-encoded by its codec to give its bytes
back; an irregular one (byte-order mark, damage, a byte sequence whose character re-encodes
differently) keeps its bytes verbatim. So the map restores the input without holding it, and
a position inside a run is found by re-encoding at most ``ANCHOR`` characters.

What it does not do: decide which runs are regular (``_reading`` does, and verifies it).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right

__all__ = ["ByteMap", "MapBuilder"]

# Characters between two anchors of a run. Measured on 10 MB of UTF-8 Chinese, 20 k random
# look-ups: 1.3 us each at 256, 2.0 at 1024, 5 at 4096; building the anchors costs 9 ms at 1024.
ANCHOR = 1024

# Bytes per code point of the codecs whose characters all have one width.
_FIXED = {"utf-32-le": 4, "utf-32-be": 4}


class ByteMap:
    """Runs in columns; immutable but for the lazily built anchors (a cache, safe to race)."""

    __slots__ = (
        "_anchors",
        "byte_starts",
        "codecs",
        "kinds",
        "n_bytes",
        "n_chars",
        "raw",
        "raw_starts",
        "starts",
    )

    def __init__(
        self,
        byte_starts: array[int],
        starts: array[int],
        kinds: array[int],
        codecs: tuple[str, ...],
        raw: bytes,
        raw_starts: array[int],
        n_bytes: int,
        n_chars: int,
    ) -> None:
        """Take the columns; ``kinds`` indexes ``codecs``, -1 means bytes kept in ``raw``."""
        self.byte_starts = byte_starts
        self.starts = starts
        self.kinds = kinds
        self.codecs = codecs
        self.raw = raw
        self.raw_starts = raw_starts
        self.n_bytes = n_bytes
        self.n_chars = n_chars
        self._anchors: dict[int, array[int]] = {}

    def restore(self, text: str) -> bytes:
        """Give the input bytes back from the text and this map alone."""
        parts: list[bytes] = []
        starts, kinds = self.starts, self.kinds
        for i, kind in enumerate(kinds):
            if kind < 0:
                parts.append(self.raw[self.raw_starts[i] : self.raw_starts[i + 1]])
            else:
                end = starts[i + 1] if i + 1 < len(starts) else self.n_chars
                whole = starts[i] == 0 and end == len(text)
                parts.append((text if whole else text[starts[i] : end]).encode(self.codecs[kind]))
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def start_byte(self, text: str, pos: int) -> int:
        """Byte offset at which the character at ``pos`` begins (after bytes without text)."""
        if pos >= self.n_chars:
            return self._offset(text, len(self.starts) - 1, self.n_chars) if self.starts else 0
        i = bisect_right(self.starts, pos) - 1
        return self.byte_starts[i] if self.kinds[i] < 0 else self._offset(text, i, pos)

    def end_byte(self, text: str, pos: int) -> int:
        """Byte offset at which the character before ``pos`` ends (before bytes without text)."""
        if pos <= 0:
            return 0
        i = bisect_right(self.starts, pos - 1) - 1
        return self._run_end(i) if self.kinds[i] < 0 else self._offset(text, i, pos)

    def _run_end(self, i: int) -> int:
        return self.byte_starts[i + 1] if i + 1 < len(self.byte_starts) else self.n_bytes

    def _offset(self, text: str, i: int, pos: int) -> int:
        """Byte offset of ``pos`` inside, or at the end of, run ``i``."""
        base, start, kind = self.byte_starts[i], self.starts[i], self.kinds[i]
        if pos == start:
            return base
        end = self.starts[i + 1] if i + 1 < len(self.starts) else self.n_chars
        if pos == end or kind < 0:
            return self._run_end(i)
        if self._run_end(i) - base == end - start:  # one byte a character
            return base + pos - start
        codec = self.codecs[kind]
        if codec in _FIXED:
            return base + (pos - start) * _FIXED[codec]
        if pos - start < ANCHOR:
            return base + len(text[start:pos].encode(codec))
        anchors = self._anchors.get(i)
        if anchors is None:
            anchors = array("q", [base])
            for at in range(start, end, ANCHOR):
                base += len(text[at : min(at + ANCHOR, end)].encode(codec))
                anchors.append(base)
            self._anchors[i] = anchors
        k = (pos - start) // ANCHOR
        return anchors[k] + len(text[start + k * ANCHOR : pos].encode(codec))


class MapBuilder:
    """Collects text and runs in reading order; adjacent regular runs of a codec are joined."""

    __slots__ = (
        "_codecs",
        "_parts",
        "_raw",
        "byte_starts",
        "damage",
        "kinds",
        "n_bytes",
        "n_chars",
        "raw_starts",
        "starts",
    )

    def __init__(self) -> None:
        """Start empty, at byte 0 and code point 0."""
        self._parts: list[str] = []
        self._raw = bytearray()
        self._codecs: dict[str, int] = {}
        self.byte_starts = array("q")
        self.starts = array("q")
        self.kinds = array("b")
        self.raw_starts = array("q")
        self.damage: list[tuple[int, int, int, int, str]] = []
        self.n_bytes = 0
        self.n_chars = 0

    def regular(self, text: str, n_bytes: int, codec: str) -> None:
        """Add ``text`` whose encoding in ``codec`` is exactly the next ``n_bytes`` input bytes."""
        if not n_bytes:
            return
        kind = self._codecs.setdefault(codec, len(self._codecs))
        if not self.kinds or self.kinds[-1] != kind:
            self._open(kind)
        self._advance(text, n_bytes)

    def irregular(self, text: str, raw: bytes, action: str | None = None) -> None:
        """Add ``text`` for ``raw``, whose bytes are kept; ``action`` makes it a damage."""
        if not raw:
            return
        self._open(-1)
        self._raw += raw
        if action is not None:
            self.damage.append(
                (
                    self.n_bytes,
                    self.n_bytes + len(raw),
                    self.n_chars,
                    self.n_chars + len(text),
                    action,
                )
            )
        self._advance(text, len(raw))

    def trailing(self, text: str, action: str | None) -> None:
        """Add text that the bytes already added give only at the end of input (a cut sequence)."""
        if action is not None:
            self.damage.append(
                (self.n_bytes, self.n_bytes, self.n_chars, self.n_chars + len(text), action)
            )
        if not self.kinds or self.kinds[-1] >= 0:
            self._open(-1)
        self._advance(text, 0)

    def _open(self, kind: int) -> None:
        self.byte_starts.append(self.n_bytes)
        self.starts.append(self.n_chars)
        self.kinds.append(kind)
        self.raw_starts.append(len(self._raw))

    def _advance(self, text: str, n_bytes: int) -> None:
        self._parts.append(text)
        self.n_bytes += n_bytes
        self.n_chars += len(text)

    def finish(self) -> tuple[str, ByteMap]:
        """Return the text and its map."""
        text = self._parts[0] if len(self._parts) == 1 else "".join(self._parts)
        self.raw_starts.append(len(self._raw))
        return text, ByteMap(
            self.byte_starts,
            self.starts,
            self.kinds,
            tuple(self._codecs),
            bytes(self._raw),
            self.raw_starts,
            self.n_bytes,
            self.n_chars,
        )
