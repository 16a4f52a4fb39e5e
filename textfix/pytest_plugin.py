"""The pytest plugin: rule packs as tests, and every law of a filter as a test of its own.

    pytest --textfix-rules rules/           # each *.toml pack below, one test a rule and example

or once for all, in ``[tool.pytest.ini_options]``:

    textfix_rules = ["rules"]

And for a filter, one test a law:

    @pytest.mark.textfix_filter(DotsFilter(), clean=["好……"])
    def test_dots(textfix_law):
        textfix_law()

pytest loads this module in every project that has textfix installed, so it loads nothing itself:
no Hypothesis, no NumPy, not even the rest of textfix, before one of the two is used. Rule packs do
not need Hypothesis; laws do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textfix._filter import Filter
    from textfix._rulepack import Rule
    from textfix.testing.packs import Case
    from textfix.testing.search import Law

__all__: list[str] = []

_ROOTS = pytest.StashKey[list[Path]]()
_MARK = "textfix_filter"


class ExampleError(Exception):
    """A rule's example does not hold; the message says what it gives."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--textfix-rules`` and the setting of that name."""
    says = "textfix rule packs (*.toml), or folders of them, whose rules are tests"
    group = parser.getgroup("textfix")
    group.addoption(
        "--textfix-rules", action="append", default=[], metavar="PATH", help=says, type=str
    )
    parser.addini("textfix_rules", type="paths", default=[], help=says)


def pytest_configure(config: pytest.Config) -> None:
    """Packs that were asked for are looked for beside the tests."""
    config.addinivalue_line(
        "markers",
        f"{_MARK}(filter, *, clean=(), texts=None, examples=None, leaves_ascii=True, linear=True): "
        "ask every law of a textfix filter, one test a law; the test calls the fixture textfix_law",
    )
    given = [config.invocation_params.dir / path for path in config.getoption("textfix_rules")]
    settled: list[Path] = list(config.getini("textfix_rules"))
    for path in (*given, *settled):
        if not path.exists():
            raise pytest.UsageError(f"--textfix-rules: not found: {path}")
    config.stash[_ROOTS] = [path.resolve() for path in (*given, *settled)]
    # Who names single tests does not want the packs that the settings name.
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    wanted = given if named else [*given, *settled]
    config.args.extend(str(path) for path in wanted if not _covered(path, config))


def _covered(path: Path, config: pytest.Config) -> bool:
    """Whether the arguments lead to the path anyway."""
    here = config.invocation_params.dir
    roots = [(here / arg.partition("::")[0]).resolve() for arg in config.args]
    return any(path.resolve().is_relative_to(root) for root in roots)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A rule pack below one of the paths."""
    roots = parent.config.stash.get(_ROOTS, [])
    if file_path.suffix != ".toml" or not roots:
        return None
    if not any(file_path.resolve().is_relative_to(root) for root in roots):
        return None
    from textfix.testing.packs import is_pack

    pack: PackFile = PackFile.from_parent(parent, path=file_path)
    return pack if is_pack(file_path) else None


class PackFile(pytest.File):
    """A pack: a node a rule."""

    def collect(self) -> Iterable[pytest.Collector]:
        from textfix._errors import RuleError
        from textfix.testing.packs import cases, open_pack

        try:
            pack = open_pack(self.path)
        except RuleError as error:
            raise self.CollectError(str(error)) from error
        found: dict[str, list[Case]] = {rule.id: [] for rule in pack.rules}
        for case in cases(pack):
            found[case.rule.id].append(case)
        for name, own in found.items():
            node: RuleNode = RuleNode.from_parent(self, name=name)
            node.cases = own
            yield node


class RuleNode(pytest.Collector):
    """A rule: a test an example."""

    cases: list[Case]

    def collect(self) -> Iterable[pytest.Item]:
        seen: dict[str, int] = {}
        for case in self.cases:
            # A name is part of an address: a::b[c]. Long examples may share their beginning.
            name = case.name.replace("::", ": :")
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name = f"{name}#{seen[name]}"
            item: RuleItem = RuleItem.from_parent(self, name=name)
            item.case = case
            yield item


class RuleItem(pytest.Item):
    """One example of one rule."""

    case: Case

    def runtest(self) -> None:
        said = self.case.problem()
        if said:
            raise ExampleError(said)
        if self.case.what == "todo":
            pytest.xfail("a known failure of the rule")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, ExampleError):
            rule: Rule = self.case.rule
            return f"{self.path}:{rule.line}: rule {rule.id}: {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, max(self.case.rule.line - 1, 0), f"{self.case.rule.id}: {self.name}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that uses `textfix_law` becomes one test a law of each filter it is marked with."""
    if "textfix_law" not in metafunc.fixturenames:
        return
    asked = [
        pytest.param(ask, id=f"{name}-{law}")
        for mark in reversed(list(metafunc.definition.iter_markers(_MARK)))
        for name, law, ask in _laws(*mark.args, **mark.kwargs)
    ]
    if asked:
        metafunc.parametrize("textfix_law", asked)


def _laws(
    item: Filter | str, *, examples: int | None = None, **options: Any
) -> Iterable[tuple[str, str, Callable[[], None]]]:
    from textfix.testing.check import filter_laws

    if isinstance(item, str):
        from textfix._registry import make_filter

        item = make_filter(item)
    for law in filter_laws(item, **options):
        yield item.id, law.id, _Asked(law, examples)


class _Asked:
    """A law, to be called by the test; what breaks it is told without our own frames."""

    def __init__(self, law: Law, examples: int | None) -> None:
        self._law = law
        self._examples = examples

    def __repr__(self) -> str:
        return f"<law {self._law.id}: {self._law.says}>"

    def __call__(self) -> None:
        from textfix.testing.search import prove

        try:
            prove([self._law], self._examples)
        except AssertionError as error:
            pytest.fail(str(error), pytrace=False)


@pytest.fixture
def textfix_law() -> Callable[[], None]:
    """One law of the filter that the test is marked with; call it."""
    pytest.fail(f"mark the test: @pytest.mark.{_MARK}(YourFilter(), clean=[...])", pytrace=False)
