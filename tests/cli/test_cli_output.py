"""Files are whole or untouched: what is kept, what is refused, what a failure midway leaves."""

from __future__ import annotations

import errno
import os
import signal
import stat
import time
from functools import partial
from pathlib import Path, PurePath

import pytest

from tests.cli.samples import CLEAN, DIRTY
from textfix.cli import output
from textfix.cli.failures import InputError
from textfix.cli.output import encode, encode_json, target_in


@pytest.fixture
def file(work):
    path = work / "a.txt"
    path.write_text(DIRTY)
    return path


def files(folder):
    """Names in a folder, hidden ones too: nothing may be left over."""
    return sorted(entry.name for entry in folder.iterdir())


def test_in_place_cleans_and_keeps_mode(cli, file, work):
    file.chmod(0o640)
    before = file.stat()
    assert cli("clean", "-i", "a.txt") == (0, "", "", b"")
    assert file.read_text() == CLEAN
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.stat().st_ino != before.st_ino  # replaced, not written into
    assert files(work) == ["a.txt"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_in_place_keeps_the_owner(cli, file):
    os.chown(file, 1234, 4321)
    file.chmod(0o4755)
    cli("clean", "-i", "a.txt")
    status = file.stat()
    assert (status.st_uid, status.st_gid) == (1234, 4321)
    assert stat.S_IMODE(status.st_mode) == 0o4755


def test_setuid_is_dropped_where_the_owner_cannot_be_kept(cli, file, monkeypatch):
    if os.geteuid() == 0:
        os.chown(file, 1234, 4321)
    else:
        pytest.skip("needs another owner")
    file.chmod(0o4755)

    def refuse(*_):
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "fchown", refuse)
    cli("clean", "-i", "a.txt")
    assert file.read_text() == CLEAN
    assert stat.S_IMODE(file.stat().st_mode) == 0o755


def test_in_place_leaves_a_clean_file_untouched(cli, file, work):
    file.write_text(CLEAN)
    os.utime(file, ns=(1, 1))
    os.utime(work, ns=(2, 2))
    before = file.stat()
    assert cli("clean", "-i", "a.txt").code == 0
    assert cli("clean", "-i=.bak", "a.txt").code == 0
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, 1)
    assert work.stat().st_mtime_ns == 2  # nothing was made beside it, either


def test_in_place_follows_a_link(cli, file, work):
    (work / "sub").mkdir()
    real = file.rename(work / "sub" / "real.txt")
    (work / "link.txt").symlink_to("sub/real.txt")
    assert cli("clean", "-i", "link.txt").code == 0
    assert (work / "link.txt").is_symlink()
    assert real.read_text() == CLEAN
    assert files(work / "sub") == ["real.txt"]


def test_in_place_makes_other_encodings_utf8(cli, file):
    file.write_bytes(CLEAN.encode("gb18030"))
    cli("clean", "-i", "--encoding", "gb18030", "a.txt")
    assert file.read_bytes() == CLEAN.encode()


@pytest.mark.parametrize("flag", ["-i=.bak", "--in-place=.bak", "-i.bak"])
def test_a_suffix_keeps_the_old_file(cli, file, work, flag):
    before = file.stat()
    assert cli("clean", flag, "a.txt").code == 0
    assert file.read_text() == CLEAN
    old = work / "a.txt.bak"
    assert old.read_text() == DIRTY
    assert old.stat().st_mtime_ns == before.st_mtime_ns


def test_a_backup_is_never_written_over(cli, file, work):
    (work / "a.txt.bak").write_text("precious")
    result = cli("clean", "-i=.bak", "a.txt")
    assert result.code == 3
    assert result.err.startswith("textfix: a.txt: ")
    assert "a.txt.bak exists already" in result.err
    assert (file.read_text(), (work / "a.txt.bak").read_text()) == (DIRTY, "precious")
    assert files(work) == ["a.txt", "a.txt.bak"]


def test_a_backup_is_copied_where_there_are_no_hard_links(cli, file, work, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    assert cli("clean", "-i=.bak", "a.txt").code == 0
    assert ((work / "a.txt.bak").read_text(), file.read_text()) == (DIRTY, CLEAN)
    file.write_text(DIRTY)
    assert "exists already" in cli("clean", "-i=.bak", "a.txt").err


@pytest.mark.parametrize("suffix", ["-i=", "-i=/x", "--in-place=a/b"])
def test_a_suffix_is_no_path(cli, file, suffix):
    assert cli("clean", suffix, "a.txt").code == 2
    assert file.read_text() == DIRTY


@pytest.mark.parametrize("step", ["fsync", "write", "replace"])
def test_a_failure_midway_leaves_the_file_and_no_rest(cli, file, work, monkeypatch, step):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "replace":
        monkeypatch.setattr(Path, "replace", refuse)
    else:
        real = getattr(os, step)
        monkeypatch.setattr(os, step, lambda n, *a: real(n, *a) if n < 3 else refuse())
    result = cli("clean", "-i=.bak", "a.txt")
    monkeypatch.undo()
    assert result.code == 3
    assert result.err == (
        "textfix: a.txt: a.txt cannot be written: no space left on the device;"
        " free some, or write elsewhere with -o\n"
    )
    assert file.read_text() == DIRTY
    assert files(work) == ["a.txt"]


def test_a_signal_as_soon_as_the_draft_is_there_removes_it(cli, file, work, monkeypatch):
    real = os.open

    def interrupted(path, *args):
        number = real(path, *args)
        if Path(path).suffix == ".tmp":
            os.close(number)
            raise KeyboardInterrupt
        return number

    monkeypatch.setattr(os, "open", interrupted)
    assert cli("clean", "-i", "a.txt").code == 130
    assert file.read_text() == DIRTY
    assert files(work) == ["a.txt"]


def test_a_long_name_has_room_for_its_draft(cli, work):
    name = "長" * 83 + ".txt"  # 253 bytes of 255
    (work / name).write_text(DIRTY)
    assert cli("clean", "-i", name).code == 0
    assert (work / name).read_text() == CLEAN


def test_a_file_changed_meanwhile_is_left_alone(cli, file, work, monkeypatch):
    from textfix.cli import targets

    real = targets.encode

    def encode_slowly(text):
        file.write_text("somebody else's work")
        return real(text)

    monkeypatch.setattr(targets, "encode", encode_slowly)
    result = cli("clean", "-i", "a.txt")
    assert result.code == 3
    assert "changed by another program meanwhile" in result.err
    assert file.read_text() == "somebody else's work"
    assert files(work) == ["a.txt"]


def test_a_write_protected_file_is_refused(cli, file, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    result = cli("clean", "-i", "a.txt")
    assert result.code == 3
    assert "write-protected; chmod u+w" in result.err
    assert file.read_text() == DIRTY


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_no_half_written_file(process, work, number, code):
    (work / "out.txt").write_text("the old one")
    # A job started with & may have handed down an ignored SIGINT.
    default = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    child = process("clean", "-", "-o", "out.txt", preexec_fn=default)
    child.stdin.write(DIRTY.encode())
    child.stdin.flush()
    end = time.monotonic() + 30
    while len(files(work)) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    assert len(files(work)) == 2  # the draft is there, and now
    child.send_signal(number)
    assert child.wait(30) == code
    assert child.stderr.read() == b""
    assert files(work) == ["out.txt"]
    assert (work / "out.txt").read_text() == "the old one"


def test_output_to_a_file_replaces_it_and_may_be_the_input(cli, file, work):
    assert cli("clean", "a.txt", "-o", "b.txt") == (0, "", "", b"")
    assert (work / "b.txt").read_text() == CLEAN
    assert stat.S_IMODE((work / "b.txt").stat().st_mode) == 0o666 & ~_umask()
    (work / "b.txt").chmod(0o600)
    assert cli("clean", "a.txt", "-o", "b.txt").code == 0
    assert stat.S_IMODE((work / "b.txt").stat().st_mode) == 0o600
    assert cli("clean", "a.txt", "-o", "a.txt").code == 0
    assert file.read_text() == CLEAN


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_output_to_a_device(cli, file):
    assert cli("clean", "a.txt", "-o", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    if Path("/dev/full").exists():
        result = cli("clean", "a.txt", "-o", "/dev/full")
        assert result.code == 3
        assert "/dev/full cannot be written: no space left" in result.err


def test_output_into_a_missing_folder_is_told(cli, file):
    result = cli("clean", "a.txt", "-o", "no/such/b.txt")
    assert result.code == 3
    assert result.err.startswith("textfix: a.txt: no/such/b.txt cannot be written: no such file")


@pytest.mark.parametrize("command", ["cat a.txt >> b.txt; {} b.txt >> b.txt", "{} < a.txt > a.txt"])
def test_stdout_that_is_the_input_is_refused(process, file, work, command):
    import subprocess
    import sys

    from tests.cli.samples import ROOT

    own = f"{sys.executable} -m textfix clean"
    done = subprocess.run(
        ["sh", "-c", command.format(own)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=30,
    )
    assert done.returncode == 3
    assert b"is the output, too; clean it in place with -i" in done.stderr
    if "b.txt" in command:
        assert (work / "b.txt").read_text() == DIRTY


def test_a_closed_pipe_is_silent_and_141(process, work):
    (work / "big.txt").write_text("好的，沒事。\n" * 30_000)
    for args in (
        ["clean"],
        ["clean", "--format", "jsonl"],
        ["explain", "--limit", "0"],
        ["clean", "--diff"],
    ):
        if args[0] != "clean" or "--diff" in args:
            (work / "big.txt").write_text("好的,沒事。\n" * 20_000)
        child = process(*args, "big.txt")
        assert child.stdout.read(10)
        child.stdout.close()
        assert child.wait(60) == 141, args
        assert child.stderr.read() == b"", args


def test_many_pieces_are_few_writes_and_never_all_held(capfdbinary, monkeypatch):
    stdout = output.Stdout()
    sizes = []
    real = stdout.write
    monkeypatch.setattr(stdout, "write", lambda data: (sizes.append(len(data)), real(data)))
    stdout.write_all(b"%06d\n" % number for number in range(30_000))
    assert capfdbinary.readouterr().out == b"".join(b"%06d\n" % n for n in range(30_000))
    assert len(sizes) == 4
    assert max(sizes) <= 66_000


def test_lone_surrogates_do_not_stop_the_writer():
    assert encode("長\ud800沙\udfff").decode() == "長\ufffd沙\ufffd"
    assert encode("長沙").decode() == "長沙"
    import json

    assert json.loads(encode_json(json.dumps("長\ud800", ensure_ascii=False))) == "長\ud800"


def test_a_file_name_that_is_no_utf8(cli, work):
    name = os.fsdecode(b"\xff\xfe.txt")
    (work / name).write_text(DIRTY)
    assert cli("clean", "-i", name).code == 0
    assert (work / name).read_text() == CLEAN
    assert cli("detect", "--json", name).raw.startswith(b'{"file": "\\udcff\\udcfe.txt"')
    assert "<U+DCFF>" in cli("detect", name).out
    assert cli("clean", name + "x").code == 3


def test_targets_stay_inside_the_folder(work):
    (work / "out" / "sub").mkdir(parents=True)
    (work / "out" / "away").symlink_to(work)
    (work / "out" / "link.txt").symlink_to(work / "victim.txt")
    out = Path("out")
    assert target_in(out, PurePath("sub/new/a.txt")) == out / "sub/new/a.txt"
    assert (work / "out/sub/new").is_dir()
    for bad in ("../a.txt", "sub/../../a.txt", "/etc/a.txt", "away/a.txt", "link.txt"):
        with pytest.raises(InputError):
            target_in(out, PurePath(bad))
