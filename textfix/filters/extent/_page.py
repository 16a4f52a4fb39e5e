"""The lines of a page, and what each of them looks like.

A page is a text in which an article stands among other things. Rule packs say what many of its
lines are (an editor's tail, a head of links, a dateline); the shape of the others says how much
prose there is in them. Nothing is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textfix._lines import line_bounds, trimmed
from textfix._rulefields import NAMED_KINDS
from textfix._rulefold import fold, fold_words
from textfix._rulematch import rule_set

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textfix._rulematch import RuleSet
    from textfix._text import Text

__all__ = ["PAGE_LINES", "Line", "heard", "page_lines", "set_in", "told"]

# A page has 52 lines in the mean and 330 at most (68 labelled pages). A text of more is a book, a
# log, or many pages: where an article begins and ends is then no question.
PAGE_LINES = 2000

# Packs that name and drop nothing: bylines, datelines, decks.
_NAMES = ("segment/head",)

# A date or a time, in any of the shapes that no rule for whole lines knows.
_DATED = re.compile(
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}"
    r"|(?<!\d)\d{1,2}[-/月]\d{1,2}日? ?\d{1,2}:\d\d"
)
_TIMED = re.compile(r"(?<![\d:])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])")
# A time of day dates a line where it is the only one and little else is said: `昨天 08:12 江城`,
# but not `首班车6:00 末班车23:00`.
_TIMED_HAN = 12
_HANZI = re.compile("[\u3005\u3007\u3400-\u9fff\U00020000-\U000323af]")
_CLOSERS = "”’」』)】》\"'"
_STOPS = frozenset("。!?…;")
# Below ten hanzi a line with a full stop may be a caption (`柳巷口。`) or a comment.
_SENTENCE_HAN = 10
# A line of 45 hanzi is a paragraph, full stop or not: the longest title of 68 pages has 41.
_LONG_HAN = 45
# Of one paragraph so many hanzi count: a single long one must not outweigh an article.
_MOST_HAN = 120
_SPEECH = re.compile("^[“「『][^”」』]{4,}[。!?…][”」』]$|[:,][“「『].{2,}[。!?…][”」』]$")
_AS_FOLLOWS = re.compile(r"如下(?:\([^)]{1,12}\))?:$")
# An item of a list of clauses.
_ITEM = re.compile(r"[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)、.].{4,};$")
# Who asks and answers. A title may have that shape (`专家：少喝酒！`), so there must be several.
_SPEAKERS = 4
# What opens a paragraph in print: two ideographic spaces (U+3000), on so much of all prose.
_INDENT, _INDENTED = "\u3000\u3000", 0.8
_SPEAKER = re.compile("[\u4e00-\u9fff·]{2,8}:.")
# Words of notices about a page, in prose that no rule knows; what stands in quotation marks is said
# by somebody in the article.
_NOTICE = re.compile(
    "版权|转载|侵权|免责|本网站?(?!约|络|球|讯|记|消)|本站|本平台|投资建议|仅供参考|著作权|举报|帐号|账号|留言"
)
_QUOTED = re.compile("“[^”]{1,60}”|「[^」]{1,60}」|《[^》]{1,40}》")
# In so many paragraphs, and as many as a third of all, they are what the article is about.
_SUBJECT, _SUBJECT_SHARE = 3, 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it.

    `start`, `end`: its span, newline left out. `view`: folded, without blanks at its ends. `han`:
    hanzi in it. `kind`: what a rule calls it, or ``""``; `owned`: `caption` or `boilerplate` take
    it by that rule, wherever it stands. `prose`: how much prose is in it, in
    tens of hanzi; 0 for what is none. `stops`: whether it ends as a sentence does. `indented`: by
    two ideographic spaces, as a paragraph is.
    """

    start: int
    end: int
    view: str
    han: int
    kind: str
    owned: bool
    prose: float
    stops: bool
    indented: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is neither known to a rule nor prose: a title, a heading, a link, a button."""
        return not self.kind and not self.prose

    @property
    def is_dated(self) -> bool:
        """Whether it holds a date, or little more than a time."""
        if _DATED.search(self.view):
            return True
        return self.han <= _TIMED_HAN and len(_TIMED.findall(self.view)) == 1


def page_lines(text: Text, rules: Callable[..., RuleSet]) -> list[Line]:
    """The lines that are not blank; none if the text is no page.

    `rules`: given names of evidence, the rules that they let run.
    """
    starts, ends = line_bounds(text)
    low, high = trimmed(text, starts, ends)
    real = (low < high).nonzero()[0]
    if not 0 < len(real) <= PAGE_LINES:
        return []
    kinds = _kinds(text, rules)
    spans = zip(low[real].tolist(), high[real].tolist(), strict=True)
    views = [fold_words(fold(text.value[first:last])) for first, last in spans]
    found = []
    for start, end, view in zip(starts[real].tolist(), ends[real].tolist(), views, strict=True):
        han = len(_HANZI.findall(view))
        kind, owned = kinds.get(start, ("", False))
        stops = _stops(view)
        prose = 0.0 if kind else _prose(view, han, stops=stops)
        indented = text.value.startswith(_INDENT, start)
        found.append(Line(start, end, view, han, kind, owned, prose, stops, indented))
    return found


def _kinds(text: Text, rules: Callable[..., RuleSet]) -> dict[int, tuple[str, bool]]:
    """Line start -> the kind that a rule gives to the whole line, and whether a filter takes it."""
    alone = rules("", "page")
    evidence = [
        kind
        for kind in ("share", "rights")
        if any(hit.line and not hit.rule.evidence for hit in alone.hits_of(text, kind))
    ]
    found: dict[int, tuple[str, bool]] = {}
    for chosen in (rules("", "page", *evidence), rule_set(_NAMES)):
        for hit in chosen.hits(text):
            if hit.line and not hit.applicability:
                owned = hit.rule.kind not in NAMED_KINDS and hit.rule.evidence != "page"
                found.setdefault(hit.line_start, (hit.rule.kind, owned))
    return found


def _stops(view: str) -> bool:
    return view.rstrip(_CLOSERS)[-1:] in _STOPS or view[-1:] in "”」"


def told(lines: Sequence[Line]) -> list[Line]:
    """The lines, those with words of notices as prose if the article is about such things.

    A page has its notices behind the article and one after the other; so what counts is how many
    of them have other prose below.
    """
    plain = [number for number, line in enumerate(lines) if line.is_plain and _is_told(line)]
    last = max((number for number, line in enumerate(lines) if line.prose), default=0)
    about = [number for number in plain if number < last]
    prose = sum(1 for line in lines if line.prose)
    if len(about) < _SUBJECT or len(about) * _SUBJECT_SHARE < prose:
        return list(lines)
    return [
        replace(line, prose=min(line.han, _MOST_HAN) / 10) if number in about else line
        for number, line in enumerate(lines)
    ]


def set_in(lines: Sequence[Line]) -> list[Line]:
    """The lines, those as prose that are indented as nearly all prose is.

    A page indents its article's paragraphs, and neither titles nor links nor buttons.
    """
    prose = [line for line in lines if line.prose]
    if len(prose) < _SPEAKERS or sum(line.indented for line in prose) < _INDENTED * len(prose):
        return list(lines)
    found, under_links = [], False
    for line in lines:
        under_links = line.kind == "related" or (under_links and line.is_plain)
        if line.indented and line.is_plain and line.han and not (under_links or line.is_dated):
            line = replace(line, prose=line.han / 20)
        found.append(line)
    return found


def _is_told(line: Line) -> bool:
    return line.stops and line.han >= _SENTENCE_HAN and "。" in line.view


def heard(lines: Sequence[Line]) -> list[Line]:
    """The lines, questions and answers as prose if there are several: an interview."""
    spoken = {line for line in lines if line.is_plain and line.stops and _SPEAKER.match(line.view)}
    if len(spoken) < _SPEAKERS:
        return list(lines)
    return [replace(line, prose=line.han / 20) if line in spoken else line for line in lines]


def _prose(view: str, han: int, *, stops: bool) -> float:
    if _NOTICE.search(_QUOTED.sub("", view)) and han < _MOST_HAN:
        return 0.0
    if ("。" in view and han >= _SENTENCE_HAN) or (han >= _LONG_HAN and ("," in view or stops)):
        return min(han, _MOST_HAN) / 10
    # Speech; a title may end in a quotation, but does not begin with one and end with its mark.
    if stops and _SPEECH.search(view):
        return han / 10
    # What opens a list: `现将有关事项公告如下：`.
    if han >= _SENTENCE_HAN and "," in view and _AS_FOLLOWS.search(view):
        return han / 10
    # Short sentences: a little prose each. Titles of links may end in ! or ?.
    if (view[-1] == "。" or _ITEM.match(view)) and not _NOTICE.search(view):
        return han / 20
    return 0.0
