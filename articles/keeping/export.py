"""The whole archive → a folder that needs no kzsite to be read.

    tables/NAME.jsonl        every row, by its key
    captures/ab/SHA256       the bytes of every page as received
    media/…                  uploaded pictures
    articles/NUMBER-SLUG.md  every article as Markdown with front matter, made for git
    manifest.json            how many rows, and the checksum of every file

The same archive gives the same bytes, whichever database holds it.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from articles.desk.pictures import files_of
from articles.keeping.folder import NotKept, new_folder, write_manifest
from articles.keeping.tables import kept_models, rows, table_name
from articles.models import Article, Capture, Picture

KIND = "kzsite export"
FORMAT = 1


def export_archive(folder: Path) -> dict[str, int]:
    """Write the archive of one moment; returns how many rows each table has. Raises NotKept."""
    new_folder(folder)
    with snapshot():
        counts = {table_name(model): _write_table(folder, model) for model in kept_models()}
        _write_captures(folder)
        _write_pictures(folder)
        _write_articles(folder)
    write_manifest(folder, {"kind": KIND, "format": FORMAT, "rows": counts})
    return counts


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one state of the database while others go on writing."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        # Django's own transactions are write transactions here (IMMEDIATE), and a reader must not stop editors.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write_table(folder: Path, model: type[models.Model]) -> int:
    path = folder / "tables" / f"{table_name(model)}.jsonl"
    path.parent.mkdir(exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows(model):
            file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return count


def _write_captures(folder: Path) -> None:
    captures = Capture.objects.order_by("pk").values_list("sha256", "content")
    for sha256, content in captures.iterator(chunk_size=50):
        path = capture_path(folder, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(content))


def capture_path(folder: Path, sha256: str) -> Path:
    return folder / "captures" / sha256[:2] / sha256


def _write_pictures(folder: Path) -> None:
    for picture in Picture.objects.order_by("pk"):
        for name in files_of(picture):
            path = folder / "media" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with default_storage.open(name) as source, path.open("wb") as target:
                    shutil.copyfileobj(source, target)
            except FileNotFoundError as error:
                raise NotKept(
                    f"{name} is missing from the storage; delete picture {picture.pk} ({picture}), or put its file back"
                ) from error


def _write_articles(folder: Path) -> None:
    (folder / "articles").mkdir(exist_ok=True)
    articles = Article.objects.order_by("pk").select_related("source", "latest_revision")
    for article in articles.prefetch_related("tags").iterator(chunk_size=200):
        if article.latest_revision is not None:
            name = f"{article.pk}-{article.slug}".rstrip("-")
            (folder / "articles" / f"{name}.md").write_text(markdown_of(article), encoding="utf-8")


def markdown_of(article: Article) -> str:
    """The newest text of an article as a file that `import_articles` understands."""
    revision = article.latest_revision
    source = article.source
    values = {
        "title": revision.headline,
        "subtitle": revision.subtitle,
        "original_title": revision.original_headline,
        "language": article.language,
        "publisher": source.name_in(article.language.lower())[0] if source else "",
        "authors": article.authors,
        "section": article.section,
        "published": article.published.isoformat() if article.published else "",
        "url": article.url,
        "source_url": article.source_url,
        "translation_of": str(article.translation_of_id or ""),
        "tags": sorted(tag.name for tag in article.tags.all()),
        "state": article.state,
    }
    lines = [line for key, value in values.items() if value for line in _front_matter(key, value)]
    return "\n".join(["---", *lines, "---", "", revision.body.rstrip("\n"), ""])


def _front_matter(key: str, value: str | list[str]) -> list[str]:
    if isinstance(value, list):
        return [f"{key}:", *(f"- {_one_line(item)}" for item in value)]
    return [f"{key}: {_one_line(value)}"]


def _one_line(value: str) -> str:
    return f'"{" ".join(str(value).split())}"'
