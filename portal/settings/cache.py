"""Redis when REDIS_URL names one, else a table: rate limits need an atomic add that all processes share."""

from .env import env

REDIS_URL = env.str("REDIS_URL", "")

# How long a page that a visitor reads may be kept; a public act renews it at once. 0 keeps none.
VISITOR_PAGE_SECONDS = env.int("VISITOR_PAGE_SECONDS", 10)

CACHES: dict[str, dict[str, object]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            # Django's own 300 would throw out counts of attempts that still hold.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    )
}
