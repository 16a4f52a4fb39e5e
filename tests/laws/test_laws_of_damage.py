"""clean(damage(x)) == x: what textfix is for, asked of generated documents.

Each damage alone, and together; against the clean text itself, or, where the clean text would be
touched too (a document is random, so a rule may fire on it), against what becomes of it.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix.testing import (
    as_mojibake,
    documents,
    flip_script,
    inject_readings,
    insert_zero_width,
    narrow_width,
    repeat_caption,
)
from textfix.testing.damage import injected

SEED = st.integers(0, 1000)
READINGS = injected()
# So much text that a handful of readings is no ruby, and that one script dominates.
BODY = (
    "\n今天下午的會議在新的圖書館裏舉行，大家都來了。館長說，讀書要從小開始；學問要在實踐中增長。"
    "會後，同學們參觀了新館，還聽了一堂課。\n"
)


@given(documents("Hant"), st.floats(0.01, 1), SEED)
def test_zero_width_characters_go(clean: str, share: float, seed: int) -> None:
    damaged = insert_zero_width(clean, share=share, seed=seed)
    assert textfix.clean(damaged, only="control") == clean


@given(documents("Hant"), SEED, st.booleans())
def test_injected_readings_go(clean: str, seed: int, wide: bool) -> None:
    damaged = inject_readings(clean + BODY, seed=seed, wide=wide)
    assert textfix.clean(damaged, only="gloss") == clean + BODY


@given(documents("Hant"), st.sets(st.sampled_from(sorted(READINGS)), min_size=2), st.booleans())
def test_any_table_goes_or_stays_as_a_whole(clean: str, table: set[str], wide: bool) -> None:
    """Whatever hanzi a site chose: eight readings show it, fewer are taken together or left."""
    left, right = "（）" if wide else "()"
    text = clean + BODY
    damaged = "".join(
        f"{char}{left}{READINGS[char]}{right}" if char in table else char for char in text
    )
    cleaned = textfix.clean(damaged, only="gloss")
    assert cleaned in (text, damaged)
    if sum(map(text.count, table)) >= 8 and sum(char in text for char in table) > 1:
        assert cleaned == text


@given(documents("Hant"), SEED, st.booleans())
def test_injected_toneless_readings_go(clean: str, seed: int, wide: bool) -> None:
    """The second family: the same without tones, ü as v."""
    damaged = inject_readings(clean + BODY, seed=seed, wide=wide, toned=False)
    assert textfix.clean(damaged, only="gloss") == clean + BODY


@given(documents("Hant"), SEED)
def test_narrowed_marks_are_widened(clean: str, seed: int) -> None:
    """All but those between digits and behind Latin; these documents have none."""
    damaged = narrow_width(clean + BODY, seed=seed)
    assert textfix.clean(damaged, only="width") == textfix.clean(clean + BODY, only="width")


@given(documents("Hans"), documents("Hant"), SEED)
def test_mojibake_comes_back(first: str, second: str, seed: int) -> None:
    for clean in (first + BODY, second + BODY):
        assert textfix.clean(as_mojibake(clean), only="mojibake") == clean


@given(documents("Hant"), SEED)
def test_flipped_characters_come_back(clean: str, seed: int) -> None:
    """In random text flipped characters can make words of their own; so: at most a few."""
    text = clean + BODY
    expected = textfix.clean(text, only="script", to="traditional")
    found = textfix.clean(flip_script(text, share=0.1, seed=seed), only="script", to="traditional")
    differ = [pair for pair in zip(expected, found, strict=True) if pair[0] != pair[1]]
    assert len(differ) <= 2, differ


@given(SEED)
def test_a_repeated_caption_goes(seed: int) -> None:
    damaged = repeat_caption(BODY, seed=seed)
    assert damaged != BODY
    assert textfix.clean(damaged, only="caption") == BODY


@pytest.mark.parametrize("to", ["auto", "traditional"])
@given(clean=documents("Hant"), seed=SEED)
def test_all_of_it_together(to: str, clean: str, seed: int) -> None:
    """Readings, marks and invisible characters at once: the same as of the clean text."""
    text = clean + BODY
    damaged = insert_zero_width(
        narrow_width(inject_readings(text, seed=seed)), share=0.05, seed=seed
    )
    assert textfix.clean(damaged, to=to) == textfix.clean(text, to=to)  # type: ignore[arg-type]
