"""What a person sees on a terminal, and does not see anywhere else."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import time

import pytest

from tests.cli.samples import DIRTY, ROOT
from textfix.cli import progress

pty = pytest.importorskip("pty")


def on_terminal(*args, stderr_too=False, stdin=None, env=None, feed=None):
    """What the command prints on a terminal of 100 columns: (code, output)."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    child = subprocess.Popen(
        [sys.executable, "-m", "textfix", *args],
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if stderr_too else theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **(env or {})},
    )
    os.close(theirs)
    if feed is not None:
        feed(child)
    output = b""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([ours], [], [], 1)[0]:
            continue
        try:
            data = os.read(ours, 65536)
        except OSError:  # the terminal's other side is closed
            break
        if not data:
            break
        output += data
    os.close(ours)
    return child.wait(30), output.decode()


@pytest.fixture
def file(work):
    (work / "a.txt").write_text(DIRTY)
    return "a.txt"


@pytest.mark.parametrize("command", [["clean", "--diff"], ["explain"], ["detect"], ["filters"]])
def test_colours_only_on_a_terminal_and_not_with_no_color(cli, file, command):
    args = [*command, file] if command != ["filters"] else command
    assert "\x1b[" not in cli(*args).out
    code, output = on_terminal(*args)
    assert code == 0
    assert "\x1b[" in output
    _, plain = on_terminal(*args, env={"NO_COLOR": "1"})
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", plain)
    assert "\x1b[1;3" not in plain
    if command != ["filters"]:
        assert "a.txt" in plain


def test_tables_are_drawn_on_a_terminal(file):
    _, output = on_terminal("detect", file, env={"NO_COLOR": "1"})
    lines = [line.rstrip() for line in output.replace("\r", "").splitlines() if line.strip()]
    assert re.match(r"\s*file +encoding +confidence +how", re.sub(r"\x1b\[[\d;]*m", "", lines[0]))
    assert any("───" in line for line in lines)
    assert "\t" not in output


def test_a_file_name_does_not_act_on_the_terminal(work):
    name = "[bold]\x1b[2J.txt"
    (work / name).write_text(DIRTY)
    for command in (["detect"], ["explain"], ["clean", "--diff"]):
        _, output = on_terminal(*command, name)
        assert "\x1b[2J" not in output
        assert "[bold]<U+001B>[2J.txt" in output


def test_progress_comes_after_a_second_and_goes(work):
    def feed(child):
        for _ in range(2):
            child.stdin.write(b"ok\n" * 2_000_000)
            child.stdin.flush()
            time.sleep(1.1)
        child.stdin.close()

    many = [f"{n}.txt" for n in range(3)]
    for name in many:
        (work / name).write_text("ok\n")
    # a.txt is slow to come: progress is due when it and those after it are done
    code, output = on_terminal(
        "clean", "-", *many, stderr_too=True, stdin=subprocess.PIPE, feed=feed
    )
    assert code == 0
    assert re.search(r"\r\x1b\[2K12 MB, \d of 4 files: ", output)
    assert output.endswith("\r\x1b[2K")


class Terminal(io.StringIO):
    """A stderr that a person watches, or not."""

    def __init__(self, watched=True):
        super().__init__()
        self.watched = watched

    def isatty(self):
        return self.watched

    def fileno(self):
        return 2


def shown(monkeypatch, steps, *, watched=True, beside_text=False, term="xterm"):
    """What is shown of steps, each (seconds since the start, name, bytes, whether done)."""
    clock = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: clock[0])
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((30, 40)))
    monkeypatch.setattr(sys, "stderr", Terminal(watched))
    monkeypatch.setenv("TERM", term)
    line = progress.Progress(3, beside_text=beside_text)
    for clock[0], name, size, done in steps:
        line.step(name, size, done=done)
    line.clear()
    return sys.stderr.getvalue()


def test_progress_waits_a_second_and_does_not_flicker(monkeypatch):
    clear = "\r\x1b[2K"
    assert shown(monkeypatch, [(0.5, "a", 10**6, True), (0.99, "b", 10**6, True)]) == ""
    steps = [(0.9, "a", 4_000_000, True), (1.1, "b", 10**6, False), (1.15, "b", 10**6, True)]
    assert shown(monkeypatch, steps) == f"{clear}5 MB, 1 of 3 files: b{clear}"
    steps.append((1.3, "漢\x1b字漢字漢字", 10**6, True))
    second = f"{clear}7 MB, 3 of 3 files: 漢字漢字{clear}"
    assert shown(monkeypatch, steps) == f"{clear}5 MB, 1 of 3 files: b{second}"


def test_progress_is_for_a_person_only(monkeypatch):
    steps = [(2.0, "a", 10**6, True)]
    assert shown(monkeypatch, steps)
    assert not shown(monkeypatch, steps, watched=False)
    assert not shown(monkeypatch, steps, beside_text=True)
    assert not shown(monkeypatch, steps, term="dumb")


def test_a_quick_run_shows_no_progress(file):
    assert on_terminal("clean", file, stderr_too=True) == (0, "")


def test_progress_stays_off_the_terminal_that_shows_the_text(cli, file, monkeypatch):
    asked = []
    real = progress.Progress
    monkeypatch.setattr(
        "textfix.cli.run.Progress", lambda n, **given: asked.append(given) or real(n, **given)
    )
    monkeypatch.setattr("textfix.cli.output.Stdout.is_terminal", True)
    cli("clean", file)
    cli("clean", "--format", "jsonl", file)
    cli("clean", "--diff", file)
    cli("clean", "-i", file)
    assert [given["beside_text"] for given in asked] == [True, True, True, False]


def test_a_keyboard_is_told_how_to_end():
    ours, theirs = pty.openpty()

    def feed(child):
        time.sleep(0.5)
        os.write(ours, b"ok\n\x04")

    code, output = on_terminal("clean", stdin=theirs, feed=feed)
    os.close(ours)
    os.close(theirs)
    assert code == 0
    assert "end with Ctrl-D" in output
    assert output.endswith("ok\r\n")
