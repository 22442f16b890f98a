"""`editorkit upload`: bring files into the API's store, and tell the editor assets they make."""

from typing import Any

import click

from editorkit.cli import _console
from editorkit.cli._progress import watching
from editorkit.cli._talking import FORMAT, SECONDS, connected, data_of, echo_json, echo_rows, talks
from editorkit.client import Client, Uploaded
from editorkit.errors import EditorkitError, MediaError

_NOT_ALL = 2


@click.command(name="upload")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@click.option("--project", metavar="ID", help="Bind them to this project as well.")
@click.option("--name", metavar="NAME", help="What the file is to be called, where it is one.")
@click.option("--timeout", default=3600, help="For each file.", **SECONDS)
@FORMAT
@talks
@click.pass_context
def command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    project: str | None,
    name: str | None,
    timeout: float,
    shape: str,
    **options: Any,
) -> None:
    """Upload pictures, audio, video and captions (.srt, .ass, .lrc), and tell the editor assets they make.

    What the API would refuse is refused before anything is sent: its types, sizes and lengths are known. JSON on
    standard output has for every file the record of the API, and the asset as a state has it, for as far as it goes.
    One that fails stops no other.

    Exit codes: 0 all are there, 2 some are not.
    """
    if name is not None and len(paths) > 1:
        raise click.UsageError("--name is for one file")
    with connected(options) as client:
        done = (_uploaded(client, path, filename=name, project_id=project, timeout=timeout) for path in paths)
        watch = watching(False, "Uploading")
        uploaded = [each for each in (done if watch is None else watch(done, len(paths))) if each is not None]
    if shape == "json":
        echo_json([{"record": data_of(each.asset), "asset": _editor_asset(each)} for each in uploaded])
    else:
        echo_rows([(each.asset.asset_id, each.asset.type, each.asset.filename) for each in uploaded])
    context.exit(0 if len(uploaded) == len(paths) else _NOT_ALL)


def _uploaded(client: Client, path: str, **how: Any) -> Uploaded | None:
    """An upload; None, and it is told why, where that cannot be."""
    try:
        return client.upload(path, **how)
    except EditorkitError as error:
        _console.say(f"{path}: {error}")
        return None


def _editor_asset(uploaded: Uploaded) -> Any:
    try:
        return uploaded.editor_asset()
    except MediaError as error:
        _console.say(f"{uploaded.asset.filename}: {error}")
        return None
