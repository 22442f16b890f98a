"""Recipes: transforms and their options in a YAML or JSON file.

- trim: {start: 1s, end: 8s}
- close-gaps
- fade-audio: {fade-out: 1s}
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from editorkit.building.specs.sources import Source, read_source
from editorkit.transforms import Step


def read_recipe(file: Path) -> list[Step]:
    """The steps of a recipe. Raises UnreadableError and DataError, which name the line."""
    source = read_source(str(file))
    if not isinstance(source.data, list) or not source.data:
        raise source.error((), "a recipe is a list of transforms, such as `- close-gaps` and `- shift: {by: 1s}`")
    return list(_steps(source, source.data))


def _steps(source: Source, entries: list[Any]) -> Iterator[Step]:
    for number, entry in enumerate(entries):
        if isinstance(entry, str):
            yield Step(entry)
            continue
        pairs = list(entry.items()) if isinstance(entry, dict) else []
        if len(pairs) != 1 or not isinstance(pairs[0][1], dict | None):
            raise source.error((number,), "a step is the name of a transform, or one name with its options")
        yield Step(pairs[0][0], pairs[0][1] or {})
