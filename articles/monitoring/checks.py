"""What must answer before readers are sent here, and what whoever runs the site should know besides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from articles.keeping.backup import FAILED, MADE
from articles.links.run import waiting
from articles.models import AuditEntry, ImportRun, Job, SearchDoc
from articles.search.split import SPLITTER_VERSION

MANY = 1000  # what waits is counted up to here: a check costs the same in a large archive


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `is_needed`: readers are not sent here while it fails."""

    name: str
    is_well: bool
    detail: str = ""
    is_needed: bool = False


def readiness() -> list[Check]:
    """All checks; where the database does not answer, those that need it are left out."""
    checks = [_tried("database", _database, is_needed=True), _tried("cache", _cache)]
    if checks[0].is_well:
        checks.append(_tried("migrations", _migrations, is_needed=True))
    if is_ready(checks):
        checks += [_index(), _links(), _jobs(), _last_import(), _last_backup()]
    return checks


def is_ready(checks: list[Check]) -> bool:
    return all(check.is_well for check in checks if check.is_needed)


def _tried(name: str, ask: Callable[[], str], *, is_needed: bool = False) -> Check:
    """Whatever a broken service raises, the answer is that it is broken; its message may name hosts and stays here."""
    try:
        trouble = ask()
    except Exception as error:
        trouble = type(error).__name__
    return Check(name, not trouble, trouble, is_needed)


def _database() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _cache() -> str:
    cache.set("health", "well", 10)
    return "" if cache.get("health") == "well" else "what is stored does not come back"


def _migrations() -> str:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} migrations are missing" if missing else ""


def _index() -> Check:
    behind = SearchDoc.objects.exclude(version=SPLITTER_VERSION)[:MANY].count()
    return Check("search index", not behind, f"{behind} entries of an older splitter")


def _links() -> Check:
    behind = len(waiting().values_list("pk")[:MANY])
    return Check("links", behind < MANY, f"{behind} articles wait to be linked")


def _jobs() -> Check:
    newest = list(Job.objects.order_by("-pk").values_list("state", flat=True)[:MANY])
    waiting, failed = newest.count(Job.State.WAITING), newest.count(Job.State.FAILED)
    return Check("jobs", waiting < MANY, f"{waiting} wait, {failed} failed")


def _last_import() -> Check:
    run = ImportRun.objects.order_by("-pk").values_list("finished_at", flat=True).first()
    return Check("last import", is_well=True, detail=_moment(run))


def _last_backup() -> Check:
    entry = AuditEntry.objects.filter(action__in=(MADE, FAILED)).first()
    failed = entry is not None and entry.action == FAILED
    return Check("last backup", not failed, f"{_moment(entry and entry.at)}{' failed' if failed else ''}")


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else "none"
