"""One JSON object, for programs. Its shape is public and only ever grows; its strings are exact."""

from dataclasses import asdict

from editorkit.reports.escaping import json_text
from editorkit.reports.merge import Format, MergeRun


def render(run: MergeRun) -> str:
    """What came of the merge, without the state, as a JSON text."""
    merged = run.merged
    return json_text(
        {
            "version": 1,
            "file": run.file,
            "merged": merged.state is not None,
            "conflicts": [asdict(conflict) for conflict in merged.conflicts],
            "resolved": [asdict(conflict) for conflict in merged.resolved],
            "notes": list(merged.notes),
        }
    )


FORMAT = Format("json", render)
