"""The editor: capabilities, validation, illustrations."""

from editorkit.emulator import catalogue
from editorkit.emulator.problems import Problem
from editorkit.emulator.routes import Answer, Call, Endpoint
from editorkit.emulator.verdicts import judge

_LONGEST_SEARCH = 200


async def _capabilities(call: Call) -> Answer:
    return Answer(catalogue.answer(call.account.settings.capabilities))


async def _validate(call: Call) -> Answer:
    body = await call.json()
    if not isinstance(body, dict) or "editorState" not in body:
        raise Problem("OPEN_API_REQUEST_MALFORMED", "the body must be an object with an editorState")
    capabilities = call.account.settings.capabilities
    errors = await judge(body["editorState"], capabilities, call.dialect.release)
    meta = {"capabilitiesVersion": capabilities.version}
    return Answer({"valid": not errors, "errors": errors}, meta=meta)


async def _illustrations(call: Call) -> Answer:
    sought = call.request.query_params.get("q", "")
    if len(sought) > _LONGEST_SEARCH:
        raise Problem("OPEN_API_PARAMETER_INVALID", f"q must have at most {_LONGEST_SEARCH} characters")
    return Answer(catalogue.illustrations(call.account.settings.capabilities, sought))


ENDPOINTS = (
    Endpoint("GET", "/v1/editor/capabilities", "getEditorCapabilities", _capabilities, is_paid=False),
    Endpoint("POST", "/v1/editor/validate", "validateEditorState", _validate, is_paid=False),
    Endpoint("GET", "/v1/illustrations", "searchIllustrations", _illustrations),
)
