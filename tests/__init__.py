"""The tests mirror the packages: tests/portal/members/ tests portal/members/."""
