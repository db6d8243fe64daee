"""Keeping order: a comment is flagged, hidden by a house rule, and looked at again by somebody else."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from proposals.models import Comment, ModerationCase, ModerationDecision
from tests.factories.members import UserFactory, member
from tests.factories.moderation import house_rule, moderator
from tests.factories.proposals import cast, comment, in_discussion, reply

from .person import PATIENCE_MS, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUDE = "Pak RT di gang sebelah, nomornya 0812-0000-0000, memang selalu menghambat usulan seperti ini."
ANSWER = "Mohon bicara tentang usulannya."
REASON = "Nomor telepon orang lain tidak boleh dimuat. Tulislah tanpa nomornya."
STATEMENT = "Nomor itu nomor kantor RT, tertulis di papan pengumuman."
VERDICT = "Betul, itu nomor kantor. Tanggapan ditampilkan lagi."


class Order:
    """Who keeps order around one comment, each at a browser of their own."""

    def __init__(self, sit: Callable[..., Person]) -> None:
        people = cast()
        self.rule = house_rule()
        self.proposal = in_discussion(people)
        writer = member(group=people.group, element="business")
        self.rude = comment(self.proposal, body=RUDE, actor=writer)
        reply(self.rude, ANSWER, people.author)

        self.writer = sit(writer)
        self.reader = sit(UserFactory())
        self.first, self.second = sit(moderator()), sit(moderator())
        self.visitor = sit()
        # Whoever works in the dark reads as much.
        self.second.page.emulate_media(color_scheme="dark")

    @property
    def page(self) -> str:
        return self.proposal.get_absolute_url()

    def case(self, person: Person, case: ModerationCase) -> Person:
        """Let a moderator open a case from the queue, which must offer it."""
        return person.open("/admin/usulan/moderasi/").follow(f"/moderasi/{case.pk}/")

    def decide(self, person: Person, case: ModerationCase, **fields: Any) -> None:
        """Let a moderator take a case on and decide it, by the forms of the admin."""
        self.case(person, case).follow("/ambil/").send(button="button")
        person.sees("Perkara ini Anda tangani").follow("/putuskan/")
        # A decision without its reason is refused, and nothing that was chosen is lost.
        person.send(button="button", **{**fields, "reason": ""})
        assert ModerationCase.objects.get(pk=case.pk).is_open
        expect(person.page.locator(f'main [value="{fields["outcome"]}"]')).to_be_checked(timeout=PATIENCE_MS)
        person.send(button="button", reason=fields["reason"])
        person.sees("Sudah diputuskan")

    # What people do

    def flag(self) -> None:
        reader = self.reader.open(self.page).follow(f"/tanggapan/{self.rude.pk}/laporkan/")
        reader.send(category="other", note="")
        reader.sees("Belum terkirim")
        reader.send(category="personal_data", note="Ada nomor telepon.")
        reader.sees("Moderator memeriksa tanggapan itu", RUDE)
        reader.follow(f"/tanggapan/{self.rude.pk}/laporkan/").sees("Anda sudah melaporkan tanggapan ini")

    def hide(self) -> None:
        case = ModerationCase.objects.get()
        self.case(self.second, case).sees(RUDE, ANSWER, "Ada nomor telepon.", "Belum ada yang mengambilnya")
        self.decide(self.first, case, outcome="warn", rule=self.rule.pk, reason=REASON)
        # Whoever comes too late reads what was decided, and is offered nothing.
        self.second.open(f"/admin/usulan/moderasi/{case.pk}/").sees(REASON)
        assert not self.second.page.locator('main a[href*="/ambil/"]').count()

    def read_tombstone(self) -> None:
        visitor = self.visitor.open(self.page)
        visitor.sees("Tanggapan ini disembunyikan moderator", self.rule.name, ANSWER)
        visitor.sees_not(RUDE, REASON)
        self.first.open(self.page).follow("/admin/usulan/moderasi/").sees(RUDE)

    def ask_for_review(self) -> None:
        decision = ModerationDecision.objects.get()
        writer = self.writer.open(self.page).follow(decision.get_absolute_url())
        writer.sees("Sembunyikan dan beri peringatan", self.rule.name, REASON, RUDE)
        writer.open("/akun/moderasi/").follow(decision.get_absolute_url())
        writer.follow("/tinjau/").send(statement=STATEMENT)
        writer.sees("Permintaan Anda masuk antrean", STATEMENT, "Moderator lain memeriksanya")
        assert not writer.page.locator('main a[href*="/tinjau/"]').count()

    def review(self) -> None:
        case = ModerationCase.objects.get(kind=ModerationCase.Kind.REVIEW)
        # Whoever decided it does not look at it again.
        self.case(self.first, case).sees(STATEMENT)
        assert not self.first.page.locator('main a[href*="/ambil/"]').count()
        self.decide(self.second, case, outcome="reverse", reason=VERDICT)
        assert not Comment.objects.get(pk=self.rude.pk).hidden_at

    def read_again(self) -> None:
        self.visitor.open(self.page).sees(RUDE, ANSWER).sees_not("disembunyikan moderator")
        self.writer.open("/akun/moderasi/").follow(
            f"/akun/moderasi/{ModerationDecision.objects.earliest('pk').pk}/"
        )
        self.writer.sees(VERDICT)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_hidden_comment_leaves_its_answers_and_is_looked_at_again_by_somebody_else(sit, javascript):
    order = Order(partial(sit, javascript=javascript))
    order.flag()
    order.hide()
    order.read_tombstone()
    order.ask_for_review()
    order.review()
    order.read_again()
