"""What every installation shares; each concern has its own short file."""

from .accounts import *
from .apps import *
from .cache import *
from .database import *
from .env import BASE_DIR, env
from .files import *
from .language import *
from .logs import *
from .mail import *
from .security import *
from .wagtail import *

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False

# The address that mails, feeds and QR codes print: scheme and host, no slash at the end.
SITE_URL: str = env.str("SITE_URL", "http://127.0.0.1:8000")

# True only where the demo content is loaded: shows the banner and lets its password in.
DEMO: bool = env.bool("DEMO", False)
# The one password of all demo accounts; where DEMO is off nobody can sign in with it or choose it.
DEMO_PASSWORD = "kota-contoh-bekasi"  # noqa: S105 (printed for everybody to use)

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
                "wagtail.contrib.settings.context_processors.settings",
                "portal.kit.context.site",
            ],
        },
    },
]

# Background work: rows of the same database, enqueued in the same transaction as what they are about.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
