"""The answer of a permission rule: yes, or which rule refused, in words for the person."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Verdict:
    """What a rule says of one person, one verb and one thing.

    `rule` is a stable code such as ``proposal.own`` (for tests and logs); `message` says what happened,
    why, and what to do, in the reader's language. Both are empty when `allowed`.
    """

    allowed: bool
    rule: str = ""
    message: "str | Promise" = ""

    def __bool__(self) -> bool:
        """Return whether the rule allows it."""
        return self.allowed


YES = Verdict(True)


def no(rule: str, message: "str | Promise") -> Verdict:
    """Return a refusal by the rule named `rule`, explained to the person by `message`."""
    return Verdict(False, rule, message)


class Refused(Exception):  # noqa: N818 (it is an answer, not an error)
    """A rule refused an action; carries the verdict, whose message the page shows."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.rule)
        self.verdict = verdict


def require(*verdicts: Verdict) -> None:
    """Raise `Refused` with the first of `verdicts` that is a refusal."""
    for verdict in verdicts:
        if not verdict:
            raise Refused(verdict)
