"""Which static files of the libraries are left out when files are collected."""

from django.contrib.staticfiles import apps


class StaticFilesConfig(apps.StaticFilesConfig):
    """Leaves out htmx's extensions: unused, and a comment in one stops the hashing of imports."""

    ignore_patterns = [*apps.StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]
