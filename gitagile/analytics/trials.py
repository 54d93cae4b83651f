"""Trials: thousands of futures drawn from the days behind us, with replacement and from a fixed seed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from random import Random

TRIALS = 10_000
SEED = 1
FARTHEST = 500
"""Working days ahead, about two years, after which a trial is given up: three months behind us say nothing of them."""
_BULK = 65_536
_PIECE = 32
_BYTE = 256


def totals(history: Sequence[int], days: int, *, trials: int = TRIALS, seed: int = SEED) -> tuple[int, ...]:
    """What each trial finishes in a number of days, at most `FARTHEST`, rising; () without history."""
    if not history:
        return ()
    if days <= 0:
        return (0,) * trials
    return tuple(sorted(map(sum, islice(_pieces(history, min(days, FARTHEST), seed), trials))))


def waits(history: Sequence[int], remaining: int, *, trials: int = TRIALS, seed: int = SEED) -> tuple[int | None, ...]:
    """The days each trial takes until what remains is done, rising; None, at the end, where it is given up.

    () without history, or where nothing was ever finished in it.
    """
    if not any(history):
        return ()
    pieces = _pieces(history, _PIECE, seed)
    found = [_wait(pieces, remaining) for _ in range(trials)]
    known = sorted(wait for wait in found if wait is not None)
    return (*known, *[None] * (trials - len(known)))


def _wait(pieces: Iterator[Sequence[int]], remaining: int) -> int | None:
    """Days of one trial: whole pieces are summed while they are not enough, the last one is looked into."""
    if remaining <= 0:
        return 0
    for days in range(0, FARTHEST, _PIECE):
        piece = next(pieces)
        finished = sum(piece)
        if finished >= remaining:
            wait = days + bisect_left(list(accumulate(piece)), remaining) + 1
            return wait if wait <= FARTHEST else None
        remaining -= finished
    return None


def _pieces(history: Sequence[int], length: int, seed: int) -> Iterator[Sequence[int]]:
    """Draws without end, in pieces of a length: each is one of the days of the history, all equally likely."""
    for bulk in _draws(history, seed):
        for at in range(0, len(bulk) - length + 1, length):
            yield bulk[at : at + length]


def _draws(history: Sequence[int], seed: int) -> Iterator[Sequence[int]]:
    """Draws in bulk. A byte picks a day wherever it can, which is ten times as fast."""
    random = Random(seed)  # noqa: S311 - a fixed seed is what is wanted
    count = len(history)
    if count > _BYTE or max(history) >= _BYTE:
        while True:
            yield random.choices(history, k=_BULK)
    kept = _BYTE // count * count
    table = bytes(history[byte % count] for byte in range(_BYTE))
    refused = bytes(range(kept, _BYTE))
    while True:
        yield random.randbytes(_BULK).translate(table, refused)
