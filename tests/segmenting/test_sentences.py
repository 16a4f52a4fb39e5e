"""Sentences: the hard cases by hand, and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.segmenting import segment
from textfix.segmenting._sentences import sentence_spans
from textfix.testing.timing import check_linear_time

# One case a line; ‖ is where a sentence ends.
CASES = """
春眠不覺曉。‖處處聞啼鳥。
真的嗎？‖當然！
真的嗎？！‖他不信。
“好！”他說。‖天黑了。
“好！”老周笑着说道。‖天黑了。
“你去哪儿？”她问，“天都黑了。”‖他没有回答。
他說：“走吧。快走！”‖然後天黑了。
「你是誰？」老人問道：「從哪裏來？」‖沒有人回答。
“我不去。”‖“为什么？”‖“没钱。”
他喊：“救命啊！！！”‖大家都来了。
他說了“不行。”的話。
“啊！”的一声，他倒了。
“三高四新”的藍圖已經畫好。‖大家都來了。
《你好，世界！》是一本書。‖我讀過。
（他笑了。）大家都笑了。
他（“誰？”）愣住了。‖走了。
他……走了。
我想想看吧……‖天黑了。
怎麼會……這樣……
圓周率約為3.14。‖重3.5公斤。
他在U.S. Army服役。‖後來回國。
Mr. Smith來了。‖他很高興。
Hello world. ‖This is a test. ‖你好。
He paid $3.50. ‖Then he left.
看 https://example.com/a?b=c.d。‖謝謝！
寫信給 li.ming@example.com.cn。‖謝謝。
他说，e.g. 这样。‖好。
"好！"他说。‖"走。"她说。
「誰會聽呢？」。‖他走了。
没有标点的一行
只有引号“没有关上。‖也没有办法。‖走。
走。）‖好。
"""
BLOCKS = CASES.strip().split("\n")
WORDS = st.sampled_from(
    [*"好走天人。！？…“”‘’「」（）《》，：.!?\"'", "……", "他说", "3.14", "U.S.", " ", "ab"]
)
TEXTS = st.lists(WORDS, max_size=30).map("".join)


@pytest.mark.parametrize("block", BLOCKS)
def test_hard_blocks(block: str) -> None:
    text = block.replace("‖", "")
    found = [text[start:end] for start, end in sentence_spans(text)]
    assert found == [sentence.strip() for sentence in block.split("‖")]


@given(TEXTS)
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    spans = list(sentence_spans(text))
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        at = end
    assert not text[at:].strip()


@given(TEXTS)
def test_a_sentence_by_itself_is_split_no_finer_at_its_end(text: str) -> None:
    """Every sentence ends where its own text ends: splitting is not undone by cutting out."""
    for start, end in sentence_spans(text):
        assert list(sentence_spans(text[start:end]))[-1][1] == end - start


def test_an_open_quotation_ends_with_the_paragraph() -> None:
    long = "“" + "他走了。" * 600 + "”好。"
    assert len(list(sentence_spans(long))) > 500


HOSTILE = [
    *'。“”（a."@',
    "“”",
    "“。",
    "“。”",
    "《“",
    "a.",
    "…字",
    '"。',
    "他说",
    "a@",
    "www.",
    "1.",
    "“”。說",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    check_linear_time(
        lambda value: list(sentence_spans(value)), "sentences", size=10_000, patterns=[unit]
    )


def test_spans_are_of_the_source_also_over_joined_lines() -> None:
    source = (
        "  老街的故事，要从那座渡口说起，每天清晨，第一班\n"
        "  船总是在雾里靠岸。挑担的人先下，赶学的孩子随后，\n"
        "  船工 Old Zhou 收好缆绳，抽一袋烟，再等下一批客人\n"
        "  慢慢走来。雾散的时候，街上的铺子也就都开了门。\n"
    )
    [paragraph] = segment(source)
    assert "第一班船总是" in paragraph.text
    sentences = paragraph.sentences()
    assert [s.text[-3:] for s in sentences] == ["靠岸。", "走来。", "了门。"]
    for sentence in sentences:
        cut = "".join(line.strip() for line in source[sentence.start : sentence.end].split("\n"))
        assert cut == sentence.text
