"""Rules are data: where `rules/` lies, and how its packs are read.

`rules/` stands at the top of the repository, ships inside the wheel as ``textfix/rules``, and is
found in both places, so that an editable checkout reads the files that are being edited.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from textfix._errors import RuleError

__all__ = ["rules_dir"]


@cache
def rules_dir() -> Path:
    """The folder of rules, tables and presets that came with this textfix.

    Raises:
        RuleError: if the installation lacks it.

    >>> (rules_dir() / "presets" / "default.toml").is_file()
    True
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "rules", here.parent / "rules"):
        if (folder / "presets").is_dir():
            return folder
    raise RuleError(f"no rules folder beside {here}: textfix is installed wrongly; reinstall it")
