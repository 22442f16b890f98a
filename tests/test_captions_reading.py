"""Caption files: what is read from them and what is told as lost; by suffix, by look, in UTF-8 only."""

from fractions import Fraction
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import captions as c
from editorkit.errors import CaptionError, UnreadableError

Told = tuple[str, int, int]
A = "00:00:01,000 --> 00:00:02,000\n"
B = "00:00:03,000 --> 00:00:04,000\n"
VTT = "WEBVTT\n\n"
VA, VB = A.replace(",", "."), B.replace(",", ".")
FIELDS = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
EVENTS = f"[Events]\n{FIELDS}"
LATER = "0:00:02.00,0:00:03.00"
SOME_WORDS = "The times of words in this caption are left out, because not all captions have them."
NO_TEXT = "A caption without text is left out."
LAST = "The last line has no end; its last part is taken to last 4000 ms."
NEW_ORDER = "The captions were not in order; they are sorted by start."


def event(text: str, times: str = "0:00:01.00,0:00:02.00") -> str:
    """A line of an ASS file."""
    return f"Dialogue: 0,{times},Default,,0,0,0,,{text}\n"


def entries(text: str, form: str) -> list[Told]:
    """Text, start and end of what is read."""
    return [(e.text, int(e.start_ms), int(e.end_ms)) for e in c.read_text(text, form).entries]


READ: list[tuple[str, str, list[Told]]] = [
    ("srt", f"1\n{A}Hello\nyou\n\n\n2\n{B}there\n", [("Hello\nyou", 1000, 2000), ("there", 3000, 4000)]),
    ("srt", f"{A}no counter\n \t\n7\n{B}5", [("no counter", 1000, 2000), ("5", 3000, 4000)]),
    ("srt", f"1\n{A}last\n42", [("last\n42", 1000, 2000)]),
    ("srt", f"1\n{A}a < b --> c & d {{e}} <3 AT&T", [("a < b --> c & d {e} <3 AT&T", 1000, 2000)]),
    ("srt", f"1\n{A}<I>a</i><br/>{{\\an8}}&lt;b&gt;&amp;amp;", [("a\n<b>&amp;", 1000, 2000)]),
    ("srt", "1\n0:00:01.000-->0:00:02.000 \na", [("a", 1000, 2000)]),
    ("vtt", "WEBVTT", []),
    ("vtt", f"{VTT}{VA}a\n \nb\n\n\nNOTE\n1\n\n{VB}c", [("a\n \nb", 1000, 2000), ("c", 3000, 4000)]),
    ("vtt", f"{VTT}01:01.000 --> 100:00:00.000\n<v Bob>a&lt;</v>&eacute;", [("a<\u00e9", 61_000, 360_000_000)]),
    ("vtt", f"{VTT}NOTE\n{VA}an identifier", [("an identifier", 1000, 2000)]),
    ("vtt", f"{VTT}{VA}<00:01.000>a <00:01.500><b>b</b>c<00:02.000>", [("a", 1000, 1500), (" bc", 1500, 2000)]),
    ("vtt", f"{VTT}{VA}a<00:01.500>b\n\n{VB}c", [("ab", 1000, 2000), ("c", 3000, 4000)]),
    ("ass", EVENTS + event(r"{\i1}Hi{\i0},\Nyou\hthere{a note}"), [("Hi,\nyou there", 1000, 2000)]),
    ("ssa", f"{EVENTS}; note\n\n" + event("a, b", "0:00:01.005,1:00:02.50"), [("a, b", 1005, 3_602_500)]),
    ("ass", EVENTS + event(r"a{\p1}m 0 0{\p0}b"), [("ab", 1000, 2000)]),
    ("ass", EVENTS + event(r"{\k20}Hel{\k0}l{\kf30\i1}o {\k20\K30}you"), [("Hel", 1000, 1200), ("lo", 1200, 1500), (" you", 1700, 2000)]),  # noqa: E501 -- a table, read across
    ("ass", EVENTS + event(r"{\k20}a") + event(r"{\k20}b", LATER), [("a", 1000, 1200), (" b", 2000, 2200)]),
    ("ass", EVENTS + event(r"{\k20}a") + event("b", LATER), [("a", 1000, 2000), ("b", 2000, 3000)]),
    ("lrc", "[ar:me]\n[00:01.00]a\n[00:02.50] [00:03.500] b \n", [("a", 1000, 2500), ("b", 2500, 3500), ("b", 3500, 7500)]),  # noqa: E501
    ("lrc", "[00:01.00]Hello\n[75:02.50]\n", [("Hello", 1000, 4_502_500)]),
    ("lrc", "[Offset:-500]\n[00:01.00]a\n\n[00:02]b", [("a", 1500, 2500), ("b", 2500, 6500)]),
    ("lrc", "[00:01.00]a\n[00:01.00]b\n[00:03:00]", [("a", 1000, 3000), ("b", 1000, 3000)]),
    ("lrc", "[00:01.00]<00:01.00>a <00:01.50> b<00:01.80>\n[00:04.00]c <00:05.00>d", [("a", 1000, 1500), (" b", 1500, 1800), (" c", 4000, 5000), (" d", 5000, 9000)]),  # noqa: E501
    ("lrc", "[00:01.00]<00:01.00>a <00:02.00>b <00:02.00>\n", [("a b", 1000, 2000)]),
    ("lrc", "[00:01.00]a<00:01.00>", [("a", 1000, 5000)]),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "told"), READ)
def test_files_are_read(form: str, text: str, told: list[Told]) -> None:
    assert entries(text, form) == told


LOST: list[tuple[str, str, list[tuple[int | None, str]]]] = [
    ("srt", f"1\n{A}<i>a</i>\n", [(2, "The tags are left out: '<i>', '</i>'.")]),
    ("srt", f"1\n{A}{{\\an8}}a", [(2, r"The tags are left out: '{\an8}'.")]),
    ("srt", f"1\n{A[:-1]} X1:1 X2:2 Y1:3 Y2:4\na", [(2, "The position is left out: 'X1:1 X2:2 Y1:3 Y2:4'.")]),
    ("srt", f"1\n{A}\n2\n{B}<i> ", [(2, NO_TEXT), (5, "The tags are left out: '<i>'."), (5, NO_TEXT)]),
    ("srt", f"1\n{B}a\n\n2\n{A}b", [(None, NEW_ORDER)]),
    (
        "vtt",
        f"WEBVTT - x\nKind: captions\n\nSTYLE\n::cue {{}}\n\nintro\n{VA[:-1]} line:0\tsize:5%\n<v B>a<c.x>b</c></v>",
        [
            (1, "The header is left out: '- x', 'Kind: captions'."),
            (4, "A block is left out: 'STYLE'."),
            (7, "The identifier is left out: 'intro'."),
            (8, "The settings are left out: 'line:0', 'size:5%'."),
            (8, "The tags are left out: '<v B>', '<c.x>', '</c>' and 1 more."),
        ],
    ),
    ("vtt", f"{VTT}7\n{VA}a<00:01.500>b\n\n8\n{VB}c", [(4, SOME_WORDS)]),
    (
        "ass",
        f"[V4+ Styles]\nStyle: Big,x\n{EVENTS}Sound: x\nComment: 0,0:00:00.00,0:00:00.00,D,,0,0,0,,x\n",
        [
            (2, "A style is left out: ' Big'."),
            (5, "An event is left out: 'Sound'."),
            (6, "A comment is left out: it is not shown."),
        ],
    ),
    (
        "ass",
        f"{EVENTS}Dialogue: 0,0:00:01.00,0:00:02.00,D,Bob,0,0,0,Banner;5,{{\\p1}}m 0 0",
        [
            (3, "The speaker is left out: 'Bob'."),
            (3, "The effect is left out: 'Banner;5'."),
            (3, "A drawing is left out: 'm 0 0'."),
            (3, r"The tags are left out: '{\p1}'."),
            (3, NO_TEXT),
        ],
    ),
    ("ass", EVENTS + event(r"{\k200}a{\k5}b"), [(3, "Karaoke that is longer than its caption is cut.")]),
    (
        "lrc",
        "[ar:me]\n[00:01.00]a",
        [
            (1, "Data are left out: '[ar:me]'."),
            (2, LAST),
        ],
    ),
    (
        "lrc",
        "[offset:1500]\n[00:00.50]a\n[00:01.00]b\n[00:03.00]",
        [
            (4, NO_TEXT),
            (None, "The caption 'a' is left out, because it would end before 0."),
            (None, "The caption 'b' is cut at 0, because it would start before."),
        ],
    ),
    (
        "lrc",
        "[00:05.00]a <00:07.00>b\n[00:06.00]<00:06.00>c<00:07.00>\n[00:01.00]<00:01.00>d\n[00:08.00]e",
        [
            (1, "Words that start after the next line are cut."),
            (1, SOME_WORDS),
            (2, SOME_WORDS),
            (3, SOME_WORDS),
            (4, LAST),
            (None, NEW_ORDER),
        ],
    ),
]


@pytest.mark.parametrize(("form", "text", "told"), LOST)
def test_losses_are_told(form: str, text: str, told: list[tuple[int | None, str]]) -> None:
    assert [(loss.line, loss.what) for loss in c.read_text(text, form).losses] == told


PLAIN = st.text("ab ,.!", min_size=1, max_size=8).filter(lambda text: bool(text.strip()))


@given(st.lists(PLAIN, min_size=1, max_size=5), st.sampled_from(["srt", "vtt"]))
def test_pysubs2_reads_what_is_written_and_writes_what_is_read(texts: list[str], form: str) -> None:
    timed = (c.Entry(text, Fraction(n * 1000), Fraction(n * 1000 + 900)) for n, text in enumerate(texts))
    made = c.Captions(tuple(timed), "line")
    theirs = pysubs2.SSAFile.from_string({"srt": c.write_srt, "vtt": c.write_vtt}[form](made), form)
    told = [(e.text.strip(), int(e.start_ms), int(e.end_ms)) for e in made.entries]
    assert [(e.plaintext.strip(), e.start, e.end) for e in theirs] == told
    assert entries(theirs.to_string(form), form) == told
    assert entries(theirs.to_string("ass"), "ass") == told


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
    ("a.ass", f"[Script Info]\n{EVENTS}{event('a')}"),
    ("a.ssa", f"[Script Info]\n{EVENTS}{event('a')}"),
    ("a.json", '[{"text":"a","startMs":1000,"endMs":2000}]'),
    ("a.lrc", "[00:01.00]a\n[00:02.00]"),
]


@pytest.mark.parametrize(("name", "text"), FILES)
@pytest.mark.parametrize("renamed", [None, "caption.txt"])
def test_files_are_read_by_suffix_or_by_look(tmp_path: Path, name: str, text: str, renamed: str | None) -> None:
    path = tmp_path / (renamed or name)
    path.write_text(text)
    assert [(e.text, int(e.start_ms), int(e.end_ms)) for e in c.read_file(path).entries] == [("a", 1000, 2000)]


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
