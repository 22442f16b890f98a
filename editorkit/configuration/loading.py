"""Find the configuration file that counts for a place, and read it.

A configuration file can select rules, and name files below the root of its repository. It cannot run code, name a URL
or hold a key; and none is ever taken from above the repository.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from editorkit.configuration import keys
from editorkit.configuration.model import Configuration, Listed, Override
from editorkit.configuration.settings import Settings
from editorkit.errors import ConfigurationError
from editorkit.pointer import Path
from editorkit.suppressions import Suppression

OWN_NAME = "editorkit.toml"
SHARED_NAME = "pyproject.toml"
_LARGEST = 1 << 20
_SUPPRESS_LINE = r"\s*\[\[\s*(?:tool\s*\.\s*editorkit\s*\.\s*)?suppress\s*\]\]"
_NAMED_FILES = ("capabilities", "baseline")


class Configurations:
    """The configuration files that the files of one run meet, each read once. All paths are absolute."""

    def __init__(self, working_folder: FilePath) -> None:
        self._working_folder = working_folder
        self._by_folder: dict[FilePath, Configuration | None] = {}

    def nearest(self, folder: FilePath) -> Configuration:
        """What counts for files of a folder; an empty configuration where there is none.

        Looks upwards, as far as the root of the repository. Outside of any repository that would end in folders
        such as /tmp, where anyone can leave a file: there it looks no higher than the working folder.
        """
        for place in _upwards(folder, self._working_folder):
            if place not in self._by_folder:
                self._by_folder[place] = _in_folder(place)
            found = self._by_folder[place]
            if found is not None:
                return found
        return Configuration()


def load(file: FilePath) -> Configuration:
    """Read a configuration file, given by an absolute path. Raises ConfigurationError."""
    table = _table(file)
    if table is None:
        raise ConfigurationError(f"{file}: there is no [tool.editorkit] in it")
    return _read(file, table)


def repository_of(folder: FilePath) -> FilePath | None:
    """The root of the repository that a folder is in."""
    return next((place for place in (folder, *folder.parents) if _holds(place / ".git", FilePath.exists)), None)


def _holds(path: FilePath, test: Callable[[FilePath], bool]) -> bool:
    try:
        return test(path)
    except OSError:  # a name that is too long, a folder that is closed
        return False


def _upwards(folder: FilePath, working_folder: FilePath) -> Iterator[FilePath]:
    top = repository_of(folder) or (working_folder if folder.is_relative_to(working_folder) else folder)
    for place in (folder, *folder.parents):
        yield place
        if place == top:
            return


def _in_folder(folder: FilePath) -> Configuration | None:
    for name in (OWN_NAME, SHARED_NAME):
        file = folder / name
        table = _table(file) if _holds(file, FilePath.is_file) else None
        if table is not None:
            return _read(file, table)
    return None


def _table(file: FilePath) -> Mapping[str, Any] | None:
    """The table that is ours; None where a shared file has none."""
    text = _text(file)
    shared = file.name == SHARED_NAME
    if shared and "editorkit" not in text:
        return None
    import tomllib  # most runs have nothing to read with it

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{file}: not valid TOML: {error}") from error
    if not shared:
        return data
    tool = data.get("tool")
    return tool.get("editorkit") if isinstance(tool, dict) else None


def _text(file: FilePath) -> str:
    try:
        if not file.is_file():
            raise ConfigurationError(f"{file}: there is no such file")
        if file.stat().st_size > _LARGEST:
            raise ConfigurationError(f"{file}: larger than 1 MiB; that is no configuration file")
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: not UTF-8 at byte {error.start}") from error
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read: {error.strerror}") from error


def _read(file: FilePath, table: Mapping[str, Any]) -> Configuration:
    top: Path = ("tool", "editorkit") if file.name == SHARED_NAME else ()
    place = f"{file}: tool.editorkit" if top else f"{file}"
    tables = {"overrides": _tables, "suppress": _tables}
    read = keys.read_table(table, {**keys.SETTING_KEYS, **tables}, place)
    overrides = [
        _override(entry, f"{place}: overrides[{index}]") for index, entry in enumerate(read.pop("overrides", ()))
    ]
    suppressed = [
        _suppression(entry, f"{place}: suppress[{index}]") for index, entry in enumerate(read.pop("suppress", ()))
    ]
    for key in _NAMED_FILES:
        if key in read:
            read[key] = _inside(file.parent, read[key], f"{place}: {key}")
    return Configuration(file, Settings(**read), tuple(overrides), tuple(_listed(suppressed, top, file)))


def _tables(value: Any) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ValueError("must be a list of tables, each under its own [[...]]")
    return value


def _override(table: Any, place: str) -> Override:
    read = keys.read_table(table, keys.OVERRIDE_KEYS, place, required=("paths",))
    return Override(read.pop("paths"), Settings(**read))


def _suppression(table: Any, place: str) -> Suppression:
    return Suppression(**keys.read_table(table, keys.SUPPRESS_KEYS, place, ("rule", "entity", "reason")))


def _inside(folder: FilePath, name: str, place: str) -> FilePath:
    """The path of a named file, which must not lead out of the repository, be it by a link."""
    path = folder / name
    limit = (repository_of(folder) or folder).resolve()
    if not path.resolve().is_relative_to(limit):
        raise ConfigurationError(f"{place}: {name!r} leads out of {limit}")
    return path


def _listed(suppressed: list[Suppression], top: Path, file: FilePath) -> Iterator[Listed]:
    """Suppressions with their places. TOML readers give no lines, so headers are counted in the text."""
    texts = _text(file).split("\n") if suppressed else []
    lines = [number for number, line in enumerate(texts, 1) if re.match(_SUPPRESS_LINE, line)]
    known = len(lines) == len(suppressed)
    for index, suppression in enumerate(suppressed):
        yield Listed(suppression, (*top, "suppress", index), (lines[index], 1) if known else None)
