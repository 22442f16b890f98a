"""Projects made of states that have been checked."""

from collections.abc import Mapping
from typing import Any

from editorkit.checking import Given
from editorkit.client import calls
from editorkit.client.conversing import Context
from editorkit.client.models import Project
from editorkit.client.sending import send
from editorkit.client.validating import expect_valid
from editorkit.client.wire import Flow


def create_project(
    context: Context,
    state: Mapping[str, Any],
    *,
    title: str | None = None,
    description: str | None = None,
    idempotency_key: str | None = None,
    check: bool = True,
    capabilities: Given = None,
) -> Flow[Project]:
    """Create a project that holds a state.

    title: up to 120 characters. description: up to 500. idempotency_key: one is made where none is given, so that a
    lost answer never makes a second project. check: whether the state is checked before anything is sent.

    Raises InvalidStateError for a state that would be refused, and ClientError.
    """
    if check:
        yield from expect_valid(context, state, ask=False, capabilities=capabilities)
    call = calls.create_project(
        context.settings.api, state, title=title, description=description, idempotency_key=idempotency_key
    )
    return (yield from send(context, call))
