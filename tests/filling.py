"""Forms filled in as a person could send them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.kit import clock
from portal.kit.forms import DayField
from portal.members.models import Organisation, OrganisationKind
from proposals.models import Comment, Proposal
from tests.addresses import discussed
from tests.city import person
from tests.files import upload

# What fits fields whose kind does not tell it, by their name.
EXAMPLES: dict[str, Callable[[], Any]] = {
    "mandate_date": lambda: clock.today().isoformat(),
    "handed_over_on": lambda: clock.today().isoformat(),
    "letter_date": lambda: clock.today().isoformat(),
    "received_on": lambda: clock.today().isoformat(),
    "answered_on": lambda: clock.today().isoformat(),
    "quote": lambda: "pukul dua siang",
    "passage": lambda: "puskesmas",
    "comments": lambda: [
        str(comment.pk) for comment in Comment.objects.filter(proposal__in=discussed()).waiting()
    ],
    # A word that stands in every decision.
    "wrong": lambda: "Ketua",
    "began_at": lambda: (clock.now() - timedelta(days=1, hours=2)).strftime("%Y-%m-%dT%H:%M"),
    "ended_at": lambda: (clock.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
    "cost_estimate": lambda: "96.500.000",
    "organisation_kind": lambda: str(OrganisationKind.objects.earliest("pk").pk),
    "organisation_1": lambda: str(Organisation.objects.earliest("pk").pk),
    "attachment": upload,
    "person": lambda: str(person("member").pk),
    "held_on": lambda: clock.today().isoformat(),
    "target": lambda: str(Proposal.objects.in_discussion().earliest("pk").pk),
    # The plan of a follow-up: one milestone makes the whole.
    "weight_0": lambda: "100",
    "due_on_0": lambda: clock.today().isoformat(),
    **{f"{name}_{line}": lambda: "" for name in ("title", "weight", "due_on") for line in range(1, 4)},
}


def filled(form: forms.Form) -> dict[str, Any]:
    """Return what a person could send with `form`: what stands in it already, else something fitting."""
    values = {name: _value(form, name, field) for name, field in form.fields.items()}
    return {name: value for name, value in values.items() if value is not None}


def _value(form: forms.Form, name: str, field: forms.Field) -> Any:
    standing = form[name].value()
    if standing not in (None, "", [], False):
        return standing if isinstance(standing, list) else field.prepare_value(standing)
    if name in EXAMPLES and _takes(field, example := EXAMPLES[name]()):
        return example
    if isinstance(field, forms.FileField) and field.required:
        return SimpleUploadedFile("contoh.pdf", b"%PDF-1.7 contoh", content_type="application/pdf")
    # A day that is not asked for is left out: what fits depends on the rest of the form.
    if isinstance(field, forms.FileField) or (not field.required and isinstance(field, DayField)):
        return None
    if isinstance(field, forms.ChoiceField):
        choices = [str(value) for value, _label in _flat(field.choices) if value not in ("", None)]
        chosen = choices[: int(field.required)]
        several = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
        return chosen if several else "".join(chosen)
    later = clock.now() + timedelta(days=21)
    for kind, example in (
        (forms.BooleanField, "on" if field.required else None),
        (forms.IntegerField, str(getattr(field, "min_value", None) or 1)),
        (forms.DateTimeField, later.strftime("%Y-%m-%dT%H:%M")),
        (forms.DateField, later.date().isoformat()),
        (forms.EmailField, "contoh@dkc.example"),
        (forms.URLField, "https://dkc.example/"),
    ):
        if isinstance(field, kind):
            return example
    length = max(getattr(field, "min_length", None) or 0, 12)
    return f"{name.replace('_', ' ')} contoh ".ljust(length, "a")[: getattr(field, "max_length", None)]


def _takes(field: forms.Field, example: Any) -> bool:
    """Return whether a field that offers choices offers this one; what is typed may be anything."""
    offered = [str(value) for value, _label in _flat(getattr(field, "choices", ()))]
    return not offered or not isinstance(example, str) or example in offered


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
