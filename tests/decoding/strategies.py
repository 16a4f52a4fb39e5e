"""Sentences and bytes that the decode tests share: our own words and public-domain classics."""

# ruff: noqa: E501 - sentences and tables stand whole

from __future__ import annotations

from hypothesis import strategies as st

import textfix.decoding  # noqa: F401 - which teaches Python the names euc_tw and iso2022_cn

# Classics (public domain) and plain sentences of our own, a few per language.
SENTENCES: dict[str, tuple[str, ...]] = {
    "zh-Hans": (
        "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。",
        "今天下午我们在图书馆门口见面，然后一起去看新开的展览。",
        "这家小店的面条很好吃，价格也不贵，所以每天中午都有很多人排队。",
        "如果明天不下雨，孩子们就去河边放风筝；下雨的话，就在家里写作业。",
        "他把旧报纸整理好，放进箱子里，又在上面写下了年份和城市的名字。",
    ),
    "zh-Hant": (
        "床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。",
        "今天下午我們在圖書館門口見面，然後一起去看新開的展覽。",
        "這家小店的麵條很好吃，價格也不貴，所以每天中午都有很多人排隊。",
        "如果明天不下雨，孩子們就去河邊放風箏；下雨的話，就在家裡寫作業。",
        "他把舊報紙整理好，放進箱子裡，又在上面寫下了年份和城市的名字。",
    ),
    "ja": (
        "吾輩は猫である。名前はまだ無い。どこで生れたか頓と見当がつかぬ。",
        "明日の朝、駅の前で友達と会って、それから海まで歩いて行くつもりです。",
        "この本はとても面白かったので、弟にも読ませたいと思います。",
        "窓の外では雨が降っていて、子どもたちは静かに絵を描いていた。",
    ),
    "ko": (
        "죽는 날까지 하늘을 우러러 한 점 부끄럼이 없기를, 잎새에 이는 바람에도 나는 괴로워했다.",
        "내일 아침 역 앞에서 친구를 만나서 바다까지 걸어갈 생각입니다.",
        "이 책은 아주 재미있었기 때문에 동생에게도 읽어 주고 싶습니다.",
        "창밖에는 비가 내리고 아이들은 조용히 그림을 그리고 있었다.",
    ),
    "fr": (
        "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte.",
        "Le café était fermé, mais la boulangerie d'à côté vendait encore des gâteaux.",
        "Cette année, l'hiver a été très doux et les pommiers ont fleuri dès février.",
    ),
    "de": (
        "Die Bücher stehen in der Küche, weil im Wohnzimmer größere Möbel nötig waren.",
        "Am Abend gingen wir über die Brücke und hörten die Glocken der alten Stadt läuten.",
    ),
    "ru": (
        "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.",
        "Завтра утром мы встретимся у вокзала и пойдём пешком до самого моря.",
        "Дети тихо рисовали, а за окном шёл мелкий осенний дождь.",
    ),
    "pl": (
        "Jutro rano spotkamy się przed dworcem i pójdziemy pieszo aż nad morze, jeśli będzie ciepło.",
        "Książka była tak ciekawa, że chciałbym ją przeczytać również młodszej siostrze.",
    ),
    "el": ("Αύριο το πρωί θα συναντηθούμε μπροστά στον σταθμό και θα περπατήσουμε ως τη θάλασσα.",),
    "tr": ("Yarın sabah istasyonun önünde buluşup denize kadar yürüyeceğiz; hava güzel olursa çocuklar da gelir.",),
    "he": ("מחר בבוקר ניפגש ליד התחנה ונלך ברגל עד הים, ואם לא יירד גשם נחזור בערב.",),
    "ar": ("غدا صباحا سنلتقي أمام المحطة ثم نمشي إلى البحر، وإذا لم تمطر سنعود في المساء.",),
    "th": ("พรุ่งนี้เช้าเราจะพบกันหน้าสถานีแล้วเดินไปที่ทะเลด้วยกัน ถ้าฝนไม่ตก",),
}  # fmt: skip

# Encodings in which each language is met, as Python names them.
ENCODINGS: dict[str, tuple[str, ...]] = {
    "zh-Hans": ("utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "hz", "iso2022_cn", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"),
    "zh-Hant": ("utf-8", "big5", "big5hkscs", "gbk", "gb18030", "euc_tw", "iso2022_cn", "utf-16-le", "utf-16-be", "utf-32-be"),
    "ja": ("utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be"),
    "ko": ("utf-8", "euc_kr", "cp949", "johab", "iso2022_kr", "utf-16-le", "utf-16-be"),
    "fr": ("utf-8", "cp1252", "mac_roman", "cp850"),
    "de": ("utf-8", "cp1252", "cp850"),
    "ru": ("utf-8", "cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "utf-16-le"),
    "pl": ("utf-8", "cp1250", "iso8859_2"),
    "el": ("utf-8", "cp1253", "iso8859_7"),
    "tr": ("utf-8", "cp1254"),
    "he": ("utf-8", "cp1255"),
    "ar": ("utf-8", "cp1256"),
    "th": ("utf-8", "cp874"),
}  # fmt: skip

PAIRS = [(language, codec) for language, codecs in ENCODINGS.items() for codec in codecs]


@st.composite
def texts(draw: st.DrawFn, language: str, minimum: int = 16) -> str:
    """Text of a language: sentences, sometimes begun in the middle, of ``minimum`` characters or more."""
    parts = draw(st.lists(st.sampled_from(SENTENCES[language]), min_size=1, max_size=4))
    text = draw(st.sampled_from(["\n", "", " "])).join(parts)
    start = draw(st.integers(0, max(0, min(12, len(text) - minimum))))
    end = draw(st.integers(min(len(text), start + minimum), len(text)))
    return text[start:end]


# Bytes that steer decoders: shifts, leads, trails, duplicates of Big5 and Windows-31J.
NASTY = st.lists(
    st.sampled_from(
        [
            *(
                b"\x1b$B",
                b"\x1b(B",
                b"~{",
                b"~}",
                b"\x0e",
                b"\x0f",
                b"\n",
                b"\r",
                b"a",
                b"\x80",
                b"\xff",
            ),
            *(
                b"\x81",
                b"\xfe",
                b"\xa4\xa2",
                b"\xa2\xcc",
                b"\xfa\x40",
                b"\x87\x90",
                b"\x88\x62",
                b"\x8e",
            ),
            *(
                b"\x8f\xa2\xb7",
                b"\xd8\x00",
                b"\x84\x31\x95\x33",
                b"\xef\xbb\xbf",
                b"\xff\xfe",
                b"\x30",
            ),
            *(b"\xe4\xb8\xad", b"\x00", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80"),
        ]
    ),
    max_size=24,
).map(b"".join)
