"""The doubtful-illustration-name rule."""

import re
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import ILLUSTRATIONS_SEEN, Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.rules.capability import uses_of
from editorkit.state import EditorState
from editorkit.suggestions import did_you_mean

_FORM = r"I[A-Z][A-Za-z0-9]*"


@rule(severity=INFO, evidence=ADVICE)
def doubtful_illustration_name(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The name of an illustration does not look like one of the vendor's.

    What: an `illustrationName` is not made like all that have been seen: a capital I, then words in capitals, as in
        IMegaphone. Judged only while no list of illustrations is known.
    Why: the server refuses names it does not know, and this one is probably unknown.
    Example: `"illustrationName": "rocket"`.
    Fix: search the vendor's catalogue (GET /v1/illustrations) and take a name from it.
    Source: names in templates saved by the vendor's editor; the whole catalogue is not public.
    """
    if "illustrations" in capabilities.families:
        return
    for path, name in uses_of(state, "illustrations"):
        if not re.fullmatch(_FORM, str(name)):
            where = f"{wording.subject(path, state.data)} is {wording.value(name)}"
            hint = did_you_mean(str(name), ILLUSTRATIONS_SEEN)
            yield Fault(path, f"{where}, but the vendor's names look like IMegaphone{hint}")
