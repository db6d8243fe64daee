"""When an author's answer was edited."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0002_first_content"),
    ]

    operations = [
        migrations.AddField(
            model_name="authoranswer",
            name="edited_at",
            field=models.DateTimeField(null=True, verbose_name="edited"),
        ),
    ]
