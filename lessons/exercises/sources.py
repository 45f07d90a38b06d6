"""The source of a learner's function: whether more stands there than what was handed out."""

from __future__ import annotations

import ast
import re

#: a line that gives something back; and what may make a line of a text look so
_GIVES = re.compile(r"^[ \t]+return (?!None\b)[\w\"'\[{-]", re.MULTILINE)
_OVER_LINES = re.compile(r"\\|\"{3}|'{3}")


def is_attempt(source: str) -> bool:
    """Whether somebody has written something of their own."""
    # the stub as handed out returns None and nothing else: that is "not attempted", not wrong
    if _GIVES.search(source) and not _OVER_LINES.search(source):
        return True  # as nearly all: a class of thousands need not be parsed to know
    try:
        return any(map(_does_something, ast.walk(ast.parse(source))))
    except (SyntaxError, ValueError, RecursionError):
        return True


def _does_something(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return not _returns_none(node.body)
    return isinstance(node, ast.Lambda | ast.Assign | ast.AnnAssign)


def _returns_none(body: list[ast.stmt]) -> bool:
    def idle(statement: ast.stmt) -> bool:
        if isinstance(statement, ast.Return):
            value = statement.value
            return value is None or (isinstance(value, ast.Constant) and value.value is None)
        return isinstance(statement, ast.Pass) or (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        )

    return all(idle(statement) for statement in body)
