"""Acts in words, for the log of a subject and the pages of the record."""

from django import template
from django.utils.functional import Promise

from portal.record import registry
from portal.record.models import Act

register = template.Library()


@register.filter
def act_words(act: Act) -> str | Promise:
    """Return what was done, in words."""
    return registry.phrase(act)


@register.filter
def role_words(role: str) -> str | Promise:
    """Return what a capacity is called."""
    return registry.role_label(role)


@register.filter
def kind_words(kind: str) -> str | Promise:
    """Return what a kind of subject is called."""
    return registry.kind_label(kind)
