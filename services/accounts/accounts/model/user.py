"""What a person is to the portal, and what may be said of one."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portalkit.errors import Invalid, Refused
from portalkit.mail import in_ascii
from portalkit.viewer import Viewer

KINDS = ("customer", "staff")
STATES = ("unverified", "active", "suspended")
ERASED = "erased"  # nobody gives this state by hand
ROLES = ("administrator", "author", "expert", "importer", "moderator", "reviewer")
OF_STAFF = frozenset({"administrator", "author", "importer"})  # what only our own people can be
ATTRIBUTES = (
    "country",
    "region",
    "products",
    "partner",
    "grade",
)  # those every portal has; `custom` holds its own


@dataclass(frozen=True, slots=True)
class Standing:
    """The membership in which a person acts now, with what is known of its organisation."""

    membership_id: str
    organisation_id: str
    organisation: str
    kind: str
    country: str | None
    region: str | None
    role: str
    grade: str | None
    chapter: str | None


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account. The password is not part of it: nothing that shows a user can show that."""

    id: str
    name: str
    email: str
    created_at: datetime
    kind: str = "customer"
    roles: list[str] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    locale: str = "en"
    state: str = "unverified"
    version: int = 1
    standing: Standing | None = None

    @property
    def organisation(self) -> str | None:
        """The name of the organisation they act for."""
        return self.standing.organisation if self.standing else None


def is_verified_customer(user: User, companies: int) -> bool:
    """Whether it is known that somebody buys here: they own a product, or belong to one of so many companies.

    Nobody says that of themselves: products are an import's or an administrator's to write, members a company's.
    """
    owns = bool(user.attributes.get("products"))
    return user.state == "active" and user.kind == "customer" and (owns or companies > 0)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against. `epoch` counts changes of the password."""

    user_id: str
    name: str
    state: str
    password_hash: str | None
    epoch: int
    email: str = ""  # the main one, whichever was typed


def email_key(email: str) -> str:
    """What makes two addresses the same: case does not. Raises Invalid for what is not an address."""
    return tidy_email(email).lower()


def tidy_email(email: str) -> str:
    """The address as mail is sent to it, the domain in ASCII. Raises Invalid for what is not an address.

    The part before the @ is ASCII: look-alikes of other scripts would be other people's accounts to the eye.
    """
    local, at, domain = email.strip().rpartition("@")
    domain = in_ascii(domain).lower()
    good = (
        at
        and len(email) <= 254
        and 0 < len(local) <= 64
        and local.isascii()
        and local.isprintable()
        and not set(local) & set(' "(),:;<>@[\\]')
        and all(local.split("."))
        and "." in domain
        and all(0 < len(label) <= 63 and label.strip("-") == label and _plain(label) for label in domain.split("."))
    )
    if not good:
        raise Invalid({"email": ["Write an e-mail address, such as ingrid@example.com."]})
    return f"{local}@{domain}"


def check_other_address(user: User, wanted: str) -> None:
    """Raise Invalid when `wanted` is the address that this person has."""
    if email_key(wanted) == email_key(user.email):
        raise Invalid({"email": ["This is your address already."]})


def _plain(label: str) -> bool:
    return all(letter.isalnum() or letter == "-" for letter in label)


def tidy_name(name: str) -> str:
    """A name as it is shown: one line, no direction marks or other invisible characters. Raises Invalid."""
    visible = "".join(c if not unicodedata.category(c).startswith(("Zl", "Zp", "Cc")) else " " for c in name)
    visible = "".join(c for c in visible if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn") or c == "\u200d")
    tidy = " ".join(unicodedata.normalize("NFC", visible).split())
    if not tidy:
        raise Invalid({"name": ["Write a name."]})
    return tidy


def check_roles(kind: str, roles: Collection[str]) -> list[str]:
    """The roles in order. Raises Invalid for one that a person of this kind cannot have."""
    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise Invalid({"roles": [f"There is no role {' or '.join(unknown)}. Roles are {', '.join(ROLES)}."]})
    wrong = sorted(set(roles) & OF_STAFF) if kind != "staff" else []
    if wrong:
        raise Invalid({"roles": [f"Only staff can be {' or '.join(wrong)}."]})
    return sorted(set(roles))


def is_administrator(user: User) -> bool:
    """Whether this person can change others' accounts now."""
    return user.state == "active" and "administrator" in user.roles


def check_may_bring_in(by: Viewer, *roles: Collection[str]) -> None:
    """Raise Refused when somebody who is no administrator would make one of another, or change who is one."""
    if any("administrator" in each for each in roles) and not by.has("administrator"):
        raise Refused("administrators-only", "Only administrators bring in or change administrators.", 403)


def check_leaves_an_administrator(before: User, after: User, others: int) -> None:
    """Raise Refused when this change would leave the portal without an administrator."""
    if is_administrator(before) and not is_administrator(after) and not others:
        raise Refused("last-administrator", "This is the last administrator. Make somebody else one first.")


def check_state(before: str, after: str) -> None:
    """Raise Refused unless a person may go from one state to the other by an administrator's hand."""
    if before == ERASED:
        raise Refused("erased", "This person has left, and nothing of them is here any more.")
    if before != after and after == "unverified":
        raise Refused("cannot-unverify", "An address that was confirmed stays confirmed. Suspend the account instead.")


def can_keep(person: User | None) -> bool:
    """Whether somebody can look after something: of the staff, and here."""
    return person is not None and person.kind == "staff" and person.state == "active"


def may_view(by: User, person: User) -> bool:
    """Whether `by` may look at the portal as `person`: never with rights that are not their own."""
    return (
        is_administrator(by)
        and person.state == "active"
        and person.id != by.id
        and set(person.roles).issubset(by.roles)
    )


def check_may_view(by: User, person: User) -> None:
    """Raise Refused unless `by` may look at the portal as `person`."""
    if may_view(by, person):
        return
    if person.state != "active":
        raise Refused("cannot-view", "This account cannot sign in, so there is nothing to see as it.")
    if person.id == by.id:
        raise Refused("cannot-view", "This is how you see the portal anyway.")
    raise Refused("cannot-view", "This person may do more than you, so you cannot look at the portal as them.", 403)
