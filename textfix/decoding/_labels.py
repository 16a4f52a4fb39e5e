"""Names of encodings: what a page calls it, and the Python codec that really reads it.

The web's table (WHATWG Encoding Standard) knows that a page labelled ``gb2312`` holds GB18030,
``big5`` Big5-HKSCS, ``shift_jis`` Windows-31J, ``euc-kr`` UHC, and ``iso-8859-1`` Windows-1252.
Labels are folded (case, punctuation) before the look-up; what the table lacks is asked of
Python's codecs. It does not read labels out of documents (``_declared`` does).
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from textfix._errors import DecodeError

__all__ = ["known", "resolve"]

# codec: folded labels. The groups are the standard's; folding makes most spellings one.
_WHATWG = {
    "utf-8": "utf8 unicode11utf8 unicode20utf8 xunicode20utf8 utf8sig",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso88592 isoir101 iso885921987 l2 latin2",
    "iso8859-3": "csisolatin3 iso88593 isoir109 iso885931988 l3 latin3",
    "iso8859-4": "csisolatin4 iso88594 isoir110 iso885941988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso88595 isoir144 iso885951988",
    "iso8859-6": "arabic asmo708 csiso88596e csiso88596i csisolatinarabic ecma114 "
    "iso88596 iso88596e iso88596i isoir127 iso885961987",
    "iso8859-7": "csisolatingreek ecma118 elot928 greek greek8 iso88597 isoir126 iso885971987 "
    "suneugreek",
    "iso8859-8": "csiso88598e csisolatinhebrew hebrew iso88598 iso88598e isoir138 iso885981988 "
    "visual csiso88598i iso88598i logical",
    "iso8859-10": "csisolatin6 iso885910 isoir157 l6 latin6",
    "iso8859-13": "iso885913",
    "iso8859-14": "iso885914",
    "iso8859-15": "csisolatin9 iso885915 l9 latin9",
    "iso8859-16": "iso885916",
    "koi8-r": "cskoi8r koi koi8 koi8r",
    "koi8-u": "koi8ru koi8u",
    "mac-roman": "csmacintosh mac macintosh xmacroman macroman",
    "cp874": "dos874 iso885911 tis620 windows874 cp874",
    "cp1250": "cp1250 windows1250 xcp1250",
    "cp1251": "cp1251 windows1251 xcp1251",
    "cp1252": "ansix341968 ascii cp1252 cp819 csisolatin1 ibm819 iso88591 isoir100 iso885911987 l1 "
    "latin1 usascii windows1252 xcp1252 us 646",
    "cp1253": "cp1253 windows1253 xcp1253",
    "cp1254": "cp1254 csisolatin5 iso88599 isoir148 iso885991989 l5 latin5 windows1254 xcp1254",
    "cp1255": "cp1255 windows1255 xcp1255",
    "cp1256": "cp1256 windows1256 xcp1256",
    "cp1257": "cp1257 windows1257 xcp1257",
    "cp1258": "cp1258 windows1258 xcp1258",
    "mac-cyrillic": "xmaccyrillic xmacukrainian maccyrillic",
    "gb18030": "gb18030 chinese csgb2312 csiso58gb231280 gb2312 gb231280 gbk isoir58 xgbk "
    "cp936 ms936 936 euccn windows936 eucgb2312cn gb180302000 gb180302005 gb180302022 xeuccn",
    "big5hkscs": "big5 big5hkscs cnbig5 csbig5 xxbig5 big5tw big5eten csbig5hkscs",
    "euc_jp": "cseucpkdfmtjapanese eucjp xeucjp",
    "iso2022_jp": "csiso2022jp iso2022jp",
    "cp932": "csshiftjis ms932 mskanji shiftjis sjis windows31j xsjis cp932 windows932 932",
    "cp949": "cseuckr csksc56011987 euckr isoir149 korean ksc56011987 ksc56011989 "
    "ksc5601 windows949 uhc cp949 ms949",
    "hz": "hz hzgb hzgb2312",
    "iso2022_kr": "csiso2022kr iso2022kr",
    "utf-16-be": "utf16be unicodefffe",
    "utf-16-le": "csunicode iso10646ucs2 ucs2 unicode unicodefeff utf16 utf16le",
    "utf-32-be": "utf32be",
    "utf-32-le": "utf32 utf32le ucs4 iso10646ucs4",
    "johab": "johab cp1361 ksc5601johab",
    "euc_tw": "euctw xeuctw cseuctw cns11643",
    "iso2022_cn": "iso2022cn iso2022cnext csiso2022cn",
    "mac-latin2": "maccentraleurope macce macceurope maccenteuro",
}
_BY_LABEL = {label: codec for codec, labels in _WHATWG.items() for label in labels.split()}

# Text codecs of Python that are no character encodings of files: escapes and domain names.
_NOT_FILES = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)


def _fold(label: str) -> str:
    return re.sub(r"[^a-z0-9]", "", label.lower())


@lru_cache(maxsize=512)
def known(label: str) -> str | None:
    """The codec for ``label``, or None: for labels found in documents, which may say anything.

    >>> known("GB2312"), known("x-sjis"), known("klingon")
    ('gb18030', 'cp932', None)
    """
    if len(label) > 64:
        return None
    codec = _BY_LABEL.get(_fold(label))
    if codec is not None:
        return codec
    try:
        info = codecs.lookup(label.strip())
    except (LookupError, ValueError, UnicodeError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in _NOT_FILES:
        return None
    return _BY_LABEL.get(_fold(info.name), info.name)


def resolve(label: str) -> str:
    """The codec for a label that a caller gave; raises DecodeError if there is none."""
    codec = known(label)
    if codec is None:
        raise DecodeError(
            f"unknown encoding {label!r}; give a web label or a Python codec name, such as gb18030"
        )
    return codec
