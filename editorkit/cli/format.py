"""`editorkit format`: write states in the canonical form, the same order and spelling for the same content."""

import sys

import click

from editorkit.cli._putting import Made, put_all, show_all
from editorkit.cli._reading import refuse_two_streams, refuse_unsound
from editorkit.document import Document, read_file, read_stream
from editorkit.formatting import canonical_text, formatted
from editorkit.reports.escaping import visible
from editorkit.searching import STDIN

_NOT_YET = 1


@click.command(name="format", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Write nothing; tell which files would be changed.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would be written, as a patch.")
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], check: bool, diff: bool) -> None:
    """Write states in the canonical form, the same order and spelling for the same content.

    Properties in the order of the schema, items in that of tracks and time, whole numbers as integers, two blanks a
    level. What means something stays as it is. Each PATH is rewritten in place; - is standard input, written to
    standard output. JSON that is no editor state is left alone.

    Exit codes: 0 all are in that form now, 1 some are not (--check, --diff), 2 the job could not be done.
    """
    refuse_two_streams(paths)
    read = [read_stream(sys.stdin.buffer) if path == STDIN else read_file(path) for path in paths]
    refuse_unsound([document for document in read if not document.is_something_else])
    made = [Made(path, document, _text_of(document)) for path, document in zip(paths, read, strict=True)]
    if diff:
        show_all(made)
    if not check and not diff:
        put_all(made)
        return
    changed = [one for one in made if one.is_changed]
    for one in changed if check else ():
        click.echo(f"{visible(one.document.name)}: not in the canonical form")
    context.exit(_NOT_YET if changed else 0)


def _text_of(document: Document) -> bytes:
    if document.is_something_else:
        return document.text or b""
    return canonical_text(document.with_state(formatted(document.state)))
