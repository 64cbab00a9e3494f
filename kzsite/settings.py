"""All settings, from environment variables.

KZ_ENV           development (a laptop: manage.py and make) or production (the default of kzsite.wsgi)
KZ_SECRET_KEY    required in production: a long random string
KZ_HOSTS         required in production: host names parted by commas, e.g. archive.example.org
KZ_SITE_URL      the public address that feeds, sitemaps and canonical links carry
KZ_DATA_DIR      where the SQLite database and uploads live; `var` beside manage.py by default
KZ_PROXY         1 where a proxy in front sets X-Forwarded-Proto and adds to X-Forwarded-For
KZ_OTP           required: nobody gets into the back office without a one-time password; by default whoever
                 has enrolled a device
KZ_DEBUG         1 shows Django's error pages; never in production
KZ_EDITOR_PASSWORD  the sample editor's password that `manage.py init` sets in development
KZ_MT_ENGINE     deepl or libretranslate: machine translation, off where it is not set
KZ_MT_URL        the engine's address; LibreTranslate needs one
KZ_MT_KEY        the engine's key; read when it is used, never stored
KZ_MT_LIMIT      characters that one translation may send to the engine; 100000 by default
DATABASE_URL     e.g. postgres://user:password@host/name; SQLite in KZ_DATA_DIR by default
DATABASE_REPLICA_URL  a read replica for readers' pages
KZ_METRICS_TOKEN who sends it as a bearer token may read /metrics; nobody where it is not set
KZ_LOG           json: one object a line (the default in production); text: for people
KZ_STORAGE       where pictures are kept, as JSON for Django's storages, e.g. {"BACKEND": "storages.backends.s3.S3Storage",
                 "OPTIONS": {"bucket_name": "…"}}; a folder of KZ_DATA_DIR by default
KZ_TASKS         where slow jobs wait for `manage.py work`: database, or redis (that of CACHE_URL); by default
                 nowhere, a request does its job itself
KZ_MAIL          smtp://user:password@host:587 (smtps:// for 465) takes notices to editors; printed where it is not set
KZ_MAIL_FROM     the sender of notices
CACHE_URL        e.g. redis://host:6379/0; memory of the process by default
"""

import contextlib
import json
import os
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ.get("KZ_ENV", "development")
if ENVIRONMENT not in ("development", "production"):
    raise ImproperlyConfigured(f"KZ_ENV is {ENVIRONMENT!r}; it must be development or production")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = not PRODUCTION and os.environ.get("KZ_DEBUG") == "1"
DATA_DIR = Path(os.environ.get("KZ_DATA_DIR", BASE_DIR / "var"))


def required(name: str, *, laptop: str) -> str:
    """The variable's value; on a laptop it has a harmless stand-in."""
    value = os.environ.get(name, "" if PRODUCTION else laptop)
    if not value:
        raise ImproperlyConfigured(
            f"{name} must be set in production; kzsite/settings.py lists all variables"
        )
    return value


SECRET_KEY = required("KZ_SECRET_KEY", laptop="only-for-a-laptop-" + "x" * 50)
ALLOWED_HOSTS = required("KZ_HOSTS", laptop="127.0.0.1,localhost,[::1]").split(",")
SITE_URL = os.environ.get(
    "KZ_SITE_URL", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000"
).rstrip("/")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "taggit",
    "django_tasks_db",
    "articles",
]

MIDDLEWARE = [
    "articles.monitoring.middleware.Health",
    "articles.monitoring.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kzsite.content_security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "articles.admin.sign_in.NoteSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.admin.second_factor.SecondFactor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kzsite.urls"
WSGI_APPLICATION = "kzsite.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def _database(url: str) -> dict:
    """What Django is told of the database; parameters of the address (`?timeout=60`) have the last word."""
    # PostgreSQL has much to look up for a new connection, which a reader would wait for.
    database = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    options = {}
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # Readers never wait for a writer (WAL), and writers queue at once instead of failing half-way (IMMEDIATE).
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
        }
    elif database["ENGINE"] == "django.db.backends.postgresql":
        # To plan our small queries costs more than to run them; what comes again is prepared.
        options = {"server_side_binding": True, "prepare_threshold": 2}
    return database | {"OPTIONS": options | database.get("OPTIONS", {})}


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR / 'kzsite.sqlite3'}"))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    with contextlib.suppress(OSError):  # `manage.py init` says what is wrong with the folder, in one line
        DATA_DIR.mkdir(parents=True, exist_ok=True)
if os.environ.get("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = _database(os.environ["DATABASE_REPLICA_URL"]) | {"TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["kzsite.replica.Router"]
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.middleware.locale.LocaleMiddleware"), "kzsite.replica.ReadersOnReplica"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if os.environ.get("CACHE_URL", "").startswith(("redis://", "rediss://", "unix://")):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["CACHE_URL"],
            "OPTIONS": {
                "socket_timeout": 2,
                "socket_connect_timeout": 2,
            },  # whoever asks does not hang with it
        }
    }

TASKS_IN = os.environ.get("KZ_TASKS", "request")
TASKS_BACKENDS = {
    "request": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
    "redis": "django_tasks_rq.RQBackend",
}
if TASKS_IN not in TASKS_BACKENDS:
    raise ImproperlyConfigured(f"KZ_TASKS is {TASKS_IN!r}; it must be database or redis")
TASKS = {"default": {"BACKEND": TASKS_BACKENDS[TASKS_IN]}}
if TASKS_IN == "redis":
    INSTALLED_APPS.insert(-1, "django_rq")
    RQ_QUEUES = {"default": {"URL": os.environ.get("CACHE_URL", "redis://localhost:6379/0")}}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses who guessed too often, before any password is looked at
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "admin:login"
SESSION_ENGINE = "articles.models.session"

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "articles.admin.sign_in.client_address"
AXES_LOCKOUT_CALLABLE = "articles.admin.sign_in.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "csrfmiddlewaretoken"]  # passwords get typed into the wrong field
AXES_DISABLE_ACCESS_LOG = True  # sessions are listed already
AXES_ENABLE_ADMIN = False

if os.environ.get("KZ_OTP", "") not in ("", "required"):
    raise ImproperlyConfigured(f"KZ_OTP is {os.environ['KZ_OTP']!r}; it must be required, or not set")
OTP_REQUIRED = os.environ.get("KZ_OTP") == "required"
OTP_TOTP_ISSUER = "kzsite"

LANGUAGE_CODE = "ja"
LANGUAGES = [
    ("ja", "日本語"),
    ("en", "English"),
    ("ru", "Русский"),
    ("kk", "Қазақша"),
    ("zh-hans", "简体中文"),
]
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"


def storage(given: str) -> dict:
    """The storage that KZ_STORAGE describes; one that cannot be is told now, and not to the first who uploads."""
    try:
        found = json.loads(given)
        package = found["BACKEND"].partition(".")[0]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured("KZ_STORAGE must be JSON with a BACKEND") from error
    if find_spec(package) is None:
        raise ImproperlyConfigured(
            f"KZ_STORAGE names {found['BACKEND']}, which is not installed; README says what S3 needs"
        )
    return found


STORAGES = {
    "default": storage(
        os.environ.get("KZ_STORAGE") or '{"BACKEND": "django.core.files.storage.FileSystemStorage"}'
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

TAGGIT_CASE_INSENSITIVE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
if os.environ.get("KZ_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

METRICS_TOKEN = os.environ.get("KZ_METRICS_TOKEN", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "articles.monitoring.logs.RequestId"}},
    "formatters": {
        "json": {"()": "articles.monitoring.logs.JsonLines"},
        "text": {"format": "%(levelname)s %(name)s %(request_id)s %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request"],
            "formatter": os.environ.get("KZ_LOG", "json" if PRODUCTION else "text"),
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "kzsite": {"level": "INFO" if PRODUCTION else "WARNING"},
    },
}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if os.environ.get("KZ_MAIL"):
    _mail = urlsplit(os.environ["KZ_MAIL"])
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp" and bool(_mail.username)
    EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("KZ_MAIL_FROM", f"kzsite@{ALLOWED_HOSTS[0]}")
