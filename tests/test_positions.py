"""Every path leads to its value or key in the text, however the text is laid out."""

import json
import string
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit.document import read_text
from editorkit.pointer import Path
from editorkit.positions import locate
from editorkit.scanner import places, scan
from tests.making import item, state

TEXTS = st.text(st.sampled_from(string.ascii_letters + '"\\/{}[]:,\n\t\x1b 0é😀\u2028'), max_size=6)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=25
)


class Writer:
    """Writes JSON with random white space and escapes."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def value(self, value: Any) -> str:
        """A value, with white space around it."""
        return self.space() + self.bare(value) + self.space()

    def bare(self, value: Any) -> str:
        """A value."""
        if isinstance(value, dict):
            members = (self.space() + self.text(k) + self.space() + ":" + self.value(v) for k, v in value.items())
            return "{" + (",".join(members) or self.space()) + "}"
        if isinstance(value, list):
            return "[" + (",".join(map(self.value, value)) or self.space()) + "]"
        return self.text(value) if isinstance(value, str) else json.dumps(value)

    def text(self, text: str) -> str:
        """A string, of which some signs are escaped that need not be."""
        return '"' + "".join(map(self.sign, text)) + '"'

    def sign(self, sign: str) -> str:
        """One sign of a string."""
        must = sign in '"\\' or sign < " "
        escaped = "".join(f"\\u{unit:04x}" for unit in memoryview(sign.encode("utf-16-le")).cast("H"))
        return escaped if must or self.random.random() < 0.2 else sign

    def space(self) -> str:
        """White space, mostly none."""
        return self.random.choice(("", "", "", " ", "\t", "\n", "\r\n", "\r", "\n  "))


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every path in a value, with what it leads to."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for token, below in inner:
        yield from paths(below, (*path, token))


def offset_of(text: str, line: int, column: int) -> int:
    """Where a line and column are, in a text whose lines end with LF."""
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1


def read_at(text: str, place: tuple[int, int]) -> Any:
    """The value that begins at a line and column."""
    return json.JSONDecoder().raw_decode(text, offset_of(text, *place))[0]


@pytest.mark.unmeasured
@given(VALUES, st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_every_path_leads_to_its_value_and_its_key(value: Any, random: Random) -> None:
    text = Writer(random).value(value)
    wanted = list(paths(value))
    random.shuffle(wanted)
    places_of_values = locate(text.encode(), [(path, False) for path, _ in wanted])
    places_of_keys = locate(text.encode(), [(path, True) for path, _ in wanted])
    for (path, below), at_value, at_key in zip(wanted, places_of_values, places_of_keys, strict=True):
        assert read_at(text, at_value) == below
        assert read_at(text, at_key) == (path[-1] if path and isinstance(path[-1], str) else below)


@given(VALUES, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_a_single_path_is_found_as_well_as_many(value: Any, random: Random) -> None:
    text = Writer(random).value(value)
    for path, below in paths(value):
        (place,) = locate(text.encode(), [(path, False)])
        assert read_at(text, place) == below


@given(VALUES, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_a_path_that_does_not_exist_leads_to_its_nearest_ancestor(value: Any, random: Random) -> None:
    text = Writer(random).value(value)
    for path, below in paths(value):
        for missing in (("no such key",), (99,), ("no such key", 0, "such")):
            (place,) = locate(text.encode(), [((*path, *missing), True)])
            assert read_at(text, place) == below


@given(VALUES, st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_the_scanner_and_the_native_reader_accept_the_same_texts(value: Any, random: Random) -> None:
    text = Writer(random).value(value)
    assert scan(text, 64).problem is None
    for _ in range(5):
        start = random.randrange(len(text) + 1)
        change = random.choice(
            ["", ",", "{", "}", "[", "]", ":", '"', "\\", "0", "-", ".", "e", "t", " ", "\n", "\x00"]
        )
        text = text[:start] + change + text[start + random.randrange(2) :]
        assert (scan(text, 64).problem is None) == is_accepted_natively(text), text


def is_accepted_natively(text: str) -> bool:
    """What orjson says."""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True


@given(st.text(st.sampled_from("ab\r\n😀")), st.data())
def test_lines_end_with_lf_and_columns_count_characters(text: str, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text))))
    for offset, (line, column) in places(text, offsets).items():
        assert line == text.count("\n", 0, offset) + 1
        assert column == len(text[:offset].rpartition("\n")[2]) + 1


def test_a_byte_order_mark_is_not_counted() -> None:
    assert locate('\ufeff{"é😀": 1}'.encode(), [(("é😀",), True), (("é😀",), False)]) == [(1, 2), (1, 8)]


def test_of_a_key_that_stands_twice_the_first_is_meant() -> None:
    assert locate(b'{"a": 1,\n "a": 2}', [(("a",), False)]) == [(1, 7)]


def test_array_indexes_may_come_as_text() -> None:
    assert locate(b'{"a": [0, 1]}', [(("a", "1"), False)]) == [(1, 11)]


def test_texts_that_are_not_json_do_not_upset_it() -> None:
    for text in (b"", b"[", b'{"a', b'{"a" 1', b"[}", b'{"a": [', b"\xff", b"[1 2 3", b"{]", b'{"b": [[[[[[[[1'):
        assert len(locate(text, [(("a", 0, "b"), False), ((2,), True)])) == 2


def test_thousands_of_places_in_a_large_file_are_found_in_one_walk() -> None:
    many = state({f"item-{n}": item("text", n, 1) for n in range(4_000)})
    text = orjson.dumps(many, option=orjson.OPT_INDENT_2)
    assert read_text(text).faults == {}
    started = time.perf_counter()
    few = locate(text, [(("items", f"item-{n}", "startTicks"), False) for n in range(0, 4_000, 800)])
    assert time.perf_counter() - started < 1  # about 50 ms where nothing else runs
    all_of_them = locate(text, [(("items", f"item-{n}", "startTicks"), False) for n in range(4_000)])
    assert time.perf_counter() - started < 5
    assert all_of_them[::800] == few
