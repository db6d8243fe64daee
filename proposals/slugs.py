"""The readable end of a proposal's address."""

import re

from django.utils.text import slugify

LENGTH = 80
_SIGNS = re.compile(r"[^\w\s-]")
# The addresses of the verbs below /usulan/<id>/: a title must not lead to one of them.
RESERVED = frozenset(
    {
        "batal-dukung", "batal-gabung", "buang", "buka", "buka-kembali", "draf", "dukung", "gabung",
        "jawab", "jawab-gabung", "ke-sidang", "kembalikan", "kirim", "lampiran", "lanjutkan", "masukan",
        "masukan-catat", "masukan-tulis", "minta-tinjau", "notula", "pengusul", "perpanjang", "pisahkan",
        "pulihkan", "rumusan", "tanggapan", "tanggapan-resmi", "tanggapi", "tarik",
        "tetap-tidak-diteruskan", "tidak-diteruskan", "tinjau", "ubah", "usul-gabung", "usulkan-perubahan",
        "versi",
    }
)  # fmt: skip


def slug_of(title: str) -> str:
    """Return the readable end of the address of a proposal called `title`; may be empty."""
    # A sign stands between words: without it they must not run together.
    slug = slugify(_SIGNS.sub(" ", title))[:LENGTH].strip("-")
    return f"{slug}-" if slug in RESERVED else slug
