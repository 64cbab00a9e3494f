"""A translation finds its original, whichever of the two is imported first."""

import pytest

from articles.models import Article
from tests.management.test_import_articles import run_import

pytestmark = pytest.mark.django_db

ORIGINAL = """---
title: Вагоны ждут на границе
language: ru
url: https://example.org/vagony
published: 2024-05-07
---

Состав стоит третий день, и перегрузка идёт только ночью.
"""
BY_NAME = """---
title: Wagons wait at the border
language: en
translation_of: original.md
---

The train has stood for three days, and cargo is moved at night only.
"""
BY_ADDRESS = """---
title: 国境で待つ貨車
language: ja
source_url: https://example.org/vagony
---

列車は三日間止まったままで、積み替えは夜だけ行われる。
"""


def put(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_a_translation_names_its_originals_file(tmp_path):
    run_import(put(tmp_path, original=ORIGINAL, zz=BY_NAME))
    original = Article.objects.get(language="ru")
    translation = Article.objects.get(language="en")
    assert translation.translation_of == original
    assert translation.translated_revision == original.latest_revision


def test_an_address_ties_also_when_the_original_comes_later(tmp_path):
    first, later = tmp_path / "first", tmp_path / "later"
    first.mkdir()
    later.mkdir()
    run_import(put(first, page=BY_ADDRESS))
    assert Article.objects.get().translation_of is None
    run_import(put(later, original=ORIGINAL))
    assert Article.objects.get(language="ja").translation_of == Article.objects.get(language="ru")


def test_a_missing_original_is_a_warning(tmp_path):
    out, err, status = run_import(put(tmp_path, page=BY_NAME))
    assert "original.md" in err
    assert "no-original" in err
    assert status == 0


def test_a_second_translation_stands_alone_and_says_so(tmp_path):
    second = BY_NAME.replace("Wagons wait", "Cars wait").replace("three days", "a third day")
    run_import(put(tmp_path, original=ORIGINAL, y=BY_NAME))
    out, err, status = run_import(put(tmp_path, z=second))
    assert "second-translation" in err
    assert Article.objects.filter(language="en").count() == 2
    assert Article.objects.filter(translation_of__isnull=False).count() == 1


BY_HEADLINE = """---
title: Wagons wait
original_title: Вагоны ждут на границе
language: en
translator: A. Translator
published: 2024-05-09
---

The train has stood for three days, and cargo is moved at night only.
"""


@pytest.mark.parametrize("order", ["original first", "translation first"])
def test_the_originals_headline_ties_where_the_page_names_a_translator(order, tmp_path):
    pages = [{"original": ORIGINAL}, {"page": BY_HEADLINE}]
    for number, page in enumerate(pages if order == "original first" else pages[::-1]):
        folder = tmp_path / str(number)
        folder.mkdir()
        run_import(put(folder, **page))
    assert Article.objects.get(language="en").translation_of == Article.objects.get(language="ru")


def test_a_second_headline_alone_ties_nothing(tmp_path):
    page = BY_HEADLINE.replace("translator: A. Translator\n", "")
    run_import(put(tmp_path, original=ORIGINAL, page=page))
    assert not Article.objects.filter(translation_of__isnull=False).exists()


def test_a_headline_that_two_texts_have_ties_nothing(tmp_path):
    other = ORIGINAL.replace("example.org/vagony", "example.org/other").replace("третий", "пятый")
    run_import(put(tmp_path, original=ORIGINAL, second=other.replace("05-07", "05-08"), page=BY_HEADLINE))
    assert not Article.objects.filter(translation_of__isnull=False).exists()
