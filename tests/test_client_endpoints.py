"""Every operation of the vendor's OpenAPI documents has its method, which sends what the document wants.

The document of release 1.1 comes out of the vendor's own package, that of release 1.0 is compared where
there is a copy.
"""

import inspect
import json
import socket
from collections.abc import Coroutine
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, assert_type
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT7, DRAFT202012
from ruamel.yaml import YAML

from benchmarks.measuring import official_sources
from editorkit.client import AsyncClient, Client, ExportOptions, ExportPlan, Project, calls, models
from editorkit.client.methods import AsyncPages, Pages
from editorkit.client.settings import Api
from editorkit.errors import UsageError
from editorkit.migrations import migrate
from tests.making import State, item, state
from tests.media_files import picture
from tests.talking import KEY, KINDS, each_client, talking
from tests.test_schemas import REFERENCE
from tests.wires import Seen, answer, listening

_OLD = REFERENCE / "openapi-1.0"  # no published package has it
RELEASES: list[Api] = ["1.1", "1.0"] if _OLD.exists() else ["1.1"]
each_release = pytest.mark.parametrize("api", RELEASES)
ID, OTHER = "123e4567-e89b-12d3-a456-426614174000", "00000000-0000-4000-8000-000000000001"
_METHODS = ("get", "post", "patch", "delete")


@cache
def document(api: str) -> dict[str, Any]:
    """An OpenAPI document, read as YAML 1.2, in which 16:9 is a word."""
    folder = _OLD if api == "1.0" else official_sources("1.1.0") / "openapi"
    read: dict[str, Any] = YAML(typ="safe", pure=True).load(folder / "openapi.yaml")
    return read


@cache
def schemas(api: str) -> Registry[Any]:
    """The document and the schema of states that it names, for references."""
    folder = _OLD if api == "1.0" else official_sources("1.1.0") / "openapi"
    state_schema = json.loads((folder / "schemas/editor-state.v1.schema.json").read_text("utf-8"))
    return Registry().with_resources(
        [
            ("https://doc/openapi.yaml", DRAFT202012.create_resource(document(api))),
            ("https://doc/schemas/editor-state.v1.schema.json", DRAFT7.create_resource(state_schema)),
        ]
    )


def looked_up(api: str, part: Any) -> Any:
    """A part of the document, or what it refers to."""
    while "$ref" in part:
        found: Any = document(api)
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def fits(api: str, pointer: str, value: Any) -> None:
    """Fail where a value is not valid by the schema at a pointer of the document."""
    schema = {"$ref": f"https://doc/openapi.yaml#{pointer}"}
    Draft202012Validator(schema, registry=schemas(api), format_checker=FormatChecker()).validate(value)


def operations(api: str) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation."""
    return {
        told["operationId"]: (method, path, told)
        for path, methods in document(api)["paths"].items()
        for method, told in methods.items()
        if method in _METHODS
    }


def a_state(api: str) -> State:
    """A small state of a release."""
    made = state({"a": item("solid")})
    return made if api == "1.1" else migrate(made, api).state


@dataclass(frozen=True)
class Use:
    """How a method is called so that it sends all it can. make: the call, for what is made of its answer."""

    method: str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)
    make: Any = None


def uses(api: Api, file: Path) -> dict[str, Use]:
    """What sends each operation."""
    made = a_state(api)
    own = {"filename": "promo.mp4"} if api == "1.1" else {}
    options = ExportOptions(
        ratio="16:9",
        scale=1.5,
        fps=60,
        format="webm",
        client_task_id="job-1",
        callback_url="https://example.com/hook",
        callback_headers={"x-token": "secret"},
        **own,
    )
    page = {"page_size": 7, "page_cursor": "abc"}
    return {
        "createProject": Use(
            "create_project", (made,), {"title": "T", "description": "D"}, calls.create_project(api, made)
        ),
        "listProjects": Use("list_projects", (), page, calls.list_projects(api)),
        "getProject": Use("get_project", (ID,), {}, calls.get_project(api, ID)),
        "patchProject": Use("patch_project", (ID,), {"title": "T", "description": "D"}, calls.patch_project(api, ID)),
        "deleteProject": Use("delete_project", (ID,), {}, calls.delete_project(api, ID)),
        "syncProject": Use("replace_state", (ID, made), {}, calls.replace_state(api, ID, made)),
        "listProjectAssets": Use("list_project_assets", (ID,), page, calls.list_project_assets(api, ID)),
        "addProjectAsset": Use("add_project_asset", (ID, OTHER), {}, calls.add_project_asset(api, ID, OTHER)),
        "deleteProjectAsset": Use("remove_project_asset", (ID, OTHER), {}, calls.remove_project_asset(api, ID, OTHER)),
        "createProjectExport": Use(
            "start_export",
            (ID, ExportPlan(options=options)),
            {"idempotency_key": "k"},
            calls.create_project_export(api, ID, options),
        ),
        "uploadAsset": Use("upload", (file,), {"project_id": ID}, calls.get_asset(api, ID)),
        "getAsset": Use("get_asset", (ID,), {}, calls.get_asset(api, ID)),
        "deleteAsset": Use("delete_asset", (ID,), {}, calls.delete_asset(api, ID)),
        "createExport": Use(
            "start_export", (made, ExportPlan(options=options)), {}, calls.create_export(api, made, options)
        ),
        "listExports": Use("list_exports", (), page | {"created_by_api_key_id": OTHER}, calls.list_exports(api)),
        "getExport": Use("get_export", (ID,), {}, calls.get_export(api, ID)),
        **({} if api == "1.0" else {"cancelExport": Use("cancel_export", (ID,), {}, calls.cancel_export(api, ID))}),
        "getEditorCapabilities": Use("capabilities", (), {}, calls.capabilities(api)),
        "validateEditorState": Use("validate", (made,), {}, None),
        "searchIllustrations": Use("illustrations", (), {"q": "a & b"}, None),
    }


def something(seen: Seen, _: socket.socket) -> bytes:
    """An answer that every operation can make something of."""
    listed = seen.method == "GET" and seen.path.endswith(("/projects", "/assets", "/exports", "/illustrations"))
    ids = {"projectId": ID, "assetId": OTHER, "taskId": ID, "valid": True, "errors": []}
    return answer(data=[] if listed else ids)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return picture(tmp_path_factory.mktemp("files") / "视频.png")


@cache
def sent(api: Api, kind: str, file: Path) -> dict[str, Seen]:
    """What each operation puts on the wire, by a kind of client."""
    found = {}
    with listening(something) as wire, talking(kind, wire.url, api=api) as client:
        for operation, use in uses(api, file).items():
            getattr(client, use.method)(*use.arguments, **use.keywords)
            (found[operation],) = wire.seen
            wire.seen.clear()
    return found


@each_release
def test_every_operation_has_its_method(api: Api, file: Path) -> None:
    assert uses(api, file).keys() == operations(api).keys()


@each_release
@each_client
def test_requests_are_as_the_document_wants_them(api: Api, kind: str, file: Path) -> None:
    for operation, seen in sent(api, kind, file).items():
        method, path, told = operations(api)[operation]
        assert seen.method == method.upper()
        expect_path(seen.path, path)
        expect_parameters(api, seen, told)
        expect_body(api, seen, path, method, told)


def expect_path(path: str, template: str) -> None:
    """Fail where a path is not of a template, its ids being ours."""
    parts, wanted = path.split("/"), template.split("/")
    assert len(parts) == len(wanted), path
    for part, want in zip(parts, wanted, strict=True):
        assert unquote(part) in (ID, OTHER) if want.startswith("{") else part == want, path


def expect_parameters(api: str, seen: Seen, told: dict[str, Any]) -> None:
    """Fail where a parameter is missing, unknown, or not of its schema. All that the document knows are sent."""
    parameters = [looked_up(api, each) for each in told.get("parameters", ())]
    asked = dict(parse_qsl(urlsplit(seen.target).query))
    assert asked.keys() == {each["name"] for each in parameters if each["in"] == "query"}
    for each in parameters:
        value: Any = {"query": asked.get(each["name"]), "header": seen.header(each["name"].lower())}.get(each["in"])
        by_name = each["name"] == "Idempotency-Key" and "clientTaskId" in seen.body.decode()
        if each["in"] == "path" or (value is None and by_name):
            continue
        value = int(value) if each["schema"]["type"] == "integer" else value
        Draft202012Validator(each["schema"], format_checker=FormatChecker()).validate(value)


def expect_body(api: str, seen: Seen, path: str, method: str, told: dict[str, Any]) -> None:
    """Fail where a body is not of its schema, or holds what the schema does not know, or not all that it knows."""
    assert bool(seen.body) is ("requestBody" in told)
    if not seen.body or path == "/v1/uploads":
        return
    assert seen.header("content-type") == "application/json"
    body = json.loads(seen.body)
    at = f"/paths/{path.replace('/', '~1')}/{method}/requestBody/content/application~1json/schema"
    fits(api, at.replace("{", "%7B").replace("}", "%7D"), body)
    schema = looked_up(api, told["requestBody"]["content"]["application/json"]["schema"])
    assert body.keys() == schema["properties"].keys()


@each_release
def test_an_upload_is_the_file_as_it_is(api: Api, file: Path) -> None:
    seen = sent(api, "blocking", file)["uploadAsset"]
    assert seen.body == file.read_bytes()
    assert seen.header("content-length") == str(len(seen.body))
    assert seen.header("transfer-encoding") is None
    assert seen.header("content-type") == "image/png"
    assert unquote(seen.header("x-file-name") or "") == "视频.png"


@each_release
@each_client
def test_each_release_has_its_own_credentials(api: Api, kind: str, file: Path) -> None:
    for seen in sent(api, kind, file).values():
        told = [(name.lower(), value) for name, value in seen.headers if KEY in value]
        assert told == [("authorization", f"Bearer {KEY}") if api == "1.1" else ("x-api-key", KEY)]
        assert KEY not in seen.target and KEY.encode() not in seen.body
        assert seen.header("cookie") is None


@each_release
def test_both_clients_send_the_same_bytes(api: Api, file: Path) -> None:
    one, other = (sent(api, kind, file) for kind in KINDS)
    assert {name: seen.told for name, seen in one.items()} == {name: seen.told for name, seen in other.items()}


def test_both_clients_have_the_same_methods() -> None:
    ends = {"close", "aclose"}
    names = {name for name in dir(Client) if not name.startswith("_")} - ends
    assert names == {name for name in dir(AsyncClient) if not name.startswith("_")} - ends
    one, other = Client("sk_indream_x"), AsyncClient("sk_indream_x")
    for name in sorted(names - {"driver", "settings", "autosave"}):
        mine, theirs = getattr(one, name), getattr(other, name)
        assert inspect.signature(mine) == inspect.signature(theirs)
        assert inspect.getdoc(mine) == inspect.getdoc(theirs)
        assert inspect.getdoc(mine)
        assert mine.__name__ == name == theirs.__name__
        assert getattr(one, name) is mine, "a method is made once"
    one.close()


def test_types_are_known_to_checkers() -> None:
    data = {"projectId": ID, "editorState": {}}
    with listening(answer(data=data)) as wire, Client(KEY, base_url=wire.url) as client:
        assert isinstance(assert_type(client.get_project(ID), Project), Project)
        assert_type(client.list_projects(), Pages[Project])
    awaited = AsyncClient(KEY)
    coroutine = assert_type(awaited.get_project(ID), Coroutine[Any, Any, Project])
    coroutine.close()
    assert_type(awaited.list_projects(), AsyncPages[Project])


def data_schema(api: str, told: dict[str, Any]) -> dict[str, Any]:
    """The schema of the data of an answer; of one entry of a list."""
    content = next(each for status, each in told["responses"].items() if status.startswith("2"))["content"]
    data = looked_up(api, looked_up(api, content["application/json"]["schema"])["properties"]["data"])
    found: dict[str, Any] = looked_up(api, data["items"]) if data.get("type") == "array" else data
    return found


def properties(api: str, schema: dict[str, Any]) -> dict[str, Any]:
    """All properties of a schema, those of the schemas it is made of too."""
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        found |= properties(api, looked_up(api, part))
    return found


def sample(api: str, schema: dict[str, Any]) -> Any:
    """A value of a schema, no property of it empty."""
    schema = {} if schema.get("$ref", "").startswith("./") else looked_up(api, schema)
    kind = schema.get("type", "object")
    kind = kind if isinstance(kind, str) else kind[0]
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if kind == "object":
        return {name: sample(api, part) for name, part in properties(api, schema).items()} or {"any": 1}
    if kind == "array":
        return [sample(api, schema["items"])]
    formats = {"uuid": ID, "date-time": "2026-01-02T03:04:05Z", None: "12.5"}
    return {"string": formats[schema.get("format")], "integer": 7, "number": 1.5, "boolean": True}[kind]


@each_release
def test_every_documented_field_of_an_answer_is_kept_by_name(api: Api, file: Path) -> None:
    for operation, (_, _, told) in operations(api).items():
        make = uses(api, file)[operation].make
        if make is None:  # read in another way; see below
            continue
        data = sample(api, data_schema(api, told))
        read = make.answers(data)
        if isinstance(read, models.CapabilitySnapshot):
            assert read.payload == data
            continue
        known = {told.alias: name for name, told in type(read).model_fields.items()}
        assert data.keys() <= known.keys(), (operation, data.keys() - known.keys())
        assert not read.model_extra
        for name in data:
            assert getattr(read, known[name]) is not None, (operation, name)


@each_release
@each_client
def test_illustrations_and_verdicts_are_read(api: Api, kind: str) -> None:
    with listening(answer(data=["IHello", "INew"])) as wire, talking(kind, wire.url, api=api) as client:
        assert client.illustrations().names == ["IHello", "INew"]
    wrong = {"valid": False, "errors": [{"code": "EDITOR_NEW", "path": "$.items.a", "message": "no"}]}
    with listening(answer(data=wrong)) as wire, talking(kind, wire.url, api=api) as client:
        verdict = client.validate(a_state(api))
        assert not verdict.valid and not verdict.agrees
        assert verdict.pointers == ("/items/a",)


def test_what_a_release_does_not_have_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(UsageError, match="cannot cancel"):
        calls.cancel_export("1.0", ID)
    with pytest.raises(UsageError, match="filename"):
        calls.create_export("1.0", a_state("1.0"), ExportOptions(filename="a.mp4"))
    with pytest.raises(UsageError, match="ratio"):
        calls.create_project_export("1.1", ID, ExportOptions())


@each_client
@pytest.mark.parametrize(
    ("given", "sent_as"),
    [
        ("../../v1/projects", "..%2F..%2Fv1%2Fprojects"),
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("%2e%2e", "%252e%252e"),
        ("é\r\nX: y", "%C3%A9%0D%0AX%3A%20y"),
        ("a" * 300, "a" * 300),
    ],
)
def test_ids_reach_the_endpoint_they_are_for(kind: str, given: str, sent_as: str) -> None:
    with listening(answer(data={"projectId": "x", "editorState": {}})) as wire, talking(kind, wire.url) as client:
        client.get_project(given)
        assert wire.seen[0].target == f"/v1/projects/{sent_as}"


@pytest.mark.parametrize("given", ["", ".", "..", "\ud800", None, 7])
def test_what_is_no_id_is_refused(given: Any) -> None:
    with pytest.raises(UsageError, match="projectId"):
        calls.get_project("1.1", given)


@pytest.mark.parametrize("key", ["", "a\r\nx: y", "é", "\0", 7])
def test_what_cannot_stand_in_a_header_is_refused(key: Any) -> None:
    with pytest.raises(UsageError, match="idempotency key"):
        calls.create_project("1.1", a_state("1.1"), idempotency_key=key)


@pytest.mark.parametrize("title", ["\ud800", 1 << 70, object()])
def test_what_is_no_json_is_refused(title: Any) -> None:
    with talking("blocking", "http://127.0.0.1:9") as client, pytest.raises(UsageError, match="no JSON"):
        client.patch_project(ID, title=title)


def test_a_description_is_cleared_only_where_that_is_said() -> None:
    assert calls.patch_project("1.1", ID, title="T").data == {"title": "T"}
    assert calls.patch_project("1.1", ID, clear_description=True).data == {"description": None}


def test_a_state_that_is_no_json_is_not_sent() -> None:
    deep: Any = {}
    for _ in range(100):
        deep = {"a": deep}
    for wrong in (deep, {"a": float("nan")}, {"a": {1}}):
        with pytest.raises(UsageError, match="cannot be sent"):
            calls.replace_state("1.1", ID, wrong)


@each_client
def test_pages_are_gone_through(kind: str) -> None:
    def listed(seen: Seen, _: socket.socket) -> bytes:
        asked = dict(parse_qsl(urlsplit(seen.target).query))
        at = int(asked.get("pageCursor", 0))
        page = [{"projectId": str(n)} for n in range(at, at + 2)]
        meta = {"nextPageCursor": str(at + 2) if at < 4 else None, "more": at}
        return answer(body=json.dumps({"data": page, "meta": meta}).encode())

    with listening(listed) as wire, talking(kind, wire.url) as client:
        assert [each.project_id for each in client.list_projects(page_size=2)] == list("012345")
        assert [each.project_id for each in client.list_projects(page_cursor="4")] == list("45")
        assert [page.meta["more"] for page in client.pages("list_projects")] == [0, 2, 4]
        assert all(each.header("authorization") for each in wire.seen)
