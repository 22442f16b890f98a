"""Expressions of a program: each can be worked out here and now, and written down as Python.

An expression is a `Call`, a `Name`, a tuple of expressions, or plain JSON data, which stands for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from editorkit import building

Known = Mapping[str, Any]


@dataclass(frozen=True)
class Name:
    """A variable of the program."""

    text: str


@dataclass(frozen=True)
class Call:
    """A call: of a method where `of` is its object, else of a public function or class of the builder."""

    function: str
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)
    of: "Name | Call | None" = None

    def but(self, **keywords: Any) -> "Call":
        """The same call with further keywords."""
        return replace(self, keywords={**self.keywords, **keywords})


Expression: TypeAlias = Any  # one of these, a tuple of them, or JSON data


def evaluate(expression: Expression, known: Known) -> Any:
    """What an expression stands for. `known`: the variables by name. Raises what the builder raises."""
    kind = type(expression)
    if kind is Call:
        owner = building if expression.of is None else evaluate(expression.of, known)
        arguments = [evaluate(argument, known) for argument in expression.arguments]
        keywords = {name: evaluate(value, known) for name, value in expression.keywords.items()}
        return getattr(owner, expression.function)(*arguments, **keywords)
    if kind is Name:
        return known[expression.text]
    return tuple(evaluate(part, known) for part in expression) if kind is tuple else expression


def functions(expression: Expression) -> set[str]:
    """The names of the builder that an expression needs."""
    if isinstance(expression, tuple):
        return set().union(*map(functions, expression))
    if not isinstance(expression, Call):
        return set()
    inner = functions((*expression.arguments, *expression.keywords.values()))
    return inner | ({expression.function} if expression.of is None else functions(expression.of))


def variables(expression: Expression) -> set[Name]:
    """The variables that an expression speaks of."""
    if isinstance(expression, Name):
        return {expression}
    if isinstance(expression, Call):
        return variables((expression.of, *expression.arguments, *expression.keywords.values()))
    return set().union(*map(variables, expression)) if isinstance(expression, tuple) else set()
