"""Files that options name: JSON, and pairs: two columns of a CSV file, or a JSON object of strings."""

import csv
import io
from typing import Any

from editorkit.document import read_file
from editorkit.errors import DataError

_HEADS = ("pointer", "old")


def read_json(file: str) -> Any:
    """What a JSON file holds. Raises UnreadableError where it cannot be read, DataError where it is no sound JSON."""
    document = read_file(file)
    for _, fault in document.json_faults:
        where = "".join(f":{number}" for number in fault.position or ())
        raise DataError(f"{file}{where}: {fault.message}")
    return document.data


def read_pairs(file: str) -> dict[str, str]:
    """The pairs in a file: JSON where its name ends in .json, else CSV; a head that says `pointer` or `old` is skipped.

    Raises UnreadableError where it cannot be read, DataError where it has no pairs.
    """
    if file.lower().endswith(".json"):
        data = read_json(file)
        if not isinstance(data, dict) or not all(isinstance(each, str) for each in data.values()):
            raise DataError(f'{file}: an object of texts is wanted here, such as {{"old": "new"}}')
        return dict(data)
    try:
        document = read_file(file)
        rows = list(csv.reader(io.StringIO((document.text or b"").decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{file}: no CSV file in UTF-8: {error}") from error
    for number, row in enumerate(rows, start=1):
        if row and (len(row) < 2 or any(row[2:])):
            raise DataError(
                f"{file}:{number}: two columns are wanted here, the old text or its pointer and the new text"
            )
    pairs = [(row[0], row[1]) for row in rows if row]
    return dict(pairs[1:] if pairs and pairs[0][0].lower() in _HEADS else pairs)
