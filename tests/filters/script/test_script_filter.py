"""`ScriptFilter`: one script by evidence, names and native words safe, and its laws."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix import clean as textfix_clean
from textfix._apply import apply
from textfix._edits import Applicability
from textfix._errors import ConfigError
from textfix._filter import Filter, SurveyFilter
from textfix._run import run, run_packed
from textfix._text import Text
from textfix.filters.script import Script, ScriptFilter, script
from textfix.filters.script._evidence import Evidence
from textfix.filters.script._filter import TARGETS, Mode, Target
from textfix.testing import laws

TO_SIMPLIFIED = ScriptFilter(to="simplified")
TO_TRADITIONAL = ScriptFilter(to="traditional")
STRICT = ScriptFilter(to="traditional", mode="strict")
AUTO = ScriptFilter()


def made(script_filter: Filter, value: str) -> str:
    """The text after the filter's edits."""
    text = Text(value)
    return apply(text, script_filter.edits(text).split(Applicability.SAFE)[0]).value


# Own words. Each must stay as it is on the way to traditional, in both modes.
NATIVE_TRADITIONAL = [
    "余先生和范小姐住在松山",
    "范仲淹的范文程度如何",
    "村里長陪著皇后看戲",
    "乾坤未定，乾淨俐落",
    "于右任題的字還掛在牆上",
    "沈先生姓沈，不姓沉",
    "他理了頭髮，談起發展",
    "控制造成損害的因素",
    "老師說明了這個道理",
    "台北的雲和雨，公里與里程",
    "只要一隻鳥，只有他才知道",
    "裏面的麪包與線索，温暖的户口",  # Hong Kong's forms
    "干擾與干涉，若干人等",
    "制度、限制、制服",
    "千里之外的鄉里",
    "天后宮的后土碑",
    "向來如此，向前看",
    "人云亦云",
    "舍弟與寒舍",
    "斗六、北斗、煙斗",
    "面對面，表面",
    "小丑與子丑寅卯",
    "山谷與谷歌",
    "並非余意，其餘不論",
]


@pytest.mark.parametrize("value", NATIVE_TRADITIONAL)
@pytest.mark.parametrize("target", ["traditional", "tw", "hk"])
@pytest.mark.parametrize("mode", ["strict", "repair"])
def test_native_traditional_is_a_fixed_point(value: str, target: str, mode: str) -> None:
    assert made(ScriptFilter(to=target, mode=mode), value) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    [
        "余先生和范小姐住在松山",
        "村里长陪着皇后看戏",
        "乾坤未定，乾隆年间，乾县和萧乾",
        "这部名著的原著作者编著了译著",
        "魏徵的瞭望台",
        "丰富的头发，发展理发业",
        "毕竟后来居上",
    ],
)
def test_native_simplified_is_a_fixed_point(value: str) -> None:
    # 徵 is not simplified outside the ancient scale: it is the one character that changes.
    assert made(TO_SIMPLIFIED, value) == value.replace("徵", "征")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("先進制造業", "先進製造業"),
        ("在建筑工地上", "在建築工地上"),
        ("關于此事，其余不論", "關於此事，其餘不論"),
        ("這里沒有人，心里明白", "這裡沒有人，心裡明白"),
        ("余先生說：業余愛好", "余先生說：業餘愛好"),
        ("以後和皇后", "以後和皇后"),
    ],
)
def test_repair_undoes_a_converter_without_context(value: str, wanted: str) -> None:
    assert made(TO_TRADITIONAL, value) == wanted
    assert made(STRICT, value) == value


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("他理了头发，谈起发展", "他理了頭髮，談起發展"),
        ("皇后以后再说", "皇后以後再說"),
        ("他說得對，这是头发的颜色", "他說得對，這是頭髮的顏色"),
        ("为了吃面", "為了吃麵"),
        ("长沙的发展", "長沙的發展"),
    ],
)
def test_simplified_clauses_become_traditional_in_either_mode(value: str, wanted: str) -> None:
    assert made(TO_TRADITIONAL, value) == made(STRICT, value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("他看著窗外，名著在手", "他看着窗外，名著在手"),
        ("長沙市的髮廊與發展", "长沙市的发廊与发展"),
        ("關於單位的規定", "关于单位的规定"),
        ("乾淨的乾隆瓷器，乾縣", "干净的乾隆瓷器，乾县"),
        ("意味著編著者跟著走", "意味着编著者跟着走"),
        ("藉著這個機會", "借着这个机会"),
    ],
)
def test_to_simplified(value: str, wanted: str) -> None:
    assert made(TO_SIMPLIFIED, value) == wanted


def test_regions_differ_in_what_is_converted_only() -> None:
    value = "为什么温暖的里面"
    assert made(ScriptFilter(to="tw"), value) == "為什麼溫暖的裡面"
    assert made(ScriptFilter(to="hk"), value) == "為什麼温暖的裏面"
    assert made(ScriptFilter(to="hk"), "裡面的線") == "裡面的線"


MIXED = "長沙的發展很快，他說長沙与株洲的经验不同。"


@pytest.mark.parametrize("mode", ["strict", "repair"])
@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("位于湖南東部", "位於湖南東部"),  # a word says so
        ("他說，于湖南說起", "他說，於湖南說起"),  # no word: 於 is 66 times as frequent
        ("他對皇后說，里長來了", "他對皇后說，里長來了"),
        ("他說只有余先生來了", "他說只有余先生來了"),
    ],
)
def test_a_document_that_mixes_scripts_lowers_the_bar(value: str, wanted: str, mode: str) -> None:
    script_filter = ScriptFilter(to="traditional", mode=mode)  # type: ignore[arg-type]
    assert (
        made(script_filter, MIXED + value)
        == MIXED.translate({ord("与"): "與", ord("经"): "經", ord("验"): "驗"}) + wanted
    )
    assert made(STRICT, value) == value


# What a converter without context makes of a page: one output a character, half of the characters
# that are also traditional left alone.
CARELESS = (
    "這座工厂制造的机器用于建筑工地，其中几台已經損坏。工人們把干淨的零件放在柜子里，"
    "然后關上門。他們的頭發上沾滿了灰塵，干部說，于此同時，公裏數也要記下來，"
    "王后號的游覽船就在碼頭后面。余先生和范小姐都來了，余小姐只帶了一個包。"
) * 2


def test_a_careless_page_is_repaired_and_its_names_stay() -> None:
    result = made(TO_TRADITIONAL, CARELESS)
    for right in (
        *("製造", "建築", "乾淨", "櫃子", "然後", "頭髮", "幹部", "公里", "王后號", "碼頭後面"),
        *("余先生", "范小姐", "余小姐"),
    ):
        assert result.count(right) == 2, right
    assert "里，" not in result
    # Its wrongly chosen traditional forms are evidence of nothing where a page is native.
    assert made(TO_TRADITIONAL, "公裏數") == "公裏數"


def test_strict_leaves_what_may_be_right_on_a_careless_page() -> None:
    result = made(STRICT, CARELESS)
    for kept in ("頭發", "公裏", "王后號", "余先生", "范小姐"):
        assert kept in result


def test_auto_keeps_the_dominant_script() -> None:
    assert made(AUTO, "長沙市的發展与经验，說得對") == "長沙市的發展與經驗，說得對"
    assert made(AUTO, "长沙市的发展与經驗，说得对") == "长沙市的发展与经验，说得对"


@pytest.mark.parametrize(
    ("value", "to", "expected"),
    [
        ("見 https://zh.example.org/wiki/中国_(消歧义) 一頁。", "traditional", None),
        ("见 https://zh.example.org/wiki/中國?v=臺灣，好", "simplified", None),
        ("https://zh.example.org/wiki/中國", "simplified", None),
        ("見www.example.org查詢", "simplified", "见www.example.org查询"),
        ("https://example.org/a（國）", "simplified", "https://example.org/a（国）"),
        ("www.國", "simplified", "www.国"),
    ],
)
def test_addresses_are_not_converted(value: str, to: Target, expected: str | None) -> None:
    assert made(ScriptFilter(to=to), value) == (value if expected is None else expected)


def test_auto_makes_a_balance_simplified() -> None:
    assert made(AUTO, "報導經验,发展进步") == "报导经验,发展进步"


def test_a_caption_that_goes_tips_no_balance() -> None:
    """Five characters of either script, of which the caption takes three and two."""
    once = textfix_clean("報導\n圖爲乱來发\n发进径")
    assert textfix_clean(once) == once == "报导\n发进径"


def test_auto_leaves_what_has_no_dominant_script() -> None:
    for value in ("长長", "报导長報", "人口", "abc", "", "\n", "后里干"):
        assert made(AUTO, value) == value


def test_keep_does_nothing() -> None:
    assert not len(ScriptFilter(to="keep").edits(Text("长沙，長沙")))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"to": "tradtional"}, "did you mean 'traditional'"),
        ({"to": "zh-TW"}, "choose one of|did you mean"),
        ({"to": ""}, "choose one of"),
        ({"to": None}, "choose one of"),
        ({"mode": "stict"}, "did you mean 'strict'"),
        ({"mode": True}, "choose one of"),
    ],
)
def test_wrong_settings_are_refused_when_made(options: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        ScriptFilter(**options)  # type: ignore[arg-type]


def test_it_is_a_survey_filter_and_its_decision_a_line_filter() -> None:
    assert isinstance(AUTO, SurveyFilter)
    decided = AUTO.bind(Evidence(Script(simplified=1)))
    assert isinstance(decided, Filter)
    assert (AUTO.scope, decided.scope, AUTO.id, decided.id) == (
        "document",
        "line",
        "script",
        "script",
    )
    assert decided == AUTO.bind(Evidence(Script(simplified=7, both=2)))
    mixed = AUTO.bind(Evidence(Script(simplified=7, traditional=2)))
    assert mixed == AUTO.bind(Evidence(Script(simplified=8, traditional=3, both=9)))
    assert mixed != AUTO.bind(Evidence(Script(simplified=2, traditional=7))) != decided


def test_value_semantics() -> None:
    assert ScriptFilter(to="tw") == ScriptFilter(to="tw") != ScriptFilter(to="hk")
    assert len({ScriptFilter(), ScriptFilter(), ScriptFilter(mode="strict")}) == 2
    for script_filter in (AUTO, STRICT, AUTO.bind(Evidence(Script(simplified=1)))):
        assert pickle.loads(pickle.dumps(script_filter)) == script_filter


def test_edits_say_which_rule_and_are_safe() -> None:
    edits = TO_TRADITIONAL.edits(Text("長沙的发廊，头发以后，制造業"))
    assert edits.is_pointwise
    assert {edit.rule for edit in edits} == {
        "script.to-traditional.char",
        "script.to-traditional.clause",
        "script.to-traditional.word",
    }
    assert all(edit.why for edit in edits)
    assert all(edit.applicability == 0 for edit in edits)


def test_hostile_characters_stay_and_do_not_stop_the_rest() -> None:
    kept = "\0\ud800\n\u2ff0\ufe00\u31ef\U0002f800"
    value = "前\0发展\ud800头发\ud800制造業\n\u2ff0长后\n\U0002f800\ufe00\u31ef"
    for script_filter in (TO_SIMPLIFIED, TO_TRADITIONAL, STRICT):
        result = made(script_filter, value)
        assert len(result) == len(value)
        assert [c for c in result if c in kept] == [c for c in value if c in kept]
    assert made(TO_TRADITIONAL, value).startswith("前\0發展\ud800頭髮\ud800製造業")


def test_many_threads_agree() -> None:
    values = [f"第{n}章：长沙的头发，制造業以后\n" * 40 for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda value: made(TO_TRADITIONAL, value), values)) == [
            made(TO_TRADITIONAL, value) for value in values
        ]


@pytest.mark.parametrize(
    "value", ["后", "的", "著", "制造", "乾", "于", "髮", "发", "里长", "发髮"]
)
def test_long_runs_take_linear_time(value: str) -> None:
    for script_filter in (TO_SIMPLIFIED, TO_TRADITIONAL):
        result = made(script_filter, value * 100_000)
        assert len(result) == len(value) * 100_000


# Characters and words of either script, ambiguous ones in plenty, and what surrounds them.
PIECES = st.sampled_from(
    [
        *"后後里裡裏干乾幹于於余餘松鬆制製台臺面麵发發髮只隻了瞭着著藉借复復複覆徵征昇升么麼",
        *(
            "制造",
            "里長",
            "皇后",
            "这里",
            "以后",
            "头发",
            "理髮",
            "發展",
            "乾隆",
            "关于",
            "其余",
            "业余",
        ),
        *(
            "著名",
            "看著",
            "名著",
            "干净",
            "乾縣",
            "乾县",
            "于是",
            "於單",
            "毕昇",
            "畢昇",
            "苎麻",
            "老么",
        ),
        *"，。、！？；：「」,.;:!? \t\n\n　aZ9<>",
        *("\0", "\ud800", "\u2ff0", "\U0002f800", "\ufe00", "\U0001f600", "\U00020000", "é"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
FILTERS = st.sampled_from(
    [
        ScriptFilter(to=to, mode=mode)
        for to in ("auto", "simplified", "traditional", "hk")
        for mode in ("strict", "repair")
    ]
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, FILTERS)
def test_law_pointwise_and_only_hanzi(value: str, script_filter: ScriptFilter) -> None:
    text = Text(value)
    edits = script_filter.edits(text)
    edits.checked(len(text))
    assert edits.is_pointwise
    for edit in edits:
        old, new = value[edit.start], edit.new
        assert old != new
        assert script(old).hanzi == script(new).hanzi == 1


@settings(max_examples=300, deadline=None)
@given(TEXTS, FILTERS)
def test_law_idempotent(value: str, script_filter: ScriptFilter) -> None:
    decided = script_filter.bind(script_filter.survey(Text(value)))
    once = made(decided, value)
    assert made(decided, once) == once
    assert made(script_filter, once) == once, "counted again, the evidence must not say otherwise"


@settings(max_examples=200, deadline=None)
@given(TEXTS, FILTERS)
def test_law_one_script_is_left(value: str, script_filter: ScriptFilter) -> None:
    if "\u2ff0" in value:  # the parts of a described character are not text
        return
    counts = script(made(script_filter, value))
    if script_filter.to == "simplified":
        assert counts.traditional == 0
    elif script_filter.to != "auto":
        evidence = ScriptFilter().survey(Text(value))
        # Strict leaves old forms where the document holds no other simplified character.
        old = script_filter.mode == "strict" and evidence.script.simplified == evidence.variants
        assert counts.simplified == (evidence.variants if old else 0)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=6), FILTERS)
def test_law_paragraphs_with_the_evidence_of_the_document_are_the_document(
    lines: list[str], script_filter: ScriptFilter
) -> None:
    value = "\n".join(lines)
    decided = script_filter.bind(script_filter.survey(Text(value)))
    assert "\n".join(made(decided, line) for line in value.split("\n")) == made(
        script_filter, value
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS, FILTERS, st.integers(1, 20))
def test_law_windows_agree(value: str, script_filter: ScriptFilter, window: int) -> None:
    whole = made(script_filter, value)
    assert run([script_filter], value, window=window).text == whole
    assert run([script_filter], value).text == whole


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=5), FILTERS)
def test_law_packed_agrees(values: list[str], script_filter: ScriptFilter) -> None:
    laws.packed(script_filter, values)


@pytest.mark.parametrize("words", [(), ("国家", ("霧", "霧氣"))])
@pytest.mark.parametrize("mode", ["repair", "strict"])
@pytest.mark.parametrize("target", TARGETS)
def test_law_packed_agrees_where_every_document_is_decided_otherwise(
    target: Target, mode: Mode, words: tuple[str, ...]
) -> None:
    """Sixty documents with other shares of simplified clauses, careless ones, Japanese, none."""
    clauses = [clause for text in NATIVE_TRADITIONAL for clause in text.split("，")]
    simpler = [made(TO_SIMPLIFIED, clause) for clause in clauses]
    chance = random.Random(1)
    documents = ["", "\n", "ascii", "こんにちは国学会。", "⿰长后", "国\n日本の学会です\n国学"]
    for share in range(60):
        chosen = chance.choices(range(len(clauses)), k=chance.randrange(1, 30))
        both = [(simpler if chance.random() * 60 < share else clauses)[row] for row in chosen]
        documents.append("，".join(both) + "\n关于于是制造于后里" * (share % 7 == 0))
    chance.shuffle(documents)
    laws.packed(ScriptFilter(to=target, mode=mode, words=words), documents)


def test_a_simplified_document_is_converted_whole_however_sparse() -> None:
    """Of a document without other script every clause is simplified; 趁着 alone shows it not."""
    filler = " ab" * 100
    for value in ("国家，趁着", f"国家，{filler}，趁着", f"国家，{filler}，趁着，{filler}"):
        assert made(TO_TRADITIONAL, value) == value.replace("国", "國").replace("着", "著")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(max_codepoint=0x2FF)), FILTERS)
def test_law_nothing_to_do_without_hanzi(value: str, script_filter: ScriptFilter) -> None:
    assert not len(script_filter.edits(Text(value)))


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_law_surveys_add_up(lines: list[str]) -> None:
    parts = [AUTO.survey(Text(line + "\n")) for line in lines]
    total = Evidence()
    for part in parts:
        total = total + part
    assert total == AUTO.survey(Text("".join(line + "\n" for line in lines)))


NATIVE = "法院誤為准許的裁定，每個職員都應該併同舊帳辦理，陞遷的辦法也很清楚。"
OTHER = "他们说这个国家会发展，关于制造业的问题很复杂。"
OTHER_MADE = "他們說這個國家會發展，關於製造業的問題很複雜。"


@pytest.mark.parametrize("times", [1, 3, 20])
def test_where_scripts_change_between_sentences_the_native_ones_stay(times: int) -> None:
    """Not where they change inside clauses: there a 准 may be a 準."""
    assert made(TO_TRADITIONAL, (NATIVE + OTHER) * times) == (NATIVE + OTHER_MADE) * times


def test_evidence_of_where_scripts_change() -> None:
    between = TO_TRADITIONAL.survey(Text((NATIVE + OTHER) * 9))
    assert (between.blended, between.blend, between.wrong) == (0, 0.01, 0)
    inside = TO_TRADITIONAL.survey(Text("他们說，這個国家會发展。" * 9))
    assert (inside.clauses, inside.blended, inside.blend) == (18, 18, 1.0)
    assert TO_TRADITIONAL.survey(Text(NATIVE)).clauses == 0


def test_the_parts_of_a_described_character_stay() -> None:
    value = "\u2ff0长后和长\n\u2ff2长\u2ff0后长长长\u2ff0"
    assert made(TO_TRADITIONAL, value) == "\u2ff0长后和長\n\u2ff2长\u2ff0后长长長\u2ff0"
    assert made(TO_SIMPLIFIED, "\u2ff0長後長") == "\u2ff0長後长"


def test_a_page_with_stray_simplified_characters_loads_no_opencc() -> None:
    """Its dictionaries take 50 ms to load: a third of what starting a program may cost."""
    code = (
        "import sys; from textfix._text import Text;"
        "from textfix.filters.script import ScriptFilter;"
        "text = Text('長沙的發展很快，並強調製造業的經驗。' * 99 + '他們對此并強調，制造業。\\n');"
        "print([edit.new for edit in ScriptFilter().edits(text)], 'opencc' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "['並', '製'] False"


def test_edits_are_columns_of_numpy() -> None:
    edits = TO_SIMPLIFIED.edits(Text("長沙"))
    assert isinstance(edits.start, np.ndarray)


@pytest.mark.parametrize(
    ("value", "made_by_auto", "shown"),
    [
        ("長沙的會議開了，这是經驗。", False, True),  # one stray character
        ("長沙的會議開了，却道天涼。", False, True),  # an old variant
        ("長沙的會議開了，国家的經驗进步。", True, False),  # China's own and another
        ("长沙的会议开了，這是经验。", False, True),
        ("长沙的会议开了，這是經验。", True, False),
        ("國會の学会で会いました", False, False),  # Japanese
        ("横山国男、三条実、関口蔵之助、長島静江", False, False),
    ],
)
def test_auto_wants_evidence_of_a_mixture(value: str, made_by_auto: bool, shown: bool) -> None:
    edits = AUTO.edits(Text(value))
    assert bool(len(edits.split(Applicability.SAFE)[0])) == made_by_auto
    assert bool(len(edits.split(Applicability.SAFE)[1])) == shown


def test_a_stray_character_is_converted_where_its_script_is_asked_for() -> None:
    assert made(TO_TRADITIONAL, "長沙的會議開了，这却是經驗。") == "長沙的會議開了，這卻是經驗。"
    assert made(TO_SIMPLIFIED, "长沙的会议开了，這是经验。") == "长沙的会议开了，这是经验。"


@pytest.mark.parametrize("target", ["traditional", "simplified", "auto"])
def test_a_line_of_japanese_is_no_chinese(target: str) -> None:
    japanese = "漢字を学ぶ会。\n国会の議事録、発展の経験。\n横山国男、関口蔵之助、金沢寿子"
    script_filter = ScriptFilter(to=target)  # type: ignore[arg-type]
    assert made(script_filter, japanese) == japanese
    around = {"traditional": "这里", "simplified": "這裡", "auto": ""}[target]
    assert made(script_filter, f"{around}\n{japanese}").split("\n", 1)[1] == japanese


def test_strict_leaves_old_forms_in_a_document_without_simplified_characters() -> None:
    assert made(STRICT, "執業執照，并加入公會") == "執業執照，并加入公會"
    assert made(TO_TRADITIONAL, "執業執照，并加入公會") == "執業執照，並加入公會"
    assert made(STRICT, "執業執照，并加入公會，这里") == "執業執照，並加入公會，這裡"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("船上有三十只羊，他只有一只牛犊", "船上有三十隻羊，他只有一隻牛犢"),
        ("20余米长，千余人，余先生", "20餘米長，千餘人，余先生"),
        ("请准我回家，国王不准", "請准我回家，國王不准"),
        ("气一出，唯一出现的，一出好戏", "氣一出，唯一出現的，一齣好戲"),
        ("宣布消息，分布在各地", "宣布消息，分布在各地"),  # Taiwan writes 布, OpenCC 佈
        ("主耶和华发怒的日子", "主耶和華發怒的日子"),  # 华发 (華髮) and 发怒 (發怒) disagree
    ],
)
def test_counts_decide_what_words_leave_open(value: str, wanted: str) -> None:
    assert made(TO_TRADITIONAL, value) == made(STRICT, value) == wanted


def test_surnames_stay_on_a_careless_page_and_prepositions_do_not() -> None:
    names = "記者于丹說，于小姐和于右任，呂后與皇后。"
    result = made(TO_TRADITIONAL, CARELESS + "他獻于上主，強于那族，隊后隨行。" + names)
    assert result.endswith("他獻於上主，強於那族，隊後隨行。" + names)


def test_a_second_run_asks_phrases_like_the_first() -> None:
    """摄 goes with the first run, and with it the share for which phrases were asked."""
    once = textfix_clean("于從濂摄\n万旗", to="traditional", only="script")
    assert textfix_clean(once, to="traditional", only="script") == once


def test_the_rule_does_not_depend_on_the_mark_before_a_clause() -> None:
    """Pairs are kept by a hash: a mark and 当 was taken for a pair of some word."""
    rules = [
        [edit.rule for step in found.steps for edit in step]
        for found in run_packed([ScriptFilter(to="traditional")], ["、当他", "", "ם #1 he y"])
    ]
    alone = run([ScriptFilter(to="traditional")], "、当他")
    assert rules[0] == [edit.rule for step in alone.steps for edit in step]


def test_forms_of_two_regions_are_no_doubt() -> None:
    """說 and 説 are one form; 發 and 髮 are two."""
    value = "他说，他发了。"
    rules = {value[edit.start]: edit.rule for edit in TO_TRADITIONAL.edits(Text(value))}
    assert rules == {
        "说": "script.to-traditional.char",
        "发": "script.to-traditional.guess",
    }
