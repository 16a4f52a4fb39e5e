"""On which line of a pack a rule and its keys stand: `tomllib` does not say.

A reading of just enough TOML: headers ``[[rule]]``, keys at the beginning of a line, strings and
comments to be passed over, so that a line inside a multi-line string is no key. Rules written in
another shape (inline tables) have no line numbers; errors then name the file and the rule.

This module does not judge TOML; `tomllib` has accepted the source.
"""

from __future__ import annotations

import re

__all__ = ["HEADER", "rule_lines"]

HEADER = ""  # the key under which a rule's ``[[rule]]`` line is found

_RULE = re.compile(r"\[\[\s*rule\s*\]\]")
_TABLE = re.compile(r"\s*\[")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
# What may hide a quote: comments, strings of one line, and the marks of long strings.
_TOKEN = re.compile(r"\"\"\"|'''|\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*")


def rule_lines(source: str) -> list[dict[str, int]]:
    """For each ``[[rule]]`` in order: key -> line number from 1, and the header's under `HEADER`.

    >>> rule_lines('description = "x"\\n\\n[[rule]]\\nid = "a.b"\\n')
    [{'': 3, 'id': 4}]
    """
    found: list[dict[str, int]] = []
    inside = ""  # the mark that ends the long string which this line begins in
    depth = 0  # of arrays
    for number, line in enumerate(source.split("\n"), 1):
        if not inside and not depth:
            if _TABLE.match(line):
                found += [{HEADER: number}] if _RULE.match(line.strip()) else []
            elif found and (key := _KEY.match(line)):
                found[-1].setdefault(key[1], number)
        inside, more = _after(line, inside)
        depth = max(0, depth + more)
    return found


def _after(line: str, inside: str) -> tuple[str, int]:
    """The long string that is open after the line, and by how much arrays got deeper."""
    at, depth = 0, 0
    if inside:
        end = line.find(inside)
        if end < 0:
            return inside, 0
        at = end + len(inside)
    while token := _TOKEN.search(line, at):
        depth += _brackets(line[at : token.start()])
        if token[0] in ('"""', "'''"):
            end = line.find(token[0], token.end())
            if end < 0:
                return token[0], depth
            at = end + len(token[0])
        else:
            at = token.end()
    return "", depth + _brackets(line[at:])


def _brackets(plain: str) -> int:
    return plain.count("[") - plain.count("]")
