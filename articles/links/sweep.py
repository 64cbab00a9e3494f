"""Candidates for most of the archive at once: the index is read through in the order of its grams, once.

texts it lacks ─ grams ─ shelves by gram ─┐
                 the index's own rows ────┴─ a range of grams ─ seeds ─ shelves by article ─ candidates

To ask the index for each article would find the same and cost several times as much. Shelves are files, so that memory is
that of a range or a batch, not of the archive.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from articles.links.index import WAITS, Lookup, mark
from articles.links.match import (
    KINDS,
    Postings,
    Seeds,
    candidates_of,
    joined,
    longer,
    postings,
    seeds_among,
    settle,
)
from articles.links.shingles import PREFIX, Letters, grams
from articles.models import Article, Revision
from articles.models import gram as table
from articles.models.gram import Gram

BATCH = 100  # articles of one transaction
_SHELF = 1000  # articles whose seeds lie together
_OF_A_RANGE = 500  # articles of an archive whose grams are as many as those of one range
_AT_ONCE = 200  # texts held in memory

_POSTING = np.dtype(list(zip(Postings._fields, KINDS, strict=True)))
_SEED = np.dtype([(name, np.int32) for name in Seeds._fields])


class Shelves:
    """Rows laid down by number and taken up again."""

    def __init__(self, folder: str, kind: np.dtype) -> None:
        self._folder = Path(folder)
        self._kind = kind

    def lay(self, numbers: NDArray[np.int64], columns: Sequence[NDArray]) -> None:
        rows = np.empty(len(numbers), self._kind)
        for name, column in zip(self._kind.names, columns, strict=True):
            rows[name] = column
        order = np.argsort(numbers.astype(np.int16), kind="stable")  # quick: 16 bits are sorted by counting
        numbers, rows = numbers[order], rows[order]
        for part in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(numbers)) + 1):
            if len(part):
                with self._path(numbers[part[0]]).open("ab") as shelf:
                    rows[part].tofile(shelf)

    def take(self, number: int) -> list[NDArray]:
        """The columns of what lies there."""
        path = self._path(number)
        rows = np.fromfile(path, self._kind) if path.exists() else np.empty(0, self._kind)
        path.unlink(missing_ok=True)
        return [np.ascontiguousarray(rows[name]) for name in self._kind.names]

    def _path(self, number: int) -> Path:
        return self._folder / str(number)


def sweep(waiting: NDArray[np.int32], lacking: Mapping[int, int]) -> Iterator[tuple[list[int], Lookup]]:
    """Batches of the waiting articles, in order, and what the index says; of two that wait the later one has the other.

    `lacking` gives the revision of each article whose text the index lacks; after the first batch it lacks none. What became
    common in articles that do not wait is told with the first batch.
    """
    count = 1 << min((Article.objects.count() // _OF_A_RANGE).bit_length(), PREFIX)
    numbers_lacking = np.array(sorted(lacking), np.int32)
    edges = np.linspace(table.LEAST, table.MOST, count + 1).astype(np.int64)
    newly_common = []
    with tempfile.TemporaryDirectory() as by_gram, tempfile.TemporaryDirectory() as by_article:
        new, seeds = Shelves(by_gram, _POSTING), Shelves(by_article, _SEED)
        for rows in _rows_of(lacking):
            new.lay(np.searchsorted(edges, rows.grams, side="right") - 1, rows)
        for n in range(count):
            held, common = _take_up(int(edges[n]), int(edges[n + 1]), Postings(*new.take(n)), numbers_lacking)
            newly_common.append(common.where(~np.isin(common.articles, waiting)))
            found = seeds_among(held, waiting)
            seeds.lay(np.searchsorted(waiting, found.asking) // _SHELF, found)
        mark(lacking.items(), WAITS)
        for n in range(0, len(waiting), BATCH):
            if n % _SHELF == 0:
                candidates = candidates_of(Seeds(*seeds.take(n // _SHELF)))
            numbers = waiting[n : n + BATCH].tolist()
            yield (
                numbers,
                Lookup({number: candidates.get(number, []) for number in numbers}, joined(newly_common)),
            )
            newly_common = []


def _rows_of(lacking: Mapping[int, int]) -> Iterator[Postings]:
    """The rows of the texts, many texts at a time."""
    numbers = sorted(lacking)
    for first in range(0, len(numbers), _AT_ONCE):
        of = {lacking[number]: number for number in numbers[first : first + _AT_ONCE]}
        plains = Revision.objects.filter(pk__in=of).values_list("pk", "plain")
        yield joined(postings(of[pk], grams(Letters(plain))) for pk, plain in plains)


@transaction.atomic
def _take_up(
    first: int, behind: int, added: Postings, lacking: NDArray[np.int32]
) -> tuple[Postings, Postings]:
    """Add rows to a range of the index; returns who holds its grams that are evidence, in their order, and who those that became common."""
    held = Postings(*Gram.objects.between(first, behind))
    is_former = np.isin(held.articles, lacking)
    if is_former.any():
        former = held.where(is_former)
        Gram.objects.remove(former.grams, former.articles)
        held = held.where(~is_former)
    is_common = held.articles == table.COMMON
    common = held.grams[is_common]
    added = joined((added, longer(added.where(np.isin(added.grams, common)))))
    settled = settle(joined((held.where(~is_common), added.where(~np.isin(added.grams, common)))))
    is_new = np.isin(settled.kept.articles, lacking)
    Gram.objects.add(settled._replace(kept=settled.kept.where(is_new)).evidence)
    Gram.objects.make_common(np.unique(settled.crowded.grams))
    return settled.evidence, settled.crowded
