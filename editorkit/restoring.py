"""Edits made in another release carried back: what nobody edited is as it was, to the last digit."""

from typing import Any

from editorkit.matching import same
from editorkit.migrations import migrate

State = dict[str, Any]
ANY_FPS = 30  # what counts frames goes there and back by the same rate, and is edited by nobody


def carried_back(before: State, brought: State, edited: State, release: str) -> Any:
    """An edited state as one of the release it came from.

    before: as it was. brought: the same in the release it was edited in. edited: that after the edit.
    """
    return _restored(before, *(migrate(state, release, fps=ANY_FPS).state for state in (brought, edited)))


def _restored(before: Any, unedited: Any, edited: Any) -> Any:
    """The edited value, with what equals the unedited one taken from before."""
    if same(unedited, edited):
        return before
    if isinstance(edited, dict) and isinstance(unedited, dict) and isinstance(before, dict):
        return {
            key: _restored(before[key], unedited[key], value) if key in unedited and key in before else value
            for key, value in edited.items()
        }
    lists = isinstance(edited, list) and isinstance(unedited, list) and isinstance(before, list)
    if lists and len(edited) == len(unedited) == len(before):
        return [_restored(*three) for three in zip(before, unedited, edited, strict=True)]
    return edited
