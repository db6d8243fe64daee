"""What the council wants done by the schedule."""

from portal.notices.schedule import every

from .actions.lateness import remind_of_monitoring, tell_of_lateness
from .actions.rehearsals import sweep_rehearsals

every(minutes=60)(tell_of_lateness)
every(minutes=6 * 60)(remind_of_monitoring)
every(minutes=6 * 60)(sweep_rehearsals)
