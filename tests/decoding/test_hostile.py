"""Hostile bytes take linear time: as ratios to clean GBK of the same length."""

from __future__ import annotations

import time

import pytest

from textfix.decoding import decode

from .strategies import SENTENCES

SIZE = 1 << 20
CLEAN = ("\n".join(SENTENCES["zh-Hans"]) * 3000).encode("gbk")[:SIZE]

HOSTILE = {
    **{f"byte {byte:02x}": bytes([byte]) * SIZE for byte in range(0, 256, 5)},
    **{
        f"byte {byte:02x}": bytes([byte]) * SIZE
        for byte in (0x1B, 0x7E, 0x80, 0x81, 0x8E, 0x8F, 0x90, 0xA1, 0xA4, 0xB0, 0xC2, 0xD8, 0xFE)
    },
    "alternating leads": b"\x81\xfe" * (SIZE // 2),
    "alternating leads 2": b"\xa1\xff" * (SIZE // 2),
    "alternating leads 3": b"\xe4\x81" * (SIZE // 2),
    "alternating leads that do not re-encode, in Big5": b"\xa1\xfe" * (SIZE // 2),
    "alternating leads that do not re-encode, in Shift_JIS": b"\xfa\x88" * (SIZE // 2),
    "marks of UTF-16": b"\xff\xfe" * (SIZE // 2),
    "lead and ASCII": b"\x81 " * (SIZE // 2),
    "escapes": b"\x1b" * SIZE,
    "announcements": b"\x1b$B" * (SIZE // 3),
    "announcements and back": b"\x1b$B\x1b(B" * (SIZE // 6),
    "announcements and a shift": b"\x1b$B\x0e" * (SIZE // 4),
    "tildes": b"~{" * (SIZE // 2),
    "meta": b"<meta charset=" * (SIZE // 14),
    "newlines and leads": b"\xe4\n" * (SIZE // 2),
}


def seconds(data: bytes) -> float:
    """CPU time, best of four."""
    best = 1e9
    for _ in range(4):
        start = time.process_time()
        decoded = decode(data)
        best = min(best, time.process_time() - start)
    assert decoded.restore() == data
    return best


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded(name: str) -> None:
    """1 MB of it within twice the time of 1 MB of clean GBK."""
    for _ in range(3):  # the machine may be busy with others in one of two moments
        taken, clean = seconds(HOSTILE[name]), seconds(CLEAN)
        if taken < 2 * clean:
            return
    raise AssertionError(f"{taken * 1000:.1f} ms against {clean * 1000:.1f} of clean GBK")


def test_growth_is_linear() -> None:
    """Ten times the damage takes ten times as long, within a factor of three."""
    line = SENTENCES["zh-Hans"][1].encode("gbk")
    damaged = b"\n".join(line[:i] + line[i + 1 :] for i in range(1, 41))
    assert seconds(damaged * 10) < 30 * max(seconds(damaged), 0.002)
