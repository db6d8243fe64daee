"""The kit's own tables."""

from .form_key import FormKey
from .holiday import Holiday
from .search_entry import SearchEntry

__all__ = ["FormKey", "Holiday", "SearchEntry"]
