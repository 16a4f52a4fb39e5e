"""Start-up: `textfix --help` against importing click, one page against importing the tools."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TARGETS", "report"]

_NO_CACHE = "PYTHONDONTWRITEBYTECODE"
# Issue 2: at most this many times as long as the bare import.
TARGETS = {"help": 3.0, "clean": 2.5}


def report(sample: Path, rounds: int) -> bool:
    """Print the table; whether both ratios are met. Wall time, best of `rounds`, in turn."""
    python = sys.executable
    commands = {
        "import click": [python, "-c", "import click"],
        "help": [python, "-m", "textfix", "--help"],
        "import tools": [python, "-c", "import numpy, opencc, regex"],
        "clean": [python, "-m", "textfix", "clean", "--no-config", str(sample)],
    }
    # Byte code is cached, as after any installation: of a checkout only if nothing forbids it.
    environment = {key: value for key, value in os.environ.items() if key != _NO_CACHE}
    for command in commands.values():
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            best[name] = min(best[name], time.perf_counter() - start)
    ratios = {
        "help": best["help"] / best["import click"],
        "clean": best["clean"] / best["import tools"],
    }
    for name, seconds in best.items():
        print(f"{name:13} {seconds * 1e3:6.0f} ms")
    for name, ratio in ratios.items():
        print(f"{name} takes {ratio:.2f} x the bare import (at most {TARGETS[name]})")
    return all(ratio <= TARGETS[name] for name, ratio in ratios.items())
