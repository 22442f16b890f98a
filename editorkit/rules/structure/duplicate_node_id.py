"""The duplicate-node-id rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=ADVICE)
def duplicate_node_id(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Two nodes of a text template have the same id.

    What: the `id` of a node is also the `id` of an earlier node of the same text-template item.
    Why: what is meant for one node, such as an edit of its text, may reach the other.
    Example: two text nodes that are both called "line".
    Fix: give each node an id of its own.
    Source: ours.
    """
    for key, item in state.of_type("text-template"):
        first: dict[str, int] = {}
        for number, node in enumerate(item["nodes"]):
            earlier = first.setdefault(node["id"], number)
            if earlier != number:
                message = (
                    f"text template {wording.name(key)} has two nodes with the id {wording.name(node['id'])}; "
                    "give each an id of its own"
                )
                nodes = ("items", key, "nodes")
                yield Fault((*nodes, number, "id"), message, ((*nodes, earlier, "id"),))
