"""States of any release edited in one of them, and the edits carried back: what nobody edited is as it was."""

from typing import Any

from editorkit.matching import same
from editorkit.migrations import Note, migrate

State = dict[str, Any]
_ANY_FPS = 30  # what counts frames goes there and back by the same rate, and is edited by nobody


def brought(state: State, release: str, to: str) -> State:
    """A state of a release in another one, to be edited there and carried back."""
    return state if release == to else migrate(state, to, fps=_ANY_FPS, release=release).state


def carried_back(before: State, unedited: State, edited: State, release: str) -> tuple[Any, list[Note]]:
    """An edited state as one of the release it came from, and what of the edit that cannot hold.

    before: as it was. unedited: the same in the release it was edited in. edited: that after the edit.
    """
    old, new = (migrate(state, release, fps=_ANY_FPS) for state in (unedited, edited))
    return _restored(before, old.state, new.state), [loss for loss in new.losses if loss not in old.losses]


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
