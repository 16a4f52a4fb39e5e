"""Ship `rules/` inside the wheel, and only there.

`rules/` lies beside the package so that rule authors find it. A wheel needs it inside the package;
an editable install must read the checkout itself, and a ``force-include`` in `pyproject.toml` would
put a second, stale ``textfix`` folder beside the link to it. `textfix._rules.rules_dir` looks in
both places; `tests/test_packaging.py` installs all three ways.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulesHook(BuildHookInterface[Any]):
    """Adds ``rules/`` to standard wheels as ``textfix/rules``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each build; `version` is ``standard`` or ``editable``."""
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"]["rules"] = "textfix/rules"
