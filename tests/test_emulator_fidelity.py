"""The emulator says of everything it does whether it is documented, was seen, or is ours."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from editorkit.emulator import endpoints, fidelity
from editorkit.emulator.fidelity import Basis, behaviours
from editorkit.emulator.problems import KINDS, Problem
from editorkit.rules import all_rules
from tests.emulating import asked

_FOLDER = Path(fidelity.__file__).parent


def test_every_operation_and_every_code_is_in_the_table() -> None:
    about = {behaviour.about for behaviour in behaviours()}
    operations = {endpoint.operation for endpoint in endpoints.all_endpoints()}
    assert operations | KINDS.keys() <= about
    words = {name for name in about if re.fullmatch(r"[a-zA-Z ]+", name) and not re.fullmatch(r"[a-z]+[A-Z]\w+", name)}
    assert about - words - operations - KINDS.keys() == set()


def test_every_code_is_used_somewhere() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in _FOLDER.rglob("*.py") if path.name != "fidelity.py")
    for code in KINDS:
        rules = [rule for rule in all_rules().values() if rule.code == code]
        assert source.count(f'"{code}"') >= (1 if rules else 2), code


def test_every_code_that_a_rule_gives_can_be_answered() -> None:
    official = {rule.code for rule in all_rules().values() if rule.code and rule.evidence == "official"}
    for code in official:
        assert Problem(code, "wrong").status == 422, code


def test_no_operation_is_named_twice_and_every_one_is_a_route() -> None:
    found = endpoints.all_endpoints()
    assert len({endpoint.operation for endpoint in found}) == len(found)
    assert len({(endpoint.method, endpoint.path) for endpoint in found}) == len(found)


@pytest.mark.parametrize("api", ["1.0", "1.1"])
def test_the_table_is_served_as_a_page_and_as_json(api: str) -> None:
    class Cells(HTMLParser):
        rows = 0
        text = ""

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.rows += tag == "tr"

        def handle_data(self, data: str) -> None:
            self.text += data

    table = list(behaviours())
    with asked(api=api) as (_, client):
        page, told = client.get("/"), client.get("/fidelity.json").json()["data"]
    cells = Cells()
    cells.feed(page.text)
    assert page.headers["content-type"].startswith("text/html")
    assert f"API {api}" in cells.text
    assert cells.rows == len(table) + 1
    assert all(behaviour.says in cells.text for behaviour in table)
    assert [(each["about"], each["basis"], each["says"]) for each in told] == [tuple(each) for each in table]
    assert {each["basis"] for each in told} == set(Basis)
