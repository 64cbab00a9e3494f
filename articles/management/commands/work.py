"""python manage.py work: do background jobs as they come, publish and withdraw at the hours that were set, and keep SQLite's
search index in order."""

import logging
import os
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.db.utils import OperationalError
from django.utils.crypto import get_random_string

from articles.desk.workflow import publish_due
from articles.search.index import bring_together
from articles.tasks import give_up_dead_jobs

logger = logging.getLogger("kzsite.work")
EVERY = 20  # seconds between two looks at what is due
STEPS = 10  # of the search index, at each look: a second's work at most


class Command(BaseCommand):
    help = "Do background jobs until Ctrl+C; KZ_TASKS says where they wait (database or redis)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")
        parser.add_argument(
            "--beside", action="store_true", help="end with the process that started this one"
        )

    def handle(self, *args, once: bool, beside: bool, **options) -> None:
        if settings.TASKS_IN == "request":
            raise CommandError("jobs are done within requests; set KZ_TASKS to database or redis")
        work = redis_work() if settings.TASKS_IN == "redis" else database_work()
        parent, looked = os.getppid(), 0.0
        while True:
            try:
                if time.monotonic() - looked >= EVERY or not looked:
                    self.look_at_the_clock()
                    looked = time.monotonic()
                work()
            except OperationalError:  # the database is away or locked; it will be back
                logger.warning("the database does not answer", exc_info=True)
            if once or (beside and os.getppid() != parent):
                return
            time.sleep(1)

    def look_at_the_clock(self) -> None:
        close_old_connections()
        give_up_dead_jobs()
        _moved, stuck = publish_due()
        for article, reason in stuck:
            logger.warning("article %s is due and stays: %s", article.pk, reason)
        for _step in range(STEPS):
            if not bring_together():
                break


def database_work():
    """A function that does all jobs that wait in the database."""
    from django_tasks_db.management.commands.db_worker import Worker

    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    worker = Worker(
        queue_names=["default"],
        interval=1,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    return worker.run


def redis_work():
    """A function that does all jobs that wait in Redis, each in a process of its own."""
    from django_rq import get_worker

    worker = get_worker("default")
    return lambda: worker.work(burst=True, logging_level="WARNING")
