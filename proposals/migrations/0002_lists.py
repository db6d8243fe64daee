"""Fill the lists of domain knowledge: strategic issues, pillars, districts and kelurahan, and the rules' row."""

import csv
from pathlib import Path

from django.db import migrations

STRATEGIC_ISSUES = [
    ("Kualitas SDM", "Quality of human resources"),
    ("Pertumbuhan penduduk", "Population growth"),
    ("Sarana dan prasarana", "Facilities and infrastructure"),
    ("Perekonomian daerah", "Local economy"),
    ("Kemiskinan dan kesejahteraan sosial", "Poverty and social welfare"),
    ("Tata kelola pemerintahan", "Governance"),
]
PILLARS = [
    ("Tata kelola cerdas", "Smart governance"),
    ("Citra kota cerdas", "Smart branding"),
    ("Ekonomi cerdas", "Smart economy"),
    ("Kehidupan cerdas", "Smart living"),
    ("Masyarakat cerdas", "Smart society"),
    ("Lingkungan cerdas", "Smart environment"),
]
AREAS = Path(__file__).parents[1] / "data" / "wilayah-bekasi.csv"


def fill(apps, schema_editor):
    for model, lines in (("StrategicIssue", STRATEGIC_ISSUES), ("Pillar", PILLARS)):
        apps.get_model("proposals", model).objects.bulk_create(
            apps.get_model("proposals", model)(name=name, name_en=name_en, position=position)
            for position, (name, name_en) in enumerate(lines, start=1)
        )
    Area = apps.get_model("proposals", "Area")
    by_code = {}
    with AREAS.open(encoding="utf-8", newline="") as stream:
        # A district stands before its kelurahan in the file, because its code is the shorter one.
        for row in csv.DictReader(stream):
            by_code[row["kode"]] = Area.objects.create(
                code=row["kode"],
                level=row["tingkat"],
                official_name=row["nama_resmi"],
                name=row["nama_tampil"],
                parent=by_code.get(row["induk"]),
            )
    ProposalRules = apps.get_model("proposals", "ProposalRules")
    if not ProposalRules.objects.exists():
        ProposalRules.objects.create()


def empty(apps, schema_editor):
    Area = apps.get_model("proposals", "Area")
    Area.objects.filter(parent__isnull=False).delete()
    Area.objects.all().delete()
    for model in ("StrategicIssue", "Pillar", "ProposalRules"):
        apps.get_model("proposals", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]

    operations = [migrations.RunPython(fill, empty)]
