"""Withdrawing an attachment: a tombstone in its place, the file for staff alone, undone by a review."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.kit import uploads
from portal.kit.uploads import private_storage
from portal.kit.verdict import Refused
from portal.members import roles
from portal.record.models import Act
from proposals import actions, permissions
from proposals.models import Attachment, HouseRule, ModerationDecision
from tests.factories.members import UserFactory, staff
from tests.factories.moderation import decide, house_rule, moderator, review_of
from tests.factories.proposals import cast, draft, in_discussion
from tests.files import upload

pytestmark = pytest.mark.django_db

REASON = "Memuat salinan KTP seorang warga."


def attached(people=None) -> Attachment:
    """Return a file that the second version of a proposal in discussion holds."""
    people = people or cast()
    version = actions.change_attachments(
        proposal=in_discussion(people),
        actor=people.author,
        base_version=1,
        change_note="Denah.",
        upload=uploads.vet(upload(), max_bytes=10**7),
        caption="Denah loket",
    )
    return version.attachments.get()


def withdraw(attachment: Attachment, **values) -> ModerationDecision:
    values = {"actor": moderator(), "rule": house_rule(), "reason": REASON, **values}
    return actions.withdraw_file(attachment=attachment, **values)


def test_in_place_of_the_file_stands_who_withdrew_it_and_by_which_rule(clock, client_for):
    made = attached()
    withdraw(made)
    visitor, page = client_for(None), made.proposal.get_absolute_url()
    for address in (page, f"/usulan/{made.proposal_id}/versi/2/"):
        shown = visitor.get(address, follow=True).content.decode()
        assert "Denah loket" in shown
        assert "Moderator telah menarik berkas ini" in shown
    gone = visitor.get(made.get_absolute_url())
    assert gone.status_code == 410
    assert house_rule().name in gone.content.decode()
    assert REASON not in gone.content.decode()
    assert client_for(made.uploaded_by).get(made.get_absolute_url()).status_code == 410
    for role in (roles.MODERATOR, roles.SECRETARIAT_EDITOR, roles.INSPECTOR):
        assert client_for(staff(role)).get(made.get_absolute_url()).status_code == 200, role
    assert private_storage().exists(made.file.name)


def test_the_act_names_rule_and_digest_and_the_authors_are_told(clock):
    made = attached()
    mail.outbox.clear()
    decision = withdraw(made)
    act = Act.objects.get(verb="withdraw_file")
    assert act.entry is not None
    assert act.note == {"attachment": made.pk, "rule": 3, "sha256": made.sha256}
    assert act.reason == ""
    (letter,) = mail.outbox
    assert letter.to == [made.proposal.author.email]
    assert REASON in letter.body
    assert decision.get_absolute_url() in letter.body


def test_a_review_shows_the_file_again(clock, client_for):
    made = attached()
    decision = withdraw(made)
    case = review_of(decision)
    assert permissions.can_claim(decision.decided_by, case).rule == "moderation.review.same"
    someone = client_for(moderator())
    assert "Denah loket" in someone.get(reverse("proposals_admin:case", args=[case.pk])).content.decode()
    decide(case, "reverse")
    assert client_for(None).get(made.get_absolute_url()).status_code == 200
    assert Act.objects.get(verb="put_file_back").note["attachment"] == made.pk


def test_a_review_that_upholds_it_leaves_it_withdrawn(clock, client_for):
    made = attached()
    decide(review_of(withdraw(made)), "uphold")
    assert client_for(None).get(made.get_absolute_url()).status_code == 410


def test_the_same_file_is_not_attached_again(clock):
    people = cast()
    made = attached(people)
    withdraw(made)
    with pytest.raises(ValidationError) as error:
        actions.change_attachments(
            proposal=made.proposal,
            actor=people.author,
            base_version=2,
            change_note="Lagi.",
            upload=uploads.vet(upload(name="lain.pdf"), max_bytes=10**7),
            caption="Lain",
        )
    assert set(error.value.message_dict) == {"attachment"}


def test_who_may_withdraw_what(clock):
    people = cast()
    made = attached(people)
    for role in roles.ALL_ROLES:
        assert bool(permissions.can_withdraw_file(staff(role), made)) is (role == roles.MODERATOR), role
    assert permissions.can_withdraw_file(UserFactory(is_superuser=True), made).rule == "moderation.who"
    beside_a_draft = actions.attach_file(
        proposal=draft(people), actor=people.author, upload=uploads.vet(upload(), max_bytes=10**7)
    )
    assert permissions.can_withdraw_file(moderator(), beside_a_draft).rule == "file.private"
    people.author.groups.set(moderator().groups.all())
    roles.forget(people.author)
    assert permissions.can_withdraw_file(people.author, made).rule == "moderation.own"
    withdraw(made)
    with pytest.raises(Refused, match=r"file\.withdrawn"):
        withdraw(Attachment.objects.get(pk=made.pk))


@pytest.mark.parametrize(("values", "field"), [({"rule": None}, "rule"), ({"reason": " "}, "reason")])
def test_a_withdrawal_names_rule_and_reason(values, field, clock):
    made = attached()
    with pytest.raises(ValidationError) as error:
        withdraw(made, **values)
    assert set(error.value.message_dict) == {field}
    assert Attachment.objects.get().withdrawal is None


def test_the_moderator_withdraws_it_from_the_proposals_page(clock, client_for):
    made = attached()
    address = reverse("proposals_admin:withdraw_file", args=[made.pk])
    someone = client_for(moderator())
    assert address in someone.get(made.proposal.get_absolute_url(), follow=True).content.decode()
    assert someone.get(address).status_code == 200
    wrong = someone.post(address, {"reason": REASON})
    assert wrong.status_code == 422
    assert REASON in wrong.content.decode()
    form = {"reason": REASON, "rule": HouseRule.objects.get(number=3).pk}
    assert someone.post(address, form).status_code == 303
    assert Attachment.objects.get().withdrawal is not None
    assert client_for(UserFactory()).post(address, form).status_code in (302, 403)
