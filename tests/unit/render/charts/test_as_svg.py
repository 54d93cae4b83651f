"""Charts as SVG: sound, small, readable on light and dark ground, told in words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from gitagile.render.charts.as_svg import as_svg
from gitagile.render.charts.chart import Level, LineChart, Marker, Row, RowChart, Series
from gitagile.render.charts.svg_style import DARK, LIGHT, PALETTE, TEXT

from .samples import ALL, BURNDOWN, BURNUP, CONTROL, EMPTY, FLOW, LONG, RUNNING, VELOCITY, days_from, parsed

SVG = "{http://www.w3.org/2000/svg}"
FOUR_KB = 4096


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """By WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_standard_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", [LIGHT, DARK])
@pytest.mark.parametrize("colour", sorted({colour for pair in (*PALETTE.values(), TEXT) for colour in pair}))
def test_every_colour_can_be_seen_on_both_grounds(colour, ground):
    assert contrast(colour, ground) >= 3


def test_text_can_be_read_on_its_ground():
    assert contrast(TEXT[0], LIGHT) >= 4.5
    assert contrast(TEXT[1], DARK) >= 4.5


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.title)
def test_each_is_one_accessible_picture_without_anything_from_outside(chart):
    text = as_svg(chart)
    root = parsed(text)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert title.text == chart.title
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "style", "path", "text", "circle", "g", "pattern")
    }
    assert text.count("http") == 1
    assert not re.search(r"nan|inf\b|href|script|@import|\bon\w+=", text.replace(desc.text or "", ""))
    assert "prefers-color-scheme:dark" in text


@pytest.mark.parametrize("chart", [BURNDOWN, RUNNING, LONG, BURNUP], ids=["14 days", "running", "28 days", "burnup"])
def test_a_burndown_is_under_four_kilobytes(chart):
    assert len(as_svg(chart).encode()) < FOUR_KB


def test_the_numbers_are_told_in_words():
    desc = parsed(as_svg(RUNNING)).find(f"{SVG}desc").text
    assert desc == (
        "The sprint ends with 12 of 41 points left. 2026-03-02 to 2026-03-15. "
        "remaining: 41, 41, 37, 34, 29, 29, 29, 26. guideline: from 41 to 0. planned end: 2026-03-15."
    )
    assert "2026-s05: commitment 41, completed of it 29, added and completed 5." in as_svg(VELOCITY)
    assert "2026-04-02: todo 89, doing 58, review 52, done 47." in as_svg(FLOW)
    assert "no figures yet." in as_svg(EMPTY)


def test_a_long_series_is_told_by_its_ends():
    days = days_from("2026-01-01", 60)
    chart = LineChart("t", "items", days, (Series("age", tuple(range(5, 65))),))
    assert "age: from 5 to 64, lowest 5, highest 64." in as_svg(chart)


def test_the_same_chart_gives_the_same_bytes_and_a_new_day_changes_little():
    longer = RUNNING._replace(series=(Series("remaining", (*RUNNING.series[0].values, 24)), RUNNING.series[1]))
    one, other = (as_svg(chart).replace(">", ">\n").splitlines() for chart in (RUNNING, longer))
    assert as_svg(RUNNING) == as_svg(RUNNING)
    assert len(set(other) - set(one)) <= 6


def test_coordinates_have_at_most_one_decimal():
    drawn = " ".join(element.get("d", "") for element in parsed(as_svg(LONG)).iter())
    assert re.findall(r"\d\.\d", drawn)
    assert not re.findall(r"\d\.\d\d|e[+-]", drawn)


def test_lines_differ_in_more_than_colour():
    paths = [
        element for element in parsed(as_svg(BURNUP)).iter(f"{SVG}path") if element.get("class", "")[:2] in ("l ", "n ")
    ]
    looks = [(path.get("class").split()[0], path.get("stroke-dasharray")) for path in paths]
    assert len(looks) == len(set(looks)) == 4


def test_weekends_are_shaded_and_the_planned_end_is_marked():
    root = parsed(as_svg(BURNDOWN))
    shade = next(path for path in root.iter(f"{SVG}path") if path.get("class") == "f")
    assert shade.get("d").count("Z") == 2
    assert "planned end" in [text.text for text in root.iter(f"{SVG}text")]


def test_lines_are_named_at_their_ends_with_their_last_value():
    texts = {text.text: text for text in parsed(as_svg(BURNUP)).iter(f"{SVG}text")}
    assert {"done 34", "scope 46", "guideline"} <= set(texts)
    assert float(texts["scope 46"].get("y")) < float(texts["done 34"].get("y"))


def test_labels_of_lines_that_meet_do_not_cover_each_other():
    days = days_from("2026-03-02", 3)
    chart = LineChart("t", "items", days, tuple(Series(f"line {at}", (5, 5, 5)) for at in range(5)))
    heights = sorted(float(text.get("y")) for text in parsed(as_svg(chart)).iter(f"{SVG}text") if "line" in text.text)
    assert min(after - before for before, after in pairwise(heights)) >= 14


def test_charts_in_one_page_have_ids_of_their_own():
    ids = re.findall(r'\bid="([^"]+)"', as_svg(VELOCITY, key="one") + as_svg(VELOCITY, key="two") + as_svg(BURNDOWN))
    assert len(ids) == len(set(ids)) == 8
    assert 'id="ga-xonload1-t"' in as_svg(EMPTY, key='x" onload="1')


def test_every_style_rule_stays_within_the_charts():
    style = parsed(as_svg(VELOCITY)).find(f"{SVG}style").text
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", style.replace("@media(prefers-color-scheme:dark){", ""))
    assert rules
    assert all(rule.startswith(".ga") for rule in rules)


@pytest.mark.parametrize(
    "name", ["</svg><script>alert(1)</script>", '"><a href="x">', "a\x00b\x1bc", "\ufffe\ud800]]>", "&lt;"]
)
def test_names_of_people_stay_text(name):
    charts = (
        BURNDOWN._replace(
            title=name, unit=name, description=name, series=(Series(name, (3, 2)),), markers=(Marker(1, name),)
        ),
        CONTROL._replace(labels=(name, "b"), levels=(Level(name, 2),)),
        RowChart(name, name, (Row(name, 1, name),), heading=name),
        VELOCITY._replace(labels=(name,) * 6),
        FLOW._replace(bands=tuple(band._replace(name=name) for band in FLOW.bands)),
    )
    for chart in charts:
        root = parsed(as_svg(chart))
        assert not {"script", "a"} & {element.tag.removeprefix(SVG) for element in root.iter()}


def test_the_size_is_as_asked_within_reason():
    assert parsed(as_svg(BURNDOWN, width=360, height=220)).get("viewBox") == "0 0 360 220"
    assert parsed(as_svg(BURNDOWN, width=1, height=10**6)).get("viewBox") == "0 0 320 1500"


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.title)
def test_everything_lies_within_the_picture(chart):
    root = parsed(as_svg(chart, width=480))
    _, _, width, height = map(float, root.get("viewBox").split())
    for text in root.findall(f"{SVG}text"):
        size = len(text.text) * 6
        x = float(text.get("x")) - {"e": size, "c": size / 2}.get(text.get("class"), 0)
        assert -4 <= x <= x + size <= width + 4, text.text
        assert 0 < float(text.get("y")) < height
