"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.local")
application = get_wsgi_application()

# The first visitor of a process need not wait a second for its addresses and views to be loaded.
reverse("wagtail_serve", args=[""])
# All that is loaded now stays: going through it again takes the garbage collector a tenth of a second.
gc.collect()
gc.freeze()
