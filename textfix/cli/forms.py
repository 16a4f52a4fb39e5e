"""The forms in which ``textfix clean`` writes a document: ``--format``.

Without one, the clean text as it stands, which is what ``-i`` and ``--diff`` work on. `text` and
`markdown` lay its paragraphs out anew; `jsonl` gives them with their kinds and places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textfix.cli.output import encode, encode_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from textfix._document import Document

__all__ = ["FORMS", "Form", "form"]

FORMS = ("text", "markdown", "jsonl")


@dataclass(frozen=True, slots=True)
class Form:
    """How a document is written.

    `render`: from the input's name and a document to bytes. `whole`: it needs the document as one,
    however large. `collects`: all documents go to one file. `between`: what parts two documents.
    """

    render: Callable[[str, Document], bytes]
    whole: bool = True
    collects: bool = False
    between: bytes = b""


def form(name: str | None, *, sentences: bool = False) -> Form:
    """The form of that name; None for the text as it stands."""
    if name == "jsonl":
        return Form(partial(_json_line, sentences=sentences), collects=True)
    if name == "markdown":
        return Form(_markdown, between=b"\n")
    if name == "text":
        return Form(partial(_text, sentences=sentences), between=b"\n")
    return Form(lambda _, document: encode(document.text), whole=False)


def _text(_: str, document: Document, *, sentences: bool) -> bytes:
    from textfix.report.rendering import as_text

    return encode(as_text(document.text, document.paragraphs, sentences=sentences))


def _markdown(_: str, document: Document) -> bytes:
    from textfix.report.rendering import as_markdown

    return encode(as_markdown(document.text, document.paragraphs))


def _json_line(name: str, document: Document, *, sentences: bool) -> bytes:
    import json  # here, so that cleaning to text does not load it

    record = {"file": name, **document.to_dict(sentences=sentences)}
    return encode_json(json.dumps(record, ensure_ascii=False) + "\n")
