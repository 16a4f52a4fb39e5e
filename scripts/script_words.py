"""What characters and words are evidence of, for `make_script_tables`.

From OpenCC's dictionaries, McBopomofo's counts of Taiwan's words, and pypinyin's readings: which
characters only one script writes, which may be either, what the words around them say, and how
often Taiwan writes the one form and the other.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

import opencc
from opencc_dictionaries import dump

if TYPE_CHECKING:
    from pathlib import Path

# A character that OpenCC calls simplified is native in Taiwan too if Taiwan's words hold it this
# often beside its traditional partner: 霉 1.84 of 黴, 晒 0.43, 庄 0.11, 洒 0.09, 恒 0.02;
# the next are 冲 0.004 and 体 0.001 (McBopomofo, 161,429 words).
TAIWAN_SHARE = 0.02
TAIWAN_USE = 20  # below this count a share means nothing (苧 4, 瓮 1)

# A character that t2s changes is valid in simplified too if phrases keep it this often:
# 乾 of 乾坤, 徵 of 宮商角徵羽; not 於, kept in two ancient names only.
KEPT_SHARE = 0.02

# Who writes a simplified-only character without having simplified: the standards of Taiwan, Japan
# (JIS X 0208, 0212, 0213) and Korea (KS X 1001) took in what their own print used. They hold 却 烟
# 凉 of old verse and 国 会 学 of Japanese, 321 of 3,766 in all, but none of 这 们 说 为 时.
ELSEWHERE = ("big5", "euc_jp", "euc_jis_2004", "euc_kr")

# Shapes of the print reform of 1965 (印刷通用汉字字形表), which reprints of classics share: 搖 and
# 摇 are one character in two typefaces, with two code points. 带 (帶) has been written so for
# longer than it has been in the table of 1964.
NEW_SHAPES = "别宫摇荆衮兹换唤焕涣痪挣睁狰徭蹬带"

# Forms that Taiwan itself writes one for the other in the same words: no evidence of a converter.
# OpenCC s2tw makes 133 of its 490 changes of native statutes (236,000 hanzi) in the first five.
_PAIRS = (
    "占佔 布佈 雇僱 注註 咨諮 周週 志誌 念唸 升昇 回迴 背揹 托託 游遊 噪譟 暗闇 欲慾 岩巖 "
    "局侷 熏燻 弦絃 傢家 家傢 杰傑 克剋 席蓆 咽嚥 刮颳 哄鬨 卷捲 出齣 采採 借藉 恒恆 捆綑 "
    "凶兇 杆桿 厘釐 霉黴 扣釦 恤卹 伙夥 具俱 台臺"
)
INTERCHANGEABLE = tuple(_PAIRS.split(" "))

# Surnames that are ambiguous characters, most of them from the Hundred Family Surnames (百家姓).
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

# A number before 只 counts animals and boats (隻), one before 余 is a round one (餘): McBopomofo
# has no more than the commonest of them.
MEASURED = {
    **{f"{digit}只": f"{digit}隻" for digit in "0123456789一二三四五六七八九十百千几数"},
    "两只": "兩隻",
    "万只": "萬隻",
    "亿只": "億隻",
    "万余": "萬餘",
    "亿余": "億餘",
    **{f"{digit}余": f"{digit}餘" for digit in "0123456789十百千"},
}
MEASURED |= {"几只": "幾隻", "数只": "數隻"}

# 十七天后 is seventeen days later, and no queen of heaven.
MEASURED |= {f"{digit}天后": f"{digit}天後" for digit in "0123456789一二三四五六七八九十百千半"}
MEASURED |= {"两天后": "兩天後", "几天后": "幾天後", "数天后": "數天後", "多天后": "多天後"}

# Measures of grain, and names and set phrases that McBopomofo lacks, or has in a pair of words that
# meet (馬裡): each beside what it becomes.
MEASURED |= {f"{digit}斗": f"{digit}斗" for digit in "0123456789一二三四五六七八九十百千万半几数"}
MEASURED |= {"两斗": "兩斗", "斗米": "斗米", "斗酒": "斗酒", "如斗": "如斗"}
SET_PHRASES = (
    "后妃 后土 后稷 后冠 丑时=丑時 子丑 丑寅 划水 划拳 划得来=划得來 划不来=划不來 辟雍 大辟 "
    "辟谷=辟穀 三丰 丰子恺=丰子愷 尸谏=尸諫 尸位 尸祝 胜肽 里内=里內 里办=里辦 击筑=擊筑 筑波 "
    "阑干=闌干 党项=党項 于都 于洪 于阗=于闐 单于=單于 淳于 鲜于=鮮于 万俟 叶韵=叶韻 "
    "蜡祭 马里=馬里 里奥=里奧 希拉里 系所 余杭=餘杭 余姚=餘姚 范式=範式"
)
MEASURED |= {
    word: written or word
    for word, _, written in (phrase.partition("=") for phrase in SET_PHRASES.split(" "))
}

# A verb or noun that ends in what may be a surname, before a title: 规范医师行为 names no 范医师.
MEASURED |= {
    f"{before}{name}{title}": f"{before}{form}{'?' * len(title)}"
    for name, form, befores in (("范", "範", "规示防师典模"), ("余", "餘", "其剩多业"))
    for before in befores
    for title in TITLES
}

# What such a word counts against one of McBopomofo's: as much as 百餘 does there.
MEASURED_COUNT = 100

# A surname before a title is one, whatever other word it could end (只有余先生, 有餘).
NAME_COUNT = 100_000

# 准 before a person is to allow, not to be accurate.
MEASURED |= {f"准{a}": f"准{b}" for a, b in zip("我你您他她其人", "我你您他她其人", strict=True)}

# 一出 is a play (齣) only before what it plays; elsewhere something comes out (气一出, 唯一出现).
MEASURED |= {
    "一出": "一出",
    **{f"一出{a}": f"一齣{b}" for a, b in (("戏", "戲"), ("好戏", "好戲"), ("大戏", "大戲"))},
    **{f"一出{kind}剧": f"一齣{form}劇" for kind, form in ("悲悲", "喜喜", "闹鬧", "话話", "歌歌")},
}

# Words longer than this add nothing that shorter ones inside them do not say.
LONGEST_WORD = 4
# One reading of a simplified spelling must have this share of its count to be told from it.
CLEAR_SHARE = 0.95


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


def ramified(evidence: dict[str, str]) -> set[str]:
    """Simplified-only characters that stand for several traditional ones (发, 复, 钟)."""
    same = regional() | {frozenset(pair) for pair in INTERCHANGEABLE}
    return {
        char
        for char, values in dump("STCharacters").items()
        if evidence.get(char) in ("S", "V")
        and any(
            value != values[0] and frozenset((value, values[0])) not in same for value in values
        )
    }


def words(
    taiwan: dict[str, int], ambiguous: set[str], ramified: set[str]
) -> tuple[list[str], list[str]]:
    """``simplified spelling TAB traditional spelling``: Taiwan's words with such a character.

    Then their count. Also, of those that the counts leave open, the commoner spellings. A
    character whose traditional form the counts leave open (征 of 出征 and 出徵) is written ``?``;
    one that the word only writes in another region's form is written as it stands.
    """
    plain = opencc.OpenCC("t2s", False).convert
    same = regional()
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    for word, count in taiwan.items():
        # 乾的 is no word: it would speak against 骨幹 in 骨干的.
        if 2 <= len(word) <= LONGEST_WORD and not (len(word) == 2 and word[1] == "的"):
            simple = "".join(map(plain, word))  # by character, as the filter folds a text
            if ambiguous & set(simple) or (count and ramified & set(simple)):
                spelled[simple][word] = count + 1
    rows, commoner = [], []
    for simple, forms in spelled.items():
        total = sum(forms.values())
        # Pairs that nobody wrote are no words: without 裡斯 a third fewer characters of text that
        # is right are taken for wrong.
        if len(simple) == 2 and total == len(forms) and simple not in MEASURED:
            continue
        value = likely = ""
        for place in range(len(simple)):
            shares: dict[str, int] = defaultdict(int)
            for form, count in forms.items():
                shares[form[place]] += count
            best = max(shares, key=lambda char: (shares[char], char))
            if {best, simple[place]} in same:
                best = simple[place]
                shares[best] = total
            likely += best
            value += best if shares[best] >= CLEAR_SHARE * total else "?"
        if simple in MEASURED:
            value = likely = MEASURED[simple]
        count = max(total, MEASURED_COUNT) if simple in MEASURED else total
        rows.append(f"{simple}\t{value}\t{count}")
        if "?" in value:
            commoner.append(f"{simple}\t{likely}")
    rows += [
        f"{simple}\t{value}\t{MEASURED_COUNT}"
        for simple, value in MEASURED.items()
        if simple not in spelled
    ]
    names = {name + title for name in set(SURNAMES) & ambiguous for title in TITLES}
    rows += [
        f"{name}\t{name[0]}{'?' * len(name[1:])}\t{NAME_COUNT}" for name in names - set(spelled)
    ]
    return rows, commoner


def classes(taiwan: dict[str, int]) -> list[str]:
    """``character TAB S, V or T``: evidence of one script. Characters valid in both are left out.

    V are those simplified-only ones that others write, too (`elsewhere`). Simplified-only: OpenCC
    makes the character of no character, both Taiwan's and Hong Kong's standard change it, and it is
    not native in Taiwan by count.
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
    return [f"{c}\t{'V' if elsewhere(c) else 'S'}" for c in simplified] + [
        f"{c}\tT" for c in traditional
    ]


def elsewhere(char: str) -> bool:
    """Whether a simplified-only character is an old variant or a Japanese form as well."""
    return char in NEW_SHAPES or any(encodable(char, standard) for standard in ELSEWHERE)


def japanese(classes: dict[str, str]) -> set[str]:
    """Forms of the Japanese reform of 1946 that no standard of Chinese holds: 沢 桜 関, not 国."""
    return {
        char
        for char in dump("JPShinjitaiCharacters")
        if char not in classes and not any(map(partial(encodable, char), ("big5", "gb2312")))
    }


def encodable(char: str, encoding: str) -> bool:
    """Whether a national standard holds the character."""
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


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
