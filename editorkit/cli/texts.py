"""`editorkit texts`: list all that is written in a state, for translation."""

import csv
import io
import sys

import click

from editorkit.cli._reading import refuse_unsound
from editorkit.document import read_file, read_stream
from editorkit.editing.texts import texts
from editorkit.reports.escaping import json_text
from editorkit.searching import STDIN


@click.command(name="texts", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.argument("path")
@click.option("--format", type=click.Choice(("csv", "json")), default="csv", show_default=True, help="How to write it.")
def command(path: str, format: str) -> None:
    """List all that is written in a state, for translation.

    A table of JSON Pointers and texts: of text items, templates, charts and captions. A file of the same two columns
    with the texts translated is put back with `editorkit transform replace-texts --to @translated.csv`.

    Exit codes: 0 done, 2 the job could not be done.
    """
    document = read_stream(sys.stdin.buffer) if path == STDIN else read_file(path)
    refuse_unsound([document])
    found = texts(document.state)
    if format == "json":
        click.echo(json_text(dict(found)), nl=False)
        return
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([("pointer", "text"), *found])
    click.echo(table.getvalue(), nl=False)
