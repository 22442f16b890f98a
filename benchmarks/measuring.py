"""How time and memory are taken: medians of interleaved runs, and the peak of whole processes."""

import gc
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".cache" / "peers"


@contextmanager
def no_collector() -> Iterator[None]:
    """Without the garbage collector, which would burden whoever makes the more objects while others are kept."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def interleaved(jobs: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The median seconds of each job, the jobs taking turns so that a drifting machine treats them alike."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    for _ in range(rounds):
        for name, job in jobs.items():
            begin = time.perf_counter()
            result = job()
            taken[name].append(time.perf_counter() - begin)
            del result
    return {name: statistics.median(times) for name, times in taken.items()}


def whole_process(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """The median seconds of whole processes, taking turns; their output is thrown away."""
    return interleaved({name: lambda c=command: _run(c) for name, command in commands.items()}, rounds)  # type: ignore[misc]


def _run(command: Sequence[str]) -> None:
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=compiled)


_PEAK = """
try:
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
except OSError:  # not Linux
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak)
"""


def peak_memory(program: str, *arguments: str) -> int:
    """The peak resident kilobytes of a Python process that runs a program."""
    command = [sys.executable, "-c", program + _PEAK, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return int(done.stdout.split()[-1])


def official_client(version: str) -> Path:
    """The folder of the official client with all it needs, installed from PyPI on first use."""
    target = PEERS / f"indream-client-{version}"
    if not target.exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target)]
        subprocess.run([*command, f"indream-client=={version}"], check=True)
    return target


def official_sources(version: str) -> Path:
    """The folder of the official client's sources, its OpenAPI document too, fetched from PyPI on first use."""
    folder = PEERS / f"indream-client-{version}-sources"
    if not folder.exists():
        with tempfile.TemporaryDirectory() as fetched:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
            subprocess.run([*command, "--dest", fetched, f"indream-client=={version}"], check=True)
            (archive,) = Path(fetched).glob("*.tar.gz")
            with tarfile.open(archive) as packed:
                packed.extractall(fetched, filter="data")
            (made,) = (path for path in Path(fetched).iterdir() if path.is_dir())
            shutil.copytree(made, folder)
    return folder


def official_validation(version: str, file: Path, rounds: int) -> float:
    """The median seconds in which the official client validates a parsed state, in a process of its own."""
    script = (
        "import json, statistics, sys, time\n"
        "from indream.editor_state_validator import validate_editor_state_or_raise as validate\n"
        "state = json.load(open(sys.argv[1], encoding='utf-8'))\n"
        "validate(state)\n"
        "taken = []\n"
        f"for _ in range({rounds}):\n"
        "    begin = time.perf_counter(); validate(state); taken.append(time.perf_counter() - begin)\n"
        "print(statistics.median(taken))"
    )
    environment = {**os.environ, "PYTHONPATH": str(official_client(version))}
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout)
