"""The person: an account known by its e-mail address, with one name field because single names exist."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit import clock


class UserManager(BaseUserManager["User"]):
    """Creates accounts; addresses are kept in lower case, so that upper case makes no second account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new account; without `password` nobody can sign in to it by password.

        Raises ValueError when `email` is empty.
        """
        if not email:
            raise ValueError("an account needs an e-mail address")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new account with every permission of the admin, and with no right in the council."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account with this address, however it is typed."""
        return self.get(email=(username or "").strip().lower())

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return the address without surrounding blanks and in lower case."""
        return (email or "").strip().lower()


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What a person may do follows from groups, affiliations and seats, not from a flag."""

    class Language(models.TextChoices):
        """The languages in which the portal writes to a person."""

        INDONESIAN = "id", _("Indonesian")
        ENGLISH = "en", _("English")

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(
        _("name"), max_length=150, help_text=_("As you want to be named in public. One name is enough.")
    )
    title_prefix = models.CharField(_("title before the name"), max_length=40, blank=True)
    title_suffix = models.CharField(_("title after the name"), max_length=80, blank=True)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("An account that is not active cannot sign in.")
    )
    preferred_language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.INDONESIAN
    )
    consent_version = models.CharField(
        _("version of the privacy notice agreed to"), max_length=20, blank=True
    )
    consented_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    date_joined = models.DateTimeField(_("joined at"), default=clock.now, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_in_lower_case")
        ]

    def __str__(self) -> str:
        """Return the name that others see."""
        return display_name(self)

    def clean(self) -> None:
        """Keep the address in lower case whichever form it came from."""
        super().clean()
        self.email = type(self).objects.normalize_email(self.email)

    def get_full_name(self) -> str:
        """Return the name that others see; titles stand in documents only."""
        return display_name(self)

    def get_short_name(self) -> str:
        """Return the name that others see: a part of it may be no name at all."""
        return display_name(self)

    @property
    def formal_name(self) -> str:
        """Return the name with its titles, as documents print it."""
        if self.erased_at:
            return display_name(self)
        name = f"{self.title_prefix} {self.name}".strip()
        return f"{name}, {self.title_suffix}" if self.title_suffix else name

    @property
    def email_confirmed(self) -> bool:
        """Return whether the present address was confirmed by its code."""
        from allauth.account.models import EmailAddress  # allauth's models refer to this one

        return EmailAddress.objects.filter(user=self, email__iexact=self.email, verified=True).exists()


def display_name(user: User | None) -> str:
    """Return how a person is named in public; without a person, or after erasure, that one was here."""
    if user is None or user.erased_at:
        return gettext("erased member")
    return user.name
