"""Mutants of rules: every piece is taken out, and what proves nothing is told; ours prove all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from textfix._edits import Applicability
from textfix._errors import RuleError
from textfix._rulepack import Example, Pack, Rule, shipped_packs
from textfix.testing._pieces import longest, without
from textfix.testing.mutation import mutants, survey
from textfix.testing.packs import open_pack

if TYPE_CHECKING:
    from collections.abc import Sequence

RULE = Rule(
    id="tea.by",
    kind="editor",
    pattern=r"(?:本期)?泡茶:[\p{Han}]{2,3}(?!。)",
    literals=("泡茶:",),
    reason="demo",
    hit=(Example("泡茶：王明", ""), Example("本期泡茶：林小山", "")),
    miss=("他在泡茶。", "今天泡茶：王明"),
)


def left(rule: Rule, **options: bool) -> list[str]:
    pack = Pack("tea", "", (rule,), Path("tea.toml"))
    ((_, _, survivors),) = survey(pack, **options)
    return [mutant.what for mutant in survivors]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ab", []),
        ("a|b|cd", ["b|cd", "a|cd", "a|b"]),
        ("x(?:a|b)y", ["x(?:b)y", "x(?:a)y"]),
        ("ab?", ["a", "ab"]),
        ("a[bc]*", ["a", "a[bc]+"]),
        ("a(?:bc){0,2}", ["a", "a(?:bc){1,2}"]),
        ("a(?!b)", ["a"]),
        (r"a\|b", []),
        ("[a|b]", []),
        ("[]|]", []),
        (r"\p{Han}x?", [r"\p{Han}", r"\p{Han}x"]),
    ],
)
def test_the_pieces_of_a_pattern(pattern: str, expected: list[str]) -> None:
    assert [piece.pattern for piece in without(pattern)] == expected


def test_a_list_of_words_is_one_piece_unless_asked() -> None:
    deep = [piece.deep for piece in without("x(?:a|b|c|d)")]
    assert deep == [True] * 4
    assert not any(piece.deep for piece in without("x(?:a|b|c)"))
    assert [piece.deep for piece in without("(?:a|b(?:c|d))")] == [False, False, True, True]


@pytest.mark.parametrize(
    ("pattern", "size", "hanzi"),
    [("ab", 2, 0), ("好[^a]", 2, 2), ("(?:甲乙|丙)b{2,5}", 7, 2), (r"\p{Han}{2,4}:", 5, 4)],
)
def test_how_much_a_pattern_can_match(pattern: str, size: int, hanzi: int) -> None:
    assert longest(pattern) == (size, hanzi)


def test_each_part_of_a_rule_is_changed() -> None:
    guarded = replace(RULE, unless=("林",), max_han=4)
    found = {mutant.what for mutant in mutants(guarded)}
    for what in (
        "deleted",
        "pattern without the optional (?:本期)?",
        "pattern with (?:本期)? made necessary",
        "pattern without (?!。)",
        "without the guard 林",
        "at = start",
        "at = end",
        "scope = tail",
        "scope = span",
        "applicability = unsafe",
        "applicability = display",
        "without max_han",
    ):
        assert what in found, found
    assert "without the literal '本期'" not in found
    literals = replace(RULE, literals=("泡茶:", "本期"))
    assert "without the literal '本期'" in {mutant.what for mutant in mutants(literals, deep=True)}


def test_a_limit_beyond_the_pattern_is_no_mutant() -> None:
    assert "without max_han" not in {mutant.what for mutant in mutants(RULE)}


def test_what_nothing_proves_survives() -> None:
    assert left(RULE) == ["pattern without (?!。)", "at = start"]
    proved = replace(RULE, miss=(*RULE.miss, "泡茶：王明，大家都來了"))
    assert left(proved) == ["pattern without (?!。)"]
    # fullmatch: the look-around can never say no, and belongs out of the pattern.
    assert left(replace(proved, pattern=RULE.pattern.removesuffix("(?!。)"))) == []


@pytest.mark.parametrize(
    ("change", "survivor"),
    [
        ({"hit": RULE.hit[:1]}, "pattern without the optional (?:本期)?"),
        ({"hit": RULE.hit[1:]}, "pattern with (?:本期)? made necessary"),
        ({"miss": RULE.miss[:1]}, "at = end"),
        ({"miss": RULE.miss[:1]}, "scope = tail"),
        ({"unless": ("水$",)}, "without the guard 水$"),
    ],
)
def test_taking_an_example_away_lets_a_mutant_live(
    change: dict[str, Sequence[str]], survivor: str
) -> None:
    assert survivor not in left(RULE)
    assert survivor in left(replace(RULE, **change))  # type: ignore[arg-type]


def test_a_level_is_part_of_what_a_hit_says() -> None:
    for level in Applicability:
        assert not [what for what in left(replace(RULE, applicability=level)) if "applic" in what]


def test_a_rule_that_another_one_covers_is_superfluous() -> None:
    twin = replace(RULE, id="tea.twin")
    pack = Pack("tea", "", (RULE, twin), Path("tea.toml"))
    with pytest.raises(RuleError, match="run textfix rules test first"):
        list(survey(pack))


def test_examples_that_do_not_hold_catch_nothing() -> None:
    wrong = replace(RULE, miss=("泡茶：王明",))
    with pytest.raises(RuleError, match=r"miss\[泡茶：王明\] does not hold"):
        left(wrong)


@pytest.mark.slow
def test_our_packs_have_no_other_survivors_than_the_known() -> None:
    """Strict both ways: a mutant that is caught now leaves the list."""
    path = Path(__file__).resolve().parent.parent / "fixtures" / "known_failures" / "mutants.txt"
    rows = path.read_text(encoding="utf-8").splitlines()
    known = sorted(row for row in rows if not row.startswith("#"))
    found = sorted(
        f"{rule.id}: {mutant.what}"
        for name in shipped_packs()
        for rule, _, alive in survey(open_pack(name))
        for mutant in alive
    )
    assert found == known
