"""The content version as the database has it now, known before every answer.

One row by its key costs 3 µs on SQLite, and twenty times that on PostgreSQL, its own work counted. There what is read holds for a
hundredth of a second, which whoever moves the number waits out (`ContentVersion.move`). A notification or a copy in
Redis would come later than the commit that it tells of, so that an editor could meet the page as it was before.
"""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from threading import Lock
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from articles.models import ContentVersion
from articles.models.content_version import LEASE

RETRY = 1.0  # seconds for which a database that does not answer is left alone
PATIENCE = 2  # seconds until a PostgreSQL that says nothing counts as down


class Version:
    """`read` gives (the number known last, whether the database answers); None where it never did."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ask: Callable[[], int] | None = None
        self._number: int | None = None
        self._lease = self._good_until = 0.0
        self._retry_at = 0.0

    def read(self) -> tuple[int | None, bool]:
        with self._lock:
            asked_at = monotonic()
            if asked_at < self._good_until:
                return self._number, True
            if self._ask is None and asked_at < self._retry_at:
                return self._number, False
            try:
                if self._ask is None:
                    self._ask, self._lease = _connect()
                self._number, self._good_until = self._ask(), asked_at + self._lease
            except Exception:  # noqa: BLE001 - whatever the driver says, the reader gets what is kept
                self._ask, self._retry_at = None, monotonic() + RETRY
                return self._number, False
            return self._number, True


def _connect() -> tuple[Callable[[], int], float]:
    """How to ask, and for how many seconds an answer holds.

    By a connection of our own, kept open: the driver's, since Django's cursor costs ten times the query.
    """
    wrapper = connections.create_connection(DEFAULT_DB_ALIAS)
    wrapper.settings_dict = deepcopy(wrapper.settings_dict)
    if wrapper.vendor == "postgresql":
        wrapper.settings_dict["OPTIONS"] |= {
            "connect_timeout": PATIENCE,
            "tcp_user_timeout": PATIENCE * 1000,
        }
    wrapper.connect()
    sql = str(ContentVersion.objects.filter(pk=1).values("number").query)
    if wrapper.vendor == "postgresql":
        return partial(_ask_postgresql, wrapper.connection.pgconn, sql.encode()), LEASE
    return partial(_ask_sqlite, wrapper.connection, sql), 0.0


def _ask_sqlite(connection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return row[0] if row else 0


def _ask_postgresql(connection, sql: bytes) -> int:
    """By libpq itself: the driver's cursor doubles the cost. Nothing is prepared, which poolers of connections may not bear."""
    result = connection.exec_(sql)
    if not result.ntuples and result.error_message:
        raise OperationalError(result.error_message.decode(errors="replace"))
    return int(result.get_value(0, 0)) if result.ntuples else 0
