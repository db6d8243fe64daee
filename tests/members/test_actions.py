"""What each action writes: the rows, the act, the notice; and what it refuses."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.kit import clock as portal_clock
from portal.kit.verdict import Refused
from portal.members import actions, roles
from portal.members.models import (
    Affiliation,
    Element,
    GroupMembership,
    Organisation,
    OrganisationKind,
    Seat,
    User,
    WorkingGroup,
    display_name,
)
from portal.notices.models import Notice
from portal.record.models import Act
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

MANDATE = actions.Mandate(
    number="12/ST/2026", date=date(2026, 10, 1), signer="Ketua", valid_until=date(2027, 6, 30)
)


@pytest.fixture
def editor(clock):
    return staff(roles.SECRETARIAT_EDITOR)


def claim(user=None, organisation=None, **fields):
    values = {"position": "Ketua", "capacity": "representing", "mandate": MANDATE, **fields}
    return actions.claim_affiliation(
        user=user or UserFactory(), organisation=organisation or OrganisationFactory(), **values
    )


def acts_on(kind, thing):
    return list(Act.objects.filter(subject_kind=kind, subject_id=thing.pk).values_list("verb", flat=True))


class TestClaiming:
    def test_a_claim_waits_with_a_promised_working_day(self, clock):
        affiliation = claim()
        assert affiliation.status == "pending"
        # Saturday, 21 November 2026 plus five working days.
        assert affiliation.promised_on == date(2026, 11, 27)
        assert acts_on("affiliation", affiliation) == ["claim"]

    def test_the_claim_is_not_public(self, clock):
        assert Act.objects.get(subject_id=claim().pk, subject_kind="affiliation").entry is None

    def test_a_new_organisation_is_entered_unverified(self, clock):
        kind = OrganisationKind.objects.get(name="Koperasi")
        affiliation = claim(organisation=actions.NewOrganisation(name="Koperasi  Contoh Baru", kind=kind))
        assert affiliation.organisation.name == "Koperasi Contoh Baru"
        assert affiliation.organisation.slug == "koperasi-contoh-baru"
        assert not affiliation.organisation.is_verified

    def test_an_organisation_of_the_same_name_is_not_entered_twice(self, clock):
        OrganisationFactory(name="Koperasi Contoh")
        kind = OrganisationKind.objects.get(name="Koperasi")
        with pytest.raises(ValidationError) as raised:
            claim(organisation=actions.NewOrganisation(name="koperasi contoh", kind=kind))
        assert "organisation_name" in raised.value.error_dict
        assert not Affiliation.objects.exists()

    @pytest.mark.parametrize(
        ("mandate", "field"),
        [
            (None, "mandate_number"),
            (actions.Mandate("1", date(2026, 11, 22), "Ketua"), "mandate_date"),
            (actions.Mandate("1", date(2026, 1, 1), "Ketua", date(2026, 11, 20)), "mandate_valid_until"),
            (actions.Mandate("1", date(2026, 11, 1), "Ketua", date(2026, 10, 1)), "mandate_valid_until"),
        ],
    )
    def test_representing_needs_a_mandate_that_is_valid_today(self, mandate, field, clock):
        with pytest.raises(ValidationError) as raised:
            claim(mandate=mandate)
        assert set(raised.value.error_dict) == {field}

    def test_a_personal_affiliation_keeps_no_mandate(self, clock):
        affiliation = claim(capacity="personal")
        assert affiliation.mandate_number == ""
        assert affiliation.mandate_date is None

    def test_the_same_claim_does_not_wait_twice(self, clock):
        first = claim()
        with pytest.raises(ValidationError):
            claim(user=first.user, organisation=first.organisation)

    def test_the_database_keeps_one_waiting_claim(self, clock):
        first = AffiliationFactory(pending=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            AffiliationFactory(user=first.user, organisation=first.organisation, pending=True)


class TestDecidingOnAffiliations:
    def test_verifying_makes_a_member_and_tells_them_once(self, editor):
        affiliation = claim()
        actions.verify_affiliation(affiliation=affiliation, actor=editor)
        affiliation.refresh_from_db()
        assert (affiliation.status, affiliation.decided_by) == ("verified", editor)
        assert roles.is_member(User.objects.get(pk=affiliation.user_id))
        notice = Notice.objects.get(person=affiliation.user)
        assert notice.event == f"affiliation:{affiliation.pk}:verified"
        assert affiliation.organisation.name in notice.subject

    def test_the_mail_of_verification_leads_to_the_working_groups(self, editor):
        affiliation = claim()
        actions.verify_affiliation(affiliation=affiliation, actor=editor)
        notice = Notice.objects.get(person=affiliation.user)
        assert "Langkah berikutnya: bergabunglah dengan satu pokja." in notice.body
        assert reverse("members:groups") in notice.body

    def test_verifying_who_represents_is_public_and_names_nobody(self, editor):
        affiliation = claim()
        actions.verify_affiliation(affiliation=affiliation, actor=editor)
        act = Act.objects.get(subject_kind="affiliation", subject_id=affiliation.pk, verb="verify")
        assert act.entry is not None
        assert affiliation.user.name not in str(act.note) + act.reason

    def test_verifying_who_speaks_for_themselves_is_not_public(self, editor):
        affiliation = actions.verify_affiliation(affiliation=claim(capacity="personal"), actor=editor)
        assert Act.objects.get(subject_id=affiliation.pk, verb="verify").entry is None

    def test_a_new_mandate_takes_the_place_of_the_old_one_and_the_liaison_stays(self, editor):
        agency = OrganisationFactory(element=Element.GOVERNMENT)
        old = AffiliationFactory(organisation=agency, is_liaison=True, mandate_valid_until=date(2026, 12, 31))
        new = claim(user=old.user, organisation=agency)
        assert roles.is_member(old.user)
        actions.verify_affiliation(affiliation=new, actor=editor)
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.status, new.status) == ("ended", "verified")
        assert new.is_liaison

    def test_a_refusal_needs_a_reason_and_carries_it_to_the_person(self, editor):
        affiliation = claim()
        with pytest.raises(ValidationError):
            actions.refuse_affiliation(affiliation=affiliation, reason="  ", actor=editor)
        actions.refuse_affiliation(affiliation=affiliation, reason="Surat tidak terbaca.", actor=editor)
        affiliation.refresh_from_db()
        assert affiliation.status == "refused"
        assert "Surat tidak terbaca." in Notice.objects.get(person=affiliation.user).body

    def test_two_clerks_at_once_decide_once(self, editor):
        affiliation = claim()
        stale = Affiliation.objects.get(pk=affiliation.pk)
        actions.verify_affiliation(affiliation=affiliation, actor=editor)
        with pytest.raises(Refused) as raised:
            actions.refuse_affiliation(affiliation=stale, reason="Belum.", actor=staff(roles.MINUTE_TAKER))
        assert raised.value.verdict.rule == "affiliation.decide.status"
        assert acts_on("affiliation", affiliation) == ["claim", "verify"]

    def test_nobody_verifies_themselves_not_even_past_the_rules(self, editor):
        affiliation = AffiliationFactory(user=editor, pending=True)
        with pytest.raises(Refused):
            actions.verify_affiliation(affiliation=affiliation, actor=editor)
        with pytest.raises(IntegrityError), transaction.atomic():
            Affiliation.objects.filter(pk=affiliation.pk).update(decided_by=editor)

    def test_the_database_wants_a_mandate_of_who_represents(self, clock):
        with pytest.raises(IntegrityError), transaction.atomic():
            AffiliationFactory(mandate_number="")

    def test_the_contact_person_confirms_and_decides_nothing(self, clock):
        contact = UserFactory()
        affiliation = AffiliationFactory(organisation=OrganisationFactory(contact=contact), pending=True)
        actions.confirm_affiliation(affiliation=affiliation, actor=contact)
        affiliation.refresh_from_db()
        assert (affiliation.status, affiliation.contact_confirmed_by) == ("pending", contact)

    def test_ending_ones_own_needs_no_reason_and_ends_being_contact(self, clock):
        affiliation = AffiliationFactory()
        organisation = affiliation.organisation
        organisation.contact = affiliation.user
        organisation.save()
        actions.end_affiliation(affiliation=affiliation, actor=affiliation.user)
        organisation.refresh_from_db()
        affiliation.refresh_from_db()
        assert (affiliation.status, organisation.contact) == ("ended", None)
        assert not Notice.objects.exists()

    def test_ending_anothers_needs_a_reason_and_tells_them(self, editor):
        affiliation = AffiliationFactory()
        with pytest.raises(ValidationError):
            actions.end_affiliation(affiliation=affiliation, actor=editor)
        actions.end_affiliation(affiliation=affiliation, reason="Sudah tidak bekerja di sana.", actor=editor)
        assert Notice.objects.filter(person=affiliation.user).count() == 1

    def test_liaisons_are_made_and_released(self, editor):
        affiliation = AffiliationFactory(organisation=OrganisationFactory(element=Element.GOVERNMENT))
        actions.make_liaison(affiliation=affiliation, actor=editor)
        assert roles.is_liaison(User.objects.get(pk=affiliation.user_id))
        actions.make_liaison(affiliation=affiliation, liaison=False, actor=editor)
        assert not roles.is_liaison(User.objects.get(pk=affiliation.user_id))


class TestOrganisations:
    def test_the_secretariat_enters_a_verified_one(self, editor):
        kind = OrganisationKind.objects.get(name="Perangkat daerah")
        made = actions.register_organisation(name="Dinas Contoh", kind=kind, actor=editor)
        assert made.is_verified
        assert list(Organisation.objects.agencies()) == [made]

    def test_two_of_one_slug_get_two_addresses(self, editor):
        kind = OrganisationKind.objects.get(name="Media")
        first = actions.register_organisation(name="Kabar Contoh", kind=kind, actor=editor)
        second = actions.register_organisation(name="Kabar: Contoh", kind=kind, actor=editor)
        assert (first.slug, second.slug) == ("kabar-contoh", "kabar-contoh-2")

    def test_verifying_makes_it_public(self, editor):
        organisation = OrganisationFactory(verified_at=None)
        visitor = UserFactory()
        assert organisation not in Organisation.objects.visible_to(visitor)
        actions.verify_organisation(organisation=organisation, actor=editor)
        assert organisation in Organisation.objects.visible_to(visitor)

    def test_the_contact_person_belongs_to_it(self, editor):
        affiliation = AffiliationFactory()
        organisation = affiliation.organisation
        with pytest.raises(ValidationError):
            actions.name_contact(organisation=organisation, person=UserFactory(), actor=editor)
        actions.name_contact(organisation=organisation, person=affiliation.user, actor=editor)
        organisation.refresh_from_db()
        assert organisation.contact == affiliation.user

    def test_it_is_not_part_of_itself_or_of_its_part(self, editor):
        whole = OrganisationFactory()
        part = OrganisationFactory(parent=whole)
        for parent in (whole, part):
            with pytest.raises(ValidationError):
                actions.change_organisation(
                    organisation=whole,
                    name=whole.name,
                    short_name="",
                    kind=whole.kind,
                    parent=parent,
                    actor=editor,
                )


class TestWorkingGroups:
    def test_a_member_asks_and_is_admitted_by_the_coordinator(self, clock):
        group = WorkingGroup.objects.get(slug="sosial")
        person, coordinator = member(), member(group=group, coordinator=True)
        request = actions.request_membership(group=group, user=person)
        assert request.promised_on == date(2026, 11, 27)
        actions.admit_membership(membership=request, actor=coordinator)
        assert roles.active_groups(User.objects.get(pk=person.pk)) == [group]
        assert Notice.objects.filter(person=person).count() == 1
        assert acts_on("membership", request) == ["request", "admit"]

    def test_who_is_no_member_cannot_ask(self, clock):
        with pytest.raises(Refused) as raised:
            actions.request_membership(group=WorkingGroup.objects.get(slug="sosial"), user=UserFactory())
        assert raised.value.verdict.rule == "member.none"

    def test_a_closed_group_takes_nobody(self, clock):
        WorkingGroup.objects.filter(slug="sosial").update(is_open=False)
        with pytest.raises(Refused) as raised:
            actions.request_membership(group=WorkingGroup.objects.get(slug="sosial"), user=member())
        assert raised.value.verdict.rule == "membership.request.closed"

    def test_asking_twice_is_refused_and_the_database_agrees(self, clock):
        group, person = WorkingGroup.objects.get(slug="sosial"), member()
        actions.request_membership(group=group, user=person)
        with pytest.raises(Refused):
            actions.request_membership(group=group, user=person)
        with pytest.raises(IntegrityError), transaction.atomic():
            GroupMembershipFactory(group=group, user=person)

    def test_who_was_refused_may_ask_again(self, clock):
        group, person = WorkingGroup.objects.get(slug="sosial"), member()
        coordinator = member(group=group, coordinator=True)
        request = actions.request_membership(group=group, user=person)
        actions.refuse_membership(membership=request, reason="Lengkapi jabatan.", actor=coordinator)
        assert actions.request_membership(group=group, user=person).status == "requested"

    def test_a_coordinator_of_another_group_does_not_admit(self, clock):
        request = GroupMembershipFactory(user=member(), requested=True)
        other = GroupMembershipFactory(coordinator=True).user
        with pytest.raises(Refused):
            actions.admit_membership(membership=request, actor=other)

    def test_coordinators_are_named_and_released_by_the_secretariat(self, editor):
        membership = GroupMembershipFactory()
        actions.name_coordinator(membership=membership, actor=editor)
        assert roles.coordinates(User.objects.get(pk=membership.user_id), membership.group)
        actions.release_coordinator(membership=membership, actor=editor)
        assert not roles.coordinates(User.objects.get(pk=membership.user_id), membership.group)

    def test_a_coordinator_does_not_end_another_one(self, clock):
        one = GroupMembershipFactory(coordinator=True)
        other = GroupMembershipFactory(group=one.group, coordinator=True)
        with pytest.raises(Refused):
            actions.end_membership(membership=other, reason="Tidak aktif.", actor=one.user)
        actions.end_membership(membership=one, actor=one.user)
        one.refresh_from_db()
        assert (one.status, one.ends_on) == ("ended", portal_clock.today())

    def test_a_new_group_comes_last_and_its_name_and_address_are_its_own(self, editor):
        group = actions.create_working_group(name="Lingkungan", actor=editor)
        assert list(WorkingGroup.objects.values_list("slug", flat=True))[-1] == "lingkungan"
        assert acts_on("working_group", group) == ["create"]
        for fields in ({"name": "lingkungan"}, {"name": "Lain", "slug": "energi"}):
            with pytest.raises(ValidationError):
                actions.create_working_group(actor=editor, **fields)


class TestTheCouncil:
    def issue(self, editor, seats, **fields):
        values = {
            "number": "SK uji 1/2026",
            "date": date(2026, 11, 1),
            "signer": "Wali Kota",
            "term_start": date(2026, 11, 20),
            "term_end": date(2031, 11, 19),
            **fields,
        }
        return actions.issue_appointment(seats=seats, actor=editor, **values)

    def line(self, number, **fields):
        return actions.SeatLine(number=number, organisation=OrganisationFactory(), **fields)

    def twice_the_same_person(self):
        person = UserFactory()
        return [self.line(1, person=person), self.line(2, person=person)]

    def own_alternate(self):
        person = UserFactory()
        return self.line(1, person=person, alternate=person)

    def test_a_decree_fills_its_seats(self, editor):
        person = UserFactory()
        appointment = self.issue(editor, [self.line(1, person=person, office="chair"), self.line(2)])
        assert appointment.seats.count() == 2
        assert roles.office_holder("chair").person == person
        assert roles.filled_seats().count() == 1

    def test_the_next_decree_ends_the_seats_of_the_last(self, editor):
        old = SeatFactory(office="chair")
        person = UserFactory()
        self.issue(editor, [self.line(1, person=person, office="chair"), self.line(2, person=old.person)])
        old.refresh_from_db()
        assert old.ends_on == date(2026, 11, 19)
        assert roles.office_holder("chair").person == person
        assert roles.current_seat(old.person).number == 2

    @pytest.mark.parametrize(
        "change",
        [
            lambda self: {"seats": []},
            lambda self: {"seats": [self.line(1), self.line(1)]},
            lambda self: {"seats": [self.line(1, office="chair"), self.line(2, office="chair")]},
            lambda self: {"seats": self.twice_the_same_person()},
            lambda self: {"seats": [self.own_alternate()]},
            lambda self: {"term_end": date(2026, 11, 19)},
            lambda self: {"seats": [actions.SeatLine(1, OrganisationFactory(verified_at=None))]},
        ],
    )
    def test_an_unclear_decree_is_not_entered(self, change, editor):
        fields = {"seats": [self.line(1)], **change(self)}
        with pytest.raises(ValidationError):
            self.issue(editor, **fields)
        assert not Seat.objects.exists()

    def test_a_term_does_not_begin_before_a_present_seat(self, editor):
        seat = SeatFactory()
        with pytest.raises(ValidationError) as raised:
            self.issue(editor, [self.line(1)], term_start=seat.starts_on)
        assert "term_start" in raised.value.error_dict

    def test_a_replacement_takes_number_office_and_organisation_over(self, editor):
        old = SeatFactory(office="secretary")
        person = UserFactory()
        new = actions.replace_seat(
            seat=old, person=person, starts_on=portal_clock.today(), reason="Pindah tugas.", actor=editor
        )
        old.refresh_from_db()
        assert (new.number, new.office, new.organisation) == (old.number, old.office, old.organisation)
        assert (old.ends_on, old.replaced_by) == (portal_clock.today() - timedelta(days=1), new)
        assert roles.office_holder("secretary").person == person
        assert roles.current_seat(User.objects.get(pk=old.person_id)) is None

    def test_a_person_has_one_seat(self, editor):
        one, other = SeatFactory(), SeatFactory()
        with pytest.raises(ValidationError):
            actions.replace_seat(
                seat=one, person=other.person, starts_on=portal_clock.today(), reason="-", actor=editor
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            SeatFactory(person=one.person)

    def test_an_ended_seat_stays_as_it_was(self, editor):
        seat = SeatFactory(ends_on=portal_clock.today())
        with pytest.raises(Refused):
            actions.replace_seat(
                seat=seat, person=UserFactory(), starts_on=portal_clock.today(), reason="-", actor=editor
            )


class TestAccounts:
    @pytest.fixture
    def administrator(self, clock):
        return staff(roles.ADMINISTRATOR)

    def test_a_changed_address_is_the_only_way_in_and_unconfirmed(self, administrator):
        person = UserFactory(email="lama@contoh.test")
        actions.change_email(user=person, email=" Baru@Contoh.Test ", actor=administrator)
        person.refresh_from_db()
        assert person.email == "baru@contoh.test"
        address = EmailAddress.objects.get(user=person)
        assert (address.email, address.primary, address.verified) == ("baru@contoh.test", True, False)

    def test_a_corrected_name_leaves_an_act_that_tells_no_name(self, administrator):
        person = UserFactory(name="Siti Aminha")
        actions.correct_account(
            user=person, name="  Siti   Aminah ", preferred_language="id", actor=administrator
        )
        person.refresh_from_db()
        assert person.name == "Siti Aminah"
        act = Act.objects.get(verb="correct_account")
        assert (act.subject_id, act.actor, act.actor_role) == (person.pk, administrator, "administrator")
        assert act.note == {"changed": "name"}
        assert act.entry is None

    def test_a_corrected_account_has_a_name_and_an_erased_one_gets_none(self, administrator):
        person = UserFactory()
        with pytest.raises(ValidationError):
            actions.correct_account(user=person, name=" ", preferred_language="id", actor=administrator)
        actions.erase_user(user=person, actor=administrator)
        with pytest.raises(Refused) as refused:
            actions.correct_account(user=person, name="Siti", preferred_language="id", actor=administrator)
        assert refused.value.verdict.rule == "user.correct.erased"
        assert User.objects.get(pk=person.pk).name == ""

    def test_nobody_gets_an_address_that_is_taken(self, administrator):
        taken = UserFactory(email="ada@contoh.test")
        EmailAddress.objects.create(user=taken, email="kedua@contoh.test", verified=True)
        for email in ("ADA@contoh.test", "kedua@contoh.test"):
            with pytest.raises(ValidationError):
                actions.change_email(user=UserFactory(), email=email, actor=administrator)

    def test_addresses_are_one_whatever_their_case(self, clock):
        UserFactory(email="ada@contoh.test")
        assert User.objects.get_by_natural_key("ADA@contoh.test")
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.bulk_create([User(email="Ada@contoh.test", name="Ada")])

    def test_roles_change_exactly_and_leave_other_groups(self, administrator):
        person = staff(roles.MODERATOR)
        actions.change_roles(user=person, role_names=[roles.MINUTE_TAKER], actor=administrator)
        assert roles.staff_roles(User.objects.get(pk=person.pk)) == {roles.MINUTE_TAKER}
        with pytest.raises(ValueError, match="no role"):
            actions.change_roles(user=person, role_names=["Editors"], actor=administrator)

    def test_an_erased_person_is_nobody_and_what_they_wrote_stays(self, clock):
        person = member(name="Siti Contoh", group=WorkingGroup.objects.get(slug="energi"))
        affiliation = person.affiliations.get()
        actions.end_affiliation(affiliation=affiliation, actor=person)
        actions.erase_user(user=person, actor=person)
        person.refresh_from_db()
        assert display_name(person) == display_name(None)
        assert "Siti" not in f"{person} {person.email} {person.formal_name}"
        assert not person.is_active
        assert not person.has_usable_password()
        assert not EmailAddress.objects.filter(user=person).exists()
        assert not GroupMembership.objects.filter(user=person, status="active").exists()
        assert set(Act.objects.filter(subject_kind="affiliation").values_list("actor", flat=True)) == {None}

    def test_what_was_done_in_an_office_keeps_its_actor(self, administrator):
        clerk = staff(roles.SECRETARIAT_EDITOR)
        affiliation = actions.verify_affiliation(affiliation=AffiliationFactory(pending=True), actor=clerk)
        clerk.groups.clear()
        actions.erase_user(user=User.objects.get(pk=clerk.pk), actor=administrator)
        assert Act.objects.get(subject_id=affiliation.pk, verb="verify").actor == clerk
