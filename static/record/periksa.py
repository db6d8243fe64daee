"""Check a download of the public record, by the command: python periksa.py unduh.jsonl."""

import hashlib
import hmac
import json
import sys
from pathlib import Path


def check(lines):
    """Yield every fault in the lines of a download; a sound one yields nothing."""
    expected = None
    for line in lines:
        entry = json.loads(line)
        number, canonical = entry["sequence"], entry["canonical"].encode()
        if expected not in (None, number):
            yield f"entry {expected} is missing"
        expected = number + 1
        if hashlib.sha256(b"\x00" + canonical).hexdigest() != entry["leaf_hash"]:
            yield f"entry {number}: the leaf hash does not fit"
        content = json.loads(canonical)
        if json.dumps(content, sort_keys=True, separators=(",", ":")).encode() != canonical:
            yield f"entry {number}: the bytes are not canonical"
        if content["format"] != 1 or content["sequence"] != number:
            yield f"entry {number}: the bytes belong to another entry"
        for name, shown in entry["values"].items():
            message = f"{shown['type']}:{shown['value']}".encode()
            commitment = hmac.new(bytes.fromhex(shown["salt"]), message, hashlib.sha256).hexdigest()
            if commitment != content["values"].get(name):
                yield f"entry {number}: {name} is not what was written down"


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as download:
        faults = list(check(download))
    sys.stdout.write("\n".join(faults or ["Every entry verifies."]) + "\n")
    sys.exit(bool(faults))
