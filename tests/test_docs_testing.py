"""The guide of docs/testing.md, followed as a new user would, in an empty folder."""

from __future__ import annotations

import fnmatch
import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "testing.md"

_BLOCK = re.compile(
    r"(?:^`(?P<name>[\w.]+)`\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_EXIT = re.compile(r"\[exit code (\d+)\]")


class Step(NamedTuple):
    """A file to write, or a command with what it says."""

    file: str
    body: str


def steps() -> list[Step]:
    """The guide's blocks in order; a block is a file if its name stands above it."""
    guide = PAGE.read_text(encoding="utf-8").partition("\n## The pytest plugin")[0]
    found = []
    for match in _BLOCK.finditer(guide):
        if match["kind"] == "console":
            found += [
                Step("", part) for part in re.split(r"^\$ ", match["body"], flags=re.MULTILINE)[1:]
            ]
        elif match["name"]:
            found.append(Step(match["name"], match["body"]))
    return found


def follow(folder: Path, environment: dict[str, str]) -> int:
    """Do every step; how many commands were typed."""
    typed = 0
    for step in steps():
        if step.file:
            (folder / step.file).write_text(step.body, encoding="utf-8")
            continue
        command, _, said = step.body.partition("\n")
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        got = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
        code = _EXIT.search(said)
        assert done.returncode == int(code[1] if code else 0), (command, got)
        for line in filter(None, _EXIT.sub("", said).splitlines()):
            pattern = re.sub(r"([\[\]*?])", r"[\1]", line).replace("...", "*")
            assert fnmatch.filter(got, pattern), (command, line, got)
        typed += 1
    return typed


def _environment(scripts: Path, **more: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ}
    return {**kept, "PATH": f"{scripts}{os.pathsep}{os.defpath}", **more}


def test_every_step_of_the_guide_does_what_it_says(tmp_path: Path) -> None:
    # -p: an editable checkout may be older than the plugin's entry point.
    options = "-p textfix.pytest_plugin -p no:randomly -p no:cacheprovider"
    scripts = Path(sys.executable).parent
    assert follow(tmp_path, _environment(scripts, PYTEST_ADDOPTS=options)) >= 7


def run(*command: object, **more: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return done  # type: ignore[no-any-return]


@pytest.mark.slow
def test_a_stranger_with_a_wheel_can_follow_the_guide(tmp_path: Path) -> None:
    """An empty environment with ``textfix[testing]`` and pytest, and nothing of this checkout."""
    run(sys.executable, "-m", "pip", "install", "-q", "build")
    run(sys.executable, "-m", "build", "--wheel", "-o", tmp_path / "dist", ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    scripts = tmp_path / "venv" / "bin"
    run(scripts / "python", "-m", "pip", "install", "-q", f"{wheel}[testing]", "pytest")
    project = tmp_path / "project"
    project.mkdir()
    assert follow(project, _environment(scripts)) >= 7
    report = subprocess.run(
        [scripts / "python", "-m", "textfix.testing", "report", "tea.toml", "-n", "10"],
        cwd=project, env=_environment(scripts), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert report.returncode == 0, report.stdout + report.stderr


@pytest.mark.slow
def test_pytest_works_where_textfix_is_and_hypothesis_is_not(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "install", "-q", "build")
    run(sys.executable, "-m", "build", "--wheel", "-o", tmp_path / "dist", ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    scripts = tmp_path / "venv" / "bin"
    run(scripts / "python", "-m", "pip", "install", "-q", wheel, "pytest")
    project = tmp_path / "project"
    project.mkdir()
    (project / "test_own.py").write_text("def test_own(): pass\n")
    found = run(scripts / "python", "-m", "pytest", "-W", "error", cwd=project)
    assert "1 passed" in found.stdout
    assert "textfix-0" in found.stdout  # the plugin is there
    run(scripts / "textfix", "rules", "new", "mine.toml", cwd=project)
    packs = run(scripts / "python", "-m", "pytest", "--textfix-rules", "mine.toml", cwd=project)
    assert "passed" in packs.stdout
