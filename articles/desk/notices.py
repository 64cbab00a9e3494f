"""Telling people what happened to their articles: in the back office, and by e-mail where they have an address."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Notice

logger = logging.getLogger(__name__)


def tell(people: Iterable, kind: str, article: Article, *, by, words: str = "") -> None:
    """Leave each of these people a notice, but for whoever did it themselves; None stands for nobody."""
    people = {person.pk: person for person in people if person and person != by and person.is_active}
    Notice.objects.bulk_create(
        Notice(user=person, article=article, kind=kind, by=by, words=words[:500])
        for person in people.values()
    )
    addresses = [person.email for person in people.values() if person.email]
    if addresses:
        name = by.get_username() if by else _("The schedule")
        subject = f"{name} {Notice.Kind(kind).label}: {article.headline}"
        path = reverse("admin:articles_article_change", args=[article.pk])
        text = "\n\n".join(filter(None, [words, f"{settings.SITE_URL}{path}"]))
        transaction.on_commit(lambda: _send(subject, text, addresses))


def _send(subject: str, text: str, addresses: list[str]) -> None:
    """A mail server that does not answer holds nobody's work up."""
    for address in addresses:
        try:
            send_mail(" ".join(subject.split())[:200], text, None, [address])
        except OSError:
            logger.warning("no mail to %s: the server did not take it", address, exc_info=True)
