"""Inputs: folders walked soundly, streams equal to wholes, every failure its own."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.cli.samples import CLEAN, DIRTY
from textfix.cli import inputs
from textfix.cli.failures import Tally
from textfix.cli.inputs import GLOBS, Source, collect, opened


def names(*args, **given):
    """Relative paths of what is collected."""
    return [source.relative.as_posix() for source in collect(args, Tally(), **given)]


def test_a_folder_is_walked_in_order_without_hidden_files_and_links(work, capsys):
    for path in (
        "b.txt",
        "a/2.txt",
        "a/10.TXT",
        "a/z/1.text",
        "d/e/3.txt",
        "c.csv",
        ".hidden.txt",
        ".git/x.txt",
    ):
        file = work / "raw" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("好")
    (work / "raw" / "a" / "loop").symlink_to(work / "raw")
    (work / "raw" / "link.txt").symlink_to(work / "raw" / "b.txt")
    os.mkfifo(work / "raw" / "pipe.txt")
    assert names("raw") == ["b.txt", "a/10.TXT", "a/2.txt", "a/z/1.text", "d/e/3.txt"]
    assert "raw: 1 link passed over; name" in capsys.readouterr().err


def test_globs_choose_by_name_or_by_path(work):
    for path in ("raw/a.txt", "raw/b.md", "raw/sub/c.md"):
        (work / path).parent.mkdir(exist_ok=True)
        (work / path).write_text("好")
    assert names("raw", globs=["*.md"]) == ["b.md", "sub/c.md"]
    assert names("raw", globs=["sub/*", "*.txt"]) == ["a.txt", "sub/c.md"]
    assert names("raw/b.md") == ["b.md"]  # what is named is taken, whatever its name
    assert GLOBS == ("*.txt", "*.text")


def test_a_deep_folder_is_no_recursion_error(work):
    here = Path.cwd()
    for _ in range(1100):
        Path("d").mkdir()
        os.chdir("d")
    Path("x.txt").write_text("好")
    os.chdir(here)
    tally = Tally()
    found = collect(["."], tally)
    assert len(found) + tally.failed == 1  # found, or told that its path is too long
    for _ in range(1100):  # the path is too long for shutil.rmtree, too
        os.chdir("d")
    Path("x.txt").unlink()
    for _ in range(1100):
        os.chdir("..")
        Path("d").rmdir()


def test_an_output_folder_inside_is_not_walked(work):
    for path in ("raw/a.txt", "raw/out/b.txt"):
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_text("好")
    assert names("raw", avoid=work / "raw" / "out") == ["a.txt"]
    assert names("raw", avoid=work / "raw") == ["a.txt", "out/b.txt"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nope.txt", "no such file or folder; check the name"),
        ("empty", "no file in this folder matches *.txt, *.text; choose others with --glob"),
        ("a.txt/b", "a part of this path is a file"),
        ("circle", "its links go in a circle"),
        ("x" * 300, "the name is too long"),
    ],
)
def test_failures_are_one_line_each_and_the_others_are_done(cli, work, name, said):
    (work / "empty").mkdir()
    (work / "a.txt").write_text("好")
    (work / "circle").symlink_to("circle")
    for command in ("clean", "explain", "detect"):
        result = cli(command, name, "a.txt")
        assert result.code == 3
        assert result.err.startswith(f"textfix: {name}: {said}")
        assert result.err.count("\n") == 1
        assert result.out  # of a.txt


def test_an_unreadable_file_is_told(cli, work, monkeypatch):
    (work / "a.txt").write_text("好")
    (work / "b.txt").write_text("好")
    real = Path.open

    def refuse(path, *args, **given):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **given)

    monkeypatch.setattr(Path, "open", refuse)
    result = cli("clean", "a.txt", "b.txt")
    assert (result.code, result.out) == (3, "好")
    assert result.err == "textfix: a.txt: access denied; check its permissions (ls -l)\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_told(cli, work):
    (work / "raw" / "shut").mkdir(parents=True)
    (work / "raw" / "a.txt").write_text("好")
    (work / "raw" / "shut").chmod(0)
    result = cli("clean", "raw")
    (work / "raw" / "shut").chmod(stat.S_IRWXU)
    assert (result.code, result.out) == (3, "好")
    assert "raw/shut: access denied" in result.err


@pytest.mark.parametrize(
    "data",
    [b"", b"a", b"\xff", b"\0" * 1000, bytes(range(256)) * 20, b"\n\n\n", "\ufeff".encode()],
    ids=["empty", "byte", "high byte", "NULs", "all bytes", "newlines", "BOM"],
)
@pytest.mark.parametrize("command", [["clean"], ["clean", "--diff"], ["explain"], ["detect"]])
def test_bad_bytes_give_a_result(cli, work, data, command):
    (work / "a.txt").write_bytes(data)
    result = cli(*command, "a.txt")
    assert result.code == 0
    assert result.err == ""


def test_stdin_is_read_without_names_and_for_a_dash(cli):
    assert cli("clean", stdin=DIRTY.encode()).out == CLEAN
    assert cli("clean", "-", stdin=DIRTY.encode("gb18030")).out == CLEAN
    assert cli("explain", stdin=DIRTY.encode()).out.startswith("-:1:2: gloss.")
    assert cli("detect", stdin=DIRTY.encode("big5hkscs", "replace")).code == 0


def test_a_closed_stdin_is_told(process):
    child = process("clean", stdin=None, preexec_fn=lambda: os.close(0))
    _, err = child.communicate(timeout=30)
    assert err == b"textfix: -: standard input is closed; name a file\n"
    assert child.returncode == 3


LINES = "".join(f"{n}長(cháng)沙市的會(huì )議開(kāi)了,很好。\n" for n in range(400))


@pytest.mark.parametrize("size", [0, 1, 1000, 10**9])
def test_a_stream_gives_what_the_whole_gives(cli, work, monkeypatch, size):
    (work / "a.txt").write_text(LINES)
    whole = cli("clean", "a.txt").out
    whole_diff = cli("clean", "--diff", "a.txt").out
    monkeypatch.setattr(inputs, "STREAM_ABOVE", size)
    _small_blocks(monkeypatch)
    assert cli("clean", "a.txt").out == whole
    assert cli("clean", stdin=LINES.encode()).out == whole
    assert _changed_lines(cli("clean", "--diff", "a.txt").out) == _changed_lines(whole_diff)
    assert cli("clean", "--check", "a.txt").code == 1
    assert cli("clean", "-i", "a.txt").code == 0
    assert (work / "a.txt").read_text() == whole
    assert cli("clean", "--check", "a.txt").code == 0


def _small_blocks(monkeypatch):
    """Blocks of 512 bytes, so that a small stream has many."""
    from textfix import decoding

    real = decoding.decode_stream
    small = lambda s, **o: real(s, block_bytes=512, **o)  # noqa: E731
    monkeypatch.setattr(decoding, "decode_stream", small, raising=False)


def _changed_lines(diff):
    return [line for line in diff.splitlines() if line[:1] in "+-"]


def test_places_in_a_stream_count_from_its_beginning(cli, work, monkeypatch):
    (work / "a.txt").write_bytes(LINES.encode("gb18030"))
    whole = cli("explain", "--json", "a.txt").out
    monkeypatch.setattr(inputs, "STREAM_ABOVE", 100)
    _small_blocks(monkeypatch)
    assert cli("explain", "--json", "a.txt").out == whole
    some = cli("explain", "--limit", "150", "a.txt").out
    assert "... and 1450 more" in some
    assert some.count("\n    ") == 150


@pytest.mark.parametrize("tail", ["好\u200b的。\n", "\u200b"])
def test_a_change_late_in_a_stream_keeps_what_went_before(cli, work, monkeypatch, tail):
    """In place, nothing is written before the first difference; then what went before must be."""
    clean = "好的，沒事。\n" * 400
    (work / "a.txt").write_text(clean + tail)
    monkeypatch.setattr(inputs, "STREAM_ABOVE", 1000)
    _small_blocks(monkeypatch)
    assert cli("clean", "-i", "a.txt").code == 0
    expected = clean + tail.replace("\u200b", "")
    assert (work / "a.txt").read_text() == expected


def test_unchanged_is_told_byte_for_byte(work):
    (work / "a.txt").write_bytes(b"abcdef")
    for pieces, same in [
        ((b"abc", b"def"), True),
        ((b"abcdef",), True),
        ((b"abc",), False),
        ((b"abc", b"dex"), False),
        ((b"abcdefg",), False),
        ((), False),
    ]:
        with opened(Source("a.txt", Path("a.txt"), Path("a.txt")), compare=True) as data:
            data.read()
            for piece in pieces:
                data.matches(piece)
            assert data.unchanged is same, pieces
