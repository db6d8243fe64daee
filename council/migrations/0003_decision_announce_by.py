from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep the day until which a decision is promised to be announced."""

    dependencies = [("council", "0002_decisions")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="announce_by",
            # No decision was enacted before this column existed; the default only satisfies the database.
            field=models.DateField(default=date(2026, 1, 1), verbose_name="to be announced by"),
            preserve_default=False,
        ),
    ]
