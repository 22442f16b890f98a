"""`editorkit serve`: run a stand-in for the Indream Open API on this machine, to try things without a key."""

import gc
import os
import shlex
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from editorkit.cli import _console
from editorkit.cli._reading import key_in
from editorkit.cli._using import capabilities_in_use
from editorkit.errors import EditorkitError, UsageError

if TYPE_CHECKING:
    from editorkit.emulator.account import Account

T = TypeVar("T")
_NANOSECONDS = 1_000_000_000
_KEY, _SECRET, _URL = "INDREAM_API_KEY", "INDREAM_WEBHOOK_SECRET", "INDREAM_BASE_URL"


def _reading(read: Callable[[str], T]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def callback(ctx: click.Context, parameter: click.Parameter, value: str | None) -> T | None:
        try:
            return None if value is None else read(value)
        except (ValueError, ZeroDivisionError, EditorkitError) as error:
            raise click.BadParameter(str(error), ctx, parameter) from error

    return callback


def _seconds(value: str) -> int:
    return int(Fraction(value) * _NANOSECONDS)


@click.command(name="serve", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; anything but loopback is open to others."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8787, show_default=True, help="0 is any that is free.")
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep everything in this folder; without, it is gone at the end.",
)
@click.option(
    "--api",
    type=click.Choice(["1.0", "1.1"]),
    default="1.1",
    show_default=True,
    help="The release of the API to speak.",
)
@click.option("--seed", metavar="TEXT", help="Make ids, keys and chances the same in every run.")
@click.option(
    "--key-file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Take the API key from this file; without, from {_KEY}, else one is made.",
)
@click.option(
    "--fault",
    "faults",
    metavar="FAULT",
    multiple=True,
    help='Let something go wrong: "POST /v1/exports 30% reset-after". May be repeated; --list-faults tells all.',
)
@click.option("--list-faults", is_flag=True, help="List the kinds of faults and leave.")
@click.option(
    "--slots", type=click.IntRange(1), default=2, show_default=True, help="How many exports may be active at once."
)
@click.option(
    "--quota", metavar="SECONDS", type=click.IntRange(0), help="Standard seconds that exports may cost in all."
)
@click.option(
    "--sync-rate", metavar="NUMBER", callback=_reading(Fraction), help="How often a second a project may be synced."
)
@click.option(
    "--export-time",
    metavar="SECONDS",
    default="2",
    show_default=True,
    callback=_reading(_seconds),
    help="How long an export takes.",
)
@click.option(
    "--link-time",
    metavar="SECONDS",
    default="86400",
    show_default=True,
    callback=_reading(_seconds),
    help="How long an output URL is good.",
)
@click.option(
    "--output-size", metavar="BYTES", type=click.IntRange(0), default=0, help="Fill outputs up to so many bytes."
)
@click.option(
    "--speed",
    metavar="NUMBER",
    default="1",
    show_default=True,
    callback=_reading(Fraction),
    help="How fast the clock runs; 0 stops it.",
)
@click.option("--now", metavar="MOMENT", help="What time it is when the clock starts: 2026-09-25T00:00:00Z.")
@click.option(
    "--unpaid", is_flag=True, help="Play an account without runtime access: 403 but for validate and capabilities."
)
@click.option(
    "--allow-callback",
    metavar="HOST",
    multiple=True,
    help="Let webhooks go to this host, too; without, to loopback only.",
)
@click.option(
    "--allow-host", metavar="HOST", multiple=True, help="Answer to this name, too; without, to localhost and addresses."
)
@click.option(
    "--capabilities",
    metavar="FILE",
    type=click.Path(),
    help="What the API says it supports; default: the bundled snapshot.",
)
@click.option("--quiet", "-q", is_flag=True, help="Do not tell every request.")
def command(list_faults: bool, **given: Any) -> None:
    """Run a stand-in for the Indream Open API on this machine, to try things without a key.

    \b
    editorkit serve
    editorkit serve --data ./emulator --fault "POST /v1/exports 30% reset-after"

    What a client needs is printed first, as lines a shell understands: the address, a key made up for the purpose, and
    the secret that webhooks are signed with. The front page lists what is documented, what was observed and what is
    ours. Needs pip install "editorkit[serve]".

    Exit codes: 130 stopped with Ctrl-C, 143 with SIGTERM, 2 the job could not be done.
    """
    if list_faults:
        _list_faults()
        return
    gc.enable()  # unlike other commands this one stays
    from editorkit.emulator.server import serve

    serve(_settings(**given), _announce, lambda error: _console.say(f"a defect of the emulator: {error!r}"))


def _settings(
    *,
    faults: tuple[str, ...],
    key_file: Path | None,
    capabilities: str | None,
    now: str | None,
    unpaid: bool,
    quiet: bool,
    **given: Any,
) -> Any:
    from editorkit.emulator.clock import moment_of
    from editorkit.emulator.faults import of_text
    from editorkit.emulator.settings import Settings

    given["now"] = None if now is None else moment_of(now)
    if not quiet:
        given["on_request"] = lambda method, path, status: _console.say(f"{method} {path} {status or 'cut'}")
    return Settings(
        key=_key(key_file),
        webhook_secret=os.environ.get(_SECRET) or None,
        paid=not unpaid,
        capabilities=capabilities_in_use(capabilities),
        faults=tuple(map(of_text, faults)),
        **given,
    )


def _key(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get(_KEY) or None
    key = key_in(str(file))
    if not key:
        raise UsageError(f"{file} is empty; write the API key into it")
    return key


def _announce(account: "Account") -> None:
    """What was made up here is told; what somebody brought along they know."""
    told = {_URL: account.base_url}
    told |= {} if account.settings.key else {_KEY: account.key}
    told |= {} if account.settings.webhook_secret else {_SECRET: account.webhook_secret}
    for name, value in told.items():
        click.echo(f"export {name}={shlex.quote(value)}")
    _console.say(f"the emulator of API {account.settings.api} answers at {account.base_url}; Ctrl-C stops it")


def _list_faults() -> None:
    from editorkit.emulator.faults import GRAMMAR, KINDS

    click.echo(f"{GRAMMAR}\n")
    for name, kind in KINDS.items():
        numbers = "".join(f" {number}={usual}" for number, usual in kind.numbers.items() if usual != -1)
        click.echo(f"  {name + numbers:32}  {kind.does}")
