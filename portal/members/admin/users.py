"""Accounts in the Wagtail admin: an administrator makes and closes them and changes addresses and roles.

Wagtail's own lists and forms, but every write goes through the actions: a plain save would change an
address behind allauth's back and roles without a trace. No password is set here.
"""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm as WagtailCreationForm
from wagtail.users.forms import UserEditForm as WagtailEditForm
from wagtail.users.views.users import CreateView as WagtailCreateView
from wagtail.users.views.users import EditView as WagtailEditView
from wagtail.users.views.users import IndexView as WagtailIndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from portal.kit.verdict import Refused, require

from .. import permissions, roles
from ..actions import change_email, change_roles, correct_account, create_account, set_active

User = get_user_model()

ROLE_LABELS = {
    roles.SECRETARIAT_EDITOR: _("Secretariat: editor"),
    roles.MINUTE_TAKER: _("Secretariat: minute taker"),
    roles.HEAD_OF_SECRETARIAT: _("Head of secretariat"),
    roles.MODERATOR: _("Moderator"),
    roles.SESSION_OPERATOR: _("Session operator"),
    roles.INSPECTOR: _("Inspector (reads all, changes nothing)"),
    roles.ADMINISTRATOR: _("Administrator of the system"),
}


class _Form:
    """What both forms share: no two names, no password, no superuser, roles by their own names."""

    password_enabled = False
    first_name = None
    last_name = None
    is_superuser = None


class UserCreationForm(_Form, WagtailCreationForm):
    """A new account; its person sets the password through "forgotten password"."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=ROLE_LABELS.items(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ["email", "name", "preferred_language"]


class UserEditForm(_Form, WagtailEditForm):
    """An existing account."""

    roles = UserCreationForm.base_fields["roles"]

    class Meta:
        model = User
        fields = ["email", "name", "preferred_language", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail removes two fields from one's own form, one of which ours does not have.
        self.editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        self.initial["roles"] = list(self.instance.groups.values_list("name", flat=True))
        if self.editing_self:
            del self.fields["is_active"]
            del self.fields["roles"]


def role_words(user: Any) -> str:
    """Return somebody's roles in words; the groups are read beforehand."""
    return ", ".join(str(ROLE_LABELS[group.name]) for group in user.groups.all() if group.name in ROLE_LABELS)


class IndexView(WagtailIndexView):
    """The list of accounts, by name."""

    @property
    def search_fields(self) -> set[str]:
        """Return what the search box looks in."""
        return {"name", "email"}

    @property
    def columns(self) -> list[Any]:
        """Return Wagtail's columns without its bulk actions, which are closed, and with our roles."""
        dropped = {"bulk_actions", "is_superuser"}
        kept = [column for column in super().columns if column.name not in dropped]
        return [*kept[:2], Column("roles", label=_("Roles"), accessor=role_words), *kept[2:]]

    def get_base_queryset(self) -> Any:
        """Read the roles of the whole page at once."""
        return super().get_base_queryset().prefetch_related("groups")

    def order_queryset(self, queryset: Any) -> Any:
        """Sort by the one name; Wagtail's own view sorts by two that we do not have."""
        if self.ordering in ("name", "-name"):
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class _ThroughActions:
    """Answers a refused action in the form, in its words."""

    def form_valid(self, form: Any) -> Any:
        """Save through the actions, or show what refused."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except Refused as refused:
            form.add_error(None, refused.verdict.message)
        except forms.ValidationError as error:
            form.add_error(None, error.messages)
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return self.form_invalid(form)  # type: ignore[attr-defined]


class CreateView(_ThroughActions, WagtailCreateView):
    """Makes an account."""

    def save_instance(self) -> Any:
        """Make it through the actions."""
        data = self.form.cleaned_data
        with transaction.atomic():
            user = create_account(
                email=data["email"],
                name=data["name"],
                preferred_language=data["preferred_language"],
                actor=self.request.user,
            )
            if data["roles"]:
                change_roles(user=user, role_names=data["roles"], actor=self.request.user)
        return user


class EditView(_ThroughActions, WagtailEditView):
    """Changes an account."""

    def save_instance(self) -> Any:
        """Change what was changed, each thing through its action."""
        form, actor = self.form, self.request.user
        data, changed = form.cleaned_data, set(form.changed_data)
        with transaction.atomic():
            user = User.objects.get(pk=self.object.pk)
            require(permissions.can_create_account(actor))
            if changed & {"name", "preferred_language"}:
                user = correct_account(
                    user=user,
                    name=data["name"],
                    preferred_language=data["preferred_language"],
                    actor=actor,
                )
            if "email" in changed:
                user = change_email(user=user, email=data["email"], actor=actor)
            if "is_active" in changed:
                user = set_active(user=user, active=data["is_active"], actor=actor)
            if "roles" in changed:
                user = change_roles(user=user, role_names=data["roles"], actor=actor)
        return user


class UserViewSet(WagtailUserViewSet):
    """Wagtail's user administration with our forms."""

    ordering = "name"
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    # Wagtail's own two templates ask for two names and for groups; the generic ones show the form as it is.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"
    menu_label = _("People")

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return the form with one name field."""
        return UserEditForm if for_update else UserCreationForm
