"""A JSON Patch (RFC 6902) that makes the second document of the first."""

from editorkit.pointer import show
from editorkit.reports.diff import Comparison, Format
from editorkit.reports.escaping import json_text


def render(compared: Comparison) -> str:
    """The operations, in order; their pointers are from the top of the document."""
    root = show(compared.root)
    operations = compared.diff.to_json_patch()
    return json_text(
        [{key: root + value if key in ("path", "from") else value for key, value in o.items()} for o in operations]
    )


FORMAT = Format("patch", render)
