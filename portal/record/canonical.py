"""The bytes of an entry: commitments, canonical form, leaf hash. Pure; docs/record.md specifies them."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping

FORMAT = 1
SALT_BYTES = 32
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


def check_name(name: str) -> str:
    """Return `name` when an entry may use it (a-z, 0-9, underscore); raise ValueError otherwise."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for a value of an entry: {name!r}")
    return name


def typed(value: str | int) -> tuple[str, str]:
    """Return the type letter and the text of `value`: ``("s", text)`` or ``("i", decimal digits)``.

    Raises TypeError for anything but str and int (bool is refused, too: it would read as a number).
    """
    if isinstance(value, str):
        return "s", value
    if isinstance(value, int) and not isinstance(value, bool):
        return "i", str(value)
    raise TypeError(f"an entry holds strings and integers only, not {type(value).__name__}")


def commitment(value: str | int, salt: bytes) -> str:
    """Return HMAC-SHA-256 in hex: key `salt` (32 bytes), message type letter, colon, text in UTF-8."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    letter, text = typed(value)
    return hmac.new(salt, f"{letter}:{text}".encode(), hashlib.sha256).hexdigest()


def canonical_bytes(sequence: int, commitments: Mapping[str, str]) -> bytes:
    """Return the entry as UTF-8 JSON with sorted keys and no spaces; `commitments` are hex, by name."""
    content = {
        "format": FORMAT,
        "sequence": sequence,
        "values": {check_name(n): c for n, c in commitments.items()},
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def commitments(canonical: bytes) -> dict[str, str]:
    """Return the commitments in the canonical bytes of an entry, by name, in their order."""
    return dict(json.loads(canonical)["values"])


def leaf_hash(canonical: bytes) -> str:
    """Return the leaf hash of RFC 6962, section 2.1, in hex: SHA-256 over a zero byte and the entry."""
    return hashlib.sha256(b"\x00" + canonical).hexdigest()
