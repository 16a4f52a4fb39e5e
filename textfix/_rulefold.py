"""The folded view that rules match on: one character for one, so offsets stay those of the text.

One rule is to serve both scripts and both widths: in the view, hanzi are simplified (character by
character, `rules/artifacts/fold.tsv`), full-width and vertical forms are plain, ASCII letters are
small, and every horizontal blank is a space. Curly quotes, 。 and 、 have no plain form and stay.

Some words of Taiwan's pages, and of pages converted to them, are shown as the mainland's of the
same length: 檢視 as 查看 (`fold_words`). One page says 登入, another 登录; one rule knows both.

What it does not do: remove anything. Invisible characters are `_rulenoise`'s matter.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass, flag_table
from textfix._errors import RuleError
from textfix._rules import rules_dir
from textfix._text import codepoints, from_codepoints

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["WORDS", "fold", "fold_points", "fold_words", "unfolded", "variants"]

# Forms whose decomposition tag says that only width or direction differs, and their blocks.
_WIDTH_TAGS = ("<wide>", "<narrow>", "<vertical>", "<small>")
_WIDTH_BLOCKS = ((0xFE10, 0xFE6F), (0xFF01, 0xFFEE))

# Different characters that pages use for the same mark.
_ALIKE = {
    "丨": "|",  # U+4E28, a hanzi, typed for a vertical line
    "︱": "|",  # U+FE31 PRESENTATION FORM FOR VERTICAL EM DASH
    "│": "|",  # U+2502 BOX DRAWINGS LIGHT VERTICAL
    "┃": "|",
    "∣": "|",  # U+2223 DIVIDES
    "•": "·",  # U+2022 BULLET, typed between parts of a name
    "・": "·",  # U+30FB KATAKANA MIDDLE DOT
    "‧": "·",  # U+2027 HYPHENATION POINT
    "―": "—",  # U+2015 HORIZONTAL BAR
    "╱": "/",
    "∕": "/",  # U+2215 DIVISION SLASH
    "＞": ">",
    "›": ">",
    "»": ">",
    "«": "<",
    "‹": "<",
    "〉": ">",
    "\r": " ",
    "\v": " ",
    "\f": " ",
}

# Taiwan's words of pages and the mainland's, folded, of one length each. Those of OpenCC's
# dictionary of phrases that occur in the examples of rules.
WORDS = {
    "检视": "查看",
    "点选": "点击",
    "连结": "链接",
    "影片": "视频",
    "载入": "加载",
    "开启": "打开",
    "稽核": "审核",
    "支援": "支持",
    "释出": "发布",
    "宣告": "声明",
    "视窗": "窗口",
    "传送": "发送",
    "登入": "登录",
    "列印": "打印",
    "联络": "联系",
    "网路": "网络",
    "荧幕": "屏幕",
    "储存": "保存",
    "软体": "软件",
    "讯息": "消息",
    "搜寻": "搜索",
    "设定": "设置",
    "新增": "添加",
    "外挂": "插件",
    "映象": "镜像",
}

# From this length on NumPy's table beats str.translate: 64 characters 8 to 10 microseconds, 600 14
# to 109.
_LONG = 64
_BMP = 0x10000


@cache
def _mapping() -> dict[int, str]:
    path = rules_dir() / "artifacts" / "fold.tsv"
    found: dict[int, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError(
            f"{path}: cannot be read: {error.strerror or error}; reinstall textfix"
        ) from error
    for line in lines:
        if not line.startswith("#"):
            source, _, folded = line.partition("\t")
            found[ord(source)] = folded
    for first, last in _WIDTH_BLOCKS:
        for point in range(first, last + 1):
            tag, _, rest = unicodedata.decomposition(chr(point)).partition(" ")
            if tag in _WIDTH_TAGS and len(rest.split()) == 1:
                found[point] = chr(int(rest, 16)).lower()
    for point in range(ord("A"), ord("Z") + 1):
        found[point] = chr(point + 32)
    found.update({ord(source): folded for source, folded in _ALIKE.items()})
    for point in np.flatnonzero(flag_table() & np.uint16(CharClass.BLANK)).tolist():
        found[point] = " "
    return found


@cache
def fold_points() -> NDArray[np.uint32]:
    """The folded code point of every code point: read-only, shape ``(1114112,)``.

    >>> chr(fold_points()[ord("攝")])
    '摄'
    """
    table = np.arange(len(flag_table()), dtype=np.uint32)
    mapping = _mapping()
    table[list(mapping)] = [ord(folded) for folded in mapping.values()]
    table.flags.writeable = False
    return table


def fold(value: str) -> str:
    """The folded view of `value`, of the same length.

    >>> fold("責任編輯：ＡＢ\\u3000李")
    '责任编辑:ab 李'
    """
    if len(value) < _LONG:
        return value.translate(_mapping())
    return from_codepoints(fold_points().take(codepoints(value)))


def fold_words(view: str) -> str:
    """A folded view with Taiwan's words shown as the mainland's, of the same length.

    >>> fold_words(fold("點選檢視"))
    '点击查看'
    """
    # No replacement makes another word of the table: those that stand there are all there will be.
    for word in WORDS if len(view) < _LONG else _words_in(view):
        if word in view:
            view = view.replace(word, WORDS[word])
    return view


def _words_in(view: str) -> list[str]:
    """Which of the `WORDS` stand in a view: one look, where one look for each takes 25."""
    first, second = _word_bits()
    points = codepoints(view)
    bits = first.take(points[:-1], mode="clip") & second.take(points[1:], mode="clip")
    there = int(np.bitwise_or.reduce(bits))
    return [word for number, word in enumerate(WORDS) if there >> number & 1]


@cache
def _word_bits() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """For every code point of the BMP, which of the `WORDS` begin, and which end, with it."""
    first, second = np.zeros(_BMP, dtype=np.uint32), np.zeros(_BMP, dtype=np.uint32)
    for number, word in enumerate(WORDS):
        first[ord(word[0])] |= np.uint32(1 << number)
        second[ord(word[1])] |= np.uint32(1 << number)
    return first, second


@cache  # asked four times about each literal of a rule, in all 10 ms of a start
def variants(literal: str) -> tuple[str, ...]:
    """The folded literals that `fold_words` shows as this one, itself first.

    >>> variants("点击查看")
    ('点击查看', '点击检视', '点选查看', '点选检视')
    """
    found = [literal]
    for word, shown in WORDS.items():
        if shown in literal:
            found += [other.replace(shown, word) for other in found]
    return tuple(found)


@cache
def _sources() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for point, folded in _mapping().items():
        found.setdefault(folded, []).append(point)
    return {folded: tuple(points) for folded, points in found.items()}


def unfolded(character: str) -> tuple[int, ...]:
    """The code points that fold to the folded `character`, itself first.

    >>> [chr(point) for point in unfolded("摄")]
    ['摄', '攝']
    """
    return (ord(character), *_sources().get(character, ()))
