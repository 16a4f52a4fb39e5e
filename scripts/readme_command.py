"""Print one of the README's two commands, so that CI runs what a reader would type.

Usage: ``python3 scripts/readme_command.py main`` or ``test``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def command(name: str) -> str:
    """The one-line shell command that the README marks with ``<!-- command: name -->``."""
    text = README.read_text(encoding="utf-8")
    found = re.search(rf"<!-- command: {re.escape(name)} -->\n```sh\n(.+)\n```", text)
    if found is None:
        raise SystemExit(f"{README}: no command is marked {name!r}")
    return found.group(1)


if __name__ == "__main__":
    print(command(sys.argv[1]))
