r"""Make text from outside harmless where it is shown: ids, names, messages and file names can hold anything.

Whatever a person is to read goes through `visible` first; then through what its format asks for.
"""

import json
import re
from functools import cache
from typing import Any

# C1 controls, lone surrogates and what XML 1.0 forbids; then what has no width, turns the direction of text, breaks
# lines or passes for a space.
_BEYOND_ASCII = (
    "\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# CI systems carry out `##[command]`, `##vso[command]` and `##teamcity[command]` wherever in a line they stand.
_CI_COMMAND = r"(?<=#)#(?=\w*\[)"

_UNREADABLE = f"[\x00-\x1f{_BEYOND_ASCII}]|{_CI_COMMAND}"
_UNSAFE_IN_JSON = f"[{_BEYOND_ASCII}]|{_CI_COMMAND}"
_UNSAFE_IN_COMMAND = "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
_compiled = cache(re.compile)  # not on import: these take longer to compile than most reports to write
_IN_URI = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def visible(text: str) -> str:
    r"""The text with all that is invisible or acts on a terminal or CI log written out, as in `\x1b` and `\u202e`."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return _compiled(_UNREADABLE).sub(_written_out, text)


def visible_characters(text: str) -> list[str]:
    """The same, in one piece for each character of the text."""
    pieces = list(text)
    for found in _compiled(_UNREADABLE).finditer(text):
        pieces[found.start()] = _written_out(found)
    return pieces


def json_text(data: Any) -> str:
    """JSON, indented, that can be encoded, printed and pasted anywhere, and means exactly the data."""
    return _compiled(_UNSAFE_IN_JSON).sub(_json_escaped, json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def command_data(text: str) -> str:
    """The text as the message of a GitHub workflow command."""
    encodable = _compiled(_UNSAFE_IN_COMMAND).sub(_written_out, text)
    return encodable.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """The text as a property (file, title) of a GitHub workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def markup(text: str) -> str:
    """The text, made visible, as content or attribute of XML or HTML."""
    return visible(text).translate(_MARKUP)


def uri(path: str) -> str:
    """A file name with forward slashes as a URI reference."""
    return "".join(chr(byte) if byte in _IN_URI else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogatepass"))


def _written_out(found: re.Match[str]) -> str:
    character = found[0]
    number = ord(character)
    digits = f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
    return _SHORT.get(character) or (digits if number < 0x10000 else f"\\U{number:08x}")


def _json_escaped(found: re.Match[str]) -> str:
    return "\\u0023" if found[0] == "#" else json.dumps(found[0])[1:-1]
