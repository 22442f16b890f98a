"""The endpoints of the API: one function each, from arguments to a `Call`; nothing is sent here.

Sources: the official OpenAPI documents of releases 1.0 and 1.1. Arguments are checked for what would not reach the
right endpoint; what they mean, the server decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from editorkit.client import models
from editorkit.client.secrets import Secret
from editorkit.client.settings import Api
from editorkit.client.wire import Body, Method
from editorkit.errors import UsageError
from editorkit.mappings import take

T = TypeVar("T")
Json = Mapping[str, Any]
State = Mapping[str, Any]


class Safety(Enum):
    """What may be done when it is not known whether a call had its effect.

    REPEATABLE: done twice, it is as done once. KEYED: the server knows it again by its key. ONCE: another try only
    where the server has certainly done nothing.
    """

    REPEATABLE = "repeatable"
    KEYED = "keyed"
    ONCE = "once"


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request to an endpoint, and what to make of its answer.

    name: method and path with the names of its parts, for messages. answers: the model of the data; of each entry
    where is_list. data: the body, as JSON. key: an idempotency key that was given; one is made where takes_key and
    none is given. goes: what a later try that finds nothing (404) gives, for what was to go is gone. secrets: what is
    sent and must not be told by any error.
    """

    name: str
    path: str
    answers: Callable[[Any], T]
    safety: Safety = Safety.REPEATABLE
    query: Json = field(default_factory=dict)
    data: Json | None = field(default=None, repr=False)
    body: Body | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    takes_key: bool = False
    key: str | None = None
    goes: T | None = None
    secrets: tuple[Secret, ...] = ()

    def __post_init__(self) -> None:
        for name, text in (("idempotency key", self.key), *self.headers.items()):
            if text is not None and not (isinstance(text, str) and text and text.isascii() and text.isprintable()):
                raise UsageError(f"{text!r:.80} is no {name}; it is sent in a header, so write it in plain ASCII")

    @property
    def method(self) -> Method:
        """GET, POST, PATCH or DELETE."""
        return self.name.partition(" ")[0]  # type: ignore[return-value]

    @property
    def url(self) -> str:
        """The path with its query."""
        asked = {name: value for name, value in self.query.items() if value is not None}
        return f"{self.path}?{urlencode(asked, errors='replace')}" if asked else self.path


def create_project(
    api: Api,
    state: State,
    *,
    title: str | None = None,
    description: str | None = None,
    idempotency_key: str | None = None,
) -> Call[models.Project]:
    """Create a project that holds a state.

    title: up to 120 characters. description: up to 500. idempotency_key: one is made where none is given, so that a
    lost answer never makes a second project.
    """
    data = _some(title=title, description=description) | _with_state(api, state)
    return Call(
        "POST /v1/projects",
        "/v1/projects",
        models.Project.read,
        Safety.KEYED,
        data=data,
        takes_key=True,
        key=idempotency_key,
    )


def list_projects(api: Api, *, page_size: int | None = None, page_cursor: str | None = None) -> Call[models.Project]:
    """All projects, without their states. page_size: 1 to 50 a request, 20 by default."""
    query = {"pageSize": page_size, "pageCursor": page_cursor}
    return Call("GET /v1/projects", "/v1/projects", models.Project.read, query=query)


def get_project(api: Api, project_id: str) -> Call[models.Project]:
    """A project with its state, as it was saved last."""
    return _on("GET /v1/projects/{projectId}", models.Project.read, projectId=project_id)


def patch_project(
    api: Api,
    project_id: str,
    *,
    title: str | None = None,
    description: str | None = None,
    clear_description: bool = False,
) -> Call[models.Project]:
    """Change the title or the description of a project; what is not given stays.

    clear_description: take the description away.
    """
    data = _some(title=title, description=description) | ({"description": None} if clear_description else {})
    return _on("PATCH /v1/projects/{projectId}", models.Project.read, data=data, projectId=project_id)


def delete_project(api: Api, project_id: str) -> Call[models.DeletedProject]:
    """Delete a project."""
    gone = models.DeletedProject(project_id=project_id, deleted=True)
    read = models.DeletedProject.read
    return _on("DELETE /v1/projects/{projectId}", read, goes=gone, projectId=project_id)


def replace_state(api: Api, project_id: str, state: State) -> Call[models.SyncedProject]:
    """Replace the whole state of a project, whoever changed it meanwhile. `sync` is the careful way."""
    name = "POST /v1/projects/{projectId}/sync"
    read = models.SyncedProject.read
    return _on(name, read, Safety.ONCE, data=_with_state(api, state), projectId=project_id)


def list_project_assets(
    api: Api, project_id: str, *, page_size: int | None = None, page_cursor: str | None = None
) -> Call[models.Asset]:
    """The assets that are bound to a project. page_size: 1 to 100 a request, 80 by default."""
    query = {"pageSize": page_size, "pageCursor": page_cursor}
    name = "GET /v1/projects/{projectId}/assets"
    return _on(name, models.Asset.read, query=query, projectId=project_id)


def add_project_asset(api: Api, project_id: str, asset_id: str) -> Call[models.AssetBinding]:
    """Bind an asset to a project."""
    name = "POST /v1/projects/{projectId}/assets"
    return _on(name, models.AssetBinding.read, data={"assetId": asset_id}, projectId=project_id)


def remove_project_asset(api: Api, project_id: str, asset_id: str) -> Call[models.AssetBinding]:
    """Take an asset off a project; the asset itself stays."""
    name = "DELETE /v1/projects/{projectId}/assets/{assetId}"
    gone = models.AssetBinding(project_id=project_id, asset_id=asset_id, deleted=True)
    read = models.AssetBinding.read
    return _on(name, read, goes=gone, projectId=project_id, assetId=asset_id)


def upload_asset(
    api: Api, body: Body, *, filename: str, content_type: str, project_id: str | None = None
) -> Call[models.Asset]:
    """Upload a file. filename: as the header carries it, in ASCII. project_id: binds it to that project as well."""
    headers = {"Content-Type": content_type, "Content-Length": str(body.size), "x-file-name": filename}
    if project_id is not None:
        headers["x-project-id"] = project_id
    read = models.Asset.read
    return Call("POST /v1/uploads", "/v1/uploads", read, Safety.ONCE, body=body, headers=headers)


def get_asset(api: Api, asset_id: str) -> Call[models.Asset]:
    """An uploaded file."""
    return _on("GET /v1/assets/{assetId}", models.Asset.read, assetId=asset_id)


def delete_asset(api: Api, asset_id: str) -> Call[models.DeletedAsset]:
    """Delete an uploaded file. Raises ConflictError (`ASSET_REFERENCED`) while something uses it."""
    gone = models.DeletedAsset(asset_id=asset_id, deleted=True)
    return _on("DELETE /v1/assets/{assetId}", models.DeletedAsset.read, goes=gone, assetId=asset_id)


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """How a video is to be made.

    ratio: one of 16:9, 9:16, 1:1, 4:3, 3:4 and custom; that of the state by default. scale: 0.6 to 8, times the size
    of the composition. fps: 30 or 60. format: mp4 or webm. filename: of the video, release 1.1. client_task_id: a
    name of yours for the export, up to 128 characters. callback_url, callback_headers: where webhooks go.
    """

    ratio: str | None = None
    scale: float = 1
    fps: int = 30
    format: str = "mp4"
    filename: str | None = None
    client_task_id: str | None = None
    callback_url: str | None = field(default=None, repr=False)
    callback_headers: Mapping[str, str] | None = field(default=None, repr=False)

    def data(self, api: Api, ratio: str) -> dict[str, Any]:
        """The options as a request has them."""
        known = {"ratio": self.ratio or ratio, "scale": self.scale, "fps": self.fps, "format": self.format}
        if self.filename is not None and api == "1.0":
            raise UsageError("release 1.0 of the API takes no filename for an export; leave it out")
        return known | _some(
            filename=self.filename,
            clientTaskId=self.client_task_id,
            callbackUrl=self.callback_url,
            callbackHeaders=dict(self.callback_headers) if self.callback_headers else None,
        )


def create_export(
    api: Api, state: State, options: ExportOptions = ExportOptions(), *, idempotency_key: str | None = None
) -> Call[models.Export]:
    """Start the export of a state; it costs credits.

    idempotency_key: one is made where none is given (unless there is a client_task_id, by which the API knows an
    export again), so that a lost answer never buys a second one.
    """
    size = {side: state[side] for side in ("compositionWidth", "compositionHeight") if side in state}
    data = options.data(api, state.get("outputRatio", "custom")) | size | _with_state(api, state)
    return _export("POST /v1/exports", "/v1/exports", data, options, idempotency_key)


def create_project_export(
    api: Api, project_id: str, options: ExportOptions = ExportOptions(), *, idempotency_key: str | None = None
) -> Call[models.Export]:
    """Start the export of what is saved in a project; it costs credits. The ratio has to be given.

    idempotency_key: as for `create_export`.
    """
    if options.ratio is None:
        raise UsageError("an export from a project needs its ratio; give it, such as ratio='16:9'")
    name = "POST /v1/projects/{projectId}/exports"
    path = _path(name, projectId=project_id)
    return _export(name, path, options.data(api, options.ratio), options, idempotency_key)


def list_exports(
    api: Api,
    *,
    page_size: int | None = None,
    page_cursor: str | None = None,
    created_by_api_key_id: str | None = None,
) -> Call[models.Export]:
    """All exports, newest first as far as is known. page_size: 1 to 50 a request, 20 by default."""
    query = {"pageSize": page_size, "pageCursor": page_cursor, "createdByApiKeyId": created_by_api_key_id}
    return Call("GET /v1/exports", "/v1/exports", models.Export.read, query=query)


def get_export(api: Api, task_id: str) -> Call[models.Export]:
    """An export as it stands."""
    return _on("GET /v1/exports/{taskId}", models.Export.read, taskId=task_id)


def cancel_export(api: Api, task_id: str) -> Call[models.Export]:
    """Cancel an export that is not over; release 1.1. What has been charged is the server's to say."""
    if api == "1.0":
        raise UsageError("release 1.0 of the API cannot cancel an export")
    return _on("DELETE /v1/exports/{taskId}", models.Export.read, taskId=task_id)


def capabilities(api: Api) -> Call[models.CapabilitySnapshot]:
    """What the editor's runtime supports now."""
    read = models.CapabilitySnapshot.read
    return Call("GET /v1/editor/capabilities", "/v1/editor/capabilities", read)


def validate_state(api: Api, state: State) -> Call[dict[str, Any]]:
    """What the server finds in a state; nothing is saved."""
    return Call("POST /v1/editor/validate", "/v1/editor/validate", _mapping, data={"editorState": _plain_state(state)})


def illustrations(api: Api, q: str | None = None) -> Call[models.Illustrations]:
    """The names of illustrations that can be used. q: what to look for, up to 200 characters; all by default."""
    return Call("GET /v1/illustrations", "/v1/illustrations", _named, query={"q": q})


def _named(data: Any) -> models.Illustrations:
    return models.Illustrations.read({"names": data})


def _mapping(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError("an object is wanted")
    return data


def _export(name: str, path: str, data: Json, options: ExportOptions, key: str | None) -> Call[models.Export]:
    by_name = key is None and options.client_task_id is not None
    read = models.Export.read
    secrets = tuple(map(Secret, (options.callback_headers or {}).values()))
    return Call(name, path, read, Safety.KEYED, data=data, takes_key=not by_name, key=key, secrets=secrets)


def _on(
    name: str,
    answers: Callable[[Any], T],
    safety: Safety = Safety.REPEATABLE,
    *,
    query: Json | None = None,
    data: Json | None = None,
    goes: T | None = None,
    **ids: str,
) -> Call[T]:
    return Call(name, _path(name, **ids), answers, safety, query or {}, data, goes=goes)


def _path(name: str, **ids: str) -> str:
    path = name.partition(" ")[2]
    for part, value in ids.items():
        if not isinstance(value, str) or not value or value in (".", "..") or not _can_be_sent(value):
            raise UsageError(f"{value!r:.80} is no {part}; give the id as the API wrote it")
        path = path.replace(f"{{{part}}}", quote(value, safe=""))
    return path


def _can_be_sent(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _some(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _with_state(api: Api, state: State) -> dict[str, Any]:
    version = "stateSchemaVersion" if api == "1.1" else "stateVersion"
    return {version: "v1", "editorState": _plain_state(state)}


def _plain_state(state: State) -> Any:
    if not isinstance(state, Mapping):
        raise UsageError(f"a state is an object, not of type {type(state).__name__}")
    plain, faults = take(state)
    if plain is None:
        raise UsageError(f"the state cannot be sent: {next(iter(faults.values()))[0].message}")
    return plain
