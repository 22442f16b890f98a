"""The variables of a program."""

import builtins
import keyword

from editorkit import building
from editorkit.building.naming import Namer, slug
from editorkit.decompiling.expressions import Name
from editorkit.decompiling.workbench import TIMELINE

RESULT = "state"
_TAKEN = {*dir(builtins), *keyword.kwlist, *keyword.softkwlist, *building.__all__, TIMELINE.text, RESULT}


class Variables:
    """Gives out names that are valid, like an id, and no two alike; none hides a builtin or a name of the builder."""

    def __init__(self) -> None:
        self._names = Namer()
        for word in _TAKEN:
            self._names.reserve(word.replace("_", "-"))

    def make(self, identifier: str, kind: str) -> Name:
        """A free variable after an id: `hero`, else `hero_asset`, `hero_asset_2`; `kind` where it has no letters."""
        hint = slug(identifier)
        if not hint:
            hint = kind
        elif hint in self._names or not hint[0].isalpha():
            hint = f"{hint}-{kind}" if hint[0].isalpha() else f"{kind}-{hint}"
        return Name(self._names.make(hint).replace("-", "_"))
