"""The first page of the admin: the queues that wait, and what comes within the week."""
