"""Write ``rules/pack.schema.json``, the JSON Schema of rule packs, from the loader's list of keys.

python scripts/make_rule_schema.py            # print it
python scripts/make_rule_schema.py --write    # put it into rules/
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from textfix._rulefields import schema

TARGET = Path(__file__).resolve().parent.parent / "rules" / "pack.schema.json"


def main() -> int:
    """Print or write."""
    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    if "--write" in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
