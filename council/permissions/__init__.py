"""Every rule of the council, one file per noun: `can_<verb>(user, thing) -> Verdict`."""
