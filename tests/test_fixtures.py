"""The cases under fixtures/, run through the front door.

`wild` and `synthetic` say what becomes of a text, `negative` what must not change, `known_failures`
what we would like and do not do yet: strict, so that a fix that lands is noticed. Every case is
also restored, cleaned twice, and cleaned as bytes. `golden` holds whole articles.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import textfix

ROOT = Path(__file__).resolve().parent.parent / "fixtures"
KEYS = {"label", "comment", "input", "expected", "options"}


def cases(kind: str) -> list[Any]:
    """The cases of all files of a folder, as parameters that bear file and label."""
    found = []
    for path in sorted((ROOT / kind).glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            assert set(case) <= KEYS, f"{path.name}: {case}: unknown key"
            assert ("expected" in case) != (kind == "negative"), f"{path.name}: {case['label']}"
            found.append(pytest.param(case, id=f"{path.stem}: {case['label']}"))
    return found


def options(case: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = case.get("options", {})
    return given


def explained(doc: textfix.Document) -> str:
    """Which rules did what: what one wants to know when a case fails."""
    return "\n".join(f"{edit.rule}: {edit.old!r} -> {edit.new!r}" for edit in doc.edits)


@pytest.mark.parametrize("case", cases("wild") + cases("synthetic"))
def test_case(case: dict[str, Any]) -> None:
    doc = textfix.fix(case["input"], **options(case))
    assert doc.text == case["expected"], explained(doc)


@pytest.mark.parametrize("case", cases("negative"))
def test_clean_text_is_left_alone(case: dict[str, Any]) -> None:
    doc = textfix.fix(case["input"], **options(case))
    assert doc.text == case["input"], explained(doc)


@pytest.mark.parametrize("case", cases("known_failures"))
@pytest.mark.xfail(strict=True, reason="known failure: move the case to wild or synthetic")
def test_known_failure(case: dict[str, Any]) -> None:
    assert textfix.clean(case["input"], **options(case)) == case["expected"]


@pytest.mark.parametrize("case", cases("wild") + cases("synthetic") + cases("negative"))
def test_case_is_restored_and_a_fixed_point(case: dict[str, Any]) -> None:
    doc = textfix.fix(case["input"], **options(case))
    assert doc.restore() == case["input"]
    again = textfix.fix(doc.text, **options(case))
    assert again.text == doc.text, explained(again)


@pytest.mark.parametrize("case", cases("synthetic") + cases("negative"))
def test_case_packed_with_others(case: dict[str, Any]) -> None:
    """One case's evidence must not decide another's."""
    others = ["長(cháng)沙的會(huì )議開(kāi)了,好。", "", "甲,乙\n丙,丁\n戊,己\n"]
    found = list(textfix.clean_many([*others, case["input"], *others], **options(case)))
    assert found[3] == textfix.clean(case["input"], **options(case))


def test_labels_are_unique_and_told() -> None:
    labels = [case.id for kind in ("wild", "synthetic", "negative") for case in cases(kind)]
    assert len(labels) == len(set(labels)) > 80


# -- golden: whole articles, checked by eye when they were written -----------------------------

ARTICLE = (ROOT / "wild" / "injected_article.txt").read_bytes()
GOLDEN = sorted((ROOT / "golden").glob("injected_article.*.txt"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden_article(path: Path) -> None:
    to: Any = path.name.split(".")[1]
    doc = textfix.fix(ARTICLE, to=to)
    assert doc.text == path.read_text(encoding="utf-8"), explained(doc)
    assert doc.restore() == ARTICLE
    assert textfix.clean(doc.text, to=to) == doc.text


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_golden_article_in_other_encodings(encoding: str) -> None:
    """The readings' tone marks are in GB 18030 and UTF-16; Big5 lacks them, so clean text there."""
    golden = (ROOT / "golden" / "injected_article.auto.txt").read_text(encoding="utf-8")
    text = golden if encoding == "big5" else ARTICLE.decode()
    data = text.replace("着", "著").replace("裏", "裡").encode(encoding)
    doc = textfix.fix(data)
    assert doc.text == golden.replace("着", "著").replace("裏", "裡")
    assert doc.restore() == data


def test_golden_paragraphs() -> None:
    doc = textfix.fix(ARTICLE)
    kinds = [item.kind for item in doc.paragraphs]
    assert kinds == ["title"] * 3 + ["deck"] + ["body"] * 6


def test_golden_articles_are_all_there() -> None:
    assert len(GOLDEN) == 3
