"""The command line: `main`, the entry of the console script ``textfix``.

This module finds the command, loads only that one's module, and turns whatever goes wrong into one
line on stderr and an exit code (`failures` has the table). It loads nothing heavy: ``textfix
--help`` is click and a few hundred lines of ours.

What it does not do: any work. Each command has its module; what several need has one too
(`options`, `config`, `inputs`, `output`).
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from textfix import __version__
from textfix._errors import ConfigError, DecodeError, hint
from textfix.cli.failures import (
    CLOSED_PIPE,
    FAILED,
    INTERRUPTED,
    OK,
    USAGE,
    OutputError,
    advice,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["main"]

# Command -> its module; the function has the command's name. Order is that of --help.
_COMMANDS = ("clean", "explain", "detect", "filters", "rules")

_COMPLETE = (
    "_TEXTFIX_COMPLETE"  # click's variable: `eval "$(_TEXTFIX_COMPLETE=bash_source textfix)"`
)


class _Group(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = getattr(import_module(f"textfix.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in _COMMANDS:
            if Path(name).exists():
                raise click.UsageError(f"a command comes first: textfix clean {name}")
            raise click.UsageError(f"no command is called {name!r}; {hint(name, _COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Group,
    name="textfix",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 --check found something, 2 wrong use, 3 some inputs failed.",
)
@click.option("--version", is_flag=True, help="Show the version and exit; -v: of libraries, too.")
@click.option("-v", "--verbose", is_flag=True, hidden=True)
@click.pass_context
def _textfix(context: click.Context, version: bool, verbose: bool) -> None:
    """Clean Chinese text: encodings, mojibake, injected readings, mixed scripts, clutter.

    Every change is recorded, and what is uncertain is shown, not changed.

    \b
    textfix clean page.txt                     the clean text on stdout
    textfix clean --diff page.txt              what would change
    textfix clean -i --to simplified novel/    each text file in a folder, in place
    textfix explain page.txt                   each edit: where, which rule, why
    textfix detect *.txt                       encodings, and what is damaged
    """
    if version:
        click.echo(f"textfix {__version__}")
        if verbose:
            from textfix.cli.versions import libraries

            click.echo("\n".join(libraries()))
        context.exit()
    if verbose:
        raise click.UsageError("-v goes with --version")
    if context.invoked_subcommand is None:
        raise click.UsageError("Missing command.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code.

    `argv`: the arguments without the program's name; by default those of this process.
    """
    _speak_utf8()
    if _COMPLETE in os.environ:
        _textfix.main(prog_name="textfix")  # prints the completions and exits
    try:
        with _signals():
            code = _run(list(sys.argv[1:] if argv is None else argv))
    except SystemExit as stop:  # a signal
        code = stop.code if isinstance(stop.code, int) else FAILED
    return _flushed(code)


def _run(argv: list[str]) -> int:
    """The command's exit code; every failure that is not one input's own ends here."""
    try:
        if not argv:
            with _textfix.make_context("textfix", [], resilient_parsing=True) as context:
                click.echo(context.get_help(), err=True)
            return USAGE
        with _textfix.make_context("textfix", argv) as context:
            result: Any = _textfix.invoke(context)
        return result if isinstance(result, int) else OK
    except click.exceptions.Exit as done:  # --help, --version
        return done.exit_code
    except click.ClickException as error:
        say(" ".join(error.format_message().split()).rstrip(".") + _see_help(error))
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OutputError as error:
        if error.closed_pipe:
            return CLOSED_PIPE
        say(f"stdout: {error}")
        return FAILED
    except BrokenPipeError:  # of what click itself prints: --help | head
        return CLOSED_PIPE
    except OSError as error:
        say(f"stdout: {advice(error)}")
        return FAILED
    except Exception as error:
        say(advice(error))
        # An input's own DecodeError never comes this far: this one is of a wrong --encoding.
        return USAGE if isinstance(error, ConfigError | DecodeError) else FAILED


def _see_help(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "textfix"
    return f"; see {path} --help"


def _speak_utf8() -> None:
    """What we print is UTF-8, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def _signals() -> Iterator[None]:
    """A request to end unwinds the stack, so that half-written files are removed on the way."""

    def end(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    caught = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {}
    try:
        for number in caught:
            if signal.getsignal(number) is signal.SIG_DFL:  # nohup's SIG_IGN stays
                before[number] = signal.signal(number, end)
    except ValueError:  # not in the main thread: whoever runs us there has the signals
        pass
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _flushed(code: int) -> int:
    """Flush now, while a failure can still be told; afterwards Python would print a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except BrokenPipeError:
            code = CLOSED_PIPE if stream is sys.stdout else code
            _silence(stream)
        except OSError as error:
            _silence(stream)
            if stream is sys.stdout:
                say(f"stdout: {advice(error)}")
                code = FAILED
    return code


def _silence(stream: Any) -> None:
    """Send the stream's unwritable rest to nowhere, or the interpreter's own flush complains."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
