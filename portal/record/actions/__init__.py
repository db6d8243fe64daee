"""The two ways to write the record, and the one way to take values out of it."""

from .acts import act
from .entries import append
from .erasure import erase_texts, erase_values

__all__ = ["act", "append", "erase_texts", "erase_values"]
