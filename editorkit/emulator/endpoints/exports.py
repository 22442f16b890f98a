"""Exports: create from a state or a project, list, get, cancel."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from editorkit.emulator import callbacks, fields, webhooks
from editorkit.emulator.creating import create
from editorkit.emulator.endpoints.projects import find_named, refuse_state, version_in
from editorkit.emulator.exports import Order
from editorkit.emulator.problems import Problem
from editorkit.emulator.replays import Name, key_of
from editorkit.emulator.routes import Answer, Call, Endpoint, Replayed, page_of
from editorkit.state import end_of

_MOST_HEADERS = 32
_LONGEST_HEADER = 4_096
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}", re.ASCII)
_RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4", "custom")
_SIDE = fields.integer(50, 1920)


def _callback_url(value: Any) -> str:
    wrong = fields.text(1024)(value)
    return wrong or callbacks.why_unfit(value)


def _callback_headers(value: Any) -> str:
    wrong = fields.strings(value)
    if wrong or len(value) > _MOST_HEADERS:
        return wrong or f"has more than {_MOST_HEADERS} headers"
    for name, text in value.items():
        if not _TOKEN.fullmatch(name) or webhooks.is_reserved(name):
            return f"may not set {name[:100]!r}"
        if len(text) > _LONGEST_HEADER or not (text.isascii() and text.isprintable()):
            return f"has a value for {name!r} that no header can have"
    return ""


_REQUIRED: dict[str, fields.Check] = {
    "ratio": fields.one_of(*_RATIOS),
    "scale": fields.number(0.6, 8),
    "fps": fields.one_of(30, 60),
    "format": fields.one_of("mp4", "webm"),
}
_OPTIONAL: dict[str, fields.Check] = {
    "clientTaskId": fields.text(128),
    "callbackUrl": _callback_url,
    "callbackHeaders": _callback_headers,
}
_FILENAME: dict[str, fields.Check] = {"filename": fields.text(255, 1)}
_OF_STATE: dict[str, fields.Check] = {"editorState": fields.mapping}
_SIDES: dict[str, fields.Check] = {"compositionWidth": _SIDE, "compositionHeight": _SIDE}


async def _create(call: Call) -> Answer | Replayed:
    body = await call.json()

    async def prepare() -> Callable[[], Answer]:
        version_in(body, call.dialect)
        held = fields.Shape(_REQUIRED | _OF_STATE, _OPTIONAL | _SIDES | _names(call)).hold(body)
        await refuse_state(call, held["editorState"])
        return lambda: _made(call, held, held["editorState"], None)

    return await create(call, "createExport", body, prepare, _known_by(call, "createExport", body))


async def _create_from_project(call: Call) -> Answer | Replayed:
    project = call.part("projectId")
    find_named(call, project)
    body = await call.json()

    async def prepare() -> Callable[[], Answer]:
        held = fields.Shape(_REQUIRED, _OPTIONAL | _names(call)).hold(body)
        row = find_named(call, project)
        return lambda: _made(call, held, orjson.loads(row["state"]), row["id"])

    scope = f"createProjectExport {project}"
    return await create(call, scope, body, prepare, _known_by(call, scope, body))


def _names(call: Call) -> dict[str, fields.Check]:
    return _FILENAME if call.dialect.has_filename else {}


def _known_by(call: Call, scope: str, body: Any) -> list[Name | None]:
    """By the header, where there is one, else by `clientTaskId`."""
    task_id = body.get("clientTaskId") if isinstance(body, dict) else None
    by_client = Name("clientTaskId", task_id) if isinstance(task_id, str) and task_id.strip() else None
    return [key_of(call.request.headers, scope), by_client]


def _made(call: Call, held: Mapping[str, Any], state: Mapping[str, Any], project: str | None) -> Answer:
    """The new task. Raises Problem where the account may not have it."""
    exports, faults = call.account.exports, call.faults
    pauses, fails = (faults[kind].number("percent") / 100 if kind in faults else None for kind in _HALTS)
    order = Order(
        format=held["format"],
        fps=int(held["fps"]),
        duration_ticks=_length_of(state),
        project=project,
        client_task_id=held.get("clientTaskId"),
        filename=held.get("filename"),
        callback_url=held.get("callbackUrl"),
        callback_headers=held.get("callbackHeaders", {}),
        pauses_at=pauses,
        fails_at=fails,
    )
    exports.refuse_beyond_limits(order)
    return Answer(exports.created(exports.add(call.account.mint.uuid(), order), call.dialect), 201)


_HALTS = ("pause-export", "fail-export")


def _length_of(state: Mapping[str, Any]) -> int:
    """The end of the last item, in ticks; 0 where all of them are on tracks that are hidden."""
    filled = [track for track in state["tracks"] if any(identifier in state["items"] for identifier in track["items"])]
    if all(track["hidden"] for track in filled):
        return 0
    return max(end_of(state["items"][name]) for track in filled for name in track["items"] if name in state["items"])


async def _list(call: Call) -> Answer:
    key_id = call.request.query_params.get("createdByApiKeyId")
    if key_id is not None and not fields.is_uuid(key_id):
        raise Problem("OPEN_API_PARAMETER_INVALID", "createdByApiKeyId must be a UUID")
    rows, cursor = call.account.exports.page(*call.page(), key_id)
    tasks = [call.account.exports.task(row, call.dialect, call.account.base_url) for row in rows]
    return page_of(tasks, cursor)


async def _get(call: Call) -> Answer:
    row = call.account.exports.find(call.part("taskId"))
    return Answer(call.account.exports.task(row, call.dialect, call.account.base_url))


async def _cancel(call: Call) -> Answer:
    row = call.account.exports.cancel(call.part("taskId"))
    return Answer(call.account.exports.task(row, call.dialect, call.account.base_url))


ENDPOINTS = (
    Endpoint("POST", "/v1/exports", "createExport", _create),
    Endpoint("GET", "/v1/exports", "listExports", _list),
    Endpoint("GET", "/v1/exports/{taskId}", "getExport", _get),
    Endpoint("DELETE", "/v1/exports/{taskId}", "cancelExport", _cancel, releases=("1.1",)),
    Endpoint("POST", "/v1/projects/{projectId}/exports", "createProjectExport", _create_from_project),
)
