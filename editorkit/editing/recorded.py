"""Assets that follow what records of the API say of their files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from editorkit import schema, wording
from editorkit.conforming import refusals
from editorkit.editing.draft import Draft, Entity
from editorkit.editing.sources import expect_source
from editorkit.errors import UsageError
from editorkit.matching import with_integers
from editorkit.records import asset_of_record, id_of_record

_RELEASE = "1.1"
Record = Mapping[str, Any]


class Recorded:
    """Records by the assets they are about, and which of them have been asked for."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_id: dict[str, Record] = {}
        self._by_name: dict[str, dict[str, Record]] = defaultdict(dict)
        for number, record in enumerate(records):
            key = id_of_record(record) or f"number {number + 1}"
            self._by_id[key] = record
            if isinstance(record.get("filename"), str):
                self._by_name[record["filename"]][key] = record
        self._asked: set[str] = set()

    def of(self, name: str, asset: Entity) -> Record | None:
        """The record of an asset: the one with its id, else the one with its file name. Raises UsageError for two."""
        if name in self._by_id:
            self._asked.add(name)
            return self._by_id[name]
        called = self._by_name.get(asset["filename"], {})
        if len(called) > 1:
            raise UsageError(
                f"records {wording.listed(called)} are both called {wording.name(asset['filename'])}, as asset "
                f"{wording.name(name)} is; give only the one that is meant"
            )
        self._asked.update(called)
        return next(iter(called.values()), None)

    def unused(self) -> list[str]:
        """The ids of the records that are about no asset."""
        return sorted(self._by_id.keys() - self._asked)


def follow(draft: Draft, name: str, record: Record) -> None:
    """Let an asset be what a record says of it; what that does not say stays.

    Raises UsageError for a record of another type, for values that no asset can have, and where a clip would need more
    of the file than there is.
    """
    asset = draft.asset(name)
    told = asset_of_record(record)
    if told["type"] != asset["type"]:
        raise UsageError(
            f"asset {wording.name(name)} is of type {wording.name(asset['type'])}, and cannot become what record "
            f"{wording.name(id_of_record(record) or record.get('filename'))} tells of, which is of type "
            f"{wording.name(told['type'])}"
        )
    known = schema.properties(_RELEASE, "asset", asset["type"])
    changed = {
        field: with_integers(value) for field, value in told.items() if field in known and asset.get(field) != value
    }
    if "remoteUrl" in changed and "remoteKey" not in told and asset.get("remoteKey") is not None:
        changed["remoteKey"] = None  # it belongs to the old address
    asset.update(changed)
    for refused in refusals(_RELEASE, "asset", ("assets", name), asset):
        raise UsageError(f"the record of asset {wording.name(name)} does not fit: {refused}")
    if "durationInSeconds" in changed:
        for item in (item for item, made in draft.items.items() if made.get("assetId") == name):
            expect_source(draft, item)
