"""The house rules that a new portal begins with; the secretariat changes them in the admin."""

from django.db import migrations

RULES = (
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


def add(apps, schema_editor):
    """Add the rules where there are none yet."""
    rules = apps.get_model("proposals", "HouseRule")
    for number, (name, text, name_en, text_en) in enumerate(RULES, start=1):
        words = {"name": name, "text": text, "name_en": name_en, "text_en": text_en}
        rules.objects.get_or_create(number=number, defaults=words)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0007_moderation")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
