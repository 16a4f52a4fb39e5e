"""``textfix --version -v``: the libraries at work, and whether our tables fit OpenCC's.

Conversion is fast where the installed OpenCC is the one that the tables under ``rules/script/``
came from; with any other it is OpenCC itself, and here is where one finds out.
"""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["libraries"]

_NAMES = ("opencc", "ftfy", "chardet", "regex", "numpy", "click")


def libraries() -> Iterator[str]:
    """A line for Python and each library, OpenCC's with what it means for conversion."""
    yield f"python {platform.python_version()}"
    for name in _NAMES:
        try:
            found = version(name)
        except PackageNotFoundError:
            yield f"{name} is not installed"
            continue
        yield f"{name} {found}" + (f": {_tables()}" if name == "opencc" else "")


def _tables() -> str:
    from textfix.filters.script import tables_hold, tables_version

    if tables_hold():
        return "conversion by our tables"
    return (
        f"conversion by OpenCC itself, slower: our tables are of OpenCC {tables_version()}, and "
        f"these dictionaries are others"
    )
