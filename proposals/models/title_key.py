"""The beginnings of the words of public titles, by which similar ones are found."""

from django.db import models


class TitleKey(models.Model):
    """One beginning of a word in the public title of one proposal; written by proposals.similar alone."""

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=8)

    class Meta:
        indexes = [
            models.Index(fields=["key", "-proposal"], name="title_key_newest"),
            models.Index(fields=["proposal"], name="title_key_proposal"),
        ]

    def __str__(self) -> str:
        """Return the beginning of the word."""
        return self.key
