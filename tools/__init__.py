"""Programs for those who work on the portal; nothing here runs in the portal itself."""
