"""The script filter: traditional and simplified Chinese, told apart, converted, made one.

`ScriptFilter` makes a mixed text one script by evidence; `convert` is OpenCC's plain conversion in
one direction, faster; `script` says which script a text is in,
`script_spans` which its clauses are. ``docs/script.md`` has the figures.

Importing this loads NumPy, but not OpenCC.
"""

from __future__ import annotations

from textfix.filters.script._detect import Label, Script
from textfix.filters.script._fast import convert
from textfix.filters.script._filter import ScriptFilter
from textfix.filters.script._fingerprint import tables_hold, tables_version
from textfix.filters.script._spans import ScriptSpan, ScriptSpans, script, script_spans
from textfix.filters.script._userwords import WordsSource, frozen_words

__all__ = [
    "Label",
    "Script",
    "ScriptFilter",
    "ScriptSpan",
    "ScriptSpans",
    "WordsSource",
    "convert",
    "frozen_words",
    "script",
    "script_spans",
    "tables_hold",
    "tables_version",
]
