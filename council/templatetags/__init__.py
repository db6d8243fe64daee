"""The council in the templates of others and of its own."""
