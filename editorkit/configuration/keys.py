"""The keys a configuration file may have, and how the value of each is read.

A reader takes the value as TOML gives it and returns it as `Settings` and `Suppression` hold it. It raises
ValueError or UsageError with words that read well behind the name of the key.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from editorkit.configuration import globs
from editorkit.configuration.selection import rules_named
from editorkit.errors import ConfigurationError, UsageError
from editorkit.findings import Severity
from editorkit.releases import CHECKED_RELEASES
from editorkit.rules import all_rules
from editorkit.suggestions import did_you_mean

Reader = Callable[[Any], Any]

_SIZE = r"(?ai)(\d{1,15})\s*(|B|KiB|MiB|GiB)"
_UNITS = {"": 1, "b": 1, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30}
_KINDS = {bool: "true or false", int: "an integer", float: "a number", str: "a string", list: "a list", dict: "a table"}


def _must_be(wanted: str, value: Any) -> ValueError:
    return ValueError(f"must be {wanted}, not {_KINDS.get(type(value), 'a date or time')}")


def _one_of(words: tuple[str, ...], what: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _must_be(f"a {what}", value)
    if value not in words:
        raise ValueError(f"no {what} {value!r}{did_you_mean(value, words)}; there are {', '.join(words)}")
    return value


def read_text(value: Any) -> str:
    """A string that says something."""
    if not isinstance(value, str):
        raise _must_be("a string", value)
    if not value.strip():
        raise ValueError("must not be empty")
    return value


def read_texts(value: Any) -> tuple[str, ...]:
    """A list of strings."""
    if not isinstance(value, list):
        raise _must_be("a list of strings", value)
    return tuple(read_text(entry) for entry in value)


def read_words(value: Any) -> tuple[str, ...]:
    """Rule ids, concerns, "all"."""
    words = read_texts(value)
    for word in words:
        rules_named(word)
    return words


def read_rule(value: Any) -> str:
    """A rule id."""
    known = all_rules()
    if read_text(value) not in known:
        raise ValueError(f"no rule {value!r}{did_you_mean(value, known)}; `editorkit rules` lists them")
    return str(value)


def read_level(value: Any) -> Severity:
    """error, warning or info."""
    return Severity(_one_of(tuple(level.value for level in Severity), "severity", value))


def read_severities(value: Any) -> tuple[tuple[str, Severity], ...]:
    """A table of rule ids and severities."""
    if not isinstance(value, dict):
        raise _must_be('a table such as { unordered-track = "error" }', value)
    return tuple((read_rule(rule), read_level(level)) for rule, level in value.items())


def read_count(value: Any) -> int:
    """An integer from 1."""
    if type(value) is not int:
        raise _must_be("an integer", value)
    if value < 1:
        raise ValueError("must be at least 1")
    return value


def read_size(value: Any) -> int:
    """A number of bytes, or a string such as "64 MiB"."""
    if isinstance(value, str):
        found = re.fullmatch(_SIZE, value.strip())
        if found is None:
            raise ValueError(f"must be a number of bytes or a size such as '64MiB', not {value!r}")
        value = int(found[1]) * _UNITS[found[2].lower()]
    return read_count(value)


def read_globs(value: Any) -> tuple[str, ...]:
    """At least one glob of file names."""
    patterns = read_texts(value)
    if not patterns:
        raise ValueError("must not be empty")
    for pattern in patterns:
        wrong = globs.problem(pattern)
        if wrong is not None:
            raise ValueError(f"{pattern!r} {wrong}")
    return patterns


def read_file_name(value: Any) -> str:
    """A file name that does not leave the repository by itself; links are followed and judged by `loading`."""
    name = read_text(value)
    if "\0" in name or "://" in name:
        raise ValueError(f"must be the name of a file, not {name!r}")
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor:
        raise ValueError(f"must be relative to the folder of the configuration file, not {name!r}")
    return name


def read_date(value: Any) -> date:
    """A TOML date."""
    if isinstance(value, str):
        raise ValueError(f"must be a date without quotes, such as 2027-01-31, not {value!r}")
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("must be a date such as 2027-01-31")
    return value


RULE_KEYS: Mapping[str, Reader] = {"select": read_words, "ignore": read_words, "severity": read_severities}
RELEASE_KEY: Mapping[str, Reader] = {"release": partial(_one_of, CHECKED_RELEASES, "release")}
SETTING_KEYS: Mapping[str, Reader] = {
    **RULE_KEYS,
    **RELEASE_KEY,
    "fail-on": read_level,
    "max-findings": read_count,
    "capabilities": read_file_name,
    "baseline": read_file_name,
    "max-size": read_size,
}
OVERRIDE_KEYS: Mapping[str, Reader] = {"paths": read_globs, **RULE_KEYS, **RELEASE_KEY}
SUPPRESS_KEYS: Mapping[str, Reader] = {
    "rule": read_rule,
    "entity": read_text,
    "paths": read_globs,
    "reason": read_text,
    "expires": read_date,
}


def read_table(table: Any, readers: Mapping[str, Reader], place: str, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Every value of a table, read; names become those of Python. Raises ConfigurationError, which names `place`."""
    if not isinstance(table, dict):
        raise ConfigurationError(f"{place}: {_must_be('a table', table)}")
    for key in table:
        if key not in readers:
            near = did_you_mean(key, readers) or f"; there are {', '.join(readers)}"
            raise ConfigurationError(f"{place}: unknown key {key!r}{near}")
    for key in required:
        if key not in table:
            raise ConfigurationError(f"{place}: {key!r} is missing")
    return {key.replace("-", "_"): _read(readers[key], table[key], f"{place}: {key}") for key in table}


def _read(reader: Reader, value: Any, place: str) -> Any:
    try:
        return reader(value)
    except (ValueError, UsageError) as error:
        raise ConfigurationError(f"{place}: {error}") from error
