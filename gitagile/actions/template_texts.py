"""The bodies that new items begin with: for each type the few questions that are worth an answer before work begins.

Lines are headings, plain sentences and boxes: the plainest form, which is read without a Markdown parser.
"""

from __future__ import annotations

HEADING = "Acceptance criteria"
_BOXES = f"## {HEADING}\n- [ ] "

BODIES = {
    "story": (
        "## Who gains what\nWho will be able to do what, and how they do it today.\n\n"
        f"{_BOXES}Someone it is for has tried it\n"
    ),
    "data": (
        "## Which data, and what for\nThe question it shall answer, and where the data comes from.\n\n"
        "## Access\nWho may use it and until when, whether it is personal, and who is asked for it.\n\n"
        "## Leakage\nWhat a row knows that the model will not know when it is used: later days, the answer itself, "
        "the same user twice.\n\n"
        f"{_BOXES}The data is versioned\n- [ ] What was left out is written down\n"
        "- [ ] Training and evaluation share no row, no user and no later day\n"
    ),
    "feature": (
        "## What the model learns from it\nWhy it should help, and for which cases.\n\n"
        "## Leakage\nIs it known at the moment of prediction, with the same value as in training?\n\n"
        "## Cost\nWhat it takes to compute it, in training and for each prediction.\n\n"
        f"{_BOXES}It is computed by the same code in training and in use\n"
        "- [ ] What happens where it is missing is tested\n"
    ),
    "experiment": (
        "## Why\n\n## Set-up\nWhat changes, what stays, which data, and on which slices it is measured.\n\n"
        "## What we do with the answer\nThe next step if it holds, and if it does not. Both are results.\n\n"
        "## Cost\nTime and computing it may take, and when we would stop early.\n\n"
        f"{_BOXES}The metric is measured on the agreed data\n- [ ] What was learned is written down\n"
    ),
    "training": (
        "## What it starts from\nData version, code, parameters, and the model it has to beat.\n\n"
        "## Cost\nHours and money for one run and for the whole search, and where it stops.\n\n"
        f"{_BOXES}The run can be repeated from a commit\n- [ ] The model card is updated\n"
        "- [ ] The evaluation data was touched once, at the end\n"
    ),
    "evaluation": (
        "## What it decides\nWhat we do with a good value, and what with a bad one.\n\n"
        "## Slices\nWhom the model must not fail: groups, languages, new users, rare cases.\n\n"
        "## Leakage\nHow we know that the model has never seen this data.\n\n"
        f"{_BOXES}Measured on data the model has not seen\n- [ ] Measured per slice\n"
        "- [ ] Compared with the model in use and with a simple rule\n"
    ),
    "deployment": (
        "## Who gets it, and how\nAll at once or a few first, and who is told.\n\n"
        "## The way back\nWhich version we return to, by which step, and how long it takes.\n\n"
        "## Cost\nLatency and money for a prediction, at the load we expect.\n\n"
        f"{_BOXES}The way back was tried\n- [ ] Someone watches the metric\n"
        "- [ ] Inputs in use look like those in training\n"
    ),
    "monitoring": (
        "## What could go wrong unseen\nInputs that drift, answers that come late, slices that get worse.\n\n"
        "## Who hears of it\nWhich value wakes whom, and what they do first.\n\n"
        f"{_BOXES}An alarm was set off on purpose\n- [ ] What to do then is written down, the way back too\n"
    ),
    "spike": (
        "## The question\nWhat we will be able to decide afterwards.\n\n"
        "## Where we look\nAnd who gives access, if it needs any.\n\n"
        f"{_BOXES}The answer is written down, also if it is no\n- [ ] What follows from it is an item\n"
    ),
    "bug": f"## What happens\n\n## What should happen\n\n{_BOXES}A test fails without the fix\n",
    "action": (
        "## Why\nWhat we saw in the retro.\n\n"
        "## How we know that it is done\nWhat will be different, and who will notice.\n\n"
        f"{_BOXES}It was tried for a whole sprint\n"
    ),
    "paper": (
        "## What we claim\nOne sentence, and the experiments that carry it.\n\n"
        "## For whom\nWhere it goes, and by which day.\n\n"
        f"{_BOXES}Every number can be made again from a commit\n- [ ] Somebody who did not write it has read it\n"
    ),
}
"""Bodies of the types that need more than a blank page."""

SPRINT = """## Why this goal
What the model, or whoever uses it, will do better afterwards.

## How we shall know
The metric, the data and the slices it is measured on, and what would be good enough.

## What may stop us
Access to data, machines and money, people who are away, and what we leave out first.
"""
"""The notes of a new sprint, where a backlog is set up for model work."""
