"""Count what stands below each comment that opened a thread, and what waits for the author's answer."""

from django.db import migrations, models


def count(apps, schema_editor):
    Comment = apps.get_model("proposals", "Comment")
    below = Comment.objects.filter(root__isnull=False).values("root").annotate(found=models.Count("pk"))
    for row in below.order_by():
        Comment.objects.filter(pk=row["root"]).update(reply_count=row["found"])
    waiting = (
        Comment.objects.filter(
            stance__in=["with_changes", "objection"], retracted_at__isnull=True, hidden_at__isnull=True
        )
        .values("proposal")
        .annotate(found=models.Count("pk"))
    )
    for row in waiting.order_by():
        apps.get_model("proposals", "Proposal").objects.filter(pk=row["proposal"]).update(
            answers_waiting=row["found"]
        )


class Migration(migrations.Migration):
    dependencies = [("proposals", "0005_discussing")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
