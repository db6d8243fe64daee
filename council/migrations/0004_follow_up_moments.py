from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0003_decision_announce_by"),
        ("members", "0002_first_content"),
        ("proposals", "0002_lists"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["open", "reported", "done", "infeasible"]), _negated=True),
                    ("opened_at__isnull", False),
                    _connector="OR",
                ),
                name="follow_ups_that_run_were_opened",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state__in", ["done", "infeasible", "cancelled"])),
                    models.Q(("ended_at", None), ("state__in", ["proposed", "open", "reported"])),
                    _connector="OR",
                ),
                name="follow_ups_end_at_a_moment",
            ),
        ),
    ]
