"""Check, diff, build and ship Indream video timelines (`editorState` JSON) before the server sees them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from editorkit.capabilities import Capabilities
from editorkit.checking import Report, check, check_file, check_text
from editorkit.errors import (
    CapabilityError,
    CaptionError,
    ConfigurationError,
    DataError,
    EditorkitError,
    GitError,
    MediaError,
    RuleCrash,
    UnreadableError,
    UsageError,
)
from editorkit.findings import Evidence, Finding, Fix, Severity
from editorkit.version import __version__

if TYPE_CHECKING:
    from editorkit.building import (
        InvalidTimeline,
        Ticks,
        Timeline,
        clock_wipe,
        fade,
        flip,
        iris,
        keyframes,
        motion,
        ramp,
        slide,
        wipe,
        zoom,
    )
    from editorkit.client import AsyncClient, Client
    from editorkit.diffing import Change, Diff, diff
    from editorkit.fixing import Fixed, fix
    from editorkit.merging import Conflict, Merged, merge
    from editorkit.migrations import Migrated, migrate
    from editorkit.transforms import Step, Transformed, transform, transform_all

__all__ = [
    "AsyncClient",
    "Capabilities",
    "CapabilityError",
    "CaptionError",
    "Change",
    "Client",
    "ConfigurationError",
    "Conflict",
    "DataError",
    "Diff",
    "EditorkitError",
    "Evidence",
    "Finding",
    "Fix",
    "Fixed",
    "GitError",
    "InvalidTimeline",
    "MediaError",
    "Merged",
    "Migrated",
    "Report",
    "RuleCrash",
    "Severity",
    "Step",
    "Ticks",
    "Timeline",
    "Transformed",
    "UnreadableError",
    "UsageError",
    "__version__",
    "check",
    "check_file",
    "check_text",
    "clock_wipe",
    "diff",
    "fade",
    "fix",
    "flip",
    "iris",
    "keyframes",
    "merge",
    "migrate",
    "motion",
    "ramp",
    "slide",
    "transform",
    "transform_all",
    "wipe",
    "zoom",
]


_LATER = {
    **dict.fromkeys(("AsyncClient", "Client"), "client"),
    **dict.fromkeys(("Fixed", "fix"), "fixing"),
    **dict.fromkeys(("Change", "Diff", "diff"), "diffing"),
    **dict.fromkeys(("Conflict", "Merged", "merge"), "merging"),
    **dict.fromkeys(("Migrated", "migrate"), "migrations"),
    **dict.fromkeys(("Step", "Transformed", "transform", "transform_all"), "transforms"),
}


def __getattr__(name: str) -> Any:
    """Each job is loaded when it is first asked for: a check has no use for the others."""
    if name in __all__:
        return getattr(import_module(f"editorkit.{_LATER.get(name, 'building')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
