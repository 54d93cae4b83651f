"""Laws of the ground floor: ticks, places, ranks and ids."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gitagile.model.ids import ALPHABET, draw_id, file_name, is_folder_name, is_id, matching_ids, name_begins_with
from gitagile.model.item import ARCHIVE, BACKLOG, Item, order_key, place_in_order
from gitagile.model.rank import DIGITS, is_rank, rank_between
from gitagile.store import layout
from gitagile.text.sections import criteria, sections, with_tick

BODY_LINES = (
    *(
        "- [ ] one",
        "- [x] two",
        "* [X] three",
        "1. [ ] four",
        "  - [ ] nested",
        "> - [ ] quoted",
        "- [ ] - [x] both",
        "- [ ](link)",
    ),
    *(
        "```",
        "    - [ ] code",
        "~~~",
        "",
        "text [ ]",
        "## Acceptance criteria",
        "# Head",
        "Setext",
        "===",
        "---",
        "- item",
        "[ ]: x",
    ),
    *(
        "-",
        "-\t[ ] tab",
        "- [ ]",
        "10) [x] ten",
        "\x0c- [ ] feed",
        "a\u2028- [ ] b",
        "- - [ ] twice",
        "- [ ] a\x00b",
        "> > - [x] deep",
    ),
)
bodies = st.builds(
    lambda rows: "".join(row + newline for row, newline in rows),
    st.lists(st.tuples(st.sampled_from(BODY_LINES), st.sampled_from(["\n", "\n", "\r\n", "\r", ""])), max_size=12),
)


@settings(max_examples=5 * settings().max_examples)
@given(bodies, st.data())
def test_a_tick_changes_one_character_and_the_untick_restores_it(body: str, draw: st.DataObject):
    found = criteria(body)
    assume(found)
    one = draw.draw(st.sampled_from(found))
    turned = with_tick(body, one.number, done=not one.done)
    differing = [at for at, (old, new) in enumerate(zip(body, turned, strict=True)) if old != new]
    assert len(differing) == 1
    assert [other.done for other in criteria(turned)] == [other.done != (other == one) for other in found]
    restored = with_tick(turned, one.number, done=one.done)
    assert restored.replace("[X]", "[x]") == body.replace("[X]", "[x]")


@given(bodies)
def test_sections_lie_inside_the_body_and_criteria_on_lines_with_a_box(body: str):
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(0 <= one.start < one.stop <= len(lines) for one in sections(body))
    assert all("[" in lines[one.line] for one in criteria(body))


PLACES = st.one_of(
    st.sampled_from([BACKLOG, ARCHIVE]),
    st.from_regex(r"[a-z0-9][a-z0-9._-]{0,10}", fullmatch=True).filter(is_folder_name),
)
IDS = st.from_regex(r"[A-Z]{1,4}-[0-9a-z]{1,6}", fullmatch=True)


@given(PLACES, PLACES, IDS, st.text(max_size=80))
def test_a_path_and_a_place_say_the_same(place: str, other: str, identifier: str, title: str):
    assume({place, other}.isdisjoint({"sprints"}))
    name = file_name(identifier, title)
    path = f"{layout.folder_of(place)}/{name}"
    assert layout.place_of(path) == place
    assert layout.is_item_path(path)
    assert layout.moved(layout.moved(path, other), place) == path
    assert layout.place_of(layout.moved(path, other)) == other
    assert layout.id_in_name(name) == identifier
    assert name_begins_with(name, identifier)


RANKS = st.text(st.sampled_from(DIGITS), min_size=1, max_size=8).filter(is_rank)


@given(st.one_of(st.none(), RANKS), st.one_of(st.none(), RANKS))
def test_a_rank_between_two_lies_strictly_between(low: str | None, high: str | None):
    assume(low is None or high is None or low < high)
    middle = rank_between(low, high)
    assert is_rank(middle)
    assert (low or "") < middle
    assert high is None or middle < high


ITEMS = st.builds(
    Item,
    id=st.from_regex(r"ML-([0-9a-hjkmnp-tv-z]{6}|[1-9][0-9]{0,4})", fullmatch=True),
    path=st.just("p"),
    place=st.just(BACKLOG),
    priority=st.sampled_from([None, "high", "medium", "odd"]),
    rank=st.one_of(st.none(), st.none(), RANKS, st.sampled_from(["0", "A", "é", "i "])),
    created=st.sampled_from(
        [
            None,
            "2026-01-05",
            "2026-01-06T10:00:00+01:00",
            "soon",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "٢٠٢٦-٠١-٠٥",
        ]
    ),
)


@given(st.lists(ITEMS, min_size=2, max_size=6, unique_by=lambda item: item.id))
def test_there_is_room_between_any_two_items_of_one_priority(items: list[Item]):
    ordered = sorted(items, key=order_key)
    for upper, lower in pairwise(ordered):
        if order_key(upper)[0] == order_key(lower)[0] and place_in_order(upper) != place_in_order(lower):
            new = rank_between(place_in_order(upper), place_in_order(lower))
            assert place_in_order(upper) < new < place_in_order(lower)
    unranked = [item for item in items if item.rank is None or not is_rank(item.rank)]
    assert len({place_in_order(item) for item in unranked}) == len(unranked), "unranked items never share a place"


@given(st.lists(IDS, min_size=1, max_size=8, unique_by=str.casefold), st.data())
def test_any_unambiguous_beginning_finds_its_item(known: list[str], draw: st.DataObject):
    wanted = draw.draw(st.sampled_from(known))
    whole = draw.draw(st.sampled_from([wanted, wanted.partition("-")[2]]))
    typed = whole[: draw.draw(st.integers(1, len(whole)))]
    typed = draw.draw(st.sampled_from([typed, typed.upper(), typed.lower()]))
    begun = [
        one
        for one in known
        if any(part.casefold().startswith(typed.casefold()) for part in (one, one.partition("-")[2]))
    ]
    assume(len(begun) == 1)
    assert matching_ids(typed, known) == (wanted,)
    assert matching_ids(wanted, known) == (wanted,), "an exact id always wins"


@given(st.text(st.sampled_from(ALPHABET), min_size=6, max_size=6))
def test_lookalikes_are_read_as_the_digits_they_look_like(part: str):
    known = (f"ML-{part}",)
    for typed in (
        part.replace("0", "o"),
        part.replace("1", "l").upper(),
        "ml-" + part.replace("1", "i").replace("0", "O"),
    ):
        assert matching_ids(typed, known) == known


@given(st.integers())
def test_a_drawn_id_is_an_id_nobody_has(seed: int):
    chance = random.Random(seed)
    first = draw_id("ML", (), chance.choice)
    second = draw_id("ML", {first.casefold()}, chance.choice)
    assert is_id(first)
    assert first != second
    assert not first[3:].isdigit()
