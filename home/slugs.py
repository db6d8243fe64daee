"""Which page addresses are taken by the portal itself and therefore refused to editors."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The first path segments of portal.urls (a test compares the two), and those kept for later.
TAKEN_SLUGS = frozenset(
    {
        "admin", "akun", "angka", "api", "cari", "catatan", "data", "dewan", "dokumen", "en", "healthz",
        "id", "jejak", "kalender", "keputusan", "media", "meja", "organisasi", "readyz", "sidang", "static",
        "umpan", "usulan", "_util",
    }
)  # fmt: skip


def refuse_taken_slug(slug: str) -> None:
    """Raise ValidationError on `slug` when the portal uses it as the beginning of its own addresses."""
    if slug.lower() in TAKEN_SLUGS:
        raise ValidationError(
            {
                "slug": ValidationError(
                    _(
                        "“%(slug)s” is an address of the portal itself, so a page there could never be "
                        "opened. Choose another word, for example “about-%(slug)s”."
                    ),
                    code="slug.taken",
                    params={"slug": slug},
                )
            }
        )
