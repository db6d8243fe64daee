"""The template tag of `portal.kit.slots`."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from portal.kit import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, thing: object) -> SafeString:
    """Draw what the apps further along have to say about `thing` at the place called `name`."""
    return slots.render(name, context["request"], thing)
