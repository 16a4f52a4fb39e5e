"""Which lines of a page lie outside its article, and by which rule.

The core (the stretch with most prose) is sure; what is above and below it is decided line by line:
above the title, everything goes; between title and core, dates, writers and the page's tools;
behind the core, what follows once the page's own lines begin. Lines that rule packs know are left
to them: their ids say more, and `off` and `keep` hold.

Without a sign of a page (a date, a writer, furniture known to a rule) nothing goes: an article by
itself is a fixed point.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textfix._rulefields import KINDS
from textfix.filters.extent._core import ENDS, Core, core
from textfix.filters.extent._page import heard, set_in, told
from textfix.filters.extent._title import OTHER, dated, letters, title_line, title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textfix.filters.extent._page import Line

__all__ = ["RULES", "outside"]

RULES = {
    "extent.before-title": "above the title of the article",
    "extent.repeated-title": "the title again",
    "extent.byline": "who wrote the article, or when, under its title",
    "extent.page-tool": "a short line of the page between title and article",
    "extent.related-link": "a link to another article, under the head of such links",
    "extent.caption": "a caption by its picture mark",
    "extent.tool-box": "a box of the page's tools within the article",
    "extent.after-end": "behind the end of the article",
}
_NAMES = ("byline", "dateline")

# So many lines between the page's own and the first paragraph, or one as long, open the article: a
# poster's, a recipe's, a summary. Fewer and shorter ones name an account or a channel.
_OPENING, _OPENING_HAN = 3, 8
_TOLD_HAN = 30  # a longer line that holds a date or a writer is a sentence
# Links under a head in the middle of an article; more plain lines than that are the article's.
_LINKS = 6
_LINK_HAN = 6
_HEADING_HAN = 4  # `街坊的话`, but not `关注`
# A box of tools: so many lines, none longer.
_BOX_LINES, _BOX_HAN = 3, 14
_TOOLS = frozenset({"share", "navigation", "player", "counter", "contact", "related"})
_SLIDE, _SLIDES = re.compile(r"\d{1,3} ?/ ?\d{1,3}$"), 3
# What only pages have, and what books have too: pictures with captions, decks.
_WITHIN = ("caption", "credit", "deck")
_SIGNS = frozenset(KINDS).difference(_WITHIN)
# Who wrote or edited the article, or where it is from, in shapes that no rule for lines knows.
_SAYS_WHO = re.compile(
    r"记者|报[导道](?:$|[)】])|专[讯电]"
    r"|^[(【]?(?:撰文|采写|作者|来源|编辑|文字|供稿|摄影|译者|文|图)[:|/]"
)
# Whoever signs a notice, with the date under it.
_SIGNED = re.compile(r"(?:局|会|室|委|府|部|中心|公司|院|校|社|组|队|处|所|厅|站|馆)$")
# A number that is a section's heading: `01`, `一`, where the article has more of them.
_NUMBER = re.compile("0?[1-9]$|[一二三四五六七八九十]$")
# So are `【案情】`, `【评析】`.
_BOXED = re.compile(r"[【〔][^】〕]{1,8}[】〕]$")
# An item of a list, a work that is cited.
_ITEM = re.compile(r"[\[(]?\d{1,3}[\])、.:]|[-·•*] ")
# What an article may close with: `(新华社北京2月29日电)`, `(文中人物为化名。)`.
_CLOSING = re.compile(
    r"[(](?:[^()]{2,40}[电讯。]|作者[为系是][^()]{2,40}|[^()]{0,16}(?:化名|隐去|应[^()]{0,10}要求)[^()]{0,24})[)]$"
)
# A mark of the end without a hanzi, at which rules do not look: `- END -`.
_THE_END = re.compile(r"[^\w]{0,8}(?:the )?end[^\w]{0,8}$")
# A row of figures or names: `江城队：乔欣31分9篮板，郑媛18分`.
_ROW = re.compile(r"[^:,。]{2,8}:[^:]*\d[^:]*[,、][^:]*$")
# So many lines behind the article, hardly one of them with a colon: links, though no head says so.
_TAIL_LINES = 5
_NAMES_LISTED = 3
_ASK = re.compile(
    "^(?:[新媒][闻体])?(?:联系人|联络人|联系电话|联系方式|咨询电话|监督电话|附件|地址|时间|地点|日期|报名|电话|交通"
    "|开放时间|营业时间|票价|邮箱|电子邮箱|传真|邮编|论文链接|报名链接)[:].{2,}"
)
_DATE = re.compile(r"[(]?(?:(?:19|20)\d\d|二[〇零]..)年.{1,2}月.{1,3}日[)]?$")


def outside(lines: Sequence[Line], keep: Sequence[str] = ()) -> dict[int, str]:
    """Line number -> the rule by which the line goes; `keep`: kinds of lines that stay."""
    lines = set_in(told(heard(lines)))
    found = core(lines)
    if found is None or not any(line.kind in _SIGNS for line in lines):
        return {}
    title = title_line(lines, found)
    titles = title_lines(lines, found, title) if title is not None else set()
    end = _end(lines, found)
    gone: dict[int, str] = {}
    if titles:
        if _is_page_above(lines, min(titles), found):
            gone.update(dict.fromkeys(range(min(titles)), "extent.before-title"))
        gone.update(_head(lines, found, titles))
    else:
        gone.update(_untitled(lines, found))
    first = max(titles, default=-1) + 1
    gone.update(_links(lines, first, found.behind))
    gone.update(_boxes(lines, found))
    gone.update(_counters(lines, first, end))
    gone.update(
        (number, "extent.caption")
        for number in range(first, end)
        if lines[number].kind in ("caption", "credit")
    )
    if _is_behind(lines, end):
        gone.update(dict.fromkeys(range(end, len(lines)), "extent.after-end"))
    return {number: rule for number, rule in gone.items() if _may_go(lines[number], keep)}


def _may_go(line: Line, keep: Sequence[str]) -> bool:
    """Whether the line is not another filter's, nor of a kind to keep."""
    return not line.owned and line.kind not in keep


def _head(lines: Sequence[Line], found: Core, titles: set[int]) -> Iterator[tuple[int, str]]:
    """What goes of the lines between the title and the article."""
    title = {letters(lines[number].view) for number in titles}
    begin = _begin(lines, max(titles) + 1, found)
    for number in range(min(titles), found.first):
        if number in titles:
            continue
        line = lines[number]
        if line.kind in _NAMES:
            yield number, "extent.byline"
        elif letters(line.view) in title:
            yield number, "extent.repeated-title"
        elif (line.kind or number < begin) and not _says_something(line):
            yield number, "extent.page-tool"


def _is_page_above(lines: Sequence[Line], title: int, found: Core) -> bool:
    """Whether something says that the lines above the title are the page's: one of them, or a date.

    Else they may be the article's, and the title a heading in it.
    """
    above = [line for line in lines[:title] if not line.owned]
    signs = any(line.kind in _SIGNS or OTHER.search(line.view) for line in above)
    # Buttons under the title are the page's, and then so are a few words above it.
    buttons = any(line.kind in _TOOLS for line in lines[title + 1 : found.first])
    few = buttons and all(line.is_plain and line.han < _OPENING_HAN for line in above)
    return signs or few or dated(lines, title, found) > 0


def _begin(lines: Sequence[Line], under: int, found: Core) -> int:
    """The line with which the article begins: behind the last that is the page's.

    `under`: the first line under the title. Few short lines there are the page's too (an account, a
    channel), unless they are headings.
    """
    first = found.first
    while first > under and (
        not _is_pages(lines[first - 1]) or _is_numbered(lines, first - 1, found, (_BOXED,))
    ):
        first -= 1
    rest = lines[first : found.first]
    if len(rest) >= _OPENING or any(line.han >= _OPENING_HAN for line in rest):
        return first
    last = found.first - 1
    if rest and _is_numbered(lines, last, found):
        return last - 1 if len(rest) > 1 and _NUMBER.match(lines[last - 1].view) else last
    return last if rest and rest[-1].han >= _HEADING_HAN else found.first


def _is_pages(line: Line) -> bool:
    """Whether a line between title and article is the page's beyond doubt."""
    if line.kind:
        return line.kind not in _WITHIN
    if not line.han:
        return not _NUMBER.match(line.view)
    short = line.han <= _TOLD_HAN
    return short and bool(line.is_dated or OTHER.search(line.view) or _SAYS_WHO.search(line.view))


def _says_something(line: Line) -> bool:
    return bool(line.prose) or line.kind == "deck" or (line.stops and line.han >= _LINK_HAN)


def _is_numbered(
    lines: Sequence[Line],
    number: int,
    found: Core,
    shapes: Sequence[re.Pattern[str]] = (_NUMBER, _BOXED),
) -> bool:
    """Whether the line is a section's number, or a heading under one, and more are to come."""
    near = lines[max(0, number - 1) : number + 1]
    core = lines[found.first : found.behind]
    return any(
        any(shape.match(line.view) for line in near)
        and any(shape.match(line.view) for line in core)
        for shape in shapes
    )


def _untitled(lines: Sequence[Line], found: Core) -> Iterator[tuple[int, str]]:
    """Without a title: only what is the page's beyond doubt goes."""
    for number in range(found.first):
        line = lines[number]
        if line.kind in _NAMES:
            yield number, "extent.byline"
        elif line.kind != "deck" and _is_pages(line):
            yield number, "extent.page-tool"


def _links(lines: Sequence[Line], number: int, behind: int) -> Iterator[tuple[int, str]]:
    """Links under a head of links within the article, or between title and article."""
    while number < behind:
        number += 1
        if lines[number - 1].kind != "related":
            continue
        first = number
        while number < behind and _is_link(lines[number]):
            number += 1
        if 0 < number - first <= _LINKS:
            yield from ((row, "extent.related-link") for row in range(first - 1, number))


def _boxes(lines: Sequence[Line], found: Core) -> Iterator[tuple[int, str]]:
    """Runs of short lines within the article, a third of which rules know: its readers' tools."""
    number = found.first
    while number < found.behind:
        first = number
        while number < found.behind and not lines[number].prose and lines[number].han <= _BOX_HAN:
            number += 1
        box = lines[first:number]
        known = sum(line.kind in _TOOLS for line in box)
        if len(box) >= _BOX_LINES and known * 3 >= len(box):
            last = number - (box[-1].is_plain and box[-1].han >= _HEADING_HAN)
            yield from ((row, "extent.tool-box") for row in range(first, last))
        number += 1


def _counters(lines: Sequence[Line], first: int, end: int) -> Iterator[tuple[int, str]]:
    """The numbers of a slide show's pictures, `3/12` on a line by itself."""
    found = [number for number in range(first, end) if _SLIDE.match(lines[number].view)]
    if len(found) >= _SLIDES:
        yield from ((number, "extent.tool-box") for number in found)


def _is_link(line: Line) -> bool:
    return line.is_plain and not line.stops and line.han >= _LINK_HAN


def _end(lines: Sequence[Line], found: Core) -> int:
    """The number of the first line behind the article: up to the page's own lines, what belongs."""
    end = number = found.behind
    while number < len(lines):
        line = lines[number]
        if _signs(lines, number):
            return number + 2
        if _THE_END.match(line.view) or not (
            line.is_plain or line.prose or line.kind in _WITHIN or _is_asked(lines, number)
        ):
            break
        number += 1
        if line.prose or line.stops or _lists(line) or line.kind == "dateline":
            end = number
    return end


def _signs(lines: Sequence[Line], number: int) -> bool:
    """Whether an office signs a notice here: its name, with the date under it."""
    line = lines[number]
    dated = number + 1 < len(lines) and _DATE.match(lines[number + 1].view)
    return line.is_plain and bool(dated) and bool(_SIGNED.search(line.view))


def _is_asked(lines: Sequence[Line], number: int) -> bool:
    """Whether a date is one of the things that a notice tells: when, where, whom to ask."""
    if lines[number].kind != "dateline" or not _ASK.search(lines[number].view):
        return False
    near = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
    return any(line.is_plain and _ASK.search(line.view) for line in near)


def _lists(line: Line) -> bool:
    """Whether the line goes on with the article: names, figures, whom to ask."""
    return line.is_plain and (
        line.view.count("、") >= _NAMES_LISTED
        or any(shape.match(line.view) for shape in (_ASK, _ROW, _CLOSING, _ITEM))
    )


def _is_behind(lines: Sequence[Line], end: int) -> bool:
    """Whether something behind the article says that the page's own lines stand there."""
    behind = lines[end:]
    if any(line.kind in ENDS or line.kind == "navigation" for line in behind):
        return True
    listed = sum(":" in line.view for line in behind)
    return len(behind) >= _TAIL_LINES and listed * _TAIL_LINES <= len(behind)
