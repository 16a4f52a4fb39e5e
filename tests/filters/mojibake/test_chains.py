"""`chains`: what misreading did is undone, at the measured rate; clean text offers nothing."""

from __future__ import annotations

import pytest
from misreading import HANS, HANT, JA, KO, PAGES, fixed, misread, misread_pairs

from textfix.filters.mojibake.chains import repairs
from textfix.filters.mojibake.repair import Setting

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
