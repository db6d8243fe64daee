"""The stored files of attachments: deleted when nothing refers to them any more."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction

from portal.kit import clock
from portal.kit.uploads import private_storage

from ..models import Attachment
from ..models.attachment import FOLDER

# What nobody refers to is deleted this long after it was written.
KEPT_FOR = timedelta(days=1)


def delete_forgotten_files() -> int:
    """Delete the stored files that no attachment names, a day after; return how many they were.

    A file is written before its transaction ends: when that fails, it stays behind.
    """
    storage, limit = private_storage(), clock.now() - KEPT_FOR
    names = [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]] if storage.exists(FOLDER) else []
    known = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
    forgotten = [n for n in names if n not in known and storage.get_modified_time(n) < limit]
    for name in forgotten:
        storage.delete(name)
    return len(forgotten)


def delete_files_later(attachments: Collection[Attachment]) -> None:
    """Delete the files of rows that are gone, once that is certain; one left behind is found by the job."""
    names = [str(attachment.file.name) for attachment in attachments]

    def delete() -> None:
        for name in names:
            private_storage().delete(name)

    transaction.on_commit(delete)
