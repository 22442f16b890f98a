"""Webhooks: signed news of exports, told in order, and again where nobody takes them."""

import asyncio
import hmac
from collections import deque
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from editorkit.emulator import callbacks, schedule
from editorkit.emulator.callbacks import Outcome
from editorkit.emulator.clock import NANOSECONDS, Clock, stamp
from editorkit.emulator.faults.deck import Deck, Drawn
from editorkit.emulator.store import Row, Store

_WAITS = (0.0, 1.0, 5.0)  # seconds before each attempt
_REMEMBERED = 1_000
_STARTED = "EXPORT_STARTED"
_ENDINGS = {"COMPLETED": "EXPORT_COMPLETED", "FAILED": "EXPORT_FAILED"}
_RESERVED = frozenset(
    ["host", "content-length", "content-type", "connection", "transfer-encoding", "expect", "upgrade", "te", "trailer"]
)
_RESERVED_PREFIX = "x-indream-"

Show = Callable[[Row, int], dict[str, Any]]  # a task as the API shows it at a moment


class News(NamedTuple):
    """What there is to tell of a task: the event, when it happened, and what the task's `told` is then."""

    event: str
    moment: int
    told: int


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a webhook: HMAC-SHA-256 of timestamp, a full stop and the raw body, in hexadecimal digits."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def is_reserved(header: str) -> bool:
    """Whether callers may not choose a header of webhooks."""
    return header.lower() in _RESERVED or header.lower().startswith(_RESERVED_PREFIX)


def news_of(row: Row, now: int) -> Iterator[News]:
    """What is still to be told of a task, as far as can be foreseen. A cancellation is not told."""
    course = schedule.course_of(row)
    begins, ends = schedule.moments(course, now)
    if begins is not None and row["told"] == 0:
        yield News(_STARTED, begins, 1)
    if ends is not None and (ending := _ENDINGS.get(schedule.standing(course, max(now, ends)).status)):
        yield News(ending, ends, 2)


class Webhooks:
    """Watches the clock and tells what has happened. log: what became of the last thousand attempts."""

    def __init__(
        self, store: Store, clock: Clock, deck: Deck, show: Show, secret: str, allowed: frozenset[str]
    ) -> None:
        self._store = store
        self._clock = clock
        self._deck = deck
        self._show = show
        self._secret = secret
        self._allowed = allowed
        self._woken = asyncio.Event()
        self._telling: dict[str, asyncio.Task[None]] = {}
        self._held: dict[str, News] = {}
        self.log: deque[dict[str, Any]] = deque(maxlen=_REMEMBERED)

    def wake(self) -> None:
        """Look at the tasks again: one is new or changed, or the clock was turned."""
        self._woken.set()

    async def run(self) -> None:
        """Tell news until canceled."""
        try:
            while True:
                self._woken.clear()
                try:
                    async with asyncio.timeout(self._look()):
                        await self._woken.wait()
                except TimeoutError:
                    continue
        finally:
            telling = list(self._telling.values())
            for each in telling:
                each.cancel()
            await asyncio.gather(*telling, return_exceptions=True)

    def _look(self) -> float | None:
        """Begin to tell what there is to tell; in how many seconds there is more, None for not by itself."""
        now, waits = self._clock.now(), []
        for row in self._store.rows("SELECT * FROM tasks WHERE callback_url IS NOT NULL AND told < 2"):
            coming = [news.moment for news in news_of(row, now)]
            waits += [self._clock.seconds_until(moment) for moment in coming if moment > now]
            if any(moment <= now for moment in coming) and row["id"] not in self._telling:
                self._telling[row["id"]] = asyncio.ensure_future(self._tell(row["id"]))
        return min((wait for wait in waits if wait is not None), default=None)

    async def _tell(self, task: str) -> None:
        try:
            while (due := self._due(task)) is not None:
                row, news = due
                faults = self._deck.draw("WEBHOOK", news.event)
                if "reorder" in faults and news.event == _STARTED:
                    self._held[task] = news
                elif "drop" not in faults:
                    await self._deliver(row, news, faults)
                self._store.write("UPDATE tasks SET told = ? WHERE id = ?", news.told, task)
                if news.told == 2 and task in self._held:
                    await self._deliver(row, self._held.pop(task), {})
        finally:
            self._telling.pop(task, None)

    def _due(self, task: str) -> tuple[Row, News] | None:
        row, now = self._store.row("SELECT * FROM tasks WHERE id = ? AND told < 2", task), self._clock.now()
        return None if row is None else next(((row, news) for news in news_of(row, now) if news.moment <= now), None)

    async def _deliver(self, row: Row, news: News, faults: Drawn) -> None:
        if "delay" in faults:
            await asyncio.sleep(faults["delay"].number("ms") / 1000)
        event = {"eventType": news.event, "occurredAt": stamp(news.moment), "task": self._show(row, news.moment)}
        secret = f"not {self._secret}" if "bad-signature" in faults else self._secret
        for _ in range(2 if "duplicate" in faults else 1):
            await self._post(row, news, orjson.dumps(event), secret)

    async def _post(self, row: Row, news: News, body: bytes, secret: str) -> None:
        """Try until somebody takes it, three times at most."""
        for attempt, wait in enumerate(_WAITS, start=1):
            await asyncio.sleep(wait)
            timestamp = str(self._clock.now() // NANOSECONDS)
            headers = {
                "Content-Type": "application/json",
                "X-Indream-Timestamp": timestamp,
                "X-Indream-Signature": sign(secret, timestamp, body),
                **orjson.loads(row["callback_headers"]),
            }
            outcome = await callbacks.post(row["callback_url"], headers, body, self._allowed)
            self._remember(row, news, attempt, outcome)
            if outcome.is_final:
                break

    def _remember(self, row: Row, news: News, attempt: int, outcome: Outcome) -> None:
        told = {"taskId": row["id"], "eventType": news.event, "attempt": attempt}
        self.log.append(told | {"status": outcome.status, "error": outcome.error, "at": stamp(self._clock.now())})
