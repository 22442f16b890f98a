"""Both clients as one: what a test does with a client, it does with the blocking and the awaited one."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from editorkit.client import AsyncClient, Client
from editorkit.client.methods import AsyncPages, Pages

KEY = "sk_indream_canary-7c1f9a"
KINDS = ("blocking", "awaited")
each_client = pytest.mark.parametrize("kind", KINDS)


class Talker:
    """A client whose methods give their results at once, whichever kind it is. `client` is the client itself."""

    def __init__(self, client: Client | AsyncClient, runner: asyncio.Runner | None) -> None:
        self.client = client
        self.settings = client.settings
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.client, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            result = method(*args, **kwargs)
            if isinstance(result, Pages):
                return list(result)
            if isinstance(result, AsyncPages):
                return self.run(_listed(aiter(result)))
            return self.run(result) if inspect.isawaitable(result) else result

        return call

    def run(self, awaitable: Any) -> Any:
        """The result of something awaitable."""
        assert self._runner is not None
        return self._runner.run(_awaited(awaitable))

    def pages(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """The pages of a list."""
        found = getattr(self.client, name)(*args, **kwargs).pages()
        return self.run(_listed(found)) if self._runner is not None else list(found)


async def _awaited(awaitable: Any) -> Any:
    return await awaitable


async def _listed(items: AsyncIterator[Any]) -> list[Any]:
    return [item async for item in items]


@contextmanager
def talking(kind: str, url: str, api_key: str = KEY, **settings: Any) -> Iterator[Talker]:
    """A client of a kind, impatient as tests are, unless they say otherwise."""
    told: dict[str, Any] = {"base_url": url, "first_wait": 0.01, "longest_wait": 0.02, "deadline": 20.0} | settings
    if kind == "blocking":
        with Client(api_key, **told) as client:
            yield Talker(client, None)
        return
    with asyncio.Runner() as runner:
        awaited = AsyncClient(api_key, **told)
        try:
            yield Talker(awaited, runner)
        finally:
            runner.run(awaited.aclose())
