"""Running: an emulator in a thread of this process, for tests and notebooks."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from editorkit.emulator import faults as faulting
from editorkit.emulator.clock import NANOSECONDS, moment_of
from editorkit.emulator.server import Server, open_server
from editorkit.emulator.settings import Settings

T = TypeVar("T")
_LOOKS_EVERY = 0.005


class Emulator:
    """A running emulator.

    url, key, webhook_secret: what a client needs. crashes: defects of the emulator itself that requests met; a test may
    hold that there are none. All that it does is done in the server's own thread, between two requests.
    """

    def __init__(self, server: Server, loop: asyncio.AbstractEventLoop, crashes: list[Exception]) -> None:
        self._account = account = server.account
        self._loop = loop
        self.url = account.base_url
        self.key = account.key
        self.key_id = account.key_id
        self.webhook_secret = account.webhook_secret
        self.api = account.settings.api
        self.crashes = crashes

    @property
    def headers(self) -> dict[str, str]:
        """The header that carries the key."""
        if self._account.settings.dialect.scheme == "bearer":
            return {"Authorization": f"Bearer {self.key}"}
        return {"x-api-key": self.key}

    def fault(self, fault: str | dict[str, Any]) -> int:
        """Add a fault, as a line or an object (see `editorkit.emulator.faults`); its number.

        Raises UsageError where it says none.
        """
        read = faulting.of_data(fault)
        return self._do(lambda: self._account.deck.put(read).number)

    def faults(self) -> list[dict[str, Any]]:
        """The faults there are: number, fault, seen (how many requests it was for) and fired (how many it struck)."""
        return self._do(lambda: [dealt.told() for dealt in self._account.deck])

    def clear_faults(self) -> None:
        """Take all faults away."""
        self._do(self._account.deck.clear)

    def now(self) -> int:
        """The moment it is on its clock, in nanoseconds since 1970."""
        return self._account.clock.now()

    def advance(self, seconds: float | Fraction) -> None:
        """Turn its clock forward."""
        self._do(lambda: self._account.clock.advance(int(Fraction(seconds) * NANOSECONDS)))

    def freeze(self) -> None:
        """Stop its clock."""
        self.run(0)

    def run(self, speed: float | Fraction = 1) -> None:
        """Let its clock run at a speed."""
        self._do(lambda: self._account.clock.run(Fraction(speed)))

    def counters(self) -> dict[str, Any]:
        """What has been made, spent and asked: projects, assets, tasks, billedStandardSeconds, activeExports,
        mostActiveExports, and requests by operation and status."""
        return self._do(self._account.counters)

    def overwritten(self, project: str | None = None) -> list[dict[str, Any]]:
        """The states that syncs overwrote, the oldest first."""
        return self._do(lambda: self._account.projects.overwritten(project))

    def webhooks(self) -> list[dict[str, Any]]:
        """What became of the last thousand attempts to tell a webhook."""
        return self._do(lambda: list(self._account.webhooks.log))

    def pause(self, task: str) -> None:
        """Pause an export."""
        self._do(lambda: self._account.exports.pause(task))

    def resume(self, task: str) -> None:
        """Let a paused export go on."""
        self._do(lambda: self._account.exports.resume(task))

    def complete(self, task: str) -> None:
        """Let an export be done now."""
        self._do(lambda: self._account.exports.end(task, "COMPLETED"))

    def fail(self, task: str, error: str = "The export was made to fail.") -> None:
        """Let an export fail."""
        self._do(lambda: self._account.exports.end(task, "FAILED", error))

    def expire_links(self, task: str) -> None:
        """Take back all links to the output of an export that were given until now."""
        self._do(lambda: self._account.exports.take_links_back(task))

    def replace_output(self, task: str) -> None:
        """Let the output of an export be another file from now on."""
        self._do(lambda: self._account.exports.replace_output(task))

    def output(self, task: str) -> bytes:
        """What a download of an export gives, whole."""
        output = self._do(lambda: self._account.exports.output(self._account.exports.find(task)))
        return output.read(0, output.size)

    def reset(self) -> None:
        """Forget projects, assets, tasks, replays, faults and counts; key, secrets and clock stay."""
        self._do(self._account.reset)

    def _do(self, action: Callable[[], T]) -> T:
        async def done() -> T:
            return action()

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result()


@contextmanager
def running(
    *,
    faults: tuple[str | dict[str, Any], ...] = (),
    seed: int | str | None = None,
    now: str | None = None,
    data: str | Path | None = None,
    speed: float | Fraction = 1,
    export_time: float | Fraction = 2,
    link_time: float | Fraction = 86_400,
    **settings: Any,
) -> Iterator[Emulator]:
    """An emulator that answers on a free port of loopback, until the block ends.

    with running(api="1.1", seed=1) as emulator:
        client = editorkit.Client(api_key=emulator.key, base_url=emulator.url)

    seed makes ids, keys and chances the same in every run. now is where its clock starts (ISO 8601), speed how fast it
    runs, export_time and link_time are seconds on it. `settings` are those of `Settings` by name: api, slots, quota,
    sync_rate, output_size, paid, allow_callback, capabilities, key, webhook_secret … Raises UsageError for what does
    not fit.
    """
    held = Settings(
        faults=tuple(map(faulting.of_data, faults)),
        seed=None if seed is None else str(seed),
        now=None if now is None else moment_of(now),
        data=None if data is None else Path(data),
        speed=Fraction(speed),
        export_time=int(Fraction(export_time) * NANOSECONDS),
        link_time=int(Fraction(link_time) * NANOSECONDS),
        **settings,
    )
    crashes: list[Exception] = []
    server = open_server(held, crashes.append)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=server.run, args=(loop,), name="editorkit emulator", daemon=True)
    thread.start()
    try:
        while not server.is_up and thread.is_alive():
            time.sleep(_LOOKS_EVERY)
        yield Emulator(server, loop, crashes)
    finally:
        server.stop()
        thread.join()
