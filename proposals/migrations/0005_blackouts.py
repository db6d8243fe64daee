"""Passages that moderators black out: what they were, where they stood, and the cases about them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0004_list_filters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Blackout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("passage", models.TextField(verbose_name="passage")),
                ("salt", models.BinaryField(max_length=32, verbose_name="salt")),
            ],
            options={
                "verbose_name": "blacked-out passage",
                "verbose_name_plural": "blacked-out passages",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="BlackoutPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12, verbose_name="kind of text")),
                ("row", models.BigIntegerField(verbose_name="text")),
                ("field", models.CharField(max_length=20, verbose_name="part")),
                ("originals", models.JSONField(verbose_name="as it was written")),
            ],
            options={
                "verbose_name": "place of a blacked-out passage",
                "verbose_name_plural": "places of blacked-out passages",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="moderationdecision",
            name="sanctions_name_a_house_rule",
        ),
        migrations.AddField(
            model_name="moderationcase",
            name="text_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="proposals.proposal",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="blackouts",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="moderationcase",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="proposals.comment",
            ),
        ),
        migrations.AlterField(
            model_name="moderationcase",
            name="kind",
            field=models.CharField(
                choices=[
                    ("flagged", "Flagged"),
                    ("held", "Held before publication"),
                    ("review", "Review asked for"),
                    ("blackout", "Passage blacked out"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="moderationdecision",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("leave", "Leave as it is"),
                    ("hide", "Hide"),
                    ("warn", "Hide and warn"),
                    ("suspend", "Hide and suspend writing"),
                    ("release", "Release"),
                    ("refuse", "Do not publish"),
                    ("uphold", "The decision stands"),
                    ("reverse", "The decision is undone"),
                    ("black_out", "Black out a passage"),
                ],
                max_length=10,
                verbose_name="decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", False), ("text_of__isnull", True)),
                    models.Q(("comment__isnull", True), ("text_of__isnull", False)),
                    _connector="OR",
                ),
                name="cases_are_about_one_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome__in", ["hide", "warn", "suspend", "refuse", "black_out"]), _negated=True
                    ),
                    ("rule__isnull", False),
                    _connector="OR",
                ),
                name="sanctions_name_a_house_rule",
            ),
        ),
        migrations.AddField(
            model_name="blackout",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="blackout",
                to="proposals.moderationdecision",
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="blackout",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="blackouts", to="proposals.proposal"
            ),
        ),
        migrations.AddField(
            model_name="blackoutplace",
            name="blackout",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="proposals.blackout"
            ),
        ),
        migrations.AddConstraint(
            model_name="blackout",
            constraint=models.UniqueConstraint(
                models.F("proposal"), models.F("number"), name="one_blackout_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="blackoutplace",
            constraint=models.UniqueConstraint(
                models.F("blackout"),
                models.F("kind"),
                models.F("row"),
                models.F("field"),
                name="one_blackout_per_field",
            ),
        ),
    ]
