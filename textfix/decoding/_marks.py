"""Byte-order marks: the first bytes that name their encoding.

UTF-8, UTF-16 and UTF-32 in both orders, and GB18030's rare ``84 31 95 33``. Only the leading
mark is taken off; U+FEFF inside a text is left for a filter. It does not look at the rest.
"""

from __future__ import annotations

__all__ = ["find_mark", "mark_of"]

# Longest first: the UTF-32-LE mark begins with the UTF-16-LE one.
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def find_mark(data: bytes) -> tuple[int, str] | None:
    """Length in bytes and encoding of a leading mark, or None.

    >>> find_mark(b"\\xef\\xbb\\xbfabc")
    (3, 'utf-8')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # FF FE 00 00 is also UTF-16-LE text that begins with a NUL; only a file whose
            # length is a multiple of four can be UTF-32.
            if encoding == "utf-32-le" and len(data) % 4:
                continue
            return len(mark), encoding
    return None


def mark_of(data: bytes, encoding: str) -> int:
    """Length of the leading mark of ``encoding`` itself, 0 if there is none."""
    for mark, name in _MARKS:
        if name == encoding and data.startswith(mark):
            return len(mark)
    return 0
