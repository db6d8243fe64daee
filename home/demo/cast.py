"""The people of the demo and their bodies: accounts, organisations, groups, seats, all by the actions."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from portal.kit import clock
from portal.members import actions as members
from portal.members import roles
from portal.members.models import Affiliation, Organisation, OrganisationKind, Seat, User, WorkingGroup
from portal.members.models import GroupMembership as Membership

from .reading import read
from .timeline import Timeline

BEGINNING = -430
TERM_YEARS = 5


class Cast:
    """Finds people and organisations by the keys that the texts use.

    A person is read anew each time: what somebody may do is kept on the object for one request.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.people: list[dict[str, Any]] = read("people")["person"]
        self._by_key = {person["key"]: person for person in self.people}
        self._names = {entry["key"]: entry["name"] for entry in read("people")["organisation"]}

    def person(self, key: str) -> User:
        """Return the account of the person `key`."""
        return User.objects.get(email=self._by_key[key]["email"])

    def organisation(self, key: str) -> Organisation:
        """Return the organisation `key`."""
        return Organisation.objects.get(name=self._names[key])

    def organisation_of(self, key: str) -> Organisation:
        """Return the organisation of the person `key`."""
        return self.organisation(self._by_key[key]["organisation"])

    def affiliation(self, key: str) -> Affiliation:
        """Return the verified affiliation of the person `key`."""
        return Affiliation.objects.get(user=self.person(key), status=Affiliation.Status.VERIFIED)

    def liaison(self, agency: str) -> User:
        """Return the liaison of the agency `agency`."""
        keys = (p["key"] for p in self.people if p.get("liaison") and p["organisation"] == agency)
        return self.person(next(keys))

    def steward(self, group: str, author: str) -> User:
        """Return who tends a proposal: the group's coordinator, or an editor where it is their own."""
        for person in self.people:
            own = person.get("organisation") == self._by_key[author]["organisation"]
            if person.get("coordinates") == group and not own:
                return self.person(person["key"])
        return self.person("prima")

    def seated(self) -> list[dict[str, Any]]:
        """Return the people who hold a seat, by its number."""
        return sorted((p for p in self.people if "seat" in p), key=lambda person: person["seat"])

    def enter(self) -> None:
        """Let everybody come: accounts, roles, organisations, affiliations, groups, seats."""
        steps = (
            (0, self._open_accounts),
            (0, self._register_organisations),
            (2, self._claim),
            (4, self._verify),
            (8, self._ask_for_groups),
            (9, self._admit),
            (14, self._appoint),
        )
        for hour, (days, step) in enumerate(steps, start=8):
            self.timeline.at(self.timeline.workday(self.timeline.day(BEGINNING + days)), hour, step)
        for text in read("people")["replacement"]:
            self._put_replacement(text)

    def _open_accounts(self) -> None:
        for person in self.people:
            members.open_account(email=person["email"], name=person["name"], password=settings.DEMO_PASSWORD)
        members.appoint_first_administrator(user=self.person("vincent"))
        for person in self.people:
            if "role" in person and person["key"] != "vincent":
                role = getattr(roles, person["role"])
                members.change_roles(
                    user=self.person(person["key"]), role_names=[role], actor=self.person("vincent")
                )
        for person in self.people:
            if "title" in person:
                members.change_profile(
                    user=self.person(person["key"]),
                    name=person["name"],
                    title_prefix=person["title"],
                    title_suffix="",
                    preferred_language="id",
                    actor=self.person(person["key"]),
                )

    def _register_organisations(self) -> None:
        for entry in read("people")["organisation"]:
            kind = OrganisationKind.objects.get(name=entry["kind"])
            members.register_organisation(name=entry["name"], kind=kind, actor=self.person("prima"))

    def _claim(self) -> None:
        today = clock.today()
        for number, person in enumerate((p for p in self.people if "organisation" in p), start=1):
            members.claim_affiliation(
                user=self.person(person["key"]),
                organisation=self.organisation(person["organisation"]),
                position=person["position"],
                capacity=Affiliation.Capacity.REPRESENTING,
                mandate=members.Mandate(
                    number=f"{number:03}/SM/{today.year}",
                    date=today - timedelta(days=7),
                    signer="Pimpinan organisasi",
                    valid_until=today + timedelta(days=365 * 3),
                ),
            )

    def _verify(self) -> None:
        for affiliation in Affiliation.objects.filter(status=Affiliation.Status.PENDING).order_by("pk"):
            members.verify_affiliation(affiliation=affiliation, actor=self.person("prima"))
        for person in self.people:
            if person.get("liaison"):
                members.make_liaison(affiliation=self.affiliation(person["key"]), actor=self.person("prima"))

    def _ask_for_groups(self) -> None:
        for person in self.people:
            for slug in person.get("groups", ()):
                members.request_membership(
                    group=WorkingGroup.objects.get(slug=slug), user=self.person(person["key"])
                )

    def _admit(self) -> None:
        for membership in Membership.objects.filter(status=Membership.Status.REQUESTED).order_by("pk"):
            members.admit_membership(membership=membership, actor=self.person("prima"))
        for person in self.people:
            if "coordinates" in person:
                membership = Membership.objects.get(
                    group__slug=person["coordinates"], user=self.person(person["key"])
                )
                members.name_coordinator(membership=membership, actor=self.person("prima"))

    def _appoint(self) -> None:
        start = clock.today()
        members.issue_appointment(
            number=f"100.3.3/Kep.001-DKC/{start.year}",
            date=start,
            signer="Wali Kota Bekasi",
            term_start=start,
            term_end=start.replace(year=start.year + TERM_YEARS, day=min(start.day, 28)),
            seats=[
                members.SeatLine(
                    number=person["seat"],
                    organisation=self.organisation(person["organisation"]),
                    person=self.person(person["key"]),
                    office=person.get("office", Seat.Office.MEMBER),
                    alternate=self.person(person["alternate"]) if "alternate" in person else None,
                )
                for person in self.seated()
            ]
            + [
                members.SeatLine(number=text["seat"], organisation=self.organisation(text["organisation"]))
                for text in read("people")["vacant"]
            ],
            actor=self.person("prima"),
        )

    def _put_replacement(self, text: dict[str, Any]) -> None:
        day = self.timeline.workday(self.timeline.day(text["day"]))
        self.timeline.at(day, 11, lambda: self._replace(text))

    def _replace(self, text: dict[str, Any]) -> None:
        members.replace_seat(
            seat=Seat.objects.get(number=text["seat"], ends_on=None),
            person=self.person(text["person"]),
            starts_on=clock.today(),
            reason=text["reason"],
            actor=self.person("prima"),
        )
