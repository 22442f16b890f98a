"""The lonely-link-group rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, INFO, rule
from editorkit.state import EditorState


@rule(severity=INFO, evidence=INFERRED, after=("schema",), releases=("1.1",))
def lonely_link_group(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item is the only one in its link group.

    What: the `linkGroupId` of an item is that of no other item.
    Why: a link group holds items together, such as a picture and its sound; a group of one holds nothing, and often
        shows that a partner was lost.
    Example: a video is in group "take-1", and its audio item was replaced by one without a group.
    Fix: give the partner the same `linkGroupId`, or write null.
    Source: the name of the field; its meaning is not published.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for key, item in state.items.items():
        if item.get("linkGroupId") is not None:
            groups[item["linkGroupId"]].append(key)
    for group, keys in groups.items():
        if len(keys) == 1:
            message = (
                f"item {wording.name(keys[0])} is alone in link group {wording.name(group)}; "
                "give its partner the same linkGroupId, or write null"
            )
            yield Fault(("items", keys[0], "linkGroupId"), message)
