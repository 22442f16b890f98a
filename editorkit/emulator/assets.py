"""Assets: uploaded files, and the projects that they are bound to."""

from typing import Any

from editorkit.emulator.clock import Clock
from editorkit.emulator.inspecting import Inspected
from editorkit.emulator.paging import page
from editorkit.emulator.problems import Problem
from editorkit.emulator.store import Row, Store


class Assets:
    """All assets of the account."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def find(self, asset: str) -> Row:
        """An asset. Raises Problem where there is none of that id."""
        found = self._store.row("SELECT * FROM assets WHERE id = ?", asset.lower())
        if found is None:
            raise Problem("ASSET_NOT_FOUND", f"there is no asset {asset}")
        return found

    def add(self, asset: str, filename: str, file: str, found: Inspected, project: str | None) -> Row:
        """Store what is known of an uploaded file, bound to a project where one is named."""
        with self._store.writing():
            self._store.insert(
                "assets",
                id=asset,
                type=found.type,
                filename=filename,
                mimetype=found.mimetype,
                size=found.size,
                file=file,
                width=found.width,
                height=found.height,
                duration=found.duration,
                created=self._clock.now(),
            )
            if project is not None:
                self.bind(project, asset)
        return self.find(asset)

    def bind(self, project: str, asset: str) -> None:
        """Bind an asset to a project; one that is bound stays bound. To be called within `writing`."""
        self._store.write("INSERT OR IGNORE INTO bindings (project, asset) VALUES (?, ?)", project, asset)

    def unbind(self, project: str, asset: str) -> None:
        """Take the binding away. Raises Problem where there is none."""
        with self._store.writing():
            gone = self._store.write("DELETE FROM bindings WHERE project = ? AND asset = ?", project, asset.lower())
        if not gone:
            raise Problem("ASSET_NOT_FOUND", f"asset {asset} is not bound to project {project}")

    def page_of(self, project: str, size: int, cursor: str | None) -> tuple[list[Row], str | None]:
        """A page of the assets of a project, the last bound first."""
        sql = (
            "SELECT assets.*, bindings.seq AS seq FROM bindings JOIN assets ON assets.id = bindings.asset "
            "WHERE bindings.project = ? AND bindings.seq < ? ORDER BY bindings.seq DESC LIMIT ?"
        )
        return page("assets", lambda before, most: self._store.rows(sql, project, before, most), size, cursor)

    def remove(self, asset: str) -> Row:
        """Forget an asset and delete its file. Raises Problem where a project is bound to it or uses it."""
        found = self.find(asset)
        users = self._store.rows(
            "SELECT project FROM bindings WHERE asset = ? UNION SELECT project FROM mentions WHERE word IN (?, ?)",
            *(found["id"], found["id"], file_key(found)),
        )
        if users:
            count = "a project" if len(users) == 1 else f"{len(users)} projects"
            detail = f"asset {asset} is bound to or used by {count}, {users[0]['project']} for one"
            raise Problem("ASSET_REFERENCED", detail)
        with self._store.writing():
            self._store.write("DELETE FROM assets WHERE id = ?", found["id"])
        (self._store.files / found["file"]).unlink(missing_ok=True)
        return found


def file_key(row: Row) -> str:
    """What the file is called in the storage."""
    return f"uploads/{row['file']}"


def record(row: Row, base_url: str) -> dict[str, Any]:
    """An asset as the API shows it."""
    return {
        "assetId": row["id"],
        "type": row["type"],
        "source": "UPLOAD",
        "filename": row["filename"],
        "mimetype": row["mimetype"],
        "size": row["size"],
        "fileUrl": f"{base_url}/files/{file_key(row)}",
        "fileKey": file_key(row),
        "width": row["width"],
        "height": row["height"],
        "duration": row["duration"],
    }
