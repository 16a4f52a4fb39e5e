"""`off`, `keep`, `packs`: the same choice in Python, in settings and on the command line."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest

import textfix
from textfix import filters
from textfix._errors import ConfigError, RuleError
from textfix._options import build
from textfix._pipeline import Pipeline, load_pipeline
from textfix._rulefields import KINDS, NAMED_KINDS
from textfix._rulenames import CODE_RULES
from textfix._rulepack import load_pack, shipped_packs
from textfix._ruling import Ruling
from textfix.filters import GlossFilter
from textfix.filters.mojibake.decision import BARS
from textfix.filters.script._region import REGIONS
from textfix.testing import check_filter

PAGE = "老街的故事还在继续。\n責任編輯：王小明\n（图/周山）\n扫一扫关注\n"
READINGS = "長(cháng)沙的會(huì )議開(kāi)了，好。\n"
OWN = """
[[rule]]
id = "mine.motto"
kind = "navigation"
pattern = '江边读书,天天读书'
literals = ["江边读书"]
hit = ["江邊讀書，天天讀書"]
miss = ["江边读书的人"]
reason = "the motto of our site"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_rule_of_a_pack_is_switched_off() -> None:
    assert textfix.clean(PAGE) == "老街的故事还在继续。\n"
    assert textfix.clean(PAGE, off="editor.named") == "老街的故事还在继续。\n责任编辑：王小明\n"
    assert "摄影" in textfix.clean(PAGE + "摄影：周山\n", off=["caption.shot-by"])


def test_a_rule_of_code_is_silenced() -> None:
    assert "長沙" in textfix.clean(READINGS)
    assert textfix.clean(READINGS, off="gloss.toned") == READINGS
    rules = {
        edit.rule for edit in textfix.fix("好。 \n\n長沙\u200b" * 3, off="space.trailing").edits
    }
    assert rules == {"control.zero-width"}


def test_the_rules_of_code_are_those_that_its_source_names() -> None:
    """Each is one string, but for `mojibake`'s, which are its kinds of damage, and regions."""
    pattern = re.compile(rf"(?:{'|'.join(CODE_RULES)})\.[a-z0-9.-]*[a-z0-9]")
    found = {f"mojibake.{kind}" for kind in BARS if kind not in ("lost", "injected")}
    found |= {f"script.region-words.{region}" for region in REGIONS}
    for path in Path(filters.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if pattern.fullmatch(node.value) else set()
    named = {f"{owner}.{rule}" for owner, rules in CODE_RULES.items() for rule in rules}
    assert named == found


def test_a_mistyped_rule_of_code_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"'gloss\.tonde'; did you mean 'gloss\.toned'\?"):
        textfix.clean("好", off="gloss.tonde")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NAMED_KINDS])
def test_each_kind_can_be_kept(kind: str) -> None:
    """The first hit of each rule that is made by default and needs no evidence."""
    rules = [rule for name in shipped_packs() for rule in load_pack(name).rules]
    rules = [rule for rule in rules if rule.kind == kind and not rule.evidence]
    assert rules
    for rule in rules:
        if rule.applicability == 0:
            line = rule.hit[0].text
            options = {"only": ["caption", "boilerplate"], "applicability": "safe"}
            made = textfix.fix(line, **options)  # type: ignore[arg-type]
            assert made.text != line
            kept = textfix.fix(line, keep=[kind], **options)  # type: ignore[arg-type]
            by_id = {rule.id: rule for name in shipped_packs() for rule in load_pack(name).rules}
            assert all(by_id[edit.rule].kind != kind for edit in kept.edits)


def test_a_pack_of_the_users_runs_beside_the_others(own: Path) -> None:
    page = PAGE + "江边读书，天天读书\n"
    assert textfix.clean(page, packs=own) == textfix.clean(PAGE)
    assert textfix.clean(page, packs=[str(own)]) == textfix.clean(PAGE)
    edits = textfix.fix(page, packs=[own], off=["mine.motto"]).edits
    assert "mine.motto" not in {edit.rule for edit in edits}


def test_a_pipeline_file_says_the_same_with_paths_beside_it(own: Path) -> None:
    path = own.with_name("run.toml")
    path.write_text(
        'filters = ["boilerplate", "gloss"]\noff = ["editor.named", "gloss.toned"]\n'
        'keep = "share"\npacks = ["mine.toml"]\n',
        encoding="utf-8",
    )
    page = PAGE + READINGS + "江边读书，天天读书\n"
    assert load_pipeline(path)(page) == page.replace("江边读书，天天读书\n", "")
    path.write_text(
        'filters = ["boilerplate"]\n[filter.boilerplate]\npacks = ["mine.toml", "share"]\n',
        encoding="utf-8",
    )
    assert load_pipeline(path)(page) == (PAGE + READINGS).replace("扫一扫关注\n", "")


def test_what_stays_off_stays_off_in_a_second_list() -> None:
    """Settings name some, the call names more: all are off."""
    options = {"boilerplate": {"off": ["editor.named"]}}
    page = textfix.clean(PAGE, options=options, off=["share.scan-bare", "share.scan"])
    assert "王小明" in page
    assert "扫一扫" in page


def test_wrong_names_are_told(own: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"did you mean 'editor\.named'"):
        build(off=["editor.name"])
    with pytest.raises(ConfigError, match="no kind of rule is called 'captions'"):
        build(keep=["captions"])
    with pytest.raises(RuleError, match=r"missing\.toml: cannot be read"):
        build(packs=[tmp_path / "missing.toml"])
    with pytest.raises(ConfigError, match="no rule is called 'nowhere'"):
        build(off=["nowhere"])
    with pytest.raises(ConfigError, match="brings its own filters"):
        build(pipeline=Pipeline(), off=["editor.named"])
    (tmp_path / "own.toml").write_text(OWN.replace('"navigation"', '"x"'), encoding="utf-8")
    with pytest.raises(RuleError, match=r"own\.toml:4: rule mine\.motto: kind: is 'x'"):
        build(packs=[tmp_path / "own.toml"])


def test_a_silenced_filter_is_a_filter() -> None:
    [item] = Ruling.of(off="gloss.toned").over([GlossFilter()])
    check_filter(item, linear=False)
    assert pickle.loads(pickle.dumps(item)) == item
    assert Ruling.of(off="width.narrow-mark").over([GlossFilter()]) == (GlossFilter(),)
