"""Did you mean: the nearest of a few known words, and spellings of older releases."""

import re
from collections.abc import Iterable
from functools import lru_cache

_COMPARED_AT_MOST = 500
_HUMP = r"(?<=[a-z0-9])(?=[A-Z])"


def to_kebab(word: str) -> str:
    """`slideUp`, `Slide Up` and `slide_up` all become `slide-up`."""
    return re.sub(_HUMP, "-", word.strip()).replace("_", "-").replace(" ", "-").lower()


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None. Long words are compared by their first 100 characters."""
    return _closest(word[:100], frozenset(known))


@lru_cache(maxsize=4096)  # the same mistake is often made many times
def _closest(word: str, known: frozenset[str]) -> str | None:
    shape = to_kebab(word)
    by_shape = {to_kebab(option): option for option in sorted(_comparable(word, known))}
    if shape in by_shape:
        return by_shape[shape]
    from difflib import get_close_matches  # most runs have nothing to suggest

    near = get_close_matches(shape, by_shape, n=1, cutoff=0.72)
    if not near and len(shape) > 3:
        near = [option for option in by_shape if option.startswith(shape + "-")]
    return by_shape[near[0]] if len(near) == 1 else None


def _comparable(word: str, known: frozenset[str]) -> Iterable[str]:
    """Of many words, those that begin alike: to compare with all of them would take too long."""
    if len(known) <= _COMPARED_AT_MOST:
        return known
    return [option for option in sorted(known) if option[:2].lower() == word[:2].lower()][:_COMPARED_AT_MOST]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'fade'?)` with a leading space, or the empty string."""
    near = closest(word, known)
    return f" (did you mean {near!r}?)" if near is not None and near != word else ""
