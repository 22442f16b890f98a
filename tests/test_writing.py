"""JSON is written as it was laid out."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit.writing import Style, style_of, write

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(max_size=5), VALUES, min_size=2, max_size=5)


@pytest.mark.unmeasured
@settings(max_examples=500)
@given(OBJECTS, st.sampled_from([1, 2, 3, 4, 8, "\t"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_is_spread_over_lines_is_written_as_it_was(made: Any, indent: Any, newline: str, ends: bool) -> None:
    text = (json.dumps(made, indent=indent, ensure_ascii=False) + "\n" * ends).replace("\n", newline).encode()
    assert write(json.loads(text), style_of(text)) == text


@settings(max_examples=500)
@given(OBJECTS, st.sampled_from([(", ", ": "), (",", ":"), (",", ": ")]), st.booleans())
def test_what_is_on_one_line_is_written_as_it_was(made: Any, separators: tuple[str, str], ends: bool) -> None:
    text = (json.dumps(made, separators=separators, ensure_ascii=False) + "\n" * ends).encode()
    assert write(json.loads(text), style_of(text)) == text


def test_escapes_are_kept_where_everything_is_escaped() -> None:
    text = json.dumps({"a": "été", "b": "日本"}).encode()
    assert write(json.loads(text), style_of(text)) == text


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"3", b"\xff\xfe", b"not json {"])
def test_what_shows_no_style_is_written_as_usual(text: bytes) -> None:
    assert json.loads(write({"a": [1]}, style_of(text))) == {"a": [1]}


def test_the_usual_style() -> None:
    assert write({"a": [1, "é"]}, Style()) == '{\n  "a": [\n    1,\n    "é"\n  ]\n}\n'.encode()
