"""Files that people send: told by their content, checked, cleaned, and stored where no address leads."""

from .fields import FileInput, UploadField
from .hashing import sha256_of
from .kinds import KINDS, FileKind, by_signature, sniff
from .storage import private_storage, random_path
from .vetting import Vetted, check_size, clean_name, vet

__all__ = [
    "KINDS",
    "FileInput",
    "FileKind",
    "UploadField",
    "Vetted",
    "by_signature",
    "check_size",
    "clean_name",
    "private_storage",
    "random_path",
    "sha256_of",
    "sniff",
    "vet",
]
