"""What an organisation is, who belongs to it, and who may decide about that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portalkit.errors import Invalid, Missing, Refused
from portalkit.viewer import Viewer

KINDS = ("company", "association")
STATES = ("open", "closed")
WITHOUT = ("alone", "left")  # members have no administrator; they have lost the only one
ROLES = ("administrator", "member")
SELF = "self"  # the context of who acts for no organisation
LIFETIME = timedelta(days=7)  # of an invitation


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company or an association. In a closed one nobody is a member; it can be opened again."""

    id: str
    name: str
    created_at: datetime
    kind: str = "company"
    country: str | None = None
    region: str | None = None
    state: str = "open"
    version: int = 1


@dataclass(frozen=True, slots=True)
class Membership:
    """That a person belongs to an organisation, from when and until when.

    Whether it runs is told by the clock, so nobody has to be there to end it. `by_name`: an import, or an
    administrator of the portal, called the organisation by its name, and may call another.
    """

    id: str
    organisation_id: str
    user_id: str
    created_at: datetime
    starts_at: datetime
    ends_at: datetime | None = None
    role: str = "member"
    title: str | None = None
    grade: str | None = None
    chapter: str | None = None
    renews_at: datetime | None = None
    by_name: bool = False
    version: int = 1

    def runs(self, now: datetime) -> bool:
        """Whether it counts at this time."""
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)

    def next_turn(self, now: datetime) -> datetime | None:
        """When it begins or ends next, if ever."""
        return min((at for at in (self.starts_at, self.ends_at) if at is not None and at > now), default=None)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A membership that waits for the press of a mailed link by whoever has that address."""

    id: str
    organisation_id: str
    email: str
    invited_by: str
    created_at: datetime
    expires_at: datetime
    role: str = "member"
    ends_at: datetime | None = None
    title: str | None = None
    grade: str | None = None
    chapter: str | None = None


def check_may_manage(by: Viewer, organisation: Organisation, mine: Membership | None) -> None:
    """Raise Missing to strangers, Refused to members who may not decide about others.

    The portal's administrators may, and so may the organisation's own.
    """
    if by.has("administrator"):
        return
    if mine is None or organisation.state != "open":
        raise Missing()
    if mine.role != "administrator":
        raise Refused("not-its-administrator", "Only administrators of the organisation decide about members.", 403)


def check_open(organisation: Organisation) -> None:
    """Raise Refused when nobody can come to belong to it."""
    if organisation.state != "open":
        raise Refused("organisation-closed", "This organisation is closed. Open it first.")


def check_ends(ends_at: datetime | None, now: datetime) -> None:
    """Raise Invalid for an end that has passed: who is to go now is removed."""
    if ends_at is not None and ends_at <= now:
        raise Invalid({"ends_at": ["Choose a day to come, or none."]})


def check_leaves_an_administrator(
    before: Membership, after: Membership | None, others: Iterable[Membership], now: datetime
) -> None:
    """Raise Refused when nobody would be left who administers the organisation for good."""

    def stays(one: Membership | None) -> bool:
        return one is not None and one.role == "administrator" and one.runs(now) and one.ends_at is None

    if stays(before) and not stays(after) and not any(stays(one) for one in others if one.id != before.id):
        raise Refused(
            "last-administrator",
            "This is the last administrator without an end date. Make somebody else one first.",
        )
