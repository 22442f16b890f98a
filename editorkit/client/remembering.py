"""What a file was made from: the state that was fetched, and what was sent of it since, kept beside the file.

It is in `.editorkit/`, a folder that keeps itself out of git, so that a later sync knows what others changed.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from editorkit.client.syncing import Synced
from editorkit.errors import UsageError
from editorkit.replacing import write_file

FOLDER = ".editorkit"
_VERSION = 1


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
        told: dict[str, Any] = orjson.loads(note.read_bytes())
        return Origin(told["projectId"], Synced(told["projectId"], told["state"], told.get("sent"), told.get("before")))
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        raise UsageError(f"{note} is broken; remove it, and fetch the project again or say --base") from None


def remember(file: Path, synced: Synced, state: Any = None) -> None:
    """Note where a file comes from. state: what the file holds, where that is not what stands in the project."""
    told = {
        "version": _VERSION,
        "projectId": synced.project_id,
        "state": synced.state if state is None else state,
        "sent": synced.sent,
        "before": synced.before,
    }
    write_file(folder_beside(file) / f"{file.name}.base.json", orjson.dumps(told) + b"\n")


def folder_beside(file: Path) -> Path:
    """The folder for notes about the files beside it; it is made where it is not there."""
    folder = file.resolve().parent / FOLDER
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
