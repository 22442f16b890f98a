"""The engine: rules that crash, rules that are found, and the schema engine that is used where the fast one is not."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editorkit import registry, schema
from editorkit.checking import check_document
from editorkit.document import read_data
from editorkit.errors import RuleCrash, UsageError
from editorkit.findings import Fault
from editorkit.pointer import parse
from editorkit.rules import Rule, all_rules
from tests.promo import promo


def _crash(*_: object) -> Iterator[Fault]:
    raise ZeroDivisionError("by purpose")


def test_a_crashing_rule_crashes_the_run_and_is_named() -> None:
    rules = all_rules() | {"orphan-item": replace(all_rules()["orphan-item"], run=_crash)}
    with pytest.raises(RuleCrash, match=r"'orphan-item' crashed \(ZeroDivisionError: by purpose\)"):
        check_document(read_data(promo()), rules=rules)


def test_the_reference_engine_steps_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    engine = schema.compile_schema(schema.load("1.1"))
    assert isinstance(engine, schema.PythonEngine)
    assert engine.is_valid(promo())


def test_there_is_no_schema_of_old_releases() -> None:
    with pytest.raises(UsageError, match=r"no schema for release '0\.2'"):
        schema.load("0.2")
    with pytest.raises(UsageError, match="no item of type 'motion-graphic'"):
        schema.definition("1.0", "item", "motion-graphic")


def _package(folder: Path, name: str, **modules: str) -> None:
    (folder / name).mkdir()
    for module, text in {"__init__": "", **modules}.items():
        (folder / name / f"{module}.py").write_text(text, encoding="utf-8")


ONE = "from editorkit.items import ItemType\nONE = ItemType('one')\n"


def test_two_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _package(tmp_path, "twice_named", a=ONE, b=ONE)
    monkeypatch.syspath_prepend(tmp_path)
    package = __import__("twice_named")
    with pytest.raises(TypeError, match="two modules below twice_named define 'one'"):
        registry.collect(package, _item_type())


def test_a_module_defines_exactly_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _package(tmp_path, "holding_none", a="")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(TypeError, match=r"holding_none\.a defines 0 values of ItemType, not one"):
        registry.collect(__import__("holding_none"), _item_type())


def _item_type() -> type:
    from editorkit.items import ItemType

    return ItemType


def test_rules_come_in_name_order() -> None:
    assert list(all_rules()) == sorted(all_rules())
    assert all(isinstance(rule, Rule) and rule.name == name for name, rule in all_rules().items())


def test_what_is_no_pointer_is_refused() -> None:
    assert parse("/a~1b/~0/0") == ("a/b", "~", "0")
    with pytest.raises(ValueError, match="starts with '/'"):
        parse("a/b")
