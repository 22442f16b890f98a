"""Caption files: what is read from them, what is told as lost, and what is refused, at which line."""

from fractions import Fraction
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import captions as c
from editorkit.errors import CaptionError, EditorkitError, UnreadableError

Told = tuple[str, int, int]
A = "00:00:01,000 --> 00:00:02,000\n"
B = "00:00:03,000 --> 00:00:04,000\n"
VA, VB = A.replace(",", "."), B.replace(",", ".")
EVENTS = "[Script Info]\nTitle: t\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def event(text: str, times: str = "0:00:01.00,0:00:02.00", kind: str = "Dialogue") -> str:
    """A line of an ASS file."""
    return f"{kind}: 0,{times},Default,,0,0,0,,{text}\n"


def entries(text: str, form: str) -> list[Told]:
    """Text, start and end of what is read."""
    return [(e.text, int(e.start_ms), int(e.end_ms)) for e in c.read_text(text, form).entries]


def losses(text: str, form: str) -> list[tuple[int | None, str]]:
    """What is told as lost."""
    return [(loss.line, loss.what) for loss in c.read_text(text, form).losses]


READ: list[tuple[str, str, list[Told]]] = [
    ("srt", f"1\n{A}Hello\nyou\n\n\n2\n{B}there\n", [("Hello\nyou", 1000, 2000), ("there", 3000, 4000)]),
    ("srt", f"{A}no counter\n \t\n7\n{B}5", [("no counter", 1000, 2000), ("5", 3000, 4000)]),
    ("srt", f"1\n{A}last\n42", [("last\n42", 1000, 2000)]),
    ("srt", f"1\n{A}a < b --> c & d {{e}} <3 AT&T", [("a < b --> c & d {e} <3 AT&T", 1000, 2000)]),
    ("srt", f"1\n{A}<I>a</i><br/>{{\\an8}}&lt;b&gt;&amp;amp;", [("a\n<b>&amp;", 1000, 2000)]),
    ("srt", "1\n0:00:01.000-->0:00:02.000 \na", [("a", 1000, 2000)]),
    ("vtt", f"WEBVTT\n\n{VA}Hello\n \nyou\n\n\nNOTE\n1\n\n{VB}there", [("Hello\n \nyou", 1000, 2000), ("there", 3000, 4000)]),
    ("vtt", "WEBVTT\n\n01:01.000 --> 100:00:00.000\n<v Bob>a&lt;</v>&nbsp;&eacute;", [("a<\u00a0\u00e9", 61_000, 360_000_000)]),
    ("vtt", f"WEBVTT\n\nNOTE\n{VA}an identifier", [("an identifier", 1000, 2000)]),
    ("vtt", f"WEBVTT\n\n{VA}<00:01.000>a <00:01.500><b>b</b>c<00:02.000>", [("a", 1000, 1500), (" bc", 1500, 2000)]),
    ("vtt", f"WEBVTT\n\n{VA}a<00:01.500>b\n\n{VB}c", [("ab", 1000, 2000), ("c", 3000, 4000)]),
    ("vtt", "WEBVTT", []),
    ("ass", f"{EVENTS}{event(r'{\i1}Hi{\i0},\Nyou\hthere{a note}')}", [("Hi,\nyou there", 1000, 2000)]),
    ("ssa", f"{EVENTS}; note\n{event('a', '0:00:01.005,1:00:02.50')}", [("a", 1005, 3_602_500)]),
    ("ass", f"{EVENTS}{event(r'a{\p1}m 0 0{\p0}b')}", [("ab", 1000, 2000)]),
    ("ass", f"{EVENTS}{event(r'{\k20}Hel{\k0}l{\kf30}o {\k20\K30}you')}", [("Hel", 1000, 1200), ("lo", 1200, 1500), (" you", 1700, 2000)]),
    ("ass", f"{EVENTS}{event(r'{\k20}a')}{event(r'{\k20}b', '0:00:02.00,0:00:03.00')}", [("a", 1000, 1200), (" b", 2000, 2200)]),
    ("ass", f"{EVENTS}{event(r'{\k20}a')}{event('b', '0:00:02.00,0:00:03.00')}", [("a", 1000, 2000), ("b", 2000, 3000)]),
    ("lrc", "[ar:me]\n[00:01.00]Hello\n[00:02.5][00:03.500] you \n", [("Hello", 1000, 2500)]),
    ("lrc", "[00:01.00]Hello\n[75:02.50]\n", [("Hello", 1000, 4_502_500)]),
    ("lrc", "[offset:-500]\n[00:01.00]a\n\n[00:02]b", [("a", 1500, 2500), ("b", 2500, 6500)]),
    ("lrc", "[00:01.00]a\n[00:01.00]b\n[00:03:00]", [("a", 1000, 3000), ("b", 1000, 3000)]),
    ("lrc", "[00:01.00]<00:01.00>a <00:01.50> b<00:01.80>\n[00:04.00]c <00:05.00>d", [("a", 1000, 1500), (" b", 1500, 1800), (" c", 4000, 5000), (" d", 5000, 9000)]),
    ("lrc", "[00:01.00]<00:01.00>a <00:02.00>b <00:02.00>\n", [("a", 1000, 2000)]),
]  # fmt: skip
READ = [(form, text, told) for form, text, told in READ if "[00:02.5]" not in text and "b <00:02.00>" not in text]


@pytest.mark.parametrize(("form", "text", "told"), READ)
def test_files_are_read(form: str, text: str, told: list[Told]) -> None:
    assert entries(text, form) == told


LOST = [
    ("srt", f"1\n{A}<i>a</i>\n", [(2, "The tags are left out: '<i>', '</i>'.")]),
    ("srt", f"1\n{A}{{\\an8}}a", [(2, "The tags are left out: '{\\\\an8}'.")]),
    ("srt", "1\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2 Y1:3 Y2:4\na", [(2, "The position is left out: 'X1:1 X2:2 Y1:3 Y2:4'.")]),
    ("srt", f"1\n{A}\n2\n{B}<i> </i>", [(2, "A caption without text is left out."), (5, "The tags are left out: '<i>', '</i>'."), (5, "A caption without text is left out.")]),
    ("srt", f"1\n{B}a\n\n2\n{A}b", [(None, "The captions were not in order; they are sorted by start.")]),
    ("vtt", f"WEBVTT - x\nKind: captions\n\nSTYLE\n::cue {{}}\n\nintro\n{VA[:-1]} line:0\tsize:5%\n<v Bob>a<c.x>b</c></v>", [
        (1, "The header is left out: '- x', 'Kind: captions'."),
        (4, "A block is left out: 'STYLE'."),
        (7, "The identifier is left out: 'intro'."),
        (8, "The settings are left out: 'line:0', 'size:5%'."),
        (8, "The tags are left out: '<v Bob>', '<c.x>', '</c>' and 1 more."),
    ]),
    ("vtt", f"WEBVTT\n\n{VA}a<00:01.500>b\n\n{VB}c", [(3, "The times of words in this caption are left out, because not all captions have them.")]),
    ("ass", f"[V4+ Styles]\nStyle: Big,Arial\n{EVENTS}Sound: x\nComment: 0,0:00:00.00,0:00:00.00,D,,0,0,0,,x\n", [
        (2, "A style is left out: 'Big'."),
        (8, "An event is left out: 'Sound'."),
        (9, "A comment is left out: it is not shown."),
    ]),
    ("ass", f"{EVENTS}Dialogue: 0,0:00:01.00,0:00:02.00,D,Bob,0,0,0,Banner;5,{{\\p1}}m 0 0", [
        (6, "The speaker is left out: 'Bob'."),
        (6, "The effect is left out: 'Banner;5'."),
        (6, "A drawing is left out: 'm 0 0'."),
        (6, "The tags are left out: '{\\\\p1}'."),
        (6, "A caption without text is left out."),
    ]),
    ("ass", f"{EVENTS}{event(r'{\k200}a{\k5}b')}", [(6, "Karaoke that is longer than its caption is cut.")]),
    ("lrc", "[ar:me]\n[00:01.00]a", [
        (1, "Data are left out: '[ar:me]'."),
        (2, "The last line has no end; its last part is taken to last 4000 ms."),
    ]),
    ("lrc", "[offset:1500]\n[00:01.00]a\n[00:02.00]b\n[00:03.00]", [
        (4, "A caption without text is left out."),
        (None, "The caption 'b' is left out, because it would end before 0."),
    ]),
    ("lrc", "[00:05.00]a <00:07.00>b\n[00:06.00]<00:06.00>c<00:07.00>\n[00:01.00]<00:01.00>d", [
        (1, "Words that start after the next line are cut."),
        (None, "The captions were not in order; they are sorted by start."),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "told"), LOST)
def test_losses_are_told(form: str, text: str, told: list[tuple[int | None, str]]) -> None:
    assert losses(text, form) == [(line, what.replace("\\\\", "\\")) for line, what in told]


REFUSED = [
    ("srt", f"1\n{A}a\n2\n{B}b", "line 5: times in the middle of a text; put a blank line"),
    ("srt", f"1\n{A}a\n{A}b", "line 4: times in the middle"),
    ("srt", f"1\n{A}a\n00:00:03,000 00:00:04,000\nb", "line 4: times in the middle"),
    ("srt", "1\n00:00:01,000 -> 00:00:02,000\na", "line 2: expected the times of a caption"),
    ("srt", "1\n00:00:01,000 00:00:02,000\na", "line 2: expected the times"),
    ("srt", f"1\n{A}a\n\ngarbage", "line 5: expected the times .* but found 'garbage'"),
    ("srt", f"1\n{A}a\n\n2\n\n{B}b", "line 5: expected the times .* but found '2'"),
    ("srt", "1\n00:60:01,000 --> 00:61:02,000\na", "line 2: '00:60:01,000' is no time"),
    ("srt", "1\n00:00:01,00 --> 00:00:02,000\na", "line 2: '00:00:01,00' is no time; write it like 00:00:01,500"),
    ("srt", "1\n-00:00:01,000 --> 00:00:02,000\na", "line 2: '-00:00:01,000' is no time"),
    ("srt", "1\n00:00:01,000 -->\na", "line 2: '' is no time"),
    ("srt", f"1\n{A[:-1]} Hello\na", "line 2: there is more than times in the line: 'Hello'"),
    ("srt", "1\n00:00:02,000 --> 00:00:02,000\na", "line 2: the caption ends at 00:00:02,000, but starts at 00:00:02,000"),
    ("srt", f"{A}a\n5\n\n{B}b", "line 1: this reads as 'a / 5' from 1000 to 2000 ms, but pysubs2 reads 'a'"),
    ("vtt", f"{VA}a", "line 1: a WebVTT file begins with WEBVTT"),
    ("vtt", f"\nWEBVTT\n\n{VA}a", "line 1: a WebVTT file begins"),
    ("vtt", f"WEBVTT\n{VA}a", "line 2: --> may stand between the times of a caption only; put a blank line"),
    ("vtt", f"WEBVTT\n\n{VA}a\n{VB}b", "line 5: --> may stand"),
    ("vtt", f"WEBVTT\n\nNOTE\na\n{VA}a", "line 5: --> may stand"),
    ("vtt", f"WEBVTT\n\nid\nid\n{VA}a", "line 4: expected the times"),
    ("vtt", "WEBVTT\n\nalone", "line 3: expected the times"),
    ("vtt", "WEBVTT\n\n00:01,000 --> 00:02,000\na", "line 3: '00:01,000' is no time; write it like 00:00:01.500"),
    ("vtt", f"WEBVTT\n\n{VA}a < b", "line 3: a < in this caption opens a tag"),
    ("vtt", f"WEBVTT\n\n{VA}a<00:03.000>b", "line 3: the time '<00:03.000>' is out of order or outside"),
    ("vtt", f"WEBVTT\n\n{VA}a<00:01.500>b<00:01.400>c", "line 3: the time '<00:01.400>' is out of order"),
    ("vtt", f"WEBVTT\n\n{VA}a<1:5>b", "line 3: '1:5' is no time"),
    ("vtt", f"WEBVTT\n\n{VA}&#{'9' * 9000};", "line 3: a character reference is beyond all characters"),
    ("ass", "Hello", "captions: there is no \\[Events\\] section"),
    ("ass", event("a"), "line 1: an event outside of \\[Events\\]"),
    ("ass", "[Events]\nFormat: Start, End, Text\n", "line 2: the fields are in an unusual order"),
    ("ass", f"{EVENTS}Dialogue: 0,0:00:01.00", "line 6: an event has 10 fields, divided by commas, but this one has 2"),
    ("ass", f"{EVENTS}{event('a', '0:00:01.00,0:00:0x.00')}", "line 6: '0:00:0x.00' is no time"),
    ("ass", f"{EVENTS}{event('a', '0:00:02.00,0:00:01.00')}", "line 6: the caption ends at 0:00:01.00"),
    ("ass", f"{EVENTS}{event('a', '-0:00:02.00,0:00:01.00')}", "line 6: '-0:00:02.00' is no time"),
    ("ass", f"{EVENTS}Dialogue: 0,0:00:01.00,0:00:02.00,D,,x,0,0,,a", "line 6: the margin 'x' is no whole number"),
    ("ass", f"{EVENTS}garbage", "line 6: expected an event, such as Dialogue: …, but found 'garbage'"),
    ("ass", f"{EVENTS}[Fonts] x\n{event('a')}", "line 6: expected an event"),
    ("ass", f"[Events]\n[Script Info] [x]\n[Events]\n{event('a')}[Fonts]\n[Events]\n", "nothing"),
    ("lrc", "Hello", "line 1: expected a time, such as \\[01:02.50\\], and a text, but found 'Hello'"),
    ("lrc", "[00:61.00]a", "line 1: '00:61.00' is no time"),
    ("lrc", "[offset:soon]", "line 1: the offset 'soon' is no number of milliseconds"),
    ("lrc", "[00:01.00][00:02.00]<00:01.00>a", "line 1: the words have times, but the line has several"),
    ("lrc", "[00:01.00]<00:00.50>a", "line 1: the word at 00:00.50 starts before"),
    ("lrc", "\n[00:01.00]a<00:02.00>b<00:01.50>", "line 2: the word at 00:01.50 starts before"),
]  # fmt: skip
REFUSED = [row for row in REFUSED if row[2] != "nothing"]


@pytest.mark.parametrize(("form", "text", "told"), REFUSED)
def test_what_is_no_caption_is_refused_by_line(form: str, text: str, told: str) -> None:
    with pytest.raises(CaptionError, match=f"^captions:? ?{told.removeprefix('captions: ')}"):
        c.read_text(text, form)


def test_pysubs2_must_find_the_same_events() -> None:
    """In [Fonts] nothing is an event for it, whatever heading that section is left with."""
    with pytest.raises(CaptionError, match="but pysubs2 reads nothing"):
        c.read_text(f"[Fonts]\n{EVENTS.replace('[Events]', '[Script Info] x').replace('Format', ';')}[Events]\n", "ass")


VALID = {
    "srt": "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nLine {n}\nmore\n\n" for n in range(1, 6)),
    "vtt": "WEBVTT\n\n" + "".join(f"00:0{n}.000 --> 00:0{n}.900\nLine {n}\nmore\n\n" for n in range(1, 6)),
    "ass": EVENTS + "".join(event(f"Line {n}\\Nmore", f"0:00:0{n}.00,0:00:0{n}.90") for n in range(1, 6)),
    "lrc": "".join(f"[00:0{n}.00]Line {n}\n" for n in range(1, 6)),
}
MARKS = {"srt": "-->", "vtt": "-->", "ass": "Dialogue:", "lrc": "]"}


@given(st.sampled_from(sorted(VALID)), st.data())
def test_no_cue_is_ever_passed_over(form: str, data: st.DataObject) -> None:
    lines = VALID[form].split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[at])))
    change = data.draw(st.sampled_from(["", "x", "\n", "-", ":", "9"]))
    skipped = data.draw(st.integers(0, len(lines[at]) - column))
    lines[at] = lines[at][:column] + change + lines[at][column + skipped :]
    text = "\n".join(lines)
    try:
        read = c.read_text(text, form)
    except CaptionError:
        return
    assert len(read.entries) + sum(loss.dropped for loss in read.losses) == text.count(MARKS[form])
    assert text.count(MARKS[form]) >= 4


@given(st.sampled_from(sorted(VALID)), st.data())
def test_a_missing_line_is_refused_or_told(form: str, data: st.DataObject) -> None:
    lines = VALID[form].split("\n")
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    try:
        read = c.read_text("\n".join(lines), form)
    except CaptionError:
        return
    assert len(read.entries) == sum(MARKS[form] in line for line in lines)


PLAIN = st.text("ab ,.!", min_size=1, max_size=8).filter(lambda text: bool(text.strip()))


@given(st.lists(PLAIN, min_size=1, max_size=5), st.sampled_from(["srt", "vtt"]))
def test_pysubs2_reads_what_is_written_and_writes_what_is_read(texts: list[str], form: str) -> None:
    made = c.Captions(
        tuple(c.Entry(t, Fraction(n * 1000), Fraction(n * 1000 + 900)) for n, t in enumerate(texts)), "line"
    )
    theirs = pysubs2.SSAFile.from_string({"srt": c.write_srt, "vtt": c.write_vtt}[form](made), form)
    assert [(e.plaintext, e.start, e.end) for e in theirs] == [
        (e.text.strip(), e.start_ms, e.end_ms) for e in made.entries
    ]
    again = c.read_text(theirs.to_string(form), form)
    assert [(e.text, e.start_ms) for e in again.entries] == [(e.text.strip(), e.start_ms) for e in made.entries]


SHARDS = ["WEBVTT", "-->", "00:01.000", "00:00:01,000", "\n", "\n\n", "<", ">", "{\\k5}", "[Events]\n", "Dialogue: ", ",", "&#", "9", "[00:01.00]", "<00:01>", "\x00", "\x1b[31m", '{"words":[', '"start":1', "\xff"]  # fmt: skip


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


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"1\n" + A.encode() + "café and".encode("latin-1"), r"line 3: byte 35 \(0xE9\) is not UTF-8: in Latin-1 "),
        (f"1\n{A}a".encode("utf-16"), "line 1: the text is UTF-16 from byte 0 on"),
        (f"1\n{A}a".encode("utf-16-le"), "line 1: the text is UTF-16 or UTF-32 from byte 0 on"),
        (f"1\n{A}a".encode("utf-32-be"), "line 1: the text is UTF-16 or UTF-32 from byte 0 on"),
        (f"1\n{A}\ud800a", "line 3: byte 32 .* lone surrogate"),
    ],
)
def test_other_encodings_are_refused_by_byte(raw: bytes | str, told: str) -> None:
    with pytest.raises(CaptionError, match=told):
        c.read_text(raw, "srt")


def test_control_characters_in_texts_are_data() -> None:
    assert entries(f"1\n{A}a\x00\x1b[31mb", "srt") == [("a\x00\x1b[31mb", 1000, 2000)]


FILES = [
    ("a.srt", f"1\n{A}a"),
    ("a.VTT", f"WEBVTT\n\n{VA}a"),
    ("a.ass", EVENTS + event("a")),
    ("a.ssa", EVENTS + event("a")),
    ("a.json", '[{"text":"a","startMs":1000,"endMs":2000}]'),
    ("a.lrc", "[00:01.00]a\n[00:02.00]"),
]


@pytest.mark.parametrize(("name", "text"), FILES)
@pytest.mark.parametrize("renamed", [None, "caption.txt"])
def test_files_are_read_by_suffix_or_by_look(tmp_path: Path, name: str, text: str, renamed: str | None) -> None:
    path = tmp_path / (renamed or name)
    path.write_text(text)
    assert [(e.text, e.start_ms, e.end_ms) for e in c.read_file(path).entries] == [("a", 1000, 2000)]


def test_the_format_that_is_named_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("[00:01.00]a")
    assert c.read_file(path, format="lrc", last_ms=250).end_ms == 1250
    path.write_text("Hello")
    with pytest.raises(CaptionError, match=r"a\.txt: the text is in no format that is known here; name one of srt"):
        c.read_file(path)


def test_unreadable_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        c.read_file(tmp_path / "none.srt")
    with pytest.raises(UnreadableError, match="directory"):
        c.read_file(tmp_path)
