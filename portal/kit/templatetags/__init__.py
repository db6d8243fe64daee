"""Template tags that know nothing of the domain."""
