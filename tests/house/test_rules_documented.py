"""Rules: the table, their pages and the codes in the source say the same."""

from __future__ import annotations

import ast
import re

from gitagile.rules.all_rules import RULES

CODE = re.compile(r"[ISBMC][1-5]\d\d")


def codes_in(module):
    """The codes that a module's texts name, where a text is a code and nothing else."""
    texts = (
        node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if CODE.fullmatch(text)}


def test_every_code_of_the_source_is_in_the_table_and_the_other_way_round(package):
    raised = set().union(*(codes_in(module) for module in package if module.path.stem != "all_rules"))
    assert raised == {rule.code for rule in RULES}


def test_codes_and_names_are_given_once():
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_every_rule_has_a_page_and_every_page_a_rule(root):
    pages = {page.stem for page in (root / "docs/rules").glob("*.md")} - {"README"}
    assert pages == {rule.code for rule in RULES}


def test_every_page_says_what_the_table_says(root):
    for rule in RULES:
        text = (root / rule.page).read_text(encoding="utf-8")
        assert text.startswith(f"# {rule.code} {rule.name}\n\n{rule.about[0].upper()}{rule.about[1:]}.\n")
        assert ("An error:" if rule.severity == "error" else "A warning:") in text
        assert ("`gitagile check --fix` mends it" in text) == rule.fixable
        assert ("It cannot be passed over." in text) == rule.reading
        assert "\n## Why\n" in text
        assert "\n## Bad\n" in text


def test_the_index_lists_every_rule_in_the_table_s_sequence(root):
    index = (root / "docs/rules/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(\w+)\]\(\1\.md\) \| (\S+) \| (\w+) \| (.+) \| (yes)? ?\|$", index, re.MULTILINE)
    assert rows == [(one.code, one.name, one.severity, one.about, "yes" if one.fixable else "") for one in RULES]
