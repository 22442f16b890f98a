"""The names that callers give: what there is, and a hint where there is no such thing."""

from collections.abc import Iterable

from editorkit import schema
from editorkit.errors import UsageError
from editorkit.releases import CHECKED_RELEASES
from editorkit.suggestions import did_you_mean


def expect(word: str, known: Iterable[str], what: str) -> None:
    """Raise UsageError where a word is none of those known; `what` is what it should be, such as "item type"."""
    there = list(known)
    if word not in there:
        hint = did_you_mean(word, there) if isinstance(word, str) else ""
        raise UsageError(f"no {what} {word!r}{hint}; there are {', '.join(there)}")


def expect_release(release: str) -> None:
    """Raise UsageError where there is no such release."""
    expect(release, CHECKED_RELEASES, "release")


def expect_type(release: str, kind: str, type_name: str) -> None:
    """Raise UsageError where a release has no `kind` ("item" or "asset") of that type, or there is no such release."""
    expect_release(release)
    expect(type_name, schema.types(release, kind), f"{kind} type of release {release}")


def expect_counts(smallest: int, largest: int) -> None:
    """Raise UsageError where these cannot be the bounds of a number of items."""
    if not 0 <= smallest <= largest:
        raise UsageError(f"min_items is {smallest} and max_items {largest}; they must rise, from 0 on")
