"""Logs: readable lines here, JSON lines in production; never a secret, an address or a ballot."""

from typing import Any

from .env import env

LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "portal.kit.logs.JsonFormatter"},
    },
    # The level stands at the handler too: the worker lowers the level of its own loggers.
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "level": LOG_LEVEL}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
# A report of an error names what was sent, without its contents.
DEFAULT_EXCEPTION_REPORTER_FILTER = "portal.kit.logs.WithoutContents"
