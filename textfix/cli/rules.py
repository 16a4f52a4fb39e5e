"""``textfix rules``: the rule packs, for those who read rules and for those who write them.

``list`` and ``show`` look things up; ``test`` and ``mutate`` prove a pack, ``new`` begins one. A
pack is named by its name, if it ships with textfix, or by the path of its file. Without a name all
that ship are meant, and those that the settings name.

What proves a pack stands in `textfix.testing.packs` and `textfix.testing.mutation`; none of it
needs Hypothesis.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textfix._rulepack import Pack, Rule
    from textfix.testing.packs import Case

__all__ = ["rules"]

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="JSON objects, one a line.")
_PACKS = click.argument("packs", nargs=-1, metavar="[PACK|FILE.toml]...")


@click.group()
def rules() -> None:
    """Rule packs: list, show, test, write and mutate rules.

    \b
    textfix rules list                    every rule, what it finds and why
    textfix rules show editor.named       one rule with its examples
    textfix rules new mine.toml           a pack of your own to begin with
    textfix rules test mine.toml          does every example hold?
    textfix rules mutate mine.toml        would an example notice if a rule changed?
    """


@rules.command("list")
@_PACKS
@_AS_JSON
def list_rules(packs: tuple[str, ...], as_json: bool) -> None:
    """List the rules of packs, in the order in which they are tried."""
    from textfix.cli.output import Stdout, encode_json
    from textfix.cli.tables import Table

    stdout = Stdout()
    table = Table(stdout, ("rule", "kind", "what goes", "level", "why"))
    for pack in _read(packs):
        for rule in pack.rules:
            if as_json:
                line = json.dumps(_as_dict(pack, rule), ensure_ascii=False) + "\n"
                stdout.write(encode_json(line))
            else:
                level = rule.applicability.name.lower()
                table.add((rule.id, rule.kind, _goes(rule), level, rule.reason))
    table.close()


@rules.command()
@click.argument("names", nargs=-1, required=True, metavar="RULE...")
@click.option("--pack", "packs", multiple=True, metavar="FILE", help="Look in this pack too.")
@_AS_JSON
def show(names: tuple[str, ...], packs: tuple[str, ...], as_json: bool) -> None:
    """Show rules by id: where they stand, what they find, their examples."""
    from textfix._errors import ConfigError, hint
    from textfix._rulenames import check_code_rules, is_code_rule
    from textfix.cli.output import Stdout, encode, encode_json

    known = {
        rule.id: (pack, rule) for pack in [*_read(()), *_read(packs, ())] for rule in pack.rules
    }
    stdout = Stdout()
    for number, name in enumerate(names):
        if name not in known:
            check_code_rules([name])
            if is_code_rule(name):
                owner = name.partition(".")[0]
                raise ConfigError(
                    f"{name} is in no pack: the filter {owner} is code; see textfix filters"
                )
            says = hint(name, tuple(known), where="textfix rules list names them")
            raise ConfigError(f"no rule is called {name!r}; {says}")
        pack, rule = known[name]
        if as_json:
            line = json.dumps(_as_dict(pack, rule), ensure_ascii=False) + "\n"
            stdout.write(encode_json(line))
        else:
            stdout.write(encode("\n" * bool(number) + "".join(_described(pack, rule))))


@rules.command()
@_PACKS
@click.option("--linear", is_flag=True, help="Also time each rule on lines of 100 kB.")
@_AS_JSON
def test(packs: tuple[str, ...], linear: bool, as_json: bool) -> int:
    """Ask every example of every rule; exit code 1 if one does not hold.

    \b
    hit    comes out as it says: as written, indented, wide, in the other script, ...
    miss   stays as it is
    todo   still fails: a known failure that holds now belongs to the hits
    rules  no other rule takes its misses, and it is not superfluous

    What is wrong is told on stderr, with file and line.
    """
    from textfix._rulecheck import slow
    from textfix.cli.failures import FOUND, OK, say
    from textfix.cli.output import Stdout, encode_json
    from textfix.cli.tables import Table
    from textfix.testing.packs import cases

    stdout = Stdout()
    table = Table(stdout, ("rule", "hits", "misses", "todo", "result"))
    wrong = asked = 0
    for pack in _read(packs, checked=True):
        of_rule: dict[str, list[tuple[Case, str]]] = {rule.id: [] for rule in pack.rules}
        for case in cases(pack):
            of_rule[case.rule.id].append((case, case.problem()))
        for rule in pack.rules:
            answers = of_rule[rule.id]
            said = [problem for _, problem in answers if problem]
            said += slow(rule) if linear else ()
            asked += len(answers)
            wrong += len(said)
            for problem in said:
                say(f"{pack.path}:{rule.line}: rule {rule.id}: {problem}")
            if as_json:
                for case, problem in answers:
                    stdout.write(encode_json(_answer(pack, case, problem)))
            else:
                counts = [str(sum(c.what == what for c, _ in answers)) for what in _ASKED]
                table.add((rule.id, *counts, f"{len(said)} wrong" if said else "holds"))
    table.close()
    if stdout.is_terminal:
        say(f"{asked} examples asked, {wrong} wrong" if wrong else f"all {asked} examples hold")
    return FOUND if wrong else OK


_ASKED = ("hit", "miss", "todo")


def _answer(pack: Pack, case: Case, problem: str) -> str:
    told = {
        "pack": str(pack.path),
        "line": case.rule.line,
        "rule": case.rule.id,
        "what": case.what,
        "text": case.text,
        "holds": not problem,
        "problem": problem,
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


@rules.command()
@click.argument("file", metavar="FILE.toml")
def new(file: str) -> None:
    """Write a pack with one rule to begin with; it passes `textfix rules test`.

    A file that exists is left alone.
    """
    from pathlib import Path

    from textfix.cli.failures import InputError, advice, say
    from textfix.testing.starter import starter

    path = Path(file)
    if path.suffix != ".toml":
        raise click.UsageError(f"{file}: a pack's file is called NAME.toml")
    try:
        with path.open("x", encoding="utf-8") as opened:
            opened.write(starter(path.stem))
    except FileExistsError:
        raise click.UsageError(f"{file} exists; choose another name") from None
    except OSError as error:
        raise click.UsageError(f"{file}: {advice(error)}") from InputError(file)
    say(f"wrote {file}; now: textfix rules test {file}")


@rules.command()
@_PACKS
@click.option("--rule", "only", multiple=True, metavar="RULE", help="Only this rule; repeatable.")
@click.option("--deep", is_flag=True, help="Also each word inside a group, each literal.")
@_AS_JSON
def mutate(packs: tuple[str, ...], only: tuple[str, ...], deep: bool, as_json: bool) -> int:
    """Change each rule in turn, piece by piece; exit code 1 if no example notices.

    A mutant that survives is a piece of a rule that nothing proves: give the rule a hit that
    needs the piece or a miss that it keeps off, or take the piece out.
    """
    from textfix.cli.failures import FOUND, OK, say
    from textfix.cli.output import Stdout, encode_json
    from textfix.cli.tables import Table
    from textfix.testing.mutation import survey

    stdout = Stdout()
    table = Table(stdout, ("rule", "mutants", "survive", "which"))
    survived = 0
    for pack in _read(packs, checked=True):
        for rule, count, left in survey(pack, only, deep=deep):
            survived += len(left)
            for mutant in left:
                say(f"{pack.path}:{rule.line}: rule {rule.id}: survives: {mutant.what}")
            if as_json:
                told = {"pack": str(pack.path), "rule": rule.id, "mutants": count,
                        "survive": [mutant.what for mutant in left]}  # fmt: skip
                stdout.write(encode_json(json.dumps(told, ensure_ascii=False) + "\n"))
            else:
                which = "; ".join(mutant.what for mutant in left)
                table.add((rule.id, str(count), str(len(left)), which))
    table.close()
    return FOUND if survived else OK


def _read(
    names: Iterable[str], default: Iterable[str] | None = None, *, checked: bool = False
) -> Iterator[Pack]:
    """The packs of those names; by default all that ship, and those of the settings."""
    from textfix._errors import ConfigError, hint
    from textfix._rulepack import load_pack, shipped_packs
    from textfix.testing.packs import open_pack

    chosen = tuple(names)
    if not chosen:
        if default is not None:
            chosen = tuple(default)
        else:
            from textfix.cli.config import settings

            chosen = (*shipped_packs(), *map(str, settings().get("packs", ())))
    for name in dict.fromkeys(chosen):
        if not name.endswith(".toml") and name not in shipped_packs():
            known = hint(name, tuple(shipped_packs()))
            raise ConfigError(f"no rule pack is called {name!r}; {known}, or give a .toml file")
        yield open_pack(name) if checked else load_pack(name)


def _goes(rule: Rule) -> str:
    from textfix._rulepack import NAMED_KINDS

    if rule.kind in NAMED_KINDS:
        return "nothing, it names"
    return f"{rule.scope}, if {rule.evidence}" if rule.evidence else rule.scope


def _as_dict(pack: Pack, rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "pack": pack.name,
        "file": str(pack.path),
        "line": rule.line,
        "kind": rule.kind,
        "scope": rule.scope,
        "at": rule.at,
        "applicability": rule.applicability.name.lower(),
        "evidence": rule.evidence,
        "pattern": rule.pattern,
        "literals": list(rule.literals),
        "unless": list(rule.unless),
        "max_han": rule.max_han,
        "max_len": rule.max_len,
        "near": rule.near,
        "hit": [[example.text, example.out] for example in rule.hit],
        "miss": list(rule.miss),
        "todo": [[example.text, example.out] for example in rule.todo],
        "reason": rule.reason,
    }


def _described(pack: Pack, rule: Rule) -> Iterator[str]:
    level = rule.applicability.name.lower()
    yield f"{rule.id}: {rule.reason}\n"
    yield f"  in        {pack.path}:{rule.line}\n"
    yield f"  finds     {rule.kind}; what goes: {_goes(rule)}; {level}\n"
    yield f"  pattern   {rule.pattern}  ({rule.at} of the line)\n"
    yield f"  literals  {' '.join(rule.literals)}\n"
    for guard in rule.unless:
        yield f"  unless    {guard}\n"
    for example in rule.hit:
        yield f"  hit       {example.text}{f'  ->  {example.out}' if example.out else ''}\n"
    for line in rule.miss:
        yield f"  miss      {line}\n"
    for example in rule.todo:
        yield f"  todo      {example.text}{f'  ->  {example.out}' if example.out else ''}\n"
