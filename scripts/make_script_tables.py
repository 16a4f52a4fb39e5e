"""Write the tables of `textfix.filters.script` under ``rules/script/`` from the installed OpenCC.

Run after an upgrade of OpenCC, with McBopomofo's word counts at hand::

    python scripts/make_script_tables.py --counts ../shared/data/mcbopomofo/phrase.occ

Per configuration (t2s, s2t, s2tw, s2hk, tw2s, hk2s, s2twp):

- ``<config>.chars.tsv``: what the configuration makes of a character alone, where that differs
  from the character (one character each side, so that a line is four code points and the
  file is read as one array).
- ``<config>.heads.tsv``: the first three characters (or all, of a shorter one) of each dictionary
  phrase whose value differs from the character-by-character map. Text that holds no such head
  is converted by the map alone.
- ``from-simplified.joins.tsv``, ``to-simplified.joins.tsv``: pairs that stand side by side inside
  any phrase. No dictionary match crosses any other pair, so text may be cut there.

For all: ``classes.tsv`` (what a character is evidence of), ``opencc.tsv`` (the fingerprint of the
OpenCC that all of this came from). What is read at run time is checked against it.

The pairs are pulled back through the steps of a configuration to the characters that a user's text
holds: a phrase of a later step is found by every pair of characters that the earlier steps can turn
into its head. A superset is harmless (a few more characters go to OpenCC), a missing pair is a bug.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise, product
from pathlib import Path

import opencc

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from textfix.filters.script._fingerprint import fingerprint  # noqa: E402

OUT = ROOT / "rules" / "script"
HOME = Path(opencc.__file__).parent / "clib"
SHARE = HOME / "share" / "opencc"
CONFIGS = ("t2s", "s2t", "s2tw", "s2hk", "tw2s", "hk2s", "s2twp")
NORMALIZATION = "CJK_Compatibility_Ideographs"

Dictionary = dict[str, list[str]]


def dump(name: str) -> Dictionary:
    """One OpenCC dictionary: key -> its values, the first of them the default."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "dump.txt"
        subprocess.run(
            [
                str(HOME / "bin" / "opencc_dict"),
                *("-i", str(SHARE / f"{name}.ocd2"), "-o", str(target)),
                *("-f", "ocd2", "-t", "text"),
            ],
            check=True,
            capture_output=True,
        )
        rows = (line.split("\t") for line in target.read_text("utf-8").splitlines())
        return {key: value.split(" ") for key, value in rows}


@dataclass
class Stage:
    """One step of a configuration's chain (or its segmentation), as phrases and characters."""

    phrases: dict[str, str] = field(default_factory=dict)
    chars: dict[str, str] = field(default_factory=dict)

    def char(self, char: str) -> str:
        return self.chars.get(char, char)

    def images(self, char: str) -> set[str]:
        """Every character that this step can put in place of `char`."""
        return {self.char(char)} | self._inside.get(char, set())

    def prepare(self) -> None:
        self._inside: dict[str, set[str]] = defaultdict(set)
        for key, value in self.phrases.items():
            if len(key) == len(value):
                for old, new in zip(key, value, strict=True):
                    self._inside[old].add(new)


def names_of(node: dict[str, object]) -> list[str]:
    """The dictionary names in a config's ``dict`` node, in order of precedence."""
    if node["type"] == "group":
        return [name for part in node["dicts"] for name in names_of(part)]  # type: ignore[attr-defined]
    return [str(node["file"]).removesuffix(".ocd2")]


class Config:
    """A configuration: its chain of stages, and OpenCC's own converter."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.convert = opencc.OpenCC(name).convert
        data = json.loads((SHARE / f"{name}.json").read_text("utf-8"))
        segmentation = data.get("segmentation")
        self.words = self.stage(segmentation["dict"]).phrases if segmentation else {}
        self.chain = [self.stage(step["dict"]) for step in data["conversion_chain"]]
        if not segmentation and len(self.chain) != 1:
            raise SystemExit(
                f"{name}: a chain of several steps without segmentation is not handled"
            )
        if [names_of(step["dict"]) for step in data["normalization"]] != [[NORMALIZATION]]:
            raise SystemExit(f"{name}: unknown normalization")

    @staticmethod
    def stage(node: dict[str, object]) -> Stage:
        made = Stage()
        for name in reversed(names_of(node)):  # the first dictionary wins: write it last
            for key, values in dump(name).items():
                (made.phrases if len(key) > 1 else made.chars)[key] = values[0]
        made.prepare()
        return made

    def characters(self) -> dict[str, str]:
        """Character -> what OpenCC makes of it alone, where that differs."""
        known = set(dump(NORMALIZATION))
        for stage in self.chain:
            known |= set(stage.chars) | {c for key in stage.phrases for c in key}
            known |= {c for value in stage.phrases.values() for c in value}
        known = {char for char in known if char != "\n"}
        made = {char: self.convert(char) for char in known}
        return {char: value for char, value in made.items() if value != char}

    def pairs(self) -> tuple[set[str], set[str]]:
        """(heads of phrases that differ from the map, pairs inside phrases)."""
        alone = self.characters()
        joins: set[str] = set()
        heads = {c for c, value in alone.items() if len(value) != 1}
        for word in self.words:
            joins |= bigrams(word)
            if self.convert(word) != "".join(alone.get(c, c) for c in word):
                heads.add(word[:3])
        sources: dict[str, set[str]] = defaultdict(set)  # image so far -> characters of the text
        everything = {c for stage in self.chain for key in stage.phrases for c in key}
        everything |= {c for stage in self.chain for c in stage.chars} | set(alone)
        images = {char: {char} for char in everything}
        for stage in self.chain:
            sources.clear()
            for char, reached in images.items():
                for image in reached:
                    sources[image].add(char)
            for key, value in stage.phrases.items():
                back = [sources[c] | ({c} if c not in images else set()) for c in key]
                for first, second in pairwise(back):
                    joins |= {a + b for a in first for b in second}
                if value != "".join(stage.char(c) for c in key):
                    heads |= set(map("".join, product(*back[:3])))
            images = {
                char: {made for image in reached for made in stage.images(image)}
                for char, reached in images.items()
            }
        return heads, joins


def bigrams(word: str) -> set[str]:
    """All pairs of neighbours."""
    return {word[i : i + 2] for i in range(len(word) - 1)}


def header(what: str, form: str, origin: str) -> str:
    """The comment that every table begins with."""
    return (
        f"# {what}\n"
        f"# format: {form}\n"
        f"# origin: {origin}\n"
        f"# users: textfix.filters.script\n"
        f"# GENERATED by scripts/make_script_tables.py; do not edit\n"
    )


OPENCC = f"OpenCC {opencc.__version__} (https://github.com/BYVoid/OpenCC), Apache-2.0"


def write(name: str, what: str, form: str, rows: list[str], *, origin: str = OPENCC) -> None:
    """Write a table, rows sorted."""
    path = OUT / f"{name}.tsv"
    path.write_text(
        header(what, form, origin) + "".join(f"{row}\n" for row in sorted(rows)), "utf-8"
    )
    print(f"{path.relative_to(ROOT)}: {len(rows)} rows, {path.stat().st_size} bytes")


def followers(pairs: set[str]) -> list[str]:
    """``first TAB all its seconds``, one row a first character."""
    rows: dict[str, list[str]] = defaultdict(list)
    for pair in sorted(pairs):
        rows[pair[0]].append(pair[1])
    return [f"{first}\t{''.join(seconds)}" for first, seconds in rows.items()]


def rare_values(name: str) -> dict[str, str]:
    """What `name` makes, without the rare code points, of the characters that they would change."""
    plain, full = opencc.OpenCC(name, False).convert, opencc.OpenCC(name).convert
    made = {char: plain(char) for char in Config(name).characters()}
    return {char: value for char, value in made.items() if value != full(char)}


# A character that OpenCC calls simplified is native in Taiwan too if Taiwan's words hold it this
# often beside its traditional partner: 霉 1.84 of 黴, 晒 0.43, 庄 0.11, 洒 0.09, 恒 0.02;
# the next are 冲 0.004 and 体 0.001 (McBopomofo, 161,429 words).
TAIWAN_SHARE = 0.02
TAIWAN_USE = 20  # below this count a share means nothing (苧 4, 瓮 1)

# A character that t2s changes is valid in simplified too if phrases keep it this often:
# 乾 of 乾坤, 徵 of 宮商角徵羽; not 於, kept in two ancient names only.
KEPT_SHARE = 0.02


def regional() -> set[frozenset[str]]:
    """Pairs of forms that differ by region and not in meaning: 溫 温, 臺 台, 裡 裏."""
    pairs = set()
    for name in ("TWVariants", "HKVariants"):
        for char, values in dump(name).items():
            pairs |= {frozenset((char, value)) for value in values}
    return pairs


def amended(classes: dict[str, str]) -> set[str]:
    """The characters valid in both scripts that OpenCC may also change (后, 里, 干).

    To another character, that is, and not just to another region's form (温, 户, 群).
    """
    plain = opencc.OpenCC("t2s", False).convert
    same = regional()
    return {
        char
        for char, values in dump("STCharacters").items()
        if char not in classes
        and plain(char) == char
        and any(value != char and {value, char} not in same for value in values)
    }


# Forms that Taiwan itself writes one for the other in the same words: no evidence of a converter.
# OpenCC s2tw makes 133 of its 490 changes of native statutes (236,000 hanzi) in the first five.
INTERCHANGEABLE = (
    *(
        "占佔",
        "布佈",
        "雇僱",
        "注註",
        "咨諮",
        "周週",
        "志誌",
        "念唸",
        "升昇",
        "回迴",
        "背揹",
        "托託",
    ),
    *(
        "游遊",
        "噪譟",
        "暗闇",
        "欲慾",
        "岩巖",
        "局侷",
        "熏燻",
        "弦絃",
        "傢家",
        "杰傑",
        "克剋",
        "席蓆",
    ),
    *("咽嚥", "刮颳", "哄鬨", "卷捲", "出齣", "采採", "借藉", "恒恆"),
)


# The Hundred Family Surnames (百家姓, 11th century), those of them that are ambiguous characters.
SURNAMES = "余范于云党谷郁向曲游胡朱沈后岳卜涂朴"

# What follows a surname and shows that it is one, in simplified spelling.
TITLES = (
    "先生",
    "小姐",
    "女士",
    "太太",
    "夫人",
    "老师",
    "教授",
    "博士",
    "医师",
    "律师",
    "主任",
    "经理",
    "同学",
)

# A surname is taken for another character without a word's help only if that is this much likelier:
# 于 0.015, 后 0.014; not 余 0.19 or 范 0.10, which stand before given names as often.
SURNAME_ODDS = 0.05


def odds(taiwan: dict[str, int], ambiguous: set[str]) -> list[str]:
    """``character TAB other form TAB odds``: how often Taiwan writes the one for once the other.

    Of the characters alone, as words of themselves: where a word covers them, the word decides.
    The other form is OpenCC's, and counted in Taiwan's.
    """
    tw = opencc.OpenCC("t2tw").convert
    pairs = [
        (char, value, (taiwan.get(char, 0) + 1) / (taiwan.get(tw(value), 0) + 1))
        for char, values in dump("STCharacters").items()
        if char in ambiguous
        for value in values
        if value != char and {char, value} not in map(set, INTERCHANGEABLE)
    ]
    return [
        f"{char}\t{value}\t{ratio:.3g}"
        for char, value, ratio in pairs
        if char not in SURNAMES or ratio < SURNAME_ODDS
    ]


# Words longer than this add nothing that shorter ones inside them do not say.
LONGEST_WORD = 4
# One reading of a simplified spelling must have this share of its count to be told from it.
CLEAR_SHARE = 0.95


def ramified(evidence: dict[str, str]) -> set[str]:
    """Simplified-only characters that stand for several traditional ones (发, 复, 钟)."""
    same = regional() | {frozenset(pair) for pair in INTERCHANGEABLE}
    return {
        char
        for char, values in dump("STCharacters").items()
        if evidence.get(char) == "S"
        and any(value != values[0] and {value, values[0]} not in same for value in values)
    }


def words(taiwan: dict[str, int], ambiguous: set[str], ramified: set[str]) -> list[str]:
    """``simplified spelling TAB traditional spelling``: Taiwan's words with such a character.

    A character whose traditional form the counts leave open (征 of 出征 and 出徵) is written ``?``;
    one that the word only writes in another region's form is written as it stands.
    """
    plain = opencc.OpenCC("t2s", False).convert
    same = regional()
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    for word, count in taiwan.items():
        if 2 <= len(word) <= LONGEST_WORD:
            simple = "".join(map(plain, word))  # by character, as the filter folds a text
            if ambiguous & set(simple) or (count and ramified & set(simple)):
                spelled[simple][word] = count + 1
    rows = []
    for simple, forms in spelled.items():
        total = sum(forms.values())
        value = ""
        for place in range(len(simple)):
            shares: dict[str, int] = defaultdict(int)
            for form, count in forms.items():
                shares[form[place]] += count
            best = max(shares, key=lambda char: (shares[char], char))
            if {best, simple[place]} in same:
                best = simple[place]
                shares[best] = total
            value += best if shares[best] >= CLEAR_SHARE * total else "?"
        rows.append(f"{simple}\t{value}")
    names = {name + title for name in set(SURNAMES) & ambiguous for title in TITLES}
    return rows + [f"{name}\t{name[0]}{'?' * len(name[1:])}" for name in names - set(spelled)]


def classes(taiwan: dict[str, int]) -> list[str]:
    """``character TAB S or T``: evidence of one script. Characters valid in both are left out.

    Simplified-only: OpenCC makes the character of no character, both Taiwan's and Hong Kong's
    standard change it, and it is not native in Taiwan by count.
    Traditional-only: t2s changes it even without the rare code points ("tofu"), and its simplified
    phrases do not keep it by count.
    """
    to_traditional, to_simplified = dump("STCharacters"), dump("TSCharacters")
    phrases = {key: values[0] for key, values in dump("TSPhrases").items()}
    tw, hk = opencc.OpenCC("s2tw").convert, opencc.OpenCC("s2hk").convert
    total, kept = character_counts(taiwan, phrases)
    forms = {values[0] for values in to_traditional.values()}
    images = {values[0] for char, values in to_simplified.items() if values[0] != char}
    simplified = {
        char
        for char in to_traditional
        if char not in forms
        and char not in to_traditional[char]
        and char not in (tw(char), hk(char))
        and not (total[char] >= TAIWAN_USE and total[char] >= TAIWAN_SHARE * total[tw(char)])
    }
    traditional = {
        char
        for char, values in to_simplified.items()
        if values[0] != char
        and char not in simplified | images
        and not (char in values and kept[char] > KEPT_SHARE * total[char])
    }
    return [f"{c}\tS" for c in simplified] + [f"{c}\tT" for c in traditional]


def character_counts(
    taiwan: dict[str, int], phrases: dict[str, str]
) -> tuple[dict[str, int], dict[str, int]]:
    """(character -> count of the words that hold it, the same where a phrase keeps it)."""
    total: dict[str, int] = defaultdict(int)
    kept: dict[str, int] = defaultdict(int)
    for word, count in taiwan.items():
        for char in set(word):
            total[char] += count
    for key, value in phrases.items():
        for word in (word for word in taiwan if key in word):
            for char in set(key) & set(value):
                kept[char] += taiwan[word]
    return total, kept


def zhu_phrases() -> list[str]:
    """Simplified spellings that hold 著 (zhù): all other 著 are Taiwan's way to write 着."""
    from pypinyin.phrases_dict import phrases_dict

    plain = opencc.OpenCC("t2s", False).convert
    taiwan = {
        plain(key) for key, values in dump("TWVariantsRevPhrases").items() if "著" in values[0]
    }
    read = {
        plain(phrase)
        for phrase, readings in phrases_dict.items()
        if any(c == "著" and r[0] == "zhù" for c, r in zip(phrase, readings, strict=False))
    }
    return [phrase for phrase in taiwan | read if phrase.count("著") == 1]


def kept_in_simplified(classes: dict[str, str]) -> list[str]:
    """Simplified spellings of t2s's own making that t2s would change again: 乾 of 乾县, 萧乾.

    Its phrases are spelled in traditional only (乾縣), so that t2s is not idempotent.
    """
    plain = opencc.OpenCC("t2s", False).convert
    made = {plain(key) for key in dump("TSPhrases")}
    return [
        phrase
        for phrase in made
        if any(
            old != new and classes.get(old) != "T"
            for old, new in zip(phrase, plain(phrase), strict=True)
        )
    ]


def taiwan_counts(path: Path) -> dict[str, int]:
    """McBopomofo's words with their counts."""
    rows = (line.rpartition(" ") for line in path.read_text("utf-8").splitlines())
    return {word.strip(): int(count) for word, _, count in rows}


def main() -> None:
    """Write all tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counts", type=Path, required=True, help="McBopomofo's phrase.occ")
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    inside: dict[str, set[str]] = {"from-simplified": set(), "to-simplified": set()}
    for name in CONFIGS:
        config = Config(name)
        chars = {c: v for c, v in config.characters().items() if len(v) == 1}
        write(
            f"{name}.chars",
            f"what OpenCC {name} makes of a character alone",
            "character TAB character",
            [f"{key}\t{value}" for key, value in chars.items()],
        )
        heads, joins = config.pairs()
        write(
            f"{name}.heads",
            f"heads of the phrases of OpenCC {name} whose value is not that of their characters",
            "the first three characters, or all; one: the character alone becomes several",
            list(heads),
        )
        inside["to-simplified" if name.endswith("2s") else "from-simplified"] |= joins
    write(
        "normal.chars",
        "compatibility ideographs, which OpenCC makes plain before it converts",
        "character TAB character",
        [f"{char}\t{values[0]}" for char, values in dump(NORMALIZATION).items()],
    )
    for direction, joins in inside.items():
        write(
            f"{direction}.joins",
            "pairs that stand side by side inside a phrase of any configuration of this direction",
            "first character TAB second characters",
            followers(joins),
        )
    rare = {name: rare_values(name) for name in CONFIGS if name.endswith("2s")}
    tofu = rare["t2s"]
    for name, rows in rare.items():
        if rows != {char: tofu.get(char) for char in rows}:
            raise SystemExit(f"{name}: the rare characters of t2s do not hold for it")
    write(
        "tofu.chars",
        "what t2s makes of the characters whose simplified form most fonts lack, without those",
        "character TAB character",
        [f"{char}\t{value}" for char, value in tofu.items()],
    )
    taiwan = taiwan_counts(options.counts)
    known = classes(taiwan)
    evidence = dict(row.split("\t") for row in known)
    ambiguous = amended(evidence)
    write(
        "classes",
        "characters that are evidence of one script",
        "character TAB S (simplified only) or T (traditional only); A (valid in both, but a "
        "dictionary may change it) or N (the same, and a surname); all others stay as they are",
        known + [f"{char}\t{'N' if char in SURNAMES else 'A'}" for char in ambiguous],
    )
    write(
        "words",
        "Taiwan's words with a character that is valid in both scripts but may have to change",
        "simplified spelling TAB traditional spelling; ? where the counts leave it open",
        words(taiwan, ambiguous, ramified(evidence)),
        origin="McBopomofo phrase.occ (https://github.com/openvanilla/McBopomofo), MIT",
    )
    write(
        "odds",
        "how often Taiwan writes a character that is valid in both scripts for once another",
        "character TAB the other TAB odds",
        odds(taiwan, ambiguous),
        origin="McBopomofo phrase.occ (https://github.com/openvanilla/McBopomofo), MIT",
    )
    write(
        "same.chars",
        "forms that are written one for the other in the same words by those who know both",
        "character TAB the other",
        [f"{pair[0]}\t{pair[1]}" for pair in INTERCHANGEABLE],
        origin="textfix, CC0",
    )
    write(
        "kept",
        "simplified phrases with a character that t2s alone would change",
        "phrase",
        kept_in_simplified(evidence),
    )
    write(
        "zhu",
        "simplified phrases that hold 著 and not 着",
        "phrase",
        zhu_phrases(),
        origin=f"{OPENCC}; pypinyin (https://github.com/mozillazg/python-pinyin), MIT",
    )
    for region in ("tw", "hk"):
        convert = opencc.OpenCC(f"t2{region}").convert
        made = {char: convert(char) for char in dump(f"{region.upper()}Variants")}
        write(
            f"t2{region}.chars",
            f"what OpenCC t2{region} makes of a character alone",
            "character TAB character",
            [f"{char}\t{value}" for char, value in made.items()],
        )
    write(
        "opencc",
        "the OpenCC that these tables came from",
        "field TAB value",
        [f"version\t{opencc.__version__}", f"fingerprint\t{fingerprint()}"],
    )


if __name__ == "__main__":
    main()
