"""The holidays known when this was written; the secretariat keeps the table in the admin.

Days with a fixed date by law for several years, and all days of 2026 by the joint decree of three
ministers on national holidays and collective leave.
"""

from datetime import date

from django.db import migrations

FIXED = [
    (1, 1, "Tahun Baru Masehi"),
    (5, 1, "Hari Buruh Internasional"),
    (6, 1, "Hari Lahir Pancasila"),
    (8, 17, "Hari Kemerdekaan Republik Indonesia"),
    (12, 25, "Hari Raya Natal"),
]
YEARS = range(2025, 2029)
OF_2026 = [
    (1, 16, "Isra Mikraj Nabi Muhammad"),
    (2, 16, "Cuti bersama Tahun Baru Imlek"),
    (2, 17, "Tahun Baru Imlek 2577"),
    (3, 18, "Cuti bersama Hari Suci Nyepi"),
    (3, 19, "Hari Suci Nyepi"),
    (3, 20, "Cuti bersama Idulfitri"),
    (3, 21, "Idulfitri 1447 Hijriah"),
    (3, 22, "Idulfitri 1447 Hijriah"),
    (3, 23, "Cuti bersama Idulfitri"),
    (3, 24, "Cuti bersama Idulfitri"),
    (4, 3, "Wafat Yesus Kristus"),
    (4, 5, "Kebangkitan Yesus Kristus"),
    (5, 14, "Kenaikan Yesus Kristus"),
    (5, 15, "Cuti bersama Kenaikan Yesus Kristus"),
    (5, 27, "Iduladha 1447 Hijriah"),
    (5, 28, "Cuti bersama Iduladha"),
    (5, 31, "Hari Raya Waisak 2570"),
    (6, 16, "Tahun Baru Islam 1448 Hijriah"),
    (8, 25, "Maulid Nabi Muhammad"),
    (12, 24, "Cuti bersama Hari Raya Natal"),
]


def enter_holidays(apps, schema_editor):
    """Enter the days; those that somebody entered before stay as they are."""
    Holiday = apps.get_model("kit", "Holiday")
    days = [(date(year, month, day), name) for year in YEARS for month, day, name in FIXED]
    days += [(date(2026, month, day), name) for month, day, name in OF_2026]
    for day, name in days:
        Holiday.objects.get_or_create(date=day, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [migrations.RunPython(enter_holidays, migrations.RunPython.noop)]
