"""Which capabilities a command uses."""

from pathlib import Path

from editorkit.capabilities import Capabilities, bundled, load_file
from editorkit.configuration.loading import Configurations


def capabilities_in_use(file: str | None) -> Capabilities:
    """Those of a file if one is named, else those the configuration here names, else the bundled ones."""
    here = Path.cwd()
    named = file if file is not None else Configurations(here).nearest(here).settings.capabilities
    return bundled() if named is None else load_file(named)
