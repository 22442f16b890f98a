"""`editorkit fetch`: get the state of a project into a file."""

from pathlib import Path
from typing import Any

import click
import orjson

from editorkit.cli import _console
from editorkit.cli._putting import made_of
from editorkit.cli._talking import connected, talks
from editorkit.client.remembering import keep_copy, origin_of, remember
from editorkit.client.syncing import Synced, overwritten
from editorkit.document import read_file
from editorkit.errors import UsageError
from editorkit.matching import same
from editorkit.replacing import write_file
from editorkit.searching import STDIN


@click.command(name="fetch")
@click.argument("project")
@click.option("-o", "--output", metavar="FILE", required=True, help="Where it goes; - is standard output.")
@click.option("--force", is_flag=True, help="Replace a file with changes that have not been synced.")
@talks
def command(project: str, output: str, force: bool, **options: Any) -> None:
    """Get the state of PROJECT, an id, into a file.

    What was fetched is remembered beside the file (in .editorkit/), so that `editorkit sync` can tell your changes
    from those of others. A file that is there keeps its layout; one with changes of yours is left alone.
    """
    with connected(options) as client:
        fetched = client.get_project(project)
    state = fetched.editor_state
    if state is None:
        raise UsageError(f"project {project}: the answer holds no state")
    text = orjson.dumps(state, option=orjson.OPT_INDENT_2) + b"\n"
    if output == STDIN:
        click.echo(text, nl=False)
        return
    file = Path(output)
    if file.exists():
        origin = origin_of(file)
        base = origin.base if origin is not None and origin.project_id == project else None
        _keep_overwritten(file, base, state)
        text = text if force else _rewritten(file, project, base, state)
    write_file(file, text)
    remember(file, Synced(project, state))
    _console.say(f"{output} holds project {project} as it was saved {fetched.updated_at or 'last'}")


def _keep_overwritten(file: Path, base: Synced | None, state: Any) -> None:
    """Keep what was synced from a file last, where somebody who had not seen it has overwritten it."""
    lost = overwritten(base.puts, state) if base is not None else ()
    if lost:
        copy = keep_copy(file, "overwritten", lost[-1].sent)
        _console.say(f"somebody has overwritten your last sync; what it brought there is in {copy}")


def _rewritten(file: Path, project: str, base: Synced | None, state: Any) -> bytes:
    """The text of a file with another state in it, where nothing of its own would be lost."""
    document = read_file(str(file))
    if document.told_against or not (
        same(document.state, state) or (base is not None and same(document.state, base.state))
    ):
        raise UsageError(
            f"{file} is there, and holds changes that are not in project {project}; sync it, or replace it by --force"
        )
    return made_of(str(file), document, state).text
