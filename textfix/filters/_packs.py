"""`PackFilter`: the options of the filters that run rule packs, in one place.

`packs`, `extra`, `off` and `keep` mean the same for each of them. What is done with the hits is
the filter's own matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textfix._charclass import CharClass
from textfix._rulematch import names, rule_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textfix._filter import Scope
    from textfix._rulematch import RuleSet

__all__ = ["PackFilter"]


@dataclass(frozen=True, slots=True, init=False)
class PackFilter:
    """What runs rule packs, and which rules it runs.

    `packs`: names of packs under ``rules/artifacts``, or paths of TOML files; they replace the
    default ones. `extra`: packs beside those, of which the rules of the filter's own `kinds` are
    run. `off`: ids of rules that stay silent. `keep`: kinds that are left alone.

    Raises:
        RuleError: if a pack cannot be read or is wrong.
        ConfigError: if a rule or a kind is not known.
    """

    needs: ClassVar[tuple[CharClass, ...]] = (
        CharClass.HAN,
    )  # every rule needs a hanzi in its line
    scope: ClassVar[Scope] = "document"
    default: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ()

    packs: tuple[str, ...]
    extra: tuple[str, ...]
    off: tuple[str, ...]
    keep: tuple[str, ...]

    def __init__(
        self,
        *,
        packs: Iterable[str] | None = None,
        extra: Iterable[str] = (),
        off: Iterable[str] = (),
        keep: Iterable[str] = (),
    ) -> None:
        chosen = self.default if packs is None else names("packs", packs)
        object.__setattr__(self, "packs", chosen)
        object.__setattr__(self, "extra", names("extra", extra))
        object.__setattr__(self, "off", names("off", off))
        object.__setattr__(self, "keep", names("keep", keep))
        # What is wrong is told now, not at the first text; the default ones are read when needed.
        if (self.packs, self.extra, self.off, self.keep) != (self.default, (), (), ()):
            self.rules()

    def rules(self, *evidence: str) -> RuleSet:
        """The rules to run; those that ask for `evidence` too, or only those if "" is not given."""
        return rule_set(self.packs, self.extra, self.kinds, self.off, self.keep, evidence or ("",))
