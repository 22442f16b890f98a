"""Faults of the document, before it is a state: some of its text, some of what surrounds the state."""

import json

from editorkit.testing.faults import Plot, plants

_TOO_DEEP = 70


def _text(plot: Plot) -> str:
    return json.dumps(plot.state, ensure_ascii=False)


@plants
def byte_order_mark(plot: Plot) -> None:
    """The text begins with a byte order mark."""
    plot.text = _text(plot).encode("utf-8-sig")


@plants
def duplicate_key(plot: Plot) -> None:
    """The items stand in the text twice, the first time without any."""
    plot.text = ('{"items": {}, ' + _text(plot)[1:]).encode()


@plants
def not_a_state(plot: Plot) -> None:
    """Nothing but the items is left."""
    plot.state = {"items": plot.state["items"]}


@plants
def not_json(plot: Plot) -> None:
    """There is a comma too many at the end of the text."""
    plot.text = (_text(plot)[:-1] + ",}").encode()


@plants
def too_deep(plot: Plot) -> None:
    """A note at the top is 70 levels deep."""
    note: list[object] = []
    for _ in range(_TOO_DEEP):
        note = [note]
    plot.state["$note"] = note


@plants
def unsafe_integer(plot: Plot) -> None:
    """A file is larger than a double can tell exactly."""
    plot.asset_of(plot.item("image"))["size"] = 2**53 + 1


@plants
def unsupported_state_version(plot: Plot) -> None:
    """The state stands in a request that names a version of the state which there is not."""
    plot.state = {"stateSchemaVersion": "v2", "editorState": plot.state}
