"""How many texts are in which state, by language: counted as far as anybody counts, so a large archive costs no more."""

from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from articles.admin.work import counted
from articles.desk.queues import MOST_COUNTED, counting, counts_by
from articles.models import ARTICLE_LANGUAGES, Article, TranslationState, TranslationTask

COLUMNS = ("ja", "en", "ru", "kk", "zh-Hans")
LANGUAGES = dict(ARTICLE_LANGUAGES)
ORDER = (*TranslationState.values[::-1], "none")  # stale first: it harms readers


def counts() -> list[dict[str, Any]]:
    """One row a language, by one query for all: its originals, then its states with their labels."""
    found = iter(counts_by(*_counting()))
    return [
        {
            "code": code,
            "name": LANGUAGES[code],
            "originals": counted(next(found)),
            "cells": [(state, label_of(state), counted(next(found))) for state in ORDER],
        }
        for code in COLUMNS
    ]


def label_of(state: str) -> str:
    return _("not begun") if state == "none" else str(TranslationState(state).label)


@cache
def _counting() -> tuple[str, list]:
    """The query for all cells; it is ever the same, and writing it took longer than answering it."""
    asked = [rows for code in COLUMNS for rows in _rows_of(code)]
    return counting(rows.order_by().values("pk")[: MOST_COUNTED + 1] for rows in asked)


def _rows_of(language: str) -> list[QuerySet]:
    originals = Article.objects.originals().exclude(state=Article.State.WITHDRAWN)
    tasks = TranslationTask.objects.filter(language=language)
    begun = Exists(tasks.filter(original=OuterRef("pk")))
    return [
        originals.filter(language=language),
        *(tasks.filter(state=state) for state in TranslationState.values[::-1]),
        originals.exclude(language=language).filter(~begun),
    ]
