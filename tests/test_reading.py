"""What a document is read as, and what is said where it is broken, doubtful or hostile."""

import io
import json
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson
import pytest

from editorkit.document import MAX_DEPTH, Document, looks_like_state, read_data, read_file, read_stream, read_text
from editorkit.errors import UnreadableError
from editorkit.findings import Fault

STATE = '{"tracks": [], "items": {}, "assets": {}, "transitions": {}}'


def only(document: Document, rule: str) -> Fault:
    """The one fault of a document, which must be the rule's."""
    assert {name: len(told) for name, told in document.faults.items()} == {rule: 1}
    return document.faults[rule][0]


def said(text: bytes | str, rule: str = "not-json") -> tuple[int, int, str]:
    """Line, column and message of the one fault of a text."""
    fault = only(read_text(text), rule)
    assert fault.position is not None
    assert fault.message.isprintable() and len(fault.message) < 250
    return *fault.position, fault.message


def around(member: str) -> str:
    """A state with one more member."""
    return STATE[:-1] + ", " + member + "}"


def nested(levels: int, inner: Any = 1) -> Any:
    """Lists in lists."""
    for _ in range(levels):
        inner = [inner]
    return inner


def state_with(value: Any) -> dict[str, Any]:
    """A state as Python data, with a value in it."""
    return {"tracks": [], "items": {}, "assets": {}, "transitions": {}, "extra": value}


# Texts that are fine


def test_a_state_has_no_faults() -> None:
    document = read_text(STATE, "a.json")
    assert (document.name, document.text, document.faults, document.root) == ("a.json", STATE.encode(), {}, ())
    assert document.data == document.state == json.loads(STATE)


@pytest.mark.parametrize("key", ["__proto__", "constructor", "", "a/b~c", "é", "\u202e", "\x1b", "k" * 10_000])
def test_strange_keys_are_plain_data(key: str) -> None:
    document = read_text(around(f"{json.dumps(key)}: 1"))
    assert document.faults == {} and document.data[key] == 1


@pytest.mark.parametrize(("number", "value"), [("120.0", 120.0), ("12e1", 120.0), ("-0", 0), ("1e300", 1e300)])
def test_numbers_may_be_written_as_json_allows(number: str, value: float) -> None:
    document = read_text(around(f'"n": {number}'))
    assert document.faults == {} and document.data["n"] == value


def test_quote_marks_in_texts_do_not_look_like_lost_keys() -> None:
    assert read_text(around(r'"k": "\u0022 \" \\u0022 \\\" \\\\u0022"')).faults == {}


def test_long_digits_in_texts_do_not_look_like_integers() -> None:
    assert (
        read_text(around('"k": "id 12345678901234567890, 12345678901234567890", "f": 1234567890123456789.5')).faults
        == {}
    )


# J1, J2, J3: encodings


def test_a_byte_order_mark_is_read_past_and_told() -> None:
    document = read_text(b"\xef\xbb\xbf" + STATE.encode())
    assert only(document, "byte-order-mark").position == (1, 1)
    assert document.data == json.loads(STATE)


def test_positions_do_not_count_the_byte_order_mark() -> None:
    assert read_text("\ufeff[1,]").faults["not-json"][0].position == (1, 3)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_named(encoding: str) -> None:
    line, column, message = said(STATE.encode(encoding))
    assert message == f"the text is {encoding[:6].upper()} from byte 0 on; save it as UTF-8"
    assert (line, column) == (1, 1)


BYTES = {
    b'{"a": "caf\xe9!"}': (1, 11, "byte 10 (0xE9) is not UTF-8: in Latin-1 (Windows-1252) it would be 'é'; save"),
    b'{"a":\n "\x93quoted\x94"}': (2, 3, "byte 8 (0x93) is not UTF-8: in Latin-1 (Windows-1252) it would be '“'; save"),
    b'["\xed\xa0\x80"]': (1, 3, "byte 2 (0xED) is not UTF-8: it begins a lone surrogate, U+D800, which"),
    b'["\xc3\xa9\xff\xff"]': (1, 4, "byte 4 (0xFF) is not UTF-8: no character is encoded like this"),
    b'["\xc0\xaf"]': (1, 3, "byte 2 (0xC0) is not UTF-8: no character is encoded like this"),
    b'["\xe2\x82': (1, 3, "byte 2 (0xE2) is not UTF-8: the text ends in the middle of a character"),
}


@pytest.mark.parametrize("text", BYTES, ids=repr)
def test_bytes_that_are_not_utf_8_are_refused_with_their_offset(text: bytes) -> None:
    line, column, message = BYTES[text]
    got = said(text)
    assert got[:2] == (line, column) and got[2].startswith(message)


def test_byte_offsets_count_the_byte_order_mark() -> None:
    assert "byte 5 (0xFF)" in read_text(b'\xef\xbb\xbf["\xff"]').faults["not-json"][0].message


def test_a_python_string_with_half_a_character_is_refused() -> None:
    assert said('["\ud800"]')[2].startswith("byte 2 (0xED) is not UTF-8: it begins a lone surrogate, U+D800")


@pytest.mark.parametrize("text", [r'["\ud800"]', r'["\uDFFF"]', r'["\ude00\ud83d"]', r'["\ud83d\ud83d\ude00"]'])
def test_an_escaped_half_character_is_refused(text: str) -> None:
    line, column, message = said(text)
    assert (line, column) == (1, 3) and "half a character (a lone surrogate)" in message


def test_escaped_pairs_are_whole_characters() -> None:
    assert read_text(around(r'"k": "\ud83d\ude00"')).data["k"] == "😀"


# J4: duplicate keys


def test_a_key_twice_at_the_top_tells_both_lines() -> None:
    line, column, message = said('{"tracks": [],\n"items": {},\n "tracks": [1]}', "duplicate-key")
    assert (line, column) == (3, 2)
    assert (
        message
        == "key 'tracks' stands twice in one object, at line 1, column 2 and line 3, column 2; only one can count"
    )


def test_a_key_twice_far_down_has_its_path() -> None:
    fault = only(read_text(around('"x": [0, {"a": {"k": 1, "j": 2, "k": 1}}]')), "duplicate-key")
    assert fault.path == ("x", 1, "a", "k") and fault.at_key


def test_keys_are_compared_after_their_escapes() -> None:
    assert only(read_text(around(r'"caf\u00e9": 1, "café": 2')), "duplicate-key").path == ("café",)


def test_a_lost_key_is_seen_behind_escaped_quote_marks() -> None:
    text = around(r'"a": 1, "a": 1, "b": "\u0022\u0022"')
    assert only(read_text(text), "duplicate-key").path == ("a",)


def test_a_key_many_times_is_one_fault() -> None:
    assert " stands 1000 times " in only(read_text(around(", ".join(['"a": 1'] * 1000))), "duplicate-key").message


def test_the_same_key_in_two_objects_is_no_duplicate() -> None:
    assert read_text(around('"x": [{"a": 1}, {"a": {"a": 2}}]')).faults == {}


def test_many_duplicates_are_cut_short_and_counted() -> None:
    pairs = ", ".join(f'"{n}": 1, "{n}": 2' for n in range(250))
    told = read_text(around(pairs)).faults["duplicate-key"]
    assert len(told) == 100 and told[-1].message.endswith("(and 150 more like this)")


# J5, J6: numbers


@pytest.mark.parametrize("word", ["NaN", "-NaN", "Infinity", "-Infinity", "+Infinity", "nan", "inf"])
def test_nan_and_infinity_are_refused(word: str) -> None:
    assert said(f"[{word}]") == (
        1,
        2,
        f"expected a value, found '{word}': JSON has no NaN and no infinity; write a number or null",
    )


@pytest.mark.parametrize("number", ["1e400", "-1e999", "9" * 400, "-" + "9" * 5000, "9" * 309 + ".5"])
def test_numbers_that_no_double_can_hold_are_refused(number: str) -> None:
    line, column, message = said(f"[0, {number}]")
    assert (line, column) == (1, 5) and message.endswith("is too large for any JSON reader")


@pytest.mark.parametrize("number", [2**53 - 1, 1 - 2**53])
def test_the_largest_exact_integers_are_fine(number: int) -> None:
    assert read_text(around(f'"n": {number}')).faults == {}


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**63, -(2**63) - 1, 2**64 - 1, 2**64, 10**18, 10**30, 10**300])
@pytest.mark.parametrize("layout", ['"n": %d', '"n":%d', '"n": [0,%d]', '"n":[%d ]', '"n":\n%d\n'])
def test_integers_beyond_exact_doubles_are_told(number: int, layout: str) -> None:
    fault = only(read_text(around(layout % number)), "unsafe-integer")
    assert fault.path in (("n",), ("n", 0), ("n", 1)) and "too large to be exact" in fault.message


def test_many_long_integers_are_cut_short_and_counted() -> None:
    told = read_text(around(f'"n": [{", ".join([str(2**60)] * 250)}]')).faults["unsafe-integer"]
    assert len(told) == 100 and told[-1].message.endswith("(and 150 more like this)")


# J7: depth


@pytest.mark.parametrize("opener", ["[", '{"a":'])
def test_the_deepest_nesting_allowed_is_64(opener: str) -> None:
    closer = "]" if opener == "[" else "}"
    fits = '{"tracks":0,"items":' + opener * 63 + "1" + closer * 63 + "}"
    assert read_text(fits).faults == {}
    exceeds = '{"tracks":0,"items":' + opener * 64 + "1" + closer * 64 + "}"
    document = read_text(exceeds)
    fault = only(document, "too-deep")
    assert document.data is None
    assert fault.position == (1, len('{"tracks":0,"items":') + 63 * len(opener) + len(opener.removesuffix('"a":')))
    assert len(fault.path) == 64


def test_the_native_writer_refuses_exactly_where_its_documentation_says() -> None:
    assert orjson.dumps(nested(254)).startswith(b"[[")
    with pytest.raises(orjson.JSONEncodeError):
        orjson.dumps(nested(255))


BOTTOMLESS = ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 5000 + "1" + "}" * 5000, '[{"":' * 50_000]


@pytest.mark.parametrize("text", BOTTOMLESS, ids=lambda text: text[:5])
def test_bottomless_nesting_is_refused(text: str) -> None:
    assert len(only(read_text(text), "too-deep").path) == MAX_DEPTH


# J8: size


def test_a_file_larger_than_allowed_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as sparse:
        sparse.truncate(2**40)
    with pytest.raises(UnreadableError, match=r"its 1099511627776 bytes are more than the 268435456 bytes allowed"):
        read_file(path)


def test_the_limit_is_the_callers(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text(STATE)
    assert read_file(path, max_bytes=len(STATE)).faults == {}
    with pytest.raises(UnreadableError, match="raise the limit with --max-size"):
        read_file(path, max_bytes=len(STATE) - 1)


class Endless(io.RawIOBase):
    """A stream that never ends."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        buffer[:] = b"[" * len(buffer)
        return len(buffer)


def test_a_stream_without_an_end_is_left_at_the_limit() -> None:
    with pytest.raises(UnreadableError, match=r"cannot read '<stdin>': it is longer than the 3000000 bytes allowed"):
        read_stream(io.BufferedReader(Endless()), max_bytes=3_000_000)


def test_a_file_that_grows_while_it_is_read_is_left_at_the_limit() -> None:
    if not Path("/proc/kallsyms").exists():
        pytest.skip("no file here that says it is empty and is not")
    with pytest.raises(UnreadableError, match="it is longer than the 1000 bytes allowed"):
        read_file("/proc/kallsyms", max_bytes=1000)


LARGE: dict[str, Callable[[], bytes]] = {
    "100 MB of brackets": lambda: b"[" * 100_000_000,
    "a text of 20 MB": lambda: b'{"tracks":"' + b"a" * 20_000_000 + b'"}',
    "a text of 20 MB without an end": lambda: b'["' + b"a" * 20_000_000,
    "10,000,000 elements": lambda: b"[" + b"1," * 9_999_999 + b"1]",
    "200,000 repeated keys": lambda: b"{" + b'"a":1,' * 200_000 + b'"a":1}',
    "5,000,000 digits": lambda: b"[" + b"1" * 5_000_000 + b"]",
    "1,000,000 escapes": lambda: b'["' + b"\\n" * 1_000_000 + b"\\x",
    "10,000,000 line breaks": lambda: b"\n" * 10_000_000 + b"?",
}


@pytest.mark.parametrize("name", LARGE)
def test_large_texts_are_judged_in_bounded_time(name: str) -> None:
    text = LARGE[name]()
    started = time.perf_counter()
    assert read_text(text).faults
    assert time.perf_counter() - started < 5  # a second at most where nothing else runs


# J9: what people write instead of JSON

SYNTAX = {
    "": (1, 1, "the text is empty"),
    " \n ": (1, 1, "the text is empty"),
    '{\n  // tracks\n  "a": 1}': (2, 3, "JSON has no comments; take it out"),
    "{/* x */}": (1, 2, "JSON has no comments"),
    '{"a": 1} # end': (1, 10, "JSON has no comments"),
    '{"a": 1,\n}': (1, 8, "a comma before '}': JSON allows none behind the last value"),
    "[1, 2, ]": (1, 6, "a comma before ']'"),
    "[1,,2]": (1, 4, "found ',': a value is missing"),
    "{,}": (1, 2, "found ',': a comma too many"),
    '{"a": 1,, "b": 2}': (1, 9, "a comma too many"),
    "['a']": (1, 2, "JSON knows straight double quotes only"),
    "{'a': 1}": (1, 2, "JSON knows straight double quotes only"),
    "[“a”]": (1, 2, "found '“': JSON knows straight double quotes only"),
    "{a: 1}": (1, 2, "expected a key or '}', found 'a': keys must stand in double quotes"),
    '{"a": 1, 2: 3}': (1, 10, "expected a key, found '2': keys must stand in double quotes"),
    '{"a": hello}': (1, 7, "expected a value, found 'hello': text must stand in double quotes"),
    '{"a": 1}\n{"b": 2}': (2, 1, "a second document begins here; a file holds exactly one"),
    "{}[]": (1, 3, "a second document begins here"),
    "{}\0": (1, 3, "found '\\u0000': a NUL character; take it out"),
    "{}}": (1, 3, "a closing bracket too many"),
    "[True]": (1, 2, "JSON has true, false and null, in small letters"),
    "[None]": (1, 2, "JSON has true, false and null, in small letters"),
    "[012]": (1, 2, "a number may not begin with a zero"),
    "[-01]": (1, 2, "a number may not begin with a zero"),
    "[+1]": (1, 2, "a number may not begin with a plus sign"),
    "[.5]": (1, 2, "a digit is missing before the decimal point"),
    "[5.]": (1, 2, "a digit is missing after the decimal point"),
    "[5e]": (1, 2, "a digit is missing in the exponent"),
    "[1.5e+]": (1, 2, "a digit is missing in the exponent"),
    "[-]": (1, 2, "a minus sign must be followed by a digit"),
    "[0xFF]": (1, 2, "numbers have decimal digits only"),
    "[1_000]": (1, 2, "this is not a number as JSON writes it"),
    "[1 2]": (1, 4, "expected ',' or ']', found '2': a comma is missing before it"),
    '{"a": 1 "b": 2}': (1, 9, "a comma is missing before it"),
    '{"a" 1}': (1, 6, "expected ':' behind a key, found '1'"),
    '{"a" = 1}': (1, 6, "a key and its value are joined by a colon"),
    '{"a"}': (1, 5, "the key has no value"),
    '{"a":}': (1, 6, "a value is missing"),
    "[1; 2]": (1, 3, "values are separated by commas"),
    '{"a": [1}': (1, 9, "expected ',' or ']', found '}': the array opened at line 1, column 7 is still open"),
    "[{]": (1, 3, "the object opened at line 1, column 2 is still open"),
    "[1,\xa02]": (1, 4, "found '\\u00a0': JSON has only spaces, tabs and line breaks as white space"),
    "[\u200b1]": (1, 2, "JSON has only spaces, tabs and line breaks as white space"),
    "[\ufeff1]": (1, 2, "a byte order mark inside the text"),
    '["a\tb"]': (1, 4, "the control character U+0009 in a string must be written \\t"),
    '["\x1b[31m"]': (1, 3, "the control character U+001B in a string must be written \\u001b"),
    '["a\r\nb"]': (1, 4, "the string opened at line 1, column 2 is not closed on its line"),
    r'["C:\dir"]': (1, 5, r"JSON has no escape '\d'; a backslash itself is written twice"),
    r'["\u12"]': (1, 3, "\\u must be followed by four hexadecimal digits"),
    r'{"\x": 1}': (1, 3, r"JSON has no escape '\x'"),
    '{"a": "b': (1, 9, "the text ends too early: the string opened at line 1, column 7 is still open"),
    '{"a': (1, 4, "the text ends too early: the string opened at line 1, column 2 is still open"),
    '["\\': (1, 4, "the text ends too early: the string opened at line 1, column 2 is still open"),
    '{"a": tru': (1, 7, "the text ends in the middle of a word"),
    '{"a":\n [1,': (
        2,
        5,
        "the array opened at line 2, column 2 in the object opened at line 1, column 1 is still open",
    ),
    "[[[[1": (1, 6, "column 4 in the array opened at line 1, column 3 (and 2 more around it) is still open"),
    "[é]": (1, 2, "expected a value, found 'é': text must stand in double quotes"),
    "\u202etxt": (1, 1, "found '\\u202e'"),
    "*": (1, 1, "expected a value, found '*'"),
}


@pytest.mark.parametrize("text", SYNTAX, ids=repr)
def test_what_is_not_json_gets_a_message_of_its_own(text: str) -> None:
    line, column, message = SYNTAX[text]
    got = said(text)
    assert got[:2] == (line, column) and message in got[2]


def test_messages_never_hold_more_than_a_piece_of_the_text() -> None:
    for text in (
        "[" + "x" * 100_000,
        '{"' + "k" * 100_000 + '": 1 1}',
        around(f'"{"d" * 9999}": 1, "{"d" * 9999}": 2'),
    ):
        assert all(len(f.message) < 250 for told in read_text(text).faults.values() for f in told)


def test_what_only_the_native_parser_refuses_is_still_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: bytes) -> None:
        raise orjson.JSONDecodeError("no luck today", text.decode(), 3)

    monkeypatch.setattr("editorkit.document.orjson.loads", refuse)
    document = read_text(STATE)
    assert only(document, "not-json").message == "the text is not JSON: no luck today"
    assert document.data is None


# Documents that are no state


KINDS = {
    "[]": "an array",
    '"x"': "a string",
    "1": "a number",
    "1.5": "a number",
    "null": "null",
    "false": "true or false",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_what_is_not_an_object_is_no_state(text: str, kind: str) -> None:
    assert only(read_text(text), "not-a-state").message.endswith(f"but the document is {kind}")


def test_an_empty_object_is_no_state() -> None:
    assert only(read_text("{}"), "not-a-state").message.endswith("it is empty")


def test_some_other_object_is_no_state_and_its_keys_are_named() -> None:
    message = only(read_text('{"name": 1, "version": 2, "a\\u001b": 3, "items": 4}'), "not-a-state").message
    assert message.endswith("its keys are 'name', 'version', 'a\\u001b' and 1 more")


def test_two_of_the_keys_make_a_state() -> None:
    assert read_text('{"tracks": [], "compositionWidth": 1}').faults == {}


WRAPPED: list[tuple[Mapping[str, Any], tuple[str, ...]]] = [
    ({"editorState": {"tracks": [], "items": {}}, "stateSchemaVersion": "v1"}, ("editorState",)),
    ({"data": {"projectId": "p", "editorState": {"tracks": [], "items": {}}}, "meta": {}}, ("data", "editorState")),
]


@pytest.mark.parametrize(("document", "root"), WRAPPED)
def test_a_state_is_found_where_the_api_puts_it(document: Mapping[str, Any], root: tuple[str, ...]) -> None:
    for read in (read_data(document), read_text(json.dumps(document))):
        assert (read.root, read.state, read.faults) == (root, {"tracks": [], "items": {}}, {})
    assert looks_like_state(document)


def test_an_empty_state_in_a_request_is_told_at_its_place() -> None:
    document = read_text('{"editorState": {}}')
    assert only(document, "not-a-state").path == document.root == ("editorState",)


@pytest.mark.parametrize("data", [{}, [], None, 1, "x", {"items": []}, {"editorState": "text"}, {"data": []}])
def test_other_data_does_not_look_like_a_state(data: Any) -> None:
    assert not looks_like_state(data)


# Mappings handed over by Python callers


def test_plain_data_is_taken_as_it_is() -> None:
    state = state_with([{"n": 1, "f": 0.5, "t": "é😀", "b": True, "z": None}])
    document = read_data(state)
    assert document.data is state and document.faults == {} and document.text is None


class Letter(StrEnum):
    """A string that is not of type str."""

    A = "a"


class Count(IntEnum):
    """An integer that is not of type int."""

    ONE = 1


class Ratio(float):
    """A number that is not of type float."""


def test_tuples_and_subclasses_become_plain_in_a_copy() -> None:
    shared = ({Letter.A: Letter.A},)
    state = state_with([Count.ONE, Ratio(0.5), shared, shared, ()])
    document = read_data(MappingProxyType(state))
    assert document.faults == {} and document.data == state_with([1, 0.5, [{"a": "a"}], [{"a": "a"}], []])
    assert state["extra"][2] is shared
    inside = document.data["extra"]
    assert [type(value) for value in inside] == [int, float, list, list, list]
    assert {type(text) for entry in inside[2][0].items() for text in entry} == {str}


ALIEN: dict[str, tuple[Any, str]] = {
    "datetime": (datetime(2026, 1, 1), "a value of type 'datetime' has no form in JSON"),
    "Decimal": (Decimal("1.5"), "a value of type 'Decimal' has no form in JSON"),
    "set": ({1}, "a value of type 'set' has no form in JSON"),
    "bytes": (b"x", "a value of type 'bytes' has no form in JSON"),
    "mapping": (MappingProxyType({}), "a value of type 'mappingproxy' has no form in JSON"),
    "nan": (float("nan"), "JSON has no nan; write a number or null"),
    "infinity": (Ratio("-inf"), "JSON has no -inf; write a number or null"),
    "surrogate": ("ab\udc80", "U+DC80 is half a character (a lone surrogate): the other half is missing"),
    "surrogate key": ({"\ud800": 1}, "U+D800 is half a character (a lone surrogate): the other half is missing"),
    "key": ({1: 1}, "a key of type 'int'; keys are strings in JSON"),
    "huge": (10**5000, "an integer of 16610 bits is too large for any JSON reader"),
}


@pytest.mark.parametrize("name", ALIEN)
def test_what_json_has_no_form_for_is_refused_at_its_path(name: str) -> None:
    value, message = ALIEN[name]
    document = read_data(state_with([0, {"k": value}]))
    fault = only(document, "not-json")
    assert (fault.path, fault.message, document.data) == (("extra", 1, "k"), message, None)


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**300])
def test_integers_beyond_exact_doubles_are_told_in_mappings_too(number: int) -> None:
    document = read_data(state_with([number]))
    assert only(document, "unsafe-integer").path == ("extra", 0)
    assert document.data is not None


def test_the_deepest_nesting_allowed_is_64_in_mappings_too() -> None:
    assert read_data(state_with(nested(63))).faults == {}
    assert len(only(read_data(state_with(nested(64))), "too-deep").path) == 64
    assert read_data(state_with(nested(62, ()))).faults == {}
    assert only(read_data(state_with(nested(63, ({},)))), "too-deep")


def test_a_mapping_50_000_levels_deep_is_refused() -> None:
    bottomless: dict[str, Any] = {}
    for _ in range(50_000):
        bottomless = {"a": bottomless}
    assert read_data(bottomless).data is None
    while bottomless:  # taken apart level by level: Python's own way of freeing it is not what is tested
        bottomless = bottomless.pop("a")


@pytest.mark.unmeasured
def test_a_mapping_that_contains_itself_is_refused() -> None:
    state = state_with([])
    state["extra"] += [state, state]
    assert only(read_data(state), "too-deep")


@pytest.mark.unmeasured
def test_parts_that_are_shared_are_fine_but_not_without_limit() -> None:
    shared: list[Any] = ["x"]
    for _ in range(10):
        shared = [shared, shared]
    assert read_data(state_with(shared)).faults == {}
    for _ in range(45):
        shared = [shared, shared]
    started = time.perf_counter()
    assert only(read_data(state_with(shared)), "not-json").message.endswith("parts of it are shared")
    assert time.perf_counter() - started < 5


def test_a_part_shared_at_two_depths_counts_with_the_deeper_one() -> None:
    part = nested(40)
    assert read_data(state_with([(), part, nested(22, part)])).faults == {}
    assert only(read_data(state_with([(), part, nested(23, part)])), "too-deep")


def test_what_is_no_mapping_is_no_state() -> None:
    things: list[Any] = [[], "x", None, 5]
    for thing in things:
        assert only(read_data(thing), "not-a-state")


def test_what_json_has_no_form_for_is_refused_at_the_top_too() -> None:
    thing: Any = {1, 2}
    assert only(read_data(thing), "not-json").path == ()


def test_many_faults_in_a_mapping_are_cut_short_and_counted() -> None:
    told = read_data(state_with([float("nan")] * 250)).faults["not-json"]
    assert len(told) == 100 and told[-1].message.endswith("(and 150 more like this)")


# F3: what a path may lead to


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with one of everything a path may lead to."""
    (tmp_path / "state.json").write_text(STATE)
    (tmp_path / "link.json").symlink_to("state.json")
    (tmp_path / "loop.json").symlink_to("loop.json")
    (tmp_path / "dangling.json").symlink_to("nowhere.json")
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    with socket.socket(socket.AF_UNIX) as unix:
        before = Path.cwd()
        os.chdir(tmp_path)  # socket names are short
        unix.bind("socket.json")
        os.chdir(before)
        yield tmp_path


def test_a_file_is_read_through_a_symbolic_link(place: Path) -> None:
    document = read_file(place / "link.json")
    assert document.faults == {} and document.name == str(place / "link.json")


UNREADABLE = {
    "missing.json": "there is no such file; check the path",
    "dangling.json": "there is no such file; check the path",
    "loop.json": "it is a symbolic link that leads back to itself; point it at a file",
    "folder.json": "it is a directory; name a file in it",
    "pipe.json": "it is a pipe; pass what it gives to standard input",
    "socket.json": "it is a socket; name a file",
    "state.json/x.json": "a part of its path is not a directory; check the path",
    "x" * 300: "its name is too long; check the path",
    "a\0b": "its name cannot be a file name here; check the path",
}


@pytest.mark.parametrize("name", UNREADABLE, ids=lambda name: repr(name[:20]))
def test_what_is_not_a_file_is_refused_in_one_line(place: Path, name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_file(place / name)
    assert str(caught.value).endswith(UNREADABLE[name])
    assert str(caught.value).isprintable()


def test_devices_are_refused_unopened() -> None:
    with pytest.raises(UnreadableError, match="cannot read '/dev/zero': it is a device; name a file"):
        read_file("/dev/zero")


def test_a_file_nobody_may_read_is_refused(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("editorkit.document.os.open", refuse)
    with pytest.raises(UnreadableError, match="permission denied; let this user read it"):
        read_file(place / "state.json")


def test_file_names_are_shown_without_what_could_upset_a_terminal(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_file(tmp_path / "\x1b[31m\u202e\n::error::.json")
    assert str(caught.value).isprintable() and "\\u001b[31m\\u202e\\u000a::error::" in str(caught.value)


def test_a_stream_is_read_to_its_end() -> None:
    document = read_stream(io.BytesIO(STATE.encode()))
    assert document.faults == {} and document.name == "<stdin>"


class Broken(io.RawIOBase):
    """A stream that cannot be read."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        raise OSError(5, "Input/output error")


def test_a_stream_that_fails_is_refused() -> None:
    with pytest.raises(UnreadableError, match="cannot read '<stdin>': Input/output error"):
        read_stream(io.BufferedReader(Broken()))
