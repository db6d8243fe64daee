"""The secretariat's pages in the admin: who sees them, and that every button calls its action."""

import re
from datetime import date

import pytest
from django.urls import reverse

from portal.members import roles
from portal.members.admin.council import LINES
from portal.members.models import (
    Affiliation,
    Appointment,
    Element,
    GroupMembership,
    Organisation,
    OrganisationKind,
    Seat,
    User,
    WorkingGroup,
)
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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LISTS = ["affiliations", "organisations", "groups", "council"]


@pytest.fixture
def editor(client_for):
    return client_for(staff(roles.SECRETARIAT_EDITOR))


def url(name, *arguments):
    return reverse(f"members_admin:{name}", args=arguments)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (roles.SECRETARIAT_EDITOR, 200),
        (roles.MINUTE_TAKER, 200),
        (roles.HEAD_OF_SECRETARIAT, 200),
        (roles.INSPECTOR, 200),
        (roles.MODERATOR, 302),
        (roles.SESSION_OPERATOR, 302),
        (roles.ADMINISTRATOR, 302),
    ],
)
def test_lists_are_for_the_secretariat_and_the_inspector(name, role, status, client_for):
    assert client_for(staff(role)).get(url(name)).status_code == status


class TestEveryChangingAddress:
    """Each address that changes something, called by each person who may not, changes nothing."""

    def addresses(self):
        agency = OrganisationFactory(element=Element.GOVERNMENT)
        claim = AffiliationFactory(organisation=agency, pending=True)
        verified = AffiliationFactory(organisation=agency)
        waiting = OrganisationFactory(verified_at=None)
        request = GroupMembershipFactory(user=verified.user, requested=True)
        active, coordinator = GroupMembershipFactory(), GroupMembershipFactory(coordinator=True)
        seat = SeatFactory()
        return [
            url("verify-affiliation", claim.pk),
            url("refuse-affiliation", claim.pk),
            url("end-affiliation", verified.pk),
            url("liaison", verified.pk),
            url("register-organisation"),
            url("change-organisation", agency.pk),
            url("verify-organisation", waiting.pk),
            url("name-contact", agency.pk),
            url("admit", request.pk),
            url("refuse-membership", request.pk),
            url("end-membership", active.pk),
            url("name-coordinator", active.pk),
            url("release-coordinator", coordinator.pk),
            url("issue-appointment"),
            url("replace-seat", seat.pk),
        ]

    def state(self):
        return [
            list(model.objects.order_by("pk").values())
            for model in (Affiliation, Organisation, GroupMembership, Appointment, Seat)
        ]

    @pytest.mark.parametrize(
        "role",
        [
            roles.MODERATOR,
            roles.SESSION_OPERATOR,
            roles.INSPECTOR,
            roles.ADMINISTRATOR,
            "member",
            "superuser",
            None,
        ],
    )
    def test_refuses_everybody_else(self, role, client_for):
        addresses = self.addresses()
        if role is None:
            person = None
        elif role == "member":
            person = member()
        elif role == "superuser":
            person = UserFactory(is_superuser=True)
        else:
            person = staff(role)
        client, before = client_for(person), self.state()
        data = {"reason": "Alasan.", "organisation_name": "X", "kind": OrganisationKind.objects.first().pk}
        for address in addresses:
            assert client.post(address, data).status_code in {302, 303, 403, 404, 409, 422}, address
            assert client.get(address).status_code in {302, 303, 403, 404}, address
        assert self.state() == before

    def test_opens_each_to_the_secretariat(self, editor):
        for address in self.addresses():
            assert editor.get(address).status_code == 200, address

    def test_unknown_numbers_are_not_found(self, editor):
        for address in self.addresses():
            parts = address.strip("/").split("/")
            if parts[3].isdigit():
                parts[3] = "99999"
                assert editor.get("/" + "/".join(parts) + "/").status_code == 404, address


class TestAffiliations:
    def test_the_queue_stands_first_with_one_click_to_each_decision(self, editor):
        claim = AffiliationFactory(pending=True, user__name="Menunggu Contoh")
        page = editor.get(url("affiliations")).content.decode()
        assert "Menunggu Contoh" in page
        assert url("verify-affiliation", claim.pk) in page
        assert url("refuse-affiliation", claim.pk) in page

    def test_a_claim_is_verified(self, editor):
        claim = AffiliationFactory(pending=True)
        assert editor.post(url("verify-affiliation", claim.pk)).status_code == 303
        claim.refresh_from_db()
        assert claim.status == "verified"

    def test_a_refusal_without_a_reason_comes_back(self, editor):
        claim = AffiliationFactory(pending=True)
        assert editor.post(url("refuse-affiliation", claim.pk), {"reason": ""}).status_code == 422
        assert (
            editor.post(url("refuse-affiliation", claim.pk), {"reason": "Tidak terbaca."}).status_code == 303
        )
        claim.refresh_from_db()
        assert (claim.status, claim.reason) == ("refused", "Tidak terbaca.")

    def test_ones_own_claim_shows_why_not(self, client_for):
        person = staff(roles.SECRETARIAT_EDITOR)
        claim = AffiliationFactory(user=person, pending=True)
        response = client_for(person).get(url("verify-affiliation", claim.pk))
        assert response.status_code == 403
        assert "Ini keterwakilan Anda sendiri." in response.content.decode()

    def test_a_second_decision_is_refused_in_words(self, editor):
        claim = AffiliationFactory(pending=True)
        editor.post(url("verify-affiliation", claim.pk))
        response = editor.post(url("refuse-affiliation", claim.pk), {"reason": "Terlambat."})
        assert response.status_code == 409
        assert "Terlambat." in response.content.decode()

    def test_search_takes_anything(self, editor):
        AffiliationFactory(pending=True)
        for query in ("%", "' OR 1=1", "x" * 500, "<b>"):
            assert editor.get(url("affiliations"), {"q": query, "status": "boss"}).status_code == 200

    def test_queries_do_not_grow_with_the_queue(
        self, editor, django_assert_num_queries, django_assert_max_num_queries
    ):
        AffiliationFactory.create_batch(2, pending=True)
        editor.get(url("affiliations"))
        with django_assert_max_num_queries(30) as few:
            editor.get(url("affiliations"))
        AffiliationFactory.create_batch(20, pending=True)
        with django_assert_num_queries(len(few.captured_queries)):
            editor.get(url("affiliations"))


class TestOrganisations:
    def test_one_is_entered_corrected_and_given_a_contact(self, editor):
        kind = OrganisationKind.objects.get(name="Perangkat daerah")
        editor.post(url("register-organisation"), {"organisation_name": "Dinas Contoh", "kind": kind.pk})
        made = Organisation.objects.get(name="Dinas Contoh")
        person = AffiliationFactory(organisation=made).user
        editor.post(
            url("change-organisation", made.pk),
            {"organisation_name": "Dinas Contoh Baru", "short_name": "DCB", "kind": kind.pk},
        )
        editor.post(url("name-contact", made.pk), {"contact": person.pk})
        made.refresh_from_db()
        assert (made.name, made.short_name, made.contact) == ("Dinas Contoh Baru", "DCB", person)

    def test_a_stranger_cannot_be_the_contact(self, editor):
        organisation = OrganisationFactory()
        assert (
            editor.post(url("name-contact", organisation.pk), {"contact": UserFactory().pk}).status_code
            == 422
        )

    def test_a_taken_name_comes_back_at_its_field(self, editor):
        existing = OrganisationFactory()
        data = {"organisation_name": existing.name.upper(), "kind": existing.kind_id}
        response = editor.post(url("register-organisation"), data)
        assert "organisation_name" in response.context["form"].errors


class TestTheCouncil:
    def form(self, lines, **fields):
        data = {
            "number": "SK uji 5/2026",
            "date": "2026-11-02",
            "signer": "Wali Kota",
            "term_start": "2026-11-20",
            "term_end": "2031-11-19",
            "stays_until_next": "on",
            **fields,
        }
        for number, line in enumerate(lines, start=1):
            data |= {f"{name}_{number}": value for name, value in line.items()}
        return data

    def test_a_decree_with_seats_is_entered_on_one_page(self, editor):
        chair = AffiliationFactory()
        lines = [
            {"organisation": chair.organisation.pk, "office": "chair", "person": chair.user.pk},
            {"organisation": OrganisationFactory().pk, "office": "member"},
        ]
        assert editor.post(url("issue-appointment"), self.form(lines)).status_code == 303
        assert Appointment.objects.get().term_end == date(2031, 11, 19)
        assert roles.office_holder("chair").person == chair.user
        assert Seat.objects.count() == 2

    def test_a_decree_that_contradicts_itself_comes_back_filled(self, editor):
        person = AffiliationFactory()
        line = {"organisation": person.organisation.pk, "office": "chair", "person": person.user.pk}
        response = editor.post(url("issue-appointment"), self.form([line, line]))
        assert response.status_code == 422
        assert 'value="SK uji 5/2026"' in response.content.decode()
        assert not Appointment.objects.exists()

    @pytest.mark.parametrize("value", ["999999", "abc", "10" * 20])
    def test_foreign_numbers_in_a_line_are_errors(self, value, editor):
        response = editor.post(
            url("issue-appointment"), self.form([{"organisation": value, "office": "chair"}])
        )
        assert response.status_code == 422

    def test_the_form_begins_with_the_present_seats_and_reads_each_list_once(
        self, editor, django_assert_max_num_queries
    ):
        seat = SeatFactory(number=3)
        with django_assert_max_num_queries(30):
            form = editor.get(url("issue-appointment")).context["form"]
        assert form[f"person_{seat.number}"].value() == str(seat.person_id)
        assert len(list(form.line_fields())) == LINES

    def test_a_replacement_is_entered(self, editor):
        seat, person = SeatFactory(office="chair"), member()
        data = {"person": person.pk, "starts_on": "2026-11-21", "reason": "SK PAW 3/2026."}
        assert editor.post(url("replace-seat", seat.pk), data).status_code == 303
        assert roles.office_holder("chair").person == person


class TestAccounts:
    @pytest.fixture
    def administrator(self, client_for):
        return client_for(staff(roles.ADMINISTRATOR))

    def edit(self, client, person, **fields):
        data = {
            "email": person.email,
            "name": person.name,
            "preferred_language": "id",
            "is_active": "on",
            "roles": list(person.groups.values_list("name", flat=True)),
            **fields,
        }
        return client.post(reverse("wagtailusers_users:edit", args=[person.pk]), data)

    @pytest.mark.parametrize("role", [r for r in roles.ALL_ROLES if r != roles.ADMINISTRATOR])
    def test_only_administrators_see_them(self, role, client_for):
        client = client_for(staff(role))
        for address in (reverse("wagtailusers_users:index"), reverse("wagtailusers_users:add")):
            assert client.get(address).status_code == 302
        person = UserFactory()
        self.edit(client, person, roles=[role])
        assert not person.groups.exists()

    def test_pages_open_and_ask_for_one_name_and_no_password(self, administrator):
        person = staff(roles.MODERATOR, name="Farida")
        assert "Moderator" in administrator.get(reverse("wagtailusers_users:index")).content.decode()
        for address in (
            reverse("wagtailusers_users:add"),
            reverse("wagtailusers_users:edit", args=[person.pk]),
        ):
            page = administrator.get(address).content.decode()
            assert 'name="name"' in page
            for name in ("first_name", "password1", "is_superuser", "groups"):
                assert f'name="{name}"' not in page

    def test_an_account_is_made_without_a_password(self, administrator):
        data = {
            "email": "Baru@contoh.test",
            "name": "Baru",
            "preferred_language": "id",
            "roles": [roles.MODERATOR],
        }
        administrator.post(reverse("wagtailusers_users:add"), data)
        made = User.objects.get(email="baru@contoh.test")
        assert not made.has_usable_password()
        assert roles.is_moderator(made)

    def test_roles_and_address_change_through_the_actions(self, administrator):
        person = UserFactory()
        self.edit(administrator, person, roles=[roles.MINUTE_TAKER], email="pindah@contoh.test")
        assert set(Act.objects.filter(subject_kind="user").values_list("verb", flat=True)) == {
            "change_email",
            "change_roles",
        }
        assert person.emailaddress_set.get().email == "pindah@contoh.test"

    def test_a_name_is_corrected_with_an_act_of_whoever_did_it(self, administrator):
        person = UserFactory(name="Farida")
        self.edit(administrator, person, name="Farida Hanum")
        person.refresh_from_db()
        assert person.name == "Farida Hanum"
        assert Act.objects.get(subject_kind="user").verb == "correct_account"
        answer = self.edit(administrator, person, name=" ")
        assert answer.status_code == 200
        person.refresh_from_db()
        assert person.name == "Farida Hanum"

    def test_nobody_gives_themselves_a_role(self, client_for):
        person = staff(roles.ADMINISTRATOR)
        self.edit(client_for(person), person, roles=list(roles.ALL_ROLES))
        assert roles.staff_roles(User.objects.get(pk=person.pk)) == {roles.ADMINISTRATOR}

    def test_nobody_becomes_superuser_here(self, administrator):
        person = UserFactory()
        self.edit(administrator, person, is_superuser="on")
        person.refresh_from_db()
        assert not person.is_superuser

    def test_a_superuser_without_the_role_is_refused_in_words(self, client_for):
        person = UserFactory()
        response = self.edit(
            client_for(UserFactory(is_superuser=True)), person, roles=[roles.HEAD_OF_SECRETARIAT]
        )
        assert response.status_code == 200
        assert not person.groups.exists()

    def test_a_taken_address_comes_back(self, administrator):
        taken, person = UserFactory(), UserFactory()
        response = self.edit(administrator, person, email=taken.email)
        assert response.status_code == 200
        person.refresh_from_db()
        assert person.email != taken.email

    def test_queries_do_not_grow_with_the_accounts(
        self, administrator, django_assert_num_queries, django_assert_max_num_queries
    ):
        address = reverse("wagtailusers_users:index")
        UserFactory.create_batch(2)
        administrator.get(address)
        with django_assert_max_num_queries(40) as few:
            administrator.get(address)
        for _ in range(20):
            staff(roles.MODERATOR)
        with django_assert_num_queries(len(few.captured_queries)):
            administrator.get(address)


def test_kinds_are_kept_by_the_head_and_the_administrator(client_for):
    for role in (roles.HEAD_OF_SECRETARIAT, roles.ADMINISTRATOR):
        assert client_for(staff(role)).get(reverse("organisation_kinds:index")).status_code == 200
    assert client_for(staff(roles.MODERATOR)).get(reverse("organisation_kinds:index")).status_code == 302


def test_every_role_opens_the_admin(client_for):
    for role in roles.ALL_ROLES:
        assert client_for(staff(role)).get(reverse("wagtailadmin_home")).status_code == 200


def test_a_working_group_is_a_model_of_its_own(editor):
    assert WorkingGroup.objects.get(slug="sosial").name in editor.get(url("groups")).content.decode()


def test_who_works_in_the_admin_has_the_portals_one_account_page(editor):
    """Wagtail's asks for a first and a last name; a single name could not be saved there."""
    assert editor.get("/admin/account/").url == reverse("members:account")


def test_lists_and_forms_hide_the_warning_that_scripts_are_off(editor):
    page = editor.get(reverse("members_admin:affiliations")).content.decode()
    assert re.search(r'<body[^>]* class="[^"]*\bplain-page\b', page)


def test_refused_claims_can_be_told_from_waiting_ones(editor):
    page = editor.get(reverse("members_admin:affiliations")).content.decode()
    assert ">Ditolak</a>" in page
    assert "Belum terverifikasi" not in page
