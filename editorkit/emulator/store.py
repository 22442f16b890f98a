"""The store: all that an emulator knows, in one SQLite database, in memory or in a folder that outlives kill -9.

One connection, used from one thread: writers never meet, so there is nothing to lock. What has been written when a
block of `writing` ends is on its way to the disk in the order it was written, whatever becomes of the process.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from editorkit.errors import UsageError

Row = sqlite3.Row
_VERSION = 1
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE projects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, description TEXT,
    state BLOB NOT NULL, version TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, synced INTEGER
);
CREATE TABLE mentions (project TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (word, project)) WITHOUT ROWID;
CREATE INDEX mentions_of_project ON mentions (project);
CREATE TABLE assets (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, filename TEXT NOT NULL,
    mimetype TEXT NOT NULL, size INTEGER NOT NULL, file TEXT NOT NULL UNIQUE, width INTEGER, height INTEGER,
    duration REAL, created INTEGER NOT NULL
);
CREATE TABLE bindings (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, project TEXT NOT NULL, asset TEXT NOT NULL, UNIQUE (project, asset)
);
CREATE INDEX bindings_of_asset ON bindings (asset);
CREATE TABLE tasks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, project TEXT, client_task_id TEXT, filename TEXT,
    format TEXT NOT NULL, duration_ticks INTEGER NOT NULL, billed INTEGER NOT NULL, credits TEXT NOT NULL,
    callback_url TEXT, callback_headers TEXT NOT NULL, told INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL,
    takes INTEGER NOT NULL, held INTEGER NOT NULL DEFAULT 0, paused INTEGER, pauses_after INTEGER, fails_after INTEGER,
    outcome TEXT, ended INTEGER, error TEXT, edition INTEGER NOT NULL DEFAULT 0, serial INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX untold ON tasks (told) WHERE callback_url IS NOT NULL AND told < 2;
CREATE INDEX running ON tasks (created + held + takes)
    WHERE outcome IS NULL AND paused IS NULL AND pauses_after IS NULL;
CREATE INDEX halting ON tasks (id) WHERE outcome IS NULL AND (paused IS NOT NULL OR pauses_after IS NOT NULL);
CREATE TABLE replays (scope TEXT, key TEXT, digest TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (scope, key))
    WITHOUT ROWID;
CREATE TABLE overwritten (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, project TEXT NOT NULL, state BLOB NOT NULL, at INTEGER NOT NULL,
    by TEXT NOT NULL
);
"""
_EMPTIED = ("projects", "mentions", "assets", "bindings", "tasks", "replays", "overwritten")


class Store:
    """The database and the folder of uploaded files beside it.

    folder: None for a store that is gone with the process. Raises UsageError where another emulator uses the folder, or
    it holds something else.
    """

    def __init__(self, folder: Path | None, api: str) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="editorkit-") if folder is None else None
        self.folder = Path(self._temporary.name) if self._temporary else Path(str(folder))
        self.files = self.folder / "uploads"
        self.files.mkdir(parents=True, exist_ok=True)
        path = ":memory:" if folder is None else str(self.folder / "emulator.sqlite")
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0)
        self._connection.row_factory = sqlite3.Row
        try:
            self._open(api)
        except sqlite3.DatabaseError as error:
            self.close()
            raise UsageError(f"{path} cannot be used: {error}; is another emulator running on this folder?") from error
        except UsageError:
            self.close()
            raise

    def _open(self, api: str) -> None:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            self._connection.execute(f"PRAGMA {pragma}")
        with self.writing():
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in _TABLES.split(";"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {_VERSION}")
                self.note("api", api)
        if version not in (0, _VERSION):
            raise UsageError(f"{self.folder} was written by another version of the emulator; name a new folder")
        if self.fact("api") != api:
            raise UsageError(f"{self.folder} holds what an emulator of API {self.fact('api')} wrote; name a new folder")
        self._sweep()

    def _sweep(self) -> None:
        """Remove what uploads left that a kill cut short."""
        kept = {row["file"] for row in self.rows("SELECT file FROM assets")}
        for path in self.files.iterdir():
            if path.name not in kept:
                path.unlink()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written in the block is kept, or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> Row | None:
        """The first row of a query, or None."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def number(self, sql: str, *values: Any) -> int:
        """The number that a query counts or adds up."""
        return int(self._connection.execute(sql, values).fetchone()[0] or 0)

    def write(self, sql: str, *values: Any) -> int:
        """Change rows; how many were."""
        return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, **values: Any) -> None:
        """Put in a row."""
        places = ", ".join("?" * len(values))
        self._connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", tuple(values.values()))

    def fact(self, name: str) -> str | None:
        """What has been noted under a name."""
        found = self.row("SELECT value FROM facts WHERE name = ?", name)
        return None if found is None else str(found["value"])

    def note(self, name: str, value: str) -> None:
        """Keep a fact, in the place of an older one of that name."""
        self.write("INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value)

    def clear(self) -> None:
        """Forget everything but facts."""
        with self.writing():
            for table in _EMPTIED:
                self.write(f"DELETE FROM {table}")
        self._sweep()

    def close(self) -> None:
        """Let go of the database and, of a store in memory, of its files."""
        self._connection.close()
        if self._temporary:
            self._temporary.cleanup()
