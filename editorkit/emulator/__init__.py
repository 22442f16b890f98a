"""An emulator of the Indream Open API on this machine, for whoever has no key and for tests that must not cost
anything.

`running` runs one in a thread; `editorkit serve` is the command. Needs `pip install "editorkit[serve]"`.
"""

from editorkit.errors import UsageError

try:
    from editorkit.emulator.running import Emulator, running
    from editorkit.emulator.settings import Settings
except ModuleNotFoundError as error:
    missing = (error.name or "").partition(".")[0]
    if missing not in ("starlette", "uvicorn"):
        raise
    raise UsageError(f'the emulator needs {missing}: run pip install "editorkit[serve]"') from error

__all__ = ["Emulator", "Settings", "running"]
