"""Figures for Prometheus, read from the database when asked, so that any process answers for all of them."""

from collections.abc import Iterator

from django.db.models import Count
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from articles.models import Article, AuditEntry, Capture, ContentVersion, ImportRun, Job, Link
from articles.monitoring.checks import readiness


class Archive:
    """Collects the figures anew at each scrape."""

    def collect(self) -> Iterator[Metric]:
        checks = readiness()
        yield _gauge(
            "kzsite_check", "1 where the check is well", "name", ((c.name, int(c.is_well)) for c in checks)
        )
        if not all(check.is_well for check in checks if check.is_needed):
            return
        for name, words, queryset in (
            ("kzsite_articles", "Articles by state", Article.objects),
            ("kzsite_captures", "Pages received by state", Capture.objects),
            ("kzsite_links", "Links by state", Link.objects),
            ("kzsite_jobs", "Background jobs by state", Job.objects),
        ):
            counts = queryset.order_by().values_list("state").annotate(Count("pk"))
            yield _gauge(name, words, "state", counts)
        yield GaugeMetricFamily(
            "kzsite_content_version", "Moves with every change that readers see", ContentVersion.current()
        )
        moments = {
            "import": ImportRun.objects.order_by("-pk").values_list("finished_at", flat=True).first(),
            "backup": AuditEntry.objects.filter(action="backup.make").values_list("at", flat=True).first(),
        }
        known = ((name, at.timestamp()) for name, at in moments.items() if at)
        yield _gauge("kzsite_last_seconds", "When it was last done, in Unix time", "what", known)


def metrics_text() -> bytes:
    """The figures in Prometheus's text format."""
    registry = CollectorRegistry()
    registry.register(Archive())
    return generate_latest(registry)


def _gauge(name: str, words: str, label: str, values) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=[label])
    for value, number in values:
        family.add_metric([str(value)], number)
    return family
