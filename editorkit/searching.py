"""Find the files a command is to work on."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

STDIN = "-"
_SUFFIX = ".json"
_NEVER_ENTERED = ("node_modules", "__pycache__")
_MARK_OF_A_VENV = "pyvenv.cfg"


@dataclass(frozen=True)
class Candidate:
    """A file to look at.

    name: as it was given, or below a folder as it was given.
    was_searched: found in a folder, so that it may turn out to be no editor state at all.
    """

    name: str
    was_searched: bool


@dataclass(frozen=True)
class Search:
    """What was found. problems: what could not be looked into, and why, in words."""

    candidates: tuple[Candidate, ...]
    folders: tuple[str, ...]
    problems: tuple[str, ...]


def search(paths: Iterable[str]) -> Search:
    """Files as they are given, folders searched for `*.json` in name order; every file once, under its first name.

    Hidden folders, node_modules and virtual environments are not entered, links to folders not followed.
    """
    found: dict[str, Candidate] = {}
    folders: list[str] = []
    problems: list[str] = []
    for path in paths:
        if path == STDIN or not _is_folder(path):
            key = _identity(path)
            found[key] = replace(found.get(key, Candidate(path, False)), was_searched=False)
        else:
            folders.append(path)
            for name in _json_files(path, problems):
                found.setdefault(_identity(name), Candidate(name, was_searched=True))
    return Search(tuple(found.values()), tuple(folders), tuple(problems))


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:  # a name that is too long, a folder that is closed: whoever reads it will say so
        return False


def _identity(path: str) -> str:
    return path if path == STDIN else os.path.normcase(os.path.realpath(path))


def _json_files(top: str, problems: list[str]) -> Iterator[str]:
    waiting = [(top, True)]  # not by recursion: folders can be nested deeper than Python calls
    while waiting:
        name, is_folder = waiting.pop()
        if not is_folder:
            yield name
            continue
        inside = "" if name == os.curdir else f"{name.rstrip(os.sep)}{os.sep}"
        try:
            entries = _entries(name)
        except OSError as error:
            problems.append(f"{name}: cannot be searched: {error.strerror}")
            continue
        waiting += [(inside + entry.name, entry.is_dir(follow_symlinks=False)) for entry in reversed(entries)]


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """The folders to enter and the JSON files, in name order."""
    with os.scandir(folder) as listing:
        return sorted((entry for entry in listing if _is_wanted(entry)), key=lambda entry: entry.name)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if not entry.is_dir(follow_symlinks=False):
        return entry.name.endswith(_SUFFIX) and entry.is_file()
    if entry.name.startswith(".") or entry.name in _NEVER_ENTERED:
        return False
    return not Path(entry.path, _MARK_OF_A_VENV).exists()
