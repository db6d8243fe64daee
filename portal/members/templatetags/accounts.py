"""What the pages and mails of sign-up say of its rules."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def code_minutes() -> int:
    """Return for how many minutes the code that confirms an address is valid."""
    return settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT // 60
