"""Broken and hostile inputs by the thousand: a check never raises, never hangs, and reads as a slow reader does.

EDITORKIT_FUZZ_INPUTS says how many; the same number always means the same inputs.
"""

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from editorkit import check_text
from editorkit.document import MAX_DEPTH, read_text
from tests.making import SECOND, item, number, state, transition
from tests.promo import promo

INPUTS = int(os.environ.get("EDITORKIT_FUZZ_INPUTS", "50000"))
SHARES = 10
LONGEST_SECONDS = 2
JUDGE: Callable[[bytes], object] = check_text

Mutation = Callable[[bytes, Random], bytes]


def _seeds() -> list[bytes]:
    picture = item("image", opacity=number(1, (0, 0), (SECOND // 2, 1)))
    film = item("video", SECOND)
    states = [
        state(),
        state({"title": item("text", text='“Hi” 😀 "quoted" \\ \u202e')}),
        state({"a": picture, "b": film}, transitions={"cut": transition("a", "b")}),
        state({"words": item("captions")}, {"chart": item("chart")}, {"tint": item("filter")}),
    ]
    texts = [json.dumps(each, indent=indent).encode() for each in states for indent in (None, 2)]
    wrapped = {"editorState": states[1], "stateSchemaVersion": "v1"}
    texts.append(json.dumps(wrapped, ensure_ascii=False).encode())
    texts.append(json.dumps({"data": {"editorState": states[0]}, "meta": {}}).encode())
    return texts


SEEDS = _seeds()
TOKENS = (
    *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"'", b"\\", b"null", b"true", b"false", b"NaN", b"-Infinity"),
    *(b"//", b"/*", b"#", b"\x00", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *(b"\r", b"\n", b"\t", b"\x0b", b"\xc2\xa0", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\x1b[31m", b"\x7f"),
    *(b'"a":', b"[]", b"{}", b'""', b"0", b"-", b".", b"e9", b"{}{}", b"undefined", b"\\u", b"\\ud800", b"\\u0022"),
)
NUMBERS = (
    *(b"-0", b"-0.0", b"120.0", b"12e1", b"1e400", b"-1e999", b"1e-400", b"9007199254740991", b"9007199254740992"),
    *(b"-9007199254740993", b"9223372036854775808", b"18446744073709551616", b"-9223372036854775809", b"1" * 400),
    *(b"9" * 5000, b"0" * 50, b"1." + b"0" * 400, b"1e+", b"1.", b".5", b"+1", b"0x1F", b"1_000", b"--1", b"1e1e1"),
    *(b"4.9e-324", b"1.7976931348623157e308", b"1.7976931348623159e308", b"0.1", b"-1", b"1e15", b"1e16", b"1E2"),
)
STRINGS = (
    *(b'""', b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\ud83d\\ude00"', b'"\\u0000"', b'"\\u0022\\u0022"', b'"\\x"'),
    *(b'"__proto__"', b'"a/b~c"', b'"' + b"k" * 3000 + b'"', b'"\x01"', b'"\\u202e\\u2066"', b'"::error::\\n"'),
    *(b'"title"', b'"12345678901234567890"', b'"\xc3\xa9"', b'"e\xcc\x81"', b'"\\', b'"</script>"', b"'x'", b"x"),
)
VALUES = (b"null", b"true", b"[]", b"{}", b'"x"', b"[[1]]", b'{"a":{}}', b"[null]", b'{"":[]}', b"1e3", b"0")

NUMBER = re.compile(rb"-?[0-9][0-9.eE+-]*")
STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
MEMBER = re.compile(rb'"(?:[^"\\]|\\.)*"\s*:\s*')
SCALAR = re.compile(rb'(?<=: )(?:"(?:[^"\\]|\\.)*"|[^\s,{}\[\]]+)')
JOINT = re.compile(rb"[{}\[\],:]")


def _span(text: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(text) + 1)
    return start, min(len(text), start + random.choice((1, 2, 5, 20, 100)))


def _replaced(text: bytes, pattern: re.Pattern[bytes], by: Callable[[bytes], bytes], random: Random) -> bytes:
    """One random match of a pattern replaced."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = random.choice(found)
    return text[: match.start()] + by(match[0]) + text[match.end() :]


def flip_bytes(text: bytes, random: Random) -> bytes:
    """Other bytes here and there."""
    changed = bytearray(text or b"x")
    for _ in range(random.randint(1, 4)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def truncate(text: bytes, random: Random) -> bytes:
    """Only the beginning, or only the end."""
    cut = random.randrange(len(text) + 1)
    return text[:cut] if random.random() < 0.8 else text[cut:]


def splice(text: bytes, random: Random) -> bytes:
    """A piece of some seed somewhere."""
    other = random.choice(SEEDS)
    from_, to = _span(other, random)
    start, end = _span(text, random)
    return text[:start] + other[from_:to] + text[random.choice((start, end)) :]


def drop(text: bytes, random: Random) -> bytes:
    """A piece less."""
    start, end = _span(text, random)
    return text[:start] + text[end:]


def insert_token(text: bytes, random: Random) -> bytes:
    """A token too many, next to another one."""
    return _replaced(text, JOINT, lambda joint: joint + random.choice(TOKENS), random)


def replace_token(text: bytes, random: Random) -> bytes:
    """Another token instead."""
    return _replaced(text, JOINT, lambda _: random.choice(TOKENS), random)


def torture_number(text: bytes, random: Random) -> bytes:
    """A number that is hard to read."""
    return _replaced(text, NUMBER, lambda _: random.choice(NUMBERS), random)


def torture_string(text: bytes, random: Random) -> bytes:
    """A string that is hard to read."""
    return _replaced(text, STRING, lambda _: random.choice(STRINGS), random)


def change_value(text: bytes, random: Random) -> bytes:
    """A value of another kind: JSON still, but no longer the state it was."""
    return _replaced(text, SCALAR, lambda _: random.choice((*VALUES, *NUMBERS[:12], *STRINGS[:5])), random)


def duplicate_key(text: bytes, random: Random) -> bytes:
    """A key that stands twice."""
    return _replaced(text, MEMBER, lambda key: key + random.choice(VALUES) + b"," + key, random)


def nest(text: bytes, random: Random) -> bytes:
    """A value in many brackets, which are closed or not."""
    depth = random.choice((1, 10, 57, 58, 59, 60, 61, 62, 63, 64, 65, 200, 2000))
    opener, closer = random.choice(((b"[", b"]"), (b'{"a":', b"}")))
    if random.random() < 0.2:
        closer = b""
    return _replaced(text, SCALAR, lambda value: opener * depth + value + closer * depth, random)


def encode(text: bytes, random: Random) -> bytes:
    """Another encoding."""
    if random.random() < 0.3:
        return b"\xef\xbb\xbf" + text
    encoding = random.choice(("utf-16", "utf-16-le", "utf-32-be", "latin-1", "cp1252", "utf-7"))
    return text.decode("utf-8", "replace").encode(encoding, "replace")


MUTATIONS: tuple[Mutation, ...] = (
    *(flip_bytes, truncate, splice, drop, insert_token, replace_token, torture_number, torture_string),
    *(change_value, change_value, duplicate_key, nest, encode),
)


def inputs(seed: int, count: int) -> Iterator[bytes]:
    """Mutated seeds."""
    random = Random(seed)
    whole = json.dumps(promo()).encode()
    for _ in range(count):
        text = whole if random.random() < 0.01 else random.choice(SEEDS)
        for _ in range(random.choice((1, 1, 1, 2, 3))):
            text = random.choice(MUTATIONS)(text, random)
        yield text


@pytest.mark.parametrize("share", [0, *(pytest.param(n, marks=pytest.mark.unmeasured) for n in range(1, SHARES))])
def test_a_check_never_raises_and_never_hangs(share: int) -> None:
    for count, text in enumerate(inputs(share, INPUTS // SHARES)):
        started = time.perf_counter()
        try:
            JUDGE(text)
        except Exception as error:
            error.add_note(f"share {share}, input {count}: {text[:5000]!r}")
            raise
        assert time.perf_counter() - started < LONGEST_SECONDS, text[:5000]


HALF = re.compile("[\ud800-\udfff]")


class Slow:
    """What the standard library, made strict with its hooks, says about a text."""

    def __init__(self, text: bytes) -> None:
        self.faults: set[str] = set()
        if text.startswith(b"\xef\xbb\xbf"):
            self.faults.add("byte-order-mark")
        try:
            data = json.loads(
                text.decode("utf-8-sig"),
                parse_int=self.integer,
                parse_float=self.float,
                parse_constant=self.float,
                object_pairs_hook=self.object,
            )
        except (ValueError, RecursionError):
            self.faults.add("not-json")
            return
        self.look_at(data, 0)

    def integer(self, digits: str) -> int | float:
        """An integer, of which the long ones are told."""
        if len(digits) > 16 or abs(int(digits)) > 2**53 - 1:
            self.faults.add("unsafe-integer")
        return self.float(digits)

    def float(self, digits: str) -> float:
        """A number that a double can hold."""
        value = float(digits)
        if not -1e309 < value < 1e309:
            raise ValueError(digits)
        return value

    def object(self, members: list[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
        """An object with all its members, of which those that stand twice are told."""
        if len({key for key, _ in members}) < len(members):
            self.faults.add("duplicate-key")
        return tuple(members)

    def look_at(self, value: Any, depth: int) -> None:
        """What the parser does not care about: depth and half characters."""
        if isinstance(value, str) and HALF.search(value):
            self.faults.add("not-json")
        if isinstance(value, list | tuple):
            if depth == MAX_DEPTH:
                self.faults.add("too-deep")
                return
            for inner in value:
                if isinstance(value, list):
                    self.look_at(inner, depth + 1)
                else:
                    self.look_at(inner[0], depth + 1)
                    self.look_at(inner[1], depth + 1)


@pytest.mark.unmeasured
def test_documents_are_read_as_a_slow_reader_reads_them() -> None:
    unreadable = {"not-json", "too-deep"}
    for count, text in enumerate(inputs(SHARES, INPUTS // SHARES)):
        ours, theirs = set(read_text(text).faults) - {"not-a-state"}, Slow(text).faults
        if ours & unreadable and theirs & unreadable:
            continue
        assert ours == theirs, f"input {count}: {text[:5000]!r}"
