"""python manage.py init: everything between the packages and a site that runs. Safe to repeat."""

import json
import os
import secrets
from collections import deque
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from articles.admin.groups import EDITORS, ensure_groups
from articles.ingest.gather import gather
from articles.ingest.reasons import in_english
from articles.models import ImportItem, ImportRun, Source, SourceAlias
from articles.pipeline import ImportOptions, accept_sure_suggestions, process_captures
from articles.reading.catalogues import compile_catalogues
from articles.search.index import is_outdated, rebuild
from articles.tagging.load import load_gazetteer

SEEDS = settings.BASE_DIR / "seeds"
EDITOR = "editor"
NAMED_IN_THE_LEAD = 0.3  # the samples' editor takes every tag of which the headline or the lead speaks


class Command(BaseCommand):
    help = (
        "Set up database, catalogues, static files, names and groups; on a laptop also samples and an editor."
    )

    def handle(self, *args, **options) -> None:
        self.make_data_folder()
        if compile_catalogues():
            self.say("compiled the interface's catalogues")
        self.migrate()
        self.collect_static()
        created = load_gazetteer()
        if created:
            self.say(f"loaded {created} names, organisations and papers")
        ensure_groups()
        if is_outdated():
            self.say("bringing the search index up to date")
            deque(rebuild(), maxlen=0)
        if not settings.PRODUCTION:
            self.make_editor()
            self.import_seeds()

    def say(self, message: str) -> None:
        self.stdout.write(f"kzsite: {message}")
        self.stdout.flush()

    def make_data_folder(self) -> None:
        folder = Path(settings.DATA_DIR)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{folder} cannot be made ({error.strerror}); set KZ_DATA_DIR") from error
        if not os.access(folder, os.W_OK):
            raise CommandError(f"no write access to {folder}; mend its permissions or set KZ_DATA_DIR")

    def migrate(self) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            connection.prepare_database()
            executor = MigrationExecutor(connection)
        except OperationalError as error:
            raise CommandError(f"the database does not answer: {error}") from error
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("bringing the database up to date")
            call_command("migrate", verbosity=0, interactive=False)

    def collect_static(self) -> None:
        """Collect where a static file is newer than the last collection; the admin's change with the packages."""
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        sources = [settings.BASE_DIR / "static", settings.BASE_DIR / "requirements.txt"]
        newest = max(path.stat().st_mtime for root in sources for path in (root, *root.rglob("*")))
        if not manifest.exists() or manifest.stat().st_mtime < newest:
            self.say("collecting static files")
            call_command("collectstatic", verbosity=0, interactive=False)
            manifest.touch()

    def make_editor(self) -> None:
        users = get_user_model().objects
        if users.exists():
            return
        password = os.environ.get("KZ_EDITOR_PASSWORD") or secrets.token_urlsafe(9)
        user = users.create_user(EDITOR, password=password, is_staff=True)
        user.groups.add(ensure_groups()[EDITORS])
        self.say(f"an editor's account for /admin/: name {EDITOR}, password {password} (told once)")

    def import_seeds(self) -> None:
        load_sample_sources(SEEDS / "sources.json")
        files = gather([str(SEEDS)])
        run = ImportRun(command="init", options={"paths": ["seeds"]})
        items = []
        user = get_user_model().objects.filter(username=EDITOR).first()
        run.save()
        for item in process_captures(files, run=run, options=ImportOptions(publish=True), user=user):
            items.append(item)
            if item.outcome == ImportItem.Outcome.FAILED:
                self.stderr.write(f"{item.name}: {in_english(item.reason)}")
        made = [item.article for item in items if item.outcome == ImportItem.Outcome.CREATED]
        accept_sure_suggestions(made, user=user, at_least=NAMED_IN_THE_LEAD)
        if made:
            self.say(f"{len(made)} articles imported from seeds/")
        if all(item.outcome == ImportItem.Outcome.SKIPPED for item in items):
            run.delete()


def load_sample_sources(path: Path) -> None:
    """The invented papers of the sample pages; a source that is there already stays as it is."""
    if not path.exists():
        return
    for entry in json.loads(path.read_text(encoding="utf-8")):
        names = {f"name_{key.lower().replace('-', '_')}": name for key, name in entry["names"].items()}
        source, is_new = Source.objects.get_or_create(
            slug=entry["id"],
            defaults={
                **names,
                "country": entry.get("country", ""),
                "language": entry.get("language", ""),
                "kind": entry.get("kind", Source.Kind.OTHER),
                "homepage": entry.get("homepage", ""),
            },
        )
        if is_new:
            for spelling in {*entry["names"].values(), *entry.get("aliases", [])}:
                SourceAlias.objects.get_or_create(source=source, text=spelling)
