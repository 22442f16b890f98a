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


def names(package: ModuleType) -> list[str]:
    """The names of the modules of a package, with hyphens, in name order; none is imported."""
    return sorted(info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__))


def load(package: ModuleType, kind: type[T], name: str) -> T:
    """The one value of type `kind` that the module of that name defines. Raises TypeError where there is no such."""
    return _value_of(import_module(f"{package.__name__}.{name.replace('-', '_')}"), kind)


def collect(package: ModuleType, kind: type[T]) -> dict[str, T]:
    """The one public value of type `kind` that each module below `package` defines, by its `name`.

    Raises TypeError where a module defines none or several, or where two share a name.
    """
    found: dict[str, T] = {}
    for module in modules(package):
        value = _value_of(module, kind)
        name: str = value.name  # type: ignore[attr-defined]
        if name in found:
            raise TypeError(f"two modules below {package.__name__} define {name!r}")
        found[name] = value
    return found


def _value_of(module: ModuleType, kind: type[T]) -> T:
    values = [v for k, v in vars(module).items() if isinstance(v, kind) and not k.startswith("_")]
    if len(values) != 1:
        raise TypeError(f"{module.__name__} defines {len(values)} values of {kind.__name__}, not one")
    return values[0]
