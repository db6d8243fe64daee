"""What belongs to one proposal in a few rows each, read for its page in one query."""

from dataclasses import dataclass

from portal.kit import clock
from portal.kit.prepared import Given
from portal.kit.together import Few, Together

from .heard import HeardReport, Speakers, apply_rule
from .models import (
    AgencyRequest,
    Area,
    Attachment,
    CoAuthor,
    MeetingNotes,
    MergeRequest,
    Proposal,
    ProposalRules,
    Tag,
    Version,
)

_RULES = tuple(field.attname for field in ProposalRules._meta.concrete_fields)
_PERSON = ("person_id", "person__id", "person__name", "person__erased_at")
_ORGANISATION = ("organisation__id", "organisation__name", "organisation__slug")
_KIND = ("organisation__kind__id", "organisation__kind__element")
_TARGET = ("target__id", "target__slug", "target__title")


_OF_PROPOSAL, _OF_VERSION = Given("proposal"), Given("version")
_AREAS = Version.areas.through.objects.filter(version=_OF_VERSION).values("area")
_AROUND = Together(
    lambda: {
        "rules": Few(ProposalRules.objects.all(), _RULES),
        "versions": Few(
            Version.objects.filter(proposal=_OF_PROPOSAL),
            ("id", "number", "created_at", "change_note", "wording_only"),
        ),
        "areas": Few(Area.objects.filter(pk__in=_AREAS), ("id", "code", "level", "name")),
        "tags": Few(Tag.objects.filter(items__content_object=_OF_PROPOSAL), ("id", "name", "slug")),
        "attachments": Few(
            Attachment.objects.filter(versions=_OF_VERSION),
            ("id", "proposal_id", "caption", "kind", "size", "withdrawal_id"),
        ),
        "agencies": Few(
            AgencyRequest.objects.filter(proposal=_OF_PROPOSAL),
            ("id", "due_on", "answered_at", *_ORGANISATION),
        ),
        "co_authors": Few(
            CoAuthor.objects.bound().filter(proposal=_OF_PROPOSAL),
            ("id", "since", "until", "organisation_id", *_PERSON, *_ORGANISATION, *_KIND),
        ),
        "meetings": Few(
            MeetingNotes.objects.filter(proposal=_OF_PROPOSAL), ("id", "kind", "held_on", "notes")
        ),
        "merged": Few(
            Proposal.objects.filter(merged_into=_OF_PROPOSAL),
            ("id", "title", "slug", "comment_count", "changed_at", *_ORGANISATION),
        ),
        "requests": Few(
            MergeRequest.objects.filter(proposal=_OF_PROPOSAL, ended_at__isnull=True),
            ("id", "reason", "asked_at", "due_on", "answer", "answer_reason", "answered_at",
             "wants_co_authorship", "target_id", *_TARGET),
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Surroundings:
    """The short lists around a proposal, each in the order in which its page shows it."""

    versions: list[Version]
    areas: list[Area]
    tags: list[Tag]
    attachments: list[Attachment]
    agencies: list[AgencyRequest]
    # All who count as authors, past ones too; `Proposal.co_writers` are those who write along now.
    co_authors: list[CoAuthor]
    meetings: list[MeetingNotes]
    merged: list[Proposal]
    merge_request: MergeRequest | None


def surroundings(proposal: Proposal) -> Surroundings:
    """Return what stands around `proposal`, and keep on it its rules, co-writers and merge request."""
    found = _AROUND(proposal=proposal.pk, version=proposal.public_version.pk)
    if found["rules"]:
        proposal.rules = min(found["rules"], key=lambda rules: rules.pk)
    authors = sorted(found["co_authors"], key=lambda one: (one.since, one.pk))
    proposal.co_writers = [one for one in authors if one.until is None]
    proposal.live_requests = found["requests"]
    return Surroundings(
        versions=sorted(found["versions"], key=lambda one: -one.number),
        areas=sorted(found["areas"], key=lambda area: area.code),
        tags=sorted(found["tags"], key=lambda tag: tag.name),
        attachments=sorted(found["attachments"], key=lambda one: one.pk),
        agencies=sorted(found["agencies"], key=lambda request: request.pk),
        co_authors=authors,
        meetings=sorted(found["meetings"], key=lambda notes: (notes.held_on, notes.pk), reverse=True),
        merged=sorted(found["merged"], key=lambda one: (one.changed_at, one.pk)),
        merge_request=next(iter(found["requests"]), None),
    )


def report_on(proposal: Proposal, around: Surroundings, speakers: Speakers) -> HeardReport:
    """Return who has been heard, from what was read already (`heard.heard` reads it all)."""
    along = {one.organisation.element for one in around.co_authors}
    return apply_rule(
        speakers=speakers,
        authors_elements={proposal.organisation.element, *along},
        agencies=[(asked.organisation.name, asked.due_on, asked.answered_at) for asked in around.agencies],
        needed=proposal.rules.heard_elements,
        today=clock.today(),
    )
