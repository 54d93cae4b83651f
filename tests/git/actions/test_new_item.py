"""New items: ids, templates, titles, places, and what a type demands."""

from __future__ import annotations

import pytest

from gitagile.actions.new_item import NewItem, add_item, draft_item, fresh_id, new_item
from gitagile.errors import Refused, UsageError
from gitagile.store.reader import parse
from gitagile.workspace import WrongFile
from tests.git.actions.backlogs import (
    FOLDER,
    SPRINTS,
    STAMP,
    A,
    B,
    at,
    backlog_of,
    committed,
    count_commits,
    is_clean,
    item,
    message_of,
    opened,
    refusal,
    subject_of,
    text_of,
)
from tests.git.places import git, snapshot, write

TEMPLATE = ".backlog/templates/story.md"


def made(root, title="A title", **wishes):
    """The path and the text of the item that these wishes make."""
    result = new_item(opened(root), NewItem(title, **wishes))
    return result.acts[0].path, text_of(root, result.acts[0].path)


def test_a_new_item_is_one_file_in_one_commit(make_repository):
    root = backlog_of(make_repository)
    result = new_item(opened(root), NewItem("Clean the click log", "data", (("points", "3"), ("label", "logs,clicks"))))
    act = result.acts[0]
    assert act.path == f"{FOLDER}/{act.id}-clean-the-click-log.md"
    assert committed(root, act.path).splitlines()[:9] == [
        "---",
        f"id: {act.id}",
        "status: todo",
        "title: Clean the click log",
        "priority: medium",
        "type: data",
        "points: 3",
        "created: " + STAMP.replace("+", ".000+"),
        "labels: [logs, clicks]",
    ]
    assert subject_of(root) == f"backlog({act.id}): new: Clean the click log"
    assert f"Backlog-Item: {act.id}\nBacklog-Change: new backlog" in message_of(root)
    assert is_clean(root)


def test_a_dry_run_touches_nothing(make_repository):
    root = backlog_of(make_repository)
    before = snapshot(root)
    result = new_item(opened(root), NewItem("A title"), dry_run=True)
    assert result.dry_run
    assert result.acts
    assert result.commit is None
    assert snapshot(root) == before


def test_an_id_is_never_one_that_another_branch_knows(make_repository):
    root = backlog_of(make_repository)
    git(root, "switch", "-q", "-c", "side")
    taken = made(root)[0]
    git(root, "switch", "-q", "main")
    assert not (root / taken).exists()
    assert made(root)[0] != taken


def test_sequential_ids_go_on_from_all_branches_and_from_files_named_otherwise(make_repository):
    files = {f"{FOLDER}/ML-4-x.md": item("ML-4"), f"{FOLDER}/notes.md": item("ML-7")}
    root = backlog_of(make_repository, files, 'ids = "sequential"\n')
    assert made(root)[0] == f"{FOLDER}/ML-8-a-title.md"
    git(root, "switch", "-q", "-c", "side")
    assert made(root)[0] == f"{FOLDER}/ML-9-a-title.md"
    git(root, "switch", "-q", "main")
    assert made(root)[0] == f"{FOLDER}/ML-10-a-title.md"


def test_an_id_that_was_taken_since_the_draft_is_drawn_anew(make_repository):
    root = backlog_of(make_repository, {}, 'ids = "sequential"\n')
    first, second = (draft_item(opened(root), NewItem(title)) for title in ("One", "Two"))
    assert [add_item(opened(root), *draft).acts[0].id for draft in (first, second)] == ["ML-1", "ML-2"]
    assert "id: ML-2\n" in text_of(root, f"{FOLDER}/ML-2-two.md")


def test_a_fresh_id_leaves_out_what_is_taken(make_repository):
    root = backlog_of(make_repository, {}, 'ids = "sequential"\n')
    assert fresh_id(opened(root), frozenset({"ml-1", "ml-2"})) == "ML-3"


def test_beginnings_of_ids_are_written_out(make_repository):
    root = backlog_of(make_repository)
    _, text = made(root, keys=(("parent", "aaa"), ("depends_on", "bbb, ML-ccc333")))
    assert f"parent: {A}\n" in text
    assert "depends_on: [ML-bbb222, ML-ccc333]\n" in text


def test_an_id_that_nobody_bears_is_refused(make_repository):
    root = backlog_of(make_repository)
    for keys in ((("parent", "zzz"),), (("depends_on", "aaa,zzz"),)):
        assert "no item 'zzz'" in refusal(lambda keys=keys: made(root, keys=keys), UsageError)
    assert is_clean(root)


TITLES = (
    "fix: the colon",
    'It\'s "quoted"',
    "Emoji 🚀 and ümläuts",
    "- a dash",
    "#7",
    "[wip] x",
    "@ana: please",
    "yes",
    "2026-01-01",
    "1.10",
    "null",
    "a\\b",
    "{curly}",
    "x" * 200,
    "\x1b[31mred\x1b[0m",
)


def test_any_title_comes_back_as_it_was_given(make_repository):
    root = backlog_of(make_repository, {})
    back = []
    for title in TITLES:
        path, text = draft_item(opened(root), NewItem(title))
        back.append(parse(text.encode(), path)[0].title)
    assert back == list(TITLES)
    assert opened(root).find(new_item(opened(root), NewItem(TITLES[0])).acts[0].id).title == TITLES[0]


def test_a_title_is_put_on_one_line(make_repository):
    root = backlog_of(make_repository, {})
    assert "title: Two lines\n" in made(root, "  Two \n lines\t")[1]


def test_a_title_that_is_none_is_refused(make_repository):
    root = backlog_of(make_repository, {})
    for title in ("", " \n", "x" * 201, "x" * 300):
        assert "1 to 200 characters" in refusal(lambda title=title: made(root, title), UsageError)


def test_a_title_that_is_no_text_is_refused(make_repository):
    root = backlog_of(make_repository, {})
    assert "UTF-8" in refusal(lambda: made(root, "caf\udce9"), UsageError)


def test_a_title_without_a_latin_letter_leaves_the_id_as_the_files_name(make_repository):
    root = backlog_of(make_repository, {})
    path, text = made(root, "去重点击日志")
    assert "title: 去重点击日志\n" in text
    assert path == f"{FOLDER}/{parse(text.encode(), path)[0].id}.md"


def test_a_long_title_makes_a_short_subject(make_repository):
    root = backlog_of(make_repository, {})
    made(root, "word " * 40)
    assert len(subject_of(root)) <= 100


def test_the_body_takes_over_the_line_ends_of_the_file(make_repository):
    root = backlog_of(make_repository, {})
    _, text = made(root, body="One\r\n\r\nTwo\r\n")
    assert "\r" not in text
    assert text.endswith("---\n\nOne\n\nTwo\n")


def test_a_body_too_large_to_be_read_again_is_refused(make_repository):
    root = backlog_of(make_repository, {})
    assert "larger than" in refusal(lambda: made(root, body="x" * 300_000), WrongFile)
    assert is_clean(root)


def test_a_body_with_a_fence_stays_a_body(make_repository):
    root = backlog_of(make_repository, {})
    path, text = made(root, body="---\nid: ML-forged\n---\n")
    assert parse(text.encode(), path)[0].id != "ML-forged"


def test_a_place_may_be_a_sprint_a_stand_in_the_backlog_or_the_archive(make_repository):
    root = backlog_of(make_repository, SPRINTS)
    places = {"@current": "sprints/s2", "@next": "sprints/s3", "s3": "sprints/s3", "Archive": "archive"}
    assert {place: made(root, place=place)[0].rpartition("/")[0] for place in places} == {
        place: f".backlog/{folder}" for place, folder in places.items()
    }


def test_a_closed_sprint_and_a_place_that_is_none_take_no_new_item(make_repository):
    root = backlog_of(make_repository, SPRINTS)
    for place in ("s1", "@previous"):
        assert "s1 is closed" in refusal(lambda place=place: made(root, place=place), Refused)
    for place in ("s9", "@someday", "../outside"):
        assert "no sprint" in refusal(lambda place=place: made(root, place=place), UsageError)


def test_a_missing_sprint_is_named_as_what_it_would_be(make_repository):
    root = backlog_of(make_repository, {})
    assert "no active sprint" in refusal(lambda: made(root, place="@current"), UsageError)


def test_a_type_that_demands_a_key_says_how_to_give_it(make_repository):
    root = backlog_of(make_repository)
    said = refusal(lambda: made(root, type="experiment"), Refused)
    assert "needs `hypothesis`" in said
    assert "--set hypothesis=" in said


def test_the_editor_may_fill_in_what_a_type_demands(make_repository):
    root = backlog_of(make_repository)
    path, text = draft_item(opened(root), NewItem("Try it", "experiment"), to_edit=True)
    assert "\nhypothesis:\n---\n" in text
    assert "needs `hypothesis`" in refusal(lambda: add_item(opened(root), path, text), Refused)
    add_item(opened(root), path, text.replace("hypothesis:", "hypothesis: It helps"))
    assert "hypothesis: It helps\n" in committed(root, path)


def test_what_the_editor_broke_is_refused(make_repository):
    root = backlog_of(make_repository)
    path, text = draft_item(opened(root), NewItem("A title"))
    before = snapshot(root)
    refusal(lambda: add_item(opened(root), path, text.replace("title: ", "title: [")), WrongFile)
    refusal(lambda: add_item(opened(root), path, text.replace("title: A title\n", "")), UsageError)
    assert "the id changed" in refusal(lambda: add_item(opened(root), path, text.replace("id: ML-", "id: XX-")))
    assert snapshot(root) == before


WRONG_WISHES = (
    ((("status", "doign"),), "did you mean 'doing'?"),
    ((("priority", "hihg"),), "did you mean 'high'?"),
    ((("role", "enginering"),), "did you mean 'engineering'?"),
    ((("points", "many"),), "a number of at least 0"),
    ((("points", "-1"),), "a number of at least 0"),
    ((("points", "nan"),), "a number of at least 0"),
    ((("due", "2026-02-30"),), "no day"),
    ((("due", "2026-W10-1"),), "no day"),
    ((("timebox", "3 days"),), "`3d`, `2w`"),
    ((("outcome", "confirmd"),), "did you mean 'confirmed'?"),
    ((("label", "two words"),), "one word"),
    ((("id", "ML-mine"),), "an id never changes"),
    ((("rank", "a"),), "gitagile rank"),
    ((("asignee", "ana"),), "did you mean `assignee`?"),
    ((("a: b", "c"),), "cannot be a key"),
    ((("title", "Other"),), "give the title itself"),
)


def test_a_wrong_wish_says_what_would_be_right(make_repository):
    root = backlog_of(make_repository)
    for keys, said in WRONG_WISHES:
        assert said in refusal(lambda keys=keys: made(root, keys=keys), UsageError)
    assert is_clean(root)


def test_an_unknown_type_is_refused_with_the_nearest(make_repository):
    root = backlog_of(make_repository)
    assert "did you mean 'story'?" in refusal(lambda: made(root, type="storry"), UsageError)


def test_a_status_brings_its_stamps(make_repository):
    root = backlog_of(make_repository)
    assert f"started: {STAMP}\n" in made(root, keys=(("status", "doing"),))[1]
    done = made(root, keys=(("status", "done"),))[1]
    assert f"started: {STAMP}\nfinished: {STAMP}\n" in done


def test_whoever_sits_here_can_be_assigned(make_repository):
    team = '[team.ada]\nemails = ["ada@example.com"]\n[team.bo]\n'
    root = backlog_of(make_repository, {}, team)
    assert "assignee: [ada, bo]\n" in made(root, keys=(("assignee", "@me,@bo"),))[1]
    assert "did you mean" in refusal(lambda: made(root, keys=(("assignee", "adda"),)), UsageError)


def test_a_status_at_its_limit_warns(make_repository):
    files = {at(A): item(A, status="doing"), at(B): item(B, status="doing")}
    root = backlog_of(make_repository, files, "[workflow]\nwip = { doing = 2 }\n")
    result = new_item(opened(root), NewItem("Third", keys=(("status", "doing"),)))
    assert result.warnings == ("3 items are doing, the limit is 2",)


def test_a_team_template_gives_keys_and_body(make_repository):
    template = (
        "---\n# what every story has\npriority: high\nlabels: [ui]  # ours\nreviewers: [bo, cy]\nhours: 3\n"
        "gates:\n  - {metric: eval.auc, op: '>=', value: 0.8}\nid: ML-0\ncreated: 2020-01-01\n---\n"
        "\nWhy\n\n- [ ] Shown\n"
    )
    root = backlog_of(make_repository, {TEMPLATE: template})
    path, text = made(root, keys=(("points", "2"),))
    found = parse(text.encode(), path)[0]
    assert (found.priority, found.labels, found.points, found.created) == (
        "high",
        ("ui",),
        2,
        STAMP.replace("+", ".000+"),
    )
    assert dict(found.fields) == {"reviewers": ["bo", "cy"], "hours": 3}
    assert found.gates == ({"metric": "eval.auc", "op": ">=", "value": 0.8},)
    assert "labels: [ui]  # ours\n" in text
    assert text.endswith("---\n\nWhy\n\n- [ ] Shown\n")
    assert made(root, keys=(("label", "api"), ("priority", "low")), body="Mine")[1].endswith("---\n\nMine\n")


def test_a_template_with_windows_line_ends_and_a_mark_gives_a_plain_item(make_repository):
    root = backlog_of(make_repository, {TEMPLATE: "\ufeff---\r\npriority: low\r\n---\r\n\r\nWhy\r\n"})
    _, text = made(root)
    assert "\r" not in text
    assert text.startswith("---\nid: ")
    assert text.endswith("---\n\nWhy\n")


def test_a_template_without_front_matter_is_a_body(make_repository):
    root = backlog_of(make_repository, {TEMPLATE: "## Why\n\n- [ ] Shown\n"})
    assert made(root)[1].endswith("---\n\n## Why\n\n- [ ] Shown\n")


def test_a_broken_template_is_named_and_nothing_is_made(make_repository):
    root = backlog_of(make_repository, {TEMPLATE: "---\npriority: [\n---\n"})
    assert TEMPLATE in refusal(lambda: made(root), WrongFile)
    assert is_clean(root)


def test_a_template_that_is_a_link_is_not_followed(make_repository):
    root = backlog_of(make_repository, {})
    secret = write(root, "secret.md", "---\npriority: low\n---\nSecret\n")
    (root / ".backlog/templates").mkdir()
    (root / TEMPLATE).symlink_to(secret)
    assert TEMPLATE in refusal(lambda: made(root), WrongFile)


def test_a_template_with_a_status_nobody_knows_is_refused(make_repository):
    root = backlog_of(make_repository, {TEMPLATE: "---\nstatus: donne\n---\n"})
    assert "did you mean 'done'?" in refusal(lambda: made(root), UsageError)


def test_our_own_templates_make_readable_items(make_repository):
    root = backlog_of(make_repository, {})
    for name in ("experiment", "data", "training", "evaluation", "deployment", "bug", "story"):
        path, text = draft_item(opened(root), NewItem("A title", name, (("hypothesis", "It helps"),)))
        assert parse(text.encode(), path)[0].type == name


@pytest.mark.parametrize(("mode", "status"), [("stage", "A "), ("none", "??")])
def test_without_commits_the_file_is_staged_or_only_written(make_repository, mode, status):
    root = backlog_of(make_repository, {}, f'commit = "{mode}"\n')
    commits = count_commits(root)
    result = new_item(opened(root), NewItem("A title"))
    assert result.commit is None
    assert count_commits(root) == commits
    assert git(root, "status", "--porcelain", "-uall") == f"{status} {result.acts[0].path}\n"
