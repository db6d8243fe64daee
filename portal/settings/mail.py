"""Mail: printed to the console unless EMAIL_URL names a server."""

from .env import env

EMAIL_URL = env.str("EMAIL_URL", "consolemail://")
_mail = env.dj_email_url("EMAIL_URL", EMAIL_URL) if EMAIL_URL != "consolemail://" else {}
EMAIL_BACKEND = str(_mail.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"))
EMAIL_HOST = str(_mail.get("EMAIL_HOST", ""))
EMAIL_PORT = int(_mail.get("EMAIL_PORT", 25) or 25)
EMAIL_HOST_USER = str(_mail.get("EMAIL_HOST_USER", ""))
EMAIL_HOST_PASSWORD = str(_mail.get("EMAIL_HOST_PASSWORD", ""))
EMAIL_USE_TLS = bool(_mail.get("EMAIL_USE_TLS", False))
EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_SSL", False))
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Dewan Kota Cerdas <dkc@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
