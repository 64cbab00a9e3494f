"""The list of quoted articles that the archive lacks."""

from django.urls import reverse

from tests.factories import make_article, make_reference

QUOTING = '> Some words.\n> {{title="{title}" publisher="Steppe Post"}}\n'


def make_quoting(headline: str, title: str):
    return make_article(headline, QUOTING.format(title=title))


def test_the_most_quoted_comes_first_with_who_quotes_it_and_a_way_to_the_import(editor):
    one, other = make_quoting("One", "Lost report"), make_quoting("Two", "LOST Report")
    make_quoting("Three", "Another lost report")
    make_reference(one, "Lost report", url="https://example.org/lost")
    page = editor.get(reverse("admin:articles_quotation_wanted"))
    first, second = page.context["rows"]
    assert (first.count, second.count) == (2, 1)
    assert set(first.quoted_by) == {one, other}
    text = page.content.decode()
    assert "Steppe Post" in text
    assert "address=https%3A%2F%2Fexample.org%2Flost" in text


def test_an_archive_that_lacks_nothing_says_so(editor):
    text = editor.get(reverse("admin:articles_quotation_wanted")).content.decode()
    assert "Every article that is quoted by name is in the archive." in text
