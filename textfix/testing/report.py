"""The conformance report: which laws hold, of how many texts, and what breaks the others.

    python -m textfix.testing report control
    python -m textfix.testing report "opencc:OpenCC(s2t).convert" --source Hans --target Hant
    python -m textfix.testing report mypack.filters:DotsFilter -o report.json

A subject is a filter's id, a preset's name, a rule pack's path, or ``MODULE:NAME``, where NAME may
go on with attributes and calls of plain words. Nothing is evaluated. What it names may be a filter,
a pipeline, or any ``str -> str`` function. Texts are the same on every run.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textfix._errors import ConfigError, hint
from textfix._filter import Filter
from textfix._pipeline import Pipeline, load_pipeline, preset_names
from textfix._registry import filter_ids, is_filter, make_filter
from textfix.report.visible import visible
from textfix.testing.check import filter_laws, pipeline_laws
from textfix.testing.conversion import conversion_laws
from textfix.testing.packs import open_pack, pack_filter
from textfix.testing.search import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textfix.testing.search import Law, Verdict

__all__ = ["Report", "examine", "find", "found_version"]

EXAMPLES = 200
_STEP = re.compile(r"\.?([A-Za-z_]\w*)|\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked of whom, and what came of it."""

    subject: str
    version: str
    source: str | None
    target: str | None
    examples: int
    laws: tuple[Verdict, ...]

    @property
    def holds(self) -> bool:
        """Whether every law does."""
        return all(verdict.holds for verdict in self.laws)

    def to_json(self) -> str:
        """The same as JSON, for programs."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    def lines(self) -> Iterator[str]:
        """The same for people, one line a law; what breaks it below."""
        way = f", {self.source} to {self.target}" if self.source else ""
        yield f"{self.subject} ({self.version}){way}: {self.examples} generated texts a law"
        width = max(len(verdict.id) for verdict in self.laws)
        for verdict in self.laws:
            count = f"{verdict.asked}" if verdict.holds else f"{verdict.broken} of {verdict.asked}"
            state = "holds " if verdict.holds else "BROKEN"
            yield f"  {state}  {verdict.id:{width}}  {count:>11}  {verdict.says}"
            if not verdict.holds:
                for line in verdict.why.splitlines()[1:]:
                    yield f"            {visible(line)}"


def examine(
    subject: str,
    *,
    source: str | None = None,
    target: str | None = None,
    back: str | None = None,
    oracle: str | None = None,
    examples: int = EXAMPLES,
) -> Report:
    """Ask every law of a subject; options as those of `check_conversion`, by name.

    Raises:
        ConfigError: if there is no such subject.
    """
    laws = _laws(find(subject), source, target, back, oracle)
    verdicts = tuple(judge(laws, examples))
    return Report(subject, found_version(subject), source, target, examples, verdicts)


def _laws(
    found: Any, source: str | None, target: str | None, back: str | None, oracle: str | None
) -> list[Law]:
    if isinstance(found, Filter):
        return filter_laws(found)
    if isinstance(found, Pipeline):
        return pipeline_laws(found)
    return conversion_laws(
        found,
        source=source,
        target=target,
        back=None if back is None else _function(back),
        oracle=None if oracle is None else _function(oracle),
    )


def find(subject: str) -> Filter | Pipeline | Callable[[str], str]:
    """What a subject names.

    Raises:
        ConfigError: if it names nothing, or something that no law is about.

    >>> find("textwrap:dedent")("  a")
    'a'
    """
    if subject.endswith(".toml"):
        found = pack_filter(open_pack(subject))
        if found is None:
            raise ConfigError(f"{subject}: its rules only name kinds; no filter runs them")
        return found
    if ":" not in subject:
        if is_filter(subject):
            return make_filter(subject)
        if subject in preset_names():
            return load_pipeline(subject)
        known = (*filter_ids(), *preset_names())
        raise ConfigError(f"no filter or preset is called {subject!r}; {hint(subject, known)}")
    found = _named(subject)
    if isinstance(found, type):
        found = found()
    if not isinstance(found, Filter | Pipeline) and not callable(found):
        raise ConfigError(f"{subject} is {found!r}: no filter, pipeline or function")
    made: Filter | Pipeline | Callable[[str], str] = found
    return made


def _function(subject: str) -> Callable[[str], str]:
    found = find(subject)
    if not callable(found):
        raise ConfigError(f"{subject} is no function of a text")
    return found


def _named(subject: str) -> Any:
    """``MODULE:NAME.name(word, word).name``: imported, looked up, called; never evaluated."""
    module, _, path = subject.partition(":")
    sys.path.insert(0, str(Path.cwd()))  # as for `python -m`: a module of one's own
    try:
        found: Any = import_module(module)
    except ImportError as error:
        raise ConfigError(f"{subject}: {error}; is it installed?") from error
    finally:
        sys.path.remove(str(Path.cwd()))
    at = 0
    while at < len(path):
        step = _STEP.match(path, at)
        if step is None:
            raise ConfigError(f"{subject}: write MODULE:NAME, or MODULE:NAME(word).name")
        at = step.end()
        if step[1]:
            if not hasattr(found, step[1]):
                raise ConfigError(f"{subject}: {module} has no {step[1]!r}")
            found = getattr(found, step[1])
        else:
            words = [word.strip().strip("'\"") for word in step[2].split(",") if word.strip()]
            found = found(*words)
    return found


def found_version(subject: str) -> str:
    """The package that a subject comes from, with its version.

    >>> found_version("control").startswith("textfix ")
    True
    """
    from importlib.metadata import PackageNotFoundError, packages_distributions, version

    top = subject.partition(":")[0].partition(".")[0] if ":" in subject else "textfix"
    for name in packages_distributions().get(top, [top]):
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return top
