"""Run the measurements: see `bench`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import filters, memory, startup, throughput
from bench.corpus import DEFAULT_SAMPLE, SHARED_SAMPLE

_KINDS = ("throughput", "filters", "startup", "memory")


def main() -> None:
    """Parse the command line, run what was asked for, exit 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument(
        "kinds", nargs="*", metavar="KIND", help=f"of {', '.join(_KINDS)}; all by default"
    )
    sample = SHARED_SAMPLE if SHARED_SAMPLE.exists() else DEFAULT_SAMPLE
    parser.add_argument("--sample", type=Path, default=sample, help="the article to build from")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer rounds")
    given = parser.parse_args()
    if unknown := set(given.kinds) - set(_KINDS):
        parser.error(f"no measurement is called {min(unknown)!r}; choose of {', '.join(_KINDS)}")
    kinds, quick, sample = given.kinds or _KINDS, given.quick, given.sample
    met = True
    if "throughput" in kinds:
        met &= throughput.report(sample, 2_000_000 if quick else 10_000_000, 2 if quick else 6)
    if "filters" in kinds:
        met &= filters.report(sample, 2_000_000 if quick else 10_000_000, 2 if quick else 6)
    if "startup" in kinds:
        met &= startup.report(sample, 5 if quick else 15)
    if "memory" in kinds:
        met &= memory.report(sample, (1, 10) if quick else (1, 10, 50, 200))
    raise SystemExit(0 if met else 1)


if __name__ == "__main__":
    main()
