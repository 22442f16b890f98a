"""What must never be shown: API keys, webhook secrets, signed URLs; and how text is freed of them."""

import re
from collections.abc import Iterable
from typing import Any, NoReturn

_HIDDEN = "***"
_UNPRINTABLE = "\ufffd"
_QUERY = re.compile(r"([a-z][a-z0-9+.-]{1,20}:(?://|\\/\\/)[^\s\"'<>?#]{0,2000})[?#][^\s\"'<>]*", re.IGNORECASE)
_USERINFO = re.compile(r"([a-z+]{2,9}://)[^\s\"'<>/?#@]{1,2000}@", re.IGNORECASE)
_PARAMETERS = re.compile(r"(/[^\s\"'<>?#]{0,2000}[?#])[^\s\"'<>?#=]{1,200}=[^\s\"'<>]*")
_NAMED = re.compile(
    r"\b(sig|signature|x-amz-[a-z-]{1,40}|token|secret|password|[a-z]{1,20}[_-](?:token|key|signature))=[^\s&\"'<>]+",
    re.IGNORECASE,
)
_KEY = re.compile(r"sk_indream_[A-Za-z0-9_-]+")
_LONGEST = 1000  # characters of a text from elsewhere that are worth showing
_SHORTEST = 6  # characters of a secret; what is shorter hides nothing, and is part of many a text


class Secret:
    """A text that shows itself to nobody but who asks for it by `reveal`; it cannot be pickled."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, to be put on the wire at once and kept nowhere."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret('{_HIDDEN}')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a secret is not pickled; give the key to the new process by its environment")


class SignedUrl(str):
    """A URL whose query lets anybody in who has it: a string that hides its query in `repr`, and so in logs of objects.

    Whoever prints the string itself shows all of it.
    """

    __slots__ = ()

    @property
    def redacted(self) -> str:
        """The URL without what gives access."""
        return redact(str(self))

    def __repr__(self) -> str:
        return repr(self.redacted)


def redact(text: str, secrets: Iterable[Secret] = ()) -> str:
    """A text from elsewhere without the secrets, anything that looks like a key, and the queries of its URLs."""
    return _without_what_looks_secret(_without(text, secrets))


def shown(text: str, secrets: Iterable[Secret] = ()) -> str:
    """A text from elsewhere as part of a message of ours: redacted, in one line, printable and not too long."""
    words = " ".join(_without(text, secrets).split())
    begin = words[: 8 * _LONGEST]
    if len(begin) < len(words):
        begin = begin.rpartition(" ")[0]  # half a URL would not be known as one
    clean = _without_what_looks_secret(begin)
    harmless = "".join(sign if sign.isprintable() else _UNPRINTABLE for sign in clean[:_LONGEST])
    return harmless if len(clean) <= _LONGEST and len(begin) == len(words) else f"{harmless} …"


def _without(text: str, secrets: Iterable[Secret]) -> str:
    for secret in secrets:
        if len(secret.reveal()) >= _SHORTEST:
            text = text.replace(secret.reveal(), _HIDDEN)
    return text


def _without_what_looks_secret(text: str) -> str:
    for pattern, instead in (
        (_KEY, _HIDDEN),
        (_QUERY, rf"\1?{_HIDDEN}"),
        (_PARAMETERS, rf"\1{_HIDDEN}"),
        (_NAMED, rf"\1={_HIDDEN}"),
        (_USERINFO, rf"\1{_HIDDEN}@"),
    ):
        text = pattern.sub(instead, text)
    return text
