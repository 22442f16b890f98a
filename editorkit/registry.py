"""Find what was dropped into a folder: every module of a package in name order, duplicates refused."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Import and yield every module below a package, depth first, in name order."""
    for info in sorted(pkgutil.iter_modules(package.__path__, package.__name__ + "."), key=lambda i: i.name):
        module = import_module(info.name)
        if info.ispkg:
            yield from modules(module)
        else:
            yield module


def collect(package: ModuleType, kind: type[T]) -> dict[str, T]:
    """The one public value of type `kind` that each module below `package` defines, by its `name`.

    Raises TypeError where a module defines none or several, or where two share a name.
    """
    found: dict[str, T] = {}
    for module in modules(package):
        values = [v for k, v in vars(module).items() if isinstance(v, kind) and not k.startswith("_")]
        if len(values) != 1:
            raise TypeError(f"{module.__name__} defines {len(values)} values of {kind.__name__}, not one")
        name: str = values[0].name  # type: ignore[attr-defined]
        if name in found:
            raise TypeError(f"two modules below {package.__name__} define {name!r}")
        found[name] = values[0]
    return found
