"""Large states, edited as people edit them."""

from random import Random
from typing import Any

from tests.making import SECOND

State = dict[str, Any]


def with_three_edits(made: State) -> State:
    """The state, in which one item was put on another track, the rest of a track was shifted, and one item retimed."""
    tracks, items = made["tracks"], made["items"]
    moved = tracks[3]["items"].pop(50)
    tracks[4]["items"].append(moved)
    items[moved]["startTicks"] = 200 * SECOND
    for key in tracks[7]["items"][60:]:
        items[key]["startTicks"] += 2 * SECOND
    items[tracks[8]["items"][-1]]["durationTicks"] += SECOND // 2
    return made


def with_some_edits(made: State, share: float, seed: int = 1) -> State:
    """The state, in which a share of the items was restyled or retimed."""
    random = Random(seed)
    items = made["items"]
    for key in random.sample(sorted(items), int(len(items) * share)):
        edit = random.choice(("opacity", "top", "durationTicks"))
        if edit == "durationTicks":
            items[key][edit] -= 8_000
        else:
            items[key][edit]["value"] = random.random()
    return made
