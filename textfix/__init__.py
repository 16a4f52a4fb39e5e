"""textfix: dirty Chinese text in, clean text in typed paragraphs out, with receipts.

The names below are the public ones. Each is loaded on first use: ``import textfix`` by itself
loads no NumPy, OpenCC, ftfy, chardet or rich (law: `tests/test_imports.py`).

>>> import textfix
>>> textfix.clean("長(cháng)沙市的會(huì )議開(kāi)了。")
'長沙市的會議開了。'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textfix._api import (
        clean,
        clean_many,
        clean_stream,
        fix,
        fix_many,
        fix_stream,
    )
    from textfix._charclass import CharClass
    from textfix._document import Document
    from textfix._edits import Applicability, Edit, Edits, Tag
    from textfix._errors import ConfigError, DecodeError, EditError, RuleError, TextfixError
    from textfix._filter import Filter
    from textfix._pipeline import Pipeline, load_pipeline
    from textfix._text import Text
    from textfix.decoding import decode, detect
    from textfix.filters.script import ScriptSpan, script, script_spans
    from textfix.segmenting import Paragraph, segment

__version__ = "0.1.0"

_HOME = {
    "clean": "textfix._api",
    "clean_many": "textfix._api",
    "clean_stream": "textfix._api",
    "fix": "textfix._api",
    "fix_many": "textfix._api",
    "fix_stream": "textfix._api",
    "decode": "textfix.decoding",
    "detect": "textfix.decoding",
    "segment": "textfix.segmenting",
    "script": "textfix.filters.script",
    "script_spans": "textfix.filters.script",
    "load_pipeline": "textfix._pipeline",
    "Pipeline": "textfix._pipeline",
    "Filter": "textfix._filter",
    "CharClass": "textfix._charclass",
    "Text": "textfix._text",
    "Tag": "textfix._edits",
    "Document": "textfix._document",
    "Edit": "textfix._edits",
    "Edits": "textfix._edits",
    "Applicability": "textfix._edits",
    "Paragraph": "textfix.segmenting",
    "ScriptSpan": "textfix.filters.script",
    "TextfixError": "textfix._errors",
    "ConfigError": "textfix._errors",
    "DecodeError": "textfix._errors",
    "EditError": "textfix._errors",
    "RuleError": "textfix._errors",
}

__all__ = [
    "Applicability",
    "CharClass",
    "ConfigError",
    "DecodeError",
    "Document",
    "Edit",
    "EditError",
    "Edits",
    "Filter",
    "Paragraph",
    "Pipeline",
    "RuleError",
    "ScriptSpan",
    "Tag",
    "Text",
    "TextfixError",
    "clean",
    "clean_many",
    "clean_stream",
    "decode",
    "detect",
    "fix",
    "fix_many",
    "fix_stream",
    "load_pipeline",
    "script",
    "script_spans",
    "segment",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'textfix' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
