"""Start-up as a ratio to the bare imports; memory of a large file. CPU time, best of several."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.samples import ROOT

ARTICLE = ROOT / "fixtures" / "wild" / "injected_article.txt"


def best(*args: str, rounds: int) -> float:
    """Least CPU seconds of a Python process; bytecode is cached, as in an installation."""
    times = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(Path.cwd() / "bytecode")
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *args], check=True, stdout=subprocess.PIPE, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def test_help_takes_at_most_three_times_the_import_of_click():
    bare = best("-c", "import click", rounds=6)
    assert best("-m", "textfix", "--help", rounds=6) <= 3 * bare


@pytest.mark.slow
def test_cleaning_a_page_takes_at_most_two_and_a_half_times_the_import_of_its_tools():
    bare = best("-c", "import numpy, opencc, regex", rounds=15)
    assert best("-m", "textfix", "clean", "--no-config", str(ARTICLE), rounds=15) <= 2.5 * bare


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--to", "simplified"], ["--diff"]])
def test_a_large_file_is_cleaned_within_400_mb(work, options):
    article = ARTICLE.read_bytes()
    with (work / "big.txt").open("wb") as file:
        while file.tell() < 200_000_000:
            file.write(b"%d\n" % file.tell() + article)  # no two copies are quite alike
    command = [sys.executable, "-m", "textfix", "clean", "--no-config", *options, "big.txt"]
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    assert usage.ru_maxrss / 1024 < 400
