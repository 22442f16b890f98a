"""The emulator under load: reads a second against a bare Starlette application, and memory over many requests.

Both servers run in processes of their own, and so does the load: sockets that send a request when the last is answered.
"""

import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from benchmarks.measuring import ROOT
from tests.emulating import project_body

_CONNECTIONS = 8
_WARM_UP = 1_000
_REQUESTS = 5_000
_MANY = 50_000
_PEER = """
import orjson, sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

async def hello(request):
    return Response(orjson.dumps({"hello": "world"}), media_type="application/json")

app = Starlette(routes=[Route("/", hello)])
uvicorn.run(app, port=int(sys.argv[1]), http="h11", log_level="critical", server_header=False)
"""


class Taken(NamedTuple):
    """Reads a second, and resident kilobytes before and after."""

    rate: float
    before: int
    after: int


class Target(NamedTuple):
    """A request, and the process that answers it."""

    port: int
    request: bytes
    process: int


@contextmanager
def bare() -> Iterator[Target]:
    """The least that Starlette and uvicorn can do."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with subprocess.Popen([sys.executable, "-c", _PEER, str(port)]) as process:
        _until_up(f"http://127.0.0.1:{port}/")
        yield Target(port, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", process.pid)
        process.terminate()


@contextmanager
def emulated(path: str) -> Iterator[Target]:
    """`editorkit serve` with a project and an export in it; `{project}` and `{task}` in the path are their ids."""
    command = [sys.executable, "-m", "editorkit.cli", "serve", "--port", "0", "--seed", "1", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        told = dict(line.strip().removeprefix("export ").split("=", 1) for line in _lines(process.stdout, 3))
        url, key = told["INDREAM_BASE_URL"], f"Bearer {told['INDREAM_API_KEY']}"
        _until_up(url)
        with httpx.Client(base_url=url, headers={"Authorization": key}) as client:
            project = client.post("/v1/projects", json=project_body()).json()["data"]["projectId"]
            form = {"ratio": "16:9", "scale": 1, "fps": 30, "format": "mp4"}
            task = client.post(f"/v1/projects/{project}/exports", json=form).json()["data"]["taskId"]
        asked = path.format(project=project, task=task)
        request = f"GET {asked} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {key}\r\n\r\n".encode()
        yield Target(int(url.rpartition(":")[2]), request, process.pid)
        process.terminate()


def _lines(stream: Iterator[str], count: int) -> list[str]:
    return [next(stream) for _ in range(count)]


def _until_up(url: str) -> None:
    for _ in range(500):
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(url)


def load(target: Target, requests: int) -> float:
    """Reads a second of a target. Raises ValueError where an answer is no 200."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.serving", str(target.port), str(requests)],
        input=target.request,
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    return float(done.stdout)


def resident(process: int) -> int:
    """The resident kilobytes of a process."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def rates(paths: dict[str, str]) -> dict[str, float]:
    """Reads a second by what is read, and of the bare application."""
    taken = {}
    with bare() as target:
        load(target, _WARM_UP)
        taken["bare"] = load(target, _REQUESTS)
    for name, path in paths.items():
        with emulated(path) as target:
            load(target, _WARM_UP)
            taken[name] = load(target, _REQUESTS)
    return taken


def growth() -> Taken:
    """What 50,000 reads do to the memory of the emulator."""
    with emulated("/v1/projects/{project}") as target:
        load(target, 5_000)
        before = resident(target.process)
        rate = load(target, _MANY)
        return Taken(rate, before, resident(target.process))


def _ask(port: int, requests: int, request: bytes) -> float:
    """Ask over several connections at once; requests a second."""
    selector, left, answered = selectors.DefaultSelector(), requests, 0
    begun = time.perf_counter()
    for _ in range(_CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ, bytearray())
        connection.sendall(request)
        left -= 1
    while answered < requests:
        for key, _ in selector.select():
            answering, got = key.fileobj, key.data
            assert isinstance(answering, socket.socket)
            got += answering.recv(262_144)
            if not _is_whole(got):
                continue
            got.clear()
            answered += 1
            if left > 0:
                left -= 1
                answering.sendall(request)
    return requests / (time.perf_counter() - begun)


def _is_whole(answer: bytearray) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    if not head.startswith(b"HTTP/1.1 200 "):
        raise ValueError(bytes(head[:200]))
    _, _, length = head.lower().partition(b"content-length: ")
    return len(body) >= int(length.split(b"\r\n")[0])


if __name__ == "__main__":
    print(_ask(int(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer.read()))
    os._exit(0)
