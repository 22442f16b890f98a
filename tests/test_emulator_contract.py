"""The emulator is held to the vendor's OpenAPI documents by schemathesis.

No answer may have a status that the document does not list for the operation, nor a body that does not fit its schema,
nor may the emulator take what the document forbids, or refuse what it allows. EDITORKIT_EXAMPLES multiplies the
examples.

What a document cannot say is not held against the emulator: 405 and 413 (no operation lists them); that a state which
fits its schema may be refused for its meaning, or an export for its length or the limit (so positive data may get 422
where it is listed); that validate answers 200 whatever the state.
"""

import json
import os
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi import checks

from benchmarks.measuring import official_sources
from editorkit.emulator import Emulator
from editorkit.emulator.endpoints import all_endpoints
from tests.emulating import asked, code_of, new_export, new_project, small
from tests.media_files import picture
from tests.test_schemas import REFERENCE

_EXAMPLES = 15 * int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
_OLD = REFERENCE / "openapi-1.0"  # no published package has it
_RELEASES = ["1.1", "1.0"] if _OLD.exists() else ["1.1"]
_STATE = "./schemas/editor-state.v1.schema.json"
_ANSWERS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
_REFUSALS = [checks.negative_data_rejection]
_JUDGES_STATES = "validateEditorState"
_THERE = "7e57ab1e-0000-4000-8000-000000000000"  # stands for the id, or the state, of something that is there


def document(api: str) -> dict[str, Any]:
    """The OpenAPI document, read as YAML 1.2 (16:9 is a word), with the schema of states in it.

    In requests a state is any object: the tests put states in, which no generator could make of that schema.
    """
    folder = _OLD if api == "1.0" else official_sources("1.1.0") / "openapi"
    yaml = YAML(typ="safe", pure=True)
    read: dict[str, Any] = yaml.load(folder / "openapi.yaml")
    state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    schemas = read["components"]["schemas"]
    schemas["State"] = _moved({name: part for name, part in state.items() if name not in ("$id", "$schema")})
    for name, schema in schemas.items():
        if name.endswith("Request") and "editorState" in schema["properties"]:
            schema["properties"]["editorState"] = {"type": "object"}
    body = read["paths"]["/v1/editor/validate"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    body["properties"]["editorState"] = {}
    read["paths"]["/v1/projects"]["post"]["requestBody"]["content"]["application/json"].pop("example")
    inlined: dict[str, Any] = _pointed(read)
    return inlined


def _moved(part: Any) -> Any:
    """A schema of which the definitions are found where it is put."""
    if isinstance(part, dict):
        return {
            key: value.replace("#/", "#/components/schemas/State/") if key == "$ref" else _moved(value)
            for key, value in part.items()
        }
    return [_moved(each) for each in part] if isinstance(part, list) else part


def _pointed(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            key: "#/components/schemas/State" if key == "$ref" and value == _STATE else _pointed(value)
            for key, value in part.items()
        }
    return [_pointed(each) for each in part] if isinstance(part, list) else part


class Served(NamedTuple):
    """An emulator of a release, a client of it, the schema of that release, and a picture to upload."""

    emulator: Emulator
    client: httpx.Client
    schema: Any
    content: bytes

    def fresh(self, name: str) -> str:
        """The id of something that is there, made for one request."""
        if name == "projectId":
            return new_project(self.client, api=self.emulator.api)
        if name == "taskId":
            return new_export(self.client, api=self.emulator.api)
        headers = {"x-file-name": "a.png", "content-type": "image/png"}
        made: str = self.client.post("/v1/uploads", content=self.content, headers=headers).json()["data"]["assetId"]
        return made


@pytest.fixture(scope="module", params=_RELEASES)
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An emulator of a release, where requests for what is there are put in among those that are made up."""
    content = picture(tmp_path_factory.mktemp("files") / "a.png").read_bytes()
    with asked(api=request.param, slots=10**6, export_time=60) as (emulator, client):
        schema = schemathesis.openapi.from_dict(document(request.param))
        schema.hook(before_generate_path_parameters)
        schema.hook(before_generate_body)
        yield Served(emulator, client, schema, content)


def before_generate_path_parameters(context: Any, strategy: Any) -> Any:
    """Half of the ids are of something that is there; which, is decided when the request is made."""
    return st.tuples(strategy, st.booleans()).map(lambda drawn: _marked(drawn[0]) if drawn[1] else drawn[0])


def _marked(made: Any) -> Any:
    return dict.fromkeys(made, _THERE) if isinstance(made, dict) else made


def before_generate_body(context: Any, strategy: Any) -> Any:
    """Half of the bodies hold a state that is valid, and the id of an asset that is there."""
    return st.tuples(strategy, st.booleans()).map(lambda drawn: _filled(drawn[0]) if drawn[1] else drawn[0])


def _filled(made: Any) -> Any:
    if not isinstance(made, dict):
        return made
    return {name: _THERE if name in ("editorState", "assetId") else value for name, value in made.items()}


def _send(served: Served, case: Any) -> Any:
    """Make the request, with what is there in the place of its marks."""
    ids = {name: served.fresh(name) for name, value in (case.path_parameters or {}).items() if value == _THERE}
    case.path_parameters = {**(case.path_parameters or {}), **ids}
    if isinstance(case.body, dict):
        there: dict[str, Callable[[], Any]] = {
            "editorState": lambda: small(served.emulator.api),
            "assetId": lambda: served.fresh("assetId"),
        }
        case.body = {name: there[name]() if value == _THERE else value for name, value in case.body.items()}
    if {"projectId", "assetId"} <= ids.keys():
        served.client.post(f"/v1/projects/{ids['projectId']}/assets", json={"assetId": ids["assetId"]})
    case.headers.pop("Content-Length", None)  # it says what it likes; HTTP needs the truth
    return case.call(base_url=served.emulator.url, headers=served.emulator.headers)


def _operations(schema: Any) -> list[Any]:
    return [result.ok() for result in schema.get_all_operations()]


def test_every_operation_of_the_document_is_served(served: Served) -> None:
    emulator, schema = served.emulator, served.schema
    documented = {operation.definition.raw["operationId"] for operation in _operations(schema)}
    ours = {e.operation for e in all_endpoints() if e.path.startswith("/v1/") and emulator.api in e.releases}
    assert ours == documented


def _must_be_refused(case: Any, operation: Any) -> bool:
    """Whether the document forbids what is sent: the path or the body. Further headers and parameters it does not."""
    if operation.definition.raw["operationId"] == _JUDGES_STATES:
        return False
    spoilt = [where for where, part in case.meta.components.items() if part.mode is GenerationMode.NEGATIVE]
    return any(where in (ParameterLocation.BODY, ParameterLocation.PATH) for where in spoilt)


def _holding(served: Served, operation: Any, mode: GenerationMode, statuses: set[int]) -> Any:
    """A property: whatever is sent to an operation, the answer passes the checks."""

    @settings(max_examples=_EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def hold(case: Any) -> None:
        answer = _send(served, case)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=_ANSWERS + (_REFUSALS if _must_be_refused(case, operation) else []))

    return hold


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_answer_is_undocumented_or_misshapen(served: Served, mode: GenerationMode) -> None:
    emulator, schema = served.emulator, served.schema
    statuses: dict[str, set[int]] = {}
    for operation in _operations(schema):
        name = operation.definition.raw["operationId"]
        if mode is GenerationMode.NEGATIVE and not _has_parameters(operation):
            continue
        hold = _holding(served, operation, mode, statuses.setdefault(name, set()))
        hold()
    print(emulator.api, mode.value, {name: sorted(found) for name, found in statuses.items()})
    assert emulator.crashes == []
    reached = {name for name, found in statuses.items() if min(found) < 300}
    if mode is GenerationMode.POSITIVE:
        assert len(reached) >= len(statuses) - 2, set(statuses) - reached


def _has_parameters(operation: Any) -> bool:
    return bool(list(operation.iter_parameters()) or operation.body)


def test_every_operation_wants_the_key(served: Served) -> None:
    emulator, schema = served.emulator, served.schema
    other = {"x-api-key": emulator.key} if emulator.api == "1.1" else {"Authorization": f"Bearer {emulator.key}"}
    wrong = {name: value + "x" for name, value in emulator.headers.items()}
    with httpx.Client(base_url=emulator.url) as stranger:
        for operation in _operations(schema):
            path = operation.path.format(projectId="p", assetId="a", taskId="t")
            for headers in ({}, other, wrong):
                answer = stranger.request(operation.method, path, headers=headers)
                assert (answer.status_code, code_of(answer)) == (401, "OPEN_API_KEY_INVALID"), operation.label


def test_methods_that_the_document_does_not_have_are_not_there(served: Served) -> None:
    client, schema = served.client, served.schema
    documented: dict[str, set[str]] = {}
    for operation in _operations(schema):
        documented.setdefault(operation.path, set()).add(operation.method.upper())
    for path, methods in documented.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - methods:
            answer = client.request(method, path)
            assert answer.status_code == 405, (method, path)
            assert methods <= set(answer.headers["allow"].replace(" ", "").split(",")), path


def test_the_document_was_read_as_it_is_meant() -> None:
    for api in _RELEASES:
        ratios = document(api)["components"]["schemas"]["CreateExportRequest"]["properties"]["ratio"]["enum"]
        assert ratios == ["16:9", "9:16", "1:1", "4:3", "3:4", "custom"]
