"""Single-byte encodings and the languages met in them, with what is known before any byte.

Numbers of this module are round estimates of how common things are, in nats, not fitted to
cases. It holds data only; ``_singlebyte`` scores with it.
"""

from __future__ import annotations

__all__ = ["CODECS", "LANGUAGE", "SYMBOLS"]

_WEST = "en fr de es it pt nl sv da nb fi is ca"
_CENTRAL = "pl cs sk hu ro hr sl"
_BALTIC = "lt lv et"
# encoding: (log prior in nats, languages). The web's code pages first; DOS and Mac files are
# some e-1..e-3 as frequent. Priors are round; the dev cases do not reward finer ones.
CODECS: dict[str, tuple[float, str]] = {
    "cp1252": (-0.5, _WEST), "iso8859-15": (-2.0, _WEST), "mac-roman": (-3.0, _WEST),
    "cp850": (-3.0, _WEST), "cp437": (-5.0, "en fr de es it"),
    "cp1250": (-1.0, _CENTRAL), "iso8859-2": (-1.5, _CENTRAL), "cp852": (-3.0, _CENTRAL),
    "mac-latin2": (-4.5, _CENTRAL),
    "cp1251": (-0.7, "ru uk bg sr mk be"), "koi8-r": (-1.5, "ru"), "koi8-u": (-2.2, "uk be"),
    "cp866": (-2.2, "ru uk be bg"), "iso8859-5": (-2.5, "ru uk bg sr mk be"),
    "mac-cyrillic": (-2.5, "ru uk bg sr mk be"),
    "cp855": (-5.0, "ru bg sr mk"),
    "cp1253": (-1.2, "el"), "iso8859-7": (-1.6, "el"), "cp737": (-4.0, "el"),
    "cp1254": (-1.2, "tr"), "cp857": (-4.0, "tr"),
    "cp1255": (-1.2, "he"), "iso8859-8": (-2.5, "he"), "cp862": (-4.5, "he"),
    "cp1256": (-1.2, "ar fa"), "iso8859-6": (-2.5, "ar"),
    "cp1257": (-1.6, _BALTIC), "iso8859-13": (-3.0, _BALTIC), "iso8859-4": (-4.0, _BALTIC),
    "cp1258": (-1.5, "vi"), "cp874": (-1.2, "th"),
}  # fmt: skip

# How often a text is in a language, beyond its encoding (nats).
LANGUAGE = {
    "is": -1.5,
    "ca": -1.5,
    "be": -2.0,
    "mk": -2.0,
    "sr": -1.0,
    "sl": -0.7,
    "fa": -1.0,
    "nb": -0.5,
    "da": -0.5,
}

# Costs of what is no letter (nats x 10), outside ASCII, where the character table says it.
SYMBOLS = {
    "\xa0": 50, "«": 50, "»": 50, "„": 50, "“": 45, "”": 45, "‘": 55, "’": 40, "–": 45, "—": 48,
    "…": 55, "€": 60, "№": 60, "§": 65, "°": 60, "·": 65, "£": 65, "©": 70, "®": 70, "•": 60,
    "½": 75, "²": 70, "¿": 55, "¡": 55, "ª": 65, "º": 60, "±": 80, "´": 70, "¨": 95, "™": 75,
    "×": 75, "µ": 85,
}  # fmt: skip
