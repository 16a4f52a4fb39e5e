"""Which line above the prose is the title.

Nothing in a line says so: a title looks like a link to another article. What tells is its place
(right above the date or the writer), that the article speaks of the same things, and that the page
says it again (in its breadcrumb, as the original title).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textfix.filters.extent._core import Core
    from textfix.filters.extent._page import Line

__all__ = ["OTHER", "dated", "letters", "title_line", "title_lines"]

# How far above the prose a title is looked for: players, buttons and link lists stand between.
_REACH = 40
_MOST_HAN = 50  # the longest title of 68 labelled pages has 41
_LETTERS = re.compile(r"[^\W_]+")
# Paragraphs that are compared with the title: it is about the beginning of the article.
_COMPARED = 12
# A line below the date is rather the article's first; so many lines may stand between them.
_BELOW, _UNDER_DATE = 2.0, 2
# `第十七章 渡口`: what a chapter is called is short, and its words need not be in it.
_CHAPTER, _NUMBERED = re.compile(r"第[\d一二三四五六七八九十百千零〇]{1,6}[章回节卷集]"), 3.0
# A button, a channel, an account between title and date.
_BUTTON_HAN = 12
# A way through the site, an agency's head, a site's own name, who wrote, an account and its box.
OTHER = re.compile(
    r"[>→]|^[^ ,。:!?]{1,5}(?: [^ ,。:!?]{1,5}){2,}$|^[【〔(][^】〕)]{2,6}[】〕)]$"
    r"|^[^ ,:!?]{0,7}(?:网|新闻|论坛|博客|频道|日报|晚报|早报|在线|头条|新闻云|客户端|社|电视台)$"
    r"|^[(【]?(?:撰文|采写|作者|来源|编辑|文字|供稿|摄影|译者|文|图|原创|转载|发布|出品)[:|/ ]"
    r"|(?:记者|通讯员|编辑|撰文|责编|作者|撰稿人|主编)[ :/|][\u4e00-\u9fff·]{2,4}(?: |$)"
    r"|ip属地|粉丝|字数 ?\d|注册|下载 ?app|的(?:主页|博客|空间|专栏)$|^博主:|关注$|阅读量|点赞数"
)
# What a table says of a film, a meeting, a place.
_LABELLED = re.compile(r"(?:导演|编剧|主演|片长|类型|地址|电话|时间|地点|人物|地区|语言|上映日期):")
# A line of a title's length has as much. Where the best line is a wrong one, what goes above it is
# the page's all the same.
_ENOUGH = 2.0


def title_line(lines: Sequence[Line], found: Core) -> int | None:
    """The number of the line that is the title, or None."""
    pairs = _pairs_of_article(lines, found)
    best, best_score = None, _ENOUGH
    for number in range(max(0, found.first - _REACH), found.first):
        line = lines[number]
        if line.kind not in ("", "deck") or line.prose or not 2 <= line.han <= _MOST_HAN:
            continue
        if OTHER.search(line.view) or _LABELLED.match(line.view):
            continue
        score = _score(lines, number, found, pairs)
        if score >= best_score:  # of equals the one that is nearer to the article
            best, best_score = number, score
    return best


def title_lines(lines: Sequence[Line], found: Core, title: int) -> set[int]:
    """The title and the lines beside it that belong to it: what stands over it, decks under it."""
    pairs = _pairs_of_article(lines, found)
    chosen = {title}
    above = title - 1
    if (
        above >= 0
        and (_is_beside(lines[above], pairs) or _is_first_of_two(lines, above))
        and not _same(lines[above], lines[title])
    ):
        chosen.add(above)
    below = title + 1
    while below < found.first and (
        lines[below].kind == "deck"
        or _is_beside(lines[below], pairs)
        or (below == title + 1 and _is_deck(lines, below))
    ):
        if not _same(lines[below], lines[title]):
            chosen.add(below)
        below += 1
    return chosen


def _is_beside(line: Line, pairs: frozenset[str]) -> bool:
    """A line about the same, long enough to say something."""
    return _is_of_titles_length(line) and _overlap(line.view, pairs) >= 0.5


def _is_first_of_two(lines: Sequence[Line], number: int) -> bool:
    """A title over the line under which the date stands: two lines of its length, not a list."""
    line, below = lines[number], lines[number + 1 : number + 3]
    over = lines[number - 1] if number else None
    return (
        _is_of_titles_length(line)
        and len(below) == 2
        and below[1].kind in ("dateline", "byline")
        and not (over and _is_of_titles_length(over))
    )


def _is_of_titles_length(line: Line) -> bool:
    return (
        line.is_plain
        and 8 <= line.han <= _MOST_HAN
        and not OTHER.search(line.view)
        and not line.is_dated
    )


def _is_deck(lines: Sequence[Line], number: int) -> bool:
    """A line of some length between the title and its date: nothing else stands there."""
    following = lines[number + 1]
    return _is_of_titles_length(lines[number]) and following.kind in ("dateline", "byline")


def _same(line: Line, other: Line) -> bool:
    return letters(line.view) == letters(other.view)


def _score(lines: Sequence[Line], number: int, found: Core, pairs: frozenset[str]) -> float:
    line = lines[number]
    score = 6.0 * _overlap(line.view, pairs) * min(1.0, line.han / 8)
    score += 2.0 if 8 <= line.han <= 42 else -1.0 if line.han < 5 else 0.0
    score += dated(lines, number, found)
    score += _NUMBERED if _CHAPTER.match(line.view) else 0.0
    words = letters(line.view)
    others = sum(1 for other in lines if other is not line and words in letters(other.view))
    score += 2.0 if 0 < others < 4 and line.han >= 8 else 0.0
    # Between links like itself it is one of them.
    near = [other for other in lines[max(0, number - 2) : number + 3] if other is not line]
    alike = sum(_is_of_titles_length(other) for other in near)
    score -= 1.0 * max(0, alike - 1)
    return score - (_BELOW if _stands_below_the_date(lines, number) else 0.0)


def _stands_below_the_date(lines: Sequence[Line], number: int) -> bool:
    """Whether a date stands above the line, and more than buttons between them."""
    for row in range(max(0, number - _REACH), number):
        if lines[row].kind == "dateline":
            between = lines[row + 1 : number]
            return sum(line.is_plain and line.han > 2 for line in between) > _UNDER_DATE
    return False


def dated(lines: Sequence[Line], number: int, found: Core) -> float:
    """Whether a date or a writer stands right under the line, or above it, buttons aside."""
    for line in lines[number + 1 : min(number + 7, found.first)]:
        if line.kind in ("dateline", "byline", "source", "editor") or line.is_dated:
            return 3.0
        if line.is_plain and line.han > _BUTTON_HAN:
            break
    for line in lines[max(0, number - 3) : number]:
        if line.kind == "dateline" or line.is_dated:
            return 1.5
    return 0.0


def letters(view: str) -> str:
    """The letters of a folded line, for comparing lines with one another."""
    return "".join(_LETTERS.findall(view))


def _pairs_of_article(lines: Sequence[Line], found: Core) -> frozenset[str]:
    inside = lines[found.first : found.behind]
    prose = ([line for line in inside if line.prose] or list(inside))[:_COMPARED]
    return frozenset(
        pair
        for words in (letters(line.view) for line in prose)
        for pair in map("".join, pairwise(words))
    )


def _overlap(view: str, pairs: frozenset[str]) -> float:
    words = letters(view)
    own = list(map("".join, pairwise(words)))
    return sum(pair in pairs for pair in own) / len(own) if own else 0.0
