"""Ask converters and cleaners of others every law, and write the table into docs/conformance.md.

pip install zhconv zhconv-rs            # to compare; nothing of them is needed or shipped
python scripts/make_conformance.py            # print
python scripts/make_conformance.py --write    # put it between the markers in docs/conformance.md
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textfix.report.visible import visible
from textfix.testing.conversion import conversion_laws
from textfix.testing.report import EXAMPLES, found_version
from textfix.testing.search import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textfix.testing.search import Verdict

TARGET = Path(__file__).resolve().parent.parent / "docs" / "conformance.md"
BEGIN, END = "<!-- conformance: begin -->\n", "<!-- conformance: end -->\n"
_SHOWN = 60


def opencc(config: str) -> Callable[[str], str]:
    """OpenCC's converter for a configuration."""
    convert: Callable[[str], str] = import_module("opencc").OpenCC(config).convert
    return convert


def zhconv_rs(target: str) -> Callable[[str], str]:
    """zhconv-rs, which takes the target as its second argument."""
    convert = import_module("zhconv_rs").zhconv
    return lambda text: str(convert(text, target))


def zhconv(target: str) -> Callable[[str], str]:
    """zhconv, the older one, in Python."""
    convert = import_module("zhconv").convert
    return lambda text: str(convert(text, target))


def ours(config: str) -> Callable[[str], str]:
    """OpenCC's conversion by textfix's own maps."""
    convert = import_module("textfix.filters.script").convert
    return lambda text: str(convert(text, config))


def ftfy_safe() -> Callable[[str], str]:
    """Fixes by ftfy, with what narrows and straightens switched off."""
    ftfy = import_module("ftfy")
    settings = ftfy.TextFixerConfig(
        fix_character_width=False, uncurl_quotes=False, normalization=None, unescape_html=False
    )
    return lambda text: str(ftfy.fix_text(text, settings))


def subjects() -> Iterator[tuple[str, str, str | None, str | None, Any, Any]]:
    """(name, module, source, target, converter, the way back)."""
    yield "OpenCC s2t", "opencc", "Hans", "Hant", opencc("s2t"), opencc("t2s")
    yield "OpenCC s2twp", "opencc", "Hans", "Hant-TW", opencc("s2twp"), opencc("tw2sp")
    yield "OpenCC t2s", "opencc", "Hant", "Hans", opencc("t2s"), opencc("s2t")
    yield (
        "zhconv-rs zh-Hant",
        "zhconv_rs",
        "Hans",
        "Hant",
        zhconv_rs("zh-Hant"),
        zhconv_rs("zh-Hans"),
    )
    yield "zhconv zh-hant", "zhconv", "Hans", "Hant", zhconv("zh-hant"), zhconv("zh-hans")
    yield "ftfy fix_text", "ftfy", None, None, import_module("ftfy").fix_text, None
    yield "ftfy, CJK-safe settings", "ftfy", None, None, ftfy_safe(), None
    yield "textfix convert s2t", "textfix", "Hans", "Hant", ours("s2t"), ours("t2s")
    yield "textfix convert t2s", "textfix", "Hant", "Hans", ours("t2s"), ours("s2t")
    yield "textfix clean", "textfix", None, None, import_module("textfix").clean, None


def cell(text: str) -> str:
    """Text as it may stand in a table, in code marks."""
    shown = visible(text.replace("\n", "\\n")).replace("|", "\\|")
    return f"`{shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + '…'}`"


def found(verdict: Verdict) -> str:
    """The counterexample in one cell: the text, and what came of it."""
    rows = [row.strip().split(":", 1) for row in verdict.why.split("\n")[1:]]
    told = {key: value.strip().strip("'") for key, value in rows if value}
    if "raise, but" in verdict.why:
        error = verdict.why.split("raise, but ", 1)[1].split("\n")[0]
        return f"{cell(told['text'])} raises {error.partition(':')[0]}"
    return " → ".join(cell(told[key]) for key in told)


def table(examples: int) -> str:
    """Two tables: which laws hold, and the first counterexample of each that does not."""
    columns, ids = [], dict[str, None]()
    for name, module, source, target, convert, back in [
        *subjects()
    ]:  # all loaded first: Hypothesis looks around
        version = found_version(f"{module}:x")
        laws = conversion_laws(convert, source=source, target=target, back=back)
        verdicts = {verdict.id: verdict for verdict in judge(laws, examples)}
        columns.append((name, version, verdicts))
        ids |= dict.fromkeys(verdicts)
        print(name, sum(not verdict.holds for verdict in verdicts.values()), "broken")
    rows = ["| law | " + " | ".join(name for name, *_ in columns) + " |"]
    rows.append("|---" * (len(columns) + 1) + "|")
    for law in ids:
        cells = [
            "–"
            if law not in verdicts
            else "holds"
            if verdicts[law].holds
            else f"{verdicts[law].broken} of {verdicts[law].asked}"
            for *_, verdicts in columns
        ]
        rows.append(f"| `{law}` | " + " | ".join(cells) + " |")
    rows += ["", "| converter | law | smallest text found, and what comes of it |", "|---|---|---|"]
    rows += [
        f"| {name} ({version}) | `{verdict.id}` | {found(verdict)} |"
        for name, version, verdicts in columns
        for verdict in verdicts.values()
        if not verdict.holds
    ]
    return "\n".join(rows) + "\n"


def main() -> int:
    """Print or write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("-n", "--examples", type=int, default=EXAMPLES)
    given = parser.parse_args()
    made = table(given.examples)
    if not given.write:
        print(made, end="")
        return 0
    head, _, rest = TARGET.read_text(encoding="utf-8").partition(BEGIN)
    _, _, foot = rest.partition(END)
    TARGET.write_text(head + BEGIN + "\n" + made + "\n" + END + foot, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
