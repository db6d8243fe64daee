"""Template tags of the proposals."""
