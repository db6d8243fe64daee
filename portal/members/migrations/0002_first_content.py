"""The four working groups of the city and the kinds of organisation, each mapped to its element."""

from django.db import migrations

WORKING_GROUPS = [
    ("Ekonomi", "ekonomi", "eko", "Usaha kecil, pasar, lapangan kerja, dan pariwisata kota."),
    ("Sosial", "sosial", "sos", "Kesehatan, lingkungan, kebencanaan, dan kesejahteraan warga."),
    ("Pendidikan", "pendidikan", "pen", "Sekolah, literasi, keterampilan, dan penelitian."),
    ("Energi", "energi", "ene", "Energi terbarukan, penghematan listrik, dan sumber daya air."),
]

ORGANISATION_KINDS = [
    ("Perguruan tinggi", "academia", False),
    ("Lembaga penelitian", "academia", False),
    ("Sekolah", "academia", False),
    ("Pelaku usaha", "business", False),
    ("Koperasi", "business", False),
    ("Asosiasi usaha", "business", False),
    ("Komunitas/organisasi warga", "society", False),
    ("Yayasan", "society", False),
    ("Media", "society", False),
    ("Perangkat daerah", "government", True),
    ("Kecamatan", "government", True),
    ("Kelurahan", "government", True),
    ("Instansi pemerintah lain", "government", False),
]


def create(apps, schema_editor):
    """Create what is missing; names are what the secretariat may change afterwards."""
    group = apps.get_model("members", "WorkingGroup")
    for position, (name, slug, hue, description) in enumerate(WORKING_GROUPS, start=1):
        group.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "hue": hue,
                "description": description,
                "position": position * 10,
            },
        )
    kind = apps.get_model("members", "OrganisationKind")
    for name, element, is_agency in ORGANISATION_KINDS:
        kind.objects.get_or_create(name=name, defaults={"element": element, "is_agency": is_agency})


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
