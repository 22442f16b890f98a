"""States a second that `build_many` makes of rows, each checked in full and written.

Run it with `python -m benchmarks.building_batch`.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import states
from editorkit.building.data.batches import Make, build_many
from editorkit.building.data.filling import Template
from editorkit.building.data.rows import Row
from editorkit.building.specs.reading import read_spec

PROMISED = 300  # states a second a core
_ROWS = 10_000
_ITEMS = 30
_LINES = (
    '{text: "Hello {name}", length: 2s, font_size: 64}',
    '{solid: "{color}", length: 2s}',
    '{text: "Only {price:,.2f}", length: 2s, place: bottom, enter: {fade: 0.4s}}',
    '{solid: "#123456", length: 2s, opacity: {0%: 0, 100%: 1}}',
    '{text: "Bye", length: 2s}',
)


def template(folder: Path) -> Template:
    """An existing state of thirty items, five places of which are filled."""
    made = states.large(_ITEMS)
    made["items"]["clip-000002"] |= {"text": "Hello {name}", "fontSize": "{size}"}
    made["items"]["clip-000006"]["color"] = "{color}"
    made["assets"]["picture"]["remoteUrl"] = "https://example.com/{name}.jpg"
    return Template(made, {"clip-000004.left": "{size}"})


def spec(folder: Path) -> Make:
    """A spec of thirty items, half of which have placeholders."""
    items = "".join(f"      - {line}\n" for line in _LINES * (_ITEMS // len(_LINES)))
    file = folder / "promo.yaml"
    file.write_text(f"tracks:\n  - name: main\n    items:\n{items}", encoding="utf-8")
    return read_spec(str(file))


def _rows(count: int) -> Iterator[Row]:
    for n in range(1, count + 1):
        yield Row(
            "rows.csv", n + 1, n, {"name": f"N{n}", "price": f"{n}.5", "size": str(n % 90 + 1), "color": "#123456"}
        )


def _seconds(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> int:
    """Print a table; 1 where what is promised is not met."""
    print("| what | states a second a core | promise |\n|---|---|---|")
    is_met = True
    with tempfile.TemporaryDirectory() as name:
        for kind in (template, spec):
            make = kind(Path(name))
            out = Path(name) / kind.__name__
            taken = _seconds(lambda make=make, out=out: all(o.file for o in build_many(make, _rows(_ROWS), out)))  # type: ignore[misc]
            again = _seconds(lambda make=make, out=out: list(build_many(make, _rows(_ROWS), out)))  # type: ignore[misc]
            rate = _ROWS / taken
            is_met &= rate >= PROMISED and len(list(out.glob("*.json"))) == _ROWS
            print(f"| {_ROWS:,} rows x a {kind.__name__} of {_ITEMS} items | {rate:.0f} | >= {PROMISED} |", flush=True)
            print(f"| the same again, all up to date | {_ROWS / again:.0f} | |", flush=True)
    return 0 if is_met else 1


if __name__ == "__main__":
    raise SystemExit(main())
