"""OpenCC's dictionaries and configurations, read for `make_script_tables`.

Which phrases make a difference, where they can begin, and which neighbours they join. The pairs
are pulled back through the steps of a configuration to the characters that a user's text holds: a
phrase of a later step is found by every pair of characters that the earlier steps can turn into its
head. A superset is harmless (a few more characters go to OpenCC), a missing pair is a bug.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise, product
from pathlib import Path

import opencc

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


def rare_values(name: str) -> dict[str, str]:
    """What `name` makes, without the rare code points, of the characters that they would change."""
    plain, full = opencc.OpenCC(name, False).convert, opencc.OpenCC(name).convert
    made = {char: plain(char) for char in Config(name).characters()}
    return {char: value for char, value in made.items() if value != full(char)}
