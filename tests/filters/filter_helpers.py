"""What the tests of filters share: run one filter, see text and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix._run import run

if TYPE_CHECKING:
    from textfix._filter import Filter


def cleaned(item: Filter, value: str) -> str:
    """The text after one run of one filter."""
    return run([item], value).text


def rules(item: Filter, value: str) -> list[str]:
    """The rules that fired, in order of place."""
    return [edit.rule for step in run([item], value).steps for edit in step]
