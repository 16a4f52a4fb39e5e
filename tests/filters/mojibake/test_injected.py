"""`injected`: readings put inside of characters are taken out, those behind whole ones stay."""

from __future__ import annotations

import pytest

from tests.filters.mojibake.lossy_damage import HANT, inject
from textfix.filters.mojibake.bare import Bare, fit, torn_cell
from textfix.filters.mojibake.injected import repairs
from textfix.filters.mojibake.repair import Setting

# Pairs that a site's table has, so that they occur across characters too.
TABLE = {
    "數": "shù",
    "請": "qǐng",
    "經": "jīng",
    "報": "bào",
    "會": "huì",
    "當": "dāng",
    "學": "xué",
}


def repaired(line: str) -> str:
    parts, at = [], 0
    for repair in repairs(line, Setting()):
        parts += [line[at : repair.start], repair.text]
        at = repair.end
    return "".join(parts) + line[at:]


@pytest.mark.parametrize(
    ("damaged", "true"),
    [
        ("當?shù)亟?jīng)濟", "當地經(jīng)濟"),
        ("日?qǐng)?bào)", "日報(bào)"),
        ("當(dāng)?shù)亟?jīng)濟", "當(dāng)地經(jīng)濟"),
        ("「我不會(huì)輸?shù)摹！?", "「我不會(huì)輸的。」"),
    ],
)
def test_the_wild_ones(damaged: str, true: str) -> None:
    assert repaired(damaged) == true


def test_injection_is_undone() -> None:
    """All lines that the table tears, exact when written."""
    lines = [*HANT, "當地的學校請了三位老師", "今天的日報還沒有送到", "這些數字當地人都知道"]
    lines += ["當地經濟學家認為明年會更好", "昨日請假的學生都到齊了"]
    torn = hits = 0
    for true in lines:
        damaged = inject(true, TABLE)
        if not any(site.torn for site in Bare.of(damaged).sites):
            continue
        torn += 1
        again = Bare.of(repaired(damaged))
        hits += again.text == true and not any(site.torn for site in again.sites)
    assert torn == 4
    assert hits == torn


@pytest.mark.parametrize(
    "line",
    [
        *HANT,
        "長(cháng)沙的會(huì)議",
        "he(she) said a) b) c)",
        "第一(yī)第二(èr)",
        "選a)或b)",
        "嗎?a)是",
    ],
)
def test_lines_without_torn_readings_offer_nothing(line: str) -> None:
    assert repairs(line, Setting()) == []


def test_bare_keeps_the_way_back() -> None:
    line = "會(huì )輸?shù)摹、長(cháng)沙"
    bare = Bare.of(line)
    assert bare.text == "會輸?摹、長沙"
    assert [line[at] for at in bare.origin[:-1]] == list(bare.text)
    assert bare.origin[-1] == len(line)
    assert [site.text for site in bare.sites] == ["(huì )", "(shù)", "(cháng)"]
    plain = Bare.of("沒有括號")
    assert (plain.text, list(plain.origin), plain.sites) == ("沒有括號", [0, 1, 2, 3, 4], ())


def test_a_reading_knows_its_byte() -> None:
    alternatives = torn_cell("shù", 0x94)
    sure = alternatives[-1]
    assert sure.cost == 0
    assert b"\xb5" in [bytes([byte]) for byte in sure.places[0]]  # type: ignore[union-attr]
    assert len(sure.places[0]) < 12
    assert fit("數".encode("gbk"), "shù", Setting()) == 0.0
    assert fit("數".encode("gbk"), "shù", Setting(readings=frozenset({("數", "shù")}))) < 0
    assert fit("數".encode("gbk"), "huì", Setting()) > 5
    assert fit(b"", "shù", Setting()) > 5
