"""The entry: exit codes, one line an error, help that loads nothing, a closed or full stdout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.samples import ROOT
from textfix import __version__

HEAVY = {"numpy", "opencc", "ftfy", "chardet", "rich", "regex"}


def imported(*args: str) -> set[str]:
    """Top-level modules that a run of ``textfix`` with these arguments imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "textfix", *args],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    lines = re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)
    return {line.partition(".")[0] for line in lines} | set(lines)


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], ["clean", "--help"], ["explain", "-h"]]
)
def test_help_loads_nothing_heavy(args):
    found = imported(*args)
    assert "click" in found  # the listing works
    assert not found & HEAVY
    assert "importlib.metadata" not in found


def test_cleaning_plain_text_loads_neither_rich_nor_a_detector(work):
    (work / "a.txt").write_text("好的，沒事。\n")
    found = imported("clean", "a.txt")
    assert "numpy" in found
    assert not found & {"rich", "chardet", "difflib"}


def test_version(cli):
    assert cli("--version").out == f"textfix {__version__}\n"


def test_every_command_has_help_with_an_example(cli):
    for command in ("clean", "explain", "detect", "filters"):
        result = cli(command, "--help")
        assert result.code == 0
        assert result.out.count(f"\n  textfix {command}") >= 2, command


def test_no_argument_shows_help_and_is_wrong_use(cli):
    result = cli()
    assert result.code == 2
    assert "Commands:" in result.err
    assert not result.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["claen"], "no command is called 'claen'; did you mean 'clean'?"),
        (["clean", "--unknown"], "No such option"),
        (["clean", "--to", "simple"], "'simple' is not one of 'auto', 'simplified'"),
        (["clean", "--only", "glos", "x"], "no filter is called 'glos'; did you mean 'gloss'?"),
        (["clean", "--skip", "glos", "x"], "no filter is called 'glos'; did you mean 'gloss'?"),
        (
            ["clean", "--preset", "defualt", "x"],
            "no preset is called 'defualt'; did you mean 'default'?",
        ),
        (["clean", "--preset", "no.toml", "x"], "no.toml: cannot be read"),
        (["clean", "--encoding", "klingon", "x"], "unknown encoding 'klingon'; give"),
        (["clean", "--candidates", "big5,klingon", "x"], "unknown encoding 'klingon'; give"),
        (["detect", "--candidates", "klingon", "x"], "unknown encoding 'klingon'; give"),
        (["clean", "--config", "no.toml", "x"], "no.toml: cannot be read"),
        (["clean", "--config", "no.toml", "--no-config"], "contradict each other"),
        (["explain", "--limit", "-1", "x"], "-1 is not in the range"),
    ],
)
def test_wrong_use_is_code_2_and_one_line_that_helps(cli, args, said):
    result = cli(*args)
    assert result.code == 2
    assert said in result.err
    assert result.err.startswith("textfix: ")
    assert result.err.count("\n") == 1
    assert not result.out


def test_a_file_where_the_command_belongs_is_explained(cli, work):
    (work / "a.txt").write_text("好")
    assert "textfix clean a.txt" in cli("a.txt").err


def test_an_error_of_ours_is_one_line_too(cli, work, monkeypatch):
    (work / "a.txt").write_text("好")
    (work / "b.txt").write_text("好")
    monkeypatch.setattr("textfix._api.decode", lambda *_, **__: 1 / 0)
    result = cli("clean", "a.txt", "b.txt")
    assert result.code == 3
    assert result.err.count("\n") == 2
    assert "ZeroDivisionError" in result.err
    assert "Traceback" not in result.err
    monkeypatch.setenv("TEXTFIX_TRACEBACK", "1")
    assert "Traceback" in cli("clean", "a.txt").err


def test_help_into_a_closed_pipe_is_silent(process):
    read, write = os.pipe()
    os.close(read)
    child = process("--help", stdout=write)
    os.close(write)
    assert child.wait(30) == 141
    assert child.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("args", [["--help"], ["filters", "--json"], ["clean"], ["detect"]])
def test_a_full_stdout_is_one_line_and_code_3(process, work, args):
    (work / "a.txt").write_text("好")
    names = [] if args[-1].startswith("--") else ["a.txt"]
    with Path("/dev/full").open("wb") as full:
        child = process(*args, *names, stdout=full)
        err = child.stderr.read().decode()
    assert child.wait(30) == 3
    assert (
        err
        == "textfix: stdout: no space left on the device; free some, or write elsewhere with -o\n"
    )


def test_a_closed_stdout_is_one_line_and_no_file_is_harmed(process, work):
    text = "長(cháng)沙的會(huì )議。\n"
    (work / "a.txt").write_text(text)
    child = process("clean", "a.txt", stdout=None, preexec_fn=lambda: os.close(1))
    err = child.stderr.read().decode()
    assert child.wait(30) == 3
    assert err.count("\n") == 1
    assert "closed" in err
    assert (work / "a.txt").read_text() == text


def test_in_place_needs_no_stdout(process, work):
    (work / "a.txt").write_text("好,的。\n")
    child = process("clean", "-i", "a.txt", stdout=None, preexec_fn=lambda: os.close(1))
    assert child.wait(30) == 0
    assert (work / "a.txt").read_text() == "好，的。\n"


def test_output_is_utf8_whatever_the_locale(process, work):
    (work / "漢字.txt").write_bytes("長(cháng)沙".encode("gb18030"))
    locale = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    child = process("clean", "漢字.txt", env=locale)
    assert child.communicate(timeout=30) == ("長(cháng)沙".encode(), b"")
    child = process("clean", "--help", env=locale)
    assert child.communicate(timeout=30)[1] == b""
    child = process("clean", "沒有.txt", env=locale)
    assert child.communicate(timeout=30)[1].decode().startswith("textfix: 沒有.txt: no such file")


def test_shell_completion(process):
    child = process(env={"_TEXTFIX_COMPLETE": "bash_source"})
    out, _ = child.communicate(timeout=30)
    assert b"_TEXTFIX_COMPLETE=bash_complete" in out


def test_version_with_libraries_says_whether_the_tables_fit(cli, monkeypatch):
    import textfix
    from textfix.filters.script import _fingerprint

    first, *rest = cli("--version", "-v").out.splitlines()
    assert first == f"textfix {textfix.__version__}" == cli("--version").out.strip()
    assert any(line.startswith("numpy ") for line in rest)
    assert any(line.startswith("opencc ") and "by our tables" in line for line in rest)
    _fingerprint.tables_hold.cache_clear()
    monkeypatch.setattr(_fingerprint, "fingerprint", lambda: "another")
    try:
        assert "by OpenCC itself, slower: our tables are of OpenCC" in cli("--version", "-v").out
    finally:
        _fingerprint.tables_hold.cache_clear()
    assert cli("-v", "filters").code == 2
