"""What a queue is narrowed to: the articles of one language, of whoever works on them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import QueryDict

from articles.models import ARTICLE_LANGUAGES


def filters_of(values: QueryDict, user) -> dict[str, Any]:
    """Language and assignee as an address or a form names them; `me` is whoever asks."""
    who = values.get("assignee", "")
    number = user.pk if who == "me" else int(who) if who.isdigit() else None
    language = values.get("language", "")
    return {"language": language if language in dict(ARTICLE_LANGUAGES) else "", "assignee": number}


def choices_of(filters: dict[str, Any]) -> dict[str, Any]:
    """What `_filters.html` offers, with what is chosen."""
    people = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username")
    return {"languages": ARTICLE_LANGUAGES, "people": people, **filters}
