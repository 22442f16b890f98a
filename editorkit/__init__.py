"""Check, diff, build and ship Indream video timelines (`editorState` JSON) before the server sees them."""

from editorkit.capabilities import Capabilities
from editorkit.checking import Report, check, check_file, check_text
from editorkit.errors import (
    CapabilityError,
    ConfigurationError,
    EditorkitError,
    RuleCrash,
    UnreadableError,
    UsageError,
)
from editorkit.findings import Evidence, Finding, Fix, Severity

__version__ = "0.1.0"

__all__ = [
    "Capabilities",
    "CapabilityError",
    "ConfigurationError",
    "EditorkitError",
    "Evidence",
    "Finding",
    "Fix",
    "Report",
    "RuleCrash",
    "Severity",
    "UnreadableError",
    "UsageError",
    "__version__",
    "check",
    "check_file",
    "check_text",
]
