"""Sign-up with a code and consent, the one sign-in, closed doors, shared devices, the second factor."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from portal.members import roles
from portal.members.models import MemberRules, User
from tests.factories.members import PASSWORD, AffiliationFactory, SeatFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db

SIGN_UP = {
    "name": "Sumiati",
    "email": "Sumiati@Contoh.test",
    "password1": "jalan-kali-abang-17",
    "consent": "on",
}


@pytest.fixture(autouse=True)
def no_limits_left_over(clock):
    cache.clear()


def sign_in(client, user, **fields):
    return client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD, **fields}, follow=False
    )


def is_signed_in(client):
    return "_auth_user_id" in client.session


class TestSignUp:
    def test_the_code_from_the_mail_makes_the_account_usable(self, client):
        response = client.post(reverse("account_signup"), SIGN_UP)
        assert response.status_code == 302
        user = User.objects.get()
        assert (user.name, user.email) == ("Sumiati", "sumiati@contoh.test")
        assert not is_signed_in(client)
        assert not user.email_confirmed
        code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[0].body, re.MULTILINE).group(1)
        response = client.post(response["Location"], {"code": code})
        assert is_signed_in(client)
        assert User.objects.get().email_confirmed

    def test_page_and_mail_say_for_how_many_minutes_the_code_is_valid(self, client):
        response = client.post(reverse("account_signup"), SIGN_UP)
        assert "berlaku 15 menit" in mail.outbox[0].body
        assert "berlaku 15 menit" in client.get(response["Location"]).content.decode()

    def test_a_new_code_can_be_asked_for_until_the_page_says_what_else_to_do(self, client, settings):
        settings.ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 1
        address = client.post(reverse("account_signup"), SIGN_UP)["Location"]
        assert "Kirim kode baru" in client.get(address).content.decode()
        cache.clear()  # ten seconds must lie between two mails; the count of them is kept here
        client.post(address, {"action": "resend"})
        assert len(mail.outbox) == 2
        page = client.get(address).content.decode()
        assert "Kirim kode baru" not in page
        assert "pilih Batal, lalu masuk" in page

    def test_a_wrong_code_signs_nobody_in(self, client):
        response = client.post(reverse("account_signup"), SIGN_UP)
        client.post(response["Location"], {"code": "XXXXXX"})
        assert not is_signed_in(client)
        assert not User.objects.get().email_confirmed

    def test_consent_is_recorded_with_version_and_moment(self, client, clock):
        rules = MemberRules.load()
        rules.consent_version = "2026-11"
        rules.save()
        client.post(reverse("account_signup"), SIGN_UP)
        user = User.objects.get()
        assert (user.consent_version, user.consented_at) == ("2026-11", clock.now)

    @pytest.mark.parametrize("missing", ["name", "email", "password1", "consent"])
    def test_nothing_is_made_without(self, missing, client):
        response = client.post(reverse("account_signup"), {k: v for k, v in SIGN_UP.items() if k != missing})
        assert missing in response.context["form"].errors
        assert not User.objects.exists()

    @pytest.mark.parametrize("password", ["pendek", "12345678901234", "password1234", "sumiati@contoh.test"])
    def test_weak_passwords_are_refused(self, password, client):
        client.post(reverse("account_signup"), {**SIGN_UP, "password1": password})
        assert not User.objects.exists()

    @pytest.mark.parametrize("name", ["Sum\x00iati", "Sum\ud800iati"])
    def test_a_name_that_cannot_be_stored_is_an_error_in_its_field(self, name, client):
        body = "&".join(
            f"{key}={value}"
            for key, value in {**SIGN_UP, "name": "Sum%00iati" if "\x00" in name else "Sum%ED%A0%80"}.items()
        )
        response = client.post(
            reverse("account_signup"), body, content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code in {200, 302, 400}
        assert "\x00" not in "".join(User.objects.values_list("name", flat=True))

    def test_a_taken_address_gets_the_same_answer_as_a_free_one(self, client, clock):
        UserFactory(email="sumiati@contoh.test", name="Yang Lama")
        taken = client.post(reverse("account_signup"), SIGN_UP)
        free = Client().post(reverse("account_signup"), {**SIGN_UP, "email": "lain@contoh.test"})
        assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
        assert User.objects.get(email="sumiati@contoh.test").name == "Yang Lama"


class TestSignIn:
    def test_a_wrong_password_and_an_unknown_address_are_told_apart_by_nobody(self, client):
        user = UserFactory()
        wrong = client.post(reverse("account_login"), {"login": user.email, "password": "salah-sekali"})
        unknown = client.post(
            reverse("account_login"), {"login": "tak-ada@contoh.test", "password": "salah-sekali"}
        )
        assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
        assert wrong.status_code == unknown.status_code

    def test_the_case_of_the_address_does_not_matter(self, client):
        user = UserFactory(email="dewi@contoh.test")
        client.post(reverse("account_login"), {"login": "Dewi@Contoh.test", "password": PASSWORD})
        assert int(client.session["_auth_user_id"]) == user.pk

    def test_an_unconfirmed_address_does_not_let_in(self, client):
        user = UserFactory(confirmed=False)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
        sign_in(client, user)
        assert not is_signed_in(client)

    def test_a_closed_account_does_not_let_in(self, client):
        sign_in(client, UserFactory(is_active=False))
        assert not is_signed_in(client)

    def test_ones_own_device_is_remembered(self, client):
        sign_in(client, UserFactory())
        assert not client.session.get_expire_at_browser_close()

    def test_a_shared_device_forgets_with_the_browser(self, client):
        sign_in(client, UserFactory(), shared_device="on")
        assert client.session.get_expire_at_browser_close()

    def test_a_shared_device_signs_out_after_thirty_quiet_minutes(self, client, clock):
        sign_in(client, UserFactory(), shared_device="on")
        clock.forward(minutes=29)
        client.get(reverse("members:account"))
        assert is_signed_in(client)
        clock.forward(minutes=29)
        client.get(reverse("members:account"))
        assert is_signed_in(client), "the half hour counts from the last page"
        clock.forward(minutes=31)
        response = client.get(reverse("members:account"))
        assert response.status_code == 302
        assert not is_signed_in(client)

    def test_another_device_stays_signed_in(self, client, clock):
        sign_in(client, UserFactory())
        clock.forward(days=3)
        client.get(reverse("members:account"))
        assert is_signed_in(client)


class TestClosedDoors:
    @pytest.mark.parametrize(
        "address", ["/admin/login/", "/admin/login", "/_util/login/", "/_util/login", "/en/_util/login/"]
    )
    def test_a_password_sent_there_signs_nobody_in(self, address, client):
        user = UserFactory(is_superuser=True)
        for fields in ({"username": user.email}, {"login": user.email}, {"email": user.email}):
            response = client.post(address, {**fields, "password": PASSWORD})
            assert response.status_code in {301, 302, 303, 404}
            assert not is_signed_in(client)

    @pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
    def test_a_visitor_is_led_to_the_one_sign_in(self, address, client):
        response = client.get(address, {"next": "/admin/"})
        assert response["Location"] == f"{reverse('account_login')}?next=%2Fadmin%2F"

    def test_the_door_leads_to_no_other_site(self, client):
        response = client.get("/admin/login/", {"next": "https://lain.example/"})
        assert response["Location"] == reverse("account_login")

    @pytest.mark.parametrize(
        "address",
        [
            "/admin/password_reset/",
            "/admin/password_reset/confirm/MQ/abc-def/",
            "/admin/password_reset/done/",
        ],
    )
    def test_wagtails_password_reset_is_closed(self, address, client):
        UserFactory(email="ada@contoh.test")
        response = client.post(address, {"email": "ada@contoh.test"})
        assert response["Location"] == reverse("account_reset_password")
        assert not mail.outbox

    def test_visitors_of_the_admin_end_at_the_one_sign_in(self, client):
        response = client.get("/admin/", follow=True)
        assert response.request["PATH_INFO"] == reverse("account_login")

    @pytest.mark.parametrize(
        "address", ["/admin/", "/admin/pages/", "/admin/users/", "/admin/anggota/keterwakilan/"]
    )
    def test_a_member_without_access_gets_a_refusal_and_no_circle(self, address, client_for, clock):
        response = client_for(member()).get(address, follow=True)
        assert response.status_code == 403
        assert len(response.redirect_chain) == 1

    def test_bulk_actions_on_accounts_are_closed(self, client_for):
        superuser = client_for(UserFactory(is_superuser=True))
        for action in ("assign_role", "delete", "set_active_state"):
            assert superuser.get(f"/admin/bulk/members/user/{action}/?id=1").status_code == 404
        assert superuser.get("/admin/users/1/delete/").status_code == 404


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.SECOND_FACTOR_REQUIRED = True

    def people(self):
        return {
            "staff": staff(roles.SECRETARIAT_EDITOR),
            "inspector": staff(roles.INSPECTOR),
            "superuser": UserFactory(is_superuser=True),
            "liaison": AffiliationFactory(is_liaison=True).user,
            "seat": SeatFactory().person,
        }

    @pytest.mark.parametrize("who", ["staff", "inspector", "superuser", "liaison", "seat"])
    @pytest.mark.parametrize("address", ["/akun/", "/admin/", "/organisasi/"])
    def test_offices_are_led_to_activation_first(self, who, address, client_for, clock):
        response = client_for(self.people()[who]).get(address)
        assert response.status_code == 302
        assert response["Location"] == reverse("mfa_index")

    @pytest.mark.parametrize("who", ["staff", "liaison", "seat"])
    def test_the_way_to_activation_and_out_is_open(self, who, client_for, clock):
        client = client_for(self.people()[who])
        assert client.get(reverse("mfa_index")).status_code == 200
        assert client.post(reverse("account_logout")).status_code == 302
        assert not is_signed_in(client)

    def test_with_a_factor_everything_is_open(self, client_for, clock):
        for person in self.people().values():
            Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
            assert client_for(person).get("/akun/").status_code == 200

    def test_recovery_codes_alone_are_no_factor(self, client_for, clock):
        person = staff(roles.MODERATOR)
        Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
        assert client_for(person).get("/akun/").status_code == 302

    def test_plain_members_need_none(self, client_for, clock):
        assert client_for(member()).get("/akun/").status_code == 200

    def test_a_visitor_needs_none(self, client):
        assert client.get("/organisasi/").status_code == 200

    def test_the_last_factor_stays_with_an_office(self, clock):
        person = staff(roles.MODERATOR)
        totp = Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
        assert not get_adapter().can_delete_authenticator(totp)
        Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"credential": {}})
        assert get_adapter().can_delete_authenticator(totp)

    def test_a_member_may_remove_theirs(self, clock):
        totp = Authenticator.objects.create(user=member(), type=Authenticator.Type.TOTP, data={"secret": "x"})
        assert get_adapter().can_delete_authenticator(totp)

    def test_a_password_alone_does_not_open_an_account_with_a_factor(self, client, clock):
        person = UserFactory()
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
        response = sign_in(client, person)
        assert response["Location"].startswith(reverse("mfa_authenticate"))
        assert not is_signed_in(client)


def test_where_it_is_not_required_nobody_is_held_up(client_for, clock, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert client_for(staff(roles.HEAD_OF_SECRETARIAT)).get("/akun/").status_code == 200
