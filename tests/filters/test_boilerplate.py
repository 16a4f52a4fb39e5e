"""`BoilerplateFilter`: page furniture goes, the article stays to the character."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._edits import Applicability
from textfix._errors import ConfigError, RuleError
from textfix._rulepack import load_pack
from textfix._run import run
from textfix._text import Text
from textfix.filters._beside import Beside
from textfix.filters.boilerplate import PACKS, BoilerplateFilter, Signs
from textfix.testing import check_filter, laws

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARTICLE = [
    "江城讀書節昨日開幕",
    "2024年4月23日 江城日報",
    "　　4月23日，江城讀書節在老街開幕。記者注意到，攤位前人頭攢動。",
    "　　“我每年都來。”市民周山說，“責任編輯把書編得很好。”",
    "老街的故事",
    "　　掃一掃功能上線後，排隊的人少了；轉載的規矩，報社自有規定。",
    "",
    "　　讀書節持續到月底。",
]
FURNITURE = [
    "首页 > 资讯 > 正文",
    "分享到：",
    "微信",
    "新浪微博",
    "責任編輯：何明遠",
    "（原標題：老街書香）",
    "本文来源：江城日报",
    "未经授权不得转载",
    "版权所有：© 2024 江城日报社",
    "京ICP备00012345号",
    "上一篇：渡口修好了",
    "相关阅读",
    "308条评论",
    "扫一扫关注",
    "© 2024 Example",
]
TAILS = ["展览免费。返回江城网首页>>", "展览免费。点击查看更多详情 >>"]
# Body in a notice; furniture right beside a line about rights, or editors.
DOUBTFUL = [
    "地址：江城市中山路1號 郵編：430000",
    "Tel：000-12345678",
    "排版：小鱼",
    "来源：江城地铁",
]
LINES = [*ARTICLE, *FURNITURE, *TAILS, *DOUBTFUL]
PAGES = st.lists(st.sampled_from(LINES), max_size=10).map("\n".join)


def signs(*, share: int = 0) -> Signs:
    return Signs(share, 0, 0, Beside(), Beside())


def cleaned(value: str, item: BoilerplateFilter | None = None) -> str:
    return run([item or BoilerplateFilter()], value).text


def test_furniture_goes_and_the_article_stays() -> None:
    page = "\n".join([*FURNITURE, *ARTICLE, *FURNITURE])
    assert cleaned(page) == "\n".join(ARTICLE) + "\n"


def test_an_article_without_furniture_is_a_fixed_point() -> None:
    page = "\n".join(ARTICLE)
    assert cleaned(page) == page


@pytest.mark.parametrize("line", TAILS)
def test_a_promotion_behind_a_sentence_is_cut_and_the_line_stays(line: str) -> None:
    assert cleaned(f"{line}\n好。") == "展览免费。\n好。"


def test_share_buttons_need_evidence_of_the_document() -> None:
    names = "微信\n新浪微博\n易信\n"
    assert cleaned(names) == names
    assert cleaned(f"好。\n分享到：\n{names}") == "好。\n"
    assert cleaned(f"{names}好。\n分享到：") == "好。\n"
    assert cleaned("Facebook\n好。\n") == "Facebook\n好。\n"
    assert cleaned("Facebook\n好。\n分享到：") == "好。\n"


def test_a_copyright_line_without_hanzi_needs_evidence_of_the_document() -> None:
    latin = "Copyright © 1996-2023 Example Corporation, All Rights Reserved\n"
    assert cleaned(f"好。\n{latin}") == f"好。\n{latin}"
    assert cleaned(f"好。\n{latin}江城日报社版权所有\n") == "好。\n"
    assert cleaned(f"{latin}好。\n京ICP备00012345号\n") == "好。\n"
    # Other furniture makes a page too, but not one line of it: a manual may say 上一页.
    assert cleaned(f"首页 > 资讯\n好。\n上一篇：渡口\n{latin}") == "好。\n"
    assert cleaned(f"好。\n上一页\n{latin}") == f"好。\n{latin}"


def test_an_address_needs_a_line_about_rights_beside_it() -> None:
    notice = "館址：江城市\n地址：江城市中山路1號\n電話：000-87654321\n好。\n"
    rights = "版权所有：© 2024 江城图书馆\n"
    assert cleaned(notice) == notice
    assert cleaned(notice + rights) == notice
    foot = (
        "好。\n地址：江城市文化路2號\n\nTel：000-12345678\n" + rights + "E-mail：info@example.com\n"
    )
    assert cleaned(foot) == "好。\n\n"
    # By what it says: an address that is said again goes again.
    assert cleaned("電話：000-1\n好。\n電話：000-1\n" + rights) == "好。\n"


def test_who_made_the_text_needs_its_editors_beside_him() -> None:
    assert cleaned("排版：小鱼\n好。\n责任编辑：何明远\n") == "排版：小鱼\n好。\n"
    assert cleaned("好。\n排版：小鱼\n来源：江城地铁\n责任编辑：何明远\n") == "好。\n"
    # An address beside an editor is an article's last line.
    assert cleaned("電話：000-1\n责任编辑：何明远\n") == "電話：000-1\n"
    kept = BoilerplateFilter(keep=["source"])
    assert cleaned("来源：江城地铁\n责任编辑：何明远\n", kept) == "来源：江城地铁\n"


def test_evidence_of_windows_adds_up() -> None:
    item = BoilerplateFilter()
    first, second = Text("微信\n"), Text("分享到：\n")
    counted = item.survey(first) + item.survey(second)
    assert (counted.share, counted.rights) == (1, 0)
    assert item.bind(signs(share=1)) == item.bind(signs(share=3))
    assert len(item.bind(signs(share=1)).edits(first)) == 1
    assert not len(item.bind(signs()).edits(first))


@given(PAGES)
def test_pages_of_furniture_keep_the_laws(page: str) -> None:
    item = BoilerplateFilter()
    laws.wellformed(item, page)
    laws.additive(item, page)
    laws.windowed(item, page)
    for level in Applicability:
        laws.idempotent(item, page, level)


def test_it_keeps_every_law() -> None:
    check_filter(BoilerplateFilter(), texts=PAGES, clean=["\n".join(ARTICLE)], linear=False)


def test_line_ends_of_windows_pages_are_no_matter() -> None:
    assert cleaned("好。\r\n責任編輯：何明遠\r\n再見。\r\n") == "好。\r\n再見。\r\n"


def test_packs_rules_and_kinds_are_chosen(tmp_path: Path) -> None:
    page = "責任編輯：何明遠\n未经授权不得转载\n"
    assert cleaned(page, BoilerplateFilter(packs=["rights"])) == "責任編輯：何明遠\n"
    assert cleaned(page, BoilerplateFilter(keep="rights")) == "未经授权不得转载\n"
    assert cleaned(page, BoilerplateFilter(off=["editor.named"])) == "責任編輯：何明遠\n"
    own = tmp_path / "own.toml"
    own.write_text(
        '[[rule]]\nid = "own.line"\nkind = "editor"\npattern = "何明远"\nliterals = ["何明远"]\n'
        'reason = "demo"\n',
        encoding="utf-8",
    )
    assert cleaned("何明遠\n" + page, BoilerplateFilter(packs=[str(own)])) == page


def test_settings_are_checked_when_made() -> None:
    with pytest.raises(ConfigError, match=r"did you mean 'editor\.named'"):
        BoilerplateFilter(off=["editor.name"])
    with pytest.raises(ConfigError, match="no kind of rule is called 'ads'"):
        BoilerplateFilter(keep=["ads"])
    with pytest.raises(RuleError, match="cannot be read"):
        BoilerplateFilter(packs=["missing.toml"])


def test_the_default_packs_hold_only_kinds_that_are_furniture() -> None:
    kinds = {rule.kind for name in PACKS for rule in load_pack(name).rules}
    assert kinds.isdisjoint({"caption", "credit", "deck", "byline", "dateline"})


def test_filters_are_values() -> None:
    item = BoilerplateFilter(keep=["rights"])
    assert item == pickle.loads(pickle.dumps(item)) == BoilerplateFilter(keep="rights")
    assert hash(item) == hash(BoilerplateFilter(keep="rights"))
    assert item != BoilerplateFilter()


def test_making_the_default_filter_reads_no_pack() -> None:
    """Cleaning a text without hanzi must not cost the reading of packs."""
    import subprocess
    import sys

    code = (
        "from textfix.filters.boilerplate import BoilerplateFilter as B; B(); import sys\n"
        "from textfix._rulepack import load_pack\n"
        "assert load_pack.cache_info().currsize == 0 and 'regex' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_clean_text_costs_less_than_converting_its_script() -> None:
    """A ratio, so that it holds on any machine: 0.5 was measured for 10 MB of news."""
    import time

    import opencc

    convert = opencc.OpenCC("t2s").convert
    page = "\n".join(f"{line}{number}" for number in range(20_000) for line in ARTICLE[2:4])
    text = Text(page)
    item = BoilerplateFilter()

    def cost(work: Callable[[], object]) -> float:
        work()
        best = float("inf")
        for _ in range(5):
            start = time.process_time()
            work()
            best = min(best, time.process_time() - start)
        return best

    assert cost(lambda: item.edits(text)) < 1.5 * cost(lambda: convert(page))
