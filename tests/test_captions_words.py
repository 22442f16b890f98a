"""Words in JSON: the shapes that are understood, exact times, blanks between words, and what is refused."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import captions as c
from editorkit.errors import CaptionError

HELLO = {"word": "Hello", "start": 0.1, "end": 0.52, "probability": 0.9}
WORLD = {"word": "world", "start": 0.52, "end": 0.9, "probability": 0.8}
IN_MS = [{"text": "Hello", "start": 100, "end": 520}, {"text": "world", "start": 520, "end": 900}]
BLANK = {"start_ms": 100, "end_ms": 520}
DEEPGRAM = [{**HELLO, "punctuated_word": "Hello"}, {**WORLD, "punctuated_word": "world"}]


def read(data: Any) -> c.Captions:
    """The captions of JSON data."""
    return c.read_text(json.dumps(data), "json")


@pytest.mark.parametrize(
    "data",
    [
        [HELLO, WORLD],
        {"words": [HELLO, WORLD], "segments": []},
        {"segments": [{"text": "Hello world", "start": 0, "end": 1, "words": [HELLO, WORLD]}]},
        {"segments": [{"words": [HELLO]}, {"text": " ", "words": []}, {"words": [WORLD]}]},
        {"cues": [{"words": [HELLO]}, {"words": [WORLD]}]},
        {"text": "Hello world", "words": IN_MS},
        {"results": {"channels": [{"alternatives": [{"words": DEEPGRAM}]}]}},
        [{"text": "Hello", "startMs": 100, "endMs": 520}, {"text": "world", "startMs": 520, "endMs": 900}],
        {"captions": [{**BLANK, "text": "Hello "}, {"text": "world", "start_ms": 520, "end_ms": 900.0}]},
        {"words": [WORLD, HELLO]},
    ],
)  # fmt: skip
def test_shapes_are_understood(data: Any) -> None:
    found = read(data)
    assert found.timing == "word"
    assert [(e.text.strip(), int(e.start_ms), int(e.end_ms)) for e in found.entries] == [
        ("Hello", 100, 520),
        ("world", 520, 900),
    ]
    assert [e.timestamp_ms for e in found.entries] == [310, 710]


def test_segments_without_words_are_lines() -> None:
    found = read({"segments": [{"id": 0, "text": " Hello you.", "start": 0, "end": 28.5}]})
    assert (found.timing, found.entries) == ("line", (c.Entry(" Hello you.", Fraction(0), Fraction(28_500)),))
    assert found.losses == (c.Loss(None, "'id' of 1 caption is left out."),)


def test_what_is_told_is_kept() -> None:
    (entry,) = read([{"text": "a", "startMs": 0, "endMs": 10, "timestampMs": 2.5, "confidence": 0.5}]).entries
    assert (entry.timestamp_ms, entry.confidence) == (Fraction(5, 2), 0.5)
    (entry,) = read([{"text": "a", "startMs": 0, "endMs": 10, "timestampMs": None, "score": 1}]).entries
    assert (entry.timestamp_ms, entry.confidence) == (Fraction(5), 1.0)


def texts(*words: str) -> list[str]:
    """How words are told apart."""
    return [e.text for e in read([{"word": w, "start": n, "end": n + 0.5} for n, w in enumerate(words)]).entries]


@pytest.mark.parametrize(
    ("given_words", "told"),
    [
        (["Hello", "world", "again"], ["Hello", " world", " again"]),
        ([" Hello", " well", "-known"], [" Hello", " well", "-known"]),
        (["Hello ", "world "], ["Hello", " world"]),
        (["Hello", " ", "world"], ["Hello", " world"]),
        (["\u4f60", "\u597d", "Bob", "\u597d"], ["\u4f60", "\u597d", " Bob", " \u597d"]),
    ],
)
def test_blanks_stand_at_the_front(given_words: list[str], told: list[str]) -> None:
    assert texts(*given_words) == told


def test_words_without_text_are_told() -> None:
    losses = read([{"word": " ", "start": 0, "end": 0.5}, HELLO]).losses
    assert losses == (c.Loss(None, "A caption without text is left out: [0].", dropped=True),)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_seconds_are_exact(lengths: list[int]) -> None:
    at = 0
    words = []
    for length in lengths:
        words.append({"text": "a", "startMs": at, "endMs": at + length})
        at += length
    in_seconds = [{"text": "a", "start": w["startMs"] / 10**6, "end": w["endMs"] / 10**6} for w in words]  # type: ignore[operator]
    assert [e.end_ms for e in read(in_seconds).entries] == [e.end_ms / 1000 for e in read(words).entries]


REFUSED = [
    ('{"a":1,"a":2}', "line 1: key 'a' stands twice"),
    ("[" * 300, "line 1: nested more than 64 levels deep"),
    ("[1,\n?", "line 2: "),
    ("[NaN]", "line 1: "),
    ('[{"text":"a","startMs":9007199254740993,"endMs":1}]', "line 1: .*9007199254740993"),
    ("5", "captions: expected a list of words, or an object that holds one under words, captions, segments, cues"),
    ('{"results":{"channels":[]}}', "expected a list of words"),
    ('{"words":{}}', "words is no list"),
    ("[[]]", r"\[0\] is no object"),
    ('{"words":[{"start":0,"end":1}]}', r"words\[0\] has no text; write a string under 'text'"),
    ('{"words":[{"text":"a","start":0}]}', r"words\[0\]\.end is missing"),
    ('{"words":[{"text":"a"}]}', r"words\[0\]\.start is missing"),
    ('[{"text":"a","start":-1,"end":1}]', r"\[0\]\.start is below 0"),
    ('[{"text":"a","start":"0","end":1}]', r"\[0\]\.start is no number; write it without quotes"),
    ('[{"text":"a","start":true,"end":1}]', r"\[0\]\.start is no number"),
    ('[{"text":"a","start":1,"end":1}]', r"\[0\] lasts from 0:01.000 to 0:01.000; an entry must end after"),
    ('[{"text":"a","start":0,"end":1,"confidence":"high"}]', r"\[0\]\.confidence is no number"),
    ('[{"text":"a","startMs":0,"endMs":1,"timestampMs":-1}]', r"\[0\]\.timestampMs is below 0"),
    ('[{"text":"a","start":0,"startMs":0,"end":1}]', r"\[0\] has times in more than one unit, 'startMs' and 'start'"),
    ('[{"text":"a","start":0,"end":1},{"text":"a","startMs":1,"endMs":2}]', r"\[1\] has other keys .* than \[0\]"),
    ('[{"text":"a","start":0,"end":50}]', r"\[0\]\.end may be seconds or milliseconds"),
    ('[{"text":"a","start":0.5,"end":150.5}]', r"\[0\]\.end may be seconds or milliseconds"),
    ('[{"text":"a","start":400000.5,"end":400001}]', r"\[0\] lasts from .* within 100 hours"),
    ('{"segments":[{"words":[{"text":"a","start":0,"end":1}]},{"text":"b"}]}', r"segments\[1\]\.words is no list"),
    ('{"segments":[{"text":"b","words":[]}]}', r"segments\[0\]\.words is empty, but the entry has a text"),
    ('{"captions":[],"timingGranularity":"page"}', "timingGranularity is neither"),
    (
        '{"results":{"channels":[{"alternatives":[{"words":[{"word":"a","start":0.5}]}]}]}}',
        r"results\.channels\[0\]\.alternatives\[0\]\.words\[0\]\.end is missing",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_what_is_not_understood_is_refused_by_place(text: str, told: str) -> None:
    with pytest.raises(CaptionError, match=told):
        c.read_text(text, "json")


def test_no_words_are_no_captions() -> None:
    assert read([]) == c.Captions((), "word")
