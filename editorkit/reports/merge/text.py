"""Plain text, a block a conflict."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.merging import Conflict
from editorkit.reports.escaping import visible
from editorkit.reports.merge import Format, MergeRun

_RED = "1;31"


def render(run: MergeRun) -> str:
    """The conflicts as text, above a line that counts them."""
    conflicts = run.merged.conflicts
    if not conflicts:
        return f"{visible(run.file)}: merged\n"
    blocks = ["\n".join(_told(conflict, colour=run.colour)) for conflict in conflicts]
    count = wording.counted(len(conflicts), "conflict")
    return "\n\n".join([*blocks, f"{visible(run.file)}: {count}, nothing was merged"]) + "\n"


def _told(conflict: Conflict, *, colour: bool) -> Iterator[str]:
    kind = f"\x1b[{_RED}m{conflict.kind}\x1b[0m" if colour else conflict.kind
    yield f"{kind}: {visible(conflict.reason)}"
    yield f"  at      {visible(conflict.pointer) or '(the top)'}"
    for name in ("base", "ours", "theirs"):
        thing = getattr(conflict, name)
        yield f"  {name:6}  {'nothing' if thing is None else visible(wording.value(thing))}"


FORMAT = Format("text", render)
