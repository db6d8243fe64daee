"""The test suite: fast password hashing, mail kept in memory, tasks run at once."""

from pathlib import Path
from tempfile import TemporaryDirectory

from .base import *
from .base import (
    DATABASES,
    INSTALLED_APPS,
    LOGGING,
    MIDDLEWARE,
    SQLITE_OPTIONS,
    STATIC_ROOT,
    STORAGES,
    env,
)
from .env import DATA_DIR

# Pages that read row by row fail; innermost, so that it watches the page alone.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = [*MIDDLEWARE, "tests.reads.watch_reads"]
ZEAL_RAISE = True
# Wagtail finds a page by walking down its address, one part at a time.
ZEAL_ALLOWLIST = [
    {"model": "wagtailcore.Page", "field": "get()"},
    # Read once by each process and remembered.
    {"model": "contenttypes.ContentType", "field": "get()"},
]
SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tests change what pages show without the acts that tell of it.
VISITOR_PAGE_SECONDS = 0
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# What tests upload goes to a folder that ends with the run, not among what people uploaded.
_uploads = TemporaryDirectory(prefix="portal-tests-")
MEDIA_ROOT = Path(_uploads.name) / "media"
STORAGES = {
    **STORAGES,
    "private": {
        **STORAGES["private"],
        "OPTIONS": {"location": Path(_uploads.name) / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise warns at each start when it is missing; tests read the sources.
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
SECOND_FACTOR_REQUIRED = False
LOG_LEVEL = "WARNING"
LOGGING["root"]["level"] = LOG_LEVEL
# Several checkouts may test side by side on one server.
_name = "_".join(filter(None, ["test_portal", env.str("TEST_DATABASE_SUFFIX", "")]))
if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    # A file: SQLite in memory refuses what several threads do at once, and races are tested.
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    _name = str(DATA_DIR / f"{_name}.sqlite3")
    # A test database need not survive a power cut.
    _pragmas = f"{SQLITE_OPTIONS['init_command']}PRAGMA synchronous=OFF;"
    DATABASES["default"]["OPTIONS"] = {**SQLITE_OPTIONS, "init_command": _pragmas}
DATABASES["default"]["TEST"] = {"NAME": _name}
