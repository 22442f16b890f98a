"""What a call of the client costs over the same request by the bare HTTP library, on loopback."""

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from editorkit.client import AsyncClient, Client

_KEY = "sk_indream_benchmark"
_SERVER = """
import asyncio, json, sys

def answer(data, meta):
    body = json.dumps({"data": data, "meta": meta}).encode()
    head = f"HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: {len(body)}\\r\\n"
    return head.encode() + b"x-request-id: 1\\r\\n\\r\\n" + body

summary = {"projectId": "p", "title": "T", "description": None}
summary |= {"createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"}
item = {"id": "a", "type": "solid", "startTicks": 0, "durationTicks": 240000, "color": "#ffffff"}
state = {"items": {str(n): item for n in range(30)}, "tracks": [], "assets": {}, "transitions": {}}
one = answer(summary | {"stateSchemaVersion": "v1", "editorState": state}, {})
page = answer([summary] * 20, {"nextPageCursor": None})

class Serving(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.rest = transport, b""

    def data_received(self, data):
        self.rest += data
        while b"\\r\\n\\r\\n" in self.rest:
            head, _, self.rest = self.rest.partition(b"\\r\\n\\r\\n")
            self.transport.write(one if b"/projects/" in head else page)

async def main():
    server = await asyncio.get_running_loop().create_server(Serving, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


@contextmanager
def _served() -> Iterator[str]:
    """The address of a server in a process of its own."""
    with subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


Taken = dict[str, tuple[float, float]]


def blocking(rounds: int) -> Taken:
    """The seconds of a call and of the bare request, by what is asked for."""
    with _served() as url, Client(_KEY, base_url=url) as ours, _bare(httpx.Client, url) as bare:
        jobs: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
            "one project": (lambda: ours.get_project("p"), lambda: bare.get("/v1/projects/p").json()),
            "a page of 20": (lambda: list(ours.list_projects()), lambda: bare.get("/v1/projects").json()),
        }
        found = {}
        for name, pair in jobs.items():
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(rounds):
                for job, kept in zip(pair, times, strict=True):
                    begun = time.perf_counter()
                    job()
                    kept.append(time.perf_counter() - begun)
            found[name] = (statistics.median(times[0]), statistics.median(times[1]))
        return found


def awaited(rounds: int) -> Taken:
    """The same, by the clients that are awaited."""
    with _served() as url:
        return asyncio.run(_awaited(url, rounds))


async def _awaited(url: str, rounds: int) -> Taken:
    async with AsyncClient(_KEY, base_url=url) as ours, _bare(httpx.AsyncClient, url) as bare:

        async def page() -> Any:
            return [each async for each in ours.list_projects()]

        async def asked(path: str) -> Any:
            return (await bare.get(path)).json()

        jobs: dict[str, tuple[Callable[[], Awaitable[Any]], Callable[[], Awaitable[Any]]]] = {
            "one project": (lambda: ours.get_project("p"), lambda: asked("/v1/projects/p")),
            "a page of 20": (page, lambda: asked("/v1/projects")),
        }
        found = {}
        for name, pair in jobs.items():
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(rounds):
                for job, kept in zip(pair, times, strict=True):
                    begun = time.perf_counter()
                    await job()
                    kept.append(time.perf_counter() - begun)
            found[name] = (statistics.median(times[0]), statistics.median(times[1]))
        return found


def _bare(kind: Any, url: str) -> Any:
    headers = {"Authorization": f"Bearer {_KEY}", "Accept": "application/json"}
    return kind(base_url=url, headers=headers, timeout=60)
