"""What the proposals want done by the schedule."""

from portal.notices.schedule import every

from .actions import (
    close_due_discussions,
    delete_forgotten_files,
    forget_texts_set_aside,
    invite_missing_elements,
)

every(minutes=5)(close_due_discussions)
every(minutes=15)(invite_missing_elements)
every(minutes=24 * 60)(forget_texts_set_aside)
every(minutes=24 * 60)(delete_forgotten_files)
