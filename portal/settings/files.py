"""Static files, served hashed and compressed by WhiteNoise, and what people upload."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

from .env import BASE_DIR, DATA_DIR

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hash the imports between ES modules too, so that a module and what it imports change together."""

    support_js_module_import_aggregation = True


STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Evidence of affiliations: never under MEDIA_ROOT, served only through the permission check.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "portal.settings.files.StaticStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o640
