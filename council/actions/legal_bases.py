"""Putting the legal bases that a draft rests on into its text."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from council.models import DecisionDraft, DraftLegalBasis, LegalBasis


def rest_on(draft: DecisionDraft, bases: Iterable[LegalBasis]) -> None:
    """Let the locked `draft` rest on `bases`, the highest rank first and then the oldest.

    Their full titles are copied into the draft. Raises ValidationError when one is revoked.
    """
    picked = list(LegalBasis.objects.filter(pk__in={basis.pk for basis in bases}))
    revoked = [str(basis) for basis in picked if not basis.is_in_force]
    if revoked:
        raise ValidationError(
            {
                "legal_bases": _("No longer in force: %(titles)s. Take it off this draft.")
                % {"titles": "; ".join(revoked)}
            }
        )
    draft.legal_bases.all().delete()
    DraftLegalBasis.objects.bulk_create(
        DraftLegalBasis(draft=draft, basis=basis, position=position, full_title=basis.full_title)
        for position, basis in enumerate(picked, start=1)
    )
