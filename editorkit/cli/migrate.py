"""`editorkit migrate`: bring states to another release of the format, and tell what that lost or assumed."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

import editorkit
from editorkit import wording
from editorkit.cli import _console
from editorkit.cli._putting import made_of, put_all, show_all
from editorkit.cli._reading import refuse_two_streams, refuse_unsound
from editorkit.document import Document, read_file, read_stream
from editorkit.errors import UsageError
from editorkit.migrations import Migrated, Note
from editorkit.pointer import show
from editorkit.releases import CHECKED_RELEASES
from editorkit.reports.escaping import visible
from editorkit.searching import STDIN

_NOT_YET = 1
_COULD_NOT = 2
_RELEASES = ("0.1", "0.2", "1.0", "1.1")


@dataclass(frozen=True)
class _Job:
    """One document and what became of it."""

    path: str
    document: Document
    migrated: Migrated

    @property
    def is_changed(self) -> bool:
        return self.migrated.release_from != self.migrated.release_to

    def told(self) -> list[str]:
        """Its losses and assumptions, a line each."""
        name, root = visible(self.document.name), show(self.document.root)
        return [
            f"{name}#{visible(root + note.pointer)}: {word}: {visible(note.message)}"
            for word, notes in (("lost", self.migrated.losses), ("assumed", self.migrated.assumptions))
            for note in notes
        ]

    def refused(self) -> Iterator[str]:
        """Whether a check would still refuse what came of it."""
        state, to = self.migrated.state, self.migrated.release_to
        if to in CHECKED_RELEASES and not (report := editorkit.check(state, release=to)).accepted:
            count = sum(finding.evidence == "official" for finding in report.findings)
            why = f"{wording.counted(count, 'finding')}; `editorkit check` tells why"
            yield f"{visible(self.document.name)}: release {to} still refuses it, {why}"

    @property
    def notes(self) -> tuple[Note, ...]:
        return (*self.migrated.losses, *self.migrated.assumptions)


@click.command(name="migrate", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--to", type=click.Choice(_RELEASES), default=_RELEASES[-1], show_default=True, help="The release.")
@click.option("--fps", type=click.IntRange(1), help="The frame rate, 30 or 60, where a state counts in frames.")
@click.option("--strict", is_flag=True, help="Write nothing where anything is lost or had to be assumed.")
@click.option("--check", is_flag=True, help="Write nothing; tell which files would be changed.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would be written, as a patch.")
@click.option("--quiet", "-q", is_flag=True, help="Do not list what was lost or assumed.")
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Bring states to another release of the format, and tell what that lost or assumed.

    Each PATH is rewritten in place, laid out as it was; - is standard input, written to standard output. All are
    migrated before the first is written.

    Exit codes: 0 all are of the release now, 1 some are not (--check, --diff, --strict), 2 the job could not be done.
    """
    refuse_two_streams(paths)
    read = [read_stream(sys.stdin.buffer) if path == STDIN else read_file(path) for path in paths]
    refuse_unsound(read)
    jobs = [_Job(path, document, _migrated(document, options)) for path, document in zip(paths, read, strict=True)]
    for job in jobs:
        for line in () if options["quiet"] else [*job.told(), *job.refused()]:
            _console.say(line)
    refused = [job for job in jobs if options["strict"] and job.notes]
    made = [made_of(job.path, job.document, job.migrated.state) for job in jobs]
    if options["diff"]:
        show_all(made)
    if options["check"] or options["diff"] or refused:
        for job in refused or [job for job in jobs if job.is_changed and not options["diff"]]:
            done = job.migrated
            click.echo(f"{visible(job.document.name)}: of release {done.release_from}, not {done.release_to}")
        context.exit(_NOT_YET if refused or any(job.is_changed for job in jobs) else 0)
    put_all(made)


def _migrated(document: Document, options: dict[str, Any]) -> Migrated:
    try:
        return editorkit.migrate(document.state, options["to"], fps=options["fps"])
    except UsageError as error:
        raise UsageError(f"{document.name}: {error}") from error
