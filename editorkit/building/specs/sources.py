"""Spec files as they are written: YAML 1.2 or JSON, with the line of everything in them.

YAML is read as data only: no tags, no merge keys, no key twice. `16:9` is a word in YAML 1.2, and dates are words too.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from editorkit import document, wording
from editorkit.errors import DataError
from editorkit.mappings import MAX_DEPTH
from editorkit.pointer import Path
from editorkit.positions import locate

LARGEST = 512 * 2**10  # bytes; some seconds of work
_MOST_VALUES = 100_000  # aliases may make very many of few
_YAML = "tag:yaml.org,2002:"
_DEEP = re.compile(rf"(?:[\[{{]\s*+){{{MAX_DEPTH + 1}}}")  # would take the reader seconds to give up
_WORDS = frozenset(_YAML + kind for kind in ("str", "timestamp"))


@dataclass(frozen=True)
class Source:
    """What a file says. lines: of each value, from 1, by its path."""

    name: str
    data: Any
    lines: Mapping[Path, int]

    def place(self, path: Path) -> str:
        """`promo.yaml:12`, the line of a value or of what it is in."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"

    def error(self, path: Path, message: str) -> DataError:
        """What is wrong at a path: to be raised."""
        return DataError(f"{self.place(path)}: {message}")


def read_source(path: str) -> Source:
    """Read a spec file: JSON where its name ends in .json, else YAML.

    Raises UnreadableError where it cannot be read, DataError where it is no such text.
    """
    read = document.read_file(path, max_bytes=LARGEST)
    return _of_json(read) if FilePath(path).suffix.lower() == ".json" else _of_yaml(path, read.text or b"")


def _of_json(read: document.Document) -> Source:
    for _, fault in read.json_faults:
        where = "".join(f":{number}" for number in fault.position or ())
        raise DataError(f"{read.name}{where}: {fault.message}")
    paths = list(_paths(read.data, ()))
    places = locate(read.text or b"", [(path, False) for path in paths])
    return Source(read.name, read.data, {path: line for path, (line, _) in zip(paths, places, strict=True)})


def _paths(value: Any, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(value, dict | list):
        for token, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(inner, (*path, token))


def _of_yaml(name: str, text: bytes) -> Source:
    from ruamel.yaml import YAML  # 30 ms to load
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if _DEEP.search(text.decode("utf-8", "replace")):
        raise DataError(f"{name}: nested too deep")
    try:
        node = YAML(typ="safe", pure=True).compose(text.decode("utf-8-sig"))
        reader = _Reader(name)
        return Source(name, None if node is None else reader.read(node, ()), reader.lines)
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"{name}:{line}: not well-formed YAML: {error.problem}") from error
    except (YAMLError, ValueError) as error:
        raise DataError(f"{name}: not well-formed YAML: {str(error).splitlines()[0]}") from error
    except RecursionError as error:
        raise DataError(f"{name}: nested too deep") from error


class _Reader:
    """Turns the nodes of a YAML document into data."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path, int] = {}

    def read(self, node: Any, path: Path) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if len(self.lines) > _MOST_VALUES:
            raise self._error(node, f"more than {_MOST_VALUES} values, counting what aliases stand for")
        if len(path) > MAX_DEPTH:
            raise self._error(node, f"nested more than {MAX_DEPTH} levels deep")
        if node.id == "mapping" and node.tag == f"{_YAML}map":
            return self._mapping(node, path)
        if node.id == "sequence" and node.tag == f"{_YAML}seq":
            return [self.read(inner, (*path, index)) for index, inner in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in node.value:
            if key.id != "scalar" or key.tag == f"{_YAML}merge":
                raise self._error(key, "keys are words; merge keys (<<) are no part of YAML 1.2")
            if key.value in made:
                raise self._error(key, f"the key {wording.name(key.value)} is there twice")
            made[key.value] = self.read(value, (*path, key.value))
            self.lines[(*path, key.value)] = key.start_mark.line + 1
        return made

    def _scalar(self, node: Any) -> Any:
        text: str = node.value
        if node.tag in _WORDS:
            text.encode()
            return text
        kind = node.tag.removeprefix(_YAML)
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "int":
            digits = text.replace("_", "")
            return int(digits, 0) if digits.lstrip("+-")[:2].lower() in ("0x", "0o") else int(digits)
        number = math.inf if kind != "float" or text[-1:].isalpha() else float(text.replace("_", ""))
        if math.isfinite(number):
            return number
        raise self._error(node, f"{wording.name(text)} is no plain value: a spec has no tags, infinity or NaN")

    def _error(self, node: Any, message: str) -> DataError:
        return DataError(f"{self.name}:{node.start_mark.line + 1}: {message}")
