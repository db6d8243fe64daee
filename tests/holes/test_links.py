"""Hole: links that people type make the server ask an address for them (SSRF). The portal asks nobody.

There are no web-push endpoints; a link is text to the portal.
"""

import socket

import pytest
from django.urls import reverse

from proposals.models import Comment
from tests.addresses import addresses
from tests.factories.members import UserFactory, member
from tests.factories.proposals import LONG, in_discussion
from tests.files import docx, upload

pytestmark = pytest.mark.django_db

INSIDE = (
    "http://127.0.0.1:5432/", "http://localhost/admin/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/",
    "http://0x7f000001/", "http://2130706433/", "http://10.0.0.1/", "https://jahat.example/oembed?url=http://127.0.0.1",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "ftp://127.0.0.1/", "gopher://127.0.0.1:6379/_INFO",
    "file:///etc/passwd", "//jahat.example/x.png",
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch):
    """Forbid every connection and every look-up of a name; return those that were tried."""
    tried = []

    def forbidden(*args, **kwargs):
        tried.append(args)
        raise AssertionError(f"asked for {args}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, forbidden)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, forbidden)
    return tried


def test_nothing_that_is_typed_makes_the_portal_ask_anybody(clock, client_for, asked):
    proposal = in_discussion(content="\n\n".join(f"[x]({link}) {link}" for link in INSIDE))
    writer = member(group=proposal.leading_group)
    client = client_for(writer)
    speaks_as = f"representing-{writer.affiliations.get().pk}"
    address = reverse("proposals:write_comment", args=[proposal.pk])
    for link in INSIDE:
        body = f"{link} [tautan]({link}) ![gambar]({link})\n{LONG}"
        for do in ("preview", "send"):
            client.post(address, {"speaks_as": speaks_as, "stance": "note", "body": body, "do": do})
    client.get(proposal.get_absolute_url())
    assert Comment.objects.exists()
    assert asked == []


def test_wagtails_embeds_and_links_ask_nobody(clock, client_for, asked):
    """Wagtail asks YouTube and others about an embedded address; here no finder is installed."""
    client = client_for(UserFactory(is_superuser=True))
    embeds = [address for address in addresses() if "embed" in address.route or "link" in address.route]
    assert any("embeds" in address.route for address in embeds)
    for address in embeds:
        for link in INSIDE:
            values = dict.fromkeys(address.parameters, 1)
            sent = {"embed-chooser-url": link, "url": link, "external-link-chooser-url": link}
            assert client.post(address.path(values), sent).status_code < 500
            assert client.get(address.path(values), {"url": link}).status_code < 500
    assert asked == []


def test_a_document_that_names_other_files_makes_the_portal_fetch_none(clock, asked):
    """The relations and entities of an office document point into the house."""
    from django.core.exceptions import ValidationError

    from portal.kit import uploads

    entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1/x">]><x>&a;</x>'
    relation = (
        '<?xml version="1.0"?><Relationships><Relationship Type="x/attachedTemplate" '
        'TargetMode="External" Target="http://127.0.0.1/x.dotm"/></Relationships>'
    )
    for part in (entity, relation):
        made = docx(**{"word/_rels/document.xml.rels": part})
        with pytest.raises(ValidationError):
            uploads.vet(upload(made, "surat.docx"), max_bytes=10**7)
    assert asked == []
