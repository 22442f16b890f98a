"""1.0 -> 1.1: the state says of which format it is, and source times, fades and pauses are ticks.

Source: the published schemas of the two releases compared, and the vendor's examples of both.
"""

import re
from uuid import NAMESPACE_URL, uuid5

from editorkit import wording
from editorkit.migrations import flashes, knowledge
from editorkit.migrations.draft import Draft, Entity, type_of
from editorkit.migrations.respelling import respell, spellings, spellings_of, to_ticks
from editorkit.migrations.steps import Step
from editorkit.pointer import Path
from editorkit.releases import MARKER

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _convert(draft: Draft) -> None:
    if draft.state.get(MARKER, "v1") != "v1":
        draft.discard(draft.state, (), MARKER, 'release 1.1 has "v1" there')
    draft.state = {MARKER: "v1"} | draft.state
    for key, item in draft.entities("items"):
        path, kind = ("items", key), type_of(item)
        respell(draft, item, path, spellings("1.0", "1.1", kind), to_ticks)
        for name in [name for name in knowledge.forbidden("1.1", kind) if name in item]:
            draft.discard(item, path, name, f"release 1.1 forbids it on a {kind} item")
        if kind == "text-template":
            _number_template(draft, item, path)
    flashes.to_fixed(draft)
    brand = draft.state.get("brandRuntime")
    if isinstance(brand, dict):
        respell(draft, brand, ("brandRuntime",), spellings_of("1.0", "1.1", "brandRuntime"), to_ticks)


def _number_template(draft: Draft, item: Entity, path: Path) -> None:
    """The same name gives the same UUID, in every state and at every run."""
    name = item.get("templateId")
    if isinstance(name, str) and not _UUID.fullmatch(name):
        item["templateId"] = str(uuid5(NAMESPACE_URL, f"urn:editorkit:text-template:{name}"))
        place = (*path, "templateId")
        told = f"{draft.subject(place)} was {wording.name(name)} and must be a UUID, so it is one made of that name"
        draft.assume("assumed", place, told)


STEP = Step("v1-0-to-v1-1", "1.0", "1.1", _convert)
