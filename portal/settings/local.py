"""A developer's or a newcomer's own machine: loopback only, demo accounts welcome, nothing to configure."""

from .base import *
from .env import DATA_DIR, env

SECRET_KEY = env.str("SECRET_KEY", "local-only-not-a-secret-0123456789abcdefghijklmnopqrstuvwxyz")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECOND_FACTOR_REQUIRED = False
DEMO = env.bool("DEMO", True)
DATA_DIR.mkdir(parents=True, exist_ok=True)
