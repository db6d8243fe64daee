"""The roles that the council's tables speak of."""

# Whoever leads the item: the chair, or who takes the chair's place.
CHAIR = "chair"
# Clicks for whoever leads, "by order of the chair".
OPERATOR = "operator"
# Editors and minute takers of the secretariat.
SECRETARIAT = "secretariat"
# The council's own secretary: an office of a seat, not of the staff.
COUNCIL_SECRETARY = "council_secretary"
# A person who sits for a seat in the session.
SEAT = "seat"
# Heads the secretariat, and initials what goes to signature.
HEAD = "head"
# Reports for the agency that a follow-up belongs to.
LIAISON = "liaison"
# To whom a meeting has given a task.
RESPONSIBLE = "responsible"
# Speaks for the organisation that offers a contribution, under a current mandate.
REPRESENTATIVE = "representative"
