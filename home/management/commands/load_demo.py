"""Load the demo content into an empty portal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.demo.load import NotEmpty, NotHere, load
from portal.kit import clock


class Command(BaseCommand):
    """`load_demo`: 24 proposals, their discussions, three sessions and what became of them."""

    help = "Load the demo content into an empty portal. Does nothing where people have written."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing and succeed when the portal is in use"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            played = load(clock.today())
        except NotHere as error:
            raise CommandError("This installation admits no demo content (settings.DEMO is off).") from error
        except NotEmpty as error:
            if options["if_empty"]:
                return
            raise CommandError("The portal is not empty; the demo content is for an empty one.") from error
        self.stdout.write(f"Demo content loaded: {played} events.")
