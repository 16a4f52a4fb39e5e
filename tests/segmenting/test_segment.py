"""Paragraphs: where they begin and end, what kind they are, and what holds for every text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix.segmenting import KINDS, Paragraph, segment
from textfix.segmenting._paragraph import glue
from textfix.testing.timing import check_linear_time

if TYPE_CHECKING:
    from collections.abc import Callable

# Public domain: 朱自清《背影》 (1925), 魯迅《故鄉》 (1921), their opening words.
PROSE = [
    "我與父親不相見已二年餘了，我最不能忘記的是他的背影。那年冬天，祖母死了，父親的差使也交卸了，正是禍不單行的日子。",
    "我從北京到徐州，打算跟著父親奔喪回家。到徐州見著父親，看見滿院狼藉的東西，又想起祖母，不禁簌簌地流下眼淚。父親說：“事已如此，不必難過，好在天無絕人之路！”",
    "回家變賣典質，父親還了虧空；又借錢辦了喪事。這些日子，家中光景很是慘淡，一半為了喪事，一半為了父親賦閒。喪事完畢，父親要到南京謀事，我也要回北京念書，我們便同行。",
    "我冒了嚴寒，回到相隔二千餘里，別了二十餘年的故鄉去。時候既然是深冬；漸近故鄉時，天氣又陰晦了，冷風吹進船艙中，嗚嗚的響，從篷隙向外一望，蒼黃的天底下，遠近橫著幾個蕭索的荒村，沒有一些活氣。我的心禁不住悲涼起來了。",
]


def columns(value: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in value)


def wrapped(paragraph: str, width: int, indent: str = "") -> str:
    """Break at a margin, as editors do: no mark begins a line, no word is broken."""
    lines, line = [], indent
    for token in re.findall(r"[!-~]+|.", paragraph):
        if columns(line + token) > width and token not in "，。、；：！？”》）":
            lines.append(line.rstrip())
            line = ""
        line += token if line or token != " " else ""
    return "\n".join([*lines, line])


def cut(paragraph: str, size: int) -> str:
    """Cut into pieces of so many characters, as programs do."""
    return "\n".join(paragraph[at : at + size] for at in range(0, len(paragraph), size))


WAYS: dict[str, Callable[[list[str], int], str]] = {
    "a line each": lambda ps, _: "\n".join(ps),
    "a line each, carriage returns": lambda ps, _: "\r\n".join(ps),
    "blank lines": lambda ps, _: "\n\n".join(ps),
    "indented": lambda ps, _: "\n".join("\u3000\u3000" + p for p in ps),
    "wrapped": lambda ps, w: "\n".join(wrapped(p, w) for p in ps),
    "wrapped, carriage returns": lambda ps, w: WAYS["wrapped"](ps, w).replace("\n", "\r\n"),
    "wrapped, blank lines": lambda ps, w: "\n\n".join(wrapped(p, w) for p in ps),
    "wrapped, indented": lambda ps, w: "\n".join(wrapped(p, w, "\u3000\u3000") for p in ps),
    "wrapped, an empty line after each": lambda ps, w: WAYS["wrapped"](ps, w).replace("\n", "\n\n"),
    "cut, whatever stands there": lambda ps, w: "\n\n".join(cut(p, w // 2) for p in ps),
    "cut, indented": lambda ps, w: "\n".join(cut("\u3000\u3000" + p, w // 2) for p in ps),
    "wrapped, all lines indented": lambda ps, w: "\n\n".join(
        "\n".join("    " + line for line in wrapped(p, w).split("\n")) for p in ps
    ),
    "wrapped, blanks at the ends": lambda ps, w: "\n\n".join(
        "\n".join(line + "  " for line in wrapped(p, w).split("\n")) for p in ps
    ),
}  # fmt: skip


@pytest.mark.parametrize("width", [36, 48, 66, 72])
@pytest.mark.parametrize("way", WAYS)
def test_paragraphs_come_back_however_they_were_broken(way: str, width: int) -> None:
    assert [p.text for p in segment(WAYS[way](PROSE, width))] == PROSE


@pytest.mark.parametrize("width", range(28, 100))
def test_what_sets_paragraphs_off_is_seen_at_any_width(width: int) -> None:
    """Without an indent or a blank line a full last line tells nothing: those ways are left out."""
    unmarked = {"wrapped", "wrapped, carriage returns", "wrapped, an empty line after each"}
    for way in sorted(WAYS.keys() - unmarked):
        assert [p.text for p in segment(WAYS[way](PROSE, width))] == PROSE, way


@pytest.mark.parametrize("way", ["wrapped, indented", "cut, indented", "wrapped, blank lines"])
def test_a_wrapped_text_is_cleaned_and_still_has_its_paragraphs(way: str) -> None:
    """`space` takes idle indents away, and blanks at line ends; what marks paragraphs stays."""
    short = [PROSE[0][:30], *PROSE[:2], PROSE[2][:40] + "。", PROSE[1], PROSE[0][:35] + "。"]
    for width in (40, 60, 76):
        found = textfix.fix(WAYS[way](short, width), only=["control", "gloss", "width", "space"])
        assert [p.text for p in found.paragraphs] == short


def test_an_enumeration_that_runs_on_is_one_paragraph_wherever_it_breaks() -> None:
    """`一、` begins a line by chance: `二、` stands inside one."""
    text = (
        "茶館的夥計每天早上要做三件事，做完了才能開門，開門以後要記在櫃臺的本子上面：一、挑水。"
        "二、生火，火要旺。三、掃地，從裏屋掃到街上，街上的落葉也要掃到樹下面去，不許倒進河裏。"
    )
    begun = 0
    for width in range(28, 90, 2):
        broken = wrapped(text, width)
        begun += "\n一" in broken
        if "\n二" not in broken:
            prose = "\n".join(wrapped(paragraph, width) for paragraph in PROSE)
            assert segment(f"{prose}\n{broken}\n")[-1].text.endswith(text), width
    assert begun > 1


KEPT = {
    "a poem set in a block": "我在這裏等你，等了一個春天。等\n你的信，等你的船，等你的腳步聲\n"
    "在門外停住。門開了，是風，不是\n你。我把燈吹滅，又點上，又吹滅",
    "speeches of one width": "“你看那邊的燈，是不是滅了？”他把帽子往上推了推問道，\n"
    "“沒有滅，是霧太重，把它遮住了。”她把披肩裹緊了答道，\n"
    "“那我們還走不走？”他看了看腳下的路，又看了看天說道，\n"
    "“走，不走天就亮了。”她說完便先下了石階，頭也不回去。",
    "regular verse": "春眠不覺曉，\n處處聞啼鳥。\n夜來風雨聲，\n花落知多少。",
    "verse without marks": "床前明月光\n疑是地上霜\n舉頭望明月\n低頭思故鄉",
    "two feet a line": "春江潮水連海平，海上明月共潮生。\n灩灩隨波千萬里，何處春江無月明。\n"
    "江流宛轉繞芳甸，月照花林皆似霰。\n空裏流霜不覺飛，汀上白沙看不見。\n"
    "江天一色無纖塵，皎皎空中孤月輪。",
    "dialogue": "“你去哪裏？”\n“回家。”\n“這麼晚了，路上沒有燈，不怕嗎？”\n"
    "“不怕。”\n“那就走吧，我送你到橋頭。”",
    "list": "- 帶上雨傘\n- 帶上水壺\n- 帶上去年春天在渡口買的那一頂草帽\n- 帶上乾糧",
    "numbered list": "1. 先把米淘洗乾淨，加水浸泡半個時辰\n2. 再把紅豆煮到用手一捻就碎的樣子為止\n"
    "3. 兩樣拌在一起，放進墊了荷葉的蒸籠裏\n4. 大火蒸一刻鐘，轉小火，再蒸一刻鐘即可",
    "table": "名稱\t產地\t價格\n清茶\t江城\t十二\n糕餅\t渡口\t八文\n草帽\t山下\t二十",
    "drawn table": "| 清茶一壺，配點心一碟 | 江城東街老茶館 |\n"
    "| 糕餅四塊，配熱湯一碗 | 渡口南岸小食鋪 |\n"
    "| 草帽一頂，送竹扇一把 | 山下雜貨店裏有 |\n| 布鞋一雙，送襪子兩雙 | 山下雜貨店裏有 |",
    # 蘇軾, 李叔同 (d. 1942), 徐志摩 (d. 1931).
    "song verse": "大江東去，浪淘盡，千古風流人物。\n故壘西邊，人道是，三國周郎赤壁。\n"
    "亂石穿空，驚濤拍岸，捲起千堆雪。\n江山如畫，一時多少豪傑。",
    "lyrics": "長亭外，古道邊，芳草碧連天\n晚風拂柳笛聲殘，夕陽山外山\n天之涯，地之角，知交半零落\n"
    "一壺濁酒盡餘歡，今宵別夢寒",
    "free verse": "輕輕的我走了，\n正如我輕輕的來；\n我輕輕的招手，\n作別西天的雲彩。",
    "verse of one width": "春江潮水連海平，海上明月共潮生，\n灩灩隨波千萬里，何處春江無月明，\n"
    "江流宛轉繞芳甸，月照花林皆似霰，\n空裏流霜不覺飛，汀上白沙看不見，\n"
    "江天一色無纖塵，皎皎空中孤月輪，",
    "verse with a question": "昔人已乘黃鶴去，此地空餘黃鶴樓\n黃鶴一去不復返，白雲千載空悠悠\n"
    "晴川歷歷漢陽樹，芳草萋萋鸚鵡洲\n日暮鄉關何處是？煙波江上使人愁",
    "play": "船工：天亮了，開船吧。\n客人：再等一等，還有人沒來呢。\n"
    "船工：等誰？霧都快散了，水也要落了。\n"
    "客人：等我的弟弟，他去買草帽了。",
    "chat": "[09:12] 小山: 今天開會嗎\n[09:13] 小周: 開，九點半，三樓會議室\n[09:13] 小山: 收到\n"
    "[09:15] 小何: 我晚到十分鐘，路上堵車",
    "contents": "第一章　渡口的早晨……………………………………1\n第二章　老街的鋪子……………………………………15\n"
    "第三章　山下的人家……………………………………32\n第四章　雨夜來客………………………………………58",
    "menu": "紅燒肉　三十八元\n清蒸魚　五十八元\n炒青菜　十六元\n豆腐湯　十二元",
    "addresses": "江城市東湖區中山路128號江城大廈1502室\n江城市西山區解放大道36號渡口小區3棟201\n"
    "江城市南岸區人民路77號老街茶館二樓雅間\n江城市北門區建設路9號山下雜貨店後院倉庫",
    "headlines of one width": "江城讀書節昨日在老街開幕市民踴躍參加\n"
    "渡口最後一班船月底停航居民依依不捨\n"
    "山下草帽遠銷海外帶動村民增收致富忙\n茶館說書人三十年說盡人間的悲歡離合\n"
    "老街修繕工程年內完工費用超過了千萬",
    "glossary of one width": "般若：智慧，梵語的音譯，讀作波惹\n菩提：覺悟，梵語的音譯，也作道解\n"
    "涅槃：寂滅，梵語的音譯，也作圓寂\n舍利：遺骨，梵語的音譯，也作堅固",
    "idioms": "守株待兔、刻舟求劍、掩耳盜鈴、畫蛇添足、亡羊補牢\n"
    "葉公好龍、狐假虎威、鷸蚌相爭、塞翁失馬、望梅止渴\n"
    "臥薪嘗膽、負荊請罪、完璧歸趙、紙上談兵、毛遂自薦\n"
    "三顧茅廬、草船借箭、桃園結義、七擒孟獲、圍魏救趙",
    "price table": "品名        單價    數量    金額\n毛筆        12.00   10      120.00\n"
    "宣紙        3.50    100     350.00\n硯臺        88.00   1       88.00",
    "code": "def add(a, b):\n    # 兩數之和，返回整數，不做檢查\n    return a + b\n"
    "print(add(1, 2))",
    "titles": "江城讀書節昨日在老街開幕市民踴躍參加\n渡口最後一班船月底停航\n山下的草帽賣到海外\n"
    "糕餅鋪的第三代傳人守著一口老灶臺過日子\n茶館說書人的三十年\n老街修繕工程今年內完工",
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_lines_that_belong_apart_stay_apart(name: str) -> None:
    assert [p.text for p in segment(KEPT[name])] == [
        line.strip() for line in KEPT[name].split("\n")
    ]


def test_a_wrapped_text_with_verse_keeps_the_verse() -> None:
    prose = "\n\n".join(wrapped(p, 48) for p in PROSE)
    page = f"{prose}\n\n{KEPT['regular verse']}\n\n{prose}"
    found = [p.text for p in segment(page)]
    assert found == [*PROSE, *KEPT["regular verse"].split("\n"), *PROSE]


def test_latin_words_get_their_blank_back_and_hanzi_none() -> None:
    english = (
        "The ferry left at dawn, and the street was still asleep when the first passengers "
        "came down to the landing with their baskets and their children, talking quietly."
    )
    lines = [
        wrapped(english, 48),
        wrapped(PROSE[1], 48),
        wrapped(english, 48),
        wrapped(PROSE[0], 48),
    ]
    assert [p.text for p in segment("\n\n".join(lines))] == [english, PROSE[1], english, PROSE[0]]
    assert [glue("長", "a"), glue("a", "長"), glue("a,", "b"), glue("well-", "known")] == [
        "",
        "",
        " ",
        "",
    ]


def test_an_enumeration_inside_a_paragraph_is_no_list() -> None:
    """二、 at a line's start goes on with 一、 inside the line before."""
    law = (
        "下列人員應受訓練，訓練單位應於開訓前將名冊報請主管機關備查：一、渡口的船工與其助手，以及在船上工作的人。"
        "二、老街的糕點師傅，以及在鋪子裏生火的人員。三、山下編織草帽的匠人，以及趕車把草帽送到城裏的人們。"
        "四、茶館裏說書的先生，以及為他們打雜的學徒。五、其他經主管機關指定公告之人員，不論年齡。"
    )
    for width in (36, 40, 44, 48, 52, 56, 60):
        text = "\n\n".join(
            [wrapped(PROSE[0], width), wrapped(law, width), wrapped(PROSE[1], width)]
        )
        assert [p.text for p in segment(text)] == [PROSE[0], law, PROSE[1]]


def test_a_reference_to_an_article_begins_no_paragraph() -> None:
    law = "除採取本條例第十四條規定的相應措施以外，還應當符合下列要求。" * 4
    for width in range(36, 62, 2):
        text = "\n".join([wrapped(PROSE[0], width), wrapped(law, width), wrapped(PROSE[1], width)])
        assert not any(p.text.startswith("第十四條") for p in segment(text))


# -- kinds ---------------------------------------------------------------------------------


def kinds(value: str) -> list[str]:
    return [p.kind for p in segment(value)]


def test_the_head_of_a_report() -> None:
    page = (
        "江城讀書節開幕\n老街三日書香不斷\n周山主持\n2024年4月23日 江城日報\n記者 何明遠\n"
        f"{PROSE[0]}\n渡口的清晨\n{PROSE[1]}\n老街的渡口。 記者 何明遠 攝\n{PROSE[2]}"
    )
    assert kinds(page) == [
        *("title", "title", "deck", "dateline", "byline"),
        *("body", "heading", "body", "caption", "body"),
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", []),
        (" \n\u3000\n", []),
        ("長沙", ["body"]),
        ("周山主持\n周山主持", ["body", "body"]),
        (f"{PROSE[0]}\n周山主持。\n{PROSE[1]}", ["body", "body", "body"]),
        (f"{PROSE[0]}\n周山主持\n{PROSE[1]}", ["body", "heading", "body"]),
        (f"誰來守渡口？\n{PROSE[0]}", ["title", "body"]),
        ("你去哪裏？\n回家。", ["body", "body"]),
        (f"“你去哪裏？”\n{PROSE[0]}", ["body", "body"]),
        (f"江城舊事\n——渡口的一百年\n{PROSE[0]}", ["title", "deck", "body"]),
        (f"題目\n{PROSE[0]}\n記者 何明遠", ["title", "body", "byline"]),
        (
            f"{PROSE[0]}\n一、緣起\n{PROSE[1]}\n二、經過\n{PROSE[2]}",
            ["body", "heading"] * 2 + ["body"],
        ),
        ("一、茶\n二、糕\n三、帽", ["list"] * 3),
        (f"一、茶\n二、糕\n三、帽\n{PROSE[0]}", ["list"] * 3 + ["body"]),
        ("- 茶\n- 糕", ["list"] * 2),
        (f"{KEPT['dialogue']}\n{PROSE[0]}", ["dialogue"] * 5 + ["body"]),
        (KEPT["play"], ["dialogue"] * 4),
        (KEPT["chat"], ["dialogue"] * 4),
        (KEPT["table"], ["table"] * 4),
        (KEPT["drawn table"], ["table"] * 4),
        (KEPT["price table"], ["table"] * 4),
        (f"{PROSE[0]}\n茶\t十二\n{PROSE[1]}", ["body"] * 3),  # one row is no table
        ("主料：肉\n輔料：蔥\n調料：鹽\n備註：無", ["body"] * 4),  # nobody speaks again
        (f"{PROSE[0]}\n誰來守渡口？\n{PROSE[1]}", ["body", "heading", "body"]),
        # What somebody said, or what a mail cites, is no heading; a line before it may be.
        (f"{PROSE[0]}\n「走吧」\n{PROSE[1]}", ["body"] * 3),
        (f"{PROSE[0]}\n> 請把報表給我\n> 謝謝\n{PROSE[1]}", ["body"] * 4),
        (f"{PROSE[0]}\n渡口\n“走吧”\n{PROSE[1]}", ["body", "heading", "body", "body"]),
        (f"{PROSE[0]}\n誰來守渡口？\n你。\n{PROSE[1]}", ["body"] * 4),
        (f"{PROSE[0]}\n“誰來守渡口？”\n{PROSE[1]}", ["body"] * 3),
        ("春曉\n孟浩然\n" + KEPT["regular verse"], ["title", "byline"] + ["verse"] * 4),
        (KEPT["two feet a line"], ["verse"] * 5),
        ("江城\n渡口\n老街\n山下", ["body"] * 4),
        (f"题目\n{PROSE[0]}\n◎ 电影《渡口》截图\n{PROSE[1]}", ["title", "body", "caption", "body"]),
        (f"题目\n（图/周山）\n{PROSE[0]}", ["title", "credit", "body"]),
        (f"2024-04-23\n{PROSE[0]}", ["dateline", "body"]),
    ],
)
def test_kinds(page: str, expected: list[str]) -> None:
    assert kinds(page) == expected


# -- laws ----------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *PROSE,
        *(line for p in PROSE for line in wrapped(p, 40).split("\n")),
        *(line for text in KEPT.values() for line in text.split("\n")),
        *(
            "",
            "\u3000\u3000",
            "周山主持",
            "2024-04-23",
            "（图/周山）",
            "The ferry left at dawn",
            "\r",
            "\x0b",
        ),
    ]
)
TEXTS = st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=80)


@given(TEXTS)
def test_paragraphs_cover_the_text_in_order(text: str) -> None:
    at = 0
    for p in segment(text):
        assert p.kind in KINDS
        assert at <= p.start < p.end <= len(text)
        assert _bare(text[at : p.start]) == ""
        assert _bare(p.text) == _bare(text[p.start : p.end])
        assert "\n" not in p.text
        if len(p.pieces) == 1:
            assert p.text == text[p.start : p.end]
        at = p.end
    assert _bare(text[at:]) == ""


@given(TEXTS)
def test_sentences_lie_in_their_paragraph(text: str) -> None:
    for p in segment(text):
        at = p.start
        for sentence in p.sentences():
            assert at <= sentence.start < sentence.end <= p.end
            assert _bare(sentence.text) == _bare(text[sentence.start : sentence.end])
            at = sentence.end


@given(TEXTS)
def test_segmenting_the_paragraphs_again_changes_nothing(text: str) -> None:
    """Paragraphs on a line each are their own paragraphs: nothing is joined twice."""
    found = [p.text for p in segment(text)]
    lines = [p.text for p in segment("\n\n".join(found))]
    assert lines == found


def _bare(value: str) -> str:
    return "".join(value.split()).replace("\ufeff", "")


def test_paragraphs_are_values() -> None:
    first, second = segment("長沙\n長沙")
    assert isinstance(first, Paragraph)
    assert first == Paragraph("長沙", "body", 0, 2)
    assert first == first._replace(pieces=())
    assert first != second
    assert repr(first) == "Paragraph(text='長沙', kind='body', start=0, end=2)"
    assert hash(first) == hash(Paragraph("長沙", "body", 0, 2))


HOSTILE = [
    *("長", "\n", " ", "\u3000", "a", "長\n", "長。\n", "春眠不覺曉，\n", "- 茶\n", "一、茶\n"),
    *("記者 攝\n", "2024年1月1日\n", PROSE[0] + "\n", wrapped(PROSE[0], 40) + "\n"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    check_linear_time(segment, "segment", size=10_000, patterns=[unit])
