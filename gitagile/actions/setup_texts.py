"""The texts that a new backlog is set up with."""

from __future__ import annotations

import json

from .template_texts import BODIES, SPRINT

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

_TIMEBOXES = {"ml": {"experiment": "3d"}, "research": {"experiment": "2w", "spike": "1w"}}
"""The types whose template a profile sets up, each with the timebox of a new item."""

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

_ROLES = {"ml": ("data-science", "engineering"), "research": ("research",)}
"""The roles that a new config of a profile requires of every sprint."""

_WEEKS = {"research": 4}
"""How long a profile's sprints are, where it is not two weeks."""

_METRIC = """
# [metrics."eval.auc"]
# source = "eval/metrics.json"                # `gitagile metrics` and the focus of a sprint read it there
# evaluated_on = ["data/eval.csv"]            # two values are compared only while this data stays the same
# direction = "up"

# [types.training]
# gates = [{ metric = "eval.auc", baseline = "sprint-start", min_delta = 0 }]
"""


def config_toml(prefix: str, profile: str, timezone: str) -> str:
    """The text of a new config.toml: what most teams set, and where to find the rest."""
    roles = _ROLES.get(profile, ())
    required = f"\n[roles]\nrequired = {json.dumps(roles)}      # every sprint has work and a person for these\n"
    return f"""# Every setting, its value and what it does: `gitagile config`. All of them are optional.
profile = {json.dumps(profile)}
prefix = {json.dumps(prefix)}
timezone = {json.dumps(timezone)}
{_rhythm(profile)}{required if roles else ""}
# [team.ana]
# name = "Ana Lee"
# emails = ["ana@example.org"]
# roles = ["{roles[0] if roles else "engineering"}"]
# days_per_sprint = {4 * _WEEKS.get(profile, 2)}
{_METRIC if roles else ""}
[views]
mine = "assignee:@me is:open"
ready = "{_READY.get(profile, "is:ready sprint:@current")}"
"""


def _rhythm(profile: str) -> str:
    """How work is paced: by sprints, or by limits on what is in work."""
    if profile == "kanban":
        return "\n[workflow]\nwip = { doing = 3, review = 3 }      # the most items at once\n"
    return f'\n[cadence]\nweeks = {_WEEKS.get(profile, 2)}\nstarts = "monday"\n'


def templates(profile: str) -> dict[str, str]:
    """The templates that a profile is set up with, by name: of items with a timebox, and of sprints."""
    timeboxes = _TIMEBOXES.get(profile, {})
    found = {name: f"---\ntimebox: {box}\n---\n\n{BODIES[name]}" for name, box in timeboxes.items()}
    return {**found, "sprint": SPRINT} if found else {}
