"""Emulators for tests: one that runs, a client that asks it, and bodies to send."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from editorkit.emulator import Emulator, running
from editorkit.migrations import migrate
from tests.making import SECOND, State, item, state


@contextmanager
def asked(**settings: Any) -> Iterator[tuple[Emulator, httpx.Client]]:
    """An emulator and a client with its key; no request may have met a defect of it."""
    with (
        running(**{"seed": 1} | settings) as emulator,
        httpx.Client(
            base_url=emulator.url, headers=emulator.headers, trust_env=False, verify=False, timeout=30
        ) as client,
    ):
        yield emulator, client
        assert emulator.crashes == []


def small(api: str = "1.1", seconds: int = 2) -> State:
    """A small state of a release that is valid."""
    made = state({"a": item("solid", duration=seconds * SECOND)})
    return made if api == "1.1" else migrate(made, api).state


def project_body(api: str = "1.1", **more: Any) -> State:
    """What creates a project, or syncs one."""
    version = {"stateSchemaVersion": "v1"} if api == "1.1" else {}
    return {"editorState": small(api)} | version | more


def export_body(api: str = "1.1", **more: Any) -> State:
    """What creates an export of a state."""
    return project_body(api) | {"ratio": "16:9", "scale": 1, "fps": 30, "format": "mp4"} | more


def of_project(**more: Any) -> State:
    """What creates an export of a project."""
    return {"ratio": "16:9", "scale": 1, "fps": 30, "format": "mp4"} | more


def new_project(client: httpx.Client, **more: Any) -> str:
    """The id of a project that was just made."""
    done = client.post("/v1/projects", json=project_body(**more))
    assert done.status_code == 201, done.text
    made: str = done.json()["data"]["projectId"]
    return made


def new_export(client: httpx.Client, **more: Any) -> str:
    """The id of an export that was just made."""
    done = client.post("/v1/exports", json=export_body(**more))
    assert done.status_code == 201, done.text
    made: str = done.json()["data"]["taskId"]
    return made


def task(client: httpx.Client, task_id: str) -> dict[str, Any]:
    """An export as it is."""
    found: dict[str, Any] = client.get(f"/v1/exports/{task_id}").json()["data"]
    return found


def code_of(answer: httpx.Response) -> str:
    """The error code of a refusal, which must be problem details of its own status."""
    told: dict[str, Any] = answer.json()
    assert told["status"] == answer.status_code
    assert {"type", "title", "detail"} <= told.keys()
    code: str = told["errorCode"]
    return code


def raw(url: str, request: bytes, timeout: float = 15) -> bytes:
    """All that comes back for some bytes. Raises ConnectionResetError where the connection is reset."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=timeout) as connection:
        connection.sendall(request)
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
        return b"".join(pieces)
