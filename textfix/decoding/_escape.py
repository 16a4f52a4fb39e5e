"""Escape-coded text: HZ and the ISO-2022 family, which hide hanzi in seven-bit bytes.

Their announcements (``ESC $ B``, ``~{``) also occur in terminal logs, source code and prose
about encodings. So an announcement only proposes; what it wraps must decode, strictly, to
East Asian characters. What this module does not do: look at files with bytes over 7F.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["find_escape"]

# Bytes looked at from the first announcement on; a file that opens with this much real HZ is HZ.
WINDOW = 1 << 16

# Announcement -> codecs to try, narrowest first.
_ANNOUNCED: tuple[tuple[re.Pattern[bytes], tuple[str, ...]], ...] = (
    (re.compile(rb"\x1b\$\)C"), ("iso2022_kr",)),
    (re.compile(rb"\x1b\$[)*+][AEGHI-M]"), ("iso2022_cn",)),
    (
        re.compile(rb"\x1b(?:\$[@AB]|\$\([@BCDOPQ]|\([IJ])"),
        ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2", "iso2022_jp_2004"),
    ),
)
# "~{" with whole pairs inside; the closing "~}" may be cut off at the end or left to a line end.
_HZ = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e]){1,4096})(?:~\}|[\r\n]|.?\Z)", re.DOTALL)
_EAST = re.compile(
    "[\xb7\u2010-\u2027\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]"
)
_WORDS = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f]")

# Bytes per escape that ISO-2022-CN has at least, on average: a designation and a shift (five bytes)
# hold for a line. Denser ones are no text, and slow to read: our codec is written in Python.
PER_ESCAPE = 12

# Of the wrapped characters this share must be East Asian: GB 2312 also holds Greek, Cyrillic
# and box drawing, which is what wrapped program text comes out as.
EAST_SHARE = 0.8


def find_escape(data: bytes) -> str | None:
    """The escape-coded encoding of seven-bit ``data``, or None.

    >>> find_escape(b"~{VPND~}"), find_escape(b"use ~{nm} here")
    ('hz', None)
    """
    escape = data.find(b"\x1b")
    if escape >= 0:
        window = data[escape : escape + WINDOW]
        for pattern, names in _ANNOUNCED:
            if pattern.search(window) is not None:
                for name in names:
                    if _reads(window, name, len(data) > escape + WINDOW):
                        return name
    tilde = data.find(b"~{")
    if tilde >= 0 and _is_hz(data[tilde : tilde + WINDOW]):
        return "hz"
    return None


def _reads(window: bytes, name: str, cut: bool) -> bool:
    """True if ``window`` decodes (its end may be cut) into mostly East Asian characters."""
    if name == "iso2022_cn" and window.count(b"\x1b$") * PER_ESCAPE > len(window) + PER_ESCAPE * 4:
        return False
    try:
        decoder = codecs.getincrementaldecoder(name)()
        text = decoder.decode(window, False)
    except (LookupError, UnicodeError):
        return False
    return _plausible(text)


def _plausible(text: str) -> bool:
    if text.isascii():  # nothing is wrapped: four looks at 64 kB of shifts cost more than the rest
        return False
    wrapped = [c for c in text if not c.isascii()]
    return bool(_WORDS.search(text)) and sum(
        map(bool, map(_EAST.match, wrapped))
    ) >= EAST_SHARE * len(wrapped)


def _is_hz(window: bytes) -> bool:
    good: list[str] = []
    bad = 0
    for match in _HZ.finditer(window):
        try:
            good.append(bytes(b | 0x80 for b in match[1]).decode("gb2312"))
        except UnicodeDecodeError:
            bad += 1
    # More "~{" that wrap nothing than that wrap hanzi: a text about something else.
    return (
        len(good) > window.count(b"~{") - len(good)
        and bad <= len(good) // 16
        and _plausible("".join(good))
    )
