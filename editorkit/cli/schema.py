"""`editorkit schema`: print a JSON Schema for editors and other validators."""

import click

from editorkit import schema as schemas
from editorkit.cli._using import capabilities_in_use
from editorkit.narrowing import narrow
from editorkit.releases import CHECKED_RELEASES
from editorkit.reports.escaping import json_text


@click.command(name="schema")
@click.option("--release", type=click.Choice(CHECKED_RELEASES), default=CHECKED_RELEASES[-1], show_default=True)
@click.option("--capabilities", "file", metavar="FILE", help="Accept what this payload lists and nothing else.")
def command(release: str, file: str | None) -> None:
    """Print the JSON Schema (draft-07) of a release, for VS Code, ajv or check-jsonschema.

    It is complete in itself, and narrowed to the capabilities in use (see `editorkit capabilities`).
    """
    click.echo(json_text(narrow(schemas.load(release), capabilities_in_use(file))), nl=False)
