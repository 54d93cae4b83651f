"""The summary of a sprint as one page of HTML: nothing from outside, no script, its picture inside it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..actions.sprints.facts import SprintFacts

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .25rem .75rem; border-bottom: 1px solid #8888; text-align: left; }
td { font-variant-numeric: tabular-nums; }
svg { max-width: 100%; height: auto; }
code { font-size: .9em; }"""


def summary_html(facts: SprintFacts) -> str:
    """The page: the Markdown summary with its burndown as SVG. Text of people's stands in it as text alone."""
    from markdown_it import MarkdownIt

    from .charts.as_svg import as_svg
    from .reports.of_sprints import burndown_chart
    from .sprint_summary import summary_markdown

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    body = markdown.render(summary_markdown(facts, pictures=False).partition("-->\n")[2])
    if facts.report.days:
        heading, picture = "<h2>Burndown</h2>", as_svg(burndown_chart(facts.report), key="burndown")
        body = body.replace(heading, f"{heading}\n<figure>{picture}</figure>", 1)
    title = escape(f"Sprint {facts.report.sprint}")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    head += f"<style>\n{_STYLE}\n</style>"
    return f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n<body>\n{body}</body>\n</html>\n'
