"""The arrows of DESIGN 7 point down, and ``import textfix`` loads nothing heavy.

Imports are read from the syntax tree of every module: at the top, inside functions, and under
``TYPE_CHECKING`` alike, because a cycle of types is a cycle of concepts.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import textfix

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(textfix.__file__).parent

# Room -> storey, and the modules and packages that it holds. A module may import what stands on a
# lower storey or in its own room; the rooms of one storey do not know each other.
ROOMS: dict[str, tuple[int, str]] = {
    "core": (
        0,
        "_errors _toml _charclass _text _edits _apply _alignment _steps _lines _derive _filter"
        " _window _run __version__",
    ),
    "rules": (
        1,
        "_bytelattice _bytesearch _bytesteps _charmodel _multibyte _rules _rulecheck _rulefields"
        " _rulefold _rulelines _rulematch _rulenoise _rulepack _rulepattern _rulescan _rulewalk",
    ),
    "filters": (2, "filters"),
    "decode": (2, "decode decoding"),
    "segment": (2, "segment segmenting"),
    "pipeline": (3, "_registry _pipeline _document _rulenames _ruling"),
    "api": (4, "_api _options"),
    "report": (5, "report"),
    "integrations": (5, "integrations"),
    "testing": (6, "testing pytest_plugin"),
    "cli": (7, "cli __main__"),  # prints reports
}
STOREY = {room: storey for room, (storey, _) in ROOMS.items()}
ROOM = {name: room for room, (_, names) in ROOMS.items() for name in names.split()}

# Upward or sideways arrows that are meant; each with its reason. None is needed. A line that is
# not needed fails the test.
ALLOWED: dict[tuple[str, str], str] = {}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:  # textfix/__init__.py is the list of public names: it points everywhere
            yield name, path


def imported(path: Path, module: str) -> Iterator[str]:
    """Dotted names inside textfix that a module imports, whatever the form."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide where an arrow points"
            found = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and "import_module" in ast.dump(node.func):
            words = [item.value for item in node.args if isinstance(item, ast.Constant)]
            found = [word for word in words if isinstance(word, str)]
        for name in found:
            if name.startswith("textfix."):
                yield name.removeprefix("textfix.")


# What a public name stands for, for `from textfix import clean`.
PUBLIC = {name: home.removeprefix("textfix.") for name, home in textfix._HOME.items()}


def room_of(name: str) -> str:
    head = name.split(".")[0]
    if head not in ROOM and head in PUBLIC:
        head = PUBLIC[head].split(".")[0]
    assert head in ROOM, f"textfix.{name}: say in tests/test_imports.py which room it belongs to"
    return ROOM[head]


def arrows() -> list[tuple[str, str]]:
    return sorted(
        {(module, target) for module, path in modules() for target in imported(path, module)}
    )


def points_down(module: str, target: str) -> bool:
    mine, theirs = room_of(module), room_of(target)
    return mine == theirs or STOREY[theirs] < STOREY[mine]


def test_arrows_point_down() -> None:
    wrong = [
        f"textfix.{module} ({room_of(module)}) imports textfix.{target} ({room_of(target)})"
        for module, target in arrows()
        if not points_down(module, target) and (module, target) not in ALLOWED
    ]
    assert wrong == [], "\n".join(wrong)


def test_no_exception_outlives_its_need() -> None:
    assert [pair for pair in ALLOWED if pair not in arrows() or points_down(*pair)] == []


def test_the_test_sees_arrows() -> None:
    """A parser that finds nothing would find nothing wrong."""
    found = arrows()
    assert ("_apply", "_text.Text") in found
    assert ("_document", "filters.script.script") in found  # inside a property
    assert not points_down("_text", "_api")
    assert not points_down("filters.gloss", "_pipeline")


def test_textfix_itself_never_imports_the_test_kit() -> None:
    users = [module for module, target in arrows() if room_of(target) == "testing"]
    assert [user for user in users if room_of(user) not in ("testing", "cli")] == []


HEAVY = {"numpy", "opencc", "ftfy", "chardet", "rich", "regex", "click", "jinja2", "hypothesis"}


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    return {match.split(".")[0] for match in re.findall(r"\| +(\S+)$", done.stderr, re.MULTILINE)}


@pytest.mark.parametrize(
    "code",
    ["import textfix", "import textfix; dir(textfix); textfix.TextfixError, textfix.ConfigError"],
)
def test_import_is_light(code: str) -> None:
    names = loaded_by(code)
    assert "textfix" in names  # the parser sees what is loaded
    assert names & HEAVY == set()


def test_the_weight_test_sees_heavy_modules() -> None:
    assert "numpy" in loaded_by("import textfix; textfix.Edits")


def test_every_public_name_is_there() -> None:
    assert set(textfix.__all__) == set(textfix._HOME)
    assert set(textfix.__all__) <= set(dir(textfix))
    assert [name for name in textfix.__all__ if getattr(textfix, name) is None] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'claen'"):
        _ = textfix.claen


@pytest.mark.parametrize("name", ["decode", "segment", "script"])
def test_a_function_wins_over_a_package_of_its_name(name: str) -> None:
    assert callable(getattr(textfix, name))


def test_the_kit_without_hypothesis_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from textfix.testing import wrap  # damages go without it\n"
        "try: from textfix.testing import check_filter\n"
        "except ImportError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'textfix[testing]'" in done.stdout
