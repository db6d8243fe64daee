"""Co-authors and the handing over of authorship: who may, what it brings, and what it takes away."""

import pytest
from django.urls import reverse

from portal.kit.verdict import Refused
from portal.members import roles
from portal.notices.models import Notice
from portal.record.models import Act
from proposals import actions, permissions
from proposals.heard import heard
from proposals.models import AuthorInvitation, CoAuthor, Draft, Proposal, ProposalRules
from tests.factories.members import AffiliationFactory, OrganisationFactory, UserFactory, member, staff
from tests.factories.proposals import (
    TEXT,
    cast,
    co_author,
    comment,
    draft,
    in_discussion,
    in_state,
    submitted,
)
from tests.proposals.texts import whole

pytestmark = pytest.mark.django_db


def place(user):
    return roles.current_affiliations(user)[0]


def invite(proposal, actor, person, kind="co_author"):
    return actions.invite_author(proposal=proposal, actor=actor, affiliation=place(person), kind=kind)


class TestInviting:
    """Only the author asks, only who represents a verified organisation is asked, and nothing is assumed."""

    def test_the_invited_is_told_by_mail_and_is_no_author_yet(self, clock):
        people = cast()
        proposal = draft(people)
        invited = member(element="business")
        invite(proposal, people.author, invited)
        notice = Notice.objects.get(kind="proposal.author_invited")
        assert notice.person == invited
        assert proposal.title in notice.body
        assert not Proposal.objects.visible_to(invited).exists()
        assert permissions.can_edit_draft(invited, proposal).rule == "proposal.draft.who"

    def test_nobody_but_the_author_invites(self, clock):
        people = cast()
        proposal = draft(people)
        along = co_author(proposal)
        for stranger in (along, people.coordinator, people.secretariat, UserFactory(is_superuser=True)):
            with pytest.raises(Refused):
                invite(proposal, stranger, member())
        assert AuthorInvitation.objects.filter(state="open").count() == 0

    @pytest.mark.parametrize("state", ["formulation", "awaiting_session", "accepted", "withdrawn"])
    def test_not_once_the_text_is_no_longer_written(self, clock, state):
        people = cast()
        proposal = in_state(state, people)
        assert (
            permissions.can_invite_co_author(people.author, proposal).rule
            == "proposal.invite_co_author.state"
        )

    def test_who_speaks_for_themselves_or_for_an_unverified_organisation_is_not_asked(self, clock):
        people = cast()
        proposal = draft(people)
        personal = UserFactory()
        AffiliationFactory(user=personal, personal=True)
        unverified = UserFactory()
        AffiliationFactory(user=unverified, organisation=OrganisationFactory(verified_at=None))
        for person in (personal, unverified):
            with pytest.raises(Refused, match=r"invite\.mandate"):
                invite(proposal, people.author, person)

    def test_an_author_a_co_author_and_who_is_asked_already_are_not_asked_again(self, clock):
        people = cast()
        proposal = draft(people)
        with pytest.raises(Refused, match=r"invite\.author"):
            invite(proposal, people.author, people.author)
        with pytest.raises(Refused, match=r"invite\.twice"):
            invite(proposal, people.author, co_author(proposal))
        waiting = member()
        invite(proposal, people.author, waiting)
        with pytest.raises(Refused, match=r"invite\.waiting"):
            invite(proposal, people.author, waiting)

    def test_no_more_than_the_rules_allow_open_invitations_counted(self, clock):
        people = cast()
        ProposalRules.objects.update_or_create(pk=1, defaults={"co_authors_max": 2})
        proposal = draft(people)
        co_author(proposal)
        invite(proposal, people.author, member())
        with pytest.raises(Refused, match=r"co_authors\.most"):
            invite(proposal, people.author, member())


class TestAnswering:
    """The invited alone answers, once, and only while what was asked still holds."""

    def test_who_accepts_reads_and_writes_the_draft_for_their_own_organisation(self, clock):
        people = cast()
        proposal = draft(people)
        along = co_author(proposal)
        assert CoAuthor.objects.get().organisation == place(along).organisation
        assert list(Proposal.objects.visible_to(along)) == [proposal]
        saved = actions.save_draft(proposal=proposal, actor=along, revision=1, text={"title": "Judul berdua"})
        assert saved.title == "Judul berdua"
        assert Notice.objects.get(kind="proposal.author_accepted").person == people.author

    def test_submitting_discarding_and_withdrawing_stay_with_the_author(self, clock):
        people = cast()
        proposal = draft(people)
        along = co_author(proposal)
        with pytest.raises(Refused, match=r"submit\.who"):
            actions.submit_proposal(proposal=proposal, actor=along)
        with pytest.raises(Refused, match=r"discard\.who"):
            actions.discard_draft(proposal=proposal, actor=along)
        proposal = actions.submit_proposal(proposal=proposal, actor=people.author)
        with pytest.raises(Refused, match=r"withdraw\.who"):
            actions.withdraw_proposal(proposal=proposal, actor=along, reason="Tidak jadi.")

    def test_a_co_author_edits_in_discussion_while_their_mandate_holds(self, clock):
        people = cast()
        proposal = in_discussion(people)
        along = co_author(proposal)
        version = actions.edit_proposal(
            proposal=proposal,
            actor=along,
            base_version=1,
            text=whole(content="Lain."),
            change_note="Bersama.",
        )
        assert version.author == along
        assert Act.objects.latest("pk").actor_role == "co_author"
        along.affiliations.update(mandate_valid_until=clock.now.date())
        clock.forward(days=1)
        roles.forget(along)
        refused = permissions.can_edit(along, Proposal.objects.get())
        assert refused.rule == "proposal.submit.mandate"
        assert along.affiliations.get().organisation.name in refused.message

    def test_nobody_else_answers_and_nobody_twice(self, clock):
        people = cast()
        invited = member()
        invitation = invite(draft(people), people.author, invited)
        for stranger in (people.author, people.secretariat, member()):
            for answer in (actions.accept_invitation, actions.decline_invitation):
                with pytest.raises(Refused, match=r"invitation\.who"):
                    answer(invitation=invitation, actor=stranger)
        actions.decline_invitation(invitation=invitation, actor=invited)
        with pytest.raises(Refused, match=r"invitation\.answered"):
            actions.accept_invitation(invitation=invitation, actor=invited)
        assert not CoAuthor.objects.exists()
        assert Notice.objects.get(kind="proposal.author_declined").person == people.author

    def test_an_expired_mandate_and_a_closed_discussion_stop_an_acceptance(self, clock):
        people = cast()
        proposal = in_discussion(people)
        invited = member()
        invitation = invite(proposal, people.author, invited)
        invited.affiliations.update(mandate_valid_until=clock.now.date())
        clock.forward(days=1)
        roles.forget(invited)
        with pytest.raises(Refused, match=r"invite\.mandate"):
            actions.accept_invitation(invitation=invitation, actor=invited)
        invited.affiliations.update(mandate_valid_until=None)
        clock.set(proposal.closes_at)
        with pytest.raises(Refused, match=r"invite_co_author\.state"):
            actions.accept_invitation(invitation=invitation, actor=invited)

    def test_an_invitation_taken_back_is_gone(self, clock):
        people = cast()
        invited = member()
        invitation = invite(draft(people), people.author, invited)
        with pytest.raises(Refused, match=r"take_back"):
            actions.take_back_invitation(invitation=invitation, actor=member())
        actions.take_back_invitation(invitation=invitation, actor=people.author)
        with pytest.raises(Refused, match=r"answered"):
            actions.accept_invitation(invitation=invitation, actor=invited)

    def test_what_becomes_public_has_its_act_and_what_is_private_has_none_in_public(self, clock):
        people = cast()
        co_author(draft(people))
        assert Act.objects.get(verb="join_authors").entry is None
        co_author(in_discussion(people))
        assert Act.objects.filter(verb="join_authors").latest("pk").entry is not None


class TestBound:
    """A co-author is an author: for conflicts of interest, for the heard rule, and also after leaving."""

    NOT_OWN = ("can_open_discussion", "can_send_back", "can_not_forward")

    def test_nobody_decides_on_a_proposal_that_they_or_their_organisation_write_along(self, clock):
        people = cast()
        proposal = submitted(people)
        along = co_author(proposal)
        organisation = place(along).organisation
        colleague = staff(roles.SECRETARIAT_EDITOR)
        AffiliationFactory(user=colleague, organisation=organisation, personal=True)
        child = member(organisation=OrganisationFactory(parent=organisation))
        for rule in self.NOT_OWN:
            assert getattr(permissions, rule)(colleague, proposal).rule == "proposal.own"
            assert getattr(permissions, rule)(people.secretariat, proposal)
        assert permissions.is_own(along, proposal)
        assert permissions.is_own(child, proposal)
        assert not permissions.is_own(member(), proposal)

    def test_who_left_a_public_proposal_stays_bound_and_who_left_a_draft_does_not(self, clock):
        people = cast()
        private, public = draft(people), submitted(people)
        for proposal, bound in ((private, False), (public, True)):
            along = co_author(proposal)
            actions.leave_authorship(proposal=proposal, actor=along)
            assert permissions.is_own(along, proposal) is bound
            assert not permissions.writes(along, proposal)
        with pytest.raises(Refused, match=r"leave\.who"):
            actions.leave_authorship(proposal=public, actor=people.author)

    def test_the_element_of_a_co_author_is_none_that_is_to_be_heard(self, clock):
        people = cast()
        proposal = in_discussion(people)
        comment(proposal, element="business")
        comment(proposal, element="academia")
        proposal.refresh_from_db()
        assert proposal.heard_missing == 0
        along = co_author(proposal, element="business")
        proposal.refresh_from_db()
        assert proposal.heard_missing == 1
        assert heard(proposal).elements["business"].is_authors
        actions.leave_authorship(proposal=proposal, actor=along)
        assert heard(Proposal.objects.get()).elements["business"].is_authors

    def test_news_about_the_proposal_reaches_its_co_authors(self, clock):
        people = cast()
        proposal = submitted(people)
        along = co_author(proposal)
        actions.open_discussion(proposal=proposal, actor=people.coordinator, no_agency_reason="Tidak ada.")
        told = Notice.objects.filter(kind="proposal.opened").values_list("person", flat=True)
        assert set(told) == {people.author.pk, along.pk}


class TestHandingOver:
    """The authorship passes with consent, to a co-author or within the organisation."""

    def test_to_another_who_represents_the_same_organisation(self, clock):
        people = cast()
        proposal = submitted(people)
        successor = member(organisation=people.organisation, group=people.group)
        invitation = invite(proposal, people.author, successor, "handover")
        assert Proposal.objects.get().author == people.author
        actions.accept_invitation(invitation=invitation, actor=successor)
        proposal = Proposal.objects.get()
        assert (proposal.author, proposal.organisation) == (successor, people.organisation)
        assert not permissions.writes(people.author, proposal)
        assert permissions.is_own(people.author, proposal)
        act = Act.objects.latest("pk")
        assert (act.verb, act.entry is None) == ("hand_over", False)

    def test_to_a_co_author_and_the_former_author_writes_along_for_the_old_organisation(self, clock):
        people = cast()
        proposal = in_discussion(people)
        along = co_author(proposal)
        actions.accept_invitation(invitation=invite(proposal, people.author, along, "handover"), actor=along)
        proposal = Proposal.objects.get()
        assert (proposal.author, proposal.organisation) == (along, place(along).organisation)
        assert [one.person for one in proposal.co_writers] == [people.author]
        roles.forget(people.author)
        assert permissions.can_edit(people.author, proposal)

    def test_not_to_anybody_else_and_to_one_at_a_time(self, clock):
        people = cast()
        proposal = submitted(people)
        with pytest.raises(Refused, match=r"hand_over\.whom"):
            invite(proposal, people.author, member(element="business"), "handover")
        invite(proposal, people.author, member(organisation=people.organisation), "handover")
        with pytest.raises(Refused, match=r"invite\.waiting"):
            invite(proposal, people.author, member(organisation=people.organisation), "handover")

    def test_the_secretariat_offers_it_only_for_an_author_who_is_gone(self, clock):
        people = cast()
        proposal = submitted(people)
        successor = member(organisation=people.organisation, group=people.group)
        with pytest.raises(Refused, match=r"hand_over\.present"):
            invite(proposal, people.secretariat, successor, "handover")
        people.author.affiliations.update(status="ended")
        invitation = invite(proposal, people.secretariat, successor, "handover")
        actions.accept_invitation(invitation=invitation, actor=successor)
        assert Proposal.objects.get().author == successor


class TestPages:
    """Seen at the desk and on the proposal's page, done with plain forms."""

    def test_an_invitation_shows_title_and_summary_but_no_draft(self, clock, client_for):
        people = cast()
        invited = member(element="business")
        invitation = invite(draft(people), people.author, invited)
        page = client_for(invited).get(invitation.get_absolute_url()).content.decode()
        assert TEXT["title"] in page
        assert TEXT["content"][:20] not in page
        for other in (None, member(), people.secretariat):
            assert client_for(other).get(invitation.get_absolute_url()).status_code in (302, 404)
        assert invitation.get_absolute_url() in client_for(invited).get("/meja/").content.decode()

    @pytest.mark.parametrize(
        ("kind", "title"),
        [("co_author", "Undangan menjadi pengusul bersama"), ("handover", "Tawaran kepengusulan")],
    )
    def test_the_page_of_an_offer_is_titled_by_what_is_offered(self, kind, title, clock, client_for):
        proposal = draft(cast())
        person = co_author(proposal) if kind == "handover" else member(element="business")
        offer = invite(proposal, proposal.author, person, kind=kind)
        assert client_for(person).get(offer.get_absolute_url()).context["title"] == title

    def test_from_the_search_to_the_acceptance_by_forms(self, clock, client_for):
        people = cast()
        proposal = draft(people)
        invited = member(element="business", name="Ratna Dewi")
        address = reverse("proposals:invite_co_author", args=[proposal.pk])
        found = client_for(people.author).get(f"{address}?cari=ratna").content.decode()
        assert "Ratna Dewi" in found
        assert "@" not in found.split("<main", 1)[1].split("</main", 1)[0]
        sent = client_for(people.author).post(address, {"affiliation": place(invited).pk})
        assert sent.status_code == 303
        answer = AuthorInvitation.objects.get().get_absolute_url()
        assert client_for(invited).post(answer, {"answer": "accept"}).status_code == 303
        draft_page = reverse("proposals:draft", args=[proposal.pk])
        saved = client_for(invited).post(draft_page, {**TEXT, "title": "Ditulis berdua saja", "revision": 1})
        assert saved.status_code == 303
        assert Draft.objects.get().title == "Ditulis berdua saja"
        # The author's own working group still leads.
        assert Draft.objects.get().leading_group in (people.group, None)

    @pytest.mark.parametrize("sent", ["", "0", "x", "99999999", "١"])
    def test_somebody_who_cannot_be_invited_is_refused_in_the_form(self, clock, client_for, sent):
        people = cast()
        address = reverse("proposals:invite_co_author", args=[draft(people).pk])
        assert client_for(people.author).post(address, {"affiliation": sent}).status_code == 422

    def test_the_public_page_names_all_authors_with_their_organisations(self, clock, client_for):
        proposal = submitted()
        along = co_author(proposal)
        page = client_for().get(proposal.get_absolute_url()).content.decode()
        assert along.get_full_name() in page
        assert place(along).organisation.name in page
        names = client_for().get(reverse("proposals:authors", args=[proposal.pk])).content.decode()
        assert along.get_full_name() in names
        assert "undang/" not in names

    def test_open_invitations_are_nobody_elses_business(self, clock, client_for):
        people = cast()
        proposal = submitted(people)
        invited = member(element="business", name="Ratna Dewi")
        invite(proposal, people.author, invited)
        address = reverse("proposals:authors", args=[proposal.pk])
        assert "Ratna Dewi" in client_for(people.author).get(address).content.decode()
        for other in (None, member(), people.secretariat):
            assert "Ratna Dewi" not in client_for(other).get(address).content.decode()
