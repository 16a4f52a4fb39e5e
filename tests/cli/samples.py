"""What the tests of this folder share: where the project is, and a text that is dirty."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).absolute().parents[2]

# By the filters of PRESET; synthetic.
DIRTY = "長(cháng)沙市的會(huì )議開(kāi)了,很好。\n第二\u200b行\n"
CLEAN = "長沙市的會議開了，很好。\n第二行\n"
PRESET = 'filters = ["control", "gloss", "width"]\n'
