"""One step between two neighbouring releases a file; dropping in a file is enough."""

from collections.abc import Callable
from dataclasses import dataclass

from editorkit.migrations.draft import Draft


@dataclass(frozen=True)
class Step:
    """How a state of one release becomes one of the next or the one before.

    convert: changes the state of a draft in place; leaves what it cannot read as it is; raises nothing but UsageError.
    """

    name: str
    source: str
    target: str
    convert: Callable[[Draft], None]
