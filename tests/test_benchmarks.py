"""The benchmarks measure what they say: every job has work to do, and does it."""

import json

import pytest

from benchmarks import editing
from editorkit.transforms import all_transforms

JOBS = dict(editing.jobs(200))


def test_every_transform_has_options_in_the_benchmarks() -> None:
    editing.expect_options()
    measured = {name.removesuffix(" two states") for name in JOBS}
    assert measured >= all_transforms().keys()


def test_a_transform_without_options_is_told() -> None:
    with pytest.raises(LookupError, match="no options for the transform 'twirl'"):
        editing.options_of("twirl", json.loads(JOBS["shift"].text))


@pytest.mark.parametrize("name", JOBS)
def test_every_job_has_something_to_do(name: str) -> None:
    text = JOBS[name].ours()
    assert json.loads(text) != json.loads(JOBS[name].text) or (name == "format" and text != JOBS[name].text)
    assert JOBS[name].peer()


@pytest.mark.parametrize("name", [name for name in JOBS if name.endswith("of its own")])
def test_a_layout_of_its_own_is_none_that_could_be_written_anew(name: str) -> None:
    assert b'{ "value": 0, "keyframes": [] }' in JOBS[name].ours()
