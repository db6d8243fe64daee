"""Proposals of one author in the states in which they are written, checked, discussed and reviewed."""

from portal.kit import uploads
from portal.members import roles
from portal.members.models import Organisation, WorkingGroup
from proposals import actions
from proposals.models import Proposal
from proposals.models.comment import Capacity, Stance
from tests.files import PDF, upload

from .members import CLAIMED
from .people import person

DISCUSSED = "Rak buku puskesmas"
ALIKE = ("Pojok baca puskesmas", "Buku anak puskesmas", "Majalah puskesmas")


def written_by_the_author() -> None:
    """Leave a draft, one sent back, one with its coordinator, and one in discussion with support."""
    author, organisation = person("author"), Organisation.objects.get(name=CLAIMED)
    text = {
        "summary": "Perpustakaan keliling berhenti pada jam pulang sekolah.",
        "background": "Sekarang mobil datang pada jam pelajaran.",
        "content": "Jadwal diubah menjadi pukul dua siang.",
        "benefit": "Lebih banyak anak meminjam buku.",
        "affected": "Petugas pulang lebih sore.",
        "leading_group": WorkingGroup.objects.get(slug="pendidikan"),
    }
    back, submitted, discussed, refused, reviewed, *alike, begun = (
        actions.create_draft(actor=author, organisation=organisation, text={**text, "title": title})
        for title in (
            "Perpustakaan keliling",
            "Taman baca halte",
            DISCUSSED,
            "Bazar buku",
            "Buku keliling",
            *ALIKE,
            "Lomba bercerita",
        )
    )
    for made, name in ((begun, "susunan acara.pdf"), (submitted, "peta halte.pdf")):
        file = uploads.vet(upload(name=name), max_bytes=len(PDF))
        actions.attach_file(proposal=made, actor=author, upload=file)
    back, submitted, discussed, refused, reviewed, *alike = (
        actions.submit_proposal(proposal=made, actor=person("author"))
        for made in (back, submitted, discussed, refused, reviewed, *alike)
    )
    for proposal in (refused, reviewed):
        actions.not_forward(
            proposal=proposal,
            actor=person("second clerk"),
            category="promotion",
            reason="Menawarkan dagangan satu penerbit.",
            direction="Dinas Perdagangan dan Perindustrian.",
        )
    writer, takes_over = person("member"), person("coordinator")
    for made, invited, kind in (
        (begun, writer, "co_author"),
        (discussed, writer, "co_author"),
        (submitted, takes_over, "co_author"),
        (back, takes_over, "co_author"),
    ):
        invitation = actions.invite_author(
            proposal=made, actor=author, affiliation=roles.current_affiliations(invited)[0], kind=kind
        )
        if made == begun:
            actions.accept_invitation(invitation=invitation, actor=invited)
    actions.request_review(
        proposal=reviewed, actor=person("author"), reason="Kami tidak menjual apa pun; bukunya dipinjamkan."
    )
    actions.send_back(proposal=back, actor=person("clerk"), reason="Ceritakan siapa yang terdampak.")
    discussed = actions.open_discussion(
        proposal=discussed, actor=person("coordinator"), no_agency_reason="Dikerjakan warga sendiri."
    )
    _merge_alike(alike, discussed)
    actions.give_support(proposal=discussed, actor=person("member"))


def _merge_alike(alike: list[Proposal], target: Proposal) -> None:
    """Leave one proposal merged into `target`, one whose author agrees to it, and one not answered yet."""
    for proposal in alike:
        actions.propose_merge(
            proposal=proposal, target=target, actor=person("clerk"), reason="Sama-sama tentang buku."
        )
    for proposal in alike[:2]:
        actions.answer_merge(proposal=proposal, actor=person("author"), agrees=True)
    actions.merge_proposal(proposal=alike[0], actor=person("clerk"))


def commented() -> None:
    """Leave a suggested change to take over, a comment and an answer that may still be edited."""
    writer = person("member")
    actions.suggest_change(
        proposal=Proposal.objects.get(title=DISCUSSED),
        actor=writer,
        affiliation=roles.current_affiliations(writer)[0],
        capacity=Capacity.REPRESENTING,
        part="content",
        quote="pukul dua siang",
        replacement="pukul tiga sore",
        body="Anak-anak kelas enam baru pulang sesudah pukul dua.",
    )
    actions.write_comment(
        proposal=Proposal.objects.get(title=DISCUSSED),
        actor=writer,
        affiliation=roles.current_affiliations(writer)[0],
        capacity=Capacity.REPRESENTING,
        stance=Stance.OBJECTION,
        body="Ruang tunggu puskesmas kami terlalu sempit untuk rak setinggi dua meter.",
    )
    asked = actions.write_comment(
        proposal=Proposal.objects.get(title=DISCUSSED),
        actor=writer,
        affiliation=roles.current_affiliations(writer)[0],
        capacity=Capacity.REPRESENTING,
        stance=Stance.OBJECTION,
        body="Siapa yang membersihkan rak itu setiap hari?",
    )
    actions.answer_comments(
        proposal=asked.proposal,
        actor=person("author"),
        comments=[asked.pk],
        verdict="noted",
        body="Petugas kebersihan puskesmas; jadwalnya kami susun.",
    )
