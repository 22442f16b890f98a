"""Runs flows in the thread that asks."""

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Any, TypeVar

import httpx

from editorkit.client.decoding import Decoder
from editorkit.client.drivers import http
from editorkit.client.drivers.deadlines import Deadlines, within
from editorkit.client.settings import Settings
from editorkit.client.wire import (
    Do,
    Effect,
    Flow,
    Lost,
    Reply,
    Request,
    Send,
    Sink,
    Sleep,
    Stream,
    Together,
    Until,
    Wake,
)

T = TypeVar("T")
_SECONDS_TO_END = 2  # for what was interrupted, to put away what it began


class Blocking:
    """Runs flows in the thread that asks; may be used from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.context = http.context_of(settings)
        self._settings = settings
        self._http = http.client_of(httpx.Client, settings)
        self._deadlines = Deadlines()
        http.connect_by(self._deadlines, self._http)
        self._turn = threading.Condition()

    def close(self) -> None:
        """Close what connections there are."""
        self._http.close()

    def run(self, flow: Flow[T], stop: threading.Event | None = None) -> T:
        """What a flow comes to. stop: ends it before its next step."""
        step: Callable[[], Effect] = http.sending(flow, None)
        while True:
            try:
                effect = step()
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            try:
                step = http.sending(flow, self._done(effect, stop))
            except BaseException as error:  # noqa: BLE001 -- the flow gets it, and lets it out again
                step = http.throwing(flow, error)

    def _done(self, effect: Effect, stop: threading.Event | None) -> Any:
        if isinstance(effect, Wake):
            return self.wake(effect.change)
        if stop is not None and stop.is_set():
            raise http.Stopped
        match effect:
            case Send(request, seconds):
                return self._exchanged(request, None, seconds, seconds, stop)
            case Stream(request, sink, seconds, idle):
                return self._exchanged(request, sink, seconds, idle, stop)
            case Sleep(seconds):
                return stop.wait(seconds) if stop is not None else time.sleep(seconds)
            case Do(work):
                return work()
            case Until(ready, seconds):
                return self._until(ready, seconds, stop)
            case Together(flows, most):
                return self._together(flows, most)

    def _exchanged(
        self, request: Request, sink: Sink | None, seconds: float, idle: float, stop: threading.Event | None
    ) -> Reply | Lost:
        body = request.body
        content = body if body is None or isinstance(body, bytes) else body.chunks()
        http.expect_open(self._http)
        with within(seconds, http.is_secured(self._settings, request)) as exchange:
            try:
                return self._heard(request, sink, content, idle, stop)
            except http.FAILURES as error:
                return http.lost(error, exchange.has_sent)

    def _heard(
        self, request: Request, sink: Sink | None, content: Any, idle: float, stop: threading.Event | None
    ) -> Reply:
        asked = self._http.build_request(**http.asked(self._settings, request, sink), content=content, timeout=idle)
        response = self._http.send(asked, stream=True)
        try:
            return self._answered(response, sink, stop)
        finally:
            response.close()

    def _answered(self, response: httpx.Response, sink: Sink | None, stop: threading.Event | None) -> Reply:
        reply = http.begun(self._settings, response)
        wish = "read" if sink is None else sink.begin(reply)
        if sink is not None and wish == "take":
            for chunk in response.iter_raw():
                if stop is not None and stop.is_set():
                    raise http.Stopped
                sink.write(chunk)
        if wish != "read":
            return reply
        try:
            decoder = Decoder(reply.headers, self._settings.largest)
            for chunk in response.iter_raw():
                decoder.feed(chunk)
            return Reply(reply.status, reply.headers, decoder.body())
        except http.UNREADABLE as error:
            return http.unread(reply, error)

    def _until(self, ready: Callable[[], bool], seconds: float | None, stop: threading.Event | None) -> bool:
        def is_over() -> bool:
            if stop is not None and stop.is_set():
                raise http.Stopped
            return ready()

        with self._turn:
            return self._turn.wait_for(is_over, seconds)

    def wake(self, change: Callable[[], None]) -> None:
        """Change something that flows wait for."""
        with self._turn:
            change()
            self._turn.notify_all()

    def _together(self, flows: Any, most: int) -> list[Any]:
        crew = _Crew(self, flows)
        threads = [threading.Thread(target=copy_context().run, args=(crew.work,), daemon=True) for _ in range(most)]
        begun = []
        try:
            for thread in threads[: len(crew.waiting)]:
                thread.start()
                begun.append(thread)
            for thread in begun:
                thread.join()
        except BaseException:  # who interrupts does not wait for servers
            self.wake(crew.stop.set)
            self._deadlines.cut_off()
            end = time.monotonic() + _SECONDS_TO_END
            for thread in begun:
                thread.join(max(0, end - time.monotonic()))
            raise
        return crew.results()


class _Crew:
    """Threads that run flows, each the next one that waits, until one fails."""

    def __init__(self, driver: Blocking, flows: Any) -> None:
        self._driver = driver
        self.waiting = deque(enumerate(flows))
        self.stop = threading.Event()
        self._results: dict[int, Any] = {}
        self._errors: dict[int, BaseException] = {}

    def work(self) -> None:
        """What each thread does."""
        with suppress(IndexError):  # none waits any more
            while not self.stop.is_set():
                number, flow = self.waiting.popleft()
                try:
                    self._results[number] = self._driver.run(flow, self.stop)
                except BaseException as error:  # noqa: BLE001 -- the first is raised once the others are over
                    self._errors[number] = error
                    self._driver.wake(self.stop.set)

    def results(self) -> list[Any]:
        """What the flows have come to, in their order. Raises what the first of those that failed did."""
        for _, error in sorted(self._errors.items()):
            if not isinstance(error, http.Stopped):
                raise error
        return [result for _, result in sorted(self._results.items())]
