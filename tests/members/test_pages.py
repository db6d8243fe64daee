"""The pages of people and bodies: what each person sees, what forms answer, constant queries."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.kit import clock as kit_clock
from portal.members import roles
from portal.members.actions import replace_seat
from portal.members.models import Affiliation, Element, GroupMembership, OrganisationKind, User, WorkingGroup
from tests.factories.members import (
    AffiliationFactory,
    AppointmentFactory,
    GroupMembershipFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
    member,
    staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def text(response):
    """Return the page as it reads, its unbreakable spaces as plain ones."""
    return response.content.decode().replace("\xa0", " ")


MANDATE = {
    "mandate_number": "7/ST/2026",
    "mandate_date": "2026-10-01",
    "mandate_signer": "Rektor",
    "mandate_valid_until": "2027-06-30",
}


def claim_data(organisation, /, **fields):
    """Return a whole claim for `organisation`, some of it changed."""
    return {
        "organisation": organisation.pk,
        "position": "Dosen",
        "capacity": "representing",
        **MANDATE,
        **fields,
    }


class TestOrganisationsPage:
    def test_everybody_reads_the_verified_ones_only(self, client):
        OrganisationFactory(name="Universitas Contoh")
        hidden = OrganisationFactory(name="Belum Diperiksa", verified_at=None)
        page = text(client.get(reverse("members:organisations")))
        assert "Universitas Contoh" in page
        assert "Belum Diperiksa" not in page
        assert client.get(reverse("members:organisation", args=[hidden.pk, hidden.slug])).status_code == 404
        assert client.get(reverse("members:organisation-by-id", args=[hidden.pk])).status_code == 404

    def test_one_element_is_an_address(self, client):
        OrganisationFactory(name="Kampus Contoh", element=Element.ACADEMIA)
        OrganisationFactory(name="Warung Contoh", element=Element.BUSINESS)
        page = text(client.get(reverse("members:organisations"), {"unsur": "business"}))
        assert "Warung Contoh" in page
        assert "Kampus Contoh" not in page

    @pytest.mark.parametrize(
        "query", [{"unsur": "x' OR 1=1"}, {"page": "-1"}, {"page": "10" * 20}, {"page": "a"}]
    )
    def test_nonsense_in_the_address_is_ignored(self, query, client):
        OrganisationFactory()
        assert client.get(reverse("members:organisations"), query).status_code == 200

    def test_the_permanent_address_leads_to_the_readable_one(self, client):
        organisation = OrganisationFactory()
        readable = reverse("members:organisation", args=[organisation.pk, organisation.slug])
        assert client.get(reverse("members:organisation-by-id", args=[organisation.pk])).url == readable
        assert client.get(reverse("members:organisation", args=[organisation.pk, "lama"])).url == readable

    def test_it_names_who_represents_it_today_and_nobody_else(self, client):
        organisation = OrganisationFactory()
        AffiliationFactory(organisation=organisation, user__name="Wulan Mewakili")
        AffiliationFactory(organisation=organisation, user__name="Pribadi Saja", personal=True)
        AffiliationFactory(organisation=organisation, user__name="Mandat Habis", expired=True)
        AffiliationFactory(organisation=organisation, user__name="Masih Menunggu", pending=True)
        url = reverse("members:organisation", args=[organisation.pk, organisation.slug])
        page = text(client.get(url))
        assert "Wulan Mewakili" in page
        for name in ("Pribadi Saja", "Mandat Habis", "Masih Menunggu", "@contoh.test"):
            assert name not in page

    def test_names_are_text(self, client):
        organisation = OrganisationFactory(name="<script>alert(1)</script>")
        AffiliationFactory(organisation=organisation, user__name="<img src=x onerror=alert(1)>")
        url = reverse("members:organisation", args=[organisation.pk, organisation.slug])
        page = text(client.get(url))
        assert "<script>alert" not in page
        assert "<img src=x" not in page


class TestCouncilPage:
    def test_before_any_decree_it_says_so(self, client):
        assert client.get(reverse("members:council")).status_code == 200

    def test_it_shows_seat_person_office_organisation_and_decree(self, client):
        seat = SeatFactory(office="chair", person__name="Ketua Contoh", appointment__number="SK 12/2026")
        SeatFactory(vacant=True, appointment=seat.appointment)
        page = text(client.get(reverse("members:council")))
        for words in ("Ketua Contoh", "SK 12/2026", seat.organisation.name):
            assert words in page

    def test_the_seats_stand_under_their_elements_in_the_citys_order(self, client):
        decree = AppointmentFactory()
        for element in reversed(Element):
            SeatFactory(appointment=decree, organisation=OrganisationFactory(element=element))
        page = text(client.get(reverse("members:council")))
        places = [page.index(f'id="unsur-{element}"') for element in Element]
        assert places == sorted(places)

    def test_a_vacant_seat_is_said_openly_and_counted(self, client):
        seat = SeatFactory(person__name="Duduk Contoh")
        SeatFactory(vacant=True, appointment=seat.appointment)
        page = text(client.get(reverse("members:council")))
        assert "1 keanggotaan kosong" in page
        assert "Kosong: menunggu orangnya" in page

    def test_a_replacement_names_whom_it_replaces_and_the_former_member_stays_in_the_history(self, client):
        seat = SeatFactory(person__name="Lama Contoh")
        new = UserFactory(name="Baru Contoh")
        replace_seat(
            seat=seat,
            person=new,
            starts_on=kit_clock.today(),
            reason="Mengundurkan diri.",
            actor=staff(roles.HEAD_OF_SECRETARIAT),
        )
        page = text(client.get(reverse("members:council")))
        benches, history = page.split('id="riwayat"')
        assert "menggantikan Lama Contoh (PAW)" in benches
        assert "Baru Contoh" in benches
        assert '<th scope="row">Lama Contoh</th>' in history
        assert '<th scope="row">Baru Contoh</th>' not in history

    def test_a_term_that_ran_out_makes_former_members_of_its_seats(self, client):
        decree = AppointmentFactory(
            term_start=date(2020, 1, 1), term_end=date(2024, 12, 31), stays_until_next=False
        )
        SeatFactory(appointment=decree, person__name="Mantan Contoh")
        page = text(client.get(reverse("members:council")))
        assert '<th scope="row">Mantan Contoh</th>' in page.split('id="riwayat"')[1]
        assert "31 Desember 2024" in page

    def test_ten_times_the_seats_cost_no_more_queries(self, client):
        decree = AppointmentFactory()

        def queries(count):
            for _ in range(count):
                SeatFactory(appointment=decree)
                SeatFactory(ends_on=date(2026, 1, 1), starts_on=date(2025, 1, 1), appointment=decree)
            with CaptureQueriesContext(connection) as found:
                assert client.get(reverse("members:council")).status_code == 200
            return len(found)

        queries(1)
        assert queries(1) == queries(18)


class TestMyOrganisations:
    def test_a_claim_with_evidence_waits_and_names_the_promised_day(self, client_for):
        user, organisation = UserFactory(), OrganisationFactory()
        evidence = SimpleUploadedFile("surat.pdf", b"%PDF-1.7 isi", content_type="application/pdf")
        response = client_for(user).post(
            reverse("members:claim"), claim_data(organisation, evidence=[evidence]), follow=True
        )
        affiliation = Affiliation.objects.get()
        assert affiliation.mandate_valid_until == date(2027, 6, 30)
        assert affiliation.evidence.count() == 1
        assert "27 November 2026" in text(response)

    def test_a_person_may_name_an_organisation_that_is_not_listed(self, client_for):
        kind = OrganisationKind.objects.get(name="Yayasan")
        data = {
            "organisation": "",
            "organisation_name": "Yayasan Contoh Baru",
            "organisation_kind": kind.pk,
            "position": "Ketua",
            "capacity": "personal",
        }
        assert client_for(UserFactory()).post(reverse("members:claim"), data).status_code == 303
        assert Affiliation.objects.get().organisation.name == "Yayasan Contoh Baru"

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"organisation": ""}, "organisation"),
            ({"organisation": "999999"}, "organisation"),
            ({"organisation": "10" * 20}, "organisation"),
            ({"organisation": "abc"}, "organisation"),
            ({"position": ""}, "position"),
            ({"position": "x" * 121}, "position"),
            ({"position": "a\x00b"}, "position"),
            ({"capacity": "boss"}, "capacity"),
            ({"mandate_number": ""}, "mandate_number"),
            ({"mandate_date": "kemarin"}, "mandate_date"),
            ({"mandate_date": "2027-01-01"}, "mandate_date"),
            ({"mandate_valid_until": "2026-11-20"}, "mandate_valid_until"),
            ({"organisation": "", "organisation_name": "Baru"}, "organisation_kind"),
            ({"evidence": [SimpleUploadedFile("a.pdf", b"bukan pdf")]}, "evidence"),
        ],
    )
    def test_bad_input_is_answered_at_its_field_and_nothing_is_lost(self, fields, field, client_for):
        data = claim_data(OrganisationFactory(), **fields)
        response = client_for(UserFactory()).post(reverse("members:claim"), data)
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert 'value="Rektor"' in text(response)
        assert not Affiliation.objects.exists()

    def test_an_unverified_organisation_cannot_be_chosen(self, client_for):
        data = claim_data(OrganisationFactory(verified_at=None))
        response = client_for(UserFactory()).post(reverse("members:claim"), data)
        assert "organisation" in response.context["form"].errors

    def test_an_organisation_from_the_list_and_a_new_name_at_once_are_refused(self, client_for):
        data = claim_data(OrganisationFactory(), organisation_name="Warung Contoh")
        response = client_for(UserFactory()).post(reverse("members:claim"), data)
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["organisation_name"]
        assert not Affiliation.objects.exists()

    def test_everything_wrong_is_said_in_one_round(self, client_for):
        page = SimpleUploadedFile("surat.html", b"<html>", content_type="application/pdf")
        data = {
            "organisation_name": "Warung Contoh",
            "capacity": "representing",
            "mandate_date": "2027-01-01",
            "mandate_valid_until": "2026-01-01",
            "evidence": [page] * 6,
        }
        response = client_for(UserFactory()).post(reverse("members:claim"), data)
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {
            "organisation_kind",
            "position",
            "mandate_number",
            "mandate_date",
            "mandate_signer",
            "mandate_valid_until",
            "evidence",
        }
        assert "paling banyak 5" in text(response)

    def test_the_form_says_when_a_field_is_needed(self, client_for):
        page = text(client_for(UserFactory()).get(reverse("members:claim")))
        assert page.count("(wajib bila tidak ada dalam daftar)") == 2
        assert page.count("(wajib bila Anda mewakili organisasi)") == 3
        assert page.count("(boleh kosong)") == 2

    def test_a_form_sent_twice_claims_once(self, client_for):
        client, data = client_for(UserFactory()), claim_data(OrganisationFactory(), form_key="k1")
        first = client.post(reverse("members:claim"), data)
        second = client.post(reverse("members:claim"), data)
        assert (first.status_code, second.status_code, first.url) == (303, 303, second.url)
        assert Affiliation.objects.count() == 1

    def test_an_expired_session_gives_the_form_back_filled(self):
        response = Client().post(reverse("members:claim"), claim_data(OrganisationFactory()))
        assert response.status_code == 403
        assert 'value="Rektor"' in text(response)
        assert not Affiliation.objects.exists()

    def test_an_outdated_token_gives_the_form_back_filled(self, client_for):
        client = client_for(UserFactory(), enforce_csrf_checks=True)
        response = client.post(reverse("members:claim"), claim_data(OrganisationFactory()))
        assert response.status_code == 403
        assert 'value="Rektor"' in text(response)
        assert not Affiliation.objects.exists()

    def test_a_visitor_who_joins_a_group_that_never_was_is_answered_in_words(self, client):
        response = client.post(reverse("members:join", args=["tidak-ada"]))
        assert response.status_code == 403

    def test_an_expired_mandate_says_until_when_and_offers_the_new_letter(self, client_for):
        affiliation = AffiliationFactory(mandate_valid_until=date(2026, 6, 30))
        page = text(client_for(affiliation.user).get(reverse("members:affiliations")))
        assert "30 Juni 2026" in page
        assert reverse("members:renew", args=[affiliation.pk]) in page

    def test_the_new_letter_is_a_claim_for_the_same_organisation(self, client_for):
        affiliation = AffiliationFactory(expired=True)
        client = client_for(affiliation.user)
        url = reverse("members:renew", args=[affiliation.pk])
        assert f'value="{affiliation.position}"' in text(client.get(url))
        other = OrganisationFactory()
        assert client.post(url, claim_data(other)).status_code == 303
        assert Affiliation.objects.get(status="pending").organisation == affiliation.organisation

    def test_a_refusal_shows_its_reason(self, client_for):
        affiliation = AffiliationFactory(status="refused", reason="Surat tidak terbaca.")
        page = text(client_for(affiliation.user).get(reverse("members:affiliations")))
        assert "Surat tidak terbaca." in page

    @pytest.mark.parametrize("name", ["renew", "end-affiliation", "confirm-affiliation"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_anothers_affiliation_is_not_found(self, name, method, client_for):
        url = reverse(f"members:{name}", args=[AffiliationFactory().pk])
        assert getattr(client_for(member()), method)(url).status_code == 404
        assert (
            getattr(client_for(member()), method)(reverse(f"members:{name}", args=[9999])).status_code == 404
        )

    def test_not_even_the_secretariat_renews_anothers(self, client_for):
        url = reverse("members:renew", args=[AffiliationFactory().pk])
        assert client_for(staff(roles.SECRETARIAT_EDITOR)).get(url).status_code == 404

    def test_the_contact_person_confirms_in_one_click_and_one_form(self, client_for):
        contact = UserFactory()
        claim = AffiliationFactory(organisation=OrganisationFactory(contact=contact), pending=True)
        client = client_for(contact)
        url = reverse("members:confirm-affiliation", args=[claim.pk])
        assert url in text(client.get(reverse("members:affiliations")))
        assert client.post(url).status_code == 303
        claim.refresh_from_db()
        assert claim.contact_confirmed_by == contact
        assert client.post(url).status_code == 409


class TestMyWorkingGroups:
    def test_who_is_no_member_reads_what_is_missing(self, client_for):
        response = client_for(UserFactory()).get(reverse("members:groups"))
        assert response.context["missing"].rule == "member.none"
        assert reverse("members:join", args=["energi"]) not in text(response)

    def test_who_may_not_join_yet_is_led_to_the_step_that_is_missing(self, client_for):
        newcomer, waiting = UserFactory(), AffiliationFactory(status="pending").user
        expired = AffiliationFactory(mandate_valid_until=date(2026, 6, 30)).user
        group = WorkingGroup.objects.get(slug="energi")
        joined = member(group=group)
        for person, step in (
            (newcomer, "members:claim"),
            (waiting, "members:affiliations"),
            (expired, "members:affiliations"),
            (joined, "members:groups"),
        ):
            response = client_for(person).get(reverse("members:join", args=["energi"]))
            assert response.status_code == 403
            assert f'<a class="button button--primary" href="{reverse(step)}">' in text(response)

    def test_joining_is_refused_in_words_without_a_current_mandate(self, client_for):
        person = AffiliationFactory(mandate_valid_until=date(2026, 6, 30)).user
        response = client_for(person).post(reverse("members:join", args=["energi"]))
        assert response.status_code == 409
        assert "30 Juni 2026" in text(response)

    def test_a_member_joins_and_the_coordinator_admits(self, client_for):
        group = WorkingGroup.objects.get(slug="energi")
        person, coordinator = member(name="Ingin Gabung"), member(group=group, coordinator=True)
        response = client_for(person).post(reverse("members:join", args=["energi"]), follow=True)
        assert "27 November 2026" in text(response)
        request = GroupMembership.objects.get(user=person)
        queue = text(client_for(coordinator).get(reverse("members:requests")))
        assert "Ingin Gabung" in queue
        response = client_for(coordinator).post(reverse("members:admit", args=[request.pk]))
        assert response.status_code == 303
        request.refresh_from_db()
        assert request.status == "active"

    def test_a_coordinator_sees_the_requests_of_their_own_group_only(self, client_for):
        other = GroupMembershipFactory(requested=True, user=member(name="Pokja Lain"))
        coordinator = GroupMembershipFactory(coordinator=True).user
        client = client_for(coordinator)
        assert "Pokja Lain" not in text(client.get(reverse("members:requests")))
        for name in ("admit", "refuse-membership", "end-membership"):
            assert client.post(reverse(f"members:{name}", args=[other.pk])).status_code == 404

    def test_a_refusal_needs_a_reason(self, client_for):
        group = WorkingGroup.objects.get(slug="energi")
        request = GroupMembershipFactory(requested=True, group=group, user=member())
        client = client_for(member(group=group, coordinator=True))
        url = reverse("members:refuse-membership", args=[request.pk])
        assert client.post(url, {"reason": " "}).status_code == 422
        assert client.post(url, {"reason": "Lengkapi jabatan."}).status_code == 303

    def test_who_asked_cannot_admit_themselves(self, client_for):
        request = GroupMembershipFactory(requested=True, user=member())
        url = reverse("members:admit", args=[request.pk])
        assert client_for(request.user).get(url).status_code == 403
        assert client_for(request.user).post(url).status_code == 409
        request.refresh_from_db()
        assert request.status == "requested"

    def test_leaving_is_ones_own(self, client_for):
        membership = GroupMembershipFactory()
        assert (
            client_for(membership.user)
            .post(reverse("members:end-membership", args=[membership.pk]))
            .status_code
            == 303
        )
        membership.refresh_from_db()
        assert membership.status == "ended"


class TestMyAccount:
    def test_the_profile_is_changed(self, client_for):
        person = UserFactory()
        data = {
            "name": " Siti  Aminah ",
            "title_prefix": "Dr.",
            "title_suffix": "M.T.",
            "preferred_language": "en",
        }
        assert client_for(person).post(reverse("members:profile"), data).status_code == 303
        person.refresh_from_db()
        assert person.formal_name == "Dr. Siti Aminah, M.T."
        assert (person.name, person.preferred_language) == ("Siti Aminah", "en")

    def test_erasing_signs_out_for_good(self, client_for):
        person = member()
        client = client_for(person)
        assert client.post(reverse("members:erase")).status_code == 303
        assert not User.objects.get(pk=person.pk).is_active
        assert "_auth_user_id" not in client.session

    def test_who_holds_an_office_reads_why_not(self, client_for):
        response = client_for(SeatFactory().person).get(reverse("members:erase"))
        assert response.status_code == 403

    @pytest.mark.parametrize(
        "name", ["account", "affiliations", "claim", "groups", "requests", "profile", "erase"]
    )
    def test_visitors_are_led_to_sign_in(self, name, client):
        response = client.get(reverse(f"members:{name}"))
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


class TestLanguages:
    @pytest.mark.parametrize("name", ["organisations", "council"])
    def test_public_pages_stand_in_both(self, name, client):
        assert client.get(reverse(f"members:{name}")).status_code == 200
        assert client.get(f"/en{reverse(f'members:{name}')}").status_code == 200


class TestQueries:
    """The number of queries does not grow with the number of rows."""

    def fill(self, count, organisation, person, appointment):
        for _ in range(count):
            affiliation = AffiliationFactory(organisation=organisation, user__confirmed=False)
            SeatFactory(appointment=appointment, organisation=organisation, person=affiliation.user)
            OrganisationFactory(parent=organisation)
            AffiliationFactory(user=person, status="ended")
            GroupMembershipFactory(user=affiliation.user, group=self.group, requested=True)

    @pytest.fixture(autouse=True)
    def group(self):
        self.group = WorkingGroup.objects.get(slug="energi")

    @pytest.mark.parametrize(
        "name", ["organisations", "organisation", "council", "affiliations", "groups", "requests", "account"]
    )
    def test_constant(self, name, client_for, django_assert_num_queries, django_assert_max_num_queries):
        organisation, appointment = OrganisationFactory(), AppointmentFactory()
        person = member(organisation=organisation, group=self.group, coordinator=True)
        arguments = [organisation.pk, organisation.slug] if name == "organisation" else []
        url = reverse(f"members:{name}", args=arguments)
        client = client_for(person)
        self.fill(2, organisation, person, appointment)
        client.get(url)
        with django_assert_max_num_queries(25) as few:
            client.get(url)
        self.fill(20, organisation, person, appointment)
        with django_assert_num_queries(len(few.captured_queries)):
            client.get(url)
