"""Accounts opened other than by sign-up, and the first administrator of an installation."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from portal.kit.verdict import Refused
from portal.members import actions, roles
from portal.members.models import MemberRules, User
from portal.record.models import Act
from tests.factories.members import UserFactory, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def acts_on(user):
    return list(Act.objects.filter(subject_kind="user", subject_id=user.pk).values_list("verb", flat=True))


class TestOpeningAnAccount:
    def test_its_address_counts_as_confirmed_and_its_consent_is_of_today(self, clock):
        user = actions.open_account(
            email="Siti@Contoh.test", name="  Siti   Aminah ", password="kata-sandi-1"
        )
        user.refresh_from_db()
        assert (user.email, user.name) == ("siti@contoh.test", "Siti Aminah")
        assert user.email_confirmed
        assert EmailAddress.objects.get(user=user).primary
        assert (user.consent_version, user.consented_at) == (MemberRules.load().consent_version, clock.now)
        assert user.date_joined == clock.now
        assert user.check_password("kata-sandi-1")
        assert acts_on(user) == ["open_account"]

    def test_it_brings_no_role(self):
        user = actions.open_account(email="siti@contoh.test", name="Siti")
        assert not user.groups.exists()
        assert not user.is_superuser

    def test_without_a_password_nobody_signs_in_by_password(self):
        assert not actions.open_account(email="siti@contoh.test", name="Siti").has_usable_password()

    @pytest.mark.parametrize(
        ("email", "name", "field"),
        [("LAMA@contoh.test", "Siti", "email"), ("siti@contoh.test", "  ", "name")],
    )
    def test_a_taken_address_and_an_empty_name_are_refused(self, email, name, field):
        UserFactory(email="lama@contoh.test")
        with pytest.raises(ValidationError) as caught:
            actions.open_account(email=email, name=name)
        assert list(caught.value.message_dict) == [field]
        assert User.objects.count() == 1


class TestTheFirstAdministrator:
    def test_the_command_appoints_an_existing_account_however_its_address_is_typed(self, capsys):
        user = UserFactory(email="siti@contoh.test", name="Siti")
        call_command("appoint_administrator", "Siti@Contoh.test")
        assert roles.is_administrator(User.objects.get())
        assert acts_on(user) == ["appoint_first_administrator"]
        assert "Siti" in capsys.readouterr().out

    def test_the_command_names_an_address_without_account(self):
        with pytest.raises(CommandError, match=r"siapa@contoh\.test"):
            call_command("appoint_administrator", "siapa@contoh.test")

    def test_a_second_one_is_refused(self):
        staff(roles.ADMINISTRATOR)
        user = UserFactory()
        with pytest.raises(Refused) as caught:
            actions.appoint_first_administrator(user=user)
        assert caught.value.verdict.rule == "user.roles.first"
        with pytest.raises(CommandError):
            call_command("appoint_administrator", user.email)
        assert not roles.is_administrator(User.objects.get(pk=user.pk))
        assert acts_on(user) == []

    def test_one_whose_account_is_closed_does_not_count(self):
        closed = staff(roles.ADMINISTRATOR)
        User.objects.filter(pk=closed.pk).update(is_active=False)
        user = actions.appoint_first_administrator(user=UserFactory())
        assert roles.is_administrator(user)
