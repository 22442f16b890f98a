"""Documents that a command is given by name, read or refused."""

import sys
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

import click

from editorkit import document as documents
from editorkit.cli import _console
from editorkit.document import Document
from editorkit.errors import UsageError
from editorkit.git.revisions import file_at
from editorkit.pointer import Path
from editorkit.searching import STDIN


def read_side(name: str) -> Document:
    """A file, standard input (`-`), or where there is no such file one of a git revision, `HEAD~3:promo.json`."""
    revision, colon, path = name.partition(":")
    if name == STDIN:
        return documents.read_stream(sys.stdin.buffer)
    if colon and revision and path and not FilePath(name).exists():
        return documents.read_text(file_at(revision, path, FilePath.cwd()), name)
    return documents.read_file(name)


def refuse_unsound(read: Sequence[Document]) -> None:
    """Leave with 2 where a document is no JSON to rely on or holds no state, once all that is wrong has been told."""
    faults = [(document, fault) for document in read for rule in document.faults for fault in document.faults[rule]]
    faults = [pair for pair in faults if pair[1] not in pair[0].faults.get("byte-order-mark", ())]
    for document, fault in faults:
        where = "".join(f":{number}" for number in fault.position or ())
        _console.say(f"{document.name}{where}: {fault.message}")
    if faults:
        click.get_current_context().exit(2)


def refuse_two_streams(names: Sequence[str]) -> None:
    """Standard input can be read once."""
    if names.count(STDIN) > 1:
        raise UsageError("only one side can be standard input; name a file for the other")


def around(document: Document) -> object:
    """What a document holds around its state; None where it is the state itself."""
    return _without(document.data, document.root) if document.root else None


def _without(data: Any, path: Path) -> Any:
    if len(path) == 1:
        return {key: value for key, value in data.items() if key != path[0]}
    return data | {path[0]: _without(data[path[0]], path[1:])}
