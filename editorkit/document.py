"""Documents: JSON read strictly from text, files, streams or mappings.

What is wrong with a document is kept as faults under the id of the reading rule that tells them; nothing that a
document holds raises. All that comes after may trust `data` to be plain JSON of at most `MAX_DEPTH` levels.
"""

import errno
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any, BinaryIO

import orjson

from editorkit.errors import UnreadableError
from editorkit.findings import Fault, Fix
from editorkit.mappings import MAX_BYTES as MAX_BYTES
from editorkit.mappings import MAX_DEPTH as MAX_DEPTH
from editorkit.mappings import Faults, cut, depth_fault, integer_fault, take
from editorkit.pointer import Path, look_up
from editorkit.scanner import Duplicate, places, quote, scan

_MARKS = {
    "timebaseTicksPerSecond",
    "compositionWidth",
    "compositionHeight",
    "tracks",
    "items",
    "assets",
    "transitions",
}
UNMERGED = ".unmerged"  # ends the name of the report that stands beside a file while a merge of it is open
_WRAPPERS: tuple[Path, ...] = (("editorState",), ("data", "editorState"))  # request bodies; answers of the API
_HARMLESS = ("byte-order-mark", "unresolved-merge")
_BOM = b"\xef\xbb\xbf"
_DUMP_DEPTH = 254  # orjson.dumps documents that it refuses anything deeper
_LOST_PRECISION = b"0" * 19  # the fewest digits of an integer that orjson.loads turns into a float
_ALIKE = bytes(0x30 if chr(byte).isdecimal() else byte for byte in range(256))
_LONG_INTEGER = rb"[\[,:\s]-?[1-9][0-9]{18}"


@dataclass(frozen=True)
class Document:
    """A document as it was read.

    name: the file's name as it was given, "<stdin>", "<text>" or "<state>".
    text: the bytes as they were; None where the document was made from a mapping.
    data: plain JSON; None where there is none.
    faults: by the id of the reading rule that tells them; their paths are from the top of the document.
    root: where the state is: () for a state itself, ("editorState",) for a request body, ("data", "editorState")
        for an answer of the API.
    """

    name: str
    text: bytes | None
    data: Any
    faults: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    root: Path = ()

    @property
    def json_faults(self) -> list[tuple[str, Fault]]:
        """What is wrong with it as JSON, whatever it is meant to be: the rules that tell it, and the faults."""
        of_states = ("not-a-state", *_HARMLESS)
        return [(rule, fault) for rule, faults in self.faults.items() if rule not in of_states for fault in faults]

    @property
    def told_against(self) -> list[str]:
        """Why there is no state to rely on in it, each with its place: `promo.json:3:5: …`."""
        faults = (f for rule, found in self.faults.items() if rule not in _HARMLESS for f in found)
        return [f"{self.name}{''.join(f':{number}' for number in f.position or ())}: {f.message}" for f in faults]

    @property
    def is_something_else(self) -> bool:
        """Whether it is sound JSON that holds no editor state, such as a package file."""
        return "not-a-state" in self.faults and not self.json_faults

    @property
    def around(self) -> Any:
        """What it holds around its state; None where it is the state itself."""
        return _without(self.data, self.root) if self.root else None

    def with_state(self, state: Any) -> Any:
        """What it holds, with another state in the place of its own."""
        return _with(self.data, self.root, state)

    @property
    def state(self) -> Any:
        """The state in the data; None where nothing could be read."""
        return look_up(self.data, self.root)


def _without(data: Any, path: Path) -> Any:
    if len(path) == 1:
        return {key: value for key, value in data.items() if key != path[0]}
    return data | {path[0]: _without(data[path[0]], path[1:])}


def _with(data: Any, path: Path, state: Any) -> Any:
    return {**data, path[0]: _with(data[path[0]], path[1:], state)} if path else state


def looks_like_state(data: Any) -> bool:
    """Whether data is an editor state, or a request or answer that holds one, going by the names of its keys."""
    return _has_marks(_at(data, _find_root(data)))


def read_text(text: bytes | str, name: str = "<text>") -> Document:
    """Read JSON text; bytes must be UTF-8. Whatever is wrong with it is told by the faults of the document."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    body = raw.removeprefix(_BOM)
    faults: Faults = {}
    data = None
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        faults = _why_refused(body, len(raw) - len(body), error)
    else:
        if not _is_all_there(data, body) or _may_have_lost_precision(body):
            faults = _scanned(body.decode())
    if len(body) < len(raw):
        message = "the text begins with a byte order mark; UTF-8 needs none, and some readers stumble over it"
        faults["byte-order-mark"] = (Fault((), message, position=(1, 1), fix=Fix("write the text without it", True)),)
    return _document(name, raw, data, faults)


def read_data(data: Mapping[str, Any], name: str = "<state>") -> Document:
    """Take a mapping of Python values. It is not changed, and copied only where it holds tuples or subclasses."""
    taken, faults = take(data)
    return _document(name, None, taken, faults)


def take_plain(data: Any, name: str = "<state>") -> Document:
    """Take what is known to be plain JSON in which nothing is wrong; it is neither looked over nor copied."""
    return _document(name, None, data, {})


def _document(name: str, text: bytes | None, data: Any, faults: Faults) -> Document:
    if _is_unreadable(faults):
        return Document(name, text, None, faults)
    root = _find_root(data)
    strange = _why_no_state(_at(data, root))
    if strange:
        faults["not-a-state"] = (Fault(root, strange),)
    return Document(name, text, data, faults, root)


def _is_unreadable(faults: Faults) -> bool:
    return "not-json" in faults or "too-deep" in faults


def _find_root(data: Any) -> Path:
    if _has_marks(data):
        return ()
    return next((root for root in _WRAPPERS if isinstance(_at(data, root), dict)), ())


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _has_marks(data: Any) -> bool:
    return isinstance(data, dict) and len(_MARKS & data.keys()) >= 2


_KINDS = {list: "an array", str: "a string", bool: "true or false", type(None): "null"}


def _why_no_state(data: Any) -> str:
    if not isinstance(data, dict):
        return f"expected an editor state, which is an object, but the document is {_KINDS.get(type(data), 'a number')}"
    if _has_marks(data):
        return ""
    keys = [quote(key) for key in list(data)[:3]]
    more = f" and {len(data) - 3} more" if len(data) > 3 else ""
    held = f"its keys are {', '.join(keys)}{more}" if keys else "it is empty"
    return f"this object is no editor state, which has tracks, items, assets and transitions; {held}"


def _is_all_there(data: Any, text: bytes) -> bool:
    """Whether nothing is too deep, no member was lost and no integer left the range of exact doubles.

    Writing the data out again is the fastest way to know: dumps refuses what is too deep or too large an
    integer, and a member lost to a duplicate key takes quote marks with it.
    """
    wrapped = data
    for _ in range(_DUMP_DEPTH - MAX_DEPTH):
        wrapped = [wrapped]
    try:
        dumped = orjson.dumps(wrapped, option=orjson.OPT_STRICT_INTEGER)
    except orjson.JSONEncodeError:
        return False
    quotes = text.count(b'"') + (text.count(b"\\u0022") if b"\\" in text else 0)
    return quotes == dumped.count(b'"')


def _may_have_lost_precision(text: bytes) -> bool:
    """Whether there may be an integer beyond 64 bits, which orjson turns into a float without a word."""
    return _LOST_PRECISION in text.translate(_ALIKE) and re.search(_LONG_INTEGER, text) is not None


def _scanned(text: str) -> Faults:
    """What the scanner says about a text."""
    found = scan(text, MAX_DEPTH)
    twice = list(found.duplicates.values())
    offsets = [offset for key in twice for offset in (key.first, key.last)]
    offsets += [integer.offset for integer in found.integers]
    where = places(text, offsets + [p.offset for p in (found.problem, found.too_deep) if p])
    faults = {
        "duplicate-key": cut([_duplicate_fault(key, where) for key in twice], found.more_duplicates),
        "unsafe-integer": cut(
            [integer_fault(i.path, i.digits, where[i.offset]) for i in found.integers], found.more_integers
        ),
    }
    if found.problem:
        faults["not-json"] = (Fault((), found.problem.message, position=where[found.problem.offset]),)
    if found.too_deep:
        faults["too-deep"] = (depth_fault(found.too_deep.path, where[found.too_deep.offset]),)
    return {rule: told for rule, told in faults.items() if told}


def _duplicate_fault(found: Duplicate, where: Mapping[int, tuple[int, int]]) -> Fault:
    (line, column), (last_line, last_column) = where[found.first], where[found.last]
    times = "twice" if found.times == 2 else f"{found.times} times"
    places_of = f"line {line}, column {column} and line {last_line}, column {last_column}"
    message = f"key {quote(str(found.path[-1]))} stands {times} in one object, at {places_of}; only one can count"
    return Fault(found.path, message, at_key=True, position=where[found.last])


_WIDE = (
    (rb"\x00\x00\xfe\xff|\xff\xfe\x00\x00|\x00\x00\x00[^\x00]|[^\x00]\x00\x00\x00", "UTF-32"),
    (rb"\xfe\xff|\xff\xfe|\x00[^\x00]\x00[^\x00]|[^\x00]\x00[^\x00]\x00", "UTF-16"),
)


def _why_refused(body: bytes, skipped: int, refusal: orjson.JSONDecodeError) -> Faults:
    """Why orjson refuses a text, before which `skipped` bytes were left out."""
    encoding = next((encoding for pattern, encoding in _WIDE if re.match(pattern, body)), None)
    if encoding:
        return _not_json(f"the text is {encoding} from byte {skipped} on; save it as UTF-8", (1, 1))
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        offset = f"byte {skipped + error.start} (0x{body[error.start]:02X})"
        message = f"{offset} is not UTF-8: {_why_not_utf_8(body, error)}"
        return _not_json(message, places(before, (len(before),))[len(before)])
    faults = _scanned(text)
    if not _is_unreadable(faults):
        faults |= _not_json(f"the text is not JSON: {refusal.msg[:200]}", (refusal.lineno, refusal.colno))
    return faults


def _not_json(message: str, position: tuple[int, int]) -> Faults:
    return {"not-json": (Fault((), message, position=position),)}


def _why_not_utf_8(body: bytes, error: UnicodeDecodeError) -> str:
    start = error.start
    byte, rest = body[start], body[start + 1 : start + 3]
    if byte == 0xED and len(rest) == 2 and rest[0] >= 0xA0:
        code = 0xD000 | (rest[0] & 0x3F) << 6 | rest[1] & 0x3F
        return f"it begins a lone surrogate, U+{code:04X}, which is half a character"
    letter = bytes((byte,)).decode("cp1252", "replace")
    stands_alone = body[start - 1 : start] < b"\x80" and b"" < rest[:1] < b"\x80"
    if stands_alone and letter.isprintable() and letter != "\ufffd":
        return f"in Latin-1 (Windows-1252) it would be {quote(letter)}; save the text as UTF-8"
    if error.reason == "unexpected end of data":
        return "the text ends in the middle of a character"
    return "no character is encoded like this"


_REMEDIES = {
    errno.ENOENT: "there is no such file; check the path",
    errno.EACCES: "permission denied; let this user read it",
    errno.EPERM: "permission denied; let this user read it",
    errno.ELOOP: "it is a symbolic link that leads back to itself; point it at a file",
    errno.ENOTDIR: "a part of its path is not a directory; check the path",
    errno.ENAMETOOLONG: "its name is too long; check the path",
    errno.EISDIR: "it is a directory; name a file in it",
}
_NOT_FILES = (
    (stat.S_ISDIR, "it is a directory; name a file in it"),
    (stat.S_ISFIFO, "it is a pipe; pass what it gives to standard input"),
    (stat.S_ISSOCK, "it is a socket; name a file"),
    (stat.S_ISCHR, "it is a device; name a file"),
    (stat.S_ISBLK, "it is a device; name a file"),
)
_FLAGS = sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))


def read_file(path: str | FilePath, *, max_bytes: int = MAX_BYTES) -> Document:
    """Read a regular file, or what a symbolic link leads to.

    Raises UnreadableError where there is none, it may not be read or has more than `max_bytes`; never blocks.
    """
    name = str(path)
    try:
        _refuse_other_kinds(name, FilePath(name).stat(), max_bytes)
        with os.fdopen(os.open(name, os.O_RDONLY | _FLAGS), "rb") as stream:
            _refuse_other_kinds(name, os.fstat(stream.fileno()), max_bytes)
            content = _read_capped(stream, name, max_bytes)
    except (OSError, ValueError) as error:
        raise _unreadable(name, _reason(error)) from error
    document = read_text(content, name)
    return replace(document, faults={**document.faults, **_open_merge(name)})


def _open_merge(name: str) -> Faults:
    """That the report of a merge stands beside a file: see `editorkit.git`."""
    report = FilePath(name + UNMERGED)
    if not report.exists():
        return {}
    message = (
        f"a merge of this file is open: {quote(report.name, 100)} beside it says why; choose with `editorkit git "
        "resolve FILE --prefer ours` (or theirs), or edit it and say `editorkit git resolve FILE --keep`"
    )
    return {"unresolved-merge": (Fault((), message, position=(1, 1)),)}


def read_stream(stream: BinaryIO, name: str = "<stdin>", max_bytes: int = MAX_BYTES) -> Document:
    """Read a binary stream to its end. Raises UnreadableError where it fails or gives more than `max_bytes`."""
    try:
        content = _read_capped(stream, name, max_bytes)
    except OSError as error:
        raise _unreadable(name, _reason(error)) from error
    return read_text(content, name)


def _read_capped(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    pieces = []
    left = max_bytes
    while piece := stream.read(2**20):
        left -= len(piece)
        if left < 0:
            raise _too_large(name, "it is longer", max_bytes)
        pieces.append(piece)
    return b"".join(pieces)


def _refuse_other_kinds(name: str, status: os.stat_result, max_bytes: int) -> None:
    for is_kind, reason in _NOT_FILES:
        if is_kind(status.st_mode):
            raise _unreadable(name, reason)
    if status.st_size > max_bytes:
        raise _too_large(name, f"its {status.st_size} bytes are more", max_bytes)


def _too_large(name: str, size: str, max_bytes: int) -> UnreadableError:
    return _unreadable(name, f"{size} than the {max_bytes} bytes allowed; raise the limit with --max-size")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return _REMEDIES.get(error.errno or 0) or f"{error.strerror or error}"
    return "its name cannot be a file name here; check the path"


def _unreadable(name: str, reason: str) -> UnreadableError:
    return UnreadableError(f"cannot read {quote(name, 300)}: {reason}")
