"""The demo accounts, one for each role, as `make start` prints them and the README lists them.

    .venv/bin/python -m tools.demo_accounts        print the README's table

Read from the demo content itself, without Django: the list must be there before the site answers.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = ROOT / "home" / "demo" / "content" / "people.toml"
SETTINGS = ROOT / "portal" / "settings" / "base.py"
OFFICES = {
    "chair": "chair of the council",
    "vice_chair_1": "first vice chair",
    "vice_chair_2": "second vice chair",
    "secretary": "council secretary",
}
ROLES = {
    "HEAD_OF_SECRETARIAT": "head of secretariat",
    "SECRETARIAT_EDITOR": "secretariat (editor)",
    "MINUTE_TAKER": "minute taker",
    "MODERATOR": "moderator",
    "SESSION_OPERATOR": "session operator",
    "INSPECTOR": "inspector",
    "ADMINISTRATOR": "administrator",
}


@dataclass(frozen=True)
class Account:
    """One demo account and what it shows."""

    email: str
    name: str
    role: str


def role_of(person: dict) -> str:
    """Return what a person of the demo content is, in a few words."""
    if "role" in person:
        return ROLES[person["role"]]
    if person.get("liaison"):
        return "agency liaison"
    if person.get("coordinates"):
        seat = "council member, " if "seat" in person else ""
        return f"{seat}coordinator of the working group {person['coordinates'].capitalize()}"
    if "seat" in person:
        return OFFICES.get(person.get("office", ""), "council member and member of working groups")
    if "organisation" not in person:
        return "citizen without an organisation"
    return "member of working groups"


def accounts(path: Path = PEOPLE) -> list[Account]:
    """Return the first account of each role, in the order of the content; none without content."""
    try:
        people = tomllib.loads(path.read_text(encoding="utf-8")).get("person", [])
    except OSError:
        return []
    found: dict[str, Account] = {}
    for person in people:
        role = role_of(person)
        found.setdefault(role, Account(person["email"], person["name"], role))
    return list(found.values())


def password() -> str:
    """Return the one password of all demo accounts, from the settings' text. Raises LookupError."""
    found = re.search(r'^DEMO_PASSWORD = "([^"]+)"', SETTINGS.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise LookupError("portal/settings/base.py names no DEMO_PASSWORD")
    return found[1]


def markdown() -> str:
    """Return the README's table."""
    rows = [f"| `{one.email}` | {one.name} | {one.role} |" for one in accounts()]
    return "\n".join(
        [f"All with the password `{password()}`:", "", "| e-mail | name | role |", "|---|---|---|", *rows]
    )


if __name__ == "__main__":
    print(markdown())
    sys.exit(0)
