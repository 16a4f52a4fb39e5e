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
他说：“我不去。你去吧。”‖我没说话。
她问：“你吃了吗？”‖他摇头。
“走！”他一挥手，“都跟我来！”‖大家跟了上去。
《怎么办？》是一部小说。‖它很长。
《谁动了我的奶酪？》《活着》都是书。‖我读过。
我看了《你好！旧时光》。‖很好看。
【快讯！】今天下雨。‖明天晴。
他来了（真的！），又走了。‖没人知道。
价格是3.5元。‖不贵。
版本号是v1.2.3。‖请升级。
增长了12.5%。‖很快。
圆周率是3.14159……‖不对吗？
时间是3:30。‖迟到了。
请访问 http://www.example.com/a.b?c=d!e 查看。‖谢谢。
邮箱是 zhang.san@mail.example.com.cn。‖来信吧。
www.example.com。‖这是网址。
什么？！‖你说什么？？？
太好了！！！‖我们赢了！
他……他走了。
我……我……不知道。‖别问了。
“你……”他说不出话来。‖我走了。
“我想……”他停了一下，“算了。”‖她没问。
他喊道：“站住！别跑！”‖小偷跑了。
他喊道：“站住！”，然后追了上去。‖没追上。
“好吗？”的意思是询问。‖懂了吗？
“不！”是他唯一的回答。‖她走了。
他连说三声“好！好！好！”。‖大家鼓掌。
他的口号是“快！准！狠！”，大家都记得。‖后来没人提了。
标语写着“安全第一。”‖工人们看着它。
老师说：“鲁迅说过：‘其实地上本没有路。’记住了吗？”‖同学们点头。
「你好。」他說。‖「你好。」我說。
『真的？』‖他不信。
「他說『不去！』了。」她哭着说。‖没人信。
Mr. Wang 来了。‖Dr. Li 走了。
他在 Apple Inc. 工作。‖薪水不错。
他住在 St. John's。‖很远。
U.S.A. 是美国。‖很大。
他是 J. K. Rowling 的读者。‖她写得好。
No. 1 是他。‖No. 2 是我。
I love you. ‖He said so. ‖是的。
"Really?" ‖He asked. ‖没人回答。
他说："好的。"‖然后他走了。
1. 打开文件。‖2. 保存文件。
一、概述。‖二、方法。
第一，要快；第二，要准。‖完了。
他问我去不去；我说不去；他走了。‖我也走了。
天黑了！~‖我们回家吧。
你好吗?‖我很好!‖谢谢.
他来了｡‖她走了｡
他来了．‖她走了．
3．14是圆周率。‖对。
“是吗？”——他想。‖不是。
“什么？”这个词他说了三遍。‖她数着。
“什么？！”‖“没什么。”
“来了来了！”屋里有人应着。‖门开了。
“天哪！”她惊呼。‖“怎么了？”‖“没事。”
他说：“来。”‖又说：“坐。”
“来，”他说。‖“坐。”
“我叫小明。”小明说，“你呢？”‖“我叫小红。”
他写道：“今天很冷。我想家。”‖信就这么短。
“他走了”是事实。‖没人怀疑。
他叫“老三。”‖老三不应。
好！！‖（掌声）
温度为-3.5℃。‖很冷。
得分是98.5分。‖第一名！
公司全称为ABC Co., Ltd.，成立于1999年。‖地址不详。
他读到p. 35就睡了。‖书很厚。
参见 fig. 3。‖见下文。
见（Smith et al. 2010）。‖结论一致。
开会时间：上午9点。‖地点：三楼。
？？？‖怎么回事？
。。。‖他不说话。
他说。。。‖算了。
他说...我不信。
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
