"""Every rule about people and bodies: `can_<verb>(user, thing)` says yes, or which rule refused and why."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.kit.verdict import YES, Verdict, no
from portal.kit.wording import tanggal

from . import roles
from .models import Affiliation, GroupMembership, Organisation, Seat, User, WorkingGroup


def _secretariat(user: Any, rule: str) -> Verdict:
    """Allow the secretariat only."""
    if roles.is_secretariat(user):
        return YES
    return no(rule, _("Only the secretariat can do this."))


# Affiliations


def can_claim_affiliation(user: Any) -> Verdict:
    """Anybody with an account may claim one: sign-in itself needs a confirmed address."""
    if user.is_authenticated and user.is_active:
        return YES
    return no("affiliation.claim.account", _("Sign in first; then you can add your organisation."))


def _can_decide(user: Any, affiliation: Affiliation) -> Verdict:
    """The secretariat decides on a waiting claim, and nobody on their own."""
    if not (verdict := _secretariat(user, "affiliation.decide.who")):
        return verdict
    if affiliation.user_id == user.pk:
        return no(
            "affiliation.decide.own",
            _("This is your own affiliation. Another person of the secretariat decides on it."),
        )
    if affiliation.status != Affiliation.Status.PENDING:
        return no(
            "affiliation.decide.status", _("This affiliation has been decided already. Reload the list.")
        )
    return YES


def can_verify_affiliation(user: Any, affiliation: Affiliation) -> Verdict:
    """As every decision; the organisation comes first."""
    if not (verdict := _can_decide(user, affiliation)):
        return verdict
    if not affiliation.organisation.is_verified:
        return no(
            "affiliation.verify.organisation",
            _("The organisation itself is not verified yet. Verify it first, then its people."),
        )
    if affiliation.mandate_expired:
        return no(
            "affiliation.verify.mandate",
            _(
                "The mandate letter has expired since it was sent. Refuse with that reason; the person can "
                "send a new one."
            ),
        )
    return YES


def can_refuse_affiliation(user: Any, affiliation: Affiliation) -> Verdict:
    """As every decision."""
    return _can_decide(user, affiliation)


def can_end_affiliation(user: Any, affiliation: Affiliation) -> Verdict:
    """The person, the organisation's contact person and the secretariat may end what waits or is verified."""
    is_contact = affiliation.organisation.contact_id == user.pk
    if not (affiliation.user_id == user.pk or is_contact or roles.is_secretariat(user)):
        return no(
            "affiliation.end.who",
            _(
                "Only the person, the organisation's contact person and the secretariat can end this "
                "affiliation."
            ),
        )
    if affiliation.status not in (Affiliation.Status.PENDING, Affiliation.Status.VERIFIED):
        return no("affiliation.end.status", _("This affiliation has ended already."))
    return YES


def can_confirm_affiliation(user: Any, affiliation: Affiliation) -> Verdict:
    """The organisation's contact person confirms its people; this informs the secretariat's verification."""
    if affiliation.organisation.contact_id != user.pk:
        return no(
            "affiliation.confirm.who", _("Only the organisation's contact person can confirm its people.")
        )
    if affiliation.user_id == user.pk:
        return no(
            "affiliation.confirm.own",
            _("Nobody confirms their own affiliation. The secretariat verifies it."),
        )
    if affiliation.status != Affiliation.Status.PENDING:
        return no("affiliation.confirm.status", _("The secretariat has decided on this affiliation already."))
    if affiliation.contact_confirmed_at is not None:
        return no("affiliation.confirm.again", _("You have confirmed this person already."))
    return YES


def can_see_evidence(user: Any, affiliation: Affiliation) -> Verdict:
    """Evidence is for the person it proves and for the secretariat that checks it."""
    if affiliation.user_id == user.pk or roles.is_secretariat(user):
        return YES
    return no("evidence.see", _("This file is private."))


def can_make_liaison(user: Any, affiliation: Affiliation) -> Verdict:
    """The secretariat marks a verified person of an agency as its liaison, and nobody themselves."""
    if not (verdict := _secretariat(user, "affiliation.liaison.who")):
        return verdict
    if affiliation.user_id == user.pk:
        return no(
            "affiliation.liaison.own",
            _("Nobody makes themselves a liaison. Ask another person of the secretariat."),
        )
    if not affiliation.organisation.kind.is_agency:
        return no("affiliation.liaison.agency", _("Only agencies, districts and kelurahan have a liaison."))
    if not (affiliation.is_representing and affiliation.is_current):
        return no(
            "affiliation.liaison.current",
            _("A liaison needs a verified affiliation that represents the agency, with a current mandate."),
        )
    return YES


# Organisations


def can_register_organisation(user: Any) -> Verdict:
    """The secretariat enters organisations; a user proposes one while claiming an affiliation."""
    return _secretariat(user, "organisation.register.who")


def can_change_organisation(user: Any, organisation: Organisation) -> Verdict:
    """The secretariat keeps names, kinds and contact persons right."""
    return _secretariat(user, "organisation.change.who")


def can_verify_organisation(user: Any, organisation: Organisation) -> Verdict:
    """The secretariat verifies an organisation, and nobody one that they belong to themselves."""
    if not (verdict := _secretariat(user, "organisation.verify.who")):
        return verdict
    if organisation.is_verified:
        return no("organisation.verify.again", _("This organisation is verified already."))
    open_statuses = [Affiliation.Status.PENDING, Affiliation.Status.VERIFIED]
    if organisation.affiliations.filter(user=user, status__in=open_statuses).exists():
        return no(
            "organisation.verify.own",
            _("You belong to this organisation. Another person of the secretariat verifies it."),
        )
    return YES


# Working groups


def can_create_working_group(user: Any) -> Verdict:
    """The secretariat and the administrator add a working group, by publishing its page."""
    if roles.is_secretariat(user) or roles.is_administrator(user):
        return YES
    return no("group.create.who", _("Only the secretariat can add a working group."))


def can_request_membership(user: Any, group: WorkingGroup) -> Verdict:
    """A member (a verified, current affiliation) asks to join an open group, once at a time."""
    if not roles.is_member(user):
        return no_current_affiliation(user)
    if not group.is_open:
        return no("membership.request.closed", _("This working group takes no new members at present."))
    waiting = [GroupMembership.Status.REQUESTED, GroupMembership.Status.ACTIVE]
    if GroupMembership.objects.filter(group=group, user=user, status__in=waiting).exists():
        return no(
            "membership.request.again",
            _("You belong to this working group, or your request is waiting already."),
        )
    return YES


def no_current_affiliation(user: Any) -> Verdict:
    """Return the refusal for somebody without a verified, current affiliation: which step is missing."""
    affiliations = list(Affiliation.objects.filter(user=user).order_by("-requested_at")) if user.pk else []
    expired = next((a for a in affiliations if a.status == "verified" and a.mandate_expired), None)
    if expired is not None and expired.mandate_valid_until is not None:
        return no(
            "member.mandate",
            _(
                "Your mandate letter was valid until %(date)s. Send the new one; nothing else need be "
                "filled in again."
            )
            % {"date": tanggal(expired.mandate_valid_until)},
        )
    if any(a.status == "pending" for a in affiliations):
        return no(
            "member.pending",
            _("The secretariat has not verified your organisation yet. You will get an e-mail."),
        )
    return no(
        "member.none", _("This is for members. Add your organisation first; the secretariat verifies it.")
    )


def _can_decide_membership(user: Any, membership: GroupMembership) -> Verdict:
    """The group's coordinator or the secretariat answers a request, and nobody their own."""
    if not (roles.is_secretariat(user) or roles.coordinates(user, membership.group)):
        return no(
            "membership.decide.who",
            _("Only the group's coordinator and the secretariat can answer this request."),
        )
    if membership.user_id == user.pk:
        return no("membership.decide.own", _("This is your own request. Somebody else answers it."))
    if membership.status != GroupMembership.Status.REQUESTED:
        return no("membership.decide.status", _("This request has been answered already. Reload the list."))
    return YES


def can_admit_membership(user: Any, membership: GroupMembership) -> Verdict:
    """As every answer; the person must be a member still."""
    if not (verdict := _can_decide_membership(user, membership)):
        return verdict
    if not Affiliation.objects.filter(user=membership.user).current().exists():
        return no(
            "membership.admit.affiliation",
            _(
                "This person has no verified, current affiliation at present. Admit them once the mandate "
                "is renewed."
            ),
        )
    return YES


def can_refuse_membership(user: Any, membership: GroupMembership) -> Verdict:
    """As every answer."""
    return _can_decide_membership(user, membership)


def can_end_membership(user: Any, membership: GroupMembership) -> Verdict:
    """The person, the coordinator and the secretariat; no coordinator ends another one's."""
    own = membership.user_id == user.pk
    is_coordinator = membership.role == GroupMembership.Role.COORDINATOR
    by_coordinator = roles.coordinates(user, membership.group) and not is_coordinator
    if not (own or by_coordinator or roles.is_secretariat(user)):
        return no(
            "membership.end.who",
            _("Only the person, the coordinator and the secretariat can end this membership."),
        )
    if membership.status not in (GroupMembership.Status.REQUESTED, GroupMembership.Status.ACTIVE):
        return no("membership.end.status", _("This membership has ended already."))
    return YES


def can_name_coordinator(user: Any, membership: GroupMembership) -> Verdict:
    """The secretariat names an active member of the group, and nobody themselves."""
    if not (verdict := _secretariat(user, "coordinator.name.who")):
        return verdict
    if membership.user_id == user.pk:
        return no(
            "coordinator.name.own", _("Nobody names themselves. Ask another person of the secretariat.")
        )
    if membership.status != GroupMembership.Status.ACTIVE:
        return no(
            "coordinator.name.status", _("A coordinator must be an admitted member of the group first.")
        )
    if membership.role == GroupMembership.Role.COORDINATOR:
        return no("coordinator.name.again", _("This person coordinates the group already."))
    return YES


def can_release_coordinator(user: Any, membership: GroupMembership) -> Verdict:
    """The secretariat, or the coordinators themselves."""
    if not (membership.user_id == user.pk or roles.is_secretariat(user)):
        return no("coordinator.release.who", _("Only the secretariat and the coordinator can do this."))
    if (
        membership.role != GroupMembership.Role.COORDINATOR
        or membership.status != GroupMembership.Status.ACTIVE
    ):
        return no("coordinator.release.role", _("This person does not coordinate the group."))
    return YES


# The council


def can_issue_appointment(user: Any) -> Verdict:
    """The secretariat enters the decree that the mayor signed."""
    return _secretariat(user, "appointment.issue.who")


def can_replace_seat(user: Any, seat: Seat) -> Verdict:
    """The secretariat enters a replacement within the term; a seat that ended stays as it was."""
    if not (verdict := _secretariat(user, "seat.replace.who")):
        return verdict
    if seat.ends_on is not None:
        return no("seat.replace.ended", _("This seat has ended. Replace whoever sits there now."))
    return YES


# Accounts


def can_change_profile(user: Any, person: User) -> Verdict:
    """Everybody changes their own name, titles and language."""
    if user.pk == person.pk:
        return YES
    return no("user.profile.who", _("Only the person can change this profile."))


def can_create_account(user: Any) -> Verdict:
    """An administrator makes accounts for others."""
    if roles.is_administrator(user):
        return YES
    return no("user.create.who", _("Only an administrator can make an account for somebody."))


def can_set_active(user: Any, person: User) -> Verdict:
    """An administrator closes and opens the accounts of others."""
    if not roles.is_administrator(user):
        return no("user.active.who", _("Only an administrator can close or open an account."))
    if person.pk == user.pk:
        return no("user.active.own", _("Nobody closes their own account here. Ask another administrator."))
    if person.erased_at is not None:
        return no("user.active.erased", _("This account has been erased."))
    return YES


def can_change_email(user: Any, person: User) -> Verdict:
    """An administrator changes an address; people change their own in their account pages."""
    if roles.is_administrator(user):
        return YES
    return no("user.email.who", _("Only an administrator can change somebody's e-mail address."))


def can_correct_account(user: Any, person: User) -> Verdict:
    """An administrator corrects the name and the language of an account that still has its person."""
    if not roles.is_administrator(user):
        return no("user.correct.who", _("Only an administrator can correct somebody's name."))
    if person.erased_at is not None:
        return no("user.correct.erased", _("This account has been erased. Nobody is named in it again."))
    return YES


def can_change_roles(user: Any, person: User) -> Verdict:
    """An administrator gives and takes the roles of others, never their own."""
    if not roles.is_administrator(user):
        return no("user.roles.who", _("Only an administrator can change roles."))
    if person.pk == user.pk:
        return no("user.roles.own", _("Nobody changes their own roles. Ask another administrator."))
    return YES


def can_erase_user(user: Any, person: User) -> Verdict:
    """The person or an administrator; who holds an office leaves it first."""
    if not (user.pk == person.pk or roles.is_administrator(user)):
        return no("user.erase.who", _("Only the person and an administrator can erase an account."))
    if person.erased_at is not None:
        return no("user.erase.again", _("This account has been erased already."))
    if (
        roles.is_staff(person)
        or roles.is_liaison(person)
        or Seat.objects.in_office().filter(person=person).exists()
    ):
        return no(
            "user.erase.office",
            _("This person holds an office. It must end before the account can be erased."),
        )
    return YES
