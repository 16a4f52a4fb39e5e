"""`off`, `keep` and `packs`: one choice of rules for a whole pipeline.

A rule has an id that `textfix explain` shows; switching it off must not take knowing which filter
runs it. Ids of rule packs go to the filters that run packs, which then judge as if the rule
were not there. Any other id (``gloss.single``) silences that rule: its filter proposes, and the
proposals of the rule are left out.

This module does not know rules; it deals names out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from textfix._filter import SurveyFilter
from textfix._registry import filter_ids
from textfix._rulematch import check_choice, names
from textfix._rulenames import check_code_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textfix._charclass import CharClass
    from textfix._edits import Edits
    from textfix._filter import Filter, Scope
    from textfix._text import Text

__all__ = ["Ruling"]

# The filters that run packs, and so take these choices as options of theirs.
_PACKED = ("extent", "caption", "boilerplate")
_ONLY_PACKS = ("caption", "boilerplate")  # without a rule of their own


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which rules run. `off`: ids; `keep`: kinds; `packs`: further packs, by name or path.

    >>> Ruling.of(off="gloss.single").silent
    ('gloss.single',)
    """

    off: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        off: Iterable[str] | None = None,
        keep: Iterable[str] | None = None,
        packs: Iterable[str] | None = None,
    ) -> Ruling:
        """The choice, checked.

        Raises:
            ConfigError: if a rule or a kind is not known. RuleError: if a pack is wrong.
        """
        ids, kinds = names("off", off or ()), names("keep", keep or ())
        extra = names("packs", packs or ())
        silent = tuple(name for name in ids if _is_of_code(name))
        check_code_rules(silent)
        ruling = cls(tuple(name for name in ids if name not in silent), kinds, extra, silent)
        if ruling.off or kinds or extra:
            from textfix._rulepack import load_pack

            own = [rule.id for pack in extra for rule in load_pack(pack).rules]
            check_choice(ruling.off, kinds, known=own)
        return ruling

    def options(self, given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """Options of filters, with this choice added to those of the filters that run packs."""
        options = {name: dict(table) for name, table in given.items()}
        mine = {"off": self.off, "keep": self.keep, "extra": self.packs}
        for name in _PACKED:
            for key, chosen in mine.items():
                if chosen:
                    table = options.setdefault(name, {})
                    table[key] = (*names(key, table.get(key, ())), *chosen)
        return options

    def over(self, filters: Iterable[Filter]) -> tuple[Filter, ...]:
        """The filters without the rules that are to be silent."""
        found: list[Filter] = []
        for item in filters:
            own = tuple(name for name in self.silent if name.startswith(f"{item.id}."))
            if not own:
                found.append(item)
            elif isinstance(item, SurveyFilter):
                found.append(_SilentSurvey(item, own))
            else:
                found.append(_Silent(item, own))
        return tuple(found)


def _is_of_code(name: str) -> bool:
    """Whether a rule of that name is no pack's: its filter is known, and runs none."""
    owner, dot, rest = name.partition(".")
    if not dot or not rest:
        return False
    return owner not in _ONLY_PACKS and owner in filter_ids()


@dataclass(frozen=True, slots=True)
class _Silent:
    """A filter some rules of which are not heard."""

    inner: Filter
    rules: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.inner.id

    @property
    def needs(self) -> tuple[CharClass, ...]:
        return self.inner.needs

    @property
    def scope(self) -> Scope:
        return self.inner.scope

    def edits(self, text: Text) -> Edits:
        """The inner filter's edits by its other rules."""
        found = self.inner.edits(text)
        heard = np.array([tag.rule not in self.rules for tag in found.tags], dtype=bool)
        return found if heard.all() else found.take(heard[found.tag])


@dataclass(frozen=True, slots=True)
class _SilentSurvey(_Silent):
    """The same for a filter that surveys."""

    inner: SurveyFilter

    def survey(self, text: Text) -> Any:
        return self.inner.survey(text)

    def bind(self, evidence: Any) -> Filter:
        return _Silent(self.inner.bind(evidence), self.rules)
