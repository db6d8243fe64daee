"""Registers the council with the Wagtail admin."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin import decisions
from .admin.legal_bases import LegalBasisViewSet
from .admin.planning_dates import PlanningDateViewSet
from .admin.sessions import SessionsMenuItem


@hooks.register("register_admin_viewset")
def planning_dates() -> PlanningDateViewSet:
    """The dates of the planning cycle."""
    return PlanningDateViewSet("planning_dates", url_prefix="planning-dates")


@hooks.register("register_admin_viewset")
def legal_bases() -> LegalBasisViewSet:
    """What decisions rest on."""
    return LegalBasisViewSet("legal_bases", url_prefix="legal-bases")


@hooks.register("register_admin_menu_item")
def sessions_menu() -> MenuItem:
    """The sessions."""
    return SessionsMenuItem()


@hooks.register("register_admin_urls")
def decisions_urls() -> list[URLPattern]:
    """Put the queues of decisions under the admin's address."""
    return decisions.urlpatterns


@hooks.register("register_admin_menu_item")
def decisions_menu() -> MenuItem:
    """What waits on its way from an adopted motion to a finished follow-up."""
    return decisions.DecisionsMenuItem()
