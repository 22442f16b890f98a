"""Made-up states for property tests: valid ones, ones with exactly one fault of a named rule, and edited ones.

    from hypothesis import given
    from editorkit.testing import edited_states, faulty_states, states

    @given(states("1.1", max_items=20))
    def test_my_edit_keeps_states_valid(state): ...

    @given(faulty_states("overlapping-items"))
    def test_my_importer_repairs_overlaps(pair): ...

    @given(edited_states(name="move-item"))
    def test_my_sync_sees_the_move(edited): ...

Strategies of valid parts: `states`, `tracks`, `items`, `assets`; of what a runtime supports: `capability_payloads`,
`capability_sets`. Of a state that you have, `plant` makes one with a fault; `plantable_rules` says of which rules.

`edited_states` are pairs of states, one made of the other by one edit; `edits` are what can be done to a state that you
have, and `edit_names` lists them. `disjoint_edits` are what two sides do to one state without getting in each other's
way, and the state in which both have been heard.

Comes with `pip install "editorkit[testing]"`, which brings Hypothesis.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401
except ImportError as error:
    raise ImportError('editorkit.testing needs Hypothesis: pip install "editorkit[testing]"') from error

from editorkit.testing.assets import assets
from editorkit.testing.branching import Triple, disjoint_edits
from editorkit.testing.capability_sets import capability_payloads, capability_sets
from editorkit.testing.editing import Edited, edit_names, edited_states, edits
from editorkit.testing.edits import Edit
from editorkit.testing.items import ItemDrawn, items
from editorkit.testing.planting import NOT_PLANTED, Planted, faulty_states, plant, plantable_rules
from editorkit.testing.states import states
from editorkit.testing.timelines import TrackDrawn, tracks

__all__ = [
    "NOT_PLANTED",
    "Edit",
    "Edited",
    "ItemDrawn",
    "Planted",
    "TrackDrawn",
    "Triple",
    "assets",
    "capability_payloads",
    "capability_sets",
    "disjoint_edits",
    "edit_names",
    "edited_states",
    "edits",
    "faulty_states",
    "items",
    "plant",
    "plantable_rules",
    "states",
    "tracks",
]
