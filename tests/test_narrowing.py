"""The narrowed schema: it says what check says, and other tools can use it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import editorkit
from editorkit import schema
from editorkit.capabilities import bundled, parse
from editorkit.cli.schema import command as schema_command
from editorkit.narrowing import narrow
from tests.making import State, item, state
from tests.payloads import EMPTY, MOVE, NARROWER, WIDER, cut, dumped, payload, run, slots


def subschemas(part: Any) -> Iterator[State]:
    """Every subschema in a schema."""
    if isinstance(part, dict):
        yield part
        for keyword in ("properties", "definitions"):
            for inner in part.get(keyword, {}).values():
                yield from subschemas(inner)
        for keyword in ("items", "additionalProperties", "if", "then", "else", "not"):
            yield from subschemas(part.get(keyword))
        for keyword in ("allOf", "anyOf", "oneOf"):
            for inner in part.get(keyword, ()):
                yield from subschemas(inner)


KEYWORDS = (
    "$schema $id $ref title description type enum const properties required additionalProperties definitions items"
    " minItems maxItems uniqueItems minProperties minimum maximum minLength maxLength pattern format not if then else"
    " allOf anyOf oneOf"
)


def test_the_bundled_capabilities_narrow_nothing() -> None:
    for release in ("1.0", "1.1"):
        assert narrow(schema.load(release), bundled()) == schema.load(release)


@pytest.mark.parametrize("release", ["1.0", "1.1"])
def test_strict_validators_find_nothing_to_complain_about(release: str) -> None:
    """What ajv's strict mode refuses: unknown keywords, empty or repeating enumerations, references to nowhere."""
    narrowed = narrow(schema.load(release), parse(EMPTY | {"shapes": ["circle", "cube"], "illustrations": ["IHello"]}))
    for part in subschemas(narrowed):
        assert set(part) <= set(KEYWORDS.split())
        assert "enum" not in part or len(set(part["enum"])) == len(part["enum"]) > 0
        assert part.get("$ref", "#/definitions/item").split("/")[-1] in narrowed["definitions"]
    assert narrowed["$id"] != schema.load(release)["$id"]
    assert narrowed["title"].endswith('narrowed to capabilities "mock-v1"')


CASES = [(changes, made) for _, _, _, changes, made in NARROWER] + [(changes, made) for _, changes, made in WIDER]


@pytest.mark.parametrize(("changes", "made"), CASES)
def test_the_narrowed_schema_says_what_check_says(changes: State, made: State) -> None:
    read = parse(payload(**changes))
    narrowed = schema.compile_schema(narrow(schema.load("1.1"), read))
    published = schema.compile_schema(schema.load("1.1"))
    assert narrowed.is_valid(made) == editorkit.check(made, capabilities=read).ok
    assert narrowed.is_valid(made) != published.is_valid(made)
    assert narrowed.is_valid(state({"a": item("image")}))


def check_jsonschema(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "check_jsonschema", "--no-cache", *arguments]
    return subprocess.run(line, capture_output=True, text=True)


def test_check_jsonschema_takes_the_printed_schema(tmp_path: Path) -> None:
    given = payload(transitions=["fade", "dissolve"], captionAnimations=slots(out=["jitter"]), illustrations=["IHello"])
    printed = tmp_path / "schema.json"
    printed.write_text(run(schema_command, "--capabilities", dumped(given, tmp_path, "capabilities.json")).stdout)
    assert check_jsonschema("--check-metaschema", str(printed)).returncode == 0
    good = dumped(cut(type="dissolve"), tmp_path, "good.json")
    assert check_jsonschema("--schemafile", str(printed), good).returncode == 0
    text = item("text", captionAnimations={"out": MOVE | {"type": "rainbow"}})
    bad = dumped(state({"a": text, "b": item("illustration", 240_000)}), tmp_path, "bad.json")
    refused = check_jsonschema("--schemafile", str(printed), bad, "--output-format", "json", "--verbose")
    places = {error["path"] for error in json.loads(refused.stdout)["errors"]}
    assert refused.returncode == 1
    assert places == {"$.items.a.captionAnimations.out.type", "$.items.b.illustrationName"}
