"""The front: what this server is, for people and for programs."""

from starlette.responses import HTMLResponse, Response

from editorkit.emulator import page
from editorkit.emulator.fidelity import behaviours
from editorkit.emulator.routes import Answer, Call, Endpoint


async def _page(call: Call) -> Response:
    settings = call.account.settings
    headers = {"content-security-policy": page.POLICY, "x-content-type-options": "nosniff"}
    return HTMLResponse(page.render(settings.api, settings.capabilities.version), headers=headers)


async def _fidelity(call: Call) -> Answer:
    table = [{"about": each.about, "basis": each.basis, "says": each.says} for each in behaviours()]
    return Answer(table, meta={"api": call.account.settings.api})


ENDPOINTS = (
    Endpoint("GET", "/", "getFrontPage", _page, is_paid=False, is_open=True),
    Endpoint("GET", "/fidelity.json", "getFidelity", _fidelity, is_paid=False, is_open=True),
)
