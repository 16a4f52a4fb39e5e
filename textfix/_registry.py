"""Filters by name: textfix's own, and those that other packages register.

A package adds filters with the entry-point group ``textfix.filters``; the name is the filter's id,
the object a callable that takes the filter's options as keywords and returns a filter:

    [project.entry-points."textfix.filters"]
    wiki = "mypackage.filters:WikiFilter"

Nothing is imported before it is asked for. The table below is the only list of built-in filters;
their order in a run is the preset's (`rules/presets/`).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textfix._errors import ConfigError, hint

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint

    from textfix._filter import Filter

__all__ = ["GROUP", "filter_ids", "hint", "is_filter", "make_filter"]

GROUP = "textfix.filters"

_BUILT_IN = {
    "mojibake": "textfix.filters.mojibake:MojibakeFilter",
    "control": "textfix.filters.control:ControlFilter",
    "gloss": "textfix.filters.gloss:GlossFilter",
    "width": "textfix.filters.width:WidthFilter",
    "space": "textfix.filters.space:SpaceFilter",
    "script": "textfix.filters.script:ScriptFilter",
    "extent": "textfix.filters.extent:ExtentFilter",
    "caption": "textfix.filters.caption:CaptionFilter",
    "boilerplate": "textfix.filters.boilerplate:BoilerplateFilter",
    "duplicate": "textfix.filters.duplicate:DuplicateFilter",
}


@cache
def _installed() -> dict[str, EntryPoint]:
    """Filters of other packages; a built-in id cannot be taken over."""
    from importlib.metadata import entry_points  # 25 ms, and a scan of all that is installed

    return {point.name: point for point in entry_points(group=GROUP) if point.name not in _BUILT_IN}


def filter_ids() -> tuple[str, ...]:
    """The ids of all known filters, built-in ones first, in the order of a run."""
    return (*_BUILT_IN, *sorted(_installed()))


def is_filter(name: str) -> bool:
    """Whether some filter has this id; other packages are only asked if it is not built in."""
    return name in _BUILT_IN or name in _installed()


def make_filter(name: str, **options: Any) -> Filter:
    """A filter by id, with its options.

    Raises:
        ConfigError: if no filter has that id, or it does not take those options.

    >>> make_filter("glos")
    Traceback (most recent call last):
    ...
    textfix._errors.ConfigError: no filter is called 'glos'; did you mean 'gloss'?
    """
    factory = _factory(name)
    if options:
        _check_options(name, factory, options)
    return factory(**options)


def _check_options(name: str, factory: Callable[..., Filter], options: dict[str, Any]) -> None:
    """Raise `ConfigError` for an option that the filter does not take."""
    from inspect import Parameter, signature

    parameters = signature(factory).parameters.values()
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters):
        return
    known = tuple(parameter.name for parameter in parameters)
    for option in options:
        if option not in known:
            says = hint(option, known) if known else "it takes no options"
            raise ConfigError(f"filter {name} has no option {option!r}; {says}")


def _factory(name: str) -> Callable[..., Filter]:
    target = _BUILT_IN.get(name)
    if target is not None:
        module, _, attribute = target.partition(":")
        factory: Callable[..., Filter] = getattr(import_module(module), attribute)
        return factory
    point = _installed().get(name)
    if point is None:
        raise ConfigError(f"no filter is called {name!r}; {hint(name, filter_ids())}")
    try:
        loaded: Callable[..., Filter] = point.load()
    except Exception as error:
        raise ConfigError(f"filter {name} of {point.value} cannot be loaded: {error}") from error
    return loaded
