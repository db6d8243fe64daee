"""Make the first administrator of a new installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.kit.verdict import Refused
from portal.members.actions import appoint_first_administrator
from portal.members.models import User


class Command(BaseCommand):
    """`appoint_administrator EMAIL`: the account must exist; only where there is no administrator yet."""

    help = "Make an existing account the first administrator of this installation."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = User.objects.get_by_natural_key(options["email"])
            appoint_first_administrator(user=user)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account with the address {options['email']}.") from error
        except Refused as refused:
            raise CommandError(str(refused.verdict.message)) from refused
        self.stdout.write(f"{user.name} is administrator now.")
