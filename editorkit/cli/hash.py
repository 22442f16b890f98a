"""`editorkit hash`: tell a hash of what states say, equal for equal states however they are written."""

import click

from editorkit.cli._reading import read_side, refuse_two_streams, refuse_unsound
from editorkit.formatting import content_hash
from editorkit.reports.escaping import visible


@click.command(name="hash", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
def command(paths: tuple[str, ...]) -> None:
    """Tell a hash of what states say, equal for equal states however they are written.

    PATH is a file, - for standard input, or a file of a git revision such as HEAD~3:promo.json. Each line is the
    SHA-256 of the canonical form (see `editorkit format`), two blanks and the name, as sha256sum writes it.

    Exit codes: 0 all were told, 2 the job could not be done.
    """
    refuse_two_streams(paths)
    read = [read_side(path) for path in paths]
    refuse_unsound(read)
    for document in read:
        click.echo(f"{content_hash(document.state)}  {visible(document.name)}")
