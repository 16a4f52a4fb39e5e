"""The rules that are code, by name: what `off` may silence beside the rules of packs.

A filter names a rule where it makes an edit, and nowhere else; so that a mistyped ``gloss.tonde``
is refused before any text is read, the names stand here once more. tests/test_ruling.py compares
them with those in the filters' source.

What this module does not do: know the rules of packs (`_rulematch`), or of other packages' filters,
whose names are taken as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix._errors import ConfigError, hint

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CODE_RULES", "check_code_rules", "is_code_rule"]

CODE_RULES: dict[str, tuple[str, ...]] = {
    "mojibake": ("western", "cjk", "byte-lost", "reading-injected", "lost"),
    "control": (
        "c0",
        "terminal-escape",
        "line-break",
        "carriage-return",
        "zero-width",
        "bidi",
        "tag",
        "surrogate-pair",
        "lone-surrogate",
        "mark-run",
    ),
    "gloss": ("toned", "toneless", "single", "ruby"),
    "width": ("narrow-mark", "narrow-bracket", "wide-letter", "quote-style"),
    "space": ("between-hanzi", "indent", "trailing"),
    "script": (
        "to-simplified.char",
        "to-simplified.zhe",
        "to-traditional.char",
        "to-traditional.clause",
        "to-traditional.word",
        "to-traditional.odds",
        "to-traditional.guess",
        "to-traditional.doubt",
        "region-words.tw",
        "region-words.hk",
        "words",
    ),
    "extent": (
        "before-title",
        "repeated-title",
        "byline",
        "page-tool",
        "related-link",
        "caption",
        "tool-box",
        "after-end",
    ),
    "duplicate": ("paragraph",),
}


def is_code_rule(name: str) -> bool:
    """Whether a built-in filter makes edits by a rule of that name.

    >>> is_code_rule("gloss.toned"), is_code_rule("editor.named")
    (True, False)
    """
    owner, _, rest = name.partition(".")
    return rest in CODE_RULES.get(owner, ())


def check_code_rules(names: Iterable[str], *, beginnings: bool = False) -> None:
    """Refuse the name of a rule that a built-in filter does not have; others pass.

    `beginnings`: ``script.to-traditional`` stands for all rules whose names go on from there.

    Raises:
        ConfigError: naming the nearest one.

    >>> check_code_rules(["gloss.toned", "editor.named"])
    >>> check_code_rules(["gloss.tonde"])
    Traceback (most recent call last):
    ...
    textfix._errors.ConfigError: no rule is called 'gloss.tonde'; did you mean 'gloss.toned'?
    """
    for name in names:
        owner, _, rest = name.partition(".")
        known = CODE_RULES.get(owner)
        if known is None or not rest or rest in known:
            continue
        if beginnings and any(rule.startswith(f"{rest}.") for rule in known):
            continue
        ids = tuple(f"{owner}.{rule}" for rule in known)
        raise ConfigError(f"no rule is called {name!r}; {hint(name, ids)}")
