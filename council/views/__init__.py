"""The pages of the council: they read through querysets, ask permissions and call actions."""
