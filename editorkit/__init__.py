"""Check, diff, build and ship Indream video timelines (`editorState` JSON) before the server sees them."""

from typing import TYPE_CHECKING, Any

from editorkit.capabilities import Capabilities
from editorkit.checking import Report, check, check_file, check_text
from editorkit.errors import (
    CapabilityError,
    CaptionError,
    ConfigurationError,
    DataError,
    EditorkitError,
    MediaError,
    RuleCrash,
    UnreadableError,
    UsageError,
)
from editorkit.findings import Evidence, Finding, Fix, Severity

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

__version__ = "0.1.0"

__all__ = [
    "Capabilities",
    "CapabilityError",
    "CaptionError",
    "ConfigurationError",
    "DataError",
    "EditorkitError",
    "Evidence",
    "Finding",
    "Fix",
    "InvalidTimeline",
    "MediaError",
    "Report",
    "RuleCrash",
    "Severity",
    "Ticks",
    "Timeline",
    "UnreadableError",
    "UsageError",
    "__version__",
    "check",
    "check_file",
    "check_text",
    "clock_wipe",
    "fade",
    "flip",
    "iris",
    "keyframes",
    "motion",
    "ramp",
    "slide",
    "wipe",
    "zoom",
]


def __getattr__(name: str) -> Any:
    """The builder is loaded when it is first asked for: a check has no use for it."""
    if name in __all__:
        from editorkit import building

        return getattr(building, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
