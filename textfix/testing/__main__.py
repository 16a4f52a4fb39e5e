"""``python -m textfix.testing report SUBJECT``: the conformance report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from textfix._errors import TextfixError

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 all laws hold, 1 one is broken, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m textfix.testing")
    command = parser.add_subparsers(dest="command", required=True).add_parser(
        "report",
        help="which laws hold, of how many texts, and what breaks the others",
        description="Ask every law of a filter, a pipeline, a rule pack or a str -> str function.",
        epilog='Example: report "opencc:OpenCC(s2t).convert" --source Hans --target Hant',
    )
    command.add_argument("subject", help="a filter's id, a preset, a pack's path, or MODULE:NAME")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="also write it as JSON")
    command.add_argument("--source", help="script it converts from: Hans, Hant, Hant-TW, Hant-HK")
    command.add_argument("--target", help="script it converts to")
    command.add_argument("--back", metavar="MODULE:NAME", help="the converter for the way back")
    command.add_argument("--oracle", metavar="MODULE:NAME", help="what must give the same")
    command.add_argument(
        "-n", "--examples", type=int, default=200, help="generated texts a law (200)"
    )
    given = parser.parse_args(argv)
    try:
        from textfix.testing.report import examine

        report = examine(
            given.subject,
            source=given.source,
            target=given.target,
            back=given.back,
            oracle=given.oracle,
            examples=given.examples,
        )
        if given.output is not None:
            # A lone surrogate becomes its JSON escape.
            given.output.write_bytes(report.to_json().encode("utf-8", "backslashreplace"))
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        parser.exit(2, "the report needs Hypothesis: pip install 'textfix[testing]'\n")
    except (TextfixError, OSError) as error:
        parser.exit(2, f"{error}\n")
    said = "".join(f"{line}\n" for line in report.lines())
    sys.stdout.write(said.encode("utf-8", "backslashreplace").decode())
    return 0 if report.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
