"""Characters that do not show, made visible: for what is printed about a text.

What is printed about a hostile text must not act on the terminal it is printed on (escape
sequences, bidi overrides), and an edit that removes U+200B ZERO WIDTH SPACE must show something.
It is never used on a text's own output.
"""

from __future__ import annotations

__all__ = ["shorten", "visible"]

_NEWLINE = "\N{RETURN SYMBOL}"  # U+23CE, one cell wide in most terminals


def visible(text: str, keep: str = "") -> str:
    """The text with unprintable characters as ``<U+200B>`` and newlines as U+23CE; `keep` as is.

    >>> visible("a\\u200bb\\x1b[1m\\n")
    'a<U+200B>b<U+001B>[1m⏎'
    """
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or char in keep
        else _NEWLINE
        if char == "\n"
        else f"<U+{ord(char):04X}>"
        for char in text
    )


def shorten(text: str, limit: int) -> str:
    """At most about `limit` characters: the beginning, the end, and how many there are.

    >>> shorten("甲乙丙丁戊己庚辛壬癸", 4)
    '甲乙…壬癸 (10 characters)'
    """
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}…{text[-half:]} ({len(text)} characters)"
