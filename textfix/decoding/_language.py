"""The language of a decoded text, as far as its characters tell.

Scripts that belong to one big language name it (kana: ja, hangul: ko, ...); Latin and Cyrillic
texts stay None here (a detector that read bytes of a single-byte encoding may know better).
It looks at a bounded sample and never changes a decision about encodings.
"""

from __future__ import annotations

import re

__all__ = ["language_of"]

# Characters looked at. Enough to see kana in a Japanese text that opens with a list of names.
SAMPLE = 4096

# Compiled by `re` when first used, and kept there: ranges of this size take it 4 ms each.
_SCRIPTS = (
    ("ja", "[\u3041-\u309f\u30a0-\u30fa\u30fd-\u30ff\uff66-\uff9f]"),
    ("ko", "[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
    ("zh", "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    ("el", "[\u0370-\u03ff\u1f00-\u1fff]"),
    ("he", "[\u0590-\u05ff]"),
    ("ar", "[\u0600-\u06ff]"),
    ("th", "[\u0e00-\u0e7f]"),
)
# Kana among this share of all East Asian characters make a text Japanese: kanji-heavy Japanese
# has over a quarter, Chinese that quotes a Japanese name well under a twentieth.
KANA_SHARE = 0.06
HANGUL_SHARE = 0.2
# Share of the non-ASCII letters that a script needs to name the language.
MAIN_SHARE = 0.5


def language_of(text: str) -> str | None:
    """BCP 47 primary language of ``text``, or None where characters cannot tell.

    >>> language_of("白日依山盡"), language_of("いろはにほへと"), language_of("plain")
    ('zh', 'ja', None)
    """
    if text.isascii():
        return None
    sample = text[:SAMPLE]
    if sample.isascii():  # a long ASCII head: look around the first other character
        match = re.search("[^\x00-\x7f]", text)
        at = match.start() if match else 0
        sample = text[at : at + SAMPLE]
    counts = {name: len(re.findall(pattern, sample)) for name, pattern in _SCRIPTS}
    east = counts["ja"] + counts["ko"] + counts["zh"]
    foreign = len(re.findall("[^\x00-\x7f\u2000-\u206f\u3000-\u303f\uff00-\uff20]", sample))
    if not foreign:
        return None
    if east >= MAIN_SHARE * foreign:
        if counts["ko"] >= HANGUL_SHARE * east and counts["ko"] >= counts["ja"]:
            return "ko"
        return "ja" if counts["ja"] >= KANA_SHARE * east else "zh"
    for name in ("el", "he", "ar", "th"):
        if counts[name] >= MAIN_SHARE * foreign:
            return name
    return None
