"""The text-template-structure rule."""

from collections import Counter
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.state import EditorState

_TEXTS = range(1, 4)


@rule(severity=ERROR, evidence=DOCUMENTED)
def text_template_structure(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A text template has not one image node and one to three text nodes.

    What: the `nodes` of a text-template item are other than exactly one of type image and one to three of type text.
    Why: that is what templates are made of; the schema only asks for two nodes, the server for these.
    Example: a template with two text nodes and no image node.
    Fix: bring back the node that is missing, or replace the template by a text, an image and a solid item.
    Source: the vendor's editor-JSON guide.
    """
    for key, item in state.of_type("text-template"):
        count = Counter(node["type"] for node in item["nodes"])
        if count["image"] != 1 or count["text"] not in _TEXTS:
            message = (
                f"text template {wording.name(key)} has {_counted(count['image'], 'image node')} and "
                f"{_counted(count['text'], 'text node')}; it must have 1 image node and 1 to 3 text nodes"
            )
            yield Fault(("items", key, "nodes"), message)


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'s' if number > 1 else ''}"
