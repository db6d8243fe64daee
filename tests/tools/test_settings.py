"""What the settings silence or replace is there after all."""

from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string


def test_requests_pass_a_csrf_protection(settings):
    middleware = [import_string(name) for name in settings.MIDDLEWARE]
    assert any(isinstance(one, type) and issubclass(one, CsrfViewMiddleware) for one in middleware)


def test_uploads_of_tests_stay_out_of_the_data_folder(settings):
    assert not settings.MEDIA_ROOT.is_relative_to(settings.DATA_DIR)
    assert not settings.STORAGES["private"]["OPTIONS"]["location"].is_relative_to(settings.DATA_DIR)
