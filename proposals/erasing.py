"""What proposals keep of a person's name beside their account, and how it goes when the account is erased."""

from portal.members.erasing import Naming
from portal.members.models import User

from .actions.citizens import ANONYMOUS
from .models import CitizenInput


def erase(user: User, naming: Naming) -> None:
    """Leave what the person wrote as a citizen, and name nobody there."""
    CitizenInput.objects.filter(author=user).update(shown_name=ANONYMOUS)
