"""Declarations: what the document, or whoever delivered it, says about its encoding.

HTML ``<meta>`` in both forms, the XML declaration, CSS ``@charset``, coding lines of Python,
Emacs and Vim, and the charset of an HTTP header passed by the caller. A declaration is a
prior, never an order: a third of wrong pages declare what their template declared.

What it does not do: weigh them (``_decide`` does), or parse documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textfix.decoding._labels import known

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_declared", "parse_header"]

# Bytes searched. Browsers look at the first 1024; pages with long scripts before their
# <meta> exist, and 4096 costs 3 us.
HEAD = 4096

_META = re.compile(
    rb"""<meta\s[^<>]{0,256}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_XML = re.compile(
    rb"""^\s{0,64}<\?xml\s[^<>]{0,128}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']"""
)
_CSS = re.compile(rb"""^@charset\s{0,8}["']([A-Za-z0-9_.:-]{2,40})["']""")
# PEP 263's pattern, which also reads Emacs' -*- coding: x -*- and Vim's fileencoding=x.
_LINE = re.compile(
    rb"^[^\n]{0,16}(?:#|//|/\*|;|%|--|\.\.|\"|<!--)[^\n]{0,200}?"
    rb"coding[:=][ \t]{0,8}([A-Za-z0-9_.-]{2,40})"
)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


def _labels(head: bytes) -> Iterator[bytes]:
    if b"<" in head:
        yield from (m[1] for m in (_XML.search(head), _META.search(head)) if m)
    if (match := _CSS.search(head)) is not None:
        yield match[1]
    if b"coding" in head:
        for line in head.split(b"\n", 2)[:2]:
            if (match := _LINE.search(line)) is not None:
                yield match[1]


def find_declared(data: bytes) -> str | None:
    """The codec that the first ``HEAD`` bytes declare, or None. ASCII-readable, so never UTF-16.

    >>> find_declared(b'<meta charset="gb2312">')
    'gb18030'
    """
    head = data[:HEAD]
    if (
        b"charset" not in head
        and b"CHARSET" not in head
        and b"coding" not in head
        and b"harset" not in head
    ):
        return None
    for label in _labels(head):
        codec = known(label.decode("ascii"))
        if codec is not None:
            # The declaration was read as ASCII, so the file is not in 16-bit units.
            return "utf-8" if codec.startswith(("utf-16", "utf-32")) else codec
    return None


def parse_header(value: str) -> str | None:
    """The codec for a charset label or a whole Content-Type header; None if nobody knows it.

    >>> parse_header("text/html; charset=Big5"), parse_header("gbk"), parse_header("x")
    ('big5hkscs', 'gb18030', None)
    """
    match = _HEADER.search(value)
    return known(match[1] if match else value.strip())
