"""People of every role, and a small archive for the back office."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin import groups
from articles.ingest.incoming import Incoming
from articles.models import Article, ImportRun, Remit
from articles.models.session import SIGNED_IN
from articles.pipeline import ImportOptions, process_captures
from tests.factories import make_article

PAGE = """Top > World > Asia

The dry port waits for its trains

By Lena Marsh

12 March 2024

The nearest sea is two thousand five hundred kilometres away from the dry port at Khorgos, and yet it calls itself a port and counts its containers as ships are counted elsewhere in the world.

On the morning of the first day four trains from the Chinese side stood in the yard, waiting for cranes that lift every container from one gauge to the other, one after another, day and night.

The order is not the order of arrival. Refrigerated wagons come first, then parts for cars, and at the very end fertiliser, which waits longest and complains least of all the freight.

Copyright The Steppe Observer
"""


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


ROLES = {  # name of the account → its group
    "nobody": None,
    "reader": groups.READERS,
    "translator": groups.TRANSLATORS,
    "editor": groups.EDITORS,
    "elsewhere": groups.EDITORS,  # confined to a language that no article of the tests has
    "chief": groups.CHIEFS,
    "administrator": groups.ADMINISTRATORS,
    "root": None,
}


@pytest.fixture
def people(db):
    """Role → a signed-in client; anonymous too."""
    made = groups.ensure_groups()
    clients = {"anonymous": Client()}
    for role, group in ROLES.items():
        user = get_user_model().objects.create_user(role, is_staff=True, is_superuser=role == "root")
        if group:
            user.groups.add(made[group])
        if role == "elsewhere":
            Remit.objects.create(user=user, languages=["fr"])
        clients[role] = Client()
        clients[role].force_login(user)
        session = clients[role].session  # as after the first page of a day, which writes the session down
        day = timezone.localdate().isoformat()
        session[SIGNED_IN] = {"begun": timezone.now().isoformat(), "used": day, "browser": "Firefox · Linux"}
        session.save()
    return clients


@pytest.fixture
def editor(people) -> Client:
    return people["editor"]


def take_in(*pages: tuple[str, str], publish: bool = False) -> ImportRun:
    """Import texts under names; returns the run."""
    run = ImportRun.objects.create(command="test")
    files = [Incoming(name, text.encode()) for name, text in pages]
    list(process_captures(files, run=run, options=ImportOptions(publish=publish)))
    return run


@pytest.fixture
def article(db) -> Article:
    return make_article("The dry port", "First words.\n\nSecond words.\n", state=Article.State.DRAFT)


def user(name: str):
    return get_user_model().objects.get(username=name)


def address(article, tab="desk") -> str:
    return reverse("admin:articles_article_change", args=[article.pk]) + f"?tab={tab}"


def act(client, article, action, **fields):
    return client.post(address(article), {"action": action, **fields})
