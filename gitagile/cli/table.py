"""The table of commands: what each is called, where it is written, and the line that help shows for it."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One command. `place` is `module:function` below `gitagile.cli`; `about` is its line in the help of its group."""

    name: str
    place: str
    about: str


COMMANDS: dict[str, tuple[Row, ...]] = {
    "Items": (
        Row("new", "new_item:new", "make a new item"),
        Row("list", "items:list_items", "items that match a query, in priority order"),
        Row("show", "items:show", "one item in full"),
        Row("search", "items:search", "items whose title or body hold some words"),
        Row("next", "items:next_item", "the best item to take"),
        Row("edit", "edit:edit", "change keys of an item, or its text in the editor"),
        Row("tick", "edit:tick", "tick acceptance criteria by number"),
        Row("untick", "edit:untick", "take ticks back"),
    ),
    "Steps": (
        Row("start", "steps:start", "begin items"),
        Row("done", "steps:done", "finish items"),
        Row("drop", "steps:drop", "give items up; nothing is deleted"),
        Row("mark", "steps:mark", "put items into any status"),
        Row("block", "steps:block", "say why an item cannot go on"),
        Row("unblock", "steps:unblock", "let items go on"),
    ),
    "Places": (
        Row("move", "places:move", "move items to a sprint or to the backlog"),
        Row("rank", "places:rank", "give an item its place in the order"),
        Row("archive", "places:archive", "put items away, readable and findable"),
        Row("board", "board:board", "the items of a sprint by status"),
    ),
    "Sprints": (
        Row("sprint", "sprint:sprint", "make, plan, start, close and sum up sprints"),
        Row("report", "reports:report", "figures and charts from history"),
        Row("log", "history:log", "what happened, newest first"),
    ),
    "Model work": (
        Row("metrics", "metrics:metrics", "the model's metrics at two moments, and what moved them"),
        Row("gate", "gate:gate", "judge the demands on model work"),
        Row("experiments", "experiments:experiments", "hypotheses, what came of them, and their runs"),
        Row("release", "release:release", "release a version: gates, notes and a tag"),
        Row("releases", "release:releases", "what was released and delivered, and how long it took"),
    ),
    "Team": (
        Row("checkin", "checkin:checkin", "your day in a few lines, drafted from your commits"),
        Row("standup", "history:standup", "the team's digest by name"),
        Row("retro", "retro:retro", "look back at a sprint: facts, words and actions"),
        Row("team", "team:team", "who there is, and which roles are covered"),
        Row("capacity", "team:capacity", "a sprint's time and load, by person and role"),
    ),
    "Quality": (
        Row("check", "check:check", "findings in the backlog, and mending them"),
        Row("doctor", "setup:doctor", "look at the repository as a whole, and mend it"),
        Row("ci", "ci:ci", "what a branch does to the backlog, for a pull request"),
        Row("hook", "hook:hook", "what pre-commit and git call"),
        Row("hooks", "hooks:hooks", "git's own hooks, for teams without pre-commit"),
    ),
    "Git and other tools": (
        Row("sync", "sync:sync", "fetch, merge, check and push, and again if the remote moved"),
        Row("claims", "sync:claims", "who has claimed what, for all clones"),
        Row("undo", "undo:undo", "take the last act back by a new commit"),
        Row("resolve", "resolve:resolve", "settle what a merge of the backlog left in conflict"),
        Row("merge-file", "merging:merge_file", "merge three texts of an item; git calls it"),
        Row("import", "exchange:import_items", "bring in the backlog of another tool"),
        Row("export", "exchange:export_items", "hand out every item as JSON or CSV"),
    ),
    "Setting up": (
        Row("init", "setup:init", "make a backlog in this repository"),
        Row("config", "settings:config", "every setting, its value and where it comes from"),
        Row("schema", "settings:schema", "the JSON Schema of items, sprints or the config"),
        Row("demo", "demo:demo", "three sprints of a sample team, worked before your eyes"),
        Row("completion", "settings:completion", "the script that completes words in your shell"),
    ),
}
"""The commands in the sections that `gitagile --help` shows."""

GROUPS: dict[str, tuple[Row, ...]] = {
    "sprint": (
        Row("new", "sprint:new", "make a planned sprint"),
        Row("list", "sprint:list_sprints", "all sprints with their sums"),
        Row("show", "sprint:show", "one sprint with its items and loads"),
        Row("plan", "sprint:plan", "propose items until the capacity is used, and move them"),
        Row("start", "sprint:start", "freeze what a sprint commits to"),
        Row("close", "sprint:close", "freeze its outcome, and carry over what is unfinished"),
        Row("summary", "summary:summary", "what a sprint came to"),
    ),
    "report": (
        Row("burndown", "reports:burndown", "what remained at the end of each day of a sprint"),
        Row("burnup", "reports:burnup", "scope and what was completed, day by day"),
        Row("velocity", "reports:velocity", "what each closed sprint completed"),
        Row("flow", "reports:flow", "how long items take and how many are finished"),
        Row("cfd", "reports:cfd", "the cumulative flow: items at or past each status"),
        Row("forecast", "reports:forecast", "how many will be done, and when"),
        Row("calibration", "reports:calibration", "how often forecasts held"),
    ),
    "retro": (
        Row("write", "retro:write", "write a sprint's retro: its facts, and room for words"),
        Row("action", "retro:action", "make an action of the retro an item"),
        Row("actions", "retro:actions", "the open actions, oldest first"),
    ),
    "hooks": (
        Row("install", "hooks:install", "put the hooks into this clone"),
        Row("remove", "hooks:remove", "take them out, and nobody else's"),
        Row("status", "hooks:status", "what lies in the folder of hooks"),
    ),
    "hook": (
        Row("check", "hook:check_tree", "check the whole backlog as it would be committed"),
        Row("items", "hook:items", "check some files"),
        Row("message", "hook:message", "check the items a commit message names"),
        Row("prepare-message", "hook:prepare_message", "put the branch's item into a commit message"),
        Row("summary", "hook:summary", "write the active sprint's summary"),
        Row("gate", "hook:gate", "judge the gates of what a commit steps to done"),
    ),
}
"""The commands of each group, by the group's name."""

OTHER_WORDS = {
    **dict.fromkeys(("add", "create"), "new"),
    **dict.fromkeys(("ls", "query", "items"), "list"),
    **dict.fromkeys(("view", "cat", "open"), "show"),
    **dict.fromkeys(("find", "grep"), "search"),
    **dict.fromkeys(("set", "update", "modify"), "edit"),
    **dict.fromkeys(("close", "finish", "complete"), "done"),
    **dict.fromkeys(("rm", "remove", "delete"), "drop"),
    **dict.fromkeys(("begin", "take"), "start"),
    **dict.fromkeys(("status", "state"), "mark"),
    **dict.fromkeys(("revert", "rollback"), "undo"),
    **dict.fromkeys(("lint", "validate", "verify"), "check"),
    **dict.fromkeys(("mv",), "move"),
    **dict.fromkeys(("kanban",), "board"),
    **dict.fromkeys(("settings", "setting"), "config"),
    **dict.fromkeys(("setup",), "init"),
    **dict.fromkeys(("iteration",), "sprint"),
}
"""What people type who know another tool, for the hint."""


def rows_of(sections: dict[str, tuple[Row, ...]]) -> dict[str, Row]:
    """The commands of a table, by name."""
    return {row.name: row for rows in sections.values() for row in rows}
