"""The settings of a newcomer's machine, with a bare view beside the portal's own addresses."""

from portal.settings.local import *

ROOT_URLCONF = "benchmarks.urls"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
