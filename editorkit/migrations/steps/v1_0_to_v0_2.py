"""1.0 -> 0.2: captions begin later by the pause before them. All else that 1.0 takes, 0.2 takes too.

Source: the published schemas of the two releases compared.
"""

from editorkit.migrations.captions import PAUSE, TRIM, move_captions
from editorkit.migrations.draft import Draft
from editorkit.migrations.steps import Step


def _convert(draft: Draft) -> None:
    move_captions(draft, PAUSE, TRIM)


STEP = Step("v1-0-to-v0-2", "1.0", "0.2", _convert)
