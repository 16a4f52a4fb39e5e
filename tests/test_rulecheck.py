"""What `_rulecheck` reports: each check has a rule that it must catch."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._apply import apply
from textfix._rulecheck import problems, slow, together
from textfix._rulematch import RuleSet, rule_set
from textfix._rulenoise import NOISE
from textfix._rulepack import Example, Rule, load_pack
from textfix._text import Text

GOOD = Rule(
    id="demo.editor",
    kind="editor",
    pattern=r"编辑:\p{Han}{2,4}",
    literals=("编辑:",),
    reason="demo",
    hit=(Example("編輯：王小明", ""),),
    miss=("编辑的工作",),
)


def test_a_good_rule_has_no_problem() -> None:
    assert not list(problems(GOOD))
    assert not list(together([GOOD]))
    assert not list(slow(GOOD))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"hit": (Example("编辑：王", ""),)}, "hit '编辑：王' (as written) gives"),
        ({"hit": (Example("编辑：王小明", "编"),)}, "gives '', not '编'"),
        ({"miss": ("编辑:不明",)}, "miss '编辑:不明' is not left alone: ''"),
        ({"todo": (Example("编辑：周山", ""),)}, "todo '编辑：周山' holds now"),
        ({"literals": ("主编:",)}, "holds none of the literals"),
    ],
)
def test_examples_that_do_not_hold_are_told(changed: dict[str, object], says: str) -> None:
    found = list(problems(replace(GOOD, **changed)))  # type: ignore[arg-type]
    assert says in found[0]


def test_blanks_at_the_ends_are_no_length() -> None:
    short = replace(GOOD, max_len=8, hit=(Example("编辑:王小明 ", ""),))
    assert not list(problems(short))


def test_shapes_are_told() -> None:
    """A rule on characters that NFKC exchanges, and one that knows one script by its literals."""
    dots = replace(GOOD, pattern="…编辑", literals=("编辑",), hit=(Example("…編輯", ""),))
    assert "after NFKC" in next(problems(dots))


def test_what_one_rule_must_miss_another_may_not_take() -> None:
    greedy = replace(GOOD, id="demo.greedy", pattern="编辑的?工作", hit=(Example("编辑工作", ""),))
    [problem] = together([GOOD], beside=[replace(greedy, literals=("编辑",), miss=())])
    assert problem == (GOOD, "miss '编辑的工作' is taken by demo.greedy")


def test_a_rule_without_which_all_hits_come_out_the_same_is_superfluous() -> None:
    twin = replace(GOOD, id="demo.twin")
    assert [problem.rule.id for problem in together([GOOD, twin])] == ["demo.editor", "demo.twin"]


def test_a_slow_pattern_is_told() -> None:
    """Quadratic on purpose, in a scope that looks at lines of any length."""
    rule = replace(
        GOOD,
        scope="span",
        at="anywhere",
        pattern="编.*x",
        literals=("编辑",),
        hit=(Example("编辑x", ""),),
    )
    assert any("100000 characters" in told for told in slow(rule))


# -- invisible characters ------------------------------------------------------------------

RULES = rule_set(("editor", "share", "navigation", "rights", "counter", "caption"))
LINES = [hit.text for rule in RULES.rules for hit in rule.hit]


@given(st.lists(st.sampled_from([*LINES, "江城的老街修好了。", ""]), max_size=4), st.data())
def test_noise_hides_nothing_and_moves_nothing(lines: list[str], data: st.DataObject) -> None:
    """What is left of a text with noise is what is left of it without, but for noise."""
    clear = "\n".join(lines)
    noisy = "".join(
        data.draw(st.sampled_from(["", "", "", *NOISE])) + character for character in clear
    )
    wanted = apply(Text(clear), RULES.edits(Text(clear))).value
    found = apply(Text(noisy), RULES.edits(Text(noisy))).value
    bare = found.translate(dict.fromkeys(map(ord, NOISE)))
    assert bare == wanted
    assert len(RULES.edits(Text(noisy))) == len(RULES.edits(Text(clear)))


def test_a_dropped_line_takes_its_noise_along() -> None:
    rules = RuleSet([rule for rule in load_pack("editor").rules if rule.id == "editor.named"])
    page = Text("好。\n\u200b責任\ufe0f編輯：王小明\u200e\r\n完\u200b。\n")
    assert apply(page, rules.edits(page)).value == "好。\n完\u200b。\n"
