"""Write the table of all rules into docs/rules.md, from the packs.

python scripts/list_rules.py            # print the table
python scripts/list_rules.py --write    # put it between the markers in docs/rules.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from textfix._rulepack import load_pack, shipped_packs

TARGET = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
WITH_EVIDENCE = {
    "repeated": "line, if repeated",
    "share": "line, beside buttons",
    "beside": "line, beside a foot's",
    "page": "nothing, a sign for `extent`",
}
BEGIN, END = "<!-- rules: begin -->\n", "<!-- rules: end -->\n"


def table() -> str:
    """One row a rule, in the order of the packs."""
    rows = ["| rule | kind | what goes | level | why |", "|---|---|---|---|---|"]
    for name in shipped_packs():
        for rule in load_pack(name).rules:
            what = (
                "nothing, it names" if rule.kind in ("deck", "byline", "dateline") else rule.scope
            )
            if rule.evidence:
                what = {
                    "repeated": "line, if repeated",
                    "share": "line, beside buttons",
                    "beside": "line, beside a foot's",
                    "rights": "line, beside others of its kind",
                    "page": "nothing, a sign for `extent`",
                }[rule.evidence]
            cells = (f"`{rule.id}`", rule.kind, what, rule.applicability.name.lower(), rule.reason)
            rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def main() -> int:
    """Print or write."""
    if "--write" not in sys.argv[1:]:
        print(table(), end="")
        return 0
    head, _, rest = TARGET.read_text(encoding="utf-8").partition(BEGIN)
    _, _, foot = rest.partition(END)
    TARGET.write_text(head + BEGIN + "\n" + table() + "\n" + END + foot, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
