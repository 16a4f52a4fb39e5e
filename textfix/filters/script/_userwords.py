"""Words that go before all evidence: the reader's own, and a region's idioms.

A pair says what becomes of a word, a protected word that nothing does: it is neither changed nor
counted as evidence. Words are found in either script, from left to right, the longest first.

A file of words has one a line: ``word``, or ``word TAB what becomes of it``; ``#`` begins a comment
line. In Python a mapping, or an iterable of words and pairs, is as good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharClass
from textfix._errors import ConfigError
from textfix._text import Text, codepoints, from_codepoints
from textfix.filters.script._tables import CODE_POINTS, map_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Matches", "WordsSource", "find", "frozen_words", "matching"]

# What `words=` takes. A string is a file's name.
WordsSource = str | Path | Mapping[str, str] | Iterable[str | tuple[str, str]]

Pairs = tuple[tuple[str, str], ...]


def frozen_words(source: WordsSource) -> Pairs:
    """The words as sorted pairs; a protected word becomes itself.

    Raises:
        ConfigError: if the file cannot be read; if a word has no hanzi, holds a newline, or has two
            different targets; if a pair's target holds a word that would change it again.

    >>> frozen_words({"李松仁": "李松仁", "软件": "軟體"})
    (('李松仁', '李松仁'), ('软件', '軟體'))
    >>> frozen_words(["李松仁", ("软件", "軟體")])
    (('李松仁', '李松仁'), ('软件', '軟體'))
    """
    known: dict[str, str] = {}
    for where, word, target in _rows(source):
        if not all(isinstance(item, str) for item in (word, target)):
            raise ConfigError(f"{where}: words are strings or pairs of strings, not {word!r}")
        if not word or not Text(word).has(CharClass.HAN) or "\n" in word + target:
            raise ConfigError(f"{where}: {word!r} is no word: it needs a hanzi, and no newline")
        if known.setdefault(word, target) != target:
            raise ConfigError(f"{where}: {word!r} has two targets, {known[word]!r} and {target!r}")
    made = tuple(sorted(known.items()))
    for word, target in made:
        if known.get(target, target) != target:
            raise ConfigError(
                f"words: {word!r} becomes {target!r}, which becomes {known[target]!r}; "
                f"give {word!r} its last form at once"
            )
    return made


def _rows(source: WordsSource) -> Iterable[tuple[str, str, str]]:
    """``(where, word, target)`` for each word of the source, unchecked."""
    if isinstance(source, str | Path):
        yield from _file_rows(Path(source))
    elif isinstance(source, Mapping):
        yield from (("words", word, target) for word, target in source.items())
    elif isinstance(source, Iterable):
        for item in source:
            if isinstance(item, str):
                yield "words", item, item
            else:
                try:
                    word, target = item
                except (TypeError, ValueError):
                    problem = f"words: {item!r} is neither a word nor a pair of words"
                    raise ConfigError(problem) from None
                yield "words", word, target
    else:
        raise ConfigError(f"words: a file, a mapping or a list of words, not {source!r}")


def _file_rows(path: Path) -> Iterable[tuple[str, str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8: {error}; save it as UTF-8") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > 2:
            raise ConfigError(f"{path}:{number}: {len(cells)} columns; write word TAB target")
        yield f"{path}:{number}", cells[0], cells[-1]


class Matches(NamedTuple):
    """Where words stand in a text: sorted, disjoint spans, and what becomes of each."""

    start: NDArray[np.intp]
    end: NDArray[np.intp]
    targets: tuple[str, ...]

    def mask(self, length: int) -> NDArray[np.bool_]:
        """Which of the text's `length` characters a word covers."""
        change = np.zeros(length + 1, dtype=np.int8)
        np.add.at(change, self.start, 1)
        np.subtract.at(change, self.end, 1)
        return np.cumsum(change[:-1], dtype=np.int8).view(np.bool_)


class _Spelling(NamedTuple):
    """All words that are one word in simplified spelling."""

    exact: dict[str, str]  # as they are spelled -> what becomes of them
    other: str | None  # what becomes of any other spelling; None: it is not one of the words
    stays: bool = False  # whether any other spelling stays: the word is protected

    def target(self, written: str) -> str | None:
        """What becomes of the word as it is `written`."""
        return self.exact.get(written, written if self.stays else self.other)


class _Lexicon(NamedTuple):
    """Words made ready for a search, by simplified spelling."""

    spellings: dict[str, _Spelling]
    lengths: tuple[int, ...]  # descending
    first: NDArray[np.bool_]  # for every code point, whether a word begins with it
    second: NDArray[np.bool_]  # whether it is some word's second character


@lru_cache(maxsize=16)
def _lexicon(words: Pairs) -> _Lexicon:
    """The same for equal words: a value, never changed."""
    spellings: dict[str, _Spelling] = {}
    for word, target in words:
        spellings.setdefault(_folded(word), _Spelling({}, target, word == target)).exact[word] = (
            target
        )
    for _, target in words:  # found as a whole, so that no word inside it changes it
        if target:
            spellings.setdefault(_folded(target), _Spelling({}, None)).exact.setdefault(
                target, target
            )
    first, second = (np.zeros(CODE_POINTS, dtype=np.bool_) for _ in range(2))
    first[codepoints("".join(word[0] for word in spellings))] = True
    second[codepoints("".join(word[1:2] for word in spellings))] = True
    if any(len(word) == 1 for word in spellings):
        second[:] = True
    lengths = tuple(sorted({len(word) for word in spellings}, reverse=True))
    return _Lexicon(spellings, lengths, first, second)


def _folded(value: str) -> str:
    """The simplified spelling, character by character."""
    return from_codepoints(map_table("t2s", rare=False).take(codepoints(value)))


def matching(words: Pairs, value: str, points: NDArray[np.uint32]) -> Matches:
    """Where the `words` stand in a text, which is given as a string and as code points."""
    lexicon = _lexicon(words)
    folded = map_table("t2s", rare=False).take(points)
    begins = lexicon.first.take(folded)
    begins[:-1] &= lexicon.second.take(folded[1:])
    starts: list[int] = []
    ends: list[int] = []
    targets: list[str] = []
    after = 0
    for start in np.flatnonzero(begins).tolist():
        if start < after:
            continue
        longest = from_codepoints(folded[start : start + lexicon.lengths[0]])
        for length in lexicon.lengths:
            spelling = lexicon.spellings.get(longest[:length])
            if spelling is None or length > len(longest):
                continue
            written = value[start : start + length]
            target = spelling.target(written)
            if target is not None:
                after = start + length
                starts.append(start)
                ends.append(after)
                targets.append(target)
                break
    return Matches(np.array(starts, np.intp), np.array(ends, np.intp), tuple(targets))


def find(words: Pairs, text: Text) -> Matches | None:
    """Where the `words` stand in the text; None where none does."""
    if not words:
        return None
    found = matching(words, text.value, text.codepoints)
    return found if len(found.start) else None
