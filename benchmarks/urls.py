"""The portal's addresses and the bare view that every figure is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import handler400, handler403, handler404
from portal.urls import urlpatterns as portal_urlpatterns

__all__ = ["handler400", "handler403", "handler404", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    """Answer at once: what the same server does when a view does nothing."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *portal_urlpatterns]
