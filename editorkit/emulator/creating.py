"""Creating: what both projects and exports do with idempotency keys."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from editorkit.emulator.replays import Name, digest_of
from editorkit.emulator.routes import Answer, Call, Replayed


async def create(
    call: Call,
    about: str,
    body: Any,
    prepare: Callable[[], Awaitable[Callable[[], Answer]]],
    names: list[Name | None],
) -> Answer | Replayed:
    """Do what a request asks for once, and answer every other request of its name with the same.

    about: what sets equal bodies apart. prepare: checks the request, and gives what stores the thing and makes the
    answer. names: what the request is known by, the one that counts first.
    """
    known = [name for name in names if name is not None]
    name, digest = next(iter(known), None), digest_of(about, body)
    replays = call.account.replays
    kept = replays.find(name, digest)
    if kept is not None:
        return Replayed(kept)
    with replays.under_way(name):
        if "hold" in call.faults:
            await asyncio.sleep(call.faults["hold"].number("ms") / 1000)
        make = await prepare()
        with call.account.store.writing():
            answer = make()
            replays.keep(known, digest, answer.body())
    return answer
