"""Strategies for Chinese as people write it: stretches of hanzi, sentences, whole documents.

Words are drawn by how often they are written (`vocabulary`) and put where their part of speech can
stand, so that a sentence looks like one; one clause in a few holds a phrase that tests a converter,
or a rare character. They shrink towards short texts of the most common words.

What they do not do: mean anything. And a phrase can come about where two words meet: whether a
generated text converts word by word is the converter's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from textfix._errors import ConfigError
from textfix.testing.vocabulary import (
    REGIONS,
    Region,
    Script,
    Weighted,
    characters,
    convertible,
    phrases,
    regional,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["documents", "han_text", "hanzi_units", "joined", "sentences"]

_SCRIPTS = ("Hans", "Hant", "both", "mixed")

# Own words, in the traditional spelling; `_spelled` gives them in the other.
_TO_HANS = str.maketrans(
    "爲記攝圖報導讀畫館長這裡個們來說讓誰", "为记摄图报导读画馆长这里个们来说让谁"
)
_BYLINES = ("記者 林小山", "王明主持", "文/石青", "林小山 報導")
_CAPTIONS = ("圖爲{}。", "▲{}。（林小山攝）", "{}。石青 攝", "{}")
# Verse of hanzi that both scripts write alike.
_VERSE = (
    *("山", "水", "花", "月", "日", "天", "地", "人", "心", "春", "秋", "江", "河", "石", "木"),
    *("白", "青", "高", "深", "明", "清", "空", "古", "新", "大", "小", "多", "少", "不", "自"),
    *("上", "下", "中", "前", "去", "回", "入", "出", "生", "成", "望", "思", "知", "到", "在"),
)
_NUMBERS = ("13", "2024年", "1,000", "3.5", "一百二十", "第三")


def joined(
    units: st.SearchStrategy[str], min_size: int, max_size: int, separator: str = ""
) -> st.SearchStrategy[str]:
    """So many units in a row."""
    return st.lists(units, min_size=min_size, max_size=max_size).map(separator.join)


def _weighted(table: Weighted) -> st.SearchStrategy[str]:
    return st.integers(0, table.size - 1).map(table.at)


def _checked(script: Script, region: Region | None) -> None:
    if script not in _SCRIPTS:
        raise ConfigError(f"script {script!r}: choose one of {', '.join(_SCRIPTS)}")
    if region is not None and (region not in REGIONS or script == "Hans"):
        raise ConfigError(f"region {region!r}: tw or hk, of a text with traditional characters")


def _spelled(text: str, script: Script, region: Region | None) -> str:
    return text.translate(_TO_HANS if script == "Hans" else regional(region))


def hanzi_units(script: Script, region: Region | None = None) -> st.SearchStrategy[str]:
    """One character, word or phrase of a script, common ones first."""
    swap = regional(region)
    rare = sorted(char.translate(swap) for char in convertible(script))
    common = [_weighted(words(place, script, region)) for place in ("noun", "verb", "adverb")]
    units = [_weighted(characters(script, region)), *common]
    if rare:
        units += [st.sampled_from(phrases(script, region)), st.sampled_from(rare)]
    return st.one_of(units)


def han_text(
    script: Script = "mixed",
    *,
    length: int | tuple[int, int] = (0, 20),
    region: Region | None = None,
) -> st.SearchStrategy[str]:
    """Hanzi only: words, phrases and characters by frequency, and now and then a rare one.

    `script`: as `textfix.script` labels it; ``"both"`` is what both scripts write alike,
    ``"mixed"`` takes from either. `length`: in code points, exact or (least, most). `region`:
    ``"tw"`` or ``"hk"``, for its own forms and words.

    Raises:
        ConfigError: on an unknown script or region.

    >>> from hypothesis import find
    >>> find(han_text("Hant", length=3), lambda text: True)
    '的的的'
    """
    _checked(script, region)
    least, most = (length, length) if isinstance(length, int) else length
    if not 0 <= least <= most:
        raise ConfigError(f"length {length!r}: from 0 up, the smaller number first")
    return joined(hanzi_units(script, region), least, most).map(lambda text: text[:most])


def _clauses(script: Script, region: Region | None) -> st.SearchStrategy[str]:
    """Who does what, when; or a phrase and something said of it."""
    slot = {
        place: _weighted(words(place, script, region))
        for place in ("noun", "verb", "adverb", "adjective", "time", "place", "pronoun", "link")
    }
    nothing = st.just("")
    thing = st.one_of(
        slot["noun"],
        st.builds("{}的{}".format, slot["adjective"], slot["noun"]),
        st.builds("{}的{}".format, slot["pronoun"], slot["noun"]),
    )
    number = st.one_of(nothing, nothing, nothing, st.sampled_from(_NUMBERS))
    plain = st.builds(
        "{}{}{}{}{}{}".format,
        st.one_of(nothing, slot["time"]),
        st.one_of(slot["pronoun"], thing),
        st.one_of(nothing, slot["adverb"]),
        slot["verb"],
        number,
        thing,
    )
    where = st.builds("{}{}{}{}".format, slot["link"], thing, slot["place"], slot["verb"])
    kinds = [plain, plain, where]
    if found := phrases(script, region):
        kinds.append(
            st.builds(
                "{}{}{}".format, st.one_of(nothing, thing), st.sampled_from(found), slot["verb"]
            )
        )
    return st.one_of(kinds)


def sentences(script: Script = "mixed", *, region: Region | None = None) -> st.SearchStrategy[str]:
    """Clauses with Chinese punctuation, ended by a mark; now and then a number or a quotation.

    Raises:
        ConfigError: on an unknown script or region.

    >>> from hypothesis import find
    >>> find(sentences("Hans"), lambda text: "？" in text)[-1]
    '？'
    """
    _checked(script, region)
    clauses = st.lists(_clauses(script, region), min_size=1, max_size=3)
    plain = st.builds(
        lambda parts, comma, end: comma.join(parts) + end,
        clauses,
        st.sampled_from("，；"),
        st.sampled_from("。！？"),
    )
    quoted = plain.map((_spelled("他說", script, region) + "：“{}”").format)
    return st.one_of(plain, plain, plain, quoted) if script != "both" else plain


def documents(script: Script = "mixed", *, region: Region | None = None) -> st.SearchStrategy[str]:
    r"""Documents: a title, a byline, body, captions, lists, verse; ``\n`` or CRLF between lines.

    Raises:
        ConfigError: on an unknown script or region.
    """
    _checked(script, region)
    sentence = sentences(script, region=region)
    clause = _clauses(script, region)
    own = [] if script == "both" else [_spelled(line, script, region) for line in _BYLINES]
    caption = ["{}"] if script == "both" else [_spelled(form, script, region) for form in _CAPTIONS]
    body = joined(sentence, 1, 4)
    blocks = [
        body,
        body,
        st.lists(clause, min_size=2, max_size=4).map(_numbered),
        joined(joined(st.sampled_from(_VERSE), 5, 5).map("{}，".format), 2, 4, "\n"),
        st.builds(str.format, st.sampled_from(caption), clause),
    ]
    byline = st.lists(st.sampled_from(own), max_size=1) if own else st.just([])
    return st.builds(
        _document,
        clause,
        byline,
        st.lists(st.one_of(blocks), min_size=1, max_size=5),
        st.sampled_from(["\n", "\n", "\r\n"]),
    )


def _numbered(rows: Sequence[str]) -> str:
    return "\n".join(f"{number}、{item}" for number, item in enumerate(rows, 1))


def _document(title: str, byline: list[str], blocks: list[str], newline: str) -> str:
    return "\n".join([title, *byline, *blocks]).replace("\n", newline)
