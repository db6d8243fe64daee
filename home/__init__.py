"""The public face: pages, search, desk, the admin's front page, and the site's settings."""
