"""The kit's own tables."""

from .form_key import FormKey
from .holiday import Holiday

__all__ = ["FormKey", "Holiday"]
