"""Peak memory and linearity of `textfix clean` on large files, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.corpus import dirty_bytes

__all__ = ["LIMIT_MB", "report"]

# Issue 2: a file of 200 MB within 400 MB of memory.
LIMIT_MB = 400
# Time per megabyte may grow by this much from 1 to 200 MB, start-up taken off.
_LINEAR = 1.5


def run_cli(source: Path, target: Path) -> tuple[float, float]:
    """CPU seconds and peak resident megabytes of cleaning `source` into `target`."""
    command = [
        sys.executable,
        "-m",
        "textfix",
        "clean",
        "--no-config",
        str(source),
        "-o",
        str(target),
    ]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(sample: Path, sizes: tuple[int, ...]) -> bool:
    """Print the table; whether memory stays below the limit and time grows in line with size."""
    met = True
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.txt"), Path(folder, "out.txt")
        source.write_bytes(b"")
        startup, _ = run_cli(source, target)
        rates = []
        for size in sizes:
            source.write_bytes(dirty_bytes(size * 1_000_000, sample))
            seconds, peak = run_cli(source, target)
            rates.append((seconds - startup) / size)
            met &= peak < LIMIT_MB
            print(
                f"{size:4} MB of lines   {seconds:7.2f} s  peak {peak:5.0f} MB (below {LIMIT_MB})"
            )
        line = dirty_bytes(max(sizes) * 500_000, sample).replace(b"\n", b"")
        source.write_bytes(line)
        seconds, peak = run_cli(source, target)
        print(f"{len(line) // 1_000_000:4} MB on one line {seconds:7.2f} s  peak {peak:5.0f} MB")
        growth = rates[-1] / rates[1 if len(rates) > 2 else 0]
        met &= growth < _LINEAR
        print(f"time per MB grows by {growth:.2f} to the largest (below {_LINEAR})")
    return met
