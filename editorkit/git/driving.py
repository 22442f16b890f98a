"""What git's drivers do: compare two files, list one, merge three."""

import dataclasses
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from editorkit import diffing, wording
from editorkit import document as documents
from editorkit.diffing.phrasing import lasting
from editorkit.document import Document
from editorkit.errors import EditorkitError, UnreadableError
from editorkit.git.running import ask_git
from editorkit.git.unmerged import Unmerged, remove_report, write_report
from editorkit.listing import listed
from editorkit.matching import same
from editorkit.merging import Merged
from editorkit.merging.documents import merge_documents
from editorkit.replacing import replace
from editorkit.reports.diff import Comparison
from editorkit.reports.diff.text import render
from editorkit.reports.escaping import visible
from editorkit.rewriting import rewrite

_NOTHING = "/dev/null"
_UNFINISHED = "the merge did not come to an end"


def diff_files(path: str, old: str, new: str, *, new_path: str | None = None, colour: bool = False) -> str:
    """What git shows of two versions of a file: the changes of the video; of what is no state, the lines."""
    names = (f"a/{path}", f"b/{new_path or path}")
    if _NOTHING in (old, new):
        return _whole(names, old, new)
    read = [documents.read_text(Path(file).read_bytes(), name) for file, name in zip((old, new), names, strict=True)]
    try:
        for document in read:
            _expect_sound(document)
        compared = Comparison(*names, diffing.diff(read[0].state, read[1].state), read[0].root, colour)
    except EditorkitError as error:
        return f"{_line(names)}: {visible(str(error))}; so here are the lines\n{_by_lines(names, read)}"
    return render(compared)


def _line(names: tuple[str, str]) -> str:
    return " → ".join(map(visible, names))


def _whole(names: tuple[str, str], old: str, new: str) -> str:
    """A file that came or went."""
    file = new if old == _NOTHING else old
    verb = "new timeline" if old == _NOTHING else "timeline removed"
    if file == _NOTHING:
        return f"{_line(names)}: nothing\n"
    document = documents.read_text(Path(file).read_bytes(), names[0])
    state = document.state if not document.faults else {}
    items = state.get("items") if isinstance(state, dict) else None
    if not isinstance(items, dict):
        return f"{_line(names)}: {verb}, which cannot be read\n"
    ends = [span[1] for item in items.values() if (span := diffing.span_of(item))]
    return f"{_line(names)}: {verb}, {wording.counted(len(items), 'item')}, {lasting(max(ends, default=0))}\n"


def _by_lines(names: tuple[str, str], read: list[Document]) -> str:
    old, new = ((document.text or b"").decode("utf-8", "replace").splitlines() for document in read)
    lines = difflib.unified_diff(old, new, names[0], names[1], lineterm="")
    return "".join(f"{visible(line)}\n" for line in lines)


def _expect_sound(document: Document) -> None:
    for message in document.told_against:
        raise UnreadableError(message)


def list_file(file: Path) -> bytes:
    """The listing of the state in a file, and of what stands around it; of what is no state, its bytes as they are."""
    text = file.read_bytes()
    document = documents.read_text(text, str(file))
    if document.told_against:
        return text
    return (listed(document.state) + (listed(document.around) if document.root else "")).encode()


@dataclass(frozen=True)
class Outcome:
    """What became of a merge: whether the file holds it, and what to tell the user."""

    is_merged: bool
    message: str = ""


def merge_files(base: Path, ours: Path, theirs: Path, file: Path) -> Outcome:
    """Merge three files into `ours`, as git asks for; `file` is what they are versions of.

    Before anything else the report is put beside the file, and taken away when the merged text is safely in place: so
    however this ends, an open merge can be seen. Where there is no merge, `ours` is not touched. Files of which none is
    a timeline are merged by their lines, as git does it.
    """
    unmerged = Unmerged(base.read_bytes(), ours.read_bytes(), theirs.read_bytes(), problem=_UNFINISHED)
    if not any(map(_is_timeline, (unmerged.base, unmerged.ours, unmerged.theirs))):
        return _merge_lines(base, ours, theirs, file)
    write_report(file, unmerged)
    try:
        merged = merge_texts(unmerged, str(file))
    except EditorkitError as error:
        write_report(file, dataclasses.replace(unmerged, problem=str(error)))
        return Outcome(False, f"{file} is not merged: {error}. {how_to_resolve(file)}")
    if merged.state is None:
        write_report(file, dataclasses.replace(unmerged, problem="", conflicts=merged.conflicts))
        count = wording.counted(len(merged.conflicts), "conflict")
        return Outcome(
            False, f"{file} is not merged, for {count}: {merged.conflicts[0].reason}. {how_to_resolve(file)}"
        )
    text = rewrite(unmerged.ours, documents.read_text(unmerged.ours).data, merged.state)
    replace(ours, text, f".{ours.name}.new")
    if not same(documents.read_text(ours.read_bytes()).data, merged.state):
        raise UnreadableError(f"{file} is not merged: it was written, but not as it should be. {how_to_resolve(file)}")
    remove_report(file)
    return Outcome(True)


def _is_timeline(text: bytes) -> bool:
    return documents.looks_like_state(documents.read_text(text).data)


def _merge_lines(base: Path, ours: Path, theirs: Path, file: Path) -> Outcome:
    """What git does with a file for which it has no driver: the pattern that names us takes in more than timelines."""
    sides = [str(side) for side in (ours, base, theirs)]
    is_merged = ask_git(["merge-file", "-L", "ours", "-L", "base", "-L", "theirs", "--", *sides], Path()) is not None
    return Outcome(is_merged, "" if is_merged else f"{file} is no timeline, and its lines have conflicts")


def how_to_resolve(file: Path) -> str:
    """What to do about an open merge."""
    resolve = f"editorkit git resolve {file}"
    return (
        f"The file is as our side has it. Take one side with `{resolve} --prefer ours` (or theirs, or "
        f"/items/ID=theirs), or edit the file and say `{resolve} --keep`; until then, check refuses it"
    )


def merge_texts(unmerged: Unmerged, name: str, prefer: Mapping[str, str] | None = None) -> Merged:
    """Merge the three texts of a report. Raises UnreadableError for what is no JSON or no state."""
    texts = {"base": unmerged.base, "ours": unmerged.ours, "theirs": unmerged.theirs}
    read = {side: documents.read_text(text, f"{name} ({side})") for side, text in texts.items()}
    if not unmerged.base.strip():
        return _both_new(read["ours"], read["theirs"], prefer or {})
    for document in read.values():
        _expect_sound(document)
    return merge_documents(read["base"], read["ours"], read["theirs"], prefer=prefer)


def _both_new(ours: Document, theirs: Document, prefer: Mapping[str, str]) -> Merged:
    """Both sides made the file: there is nothing to tell who changed what, so they are one or there is a choice."""
    for document in (ours, theirs):
        _expect_sound(document)
    side = prefer.get("")
    if side is None and not same(ours.data, theirs.data):
        raise UnreadableError("both sides made this file, and not alike; say which to take")
    return Merged(theirs.data if side == "theirs" else ours.data, ())
