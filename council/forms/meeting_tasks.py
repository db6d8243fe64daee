"""Forms of the tasks in the notes of a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.actions.meeting_tasks import TEXT_LIMIT
from council.models import Session
from council.querysets_tasks import people_for_tasks
from portal.kit.forms import ActionForm, DayField, LongTextField, TextField
from portal.members.models import User


class TaskForm(ActionForm):
    """Asks who does what until when."""

    what = TextField(
        label=_("What is to be done"),
        max_length=TEXT_LIMIT,
        help_text=_("One thing that can be seen to be done."),
    )
    person = forms.ModelChoiceField(
        label=_("Who does it"),
        queryset=User.objects.none(),
        help_text=_("The task appears on the desk of this person."),
    )
    due_on = DayField(label=_("Until when"))

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        if session is not None:
            field.queryset = people_for_tasks(session)


class FinishTaskForm(ActionForm):
    """Asks what was done."""

    result = TextField(
        label=_("What was done"),
        max_length=TEXT_LIMIT,
        required=False,
        help_text=_("It stands beside the task in the notes. You can leave it empty."),
    )


class ReopenTaskForm(ActionForm):
    """Asks why a task is not done after all."""

    reason = LongTextField(
        label=_("Reason"), max_length=1000, rows=3, help_text=_("It is kept in the log of the session.")
    )
