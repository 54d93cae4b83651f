"""Items looked at: list, show, search and next."""

from __future__ import annotations

from gitagile.model.item import Item

KEYS = (
    "id title type status category priority rank points assignee role labels parent depends_on "
    "created started finished due blocked carried sprint path criteria fields"
).split()


def test_a_list_has_one_aligned_line_an_item_in_priority_order(run):
    low = run.new("Later", "--priority", "low")
    high = run.new("Sooner", "--priority", "high", "--points", "3", "--set", "assignee=ana")
    assert run("list").lines == [f"{high}  todo  high  3  ana  Sooner", f"{low}  todo  low   -  -    Later"]


def test_words_of_a_query_must_all_hold_and_a_minus_negates(run):
    run.new("Blue", "--label", "sky")
    kept = run.new("Green", "--label", "grass")
    answer = run("list", "is:open", "-label:sky", "--json")
    assert [item["id"] for item in answer.shape["items"]] == [kept]


def test_nothing_found_is_said_beside_the_answer(run):
    answer = run("list", "is:blocked")
    assert answer.out == ""
    assert answer.err.startswith("no item matches\nhint: ")
    assert run("list").err.startswith("there is no item\nhint: `gitagile new")


def test_a_bad_query_is_a_wrong_request(run):
    assert "did you mean 'status'?" in run("list", "statu:todo", code=2).err


def test_the_json_of_an_item_has_all_its_keys(run):
    run.new("One", "--set", "timebox=3d")
    item = run("list", "--json").shape["items"][0]
    assert list(item) == KEYS
    assert (item["points"], item["assignee"], item["fields"]) == (None, [], {"timebox": "3d"})
    assert set(KEYS) - {"category", "carried", "sprint"} <= set(Item._fields)


def test_a_file_that_cannot_be_read_is_counted_and_strict_makes_it_an_error(run):
    run.new("Whole")
    run.write(".backlog/backlog/ML-brkn22-broken.md", "no front matter\n")
    answer = run("list")
    assert "Whole" in answer.out
    assert answer.err.startswith("warning: 1 file could not be read: .backlog/backlog/ML-brkn22-broken.md:1:1:")
    assert run("list", "--strict", "--json", code=1).shape["unreadable"][0]["path"].endswith("broken.md")


def test_show_numbers_the_criteria_in_their_place(run):
    identifier = run.new("Whole")
    run.file_of(identifier).write_text(
        f"---\nid: {identifier}\ntitle: Whole\nstatus: doing\n---\n"
        "\nWhy.\n\n## Acceptance criteria\n- [ ] one\n- [x] two\n"
    )
    said = run("show", identifier[3:6]).out
    assert said.startswith(f"{identifier}  Whole\n")
    assert "status    doing (active)" in said
    assert "criteria  1 of 2" in said
    assert said.endswith("## Acceptance criteria\n1. [ ] one\n2. [x] two\n")
    shape = run("show", identifier, "--json").shape
    assert list(shape) == ["schema", "item"]
    assert shape["item"]["criteria_list"][1] == {"number": 2, "text": "two", "done": True, "line": 6}


def test_an_unknown_id_is_a_wrong_request(run):
    run.new("One")
    assert run("show", "zzzz", code=2).err.startswith("error: no item 'zzzz' in this backlog\nhint: ")


def test_search_finds_words_of_title_and_body(run):
    found = run.new("Deduplicate the click log")
    run.new("Else")
    assert run("search", "click", "LOG").out.startswith(found)
    assert run("search", "nowhere").err.startswith("nothing found\n")


def test_next_is_what_is_ready(run):
    first = run.new("First")
    second = run.new("Second", "--priority", "high", "--depends-on", first)
    assert run("next").out.startswith(first)
    run("done", first)
    assert run("next").out.startswith(second)
    run("block", second, "waits")
    assert run("next").err.startswith("nothing is ready\n")


def test_what_steers_a_terminal_is_made_visible(run):
    identifier = run.new("x")
    run.file_of(identifier).write_text(
        f'---\nid: {identifier}\nstatus: todo\ntitle: "a\\e[31mb\\u202Ec"\n---\n\n\x9bbody\n'
    )
    assert "a\\x1b[31mb\\u202ec" in run("list").out
    shown = run("show", identifier).out
    assert "\\x9bbody" in shown
    assert not set(shown) & set("\x1b\u202e\x9b")
    assert run("show", identifier, "--json").shape["item"]["title"] == "a\x1b[31mb\u202ec"
    assert not set(run("show", identifier, "--json").out) & set("\x1b\u202e\x9b")


def test_an_item_shows_the_commits_of_code_that_name_it_and_its_history_if_asked(run):
    one = run.new("One")
    run("start", one)
    run.write("train.py", "x = 1\n")
    run.git("add", "train.py")
    run.git("commit", "-q", "-m", f"{one}: train for longer")
    shown = run("show", one).out
    assert "code commits" in shown
    assert f"{one}: train for longer" in shown
    assert "todo -> doing" not in shown
    told = run("show", one, "--history").out
    assert f"{one}: train for longer" in told
    assert "todo -> doing" in told
    assert "new in backlog" in told
    item = run("show", one, "--json").shape["item"]
    assert ([commit["subject"] for commit in item["code_commits"]], item["history"]) == (
        [f"{one}: train for longer"],
        None,
    )
    kinds = [row["kind"] for row in run("show", one, "--history", "--json").shape["item"]["history"]]
    assert sorted(kinds) == ["changed", "code", "new"]
