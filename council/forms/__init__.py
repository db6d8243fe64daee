"""The forms of the council, which only carry values to the actions."""
