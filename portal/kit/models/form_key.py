"""The key of a submitted form: the same form sent twice makes one thing."""

from django.conf import settings
from django.db import models


class FormKey(models.Model):
    """Remembers that a person sent a form, and where what it made can be read; never the form's content.

    The key is a digest of the form's own random key and, save of a ballot and
    of a draft, of what was sent.

    Rows older than 24 hours are deleted by the schedule.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    address = models.CharField(max_length=500)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("person", "key", name="one_form_key_per_person")]

    def __str__(self) -> str:
        """Return the key."""
        return self.key
