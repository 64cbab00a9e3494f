"""An archive for the screens of the back office: rows of every noun, in the shares of a real one, without any text worth reading."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Model

from articles.models import (
    Article,
    AuditEntry,
    Block,
    Capture,
    Comment,
    Curation,
    ImportItem,
    ImportRun,
    Job,
    Link,
    NameSighting,
    Picture,
    Quotation,
    Reference,
    Revision,
    SearchDoc,
    Source,
    Tag,
    TagSuggestion,
    TranslationTask,
    UnknownName,
)
from articles.models.rows import update_rows
from articles.search.index import ALL
from articles.search.split import SPLITTER_VERSION, split_joined

BATCH = 2_000
LANGUAGES = ("ja", "ru", "en", "zh-Hans")
CONFLICTS = {
    11: "conflict",
    31: "conflict",
    51: "conflict",
    61: "settled",
}  # so many fill a page of 2,000 too
BODY = "Words of a paragraph. " * 20


def fill(size: int) -> None:
    """Write articles until the archive has `size` of them, each with its page, acts of the log, and for some what waits."""
    if not Source.objects.filter(slug="paper-1").exists():
        _fill_few()
    for begin in range(Article.objects.count(), size, BATCH):
        with transaction.atomic():
            _fill_batch(range(begin, min(begin + BATCH, size)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill_few() -> None:
    """A screenful of what an archive of any size has."""
    user = get_user_model().objects.first()
    for number in range(1, 61):
        Source.objects.create(slug=f"paper-{number}", name_en=f"Paper {number}")
        ImportRun.objects.create(command="bench", started_by=user)
        Job.objects.create(task="link_all", state="done", started_by=user)
        Curation.objects.create(action="kind", tag=_tag(-number), summary="A name", user=user)


def _fill_batch(numbers: range) -> None:
    begin = numbers[0]
    source = Source.objects.get(slug=f"paper-{begin // BATCH % 60 + 1}")
    tags = [_tag(number) for number in numbers[::50]]
    user = get_user_model().objects.first()
    run = ImportRun.objects.create(command="bench")
    articles = [_article(number, source) for number in numbers]
    Article.objects.bulk_create(articles)
    pages = [_page(number, run, article) for number, article in zip(numbers, articles, strict=True)]
    Capture.objects.bulk_create(pages)
    _revise(numbers, articles, pages, user)
    _index(articles)
    _translate(numbers, articles)
    for make in (_judged, _noted, _named):
        kinds: dict[type[Model], list[Model]] = {}
        for place, (number, article) in enumerate(zip(numbers, articles, strict=True)):
            other = articles[place - 1]
            for row in make(number, article, other, tags[place // 50], pages[place], user):
                kinds.setdefault(type(row), []).append(row)
        for model, rows in kinds.items():
            model.objects.bulk_create(rows, batch_size=500)


def _tag(number: int) -> Tag:
    return Tag.objects.create(
        name=f"Name {number}", slug=f"name-{number}", name_en=f"Name {number}", article_count=number % 97
    )


def _article(number: int, source: Source) -> Article:
    article = Article(
        headline=f"Headline {number}",
        language=LANGUAGES[number % 4],
        source=source if number % 20 else None,
        published_on=None if number % 50 in (7, 8) else date(2000, 1, 1) + timedelta(days=number % 9000),
        estimate_not_after=date(2024, 5, 1) if number % 50 == 7 else None,
    )
    article.fill_derived()
    return article


def _page(number: int, run: ImportRun, article: Article) -> Capture:
    failed = number % 50 == 9
    return Capture(
        sha256=f"{number:064x}",
        content=BODY.encode(),
        size=len(BODY),
        name=f"page-{number}.txt",
        run=run,
        state="failed" if failed else "read",
        error_code="empty" if failed else "",
        record=None if failed else {},
        unsure_lines=number % 7 if number % 20 == 1 else 0,
        article=None if failed else article,
    )


def _revise(numbers: range, articles: list[Article], pages: list[Capture], user) -> None:
    """One revision each, a second one for every fiftieth: a draft beside the live text."""
    waiting = {f"page-{number}.txt" for number in numbers if CONFLICTS.get(number % 100) == "conflict"}
    first = [
        Revision(
            article=a,
            number=1,
            cause="import",
            headline=a.headline,
            body=BODY,
            plain=BODY,
            capture=None if page.name in waiting else page,
        )
        for a, page in zip(articles, pages, strict=True)
    ]
    second = {
        n: Revision(
            article=a, number=2, cause="editor", headline=a.headline, body=BODY, plain=BODY, created_by=user
        )
        for n, a in zip(numbers, articles, strict=True)
        if n % 50 == 5
    }
    Revision.objects.bulk_create([*first, *second.values()], batch_size=500)
    states = {3: "review", 4: "draft"}
    update_rows(
        Article,
        ["live_revision", "latest_revision", "state", "assignee"],
        [
            (
                None if number % 50 in states else revision.pk,
                second.get(number, revision).pk,
                states.get(number % 50, "published"),
                user.pk if number % 50 == 3 and number < 1000 else None,
                article.pk,
            )
            for number, article, revision in zip(numbers, articles, first, strict=True)
        ],
    )
    Block.objects.bulk_create(
        (
            Block(revision=revision, position=0, kind="quotation", anchor="q1", begin=0, end=40)
            for number, revision in zip(numbers, first, strict=True)
            if number % 5 == 0
        ),
        batch_size=500,
    )


def _index(articles: list[Article]) -> None:
    """Their headlines alone; in the order of the keys, as the index likes it."""
    docs = [
        SearchDoc(
            id=SearchDoc.key_of(article),
            article=article,
            filters=ALL,
            title=split_joined(article.headline, article.language),
            version=SPLITTER_VERSION,
        )
        for article in articles
    ]
    SearchDoc.objects.bulk_create(sorted(docs, key=lambda doc: doc.id), batch_size=500)


def _translate(numbers: range, articles: list[Article]) -> None:
    """Every fourth text, in Russian, is a translation of the Japanese one before it; every fifth original was asked for in Kazakh."""
    pairs = [
        (articles[place - 1], articles[place]) for place, number in enumerate(numbers) if number % 4 == 1
    ]
    originals = [(original.pk, "machine" if original.pk % 3 else "", text.pk) for original, text in pairs]
    update_rows(Article, ["translation_of", "engine"], originals)
    tasks = [
        TranslationTask(
            original=original,
            language="ru",
            translation=text,
            stale=int(original.pk % 10 == 1),
            state="stale" if original.pk % 10 == 1 else "reviewed",
        )
        for original, text in pairs
    ]
    tasks += [TranslationTask(original=original, language="kk") for original, _text in pairs[::5]]
    TranslationTask.objects.bulk_create(tasks, batch_size=500)


def _judged(number: int, article: Article, other: Article, tag: Tag, page: Capture, user) -> Iterator[Model]:
    """What machines propose, and what became of the page."""
    yield ImportItem(
        run=page.run,
        position=number,
        name=page.name,
        outcome="failed" if page.state == "failed" else CONFLICTS.get(number % 100, "created"),
        capture=page,
        article=page.article,
    )
    state = ("suggested", "accepted", "rejected")[number // 5 % 3]
    if number % 5 == 0:
        yield TagSuggestion(article=article, tag=tag, score=number % 89 / 100, state=state, sentence=BODY)
    if number % 5 == 1:
        kind = ("quotes", "reuses", "event", "related")[number % 4]
        yield Link(from_article=article, to_article=other, kind=kind, score=number % 89 / 100, state=state)


def _noted(number: int, article: Article, other: Article, tag: Tag, page: Capture, user) -> Iterator[Model]:
    """What people and pages said of the article."""
    for action in ("article.change", "article.publish"):
        yield AuditEntry(
            user=user, user_name="bench", action=action, target_kind="article", target_number=str(article.pk),
            target_name=article.headline,
        )  # fmt: skip
    if number % 10 == 0:
        yield Comment(article=article, position=0, author="A reader", text=BODY)
        yield Reference(article=article, position=0, kind="reference", title=other.headline)
    if number % 50 == 0:
        yield Picture(
            key=f"{number:032x}",
            suffix="webp",
            width=9,
            height=9,
            widths=[9],
            name=f"P {number}",
            created_by=user,
        )
    if number % 500 == 0:
        yield Job(task="link_all", state="done", started_by=user)
        yield Curation(action="kind", tag=tag, summary=tag.name, user=user)


def _named(number: int, article: Article, other: Article, tag: Tag, page: Capture, user) -> Iterator[Model]:
    """Quoted articles that are wanted, and names that nobody knows."""
    if number % 5 == 0:
        block = Block.objects.filter(revision__article=article).first()
        title = f"Wanted {number // 50}"
        yield Quotation(
            block=block, article=article, title=title, title_key=title.lower(), publisher="A paper"
        )
    if number % 50 == 0:
        name = UnknownName.objects.create(key=f"who-{number}", text=f"Who {number}", article_count=2)
        for sighted in (article, other):
            yield NameSighting(name=name, article=sighted, sentence=BODY)
