"""What every flow knows: the settings, and what a flow must not do by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from editorkit.client.settings import Settings


@dataclass(frozen=True)
class Context:
    """What every flow knows.

    now: seconds on a clock that only goes forward. wall: seconds since 1970. chance: a number from 0 up to 1.
    fresh_key: an idempotency key nobody has used.
    """

    settings: Settings
    now: Callable[[], float]
    wall: Callable[[], float]
    chance: Callable[[], float]
    fresh_key: Callable[[], str]
