"""Slow work in the background: every job has a row that says how far it is, and can be done again where it failed.

Where no worker runs (`KZ_TASKS` in kzsite/settings.py) a job is done at once, within the request that starts it.
"""

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django_tasks import task

from articles import pipeline
from articles.desk import bulk
from articles.ingest.gather import gather
from articles.ingest.incoming import Incoming, Refused
from articles.links.run import forget, waiting
from articles.models import Article, BulkChange, Curation, ImportRun, Job, Source
from articles.pipeline import ImportOptions
from articles.tagging.acts import carry_out
from articles.tagging.curations import CannotCurate, undo

logger = logging.getLogger("kzsite.tasks")
LINKED_AT_ONCE = 25


def start(name: str, *, user, address: str = "", **details) -> Job:
    """Have the work of this name done, in the language of whoever starts it.

    `address` is where its result will be shown, `details` are JSON.
    """
    details |= {"language": get_language()}
    job = Job.objects.create(task=name, started_by=user, address=address, details=details)
    _enqueue(job)
    job.refresh_from_db()
    return job


def again(job: Job) -> None:
    """Have a failed job done once more; what it had done already is not done twice."""
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, words="", finished_at=None)
    _enqueue(job)


def _enqueue(job: Job) -> None:
    """Where the queue does not answer (Redis is gone) the job has failed, and can be done again."""
    try:
        run_job.enqueue(job.pk)
    except Exception as error:  # whatever its driver raises
        logger.exception("job %s could not be queued", job.pk)
        words = f"it could not be queued: {error}"[:500]
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, words=words, finished_at=timezone.now())


def give_up_dead_jobs() -> int:
    """Say of jobs whose process has gone that they failed; returns how many."""
    words = "its process was stopped"
    return Job.objects.dead().update(state=Job.State.FAILED, words=words, finished_at=timezone.now())


@task()
def run_job(number: int) -> None:
    """Do the job of this number, if nobody does it already."""
    if not Job.objects.filter(pk=number, state=Job.State.WAITING).update(state=Job.State.RUNNING):
        return
    job = Job.objects.get(pk=number)
    job.advance(0)
    details = dict(job.details)
    try:
        with override(details.pop("language", None)):
            WORK[job.task](job, **details)
    except CannotCurate as refusal:  # an answer to an editor, nothing to be done again
        job.state, job.words = Job.State.FAILED, str(refusal)[:500]
    except Exception as error:
        job.state, job.words = Job.State.FAILED, f"{type(error).__name__}: {error}"[:500]
        raise
    else:
        job.state = Job.State.DONE
    finally:
        job.finished_at = timezone.now()
        job.save(update_fields=["state", "words", "finished_at", "moved_at"])


def import_upload(
    job: Job,
    *,
    run: int,
    folder: str,
    pasted: dict | None = None,
    publish: bool = False,
    source: str | None = None,
) -> None:
    """Take in what was uploaded: files in numbered folders of `folder`, and a text {name, text, address} from the form."""
    row = ImportRun.objects.get(pk=run)
    options = ImportOptions(
        publish=publish, source=Source.objects.filter(slug=source).first() if source else None
    )
    user = get_user_model().objects.filter(pk=job.started_by_id).first()
    files = _uploaded(Path(folder), pasted)
    for count, _item in enumerate(pipeline.process_captures(files, run=row, options=options, user=user), 1):
        job.advance(count)
    shutil.rmtree(folder, ignore_errors=True)


def _uploaded(folder: Path, pasted: dict | None) -> Iterator[Incoming | Refused]:
    for path in sorted(folder.glob("*/*"), key=lambda path: (int(path.parent.name), path.name)):
        for page in gather([str(path)]):
            yield replace(page, name=page.name.removeprefix(f"{path.parent}/"))
    if pasted:
        yield Incoming(pasted["name"], pasted["text"].encode(), pasted.get("address", ""))


def link_all(job: Job) -> None:
    """Find the cross-links of the whole archive anew, after a change of names or papers; verdicts stay."""
    forget(Article.objects.all())
    done, total = 0, waiting().count()
    for batch in pipeline.link_archive():
        done += len(batch)
        job.advance(done, total)


def rebuild_all(job: Job) -> None:
    """Make anew all that is derived from the articles."""
    rows = Article.objects.filter(latest_revision__isnull=False).order_by("pk")
    last, done, total = 0, 0, rows.count()
    while batch := list(rows.filter(pk__gt=last)[:LINKED_AT_ONCE]):
        with transaction.atomic():
            pipeline.refresh_articles(batch)
        last, done = batch[-1].pk, done + len(batch)
        job.advance(done, total)


def bulk_change(job: Job, *, numbers: list[int], what: dict) -> None:
    """Change many articles; what could not be changed is said with the job."""
    job.advance(0, len(numbers))
    _bulk, stuck = bulk.apply(numbers, what, user=job.started_by, advance=job.advance)
    job.words = "; ".join(stuck)[:500]


def bulk_undo(job: Job, *, number: int) -> None:
    """Undo a bulk change; what somebody changed since stays, and is said with the job."""
    row = BulkChange.objects.get(pk=number)
    job.advance(0, len(row.before))
    job.words = "; ".join(bulk.undo(row, user=job.started_by, advance=job.advance))[:500]


def curate(job: Job, *, act: str, tag: int, arguments: dict) -> None:
    """Carry out what an editor decided about a tag that many articles carry: one transaction, as at the desk."""
    carry_out(act, tag, arguments, user=job.started_by)


def undo_curation(job: Job, *, number: int) -> None:
    """Undo a curation of many articles; how many later changes stay is said with the job."""
    left = undo(Curation.objects.get(pk=number), user=job.started_by)
    job.words = (
        ngettext("%d later change was kept.", "%d later changes were kept.", left) % left if left else ""
    )


WORK: dict[str, Callable[..., None]] = {
    "bulk_change": bulk_change,
    "bulk_undo": bulk_undo,
    "curate": curate,
    "import_upload": import_upload,
    "link_all": link_all,
    "rebuild_all": rebuild_all,
    "undo_curation": undo_curation,
}
