"""The source of a learner's function: whether more stands there than what was handed out."""

from __future__ import annotations

import ast


def is_attempt(source: str) -> bool:
    """Whether somebody has written something of their own."""
    # the stub as handed out returns None and nothing else: that is "not attempted", not wrong
    try:
        return any(map(_does_something, ast.walk(ast.parse(source))))
    except (SyntaxError, ValueError, RecursionError):
        return True


def _does_something(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return not all(map(_is_idle, node.body))
    return isinstance(node, ast.Lambda | ast.Assign | ast.AnnAssign)


def _is_idle(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Return):
        value = statement.value
        return value is None or (isinstance(value, ast.Constant) and value.value is None)
    is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_text or isinstance(statement, ast.Pass)
