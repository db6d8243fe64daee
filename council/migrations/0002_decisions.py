import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import council.numbering


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0001_initial"),
        ("members", "0002_first_content"),
        ("proposals", "0002_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("REK", "Recommendation"), ("KEP", "Decision")], max_length=3, unique=True
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="councilrules",
            name="number_body",
            field=models.CharField(blank=True, default="DKC", max_length=20, verbose_name="token {body}"),
        ),
        migrations.AddField(
            model_name="councilrules",
            name="number_class",
            field=models.CharField(blank=True, max_length=20, verbose_name="token {class}"),
        ),
        migrations.AddField(
            model_name="councilrules",
            name="number_unit",
            field=models.CharField(blank=True, max_length=20, verbose_name="token {unit}"),
        ),
        migrations.AlterField(
            model_name="councilrules",
            name="number_format",
            field=models.CharField(
                default="{seq:03}/{kind}/DKC/{year}",
                help_text="Tokens: {seq} {kind} {body} {month_roman} {year} {class} {unit}.",
                max_length=80,
                validators=[council.numbering.validate_format],
                verbose_name="format of a decision's number",
            ),
        ),
        migrations.CreateModel(
            name="CityAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answered_on", models.DateField(verbose_name="date of the answer")),
                ("document", models.CharField(max_length=200, verbose_name="document")),
                ("summary", models.TextField(verbose_name="the answer in the city's words")),
                ("approved_by_name", models.CharField(max_length=200, verbose_name="signed by")),
                ("workdays", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of the city",
                "verbose_name_plural": "answers of the city",
                "ordering": ["answered_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("REK", "Recommendation"), ("KEP", "Decision")],
                        max_length=3,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("sequence", models.PositiveIntegerField(verbose_name="sequence")),
                ("number", models.CharField(max_length=80, unique=True, verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("body_html", models.TextField(verbose_name="text")),
                (
                    "plain_text",
                    models.TextField(
                        help_text="For the search in the register.", verbose_name="text without markup"
                    ),
                ),
                ("class_code", models.CharField(blank=True, max_length=40, verbose_name="classification")),
                ("text_hash", models.CharField(max_length=64, verbose_name="SHA-256 of the text")),
                ("enacted_at", models.DateTimeField(verbose_name="enacted at")),
                ("enacted_on", models.DateField(verbose_name="enacted on")),
                ("chair_name", models.CharField(max_length=200, verbose_name="chair")),
                ("secretary_name", models.CharField(blank=True, max_length=200, verbose_name="secretary")),
                (
                    "enacted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="council.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-enacted_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("announced_at", models.DateTimeField()),
                ("announced_on", models.DateField()),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcement",
                        to="council.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "announcement",
                "verbose_name_plural": "announcements",
            },
        ),
        migrations.CreateModel(
            name="DecisionDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("REK", "Recommendation"), ("KEP", "Decision")],
                        max_length=3,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Concept"),
                            ("initialled", "Initialled"),
                            ("signed", "Signed"),
                            ("enacted", "Enacted"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("background", models.TextField(blank=True, verbose_name="background")),
                ("legal_basis", models.TextField(blank=True, verbose_name="legal basis")),
                ("attention", models.TextField(blank=True, verbose_name="having regard to")),
                ("heard", models.TextField(blank=True, verbose_name="main points of support and objection")),
                ("considerations", models.TextField(blank=True, verbose_name="considerations")),
                ("dicta", models.TextField(blank=True, editable=False, verbose_name="dicta")),
                ("risks", models.TextField(blank=True, verbose_name="those affected, and risks")),
                ("monitoring", models.TextField(blank=True, verbose_name="monitoring plan")),
                ("copies_to", models.TextField(blank=True, verbose_name="copies to")),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_drafts",
                        to="council.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision draft",
                "verbose_name_plural": "decision drafts",
                "ordering": ["-changed_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="draft",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision",
                to="council.decisiondraft",
            ),
        ),
        migrations.CreateModel(
            name="DecisionDraftMotion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_motions",
                        to="council.decisiondraft",
                    ),
                ),
                (
                    "motion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft_motion",
                        to="council.motion",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="decisiondraft",
            name="motions",
            field=models.ManyToManyField(
                related_name="drafts", through="council.DecisionDraftMotion", to="council.motion"
            ),
        ),
        migrations.CreateModel(
            name="DecisionOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("accepted_with_changes", "Accepted with changes"),
                            ("not_accepted", "Not accepted"),
                            ("deferred", "Deferred"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("consensus", "consensus"),
                            ("with_notes", "consensus with notes"),
                            ("majority", "majority"),
                        ],
                        max_length=12,
                    ),
                ),
                ("wording", models.TextField()),
                ("deferred_until", models.DateField(blank=True, null=True)),
                ("deferred_condition", models.TextField(blank=True)),
                ("filled", models.PositiveSmallIntegerField()),
                ("present", models.PositiveSmallIntegerField()),
                ("quorum", models.PositiveSmallIntegerField()),
                ("conflicted", models.PositiveSmallIntegerField(default=0)),
                ("yes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("no", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("abstain", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("ballot_closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="council.decision",
                    ),
                ),
                (
                    "motion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_outcome",
                        to="council.motion",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_outcomes",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["decision", "position"],
            },
        ),
        migrations.CreateModel(
            name="DecisionNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("organisation_name", models.CharField(max_length=200)),
                ("element", models.CharField(blank=True, max_length=12)),
                ("text", models.TextField()),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="council.decisionoutcome",
                    ),
                ),
            ],
            options={
                "ordering": ["outcome", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DraftEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edits",
                        to="council.decisiondraft",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["revision"],
            },
        ),
        migrations.CreateModel(
            name="DraftSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Head of secretariat"),
                            ("chair", "Chair"),
                            ("secretary", "Secretary of the council"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("revision", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("lapsed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="council.decisiondraft",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("funding", models.CharField(blank=True, max_length=200, verbose_name="source of funds")),
                ("indicator", models.CharField(blank=True, max_length=200, verbose_name="measured by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Running"),
                            ("reported", "Reported as finished"),
                            ("done", "Done"),
                            ("infeasible", "Cannot be carried out"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="members.organisation",
                        verbose_name="agency",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="council.decision",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": ["decision", "position"],
            },
        ),
        migrations.CreateModel(
            name="CityAnswerFollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepted", models.BooleanField(verbose_name="accepted")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="agency",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_up_items",
                        to="council.cityanswer",
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="council.followup",
                    ),
                ),
            ],
            options={
                "ordering": ["answer", "follow_up"],
            },
        ),
        migrations.CreateModel(
            name="FollowUpDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("funding", models.CharField(blank=True, max_length=200, verbose_name="source of funds")),
                ("indicator", models.CharField(blank=True, max_length=200, verbose_name="measured by")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="agency",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_up_drafts",
                        to="council.decisiondraft",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="proposals.proposal",
                        verbose_name="proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="FollowUpReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="what was done")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(default=0, verbose_name="share done, in per cent"),
                ),
                ("evidence", models.TextField(blank=True, verbose_name="evidence")),
                ("approved_by_name", models.CharField(max_length=200, verbose_name="approved by")),
                ("is_final", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("rejected_at", models.DateTimeField(blank=True, null=True)),
                ("rejection", models.TextField(blank=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="council.followup",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "report on a follow-up",
                "verbose_name_plural": "reports on follow-ups",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MonitoringNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("created_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="council.followup",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.workinggroup",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_notes",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "monitoring note",
                "verbose_name_plural": "monitoring notes",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter_number", models.CharField(max_length=80, verbose_name="number of the letter")),
                ("letter_date", models.DateField(verbose_name="date of the letter")),
                (
                    "state",
                    models.CharField(
                        choices=[("conveyed", "Conveyed"), ("answered", "Answered")],
                        default="conveyed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("conveyed_at", models.DateTimeField()),
                ("conveyed_on", models.DateField()),
                ("promised_on", models.DateField()),
                ("promised_workdays", models.PositiveSmallIntegerField()),
                (
                    "conveyed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral",
                        to="council.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "ordering": ["-conveyed_at"],
            },
        ),
        migrations.AddField(
            model_name="cityanswer",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="council.referral"
            ),
        ),
        migrations.CreateModel(
            name="RollCallLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seat_number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("office", models.CharField(blank=True, max_length=20)),
                ("organisation_name", models.CharField(max_length=200)),
                ("element", models.CharField(max_length=12)),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("in_favour", "In favour"),
                            ("against", "Against"),
                            ("abstain", "Abstention"),
                            ("not_cast", "Cast no vote"),
                            ("conflicted", "Conflict of interest"),
                            ("absent", "Not present"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_call",
                        to="council.decisionoutcome",
                    ),
                ),
            ],
            options={
                "ordering": ["outcome", "seat_number"],
            },
        ),
        migrations.CreateModel(
            name="CityAnswerItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly", "Accepted in part"),
                            ("declined", "Cannot be done"),
                            ("studied", "Still being studied"),
                        ],
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                ("studied_until", models.DateField(blank=True, null=True, verbose_name="studied until")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="council.cityanswer",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="city_answers",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["answer", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("answer"), models.F("proposal"), name="one_item_per_proposal_and_answer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "studied"), ("studied_until__isnull", False)),
                            models.Q(models.Q(("result", "studied"), _negated=True), ("studied_until", None)),
                            _connector="OR",
                        ),
                        name="studied_answers_name_a_date",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["-enacted_on", "-id"], name="decision_newest_first"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["kind", "enacted_on"], name="decision_last_of_kind"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                models.F("kind"), models.F("year"), models.F("sequence"), name="decision_sequence_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("sequence__gte", 1)), name="decision_sequence_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisiondraftmotion",
            constraint=models.UniqueConstraint(
                models.F("draft"), models.F("position"), name="draft_motion_position_once"
            ),
        ),
        migrations.AddIndex(
            model_name="decisiondraft",
            index=models.Index(fields=["state", "changed_at"], name="council_dec_state_cc0c94_idx"),
        ),
        migrations.AddConstraint(
            model_name="decisiondraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "initialled", "signed", "enacted"])),
                name="decision_draft_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisiondraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["REK", "KEP"])), name="decision_draft_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionoutcome",
            constraint=models.UniqueConstraint(
                models.F("decision"), models.F("position"), name="outcome_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedit",
            constraint=models.UniqueConstraint(
                models.F("draft"), models.F("revision"), name="one_edit_per_revision"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftsignature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lapsed_at", None)),
                fields=("draft", "role"),
                name="one_standing_signature_per_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftsignature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lapsed_at", None)),
                fields=("draft", "person"),
                name="one_standing_signature_per_person",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["agency", "state", "due_on"], name="council_fol_agency__09b22b_idx"),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                models.F("decision"), models.F("position"), name="follow_up_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "open", "reported", "done", "infeasible", "cancelled"])
                ),
                name="follow_up_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="cityanswerfollowup",
            constraint=models.UniqueConstraint(
                models.F("answer"), models.F("follow_up"), name="one_item_per_follow_up_and_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="cityanswerfollowup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted", True), ("agency__isnull", False)),
                    models.Q(("accepted", False), ("agency", None)),
                    _connector="OR",
                ),
                name="accepted_follow_ups_name_an_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="followupdraft",
            constraint=models.UniqueConstraint(
                models.F("draft"), models.F("position"), name="follow_up_draft_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="followupreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__lte", 100)), name="report_percent_up_to_100"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["state", "promised_on"], name="council_ref_state_dcba6f_idx"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["conveyed", "answered"])), name="referral_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="rollcallline",
            constraint=models.UniqueConstraint(
                models.F("outcome"), models.F("seat_number"), name="roll_call_seat_once"
            ),
        ),
    ]
