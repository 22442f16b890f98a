"""Commands that talk to the API: the options they share, the client, and how answers are shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.core import ParameterSource

from editorkit.cli._reading import key_in
from editorkit.client import Client, Secret
from editorkit.client.models import Answer
from editorkit.client.secrets import redact
from editorkit.client.settings import KEY_VARIABLE, RELEASES, URL_VARIABLE
from editorkit.reports.escaping import json_text, visible

FORMAT = click.option("--format", "shape", type=click.Choice(("text", "json")), default="text", show_default=True)


_SECRETS = "editorkit: what is shown to nobody"
SECONDS: dict[str, Any] = {"type": click.FloatRange(0, min_open=True), "show_default": True, "metavar": "SECONDS"}

_OPTIONS = (
    click.option("--api", type=click.Choice(RELEASES), default=RELEASES[-1], show_default=True, help="Its release."),
    click.option("--key-file", metavar="FILE", help=f"Holds the API key; by default it is in {KEY_VARIABLE}."),
    click.option("--insecure", is_flag=True, help=f"Take any {URL_VARIABLE}: plain http, or with a path."),
    click.option("--ca-bundle", metavar="FILE", help="Certificates to trust instead of the usual ones."),
    click.option("--deadline", default=180, help="For a call, with all its attempts.", **SECONDS),
)


def talks(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which the API is reached."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@contextmanager
def connected(options: dict[str, Any]) -> Iterator[Client]:
    """A client as the shared options say, which are taken out of all options."""
    key_file = options.pop("key_file")
    with Client(
        None if key_file is None else Secret(key_in(key_file)),
        api=options.pop("api"),
        insecure=options.pop("insecure"),
        ca_bundle=options.pop("ca_bundle"),
        deadline=options.pop("deadline"),
    ) as client:
        click.get_current_context().meta[_SECRETS] = client.settings.secrets
        yield client


def expect_behind(context: click.Context) -> None:
    """Refuse options of a group that are given ahead of one of its commands: they would be of no effect there."""
    given = [
        parameter.opts[0]
        for parameter in context.command.params
        if context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
    ]
    if given:
        name = context.invoked_subcommand
        raise click.UsageError(f"{' and '.join(given)} must stand behind {name}: {context.command_path} {name} …")


def data_of(answer: Answer) -> Any:
    """An answer as JSON data, without what gives access to anything."""
    return harmless(answer.model_dump(mode="json", by_alias=True, exclude_unset=True))


def harmless(value: Any) -> Any:
    """JSON data in whose texts no key stands, and no query of an address."""
    if isinstance(value, dict):
        return {key: harmless(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [harmless(inner) for inner in value]
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return redact(text, click.get_current_context().meta.get(_SECRETS, ()))


def echo_json(data: Any) -> None:
    """Print JSON that can be pasted anywhere."""
    click.echo(json_text(data), nl=False)


def echo_rows(rows: list[tuple[object, ...]]) -> None:
    """Print a table: columns as wide as they need to be, nothing in it that acts on a terminal."""
    cells = [[visible(_clean("" if cell is None else str(cell))) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
