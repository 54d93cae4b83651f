"""Words: docstrings, names and what no room may say."""

from __future__ import annotations

import ast
import re
from itertools import chain

BANNED = "util utils helper helpers common misc manager managers handler handlers service services processor info obj"
WORDS_OF_A_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
GITS_OWN = {"common_dir"}  # git's word for the folder that worktrees share
LEFT_OPEN = re.compile(r"#.*\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")


def definitions(module):
    """Every name the module gives, with its line: modules, functions, classes, parameters and variables."""
    yield module.path.stem, 1
    for node in ast.walk(module.tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node.lineno
            case ast.arg():
                yield node.arg, node.lineno
            case ast.Name(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
                yield getattr(node, "id", None) or node.attr, node.lineno
            case _:
                pass


def keys_of_records(module):
    """The fields of classes: an item has a key `data`, and its record has it too."""
    classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    fields = chain.from_iterable(node.body for node in classes)
    return {(node.target.id, node.lineno) for node in fields if isinstance(node, ast.AnnAssign)}


def is_banned(name):
    words = {word.lower() for word in WORDS_OF_A_NAME.findall(name)}
    return name == "data" or (name.strip("_") not in GITS_OWN and bool(words & set(BANNED.split())))


def forced_by_a_base(module):
    """Names that a library's base class brings along: a front-matter handler is called one."""
    classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    return {node.name for node in classes if any(ast.unparse(base).endswith("Handler") for base in node.bases)}


def calls_of(module):
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]


def imports_of(module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or "", node.lineno


def is_outside_the_command_line(module):
    return not module.name.startswith(("gitagile/cli/", "gitagile/__main__"))


def test_every_module_opens_with_a_sentence(written):
    silent = [module.name for module in written if not (ast.get_docstring(module.tree) or "").strip()]
    assert "\n".join(silent) == ""


def test_no_name_is_one_of_the_empty_words(written):
    found = [
        f"{module.name}:{line}: {name}"
        for module in written
        for name, line in definitions(module)
        if is_banned(name) and (name, line) not in keys_of_records(module) and name not in forced_by_a_base(module)
    ]
    assert "\n".join(found) == ""


def test_the_empty_words_are_seen_in_every_spelling():
    assert all(map(is_banned, ("data", "do_misc", "ItemManager", "HTTPHandler", "common", "_helper", "infoFor")))
    assert not any(map(is_banned, ("common_dir", "metadata", "information", "command", "uncommon")))


def test_only_the_command_line_prints_and_ends_the_process(package):
    talk = [
        f"{module.name}:{call.lineno}: {ast.unparse(call.func)}"
        for module in filter(is_outside_the_command_line, package)
        for call in calls_of(module)
        if ast.unparse(call.func) in {"print", "exit", "quit", "sys.exit", "os._exit", "SystemExit"}
    ]
    assert "\n".join(talk) == ""


def test_only_the_command_line_imports_click(package):
    found = [
        f"{module.name}:{line}"
        for module in filter(is_outside_the_command_line, package)
        for name, line in imports_of(module)
        if name.partition(".")[0] == "click"
    ]
    assert "\n".join(found) == ""


def test_records_are_frozen_and_have_slots(package):
    classes = [(module, node) for module in package for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    loose = [
        f"{module.name}:{node.lineno}: {node.name}"
        for module, node in classes
        for mark in map(ast.unparse, node.decorator_list)
        if mark.startswith("dataclass") and not ("frozen=True" in mark and "slots=True" in mark)
    ]
    assert "\n".join(loose) == ""


def test_nothing_is_left_open_in_the_code(root, tracked):
    lines = [
        (path, number, line)
        for path in tracked
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]
    found = [f"{path.relative_to(root)}:{number}" for path, number, line in lines if LEFT_OPEN.search(line)]
    assert "\n".join(found) == ""


def test_nothing_pretends_to_be_there(package):
    empty = [
        f"{module.name}:{node.lineno}"
        for module in package
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Raise) and node.exc and "NotImplementedError" in ast.unparse(node.exc)
    ]
    assert "\n".join(empty) == ""
