"""What becomes of an idea: a state that staff set, with a reason."""

from portalkit.errors import Invalid, Refused

IDEA = "idea"
NEW = "new"
WORDS = {
    NEW: "New",
    "under-review": "Under review",
    "planned": "Planned",
    "done": "Done",
    "declined": "Declined",
}
STATES = tuple(WORDS)
VOTES, LATEST = "votes", "latest"
SORTS = (VOTES, LATEST)


def check_is_idea(kind: str) -> None:
    """Raise Refused for a topic that is none."""
    if kind != IDEA:
        raise Refused("no-idea", "Only an idea has a state like that.")


def clean_reason(reason: str) -> str:
    """Why it is so, on one line. Raises Invalid when nothing is left of it."""
    words = " ".join(reason.split())
    if not words:
        raise Invalid({"reason": ["Say why: those who follow the idea are told."]})
    return words


def told(state: str, reason: str) -> str:
    """The same as those are told who follow the idea."""
    return f"{WORDS[state]}: {reason}"
