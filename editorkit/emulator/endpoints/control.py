"""Control: what a test may turn and see. Guarded by the same key as the API, and never struck by faults."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from editorkit.emulator import faults, fields
from editorkit.emulator.clock import NANOSECONDS, moment_of, stamp
from editorkit.emulator.problems import Problem
from editorkit.emulator.routes import Answer, Call, Endpoint
from editorkit.emulator.store import Row
from editorkit.errors import UsageError

CONTROL = "/_emulator"
_CLOCK = fields.Shape(
    optional={
        "advance": fields.number(0, 10**10),
        "now": fields.text(64, 1),
        "speed": fields.number(0, 1_000_000),
    }
)
_ACTIONS = ("pause", "resume", "complete", "fail")
_TURN = fields.Shape({"action": fields.one_of(*_ACTIONS)}, {"error": fields.text(1000)})


def _exactly(number: Any) -> Fraction:
    return Fraction(repr(number))


async def _counters(call: Call) -> Answer:
    return Answer(call.account.counters())


def _clock_told(call: Call) -> dict[str, Any]:
    clock = call.account.clock
    return {"now": stamp(clock.now()), "speed": float(clock.speed)}


async def _clock(call: Call) -> Answer:
    return Answer(_clock_told(call))


async def _turn_clock(call: Call) -> Answer:
    held, clock = _CLOCK.hold(await call.json()), call.account.clock
    try:
        if "speed" in held:
            clock.run(_exactly(held["speed"]))
        if "now" in held:
            clock.turn_to(moment_of(held["now"]))
        if "advance" in held:
            clock.advance(int(_exactly(held["advance"]) * NANOSECONDS))
    except UsageError as error:
        raise Problem("OPEN_API_REQUEST_INVALID", str(error)) from None
    return Answer(_clock_told(call))


async def _faults(call: Call) -> Answer:
    return Answer([dealt.told() for dealt in call.account.deck])


async def _put_fault(call: Call) -> Answer:
    try:
        fault = faults.of_data(await call.json())
    except UsageError as error:
        raise Problem("OPEN_API_REQUEST_INVALID", str(error)) from None
    return Answer(call.account.deck.put(fault).told(), 201)


async def _clear_faults(call: Call) -> Answer:
    call.account.deck.clear()
    return Answer([])


async def _take_fault(call: Call) -> Answer:
    number = call.part("number")
    if not (number.isascii() and number.isdecimal() and len(number) < 10 and call.account.deck.take(int(number))):
        raise Problem("EMULATOR_ROUTE_NOT_FOUND", "there is no fault of that number")
    return Answer([dealt.told() for dealt in call.account.deck])


async def _overwritten(call: Call) -> Answer:
    return Answer(call.account.projects.overwritten(call.request.query_params.get("projectId")))


async def _webhooks(call: Call) -> Answer:
    return Answer(list(call.account.webhooks.log))


async def _turn_export(call: Call) -> Answer:
    task, held = call.part("taskId"), _TURN.hold(await call.json())
    exports = call.account.exports
    error = held.get("error", "The export was made to fail.")
    turns: dict[str, Callable[[], Row]] = {
        "pause": lambda: exports.pause(task),
        "resume": lambda: exports.resume(task),
        "complete": lambda: exports.end(task, "COMPLETED"),
        "fail": lambda: exports.end(task, "FAILED", error),
    }
    row = turns[held["action"]]()
    return Answer(exports.task(row, call.dialect, call.account.base_url))


async def _reset(call: Call) -> Answer:
    call.account.reset()
    return Answer(call.account.counters())


def _control(method: str, path: str, operation: str, handler: Any) -> Endpoint:
    return Endpoint(method, CONTROL + path, operation, handler, is_paid=False)


ENDPOINTS = (
    _control("GET", "/counters", "getCounters", _counters),
    _control("GET", "/clock", "getClock", _clock),
    _control("POST", "/clock", "turnClock", _turn_clock),
    _control("GET", "/faults", "listFaults", _faults),
    _control("POST", "/faults", "addFault", _put_fault),
    _control("DELETE", "/faults", "clearFaults", _clear_faults),
    _control("DELETE", "/faults/{number}", "deleteFault", _take_fault),
    _control("GET", "/overwritten", "listOverwritten", _overwritten),
    _control("GET", "/webhooks", "listWebhooks", _webhooks),
    _control("POST", "/exports/{taskId}", "turnExport", _turn_export),
    _control("POST", "/reset", "reset", _reset),
)
