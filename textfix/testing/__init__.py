"""The public test kit: prove that a filter or a pipeline is harmless, without writing the laws.

Strategies generate Chinese text in either script and hostile text of any kind; damages break it in
known ways; `check_filter` and `check_pipeline` run every law of the design (docs/testing.md) and
fail with the smallest text, the rule and the edit at fault.

Needs Hypothesis: ``pip install textfix[testing]``. textfix itself never imports this package.

>>> from textfix.filters import ControlFilter
>>> check_filter(ControlFilter(), examples=5, linear=False)
"""

from __future__ import annotations

try:
    import hypothesis as _hypothesis  # noqa: F401
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    raise ImportError(
        "textfix.testing needs Hypothesis, which is not installed: pip install 'textfix[testing]'"
    ) from error

from textfix.testing.check import check_filter, check_pipeline
from textfix.testing.damage import (
    DAMAGES,
    as_mojibake,
    flip_script,
    inject_readings,
    insert_zero_width,
    narrow_width,
    repeat_caption,
    wrap,
)
from textfix.testing.strategies import (
    damaged,
    documents,
    han_text,
    hostile_text,
    latin_text,
    mixed_text,
    sentences,
    texts,
)
from textfix.testing.timing import check_linear

__all__ = [
    "DAMAGES",
    "as_mojibake",
    "check_filter",
    "check_linear",
    "check_pipeline",
    "damaged",
    "documents",
    "flip_script",
    "han_text",
    "hostile_text",
    "inject_readings",
    "insert_zero_width",
    "latin_text",
    "mixed_text",
    "narrow_width",
    "repeat_caption",
    "sentences",
    "texts",
    "wrap",
]
