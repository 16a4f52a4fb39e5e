"""The pytest plugin, run by pytest in projects of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

# pytester forgets what a run has loaded, and NumPy and its like cannot be loaded twice.
import opencc  # noqa: F401
import pytest

import textfix.testing.check
import textfix.testing.packs  # noqa: F401

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parent.parent
PACK = """
description = "Who made the tea."

[[rule]]
id = "tea.made-by"
kind = "editor"
pattern = '泡茶:[\\p{Han}]{2,4}'
literals = ["泡茶:"]
hit = ["泡茶：王小明"]
miss = ["他在泡茶。", "泡茶：水要开"]
todo = [["泡茶人：王小明", ""]]
reason = "demo"
"""
FILTER = """
import re
from dataclasses import dataclass

import pytest
from textfix import CharClass, Edits, Tag


@dataclass(frozen=True)
class Dots:
    id: str = "dots"
    needs: tuple = (CharClass.HAN | CharClass.NARROW_MARK,)
    scope: str = "line"

    def edits(self, text):
        found = re.finditer(r"(?<=[\\u4e00-\\u9fff])\\.{6}(?!\\.)", text.value)
        return Edits.of([(m.start(), m.end(), "……", Tag("dots.six")) for m in found])
"""

Run = "Callable[..., pytest.RunResult]"


@pytest.fixture
def run(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """pytest in this process, with the plugin and without what this suite loads besides."""

    def start(*args: str) -> pytest.RunResult:
        plugins = ["-p", "textfix.pytest_plugin", "-p", "no:randomly", "-p", "no:cacheprovider"]
        return pytester.runpytest_inprocess(*plugins, *args)

    return start


@pytest.fixture
def pack(pytester: pytest.Pytester) -> Path:
    path = pytester.path / "rules" / "tea.toml"
    path.parent.mkdir()
    path.write_text(PACK.replace("水要开", "水要先烧开"), encoding="utf-8")
    return path


def test_a_pack_is_a_test_a_rule_and_example(run: Run, pack: Path) -> None:
    found = run("--textfix-rules", "rules", "-v")
    found.assert_outcomes(passed=4, xfailed=1)
    for line in (
        "*rules/tea.toml::tea.made-by::hit?泡茶：王小明? PASSED*",
        "*::miss?他在泡茶。? PASSED*",
        "*::todo?泡茶人：王小明? XFAIL*",
        "*::rules?? PASSED*",
    ):
        found.stdout.fnmatch_lines([line])


def test_a_wrong_example_names_file_line_rule_and_what_it_gives(run: Run, pack: Path) -> None:
    pack.write_text(PACK, encoding="utf-8")
    found = run("--textfix-rules", "rules/tea.toml")
    found.assert_outcomes(passed=3, failed=1, xfailed=1)
    found.stdout.fnmatch_lines(
        ["*tea.toml:4: rule tea.made-by: miss '泡茶：水要开' is not left alone: ''"]
    )
    assert "Traceback" not in found.stdout.str()
    assert "packs.py" not in found.stdout.str()


def test_a_known_failure_that_holds_is_a_failure(run: Run, pack: Path) -> None:
    pack.write_text(pack.read_text("utf-8").replace("泡茶人：", "泡茶："), encoding="utf-8")
    found = run("--textfix-rules", "rules")
    found.assert_outcomes(passed=4, failed=1)
    found.stdout.fnmatch_lines(["*todo '泡茶：王小明' holds now: make it a hit"])


def test_one_example_can_be_asked_for(run: Run, pack: Path) -> None:
    run("--textfix-rules", "rules", "-k", "他在泡茶").assert_outcomes(passed=1, deselected=4)


def test_a_pack_that_does_not_load_is_an_error_with_its_line(run: Run, pack: Path) -> None:
    pack.write_text(PACK.replace("editor", "editr"), encoding="utf-8")
    found = run("--textfix-rules", "rules")
    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines(["*tea.toml:6: rule tea.made-by: kind: *"])


def test_other_toml_files_are_nobodys_tests(
    run: Run, pack: Path, pytester: pytest.Pytester
) -> None:
    (pack.parent / "preset.toml").write_text('filters = ["control"]')
    pytester.makepyprojecttoml("[tool.pytest.ini_options]\n")
    (pytester.path / "other.toml").write_text(PACK)
    run("--textfix-rules", "rules").assert_outcomes(passed=4, xfailed=1)
    run().assert_outcomes()


def test_the_settings_can_name_the_packs(run: Run, pack: Path, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ntextfix_rules = rules\ntestpaths = tests\n")
    (pytester.path / "tests").mkdir()
    (pytester.path / "tests" / "test_own.py").write_text("def test_own(): pass\n")
    run().assert_outcomes(passed=5, xfailed=1)
    run("tests/test_own.py").assert_outcomes(passed=1)
    run("tests", "--textfix-rules", "rules").assert_outcomes(passed=5, xfailed=1)


def test_paths_that_overlap_are_collected_once(run: Run, pack: Path) -> None:
    run(".", "--textfix-rules", "rules", "--textfix-rules", "rules/tea.toml").assert_outcomes(
        passed=4, xfailed=1
    )


def test_a_path_that_is_not_there_is_said(run: Run) -> None:
    found = run("--textfix-rules", "ruels")
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines(["*not found: *ruels*"])


def test_a_filter_is_a_test_a_law(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        FILTER
        + """
@pytest.mark.textfix_filter(Dots(), clean=["好……"], examples=5, linear=False)
def test_dots(textfix_law):
    textfix_law()
"""
    )
    found = run("-v")
    assert found.parseoutcomes()["passed"] > 8
    found.stdout.fnmatch_lines(["*::test_dots?dots-idempotent? PASSED*"])


def test_each_broken_law_is_its_own_failure(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        FILTER.replace("(?<=[\\u4e00-\\u9fff])", "")
        + """
@pytest.mark.textfix_filter(Dots(), clean=["a......"], examples=20, linear=False)
def test_dots(textfix_law):
    textfix_law()
"""
    )
    found = run("-v")
    found.stdout.fnmatch_lines(
        ["*dots-wellformed? PASSED*", "*dots-gated? FAILED*", "*dots-packed? FAILED*"]
    )
    found.stdout.fnmatch_lines(["filter 'dots' breaks the law: gate shut*", "  text:  '......'"])
    assert "search.py" not in found.stdout.str()


def test_a_shipped_filter_is_taken_by_its_id(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
import pytest

@pytest.mark.textfix_filter("control", examples=3, linear=False)
def test_it(textfix_law):
    textfix_law()
"""
    )
    assert run("-k", "idempotent").parseoutcomes()["passed"] == 1


def test_the_fixture_without_a_mark_says_so(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(textfix_law): textfix_law()")
    found = run()
    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines(["*mark the test: @pytest.mark.textfix_filter(*"])


IDLE = """
import sys

def test_idle():
    loaded = {name.partition(".")[0] for name, module in sys.modules.items() if module}
    assert not loaded & {"hypothesis", "numpy", "regex", "opencc", "click", "rich"}
    assert not [name for name in sys.modules if name.startswith("textfix.testing")]
"""


def test_it_costs_nothing_when_it_is_not_used(tmp_path: Path) -> None:
    """A stranger's pytest, in a process of its own, without Hypothesis."""
    (tmp_path / "test_idle.py").write_text(IDLE)
    (tmp_path / "x.toml").write_text(PACK)
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['hypothesis'] = None\n")
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "textfix.pytest_plugin"]
    idle = subprocess.run(
        [*command, str(tmp_path)], env=environment, cwd=tmp_path, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "1 passed" in idle.stdout, idle.stdout + idle.stderr
    # Rule packs need no Hypothesis either.
    used = subprocess.run(
        [*command, "--textfix-rules", "x.toml", "x.toml"], env=environment, cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "1 failed, 3 passed, 1 xfailed" in used.stdout, used.stdout + used.stderr
