"""Find lines that would catch the mutants of our rules which no example catches.

python scripts/suggest_examples.py                 # every pack; print what is missing
python scripts/suggest_examples.py editor --write  # put the lines into rules/artifacts/editor.toml

Lines are drawn from the rule's own pattern: the piece that the mutant lacks is taken, all others
by chance. A line counts if the rule does with it what it should and the mutant does not; few lines
that catch many mutants are taken. Read what is written before you commit it: a line that no page
would hold points at a piece that the pattern should not have.
"""

from __future__ import annotations

import argparse
import random
import re
import re._constants as code  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from typing import TYPE_CHECKING, Any

from textfix._rulecheck import result
from textfix._rulematch import RuleSet
from textfix._rulepack import NAMED_KINDS, Example, load_pack, shipped_packs
from textfix.testing.mutation import survey
from textfix.testing.packs import Case, open_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textfix._rulepack import Pack, Rule
    from textfix.testing.mutation import Mutant

_DRAWN = "# drawn from the pattern, one for each piece that nothing proved"
_HAN = "一-龥"
_NAMES = ("林小山", "王明", "石青", "江城", "周山", "何明遠", "江畔", "春茶", "老街", "讀書")
_ASIDE = ("。今天的會議很好。", "！大家都來了，", "（見下圖）", "1、", "a")
_PROSE = (
    "今天的",
    "他說過",
    "市裏的",
    "會上還",
    "的工作還在做",
    "是一門課",
    "，大家都知道",
    "了沒有",
)
# What a class of characters may hold besides: marks, signs, and what look-arounds ask about.
_ODD = (
    "老街。今天",
    "★",
    "拍",
    "双",
    "三",
    "錄",
    "航",
    "主",
    "a1",
    "《江城》",
    "「江城」",
    "：",
    "1、",
    "甲乙",
    "的",
    "！",
    " ",
)
# What fills a line that is to be too long, or nearly so: our own words, and no mark in them.
_LONG = (
    "春天的江城最適合品茶老街的茶館從早到晚坐滿了人大家一邊喝茶一邊聽評書到了傍晚河邊的燈一盞一盞地亮起來"
    "孩子們在橋上跑來跑去賣花的老人收起擔子往家裏走船從遠處慢慢地靠岸水面上只剩下月光和幾聲鳥叫"
) * 4
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")


class Drawer:
    """Draws lines from a pattern; `forced` says which alternative or count a node must take."""

    def __init__(self, pattern: str, seed: int) -> None:
        plain = re.sub(
            r"\\p\{Han\}", _HAN, re.sub(r"(?<!\[)\\p\{Han\}(?![^\[]*\])", f"[{_HAN}]", pattern)
        )
        self.tree = parser.parse(plain)
        self.chance = random.Random(seed)
        self.filler: Sequence[str] = _NAMES
        self.long = False
        self.plain = True
        self.greedy = False

    def draw(self, forced: dict[int, int]) -> str:
        return self._all(self.tree, forced)

    def _all(self, nodes: Any, forced: dict[int, int]) -> str:
        return "".join(self._one(node, forced) for node in nodes)

    def _one(self, node: Any, forced: dict[int, int]) -> str:
        what, value = node
        if what is code.LITERAL:
            return chr(value)
        if what is code.IN:
            return self._set(value)
        if what in (code.ANY, code.NOT_LITERAL):
            return self._han()
        if what is code.BRANCH:
            chosen = forced.get(id(node))
            branches = value[1]
            if self.greedy and chosen is None:
                chosen = max(
                    range(len(branches)), key=lambda number: branches[number].getwidth()[1]
                )
            return self._all(
                branches[self.chance.randrange(len(branches)) if chosen is None else chosen], forced
            )
        if what is code.SUBPATTERN:
            return self._all(value[-1], forced)
        if what in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            return self._repeat(node, value, forced)
        if what is code.ATOMIC_GROUP:
            return self._all(value, forced)
        return ""  # look-arounds and anchors: whether the line fits is asked afterwards

    def _repeat(self, node: Any, value: Any, forced: dict[int, int]) -> str:
        least, most, body = value
        most = min(int(most), 400)
        count = forced.get(id(node))
        words = _takes_words(body)
        if words and (count or least or self.long or self.filler is not _NAMES):
            return self._words(max(least, count or 0), most)
        if count is None:
            count = (
                least if self.plain or words else self.chance.randint(least, min(most, least + 1))
            )
        text = "".join(self._all(body, forced) for _ in range(max(least, count)))
        return "12"[:most] if text == "1" and most > 1 else text

    def _words(self, least: int, most: int) -> str:
        """A name or the like that fits; as many as fit, if lines are to be long."""
        if self.long:
            words = "" if self.filler is _NAMES else self.chance.choice(self.filler)
            return (words + _LONG)[:most]
        fits = [word for word in self.filler if least <= len(word) <= most]
        if fits:
            return self.chance.choice(fits)
        text = "".join(self.chance.choice(_NAMES) for _ in range(least))
        return text[: max(least, min(most, 2))]

    def _set(self, members: Any) -> str:
        if members[0][0] is code.NEGATE:
            return self._han()
        what, value = members[0] if self.plain else self.chance.choice(members)
        if what is code.LITERAL and chr(value) == " " and len(members) > 1:
            what, value = members[1]
        if what is code.RANGE:
            low, high = value
            return self._han() if high - low > 1000 else chr(low if low != 0x30 else 0x31)
        if what is code.CATEGORY:
            return {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " "}.get(value, "a")
        return chr(value)

    def _han(self) -> str:
        return self.chance.choice("林小山王明石青江城春茶")

    def pieces(self) -> Iterator[dict[int, int]]:
        """What to force, for each alternative and each optional part, with what leads there."""
        yield from self._pieces(self.tree, {})

    def _pieces(self, nodes: Any, path: dict[int, int]) -> Iterator[dict[int, int]]:
        for node in nodes:
            what, value = node
            if what is code.BRANCH:
                for number, branch in enumerate(value[1]):
                    here = {**path, id(node): number}
                    yield here
                    yield from self._pieces(branch, here)
            elif what is code.SUBPATTERN:
                yield from self._pieces(value[-1], path)
            elif what is code.ATOMIC_GROUP:
                yield from self._pieces(value, path)
            elif what in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
                least, _, body = value
                here = {**path, id(node): max(1, least)}
                if least == 0:
                    yield here
                    yield {**path, id(node): 0}
                yield from self._pieces(body, here)


def _takes_words(body: Any) -> bool:
    """Whether what is repeated may be any hanzi."""
    if len(body) != 1:
        return False
    what, value = body[0]
    if what is code.IN:
        return value[0][0] is code.NEGATE or any(
            kind is code.RANGE and found[1] - found[0] > 1000 for kind, found in value
        )
    return what in (code.ANY, code.NOT_LITERAL)


def written(line: str) -> str:
    """A line of the folded view as pages write it: its marks wide."""
    return line if "http" in line else line.translate(_WIDE)


def hits(rule: Rule, drawer: Drawer) -> Iterator[str]:
    """Lines that the rule takes, for every piece of its pattern."""
    lead = (
        ["", "到此為止。"]
        if rule.scope == "tail"
        else ["市裏開會"]
        if rule.scope == "span"
        else [""]
    )
    for plain, long, times in ((True, False, 3), (False, False, 6), (True, True, 2)):
        drawer.plain, drawer.long = plain, long
        for forced in [{}, *drawer.pieces()]:
            for _ in range(times):
                yield drawer.chance.choice(lead) + written(drawer.draw(forced).strip())
    drawer.plain, drawer.long, drawer.filler = True, False, _ODD
    for forced in [{}, *drawer.pieces()]:
        for _ in range(8):
            yield drawer.chance.choice(lead) + written(drawer.draw(forced).strip())
    drawer.filler = _NAMES


def misses(rule: Rule, drawer: Drawer) -> Iterator[str]:
    """Lines near those that the rule takes: with prose around them, too long, or with a guard."""
    for text in [example.text for example in rule.hit] + [
        written(drawer.draw({}).strip()) for _ in range(20)
    ]:
        for prose in (*_PROSE, *_ASIDE):
            yield f"{prose}{text}"
            yield f"{text}{prose}"
    for guard in rule.unless:
        fillers = Drawer(guard, 1)
        words = [fillers.draw(forced) for forced in [{}, *fillers.pieces()]]
        drawer.filler = [word for word in words if word] or _NAMES
        for forced in [{}, *drawer.pieces()]:
            for _ in range(6):
                yield written(drawer.draw(forced).strip())
        for word in words:
            yield written(word)
            for text in [example.text for example in rule.hit]:
                yield f"{text}{word}"
                yield f"{word}{text}"
    drawer.filler = _ODD
    for forced in [{}, *drawer.pieces()]:
        for _ in range(8):
            yield written(drawer.draw(forced).strip())
    drawer.filler, drawer.long = _NAMES, True
    for drawer.greedy in (False, True):
        for forced in [{}, *drawer.pieces()]:
            for _ in range(3):
                yield written(drawer.draw(forced).strip())
    drawer.long = drawer.greedy = False


def missing(
    pack: Pack, rule: Rule, left: Sequence[Mutant]
) -> tuple[list[Example], list[str], list[Mutant]]:
    """Hits and misses to add, and the mutants for which no line was found."""
    drawer = Drawer(rule.pattern, 7)
    alone = RuleSet([rule])
    sets = [(mutant, RuleSet([mutant.rule])) for mutant in left if mutant.rule is not None]
    new_hits: list[Example] = []
    new_misses: list[str] = []
    for wanted, source in (("hit", hits), ("miss", misses)):
        pool: list[tuple[str, str, list[Mutant]]] = []
        for line in dict.fromkeys(source(rule, drawer)):
            if not line or len(line) > 300 or "\n" in line:
                continue
            made = result(alone, line)
            if (made == line) == (wanted == "hit") or (
                wanted == "hit" and made and rule.scope == "line"
            ):
                continue
            caught = [mutant for mutant, other in sets if _differs(rule, line, made, other)]
            if caught:
                pool.append((line, made, caught))
        while pool and sets:
            open_ = {id(mutant) for mutant, _ in sets}
            pool = [(a, b, [m for m in c if id(m) in open_]) for a, b, c in pool]
            pool = [row for row in pool if row[2]]
            if not pool:
                break
            line, made, caught = max(pool, key=lambda row: (min(len(row[2]), 3), -len(row[0])))
            pool = [row for row in pool if row[0] != line]
            if not _valid(pack, rule, wanted, line, made):
                continue
            gone = {id(mutant) for mutant in caught}
            sets = [row for row in sets if id(row[0]) not in gone]
            if wanted == "hit":
                new_hits.append(Example(line, made))
            else:
                new_misses.append(line)
    return new_hits, new_misses, [mutant for mutant, _ in sets]


def _differs(rule: Rule, line: str, made: str, other: RuleSet) -> bool:
    return result(other, line) != made


_EVERYTHING = [
    rule
    for name in shipped_packs()
    for rule in load_pack(name).rules
    if not rule.evidence and rule.kind not in NAMED_KINDS
]


def _valid(pack: Pack, rule: Rule, wanted: str, line: str, made: str) -> bool:
    """Whether the line may stand in the pack: it holds in every shape, and beside all rules."""
    if wanted == "hit":
        return not Case(rule, "hit", Example(line, made)).problem()
    if Case(rule, "miss", line).problem():
        return False
    return rule.kind in NAMED_KINDS or result(RuleSet(_EVERYTHING), line) == line


def quoted(text: str) -> str:
    """A TOML string."""
    if "'" not in text:
        return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def shown(rule: Rule, example: Example) -> str:
    """A hit as TOML; where the rule does not drop lines, what is left is always written."""
    if not example.out and rule.scope == "line":
        return quoted(example.text)
    return f"[{quoted(example.text)}, {quoted(example.out)}]"


def insert(source: str, rule: Rule, key: str, rows: Sequence[str]) -> str:
    """The pack's text with more rows at the end of an array of a rule."""
    start = source.index(f'id = "{rule.id}"')
    found = re.compile(rf"^{key} = \[", re.MULTILINE).search(source, start)
    assert found is not None, (rule.id, key)
    at, depth, quote = found.end(), 1, ""
    while depth:
        char = source[at]
        if quote:
            if char == "\\" and quote == '"':
                at += 1
            elif char == quote:
                quote = ""
        elif char in "\"'":
            quote = char
        elif char == "#":
            at = source.index("\n", at)
        else:
            depth += (char == "[") - (char == "]")
        at += 1
    inside = source[found.end() : at - 1].rstrip().rstrip(",")
    more = "".join(f"\n  {row}," for row in rows)
    drawn = "" if _DRAWN in inside else f"\n  {_DRAWN}"
    return f"{source[: found.end()]}{inside},{drawn}{more}\n]{source[at:]}"


def main() -> int:
    """Print, or write into the packs."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("packs", nargs="*", default=list(shipped_packs()))
    options.add_argument("--write", action="store_true")
    options.add_argument("--rule", action="append", default=[])
    options.add_argument("--deep", action="store_true")
    given = options.parse_args()
    for name in given.packs:
        pack = open_pack(name)
        source = pack.path.read_text(encoding="utf-8")
        for rule, count, left in survey(pack, given.rule, deep=given.deep):
            new_hits, new_misses, open_ = missing(pack, rule, left)
            print(
                f"{rule.id}: {count} mutants, {len(left)} survived; "
                f"{len(new_hits)} hits and {len(new_misses)} misses leave {len(open_)}"
            )
            for mutant in open_:
                print(f"    no line found: {mutant.what}")
            if given.write:
                if new_hits:
                    source = insert(
                        source, rule, "hit", [shown(rule, example) for example in new_hits]
                    )
                if new_misses:
                    source = insert(source, rule, "miss", [quoted(line) for line in new_misses])
                pack.path.write_text(source, encoding="utf-8")
            else:
                for example in new_hits:
                    print(f"    hit   {shown(rule, example)}")
                for line in new_misses:
                    print(f"    miss  {quoted(line)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
