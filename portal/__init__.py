"""The project: settings, addresses, and what every app of the portal stands on."""
