"""The texts that a new backlog is set up with."""

from __future__ import annotations

import json

from .. import __version__
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
default_install_hook_types: [pre-commit, pre-merge-commit, prepare-commit-msg, commit-msg]
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
      - id: gitagile-prepare-message
        name: the branch's item goes into the message
        entry: gitagile hook prepare-message
        language: system
        stages: [prepare-commit-msg]
"""

GITHUB = f"""name: backlog
on:
  pull_request:
  push:
    branches: [main, master]
permissions:
  contents: read
  pull-requests: write # for the comment
jobs:
  backlog:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0 # the whole history
      - uses: gitagile/gitagile@v{__version__}
        with:
          comment: true
"""

GITLAB = """# What a merge request does to the backlog: items, findings, gates against the merge base, and the sprint.
backlog:
  image: python:3.12
  variables:
    GIT_DEPTH: "0" # the whole history
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - |
      if [ "$(git rev-parse --is-shallow-repository)" != false ]; then
        echo 'gitagile reads history: set GIT_DEPTH: "0" below variables:' >&2
        exit 3
      fi
    - pip install --quiet --disable-pip-version-check "gitagile${GITAGILE_VERSION:+==$GITAGILE_VERSION}"
    - gitagile check --rev HEAD --format gitlab > gl-code-quality-report.json || true
    - gitagile ci --format md > gitagile.md || code=$?
    - cat gitagile.md
    - exit "${code:-0}"
  artifacts:
    when: always
    expose_as: backlog
    paths:
      - gitagile.md
    reports:
      codequality: gl-code-quality-report.json
"""
"""The same text as templates/gitlab-ci.yml, which may be included instead."""

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
