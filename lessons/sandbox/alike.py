"""Where Monty, a subset of Python, is known to answer otherwise than CPython does.

Measured with version 1.4: what is lazy in Python is a list in Monty (so it can be read twice, and is computed
to its end), sets keep the order of insertion, equal numbers are one object, special methods of classes are
passed over, and whatever is missing raises an ordinary exception, which a learner's ``except`` may take for an
answer. Sources that could tell the difference are CPython's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

_LAZY = {"enumerate", "filter", "map", "reversed", "zip"}
_USES_UP = {"Counter", "all", "any", "dict", "list", "max", "min", "set", "sorted", "sum", "tuple"}
_ORDERLESS = {"all", "any", "bool", "len", "max", "min", "set", "sorted"}
_ORDERLESS_METHODS = {"add", "discard", "remove", "update", "issubset", "issuperset", "isdisjoint"}
_PROBES = {"__name__", "dir", "getattr", "globals", "hasattr", "hash", "id", "locals", "suppress", "vars"}
_SAME_MODULES = {"__future__", "collections", "datetime", "functools", "json", "math", "typing"}
#: errors that a lack of Monty's never raises, so catching them hides nothing
_PLAIN_ERRORS = {"ArithmeticError", "IndexError", "KeyError", "ValueError", "ZeroDivisionError"}


class Reading:
    """One walk over a learner's source, for all that is asked about it."""

    def __init__(self, tree: ast.Module) -> None:
        self._parents = dict(_links(tree))
        #: whether anything would be computed later, or not at all, by CPython
        self.is_lazy = any(_is_lazy(node) for node in self._parents)
        loads = [node for node in self._parents if isinstance(node, ast.Name)]
        self.names = {node.id for node in loads}
        self._shown = {n.id for n in loads if isinstance(n.ctx, ast.Load) and not self._hides_order(n)}

    def difference(self) -> str:
        """What Monty may answer otherwise, in words; ``""`` where it may be trusted."""
        if self.is_lazy and any(isinstance(node, ast.Try) for node in self._parents):
            return "something lazy may fail early"
        return next((words for node in self._parents for words in self._differences(node)), "")

    def _differences(self, node: ast.AST) -> Iterator[str]:
        if _is_lazy(node) and not self._is_used_up(node):
            yield "something lazy is kept for later"
        if _is_set(node) and self._order_shows(node):
            yield "the order of a set may show"
        if isinstance(node, ast.ClassDef):
            yield "it defines a class"
        if isinstance(node, ast.Compare) and _compares_identity(node):
            yield "“is” compares objects, not values"
        if isinstance(node, ast.ExceptHandler) and not _is_plain(node.type):
            yield "an “except” may catch what Monty lacks"
        if isinstance(node, ast.Name) and node.id in _PROBES:
            yield f"“{node.id}” may tell it from Python"
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (f"it imports {module}" for module in _modules(node) if module not in _SAME_MODULES)

    def _is_used_up(self, node: ast.AST) -> bool:
        above = self._parents[node]
        if isinstance(above, ast.For):
            return node is above.iter and not _changes(above.body, _names(node))
        if isinstance(above, ast.comprehension):
            return node is above.iter
        if isinstance(above, ast.Assign):
            return all(isinstance(target, ast.Tuple | ast.List) for target in above.targets)
        if isinstance(above, ast.Call) and node in above.args:
            return _calls(above, _USES_UP | _LAZY) or (
                isinstance(above.func, ast.Attribute) and above.func.attr == "join"
            )
        return False

    def _order_shows(self, node: ast.AST) -> bool:
        above = self._parents[node]
        if isinstance(above, ast.Assign) and len(above.targets) == 1 and isinstance(above.targets[0], ast.Name):
            return above.targets[0].id in self._shown
        return not self._hides_order(node)

    def _hides_order(self, node: ast.AST) -> bool:
        above = self._parents[node]
        if isinstance(above, ast.Attribute):
            return above.attr in _ORDERLESS_METHODS
        if isinstance(above, ast.Call):
            return _calls(above, _ORDERLESS) and not above.keywords  # a tie under "key" is broken by the order
        return isinstance(above, ast.Compare)


def _links(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.AST]]:
    left: list[ast.AST] = [tree]
    while left:  # no recursion: a sum of a thousand numbers is a thousand levels deep
        node = left.pop()
        for child in ast.iter_child_nodes(node):
            yield child, node
            left.append(child)


def _is_lazy(node: ast.AST) -> bool:
    return isinstance(node, ast.GeneratorExp) or _calls(node, _LAZY)


def _is_set(node: ast.AST) -> bool:
    return isinstance(node, ast.Set | ast.SetComp) or _calls(node, {"set", "frozenset"})


def _calls(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _changes(body: list[ast.stmt], names: set[str]) -> bool:
    """Whether a loop's body may change what the loop runs over: its methods, its items, itself."""
    for part in (part for statement in body for part in ast.walk(statement)):
        if isinstance(part, ast.Attribute) and _names(part.value) & names:
            return True
        if (
            isinstance(part, ast.Name | ast.Subscript)
            and not isinstance(part.ctx, ast.Load)
            and _names(part) & names
        ):
            return True
    return False


def _compares_identity(node: ast.Compare) -> bool:
    return any(
        isinstance(sign, ast.Is | ast.IsNot)
        and not (isinstance(right, ast.Constant) and right.value in (None, True, False))
        for sign, right in zip(node.ops, node.comparators, strict=True)
    )


def _is_plain(caught: ast.expr | None) -> bool:
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return all(isinstance(kind, ast.Name) and kind.id in _PLAIN_ERRORS for kind in kinds)


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or "."]
    return [alias.name for alias in node.names]
