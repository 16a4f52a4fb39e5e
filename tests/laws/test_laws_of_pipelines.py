"""The presets keep the laws of a pipeline, for each script they can be asked for."""

from __future__ import annotations

from typing import Literal

import pytest

from textfix._options import build
from textfix.testing import check_pipeline
from textfix.testing.timing import check_linear_time


@pytest.mark.parametrize(
    ("preset", "to"),
    [
        ("default", "auto"),
        ("default", "simplified"),
        ("default", "traditional"),
        ("minimal", "auto"),
        ("article", "auto"),
        ("article", "traditional"),
        ("minimal", "traditional"),
    ],
)
def test_preset_keeps_the_laws(
    preset: str, to: Literal["auto", "simplified", "traditional"]
) -> None:
    check_pipeline(build(preset=preset, to=to), linear=False)


@pytest.mark.parametrize("preset", ["default", "minimal", "article"])
def test_preset_takes_linear_time(preset: str) -> None:
    check_linear_time(build(preset=preset), f"preset {preset}", size=10_000)
