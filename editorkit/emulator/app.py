"""The application: every request gets an answer, an id, and a place in the tallies."""

import hmac
import ipaddress
import re
from collections.abc import Awaitable, Callable, Mapping

import orjson
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from editorkit.emulator.account import Account
from editorkit.emulator.connections import Connections
from editorkit.emulator.endpoints import all_endpoints
from editorkit.emulator.endpoints.control import CONTROL
from editorkit.emulator.faults.wire import Striking
from editorkit.emulator.problems import Problem
from editorkit.emulator.routes import Call, Endpoint

Endpoints = dict[str, dict[str, Endpoint]]  # by path, then method
_OPERATION = "editorkit.operation"  # where the scope of a request keeps what it is
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(?::[0-9]{1,5})?", re.ASCII)


class App:
    """The ASGI application of an account.

    on_crash: told of a defect of ours, which the client sees as a problem without details.
    """

    def __init__(self, account: Account, open_connections: Connections, on_crash: Callable[[Exception], None]) -> None:
        self._account = account
        self._hosts = {
            "localhost",
            account.settings.host.lower(),
            *(name.lower() for name in account.settings.allow_host),
        }
        self._endpoints = _endpoints(account)
        self._routes = [_route(account, path, of_path) for path, of_path in self._endpoints.items()]
        router = Router(self._routes, redirect_slashes=False, default=_unknown)
        self._striking = Striking(Refusing(router, on_crash), open_connections)
        self._refusing = Refusing(self._answer, on_crash)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        scope["app"] = self  # so that the router raises what it does not know
        sent = _Sent(send, {"x-request-id": self._account.mint.uuid(), "cache-control": "no-store"})
        try:
            await self._refusing(scope, receive, sent)
        finally:
            self._account.tallies.count(scope.get(_OPERATION) or self._operation(scope), sent.status)
            self._account.settings.on_request(scope["method"], scope["path"], sent.status)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._refuse_host(Request(scope))
        path: str = scope["path"]
        drawn = {} if path.startswith(CONTROL) else self._account.deck.draw(scope["method"], path)
        await self._striking(drawn, scope, receive, send)

    def _operation(self, scope: Scope) -> str:
        """What a request would have been that never came to its endpoint."""
        path, method = scope["path"], scope["method"]
        found = next((route.path for route in self._routes if route.path_regex.match(path)), None)
        endpoint = self._endpoints[found].get(method) if found else None
        return endpoint.operation if endpoint else "unknown"

    def _refuse_host(self, request: Request) -> None:
        """A page on the web may have let its name lead here (DNS rebinding); an address cannot."""
        said = request.headers.get("host", "localhost")
        found = _HOST.fullmatch(said)
        name = found[1].lower() if found else said
        if name not in self._hosts and not _is_address(name.strip("[]")):
            detail = f"this server is not asked by the name {name[:100]!r}; see --allow-host"
            raise Problem("EMULATOR_HOST_REFUSED", detail)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Sent:
    """Sends on, with more headers, and knows how it went. status: 0 until an answer has begun."""

    def __init__(self, send: Send, headers: Mapping[str, str] | None = None) -> None:
        self._send = send
        self._headers = headers or {}
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message).update(self._headers)
        await self._send(message)


class Refusing:
    """An application that answers with problem details instead of raising."""

    def __init__(self, app: ASGIApp, on_crash: Callable[[Exception], None]) -> None:
        self._app = app
        self._on_crash = on_crash

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Do a request; what is raised when the answer has begun can only be told."""
        sent = _Sent(send)
        try:
            await self._app(scope, receive, sent)
        except Problem as problem:
            await _refuse(problem, scope, receive, sent)
        except HTTPException as refusal:
            await _refuse(_not_allowed(refusal), scope, receive, sent)
        except Exception as error:  # noqa: BLE001 -- the last resort of a server: it is told, and the client gets a 500
            self._on_crash(error)
            await _refuse(Problem("INTERNAL_ERROR", "this is a defect of the emulator"), scope, receive, sent)


async def _refuse(problem: Problem, scope: Scope, receive: Receive, sent: _Sent) -> None:
    if not sent.status:
        body = orjson.dumps(problem.body())
        await Response(body, problem.status, problem.headers, "application/json")(scope, receive, sent)


def _not_allowed(refusal: HTTPException) -> Problem:
    """The router itself refuses methods, and nothing else."""
    allowed = (refusal.headers or {}).get("Allow", "")
    return Problem("EMULATOR_METHOD_NOT_ALLOWED", f"allowed here: {allowed}", headers={"allow": allowed})


async def _unknown(scope: Scope, receive: Receive, send: Send) -> None:
    raise Problem("EMULATOR_ROUTE_NOT_FOUND", f"there is nothing at {scope['path'][:200]}")


def _endpoints(account: Account) -> Endpoints:
    by_path: Endpoints = {}
    for endpoint in all_endpoints():
        if account.settings.api in endpoint.releases:
            by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    return by_path


def _route(account: Account, path: str, of_path: dict[str, Endpoint]) -> Route:
    """One route a path, whatever it can be asked for."""
    return Route(path, _serving(account, of_path), methods=list(of_path))


def _serving(account: Account, endpoints: dict[str, Endpoint]) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        endpoint = endpoints.get(request.method) or endpoints["GET"]  # HEAD
        request.scope[_OPERATION] = endpoint.operation
        if not endpoint.is_open:
            _refuse_stranger(request, account)
        if endpoint.is_paid and not account.settings.paid:
            detail = "the account is not eligible for this route; only capabilities and validate are free"
            raise Problem("OPEN_API_RUNTIME_ACCESS_FORBIDDEN", detail)
        answer = await endpoint.handler(Call(request, account))
        return answer if isinstance(answer, Response) else answer.response()

    return serve


def _refuse_stranger(request: Request, account: Account) -> None:
    if account.settings.dialect.scheme == "bearer":
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        given, wanted = (key.strip() if scheme.lower() == "bearer" else ""), "Authorization: Bearer KEY"
    else:
        given, wanted = request.headers.get("x-api-key", ""), "x-api-key: KEY"
    if not hmac.compare_digest(given.encode(), account.key.encode()):
        detail = f"no or a wrong API key; API {account.settings.api} takes it as {wanted}"
        raise Problem("OPEN_API_KEY_INVALID", detail)
