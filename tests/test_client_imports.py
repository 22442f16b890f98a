"""What is loaded when: nobody who checks a file pays for the network."""

import subprocess
import sys

import pytest

_NETWORK = ("httpx", "httpcore", "h11", "anyio", "pydantic", "editorkit.client", "editorkit.emulator")


def loaded(program: str) -> set[str]:
    """The modules that a program loads."""
    told = f"{program}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "program", ["import editorkit", "import editorkit; editorkit.check({})", "import editorkit.cli.main"]
)
def test_nothing_of_the_network_is_loaded_before_it_is_used(program: str) -> None:
    assert not loaded(program) & set(_NETWORK)


def test_the_client_brings_the_network_and_no_emulator() -> None:
    names = loaded("import editorkit; editorkit.Client")
    assert {"httpx", "editorkit.client"} <= names
    assert not {"starlette", "uvicorn", "editorkit.emulator"} & names


def test_the_emulator_takes_nothing_of_the_client() -> None:
    assert "editorkit.client" not in loaded("import editorkit.cli.serve, editorkit.emulator")
