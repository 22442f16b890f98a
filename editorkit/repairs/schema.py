"""Repairs of what the schema refuses, where it takes more than the place itself; for the others see `mending`."""

import re
from collections.abc import Iterator
from typing import Any

from editorkit import mending, wording
from editorkit.findings import Fault, Fix
from editorkit.pointer import Path, look_up
from editorkit.repairs import Put, mends, once
from editorkit.state import EditorState

Entry = dict[str, Any]
_WORD = frozenset(("text", "startMs", "endMs"))
_MAY_HAVE = frozenset(("timestampMs", "confidence"))


@mends
def schema(state: EditorState, fault: Fault) -> Fix | None:
    """Words inside the lines of captions become a flat list of words; where they do not say what the line does, go."""
    path = fault.path
    if not (fault.at_key and path[-1] == "words" and path[:1] == ("assets",)):
        return None
    return _flattened(state).get(path[:2]) or mending.remove(path, look_up(state.data, path))


@once
def _flattened(state: EditorState) -> dict[Path, Fix]:
    """The repair by the path of the asset."""
    fixes: dict[Path, Fix] = {}
    for key in {str(fault.path[1]) for fault in state.schema_faults if fault.path[-1:] == ("words",)}:
        asset = state.data["assets"][key]
        by_word = asset.get("timingGranularity") == "word"
        captions = list(_words(asset["captions"], by_word))
        if None not in captions:
            edits = [Put(("assets", key, "captions"), captions)]
            edits += [] if by_word else [Put(("assets", key, "timingGranularity"), "word")]
            fixes["assets", key] = Fix("flatten the words", by_word, tuple(edits), shared=("assets", key))
    return fixes


def _words(entries: list[Any], by_word: bool) -> Iterator[Entry | None]:
    """The words of all entries, one behind the other; None for an entry that cannot be told in words.

    by_word: whether an entry without words is one itself, and else a line.
    """
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            yield None
        elif "words" not in entry and by_word:
            yield entry
        else:
            lead = "" if number == 0 or re.search(wording.UNSPACED, entry["text"]) else " "
            yield from _of_entry(entry, lead) if "words" in entry else [entry | {"text": lead + entry["text"].lstrip()}]


def _of_entry(entry: Entry, lead: str) -> Iterator[Entry | None]:
    """Its words, with all that stands between them in the text; the first one behind a blank that leads."""
    words = entry["words"]
    places = _places(entry["text"], words)
    if not places:
        yield None
        return
    ends = [*(end for _, end in places[:-1]), len(entry["text"])]
    for word, start, end in zip(words, [0, *ends[:-1]], ends, strict=True):
        said = entry["text"][start:end]
        yield word | {"text": lead + said.lstrip() if start == 0 else said}


def _places(text: str, words: Any) -> list[tuple[int, int]]:
    """Where each word stands in the text, up to the blank behind it; empty where they are not its words."""
    if not isinstance(words, list) or not all(map(_is_word, words)):
        return []
    places: list[tuple[int, int]] = []
    end = 0
    for word in words:
        said = word["text"].strip()
        start = text.find(said, end)
        if not said or start < 0:
            return []
        end = start + len(said)
        while end < len(text) and not text[end].isspace() and not text[end].isalnum():
            end += 1
        places.append((start, end))
    return places


def _is_word(word: Any) -> bool:
    return (
        isinstance(word, dict)
        and word.keys() >= _WORD
        and word.keys() <= _WORD | _MAY_HAVE
        and isinstance(word["text"], str)
    )
