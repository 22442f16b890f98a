"""Verdicts: what the server says of an editor state, which is what `editorkit check` foretells."""

import asyncio
from collections.abc import Callable
from typing import Any

from editorkit import checking
from editorkit.capabilities import Capabilities
from editorkit.emulator.problems import Problem
from editorkit.findings import Evidence, Finding
from editorkit.pointer import parse

State = dict[str, Any]
Error = dict[str, str]
_DEFAULT_CODE = "EDITOR_SCHEMA_INVALID"
_LARGE = 2_000  # items, above which a check does not keep others waiting


async def judge(state: Any, capabilities: Capabilities, release: str) -> list[Error]:
    """The errors of a state: code, path and message of every finding with official evidence."""
    if not isinstance(state, dict):
        return [{"code": _DEFAULT_CODE, "path": "", "message": "an editor state must be an object"}]
    items = state.get("items")
    if isinstance(items, dict) and len(items) > _LARGE:
        report = await asyncio.to_thread(checking.check_made, state, capabilities, release)
    else:
        report = checking.check_made(state, capabilities, release)
    return [_error(finding) for finding in report.findings if finding.evidence is Evidence.OFFICIAL]


async def refuse_invalid(state: Any, capabilities: Capabilities, release: str) -> None:
    """Raise Problem with the errors of a state, by the code of the first."""
    errors = await judge(state, capabilities, release)
    if errors:
        first, more = errors[0], len(errors) - 1
        detail = f"{first['path'] or 'editorState'}: {first['message']}{f' (and {more} more)' if more else ''}"
        raise Problem(first["code"], detail, {"errors": errors})


def _error(finding: Finding) -> Error:
    code = finding.code or _DEFAULT_CODE
    return {"code": code, "path": _PATHS.get(code, str)(finding.pointer), "message": finding.message}


def _dotted(pointer: str) -> str:
    """`/items/a/opacity/keyframes/0/timeTicks` as `$.items.a.opacity`."""
    return ".".join(("$", *parse(pointer)[:3]))


# The forms of path that published samples show; all others are pointers.
_PATHS: dict[str, Callable[[str], str]] = {
    "KEYFRAME_OUT_OF_BOUNDS": _dotted,
    "EDITOR_TRANSITION_CLIP_NOT_ADJACENT": lambda pointer: "/transitions",
}
