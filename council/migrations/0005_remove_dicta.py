from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0004_follow_up_moments"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="decisiondraft",
            name="dicta",
        ),
    ]
