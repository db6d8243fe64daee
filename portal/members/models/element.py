"""The four elements (unsur) of the council: every kind of organisation belongs to one of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Element(models.TextChoices):
    """Academia, business, society and government, in the order in which the city names them."""

    ACADEMIA = "academia", _("Academia")
    BUSINESS = "business", _("Business")
    SOCIETY = "society", _("Society")
    GOVERNMENT = "government", _("Government")
