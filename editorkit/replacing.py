"""Files that are written whole or not at all."""

import shutil
from contextlib import suppress
from pathlib import Path


def replace(target: Path, text: bytes, fresh: str) -> None:
    """Put a text in a file by way of one named `fresh` beside it. An existing file keeps its mode.

    Raises OSError where that cannot be; the file is then as it was, and nothing is left beside it.
    """
    beside = target.with_name(fresh)
    beside.unlink(missing_ok=True)  # of a run that was killed
    try:
        with beside.open("xb") as stream:  # never through a link left there
            stream.write(text)
        with suppress(FileNotFoundError):
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
