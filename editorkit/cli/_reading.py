"""Documents that a command is given by name, read or refused."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from editorkit import document as documents
from editorkit.cli import _console
from editorkit.document import Document
from editorkit.errors import UsageError
from editorkit.git.revisions import file_at
from editorkit.searching import STDIN


def read_side(name: str) -> Document:
    """A file, standard input (`-`), or where there is no such file one of a git revision, `HEAD~3:promo.json`."""
    revision, colon, path = name.partition(":")
    if name == STDIN:
        return documents.read_stream(sys.stdin.buffer)
    if colon and revision and path and not Path(name).exists():
        return documents.read_text(file_at(revision, path, Path.cwd()), name)
    return documents.read_file(name)


def refuse_unsound(read: Sequence[Document]) -> None:
    """Leave with 2 where a document is no JSON to rely on or holds no state, once all that is wrong has been told."""
    told = [message for document in read for message in document.told_against]
    for message in told:
        _console.say(message)
    if told:
        click.get_current_context().exit(2)


def refuse_two_streams(names: Sequence[str]) -> None:
    """Standard input can be read once."""
    if names.count(STDIN) > 1:
        raise UsageError("only one side can be standard input; name a file for the other")


def key_in(name: str) -> str:
    """The API key in a file. Raises UsageError where it cannot be read."""
    try:
        return Path(name).read_text(encoding="ascii").strip()
    except OSError as error:
        raise UsageError(f"the key file {name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"the key file {name} holds no key: it is no plain text") from None
