"""`editorkit merge`: bring two people's changes of one state together, or tell what stands against it."""

import sys
from pathlib import Path
from typing import Any

import click

from editorkit import wording
from editorkit.cli import _console
from editorkit.cli._reading import read_side, refuse_two_streams, refuse_unsound
from editorkit.document import Document
from editorkit.merging import Merged
from editorkit.merging.documents import merge_documents
from editorkit.replacing import write_file
from editorkit.reports.merge import MergeRun, format_names, load_format
from editorkit.rewriting import rewrite

_CONFLICTS = 1


@click.command(name="merge", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.option("-o", "--output", metavar="OUT", help="The file to write; untouched where there are conflicts.")
@click.option(
    "--prefer",
    metavar="SIDE|POINTER=SIDE",
    multiple=True,
    help="Whose change to take where both cannot be had: ours, theirs, or /items/title=theirs for one place.",
)
@click.option("--check", is_flag=True, help="Only tell whether it can be merged.")
@click.option("--format", type=click.Choice(format_names()), default="text", show_default=True, help="Of the report.")
@click.option("--fps", type=click.IntRange(1), help="The frame rate, where an older state counts in frames.")
@click.pass_context
def command(context: click.Context, /, base: str, ours: str, theirs: str, **options: Any) -> None:
    """Bring two people's changes of one state together, or tell what stands against it.

    BASE is what both began with; each side is a file, - for standard input, or a file of a git revision. The merged
    state is written to OUT, else to standard output, laid out as OURS is. Where there are conflicts, or a check would
    find the result worse than what went into it, nothing is written.

    Exit codes: 0 merged, 1 conflicts, 2 the job could not be done.
    """
    names = (base, ours, theirs)
    refuse_two_streams(names)
    read = [read_side(name) for name in names]
    refuse_unsound(read)
    merged = merge_documents(*read, prefer=preferences(options["prefer"]), fps=options["fps"])
    for message in merged.notes:
        _console.say(message)
    if merged.resolved:
        _console.say(f"{wording.counted(len(merged.resolved), 'conflict')} settled by preference")
    if merged.state is not None and not options["check"]:
        _write(merged, read[1], options["output"])
    if merged.state is None or options["check"] or (options["output"] and options["format"] != "text"):
        run = MergeRun(options["output"] or ours, merged, _console.wants_colour(sys.stdout))
        click.echo(load_format(options["format"]).render(run), nl=False, color=run.colour)
    context.exit(0 if merged.state is not None else _CONFLICTS)


def preferences(words: tuple[str, ...]) -> dict[str, str]:
    """What was said with --prefer, by pointer."""
    pairs = [word.rpartition("=") for word in words]
    return {pointer: side for pointer, _, side in pairs}


def _write(merged: Merged, ours: Document, output: str | None) -> None:
    text = rewrite(ours.text or b"", ours.data, merged.state)
    if output is None or output == "-":
        click.echo(text, nl=False)
    else:
        write_file(Path(output), text)
