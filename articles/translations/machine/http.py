"""JSON to an engine over HTTP: bounded, with retries that wait as long as the engine asks for, and nothing in the logs."""

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from articles.translations.machine.engine import EngineError

TRIES = 4
TIMEOUT = 30  # seconds for one request
LONGEST_WAIT = 60.0  # seconds; who asks for more is given up
MAX_BYTES = 5_000_000  # of an answer
_AGAIN = {408, 425, 429, 500, 502, 503, 504, 529}
_HERE = {"localhost", "127.0.0.1", "::1"}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A key is sent where the editors said, and nowhere else."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(_NoRedirects)


@dataclass(frozen=True)
class Client:
    """`url` is the address that is posted to. A key goes unencrypted to this machine only."""

    url: str
    headers: Mapping[str, str]
    has_key: bool
    timeout: float = TIMEOUT
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self):
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EngineError("KZ_MT_URL must be an http or https address")
        if self.has_key and parts.scheme == "http" and parts.hostname not in _HERE:
            raise EngineError("a key is sent over https only")

    def post(self, payload: dict) -> dict:
        """The answer's JSON object; raises EngineError when the tries are used up or the engine refuses."""
        reason = ""
        for attempt in range(TRIES):
            try:
                return self._post_once(payload)
            except urllib.error.HTTPError as error:
                reason = f"it answered {error.code}"
                wait = _asked_wait(error.headers.get("Retry-After"))
                error.close()
                if error.code not in _AGAIN or (wait or 0) > LONGEST_WAIT:
                    break
            except (OSError, http.client.HTTPException) as error:
                reason, wait = f"it was not reached ({type(error).__name__})", None
            if attempt < TRIES - 1:
                self.sleep(wait if wait is not None else 2.0**attempt)
        raise EngineError(reason) from None

    def _post_once(self, payload: dict) -> dict:
        request = urllib.request.Request(
            self.url,
            data=json.dumps(payload).encode(),
            headers={"Content-Type": "application/json", "User-Agent": "kzsite", **self.headers},
        )
        with _opener.open(request, timeout=self.timeout) as response:
            data = response.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise EngineError("its answer is too long")
        try:
            answer = json.loads(data)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise EngineError("its answer is no JSON object")
        return answer


def _asked_wait(header: str | None) -> float | None:
    """Seconds that Retry-After asks for, given as such or as a date."""
    if not header:
        return None
    if header.strip().isdigit():
        return float(header[:9])
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def texts_of(found: object, count: int) -> list[str]:
    """A list of so many strings out of an answer, or EngineError."""
    if not isinstance(found, list) or len(found) != count or not all(isinstance(text, str) for text in found):
        raise EngineError("its answer does not have a translation for each text")
    return found
