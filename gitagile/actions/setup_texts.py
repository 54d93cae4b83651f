"""The texts that a new backlog is set up with."""

from __future__ import annotations

import json

README = """The backlog of this project: one Markdown file an item, read and changed with `gitagile` or any editor.
`backlog/` holds what is in no sprint, `sprints/` a folder each, `archive/` what was put away; `config.toml` the rules.
"""

BACKLOG_README = """Items in no sprint. `gitagile new "title"` adds one, `gitagile list` shows them in order.
"""

ATTRIBUTES = """# Items are merged key by key where gitagile's merge driver is installed, else as text; ledgers never.
*.md merge=gitagile
sprints/*/summary.md linguist-generated
sprints/*/ledger.json linguist-generated -merge
"""

EXPERIMENT = """---
timebox: 3d
---

## Why

We believe that … will … , as measured by … .

## Set-up

What changes, what stays, which data. What we do next if it holds, and what if it does not.

## Acceptance criteria

- [ ] The metric is measured on the agreed data
- [ ] What was learned is written down, whatever the outcome
"""

PRE_COMMIT = """# See https://pre-commit.com; `pre-commit install` switches the hooks on, in each clone once.
default_install_hook_types: [pre-commit, pre-merge-commit, commit-msg]
repos:
  - repo: local
    hooks:
      - id: gitagile-check
        name: the backlog is sound
        entry: gitagile hook check
        language: system
        pass_filenames: false
        always_run: true
        require_serial: true
        stages: [pre-commit, pre-merge-commit, pre-push, manual]
      - id: gitagile-message
        name: the items that the message names exist
        entry: gitagile hook message
        language: system
        stages: [commit-msg]
"""

GITHUB = """name: backlog
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install gitagile
      - run: gitagile check --format github
"""

GITLAB = """backlog:
  image: python:3.12
  script:
    - pip install gitagile
    - gitagile check --format gitlab > gl-code-quality-report.json || true
    - gitagile check
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""

_READY = {"kanban": "is:ready"}
"""What `gitagile list @ready` asks for: kanban has no sprints."""

_ROLES = {"ml": 'required = ["data-science", "engineering"]      # every sprint has work and a person for these'}


def config_toml(prefix: str, profile: str, timezone: str) -> str:
    """The text of a new config.toml: what most teams set, and where to find the rest."""
    roles = f"\n[roles]\n{_ROLES[profile]}\n" if profile in _ROLES else ""
    return f"""# Every setting, its value and what it does: `gitagile config`. All of them are optional.
profile = {json.dumps(profile)}
prefix = {json.dumps(prefix)}
timezone = {json.dumps(timezone)}

[cadence]
weeks = 2
starts = "monday"
{roles}
# [team.ana]
# name = "Ana Lee"
# emails = ["ana@example.org"]
# roles = ["data-science"]
# days_per_sprint = 8

[views]
mine = "assignee:@me is:open"
ready = "{_READY.get(profile, "is:ready sprint:@current")}"
"""
