"""Every write of the council, one keyword-only function per verb, one module per noun."""
