"""The empty-text rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.state import EditorState


@rule(severity=INFO, evidence=ADVICE)
def empty_text(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A text is blank.

    What: the text of a text item, or of a text node in a text template, is empty or nothing but whitespace.
    Why: it takes its place on the timeline and shows no word; often a variable was not filled in.
    Example: `"text": ""`.
    Fix: write the text, or remove the item.
    Source: ours.
    """
    for key, item in state.of_type("text"):
        if not item["text"] or item["text"].isspace():
            yield Fault(("items", key, "text"), f"text {wording.name(key)} is blank; write something or remove it")
    for key, item in state.of_type("text-template"):
        for number, node in enumerate(item["nodes"]):
            if node["type"] == "text" and not node["text"].strip():
                message = (
                    f"text node {wording.name(node['id'])} of text template {wording.name(key)} is blank; "
                    "write something into it"
                )
                yield Fault(("items", key, "nodes", number, "text"), message)
