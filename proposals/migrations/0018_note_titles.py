"""Note public titles on PostgreSQL too: its trigram index was too slow among many titles that share words."""

from django.db import migrations

from proposals.similar import keys_of


def note_titles(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP INDEX IF EXISTS proposal_title_trigrams")
    key = apps.get_model("proposals", "TitleKey")
    titles = apps.get_model("proposals", "Proposal").objects.filter(ever_submitted=True)
    for pk, title in titles.values_list("pk", "title").iterator():
        key.objects.bulk_create(key(proposal_id=pk, key=part) for part in keys_of(title))


class Migration(migrations.Migration):
    dependencies = [("proposals", "0017_authorship")]

    operations = [migrations.RunPython(note_titles, migrations.RunPython.noop)]
