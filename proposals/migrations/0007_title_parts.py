"""An index over parts of words in titles, on PostgreSQL."""

from typing import Any

from django.db import migrations

# An extension is the server's, not ours: where it may not be made, the titles are read one by one as on SQLite.
MAKE = """
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX IF NOT EXISTS proposal_title_parts ON proposals_proposal
        USING gin (upper(title::text) gin_trgm_ops) WHERE ever_submitted;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'No pg_trgm here: words in titles are found without an index.';
END
$$
"""


def make(apps: Any, schema_editor: Any) -> None:
    """Make the index for `title__icontains`, which Django asks of PostgreSQL as UPPER(title) LIKE UPPER(...)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps: Any, schema_editor: Any) -> None:
    """Remove the index; the extension may be used by others."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS proposal_title_parts")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0006_withdrawn_files")]

    operations = [migrations.RunPython(make, drop)]
