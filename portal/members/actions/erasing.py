"""Erasing an account: who the person was is gone, what was done stays."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry

from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.notices.actions import forget_person
from portal.record.actions import act, erase_texts
from portal.record.models import Act

from .. import permissions
from ..erasing import Naming, erase_elsewhere
from ..models import Affiliation, AffiliationEvidence, GroupMembership, Organisation, User
from .accounts import SUBJECT

# What somebody did in one of these capacities was done in office and stays theirs.
OFFICES = (
    "chair", "seat", "secretary", "council_secretary", "operator", "liaison", "coordinator",
    "secretariat", "head", "head_of_secretariat", "moderator", "administrator",
)  # fmt: skip


def erase_user(*, user: User, actor: User) -> User:
    """Erase who a person was: from now on "erased member" stands where the name stood.

    What was done in an office keeps its actor; every other act loses it. Gone are also what the record says
    about the person and wherever it names them, the mails that do, and what other apps stored of them
    (erasing.register). What people wrote in their texts is not searched: that is a moderator's to black out.
    """
    with transaction.atomic():
        user = lock(user)
        require(permissions.can_erase_user(actor, user))
        evidence = list(AffiliationEvidence.objects.filter(affiliation__user=user))
        naming = Naming(user.name, _addresses(user))
        now = clock.now()
        Affiliation.objects.filter(user=user, status__in=["pending", "verified"]).update(
            status=Affiliation.Status.ENDED, ended_at=now, is_liaison=False
        )
        Affiliation.objects.filter(user=user).update(position="", reason="")
        # Who signed their own mandate; a representation cannot be without a signer.
        for affiliation in Affiliation.objects.filter(user=user).exclude(mandate_signer=""):
            signer = naming.taken_out_of(affiliation.mandate_signer)
            Affiliation.objects.filter(pk=affiliation.pk).update(mandate_signer=signer)
        GroupMembership.objects.filter(user=user, status__in=["requested", "active"]).update(
            status=GroupMembership.Status.ENDED, ends_on=clock.today()
        )
        Organisation.objects.filter(contact=user).update(contact=None)
        AffiliationEvidence.objects.filter(pk__in=[row.pk for row in evidence]).delete()
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.groups.clear()
        user.name = user.title_prefix = user.title_suffix = ""
        user.email = f"erased-{user.pk}@erased.invalid"
        user.is_active = False
        user.erased_at = now
        user.set_unusable_password()
        user.save()
        _erase_from_log(user)
        forget_person(person=user, words=naming.words, without=naming.taken_out_of)
        erase_elsewhere(user, naming)
        _erase_from_record(user, naming)
        Act.objects.filter(actor=user).exclude(actor_role__in=OFFICES).update(actor=None)
        act(
            subject_kind=SUBJECT,
            subject_id=user.pk,
            verb="erase",
            actor=None if actor.pk == user.pk else actor,
            actor_role="user" if actor.pk == user.pk else "administrator",
            public=False,
        )
        transaction.on_commit(lambda: _delete_files(evidence))
    return user


def _addresses(user: User) -> tuple[str, ...]:
    """Return every address of the account, confirmed or not."""
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return tuple(dict.fromkeys([user.email, *known]))


def _erase_from_log(user: User) -> None:
    """Take the name out of the admin's own log of changes, which titles its lines with it."""
    account = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=account, object_id=str(user.pk)).update(label="", data={})


def _erase_from_record(user: User, naming: Naming) -> None:
    """Erase what the record says of the person: all that is about them, and what names them elsewhere.

    The entries and their hashes stay. In acts by the person their name is theirs even where it is an
    ordinary word; in everybody else's it must be sure.
    """
    subjects = {
        SUBJECT: [user.pk],
        "affiliation": list(user.affiliations.values_list("pk", flat=True)),
        "membership": list(user.memberships.values_list("pk", flat=True)),
    }
    for kind, numbers in subjects.items():
        erase_texts(acts=Act.objects.of(kind, numbers), holds=lambda _text: True)
    erase_texts(acts=Act.objects.filter(actor=user).telling(naming.words), holds=naming.stands_in)
    erase_texts(acts=Act.objects.telling(naming.certain), holds=naming.stands_surely_in)


def _delete_files(evidence: list[AffiliationEvidence]) -> None:
    """Delete the files of rows that are gone; a file that stays behind is found by nobody."""
    for row in evidence:
        row.file.delete(save=False)
