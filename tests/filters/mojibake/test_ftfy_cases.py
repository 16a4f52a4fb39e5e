"""Ftfy's own public cases: what ftfy repairs with CJK-safe settings, `mojibake` repairs.

They are read from ftfy's source distribution, which is no part of the project. To run them:
``pip download --no-deps --no-binary :all: ftfy==6.3.1``, unpack it, and set ``FTFY_TEST_CASES`` to
its ``tests/test_cases.json``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from ftfy import TextFixerConfig, fix_encoding_and_explain

import textfix

_PATH = os.environ.get("FTFY_TEST_CASES", "")
_SAFE = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)


@pytest.mark.skipif(not _PATH, reason="FTFY_TEST_CASES is not set")
def test_every_case_that_ftfy_passes_we_pass() -> None:
    cases = json.loads(Path(_PATH).read_text("utf-8"))
    passed = [
        case
        for case in cases
        if fix_encoding_and_explain(case["original"], _SAFE)[0]
        == case.get("fixed-encoding", case["fixed"])
    ]
    assert len(passed) > 100
    for case in passed:
        wanted = case.get("fixed-encoding", case["fixed"])
        assert textfix.clean(case["original"], only="mojibake") == wanted, case["label"]
