"""What the README says is so: its examples and its commands."""

import re
import sys
from pathlib import Path

import pytest

import textfix

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
sys.path.insert(0, str(ROOT / "scripts"))


def block(after: str) -> str:
    """The indented block that follows a line of the README."""
    _, _, rest = README.partition(after)
    found = re.search(r"\n\n((?:    .*\n)+)", rest)
    assert found, f"no block follows {after!r}"
    return re.sub(r"(?m)^    ", "", found.group(1)).rstrip("\n")


@pytest.mark.parametrize("to", ["traditional", "simplified"])
def test_before_becomes_after(to: str) -> None:
    assert textfix.clean(block("Before:"), to=to) == block(f"--to {to}`:")


def test_the_library_example_says_what_it_prints() -> None:
    """Each comment of the example is what its line gives."""
    code = README.partition("```python\n")[2].partition("```")[0]
    scope: dict[str, object] = {"records": ["好,的。"]}
    exec(code, scope)
    for line in code.splitlines():
        statement, _, comment = line.partition("  #")
        if match := re.search(r"(?:-> )?('.+'|\[.*\]|\(.*\))$", comment):
            assert repr(eval(statement, scope)) == match.group(1), line
    document = scope["doc"]
    assert isinstance(document, textfix.Document)
    assert document.restore() == document.source


def test_every_filter_is_in_the_table() -> None:
    from textfix._pipeline import load_pipeline

    table = re.findall(r"(?m)^\| `(\w+)` \|", README)
    assert table == [item.id for item in load_pipeline("article").filters]


def test_the_commands_are_one_line_each() -> None:
    from readme_command import command

    assert "textfix clean" in command("main")
    assert "pytest" in command("test")


def test_the_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
