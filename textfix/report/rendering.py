"""A document's paragraphs as plain text and as Markdown.

Plain text has a blank line between paragraphs. Lines of verse, lists, tables and dialogue that
stood line by line still do. Markdown makes headings of titles and headings, items of lists, tables
of rows with cells, and escapes what Markdown would take for its own.

What it does not do: guess levels (the first title is the only level 1), links, emphasis.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textfix.segmenting import Paragraph

__all__ = ["as_markdown", "as_text"]

# Kinds whose lines belong together unless a blank line parts them.
_RUNS = frozenset({"list", "verse", "table", "dialogue"})
_LIGHT = frozenset({"deck", "byline", "dateline", "credit", "caption"})
_SPECIAL = re.compile(r"[\\`*_\[\]<]")
_LEADING = re.compile(r"([#>+|=~-])|(\d{1,9})([.)])(?=\s|$)")
_BULLET = re.compile(r"[-*+•·●○■□◆◇▪◦►➢✓]\s+")
_NUMBER = re.compile(r"(\d{1,3})[.．、)）]\s*")
_CELLS = re.compile(r"\t|[|│┃｜]| {3,}|\u3000{2,}")


def as_text(source: str, paragraphs: Sequence[Paragraph], *, sentences: bool = False) -> str:
    """The paragraphs of `source`, a blank line between them; with `sentences`, one a line.

    >>> from textfix.segmenting import segment
    >>> text = "江城新事\\n老街修好了。路也通了。\\n"
    >>> print(as_text(text, segment(text), sentences=True), end="")
    江城新事
    <BLANKLINE>
    老街修好了。
    路也通了。
    """
    return _joined(
        [
            "\n".join(
                "\n".join(sentence.text for sentence in item.sentences())
                if sentences
                else item.text
                for item in group
            )
            for group in _groups(source, paragraphs)
        ]
    )


def as_markdown(source: str, paragraphs: Sequence[Paragraph]) -> str:
    r"""The paragraphs of `source` as a Markdown document.

    >>> from textfix.segmenting import segment
    >>> text = "江城新事\n老街*修好*了。\n感想\n路也通了，車也能開到碼頭上了。\n"
    >>> print(as_markdown(text, segment(text)), end="")
    # 江城新事
    <BLANKLINE>
    老街\*修好\*了。
    <BLANKLINE>
    ## 感想
    <BLANKLINE>
    路也通了，車也能開到碼頭上了。
    """
    blocks: list[str] = []
    titled = False
    for group in _groups(source, paragraphs):
        kind = group[0].kind
        if kind == "table":
            blocks.append(_table([item.text for item in group]))
        elif kind == "list":
            blocks.append("\n".join(_item(item.text) for item in group))
        elif kind in _RUNS:
            # A backslash at a line's end keeps the break.
            blocks.append("\\\n".join(_escaped(item.text) for item in group))
        elif kind == "title" and not titled:
            titled = True
            blocks.append(f"# {_escaped(group[0].text)}")
        elif kind in ("title", "heading"):
            blocks.append(f"## {_escaped(group[0].text)}")
        elif kind in _LIGHT:
            blocks.append(f"*{_escaped(group[0].text)}*")
        else:
            blocks.append(_escaped(group[0].text))
    return _joined(blocks)


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _groups(source: str, paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs one by one; lines of a verse, a list and the like together."""
    group: list[Paragraph] = []
    for item in paragraphs:
        together = group and item.kind in _RUNS and item.kind == group[-1].kind
        if together and source.count("\n", group[-1].end, item.start) == 1:
            group.append(item)
            continue
        if group:
            yield group
        group = [item]
    if group:
        yield group


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    leading = _LEADING.match(text)
    if leading is None:
        return text
    at = leading.start(1) if leading[1] else leading.start(3)
    return f"{text[:at]}\\{text[at:]}"


def _item(text: str) -> str:
    """An item with a marker that Markdown knows; 一、 and ① stay what they are."""
    if bullet := _BULLET.match(text):
        return f"- {_escaped(text[bullet.end() :])}"
    if number := _NUMBER.match(text):
        return f"{number[1]}. {_escaped(text[number.end() :])}"
    return f"- {_escaped(text)}"


def _table(rows: list[str]) -> str:
    """Rows of cells; the first one is the head, as Markdown wants one."""
    cells = [[cell.strip() for cell in _CELLS.split(row.strip("|│┃｜ "))] for row in rows]
    width = max(map(len, cells))
    lines = [
        "| "
        + " | ".join(_SPECIAL.sub(r"\\\g<0>", cell) for cell in row + [""] * (width - len(row)))
        + " |"
        for row in cells
        if not all(re.fullmatch(r":?-+:?|", cell) for cell in row)  # the rule below a head
    ]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]) if lines else ""
