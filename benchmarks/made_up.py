"""Made-up backlog items: one frozen record, the file it lies in, and the small steps a team takes with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32, lower case
PEOPLE = ("ana", "bo", "chen", "dia", "eli", "fay", "gus", "hana", "ivan", "jo", "kim", "lea")
TYPES = ("story", "data", "feature", "experiment", "training", "evaluation", "deployment", "bug", "chore")
PRIORITIES = ("urgent", "high", "medium", "low")
ROLES = ("data-science", "engineering", "business")
POINTS = (1, 2, 3, 5, 8, 13)
NEXT_STATUS = {"todo": "doing", "doing": "review", "review": "done"}
WORDS = (
    "train evaluate deploy refactor dataset model pipeline feature embedding tokenizer batch metric dashboard drift "
    "monitor label schema ingestion retry latency quota checkpoint gradient scheduler cache shard index ranking recall "
    "precision baseline ablation sweep registry artifact rollout canary alert budget"
).split()
SENTENCES = (
    "The current {} is not reproducible because the {} depends on an unpinned {}.",
    "We want the {} to fail early when the {} is missing or stale.",
    "Compare the {} against the {} on the frozen evaluation split.",
    "Document how the {} is produced and who owns the {}.",
    "The {} must stay within the agreed {} for two consecutive weeks.",
)


@dataclass(frozen=True, slots=True)
class MadeUpItem:
    """An item as its file says it; `folder` is where the file lies under `.backlog/`."""

    id: str
    slug: str
    title: str
    folder: str
    status: str
    priority: str
    type: str
    points: int | None
    created: str
    assignee: str | None
    role: str
    depends_on: tuple[str, ...]
    labels: tuple[str, ...]
    started: str | None
    finished: str | None
    paragraphs: tuple[str, ...]
    criteria: tuple[str, ...]
    ticked: int
    style: int  # 0-3: how the lists and the title are written

    @property
    def path(self) -> str:
        """The file, relative to the top of the repository."""
        return f".backlog/{self.folder}/{self.id}-{self.slug}.md"

    def as_markdown(self) -> bytes:
        """The whole file, about 1.2 KB."""
        lines = ["---", *self._keys(), "---", "", *_with_gaps(self.paragraphs), "## Acceptance criteria"]
        lines += [f"- [{'x' if number < self.ticked else ' '}] {text}" for number, text in enumerate(self.criteria)]
        return ("\n".join(lines) + "\n").encode()

    def _keys(self) -> list[str]:
        title = f'"{self.title}"' if self.style & 1 else self.title
        written = [
            f"id: {self.id}",
            f"status: {self.status}",
            f"title: {title}",
            f"priority: {self.priority}",
            f"type: {self.type}",
            None if self.points is None else f"points: {self.points}",
            f"created: {self.created}",
            self.assignee and f"assignee: [{self.assignee}]",
            f"role: {self.role}",
            self.depends_on and f"depends_on: [{', '.join(self.depends_on)}]",
            self.labels and self._labels(),
            self.type == "experiment" and f"hypothesis: The {self.slug} lifts what we measure by a hundredth",
            self.type == "experiment" and self.finished and "outcome: confirmed\nlearned: Small steps",
            self.started and f"started: {self.started}",
            self.finished and f"finished: {self.finished}",
        ]
        return [line for line in written if line]

    def _labels(self) -> str:
        if self.style & 2:
            return "\n".join(["labels:", *(f"  - {label}" for label in self.labels)])
        return f"labels: [{', '.join(self.labels)}]"


def make_item(random: Random, identity: str, created: str, earlier: tuple[str, ...]) -> MadeUpItem:
    """A fresh item in the product backlog; `earlier` are ids that it may depend on."""
    words = random.sample(WORDS, random.randint(3, 6))
    return MadeUpItem(
        id=identity,
        slug="-".join(words[:4]),
        title=" ".join(words).capitalize(),
        folder="backlog",
        status="todo",
        priority=random.choice(PRIORITIES),
        type=random.choice(TYPES),
        points=random.choice(POINTS) if random.random() < 0.8 else None,
        created=created,
        assignee=random.choice(PEOPLE) if random.random() < 0.5 else None,
        role=random.choice(ROLES),
        depends_on=(random.choice(earlier),) if earlier and random.random() < 0.3 else (),
        labels=tuple(random.sample(WORDS, random.randint(0, 3))),
        started=None,
        finished=None,
        paragraphs=tuple(" ".join(_sentence(random) for _ in range(3)) for _ in range(3)),
        criteria=tuple(_sentence(random) for _ in range(random.randint(2, 4))),
        ticked=0,
        style=random.randrange(4),
    )


def make_ids(random: Random, count: int, prefix: str = "ML") -> tuple[str, ...]:
    """`count` different ids such as ML-x2v9kq, never all digits."""
    found: dict[str, None] = {}
    while len(found) < count:
        part = "".join(random.choices(ALPHABET, k=6))
        if not part.isdigit():
            found[f"{prefix}-{part}"] = None
    return tuple(found)


def finished(item: MadeUpItem, folder: str, days: tuple[str, str]) -> MadeUpItem:
    """The item done in a sprint that lies behind: started on the first of the two days, finished on the second."""
    return replace(
        item,
        folder=folder,
        status="done",
        created=days[0],
        started=days[0],
        finished=days[1],
        ticked=len(item.criteria),
        assignee=item.assignee or PEOPLE[0],
    )


def step(item: MadeUpItem, day: str) -> MadeUpItem:
    """The item one status further, stamped as the tool would stamp it."""
    status = NEXT_STATUS[item.status]
    if status == "doing":
        return replace(item, status=status, started=day, assignee=item.assignee or PEOPLE[0])
    if status == "done":
        return replace(item, status=status, finished=day, ticked=len(item.criteria))
    return replace(item, status=status, ticked=min(item.ticked + 1, len(item.criteria)))


def reword(item: MadeUpItem, random: Random) -> MadeUpItem:
    """The item with one small edit that is no step: an estimate, a priority, a label or a sentence more."""
    match random.randrange(4):
        case 0:
            return replace(item, points=random.choice(POINTS))
        case 1:
            return replace(item, priority=random.choice(PRIORITIES))
        case 2:
            return replace(item, labels=tuple(dict.fromkeys((*item.labels, random.choice(WORDS)))))
        case _:
            return replace(item, paragraphs=(*item.paragraphs, _sentence(random)))


def _sentence(random: Random) -> str:
    pattern = random.choice(SENTENCES)
    return pattern.format(*random.choices(WORDS, k=pattern.count("{}")))


def _with_gaps(paragraphs: tuple[str, ...]) -> list[str]:
    return [line for paragraph in paragraphs for line in (paragraph, "")]
