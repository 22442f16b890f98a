"""The redact transform."""

from collections.abc import Iterator
from dataclasses import dataclass

from editorkit.editing.draft import Draft, Entity
from editorkit.editing.options import FLAG, option
from editorkit.editing.redacting import LOTTIE_WORDS, Aliases, masked, without_strings
from editorkit.editing.texts import written
from editorkit.pointer import look_up
from editorkit.schema import properties, root_properties
from editorkit.transforms import makes


@dataclass(frozen=True)
class Redact:
    """What to leave as it is."""

    keep_texts: bool = option(FLAG, "Leave the texts.", False)
    keep_urls: bool = option(FLAG, "Leave the addresses, keys and names of files.", False)


@makes(
    "asset-changed",
    "asset-relinked",
    "background-changed",
    "brand-changed",
    "captions-changed",
    "content-changed",
    "deleted-assets-changed",
    "item-changed",
    "item-restyled",
    "text-changed",
    "unknown-changed",
)
def redact(draft: Draft, options: Redact) -> None:
    """Make what is private unreadable, so that a timeline can be shared.

    Texts keep their length and shape: letters become x, digits 0. Addresses lead nowhere, the same to the same; keys,
    names of files, what animations say and what fields nobody knows say go, too. Ids, names of members, times and looks
    (which settings of effects and motions are) stay.

    Example: --keep-urls
    Diff:
        text of 'title': "Xxx xxx xxxxxx" instead of "The new kettle"
        nodes of 'lower-third' is another array of the same size
        captions of asset 'words': 4 changes
    """
    if not options.keep_texts:
        _hide_texts(draft)
    if not options.keep_urls:
        _hide_addresses(draft, Aliases())
        _hide_slots(draft)
    for holder, known in _holders(draft):
        for name in holder.keys() - known:
            holder[name] = without_strings(holder[name])


def _hide_addresses(draft: Draft, aliases: Aliases) -> None:
    background = draft.state.get("globalBackground") or {}
    if isinstance(background.get("imageUrl"), str):
        background["imageUrl"] = aliases.address(background["imageUrl"])
    for asset in (*draft.assets.values(), *(draft.state.get("deletedAssets") or ())):
        if asset.get("remoteUrl"):
            asset["remoteUrl"] = aliases.address(asset["remoteUrl"])
        if asset.get("filename"):
            asset["filename"] = aliases.filename(asset["filename"])
        if isinstance(asset.get("statusAtDeletion"), dict):
            asset["statusAtDeletion"] = without_strings(asset["statusAtDeletion"], ("type",))
        for name in ("remoteKey", "remoteAssetId"):
            if asset.get(name) is not None:
                asset[name] = masked(asset[name])
    brand = draft.state.get("brandRuntime") or {}
    if brand.get("brandId") is not None:
        brand["brandId"] = masked(brand["brandId"])


def _hide_texts(draft: Draft) -> None:
    for path, text in list(written(draft.state)):
        look_up(draft.state, path[:-1])[path[-1]] = masked(text)
    for item in draft.items.values():
        if item["type"] == "motion-graphic":
            item["props"] = without_strings(item["props"])
        for node in item.get("nodes") or () if item["type"] == "text-template" else ():
            _hide_animation(node, "imageLottieJson")
    for asset in draft.assets.values():
        _hide_animation(asset, "resourceJson")
        if asset.get("materialConfig"):
            asset["materialConfig"] = without_strings(asset["materialConfig"])


def _hide_animation(holder: Entity, name: str) -> None:
    if holder.get(name):
        holder[name] = without_strings(holder[name], LOTTIE_WORDS)


def _hide_slots(draft: Draft) -> None:
    """What a motion graphic is filled with stays where it is the id of an asset."""
    for item in draft.items.values():
        for slot, value in item["slots"].items() if item["type"] == "motion-graphic" else ():
            filled = value if isinstance(value, list) else [value]
            hidden = [each if each in draft.assets or each is None else masked(each) for each in filled]
            item["slots"][slot] = hidden if isinstance(value, list) else hidden[0]


def _holders(draft: Draft) -> Iterator[tuple[Entity, frozenset[str]]]:
    """Every object that may have fields nobody knows, and those that are known."""
    yield draft.state, root_properties("1.1")
    for kind, entities in (("item", draft.items), ("asset", draft.assets)):
        for entity in entities.values():
            yield entity, properties("1.1", kind, entity["type"])
