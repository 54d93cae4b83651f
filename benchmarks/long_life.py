"""A long and untidy life of a made-up project: what people, merges and mass edits do to a backlog over the years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.book import SPRINT_SIZE, Book, Branch
from benchmarks.hand_edits import edited, retitled, settled, touched
from benchmarks.made_up import MadeUpItem, finished
from benchmarks.simulation import CONFIG, Commit

CODE_FILES = 400
OPEN_BRANCHES = 4
BROKEN = b"<<<<<<< ours\nid: x\n=======\n"


class Life:
    """Acts upon the book until it has as many commits as its scale says."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.random = book.random
        self.gone: list[MadeUpItem] = []

    def history(self) -> Iterator[Commit]:
        """Every commit, oldest first; the truth at the last one is taken down at the end."""
        book = self.book
        book.main.changes |= {".backlog/config.toml": CONFIG.encode(), ".backlog/backlog/README.md": b"No sprint.\n"}
        book.main.changes |= {_module(number): b"REVISION = 0\n" for number in range(CODE_FILES)}
        book.write_sprint("active")
        while book.behind > 0:
            book.make()
        yield book.commit("Start of the project")
        while book.number < book.scale.commits:
            book.go_on()
            yield from self._next()
        book.take_down()

    def _next(self) -> Iterator[Commit]:
        due = [branch for branch in self.book.branches if branch.due <= self.book.number]
        chance, share = self.random.random(), self.book.scale.share
        if self.book.is_sprint_over:
            yield self._close_sprint()
        elif due:
            yield self._merge(due[0])
        elif chance >= share:
            yield self._code()
        elif chance < share * 0.1:
            yield self._on_branch()
        elif chance < share * 0.12:
            yield from self._rarely()
        else:
            yield self._day_to_day()

    # What people do every day

    def _day_to_day(self) -> Commit:
        if self.book.behind > 0:
            fresh = [self.book.make().id for _ in range(min(self.book.behind, self.random.randint(1, 3)))]
            return self.book.commit(f"backlog: new {', '.join(fresh)}")
        words = [self._act() for _ in range(self.random.choices((1, 2, 3), (60, 27, 13))[0])]
        return self.book.commit(f"backlog: {', '.join(words)}")

    def _act(self) -> str:
        waiting, running = self.book.any_of("waiting"), self.book.any_of("running")
        has_room = len(self.book.bags["running"].ids) < SPRINT_SIZE
        if waiting and has_room and (running is None or self.random.random() < 0.3):
            points = waiting.points or self.random.choice((None, 3))  # moved and edited at once
            return self.book.put("planned", replace(waiting, folder=self.book.folder, points=points))
        often = running if self.random.random() < 0.95 else None
        chosen = often or self.book.any_of("closed") or waiting or running
        return self.book.put(*edited(chosen, self.random, self.book.day)) if chosen else "nothing"

    def _code(self, branch: Branch | None = None) -> Commit:
        path = _module(self.random.randrange(CODE_FILES))
        named = self.book.any_of("running") or self.book.any_of("closed") or self.book.any_of("waiting")
        item = named.id if named else "nothing"
        message = self.random.choice((f"{item}: work on it", "Work on it", f"Work\n\nCloses {item}", "Tidy up"))
        text = f'"""A module."""\n\nREVISION = {self.book.number}\n'.encode()
        (branch.desk if branch else self.book.main).changes[path] = text
        if branch:
            branch.code[path] = text
        return self.book.commit(message, branch)

    def _close_sprint(self) -> Commit:
        book, old = self.book, self.book.folder
        carried = [item for item in map(book.main.items.get, sorted(book.locked)) if item and item.folder == old]
        carried += [book.main.items[identity] for identity in book.bags["running"].ids]
        book.write_sprint("closed")
        book.sprint += 1
        book.write_sprint("active")
        for item in carried:
            book.put("carried", replace(item, folder=book.folder if self.random.random() < 0.7 else "backlog"))
        name = old.removeprefix("sprints/")
        return book.commit(f"backlog: close sprint {name}\n\nGitagile-Op: sprint-close {name}")

    # Branches, and merges that change an item against both parents

    def _on_branch(self) -> Commit:
        """A commit on a branch; sometimes one on main that changes what a branch works on, too."""
        both = sorted(self.book.locked & self.book.main.items.keys())
        if both and self.random.random() < 0.25:
            item = touched(self.book.main.items[self.random.choice(both)], self.random)
            return self.book.commit(self.book.put("meanwhile", item))
        branch = self._branch()
        if branch is None:
            return self._day_to_day()
        if self.random.random() < 0.3:
            return self._code(branch)
        if self.random.random() < 0.15:
            self.book.make(branch)
        item = self.random.choice(list(branch.desk.items.values()))
        word, item = edited(item, self.random, self.book.day)
        branch.desk.put(item)
        return self.book.commit(f"backlog({item.id}): {word}", branch)

    def _branch(self) -> Branch | None:
        """An open branch, or a new one that takes a few items of the running sprint."""
        book, running = self.book, self.book.bags["running"].ids
        if book.branches and (not running or len(book.branches) == OPEN_BRANCHES or self.random.random() < 0.5):
            return self.random.choice(book.branches)
        if not running:
            return None
        due = book.number + self.random.randint(3, 40)
        branch = Branch(f"refs/heads/topic/{book.number}", book.tip, due)
        for identity in self.random.sample(running, min(len(running), self.random.randint(1, 3))):
            branch.base[identity] = branch.desk.items[identity] = book.main.items[identity]
            book.lock(identity)
        book.branches.append(branch)
        return branch

    def _merge(self, branch: Branch) -> Commit:
        book = self.book
        book.branches.remove(branch)
        book.locked -= branch.desk.items.keys()
        for identity, theirs in branch.desk.items.items():
            ours, base = book.main.items.get(identity), branch.base.get(identity)
            item = settled(ours, theirs, base) if ours and base else theirs
            book.put("merged", touched(item, self.random) if self.random.random() < 0.2 else item)
        book.main.changes |= branch.code
        return book.commit(f"Merge branch '{branch.ref.removeprefix('refs/heads/')}'", merged=branch)

    # What happens now and then

    def _rarely(self) -> Iterator[Commit]:
        acts = (
            self._delete,
            self._bring_back,
            self._repair,
            self._break,
            self._squash,
            self._rename_many,
            self._migrate,
        )
        yield from self.random.choice(acts)()

    def _delete(self) -> Iterator[Commit]:
        item = self.book.any_of("waiting")
        if item:
            self.gone.append(item)
            self.book.drop(item.id)
            yield self.book.commit(f"Remove {item.id}")

    def _bring_back(self) -> Iterator[Commit]:
        if self.gone:
            item = self.gone.pop(self.random.randrange(len(self.gone)))
            yield self.book.commit(self.book.put("back again", retitled(item, self.random, "")))

    def _repair(self) -> Iterator[Commit]:
        """An item gets another id, as the later of two with one id does."""
        item = self.book.any_of("waiting")
        if item:
            self.book.drop(item.id)
            yield self.book.commit(self.book.put("its id mended", replace(item, id=self.book.spare.pop())))

    def _break(self) -> Iterator[Commit]:
        """A file nobody can read, mended by the next commit; in between the item is as it was."""
        item = self.book.any_of("running")
        if item:
            self.book.main.changes[item.path] = BROKEN
            yield self.book.commit(f"Conflict in {item.id}")
            yield self.book.commit(self.book.put("mended", touched(item, self.random)))

    def _squash(self) -> Iterator[Commit]:
        words = [f"* {self._act()}" for _ in range(self.random.randint(5, 15))]
        self.book.main.changes[_module(self.book.number % CODE_FILES)] = f"REVISION = {self.book.number}\n".encode()
        yield self.book.commit("Squashed: a branch of work (#12)\n\n" + "\n\n".join(words))

    def _rename_many(self) -> Iterator[Commit]:
        """Many files get other names, and some go into the archive with that."""
        closed = self.book.bags["closed"].ids
        for identity in self.random.sample(closed, min(len(closed), 30)):
            item = self.book.main.items[identity]
            folder = "archive" if self.random.random() < 0.5 else item.folder
            self.book.put("put away", replace(item, slug=retitled(item, self.random, "").slug, folder=folder))
        if closed:
            yield self.book.commit("Tidy the backlog")

    def _migrate(self) -> Iterator[Commit]:
        """Items of another tool, finished long ago, and one label more on many others; it counts in no figure."""
        for _ in range(min(self.book.behind, 20)):
            self.book.put("imported", finished(self.book.make(), "archive", ("2013-05-01", "2013-05-09")))
        for identity in self.book.bags["waiting"].ids[:30]:
            item = self.book.main.items[identity]
            self.book.put("labelled", replace(item, labels=(*item.labels, "migrated")))
        if self.book.main.changes:
            yield self.book.commit("backlog: import items\n\nGitagile-Op: import csv\nGitagile-Op: migrate")


def _module(number: int) -> str:
    return f"src/part_{number // 20:02d}/module_{number:03d}.py"
