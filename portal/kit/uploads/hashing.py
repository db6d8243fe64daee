"""The digest by which a file is known."""

import hashlib

from django.core.files.base import File


def sha256_of(file: File) -> str:
    """Return the SHA-256 of what `file` holds, in hexadecimal; the file is left at its beginning."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
