#!/usr/bin/env python3
"""Write `rules/gloss/readings.tsv`: the Mandarin readings of each hanzi that GBK or Big5 can hold.

    pip install pypinyin==0.55.0 && python scripts/make_readings.py

Source: pypinyin's dictionary (MIT), which gathers the Unihan readings (Unicode licence) and those
of the standard dictionaries, most usual first. Characters outside GBK and Big5-HKSCS are left out:
the sites that inject readings work on those encodings, and the file stays at a third.
"""

from __future__ import annotations

import unicodedata
from importlib.metadata import version
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).resolve().parent.parent / "rules" / "gloss" / "readings.tsv"

HEADER = """\
# format: hanzi TAB readings, most usual first, separated by blanks; sorted by code point
# origin: pypinyin {version} (pinyin_dict), https://pypi.org/project/pypinyin/
# licence: MIT, Copyright (c) 2016 mozillazg
# made by: scripts/make_readings.py
# used by: textfix/filters/gloss/readings.py
"""


def in_a_chinese_encoding(character: str) -> bool:
    """Whether GBK or Big5-HKSCS has the character."""
    for codec in ("gbk", "big5hkscs"):
        try:
            character.encode(codec)
        except UnicodeEncodeError:
            continue
        return True
    return False


def main() -> None:
    """Write the table."""
    rows = []
    for code, readings in sorted(pinyin_dict.items()):
        character = chr(code)
        if in_a_chinese_encoding(character):
            composed = unicodedata.normalize("NFC", readings).replace(",", " ")
            rows.append(f"{character}\t{composed}\n")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(HEADER.format(version=version("pypinyin")) + "".join(rows), encoding="utf-8")
    print(f"{TARGET}: {len(rows)} characters, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
