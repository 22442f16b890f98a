"""A configuration file, read."""

import os
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from editorkit.configuration import globs
from editorkit.configuration.settings import Settings
from editorkit.pointer import Path
from editorkit.suppressions import Suppression


@dataclass(frozen=True)
class Override:
    """Settings for some files only."""

    paths: tuple[str, ...]
    settings: Settings


@dataclass(frozen=True)
class Listed:
    """A suppression and where it stands in the file."""

    suppression: Suppression
    path: Path
    position: tuple[int, int] | None


@dataclass(frozen=True)
class Configuration:
    """What a configuration file says; as it is, what holds without one. `file` is an absolute path."""

    file: FilePath | None = None
    settings: Settings = field(default_factory=Settings)
    overrides: tuple[Override, ...] = ()
    suppressions: tuple[Listed, ...] = ()

    def layers_for(self, path: FilePath) -> tuple[Settings, ...]:
        """The settings that count for a file (absolute path), later ones stronger."""
        name = self.name_of(path)
        return (self.settings, *(o.settings for o in self.overrides if covers(o.paths, name)))

    def name_of(self, path: FilePath) -> str:
        """How globs see a file: from the folder of the configuration file, with forward slashes."""
        return shown(path) if self.file is None else relative_name(path, self.file.parent)


def covers(paths: tuple[str, ...], name: str) -> bool:
    """Whether any of the globs matches."""
    return any(globs.matches(pattern, name) for pattern in paths)


def relative_name(path: FilePath, folder: FilePath) -> str:
    """A file's name from a folder, with forward slashes; both are absolute."""
    try:
        return shown(FilePath(os.path.relpath(path, folder)))
    except ValueError:  # another drive
        return shown(path)


def shown(path: FilePath) -> str:
    """A path with forward slashes, the same in every locale. Python reads names as ASCII where the locale is C."""
    return os.fsencode(path.as_posix()).decode("utf-8", "surrogateescape")
