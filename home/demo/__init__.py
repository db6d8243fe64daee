"""The demo content: texts in `content/`, played through the portal's own actions on a clock of its own.

Nothing here writes a row of the domain: whoever reads the code of an action knows what the demo shows.
"""
