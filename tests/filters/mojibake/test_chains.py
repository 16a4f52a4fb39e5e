"""`chains`: what misreading did is undone, at the measured rate; clean text offers nothing."""

from __future__ import annotations

import pytest

from textfix.filters.mojibake.chains import repairs
from textfix.filters.mojibake.pages import one_byte, two_byte
from textfix.filters.mojibake.repair import Setting

# Sentences of our own: twelve hanzi and more, everyday prose, names, figures, quotations.
HANS = [
    "昨天下午我们在图书馆门口等了很久，她没有来。",
    "这座小城的冬天很长，河面上总是结着一层薄冰。",
    "公司计划明年三月在湖滨路开设第二家分店。",
    "他把信折好放进抽屉，然后关上灯走了出去。",
    "请先保存文件，再按照说明重新启动电脑。",
    "据气象台预报，明后两天全省大部分地区有小雨。",
    "老师说：“作业写完以后，大家可以去操场踢球。”",
    "新修的铁路穿过三个县，全长一百二十公里。",
    "孩子们在院子里追逐蝴蝶，奶奶坐在树下缝衣服。",
    "市场上的苹果每斤四元，比上个月便宜了一些。",
]
HANT = [
    "昨天下午我們在圖書館門口等了很久，她沒有來。",
    "這座小城的冬天很長，河面上總是結著一層薄冰。",
    "公司計劃明年三月在湖濱路開設第二家分店。",
    "他把信摺好放進抽屜，然後關上燈走了出去。",
    "請先儲存檔案，再按照說明重新啟動電腦。",
    "老師說：「作業寫完以後，大家可以去操場踢球。」",
    "孩子們在院子裡追逐蝴蝶，奶奶坐在樹下縫衣服。",
    "市場上的蘋果每斤四十元，比上個月便宜了一些。",
]
JA = [
    "昨日の午後、図書館の前でずっと待っていましたが、彼女は来ませんでした。",
    "この町の冬は長く、川にはいつも薄い氷が張っている。",
    "手紙をたたんで引き出しに入れ、明かりを消して外へ出た。",
    "子どもたちは庭で遊び、おばあさんは木の下で本を読んでいる。",
]
KO = [
    "어제 오후에 도서관 앞에서 오래 기다렸지만 그녀는 오지 않았다.",
    "이 작은 도시의 겨울은 길고 강에는 늘 얼음이 얼어 있다.",
    "아이들은 마당에서 뛰어놀고 할머니는 나무 아래에서 책을 읽는다.",
    "회사는 내년 봄에 두 번째 가게를 열 계획이다.",
]
PAGES = {page.name: page for page in one_byte()}


def misread(text: str, written: str, page: str) -> str:
    """`text` in the encoding `written`, read in `page` as browsers do."""
    shown = {PAGES[page].encode(char)[0]: char for char in _high(page)}
    return "".join(shown.get(byte, chr(byte)) for byte in text.encode(written))


def _high(page: str) -> str:
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in range(128, 256))


def fixed(line: str, setting: Setting | None = None) -> str:
    parts, at = [], 0
    for repair in repairs(line, setting or Setting()):
        parts += [line[at : repair.start], repair.text]
        at = repair.end
    return "".join([*parts, line[at:]])


# Written, read in, sentences: one byte a character loses nothing of a sentence.
ONE_BYTE = [
    *(("utf-8", page, HANS + HANT + JA + KO) for page in PAGES),
    *(("gbk", page, HANS + HANT) for page in ("latin-1", "cp1252", "cp1250", "cp1251")),
    *(("cp950", page, HANT) for page in ("latin-1", "cp1252", "cp1250")),
    *(("cp932", page, JA) for page in ("latin-1", "cp1252", "cp850")),
    *(("cp949", page, KO) for page in ("latin-1", "cp1252")),
]


@pytest.mark.parametrize(("written", "page", "sentences"), ONE_BYTE)
def test_a_sentence_read_one_byte_a_character_comes_back(
    written: str, page: str, sentences: list[str]
) -> None:
    for sentence in sentences:
        assert fixed(misread(sentence, written, page)) == sentence


@pytest.mark.parametrize(("written", "page", "sentences"), ONE_BYTE)
def test_a_damaged_span_inside_good_text_comes_back(
    written: str, page: str, sentences: list[str]
) -> None:
    for sentence in sentences:
        middle = len(sentence) // 2
        damaged = sentence[:4] + misread(sentence[4:middle], written, page) + sentence[middle:]
        assert fixed(damaged) == sentence


@pytest.mark.parametrize("page", ["cp1252", "latin-1", "cp1250"])
def test_text_that_was_misread_twice_comes_back(page: str) -> None:
    for sentence in HANS + JA:
        assert fixed(misread(misread(sentence, "utf-8", page), "utf-8", page)) == sentence


def misread_pairs(text: str, written: str, page: str) -> str | None:
    """`text` in the encoding `written`, read in a page of two bytes; None if anything is lost."""
    points = two_byte(page).points
    data, at, shown = text.encode(written), 0, []
    while at < len(data):
        size = 1 if data[at] < 0x80 or points[data[at]] else 2
        point = int(points[int.from_bytes(data[at : at + size], "big")])
        if not point:
            return None
        shown.append(chr(point))
        at += size
    return "".join(shown)


# Written, read in, sentences, and the share that comes back whole: the model may take a sentence
# for another, or leave a short one.
TWO_BYTE = [
    ("utf-8", "gbk", HANS + HANT + JA, 1.0),
    ("gbk", "big5", HANS, 1.0),
    ("cp950", "gbk", HANT, 1.0),
    ("cp932", "gbk", JA, 1.0),
    ("euc_jp", "gbk", JA, 0.7),
    ("cp949", "gbk", KO, 1.0),
    ("gbk", "cp949", HANS, 1.0),
    ("gbk", "euc_jp", HANS, 1.0),
    ("gbk", "cp932", HANS, 0.9),
]


@pytest.mark.parametrize(("written", "page", "sentences", "floor"), TWO_BYTE)
def test_a_sentence_read_two_bytes_a_character_comes_back(
    written: str, page: str, sentences: list[str], floor: float
) -> None:
    whole = []
    for sentence in sentences:
        # The longest beginning of which nothing is lost.
        for end in range(len(sentence), 11, -1):
            damaged = misread_pairs(sentence[:end], written, page)
            if damaged is not None:
                whole.append((damaged, sentence[:end]))
                break
    assert whole, "no sentence survives this misreading"
    right = [fixed(damaged) == sentence for damaged, sentence in whole]
    wrong = [sentence for (_, sentence), ok in zip(whole, right, strict=True) if not ok]
    assert sum(right) >= floor * len(right), wrong


@pytest.mark.parametrize(
    ("written", "page"), [("gbk", "latin-1"), ("utf-8", "latin-1"), ("utf-8", "cp1252")]
)
def test_text_misread_one_byte_and_then_as_gbk_comes_back(written: str, page: str) -> None:
    for sentence in HANS:
        damaged = misread_pairs(misread(sentence, written, page), "utf-8", "gbk")
        if damaged is not None:
            assert fixed(damaged) == sentence


def test_a_repair_says_how_the_damage_came_about() -> None:
    (repair,) = repairs("他说：" + misread(HANS[0], "gbk", "latin-1"), Setting())
    assert (repair.kind, repair.chain, repair.start) == ("western", "gbk→latin-1", 3)
    assert repair.margin > 50


@pytest.mark.parametrize(
    "line",
    [
        *HANS, *HANT, *JA, *KO,
        "Γεια σου, κόσμε! Η πόλη είναι μικρή και ο χειμώνας μεγάλος.",
        "Маленький город, длинная зима; съешь ещё этих мягких булок.",
        "העיר קטנה והחורף ארוך, והנהר קפוא כל השנה.",
        "المدينة صغيرة والشتاء طويل والنهر متجمد دائما.",
        "Thành phố nhỏ, mùa đông dài, sông lúc nào cũng đóng băng.",
        "Şehir küçük, kış uzun; ırmağın üstü hep buz tutmuş, çığ düşüyor.",
        "Zażółć gęślą jaźń; příliš žluťoučký kůň úpěl ďábelské ódy.",
        "Ærøskøbing, Århus, Øresund: søøvelse i fjorden. Ärger über Öfen.",
        "┌──────┬──────┐ │ 長沙 │ 0℃±5 │ └──────┴──────┘",
        "他是——怎么说呢……“一个好人”·李明×王华",
        "À É Ê Ë Ì Í Î Ï Ð Ñ Ò Ó Ô Õ Ö Ø Ù Ú Û Ü Ý Þ ß à á â ã",
        "¹²³¼½¾ ±§¶·¸ «»¬®¯°",
    ],
)  # fmt: skip
def test_clean_text_in_any_language_offers_nothing(line: str) -> None:
    assert repairs(line, Setting()) == []
