"""Runs flows in the event loop that asks, be it asyncio's or trio's."""

from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import httpx

from editorkit.client.decoding import Decoder
from editorkit.client.drivers import http
from editorkit.client.drivers.deadlines import AsyncDeadlines, within
from editorkit.client.settings import Settings
from editorkit.client.wire import (
    Body,
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


class Awaiting:
    """Runs flows in the event loop that asks; for one event loop. What takes the disk goes to a thread."""

    def __init__(self, settings: Settings) -> None:
        self.context = http.context_of(settings)
        self._settings = settings
        self._http = http.client_of(httpx.AsyncClient, settings)
        http.connect_by(AsyncDeadlines(), self._http)
        self._changed = anyio.Event()

    async def aclose(self) -> None:
        """Close what connections there are."""
        await self._http.aclose()

    async def run(self, flow: Flow[T]) -> T:
        """What a flow comes to."""
        step: Callable[[], Effect] = http.sending(flow, None)
        while True:
            try:
                effect = step()
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            try:
                step = http.sending(flow, await self._done(effect))
            except BaseException as error:  # noqa: BLE001 -- the flow gets it, and lets it out again
                step = http.throwing(flow, error)

    async def _done(self, effect: Effect) -> Any:
        match effect:
            case Wake(change):
                return self.wake(change)
            case Send(request, seconds):
                return await self._exchanged(request, None, seconds, seconds)
            case Stream(request, sink, seconds, idle):
                return await self._exchanged(request, sink, seconds, idle)
            case Sleep(seconds):
                return await anyio.sleep(seconds)
            case Do(work):
                return await anyio.to_thread.run_sync(work)
            case Until(ready, seconds):
                return await self._until(ready, seconds)
            case Together(flows, most):
                return await self._together(flows, most)

    async def _exchanged(self, request: Request, sink: Sink | None, seconds: float, idle: float) -> Reply | Lost:
        body = request.body
        content = body if body is None or isinstance(body, bytes) else _chunks(body)
        http.expect_open(self._http)
        with within(seconds, http.is_secured(self._settings, request)) as exchange:
            try:
                with anyio.fail_after(seconds):
                    return await self._heard(request, sink, content, idle)
            except (TimeoutError, *http.FAILURES) as error:
                return http.lost(error, exchange.has_sent)

    async def _heard(self, request: Request, sink: Sink | None, content: Any, idle: float) -> Reply:
        asked = self._http.build_request(**http.asked(self._settings, request, sink), content=content, timeout=idle)
        response = await self._http.send(asked, stream=True)
        try:
            return await self._answered(response, sink)
        finally:
            await response.aclose()

    async def _answered(self, response: httpx.Response, sink: Sink | None) -> Reply:
        reply = http.begun(self._settings, response)
        wish = "read" if sink is None else await anyio.to_thread.run_sync(sink.begin, reply)
        if sink is not None and wish == "take":
            async for chunk in response.aiter_raw():
                await anyio.to_thread.run_sync(sink.write, chunk)
        if wish != "read":
            return reply
        try:
            decoder = Decoder(reply.headers, self._settings.largest)
            async for chunk in response.aiter_raw():
                decoder.feed(chunk)
            return Reply(reply.status, reply.headers, decoder.body())
        except http.UNREADABLE as error:
            return http.unread(reply, error)

    async def _until(self, ready: Callable[[], bool], seconds: float | None) -> bool:
        with anyio.move_on_after(seconds):
            while not ready():
                await self._changed.wait()
            return True
        return ready()

    def wake(self, change: Callable[[], None]) -> None:
        """Change something that flows wait for."""
        change()
        self._changed.set()
        self._changed = anyio.Event()

    async def _together(self, flows: Any, most: int) -> list[Any]:
        waiting = list(enumerate(flows))
        results: list[Any] = [None] * len(waiting)
        failures: list[BaseException] = []
        waiting.reverse()

        async def work(scope: anyio.CancelScope) -> None:
            while waiting:
                number, flow = waiting.pop()
                try:
                    results[number] = await self.run(flow)
                except Exception as error:  # noqa: BLE001 -- the first is raised once the others are over
                    failures.append(error)
                    scope.cancel()

        async with anyio.create_task_group() as group:
            for _ in range(min(most, len(waiting))):
                group.start_soon(work, group.cancel_scope)
        if failures:
            raise failures[0]
        return results


async def _chunks(body: Body) -> AsyncIterator[bytes]:
    chunks = body.chunks()
    while chunk := await anyio.to_thread.run_sync(next, chunks, b""):
        yield chunk
