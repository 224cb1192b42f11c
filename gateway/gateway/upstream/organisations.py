"""What the gateway asks of accounts about organisations and who belongs to them."""

from collections.abc import Mapping
from typing import Any

from gateway.upstream.accounts import DOORS, SERVICE
from gateway.upstream.caller import Caller, quoted

ALL = "/v1/organisations"


def page(caller: Caller, organisation_id: str | None) -> Any:
    """One's organisations and one of them: {mine, shown, manages, administered, members, more, invitations}."""
    query = {"id": organisation_id} if organisation_id else None
    return caller.read(SERVICE, f"{DOORS}/pages/organisation", query)


def act_for(caller: Caller, organisation_id: str | None) -> None:
    """Act for one of one's organisations, or for nobody but oneself."""
    caller.act(SERVICE, "/v1/me/context", {"organisation_id": organisation_id})


def invite(caller: Caller, organisation_id: str, body: dict[str, Any], key: str) -> None:
    """Mail somebody a link that joins: {email, role, ends_at, title, grade, chapter}."""
    caller.create(SERVICE, f"{ALL}/{quoted(organisation_id)}/invitations", body, key)


def withdraw(caller: Caller, organisation_id: str, invitation_id: str) -> None:
    """Make an invitation void."""
    caller.act(SERVICE, f"{ALL}/{quoted(organisation_id)}/invitations/{quoted(invitation_id)}", method="DELETE")


def change_member(caller: Caller, organisation_id: str, membership_id: str, body: dict[str, Any], version: str) -> None:
    """Change {role, ends_at, title, grade, chapter, renews_at} of a member."""
    caller.change(SERVICE, _member(organisation_id, membership_id), body, version)


def move_member(caller: Caller, organisation_id: str, membership_id: str, to: str, version: str) -> None:
    """Let a member belong to another organisation instead."""
    path = f"{_member(organisation_id, membership_id)}/move"
    caller.change(SERVICE, path, {"organisation_id": to}, version, "POST")


def remove_member(caller: Caller, organisation_id: str, membership_id: str) -> None:
    """Let somebody belong to it no more."""
    caller.act(SERVICE, _member(organisation_id, membership_id), method="DELETE")


def _member(organisation_id: str, membership_id: str) -> str:
    return f"{ALL}/{quoted(organisation_id)}/members/{quoted(membership_id)}"


def invited_to(gateway: Caller, token: str) -> Any:
    """What a mailed link invites to: {organisation, email, role, ends_at, registered}, or None."""
    return gateway.ask(SERVICE, f"{DOORS}/invitations/look", {"token": token})["invitation"]


def accept(caller: Caller, token: str) -> Any:
    """Join by a mailed link; the membership."""
    return caller.act(SERVICE, "/v1/invitations/accept", {"token": token})


def join(gateway: Caller, token: str, name: str, password: str) -> str:
    """Make an account by a mailed link, and join; the address."""
    body = {"token": token, "name": name, "password": password}
    return str(gateway.act(SERVICE, f"{DOORS}/invitations/join", body)["email"])


def organisations(caller: Caller, query: Mapping[str, Any]) -> Any:
    """A page of all organisations, newest first, by {text, without, cursor}: {items, next}."""
    return caller.read(SERVICE, ALL, query)


def create(caller: Caller, body: dict[str, Any], key: str) -> Any:
    """Make one from {name, kind, country, region}; the organisation."""
    return caller.create(SERVICE, ALL, body, key)


def change(caller: Caller, organisation_id: str, body: dict[str, Any], version: str) -> None:
    """Change {name, kind, country, region, state} of one."""
    caller.change(SERVICE, f"{ALL}/{quoted(organisation_id)}", body, version)
