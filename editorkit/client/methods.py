"""Methods of both clients from one function each: blocking where the client blocks, awaited where it awaits."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import update_wrapper
from inspect import Signature, signature
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, overload

from editorkit.client.calls import Call
from editorkit.client.conversing import Context
from editorkit.client.drivers import Awaiting, Blocking
from editorkit.client.models import Page
from editorkit.client.problems import UnexpectedAnswerError
from editorkit.client.sending import send, send_for_page
from editorkit.client.settings import Api
from editorkit.client.wire import Flow

P = ParamSpec("P")
T = TypeVar("T")


class Runner:
    """What a client has: a driver of its own."""

    driver: Any


class BlockingClient(Runner):
    """A client whose methods block."""

    driver: Blocking


class AwaitingClient(Runner):
    """A client whose methods are awaited."""

    driver: Awaiting


class _Descriptor:
    """A method of both clients, made of a function whose first parameter the client knows.

    It is made once for each client, in whose `vars` it is found from then on.
    """

    def __init__(self, origin: Callable[..., Any]) -> None:
        self.__doc__ = origin.__doc__
        self._signature = Signature(list(signature(origin).parameters.values())[1:])

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def _kept(self, client: Runner, method: Any) -> Any:
        """The method, which looks to help and editors as what it is made of does."""
        method.__name__, method.__doc__ = self._name, self.__doc__
        method.__qualname__ = f"{type(client).__name__}.{self._name}"
        method.__signature__ = self._signature
        vars(client)[self._name] = method
        return method


class Method(_Descriptor, Generic[P, T]):
    """A method made of a flow that takes (context, …)."""

    def __init__(self, flow: Callable[Concatenate[Context, P], Flow[T]]) -> None:
        super().__init__(flow)
        self.flow = flow

    @overload
    def __get__(self, client: None, owner: type) -> Self: ...
    @overload
    def __get__(self, client: BlockingClient, owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, client: AwaitingClient, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, client: Runner | None, owner: type) -> Any:
        if client is None:
            return self
        driver, flow = client.driver, self.flow

        def method(*args: P.args, **kwargs: P.kwargs) -> Any:
            return driver.run(flow(driver.context, *args, **kwargs))

        return self._kept(client, method)


class Listing(_Descriptor, Generic[P, T]):
    """A method made of a call that takes (api, …, page_cursor) and answers with a list: iterates over all of it."""

    def __init__(self, make: Callable[Concatenate[Api, P], Call[T]]) -> None:
        super().__init__(make)
        self.make: Callable[..., Call[T]] = make

    @overload
    def __get__(self, client: None, owner: type) -> Self: ...
    @overload
    def __get__(self, client: BlockingClient, owner: type) -> "Callable[P, Pages[T]]": ...
    @overload
    def __get__(self, client: AwaitingClient, owner: type) -> "Callable[P, AsyncPages[T]]": ...
    def __get__(self, client: Runner | None, owner: type) -> Any:
        if client is None:
            return self
        driver, make, api = client.driver, self.make, client.driver.context.settings.api
        kind: Any = Pages if isinstance(client, BlockingClient) else AsyncPages

        def method(*args: Any, **kwargs: Any) -> Any:
            return kind(driver, lambda more: make(api, *args, **kwargs | more))

        return self._kept(client, method)


class _Cursors:
    """Where the next page starts; a server that says the same twice would never end."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def next(self, call: Call[Any], page: Page) -> dict[str, Any] | None:
        """What to ask for next; None at the end."""
        cursor = page.next_page_cursor
        if cursor is None:
            return None
        if cursor in self._seen:
            raise UnexpectedAnswerError(call.name, page.raw, "a page that leads back to one that was there")
        self._seen.add(cursor)
        return {"page_cursor": cursor}


class Pages(Generic[T]):
    """Everything in a list of the API, fetched page by page while it is gone through."""

    def __init__(self, driver: Blocking, make: Callable[[dict[str, Any]], Call[T]]) -> None:
        self._driver, self._make = driver, make

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page]:
        """The pages themselves, with their `meta`."""
        cursors = _Cursors()
        more: dict[str, Any] | None = {}
        while more is not None:
            call = self._make(more)
            page = self._driver.run(send_for_page(self._driver.context, call))
            yield page
            more = cursors.next(call, page)


class AsyncPages(Generic[T]):
    """Everything in a list of the API, fetched page by page while it is gone through."""

    def __init__(self, driver: Awaiting, make: Callable[[dict[str, Any]], Call[T]]) -> None:
        self._driver, self._make = driver, make

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self) -> AsyncIterator[Page]:
        """The pages themselves, with their `meta`."""
        cursors = _Cursors()
        more: dict[str, Any] | None = {}
        while more is not None:
            call = self._make(more)
            page = await self._driver.run(send_for_page(self._driver.context, call))
            yield page
            more = cursors.next(call, page)


def endpoint(make: Callable[Concatenate[Api, P], Call[T]]) -> Method[P, T]:
    """A method that sends one call and gives its answer."""

    def flow(context: Context, /, *args: P.args, **kwargs: P.kwargs) -> Flow[T]:
        return send(context, make(context.settings.api, *args, **kwargs))

    update_wrapper(flow, make)
    return Method(flow)
