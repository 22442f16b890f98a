"""Serving: an emulator in this process, until it is stopped."""

import asyncio
from collections.abc import Callable

from editorkit.emulator.account import Account
from editorkit.emulator.running import clock_of
from editorkit.emulator.server import Server, listen
from editorkit.emulator.settings import Settings
from editorkit.errors import EditorkitError


def serve(settings: Settings, on_start: Callable[[Account], None], on_crash: Callable[[Exception], None]) -> None:
    """Run an emulator until SIGINT or SIGTERM.

    on_start: told once, when it listens. on_crash: told of defects. Raises UsageError where the port or the data folder
    cannot be used.
    """
    listening = listen(settings)
    try:
        account = Account(settings, clock_of(settings))
    except EditorkitError:
        listening.close()
        raise
    server = Server(account, listening, on_crash)
    on_start(account)
    server.run(asyncio.new_event_loop())
