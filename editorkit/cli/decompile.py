"""`editorkit decompile`: print the Python program that builds a state."""

import sys

import click

from editorkit import document
from editorkit.decompiling import decompile_document
from editorkit.searching import STDIN


@click.command(name="decompile")
@click.argument("path", type=click.Path())
def command(path: str) -> None:
    """Print the Python program that builds a state: to learn from, to change, to make more of.

    PATH is a file, or - for standard input. The program is run with python anywhere; it binds the state it builds to
    `state`, which is equal to that of the file.
    """
    read = document.read_stream(sys.stdin.buffer) if path == STDIN else document.read_file(path)
    click.echo(decompile_document(read), nl=False)
