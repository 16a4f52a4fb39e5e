"""The errors textfix raises, and when.

Cleaning never raises because of what a text says (law 4 of the design): dirty text is the
job. What can be wrong is a rule, a setting, a path, or a filter that breaks its contract.
Every message says what is wrong *and* what to do, on one line, because the command line
prints it as it stands.
"""

from __future__ import annotations

__all__ = ["ConfigError", "DecodeError", "EditError", "RuleError", "TextfixError", "hint"]


class TextfixError(Exception):
    """The root of all errors that textfix raises on purpose."""


class DecodeError(TextfixError):
    """Bytes cannot be decoded as the caller demanded: ``errors="strict"``, unknown codec."""


class RuleError(TextfixError):
    """A rule or a rule pack is wrong; the message names file, rule and field."""


class ConfigError(TextfixError):
    """A setting is wrong: unknown filter, preset, script name, option, or broken TOML."""


class EditError(TextfixError):
    """A filter broke its contract: its edits are unsorted, overlapping or outside the text."""


def hint(word: object, known: tuple[str, ...], *, where: str = "") -> str:
    """What to say to somebody who mistyped one of `known`; of too many to name, `where` they stand.

    >>> hint("tradtional", ("traditional", "simplified"))
    "did you mean 'traditional'?"
    >>> hint("x", ("tw", "hk"))
    'choose one of tw, hk'
    """
    from difflib import get_close_matches

    close = get_close_matches(str(word), known, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return where or f"choose one of {', '.join(known)}"
