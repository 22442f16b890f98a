"""Dialects: how the releases of the API differ. An emulator speaks one of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """One release of the API.

    scheme: how the key is sent, "bearer" or "x-api-key". state_field: what names the version of a state in requests
        and answers; refused_field: what must not be there. has_filename, has_phase, can_cancel: of exports.
    has_credit_pool: whether the answer to a new export says which credits paid. needs_length: whether an upload must
        say its length.
    """

    api: str
    scheme: str
    state_field: str
    refused_field: str | None
    has_filename: bool
    has_phase: bool
    has_credit_pool: bool
    can_cancel: bool
    needs_length: bool

    @property
    def release(self) -> str:
        """The release of the editor state that goes with it."""
        return self.api


DIALECTS = {
    "1.0": Dialect(
        api="1.0",
        scheme="x-api-key",
        state_field="stateVersion",
        refused_field=None,
        has_filename=False,
        has_phase=False,
        has_credit_pool=True,
        can_cancel=False,
        needs_length=False,
    ),
    "1.1": Dialect(
        api="1.1",
        scheme="bearer",
        state_field="stateSchemaVersion",
        refused_field="stateVersion",
        has_filename=True,
        has_phase=True,
        has_credit_pool=False,
        can_cancel=True,
        needs_length=True,
    ),
}
