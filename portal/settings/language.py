"""Indonesian first, English second; one catalogue folder per app under locale/."""

from django.utils.translation import gettext_lazy as _

from .env import BASE_DIR

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [
    BASE_DIR / "locale" / part
    for part in ("portal", "members", "notices", "proposals", "council", "home", "libraries")
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
# 1.250.000 and 12,5: grouped in both languages as each writes it.
USE_THOUSAND_SEPARATOR = True

WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LANGUAGE_COOKIE_NAME = "bahasa"
