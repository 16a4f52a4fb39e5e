"""The public test kit: prove that a filter, a rule pack or a converter is harmless.

Strategies generate Chinese text in either script and hostile text of any kind; damages break it in
known ways; `check_filter`, `check_pipeline`, `check_rules` and `check_conversion` ask every law
(docs/testing.md) and fail with the smallest text, the rule and the edit at fault.

What generates text needs Hypothesis: ``pip install 'textfix[testing]'``. Damages do not, and are
loaded without it: each name here is loaded on first use. textfix itself never imports this package.

>>> from textfix.filters import ControlFilter
>>> check_filter(ControlFilter(), examples=5, linear=False)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textfix.testing.bytedamage import as_mojibake, mix_encodings, shift_bytes
    from textfix.testing.check import check_filter, check_pipeline
    from textfix.testing.chinese import documents, han_text, sentences
    from textfix.testing.conversion import check_conversion
    from textfix.testing.damage import (
        DAMAGES,
        flip_script,
        inject_readings,
        insert_zero_width,
        narrow_width,
        repeat_caption,
        wrap,
    )
    from textfix.testing.packs import check_rules
    from textfix.testing.strategies import (
        damaged,
        hostile_text,
        latin_text,
        mixed_text,
        texts,
    )
    from textfix.testing.timing import check_linear
    from textfix.testing.vocabulary import sweep

_HOME = {
    "DAMAGES": "damage",
    "as_mojibake": "bytedamage",
    "check_conversion": "conversion",
    "check_filter": "check",
    "check_linear": "timing",
    "check_pipeline": "check",
    "check_rules": "packs",
    "damaged": "strategies",
    "documents": "chinese",
    "flip_script": "damage",
    "han_text": "chinese",
    "hostile_text": "strategies",
    "inject_readings": "damage",
    "insert_zero_width": "damage",
    "latin_text": "strategies",
    "mix_encodings": "bytedamage",
    "mixed_text": "strategies",
    "narrow_width": "damage",
    "repeat_caption": "damage",
    "sentences": "chinese",
    "shift_bytes": "bytedamage",
    "sweep": "vocabulary",
    "texts": "strategies",
    "wrap": "damage",
}

__all__ = [
    "DAMAGES",
    "as_mojibake",
    "check_conversion",
    "check_filter",
    "check_linear",
    "check_pipeline",
    "check_rules",
    "damaged",
    "documents",
    "flip_script",
    "han_text",
    "hostile_text",
    "inject_readings",
    "insert_zero_width",
    "latin_text",
    "mix_encodings",
    "mixed_text",
    "narrow_width",
    "repeat_caption",
    "sentences",
    "shift_bytes",
    "sweep",
    "texts",
    "wrap",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'textfix.testing' has no attribute {name!r}")
    from importlib import import_module

    try:
        value = getattr(import_module(f"textfix.testing.{home}"), name)
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise ImportError(
            f"textfix.testing.{name} needs Hypothesis, which is not installed: "
            "pip install 'textfix[testing]'"
        ) from error
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
