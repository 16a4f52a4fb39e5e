"""Damage in known ways: what dirty text has suffered, as functions with a seed.

Each takes a clean text and gives the same text damaged; the same seed gives the same damage, so
that they build benchmarks and training sets as well as tests. `textfix.testing.damaged` makes
strategies of them, of pairs (clean, damaged). A text that offers nothing to damage comes back as
it is. Needs no Hypothesis.

What they do not do: undo anything. The inverse of a damage is the clean text it was given.
Damage to bytes stands in `bytedamage`.
"""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from textfix.testing.vocabulary import characters, one_to_one, readings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "DAMAGES",
    "flip_script",
    "inject_readings",
    "injected",
    "insert_zero_width",
    "narrow_width",
    "repeat_caption",
    "wrap",
]

_NARROW = str.maketrans("，：；！？（）", ",:;!?()")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"  # ZWSP, ZWNJ, ZWJ, WORD JOINER, BOM
# Of 21 real pages: tables of 39, 51 and 78 characters, nearly all of them traditional only.
_TABLE = 78
# In those tables these carry a blank inside the bracket, 會(huì ), and no others do.
_BLANK = "會創樂絡"
_SAID = {"長": "cháng"}  # the one of 168 for which the sites do not use the table's first reading
_WIDTHS = (20, 48)  # hanzi to a line of a mail, of a book page


@cache
def injected() -> Mapping[str, str]:
    """What an injecting site writes behind each character of its table, whatever the word.

    >>> injected()["長"], injected()["會"]
    ('cháng', 'huì ')
    """
    known, pairs = readings() | _SAID, one_to_one()
    table = [char for char in characters("Hant").items if char in pairs and char in known]
    toned = [char for char in table if not known[char].isascii()]  # 們(men) proves nothing
    return {char: known[char] + " " * (char in _BLANK) for char in toned[:_TABLE]}


def inject_readings(text: str, *, seed: int = 0, wide: bool = False, toned: bool = True) -> str:
    """Behind each hanzi of a fixed table its reading in brackets, as injecting sites write it.

    `wide`: in full-width brackets. `toned`: with tone marks; without, ü is written v, as the
    second family of sites does. `seed`: drops up to one character in five from the table.

    >>> inject_readings("長沙市的會議")
    '長(cháng)沙市的會(huì )議(yì)'
    """
    chance = random.Random(seed)
    chosen = {
        hanzi: said for hanzi, said in injected().items() if not seed or chance.random() < 0.8
    }
    if not toned:
        chosen = {hanzi: _toneless(said) for hanzi, said in chosen.items()}
    left, right = "（）" if wide else "()"
    return "".join(
        f"{char}{left}{chosen[char]}{right}" if char in chosen else char for char in text
    )


def _toneless(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")  # DIAERESIS
    return "".join(char for char in parts if not unicodedata.combining(char))


def flip_script(text: str, *, share: float = 0.2, seed: int = 0) -> str:
    """A `share` of the characters that convert one to one, in the other script; picked one by one.

    >>> flip_script("長沙會議", share=1.0)
    '长沙会议'
    """
    chance, other = random.Random(seed), one_to_one()
    return "".join(
        other[char] if char in other and chance.random() < share else char for char in text
    )


def narrow_width(text: str, *, share: float = 1.0, seed: int = 0) -> str:
    """Chinese marks that have an ASCII twin, narrowed; 。、《》 and curly quotes stay.

    >>> narrow_width("好，走！（真的）。")
    '好,走!(真的)。'
    """
    chance = random.Random(seed)
    return "".join(
        char.translate(_NARROW) if ord(char) in _NARROW and chance.random() < share else char
        for char in text
    )


def wrap(text: str, width: int | None = None, *, seed: int = 0) -> str:
    """Every line broken hard after each `width` characters; by default from 20 to 48, by `seed`.

    >>> wrap("春眠不覺曉處處聞啼鳥", 5)
    '春眠不覺曉\\n處處聞啼鳥'
    """
    size = random.Random(seed).randint(*_WIDTHS) if width is None else width
    lines = text.split("\n")
    return "\n".join(
        "\n".join(line[at : at + size] for at in range(0, len(line), size)) for line in lines
    )


def insert_zero_width(text: str, *, share: float = 0.1, seed: int = 0) -> str:
    """Invisible characters behind a `share` of the characters; not behind or inside line breaks.

    >>> insert_zero_width("長沙", share=1.0, seed=1) == "長沙"
    False
    """
    chance = random.Random(seed)
    return "".join(
        char + chance.choice(_ZERO_WIDTH)
        if char not in "\r\n" and chance.random() < share
        else char
        for char in text
    )


def repeat_caption(text: str, *, seed: int = 0) -> str:
    """Behind the first line with two sentences: a caption that repeats the first, with a credit.

    >>> print(repeat_caption("題目\\n市裏今天開了會議。大家都來了。"))
    題目
    市裏今天開了會議。大家都來了。
    市裏今天開了會議。記者 林小山 攝
    """
    names = ("林小山", "王明", "石青")
    lines = text.split("\n")
    for row, line in enumerate(lines):
        first, mark, rest = line.partition("。")
        if mark and rest:
            credit = f"記者 {names[seed % len(names)]} 攝"
            return "\n".join([*lines[: row + 1], f"{first}。{credit}", *lines[row + 1 :]])
    return text


# Those that give a text for any text; `bytedamage` has those that may give bytes, or fail.
DAMAGES: tuple[Callable[..., str], ...] = (
    inject_readings,
    flip_script,
    narrow_width,
    wrap,
    insert_zero_width,
    repeat_caption,
)
