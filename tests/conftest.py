"""Property tests try the same examples in every run; HYPOTHESIS_PROFILE=searching looks for new ones."""

import os
import signal
from collections.abc import Generator

import pytest
from coverage import Coverage
from hypothesis import settings

from tests.calling import FORKS

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
# Where the tests run in the background, shells have them ignore Ctrl-C, and so would every command they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage does not look at tests marked `unmeasured`, nor at the processes they start anew."""
    measured = Coverage.current()
    if measured is None or not item.get_closest_marker("unmeasured"):
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        measured.stop()
        try:
            return (yield)
        finally:
            measured.start()


def pytest_sessionfinish() -> None:
    """What coverage has seen in the process that forks is there when the tests are over."""
    FORKS.stop()
