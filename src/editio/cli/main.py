"""The command ``editio``: its subcommands, and what every failure becomes."""

from __future__ import annotations

import atexit
import difflib
import importlib
import io
import keyword
import os
import sys
import threading
import traceback
from contextlib import suppress
from typing import Final, NoReturn

import click

from editio import __version__
from editio.cli.circumstances import of_the_machine
from editio.cli.exits import BUG, CLEAN, INTERRUPTED, USAGE
from editio.errors import EditioError, SchemaError
from editio.patience import collect_less_often

#: Each command is a module of this package with a click command of the same name.
COMMANDS: Final = {
    "init": "Start a new edition.",
    "import": "Turn texts (plain text, Markdown, Word …) into TEI.",
    "build": "Build the edition: pages, plain text, indexes.",
    "serve": "Show the edition while you work on it.",
    "validate": "Check the encoding of an edition.",
    "tag": "Mark up names, dates and quotations.",
    "register": "Add entries to the registers.",
    "explain": "Explain the code of a finding.",
    "completion": "Print the script that completes commands in your shell.",
}


class _LazyGroup(click.Group):
    """Imports a command's module only when it is called: ``--help`` stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        module = importlib.import_module(f"editio.cli.{name}{'_' * keyword.iskeyword(name)}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in COMMANDS:
            close = difflib.get_close_matches(name, COMMANDS, n=1)
            meant = f": did you mean {close[0]}?" if close else ""
            raise click.UsageError(f"there is no command {name}{meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.version_option(__version__, "--version", prog_name="editio")
@click.pass_context
def cli(context: click.Context) -> None:
    """Editio turns a folder of TEI/XML texts into a scholarly edition."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def run(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code (docs/reference/exit-codes)."""
    _complete_streams()
    collect_less_often()
    _leave(main(arguments))


def _complete_streams() -> None:
    """Have the three streams, also where the command was started without one of them.

    A file that is opened later would take its number, and with it what a worker says there. What
    goes into a file or another program is UTF-8, unless ``PYTHONIOENCODING`` says otherwise; on
    Windows it would be an encoding that has few of the characters of texts. A character that an
    encoding has not is written by its number.
    """
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif name != "stdin" and isinstance(stream, io.TextIOWrapper):
            fixed = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(
                encoding=stream.encoding if fixed else "utf-8", errors="backslashreplace"
            )


def _leave(code: int) -> NoReturn:
    """End the process. Nothing is left to put in order, unless a thread is still at work.

    The interpreter would take apart all records one by one first, a twentieth of a second build.
    """
    if threading.active_count() == 1:
        atexit._run_exitfuncs()
        with suppress(OSError, ValueError):  # what reads our output may be gone
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: a failure is a message, not a traceback."""
    try:
        result = cli.main(arguments, prog_name="editio", standalone_mode=False)
    except BaseException as error:
        return _failed(error)
    return result if isinstance(result, int) else CLEAN


def _failed(error: BaseException) -> int:
    """Say what happened, and return the exit code that the class of failure has."""
    match error:
        case SystemExit() | click.exceptions.Exit():
            code = getattr(error, "exit_code", getattr(error, "code", CLEAN))
            return code if isinstance(code, int) else USAGE
        case click.Abort() | KeyboardInterrupt():
            return _say("interrupted", "", INTERRUPTED)
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "editio"
            return _say(error.format_message(), f"see {command} --help", USAGE)
        case click.ClickException():
            return _say(error.format_message(), "", USAGE)
        case SchemaError():
            return _say(_at_its_place(error), error.hint or "correct the schema", USAGE)
        case EditioError():
            return _say(error.message, error.hint, USAGE)
        case BrokenPipeError():  # the reader of our output has gone
            return CLEAN
        case _:
            said = of_the_machine(error)
            return _say(said.message, said.hint, USAGE) if said else _bug()


def _at_its_place(error: SchemaError) -> str:
    from editio.addresses import local_path  # which most runs of `editio --help` do without

    file = local_path(error.file) or error.file
    place = ":".join(str(part) for part in (file, error.line, error.column) if part)
    return error.message if not place or place in error.message else f"{place}: {error.message}"


def _say(message: str, hint: str, code: int) -> int:
    click.echo(f"editio: {' '.join(message.split())}", err=True)
    if hint:
        click.echo(f"  hint: {' '.join(hint.split())}", err=True)
    return code


def _bug() -> int:
    import tempfile  # nearly no run needs it, and all would wait for it

    what = traceback.format_exc()
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="editio-bug-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(f"editio {__version__}, Python {sys.version}\n{sys.argv}\n\n{what}")
        hint = f"please report it with {log.name}"
    except OSError:  # no room for a file: the message has to do
        hint = f"please report it: {what.strip().splitlines()[-1]}"
    return _say("a bug in Editio stopped the command", hint, BUG)
