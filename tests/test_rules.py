"""Rules are data that prove themselves: packs load, examples hold, patterns are harmless.

Every rule of every pack that ships is a test case. A rule without both a hit and a miss does not
load here; deleting a rule breaks `test_no_rule_is_gone`.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._errors import ConfigError, RuleError
from textfix._rulecheck import problems, result, slow, together
from textfix._rulefields import schema
from textfix._rulefold import WORDS, fold, fold_points, fold_words, unfolded, variants
from textfix._rulelines import rule_lines
from textfix._rulematch import RuleSet, names, rule_set
from textfix._rulematch._line import RuledLine
from textfix._rulepack import KINDS, Pack, Rule, load_pack, read_pack, shipped_packs
from textfix._rulepattern import check_pattern
from textfix._rules import rules_dir
from textfix._rulescan import Index
from textfix._text import Text
from textfix.filters.extent._extent import RULES as EXTENT_RULES
from textfix.testing.timing import check_linear_time

PACKS: dict[str, Pack] = {
    name: read_pack(path, checked=True) for name, path in shipped_packs().items()
}
RULES = [rule for pack in PACKS.values() for rule in pack.rules]
EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)

GOOD = """
[[rule]]
id = "demo.one"
kind = "editor"
pattern = '编辑:[\\p{Han}]{2,4}'
literals = ["编辑:"]
hit = ["編輯：王小明"]
miss = ["编辑的工作"]
reason = "demo"
"""


@EACH
def test_the_examples_of_a_rule_hold(rule: Rule) -> None:
    assert list(problems(rule)) == []


@pytest.mark.parametrize("pack", PACKS.values(), ids=list(PACKS))
def test_the_rules_of_a_pack_go_together(pack: Pack) -> None:
    """No rule takes what another proves harmless; deleting a rule fails."""
    beside = [rule for rule in RULES if rule not in pack.rules]
    assert list(together(pack.rules, beside)) == []


@EACH
def test_every_literal_begins_as_the_pattern_can(rule: Rule) -> None:
    """A literal that no match can hold would only cost time; its words are the pattern's."""
    words = re.sub(r"\\(.)", r"\1", rule.pattern + "".join(e.text for e in rule.hit))
    words = fold(words)
    for literal in rule.literals:
        assert all(part in words for part in literal), literal


@EACH
def test_a_rule_takes_linear_time(rule: Rule) -> None:
    assert list(slow(rule)) == []


def test_all_rules_together_take_linear_time() -> None:
    """On one long line, and on many lines, of what they look for."""
    everything = RuleSet(RULES)
    parts = [
        "摄",
        "图/",
        ">>",
        "(点击看大图)",
        "(",
        "编辑:王小明 ",
        "编辑:王小明\n",
        "。返回首页>>",
    ]
    check_linear_time(
        lambda value: list(everything.hits(Text(value))), "rules", size=10_000, patterns=parts
    )


def _pack(rule: Rule) -> str:
    return next(name for name, pack in PACKS.items() if rule in pack.rules)


def test_ids_are_unique_over_all_packs_and_begin_with_the_packs_name() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert all(rule.id.startswith(_pack(rule).rpartition("/")[2] + ".") for rule in RULES)


def test_the_list_of_rules_is_complete() -> None:
    """Ids are public: `off=` takes them. A rule that is added or goes shows in docs/rules.md."""
    text = (Path(__file__).parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+\.[a-z-]+)` \|", text, re.MULTILINE)
    assert listed == [rule.id for rule in RULES], "run scripts/list_rules.py --write"


def test_every_kind_has_a_rule() -> None:
    assert {rule.kind for rule in RULES} == set(KINDS)


# -- loading -------------------------------------------------------------------------------


def _pack_file(folder: Path, text: str) -> Path:
    path = folder / "demo.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pack_is_read(tmp_path: Path) -> None:
    pack = read_pack(_pack_file(tmp_path, GOOD), checked=True)
    assert [rule.id for rule in pack.rules] == ["demo.one"]
    assert rule_set((str(pack.path),)).rules == pack.rules


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "demo.one"', "", "toml:2: rule number 1: id:"),
        (
            'kind = "editor"',
            'kind = "edtor"',
            "toml:4: rule demo.one: kind: is 'edtor'; choose one of",
        ),
        ('reason = "demo"', "", "toml:2: rule demo.one: reason: must be there"),
        ('["编辑:"]', "[]", "literals: must name"),
        ('["编辑:"]', '["編輯"]', "toml:6: rule demo.one: literals: '編輯' never occurs"),
        ('["编辑:"]', '"编辑"', "literals: must be a list"),
        ("'编辑:", "'編輯:", "pattern: holds '編', which the folded view never shows; write '编'"),
        ("'编辑:", "'登入|编辑:", "pattern: holds '登入', which the folded view shows as '登录'"),
        ('["编辑:"]', '["登入"]', "literals: '登入' never occurs in the folded view; write '登录'"),
        ("'编辑:", "'.*编辑:", "pattern: begins with an unbounded repeat"),
        ("'编辑:", "'编辑:(?:a+b)+", "pattern: has an unbounded repeat inside"),
        ("'编辑:", "'编辑:(", "pattern: is not a pattern"),
        ('miss = ["编辑的工作"]', "", "miss: is empty"),
        ('hit = ["編輯：王小明"]', "", "hit: is empty"),
        ('hit = ["編輯：王小明"]', "hit = [3]", "hit: each must be"),
        (
            'reason = "demo"',
            'reason = "demo"\nmax_hans = 3',
            "max_hans: is not a key of a rule; did you mean 'max_han'?",
        ),
        ('reason = "demo"', 'reason = "demo"\nmax_han = 0', "max_han: must be a whole number"),
        ('reason = "demo"', 'reason = "demo"\nscope = "tail"', "hit: each must be"),
        ('reason = "demo"', 'reason = "demo"\nat = "anywhere"', "at: is 'anywhere'; choose one of"),
        ("[[rule]]", "[[rules]]", "unknown key 'rules'"),
        ("[[rule]]", "rule = 3\n[[other]]", "unknown key 'other'"),
        ('id = "demo.one"', 'id = ""', "toml:3: rule number 1: id: must be there"),
        ('id = "demo.one"', 'id = "a, b"', "toml:3: rule a, b: id: is 'a, b'; a name has no blank"),
        (GOOD, 'description = "nothing yet"', "holds no rule; write each as a table, [[rule]]"),
        ("[[rule]]", "[[rule", "not valid TOML"),
    ],
)
def test_a_wrong_pack_says_file_rule_and_field(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in GOOD
    path = _pack_file(tmp_path, GOOD.replace(old, new))
    with pytest.raises(RuleError) as caught:
        read_pack(path, checked=True)
    assert str(caught.value).startswith(f"{path}:")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_lines_are_those_of_the_file() -> None:
    source = (
        'description = """\n[[rule]]\nid = 3\n"""\n[[rule]] # one\nid = "a.b"\n'
        "pattern = '''\n[[rule]]\nkind = 4\n'''\nhit = [\n  [\n  'x = 1', ''],\n]\n"
        '[[ rule ]]\nid="c"\nreason = "\\"[["\nmiss = ["]"]\nkind = "d" # ["\nnear = 3\n'
    )
    assert tomllib.loads(source)["rule"][1]["near"] == 3
    assert rule_lines(source) == [
        {"": 5, "id": 6, "pattern": 7, "hit": 11},
        {"": 15, "id": 16, "reason": 17, "miss": 18, "kind": 19, "near": 20},
    ]


@EACH
def test_a_rule_knows_its_line(rule: Rule) -> None:
    lines = PACKS[_pack(rule)].path.read_text(encoding="utf-8").splitlines()
    assert lines[rule.line - 1] == "[[rule]]"
    assert f'id = "{rule.id}"' in lines[rule.line]


def test_a_pack_of_inline_tables_has_no_lines(tmp_path: Path) -> None:
    path = _pack_file(tmp_path, 'rule = [{id = "a.b"}]')
    with pytest.raises(RuleError, match=r"demo\.toml: rule a\.b: kind: "):
        read_pack(path)


def test_the_schema_for_editors_is_what_the_loader_takes() -> None:
    path = rules_dir() / "pack.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == schema(), "scripts/make_rule_schema.py"


@pytest.mark.parametrize("pack", PACKS.values(), ids=list(PACKS))
def test_packs_keep_to_the_schema_and_name_it(pack: Pack) -> None:
    """By the few words of JSON Schema that ours uses; editors know them all."""
    source = pack.path.read_text(encoding="utf-8")
    first = source.splitlines()[0]
    assert first.startswith("#:schema ")
    target = pack.path.parent / first.removeprefix("#:schema ")
    assert target.resolve() == (rules_dir() / "pack.schema.json").resolve()
    items = schema()["properties"]["rule"]["items"]
    for table in tomllib.loads(source)["rule"]:
        assert set(items["required"]) <= set(table) <= set(items["properties"])
        for key, value in table.items():
            known = items["properties"][key]
            types = {"string": str, "integer": int, "array": list}
            assert isinstance(value, types[known["type"]])
            assert value in known.get("enum", [value])
            assert known.get("minItems", 0) <= len(value) if isinstance(value, list) else True


def test_a_pack_saved_by_notepad_loads(tmp_path: Path) -> None:
    path = _pack_file(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n"))
    (rule,) = read_pack(path, checked=True).rules
    assert (rule.id, rule.line) == ("demo.one", 2)


def test_a_pack_in_another_encoding_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "demo.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(RuleError, match=r"demo\.toml: not UTF-8: .*; save it as UTF-8$"):
        read_pack(path)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"demo\.toml:12: rule demo\.one: id: is used twice"):
        read_pack(_pack_file(tmp_path, GOOD + GOOD))


def test_a_rule_in_two_packs_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    paths = (str(_pack_file(tmp_path, GOOD)), str(_pack_file(other, GOOD)))
    with pytest.raises(ConfigError, match=r"demo\.one is in two packs") as caught:
        rule_set(paths)
    assert all(path in str(caught.value) for path in paths)


def test_a_missing_pack_is_named() -> None:
    with pytest.raises(RuleError, match="no rule pack is called 'editr'; known: caption"):
        load_pack("editr")
    with pytest.raises(RuleError, match=r"nowhere\.toml: cannot be read"):
        load_pack("nowhere.toml")


def test_rules_are_switched_off_and_kinds_kept() -> None:
    line = Text("責任編輯：王小明")
    assert len(rule_set(("editor",)).edits(line)) == 1
    assert not len(rule_set(("editor",), off=("editor.named",)).edits(line))
    assert not len(rule_set(("editor",), keep=("editor",)).edits(line))
    with pytest.raises(ConfigError, match=r"did you mean 'editor\.named'"):
        rule_set(("editor",), off=("editor.nmed",))
    with pytest.raises(ConfigError, match="did you mean 'editor'"):
        rule_set(("editor",), keep=("edtor",))


def test_options_take_one_name_or_many() -> None:
    assert names("keep", "rights") == ("rights",)
    assert names("keep", ["rights", "share"]) == ("rights", "share")
    with pytest.raises(ConfigError, match="keep: must be a list of names"):
        names("keep", [3])  # type: ignore[list-item]


# -- patterns ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern", ["a.*b", "(?:ab?){2,}", "[^]a]b", "(?<=。)返.{0,8}", r"\p{Han}{2,4}x", "a{2,5}b"]
)
def test_a_harmless_pattern_passes(pattern: str) -> None:
    if pattern == "(?:ab?){2,}":
        with pytest.raises(RuleError, match="begins with"):
            check_pattern(pattern)
    else:
        check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [".*a", "(?:.+x|b)", "x?.*", "(?:a|)b*c", "^.*a", r"\p{Han}+x", "[^]]*x", "(?=a*)b", "a{2,}b"],
)
def test_a_leading_unbounded_repeat_is_refused(pattern: str) -> None:
    with pytest.raises(RuleError, match="begins with an unbounded repeat"):
        check_pattern(pattern)


def test_a_span_rule_may_not_repeat_without_bound() -> None:
    check_pattern("a.*b")
    with pytest.raises(RuleError, match="bound it"):
        check_pattern("a.*b", bounded=True)


# -- the folded view -----------------------------------------------------------------------


@given(st.text(max_size=60))
def test_folding_keeps_length_and_is_done_once(value: str) -> None:
    assert len(fold(value)) == len(value)
    assert fold(fold(value)) == fold(value)


@given(st.text("检视點選登入录影片頁 a", max_size=20))
def test_words_are_folded_to_words_of_their_length(value: str) -> None:
    view = fold_words(fold(value))
    assert len(view) == len(value)
    assert fold_words(view) == view
    assert fold(view) == view
    for literal in (view[:4], view[2:6]):
        assert all(fold_words(variant) == literal for variant in variants(literal))


@given(st.lists(st.sampled_from([*"".join(WORDS), *"".join(WORDS.values())]), max_size=24))
def test_words_are_folded_alike_in_long_and_short_views(characters: list[str]) -> None:
    view = "".join(characters)
    assert fold_words(view + "a" * 64) == fold_words(view) + "a" * 64


def test_one_rule_knows_the_words_of_both_sides() -> None:
    assert result(rule_set(("navigation",)), "登入後才能評論") == ""
    assert result(rule_set(("navigation",)), "[關閉視窗]") == ""
    assert result(rule_set(("rights",)), "免責宣告：本文不代表本站立場。") == ""


def test_both_ways_of_folding_agree() -> None:
    everything = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x33000)]))
    one_by_one = "".join(fold(everything[at : at + 1000]) for at in range(0, len(everything), 1000))
    assert fold(everything) == one_by_one


def test_unfolded_is_the_inverse() -> None:
    for character in "摄:a>":
        for point in unfolded(character):
            assert chr(fold_points()[point]) == character


def test_the_fold_table_is_what_opencc_says() -> None:
    rows = (rules_dir() / "artifacts" / "fold.tsv").read_text(encoding="utf-8").splitlines()
    header = [row for row in rows if row.startswith("#")]
    assert {"format", "origin", "licence", "used by"} <= {
        row.removeprefix("# ").partition(":")[0] for row in header
    }
    pairs = [tuple(row.split("\t")) for row in rows if not row.startswith("#")]
    assert pairs == sorted(set(pairs))
    assert all(len(a) == len(b) == 1 for a, b in pairs)
    convert = opencc.OpenCC("t2s").convert
    finals = {a: b for a, b in pairs}  # noqa: C416
    assert all(b not in finals for _, b in pairs)
    assert all(convert(a) == b for a, b in pairs if convert(a) not in finals)


# -- matching ------------------------------------------------------------------------------

PIECES = [example.text for rule in RULES for example in rule.hit] + [
    line for rule in RULES for line in rule.miss
]
PAGES = st.lists(st.sampled_from([*PIECES, "", "\u3000\u3000江城的老街修好了。"]), max_size=8).map(
    "\n".join
)


ALL = ("editor", "rights", "share", "navigation", "counter", "caption")


@pytest.mark.parametrize("script", ["as written", "s2t", "t2s"])
def test_the_prefilter_hides_no_hit(script: str) -> None:
    """Trying every rule on every line finds what looking for literals first finds."""
    rules = rule_set(ALL)
    convert = opencc.OpenCC(script).convert if script != "as written" else str
    for line in map(convert, PIECES):
        if not re.search("[\u4e00-\u9fff]", line):
            continue  # not judged without evidence of the document
        everything = RuledLine(fold_words(fold(line))).run(rules.rules, rules.rules)
        found = [(hit.start, hit.end, hit.rule.id) for hit in rules.hits(Text(line))]
        assert found == [(low, high, rule.id) for low, high, rule, *_ in everything]


BEGINNINGS = ["摄", "👉", "未经", "编:", "返回首", "返回顶", "登录后"]


@given(st.text("攝摄👉未經经编：:返回首页頂顶登录後后\n 長", max_size=30))
def test_every_place_of_a_beginning_is_found_and_no_other(value: str) -> None:
    index, view = Index(BEGINNINGS), fold(value)
    at, rows = index.places(Text(value))
    found = [(place, index.beginnings[row]) for place, row in zip(at, rows, strict=True)]
    assert set(found) == {
        (place, beginning)
        for beginning in BEGINNINGS
        for place in range(len(view))
        if view.startswith(beginning, place)
    }
    assert len(found) == len(set(found))
    assert at.tolist() == sorted(at)


@given(PAGES)
def test_a_line_is_judged_by_itself(page: str) -> None:
    rules = rule_set(ALL)
    by_line, at = [], 0
    for line in page.split("\n"):
        by_line += [(hit.start + at, hit.rule.id) for hit in rules.hits(Text(line))]
        at += len(line) + 1
    assert [(hit.start, hit.rule.id) for hit in rules.hits(Text(page))] == by_line


def _one(**fields: Any) -> Rule:
    return Rule(id="x.y", kind="share", reason="demo", **fields)


def test_a_tail_leaves_the_line_and_an_emptied_line_goes() -> None:
    rules = RuleSet([_one(pattern="返回首页>>", literals=("返回",), scope="tail", at="end")])
    assert result(rules, "好。 返回首页>>\n再见。") == "好。\n再见。"
    assert result(rules, "返回首页>>\n再见。") == "再见。"
    assert result(rules, "好。返回首页>>返回首页>>") == "好。"


def test_spans_go_unless_they_stand_in_other_brackets() -> None:
    rules = RuleSet(
        [_one(pattern=r"\(点[^()]{1,9}\)", literals=("(点",), scope="span", at="anywhere")]
    )
    assert result(rules, "甲（点这里）乙(点那里)丙") == "甲乙丙"
    assert result(rules, "甲（见下（点这里））乙") == "甲（见下（点这里））乙"


def test_a_line_that_is_furniture_once_its_tail_is_cut_goes_at_once() -> None:
    tail = _one(pattern=">>+", literals=(">>",), scope="tail", at="end")
    line = Rule(id="x.z", kind="share", reason="demo", pattern="关注我们", literals=("关注",))
    assert result(RuleSet([tail, line]), "关注我们>>\n好") == "好"


def test_what_depends_on_an_unsafe_cut_is_unsafe() -> None:
    from textfix._edits import Applicability

    unsafe = Rule(
        id="x.u",
        kind="share",
        reason="demo",
        pattern=">>+",
        literals=(">>",),
        scope="tail",
        at="end",
        applicability=Applicability.UNSAFE,
    )
    safe = Rule(id="x.s", kind="share", reason="demo", pattern="关注我们", literals=("关注",))
    rules = RuleSet([safe, unsafe])
    made, shown = rules.edits(Text("关注我们>>\n好")).split(Applicability.SAFE)
    assert not len(made)
    assert [(e.start, e.end, e.rule) for e in shown] == [
        (0, 4, "x.s"),
        (4, 6, "x.u"),
        (6, 7, "x.s"),
    ]


def test_a_line_without_hanzi_is_not_judged() -> None:
    rules = rule_set(("rights",))
    assert result(rules, "Copyright (c) 2019 A. Author. All rights reserved.") != ""
    assert result(rules, "© 2019 A. Author") == "© 2019 A. Author"
    assert result(rules, "© 2019 江城日報") == ""


def test_long_texts_are_looked_up_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a block ends, also inside a literal, the same lines are found."""
    page = Text("\n".join([*PIECES, "▲", "責任編輯：王小明", "◎"]))
    rules = RuleSet([rule for rule in RULES if not rule.evidence])
    wanted = list(rules.hits(page))
    for size in (1, 2, 3, 7, 64):
        monkeypatch.setattr("textfix._rulescan._BLOCK", size)
        assert list(rules.hits(page)) == wanted


def test_the_catalogue_names_rules_that_exist_and_every_rule_that_drops() -> None:
    """docs/artifacts.md: each of the 79 patterns has rules or a reason."""
    text = (Path(__file__).parents[1] / "docs" / "artifacts.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d, ]+) \| .+ \| (.+) \|$", text, re.MULTILINE)
    numbers = [int(number) for row, _ in rows for number in row.split(", ")]
    assert sorted(numbers) == list(range(1, 80))
    assert all(
        "`" in said or "left" in said or "kept" in said or "joins" in said for _, said in rows
    )
    named = set(re.findall(r"`([a-z]+\.[a-z-]+)`", text))
    known = {rule.id for rule in RULES} | set(EXTENT_RULES)
    owners = {name.partition(".")[0] for name in known}
    assert {name for name in named if name.partition(".")[0] in owners} <= known
    assert {rule.id for rule in RULES} <= named
