"""The pages of the proposals."""
