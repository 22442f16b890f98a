"""Made-up states for property tests: valid ones, and ones with exactly one fault of a named rule.

    from hypothesis import given
    from editorkit.testing import faulty_states, states

    @given(states("1.1", max_items=20))
    def test_my_edit_keeps_states_valid(state): ...

    @given(faulty_states("overlapping-items"))
    def test_my_importer_repairs_overlaps(pair): ...

Strategies of valid parts: `states`, `tracks`, `items`, `assets`; of what a runtime supports: `capability_payloads`,
`capability_sets`. Of a state that you have, `plant` makes one with a fault; `plantable_rules` says of which rules.
Comes with `pip install "editorkit[testing]"`, which brings Hypothesis.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401
except ImportError as error:
    raise ImportError('editorkit.testing needs Hypothesis: pip install "editorkit[testing]"') from error

from editorkit.testing.assets import assets
from editorkit.testing.capability_sets import capability_payloads, capability_sets
from editorkit.testing.items import ItemDrawn, items
from editorkit.testing.planting import NOT_PLANTED, Planted, faulty_states, plant, plantable_rules
from editorkit.testing.states import states
from editorkit.testing.timelines import TrackDrawn, tracks

__all__ = [
    "NOT_PLANTED",
    "ItemDrawn",
    "Planted",
    "TrackDrawn",
    "assets",
    "capability_payloads",
    "capability_sets",
    "faulty_states",
    "items",
    "plant",
    "plantable_rules",
    "states",
    "tracks",
]
