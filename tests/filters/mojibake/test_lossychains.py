"""`lossychains`: UTF-8 that lost bytes where it was misread comes back at the measured rate."""

from __future__ import annotations

import time

import pytest
from misreading import HANS, HANT, JA, fixed

from textfix.filters.mojibake.chains import repairs
from textfix.filters.mojibake.repair import Setting

MARKS = ["\ufffd", "?"]


def lossy(text: str, page: str, mark: str) -> str:
    return text.encode().decode(page, "replace").replace("\ufffd", mark)


def share(damaged: list[str], sentences: list[str]) -> float:
    right = sum(fixed(one) == sentence for one, sentence in zip(damaged, sentences, strict=True))
    return right / len(sentences)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    ("page", "sentences", "floor"),
    [
        ("cp1252", HANS + HANT, 0.6),
        ("cp932", HANS + HANT + JA, 0.45),
        ("cp949", HANS + HANT, 0.25),
    ],
)
def test_sentences_with_marks_come_back_at_the_measured_rate(
    page: str, sentences: list[str], floor: float, mark: str
) -> None:
    damaged = [lossy(sentence, page, mark) for sentence in sentences]
    assert share(damaged, sentences) >= floor


def test_a_blank_for_nbsp_and_a_soft_hyphen_that_vanished_come_back() -> None:
    sentences = HANS + HANT
    damaged = [
        "".join(chr(byte) for byte in sentence.encode()).replace("\xa0", " ").replace("\xad", "")
        for sentence in sentences
    ]
    assert share(damaged, sentences) >= 0.9


def test_what_is_certain_is_apart_from_what_is_not() -> None:
    sentence = "昨天下午我们在图书馆门口等了很久"
    damaged = lossy(sentence, "cp949", "\ufffd")
    found = repairs(damaged, Setting())
    assert [repair.start for repair in found[1:]] == [repair.end for repair in found[:-1]]
    certain = [repair for repair in found if repair.margin > 20]
    assert certain
    assert all(repair.text in sentence for repair in certain)


@pytest.mark.parametrize(
    "line",
    [
        "锟斤拷锟斤拷锟斤拷锟侥硷拷锟斤拷",
        "????????，????",
        "你说什么?我不知道。Why? 真的?!",
        "���ļ��ܴ򿪣�",
    ],
)
def test_what_cannot_be_undone_is_left(line: str) -> None:
    assert repairs(line, Setting()) == []


@pytest.mark.parametrize("unit", ["鏄?", "涓€", "縺�", "罎", "鏄", "ç�", "?떇", "å "])
def test_long_runs_of_the_same_cost_little(unit: str) -> None:
    # Against a line of ordinary lossy damage of the same length; the search is what is dear.
    ordinary = lossy("".join(HANS), "cp949", "\ufffd")
    line = (unit * len(ordinary))[: len(ordinary)]

    def cost(text: str) -> float:
        best = 9e9
        for _ in range(3):
            start = time.process_time()
            repairs(text, Setting())
            best = min(best, time.process_time() - start)
        return best

    repairs(ordinary, Setting())
    assert cost(line) < 3 * cost(ordinary)


def test_utf_8_with_marks_is_not_taken_for_shifted_gbk() -> None:
    sentence = "对于语言学家来说一般这是区分两种语言的标准。"
    damaged = lossy(sentence, "cp1252", "?")
    assert {repair.chain for repair in repairs(damaged, Setting())} == {"utf-8→cp1252"}
