"""Pages, desk, search, and what machines ask for."""
