"""The filters, one module or folder each: text in, proposed edits out.

Names are resolved on first use, so that one filter's libraries are not loaded for another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textfix.filters.boilerplate import BoilerplateFilter
    from textfix.filters.caption import CaptionFilter
    from textfix.filters.control import ControlFilter
    from textfix.filters.duplicate import DuplicateFilter
    from textfix.filters.extent import ExtentFilter
    from textfix.filters.gloss import GlossFilter
    from textfix.filters.mojibake import MojibakeFilter
    from textfix.filters.script import ScriptFilter
    from textfix.filters.space import SpaceFilter
    from textfix.filters.width import WidthFilter

__all__ = [
    "BoilerplateFilter",
    "CaptionFilter",
    "ControlFilter",
    "DuplicateFilter",
    "ExtentFilter",
    "GlossFilter",
    "MojibakeFilter",
    "ScriptFilter",
    "SpaceFilter",
    "WidthFilter",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = import_module(f"textfix.filters.{name.removesuffix('Filter').lower()}")
    return getattr(module, name)
