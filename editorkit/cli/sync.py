"""`editorkit sync`: bring a file into a project, together with what others changed there."""

import shlex
from pathlib import Path
from typing import Any

import click

from editorkit.cli import _console
from editorkit.cli._putting import made_of, put_all
from editorkit.cli._reading import read_side, refuse_unsound
from editorkit.cli._talking import FORMAT, connected, echo_json, harmless, talks
from editorkit.client import InvalidStateError, SyncConflictError, Synced
from editorkit.client.remembering import keep_copy, origin_of, remember
from editorkit.errors import UsageError
from editorkit.matching import same
from editorkit.searching import STDIN

_APART = 1


@click.command(name="sync")
@click.argument("project")
@click.argument("file")
@click.option("--base", metavar="FILE", help="What FILE was made from, such as HEAD:FILE; by default what was fetched.")
@click.option("--force", is_flag=True, help="Replace what is in the project; it is kept beside the file.")
@click.option("--no-validate", is_flag=True, help="Do not ask the server about the state before.")
@click.option("--settle", type=click.FloatRange(0), default=0, metavar="SECONDS", help="Look once more after a while.")
@FORMAT
@talks
@click.pass_context
def command(
    context: click.Context,
    /,
    project: str,
    file: str,
    base: str | None,
    force: bool,
    no_validate: bool,
    settle: float,
    shape: str,
    **options: Any,
) -> None:
    """Bring FILE into PROJECT, an id, together with what others changed there since FILE was fetched.

    What others changed is merged and written into FILE as well. Where both changed the same thing, or the result
    would be refused, nothing is sent. States that are replaced are kept in .editorkit/ beside the file.

    Exit codes: 0 FILE and project hold the same now, 1 they do not, for a conflict or a state that would be refused,
    2 the job could not be done.
    """
    if file == STDIN or not Path(file).is_file():
        raise UsageError(f"sync takes a file, for what others changed is written into it; {file!r} is none")
    document = read_side(file)
    refuse_unsound([document])
    start = _start(Path(file), project, base)
    with connected(options) as client:
        try:
            synced = client.sync(
                project, document.state, base=start, force=force, validate=not no_validate, settle=settle
            )
        except (SyncConflictError, InvalidStateError) as error:
            _give_up(Path(file), project, base, start, error, shape)
            context.exit(_APART)
    kept = _kept(Path(file), synced, force)
    if Path(file).read_bytes() == document.text:
        put_all([made_of(file, document, synced.state)])
        remember(Path(file), synced)
    else:
        remember(Path(file), Synced(project, document.state))
        _console.say(f"{file} was changed meanwhile, and is left as it is; sync it again")
    _tell(file, synced, kept, shape)


def _start(file: Path, project: str, base: str | None) -> Any:
    """What a sync starts from."""
    if base is not None:
        read = read_side(base)
        refuse_unsound([read])
        return read.state
    origin = origin_of(file)
    if origin is None:
        return None
    if origin.project_id != project:
        raise UsageError(f"{file} was fetched from project {origin.project_id}; say --base to sync it with another one")
    return origin.base


def _give_up(
    file: Path,
    project: str,
    base: str | None,
    start: Any,
    error: SyncConflictError | InvalidStateError,
    shape: str,
) -> None:
    """Tell why file and project are apart."""
    _console.say(str(error))
    kept: list[str] = []
    if error.may_be_done:
        _console.say(
            "your changes had been sent before others changed the same; fetch the project to see what is there"
        )
    if isinstance(error, SyncConflictError):
        if error.overwritten is not None:
            kept.append(str(keep_copy(file, "overwritten", error.overwritten)))
            _console.say(f"what you had synced was overwritten; it is in {kept[-1]}")
        theirs = str(keep_copy(file, "theirs", error.theirs))
        kept.append(theirs)
        _console.say(f"what is in the project is in {theirs}: bring the two together, and sync with --base {theirs}")
        if start is not None:
            origin = base or str(keep_copy(file, "base", start.state))
            kept += [] if base else [origin]
            _console.say(f"    {shlex.join(('editorkit', 'merge', origin, str(file), theirs, '-o', str(file)))}")
    if shape == "json":
        conflicts = error.conflicts if isinstance(error, SyncConflictError) else ()
        told = {"projectId": project, "sent": False, "error": harmless(str(error)), "kept": kept}
        echo_json(told | {"conflicts": [each.pointer for each in conflicts]})


def _kept(file: Path, synced: Synced, force: bool) -> list[Path]:
    """Copies of what was replaced or overwritten, where it is not in the result as it was."""
    told = [("replaced", synced.before if force else None), ("overwritten", synced.overwritten)]
    told += [("sent", synced.sent if synced.altered else None)]
    return [
        keep_copy(file, name, state)
        for name, state in told
        if state is not None and synced.is_sent and not same(state, synced.state)
    ]


def _tell(file: str, synced: Synced, kept: list[Path], shape: str) -> None:
    if shape == "json":
        told = {
            "projectId": synced.project_id,
            "sent": synced.is_sent,
            "merged": synced.merged is not None,
            "overwritten": synced.overwritten is not None,
            "altered": synced.altered,
            "updatedAt": None if synced.updated_at is None else synced.updated_at.isoformat(),
            "kept": [str(path) for path in kept],
            "error": None,
            "conflicts": [],
        }
        echo_json(told)
        return
    parts = ["was sent" if synced.is_sent else "holds what is in the project; nothing was sent"]
    if synced.merged is not None:
        parts.append("what others had changed is in it, too")
    if synced.overwritten is not None:
        parts.append("somebody had overwritten your last sync; its changes are there again")
    if synced.altered:
        parts.append("the server keeps it in another form than it was sent")
    _console.say(f"{file} {'; '.join(parts)}")
    for path in kept:
        _console.say(f"what was replaced is in {path}")
