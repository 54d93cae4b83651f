"""The table of all rules: code, name, severity, what each demands, and whether `check --fix` may mend it."""

from __future__ import annotations

from typing import NamedTuple

from ..model.finding import ERROR, WARNING


class Rule(NamedTuple):
    """One row. `reading` rules say why a file cannot be read at all: they can never be passed over."""

    code: str
    name: str
    severity: str
    about: str
    fixable: bool = False
    reading: bool = False

    @property
    def page(self) -> str:
        """Where its page lies in the project's documentation."""
        return f"docs/rules/{self.code}.md"


def _read(code: str, name: str, about: str, *, fixable: bool = False) -> Rule:
    return Rule(code, name, ERROR, about, fixable, reading=True)


RULES = (
    _read("I101", "not-utf-8", "a file is UTF-8"),
    _read("I102", "no-front-matter", "an item begins with front matter between two lines of three dashes"),
    _read("I103", "front-matter-not-closed", "front matter ends with a line of three dashes"),
    _read("I104", "not-yaml", "front matter is YAML", fixable=True),
    _read("I105", "too-large", "a file is at most 256 KiB and its front matter 64 KiB"),
    _read("I106", "too-deep", "front matter is at most 16 levels deep and has at most 1,000 values"),
    _read("I107", "yaml-feature", "front matter uses no anchors, aliases, tags or merge keys", fixable=True),
    _read("I108", "key-given-twice", "a key is given once"),
    _read("I109", "conflict-markers", "a merge conflict is resolved before it is committed"),
    _read("I110", "not-keys", "front matter is one mapping of keys"),
    _read("I112", "cannot-be-opened", "a file of the backlog can be opened and read"),
    Rule("I120", "no-id", ERROR, "an item has an id"),
    Rule("I121", "bad-id", ERROR, "an id is a prefix, a hyphen and a part"),
    Rule("I122", "name-without-id", ERROR, "an item's file name begins with its id"),
    Rule("I123", "no-title", ERROR, "an item has a title"),
    Rule("I124", "bad-title", ERROR, "a title is one line of at most 200 characters"),
    Rule("I125", "key-demanded-by-type", ERROR, "an item has the keys that its type demands"),
    Rule("I126", "wrong-kind", ERROR, "a value is a text, a number or a list, as its key asks", fixable=True),
    Rule("I127", "unknown-type", ERROR, "a type is one of the config's"),
    Rule("I128", "unknown-status", ERROR, "a status is one of the workflow's"),
    Rule("I129", "unknown-priority", ERROR, "a priority is urgent, high, medium or low"),
    Rule("I130", "unknown-role", ERROR, "a role is one of the config's"),
    Rule("I131", "unknown-assignee", WARNING, "an assignee is a handle of the team, where the config names a team"),
    Rule("I132", "bad-points", ERROR, "points are a finite number of at least 0"),
    Rule("I133", "points-off-scale", ERROR, "points are on the config's scale, where it has one"),
    Rule("I134", "bad-label", WARNING, "a label is one word"),
    Rule("I135", "bad-date", ERROR, "a date is a day of the calendar, or an instant with its offset"),
    Rule("I136", "finished-before-started", ERROR, "an item is finished no earlier than it was started"),
    Rule("I137", "refers-to-itself", ERROR, "an item is neither its own parent nor its own dependency"),
    Rule("I138", "blocked-without-why", WARNING, "`blocked` says why, and is absent where nothing blocks"),
    Rule("I139", "bad-timebox", ERROR, "a timebox is a number of working days or weeks: `3d`, `2w`"),
    Rule("I140", "key-misspelt", WARNING, "a key that nobody declared is not close to a known one", fixable=True),
    Rule("I141", "bad-field", ERROR, "a key of one's own has the type and the values that the config declares"),
    Rule("I142", "open-criteria", ERROR, "a done item has no open criterion, where the config asks for it"),
    Rule("I143", "missing-stamp", WARNING, "an active or done item has its dates", fixable=True),
    Rule("I144", "bad-rank", ERROR, "a rank is a text that `gitagile rank` can write"),
    Rule("I145", "ignores-nothing", WARNING, "a comment that passes over a rule names one that can be passed over"),
    Rule("S201", "bad-sprint-name", ERROR, "a sprint's folder has a name that every system can bear"),
    Rule("S202", "no-sprint-file", ERROR, "a sprint's folder has a `sprint.md`"),
    Rule("S203", "sprint-wrong-kind", ERROR, "a value of `sprint.md` is a text or a table, as its key asks"),
    Rule("S204", "bad-sprint-date", ERROR, "a sprint's dates are days of the calendar"),
    Rule("S205", "ends-before-start", ERROR, "a sprint ends no earlier than it starts"),
    Rule("S206", "sprint-length", WARNING, "a sprint is as many weeks long as the cadence allows"),
    Rule("S207", "sprints-overlap", ERROR, "the dates of two sprints do not overlap"),
    Rule("S208", "two-active-sprints", ERROR, "one sprint is active at a time"),
    Rule("S209", "unknown-sprint-status", ERROR, "a sprint is planned, active or closed"),
    Rule("S210", "sprint-key-misspelt", WARNING, "a key of `sprint.md` is not close to a known one", fixable=True),
    Rule("S211", "bad-capacity", ERROR, "capacity is a finite number of at least 0 for each person"),
    Rule("S212", "unknown-person", WARNING, "capacity names handles of the team, where the config names a team"),
    Rule("S213", "no-dates", WARNING, "an active or closed sprint has its first and last day"),
    Rule("S214", "unknown-focus", WARNING, "a sprint's focus is one of the config's metrics, where it names any"),
    Rule("S215", "ledger-not-json", ERROR, "a sprint's `ledger.json` is JSON"),
    Rule("S216", "bad-ledger", ERROR, "a sprint's `ledger.json` has the shape that reports read"),
    Rule("S217", "open-in-closed-sprint", WARNING, "a closed sprint holds no open item"),
    Rule("B301", "id-given-twice", ERROR, "an id is given once in the whole backlog, compared without case"),
    Rule("B302", "names-differ-by-case", ERROR, "no two names differ by case alone"),
    Rule("B303", "name-not-portable", ERROR, "a file has a name that every system can bear"),
    Rule("B304", "link-or-submodule", ERROR, "nothing under `.backlog/` is a symbolic link or a submodule"),
    Rule("B305", "stray-file", WARNING, "a Markdown file lies in a folder that the format knows"),
    Rule("B306", "no-such-parent", ERROR, "an item's parent exists"),
    Rule("B307", "no-such-dependency", ERROR, "the items that an item depends on exist"),
    Rule("B308", "circle-of-parents", ERROR, "no item is, over others, its own parent"),
    Rule("B309", "circle-of-dependencies", ERROR, "no item depends, over others, on itself"),
    Rule("B310", "over-the-limit", WARNING, "a status holds no more items than the workflow's limit"),
    Rule("B311", "item-lost", ERROR, "an item is dropped or archived, never deleted"),
    Rule("B312", "id-of-another", ERROR, "an id keeps its item: the day it was created never changes"),
    Rule("B320", "checkin-misplaced", ERROR, "a check-in lies in its day's folder, under its person's name"),
    Rule("B321", "checkin-wrong-kind", ERROR, "a key of a check-in has a value of the kind that the form asks for"),
    Rule("B322", "checkin-of-another", ERROR, "a check-in says the day of its folder and the person of its name"),
    Rule(
        "B323",
        "unknown-checkin-person",
        WARNING,
        "a check-in is of a handle of the team, where the config names a team",
    ),
    Rule("B324", "checkin-blocks-nothing", WARNING, "the items that a check-in blocks exist"),
    Rule("M401", "unknown-outcome", ERROR, "an outcome is confirmed, rejected, inconclusive or stopped"),
    Rule("M402", "no-hypothesis", ERROR, "an item has a hypothesis where its type demands one"),
    Rule("M403", "no-outcome", WARNING, "a done item with a hypothesis says what came out"),
    Rule("M404", "nothing-learned", WARNING, "an outcome goes with what was learned"),
    Rule("M405", "bad-budget", ERROR, "a budget is a table of names and amounts of at least 0"),
    Rule("M406", "unknown-trial-metric", WARNING, "an experiment's metric is one of the config's, where it names any"),
    Rule("M410", "bad-gate", ERROR, "a gate has the keys of one of the known demands"),
    Rule("M411", "unknown-operator", ERROR, "a gate compares with >=, >, <=, < or =="),
    Rule("M412", "gate-without-number", ERROR, "a gate's value and margins are finite numbers"),
    Rule("M413", "gate-outside", ERROR, "a gate reads a file inside the repository"),
    Rule("M414", "unknown-metric", WARNING, "a gate's metric names its source or is one of the config's"),
    Rule("M415", "odd-baseline", WARNING, "a baseline is a word that is known, or may name a revision or an alias"),
    Rule("C501", "config-not-toml", ERROR, "`config.toml` is TOML", reading=True),
    Rule("C502", "unknown-setting", ERROR, "a setting is one that gitagile knows", reading=True),
    Rule("C503", "wrong-setting", ERROR, "a setting has a value of the right kind", reading=True),
    Rule("C504", "settings-disagree", ERROR, "settings name only what other settings define", reading=True),
    Rule("C505", "ignores-no-rule", WARNING, "`check.ignore` names rules that can be passed over"),
)
"""Every rule, by code within its group: I items, S sprints, B the backlog as a whole, M model work, C the config."""

_BY_CODE = {rule.code: rule for rule in RULES}


def rule_with(code: str) -> Rule:
    """The rule of this code; KeyError if there is none, which is a bug."""
    return _BY_CODE[code]


def find_rule(code: str) -> Rule | None:
    """The rule that somebody's text names, None if there is none."""
    return _BY_CODE.get(code)
