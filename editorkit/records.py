"""Asset records: what the API answers about an upload or an asset, in the words of editor assets."""

from collections.abc import Mapping
from typing import Any

from editorkit import schema, wording
from editorkit.errors import MediaError
from editorkit.releases import CHECKED_RELEASES

Asset = dict[str, Any]

# What an asset record of the API calls what (the vendor's OpenAPI document 1.1, `Asset`).
_RECORDED = {
    "filename": "filename",
    "mimetype": "mimeType",
    "size": "size",
    "fileUrl": "remoteUrl",
    "fileKey": "remoteKey",
    "width": "width",
    "height": "height",
    "duration": "durationInSeconds",
}
_NEWEST = CHECKED_RELEASES[-1]


def asset_of_record(record: Mapping[str, Any]) -> Asset:
    """The editor asset of an API asset record, as far as the record goes; null is what it does not say.

    record: what the API answers about an upload or an asset, in its `{data, meta}` envelope or without; unknown keys
        are passed over. It says nothing of sound, looping, the kind of a Lottie resource, or captions.

    Raises MediaError for what is no record, and for a type that no editor asset has, such as MODEL_3D.
    """
    record = _unwrapped(record)
    kind = record.get("type")
    if not isinstance(kind, str):
        raise MediaError("this is no asset record: it has no 'type'; give what the API answered, or its 'data'")
    types = schema.types(_NEWEST, "asset")
    if kind.lower() not in types:
        raise MediaError(
            f"asset {wording.name(record.get('filename', record.get('assetId')))} is of type {wording.name(kind)}, "
            f"which cannot be placed on a timeline; allowed are {', '.join(types)}"
        )
    said = {_RECORDED[name]: value for name, value in record.items() if name in _RECORDED and value is not None}
    return {"type": kind.lower(), **said}


def id_of_record(record: Mapping[str, Any]) -> str | None:
    """The `assetId` of an API asset record. Raises MediaError for what is no record."""
    found = _unwrapped(record).get("assetId")
    return found if isinstance(found, str) and found else None


def records_in(answer: Any) -> list[Mapping[str, Any]]:
    """The records in an answer of the API: a record or a page of records, with or without envelope, or several pages.

    Raises MediaError where something in it is no record.
    """
    found: list[Any] = []
    for page in answer if isinstance(answer, list | tuple) else [answer]:
        inner = page.get("data") if isinstance(page, Mapping) and "type" not in page else page
        found += inner if isinstance(inner, list | tuple) else [inner]
    return [_unwrapped(record) for record in found]


def _unwrapped(record: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = record.get("data") if isinstance(record, Mapping) and "type" not in record else record
    if not isinstance(inner, Mapping):
        raise MediaError("this is no asset record; give what the API answered, or its 'data', as a mapping")
    return inner
