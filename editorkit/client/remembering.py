"""What a file was made from: the state that was fetched, and what was sent of it since, kept beside the file.

It is in `.editorkit/`, a folder that keeps itself out of git, so that a later sync knows what others changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from editorkit.client.syncing import Put, Synced
from editorkit.errors import UsageError
from editorkit.formatting import canonical_text
from editorkit.replacing import write_file

FOLDER = ".editorkit"


class _Note(BaseModel):
    """What is noted of a file."""

    model_config = ConfigDict(strict=True, alias_generator=to_camel, populate_by_name=True)

    version: Literal[1] = 1
    project_id: str
    state: Mapping[str, Any]
    sent: Mapping[str, Any] | None = None
    before: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Origin:
    """Where a file comes from. base: what a sync starts from."""

    project_id: str
    base: Synced


def origin_of(file: Path) -> Origin | None:
    """Where a file comes from; None where that is not known. Raises UsageError where the note of it is broken."""
    note = _note_of(file)
    if not note.exists():
        return None
    try:
        told = _Note.model_validate_json(note.read_bytes())
    except (OSError, ValidationError):
        raise UsageError(f"{note} is broken; remove it, and fetch the project again or say --base") from None
    puts = (Put(told.sent, told.before),) if told.sent is not None and told.before is not None else ()
    return Origin(told.project_id, Synced(told.project_id, told.state, puts))


def remember(file: Path, synced: Synced) -> None:
    """Note where a file comes from that holds what stands in a project now."""
    told = _Note(
        project_id=synced.project_id,
        state=synced.state,
        sent=synced.sent,
        before=synced.before,
    )
    write_file(folder_beside(file) / f"{file.name}.base.json", orjson.dumps(told.model_dump(by_alias=True)) + b"\n")


def keep_copy(file: Path, name: str, state: Mapping[str, Any]) -> Path:
    """Keep a state beside a file; where it is. name: what it is of the file, such as "overwritten".

    What was kept before stays.
    """
    folder, text = folder_beside(file), canonical_text(state)
    for number in count(1):
        copy = folder / f"{file.name}.{name}{'' if number == 1 else f'-{number}'}.json"
        if not copy.exists():
            write_file(copy, text)
        if copy.read_bytes() == text:
            return copy
    raise AssertionError


def folder_beside(file: Path) -> Path:
    """The folder for notes about the files beside it; it is made where it is not there."""
    folder = file.resolve().parent / FOLDER
    for path in (folder, folder / ".gitignore", _note_of(file)):
        if path.is_symlink():
            raise UsageError(f"{path} is a link, and notes are not written elsewhere; remove it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}") from None
    return folder


def _note_of(file: Path) -> Path:
    return file.resolve().parent / FOLDER / f"{file.name}.base.json"
