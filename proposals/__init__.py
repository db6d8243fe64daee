"""Proposals: what members write, what is said about it, and how it travels to the council and back."""
