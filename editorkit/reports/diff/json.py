"""One JSON object, for programs. Its shape is public and only ever grows; its strings are exact."""

from typing import Any

from editorkit.diffing import Change, Impact
from editorkit.pointer import show
from editorkit.reports.diff import Comparison, Format
from editorkit.reports.escaping import json_text


def render(compared: Comparison) -> str:
    """The changes as a JSON text."""
    return json_text(
        {
            "version": 1,
            "before": compared.before,
            "after": compared.after,
            "release": compared.diff.release,
            "migrated": list(compared.diff.migrated),
            "changes": [_change(change, show(compared.root)) for change in compared.diff.changes],
            "summary": {
                "changes": len(compared.diff.changes),
                **{impact.value: compared.count(impact) for impact in Impact},
            },
        }
    )


def _change(change: Change, root: str) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "entity": change.entity,
        "id": change.id,
        "track": change.track,
        "pointer": root + change.pointer,
        "before": change.before,
        "after": change.after,
        "span": change.span,
        "impact": change.impact,
        "sentence": change.sentence,
        "details": change.details,
    }


FORMAT = Format("json", render)
