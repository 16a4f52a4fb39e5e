"""Paragraphs as text and as Markdown: what stands where, and that nothing of the words is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from textfix.report.rendering import as_markdown, as_text
from textfix.segmenting import segment
from textfix.testing import documents

BODY = (
    "老街的故事，要從那座渡口說起，每天清晨，第一班船總是在霧裏靠岸。挑擔的人先下，趕學的孩子隨後。"
)

VERSE = "春眠不覺曉，\n處處聞啼鳥。\n夜來風雨聲，\n花落知多少。"


def text(source: str, *, sentences: bool = False) -> str:
    return as_text(source, segment(source), sentences=sentences)


def markdown(source: str) -> str:
    return as_markdown(source, segment(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("\n\n", ""),
        (f"題目\n{BODY}\n{BODY}", f"題目\n\n{BODY}\n\n{BODY}\n"),
        ("一、茶\n二、糕\n三、帽", "一、茶\n二、糕\n三、帽\n"),
        ("- 茶\n\n- 糕", "- 茶\n\n- 糕\n"),
        ("茶\t十二\r\n糕\t八\r\n", "茶\t十二\n糕\t八\n"),
    ],
)
def test_text(source: str, expected: str) -> None:
    assert text(source) == expected


def test_text_with_sentences_has_one_a_line() -> None:
    assert text(f"題目\n{BODY}", sentences=True).split("\n")[2:4] == [
        BODY[: BODY.index("。") + 1],
        BODY[BODY.index("。") + 1 :],
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        (f"題目\n副題\n周山主持\n{BODY}", f"# 題目\n\n## 副題\n\n*周山主持*\n\n{BODY}\n"),
        (f"題目\n{BODY}\n一、緣起\n{BODY}", f"# 題目\n\n{BODY}\n\n## 一、緣起\n\n{BODY}\n"),
        ("• 茶\n• 糕", "- 茶\n- 糕\n"),
        ("1、茶\n2、糕", "1. 茶\n2. 糕\n"),
        ("①茶\n②糕", "- ①茶\n- ②糕\n"),
        ("茶\t十二\n糕\t八\n帽", "| 茶 | 十二 |\n| --- | --- |\n| 糕 | 八 |\n\n帽\n"),
        ("| 茶 | 十二 |\n|---|---|\n| 糕 | 八 |", "| 茶 | 十二 |\n| --- | --- |\n| 糕 | 八 |\n"),
        (VERSE, VERSE.replace("\n", "\\\n") + "\n"),
        ("# 不是標題。", "\\# 不是標題。\n"),
        ("1. 不是列表。", "1\\. 不是列表。\n"),
        ("*星*_線_`碼`[鏈]<簽>。", "\\*星\\*\\_線\\_\\`碼\\`\\[鏈\\]\\<簽>。\n"),
    ],
)
def test_markdown(source: str, expected: str) -> None:
    assert markdown(source) == expected


@given(documents())
def test_words_are_all_there_in_either_form(source: str) -> None:
    def words(value: str) -> list[str]:
        return re.findall(r"[\u4e00-\u9fff]", value)

    assert words(text(source)) == words(source) == words(markdown(source))


@given(documents())
def test_blocks_of_text_are_paragraphs(source: str) -> None:
    """Split at blank lines, and what is one block is one paragraph, or a run of one kind."""
    paragraphs = segment(source)
    blocks = text(source).strip("\n").split("\n\n") if paragraphs else []
    assert [line for block in blocks for line in block.split("\n")] == [p.text for p in paragraphs]
