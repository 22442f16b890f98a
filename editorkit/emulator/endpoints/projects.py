"""Projects: create, list, get, patch, delete, sync."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from editorkit.emulator import fields, projects
from editorkit.emulator.clock import NANOSECONDS
from editorkit.emulator.creating import create
from editorkit.emulator.dialects import Dialect
from editorkit.emulator.faults.kinds import Fault
from editorkit.emulator.problems import Problem
from editorkit.emulator.replays import key_of
from editorkit.emulator.routes import Answer, Call, Endpoint, Replayed, page_of
from editorkit.emulator.store import Row
from editorkit.emulator.verdicts import refuse_invalid

VERSION = "v1"
_TITLES = {"title": fields.text(120), "description": fields.or_null(fields.text(500))}
_PATCH = fields.Shape(optional=_TITLES)
_NEW = fields.Shape({"editorState": fields.mapping}, _TITLES)
_STATE = fields.Shape({"editorState": fields.mapping})
_OLD_VERSION = fields.Shape(optional={"stateVersion": fields.text(32)})


def version_in(body: Any, dialect: Dialect) -> str:
    """The version that a body says its state has. Raises Problem for another than there is."""
    if dialect.refused_field is None:
        held = _OLD_VERSION.hold(body)
        return str(held.get(dialect.state_field, VERSION))
    if isinstance(body, dict) and (body.get(dialect.state_field) != VERSION or dialect.refused_field in body):
        detail = f'{dialect.state_field} must be "{VERSION}", and {dialect.refused_field} must not be there'
        raise Problem("STATE_SCHEMA_VERSION_UNSUPPORTED", detail)
    return VERSION


def find_named(call: Call, project: str) -> Row:
    """A project, for operations of which the documents list no 404: 422 where there is none."""
    try:
        return call.account.projects.find(project)
    except Problem as problem:
        raise Problem("OPEN_API_REQUEST_INVALID", problem.detail) from None


async def refuse_state(call: Call, state: Mapping[str, Any]) -> None:
    """Raise Problem for a state that the server would not take."""
    await refuse_invalid(state, call.account.settings.capabilities, call.dialect.release)


async def _create(call: Call) -> Answer | Replayed:
    body = await call.json()

    async def prepare() -> Callable[[], Answer]:
        version = version_in(body, call.dialect)
        held = _NEW.hold(body)
        await refuse_state(call, held["editorState"])
        return lambda: _made(call, held, version)

    return await create(call, "createProject", body, prepare, [key_of(call.request.headers, "createProject")])


def _made(call: Call, held: Mapping[str, Any], version: str) -> Answer:
    account = call.account
    told = held.get("title"), held.get("description")
    row = account.projects.add(account.mint.uuid(), *told, held["editorState"], version)
    return Answer(projects.summary(row), 201)


async def _list(call: Call) -> Answer:
    rows, cursor = call.account.projects.page(*call.page())
    return page_of(list(map(projects.summary, rows)), cursor)


async def _get(call: Call) -> Answer:
    return Answer(projects.detail(call.account.projects.find(call.part("projectId")), call.dialect.state_field))


async def _patch(call: Call) -> Answer:
    project = call.part("projectId")
    call.account.projects.find(project)
    held = _PATCH.hold(await call.json())
    changes = {name: held[name] for name in _TITLES if name in held}
    return Answer(projects.metadata(call.account.projects.patch(project, changes)))


async def _delete(call: Call) -> Answer:
    row = call.account.projects.remove(call.part("projectId"))
    return Answer({"projectId": row["id"], "deleted": True})


async def _sync(call: Call) -> Answer:
    project = call.part("projectId")
    _refuse_too_often(call, call.account.projects.find(project))
    body = await call.json()
    version = version_in(body, call.dialect)
    state = _STATE.hold(body)["editorState"]
    await refuse_state(call, state)
    _let_another_write(call, project, "other-writer-before")
    row = call.account.projects.sync(project, state, version, "a sync")
    _let_another_write(call, project, "other-writer-after")
    return Answer(projects.synced(row, call.dialect.state_field))


def _refuse_too_often(call: Call, row: Row) -> None:
    rate = call.account.settings.sync_rate
    if rate is None or row["synced"] is None:
        return
    wait = row["synced"] + int(NANOSECONDS / rate) - call.account.clock.now()
    if wait > 0:
        seconds = str(-(-wait // NANOSECONDS))
        detail = f"the project was synced a moment ago; wait {seconds} s"
        raise Problem("OPEN_API_PROJECT_SYNC_RATE_LIMITED", detail, headers={"retry-after": seconds})


def _let_another_write(call: Call, project: str, kind: str) -> None:
    """Sync the project as somebody else would: the state a fault brings, or the one there with another background."""
    fault: Fault | None = call.faults.get(kind)
    if fault is None:
        return
    row = call.account.projects.find(project)
    background = {"type": "color", "color": f"#{call.account.mint.token(6)}", "gradient": None}
    state = fault.state or orjson.loads(row["state"]) | {"globalBackground": background}
    call.account.projects.sync(project, dict(state), row["version"], "another writer")


ENDPOINTS = (
    Endpoint("POST", "/v1/projects", "createProject", _create),
    Endpoint("GET", "/v1/projects", "listProjects", _list),
    Endpoint("GET", "/v1/projects/{projectId}", "getProject", _get),
    Endpoint("PATCH", "/v1/projects/{projectId}", "patchProject", _patch),
    Endpoint("DELETE", "/v1/projects/{projectId}", "deleteProject", _delete),
    Endpoint("POST", "/v1/projects/{projectId}/sync", "syncProject", _sync),
)
