"""What holds for all captions: they survive files, and what is done to them can be undone or adds up."""

import json
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import captions as c
from editorkit.errors import CaptionError, UsageError
from editorkit.schema import compile_schema, load

SIGNS = "ab 1\t\n<>&;:-{}\\/,.\u00a0\u0085\u2028\x1b\x00\u00e9\U0001f600"
SNIPPETS = [
    "-->",
    "<i>",
    "</b",
    "&lt;",
    "&amp;",
    "&#10;",
    "&#123;",
    "{\\an8}",
    "\\N",
    "NOTE",
    "\n\n",
    "\r",
    "\r\n",
    "42\n",
]
TIMES = ["00:00:01,000", "0:00:01.5 -> 0:00:02.5", "00:01.000 --> 00:02.000", "<00:00:01.000>"]
TEXTS = st.lists(st.sampled_from([*SIGNS, *SNIPPETS, *TIMES]), max_size=8).map("".join)
SHOWN_TEXTS = TEXTS.filter(lambda text: bool(text.strip()))
WHOLE = st.integers(0, 200_000).map(Fraction)
EXACT = st.integers(0, 10**7).map(lambda number: Fraction(number, 60))
MOMENTS = st.lists(st.integers(1, 300_000), max_size=4, unique=True).map(sorted)


def line_captions(
    texts: st.SearchStrategy[str] = SHOWN_TEXTS, times: st.SearchStrategy[Fraction] = WHOLE
) -> st.SearchStrategy[c.Captions]:
    """Captions timed by line; they may overlap."""
    entries = st.builds(lambda text, start, length: c.Entry(text, start, start + length + 1), texts, times, times)
    return st.lists(entries, max_size=5).map(lambda made: c.Captions(in_order(made), "line"))


def word_captions() -> st.SearchStrategy[c.Captions]:
    """Captions timed by word, as they are told apart by blanks at the front, with moments and confidences."""
    texts = st.sampled_from(["Hi", " Hi", " there", "-known", " \u4f60", "\u597d", " e.g."])
    sure = st.none() | st.sampled_from([0.5, 1.0])
    entries = st.builds(
        lambda text, start, length, sure: c.Entry(text, start, start + length + 1, start + length / 2, sure),
        texts,
        EXACT,
        EXACT,
        sure,
    )
    return st.lists(entries, max_size=8).map(lambda made: c.Captions(in_order(made), "word"))


ALL = line_captions(times=EXACT) | word_captions()


def in_order(entries: list[c.Entry]) -> tuple[c.Entry, ...]:
    """Entries by start."""
    return tuple(sorted(entries, key=lambda entry: entry.start_ms))


@given(line_captions())
def test_srt_gives_back_all_that_it_does_not_tell_as_a_loss(given_captions: c.Captions) -> None:
    again = c.read_text(c.write_srt(given_captions), "srt")
    assert (again == given_captions) == (c.losses_of(given_captions, "srt") == ())


@given(line_captions())
def test_vtt_gives_back_every_text(given_captions: c.Captions) -> None:
    assert c.losses_of(given_captions, "vtt") == ()
    assert c.read_text(c.write_vtt(given_captions), "vtt") == given_captions


@given(line_captions(TEXTS, EXACT), st.sampled_from(["srt", "vtt"]))
def test_writing_again_what_was_written_changes_nothing(given_captions: c.Captions, form: str) -> None:
    write = {"srt": c.write_srt, "vtt": c.write_vtt}[form]
    written = write(given_captions)
    again = c.read_text(written.encode(), form)
    assert len(again.entries) == sum(bool(entry.text.strip()) for entry in given_captions.entries)
    assert c.losses_of(again, form) == () and write(again) == written


@given(line_captions())
def test_other_line_ends_and_a_byte_order_mark_change_nothing(given_captions: c.Captions) -> None:
    plain = c.write_vtt(given_captions)
    assert c.read_text(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode(), "vtt") == given_captions
    assert c.read_text(plain.replace("\n", "\r"), "vtt") == given_captions


@given(ALL)
def test_an_asset_is_valid_and_reads_back(given_captions: c.Captions) -> None:
    fields = c.asset_fields(given_captions)
    asset = {"id": "a", "type": "caption", "filename": "a.srt", "mimeType": "application/json", **fields}
    schema = load("1.1")
    engine = compile_schema({"$ref": "#/definitions/captionAsset", "definitions": schema["definitions"]})
    assert list(engine.violations(asset)) == []
    compact = json.dumps(fields["captions"], ensure_ascii=False, separators=(",", ":"))
    assert json.loads(compact) == fields["captions"]
    if any(" " in entry.text for entry in given_captions.entries[1:]) or given_captions.timing == "line":
        assert c.asset_fields(c.read_text(json.dumps(fields), "json")) == fields


@given(line_captions())
def test_the_size_is_that_of_compact_json(given_captions: c.Captions) -> None:
    fields = c.asset_fields(given_captions)
    assert fields["size"] == len(json.dumps(fields["captions"], ensure_ascii=False, separators=(",", ":")).encode())


@given(ALL, EXACT)
def test_shifting_back_undoes_shifting(given_captions: c.Captions, by: Fraction) -> None:
    assert c.shift(c.shift(given_captions, by), -by) == given_captions


@given(ALL, EXACT)
def test_shifting_before_zero_tells_what_it_costs(given_captions: c.Captions, by: Fraction) -> None:
    shifted = c.shift(given_captions, -by)
    assert len(shifted.entries) + sum(loss.dropped for loss in shifted.losses) == len(given_captions.entries)
    assert len(shifted.losses) == sum(entry.start_ms < by for entry in given_captions.entries)
    assert shifted.end_ms == max(given_captions.end_ms - by, 0)


@given(ALL, EXACT, EXACT)
def test_a_cut_holds_what_is_shown_between(given_captions: c.Captions, start: Fraction, length: Fraction) -> None:
    piece = c.cut(given_captions, start, start + length + 1)
    shown = [e for e in given_captions.entries if e.start_ms < start + length + 1 and e.end_ms > start]
    assert [entry.text for entry in piece.entries] == [entry.text for entry in shown]
    assert piece.end_ms <= length + 1
    for entry in piece.entries:
        assert entry.timestamp_ms is None or entry.start_ms <= entry.timestamp_ms <= entry.end_ms


@given(ALL, MOMENTS)
def test_pieces_shifted_back_are_the_whole_where_nothing_straddles(given_captions: c.Captions, at: list[int]) -> None:
    free = [m for m in at if not any(e.start_ms < m < e.end_ms for e in given_captions.entries)]
    pieces = c.split(given_captions, free)
    assert len(pieces) == len(free) + 1
    shifted = [c.shift(piece, by) for piece, by in zip(pieces, [0, *free], strict=True)]
    assert c.join(*shifted) == given_captions


@given(ALL, MOMENTS)
def test_splitting_keeps_all_time(given_captions: c.Captions, at: list[int]) -> None:
    pieces = c.split(given_captions, at)
    assert sum(map(shown_time, pieces)) == shown_time(given_captions)


def shown_time(captions: c.Captions) -> Fraction:
    """The sum of all durations."""
    return sum((entry.end_ms - entry.start_ms for entry in captions.entries), Fraction(0))


@given(word_captions(), st.integers(1, 100_000))
def test_pages_hold_all_words_and_break_by_the_rule(given_captions: c.Captions, duration: int) -> None:
    pages = c.page(given_captions, duration)
    assert tuple(entry for page in pages for entry in page.entries) == given_captions.entries
    for page in pages:
        first, *others = page.entries
        assert page.start_ms == first.start_ms and page.end_ms == max(entry.end_ms for entry in page.entries)
        assert page.text == "".join(entry.text for entry in page.entries).strip()
        assert not any(e.text.startswith(" ") and e.start_ms - first.start_ms >= duration for e in others)
    for before, page in pairwise(pages):
        assert page.entries[0].text.startswith(" ") and page.start_ms - before.start_ms >= duration


@given(word_captions(), st.integers(1, 100_000), st.integers(1, 30))
def test_lines_of_words_are_no_longer_than_asked_for(given_captions: c.Captions, duration: int, chars: int) -> None:
    lines = c.to_lines(given_captions, duration, chars)
    spoken = "".join(entry.text for entry in given_captions.entries)
    assert "".join("".join(e.text.split()) for e in lines.entries) == "".join(spoken.split())
    assert all(len(entry.text) <= chars or " " not in entry.text for entry in lines.entries)
    assert c.to_lines(lines) == lines and lines.timing == "line"


@given(line_captions(TEXTS, EXACT))
def test_words_of_lines_share_their_time_exactly(given_captions: c.Captions) -> None:
    words = c.to_words(given_captions)
    shown = [entry for entry in given_captions.entries if entry.text.strip()]
    assert sum(loss.dropped for loss in words.losses) == len(given_captions.entries) - len(shown)
    assert shown_time(words) == sum((e.end_ms - e.start_ms for e in shown), Fraction(0))
    expected = sorted(part for entry in shown for part in entry.text.split())
    assert sorted(entry.text.strip() for entry in words.entries) == expected
    assert all(entry.text.startswith(" ") for entry in words.entries[1:])
    assert c.to_words(words) == words


def test_time_is_shared_out_by_characters() -> None:
    words = c.to_words(c.Captions((c.Entry("I am\nhere", Fraction(0), Fraction(700)),), "line"))
    assert [(e.text, int(e.start_ms), int(e.end_ms)) for e in words.entries] == [
        ("I", 0, 100),
        (" am", 100, 300),
        (" here", 300, 700),
    ]
    assert [e.timestamp_ms for e in words.entries] == [50, 200, 500]


@given(word_captions(), st.sampled_from(["srt", "vtt"]))
def test_words_are_written_as_lines(given_captions: c.Captions, form: str) -> None:
    write = {"srt": c.write_srt, "vtt": c.write_vtt}[form]
    assert write(given_captions) == write(c.to_lines(given_captions))
    assert c.losses_of(given_captions, form)[0].what.startswith("Times of words")


def test_losses_of_writing_are_counted_by_kind() -> None:
    entry = c.Entry("a\n\nb\rc", Fraction(1, 3), Fraction(2, 3), Fraction(1, 2), 0.5)
    odd = c.Captions((entry, c.Entry(" ", Fraction(1), Fraction(2))), "line")
    assert [loss.what for loss in c.losses_of(odd, "srt")] == [
        "1 caption without text left out.",
        "Times of 1 caption rounded to milliseconds.",
        "Moments (timestampMs) of 1 caption left out.",
        "Confidences of 1 caption left out.",
        "Blank lines in 2 captions left out.",
        "Carriage returns in 1 caption written as line feeds.",
    ]
    assert c.write_srt(odd) == "1\n00:00:00,000 --> 00:00:00,001\na\nb\nc\n"
    assert c.read_text(c.write_vtt(odd), "vtt").entries[0].text == entry.text


LINE = c.Captions((c.Entry("a", Fraction(0), Fraction(1)),), "line")
WORD = c.to_words(LINE)
LATE = c.Captions((c.Entry("a", Fraction(359_999_999), Fraction(360_000_000)),), "line")


@pytest.mark.parametrize(
    ("job", "told"),
    [
        (lambda: c.cut(LINE, 5, 5), "from 0:00.005 to 0:00.005"),
        (lambda: c.split(LINE, [5, 5]), "above 0 and rise"),
        (lambda: c.split(LINE, [0]), "above 0 and rise"),
        (lambda: c.join(LINE, WORD), "one timing"),
        (lambda: c.join(), "one timing"),
        (lambda: c.page(LINE, 5), "to_words"),
        (lambda: c.page(WORD, 0), "above 0"),
        (lambda: c.to_lines(WORD, -1), "above 0"),
        (lambda: c.losses_of(LINE, "SRT"), "did you mean 'srt'"),
        (lambda: c.read_text("", "web"), "there are srt, vtt"),
        (lambda: c.read_text("", "lrc", last_ms=0), "last_ms of 1 or more"),
        (lambda: c.Captions((), "page"), "'line' or by 'word'"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit_is_refused(job: Callable[[], object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        job()


def test_malformed_values_cannot_be_made() -> None:
    early = c.Entry("a\x1b", Fraction(0), Fraction(1))
    late = c.Entry("b", Fraction(1), Fraction(2))
    with pytest.raises(CaptionError, match=r"lasts from 0:00\.001 to 0:00\.001"):
        c.Entry("a", Fraction(1), Fraction(1))
    with pytest.raises(CaptionError, match=r"-0:00\.001"):
        c.Entry("a", Fraction(-1), Fraction(1))
    with pytest.raises(CaptionError, match=r"'a\\u001b' starts before"):
        c.Captions((late, early), "line")
    with pytest.raises(CaptionError, match="as JSON"):
        c.asset_fields(c.Captions((c.Entry("\ud800", Fraction(0), Fraction(1)),), "line"))
    with pytest.raises(CaptionError, match="100 hours"):
        c.write_srt(LATE)


def test_no_captions_have_no_time() -> None:
    empty = c.Captions((), "line")
    assert empty.start_ms == empty.end_ms == 0 and c.asset_fields(empty)["size"] == 2
    assert LATE.start_ms == 359_999_999 and LATE.end_ms == 360_000_000
    assert c.to_words(empty).entries == () and c.write_srt(empty) == "" and c.read_text("", "srt") == empty
