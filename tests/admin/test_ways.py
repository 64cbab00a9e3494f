"""Where the back office ends: refusals and pages that are not there, told at the desk with a way on."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/admin/articles/auditentry/", 403, "Your roles do not allow it"),
        ("/admin/articles/article/999/change/", 404, "There is nothing here"),
        ("/admin/nowhere/", 404, "There is nothing here"),
    ],
)
def test_an_editor_who_cannot_go_on_is_told_at_the_desk_and_led_back(address, status, words, editor):
    answer = editor.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert f'href="{reverse("admin:index")}"' in answer.content.decode()


@pytest.mark.django_db
def test_a_reader_gets_the_readers_page():
    text = Client().get("/en/nowhere/").content.decode()
    assert "There is no such page" in text
    assert "There is nothing here" not in text
