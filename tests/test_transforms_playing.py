"""Transforms, by what is seen and heard after them: at every moment what the original showed at the one it came from.

That is told by `tests.playing`, which knows nothing of how states are edited.
"""

import os
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

import editorkit
from editorkit.errors import UsageError
from editorkit.state import end_of
from editorkit.testing import states
from tests.playing import MOVING, Look, expect_alike, is_near, moments, quiet_times, seen
from tests.promo import promo

State = dict[str, Any]

MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
SECOND = 240_000
STATES = st.one_of(states("1.1", max_items=6), st.builds(promo))
_SHORTEST_PIECE = 24_000  # ticks: shorter ones are not kept


class Case(NamedTuple):
    """A transform to try.

    origin: of a time after it, the time in the original; None where nothing is promised. cuts: the times in the
    original at which it cuts. apart: what is not as it was. above: what is seen above it.
    """

    options: State
    origin: Callable[[int], int | None]
    cuts: tuple[int, ...] = ()
    apart: frozenset[str] = frozenset()
    above: Callable[[int], list[Look]] = lambda time: []


_CUT = frozenset({"ends"})  # motions and fades are not cut: one of the pieces keeps them, or they are left out


def _trim(chance: Random, length: int) -> Case:
    start, end = _range(chance, length)
    times = {"start": f"{start} ticks", "end": f"{end} ticks"}
    return Case(times, lambda time: time + start if time < end - start else None, (start, end), _CUT)


def _cut_range(chance: Random, length: int) -> Case:
    start, end = _range(chance, length)
    times = {"start": f"{start} ticks", "end": f"{end} ticks"}
    return Case(times, lambda time: time if time < start else time + end - start, (start, end), _CUT)


def _leave_gap(chance: Random, length: int) -> Case:
    case = _cut_range(chance, length)
    start, end = case.cuts
    return case._replace(
        options=case.options | {"leave_gap": True}, origin=lambda time: None if start <= time < end else time
    )


def _split(chance: Random, length: int) -> Case:
    at = chance.randrange(length)
    return Case({"at": f"{at} ticks"}, lambda time: time, (at,), _CUT)


def _ripple_insert(chance: Random, length: int) -> Case:
    at, room = chance.randrange(length), chance.choice((8000, SECOND))

    def origin(time: int) -> int | None:
        return time if time < at else None if time < at + room else time - room

    return Case({"at": f"{at} ticks", "length": f"{room} ticks"}, origin, (at,), _CUT)


def _shift(chance: Random, length: int) -> Case:
    by = chance.randrange(length)
    return Case({"by": f"{by} ticks"}, lambda time: None if time < by else time - by)


def _speed(chance: Random, length: int) -> Case:
    factor = Fraction(chance.choice(("2", "1/2", "3/2", "4/5")))
    return Case({"factor": str(factor)}, lambda time: int(time * factor), apart=frozenset({"playbackRate", "params"}))


def _concatenate(chance: Random, length: int) -> Case:
    return Case({"state": [promo()]}, lambda time: time if time < length else None)


def _stack(chance: Random, length: int) -> Case:
    return Case({"state": [promo()]}, lambda time: time, above=lambda time: seen(promo(), time))


def _fade_audio(chance: Random, length: int) -> Case:
    return Case({"fade_in": "1s", "fade_out": "0.5s"}, lambda time: time, apart=_CUT)


def _snap(chance: Random, length: int) -> Case:
    return Case({}, lambda time: time, apart=_CUT | {"source"} | MOVING)


def _nothing(chance: Random, length: int) -> Case:
    return Case({}, lambda time: time)


def _range(chance: Random, length: int) -> tuple[int, int]:
    start, end = sorted((chance.randrange(length), chance.randrange(length)))
    return start, end + 1


CASES = {
    "trim": _trim,
    "cut-range": _cut_range,
    "cut-range and leave the gap": _leave_gap,
    "split": _split,
    "ripple-insert": _ripple_insert,
    "shift": _shift,
    "speed": _speed,
    "concatenate": _concatenate,
    "stack": _stack,
    "fade-audio": _fade_audio,
    "snap": _snap,
    "join": _nothing,
    "drop-unused": _nothing,
    "flatten-hidden": _nothing,
}


@settings(max_examples=30 * MULTIPLE)
@given(STATES, st.randoms(use_true_random=False))
def test_what_is_appended_plays_as_it_did(state: State, chance: Random) -> None:
    for track in state["tracks"]:
        track |= {"hidden": chance.random() < 0.3, "muted": chance.random() < 0.3}
    length = max((int(end_of(item)) for item in state["items"].values()), default=0)
    try:
        made = editorkit.transform(state, "concatenate", state=[promo()]).state
    except UsageError:
        reject()
    for time in quiet_times(promo(), chance):
        expect_alike(seen(promo(), time), seen(made, length + time))


@pytest.mark.parametrize("name", CASES)
def test_what_is_played_is_what_was(name: str) -> None:
    compared = 0

    @settings(max_examples=60 * MULTIPLE, suppress_health_check=list(HealthCheck))
    @given(STATES, st.randoms(use_true_random=False))
    def law(state: State, chance: Random) -> None:
        nonlocal compared
        length = max((int(end_of(item)) for item in state["items"].values()), default=0)
        assume(length)
        case = CASES[name](chance, length)
        try:
            made = editorkit.transform(state, name.partition(" ")[0], **case.options).state
        except UsageError:
            reject()
        for time in quiet_times(made, chance):
            before = case.origin(time)
            if before is None or is_near(before, case.cuts, _SHORTEST_PIECE) or is_near(before, moments(state)):
                continue
            expect_alike(case.above(time) + seen(state, before), seen(made, time), case.apart)
            compared += 1

    law()
    assert compared > 100
