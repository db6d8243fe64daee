"""People and bodies: users, organisations, affiliations, working groups, appointments and seats; sign-in."""
