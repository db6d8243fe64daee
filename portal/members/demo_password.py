"""The password of the demo accounts is printed for everybody: where there is no demo it opens nothing."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def is_demo_password(password: str | None) -> bool:
    """Return whether `password` is the demo's on an installation that admits no demo."""
    return not settings.DEMO and password == settings.DEMO_PASSWORD


class NotTheDemoPassword:
    """A password validator of Django's: nobody chooses the demo's password."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for the password of the demo accounts."""
        if is_demo_password(password):
            raise ValidationError(self.get_help_text(), code="demo_password")

    def get_help_text(self) -> str:
        """Return what is asked of a password."""
        return _("This is the password of the demo accounts. Choose one that only you know.")
