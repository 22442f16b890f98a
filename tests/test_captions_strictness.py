"""What is no caption is refused by line, and nothing is ever passed over."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import captions as c
from editorkit.errors import CaptionError, EditorkitError

A = "00:00:01,000 --> 00:00:02,000\n"
B = "00:00:03,000 --> 00:00:04,000\n"
VTT = "WEBVTT\n\n"
VA, VB = A.replace(",", "."), B.replace(",", ".")
EVENTS = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def event(text: str, times: str = "0:00:01.00,0:00:02.00", margin: str = "0") -> str:
    """A line of an ASS file."""
    return f"Dialogue: 0,{times},Default,,{margin},0,0,,{text}\n"


REFUSED = [
    ("srt", f"1\n{A}a\n2\n{B}b", "line 5: times in the middle of a text; put a blank line"),
    ("srt", f"1\n{A}a\n{A}b", "line 4: times in the middle"),
    ("srt", f"1\n{A}a\n00:00:03,000 00:00:04,000\nb", "line 4: times in the middle"),
    ("srt", f"1\n{A}a\n00:03 --> 00:04\nb", "line 4: times in the middle"),
    ("srt", "1\n00:00:01,000 -> 00:00:02,000\na", "line 2: expected the times of a caption"),
    ("srt", "1\n00:00:01,000 00:00:02,000\na", "line 2: expected the times"),
    ("srt", f"1\n{A}a\n\ngarbage", "line 5: expected the times .* but found 'garbage'"),
    ("srt", f"1\n{A}a\n\n2\n\n{B}b", "line 5: expected the times .* but found '2'"),
    ("srt", "1\n00:60:01,000 --> 00:61:02,000\na", "line 2: '00:60:01,000' is no time"),
    ("srt", "1\n00:00:01,00 --> 00:00:02,000\na", "line 2: '00:00:01,00' is no time; write it like 00:00:01,500"),
    ("srt", "1\n-00:00:01,000 --> 00:00:02,000\na", "line 2: '-00:00:01,000' is no time"),
    ("srt", "1\n00:00:01,000 -->\na", "line 2: '' is no time"),
    ("srt", f"1\n{A[:-1]} Hello\na", "line 2: there is more than times in the line: 'Hello'"),
    ("srt", "1\n00:00:02,000 --> 00:00:02,000\na", "line 2: the caption ends at 00:00:02,000, but starts at 00:00:02"),
    ("srt", f"{A}a\n5\n\n{B}b", "line 1: this reads as 'a / 5' from 1000 to 2000 ms, but pysubs2 reads 'a' from"),
    ("vtt", f"{VA}a", "line 1: a WebVTT file begins with WEBVTT"),
    ("vtt", f"\nWEBVTT\n\n{VA}a", "line 1: a WebVTT file begins"),
    ("vtt", "", "line 1: a WebVTT file begins"),
    ("vtt", f"WEBVTT\n{VA}a", "line 2: --> may stand between the times of a caption only; put a blank line"),
    ("vtt", f"{VTT}{VA}a\n{VB}b", "line 5: --> may stand"),
    ("vtt", f"{VTT}NOTE\na\n{VA}a", "line 5: --> may stand"),
    ("vtt", f"{VTT}id\nid\n{VA}a", "line 4: expected the times"),
    ("vtt", f"{VTT}alone", "line 3: expected the times"),
    ("vtt", f"{VTT}00:01,000 --> 00:02,000\na", "line 3: '00:01,000' is no time; write it like 00:00:01.500"),
    ("vtt", f"{VTT}{VA}a < b", "line 3: a < in this caption opens a tag"),
    ("vtt", f"{VTT}{VA}a<00:03.000>b", "line 3: the time '<00:03.000>' is out of order or outside"),
    ("vtt", f"{VTT}{VA}a<00:01.500>b<00:01.400>c", "line 3: the time '<00:01.400>' is out of order"),
    ("vtt", f"{VTT}{VA}a<1:5>b", "line 3: '1:5' is no time"),
    ("vtt", f"{VTT}{VA}&#{'9' * 9000};", "line 3: a character reference is beyond all characters"),
    ("ass", "Hello", r"there is no \[Events\] section"),
    ("ass", event("a"), r"line 1: an event outside of \[Events\]"),
    ("ass", f"{EVENTS}[Fonts]\n{event('a')}", r"line 4: an event outside of \[Events\]"),
    ("ass", "[Events]\nFormat: Start, End, Text\n", "line 2: the fields are in an unusual order"),
    ("ass", f"{EVENTS}Dialogue: 0,0:00:01.00", "line 3: an event has 10 fields, divided by commas, but this one has 2"),
    ("ass", EVENTS + event("a", "0:00:01.00,0:00:0x.00"), "line 3: '0:00:0x.00' is no time"),
    ("ass", EVENTS + event("a", "0:00:02.00,0:00:01.00"), "line 3: the caption ends at 0:00:01.00"),
    ("ass", EVENTS + event("a", "-0:00:02.00,0:00:01.00"), "line 3: '-0:00:02.00' is no time"),
    ("ass", EVENTS + event("a", margin="x"), "line 3: the margin 'x' is no whole number"),
    ("ass", EVENTS + event(event("a")), "line 3: a second event in the same line"),
    ("ass", f"{EVENTS}garbage", "line 3: expected an event, such as Dialogue: …, but found 'garbage'"),
    ("lrc", "Hello", r"line 1: expected a time in front of the text, such as \[01:02.50\], but found 'Hello'"),
    ("lrc", "[00:61.00]a", "line 1: '00:61.00' is no time"),
    ("lrc", "[offset:soon]", "line 1: the offset 'soon' is no number of milliseconds"),
    ("lrc", "[00:01.00][00:02.00]<00:01.00>a", "line 1: the words have times, but the line has several"),
    ("lrc", "[00:01.00]a[00:02.00]b", "line 1: a time in the middle of a text"),
    ("lrc", "[00:01.00]<00:00.50>a", "line 1: the word at 00:00.50 starts before"),
    ("lrc", "\n[00:01.00]a<00:02.00>b<00:01.50>", "line 2: the word at 00:01.50 starts before"),
]


@pytest.mark.parametrize(("form", "text", "told"), REFUSED)
def test_what_is_no_caption_is_refused_by_line(form: str, text: str, told: str) -> None:
    with pytest.raises(CaptionError, match=f"^captions:? {told}"):
        c.read_text(text, form)


def test_pysubs2_must_find_the_same_events() -> None:
    """It takes what follows three signs for a heading, even in a comment."""
    with pytest.raises(CaptionError, match="line 4: this reads as 'a' from 1000 to 2000 ms, but pysubs2 reads nothing"):
        c.read_text(f"{EVENTS};[Script Info]\n{event('a')}", "ass")


VALID = {
    "srt": "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nLine {n}\nmore\n\n" for n in range(1, 6)),
    "vtt": VTT + "".join(f"00:0{n}.000 --> 00:0{n}.900\nLine {n}\nmore\n\n" for n in range(1, 6)),
    "ass": EVENTS + "".join(event(f"Line {n}\\Nmore", f"0:00:0{n}.00,0:00:0{n}.90") for n in range(1, 6)),
    "lrc": "".join(f"[00:0{n}.00]Line {n}\n" for n in range(1, 6)),
}
MARKS = {"srt": "-->", "vtt": "-->", "ass": "Dialogue:", "lrc": r"\[[0-9]+:"}


@given(st.sampled_from(sorted(VALID)), st.data())
def test_no_caption_is_ever_passed_over(form: str, data: st.DataObject) -> None:
    text = VALID[form]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 5, len(text))))
    changed = text[:start] + data.draw(st.sampled_from(["", "x", "\n", "\n\n", "-", ":", "9"])) + text[end:]
    try:
        read = c.read_text(changed, form)
    except CaptionError:
        return
    assert len(read.entries) + sum(loss.dropped for loss in read.losses) == len(re.findall(MARKS[form], changed))


@given(st.sampled_from(sorted(VALID)), st.data())
def test_a_missing_line_is_refused_or_takes_its_own_caption_only(form: str, data: st.DataObject) -> None:
    lines = VALID[form].split("\n")
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    try:
        read = c.read_text("\n".join(lines), form)
    except CaptionError:
        return
    assert len(read.entries) == sum(re.search(MARKS[form], line) is not None for line in lines) >= 4


SHARDS = [
    *("WEBVTT", "-->", "00:01.000", "00:00:01,000", "\n", "\n\n", "<", ">", "{\\k5}", "[Events]\n", "Dialogue: "),
    *(",", "&#", "9", "[00:01.00]", "<00:01>", "\x00", "\x1b[31m", '{"words":[', '"start":1', "\xff", "\u202e"),
]


@given(st.lists(st.sampled_from(SHARDS), max_size=12).map("".join), st.sampled_from(c.FORMATS))
def test_anything_is_read_or_refused_without_control_characters(text: str, form: str) -> None:
    try:
        read = c.read_text(text, form, name="a\x1b")
    except EditorkitError as error:
        assert str(error).isprintable()
    else:
        assert all(loss.what.isprintable() for loss in read.losses)


@given(st.binary(max_size=40), st.sampled_from(c.FORMATS))
def test_any_bytes_are_read_or_refused(raw: bytes, form: str) -> None:
    try:
        assert isinstance(c.read_text(raw, form), c.Captions)
    except EditorkitError as error:
        assert str(error).isprintable()
