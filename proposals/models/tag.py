"""Tags: words by which proposals on one subject are found, shared by all of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase


class Tag(TagBase):
    """One word in use; drafts and versions hold their words themselves, which never change with it."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class ProposalTag(ItemBase):
    """A tag of a proposal's current version, for lists to look it up by."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="items")
    content_object = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="tagged")

    class Meta:
        verbose_name = _("tag of a proposal")
        verbose_name_plural = _("tags of proposals")
        constraints = [models.UniqueConstraint("tag", "content_object", name="a_proposal_has_a_tag_once")]
