"""Who may do what to people and bodies: the whole table, every cell."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.members import permissions, roles
from portal.members.models import Affiliation, Element, GroupMembership, WorkingGroup
from tests.factories.members import (
    AffiliationFactory,
    GroupMembershipFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
    member,
    staff,
)

pytestmark = pytest.mark.django_db

SECRETARIAT = {"editor", "minute taker", "head"}
ACTORS = (
    "visitor",
    "stranger",
    "member",
    "self",
    "contact",
    "coordinator",
    *sorted(SECRETARIAT),
    "operator",
    "moderator",
    "inspector",
    "administrator",
    "superuser",
    "inactive editor",
)
SIGNED_IN = set(ACTORS) - {"visitor", "inactive editor"}

# Verb -> who may; everybody else of ACTORS may not.
TABLE = {
    "claim_affiliation": SIGNED_IN,
    "verify_affiliation": SECRETARIAT,
    "refuse_affiliation": SECRETARIAT,
    "confirm_affiliation": {"contact"},
    "end_affiliation": SECRETARIAT | {"contact", "self"},
    "see_evidence": SECRETARIAT | {"self"},
    "make_liaison": SECRETARIAT,
    "register_organisation": SECRETARIAT,
    "change_organisation": SECRETARIAT,
    "verify_organisation": SECRETARIAT,
    "create_working_group": SECRETARIAT | {"administrator"},
    "request_membership": {"member"},
    "admit_membership": SECRETARIAT | {"coordinator"},
    "refuse_membership": SECRETARIAT | {"coordinator"},
    "end_membership": SECRETARIAT | {"coordinator", "self"},
    "name_coordinator": SECRETARIAT,
    "issue_appointment": SECRETARIAT,
    "replace_seat": SECRETARIAT,
    "create_account": {"administrator"},
    "change_email": {"administrator"},
    "correct_account": {"administrator"},
    "change_roles": {"administrator"},
    "set_active": {"administrator"},
    "change_profile": {"self"},
    "erase_user": {"administrator", "self"},
}


class World:
    """One thing of each kind, all about the person "self", and an actor of each kind."""

    def __init__(self):
        self.agency = OrganisationFactory(element=Element.GOVERNMENT)
        self.group = WorkingGroup.objects.get(slug="ekonomi")
        self.me = UserFactory()
        self.contact = UserFactory()
        AffiliationFactory(user=self.contact, organisation=self.agency)
        self.agency.contact = self.contact
        self.agency.save()

    def actor(self, name):
        if name == "superuser":
            return UserFactory(is_superuser=True)
        made = {
            "visitor": AnonymousUser,
            "stranger": UserFactory,
            "member": member,
            "self": lambda: self.me,
            "contact": lambda: self.contact,
            "coordinator": lambda: member(group=self.group, coordinator=True),
            "editor": lambda: staff(roles.SECRETARIAT_EDITOR),
            "minute taker": lambda: staff(roles.MINUTE_TAKER),
            "head": lambda: staff(roles.HEAD_OF_SECRETARIAT),
            "operator": lambda: staff(roles.SESSION_OPERATOR),
            "moderator": lambda: staff(roles.MODERATOR),
            "inspector": lambda: staff(roles.INSPECTOR),
            "administrator": lambda: staff(roles.ADMINISTRATOR),
            "inactive editor": lambda: staff(roles.SECRETARIAT_EDITOR, is_active=False),
        }
        return made[name]()

    def thing(self, verb):
        """What the verb is asked about; an empty tuple when it is about nothing."""
        if verb in {
            "verify_affiliation",
            "refuse_affiliation",
            "confirm_affiliation",
            "see_evidence",
            "end_affiliation",
        }:
            return (AffiliationFactory(user=self.me, organisation=self.agency, pending=True),)
        if verb == "make_liaison":
            return (AffiliationFactory(user=self.me, organisation=self.agency),)
        if verb in {"admit_membership", "refuse_membership"}:
            AffiliationFactory(user=self.me)
            return (GroupMembershipFactory(user=self.me, group=self.group, requested=True),)
        if verb in {"end_membership", "name_coordinator"}:
            return (GroupMembershipFactory(user=self.me, group=self.group),)
        return {
            "change_organisation": lambda: (self.agency,),
            "verify_organisation": lambda: (OrganisationFactory(verified_at=None),),
            "request_membership": lambda: (WorkingGroup.objects.get(slug="energi"),),
            "replace_seat": lambda: (SeatFactory(),),
            "change_email": lambda: (self.me,),
            "correct_account": lambda: (self.me,),
            "change_roles": lambda: (self.me,),
            "set_active": lambda: (self.me,),
            "change_profile": lambda: (self.me,),
            "erase_user": lambda: (self.me,),
        }.get(verb, tuple)()


@pytest.mark.parametrize("verb", TABLE)
def test_only_those_in_the_table_may(verb, clock):
    world = World()
    thing = world.thing(verb)
    rule = getattr(permissions, f"can_{verb}")
    allowed = {name for name in ACTORS if rule(world.actor(name), *thing)}
    expected = set(TABLE[verb])
    if verb == "request_membership":
        # Whoever represents somebody is a member, whatever else they are.
        expected |= {"contact", "coordinator"}
    assert allowed == expected


def test_every_rule_stands_in_the_table():
    rules = {name.removeprefix("can_") for name in dir(permissions) if name.startswith("can_")}
    assert rules - set(TABLE) == {"release_coordinator"}


def test_every_refusal_names_its_rule_and_speaks(clock):
    world = World()
    for verb in TABLE:
        thing = world.thing(verb)
        for name in ("visitor", "stranger"):
            verdict = getattr(permissions, f"can_{verb}")(world.actor(name), *thing)
            assert verdict or (verdict.rule and str(verdict.message).endswith("."))
        Affiliation.objects.filter(user=world.me).delete()
        GroupMembership.objects.filter(user=world.me).delete()


@pytest.mark.parametrize("role", [roles.SECRETARIAT_EDITOR, roles.HEAD_OF_SECRETARIAT])
def test_nobody_decides_on_themselves(role, clock):
    person = staff(role)
    agency = OrganisationFactory(element=Element.GOVERNMENT)
    claim = AffiliationFactory(user=person, organisation=agency, pending=True)
    request = GroupMembershipFactory(user=person, requested=True)
    assert permissions.can_verify_affiliation(person, claim).rule == "affiliation.decide.own"
    assert permissions.can_refuse_affiliation(person, claim).rule == "affiliation.decide.own"
    assert permissions.can_admit_membership(person, request).rule == "membership.decide.own"
    active = GroupMembershipFactory(user=person)
    assert permissions.can_name_coordinator(person, active).rule == "coordinator.name.own"
    waiting = OrganisationFactory(verified_at=None)
    AffiliationFactory(user=person, organisation=waiting, pending=True)
    assert permissions.can_verify_organisation(person, waiting).rule == "organisation.verify.own"


def test_administrators_do_not_change_their_own_roles_or_lock_themselves_out(clock):
    person = staff(roles.ADMINISTRATOR)
    assert permissions.can_change_roles(person, person).rule == "user.roles.own"
    assert permissions.can_set_active(person, person).rule == "user.active.own"


def test_a_contact_person_does_not_confirm_themselves(clock):
    contact = UserFactory()
    organisation = OrganisationFactory(contact=contact)
    claim = AffiliationFactory(user=contact, organisation=organisation, pending=True)
    assert permissions.can_confirm_affiliation(contact, claim).rule == "affiliation.confirm.own"


@pytest.mark.parametrize("status", ["verified", "refused", "ended"])
def test_what_is_decided_is_not_decided_again(status, clock):
    affiliation = AffiliationFactory(status=status)
    editor = staff(roles.SECRETARIAT_EDITOR)
    assert permissions.can_verify_affiliation(editor, affiliation).rule == "affiliation.decide.status"
    assert permissions.can_refuse_affiliation(editor, affiliation).rule == "affiliation.decide.status"


def test_people_of_an_unverified_organisation_wait_for_it(clock):
    claim = AffiliationFactory(organisation=OrganisationFactory(verified_at=None), pending=True)
    editor = staff(roles.SECRETARIAT_EDITOR)
    assert permissions.can_verify_affiliation(editor, claim).rule == "affiliation.verify.organisation"


def test_an_expired_mandate_says_until_when_it_was_valid_and_what_to_do(clock):
    person = AffiliationFactory(expired=True).user
    verdict = permissions.can_request_membership(person, WorkingGroup.objects.get(slug="energi"))
    assert verdict.rule == "member.mandate"
    assert "20\xa0November\xa02026" in str(verdict.message)


def test_who_holds_an_office_is_not_erased(clock):
    administrator = staff(roles.ADMINISTRATOR)
    for person in (SeatFactory().person, staff(roles.MODERATOR), AffiliationFactory(is_liaison=True).user):
        assert permissions.can_erase_user(administrator, person).rule == "user.erase.office"


def test_a_liaison_is_of_an_agency_and_speaks_for_it(clock):
    editor = staff(roles.SECRETARIAT_EDITOR)
    firm = AffiliationFactory(organisation=OrganisationFactory(element=Element.BUSINESS))
    assert permissions.can_make_liaison(editor, firm).rule == "affiliation.liaison.agency"
    agency = OrganisationFactory(element=Element.GOVERNMENT)
    for fields in ({"personal": True}, {"expired": True}, {"pending": True}):
        affiliation = AffiliationFactory(organisation=agency, **fields)
        assert permissions.can_make_liaison(editor, affiliation).rule == "affiliation.liaison.current"
