"""How bytes get lost, for the tests of `lost` and `injected`: damaged, then read leniently."""

from __future__ import annotations

import re

# Sentences of our own.
HANS = [
    "昨天下午我们在图书馆门口等了很久，她没有来。",
    "这座小城的冬天很长，河面上总是结着一层薄冰。",
    "公司计划明年三月在湖滨路开设第二家分店。",
    "请先保存文件，再按照说明重新启动电脑。",
    "据气象台预报，明后两天全省大部分地区有小雨。",
    "新修的铁路穿过三个县，全长一百二十公里。",
    "老师说：“作业写完以后，大家可以去操场踢球。”",
    "市场上的苹果每斤四元，比上个月便宜了一些。",
]
HANT = [
    "昨天下午我們在圖書館門口等了很久，她沒有來。",
    "公司計劃明年三月在湖濱路開設第二家分店。",
    "老師說：「作業寫完以後，大家可以去操場踢球。」",
    "孩子們在院子裡追逐蝴蝶，奶奶坐在樹下縫衣服。",
    "據氣象臺預報，明後兩天全省大部分地區有小雨。",
]


def read(data: bytes, codec: str = "gb18030", orphan: str = "?") -> str:
    """Bytes read as old tools do: an orphan lead byte, with the ASCII behind it, is one mark."""
    chars = []
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            chars.append(chr(data[at]))
            at += 1
            continue
        pair = data[at : at + 2]
        try:
            chars.append(pair.decode(codec))
        except UnicodeDecodeError:
            chars.append(orphan)
        at += 2
    return "".join(chars)


def lose_lead(text: str, at: int, codec: str = "gb18030", mark: str = "?") -> str:
    """The text whose character `at` has lost its first byte, for which the mark stands."""
    head, tail = text[:at].encode(codec), text[at:].encode(codec)
    return read(head + mark.encode("ascii") + tail[1:], codec)


def narrow_pair(text: str, mark: str = "！", orphan: str = "?") -> str:
    """The text in whose bytes the first A3 A1 was taken for U+FF01 FULLWIDTH EXCLAMATION MARK."""
    head, _, tail = text.encode("gb18030").partition(b"\xa3\xa1")
    return read(head, orphan=orphan) + mark + read(tail, orphan=orphan)


def inject(text: str, table: dict[str, str]) -> str:
    """Readings put behind each of the table's byte pairs, wherever the pair stands."""
    data = text.encode("gb18030")
    for hanzi, reading in table.items():
        pair = hanzi.encode("gb18030")
        data = re.sub(
            re.escape(pair), lambda m, r=reading: m.group() + f"({r})".encode("gb18030"), data
        )
    return read(data)
