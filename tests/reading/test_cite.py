"""References to an article in the forms that programs for references read."""

import json

import pytest
from lxml import html

from tests.factories import make_article, make_source, make_translation

pytestmark = pytest.mark.django_db


def cited(client, article, form: str) -> str:
    answer = client.get(f"/en/cite/{article.pk}/", {"format": form})
    ending = {"text": "txt", "bibtex": "bib", "ris": "ris", "csl": "json"}[form]
    assert answer["Content-Disposition"] == f'attachment; filename="{article.pk}-story.{ending}"'
    return answer.content.decode()


def test_a_citation_says_the_same_in_every_form(client, settings):
    article = make_translation(
        make_article(language="ja"),
        "en",
        headline="Oil & gas:\n 100% of {two} #1 \\ $5_a ~ ^",
        authors=["A. Writer", "B. Author"],
        translator="C. Other",
        source=make_source(name_en="Post & Co"),
    )
    address = f"{settings.SITE_URL}/en/articles/{article.pk}/story/"
    assert cited(client, article, "text") == (
        f"A. Writer, B. Author. “{article.headline}”. Post & Co. 2024-05-01. Translated by C. Other. {address}"
    )
    assert cited(client, article, "bibtex").splitlines() == [
        f"@article{{kzsite{article.pk},",
        "  author = {{A. Writer} and {B. Author}},",
        r"  title = {{Oil \& gas: 100\% of \{two\} \#1 \textbackslash{} \$5\_a \textasciitilde{} \textasciicircum{}}},",
        r"  journal = {Post \& Co},",
        "  date = {2024-05-01},",
        "  year = {2024},",
        "  language = {en},",
        f"  url = {{{address}}},",
        "  note = {Translated by C. Other}",
        "}",
    ]
    assert cited(client, article, "ris").split("\r\n") == [
        "TY  - NEWS",
        "AU  - A. Writer",
        "AU  - B. Author",
        r"TI  - Oil & gas: 100% of {two} #1 \ $5_a ~ ^",
        "T2  - Post & Co",
        "PY  - 2024",
        "DA  - 2024/05/01",
        "LA  - en",
        f"UR  - {address}",
        "ER  - ",
        "",
    ]
    (item,) = json.loads(cited(client, article, "csl"))
    assert item == {
        "id": f"kzsite{article.pk}",
        "type": "article-newspaper",
        "title": article.headline,
        "author": [{"literal": "A. Writer"}, {"literal": "B. Author"}],
        "container-title": "Post & Co",
        "issued": {"date-parts": [[2024, 5, 1]]},
        "language": "en",
        "translator": [{"literal": "C. Other"}],
        "URL": address,
    }
    page = html.fromstring(client.get(f"/en/cite/{article.pk}/").content)
    shown = [pre.text for pre in page.xpath("//pre")]
    assert shown[1] == cited(client, article, "bibtex")
    assert page.xpath("//a[@download]/@href") == [
        f"?format={form}" for form in ("text", "bibtex", "ris", "csl")
    ]
    assert client.get(f"/en/cite/{article.pk}/", {"format": "word"}).status_code == 404


def test_a_citation_says_nothing_that_is_unknown(client, settings):
    article = make_article("Undated", published_on=None)
    address = f"{settings.SITE_URL}/en/articles/{article.pk}/story/"
    assert cited(client, article, "text") == f"“Undated”. {address}"
    assert [line.split(" = ")[0].strip() for line in cited(client, article, "bibtex").splitlines()[1:-1]] == [
        *("title", "language", "url")
    ]
    assert [line[:2] for line in cited(client, article, "ris").splitlines()] == ["TY", "TI", "LA", "UR", "ER"]
    assert set(json.loads(cited(client, article, "csl"))[0]) == {"id", "type", "title", "language", "URL"}
