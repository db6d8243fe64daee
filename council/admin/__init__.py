"""The council in the Wagtail admin."""
