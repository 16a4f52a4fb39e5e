"""Sentences, and what reading their bytes in a wrong encoding makes of them."""

from __future__ import annotations

from textfix.filters.mojibake.chains import repairs
from textfix.filters.mojibake.pages import one_byte, two_byte
from textfix.filters.mojibake.repair import Setting

# Sentences of our own: twelve hanzi and more, everyday prose, names, figures, quotations.
HANS = [
    "昨天下午我们在图书馆门口等了很久，她没有来。",
    "这座小城的冬天很长，河面上总是结着一层薄冰。",
    "公司计划明年三月在湖滨路开设第二家分店。",
    "他把信折好放进抽屉，然后关上灯走了出去。",
    "请先保存文件，再按照说明重新启动电脑。",
    "据气象台预报，明后两天全省大部分地区有小雨。",
    "老师说：“作业写完以后，大家可以去操场踢球。”",
    "新修的铁路穿过三个县，全长一百二十公里。",
    "孩子们在院子里追逐蝴蝶，奶奶坐在树下缝衣服。",
    "市场上的苹果每斤四元，比上个月便宜了一些。",
]
HANT = [
    "昨天下午我們在圖書館門口等了很久，她沒有來。",
    "這座小城的冬天很長，河面上總是結著一層薄冰。",
    "公司計劃明年三月在湖濱路開設第二家分店。",
    "他把信摺好放進抽屜，然後關上燈走了出去。",
    "請先儲存檔案，再按照說明重新啟動電腦。",
    "老師說：「作業寫完以後，大家可以去操場踢球。」",
    "孩子們在院子裡追逐蝴蝶，奶奶坐在樹下縫衣服。",
    "市場上的蘋果每斤四十元，比上個月便宜了一些。",
]
JA = [
    "昨日の午後、図書館の前でずっと待っていましたが、彼女は来ませんでした。",
    "この町の冬は長く、川にはいつも薄い氷が張っている。",
    "手紙をたたんで引き出しに入れ、明かりを消して外へ出た。",
    "子どもたちは庭で遊び、おばあさんは木の下で本を読んでいる。",
]
KO = [
    "어제 오후에 도서관 앞에서 오래 기다렸지만 그녀는 오지 않았다.",
    "이 작은 도시의 겨울은 길고 강에는 늘 얼음이 얼어 있다.",
    "아이들은 마당에서 뛰어놀고 할머니는 나무 아래에서 책을 읽는다.",
    "회사는 내년 봄에 두 번째 가게를 열 계획이다.",
]
PAGES = {page.name: page for page in one_byte()}


def misread(text: str, written: str, page: str) -> str:
    """`text` in the encoding `written`, read in `page` as browsers do."""
    shown = {PAGES[page].encode(char)[0]: char for char in _high(page)}
    return "".join(shown.get(byte, chr(byte)) for byte in text.encode(written))


def _high(page: str) -> str:
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in range(128, 256))


def fixed(line: str, setting: Setting | None = None) -> str:
    parts, at = [], 0
    for repair in repairs(line, setting or Setting()):
        parts += [line[at : repair.start], repair.text]
        at = repair.end
    return "".join([*parts, line[at:]])


def misread_pairs(text: str, written: str, page: str) -> str | None:
    """`text` in the encoding `written`, read in a page of two bytes; None if anything is lost."""
    points = two_byte(page).points
    data, at, shown = text.encode(written), 0, []
    while at < len(data):
        size = 1 if data[at] < 0x80 or points[data[at]] else 2
        point = int(points[int.from_bytes(data[at : at + size], "big")])
        if not point:
            return None
        shown.append(chr(point))
        at += size
    return "".join(shown)
