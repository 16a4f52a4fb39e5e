"""Rank the readings of bytes that are no valid UTF-8, by the likelihood of what they say.

East Asian encodings and damaged UTF-8 are scored on the sample; single-byte encodings join
where no East Asian reading is convincing; priors come from declarations and hints. What this
module does not do: proofs (``_decide``), and mixed files (``_mixed``).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textfix.decoding._codepages import CODECS
from textfix.decoding._euc_tw import shaped_like_euc_tw
from textfix.decoding._likelihood import Score, score_text
from textfix.decoding._sample import ASCII, LIMIT, sample
from textfix.decoding._singlebyte import score_single
from textfix.decoding._tables import ROWS
from textfix.decoding._values import Candidate
from textfix.decoding._wide import wide_scores

if TYPE_CHECKING:
    from textfix.decoding._options import Options

__all__ = [
    "BINARY",
    "EAST",
    "Ranked",
    "believed",
    "east_readings",
    "language_in",
    "rank",
    "reading_score",
]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A reading with its log posterior in nats (unnormalised), and where the evidence came from."""

    encoding: str
    nats: float
    language: str | None
    how: str = "likelihood"


_HANS, _HANT, _JA, _KO = range(4)
_ALL = tuple(range(len(ROWS)))
_ALL_PRIORS = (0.0, -0.5, -0.7, -0.9, -1.5, -2.0, -2.5, -3.0, -2.5, -3.0)

# codec: (log prior, language rows, their priors). Round numbers: GB18030 also writes
# traditional Chinese, Big5 hardly anything else; Johab died in the nineties, EUC-TW was never
# more than the code of some Unix machines in Taiwan.
_EAST: dict[str, tuple[float, tuple[int, ...], tuple[float, ...]]] = {
    "gb18030": (0.0, (_HANS, _HANT, _JA), (0.0, -1.5, -7.0)),
    "big5hkscs": (-0.5, (_HANT, _HANS), (0.0, -5.0)),
    "cp932": (-0.5, (_JA,), (0.0,)),
    "euc_jp": (-1.5, (_JA,), (0.0,)),
    "cp949": (-0.7, (_KO,), (0.0,)),
    "johab": (-6.0, (_KO,), (0.0,)),
    "euc_tw": (-5.0, (_HANT,), (0.0,)),
}
_UTF8 = (2.0, _ALL, _ALL_PRIORS)
EAST = frozenset(_EAST)

# Damaged UTF-8 keeps a third of its bytes as characters at the very least; a sample of other
# text read as UTF-8 mostly vanishes.
UTF8_SHARE = 0.15
# Share of undecodable characters from which a reading is not worth weighing.
HOPELESS = 0.3
_NOTHING = Score(-1e9, "latin", 1)

# Readings more than this behind after the opening are not scored in full.
OPENING, BEHIND = 256, 40.0
# A reading whose mean cost per byte is under this needs no single-byte rival: common hanzi
# cost 3.2 nats a byte, Cyrillic read as hanzi over 6.
CONVINCING = 4.3
# Nats for a byte of a character cut off at either end: what a byte of a common one costs.
END_COST = 3.0
_CUT_UTF8 = re.compile(
    rb"\A[\x80-\xbf]{1,3}(?=[^\x80-\xbf])|(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z"
)
# One broken character leaves up to three replacement characters.
_BROKEN = re.compile("(?<!\ufffd)\ufffd{2,3}(?!\ufffd)")
_VALID_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
# Beginning inside a character: tried when the plain reading is poor, at this cost.
CUT_START = 7.0
# What a declaration weighs; iso-8859-1 (cp1252) is what servers say who know nothing.
DECLARED, DECLARED_LATIN1 = 8.0, 2.0
# Nats are divided by this before they become belief: characters are no independent evidence.
# Measured on the dev cases (bench/decode.py --calibrate prints the table).
TEMPERATURE = 2.3
# What an expected language weighs.
HINTED = 4.0
# Nats per byte of bytes that are no text at all. Of the dev cases with 64 bytes and more, damaged
# and mixed ones included, the best reading costs 6.3 at most; of random and compressed bytes it
# costs 8.1 to 8.7, of programs 12 to 16.
NO_TEXT = 7.0
# Bytes from which on they may be called binary; fewer are read as what is likeliest, if unlikely.
BINARY_FROM = 64
# A reading that keeps every byte as it is, for what is no text.
BINARY = "iso8859-1"
# Bytes that a sample of so FEW different ones is worth: repeated, they say nothing new.
FEW, WORTH = 4, 8


def rank(data: bytes, options: Options, declared: str | None) -> list[Ranked]:
    """Readings of ``data``, best first; empty only if candidates allow none of ours."""
    wide = _wide(data, options)
    seen = data[:LIMIT] if wide else _varied(sample(data))
    found = _rank_east(seen, options)
    found += wide
    best = max((r.nats for r in found), default=-math.inf)
    if best < -CONVINCING * len(seen) or declared in CODECS or _mostly_ascii(seen):
        only = None if options.candidates is None else frozenset(options.candidates)
        singles: dict[str, Ranked] = {}
        for single in score_single(seen, only=only):
            nats = single.nats + _hint(single.language, options)
            if single.encoding not in singles or singles[single.encoding].nats < nats:
                singles[single.encoding] = Ranked(single.encoding, nats, single.language)
        found += singles.values()
    if declared is not None:
        weight = DECLARED_LATIN1 if declared == "cp1252" else DECLARED
        found = [
            Ranked(r.encoding, r.nats + weight, r.language, "declared")
            if r.encoding == declared
            else r
            for r in found
        ]
    if found and options.candidates is None:
        found.append(Ranked(BINARY, -NO_TEXT * len(seen), None, "binary"))
    return sorted(found, key=lambda r: -r.nats)


def _varied(seen: bytes) -> bytes:
    """The sample, or its beginning if all of it repeats a few bytes."""
    if len(seen) > WORTH and len(set(seen[:256])) <= FEW and len(set(seen)) <= FEW:
        return seen[:WORTH]
    return seen


def _wide(data: bytes, options: Options) -> list[Ranked]:
    """UTF-16 readings, if their opening makes sense and the head is worth comparing."""
    scores = wide_scores(data[:OPENING])
    if scores and len(data) > OPENING:
        scores = wide_scores(data[:LIMIT])
    return [
        Ranked(c, n + _hint(row, options), _shown(row))
        for c, (n, row) in scores.items()
        if options.allows(c)
    ]


def _mostly_ascii(seen: bytes) -> bool:
    return len(seen.translate(None, ASCII)) < 0.4 * len(seen)


def _rank_east(seen: bytes, options: Options) -> list[Ranked]:
    plans = {c: p for c, p in {**_EAST, "utf-8": _UTF8}.items() if options.allows(c)}
    opening = seen[:OPENING] if len(seen) > OPENING + 64 else seen
    scores = {
        codec: _score(opening, codec, plan, len(opening) < len(seen))
        for codec, plan in plans.items()
    }
    if not scores:
        return []
    best = max(s.nats for s in scores.values())
    if best < -CONVINCING * len(opening):
        for codec, plan in plans.items():
            if codec != "utf-8":
                cut = _score(opening[1:], codec, plan, len(opening) < len(seen))
                if cut.nats - CUT_START > scores[codec].nats:
                    scores[codec] = Score(cut.nats - CUT_START, cut.language, cut.n_chars)
    if len(opening) < len(seen):
        best = max(s.nats for s in scores.values())
        left = [c for c, s in scores.items() if s.nats >= best - BEHIND]
        if len(left) > 1:
            scores = {c: _score(seen, c, plans[c], True) for c in left}
        else:  # undisputed: the opening stands for all of it
            grown = len(seen) / len(opening)
            scores = {c: Score(s.nats * grown, s.language, s.n_chars) for c, s in scores.items()}
    return [
        Ranked(c, s.nats + _hint(s.language, options), _shown(s.language))
        for c, s in scores.items()
    ]


def _score(
    seen: bytes, codec: str, plan: tuple[float, tuple[int, ...], tuple[float, ...]], cut: bool
) -> Score:
    ends = 0.0
    if codec == "utf-8":
        if len(seen.decode(codec, "ignore")) < UTF8_SHARE * len(seen):
            return _NOTHING
        whole = _CUT_UTF8.sub(b"", seen)
        ends = END_COST * (len(seen) - len(whole))
        text = _BROKEN.sub("\ufffd", whole.decode(codec, "replace"))
        if _VALID_UTF8.search(whole) is None:
            return _NOTHING
    elif codec == "euc_tw" and not shaped_like_euc_tw(seen):
        return _NOTHING
    else:
        text = seen.decode(codec, "replace")
        if len(text) > 64 and text.count("\ufffd") > HOPELESS * len(text):
            return _NOTHING
        if text[-1:] == "\ufffd" != text[-2:-1]:
            text, ends = text[:-1], 0.0 if cut else END_COST
        if text.replace("\ufffd", "").isascii():  # nothing is read that this encoding could explain
            return _NOTHING
    prior, rows, priors = plan
    score = score_text(text, rows, priors)
    return Score(score.nats + prior - ends, score.language, score.n_chars)


def east_readings(options: Options) -> list[Ranked]:
    """The East Asian encodings allowed that share files, each in its first language, unscored."""
    return [
        Ranked(codec, 0.0, ROWS[rows[0]])
        for codec, (_, rows, _) in _EAST.items()
        if options.allows(codec) and (codec != "euc_tw" or options.candidates)
    ]


def language_in(data: bytes, codec: str) -> str | None:
    """The language row that fits ``data`` best in a given East Asian encoding."""
    if codec not in _EAST:
        return None
    _, rows, priors = _EAST[codec]
    return score_text(sample(data).decode(codec, "replace"), rows, priors).language


def reading_score(data: bytes, reading: Ranked) -> tuple[float, bool, int]:
    """Nats of ``data`` as ``reading``, whether it fails to decode, its non-ASCII characters."""
    codec = reading.encoding
    text = data.decode(codec, "replace")
    if codec == "utf-8":
        text = _BROKEN.sub("\ufffd", text)
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    damaged = "\ufffd" in text
    if codec in CODECS:
        singles = score_single(data, only=frozenset((codec,)))
        return singles[0].nats - CODECS[codec][0], damaged, foreign
    _, rows, priors = _EAST.get(codec, _UTF8)
    return score_text(text, rows, priors).nats, damaged, foreign


def _shown(row: str) -> str | None:
    return None if row == "latin" else row


def _hint(language: str, options: Options) -> float:
    if not options.hints:
        return 0.0
    low = language.lower()
    return (
        HINTED
        if any(
            low == h or low.startswith(h + "-") or h.startswith(low + "-") for h in options.hints
        )
        else 0.0
    )


def believed(data: bytes, found: list[Ranked]) -> tuple[Ranked, tuple[Candidate, ...]]:
    """The best reading of a ranking, and the ranking as shares of belief.

    That it is no text at all takes its share from all of them. It is the answer itself only
    where there is enough to tell; its confidence as an encoding is then what is left for text.
    """
    candidates = _shares(data, found)
    first = found[0]
    if first.how == "binary" and -first.nats >= NO_TEXT * BINARY_FROM:
        left = max(0.0, 1.0 - candidates[0].confidence)
        return first, (Candidate(BINARY, left, None), *candidates[1:])
    readings = [r for r in found if r.how != "binary"]
    return readings[0], tuple(c for c in candidates if c.encoding != BINARY)


def _shares(data: bytes, found: list[Ranked]) -> tuple[Candidate, ...]:
    """At most ten candidates with their belief, best first.

    What is believed is the text: encodings that read the sample alike (Windows-1252 and
    ISO-8859-15 nearly always do) share one belief, and each of them gets all of it.
    """
    best = found[0].nats
    weights = [math.exp(max(-60.0, (r.nats - best) / TEMPERATURE)) for r in found[:10]]
    total = sum(weights)
    rivals = [(r, w) for r, w in zip(found, weights, strict=False) if w > total / 1000]
    if len(rivals) == 1:
        return tuple(
            Candidate(r.encoding, w / total, r.language)
            for r, w in zip(found, weights, strict=False)
        )
    seen = sample(data)
    texts = {r: seen.decode(r.encoding, "replace") for r, _ in rivals if r.how != "binary"}
    out = []
    for reading, weight in zip(found, weights, strict=False):
        text = texts.get(reading)
        belief = weight if text is None else sum(w for r, w in rivals if texts.get(r) == text)
        out.append(Candidate(reading.encoding, belief / total, reading.language))
    return tuple(out)
