"""What people say of themselves, and which of it is theirs to change: freely, with staff's approval, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from accounts.model.user import tidy_name
from portalkit.errors import Invalid, Refused

FIELDS = ("name", "legal_name", "phone", "job_title", "country", "region")
OF_RULES = ("country", "region")  # what rules of audiences ask of a person
FREE, APPROVAL, FIXED = "free", "approval", "fixed"
RULES = (FREE, APPROVAL, FIXED)
# What decides about audiences is not for everybody to say of themselves, unless staff wants it so.
STANDARD = dict(zip(FIELDS, (FREE, APPROVAL, FREE, FREE, APPROVAL, APPROVAL), strict=True))
MOST = {"name": 100, "legal_name": 200, "phone": 40, "job_title": 100, "country": 2, "region": 60}
WAITING, APPROVED, REFUSED = "waiting", "approved", "refused"
IN_NUMBERS = frozenset("+0123456789 ()-./")


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be done with each field."""

    rules: Mapping[str, str] = field(default_factory=lambda: STANDARD)
    version: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a person besides what others see; `version` counts changes of any of the fields."""

    user_id: str
    legal_name: str | None = None
    phone: str | None = None
    job_title: str | None = None
    visible_to: Mapping[str, str] = field(default_factory=dict)  # who sees a field on the page, where not staff alone
    version: int = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that waits for approval, or what became of it. A person has one for each field, the newest."""

    id: str
    user_id: str
    field: str
    value: str | None
    asked_at: datetime
    state: str = WAITING
    reason: str | None = None
    decided_at: datetime | None = None
    version: int = 1


def tidied(wanted: Mapping[str, str | None]) -> dict[str, str | None]:
    """The fields as they are kept; nothing in one means that it is not said. Raises Invalid, with all that is wrong."""
    good: dict[str, str | None] = {}
    faults: dict[str, list[str]] = {}
    for name, value in wanted.items():
        try:
            good[name] = _tidy(name, value)
        except Invalid as fault:
            faults[name] = [message for messages in fault.fields.values() for message in messages]
    if faults:
        raise Invalid(faults)
    return good


def _tidy(name: str, value: str | None) -> str | None:
    if name == "name":
        return tidy_name(value or "")
    if not (value or "").strip():
        return None
    tidy = tidy_name(value or "")
    if name == "country":
        tidy = tidy.upper()
        if not (len(tidy) == 2 and tidy.isascii() and tidy.isalpha()):
            raise Invalid({name: ["Write a country's two letters, such as NO."]})
    if name == "phone" and not (set(tidy) <= IN_NUMBERS and sum(each.isdigit() for each in tidy) >= 5):
        raise Invalid({name: ["Write a number as one dials it, such as +47 22 12 34 56."]})
    return tidy


def check_not_fixed(policy: Policy, names: list[str]) -> None:
    """Raise Refused when one of these fields is not for its person to change."""
    if any(policy.rules[name] == FIXED for name in names):
        raise Refused("field-fixed", "This cannot be changed here. Ask whoever runs the portal.", 403)


def check_free(policy: Policy, name: str) -> None:
    """Raise Refused unless its person changes this field at once."""
    check_not_fixed(policy, [name])
    if policy.rules[name] != FREE:
        raise Refused("needs-approval", "This changes only once it is approved. Ask for it in your profile.")


def check_may_decide(by: str, wish: Wish) -> None:
    """Raise Refused when somebody would decide about themselves, or once more."""
    if by == wish.user_id:
        raise Refused("your-own", "Somebody else decides about what you wish for yourself.", 403)
    if wish.state != WAITING:
        raise Refused("decided-already", "Somebody else has decided about this.")


def checked_reason(approves: bool, reason: str | None) -> str | None:
    """Why it is refused, on one line. Raises Invalid when a refusal has no reason."""
    if approves:
        return None
    if not (reason or "").strip():
        raise Invalid({"reason": ["Say why, so that it can be mended."]})
    return " ".join((reason or "").split())
