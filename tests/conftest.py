"""Hypothesis profiles, and where the fixtures and the shared samples lie.

`default`: a few seconds a law on two busy cores, and the same examples on every run: whoever types
the README's command gets the answer that CI gets. `deep`: ``pytest --hypothesis-profile=deep``, new
examples every night.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

_BASE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", _BASE, max_examples=30, derandomize=True, database=None)
settings.register_profile("deep", _BASE, max_examples=3000)
settings.load_profile("default")


@pytest.fixture(scope="session")
def sample() -> bytes:
    """The article of the main job; it is not part of the project and may be absent."""
    for folder in (ROOT.parent / "shared", Path("/work/shared")):
        path = folder / "samples" / "changsha.txt"
        if path.is_file():
            return path.read_bytes()
    pytest.skip("../shared/samples/changsha.txt is not on this machine")
