"""Hypothesis strategies: Chinese in either script, other languages, whole documents, hostile text.

They shrink towards short texts of plain characters and read like text. `texts()` mixes all of them
and is the diet of `check_filter`; `damaged` gives pairs of a clean text and a damaged one.

What they do not do: they know no grammar and no frequencies; a sentence is characters and words
in a row that ends in a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hypothesis import strategies as st

from textfix.testing._hanzi import SHARED, SIMPLIFIED, TRADITIONAL, WORDS
from textfix.testing.damage import DAMAGES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
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

Script = Literal["Hans", "Hant", "both", "mixed"]

_UNITS: dict[str, list[str]] = {
    "both": list(SHARED),
    "Hans": [*SHARED, *SIMPLIFIED, *(hans for hans, _ in WORDS)],
    "Hant": [*SHARED, *TRADITIONAL, *(hant for _, hant in WORDS)],
    "mixed": [*SHARED, *SIMPLIFIED, *TRADITIONAL, *(word for pair in WORDS for word in pair)],
}

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


def _joined(
    units: list[str], min_size: int, max_size: int, separator: str = ""
) -> st.SearchStrategy[str]:
    rows = st.lists(st.sampled_from(units), min_size=min_size, max_size=max_size)
    return rows.map(separator.join)


def han_text(
    script: Script = "mixed", *, min_size: int = 0, max_size: int = 20
) -> st.SearchStrategy[str]:
    """Hanzi only: everyday characters and words that test a converter.

    `script`: as `textfix.script` labels it; ``"both"`` is the characters that both scripts share,
    ``"mixed"`` takes from either. `min_size`, `max_size`: characters or words.
    """
    return _joined(_UNITS[script], min_size, max_size)


def sentences(script: Script = "mixed") -> st.SearchStrategy[str]:
    """Clauses of hanzi with Chinese punctuation, ended by a mark; now and then a number."""
    clause = han_text(script, min_size=2, max_size=12)
    clauses = st.lists(clause, min_size=1, max_size=3)
    number = st.sampled_from(["", "", "", "13", "2024年", "1,000"])
    return st.builds(
        lambda parts, comma, digits, end: digits + comma.join(parts) + end,
        clauses,
        st.sampled_from("，；、"),
        number,
        st.sampled_from("。！？"),
    )


def latin_text(*, ascii_only: bool = False) -> st.SearchStrategy[str]:
    """Words of other languages, mostly European; with `ascii_only`, any printable ASCII text."""
    if ascii_only:
        return st.text(
            st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60
        ) | _joined([word for word in _LATIN if word.isascii()], 0, 12, " ")
    return _joined(_LATIN, 0, 12, " ")


def mixed_text() -> st.SearchStrategy[str]:
    """Hanzi of either script between Latin words, marks, brackets, addresses, other scripts."""
    return _joined([*_UNITS["mixed"], *_TRICKY * 4, *_LATIN], 0, 25)


def hostile_text() -> st.SearchStrategy[str]:
    """Anything: controls, invisible characters, emoji, astral planes, lone surrogates, marks."""
    anything = st.text(st.characters(), max_size=20)
    pieces = _joined([*_HOSTILE, *_TRICKY, *_LATIN, *SHARED[:20], *TRADITIONAL[:20]], 0, 20)
    halves = st.text(st.characters(categories=["Cs", "Cc", "Cf"]), max_size=8)
    return st.one_of(pieces, anything, st.builds(str.__add__, pieces, halves))


def documents(script: Script = "mixed") -> st.SearchStrategy[str]:
    """Documents of lines: a title, a byline, body paragraphs, a list, verse; ``\\n`` or CRLF."""
    title = han_text(script, min_size=4, max_size=12)
    byline = st.sampled_from(["記者 林小山", "记者 林小山", "王明主持", "文/石青"])
    body = st.lists(sentences(script), min_size=1, max_size=4).map("".join)
    items = st.lists(han_text(script, min_size=2, max_size=6), min_size=2, max_size=4).map(
        lambda rows: "\n".join(f"{row + 1}、{item}" for row, item in enumerate(rows))
    )
    verse = st.lists(han_text("both", min_size=5, max_size=5), min_size=2, max_size=4).map(
        lambda rows: "\n".join(f"{line}，" for line in rows)
    )
    blocks = st.lists(st.one_of(body, body, items, verse, byline), min_size=1, max_size=5)
    return st.builds(
        lambda head, parts, newline: "\n".join([head, *parts]).replace("\n", newline),
        title,
        blocks,
        st.sampled_from(["\n", "\n", "\r\n"]),
    )


def damaged(
    damage: Callable[..., str], clean: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[tuple[str, str]]:
    """Pairs of a clean text and the same text damaged, by a function of `textfix.testing.damage`.

    `clean`: what to damage; documents in traditional script by default.
    """
    source = documents("Hant") if clean is None else clean
    return st.builds(
        lambda text, seed: (text, damage(text, seed=seed)), source, st.integers(0, 1000)
    )


def texts() -> st.SearchStrategy[str]:
    """All of the above: what a filter has to bear."""
    ruined = st.one_of([damaged(damage).map(lambda pair: pair[1]) for damage in DAMAGES])
    return st.one_of(mixed_text(), hostile_text(), documents(), ruined, latin_text())
