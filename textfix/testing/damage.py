"""Damage in known ways: what dirty text has suffered, as functions with a seed.

Each takes a clean text and gives the same text damaged; the same seed gives the same damage, so
that they can build benchmarks and test sets. `textfix.testing.damaged` makes strategies of them.
A text that offers nothing to damage comes back as it is.

What they do not do: undo anything. The inverse of a damage is the clean text it was given.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from textfix.testing._hanzi import READINGS, SIMPLIFIED, TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "DAMAGES",
    "as_mojibake",
    "flip_script",
    "inject_readings",
    "insert_zero_width",
    "narrow_width",
    "repeat_caption",
    "wrap",
]

_FLIP = str.maketrans(SIMPLIFIED + TRADITIONAL, TRADITIONAL + SIMPLIFIED)
_NARROW = str.maketrans("，：；！？（）", ",:;!?()")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"  # ZWSP, ZWNJ, ZWJ, WORD JOINER, BOM


def inject_readings(text: str, *, seed: int = 0, wide: bool = False) -> str:
    """Behind each hanzi of a fixed table its reading in brackets, as injecting sites write it.

    `wide`: in full-width brackets. `seed`: drops up to one character in five from the table.

    >>> inject_readings("長沙市的會議")
    '長(cháng)沙市的會(huì )議'
    """
    chance = random.Random(seed)
    chosen = {
        hanzi: reading for hanzi, reading in READINGS.items() if not seed or chance.random() < 0.8
    }
    left, right = "（）" if wide else "()"
    return "".join(
        f"{char}{left}{chosen[char]}{right}" if char in chosen else char for char in text
    )


def flip_script(text: str, *, share: float = 0.2, seed: int = 0) -> str:
    """A `share` of the convertible characters in the other script, picked one by one.

    >>> flip_script("長沙會議", share=1.0)
    '长沙会议'
    """
    chance = random.Random(seed)
    return "".join(
        char.translate(_FLIP) if ord(char) in _FLIP and chance.random() < share else char
        for char in text
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


def wrap(text: str, width: int = 30) -> str:
    """Every line broken hard after each `width` characters.

    >>> wrap("春眠不覺曉處處聞啼鳥", 5)
    '春眠不覺曉\\n處處聞啼鳥'
    """
    lines = text.split("\n")
    return "\n".join(
        "\n".join(line[at : at + width] for at in range(0, len(line), width)) for line in lines
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


def as_mojibake(text: str, chain: Sequence[tuple[str, str]] = (("utf-8", "latin-1"),)) -> str:
    """The text written in one encoding and read in another, for each pair of the chain.

    Raises:
        UnicodeError: if the text cannot be written or read so.

    >>> as_mojibake("é")
    'Ã©'
    """
    for written, read in chain:
        text = text.encode(written).decode(read)
    return text


# Those that take (text, seed=...), for strategies and for building sets of test texts.
DAMAGES: tuple[Callable[..., str], ...] = (
    inject_readings,
    flip_script,
    narrow_width,
    insert_zero_width,
    repeat_caption,
)
