"""Where private files lie: under random names, without an address of their own."""

import secrets

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """Return the storage whose files have no address and are served through a permission check only."""
    return storages["private"]


def random_path(folder: str, ending: str) -> str:
    """Return a path in `folder` that nobody guesses and that names nobody."""
    return f"{folder}/{secrets.token_hex(16)}{ending}"
