"""Ids: readable, the same for the same program, never two alike, and chosen where a program wants to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.building import Timeline, fade
from tests.programs import (
    asset,
    everything,
    names,
)

ROOT = Path(__file__).parents[1]


def test_ids_are_named_after_what_they_name() -> None:
    timeline = Timeline()
    track = timeline.track("Main titles")
    track.text("Launch day!", length="1s")
    track.text("Launch day!", length="1s")
    track.text("Ünïcode — äö", length="1s")
    track.text("ひらがな", length="1s")
    track.illustration("ILaunchDay", length="1s")
    track.image(asset(timeline, "image", filename="The Logo.png"), length="1s")
    track.text("x" * 99, length="1s")
    ids = ["launch-day", "launch-day-2", "unicode-ao", "text", "launchday", "the-logo", "x" * 40]
    assert timeline.build()["tracks"][0] == {"id": "main-titles", "items": ids, "hidden": False, "muted": False}


def test_ids_may_be_chosen_for_everything() -> None:
    timeline = Timeline()
    track = timeline.track("main", id="t1")
    track.image(asset(timeline, "image", id="logo"), length="1s", id="a").join(fade(), id="seam")
    track.image("logo", length="1s", id="b")
    state = timeline.build()
    assert (state["tracks"][0]["id"], [*state["items"]], [*state["assets"]]) == ("t1", ["a", "b"], ["logo"])
    assert state["transitions"]["seam"]["fromClipId"] == "a"


def test_ids_that_are_chosen_later_are_left_free() -> None:
    timeline = Timeline()
    track = timeline.track("main")
    track.text("Hello", length="1s")
    track.text("Hello", length="1s", id="hello")
    track.text("Hello", length="1s", id="hello-2")
    assert names(track.items) == ["hello-3", "hello", "hello-2"]


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b", "a-2-2"]), max_size=12), st.data())
def test_ids_never_collide(texts: list[str], data: st.DataObject) -> None:
    timeline = Timeline()
    track = timeline.track("main")
    taken: set[str] = set()
    for text in texts:
        if text not in taken and data.draw(st.booleans()):
            track.text(text, length="1s", id=text)
            taken.add(text)
        else:
            track.text(text, length="1s")
    ids = timeline.build()["tracks"][0]["items"]
    assert len(set(ids)) == len(track.items)
    assert taken <= set(ids)


def test_ids_are_found_again() -> None:
    timeline = Timeline()
    for _ in range(3):
        asset(timeline, "image", filename="logo.png")
    track = timeline.track("main")
    assert track.image("logo-2", length="1s").asset is timeline.assets[1]
    assert track.image("logo", length="1s").asset is timeline.assets[0]


@pytest.mark.parametrize("seed", range(4))
def test_the_same_program_builds_the_same_bytes(seed: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.test_building_ids"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.decode().strip() == json.dumps(everything().build())


if __name__ == "__main__":
    print(json.dumps(everything().build()))
