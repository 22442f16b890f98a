"""Decompiling: from an editor state back to a program that builds it."""

from collections.abc import Mapping
from typing import Any

from editorkit import document as documents
from editorkit import releases
from editorkit.decompiling.programs import write_program
from editorkit.decompiling.soundness import sound_part
from editorkit.decompiling.states import spell_state
from editorkit.document import Document
from editorkit.errors import DataError
from editorkit.matching import with_integers

__all__ = ["decompile", "decompile_document"]

_STOPS = ("not-json", "too-deep", "not-a-state", "duplicate-key", "unsafe-integer")


def decompile(state: Mapping[str, Any]) -> str:
    """The Python program that builds a state, as a person would write it; it binds the state to `state`.

    state: of release 1.0 or 1.1, also one that the check finds errors in; or a request body or answer that wraps one.
    What the program builds is equal to it: `2.0` may have become `2`, and keys may stand in another order. What the
    builder cannot say is put in with `Timeline.patch`. The same state gives the same program.

    Raises DataError for what is no such state.
    """
    return decompile_document(documents.read_data(state))


def decompile_document(document: Document) -> str:
    """The same for a document that has been read. Raises DataError, which names the document."""
    for fault in (fault for rule in _STOPS for fault in document.faults.get(rule, ())):
        where = "".join(f":{number}" for number in fault.position or ())
        raise DataError(f"{document.name}{where}: {fault.message}")
    release, _ = releases.detect(document.state)
    if release not in releases.CHECKED_RELEASES:
        raise DataError(
            f"{document.name}: this state is of release {release} ({releases.shape_of(release)}), which the builder "
            f"does not make; bring it up to release 1.1 first, or save it again from the editor"
        )
    wanted = with_integers(document.state)
    return write_program(spell_state(sound_part(wanted, release), release), wanted)
