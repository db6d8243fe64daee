"""Numbers, days and choices that no form offers: each is answered in words, none ends as an error."""

import pytest
from django import forms
from django.db import transaction
from django.utils.datastructures import MultiValueDict

from portal.kit.forms import SeveralField
from portal.members.models import OrganisationKind
from tests import city
from tests.addresses import addresses, served, view
from tests.filling import filled

pytestmark = pytest.mark.django_db

ACTIONS = [address for address in addresses() if address.is_ours and address.is_action]
# More digits than Python reads as a number, and more than a column holds.
ENDLESS, LARGE = "9" * 5_000, "9" * 20
NUMBERS = ("-1", LARGE, ENDLESS, "1e400", "NaN", "\u0661", "0x10", "1_0", " 1", "-" + LARGE)
DAYS = ("0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "-1", "01/01/0001", ENDLESS)
MOMENTS = ("0001-01-01T00:00", "9999-12-31T23:59", "2026-11-21T25:61", "2026-11-21", ENDLESS)
KINDS = (
    (forms.DateTimeField, MOMENTS),
    (forms.DateField, DAYS),
    (forms.IntegerField, NUMBERS),
    (forms.MultipleChoiceField, NUMBERS),
    (forms.ModelMultipleChoiceField, NUMBERS),
    (forms.ModelChoiceField, NUMBERS),
    (forms.ChoiceField, NUMBERS),
)


def wrong_for(field):
    """Return what no browser sends for a field of this kind."""
    return next((wrong for kind, wrong in KINDS if isinstance(field, kind)), ())


@pytest.fixture
def people(standing):
    return {role: city.person(role) for role in city.PEOPLE}


def takes(field, sent):
    """Return whether the field alone would take what is sent: then it is for the action to refuse it."""
    data = MultiValueDict({"x": sent if isinstance(sent, list) else [sent]})
    try:
        field.clean(field.widget.value_from_datadict(data, {}, "x"))
    except forms.ValidationError:
        return False
    return True


def wrong_forms(form, good):
    """Yield what is sent: all fields wrong at once, each value in turn; then each field wrong alone.

    Fields are read one by one, whatever becomes of the others. What reads them together meets one that is
    missing, whichever value was wrong, and every value that a field takes.
    """
    wrong = {name: values for name, field in form.fields.items() if (values := wrong_for(field))}
    for place in range(max(map(len, wrong.values()), default=0)):
        at_once = {name: values[place % len(values)] for name, values in wrong.items()}
        yield {**good, **at_once}
        yield {**good, **{name: [value, value, "1"] for name, value in at_once.items()}}
    for name, values in wrong.items():
        alone = [sent for value in values for sent in (value, [value, value, "1"])]
        taken = [sent for sent in alone if takes(form.fields[name], sent)]
        refused = [sent for sent in alone if sent not in taken]
        for sent in [*taken, *refused[:1]]:
            yield {**good, name: sent}


@pytest.mark.survey
@pytest.mark.parametrize("address", ACTIONS, ids=lambda address: address.route)
def test_no_number_day_or_choice_is_an_error(people, reader, address):
    role, kwargs = served(address, people)
    asked = view(address, people[role], kwargs)
    form = asked.get_form(asked.get_object(), bound=False)
    client = reader(role)
    for sent in wrong_forms(form, filled(form)):
        with transaction.atomic():
            status = client.post(address.path(kwargs), sent).status_code
            transaction.set_rollback(True)
        assert status < 500, sent


@pytest.mark.parametrize("number", [LARGE, ENDLESS, "-" + LARGE, "x", "\u0661" * 30])
def test_a_number_that_no_column_holds_is_not_offered(number):
    field = SeveralField(queryset=OrganisationKind.objects.all())
    with pytest.raises(forms.ValidationError):
        field.clean([number])


def test_what_is_offered_is_taken():
    kind = OrganisationKind.objects.earliest("pk")
    assert list(SeveralField(queryset=OrganisationKind.objects.all()).clean([str(kind.pk)])) == [kind]
