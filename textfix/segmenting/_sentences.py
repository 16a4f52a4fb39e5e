"""Sentences of a paragraph: where they begin and end.

One pass over the marks of the text, with the state that a reader keeps:

- a run of marks belongs together, and so do the closers behind it (`！？”`);
- inside an open quotation or bracket nothing ends (`他说：“走吧。快！”`): the sentence is the
  speaker's, not the speech's. A quotation that is never closed does not count as open;
- a quotation with its own full stop ends the sentence, unless the speaker follows
  (`“好！”他说。`);
- an ellipsis ends a sentence only after five characters and before a new word: `他……走了` is one;
- a full stop in Latin text ends one before a blank and a capital or a hanzi, but not in 3.14, in
  U.S., behind Mr. or behind the number of an item (1. ); addresses are left alone.

What it does not do: split at semicolons, or find sentences in text without marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sentence_spans"]

_OPENERS = dict(zip("“‘「『（(《〈【〔[［｛{", "”’」』）)》〉】〕]］｝}", strict=True))
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_STOPS = "。！？!?｡．"
_TRAILING = frozenset('”’」』）)》〉】〕]］｝}"＂')
_AFTER_SPEECH = _TRAILING | frozenset(_STOPS)
_STOP_GOES_ON = frozenset("。｡！？!?…⋯~～")

_PAIRS = re.compile(r"[“”‘’「」『』（）()《》〈〉【】〔〕\[\]［］｛｝{}\"＂]")
# One set, so that the engine skips what lies between; an alternation takes six times as long.
_MARKS = re.compile(r"[。｡！？!?…⋯.．“‘「『（(《〈【〔\[［｛{\"＂]")
_STOP, _DOTS, _POINT, _SPEECH, _BRACKET = range(5)
_KIND = (
    dict.fromkeys("。｡！？!?", _STOP)
    | dict.fromkeys("…⋯", _DOTS)
    | dict.fromkeys(".．", _POINT)
    | dict.fromkeys("（(《〈【〔[［｛{", _BRACKET)
    | dict.fromkeys('“‘「『"＂', _SPEECH)
)
_STOP_RUN = re.compile(r"[。｡]+|[！？!?][。！？!?｡…⋯~～]*")
_DOT_RUN = re.compile(r"[…⋯]+|\.{3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.|(?<=[A-Za-z0-9])@)[!-~]+")
# Words before a full stop that do not end a sentence. English, as Chinese pages write them.
_SHORT = (
    "mr mrs ms dr prof st no vs etc fig jr sr co inc ltd corp dept vol ed eds pp ch sec al approx "
    "jan feb mar apr jun jul aug sep sept oct nov dec gen col capt lt sgt rev hon"
)
_ABBREVIATIONS = frozenset(_SHORT.split())
_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]*$")
_WORD_REACH = 12  # characters looked back for an abbreviation
# Who speaks behind a quotation: a subject, then a verb of saying, before any mark.
_SPEAKER = re.compile(
    r"[ \u3000]*[^。！？!?，,；;：:“”「」\n没沒不未]{0,16}?"
    r"(?:[说說问問道答喊叫嚷吼骂罵叹嘆笑哭称稱想念应應呼哼劝勸]|回答|表示|写道|寫道|补充|補充|强调|強調|指出|认为|認為"
    r"|坦言|直言|感叹|感嘆|解释|解釋|介绍|介紹|透露|回忆|回憶|嘀咕|嘟囔|反问|反問|追问|追問|呼吁|呼籲|承认"
    r"|承認|告诉|告訴|提醒|建议|建議|打趣|宣布"
    r"|吩咐|嘱咐|囑咐|抱怨|埋怨|附和|插嘴|央求|哀求|催促|质问|質問|安慰|鼓励|鼓勵|调侃|調侃|自语|自語|低语|低語)"
    r"(?:[着著了过過道]|起来|起來|出来|出來|[他她它我你]|记者|記者){0,2}(?:[。！？!?，,；;：:…“「]|$)"
)
# What the speaker does between two halves of a speech: “走！”他一挥手，“都跟我来！”
_BEAT = re.compile(r"[ \u3000]*[^。！？!?；;：:…“”「」『』\n]{1,24}[，,：:][“「『]")
_GRAMMAR_GOES_ON = re.compile(
    r"[ \u3000]*(?:[，,、；;：:]|的(?!确|確|士)|之类|之類|等(?!到|他|她|我|你|大)"
    r"|[这這](?:个|個|种|種|样|樣|一|句|话|話|些)|是(?!的)|[与與和及或]|而(?!且|后|後)|则|則"
    r"|成为|成為|一样|一樣|般)"
)
_BEFORE_ELLIPSIS = 5
_NEW_WORD = re.compile(r"[ \u3000]*[“‘「『（(《【\w]")
_LONG_QUOTE = 2000  # a quotation open for longer was never closed, or is no quotation


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text`, blanks between them left out; in order, disjoint.

    >>> text = "“好！”他说。下雨了……真的吗？"
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['“好！”他说。', '下雨了……真的吗？']
    """
    start = 0
    for end in _ends(text):
        if text[start].isspace() or text[end - 1].isspace():
            piece = text[start:end]
            first = end - len(piece.lstrip())
            last = start + len(piece.rstrip())
        else:
            first, last = start, end
        if first < last:
            yield first, last
        start = end


def _ends(text: str) -> Iterator[int]:
    """Where sentences end, the text's own end included; nothing for an empty text."""
    if not text:
        return
    closes = _partners(text)
    addresses = _addresses(text)
    skip = 0  # marks before this place lie in a bracket, a quotation or an address
    began = 0
    size = len(text)
    for match in _MARKS.finditer(text):
        at = match.start()
        if at < skip:
            continue
        if addresses and (inside := _address_end(addresses, at)):
            skip = inside
            continue
        kind = _KIND[text[at]]
        end = at + 1
        if kind == _STOP:
            if text[end : end + 1] in _STOP_GOES_ON:
                end = _run(_STOP_RUN, text, at)
        elif kind >= _SPEECH:
            close = closes.get(at)
            if close is None:
                continue
            skip = end = close + 1
            if kind == _BRACKET or not _ends_speech(text, at, close) or _goes_on(text, at, end):
                continue
        elif kind == _DOTS or text.startswith("...", at):
            skip = end = _run(_DOT_RUN, text, at)
            if end - began < _BEFORE_ELLIPSIS + (end - at) or not _NEW_WORD.match(text, end):
                continue
        elif not _is_full_stop(text, at, end) or text[began:at].strip().isdigit():
            continue
        marks = _AFTER_SPEECH if kind == _SPEECH else _TRAILING
        while end < size and text[end] in marks and end not in closes:
            end += 1
        skip = end
        if end >= size:
            break
        yield end
        began = end
    yield size


def _run(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the run of marks ends that begins at `at`."""
    match = pattern.match(text, at)
    return match.end() if match else at + 1


def _partners(text: str) -> dict[int, int]:
    """Where each opener's closer stands; an opener without one is missing."""
    found: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    straight = -1
    for match in _PAIRS.finditer(text):
        mark, at = match.group(), match.start()
        if mark in '"＂':
            if straight >= 0 and at - straight <= _LONG_QUOTE:
                found[straight] = at
                straight = -1
            else:
                straight = at
        elif mark in _OPENERS:
            open_.append((mark, at))
        else:
            opener = _CLOSERS[mark]
            # A closer ends the nearest opener of its kind; what was opened since stays open.
            for back in range(1, min(len(open_), 8) + 1):
                if open_[-back][0] == opener:
                    if at - open_[-back][1] <= _LONG_QUOTE:
                        found[open_[-back][1]] = at
                    del open_[-back:]
                    break
    return found


def _addresses(text: str) -> list[tuple[int, int]]:
    """Spans of web and mail addresses, the marks that end the sentence around them left out."""
    if "@" not in text and "://" not in text and "www." not in text:
        return []
    return [
        (match.start(), match.start() + len(match.group().rstrip(".,;:!?)]}\"'")))
        for match in _ADDRESS.finditer(text)
    ]


def _address_end(addresses: list[tuple[int, int]], at: int) -> int:
    """Where the address ends that holds the place `at`, or 0."""
    row = bisect_right(addresses, at, key=itemgetter(0)) - 1
    return addresses[row][1] if row >= 0 and addresses[row][1] > at else 0


def _ends_speech(text: str, opener: int, closer: int) -> bool:
    """Whether a quotation ends with a full stop of its own, and is speech rather than a title."""
    last = text[closer - 1]
    if last in _STOPS:
        return True
    return last in "…⋯" and closer - opener > _BEFORE_ELLIPSIS


def _goes_on(text: str, opener: int, end: int) -> bool:
    """Whether the sentence goes on behind a quotation: the speaker, or more grammar."""
    if _GRAMMAR_GOES_ON.match(text, end):
        return True
    if text[opener - 1 : opener] in ("：", ":"):
        return False  # its speaker was named: 又说：“坐。” is the next one's
    return bool(_SPEAKER.match(text, end) or _BEAT.match(text, end))


def _is_full_stop(text: str, at: int, end: int) -> bool:
    """Whether a narrow or full-width point ends a sentence."""
    before, after = text[at - 1 : at], text[end : end + 1]
    if text[at] == "．":
        return not (before.isdigit() or after.isdigit() or before.isascii())
    if not before or before.isspace():
        return False
    if "\u4e00" <= before <= "\u9fff":  # a point typed for 。
        return not after.isascii() or after in ("", " ", "\u3000")
    if after and not after.isspace():
        return False
    following = text[end : end + 3].lstrip()[:1]
    if following and not (following.isupper() or not following.isascii()):
        return False
    word = _WORD_BEFORE.search(text, max(0, at - _WORD_REACH), at)
    if word is None:
        return before.isdigit() or before in "\"'”’)）%"
    letters = word.group().lower()
    return not (letters in _ABBREVIATIONS or len(letters) == 1 or "." in letters)
