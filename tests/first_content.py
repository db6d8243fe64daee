"""What a new database holds, kept beside its tables and put back after a test that commits.

Such a test leaves all tables empty. Made anew by what follows a migration, the first pages, permissions and
lists take seconds a test; copied within the database they take none.
"""

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from portal.kit import append_only


def keep() -> None:
    """Copy the tables of the new database, each to one beside it."""
    with connection.cursor() as cursor:
        for table, copy in _copies():
            cursor.execute(f"DROP TABLE IF EXISTS {copy}")
            cursor.execute(f"CREATE TABLE {copy} AS SELECT * FROM {table}")  # noqa: S608 (our own names)


def put_back() -> None:
    """Fill the emptied tables with their first rows, and protect them as they were."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, copy in _copies():
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {copy}")  # noqa: S608 (our own names)
    append_only.install(connection)


def _copies() -> list[tuple[str, str]]:
    """Return the tables that are emptied, each with the name of its copy."""
    tables = connection.introspection.django_table_names(include_views=False)
    return [
        (connection.ops.quote_name(table), f"kept_{number}")
        for number, table in enumerate(sorted(tables))
        # Not emptied.
        if table != MigrationRecorder.Migration._meta.db_table
    ]
