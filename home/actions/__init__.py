"""Everything that the public face writes."""

from .create_site import create_site
from .open_group import open_group

__all__ = ["create_site", "open_group"]
