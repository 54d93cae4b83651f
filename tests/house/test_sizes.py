"""Sizes: a module and a function are small enough to be read at once."""

from __future__ import annotations

import ast

MODULE_WALL = 300
FUNCTION_WALL = 50


def functions_of(module):
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_module_is_longer_than_the_wall(written):
    long = {module.name: lines for module in written if (lines := module.text.count("\n")) > MODULE_WALL}
    assert long == {}


def test_no_function_is_longer_than_the_wall(written):
    long = {
        f"{module.name}: {node.name}": lines
        for module in written
        for node in functions_of(module)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_WALL
    }
    assert long == {}
