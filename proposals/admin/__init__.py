"""The secretariat's view of the proposals in the Wagtail admin."""
