"""What a command made of documents: put in their place, shown, or only told."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from editorkit.document import Document
from editorkit.replacing import write_file
from editorkit.reports.escaping import visible
from editorkit.rewriting import rewrite
from editorkit.searching import STDIN


@dataclass(frozen=True)
class Made:
    """A document and the text that is to take the place of its own. path: as it was given; "-" for standard input."""

    path: str
    document: Document
    text: bytes

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return self.text != self.document.text


def made_of(path: str, document: Document, state: object) -> Made:
    """A document that is to hold another state; what stays as it is stays to the byte."""
    text = document.text or b""
    return Made(path, document, rewrite(text, document.data, document.with_state(state)))


def put_all(made: Iterable[Made], output: str | None = None) -> None:
    """Write what has changed in its place; what came from standard input goes to standard output.

    output: where to write instead, changed or not.
    """
    if output is not None:
        made = [replace(one, path=output) for one in made]
    for one in made:
        if one.path == STDIN:
            click.echo(one.text, nl=False)
        elif one.is_changed or output is not None:
            write_file(Path(one.path), one.text)


def show_all(made: Iterable[Made]) -> None:
    """Show what would be written, as a patch."""
    for one in made:
        for line in _patch(one):
            click.echo(line)


def _patch(made: Made) -> Iterator[str]:
    name = visible(made.document.name)
    before, after = (text.decode("utf-8", "replace").split("\n") for text in (made.document.text or b"", made.text))
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm=""):
        yield visible(line)
