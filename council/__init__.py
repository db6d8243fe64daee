"""The council: sessions, motions, ballots, decisions, and what the city answers."""
