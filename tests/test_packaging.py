"""What is installed is what is here."""

import tomllib
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_package_is_listed() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    here = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "editorkit").rglob("__init__.py")}
    assert set(setuptools["packages"]) == here | {"editorkit.schemas"}


def test_the_schemas_are_served_from_the_package() -> None:
    for path in sorted((ROOT / "schemas").glob("*.json")):
        assert files("editorkit.schemas").joinpath(path.name).read_bytes() == path.read_bytes()


def test_every_dependency_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line.startswith('  "') and (">=" in line or "==" in line)]
    assert len(listed) > 10
    for line in listed:
        assert '",  # ' in line, line
