"""Times as people write them are read exactly; nothing is ever rounded twice."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from editorkit import times
from editorkit.errors import UsageError
from editorkit.ticks import TICKS_PER_SECOND as SECOND
from editorkit.ticks import Exact, nearest, whole
from editorkit.times import Ticks, Time, read

RATES: list[Any] = [24, 25, 30, 50, 60, 23.976, "29.97", 59.94, "30000/1001", Fraction(24000, 1001)]
DROPPING = [29.97, 59.94]
ticks = st.integers(0, 10**12)


# One way to write it


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.5s", 360_000),
        (" 1.5 s ", 360_000),
        (".5s", 120_000),
        ("2.s", 480_000),
        ("250ms", 60_000),
        ("250us", 60),
        ("2min", 120 * SECOND),
        ("1h2m3.5s", Fraction(37235, 10) * SECOND),
        ("1h 2min 3s 4ms", 3723 * SECOND + 960),
        ("0:05", 5 * SECOND),
        ("90:05", 5405 * SECOND),
        ("0:05.25", 1_260_000),
        ("0:05,25", 1_260_000),
        ("1:02:03.25", 3723 * SECOND + 60_000),
        ("00:00:05:12", 5 * SECOND + 12 * 8000),
        ("12f", 96_000),
        ("12 frames", 96_000),
        ("1 frame", 8000),
        ("0.5f", 4000),
        ("360000 ticks", 360_000),
        ("1 tick", 1),
        ("-1.5s", -360_000),
        ("+1.5s", 360_000),
        ("-0:05", -5 * SECOND),
        ("-00:00:01:00", -SECOND),
        (2, 480_000),
        (0.1, 24_000),
        (-1.5, -360_000),
        (Fraction(1, 7), Fraction(SECOND, 7)),
        (Fraction(1, 3), 80_000),
        (timedelta(milliseconds=1250), 300_000),
        (timedelta(microseconds=1), Fraction(24, 100)),
        (timedelta(seconds=-1), -SECOND),
        (Ticks(7), 7),
        (Ticks(Fraction(1, 2)), Fraction(1, 2)),
    ],
)
def test_what_is_written_is_what_is_meant(written: Time, meant: Exact) -> None:
    assert read(written) == meant
    assert isinstance(read(written), int | Fraction)


def test_numbers_of_other_libraries_are_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    assert read(numpy.float64(0.1)) == 24_000


@given(st.decimals(0, 10**6, places=6))
def test_a_float_is_the_decimal_it_is_written_as(number: Any) -> None:
    seconds = float(number)
    assert read(seconds) == Fraction(str(seconds)) * SECOND == read(Fraction(str(seconds)))


@given(st.timedeltas(timedelta(days=-9999), timedelta(days=9999)))
def test_a_timedelta_is_exact(delta: timedelta) -> None:
    assert read(delta) == Fraction(delta // timedelta(microseconds=1), 10**6) * SECOND


@given(ticks, st.sampled_from(["{} ticks", "{}ms", "{}s", "{} min", "0:{:02}"]))
def test_text_and_numbers_agree(count: int, form: str) -> None:
    assume(form != "0:{:02}" or count < 60)
    per = {"{} ticks": 1, "{}ms": 240, "{} min": 60 * SECOND}.get(form, SECOND)
    assume(count * per < 2**53)
    assert read(form.format(count)) == count * per


# Frames


@pytest.mark.parametrize("rate", RATES)
@given(count=st.integers(0, 10**6))
def test_frames_are_whole_ticks(rate: Any, count: int) -> None:
    length = times.frame(rate)
    assert type(length) is int
    assert read(f"{count} frames", rate) == count * length


def test_milliseconds_are_whole_ticks() -> None:
    assert type(read("1ms")) is int


@pytest.mark.parametrize(
    ("rate", "meant"),
    [(24, 10_000), (30, 8000), (23.976, 10_010), ("29.97", 8008), (59.94, 4004), ("30000/1001", 8008), (12.5, 19_200)],
)
def test_the_length_of_a_frame(rate: Any, meant: int) -> None:
    assert times.frame(rate) == meant


@pytest.mark.parametrize("rate", [0, -1, 1001, 1e-7, "", "x", "1/0", "1e9", "30 fps", "0", float("nan"), float("inf")])
def test_what_is_no_rate_is_refused(rate: Any) -> None:
    with pytest.raises(UsageError, match="no frame rate"):
        times.frame(rate)


HOSTILE_RATES: list[Any] = [None, True, [], {}, b"30", 10**5000, "9" * 500, "1e999999999", Fraction(1, 10**400)]


@pytest.mark.parametrize("rate", HOSTILE_RATES, ids=range(len(HOSTILE_RATES)))
def test_what_cannot_be_a_rate_is_refused(rate: Any) -> None:
    with pytest.raises(UsageError, match="frame rate") as caught:
        times.frame(rate)
    assert len(str(caught.value)) < 200


# Timecode


def every_timecode(rate: float, minutes: int) -> list[str]:
    """The timecodes of a rate that drops frames, in order, as its definition has them."""
    nominal = round(rate)
    return [
        f"{minute // 60:02}:{minute % 60:02}:{second:02};{frame:02}"
        for minute in range(minutes)
        for second in range(60)
        for frame in range(nominal)
        if minute % 10 == 0 or second or frame >= nominal // 15
    ]


@pytest.mark.parametrize("rate", DROPPING)
def test_dropping_frames_counts_every_frame_once(rate: float) -> None:
    for count, written in enumerate(every_timecode(rate, 12)):
        assert read(written, rate) == count * times.frame(rate)


@pytest.mark.parametrize("rate", DROPPING)
def test_dropping_frames_keeps_up_with_the_clock(rate: float) -> None:
    drift = read("01:00:00;00", rate) - 3600 * SECOND
    assert -times.frame(rate) < drift < times.frame(rate)


@pytest.mark.parametrize("rate", RATES)
@given(count=st.integers(0, 10**6))
def test_timecode_is_read_as_it_is_written(rate: Any, count: int) -> None:
    at = count * times.frame(rate)
    assert read(times.timecode(at, rate), rate) == at
    assert times.timecode(at + times.frame(rate) - 1, rate) == times.timecode(at, rate)


def test_timecode_of_a_rate_below_one_is_whole() -> None:
    assert times.timecode(20 * SECOND, 0.1) == "00:00:02:00"


@pytest.mark.parametrize(
    ("written", "rate", "why"),
    [
        ("00:00:05:30", 30, "frames go up to 29"),
        ("00:60:05:00", 30, "minutes and seconds to 59"),
        ("00:00:60:00", 30, "minutes and seconds to 59"),
        ("00:00:05:24", 23.976, "23.976 fps: frames go up to 23"),
        ("00:00:05;12", 30, "drops frames"),
        ("00:00:05;12", 23.976, "drops frames"),
        ("00:01:00;00", 29.97, "leaves out the first 2 frames"),
        ("00:01:00;03", 59.94, "leaves out the first 4 frames"),
        ("0:60", 30, "go up to 59"),
        ("1:60:00", 30, "go up to 59"),
        ("0:5", 30, "is no time"),
    ],
)
def test_clocks_that_do_not_exist_are_refused(written: str, rate: Any, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read(written, rate)


# What is no time


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "s",
        "1",
        "1.5",
        "1,5s",
        "1.5.5s",
        "1x",
        "1 S",
        "1s2",
        "--1s",
        "1e3s",
        "inf",
        "nan",
        "²s",
        "٣s",
        "x" * 99,
    ],
)
def test_what_is_no_time_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match=r'write "1\.5s", "250ms", "0:05"'):
        read(text)


def test_a_bare_number_in_quotes_is_asked_for_its_unit() -> None:
    with pytest.raises(UsageError, match=r"'1.5' is no time \(a bare number needs its unit: '1.5s'\)"):
        read("1.5")


HOSTILE: list[Any] = [
    None,
    True,
    b"1s",
    [],
    {1},
    object(),
    3j,
    float("nan"),
    float("inf"),
    1e300,
    "\ud800",
    "9" * 50 + "h",
]
HOSTILE += [10**400, -(10**400), 10**5000, Fraction(10**400, 7), [[10**5000]], "9" * 5000 + "s", "99999999:99999999:59"]


@pytest.mark.parametrize("thing", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_times_are_refused_in_few_words(thing: Any) -> None:
    with pytest.raises(UsageError) as caught:
        read(thing)
    assert len(str(caught.value)) < 250


@given(st.text() | st.from_regex(r"[-0-9:;.,smhf ]{0,70}", fullmatch=True), st.sampled_from(RATES))
@example("1e99999999s", 30)
def test_any_text_is_a_time_or_is_refused(text: str, rate: Any) -> None:
    try:
        found = read(text, rate)
    except UsageError:
        return
    assert isinstance(found, int | Fraction)
    assert -(2**53) < found < 2**53


# Rounding


@given(st.fractions())
def test_the_nearest_tick_is_at_most_half_away_and_halves_go_up(number: Fraction) -> None:
    assert -Fraction(1, 2) < nearest(number) - number <= Fraction(1, 2)


@given(st.integers(), st.integers(1, 10**6))
def test_the_nearest_line_of_a_grid(at: int, step: int) -> None:
    found = times.on_grid(at, step)
    assert found % step == 0
    assert -step < 2 * (found - at) <= step


@given(st.fractions(0, 10**9), st.fractions(Fraction(1, 100), 10**6))
def test_a_grid_of_fractions_is_met_within_a_tick(at: Fraction, step: Fraction) -> None:
    found = Fraction(times.on_grid(at, step))
    assert abs(found - at) <= step / 2 + Fraction(1, 2)
    assert times.on_grid(found, step) == found or step < 1


def test_whole_fractions_become_integers() -> None:
    assert type(whole(Fraction(4, 2))) is int
    assert whole(Fraction(1, 2)) == Fraction(1, 2)


# Ticks


def test_ticks_add_and_compare_with_any_time() -> None:
    start = Ticks(SECOND, fps=25)
    assert start + "0.5s" + 0.5 == Ticks(2 * SECOND)
    assert start - timedelta(seconds=1) == Ticks(0)
    assert start + "1 frame" == Ticks(SECOND + 9600)
    assert "0.5s" < start <= 1
    assert "1s" <= start < "1.1s"
    assert start > 0.5 and start >= 1


def test_ticks_know_their_kind() -> None:
    assert Ticks(5) == Ticks(5) != 5
    assert len({Ticks(5), Ticks(5), Ticks(Fraction(5))}) == 1
    assert int(Ticks(Fraction(5, 2))) == 3
    assert repr(Ticks(5)) == "Ticks(5)"
    assert str(Ticks(360_000)) == "0:01.500 (360000 ticks)"


@given(st.lists(st.fractions(0, 100), min_size=1, max_size=20))
def test_adding_never_loses_a_part_of_a_tick(parts: list[Fraction]) -> None:
    total = Ticks(0)
    for part in parts:
        total += part
    assert total == Ticks(sum(parts) * SECOND)


@pytest.mark.parametrize("thing", [1.5, True, "1s", None, float("nan")])
def test_ticks_count_with_exact_numbers_only(thing: Any) -> None:
    with pytest.raises(UsageError, match="Ticks counts with int and Fraction"):
        Ticks(thing)


@pytest.mark.parametrize("rate", [None, [], {}, b"30"])
def test_ticks_refuse_what_cannot_be_a_rate(rate: Any) -> None:
    with pytest.raises(UsageError, match="is no frame rate"):
        Ticks(1, rate)


# Spelling


@given(ticks | st.integers(0, 100_000).map(lambda tenth: tenth * 24))
@example(0)
def test_what_is_spelled_is_read_back(count: int) -> None:
    assert read(times.spell(count)) == count


@pytest.mark.parametrize(
    ("count", "spelled"), [(0, "0s"), (360_000, "1.5s"), (60_000, "250ms"), (24, "0.1ms"), (8001, "8001 ticks")]
)
def test_the_shortest_spelling_is_taken(count: int, spelled: str) -> None:
    assert times.spell(count) == spelled
