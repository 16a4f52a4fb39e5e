#!/usr/bin/env python3
"""Make rules/decode/cns.tsv: the characters of CNS 11643, planes 1 to 7, by their codes.

Needs (development time only), on Debian or wherever the two are found:

    apt-get install unicode-data icu-devtools
    python scripts/make_decode_cns.py --unihan /usr/share/unicode/Unihan_IRGSources.txt.bz2

Sources and licences (both are named in NOTICE):
  hanzi    Unihan's kIRG_TSource, Unicode 15.0 (Unicode licence)
  symbols  rows 21 to 43 of plane 1, which Unihan does not cover: asked of ICU's converter
           (`uconv`, ICU 72.1, Unicode licence); its two private-use characters are left out

What it does not do: planes 15 and above, which no file that we have seen uses. glibc's iconv is
the oracle in tests/decoding/test_cns.py and no source.
"""

from __future__ import annotations

import argparse
import bz2
import re
import subprocess
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "rules" / "decode" / "cns.tsv"

HEADER = (
    "# cns.tsv: CNS 11643, planes 1 to 7\n"
    "# format: plane TAB row (hex, 21 to 7E) TAB characters of cells 21 to 7E, U+FFFD where none\n"
    "# origin: Unihan 15.0 kIRG_TSource and, for symbols, ICU 72.1 (both Unicode-3.0)\n"
    "# users: textfix/decoding/_cns.py; made by scripts/make_decode_cns.py, do not edit\n"
)
CELLS = range(0x21, 0x7F)
# Rows of plane 1 before its first hanzi.
SYMBOL_ROWS = range(0x21, 0x44)
PLANES = "1234567"
# Where ICU keeps the order of IBM's table, the Unicode Consortium's CNS11643.TXT that of the
# standard, which is what iconv writes: EN DASH, PRIME and REVERSED PRIME, small = and >.
IN_ORDER = {
    0x2139: "\u2013",
    0x216A: "\u2032",
    0x216B: "\u2035",
    0x2242: "\ufe66",
    0x2243: "\ufe65",
}
NONE = "\ufffd"

Code = tuple[int, int, int]


def hanzi(path: Path) -> dict[Code, str]:
    """Plane, row and cell of every hanzi that Unihan gives a source in planes 1 to 7."""
    opener = bz2.open if path.suffix == ".bz2" else open
    found: dict[Code, str] = {}
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"U\+(\w+)\tkIRG_TSource\tT(\w)-(\w\w)(\w\w)$", line)
            if match and match[2] in PLANES:
                code = (int(match[2]), int(match[3], 16), int(match[4], 16))
                found[code] = chr(int(match[1], 16))
    return found


def symbols() -> dict[Code, str]:
    """Plane 1 before the hanzi, code by code, as ICU converts it."""
    found: dict[Code, str] = {}
    for row in SYMBOL_ROWS:
        for cell in CELLS:
            out = subprocess.run(
                ["uconv", "-f", "euc-tw", "-t", "utf-8"],
                input=bytes((row | 0x80, cell | 0x80)),
                capture_output=True,
                check=False,
            )
            text = out.stdout.decode("utf-8", "replace")
            if len(text) == 1 and text not in "\ufffd\x1a" and not "\ue000" <= text <= "\uf8ff":
                found[1, row, cell] = text
    return found | {(1, code >> 8, code & 0xFF): char for code, char in IN_ORDER.items()}


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unihan", type=Path, required=True, metavar="Unihan_IRGSources.txt.bz2")
    found = {k: v for k, v in hanzi(parser.parse_args().unihan).items() if k[:2] > (1, 0x43)}
    found |= symbols()
    rows = []
    for plane, row in sorted({code[:2] for code in found}):
        cells = "".join(found.get((plane, row, cell), NONE) for cell in CELLS)
        rows.append(f"{plane}\t{row:X}\t{cells.rstrip(NONE)}\n")
    OUT.write_text(HEADER + "".join(rows), "utf-8")
    print(f"{OUT}: {len(found)} characters, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
