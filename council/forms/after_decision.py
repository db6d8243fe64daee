"""Forms after a decision: errata, changes of earlier decisions, void numbers, requests for review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.actions.after_decision import PASSAGE, REASON
from council.models import Change, Decision, DecisionKind, Session
from portal.kit.forms import ActionForm, DayField, LongTextField, TextField


class ErratumForm(ActionForm):
    """Asks what stands there and how it is to be read."""

    wrong = LongTextField(
        label=_("What stands there"),
        max_length=PASSAGE,
        rows=3,
        help_text=_("Word for word, copied from the text."),
    )
    right = LongTextField(label=_("How it is to be read"), max_length=PASSAGE, rows=3)
    reason = TextField(label=_("Reason"), max_length=REASON, help_text=_("Everybody can read it."))


class EarlierField(forms.ModelChoiceField):
    """Offers decisions by number and title."""

    def label_from_instance(self, obj: Decision) -> str:
        """Return how a decision is offered."""
        return str(obj)


class ChangeForm(ActionForm):
    """Asks which earlier decision a draft amends or revokes."""

    earlier = EarlierField(label=_("Earlier decision"), queryset=Decision.objects.none())
    kind = forms.ChoiceField(
        label=_("This draft"),
        choices=[*Change.choices, ("", _("leaves it as it is"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["earlier"]
        assert isinstance(field, EarlierField)  # noqa: S101
        field.queryset = Decision.objects.announced().order_by("-enacted_on", "-pk")


class VoidForm(ActionForm):
    """Asks for the series and the reason."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DecisionKind, widget=forms.RadioSelect)
    reason = TextField(label=_("Reason"), max_length=500, help_text=_("Everybody can read it."))


class ReviewForm(ActionForm):
    """Asks why a decision should be looked at again."""

    affected = TextField(
        label=_("How it affects you"),
        max_length=500,
        help_text=_("Only the secretariat and the council's officers read this and your name."),
    )
    text = LongTextField(label=_("What should be reviewed, and why"), max_length=5000, rows=8)


class ReviewLetterForm(ReviewForm):
    """The same from a letter."""

    sender = TextField(label=_("Sender of the letter"), max_length=200)
    received_on = DayField(label=_("Received on"))
    field_order = ["sender", "received_on", "affected", "text"]


class AnswerReviewForm(ActionForm):
    """Asks which session answered and what."""

    session = forms.ModelChoiceField(label=_("Answered by"), queryset=Session.objects.none())
    answer = LongTextField(label=_("Answer"), max_length=5000, rows=8, help_text=_("Everybody can read it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["session"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Session.objects.filter(
            kind="plenary", state__in=["open", "ended", "minuted"]
        ).order_by("-starts_at")
