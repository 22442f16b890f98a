"""`editorkit convert`: turn states into OpenTimelineIO timelines, and such timelines into states."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from editorkit.cli import _console
from editorkit.cli._reading import refuse_unsound
from editorkit.document import Document, read_file
from editorkit.errors import UsageError
from editorkit.formatting import canonical_text, formatted
from editorkit.migrations import Note
from editorkit.pointer import show
from editorkit.replacing import write_file
from editorkit.reports.escaping import visible

_NOT_DONE = 1
_TIMELINE, _STATE = ".otio", ".json"


@dataclass(frozen=True)
class _Made:
    """What is to be written, and what is to be told; where the pointers of each kind of note point into."""

    text: bytes
    losses: Iterable[Note]
    assumptions: Iterable[Note]
    lost_from: str
    assumed_in: str


@click.command(name="convert", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.argument("source", metavar="FROM", type=click.Path())
@click.argument("target", metavar="TO", type=click.Path())
@click.option("--fps", type=click.IntRange(1), help="The frame rate, 30 or 60, where an older state counts in frames.")
@click.option("--strict", is_flag=True, help="Write nothing where anything is lost.")
@click.option("--quiet", "-q", is_flag=True, help="Do not list what was lost or assumed.")
@click.pass_context
def command(context: click.Context, /, source: str, target: str, fps: int | None, strict: bool, quiet: bool) -> None:
    """Turn states into OpenTimelineIO timelines, and such timelines into states.

    \b
    editorkit convert promo.json promo.otio
    editorkit convert promo.otio promo.json

    A state comes back as it was, but for what another tool changed; what OpenTimelineIO has no field for, such as the
    look of items, rides along in its metadata. A timeline of another tool becomes a state of its clips; what had to be
    assumed, such as the size of its files, is told. States are written in the canonical form.

    Exit codes: 0 done, 1 something would be lost (--strict), 2 the job could not be done.
    """
    made = _made(source, target, fps)
    told = [(made.lost_from, "lost", note) for note in made.losses]
    refused = strict and bool(told)
    told += [(made.assumed_in, "assumed", note) for note in made.assumptions]
    for place, word, note in () if quiet else told:
        _console.say(f"{visible(place + note.pointer)}: {word}: {visible(note.message)}")
    if refused:
        click.echo(f"{visible(source)}: not converted, for something would be lost")
        context.exit(_NOT_DONE)
    write_file(Path(target), made.text)


def _made(source: str, target: str, fps: int | None) -> _Made:
    ways = {(_STATE, _TIMELINE): True, (_TIMELINE, _STATE): False}
    is_state = ways.get((Path(source).suffix.lower(), Path(target).suffix.lower()))
    if is_state is None:
        raise click.UsageError(f"name a {_STATE} and a {_TIMELINE} file: FROM is read, TO is written")
    document = read_file(source)
    if not is_state:
        return _state_of(document, target)
    refuse_unsound([document])
    return _timeline_of(document, fps)


def _timeline_of(document: Document, fps: int | None) -> _Made:
    try:
        from editorkit.interchange import text_of, to_otio

        done = to_otio(document.state, Path(document.name).stem, fps)
    except (ImportError, UsageError) as error:
        raise UsageError(f"{document.name}: {error}") from error
    before = document.name + "#" + show(document.root)
    return _Made(text_of(done.timeline).encode(), done.losses, done.assumptions, before, before)


def _state_of(document: Document, target: str) -> _Made:
    try:
        from editorkit.interchange import from_otio, timeline_in
    except ImportError as error:
        raise UsageError(f"{document.name}: {error}") from error
    found = timeline_in(document)
    done = from_otio(found.timeline)
    text, losses = canonical_text(formatted(done.state)), (*found.losses, *done.losses)
    return _Made(text, losses, done.assumptions, document.name + "#" + show(found.path), target + "#")
