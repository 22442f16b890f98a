"""The `editorkit` command. It imports a command's module when that command is called, and no other."""

import gc
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NoReturn

import click

from editorkit.cli import _console
from editorkit.errors import EditorkitError
from editorkit.suggestions import did_you_mean

_FOLDER = Path(__file__).parent
_COULD_NOT = 2
_INTERRUPTED = 130
_PIPE_CLOSED = 141


def command_names() -> list[str]:
    """The commands there are: every module of this folder but this one and those that start with `_`."""
    modules = (info.name for info in iter_modules([str(_FOLDER)]))
    return sorted(name.replace("_", "-") for name in modules if name != "main" and not name.startswith("_"))


class Commands(click.Group):
    """The commands, found by walking this folder, and what becomes of the errors they raise."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return command_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command in the module of that name; the only place that imports one."""
        if cmd_name not in command_names():
            return None
        command: click.Command = import_module(f"editorkit.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Which command is meant; the nearest one is named where there is none."""
        names = command_names()
        if args[0] not in names and not ctx.resilient_parsing:
            ctx.fail(f"no command {args[0]!r}{did_you_mean(args[0], names)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with the first line of its module: help must not import them all."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(name)) for name in command_names()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; errors become one line and exit code 2."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except EditorkitError as error:
            _console.say(str(error))
            ctx.exit(_COULD_NOT)
        except BrokenPipeError:
            _console.give_up_stdout()
            ctx.exit(_PIPE_CLOSED)
        except OSError as error:
            _console.give_up_stdout()
            _console.say(str(error))
            ctx.exit(_COULD_NOT)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)
        return result


def _summary(name: str) -> str:
    with (_FOLDER / f"{name.replace('-', '_')}.py").open(encoding="utf-8") as source:
        return source.readline().strip().strip('"').partition(": ")[2]


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="editorkit", message="%(prog)s %(version)s")
def commands() -> None:
    """Check, diff, build and ship Indream video timelines (editorState JSON) before the server sees them."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code. A defect of ours leaves with 2: 1 would mean findings."""
    gc.set_threshold(100_000)  # most runs end before their cyclic garbage is worth looking for; long ones must not grow
    _console.prepare_streams()
    try:
        commands(prog_name="editorkit")
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    except Exception as error:
        sys.excepthook(*sys.exc_info())
        _console.say("this is a defect of editorkit: please report it with what is above")
        raise SystemExit(_COULD_NOT) from error
    raise SystemExit(0)
