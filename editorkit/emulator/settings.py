"""What an emulator is told when it starts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from editorkit.capabilities import Capabilities, bundled
from editorkit.emulator.clock import NANOSECONDS
from editorkit.emulator.dialects import DIALECTS, Dialect
from editorkit.emulator.faults import Fault
from editorkit.errors import UsageError
from editorkit.suggestions import did_you_mean

_HOUR = 3600 * NANOSECONDS


@dataclass(frozen=True)
class Settings:
    """Of one emulator; all have defaults.

    api: the release it speaks. host, port: where it listens; port 0 is any that is free.
    data: the folder that keeps its state; None for nowhere. seed: makes ids, keys and chances the same in every run.
    now: the moment its clock starts at, in nanoseconds since 1970; None for that of the machine. speed: of the clock.
    key, webhook_secret: None to make one; an empty secret is an account without webhooks.
    slots: how many exports may be active at once. quota: standard seconds to spend on exports; None for no end of them.
    sync_rate: how often in a second a project may be synced; None for as often as wished.
    export_time, link_time: nanoseconds that an export takes, and that an output URL lasts.
    output_size: bytes that an output has at least. paid: whether the account may use more than validate and
        capabilities. allow_callback, allow_host: names that webhooks may go to, and that the server is asked by, beyond
        loopback. max_body: bytes of a JSON body. on_request: told method, path and status of every answer.
    """

    api: str = "1.1"
    host: str = "127.0.0.1"
    port: int = 0
    data: Path | None = None
    seed: str | None = None
    now: int | None = None
    speed: Fraction = Fraction(1)
    key: str | None = field(default=None, repr=False)
    webhook_secret: str | None = field(default=None, repr=False)
    slots: int = 2
    quota: int | None = None
    sync_rate: Fraction | None = None
    export_time: int = 2 * NANOSECONDS
    link_time: int = 24 * _HOUR
    output_size: int = 0
    paid: bool = True
    allow_callback: tuple[str, ...] = ()
    allow_host: tuple[str, ...] = ()
    capabilities: Capabilities = field(default_factory=bundled)
    faults: tuple[Fault, ...] = ()
    max_body: int = 32 * 2**20
    on_request: Callable[[str, str, int], None] = lambda method, path, status: None

    def __post_init__(self) -> None:
        if self.api not in DIALECTS:
            raise UsageError(
                f"no release {self.api!r} of the API{did_you_mean(self.api, DIALECTS)}; there are {', '.join(DIALECTS)}"
            )
        for name in ("slots", "export_time", "link_time", "max_body"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name.replace('_', '-')} must be above 0, not {getattr(self, name)}")
        if self.output_size > _LARGEST_OUTPUT:
            raise UsageError(f"an output has at most {_LARGEST_OUTPUT} bytes, not {self.output_size}")
        if self.sync_rate is not None and self.sync_rate <= 0:
            raise UsageError(f"sync-rate must be above 0, not {self.sync_rate}")
        if self.key is not None and not (
            self.key.isascii() and self.key.isprintable() and self.key.strip() == self.key
        ):
            raise UsageError("an API key is made of printable ASCII characters and does not begin or end with blanks")

    @property
    def dialect(self) -> Dialect:
        """How the release it speaks differs from the other."""
        return DIALECTS[self.api]


_LARGEST_OUTPUT = 2**30
