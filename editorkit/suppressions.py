"""Suppressions: findings that somebody decided to live with, and what became of them in a run."""

from dataclasses import dataclass
from datetime import date

from editorkit.pointer import Path

ANY = "*"


@dataclass(frozen=True)
class Suppression:
    """One `[[suppress]]` entry of a configuration file.

    entity: the id of the item, asset, track or transition; "*" for every one and for the document as a whole.
    paths: globs of the files it is for, from the folder of the configuration file; none means all files.
    expires: the last day on which it holds.
    """

    rule: str
    entity: str
    reason: str
    paths: tuple[str, ...] = ()
    expires: date | None = None


@dataclass(frozen=True)
class Usage:
    """What became of a suppression.

    path: where it stands in the configuration file; position: its line and column there, where known.
    unused: nothing was found that it could suppress, although everything it is for was looked at.
    expired: its last day has passed, so that it suppressed nothing.
    """

    suppression: Suppression
    path: Path
    position: tuple[int, int] | None
    unused: bool
    expired: bool
