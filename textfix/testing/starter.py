"""The pack that `textfix rules new` writes: one rule with everything that a rule needs, proved."""

from __future__ import annotations

import re

__all__ = ["starter"]

_PACK = """\
# A rule pack for textfix. What each key means: docs/rules.md; how to prove it: docs/testing.md.
description = "What this pack finds"

[[rule]]
id = "{name}.tea-credit"            # names the pattern found, not the remedy; unique
kind = "credit"                     # what `--keep` takes
# On the folded view of the line: simplified, plain width, small letters. The whole line.
pattern = '(?:泡茶|奉茶):[\\p{{Han}}]{{2,3}}'
literals = ["泡茶:", "奉茶:"]       # one of them stands wherever the pattern matches
max_han = 8                         # longer lines are not looked at
# Lines as they occur. The rule must take each hit; in the other script and in full width too.
hit = ["泡茶：林小山", "奉茶：王明", "泡茶：石青石"]
# Near misses that it must leave alone.
miss = ["泡茶：水要先燒開", "奉茶：王", "他給客人泡茶。", "今天泡茶：王明"]
reason = "who made the tea: a credit in our newsletter, nothing in running text looks so"
"""


def starter(name: str) -> str:
    """The text of a pack called `name`.

    >>> starter("my pack").splitlines()[4]
    'id = "my-pack.tea-credit"            # names the pattern found, not the remedy; unique'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "mine"
    return _PACK.format(name=plain)
