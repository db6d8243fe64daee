"""The council's tables of states, one file per noun; pure data."""
