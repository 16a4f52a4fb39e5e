"""Strategies and damages do what they say; the tables behind them are what OpenCC says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from textfix import clean
from textfix._charclass import CharClass
from textfix._errors import ConfigError
from textfix._rules import rules_dir
from textfix._text import Text
from textfix.testing import (
    DAMAGES,
    as_mojibake,
    damaged,
    documents,
    flip_script,
    han_text,
    hostile_text,
    inject_readings,
    insert_zero_width,
    latin_text,
    mix_encodings,
    mixed_text,
    narrow_width,
    repeat_caption,
    sentences,
    shift_bytes,
    sweep,
    texts,
    wrap,
)
from textfix.testing.damage import injected
from textfix.testing.vocabulary import (
    Script,
    Weighted,
    characters,
    convertible,
    one_to_one,
    phrases,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPTS = get_args(Script)
PLACES = ("noun", "verb", "adverb", "adjective", "time", "place", "pronoun", "link")


def seen(strategy: st.SearchStrategy[str], count: int) -> list[str]:
    found: list[str] = []

    quiet = list(HealthCheck)

    @settings(max_examples=count, database=None, derandomize=True, suppress_health_check=quiet)
    @given(strategy)
    def look(value: str) -> None:
        found.append(value)

    look()
    return found


# -- tables ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["words", "phrases"])
def test_a_table_says_where_it_is_from(name: str) -> None:
    rows = (rules_dir() / "testing" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    head = [row for row in rows if row.startswith("#")]
    assert {"format", "origin", "users"} <= {row[2:].partition(":")[0] for row in head}
    assert len(set(rows)) == len(rows)


def test_words_hold_both_ways_in_opencc() -> None:
    s2t, t2s = OpenCC("s2t").convert, OpenCC("t2s").convert
    for place in PLACES:
        hans, hant = words(place, "Hans").items, words(place, "Hant").items
        assert sorted(map(s2t, hans)) == sorted(hant)
        assert sorted(map(t2s, hant)) == sorted(hans)


def test_phrases_are_all_that_opencc_does_not_do_by_character() -> None:
    """Counted from its own table: what scripts/make_testing_tables.py wrote is not stale."""
    s2t = OpenCC("s2t").convert
    alone = {char: s2t(char) for char in "".join(phrases("Hans"))}
    rows = (rules_dir() / "testing" / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [row.split("\t") for row in rows if row.startswith("-\t")]
    ours = [(hans, hant) for _, hans, hant in pairs if s2t(hans) == hant]
    assert len(ours) > 0.9 * len(pairs)  # the others are phrases of t2s
    differ = [hans for hans, hant in ours if hant != "".join(alone[char] for char in hans)]
    assert len(differ) > 9_000


def test_one_to_one_is_its_own_inverse() -> None:
    pairs = one_to_one()
    assert all(pairs[pairs[char]] == char != pairs[char] for char in pairs)
    s2t, t2s = OpenCC("s2t").convert, OpenCC("t2s").convert
    assert all(other in (s2t(char), t2s(char)) for char, other in pairs.items())


def test_injected_readings_are_readings() -> None:
    from textfix.filters.gloss.readings import Reading, judge

    table = injected()
    assert len(table) == 78
    wrong = [pair for pair in table.items() if judge(*pair) not in (Reading.MAIN, Reading.TONED)]
    assert wrong == []


def test_weights_are_a_scale_without_holes() -> None:
    table = Weighted.of([("a", 10), ("b", 12), ("c", 200)])
    assert [table.at(0), table.at(table.size - 1)] == ["a", "c"]
    assert {table.at(step) for step in range(table.size)} == {"a", "b", "c"}
    with pytest.raises(IndexError):
        table.at(table.size)


# -- strategies ------------------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS)
def test_text_is_in_its_script(script: Script) -> None:
    """Pairs that only one script writes are never in the other's text."""
    foreign = {
        "Hans": set(one_to_one()) & convertible("Hant"),
        "Hant": set(one_to_one()) & convertible("Hans"),
        "both": set(one_to_one()),
        "mixed": set(),
    }[script]
    for make in (han_text, sentences, documents):
        for value in seen(make(script), 60):
            assert not set(value) & foreign, value


@pytest.mark.parametrize("region", ["tw", "hk"])
def test_a_region_has_its_own_forms(region: Any) -> None:
    convert = OpenCC(f"t2{region}").convert
    text = "".join(seen(documents("Hant", region=region), 80))
    differ = {char for char in text if convert(char) != char}
    assert differ <= {"么", "台", "布", "线"}, differ
    assert any(char in text for char in ("裡" if region == "tw" else "裏"))


@given(st.data(), st.integers(0, 30), st.integers(0, 10))
def test_length_is_in_code_points(data: st.DataObject, least: int, more: int) -> None:
    assert least <= len(data.draw(han_text(length=(least, least + more)))) <= least + more
    assert len(data.draw(han_text("Hans", length=least))) == least


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: han_text("hans"),  # type: ignore[arg-type]
        lambda: sentences("Hant", region="cn"),  # type: ignore[arg-type]
        lambda: documents("Hans", region="tw"),
        lambda: han_text(length=(3, 2)),
    ],
)
def test_a_wrong_argument_is_said_at_once(wrong: Callable[[], object]) -> None:
    with pytest.raises(ConfigError):
        wrong()


@pytest.mark.parametrize(
    "strategy",
    [han_text(), sentences(), latin_text(), mixed_text(), hostile_text(), documents(), texts()],
    ids=["han", "sentences", "latin", "mixed", "hostile", "documents", "texts"],
)
def test_strategies_make_texts_of_many_kinds(strategy: st.SearchStrategy[str]) -> None:
    found = seen(strategy, 60)
    assert all(isinstance(value, str) for value in found)
    assert len(set(found)) > 20


def test_documents_have_every_part() -> None:
    found = "\n".join(seen(documents("Hant"), 150)).replace("\r", "")
    for part in ("^記者 林小山$", "^圖爲.*。$", "^1、.*\n2、", "：“.*”", "^.{5}，\n.{5}，", "。他"):
        assert re.search(part, found, re.MULTILINE), part


def test_common_words_are_common() -> None:
    """Drawn by frequency: the first hundred characters are most of what is written."""
    text = "".join(seen(documents("Hans"), 150))
    hanzi = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    common = set(characters("Hans").items[:300])
    assert sum(char in common for char in hanzi) / len(hanzi) > 0.5


def test_texts_shrink_to_what_matters() -> None:
    assert find(documents("Hant"), lambda text: "（" in text).count("\n") <= 3
    assert len(find(han_text("Hans"), lambda text: "发" in text)) <= 4
    assert len(find(sentences("Hant"), lambda text: "？" in text)) <= 12


@given(latin_text(ascii_only=True))
def test_ascii_text_is_ascii(value: str) -> None:
    assert value.isascii()


def test_hostile_text_reaches_every_class() -> None:
    """Or a law would never be asked about it."""
    found = CharClass(0)
    for value in seen(hostile_text(), 400):
        found |= Text(value).present
    assert [flag.name for flag in CharClass if not found & flag and flag.name != "CODE"] == []


@pytest.mark.parametrize("script", ["Hans", "Hant", "mixed"])
def test_a_sweep_leaves_nothing_out(script: Script) -> None:
    everything = "".join(sweep(script))
    assert convertible(script) <= set(everything)
    units = set(everything.replace("\n", "").replace("。", "，").split("，"))
    assert set(phrases(script)) - units == set()


def test_a_sweep_of_a_region_has_its_words() -> None:
    assert "軟體" in "".join(sweep("Hant", "tw"))
    assert "裏" not in "".join(sweep("Hant", "tw"))


# -- damages ---------------------------------------------------------------------------------

CLEAN = "題目\n市長今天開了會議，大家都來了（真的）。會後還有座談，說了很多很多很多的話。\n" * 5


@pytest.mark.parametrize("damage", [*DAMAGES, as_mojibake, shift_bytes, mix_encodings])
@given(value=documents("Hant"), seed=st.integers(0, 99))
def test_damages_are_the_same_for_the_same_seed(damage: Any, value: str, seed: int) -> None:
    assert damage(value, seed=seed) == damage(value, seed=seed)


@pytest.mark.parametrize("damage", [*DAMAGES, as_mojibake, shift_bytes])
def test_every_damage_damages(damage: Any) -> None:
    assert damage(CLEAN, seed=1) != CLEAN
    assert damage("", seed=1) == ""


@given(damaged(inject_readings), st.booleans())
def test_damaged_gives_the_clean_text_too(pair: tuple[str, str], again: bool) -> None:
    clean_text, dirty = pair
    for hanzi, reading in injected().items():
        dirty = dirty.replace(f"{hanzi}({reading})", hanzi)
    assert dirty == clean_text


@given(damaged(flip_script, share=1.0))
def test_flipping_twice_gives_the_text(pair: tuple[str, str]) -> None:
    clean_text, dirty = pair
    assert flip_script(dirty, share=1.0) == clean_text


@given(damaged(wrap, documents("Hant").map(lambda text: text.replace("\r", "")), width=7))
def test_wrapping_only_adds_newlines(pair: tuple[str, str]) -> None:
    clean_text, dirty = pair
    assert dirty.replace("\n", "") == clean_text.replace("\n", "")
    assert max(map(len, dirty.split("\n"))) <= 7


@given(documents("Hans"), st.integers(0, 50))
def test_mojibake_reads_back_by_its_chain(value: str, seed: int) -> None:
    from textfix.testing.bytedamage import CHAINS

    dirty = as_mojibake(value, seed=seed)
    backs = []
    for chain in CHAINS:
        text = dirty
        try:
            for written, read in reversed(chain):
                text = text.encode(read).decode(written)
        except UnicodeError:
            continue
        backs.append(text)
    assert value in backs


@given(documents("Hans"), st.integers(0, 50))
def test_mixed_encodings_decode_line_by_line(value: str, seed: int) -> None:
    lines = value.split("\n")
    for line, data in zip(lines, mix_encodings(value, seed=seed).split(b"\n"), strict=True):
        assert line in (data.decode("utf-8", "replace"), data.decode("gb18030", "replace"))


def test_a_shifted_line_keeps_its_beginning_and_what_follows() -> None:
    line = "出海提高外貿abc好"
    for seed in range(20):
        dirty = shift_bytes(line, seed=seed)
        assert dirty != line
        assert dirty[0] == line[0]
        assert dirty.endswith("abc好")
    assert "?" not in "".join(shift_bytes(line, seed=seed, marked=False) for seed in range(20))
    assert shift_bytes("abc 好", seed=1) == "abc 好"


def test_damages_by_example() -> None:
    assert inject_readings("會長", wide=True) == "會（huì ）長（cháng）"
    assert inject_readings("會區與", toned=False) == "會(hui )區(qu)與(yu)"
    assert flip_script("長长", share=1.0) == "长長"
    assert narrow_width("，：；！？（）。“”") == ",:;!?()。“”"
    assert wrap("一二三四五\n六", 2) == "一二\n三四\n五\n六"
    assert len(insert_zero_width("長沙\n", share=1.0)) == 5
    assert repeat_caption("沒有兩句。") == "沒有兩句。"
    assert as_mojibake("長", [("utf-8", "cp1252")]) == "é•·"
    assert as_mojibake("é", seed=3) == "Ã\x83Â©"


def test_as_mojibake_says_when_it_cannot() -> None:
    with pytest.raises(UnicodeError):
        as_mojibake("長", [("ascii", "utf-8")])
    with pytest.raises(UnicodeError):
        as_mojibake("\ud800", seed=1)


def test_a_damage_is_undone_by_what_it_was_made_for() -> None:
    """The kit and the library meet: one case each; tests/laws asks the rest."""
    assert clean(inject_readings(CLEAN), only="gloss") == CLEAN
    assert clean(insert_zero_width(CLEAN), only="control") == CLEAN
    assert clean(as_mojibake(CLEAN), only="mojibake") == CLEAN
