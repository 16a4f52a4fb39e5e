"""Hypothesis strategies: other languages, mixed and hostile text, damaged text, and all of it.

`texts()` mixes everything and is the diet of `check_filter`; `damaged` gives pairs of a clean text
and a damaged one. Chinese as people write it is made in `chinese`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from textfix.testing.chinese import documents, han_text, hanzi_units, joined, sentences
from textfix.testing.damage import DAMAGES
from textfix.testing.vocabulary import Region, Script

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Region",
    "Script",
    "damaged",
    "documents",
    "han_text",
    "hostile_text",
    "latin_text",
    "mixed_text",
    "sentences",
    "texts",
]

# Stretches that some filter looks for, or must not fall for.
_TRICKY = [
    "13日", "1,000", "3:2", "75", "(WHO)", "f(x)", "(a)", "(cháng)", "(huì )", "（shí）", "(you)",
    "( )", "()", ")", "(", "https://example.org/a,b", "{x: 1}", "“好”", "《書》", "……", "——", "·",
    "，", "。", ",", ";", ":", "!", "?", "、", "ＡＢ１", "\u3000", " ", "\t", "\u00a0", "　　",
    "かな", "カタカナ", "한글", "ㄅㄆ", "記者 林小山 攝", "（圖）", "Ã©", "é•¿æ²™", "&lt;", "€",
]  # fmt: skip

_LATIN = [
    "the", "of", "and", "text", "naïve", "café", "Straße", "für", "garçon", "Москва", "мир",
    "Ωμέγα", "שלום", "سلام", "ไทย", "हिन्दी", "I", "a", "you", "he", "long", "13", "3.14",
    "10%", "#1", "x=y",
]  # fmt: skip

_HOSTILE = [
    # Controls, terminal escapes, line breaks of every convention.
    "\x00", "\x01", "\x07", "\x1b[31m", "\x1b", "\x7f", "\x80", "\x9f", "\x0b", "\x0c", "\x85",
    "\u2028", "\u2029", "\r", "\r\n", "\n", "\r\r\n", "\n\n", "\ufeff", "\ufffd", "\ufffe",
    # Zero-width, bidi, tags, soft hyphen, variation selectors.
    "\u200b", "\u200c", "\u200d", "\u2060", "\u180e", "\u200e", "\u200f", "\u202a", "\u202e",
    "\u2066", "\u2069", "\u206a", "\u00ad", "\U000e0001", "\U000e0067", "\U000e007f", "\ufe0f",
    "葛\U000e0100",
    # Emoji: a family, flags, a keycap, a skin tone.
    "👨\u200d👩\u200d👧", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "🇨🇳",
    "1\ufe0f\u20e3", "👍🏽",
    # Astral hanzi, compatibility ideographs, lone and paired surrogates, private use.
    "𠮷", "𪚥", "\U0002f800", "\uf900", "\ud800", "\udfff", "\ud83d\ude00", "\ue000", "\U0010ffff",
    # Combining marks: decomposed pinyin, a run, a mark with no base.
    "cha\u0301ng", "長(cha\u0301ng)", "e" + "\u0301" * 33, "\u0301", "\u3099", "n\u0308\u0304",
    # Other scripts that invisible characters mean something in.
    "می\u200cخواهم", "क्\u200dष", "שלום\u200f", "ไทย\u200bไทย", "\u2ff0木木", "ﬁ", "Ⅷ", "ﾊﾝｶｸ",
]  # fmt: skip


def latin_text(*, ascii_only: bool = False) -> st.SearchStrategy[str]:
    """Words of other languages, mostly European; with `ascii_only`, any printable ASCII text."""
    if ascii_only:
        plain = [word for word in _LATIN if word.isascii()]
        anything = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60)
        return anything | joined(st.sampled_from(plain), 0, 12, " ")
    return joined(st.sampled_from(_LATIN), 0, 12, " ")


def mixed_text(script: Script = "mixed", *, region: Region | None = None) -> st.SearchStrategy[str]:
    """Hanzi between Latin words, marks, brackets, addresses, other scripts."""
    tricky, latin = st.sampled_from(_TRICKY), st.sampled_from(_LATIN)
    return joined(st.one_of(hanzi_units(script, region), tricky, tricky, latin), 0, 25)


def hostile_text() -> st.SearchStrategy[str]:
    """Anything: controls, invisible characters, emoji, astral planes, lone surrogates, marks."""
    anything = st.text(st.characters(), max_size=20)
    foul, odd = st.sampled_from(_HOSTILE), st.sampled_from([*_TRICKY, *_LATIN])
    units = st.one_of(hanzi_units("mixed"), odd, foul, foul)
    halves = st.text(st.characters(categories=["Cs", "Cc", "Cf"]), max_size=8)
    pieces = joined(units, 0, 20)
    return st.one_of(pieces, anything, st.builds(str.__add__, pieces, halves))


def damaged(
    damage: Callable[..., str], clean: st.SearchStrategy[str] | None = None, **options: Any
) -> st.SearchStrategy[tuple[str, str]]:
    """Pairs of a clean text and the same text damaged, by a function of `textfix.testing.damage`.

    `clean`: what to damage; documents in traditional script by default. `options`: the damage's.

    >>> from hypothesis import find
    >>> from textfix.testing import narrow_width
    >>> find(damaged(narrow_width, han_text().map("{}，".format)), lambda pair: "," in pair[1])
    ('，', ',')
    """
    source = documents("Hant") if clean is None else clean
    return st.builds(
        lambda text, seed: (text, damage(text, seed=seed, **options)), source, st.integers(0, 1000)
    )


def texts() -> st.SearchStrategy[str]:
    """All of the above: what a filter has to bear."""
    ruined = st.one_of([damaged(damage).map(lambda pair: pair[1]) for damage in DAMAGES])
    return st.one_of(mixed_text(), hostile_text(), documents(), ruined, latin_text())
