"""The process that serves: what it has done before the first visitor comes."""

import subprocess
import sys

from django.conf import settings

ASKED = """
import gc, sys
import portal.wsgi
assert "proposals.views.reading" in sys.modules, "the views are loaded by the first visitor"
assert gc.get_freeze_count() > 100_000, "the collector goes through all that was loaded"
print("ready")
"""


def test_everything_is_loaded_and_kept_from_the_collector_before_the_first_request():
    asked = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert asked.stdout.strip() == "ready", asked.stderr
