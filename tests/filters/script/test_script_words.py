"""The reader's own words and a region's: what they do, and that they go before all evidence."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textfix
from textfix._apply import apply
from textfix._edits import Applicability
from textfix._errors import ConfigError
from textfix._text import Text, codepoints
from textfix.filters.script import ScriptFilter, convert, frozen_words, script
from textfix.filters.script._region import REGIONS
from textfix.filters.script._tables import word_rows
from textfix.filters.script._userwords import matching

if TYPE_CHECKING:
    from pathlib import Path


def made(script_filter: ScriptFilter, value: str) -> str:
    """The text after the filter's safe edits."""
    text = Text(value)
    return apply(text, script_filter.edits(text).split(Applicability.SAFE)[0]).value


def test_a_protected_word_stays_in_either_direction() -> None:
    for to in ("simplified", "traditional"):
        words = ScriptFilter(to=to, words=["萬俟卨", "于谦"])  # type: ignore[arg-type]
        assert "萬俟卨" in made(words, "長沙的萬俟卨和于谦，长沙")
        assert "于谦" in made(words, "長沙的萬俟卨和于谦，长沙")


def test_a_pair_is_exchanged_whatever_its_length() -> None:
    words = ScriptFilter(to="traditional", words={"优盘": "隨身碟", "后台": "後台"})
    assert made(words, "优盘在后台，皇后的优盘。") == "隨身碟在後台，皇后的隨身碟。"
    assert {edit.rule for edit in words.edits(Text("优盘在后台"))} >= {"script.words"}


def test_words_are_found_in_either_script() -> None:
    words = ScriptFilter(to="traditional", words={"软件": "軟體", "于謙": "于謙"})
    assert made(words, "软件與軟件，軟體，于谦于謙，软体") == "軟體與軟體，軟體，于谦于謙，軟體"
    both = ScriptFilter(to="traditional", words={"头發": "甲發", "头发": "乙发"})
    assert made(both, "头發，头发，頭髮") == "甲發，乙发，乙发"


def test_the_longest_word_counts() -> None:
    words = ScriptFilter(to="traditional", words={"头发": "頭髪", "头发展": "头发展"})
    assert made(words, "头发长，头发展") == "頭髪長，头发展"


def test_words_are_evidence_of_nothing() -> None:
    value = "長沙的會議，国家进步。"
    assert made(ScriptFilter(words=["国家进步"]), value) == value
    assert made(ScriptFilter(), value) == "長沙的會議，國家進步。"
    assert script("長沙，国家", words=["国家"]).label == "Hant"
    assert script("長沙，国家").label == "mixed"


def test_auto_without_a_script_of_its_own_still_obeys() -> None:
    assert made(ScriptFilter(words={"人口": "丁口"}), "人口") == "丁口"
    assert made(ScriptFilter(to="keep", words={"人口": "丁口"}), "人口") == "人口"


def test_words_come_from_files_mappings_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("\ufeff# mine\n\n软件\t軟體\n李松仁\n", encoding="utf-8")
    wanted = (("李松仁", "李松仁"), ("软件", "軟體"))
    assert frozen_words(path) == frozen_words(str(path)) == wanted
    assert frozen_words({"软件": "軟體", "李松仁": "李松仁"}) == wanted
    assert frozen_words(["李松仁", ("软件", "軟體")]) == wanted
    assert textfix.clean("李松仁的软件", to="tw", words=path) == "李松仁的軟體"
    assert textfix.clean("李松仁的软件", to="tw", words=wanted, only=["script"]) == "李松仁的軟體"
    assert textfix.clean("软件", preset="minimal", words={"软件": "軟體"}) == "軟體"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["abc"], "needs a hanzi"),
        ([""], "needs a hanzi"),
        (["里\n长"], "no newline"),
        ([("里", "裡", "裏")], "neither a word nor a pair"),
        ([("里", 1)], "pairs of strings"),
        ([1], "neither a word nor a pair|pairs of strings|not iterable"),
        (5, "a file, a mapping or a list"),
        ([("里", "裡"), ("里", "裏")], "two targets"),
        ({"里": "裡", "裡": "裏"}, "last form at once"),
        ("no/such/file", "cannot be read"),
    ],
)
def test_wrong_words_are_refused_when_made(words: object, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        ScriptFilter(words=words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"region_words": "cn"}, "choose one of"),
        ({"region_words": "tw", "to": "simplified"}, "choose to='tw'"),
        ({"region_words": "tw", "to": "hk"}, "choose to='tw'"),
        ({"region_words": "hk", "to": "keep"}, "choose to='hk'"),
    ],
)
def test_wrong_regions_are_refused_when_made(options: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        ScriptFilter(**options)  # type: ignore[arg-type]


def test_configurations_do_not_see_one_another() -> None:
    first = ScriptFilter(to="tw", words={"软件": "軟體"})
    second = ScriptFilter(to="tw", words={"软件": "軟件"})
    assert (made(first, "软件"), made(second, "软件"), made(ScriptFilter(to="tw"), "软件")) == (
        *("軟體", "軟件", "軟件"),
    )
    assert first != second
    assert pickle.loads(pickle.dumps(first)) == first
    assert hash(first) != hash(second)


def test_region_words_are_off_by_default_and_their_own_rule() -> None:
    value = "打印机的软件和鼠标"
    assert made(ScriptFilter(to="tw"), value) == "打印機的軟件和鼠標"
    tw = ScriptFilter(to="tw", region_words="tw")
    assert made(tw, value) == convert(value, "s2twp") == "印表機的軟體和滑鼠"
    rules = {edit.rule for edit in tw.edits(Text(value))}
    assert "script.region-words.tw" in rules
    assert made(ScriptFilter(to="hk", region_words="hk"), "几率的说法") == "機率的説法"


@pytest.mark.parametrize("region", REGIONS)
def test_region_words_leave_traditional_text_alone(region: str) -> None:
    words = ScriptFilter(to="traditional", region_words=region)  # type: ignore[arg-type]
    for key in word_rows(f"words-{region}"):
        value = f"長沙的{key}說"
        assert not any("region" in edit.rule for edit in words.edits(Text(value))), key


def test_region_words_in_a_mixed_document_only_where_it_is_simplified() -> None:
    words = ScriptFilter(to="tw", region_words="tw")
    assert made(words, "軟件開發了，软件开发。") == "軟件開發了，軟體開發。"


PIECES = st.sampled_from(
    [
        *("软件", "軟件", "头发", "頭髮", "头发展", "鼠标", "信息", "里长"),
        *"软件头发体體长長髪，\na",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
WORDS = frozen_words({"软件": "軟體", "头发": "頭髪", "头发展": "头发展", "里": "里"})


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_law_matching_is_leftmost_longest(value: str) -> None:
    folded = convert(value, "t2s")
    wanted, at = [], 0
    while at < len(value):
        length = 1
        for word, target in sorted(WORDS, key=lambda pair: -len(pair[0])):
            written = value[at : at + len(word)]
            if folded.startswith(word, at) or written == target:
                length = len(word)
                stays = target in (word, written)
                wanted.append((at, at + length, written if stays else target))
                break
        at += length
    found = matching(WORDS, value, codepoints(value))
    assert list(zip(found.start.tolist(), found.end.tolist(), found.targets, strict=True)) == wanted


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["auto", "simplified", "traditional", "tw"]), st.booleans())
def test_law_idempotent(value: str, to: str, idioms: bool) -> None:
    words = ScriptFilter(
        to=to,  # type: ignore[arg-type]
        words=WORDS,
        region_words="tw" if idioms and to != "simplified" else None,
    )
    once = made(words, value)
    assert made(words, once) == once
    edits = words.edits(Text(value))
    edits.checked(len(value))
