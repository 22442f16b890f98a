"""`editorkit upload`: bring files into the API's store, and tell the editor assets they make."""

from typing import Any

import click

from editorkit.cli import _console
from editorkit.cli._progress import watching
from editorkit.cli._talking import FORMAT, connected, data_of, echo_json, echo_rows, talks
from editorkit.client import Uploaded
from editorkit.errors import MediaError


@click.command(name="upload")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@click.option("--project", metavar="ID", help="Bind them to this project as well.")
@click.option("--name", metavar="NAME", help="What the file is to be called, where it is one.")
@FORMAT
@talks
def command(paths: tuple[str, ...], project: str | None, name: str | None, shape: str, **options: Any) -> None:
    """Upload pictures, audio, video and captions (.srt, .ass, .lrc), and tell the editor assets they make.

    What the API would refuse is refused before anything is sent: its types, sizes and lengths are known. JSON on
    standard output has for every file the record of the API, and the asset as a state has it, for as far as it goes.
    """
    if name is not None and len(paths) > 1:
        raise click.UsageError("--name is for one file")
    with connected(options) as client:
        done = (client.upload(path, filename=name, project_id=project) for path in paths)
        watch = watching(False, "Uploading")
        uploaded = list(done if watch is None else watch(done, len(paths)))
    if shape == "json":
        echo_json([{"record": data_of(each.asset), "asset": _editor_asset(each)} for each in uploaded])
    else:
        echo_rows([(each.asset.asset_id, each.asset.type, each.asset.filename) for each in uploaded])


def _editor_asset(uploaded: Uploaded) -> Any:
    try:
        return uploaded.editor_asset()
    except MediaError as error:
        _console.say(f"{uploaded.asset.filename}: {error}")
        return None
