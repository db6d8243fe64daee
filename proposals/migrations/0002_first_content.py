"""What a new portal begins with: strategic issues, pillars, districts and kelurahan, limits, and house rules.

The secretariat changes all of it in the admin.
"""

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
HOUSE_RULES = (
    (
        "Bahas usulannya, bukan orangnya",
        "Tidak setuju boleh. Menghina, merendahkan, atau menuduh orang tidak boleh.",
        "Discuss the proposal, not the person",
        "To disagree is welcome. To insult, belittle or accuse people is not.",
    ),
    (
        "Jelaskan alasannya",
        "Sebut angka, tempat, atau pengalaman. Bila ada sumber, sebutkan.",
        "Give your reasons",
        "Name figures, places or experience. If there is a source, name it.",
    ),
    (
        "Jaga data pribadi",
        "Jangan memuat nomor telepon, alamat rumah, nomor induk kependudukan, atau wajah anak tanpa izin.",
        "Protect personal data",
        "No telephone numbers, home addresses, identity numbers, or faces of children without consent.",
    ),
    (
        "Tidak menyerang golongan",
        "Ujaran tentang suku, agama, ras, golongan, kelamin, atau kondisi tubuh yang merendahkan disembunyikan.",
        "No attacks on groups",
        "Words that degrade people for their ethnicity, religion, race, group, sex or body are hidden.",
    ),
    (
        "Bukan tempat promosi",
        "Jangan menawarkan barang, jasa, atau kegiatan politik.",
        "No advertising",
        "Offer no goods, services or political activity.",
    ),
    (
        "Satu orang, satu akun",
        "Tulis atas nama sendiri, dan sebutkan dengan jujur siapa yang Anda wakili.",
        "One person, one account",
        "Write in your own name and say honestly whom you represent.",
    ),
    (
        "Tetap pada pokoknya",
        "Laporan satu lokasi, perkara pengadilan, dan urusan pribadi punya pintu lain.",
        "Keep to the matter",
        "Reports of a single place, court cases and private matters have other doors.",
    ),
)
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
    HouseRule = apps.get_model("proposals", "HouseRule")
    for number, (name, text, name_en, text_en) in enumerate(HOUSE_RULES, start=1):
        words = {"name": name, "text": text, "name_en": name_en, "text_en": text_en}
        HouseRule.objects.get_or_create(number=number, defaults=words)


def empty(apps, schema_editor):
    Area = apps.get_model("proposals", "Area")
    Area.objects.filter(parent__isnull=False).delete()
    Area.objects.all().delete()
    for model in ("StrategicIssue", "Pillar", "ProposalRules", "HouseRule"):
        apps.get_model("proposals", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]

    operations = [migrations.RunPython(fill, empty)]
