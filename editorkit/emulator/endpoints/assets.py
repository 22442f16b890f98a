"""Assets: upload, get, delete, and which of them a project has."""

import asyncio
import re
from urllib.parse import unquote

from starlette.requests import Request

from editorkit.emulator import assets, bodies, fields
from editorkit.emulator.endpoints.projects import find_named
from editorkit.emulator.inspecting import LARGEST, inspect
from editorkit.emulator.problems import Problem
from editorkit.emulator.routes import Answer, Call, Endpoint, page_of

_LONGEST_NAME = 512
_ADDED = fields.Shape({"assetId": fields.uuid})


async def _upload(call: Call) -> Answer:
    filename, project = _filename(call.request), _project(call)
    _refuse_length(call)
    account, asset = call.account, call.account.mint.uuid()
    part = account.store.files / f"{asset}.part"
    try:
        await bodies.save(call.request, part, LARGEST)
        found = await asyncio.to_thread(inspect, part, filename)
        file = f"{asset}{found.suffix}"
        part.rename(account.store.files / file)
    finally:
        part.unlink(missing_ok=True)
    return Answer(assets.record(account.assets.add(asset, filename, file, found, project), account.base_url), 201)


# ASCII that needs no encoding: neither slashes nor control characters
_PLAIN = re.compile(r"(?!\.{1,2}$)[ -.0-\[\]-~]*")


def _filename(request: Request) -> str:
    """The name of the file, without folders. It may come as UTF-8, or percent-encoded where it is not ASCII."""
    said = next((value for name, value in request.scope["headers"] if name == b"x-file-name"), b"")
    told = said.decode("utf-8", "replace")
    decoded = unquote(told)
    name = told if _PLAIN.fullmatch(decoded) else decoded
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Problem("OPEN_API_REQUEST_MALFORMED", f"x-file-name must have 1 to {_LONGEST_NAME} characters")
    base = name.replace("\\", "/").rpartition("/")[2]
    if not base.isprintable() or base in ("", ".", ".."):
        raise Problem(
            "OPEN_API_REQUEST_MALFORMED", "x-file-name must be the name of a file, without control characters"
        )
    return base


def _project(call: Call) -> str | None:
    project = call.request.headers.get("x-project-id")
    if project is None:
        return None
    if not fields.is_uuid(project):
        raise Problem("OPEN_API_REQUEST_MALFORMED", "x-project-id must be a UUID")
    return str(find_named(call, project)["id"])


def _refuse_length(call: Call) -> None:
    length = bodies.length_of(call.request)
    if length == 0 or (length is None and call.dialect.needs_length):
        raise Problem("OPEN_API_REQUEST_MALFORMED", "Content-Length must say how many bytes the file has, at least one")
    if length is not None and length > LARGEST:
        detail = f"{length} bytes are more than the {LARGEST} that may be uploaded"
        raise Problem("UPLOAD_FILE_INVALID", detail, headers={"connection": "close"})


async def _get(call: Call) -> Answer:
    return Answer(assets.record(call.account.assets.find(call.part("assetId")), call.account.base_url))


async def _delete(call: Call) -> Answer:
    row = call.account.assets.remove(call.part("assetId"))
    return Answer({"assetId": row["id"], "deleted": True})


async def _list_of_project(call: Call) -> Answer:
    row = call.account.projects.find(call.part("projectId"))
    rows, cursor = call.account.assets.page_of(row["id"], *call.page(80, 100))
    return page_of([assets.record(asset, call.account.base_url) for asset in rows], cursor)


async def _add(call: Call) -> Answer:
    project = call.account.projects.find(call.part("projectId"))["id"]
    held = _ADDED.hold(await call.json())
    asset = call.account.assets.find(held["assetId"])["id"]
    with call.account.store.writing():
        call.account.assets.bind(project, asset)
    return Answer({"projectId": project, "assetId": asset}, 201)


async def _remove(call: Call) -> Answer:
    project = call.account.projects.find(call.part("projectId"))["id"]
    asset = call.part("assetId")
    call.account.assets.unbind(project, asset)
    return Answer({"projectId": project, "assetId": asset, "deleted": True})


ENDPOINTS = (
    Endpoint("POST", "/v1/uploads", "uploadAsset", _upload),
    Endpoint("GET", "/v1/assets/{assetId}", "getAsset", _get),
    Endpoint("DELETE", "/v1/assets/{assetId}", "deleteAsset", _delete),
    Endpoint("GET", "/v1/projects/{projectId}/assets", "listProjectAssets", _list_of_project),
    Endpoint("POST", "/v1/projects/{projectId}/assets", "addProjectAsset", _add),
    Endpoint("DELETE", "/v1/projects/{projectId}/assets/{assetId}", "deleteProjectAsset", _remove),
)
