"""Session: that somebody is signed in on a device; kept with its person, so that it can be listed and ended."""

from datetime import date, datetime
from hashlib import blake2b

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

SIGNED_IN = "signed_in"  # in the session's data: when it began, the day it was used last, the browser


class Session(AbstractBaseSession):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    used_on = models.DateField(null=True)
    browser = models.CharField(max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        pass

    @classmethod
    def get_session_store_class(cls) -> type[db.SessionStore]:
        return SessionStore

    @property
    def name(self) -> str:
        """What names it on a page: whoever reads the key itself is signed in."""
        return blake2b(self.session_key.encode(), digest_size=8).hexdigest()

    @classmethod
    def of(cls, user) -> list["Session"]:
        """Where this person is signed in; a changed password has ended what began before it."""
        rows = cls.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-used_on", "-begun_at")
        current = user.get_session_auth_hash()
        return [row for row in rows if row.get_decoded().get(HASH_SESSION_KEY) == current]


class SessionStore(db.SessionStore):
    """The store that SESSION_ENGINE names: Django's own, with the person beside the data."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict) -> Session:
        session = super().create_model_instance(data)
        told = data.get(SIGNED_IN, {})
        session.user_id = data.get(SESSION_KEY)
        session.browser = told.get("browser", "")
        if told:
            session.begun_at = datetime.fromisoformat(told["begun"])
            session.used_on = date.fromisoformat(told["used"])
        return session
