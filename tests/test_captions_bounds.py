"""Hostile and large caption files take bounded time."""

import json
import time
from collections.abc import Callable, Iterator

import pytest

from editorkit import captions as c
from editorkit.errors import EditorkitError

MANY = 100_000
EVENTS = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def clock(second: int) -> str:
    """Hours, minutes and seconds."""
    return f"{second // 3600}:{second // 60 % 60:02}:{second % 60:02}"


MAKERS: dict[str, Callable[[int], str]] = {
    "srt": lambda n: f"{n}\n0{clock(n)},000 --> 0{clock(n)},900\nLine {n}\n\n",
    "vtt": lambda n: f"0{clock(n)}.000 --> 0{clock(n)}.900\nLine {n}\n\n",
    "ass": lambda n: f"Dialogue: 0,{clock(n)}.00,{clock(n)}.90,D,,0,0,0,,Line {n}\n",
    "lrc": lambda n: f"[{n // 60 % 1000:02}:{n % 60:02}.{n // 60_000:02}]Line {n}\n",
}
HEADERS = {"srt": "", "vtt": "WEBVTT\n\n", "ass": EVENTS, "lrc": ""}
BEGINNINGS = {**HEADERS, "srt": "1\n00:00:01,000 --> 00:00:02,000\n", "json": ""}
BEGINNINGS["vtt"] += BEGINNINGS["srt"][2:].replace(",", ".")
BEGINNINGS["ass"] += "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,"
SIGNS = ["<", "<i", "{\\", "&#", "1:", "[", "\n", "-->", "\x00", "9"]


@pytest.fixture
def five_seconds() -> Iterator[None]:
    """Fails a test that computes for longer."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 5


@pytest.mark.unmeasured
@pytest.mark.parametrize("form", MAKERS)
def test_many_cues_are_read_in_time(form: str) -> None:
    text = HEADERS[form] + "".join(map(MAKERS[form], range(30_000)))
    start = time.process_time()
    assert len(c.read_text(text, form).entries) == 30_000
    assert time.process_time() - start < 1.5 * (MANY / 30_000) / 2


@pytest.mark.unmeasured
def test_many_words_are_read_paged_and_written_in_time(five_seconds: None) -> None:
    words = [{"text": f"w{n}", "start": n / 10, "end": (n + 1) / 10} for n in range(30_000)]
    found = c.read_text(json.dumps(words), "json")
    assert len(c.page(found, 2500)) == 1200
    assert c.write_srt(found).count("-->") == len(c.to_lines(found).entries)


@pytest.mark.unmeasured
@pytest.mark.parametrize("form", BEGINNINGS)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_line_of_a_megabyte_is_read_or_refused_in_time(form: str, sign: str, five_seconds: None) -> None:
    try:
        found = c.read_text(BEGINNINGS[form] + sign * (1_000_000 // len(sign)), form)
    except EditorkitError as error:
        assert len(str(error)) < 500
    else:
        assert all(len(loss.what) < 500 for loss in found.losses)
        assert c.write_srt(found) or not found.entries
        assert c.write_vtt(found)
