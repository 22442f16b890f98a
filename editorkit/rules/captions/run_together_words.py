"""The run-together-words rule."""

import re
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Entity


@rule(severity=WARNING, evidence=INFERRED)
def run_together_words(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Words of captions that are timed by word have no blanks between them.

    What: an asset with `"timingGranularity": "word"` has several entries, and none begins or ends with a blank.
    Why: entries are set one behind the other just as they are, so "Hello" and "world" become "Helloworld".
    Example: the entries "Hello" and "world" instead of "Hello" and " world".
    Fix: put a blank at the front of every word but the first.
    Source: captions made by the editor have a leading blank, those in the vendor's guide a trailing one; the
        library that breaks captions into pages finds the words by these blanks.
    """
    for key, asset in state.assets.items():
        if asset["type"] == "caption" and asset["timingGranularity"] == "word":
            entries = [(n, entry) for n, entry in enumerate(asset["captions"]) if entry["text"]]
            if len(entries) > 1 and not any(_has_blank(entry["text"]) for _, entry in entries):
                yield from _judge(key, entries)


def _has_blank(text: str) -> bool:
    return text[0].isspace() or text[-1].isspace()


def _judge(key: str, entries: list[tuple[int, Entity]]) -> Iterator[Fault]:
    if any(re.search(wording.UNSPACED, entry["text"]) for _, entry in entries):
        return
    (_, first), (number, second) = entries[:2]
    message = (
        f"no word of asset {wording.name(key)} begins or ends with a blank, so {wording.value(first['text'])} and "
        f"{wording.value(second['text'])} run together; write {wording.value(' ' + second['text'])}"
    )
    yield Fault(("assets", key, "captions", number, "text"), message)
