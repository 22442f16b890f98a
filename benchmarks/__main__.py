"""Print the table of benchmarks; exits 1 where a number that was promised is not met."""

import gc
import json
import platform
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import orjson
from deepdiff import DeepDiff

from benchmarks import building_batch, edited, editing, measuring, programs, serving, states, talking
from editorkit.checking import check_text
from editorkit.diffing import diff
from editorkit.merging import merge

REFERENCE = Path(__file__).parent.parent.parent / "shared" / "reference"


@dataclass(frozen=True)
class Row:
    """One line of the table: what is promised holds where `value` is at most (or at least) `bound`."""

    what: str
    ours: str
    peer: str
    value: float
    bound: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the promise holds."""
        return self.bound is None or (self.value >= self.bound if self.at_least else self.value <= self.bound)

    def __str__(self) -> str:
        if self.bound is None:
            return f"| {self.what} | {self.ours} | {self.peer} | {self.value:.1f} × | |"
        promise = f"{'≥' if self.at_least else '≤'} {self.bound:g} ×"
        return (
            f"| {self.what} | {self.ours} | {self.peer} | {self.value:.2f} × | {promise} {'✓' if self.met else '✗'} |"
        )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def full_check(folder: Path) -> list[Row]:
    """A full check of a valid state against parsing alone, and how both grow."""
    rows = []
    for count in (1_000, 10_000, 100_000):
        text = states.compact(states.large(count))
        assert check_text(text).findings == ()
        jobs = {"ours": lambda t=text: check_text(t), "peer": lambda t=text: orjson.loads(t)}
        taken = measuring.interleaved(jobs, 3 if count > 10_000 else 11)  # type: ignore[arg-type]
        what = f"full check, {count:,} items, {len(text) / 1e6:.1f} MB"
        ours, peer = taken["ours"], taken["peer"]
        rows.append(Row(what, _ms(ours), f"orjson.loads {_ms(peer)}", ours / peer, 3 if count == 10_000 else None))
    return rows


def memory(folder: Path) -> list[Row]:
    """What a full check needs beyond reading the bytes, against what parsing them needs."""
    file = folder / "large.json"
    file.write_bytes(states.compact(states.large(10_000)))
    warm = (
        "import sys, orjson\n"
        "from editorkit.checking import check_text\n"
        'check_text(\'{"tracks": [], "items": {}}\')\n'
        "text = open(sys.argv[1], 'rb').read()\n"
    )
    bare = measuring.peak_memory(warm, str(file))
    parse = measuring.peak_memory(warm + "kept = orjson.loads(text)\n", str(file)) - bare
    check = measuring.peak_memory(warm + "kept = check_text(text)", str(file)) - bare
    return [
        Row("memory, 10,000 items", f"{check / 1e3:.0f} MB", f"orjson.loads {parse / 1e3:.0f} MB", check / parse, 4)
    ]


def template(folder: Path) -> list[Row]:
    """One real template (or one made like it) against the official client's local validation."""
    real = REFERENCE / "templates-1.0" / "product-intro.json"
    file, version = (real, "1.0.0") if real.exists() else (folder / "template.json", "1.1.0")
    if not real.exists():
        file.write_bytes(next(states.many(1, 45_000)))
    text = file.read_bytes()
    ours = measuring.interleaved({"ours": lambda: check_text(text)}, 50)["ours"]
    peer = measuring.official_validation(version, file, 5)
    what = f"full check, {len(text) / 1000:.0f} kB template"
    return [Row(what, _ms(ours), f"indream-client {version} {_ms(peer)}", peer / ours, 100, at_least=True)]


def whole_processes(folder: Path) -> list[Row]:
    """The command, from start to exit, against check-jsonschema with the official schema."""
    schema = next(measuring.official_client("1.1.0").rglob("editor-state.v1.schema.json"))
    files = []
    for n, text in enumerate(states.many(200, 37_000)):
        files.append(folder / f"{n:03}.json")
        files[-1].write_bytes(text)
    rows = []
    for chosen, rounds, bound, at_least in ((files[:1], 7, 1 / 3, False), (files, 1, 60, True)):
        names = [str(file) for file in chosen]
        commands = {
            "ours": [sys.executable, "-m", "editorkit.cli", "check", *names],
            "peer": [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *names],
        }
        taken = measuring.whole_process(commands, rounds)
        ours, peer = taken["ours"], taken["peer"]
        value = peer / ours if at_least else ours / peer
        what = f"whole process, {len(names)} file{'s' if len(names) > 1 else ''} of 37 kB"
        rows.append(Row(what, _ms(ours), f"check-jsonschema {_ms(peer)}", value, bound, at_least))
    return rows


def building(folder: Path) -> list[Row]:
    """Placing items and building the checked state, against writing the same state as JSON."""
    state = programs.large(10_000).build()
    assert len(state["items"]) == 10_000
    gc.collect()
    gc.freeze()  # what is kept for the peer is no burden to us
    jobs = {"ours": lambda: programs.large(10_000).build(), "peer": lambda: json.dumps(state)}
    taken = measuring.interleaved(jobs, 7)
    ours, peer = taken["ours"], taken["peer"]
    return [Row("10,000 items placed, built, checked", _ms(ours), f"json.dumps {_ms(peer)}", ours / peer, 4)]


def comparing(folder: Path) -> list[Row]:
    """A diff of three edits against deepdiff, and one of 1 % edited items against parsing both files; how it grows."""
    before, after = states.large(1_000), edited.with_three_edits(states.large(1_000))
    assert len(diff(before, after).changes) == 3
    jobs = {"ours": lambda: diff(before, after), "peer": lambda: DeepDiff(before, after)}
    taken = measuring.interleaved(jobs, 3)
    ours, peer = taken["ours"], taken["peer"]
    what = "diff, 1,000 items, 3 edits"
    rows = [Row(what, _ms(ours), f"deepdiff {_ms(peer)}", peer / ours, 10, at_least=True)]
    for count in (1_000, 10_000, 100_000):
        pair = [states.large(count), edited.with_some_edits(states.large(count), 0.01)]
        texts = [states.compact(made) for made in pair]
        jobs = {"ours": lambda p=pair: diff(*p), "peer": lambda t=texts: [orjson.loads(text) for text in t]}  # type: ignore[misc]
        with measuring.no_collector():
            taken = measuring.interleaved(jobs, 3 if count > 10_000 else 7)
        ours, peer = taken["ours"], taken["peer"]
        what = f"diff, {count:,} items, 1 % edited"
        rows.append(Row(what, _ms(ours), f"orjson.loads {_ms(peer)}", ours / peer, 6 if count == 10_000 else None))
    return rows


def merging(folder: Path) -> list[Row]:
    """A merge of 1 % edits by either side, checked, against parsing all three files; how it grows."""
    rows = []
    for count in (1_000, 10_000):
        sides = [states.large(count), *(edited.with_some_edits(states.large(count), 0.01, seed) for seed in (1, 2))]
        texts = [states.compact(made) for made in sides]
        jobs = {"ours": lambda s=sides: merge(*s, prefer="ours"), "peer": lambda t=texts: [*map(orjson.loads, t)]}
        with measuring.no_collector():
            taken = measuring.interleaved(jobs, 5)  # type: ignore[arg-type]
        ours, peer = taken["ours"], taken["peer"]
        rows.append(Row(f"merge, {count:,} items, 1 % edited", _ms(ours), f"orjson.loads {_ms(peer)}", ours / peer))
    return rows


def rewriting(folder: Path) -> list[Row]:
    """Every job that makes another file of a file, against parsing and writing it; and how each grows."""
    with measuring.no_collector():
        small, large = editing.taken(1_000, 3), editing.taken(10_000, 3)
    rows = [
        Row(f"{name}, 10,000 items", _ms(ours), f"json.loads and dumps {_ms(peer)}", ours / peer, 4)
        for name, (ours, peer) in large.items()
    ]
    growth = {name: large[name][0] / small[name][0] / 10 for name in large}
    steepest = max(growth, key=growth.__getitem__)
    what = f"steepest growth from 1,000 to 10,000 items ({steepest})"
    return [*rows, Row(what, _ms(large[steepest][0]), f"10 × {_ms(small[steepest][0])}", growth[steepest], 2)]


def serving_reads(folder: Path) -> list[Row]:
    """The emulator's reads a second against an application that does nothing, and its memory over 50,000 of them."""
    reads = {"a project": "/v1/projects/{project}", "an export": "/v1/exports/{task}", "a page": "/v1/projects"}
    taken = serving.rates(reads)
    bare = f"bare Starlette {taken.pop('bare'):.0f}/s"
    rows = [
        Row(f"emulator, reads of {name}", f"{rate:.0f}/s", f"{bare}; 500/s promised", rate / 500, 1, at_least=True)
        for name, rate in taken.items()
    ]
    grown = serving.growth()
    what = f"emulator, memory over 50,000 reads ({grown.rate:.0f}/s)"
    before, after = (f"{kilobytes / 1e3:.0f} MB" for kilobytes in (grown.before, grown.after))
    return [*rows, Row(what, after, f"{before} before", grown.after / grown.before, 1.1)]


def calling(folder: Path) -> list[Row]:
    """A call of the client against the same request by the bare HTTP library, on loopback; and what importing costs."""
    rows = []
    for kind in (talking.blocking, talking.awaited):
        for name, (ours, peer) in kind(1_000).items():
            what = f"client, {kind.__name__}: {name}"
            rows.append(Row(what, _ms(ours), f"httpx and json {_ms(peer)}", ours / peer, 1.25))
    commands = {"ours": [sys.executable, "-c", "import editorkit"], "bare": [sys.executable, "-c", ""]}
    taken = measuring.whole_process(commands, 15)
    over = taken["ours"] - taken["bare"]
    what = "import editorkit, of the 60 ms it may take"
    return [*rows, Row(what, _ms(over), f"whole process {_ms(taken['ours'])}", over / 0.060, 1)]


_PARTS = (
    whole_processes,
    template,
    memory,
    full_check,
    building,
    comparing,
    merging,
    rewriting,
    calling,
    serving_reads,
)


def main() -> int:
    """Print the table."""
    editing.expect_options()
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}\n")
    print("| what | editorkit | peer | ratio | promise |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        rows = []
        for part in _PARTS:
            for row in part(Path(name)):
                print(row, flush=True)
                rows.append(row)
    print()
    batches_met = building_batch.main() == 0
    return 0 if batches_met and all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
