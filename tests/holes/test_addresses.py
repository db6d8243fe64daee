"""Holes: ORDER BY from the address, and files that are handed out by number or without signing in."""

import pytest

from council.models import InvitationReply
from portal.members.models import AffiliationEvidence
from proposals.models import Attachment
from tests.addresses import addresses
from tests.kit.attacks import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.survey]

# What the portal, Django and Wagtail call the parameter of an order, and what an attacker would write there.
NAMES = ("urut", "urutan", "order", "order_by", "ordering", "sort", "o", "sortby")
ORDERS = (
    "author__password",
    "-author__email",
    "password",
    "?",
    "pk;drop table x",
    "1 desc",
    "(select 1)",
    "__",
    "",
)
PAGES = (
    "halaman",
    "p",
    "page",
    "sesudah",
    "sebelum",
    "setelah",
    "after",
    "before",
    "cursor",
    "tahun",
    "pokja",
)
PLACES = (
    "-1",
    "0",
    "9" * 30,
    "1e9",
    "NaN",
    "1,2",
    "\u0661",
    "a" * 4_000,
    "' or 1=1 --",
    "[]",
    "{}",
    "../",
    "*",
)
# Whose addresses list something; a lookup into other tables would show in what it lists.
FEW = (None, "clerk")
# Files that everybody may have, by the beginning of their route.
PUBLIC_FILES = (
    "healthz", "readyz", "umpan/", "sitemap", "robots.txt", "favicon", "humans", "manifest", "catatan/",
    "sidang/<int:pk>/stempel", "usulan/<int:pk>/lampiran/<int:attachment_id>/", "admin/jsi18n/",
    "keputusan/<int:year>/<slug:slug>",
    "sidang/<int:pk>/naskah/<slug:kind>", "sidang/<int:pk>.ics", "kalender",
    "sidang/<int:pk>/", "sidang/berkas/", "sidang/pindaian/", "dokumen/", "jejak/",
    "keputusan/tindak-lanjut/<int:pk>/bukti/",
)  # fmt: skip


def lists():
    """Return the addresses of ours that are read without naming a thing: they list."""
    found = [address for address in addresses() if address.is_ours and not address.is_action]
    return [address for address in found if not address.route.endswith("logout/")]


@pytest.mark.parametrize("role", FEW)
def test_no_order_comes_from_the_address(reader, role):
    """An order that is not offered gives the page of the order that is, never another and never an error."""
    client = reader(role)
    for address in lists():
        if address.parameters or (address.in_admin and role is None):
            continue
        path = address.path({})
        plain = client.get(path)
        if plain.status_code != 200 or plain.streaming:
            continue
        for order in ORDERS:
            answer = client.get(path, dict.fromkeys(NAMES, order))
            assert answer.status_code in (200, 302, 400, 404), f"{path} by {order}"
            if answer.status_code == 200 and "html" in plain.headers["Content-Type"]:
                assert rows_of(answer, path) == rows_of(plain, path), f"{path} is ordered by {order}"


def rows_of(answer, path):
    """Return the order of things in a page, by where its links lead, without those to the page itself."""
    links = Seen(answer.content.decode()).links
    return [link for link in links if "?" not in link and link not in (path, f"/en{path}")]


@pytest.mark.parametrize("role", FEW)
def test_no_place_in_a_list_is_an_error(reader, role):
    client = reader(role)
    for address in lists():
        if address.in_admin and role is None:
            continue
        path = address.path(address.things()[0])
        for place in PLACES:
            answer = client.get(path, dict.fromkeys(PAGES, place))
            assert answer.status_code < 500, f"{path}?...={place[:40]}"


def test_no_file_is_handed_out_without_signing_in_but_what_is_public(reader):
    client = reader(None)
    handed_out = set()
    for address in addresses():
        if address.route.endswith("logout/") or not address.is_ours:
            continue
        for kwargs in address.things():
            answer = client.get(address.path(kwargs))
            if answer.status_code == 200 and not answer.headers.get("Content-Type", "").startswith(
                "text/html"
            ):
                handed_out.add(address.route)
    assert {route for route in handed_out if not route.startswith(PUBLIC_FILES)} == set()


@pytest.mark.parametrize("role", [None, "newcomer", "liaison", "coordinator without a seat"])
def test_no_private_file_is_got_by_its_number(reader, role):
    client = reader(role)
    numbers = range(1, 60)
    assert AffiliationEvidence.objects.exists()
    assert InvitationReply.objects.exclude(letter="").exists()
    for number in numbers:
        assert client.get(f"/akun/bukti/{number}/").status_code in (302, 403, 404)
        assert client.get(f"/sidang/jawaban/{number}/surat/").status_code in (302, 403, 404)
    for attachment in Attachment.objects.filter(proposal__state="draft", proposal__versions=None):
        path = f"/usulan/{attachment.proposal_id}/lampiran/{attachment.pk}/"
        assert client.get(path).status_code in (302, 403, 404)


def test_a_number_of_one_proposal_opens_no_file_of_another(reader):
    """An attachment is found in its own proposal only."""
    client = reader(None)
    proposals = set(Attachment.objects.values_list("proposal_id", flat=True))
    for attachment in Attachment.objects.all():
        for other in proposals - {attachment.proposal_id}:
            assert client.get(f"/usulan/{other}/lampiran/{attachment.pk}/").status_code == 404


@pytest.mark.parametrize("role", [None, "newcomer"])
def test_no_stored_file_has_an_address_of_its_own(reader, role):
    """Neither under the media address nor by walking out of it."""
    client = reader(role)
    for attachment in Attachment.objects.all()[:3]:
        name = attachment.file.name
        for path in (
            f"/media/{name}",
            f"/media/../private/{name}",
            f"/media/%2e%2e/private/{name}",
            f"/private/{name}",
        ):
            assert client.get(path).status_code in (302, 400, 404), path
