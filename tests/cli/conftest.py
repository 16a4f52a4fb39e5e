"""A working folder of its own for every test, and the command line run in it, in two ways.

`cli` runs `main` in this process: fast, and parts can be replaced. `process` runs
``python -m textfix`` as the shell does: for pipes, signals and what happens at exit.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.cli.samples import PRESET, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable


class Result(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str
    raw: bytes


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with settings that choose a small preset: these tests test no filter."""
    folder = tmp_path / "work"
    folder.mkdir()
    (tmp_path / "own.toml").write_text(PRESET)
    (tmp_path / "textfix.toml").write_text('preset = "own.toml"\n')
    monkeypatch.chdir(folder)
    for name in ("NO_COLOR", "TEXTFIX_TRACEBACK", "_TEXTFIX_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def cli(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """`main` with these arguments; `stdin` are the bytes that it reads there."""
    from textfix.cli import main

    def run(*args: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        code = main([os.fspath(arg) if isinstance(arg, Path) else str(arg) for arg in args])
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode(), err.decode(), out)

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.Popen[bytes]]:
    """``python -m textfix`` with these arguments, started; pipes unless told otherwise."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*args: object, **given: Any) -> subprocess.Popen[bytes]:
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **given.pop("env", {})}
        command = [sys.executable, "-m", "textfix", *map(str, args)]
        started.append(subprocess.Popen(command, env=environment, **{**pipes, **given}))
        return started[-1]

    yield start
    for item in started:
        item.kill()
        item.wait()
        for pipe in (item.stdin, item.stdout, item.stderr):
            if pipe is not None:
                pipe.close()
