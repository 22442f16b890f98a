"""Projects: stored states, their titles, and what a sync overwrote."""

from collections.abc import Iterator
from typing import Any

import orjson

from editorkit.emulator.clock import Clock, stamp
from editorkit.emulator.paging import page
from editorkit.emulator.problems import Problem
from editorkit.emulator.store import Row, Store

State = dict[str, Any]
_MOST_OVERWRITTEN = 10_000
_UNTITLED = "Untitled project"


class Projects:
    """All projects of the account."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def find(self, project: str) -> Row:
        """A project. Raises Problem where there is none of that id."""
        found = self._store.row("SELECT * FROM projects WHERE id = ?", project.lower())
        if found is None:
            raise Problem("PROJECT_NOT_FOUND", f"there is no project {project}")
        return found

    def add(self, project: str, title: str | None, description: str | None, state: State, version: str) -> Row:
        """Store a new project. To be called within `writing`."""
        now = self._clock.now()
        self._store.insert(
            "projects",
            id=project,
            title=_UNTITLED if title is None else title,
            description=description,
            state=orjson.dumps(state),
            version=version,
            created=now,
            updated=now,
        )
        self._mention(project, state)
        return self.find(project)

    def sync(self, project: str, state: State, version: str, by: str) -> Row:
        """Replace the state of a project, and keep what it overwrote. by: who does it, for the log."""
        found = self.find(project)
        now = self._clock.now()
        with self._store.writing():
            self._store.insert("overwritten", project=found["id"], state=found["state"], at=now, by=by)
            self._store.write(
                "DELETE FROM overwritten WHERE seq <= (SELECT max(seq) FROM overwritten) - ?", _MOST_OVERWRITTEN
            )
            self._store.write(
                "UPDATE projects SET state = ?, version = ?, updated = ?, synced = ? WHERE id = ?",
                *(orjson.dumps(state), version, now, now, found["id"]),
            )
            self._mention(found["id"], state)
        return self.find(project)

    def patch(self, project: str, changes: dict[str, str | None]) -> Row:
        """Change the title, the description or both."""
        found = self.find(project)
        kept = {"title": found["title"], "description": found["description"]} | changes
        with self._store.writing():
            self._store.write(
                "UPDATE projects SET title = ?, description = ?, updated = ? WHERE id = ?",
                *(kept["title"], kept["description"], self._clock.now(), found["id"]),
            )
        return self.find(project)

    def remove(self, project: str) -> Row:
        """Forget a project and which assets were bound to it; its exports stay."""
        found = self.find(project)
        with self._store.writing():
            for table, column in (("projects", "id"), ("mentions", "project"), ("bindings", "project")):
                self._store.write(f"DELETE FROM {table} WHERE {column} = ?", found["id"])
        return found

    def page(self, size: int, cursor: str | None) -> tuple[list[Row], str | None]:
        """A page of projects, the newest first."""
        sql = "SELECT * FROM projects WHERE seq < ? ORDER BY seq DESC LIMIT ?"
        return page("projects", lambda before, most: self._store.rows(sql, before, most), size, cursor)

    def overwritten(self, project: str | None) -> list[dict[str, Any]]:
        """What syncs overwrote, the oldest first: of one project, or of all."""
        rows = self._store.rows("SELECT * FROM overwritten WHERE ? IN (project, '*') ORDER BY seq", project or "*")
        if project is None:
            rows = self._store.rows("SELECT * FROM overwritten ORDER BY seq")
        return [
            {
                "projectId": row["project"],
                "editorState": orjson.loads(row["state"]),
                "overwrittenAt": stamp(row["at"]),
                "by": row["by"],
            }
            for row in rows
        ]

    def _mention(self, project: str, state: State) -> None:
        self._store.write("DELETE FROM mentions WHERE project = ?", project)
        for word in set(_words(state)):
            self._store.insert("mentions", project=project, word=word)


def _words(state: State) -> Iterator[str]:
    """What assets a state uses: by their ids and the keys of their files."""
    for key, asset in state["assets"].items():
        yield key
        yield from (word for word in (asset.get("id"), asset.get("remoteKey")) if isinstance(word, str))


def summary(row: Row) -> dict[str, Any]:
    """A project as lists show it."""
    return {
        "projectId": row["id"],
        "title": row["title"],
        "description": row["description"],
        "createdAt": stamp(row["created"]),
        "updatedAt": stamp(row["updated"]),
    }


def detail(row: Row, version_field: str) -> dict[str, Any]:
    """A project with its state, spliced in as it is stored."""
    return summary(row) | {"editorState": orjson.Fragment(row["state"]), version_field: row["version"]}


def metadata(row: Row) -> dict[str, Any]:
    """What an answer to a change of title or description says."""
    return {name: value for name, value in summary(row).items() if name != "createdAt"}


def synced(row: Row, version_field: str) -> dict[str, Any]:
    """What an answer to a sync says."""
    return {"projectId": row["id"], version_field: row["version"], "updatedAt": stamp(row["updated"])}
