"""The list of proposals: what the address asks for, in which order, and how each filter is taken away."""

from .orders import CLOSING, ORDERS, PER_PAGE, sections
from .page import AFTER, Listing, listing

__all__ = ["AFTER", "CLOSING", "ORDERS", "PER_PAGE", "Listing", "listing", "sections"]
