"""The unused-suppression rule."""

from collections.abc import Iterable, Iterator

from editorkit import wording
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, configuration_rule
from editorkit.suppressions import ANY, Suppression, Usage


@configuration_rule(severity=WARNING, evidence=ADVICE)
def unused_suppression(usages: Iterable[Usage]) -> Iterator[Fault]:
    """A suppression in the configuration file suppresses nothing.

    What: a `suppress` entry names a rule and an entity, and nothing of the kind was found. It is judged only in a
        run over all files it is for, and only if its rule could be judged in them.
    Why: it hides the same mistake when somebody makes it again, and tells readers of a problem that is gone.
    Example: `rule = "overlapping-items"`, `entity = "title"` after the title was moved.
    Fix: delete the entry, or correct the id or path in it.
    Source: ours; nothing the server knows of.
    """
    for usage in usages:
        if usage.unused:
            yield Fault(usage.path, _told(usage.suppression), position=usage.position)


def _told(suppression: Suppression) -> str:
    about = "" if suppression.entity == ANY else f" about {wording.name(suppression.entity)}"
    within = f" in {wording.listed(suppression.paths)}" if suppression.paths else ""
    return f"nothing to suppress: {suppression.rule} found nothing{about}{within}"
