"""What the secretariat works with in the Wagtail admin; every write goes through the actions."""
