"""Factories, one module an app; what a member makes goes through the action that makes it."""
