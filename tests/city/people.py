"""One account for each role of the city, by what it may do."""

from django.conf import settings

from portal.members.models import User

PASSWORD = settings.DEMO_PASSWORD

PEOPLE = {
    "author": "pengusul@dkc.example",
    "coordinator": "koordinator.pendidikan@dkc.example",
    "coordinator without a seat": "koordinator.sosial@dkc.example",
    "chair": "ketua@dkc.example",
    "council secretary": "sekretaris.dkc@dkc.example",
    "seat": "anggota.usaha@dkc.example",
    "liaison": "penghubung.perencanaan@dkc.example",
    "head of secretariat": "kepala.sekretariat@dkc.example",
    "clerk": "sekretariat@dkc.example",
    "second clerk": "sekretariat2@dkc.example",
    "minute taker": "notulis@dkc.example",
    "moderator": "moderator@dkc.example",
    "operator": "operator@dkc.example",
    "inspector": "pemeriksa@dkc.example",
    "administrator": "pengelola@dkc.example",
    # Not in the demo, made for the city.
    "newcomer": "pendatang@dkc.example",
    "claimant": "pemohon@dkc.example",
    "second moderator": "moderator2@dkc.example",
    "member": "anggota.kelompok@dkc.example",
    "superuser": "superuser@dkc.example",
}


def person(role: str) -> User:
    """Return the account of a role of PEOPLE, read anew: what somebody may do is kept on the object."""
    return User.objects.get(email=PEOPLE[role])
