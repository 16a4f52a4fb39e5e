"""Fuzz decoding: random, nasty and mutated bytes against the laws, for as long as is asked.

    python -m bench.fuzz_decode --minutes 10 [--seed N]

Each input is decoded (detected, or in a random encoding): no exception; every byte in exactly one
segment; `restore()` gives the bytes back; damage lies on its bytes. Now and then an input is made
a megabyte long, and must take no more than GROWTH times what its first half takes, where both are
decided alike. Prints what failed, and the slowest input, as literals to paste into a test; exits 1
if anything failed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from typing import TYPE_CHECKING

from bench.decode import HANS, HANT
from textfix.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from textfix.decoding import Decoded

TEXTS = (
    HANS,
    HANT,
    "吾輩は猫である。名前はまだ無い。\n",
    "Longtemps, je me suis couché tôt.\n",
    "Дети рисовали.\n",
)
CODECS = (
    *("utf-8", "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "johab", "euc_tw"),
    *("utf-16-le", "utf-16-be", "utf-32-le", "hz", "iso2022_jp", "iso2022_kr", "iso2022_cn"),
    *("cp1252", "cp1251", "cp1258", "utf-7", "shift_jis_2004"),
)
# Shifts, leads, trails, marks, duplicates: what steers decoders.
TOKENS = (
    *(b"\x1b$B", b"\x1b(B", b"\x1b$)A", b"\x1b$)G", b"\x1b$*H", b"\x1bN", b"\x1b$)C", b"~{"),
    *(b"~}", b"\x0e", b"\x0f", b"\n", b"\r", b"a", b"\x00", b"\x80", b"\x81", b"\x8e", b"\x8f"),
    *(b"\xfe", b"\xff", b"\xa4\xa2", b"\xa2\xcc", b"\xfa\x40", b"\x88\x62", b"\x8f\xa2\xb7"),
    *(b"\xd8\x00", b"\xdc\x00", b"\x84\x31\x95\x33", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"\xe4\xb8\xad", b"\xed\xa0\x80", b"<meta charset="),
)  # fmt: skip
# What twice the bytes may cost: twice, and as much again for noise; and seconds of CPU time under
# which nothing is measured.
GROWTH, NOISE, MEGABYTE = 4.0, 0.2, 1 << 20
# One input in so many is made long.
LONG = 200


def random_bytes(chance: random.Random) -> bytes:
    """Any bytes."""
    return chance.randbytes(chance.randrange(300))


def nasty(chance: random.Random) -> bytes:
    """Tokens that steer decoders."""
    return b"".join(chance.choices(TOKENS, k=chance.randrange(40)))


def mutated(chance: random.Random) -> bytes:
    """Lines of text in one or more encodings, with bytes dropped, changed and put in."""
    lines = []
    codec = chance.choice(CODECS)
    for _ in range(chance.randrange(1, 8)):
        codec = chance.choice(CODECS) if chance.random() < 0.2 else codec
        text = chance.choice(TEXTS)
        start = chance.randrange(len(text))
        line = bytearray(text[start : start + chance.randrange(120)].encode(codec, "ignore"))
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(line) + 1)
            line[at : at + chance.randrange(3)] = chance.choice(
                (b"", chance.randbytes(1), chance.choice(TOKENS))
            )
        lines.append(bytes(line))
    return b"\n".join(lines)


KINDS: tuple[Callable[[random.Random], bytes], ...] = (random_bytes, nasty, mutated, mutated)


def check(decoded: Decoded, data: bytes) -> None:
    """The laws of every result; raises AssertionError."""
    assert decoded.restore() == data, "not restored"
    ends = [0, *(s.byte_end for s in decoded.segments)]
    assert [s.byte_start for s in decoded.segments] == ends[:-1], "segments overlap or leave gaps"
    assert ends[-1] == len(data), "segments end early"
    for damage in decoded.damage:
        assert 0 <= damage.byte_start <= damage.byte_end <= len(data), "damage outside"
        shown = decoded.text[damage.start : damage.end]
        # What was filled in is a character; all else that was lost shows as U+FFFD.
        assert shown, "damage without text"
        assert ("\ufffd" in shown) == (damage.action != "filled"), "damage without a mark"
    assert 0.0 <= decoded.confidence <= 1.0, "belief out of range"


def taken(data: bytes, encoding: str | None) -> tuple[float, Decoded]:
    """CPU seconds of one decoding, and its result, checked."""
    start = time.process_time()
    decoded = decode(data, encoding=encoding)
    seconds = time.process_time() - start
    check(decoded, data)
    return seconds, decoded


def one(data: bytes, encoding: str | None, *, long: bool) -> float:
    """Check one input; CPU seconds. Raises AssertionError, or whatever decoding raises."""
    unit = data
    if long:
        data = unit * (MEGABYTE // len(unit))
    seconds, decoded = taken(data, encoding)
    if long and seconds > NOISE:
        half, other = taken(unit * (MEGABYTE // 2 // len(unit)), encoding)
        alike = (decoded.encoding, decoded.how) == (other.encoding, other.how)
        assert not alike or seconds < GROWTH * half + NOISE, f"{seconds:.1f} s, half {half:.1f}"
    return seconds


def run(minutes: float, seed: int) -> int:
    """Fuzz; the number of failures."""
    chance = random.Random(seed)
    stop = time.monotonic() + 60 * minutes
    count = failures = 0
    slowest, of = 0.0, ""
    while time.monotonic() < stop:
        count += 1
        data = chance.choice(KINDS)(chance)
        encoding = chance.choice(CODECS) if chance.random() < 0.3 else None
        long = bool(data) and count % LONG == 0
        try:
            seconds = one(data, encoding, long=long)
        except Exception as error:  # whatever it is, it is what we look for
            failures += 1
            print(f"{type(error).__name__}: {error}; encoding={encoding!r}, long={long}, {data!r}")
        else:
            if seconds > slowest:
                slowest, of = seconds, f"encoding={encoding!r}, long={long}, {data!r}"
    print(
        f"{count} inputs, {failures} failures; the slowest took {slowest:.2f} s of CPU time: {of}"
    )
    return failures


def main() -> None:
    """Parse, fuzz, exit 1 on any failure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sys.exit(1 if run(given.minutes, given.seed) else 0)


if __name__ == "__main__":
    main()
