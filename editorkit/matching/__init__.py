"""Which entity of one state is which of another: equal values, references to entities, and ids that were changed.

A state is compared family by family: `items`, `assets` and `transitions` are maps by id, and `tracks`, a list, is taken
as one too where every track has an id of its own (`keyed_tracks`).
"""

from editorkit.matching.equality import same, with_integers
from editorkit.matching.identity import keyed_tracks, match
from editorkit.matching.references import FAMILIES, Renames, inverse, references, renamed

__all__ = ["FAMILIES", "Renames", "inverse", "keyed_tracks", "match", "references", "renamed", "same", "with_integers"]
