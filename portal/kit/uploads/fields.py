"""Form fields for files: what they give is vetted."""

from collections.abc import Collection
from typing import Any

from django import forms

from .kinds import KINDS
from .vetting import MB, Vetted, vet


class FileInput(forms.FileInput):
    """The browser's own file field, which offers only what is taken."""

    def __init__(self, kinds: Collection[str]) -> None:
        super().__init__(attrs={"accept": ",".join(KINDS[name].ending for name in kinds)})


class UploadField(forms.FileField):
    """One file of certain kinds; gives a Vetted, or None."""

    def __init__(self, *, kinds: Collection[str] = tuple(KINDS), max_mb: int = 10, **kwargs: Any) -> None:
        self.kinds, self.max_mb = kinds, max_mb
        # An empty file and a long name are told of in our words.
        super().__init__(widget=FileInput(kinds), allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Vetted | None:
        """Return the file as it may be stored; raise ValidationError in words."""
        file = super().clean(data, initial)
        return vet(file, kinds=self.kinds, max_bytes=self.max_mb * MB) if file else None
